// SPDX-License-Identifier: Apache-2.0

//! Each invariant is noticed when it is broken.

use super::*;
use sp_runtime::TryRuntimeError;

/// Of seven validators: the seeds of the rounds 1, 2 and 5 are kept, from the blocks 4 to 6, 7 to 9
/// and 16 to 18, and two contributed to round 6; `damage` is done; the check says `why`.
fn notices(damage: impl FnOnce(), why: &'static str) {
	ExtBuilder::build().execute_with(|| {
		Validators::set(7);
		asking_block(0);
		blocks([1, 2]);
		asking_block(0);
		blocks([1, 2]);
		blocks([0, 1, 2, 0, 1, 2]);
		asking_block(0);
		blocks([1, 2, 0, 1, 2, 0, 1]);
		let kept: Vec<_> =
			kept().into_iter().map(|(it, seed)| (it, seed.first, seed.last)).collect();
		assert_eq!(kept, [(1, 4, 6), (2, 7, 9), (5, 16, 18)]);
		assert_eq!((in_progress().number, in_progress().contributed(), now()), (6, 2, 20));
		assert_eq!(Beacon::do_try_state(), Ok(()));
		damage();
		assert_eq!(Beacon::do_try_state(), Err(TryRuntimeError::Other(why)));
	});
}

fn amend_current(change: impl FnOnce(&mut InProgressOf<Test>)) {
	let mut round = in_progress();
	change(&mut round);
	Current::<Test>::put(round);
}

fn amend(round: Round, change: impl FnOnce(&mut Seed)) {
	let mut seed = Seeds::<Test>::get(round).unwrap();
	change(&mut seed);
	Seeds::<Test>::insert(round, seed);
}

#[test]
fn nothing_is_wrong_with_an_empty_state() {
	ExtBuilder::build_and_execute(|| assert_eq!(Beacon::do_try_state(), Ok(())));
}

#[test]
fn a_seed_without_rounds_is_noticed() {
	notices(Current::<Test>::kill, "a seed is kept before any round");
}

#[test]
fn a_validator_that_contributed_twice_is_noticed() {
	notices(
		|| {
			amend_current(|round| {
				let mut contributions = round.contributions.to_vec();
				contributions[1].validator = contributions[0].validator;
				round.contributions = contributions.try_into().unwrap();
			});
		},
		"a validator contributed twice",
	);
}

#[test]
fn a_round_that_should_be_over_is_noticed() {
	let why = "the current round should be over";
	notices(|| MaxValidators::set(6), why);
	notices(
		|| {
			MaxValidators::set(7);
			amend_current(|round| assert!(round.contribute(9, H256::zero())));
		},
		why,
	);
}

#[test]
fn a_seed_from_the_future_is_noticed() {
	let why = "a seed is kept of a round that is not over";
	let seed = Seed { seed: H256::zero(), first: 19, last: 20 };
	notices(|| Seeds::<Test>::insert(6, seed), why);
	notices(|| Seeds::<Test>::insert(7, seed), why);
	notices(|| Seeds::<Test>::insert(Round::MAX, seed), why);
	notices(|| amend_current(|round| round.number = 5), why);
}

#[test]
fn a_round_to_come_is_noticed() {
	notices(
		|| amend_current(|round| round.first = now() + 2),
		"the current round begins in a block to come",
	);
}

#[test]
fn a_round_without_a_block_is_noticed() {
	let why = "a round ended before it began";
	notices(|| amend(1, |seed| seed.first = seed.last + 1), why);
	notices(|| amend(5, |seed| seed.last = seed.first - 1), why);
}

#[test]
fn a_gap_between_rounds_is_noticed() {
	let why = "rounds do not follow one another";
	notices(|| amend(1, |seed| seed.last = 5), why);
	notices(|| amend(2, |seed| seed.first = 8), why);
	notices(|| amend(5, |seed| seed.last = 17), why);
	notices(|| amend_current(|round| round.first = 20), why);
	notices(|| amend_current(|round| round.number = 9), why);
}

#[test]
fn rounds_that_overlap_are_noticed() {
	let why = "rounds do not follow one another";
	notices(|| amend(1, |seed| seed.last = 7), why);
	notices(|| amend(2, |seed| seed.first = 6), why);
	notices(|| amend_current(|round| round.first = 18), why);
	// The rounds 3 and 4 had a block each at least.
	notices(|| amend(5, |seed| seed.first = 11), why);
	notices(|| amend(2, |seed| seed.last = 14), why);
}

#[test]
fn room_for_rounds_in_between_is_enough() {
	ExtBuilder::build_and_execute(|| {
		for (number, first, last) in [(1, 4, 6), (2, 7, 9), (5, 12, 18)] {
			Seeds::<Test>::insert(number, Seed { seed: H256::zero(), first, last });
		}
		System::set_block_number(18);
		let mut round = InProgressOf::<Test>::zeroth(19);
		round.number = 6;
		Current::<Test>::put(round);
	});
}
