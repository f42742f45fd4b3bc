// SPDX-License-Identifier: Apache-2.0

//! Whoever asks gets the next round.

use super::*;

#[test]
fn asked_in_the_first_block_of_a_round() {
	ExtBuilder::build_and_execute(|| {
		blocks([0, 1]);
		assert_eq!(asking_block(2), 2);
		assert_eq!((in_progress().number, in_progress().first), (1, 3));
		blocks([0]);
		assert_eq!(Beacon::current(), 2);
		assert!(kept().is_empty(), "the asking round itself is not asked for");
		blocks([0, 1]);
		assert_eq!(kept(), [(2, seed_from_blocks(2, 5, 6))].into());
	});
}

#[test]
fn asked_in_the_last_block_of_a_round() {
	ExtBuilder::build_and_execute(|| {
		blocks([0]);
		assert_eq!(asking_block(1), 1);
		assert_eq!(Beacon::current(), 1, "the asking block ended round 0");
		assert!(in_progress().asked, "that it was asked for carries over");
		assert!(!in_progress().asked_next);
		assert!(kept().is_empty());
		blocks([0, 1]);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 3, 4))].into());
	});
}

#[test]
fn asked_in_a_round_of_one_block() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(1);
		assert_eq!(asking_block(0), 1);
		assert_eq!(Beacon::seed(1), None);
		blocks([0]);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 2, 2))].into());
	});
}

#[test]
fn asked_before_the_first_block() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Beacon::ask(), 1);
		blocks([0, 1, 0]);
		assert!(kept().is_empty());
		blocks([1]);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 3, 4))].into());
	});
}

#[test]
fn asked_twice_in_a_round() {
	ExtBuilder::build_and_execute(|| {
		let round = block_with(Some(0), || {
			let round = Beacon::ask();
			let before = in_progress();
			assert_eq!(Beacon::ask(), round);
			assert_eq!(in_progress(), before);
			round
		});
		assert_eq!(asking_block(0), round, "later in the round");
		assert_eq!(asking_block(1), round, "in its last block");
		blocks([0, 1]);
		assert_eq!(kept().into_keys().collect::<Vec<_>>(), [round]);
		blocks([0, 1, 0, 1]);
		assert_eq!(kept().into_keys().collect::<Vec<_>>(), [round], "no other is kept");
	});
}

#[test]
fn asked_in_rounds_that_follow_one_another() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(asking_block(0), 1);
		blocks([1]);
		assert_eq!(asking_block(0), 2);
		assert!(in_progress().asked && in_progress().asked_next);
		blocks([1]);
		assert!(in_progress().asked && !in_progress().asked_next);
		blocks([0, 1]);
		assert_eq!(kept(), [(1, seed_from_blocks(1, 3, 4)), (2, seed_from_blocks(2, 5, 6))].into());
		assert!(!in_progress().asked);
	});
}

#[test]
fn no_seed_is_there_in_the_asking_block() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(1);
		for _ in 0..10 {
			block_with(Some(0), || {
				assert!(Beacon::seed(Beacon::current()).is_none(), "asked for a block ago");
				let round = Beacon::ask();
				assert_eq!(round, Beacon::current() + 1);
				assert_eq!(Beacon::seed(round), None);
			});
		}
	});
}

#[test]
fn an_asked_round_begins_after_the_asking_block() {
	for position in 0..8 {
		ExtBuilder::build_and_execute(|| {
			Validators::set(10);
			blocks((0..).take(position));
			let round = asking_block(9);
			let asked = now();
			blocks(0..8);
			let seed = kept()[&round];
			assert!(seed.first > asked);
			assert!(outputs_of(asked + 1, seed.last).len() >= 4);
		});
	}
}
