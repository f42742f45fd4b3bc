// SPDX-License-Identifier: Apache-2.0

//! How many validators make a round.

use super::*;

/// With so many validators, `expected` of them make a round: any of them, and each round anew.
fn makes_rounds_of(validators: u32, expected: u64) {
	ExtBuilder::build_and_execute(|| {
		Validators::set(validators);
		let mut authors = (0..u64::from(validators)).cycle();
		for round in 0..5 {
			assert_eq!(Beacon::current(), round);
			for contributed in 0..expected {
				let present = in_progress_or_none();
				assert_eq!(present.map_or(0, |it| u64::from(it.contributed())), contributed);
				assert_eq!(Beacon::current(), round);
				blocks(authors.next());
			}
			assert_eq!(Beacon::current(), round + 1, "{expected} of {validators} are enough");
			assert_eq!(in_progress().first, now() + 1);
			assert_eq!(in_progress().contributed(), 0);
		}
		assert_eq!(u64::from(now()), 5 * expected);
	});
}

fn in_progress_or_none() -> Option<InProgressOf<Test>> {
	Current::<Test>::get()
}

#[test]
fn of_one() {
	makes_rounds_of(1, 1);
}

#[test]
fn of_two() {
	makes_rounds_of(2, 1);
}

#[test]
fn of_three() {
	makes_rounds_of(3, 1);
}

#[test]
fn of_four() {
	makes_rounds_of(4, 2);
}

#[test]
fn of_seven() {
	makes_rounds_of(7, 3);
}

#[test]
fn of_ten() {
	makes_rounds_of(10, 4);
}

#[test]
fn of_a_hundred() {
	makes_rounds_of(100, 34);
}

#[test]
fn of_nobody_is_as_of_one() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(0);
		block_without_output();
		assert_eq!(Beacon::current(), 0);
		blocks([0]);
		assert_eq!(Beacon::current(), 1);
	});
}
