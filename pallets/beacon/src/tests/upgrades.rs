// SPDX-License-Identifier: Apache-2.0

//! The runtime changes while a round goes on.

use super::*;

#[test]
fn round_0_begins_with_the_first_block_of_the_pallet() {
	ExtBuilder::build_and_execute(|| {
		System::set_block_number(999);
		assert_eq!(asking_block(0), 1);
		assert_eq!((in_progress().number, in_progress().first), (0, 1_000));
		blocks([1, 0, 1]);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 1_002, 1_003))].into());
	});
}

/// Four of thirteen contributed to round 1, which was asked for, when the most become `most`.
fn lowered(most: u32, test: impl FnOnce()) {
	ExtBuilder::build_and_execute(|| {
		Validators::set(13);
		asking_block(0);
		blocks(1..5);
		blocks(0..4);
		MaxValidators::set(most);
		test();
	});
}

#[test]
fn a_lower_bound_ends_the_round_without_the_output_of_its_last_block() {
	// The threshold of ten is four, that of seven is three.
	for most in [10, 7, 1] {
		lowered(most, || {
			assert!(Beacon::do_try_state().is_err());
			assert_eq!(in_progress().contributed(), 4, "nothing is lost");
			assert_eq!(asking_block(4), 2);
			assert_eq!(Beacon::current(), 2);
			let seed = seed_of(1, &outputs_of(6, 9));
			assert_eq!(kept(), [(1, Seed { seed, first: 6, last: 10 })].into());
			assert!(in_progress().asked);
		});
	}
}

#[test]
fn a_bound_that_is_still_high_enough_changes_nothing() {
	lowered(13, || {
		Beacon::do_try_state().unwrap();
		blocks([4]);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 6, 10))].into());
	});
}

#[test]
fn a_higher_bound_needs_more() {
	ExtBuilder::build_and_execute(|| {
		MaxValidators::set(4);
		Validators::set(7);
		blocks([0]);
		MaxValidators::set(7);
		blocks([1]);
		assert_eq!(Beacon::current(), 0);
		blocks([2]);
		assert_eq!(Beacon::current(), 1);
	});
}
