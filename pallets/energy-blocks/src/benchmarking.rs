// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call, each on its longest path: the block is offered, and among others of its
//! interval.

use super::*;
use covenant_primitives::power::{Reading, Role};
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;

const ENERGY: Energy = 1_000;
const PRICE: Amount = 1_000_000;
const READING: Reading = Reading { import: ENERGY * 2, export: ENERGY * 2, substituted: false };

/// A participant, and its market.
fn participant<T: Config>() -> Result<(T::RuntimeOrigin, SignatoryOf<T>, MarketId), BenchmarkError>
{
	let origin =
		T::ParticipantOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::ParticipantOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not a participant"))??;
	let market = T::Markets::set_up(None, by.party, Role::Prosumer);
	Ok((origin, by, market))
}

/// Another participant of the market.
fn neighbor<T: Config>(
	by: &SignatoryOf<T>,
	market: MarketId,
) -> Result<SignatoryOf<T>, BenchmarkError> {
	let organization = by.party.organization().ok_or(BenchmarkError::Stop("a person"))?;
	let account: T::AccountId = account("neighbor", 0, 0);
	let party = Party::Person(T::Persons::set_up(&account, organization));
	T::Markets::set_up(Some(market), party, Role::Prosumer);
	Ok(Signatory { account, party })
}

/// Two blocks of an interval, both offered; the first is told.
fn offered<T: Config>(
	by: &SignatoryOf<T>,
	market: MarketId,
) -> Result<(BlockId, Block), BenchmarkError> {
	let (meter, interval) = T::Metering::set_up(market, by.party, READING);
	let first = NextBlockId::<T>::get();
	for _ in 0..2 {
		let id = NextBlockId::<T>::get();
		Pallet::<T>::do_create(by.clone(), meter, interval, ENERGY)?;
		Pallet::<T>::do_offer(by.clone(), id, Offer { price: PRICE, to: None })?;
	}
	let block = Blocks::<T>::get(first).ok_or(BenchmarkError::Stop("no block"))?;
	Ok((first, block))
}

fn owner_of<T: Config>(id: BlockId) -> Option<Party> {
	Blocks::<T>::get(id).map(|block| block.owner)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn create() -> Result<(), BenchmarkError> {
		let (origin, by, market) = participant::<T>()?;
		let (meter, interval) = T::Metering::set_up(market, by.party, READING);
		Pallet::<T>::do_create(by, meter, interval, ENERGY)?;
		let id = NextBlockId::<T>::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, meter, interval, ENERGY);

		assert!(Blocks::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn give() -> Result<(), BenchmarkError> {
		let (origin, by, market) = participant::<T>()?;
		let to = neighbor::<T>(&by, market)?.party;
		let (id, _) = offered::<T>(&by, market)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, to);

		assert_eq!(owner_of::<T>(id), Some(to));
		Ok(())
	}

	#[benchmark]
	fn split() -> Result<(), BenchmarkError> {
		let (origin, by, market) = participant::<T>()?;
		let (id, _) = offered::<T>(&by, market)?;
		let part = NextBlockId::<T>::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, 1);

		assert!(Blocks::<T>::get(part).is_some_and(|block| block.energy == 1));
		Ok(())
	}

	#[benchmark]
	fn offer() -> Result<(), BenchmarkError> {
		let (origin, by, market) = participant::<T>()?;
		let to = neighbor::<T>(&by, market)?.party;
		let (id, _) = offered::<T>(&by, market)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, PRICE, Some(to));

		let terms = Some(Offer { price: PRICE, to: Some(to) });
		assert!(Blocks::<T>::get(id).is_some_and(|block| block.offer == terms));
		Ok(())
	}

	#[benchmark]
	fn withdraw_offer() -> Result<(), BenchmarkError> {
		let (origin, by, market) = participant::<T>()?;
		let (id, _) = offered::<T>(&by, market)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Blocks::<T>::get(id).is_some_and(|block| block.offer.is_none()));
		Ok(())
	}

	/// Of a person, who takes more to look up than an organization does.
	#[benchmark]
	fn buy() -> Result<(), BenchmarkError> {
		let (origin, by, market) = participant::<T>()?;
		let seller = neighbor::<T>(&by, market)?;
		let (id, _) = offered::<T>(&seller, market)?;
		let asset = T::Markets::asset(market).ok_or(BenchmarkError::Stop("no asset"))?;
		let organization = by.party.organization().ok_or(BenchmarkError::Stop("a person"))?;
		T::BenchmarkHelper::endow(asset, &T::Organizations::account(organization), PRICE);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, PRICE);

		assert_eq!(owner_of::<T>(id), Some(by.party));
		Ok(())
	}

	#[benchmark]
	fn use_up() -> Result<(), BenchmarkError> {
		let (origin, by, market) = participant::<T>()?;
		let (id, block) = offered::<T>(&by, market)?;
		let (meter, interval) = T::Metering::set_up(market, by.party, READING);
		if interval != block.interval {
			return Err(BenchmarkError::Stop("the meters tell of different intervals"));
		}

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, meter);

		let used = Status::Used { meter };
		assert!(Blocks::<T>::get(id).is_some_and(|block| block.status == used));
		Ok(())
	}

	#[benchmark]
	fn remove() -> Result<(), BenchmarkError> {
		let (origin, by, market) = participant::<T>()?;
		let (id, _) = offered::<T>(&by, market)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Blocks::<T>::contains_key(id));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
