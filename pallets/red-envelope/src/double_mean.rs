// SPDX-License-Identifier: Apache-2.0

//! The double-mean draw of lucky envelopes.
//!
//! With `left` minor units and `shares` shares left, the next share is uniform on
//! `1 ..= 2 · left / shares − 1`, the quotient rounded down; the last share takes what is left. Every
//! share is at least one minor unit, the shares sum to the total, and the mean of each is
//! `left / shares` whatever its position, where `2 · left / shares` is an integer. The variance grows
//! with the position; the last two shares are distributed alike.
//!
//! A draw never starves a later one: for `left ≥ shares ≥ 2`, what remains is at least
//! `left − 2 · left / shares + 1 ≥ shares − 1`.

use covenant_primitives::Amount;
use sp_core::{H256, U256};
use sp_runtime::traits::{BlakeTwo256, Hash};

/// What the hash of a draw begins with.
pub const DOMAIN: [u8; 25] = *b"covenant envelope draw v1";

/// The random number of a share, from the seed of its round: the BLAKE2b-256 hash of the SCALE
/// encoding of [`DOMAIN`] (25 bytes), the seed (32 bytes), the envelope (`u64`) and the number of the
/// share (`u32`).
pub fn number(seed: H256, envelope: crate::EnvelopeId, share: u32) -> H256 {
	BlakeTwo256::hash_of(&(DOMAIN, seed, envelope, share))
}

/// The next share, of `left` minor units for `shares` shares, of which there is at least one unit for
/// each. `number`, read as a big-endian integer, is reduced modulo the width of the range; of 256 bits
/// against the at most 128 of the width, this favors no share by more than 2⁻¹²⁸ of its probability.
pub fn draw(number: H256, left: Amount, shares: u32) -> Amount {
	if shares <= 1 {
		return left;
	}
	// The width of the range, which begins with 1. Nothing here overflows or divides by zero.
	let width = U256::from(left)
		.saturating_mul(U256::from(2_u8))
		.checked_div(U256::from(shares))
		.unwrap_or_default()
		.saturating_sub(U256::one())
		.max(U256::one());
	let number = U256::from_big_endian(number.as_bytes());
	let offset = number.checked_rem(width).unwrap_or_default();
	// Both are below 2 · left / shares, and that is at most left.
	offset.low_u128().saturating_add(1).min(left)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::EnvelopeId;
	use proptest::prelude::*;

	fn vectors() -> serde_json::Value {
		serde_json::from_str(include_str!("../vectors/red_envelope.json")).unwrap()
	}

	/// All shares of an envelope.
	fn envelope(seed: u64, total: Amount, shares: u32) -> Vec<Amount> {
		let seed = H256::from_low_u64_be(seed);
		let mut left = total;
		(0..shares)
			.map(|index| {
				let number = number(seed, EnvelopeId(7), index);
				let share = draw(number, left, shares - index);
				left -= share;
				share
			})
			.collect()
	}

	#[test]
	fn a_known_draw() {
		// The hash as documented, put together by hand.
		let mut content = b"covenant envelope draw v1".to_vec();
		content.extend([9; 32]);
		content.extend([1, 0, 0, 0, 0, 0, 0, 0]);
		content.extend([2, 0, 0, 0]);
		let expected = BlakeTwo256::hash(&content);
		assert_eq!(number(H256::repeat_byte(9), EnvelopeId(1), 2), expected);
		// 1..=19 for 100 in 10: the number modulo 19, and one.
		let number = H256::from_low_u64_be(19 * 5 + 18);
		assert_eq!(draw(number, 100, 10), 19);
		assert_eq!(draw(H256::from_low_u64_be(19), 100, 10), 1);
		assert_eq!(draw(H256::repeat_byte(0xff), 100, 1), 100);
		// The quotient is rounded down: 2 · 10 / 7 is 2.
		assert_eq!(draw(H256::repeat_byte(0xff), 10, 7), 1);
	}

	#[test]
	fn all_ones_where_nothing_else_is_possible() {
		let total = vectors()["double_mean"]["all_ones"]["total"].as_u64().unwrap();
		let shares = vectors()["double_mean"]["all_ones"]["shares"].as_u64().unwrap();
		let shares = u32::try_from(shares).unwrap();
		for seed in 0..100 {
			assert_eq!(envelope(seed, total.into(), shares), vec![1; 10]);
		}
	}

	/// 100,000 envelopes of 100 yuan in ten shares, against the published figures.
	#[test]
	fn shares_are_distributed_as_published() {
		const ENVELOPES: u32 = 100_000;
		let published: Vec<f64> = vectors()["double_mean"]
			["standard_deviation_yuan_of_100_yuan_in_10"]
			.as_array()
			.unwrap()
			.iter()
			.map(|figure| figure.as_f64().unwrap())
			.collect();
		let mut sums = [0.0; 10];
		let mut squares = [0.0; 10];
		for seed in 0..ENVELOPES {
			let shares = envelope(seed.into(), 10_000, 10);
			assert_eq!(shares.iter().sum::<Amount>(), 10_000);
			for (position, share) in shares.into_iter().enumerate() {
				assert!(share >= 1);
				let yuan = f64::from(u32::try_from(share).unwrap()) / 100.0;
				sums[position] += yuan;
				squares[position] += yuan * yuan;
			}
		}
		let n = f64::from(ENVELOPES);
		for position in 0..10 {
			let mean = sums[position] / n;
			let deviation = (squares[position] / n - mean * mean).sqrt();
			// Five standard errors of the mean. The figures are rounded to a hundredth.
			assert!((mean - 10.0).abs() < 5.0 * deviation / n.sqrt(), "{position}: mean {mean}");
			assert!(
				(deviation - published[position]).abs() < 0.05,
				"{position}: {deviation}, published {}",
				published[position],
			);
		}
	}

	proptest! {
		#[test]
		fn shares_sum_to_the_total_and_none_is_empty(
			seed: u64, shares in 1..200_u32, more in prop_oneof![0..10_u128, 0..1_000_000_u128, 0..1_u128 << 120],
		) {
			let total = Amount::from(shares) + more;
			let drawn = envelope(seed, total, shares);
			prop_assert_eq!(drawn.iter().sum::<Amount>(), total);
			prop_assert!(drawn.iter().all(|share| *share >= 1));
		}

		#[test]
		fn a_draw_leaves_a_unit_for_each_that_follows(
			number: [u8; 32], shares in 1..=100_000_u32, more in 0..=u128::MAX - 100_000,
		) {
			let left = Amount::from(shares) + more;
			let share = draw(H256(number), left, shares);
			prop_assert!(share >= 1);
			prop_assert!(left - share >= Amount::from(shares - 1));
		}
	}
}
