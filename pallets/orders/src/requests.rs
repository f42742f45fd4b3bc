// SPDX-License-Identifier: Apache-2.0

//! Orders: asked for, confirmed, refused, taken back.
//!
//! What the buyer names is what it gets: version, terms and total are those that it saw, or there is no
//! order. The shares are those of that moment, whoever the resource belongs to later.

use crate::*;
use covenant_primitives::catalog::Offer;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request(by: ActorOf<T>, resource: ResourceId, ask: Ask) -> DispatchResult {
		let offer = T::Catalog::offer(resource).ok_or(Error::<T>::NotOffered)?;
		let terms = TermsOf::<T>::get(resource).ok_or(Error::<T>::NotOpen)?;
		ensure!(terms.open, Error::<T>::NotOpen);
		ensure!(ask.version == offer.version, Error::<T>::OtherVersion);
		ensure!(ask.terms == terms.revision, Error::<T>::OtherTerms);
		Self::ensure_eligible(by.organization, ask.license, &terms.eligibility)?;
		let id = Self::place(by.clone(), resource, offer, terms.conditions, offer.price, ask)?;
		if !terms.conditions.approval {
			Self::confirm(id, Some(by))?;
		}
		Ok(())
	}

	/// Makes an order, which waits for the seller's answer.
	fn place(
		by: ActorOf<T>,
		resource: ResourceId,
		offer: Offer,
		conditions: Conditions,
		price: Option<Price>,
		ask: Ask,
	) -> Result<OrderId, DispatchError> {
		let (buyer, seller) = (by.organization, offer.owner);
		ensure!(buyer != seller, Error::<T>::OwnResource);
		ensure!(T::Organizations::is_in_good_standing(seller), Error::<T>::Suspended);
		Self::ensure_asks_rightly(resource, offer.kind, &conditions, &ask)?;
		let quantity = Self::quantity(price, &ask)?;
		let stages = Self::stages(price, quantity, &ask)?;
		Self::ensure_can_be_delivered(buyer, offer, &conditions, price, quantity, &ask)?;
		let sides = [buyer, seller];
		ensure!(
			!conditions.arbiter.is_some_and(|it| sides.contains(&it)),
			Error::<T>::WrongArbiter
		);
		if ask.total > 0 {
			T::Authority::ensure_capability(&by.account, Capability::Treasury)?;
			let arbiter = conditions.arbiter.ok_or(Error::<T>::NoArbiter)?;
			ensure!(Self::may_arbitrate(arbiter), Error::<T>::WrongArbiter);
		}

		let id = NextOrderId::<T>::get();
		NextOrderId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let now = T::Time::now();
		let order = Order {
			resource,
			version: offer.version,
			buyer,
			seller,
			asset: price.map(|price| price.asset),
			conditions,
			quantity,
			slots: ask.slots,
			program: ask.program,
			content: offer.content,
			request: ask.request,
			purpose: ask.purpose,
			stages,
			stage: 0,
			status: Status::Requested,
			since: now,
			due: None,
		};
		SharesOf::<T>::insert(id, Shares::truncate_from(T::Catalog::shares(resource)));
		OrdersFor::<T>::insert(resource, id, ());
		for (organization, role) in [(buyer, Role::Buyer), (seller, Role::Seller)] {
			OrdersOf::<T>::insert(organization, id, role);
			Self::count_open(organization, true);
		}
		let total = ask.total;
		Self::enter(id, order, Status::Requested, Some(now.saturating_add(conditions.answer)))?;
		Self::count(seller, |figures| figures.asked = figures.asked.saturating_add(1));
		Self::record(id, Some(by), Act::Requested { total });
		Ok(id)
	}

	/// Each method needs something that the others do not.
	fn ensure_asks_rightly(
		resource: ResourceId,
		kind: Kind,
		conditions: &Conditions,
		ask: &Ask,
	) -> DispatchResult {
		let method = conditions.method;
		ensure!(method.fits(kind), Error::<T>::WrongMethod);
		let rightly = ask.quantity > 0
			&& ask.slots.is_some() == (method == Method::Attendance)
			&& ask.stages.is_empty() == (method != Method::Milestones)
			&& ask.program.is_some() == (method == Method::Computation)
			&& ask.request.is_some() == (method == Method::Grant)
			&& (ask.quantity == 1 || ask.slots.is_none() && ask.stages.is_empty());
		ensure!(rightly, Error::<T>::WrongAsk);
		if let Some(slots) = ask.slots {
			ensure!(T::Bookings::period(resource, slots).is_some(), Error::<T>::NotBookable);
		}
		Ok(())
	}

	/// How much is asked for, in what the price is for.
	fn quantity(price: Option<Price>, ask: &Ask) -> Result<u32, DispatchError> {
		let per = price.map(|price| price.per);
		Ok(match ask.slots {
			Some(slots) => {
				ensure!(per != Some(Per::Period), Error::<T>::WrongAsk);
				let places = u32::from(slots.units);
				let slots = u32::from(slots.count).saturating_mul(places);
				if per.is_none_or(|per| per == Per::Slot) {
					slots
				} else {
					places
				}
			}
			None => {
				ensure!(per != Some(Per::Slot), Error::<T>::WrongAsk);
				ask.quantity
			}
		})
	}

	/// What each stage costs. A project costs at least what is listed.
	fn stages(price: Option<Price>, quantity: u32, ask: &Ask) -> Result<Stages, DispatchError> {
		let amount = price.map_or(0, |price| price.amount);
		let stages = if ask.stages.is_empty() {
			let total = amount.checked_mul(quantity.into()).ok_or(ArithmeticError::Overflow)?;
			Stages::truncate_from(alloc::vec![total])
		} else {
			let costs = price.is_some();
			ensure!(ask.stages.iter().all(|it| (*it > 0) == costs), Error::<T>::OtherPrice);
			ask.stages.clone()
		};
		let total = stages.iter().try_fold(0, |sum: Amount, it| sum.checked_add(*it));
		let total = total.ok_or(ArithmeticError::Overflow)?;
		ensure!(total == ask.total && amount <= total, Error::<T>::OtherPrice);
		Ok(stages)
	}

	fn ensure_can_be_delivered(
		buyer: OrganizationId,
		offer: Offer,
		conditions: &Conditions,
		price: Option<Price>,
		quantity: u32,
		ask: &Ask,
	) -> DispatchResult {
		let per = price.map(|price| price.per);
		let span = match (per, conditions.period) {
			(Some(Per::Period), None) => Err(Error::<T>::NoPeriod)?,
			(Some(Per::Period), Some(period)) => period.saturating_mul(quantity.into()),
			_ => Moment::MAX,
		};
		let uses = if per == Some(Per::Use) { quantity } else { u32::MAX };
		if let Some(request) = ask.request {
			let access = T::SealedKeys::access(request).ok_or(Error::<T>::WrongRequest)?;
			let is_it = access.requester == party(buyer)
				&& Some(access.object) == offer.content
				&& access.span <= span
				&& access.uses <= uses;
			ensure!(is_it, Error::<T>::WrongRequest);
		}
		if matches!(conditions.method, Method::Key | Method::Computation) {
			ensure!(T::SealedKeys::present_key(party(buyer)).is_some(), Error::<T>::WrongKey);
		}
		Ok(())
	}

	/// Holds what an order costs, and books its slots.
	fn confirm(id: OrderId, by: Option<ActorOf<T>>) -> DispatchResult {
		let order = Self::order(id)?;
		let held = order.total();
		Self::hold(&order, held)?;
		let from = match order.slots {
			Some(slots) => {
				T::Bookings::book(order.resource, id.0, slots)?;
				Self::period(&order)?.until
			}
			None => T::Time::now(),
		};
		let due = from.saturating_add(order.conditions.delivery);
		Self::enter(id, order, Status::Confirmed, Some(due))?;
		Self::record(id, by, Act::Confirmed { held });
		Ok(())
	}

	pub(crate) fn do_approve(by: ActorOf<T>, id: OrderId) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Seller)?;
		ensure!(order.status == Status::Requested, Error::<T>::WrongState);
		ensure!(T::Catalog::offer(order.resource).is_some(), Error::<T>::NotOffered);
		ensure!(T::Organizations::is_in_good_standing(order.buyer), Error::<T>::Suspended);
		Self::count_answer(&order);
		Self::confirm(id, Some(by))
	}

	pub(crate) fn do_refuse(by: ActorOf<T>, id: OrderId, reason: H256) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Seller)?;
		ensure!(order.status == Status::Requested, Error::<T>::WrongState);
		Self::count_answer(&order);
		Self::end(id, order, Status::Refused)?;
		Self::record(id, Some(by), Act::Refused { reason });
		Ok(())
	}

	pub(crate) fn do_withdraw(by: ActorOf<T>, id: OrderId) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Buyer)?;
		ensure!(order.status == Status::Requested, Error::<T>::WrongState);
		Self::end(id, order, Status::Withdrawn)?;
		Self::record(id, Some(by), Act::Withdrawn);
		Ok(())
	}

	fn count_answer(order: &Order) {
		let took = T::Time::now().saturating_sub(order.since);
		Self::count(order.seller, |figures| {
			figures.answered = figures.answered.saturating_add(1);
			figures.answer_time = figures.answer_time.saturating_add(took);
		});
	}
}
