// SPDX-License-Identifier: Apache-2.0

//! The set of validators changes while a round goes on.

use super::*;

#[test]
fn with_fewer_validators_fewer_are_needed() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(10);
		blocks([0, 1]);
		Validators::set(7);
		blocks([0]);
		assert_eq!(Beacon::current(), 0);
		blocks([2]);
		assert_eq!(Beacon::current(), 1, "three of seven");
	});
}

#[test]
fn the_block_that_shrinks_the_set_counts_and_ends_the_round() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(10);
		asking_block(0);
		blocks([1, 2, 3]);
		blocks([0, 1, 2]);
		Validators::set(4);
		blocks([3]);
		// Four of the four outputs, although two would be enough now.
		assert_eq!(outputs_of(5, 8).len(), 4);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 5, 8))].into());
	});
}

#[test]
fn a_block_without_output_ends_a_round_if_the_set_shrank() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(10);
		asking_block(0);
		blocks([1, 2, 3]);
		blocks([0, 1]);
		Validators::set(4);
		let second = block_with(None, Beacon::ask);
		assert_eq!(outputs_of(5, 7).len(), 2);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 5, 7))].into());
		assert_eq!((second, Beacon::current(), in_progress().first), (2, 2, 8));
		assert!(in_progress().asked);
	});
}

#[test]
fn a_repeated_author_ends_a_round_if_the_set_shrank() {
	ExtBuilder::build_and_execute(|| {
		asking_block(0);
		blocks([1]);
		blocks([0]);
		Validators::set(3);
		blocks([0]);
		assert_eq!(outputs_of(3, 4), [output(0, 3)]);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 3, 4))].into());
	});
}

#[test]
fn a_shrunk_set_ends_no_round_without_a_contribution() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(100);
		block_without_output();
		Validators::set(1);
		block_without_output();
		assert_eq!(Beacon::current(), 0);
	});
}

#[test]
fn with_more_validators_more_are_needed() {
	ExtBuilder::build_and_execute(|| {
		blocks([0]);
		Validators::set(10);
		blocks([1, 2]);
		assert_eq!(Beacon::current(), 0, "two of four would have been enough");
		blocks([3]);
		assert_eq!(Beacon::current(), 1);
	});
}

#[test]
fn contributions_of_those_who_left_count() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(7);
		asking_block(0);
		blocks([1, 2]);
		blocks([6, 5]);
		// 5 and 6 are replaced by 7 and 8.
		blocks([7]);
		assert_eq!(outputs_of(4, 6), [output(6, 4), output(5, 5), output(7, 6)]);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 4, 6))].into());
	});
}

#[test]
fn validators_beyond_the_most_do_not_raise_the_threshold() {
	ExtBuilder::build_and_execute(|| {
		MaxValidators::set(7);
		for validators in [7, 8, 10, 1_000, u32::MAX] {
			Validators::set(validators);
			let round = Beacon::current();
			blocks([500, 600]);
			assert_eq!(Beacon::current(), round);
			Beacon::do_try_state().unwrap();
			blocks([700]);
			assert_eq!(Beacon::current(), round + 1, "three of {validators}");
		}
		Validators::set(6);
		blocks([0, 1]);
		assert_eq!(Beacon::current(), 6, "fewer still lower it");
	});
}

#[test]
fn a_set_that_shrinks_below_the_most_counts_again() {
	ExtBuilder::build_and_execute(|| {
		MaxValidators::set(7);
		Validators::set(100);
		blocks([0, 1]);
		Validators::set(4);
		block_without_output();
		assert_eq!(Beacon::current(), 1);
	});
}
