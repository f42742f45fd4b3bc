// SPDX-License-Identifier: Apache-2.0

mod asking;
mod benchmark_help;
mod constants;
mod contributions;
mod durations;
mod invariants;
mod model;
mod queries;
mod seeds;
mod thresholds;
mod upgrades;
mod validators;

use crate::{mock::*, *};
use covenant_primitives::beacon::{Beacon as _, Round};
use sp_core::H256;

/// The seed of a round, put together by hand after the crate documentation.
fn seed_of(round: Round, outputs: &[H256]) -> H256 {
	let mut bytes = b"cov/bcon".to_vec();
	for shift in 0..8 {
		bytes.push((round >> (8 * shift)) as u8);
	}
	// A compact number: the two lowest bits of the first byte say how long it is.
	let length = outputs.len();
	match length {
		0..=63 => bytes.push((length << 2) as u8),
		64..=16_383 => bytes.extend([(length << 2) as u8 | 1, (length >> 6) as u8]),
		_ => unreachable!("no test has so many"),
	}
	for output in outputs {
		bytes.extend(output.0);
	}
	assert_eq!(bytes.len(), 16 + if length < 64 { 1 } else { 2 } + 32 * length);
	sp_io::hashing::blake2_256(&bytes).into()
}

/// The first output of each validator in the blocks from `first` to `last`, from what was recorded.
fn outputs_of(first: u32, last: u32) -> Vec<H256> {
	let mut seen = Vec::new();
	let mut outputs = Vec::new();
	for (_, (validator, output)) in Record::get().range(first..=last) {
		if !seen.contains(validator) {
			seen.push(*validator);
			outputs.push(*output);
		}
	}
	outputs
}

/// What of `round` should be kept if it went from `first` to `last`.
fn seed_from_blocks(round: Round, first: u32, last: u32) -> Seed {
	Seed { seed: seed_of(round, &outputs_of(first, last)), first, last }
}
