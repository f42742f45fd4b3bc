// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and of what auctions ask, each on its longest path.

use super::*;
use alloc::vec;
use covenant_primitives::{
	power::{Award, Banded, PowerContracts, Reference, Role, MAX_INTERVALS},
	AuctionId,
};
use frame_benchmarking::v2::*;
use frame_support::{traits::EnsureOrigin, BoundedVec};

/// The days of a contract: one for each version, and more.
const DAYS: Day = 90;

fn signer<T: Config>() -> Result<(T::RuntimeOrigin, SignatoryOf<T>), BenchmarkError> {
	let origin =
		T::ParticipantOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::ParticipantOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not a participant"))??;
	Ok((origin, by))
}

/// A market in which the signer and three others take part.
fn market<T: Config>(by: &SignatoryOf<T>) -> (MarketId, [Party; 3]) {
	let market = T::Markets::set_up(None, by.party, Role::Generator);
	let others = [1, 2, 3].map(T::BenchmarkHelper::party);
	for other in others {
		T::Markets::set_up(Some(market), other, Role::Retailer);
	}
	(market, others)
}

fn first_day<T: Config>(market: MarketId) -> Day {
	T::Markets::timetable(market).map_or(0, |it| it.day_at(T::Time::now())).saturating_add(3)
}

/// As long as profiles are.
fn profile<T: Config>(market: MarketId) -> Profile {
	let per_day = T::Markets::timetable(market).map_or(MAX_INTERVALS, |it| it.per_day());
	Profile::Curve(BoundedVec::truncate_from(vec![1; per_day as usize]))
}

/// What asks the market most.
fn pricing() -> Pricing {
	Pricing::Difference { price: 1, reference: Reference::DayAhead }
}

fn soon<T: Config>() -> Moment {
	T::Time::now().saturating_add(covenant_primitives::time::HOUR)
}

/// What `by` proposed to another.
fn proposed<T: Config>(
	by: &SignatoryOf<T>,
	market: MarketId,
	other: Party,
) -> Result<ContractId, BenchmarkError> {
	let id = NextContractId::<T>::get();
	let from = first_day::<T>(market);
	let days = (from, from.saturating_add(DAYS));
	let (profile, pricing) = (profile::<T>(market), pricing());
	Pallet::<T>::do_propose(by.clone(), market, other, true, days, profile, pricing, soon::<T>())?;
	Ok(id)
}

fn like<T: Config>(by: &SignatoryOf<T>, party: Party) -> SignatoryOf<T> {
	Signatory { account: by.account.clone(), party }
}

/// A contract with as many versions as there can be, but one, each of parties of its own. The signer sells
/// in the last, and the party that is returned buys.
fn agreed<T: Config>() -> Result<(T::RuntimeOrigin, ContractId, Party, Party), BenchmarkError> {
	let (origin, by) = signer::<T>()?;
	let (market, others) = market::<T>(&by);
	let id = proposed::<T>(&like::<T>(&by, others[0]), market, others[1])?;
	Pallet::<T>::do_accept(like::<T>(&by, others[1]), id)?;
	let mut contract = Pallet::<T>::contract(id)?;
	let mut terms = Pallet::<T>::terms(id, contract.from)?;
	let mut buyer = others[1];
	for version in 1..MAX_VERSIONS - 1 {
		let [seller, other] = [2 * version + 2, 2 * version + 3].map(T::BenchmarkHelper::party);
		let seller = if version == MAX_VERSIONS - 2 { by.party } else { seller };
		for party in [seller, other] {
			T::Markets::set_up(Some(market), party, Role::Generator);
			Pallet::<T>::enlist(id, market, party);
		}
		let from = contract.from.saturating_add(version);
		let _ = contract.versions.try_push(from);
		terms = Terms { seller: Some(seller), buyer: Some(other), ..terms };
		Pallet::<T>::keep_bounds(id, market, from);
		TermsFrom::<T>::insert(id, from, &terms);
		buyer = other;
	}
	Pallet::<T>::restake(id, &contract)?;
	Contracts::<T>::insert(id, contract);
	Ok((origin, id, buyer, others[2]))
}

/// With a transfer to a third that waits for the other side only.
fn changing<T: Config>() -> Result<(T::RuntimeOrigin, ContractId), BenchmarkError> {
	let (origin, id, buyer, to) = agreed::<T>()?;
	let (_, by) = signer::<T>()?;
	let from = Pallet::<T>::contract(id)?.from.saturating_add(DAYS - 1);
	let change = Change::Transfer { to };
	Pallet::<T>::do_propose_change(like::<T>(&by, buyer), id, from, change, soon::<T>())?;
	Pallet::<T>::do_agree_change(like::<T>(&by, to), id)?;
	Ok((origin, id))
}

/// See [`covenant_primitives::power::ContractMonths::set_up`].
pub(crate) fn set_up<T: Config>(
	market: MarketId,
	seller: Party,
	buyer: Party,
	from: Day,
	until: Day,
) -> ContractId {
	let id = NextContractId::<T>::get();
	NextContractId::<T>::put(ContractId(id.0 + 1));
	let versions = (from..until).take(MAX_VERSIONS as usize).collect::<alloc::vec::Vec<_>>();
	let prices = Banded { sharp: 9, peak: 7, flat: 5, valley: 3 };
	let terms = Terms {
		seller: Some(seller),
		buyer: Some(buyer),
		profile: profile::<T>(market),
		pricing: Pricing::TimeOfUse(prices),
	};
	versions.iter().for_each(|version| TermsFrom::<T>::insert(id, version, &terms));
	let contract = Contract {
		market,
		from,
		until,
		auction: None,
		versions: BoundedVec::truncate_from(versions),
		status: Status::Agreed,
	};
	Contracts::<T>::insert(id, contract);
	for party in [seller, buyer] {
		Pallet::<T>::enlist(id, market, party);
	}
	id
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn propose() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (market, others) = market::<T>(&by);
		let from = first_day::<T>(market);
		let days = (from, from.saturating_add(DAYS));
		let (profile, pricing) = (profile::<T>(market), pricing());
		let answer_by = soon::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, market, others[0], true, days, profile, pricing, answer_by);

		assert!(Contracts::<T>::contains_key(ContractId(0)));
		Ok(())
	}

	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (market, others) = market::<T>(&by);
		let id = proposed::<T>(&like::<T>(&by, others[0]), market, by.party)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::contract(id)?.status, Status::Agreed);
		Ok(())
	}

	#[benchmark]
	fn decline() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (market, others) = market::<T>(&by);
		let id = proposed::<T>(&by, market, others[0])?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Contracts::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn propose_change() -> Result<(), BenchmarkError> {
		let (origin, id, _, to) = agreed::<T>()?;
		let from = Pallet::<T>::contract(id)?.from.saturating_add(DAYS - 1);
		let change = Change::Transfer { to };

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, from, change, soon::<T>());

		assert!(Proposals::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn agree_change() -> Result<(), BenchmarkError> {
		let (origin, id) = changing::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::contract(id)?.versions.len(), MAX_VERSIONS as usize);
		assert_eq!(Stakes::<T>::iter_prefix(id).count(), 2 * MAX_VERSIONS as usize - 1);
		Ok(())
	}

	#[benchmark]
	fn decline_change() -> Result<(), BenchmarkError> {
		let (origin, id) = changing::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Proposals::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn conclude() -> Result<(), BenchmarkError> {
		let (origin, id) = changing::<T>()?;
		let contract = Pallet::<T>::contract(id)?;
		T::BenchmarkHelper::set_time(Pallet::<T>::concludes(&contract)?);
		T::Settlements::set_up(contract.market, contract.until.saturating_sub(1));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::contract(id)?.status, Status::Concluded);
		Ok(())
	}

	#[benchmark]
	fn award() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let (market, _) = market::<T>(&by);
		let from = first_day::<T>(market);
		let won = Award {
			market,
			auction: AuctionId(0),
			party: by.party,
			sells: true,
			from,
			until: from.saturating_add(1),
			profile: Profile::Window { from: 0, until: 2, energy: 1 },
			price: 1,
			stake: 1,
		};

		#[block]
		{
			<Pallet<T> as PowerContracts>::award(won)?;
		}

		assert!(Contracts::<T>::contains_key(ContractId(0)));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
