// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and of what falls due, each on its longest path.

use super::*;
use covenant_primitives::time::{DAY, HOUR};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, OriginTrait},
	BoundedBTreeSet,
};

/// Far above what minimal balances take of it.
const TOTAL: Amount = 1_000_000_000;

const OWN: Own = Own { program: None, request: None, purpose: H256::zero() };

/// The sides of an order, and who decides.
struct Sides<T: Config> {
	buyer: ActorOf<T>,
	seller: ActorOf<T>,
	arbiter: OrganizationId,
	judge: T::RuntimeOrigin,
}

fn signed<T: Config>(actor: &ActorOf<T>) -> T::RuntimeOrigin {
	T::RuntimeOrigin::signed(actor.account.clone())
}

fn sides<T: Config>() -> Result<Sides<T>, BenchmarkError> {
	let operator = |name, capability| {
		let account: T::AccountId = account(name, 0, 0);
		let organization = T::Authority::set_up(&account, capability);
		ActorOf::<T> { account, organization }
	};
	let seller = operator("seller", Capability::ShareData);
	let buyer = operator("buyer", Capability::ShareData);
	assert!(T::Authority::set_up(&buyer.account, Capability::Treasury) == buyer.organization);
	let judge =
		T::ArbiterOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let arbiter = T::ArbiterOrigin::ensure_origin(judge.clone())
		.map_err(|_| BenchmarkError::Stop("not an arbiter"))??
		.organization;
	Ok(Sides { buyer, seller, arbiter, judge })
}

fn set<V: Ord, B: frame_support::traits::Get<u32>>(
	values: impl IntoIterator<Item = V>,
) -> BoundedBTreeSet<V, B> {
	let values = values.into_iter().collect::<alloc::collections::BTreeSet<_>>();
	values.try_into().unwrap_or_default()
}

/// Who may ask: the buyer, and many others.
fn eligibility<T: Config>(buyer: OrganizationId) -> Eligibility {
	let regions = T::Districts::district(buyer).map(|district| {
		let others = (0..7).map(|number| covenant_primitives::Region(440_101 + number));
		set(others.chain([district]))
	});
	Eligibility {
		kinds: set(T::Organizations::kind(buyer)),
		regions: regions.unwrap_or_default(),
		credit: T::Scores::score(buyer).map_or(0, |_| 1),
		license: None,
		capability: Some(Capability::ShareData),
	}
}

/// With a notice that is over at once.
fn conditions(method: Method, arbiter: OrganizationId) -> Conditions {
	Conditions {
		approval: method.needs_approval(),
		method,
		period: None,
		answer: HOUR,
		delivery: DAY,
		acceptance: DAY,
		notice: MAX_WINDOW,
		fee: 5_000,
		arbiter: Some(arbiter),
		contract: H256::zero(),
	}
}

/// A facility of the seller with slots; an order of it, and slots to exchange its own for.
fn booked<T: Config>(
	sides: &Sides<T>,
	approval: bool,
) -> Result<(ResourceId, Ask, u32), BenchmarkError> {
	let Sides { buyer, seller, arbiter, .. } = sides;
	let account = T::Organizations::account(buyer.organization);
	let asset = T::BenchmarkHelper::endow(&account, TOTAL.saturating_mul(2));
	let price = Price { asset, amount: TOTAL, per: Per::Use };
	let resource = T::Catalog::set_up(seller.organization, Kind::Facility, Some(price));
	let (slots, others) = T::Bookings::set_up(resource);
	let terms = Terms {
		revision: 0,
		open: true,
		conditions: Conditions { approval, ..conditions(Method::Attendance, *arbiter) },
		eligibility: eligibility::<T>(buyer.organization),
	};
	TermsOf::<T>::insert(resource, terms);
	let version = T::Catalog::offer(resource).map_or(0, |offer| offer.version);
	let ask = Ask {
		version,
		terms: 0,
		total: TOTAL,
		quantity: 1,
		slots: Some(slots),
		stages: Stages::new(),
		program: None,
		request: None,
		license: None,
		purpose: H256::zero(),
	};
	Ok((resource, ask, others.first))
}

/// An order in a state, in which as many share as can, all of whose accounts are new.
fn order<T: Config>(sides: &Sides<T>, status: Status) -> Result<(OrderId, u32), BenchmarkError> {
	let approval = status == Status::Requested;
	let (resource, ask, first) = booked::<T>(sides, approval)?;
	let id = NextOrderId::<T>::get();
	Pallet::<T>::do_request(sides.buyer.clone(), resource, ask)?;
	let persons = (0..MAX_SHARES).map(|number| {
		let sharer: T::AccountId = account("sharer", number, 0);
		let person = T::Persons::set_up(&sharer, sides.seller.organization);
		Share { party: Party::Person(person), weight: 277_777_777_777_777 }
	});
	let mut shares = persons.collect::<alloc::vec::Vec<_>>();
	if let Some(last) = shares.last_mut() {
		last.weight = 277_777_777_777_805;
	}
	SharesOf::<T>::insert(id, Shares::truncate_from(shares));
	if ![Status::Requested, Status::Confirmed].contains(&status) {
		let order = Pallet::<T>::order(id)?;
		let due = Some(T::Time::now().saturating_add(DAY));
		Pallet::<T>::enter(id, order, status, due)?;
	}
	Ok((id, first))
}

/// A quote of the seller for what the buyer looks for.
fn quoted<T: Config>(sides: &Sides<T>) -> Result<(DemandId, ResourceId, Bid), BenchmarkError> {
	let (resource, ask, _) = booked::<T>(sides, true)?;
	let demand = T::Catalog::set_up_demand(sides.buyer.organization, resource);
	let asset = T::Catalog::offer(resource).and_then(|offer| offer.price).map(|price| price.asset);
	let bid = Bid {
		asset,
		stages: Stages::truncate_from(alloc::vec![TOTAL]),
		quantity: 1,
		slots: ask.slots,
		until: T::Time::now().saturating_add(DAY),
	};
	Ok((demand, resource, bid))
}

fn status<T: Config>(id: OrderId) -> Option<Status> {
	Orders::<T>::get(id).map(|order| order.status)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_terms() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (resource, ..) = booked::<T>(&sides, false)?;
		let conditions = conditions(Method::Statement, sides.arbiter);
		let eligibility = eligibility::<T>(sides.buyer.organization);

		#[extrinsic_call]
		_(signed::<T>(&sides.seller), resource, true, conditions, eligibility);

		assert!(TermsOf::<T>::get(resource).is_some_and(|terms| terms.revision == 1));
		Ok(())
	}

	/// Confirmed at once, with as many slots as can be.
	#[benchmark]
	fn request() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (resource, ask, _) = booked::<T>(&sides, false)?;
		let id = NextOrderId::<T>::get();

		#[extrinsic_call]
		_(signed::<T>(&sides.buyer), resource, ask);

		assert_eq!(status::<T>(id), Some(Status::Confirmed));
		Ok(())
	}

	#[benchmark]
	fn approve() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Requested)?;

		#[extrinsic_call]
		_(signed::<T>(&sides.seller), id);

		assert_eq!(status::<T>(id), Some(Status::Confirmed));
		Ok(())
	}

	#[benchmark]
	fn refuse() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Requested)?;

		#[extrinsic_call]
		_(signed::<T>(&sides.seller), id, H256::repeat_byte(1));

		assert_eq!(status::<T>(id), Some(Status::Refused));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Requested)?;

		#[extrinsic_call]
		_(signed::<T>(&sides.buyer), id);

		assert_eq!(status::<T>(id), Some(Status::Withdrawn));
		Ok(())
	}

	/// By the buyer, too late.
	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Confirmed)?;

		#[extrinsic_call]
		_(signed::<T>(&sides.buyer), id);

		assert_eq!(status::<T>(id), Some(Status::Canceled { by: Role::Buyer }));
		Ok(())
	}

	/// The other side asked for the same.
	#[benchmark]
	fn reschedule() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, first) = order::<T>(&sides, Status::Confirmed)?;
		Pallet::<T>::do_reschedule(sides.seller.clone(), id, first)?;

		#[extrinsic_call]
		_(signed::<T>(&sides.buyer), id, first);

		let slots = Orders::<T>::get(id).and_then(|order| order.slots);
		assert!(slots.is_some_and(|slots| slots.first == first));
		Ok(())
	}

	/// A key.
	#[benchmark]
	fn deliver() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Confirmed)?;
		let buyer = party(sides.buyer.organization);
		T::SealedKeys::set_up_grant(covenant_primitives::ObjectId(0), buyer);
		let mut order = Pallet::<T>::order(id)?;
		order.conditions.method = Method::Computation;
		Orders::<T>::insert(id, order);
		let key_version = T::SealedKeys::present_key(buyer).unwrap_or_default();
		let wrapped = covenant_primitives::WrappedKey([1; 80]);
		let hash = H256::repeat_byte(1);
		let evidence = Evidence::Result { report: hash, result: hash, key_version, wrapped };

		#[extrinsic_call]
		_(signed::<T>(&sides.seller), id, evidence);

		assert_eq!(status::<T>(id), Some(Status::Delivered));
		Ok(())
	}

	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Delivered)?;

		#[extrinsic_call]
		_(signed::<T>(&sides.buyer), id);

		assert_eq!(status::<T>(id), Some(Status::Settled));
		Ok(())
	}

	#[benchmark]
	fn accept_part() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Delivered)?;

		#[extrinsic_call]
		_(signed::<T>(&sides.buyer), id, TOTAL / 2);

		assert_eq!(status::<T>(id), Some(Status::Reduced { amount: TOTAL / 2 }));
		Ok(())
	}

	#[benchmark]
	fn agree_part() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Reduced { amount: TOTAL / 2 })?;

		#[extrinsic_call]
		_(signed::<T>(&sides.seller), id, TOTAL / 2);

		assert_eq!(status::<T>(id), Some(Status::Settled));
		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Delivered)?;

		#[extrinsic_call]
		_(signed::<T>(&sides.buyer), id, H256::repeat_byte(1));

		assert_eq!(status::<T>(id), Some(Status::Disputed { by: Role::Buyer }));
		Ok(())
	}

	#[benchmark]
	fn rule() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Disputed { by: Role::Buyer })?;

		#[extrinsic_call]
		_(sides.judge, id, TOTAL / 2, Some(Role::Seller));

		assert_eq!(status::<T>(id), Some(Status::Settled));
		Ok(())
	}

	/// By a buyer who rated the resource before.
	#[benchmark]
	fn rate() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Settled)?;
		let order = Pallet::<T>::order(id)?;
		let before = OrderId(u64::MAX);
		LastRated::<T>::insert(order.resource, order.buyer, before);
		MarksOf::<T>::insert(before, Role::Buyer, [1; 4]);

		#[extrinsic_call]
		_(signed::<T>(&sides.buyer), id, [5; 4]);

		assert_eq!(LastRated::<T>::get(order.resource, order.buyer), Some(id));
		Ok(())
	}

	#[benchmark]
	fn collect() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Confirmed)?;
		let to = SharesOf::<T>::get(id).first().map(|share| share.party);
		let to = to.ok_or(BenchmarkError::Stop("nobody shares"))?;
		Unpaid::<T>::insert(id, to, TOTAL / 2);

		#[extrinsic_call]
		_(signed::<T>(&sides.seller), id, to);

		assert!(!Unpaid::<T>::contains_key(id, to));
		Ok(())
	}

	#[benchmark]
	fn quote() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (demand, resource, bid) = quoted::<T>(&sides)?;
		let id = NextQuoteId::<T>::get();

		#[extrinsic_call]
		_(signed::<T>(&sides.seller), demand, resource, bid);

		assert!(Quotes::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn withdraw_quote() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (demand, resource, bid) = quoted::<T>(&sides)?;
		let id = NextQuoteId::<T>::get();
		Pallet::<T>::do_quote(sides.seller.clone(), demand, resource, bid)?;

		#[extrinsic_call]
		_(signed::<T>(&sides.seller), id);

		assert!(!Quotes::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn accept_quote() -> Result<(), BenchmarkError> {
		let sides = sides::<T>()?;
		let (demand, resource, bid) = quoted::<T>(&sides)?;
		let id = NextQuoteId::<T>::get();
		Pallet::<T>::do_quote(sides.seller.clone(), demand, resource, bid)?;
		let order = NextOrderId::<T>::get();

		#[extrinsic_call]
		_(signed::<T>(&sides.buyer), id, OWN);

		assert_eq!(status::<T>(order), Some(Status::Confirmed));
		Ok(())
	}

	/// Nobody objected, and as many are paid as can be.
	#[benchmark]
	fn fall_due() -> Result<(), BenchmarkError> {
		use covenant_primitives::HandleDeadline;
		let sides = sides::<T>()?;
		let (id, _) = order::<T>(&sides, Status::Disputed { by: Role::Buyer })?;
		let order = Pallet::<T>::order(id)?;
		Orders::<T>::insert(id, Order { due: Some(T::Time::now()), ..order });

		#[block]
		{
			Pallet::<T>::handle(Task::Due(id))?;
		}

		assert_eq!(status::<T>(id), Some(Status::Settled));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
