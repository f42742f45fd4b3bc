// SPDX-License-Identifier: Apache-2.0

//! How long the crate documentation says that it takes.

use super::*;

/// With `validators` of the same chances: how many blocks a round has on average, and how many
/// there are after an asking block up to the end of the asked round, if the asking one is the last
/// of its round, any, or the first.
fn averages(validators: u32) -> [f64; 4] {
	// The wait for each contribution is geometrically distributed.
	let chances = || (0..threshold(validators)).map(|i| 1.0 - f64::from(i) / f64::from(validators));
	let length: f64 = chances().map(|chance| 1.0 / chance).sum();
	let variance: f64 = chances().map(|chance| (1.0 - chance) / (chance * chance)).sum();
	// Any block is in a long round more often than in a short one.
	let rest_of_any = (variance + length * length - length) / 2.0 / length;
	[length, length, length + rest_of_any, length + length - 1.0]
}

#[test]
fn the_documented_averages_are_right() {
	let documented = [
		(1, [1.0; 4]),
		(2, [1.0; 4]),
		(3, [1.0; 4]),
		(4, [2.3, 2.3, 3.1, 3.7]),
		(7, [3.6, 3.6, 5.0, 6.1]),
		(10, [4.8, 4.8, 6.8, 8.6]),
		(100, [41.3, 41.3, 61.6, 81.6]),
	];
	for (validators, expected) in documented {
		let rounded = averages(validators).map(|blocks| (blocks * 10.0).round() / 10.0);
		assert_eq!(rounded, expected, "of {validators}");
	}
}

#[test]
fn a_long_run_comes_close() {
	ExtBuilder::build_and_execute(|| {
		// Authors are drawn by a hash.
		const BLOCKS: u32 = 2_000;
		for block in 0..BLOCKS {
			let hash = sp_io::hashing::blake2_256(&block.to_le_bytes());
			block_with(Some(u64::from(hash[0] % 4)), Beacon::ask);
		}
		let [length, _, any, _] = averages(FOUR);
		let rounds = Beacon::current() as f64;
		assert!((f64::from(BLOCKS) / rounds - length).abs() < 0.1);

		let kept = kept();
		let ends: Vec<_> = kept.values().map(|seed| seed.last).collect();
		let mut waited = 0.0;
		let mut asked = 0.0;
		for (round, next) in kept.values().zip(ends.iter().skip(1)) {
			for block in round.first..=round.last {
				waited += f64::from(next - block);
				asked += 1.0;
			}
		}
		assert!((waited / asked - any).abs() < 0.1);
	});
}
