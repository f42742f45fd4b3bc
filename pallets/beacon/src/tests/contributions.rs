// SPDX-License-Identifier: Apache-2.0

//! Whose outputs count, and which.

use super::*;

fn contributions() -> Vec<(ValidatorId, H256)> {
	in_progress().contributions.iter().map(|it| (it.validator, it.output)).collect()
}

#[test]
fn a_validator_counts_once_a_round() {
	ExtBuilder::build_and_execute(|| {
		blocks([3; 20]);
		assert_eq!(Beacon::current(), 0);
		assert_eq!(contributions(), [(3, output(3, 1))], "the first output counts");
		blocks([1]);
		assert_eq!((Beacon::current(), contributions().len()), (1, 0));
	});
}

#[test]
fn a_validator_counts_in_each_round() {
	ExtBuilder::build_and_execute(|| {
		blocks([0, 1]);
		blocks([1]);
		assert_eq!(contributions(), [(1, output(1, 3))]);
		blocks([0]);
		assert_eq!(Beacon::current(), 2);
	});
}

#[test]
fn contributions_are_in_the_order_of_blocks() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(10);
		blocks([7, 2, 7, 2, 5]);
		assert_eq!(contributions(), [(7, output(7, 1)), (2, output(2, 2)), (5, output(5, 5))]);
	});
}

#[test]
fn a_repeated_output_of_another_counts() {
	ExtBuilder::build_and_execute(|| {
		for validator in [0, 1] {
			System::set_block_number((now() + 1).into());
			Output::set(Some((validator, H256::repeat_byte(5))));
			Beacon::note_output();
		}
		assert_eq!(Beacon::current(), 1, "validators are told apart, not outputs");
	});
}

#[test]
fn blocks_without_output_contribute_nothing() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..5 {
			block_without_output();
		}
		assert_eq!((Beacon::current(), in_progress().first), (0, 1));
		blocks([0]);
		block_without_output();
		assert_eq!(contributions(), [(0, output(0, 6))]);
		blocks([1]);
		assert_eq!((Beacon::current(), in_progress().first), (1, 9));
		block_without_output();
		assert_eq!((Beacon::current(), in_progress().first), (1, 9), "it belongs to the round");
	});
}

#[test]
fn too_few_authors_end_no_round() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(7);
		let round = asking_block(0);
		for _ in 0..100 {
			blocks([0, 1]);
		}
		assert_eq!(Beacon::current(), 0);
		blocks([2]);
		assert_eq!((Beacon::current(), Beacon::seed(round)), (1, None));
		blocks([2, 0, 1]);
		assert!(Beacon::seed(round).is_some());
	});
}
