// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and of what other pallets say, each on its longest path.

use super::*;
use covenant_primitives::{time::DAY, OnRated};
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;

const AMOUNT: Amount = 1_000_000;
const OTHER: OrganizationId = OrganizationId(u32::MAX);

/// A treasurer of an organization with money, and a pool in that money for a month.
fn treasurer<T: Config>(
	month: Month,
) -> Result<(T::RuntimeOrigin, OrganizationId, PoolId), BenchmarkError> {
	let origin =
		T::TreasuryOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let actor = T::TreasuryOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not a treasurer"))??;
	let account = T::Organizations::account(actor.organization);
	let asset = T::BenchmarkHelper::endow(&account, AMOUNT.saturating_mul(3));
	Ok((origin, actor.organization, PoolId { month, asset }))
}

/// As if a pool had been funded when its month was not over.
fn funded<T: Config>(pool: PoolId, sponsor: OrganizationId) -> Result<(), BenchmarkError> {
	let now = PoolId { month: Pallet::<T>::month(), ..pool };
	let account = T::Organizations::account(sponsor);
	let by = ActorOf::<T> { account, organization: sponsor };
	Pallet::<T>::do_fund(by, now, AMOUNT)?;
	if let Some(money) = Pools::<T>::take(now) {
		Pools::<T>::insert(pool, money);
	}
	Ok(())
}

/// So many months before this one, which is some way into time.
fn ago<T: Config>(months: u32) -> Month {
	T::BenchmarkHelper::set_time(20_000 * DAY);
	Month(Pallet::<T>::month().0.saturating_sub(months))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn fund() -> Result<(), BenchmarkError> {
		let (origin, _, pool) = treasurer::<T>(Pallet::<T>::month())?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, pool, AMOUNT);

		assert!(Pools::<T>::get(pool).is_some_and(|pool| pool.amount == AMOUNT));
		Ok(())
	}

	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let (origin, owner, pool) = treasurer::<T>(ago::<T>(1))?;
		funded::<T>(pool, owner)?;
		Points::<T>::insert(pool.month, owner, 50);
		AllPoints::<T>::insert(pool.month, 5_000);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, pool);

		assert!(Claims::<T>::contains_key(pool, owner));
		Ok(())
	}

	#[benchmark]
	fn roll_over() -> Result<(), BenchmarkError> {
		let (origin, owner, pool) = treasurer::<T>(ago::<T>(T::ClaimMonths::get() + 1))?;
		funded::<T>(pool, owner)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, pool);

		assert!(Pools::<T>::get(pool).is_some_and(|pool| pool.left() == 0));
		Ok(())
	}

	#[benchmark]
	fn on_rated() -> Result<(), BenchmarkError> {
		#[block]
		{
			<Pallet<T> as OnRated>::on_rated(OTHER, OrganizationId(0), 50);
		}

		assert_eq!(Points::<T>::get(Pallet::<T>::month(), OrganizationId(0)), 50);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
