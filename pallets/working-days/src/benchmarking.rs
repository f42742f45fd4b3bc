// SPDX-License-Identifier: Apache-2.0

//! Benchmarks.

#![cfg(feature = "runtime-benchmarks")]

use super::*;
use crate::calendar::WORD;
use alloc::vec::Vec;
use covenant_primitives::{time::DAY, Moment, WorkingDays};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get, Time},
	BoundedVec,
};

/// The first day of a word, so that the days after it reach into one word more.
const FROM: u32 = 160 * WORD;

#[benchmarks]
mod benchmarks {
	use super::*;

	// Each day lies in a word of its own, which holds another exception.
	#[benchmark]
	fn declare(n: Linear<1, { T::MaxChanges::get() }>) -> Result<(), BenchmarkError> {
		let origin =
			T::CalendarOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let today = Pallet::<T>::local_day(T::Time::now());
		let list: Vec<(Date, DayKind)> = (1..=n)
			.map(|word| {
				let day = today + word * WORD;
				let date = Date::from_days(day)?;
				let neighbor = day ^ 1;
				Pallet::<T>::set(neighbor, DayKind::weekly(neighbor).opposite());
				Some((date, DayKind::weekly(day).opposite()))
			})
			.collect::<Option<_>>()
			.ok_or(BenchmarkError::Stop("the calendar ends before so many words"))?;
		let days = BoundedVec::try_from(list.clone())
			.map_err(|_| BenchmarkError::Stop("n is within MaxChanges"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, days);

		for (date, kind) in list {
			assert_eq!(Pallet::<T>::is_working(date), Some(kind == DayKind::Working));
		}
		Ok(())
	}

	// All is rest, so that the whole of what is searched is read, and to no avail.
	#[benchmark]
	fn after() {
		for day in FROM..=FROM + SEARCH {
			Pallet::<T>::set(day, DayKind::Rest);
		}
		let deadline;

		#[block]
		{
			deadline = Pallet::<T>::after(Moment::from(FROM) * DAY, u8::MAX);
		}

		let last = Moment::from(FROM + SEARCH);
		assert_eq!(deadline, (last + 1) * DAY - T::UtcOffset::get());
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
