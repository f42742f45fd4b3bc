// SPDX-License-Identifier: Apache-2.0

//! What a seed is made of, which are kept, and what the event says.

use super::*;

#[test]
fn the_preimage_is_as_documented() {
	let bytes = |byte: u8| H256::repeat_byte(byte);
	// Hashed by another implementation of BLAKE2b.
	let two = "c6a199a84688b008c5f776db6b48933805d4507673246159d6bbf1ccefdf753c";
	let one = "f9a1acd9e865a057f0ea7fe71b8cdc18892ee60135b5eaf572b9a25f7d4b5295";
	let known: [(Round, &[H256], &str); 2] =
		[(1, &[bytes(1), bytes(2)], two), (0x0102_0304_0506_0708, &[bytes(0xab)], one)];

	for (number, outputs, expected) in known {
		let mut round = InProgressOf::<Test>::zeroth(1);
		round.number = number;
		for (validator, output) in (0..).zip(outputs) {
			assert!(round.contribute(validator, *output));
		}
		assert_eq!(format!("{:x}", round.seed()), expected);
		assert_eq!(seed_of(number, outputs), round.seed());
	}
}

#[test]
fn a_seed_can_be_recomputed_from_the_blocks_of_its_round() {
	for validators in [1, 2, 3, 4, 7, 10, 100, 300] {
		ExtBuilder::build_and_execute(|| {
			MaxValidators::set(300);
			Validators::set(validators);
			// Everybody makes two blocks in a row, and every fifth block has no output.
			let mut authors = (0..u64::from(validators)).flat_map(|it| [it; 2]).cycle();
			while kept().len() < 3 {
				let author = authors.next().filter(|_| now() % 5 != 4);
				block_with(author, Beacon::ask);
			}
			for (round, seed) in kept() {
				assert_eq!(seed, seed_from_blocks(round, seed.first, seed.last));
				let outputs = outputs_of(seed.first, seed.last);
				assert_eq!(outputs.len(), threshold(validators) as usize);
			}
		});
	}
}

#[test]
fn a_seed_depends_on_all_that_is_hashed() {
	let outputs = [output(0, 1), output(1, 2), output(2, 3)];
	let seed = |number: Round, authors: [ValidatorId; 3], outputs: [H256; 3]| {
		let mut round = InProgressOf::<Test>::zeroth(1);
		round.number = number;
		for (validator, output) in authors.into_iter().zip(outputs) {
			assert!(round.contribute(validator, output));
		}
		round.seed()
	};
	let present = seed(5, [0, 1, 2], outputs);
	assert_ne!(seed(6, [0, 1, 2], outputs), present, "the number");
	for index in 0..outputs.len() {
		let mut other = outputs;
		other[index].0[31] ^= 1;
		assert_ne!(seed(5, [0, 1, 2], other), present, "the output {index}");
	}
	let [first, second, third] = outputs;
	assert_ne!(seed(5, [0, 1, 2], [second, first, third]), present, "the order");
	assert_eq!(seed(5, [7, 8, 9], outputs), present, "but not who they are");
}

#[test]
fn seeds_that_are_not_asked_for_are_not_kept() {
	ExtBuilder::build_and_execute(|| {
		blocks([0, 1, 2, 3, 0, 1]);
		assert_eq!(Beacon::current(), 3);
		assert!(kept().is_empty());
		for round in 0..5 {
			assert_eq!(Beacon::seed(round), None);
		}
		assert_eq!(events(), []);
	});
}

#[test]
fn a_seed_is_kept_as_long_as_the_chain() {
	ExtBuilder::build_and_execute(|| {
		let round = asking_block(0);
		blocks([1]);
		blocks([2, 0]);
		let seed = Beacon::seed(round);
		assert_eq!(seed, Some(seed_of(1, &[output(2, 3), output(0, 4)])));
		for _ in 0..100 {
			blocks([0, 1]);
		}
		assert_eq!(Beacon::seed(round), seed);
		assert_eq!(kept().len(), 1);
	});
}

#[test]
fn the_event_comes_with_the_block_that_ends_the_round() {
	ExtBuilder::build_and_execute(|| {
		let round = asking_block(0);
		blocks([1, 0, 0]);
		assert_eq!(events(), []);
		assert_eq!(Beacon::seed(round), None);
		blocks([1]);
		let seed = Beacon::seed(round).unwrap();
		assert_eq!(seed, seed_of(round, &[output(0, 3), output(1, 5)]));
		assert_eq!(events(), [Event::SeedMade { round, seed }]);
		blocks([0, 1]);
		assert_eq!(events(), [], "nobody asked for the next one");
	});
}

#[test]
fn a_seed_can_be_used_one_block_later() {
	ExtBuilder::build_and_execute(|| {
		let round = asking_block(0);
		blocks([1, 0]);
		block_with(Some(1), || assert_eq!(Beacon::seed(round), None));
		block_with(Some(0), || assert!(Beacon::seed(round).is_some()));
	});
}
