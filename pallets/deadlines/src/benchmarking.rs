// SPDX-License-Identifier: Apache-2.0

//! Benchmarks. The task measured is the one that a run of zeros decodes to: the first variant of
//! the runtime's tasks, about a record 0 that does not exist. It fails, which is the dearest way to
//! end: a rollback and an event.

#![cfg(feature = "runtime-benchmarks")]

use super::*;
use crate::drain::Budget;
use codec::Decode;
use covenant_primitives::time::MINUTE;
use frame_benchmarking::v2::*;
use frame_support::weights::Weight;
use sp_runtime::traits::TrailingZeroInput;

/// The present minute of each benchmark: the clock of a benchmark has not started.
const PRESENT: u32 = 30_000_000;
const AT: u64 = (PRESENT as u64) * MINUTE;

fn task<T: Config>() -> Result<T::Task, BenchmarkError> {
	T::Task::decode(&mut TrailingZeroInput::zeroes())
		.map_err(|_| BenchmarkError::Stop("no task has index 0"))
}

/// The minutes up to the present one are closed.
fn caught_up<T: Config>() -> u32 {
	Cursor::<T>::put(PRESENT + 1);
	PRESENT + 1
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn walk(m: Linear<0, 1_440>) {
		Cursor::<T>::put(PRESENT + 1 - m);
		let mut budget = Budget::new(Weight::MAX, Weight::MAX);

		#[block]
		{
			Pallet::<T>::present();
			Pallet::<T>::drain_until(PRESENT, &mut budget);
		}

		assert_eq!(Cursor::<T>::get(), Some(PRESENT + 1));
	}

	#[benchmark]
	fn carry_out() -> Result<(), BenchmarkError> {
		let entry = Entry { minute: PRESENT, task: task::<T>()? };
		Waiting::<T>::insert(PRESENT, &entry, ());

		#[block]
		{
			Pallet::<T>::carry_out(PRESENT, entry.clone());
		}

		assert!(!Waiting::<T>::contains_key(PRESENT, &entry));
		Ok(())
	}

	#[benchmark]
	fn postpone() -> Result<(), BenchmarkError> {
		let entry = Entry { minute: PRESENT, task: task::<T>()? };
		Waiting::<T>::insert(PRESENT, &entry, ());

		#[block]
		{
			Pallet::<T>::postpone(PRESENT, PRESENT + 1, entry.clone());
		}

		assert!(Waiting::<T>::contains_key(PRESENT + 1, &entry));
		Ok(())
	}

	// A late task, for which two buckets are looked at.
	#[benchmark]
	fn schedule() -> Result<(), BenchmarkError> {
		let open = caught_up::<T>();
		let task = task::<T>()?;

		#[block]
		{
			Pallet::<T>::present();
			Pallet::<T>::do_schedule(Some(PRESENT), AT, task.clone())?;
		}

		assert!(Waiting::<T>::contains_key(open, Entry { minute: PRESENT, task }));
		Ok(())
	}

	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		let open = caught_up::<T>();
		let entry = Entry { minute: PRESENT, task: task::<T>()? };
		Waiting::<T>::insert(open - 1, &entry, ());
		let found;

		#[block]
		{
			Pallet::<T>::present();
			found = Pallet::<T>::do_cancel(Some(PRESENT), AT, entry.task);
		}

		assert!(found);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
