// SPDX-License-Identifier: Apache-2.0

//! Benchmarks.

#![cfg(feature = "runtime-benchmarks")]

use super::*;
use covenant_primitives::Beacon;
use frame_benchmarking::v2::*;
use frame_support::traits::Get;
use sp_core::H256;

const ROUND: u64 = 7;

/// A round that the most validators would make lacks one contribution.
fn set_up<T: Config>() {
	let validators = T::MaxValidators::get();
	T::Outputs::set_up(validators);
	let mut round = InProgressOf::<T>::zeroth(1);
	round.number = ROUND;
	round.asked = true;
	for index in 1..threshold(validators) {
		let validator = account("validator", index, 0);
		assert!(round.contribute(validator, H256::repeat_byte(1)));
	}
	Current::<T>::put(round);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	// The round is over, and its seed is kept.
	#[benchmark]
	fn note_output() {
		set_up::<T>();

		#[block]
		{
			Pallet::<T>::note_output();
		}

		assert!(Seeds::<T>::contains_key(ROUND));
		assert_eq!(Pallet::<T>::current(), ROUND + 1);
	}

	// The round is as large as it gets.
	#[benchmark]
	fn ask() {
		set_up::<T>();
		let round;

		#[block]
		{
			round = Pallet::<T>::ask();
		}

		assert_eq!(round, ROUND + 1);
		assert!(Current::<T>::get().is_some_and(|round| round.asked_next));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
