// SPDX-License-Identifier: Apache-2.0

//! Random blocks, side by side with a model that is written after the crate documentation: both
//! have the same rounds and seeds, no invariant breaks, and each seed is of what came after the
//! asking.

use super::*;
use alloc::collections::{BTreeMap, BTreeSet};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Step {
	author: Option<ValidatorId>,
	asks: u8,
	/// There are so many from this block on.
	validators: Option<u32>,
	/// So many count from this block on.
	most: Option<u32>,
}

#[derive(Default)]
struct Model {
	round: Round,
	first: u32,
	contributions: Vec<(ValidatorId, H256)>,
	/// The rounds that were asked for, and the earliest and the latest block that asked.
	asked: BTreeMap<Round, (u32, u32)>,
	made: Vec<Event<Test>>,
	kept: BTreeMap<Round, Seed>,
}

impl Model {
	fn block(&mut self, number: u32, step: &Step) {
		if step.asks > 0 {
			self.asked.entry(self.round + 1).or_insert((number, number)).1 = number;
		}
		// The documented formula, not the pallet's function.
		let needed = |validators: u32| match validators {
			0 => 1,
			validators => (validators as usize - 1) / 3 + 1,
		};
		// Only an upgrade leaves no room.
		let room = self.contributions.len() < needed(MaxValidators::get());
		if let Some(author) = step.author {
			if room && self.contributions.iter().all(|(earlier, _)| *earlier != author) {
				self.contributions.push((author, output(author, number)));
			}
		}
		if self.contributions.len() < needed(Validators::get().min(MaxValidators::get())) {
			return;
		}
		let outputs: Vec<_> = self.contributions.drain(..).map(|(_, output)| output).collect();
		if let Some((_, asked)) = self.asked.get(&self.round) {
			let (round, seed) = (self.round, seed_of(self.round, &outputs));
			self.kept.insert(round, Seed { seed, first: self.first, last: number });
			self.made.push(Event::SeedMade { round, seed });

			// What is promised to whoever asks.
			assert!(self.first > *asked);
			if room {
				let after = outputs_of(asked + 1, number);
				assert!(after.len() >= needed(Validators::get().min(MaxValidators::get())));
				assert_eq!(outputs, outputs_of(self.first, number));
			}
		}
		self.round += 1;
		self.first = number + 1;
	}

	fn check(&self) {
		Beacon::do_try_state().unwrap();
		assert_eq!(kept(), self.kept);
		let present = in_progress();
		assert_eq!((present.number, present.first), (self.round, self.first));
		let contributions: Vec<_> =
			present.contributions.iter().map(|it| (it.validator, it.output)).collect();
		assert_eq!(contributions, self.contributions);
		assert_eq!(present.asked, self.asked.contains_key(&self.round));
		assert_eq!(present.asked_next, self.asked.contains_key(&(self.round + 1)));
		let info = Beacon::query_current();
		assert!(info.contributed < info.needed);
	}
}

/// Steps of a chain with `validators` and some more who are not or no longer.
fn step(validators: u32) -> impl Strategy<Value = Step> {
	(
		prop_oneof![9 => (0..u64::from(validators) + 2).prop_map(Some), 1 => Just(None)],
		prop_oneof![3 => Just(0_u8), 1 => 1..3_u8],
		prop_oneof![9 => Just(None), 1 => (0..2 * validators).prop_map(Some)],
		prop_oneof![29 => Just(None), 1 => (1..2 * validators).prop_map(Some)],
	)
		.prop_map(|(author, asks, validators, most)| Step { author, asks, validators, most })
}

fn chain() -> impl Strategy<Value = (u32, u32, Vec<Step>)> {
	(1..20_u32).prop_flat_map(|validators| {
		let most = prop_oneof![Just(MOST), 1..20_u32];
		(Just(validators), most, prop::collection::vec(step(validators), 30..120))
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn the_pallet_does_what_the_model_does((validators, most, steps) in chain()) {
		ExtBuilder::build_and_execute(|| {
			Validators::set(validators);
			MaxValidators::set(most);
			let mut model = Model { first: 1, ..Default::default() };
			for step in steps {
				if let Some(most) = step.most {
					MaxValidators::set(most);
				}
				block_with(step.author, || {
					if let Some(validators) = step.validators {
						Validators::set(validators);
					}
					for _ in 0..step.asks {
						assert_eq!(Beacon::ask(), model.round + 1);
					}
				});
				model.block(now(), &step);
				model.check();
			}
			assert_eq!(events(), model.made);
			// Whoever has the blocks knows of each seed what it is made of.
			let asked: BTreeSet<_> = model.asked.into_keys().collect();
			assert!(kept().keys().all(|round| asked.contains(round)));
		});
	}

	#[test]
	fn no_output_of_a_round_can_be_left_out_or_changed(
		authors in prop::collection::vec(0..10_u64, 30..60),
		choice: prop::sample::Index,
	) {
		// All seeds of a chain, if the output of one block is another.
		let run = |changed: Option<u32>| {
			let mut seeds = BTreeMap::new();
			ExtBuilder::build_and_execute(|| {
				Validators::set(10);
				for author in &authors {
					let number = now() + 1;
					System::set_block_number(number.into());
					Beacon::ask();
					let mut output = output(*author, number);
					if changed == Some(number) {
						output.0[0] ^= 1;
					}
					Output::set(Some((*author, output)));
					Beacon::note_output();
				}
				seeds = kept();
			});
			seeds
		};
		let before = run(None);
		let block = choice.index(authors.len()) as u32 + 1;
		let after = run(Some(block));

		let blocks_of = |seed: &Seed| seed.first..=seed.last;
		let differ: Vec<_> = before.iter().filter(|(round, seed)| after[round] != **seed).collect();
		match differ.as_slice() {
			// A later output of the same author, a round that is not over or that nobody asked for.
			[] => for seed in before.values().filter(|seed| blocks_of(seed).contains(&block)) {
				let author = |number: u32| authors[number as usize - 1];
				prop_assert!((seed.first..block).any(|earlier| author(earlier) == author(block)));
			},
			[(_, seed)] => prop_assert!(blocks_of(seed).contains(&block)),
			_ => prop_assert!(false, "more than one seed changed"),
		}
	}
}
