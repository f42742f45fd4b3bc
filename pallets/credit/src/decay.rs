// SPDX-License-Identifier: Apache-2.0

//! 2^(−days / half-life) in integers, as the crate documentation publishes it.

use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};

/// 1 in the fixed-point numbers of this file.
const ONE: u128 = 1 << 63;

/// The bits that a fraction of a half-life is given.
const BITS: usize = 63;

/// At `k − 1`: 2^(−2^(−k)).
const ROOTS: [u128; BITS] = {
	let mut roots = [ONE / 2; BITS];
	let mut last = ONE / 2;
	let mut k = 0;
	while k < BITS {
		last = last.saturating_mul(ONE).isqrt();
		roots[k] = last;
		k = k.saturating_add(1);
	}
	roots
};

/// What is left of 1 after some days.
#[derive(Clone, Copy)]
pub(crate) struct Decay {
	/// What is left after the part of the days that makes no whole half-life.
	mantissa: u128,
	/// The whole half-lives.
	halvings: u32,
}

impl Decay {
	/// The decay over `days`. A half-life of 0 is taken for 1.
	pub(crate) fn over(days: u32, half_life: u32) -> Self {
		let half_life = half_life.max(1);
		let halvings = days.checked_div(half_life).unwrap_or_default();
		let rest = days.checked_rem(half_life).unwrap_or_default();
		let fraction =
			u128::from(rest).saturating_mul(ONE).checked_div(half_life.into()).unwrap_or_default();
		let mantissa = ROOTS
			.iter()
			.zip((0..BITS).rev())
			.filter(|(_, bit)| (fraction >> bit) & 1 == 1)
			.fold(ONE, |mantissa, (root, _)| mantissa.saturating_mul(*root) >> 63);
		Self { mantissa, halvings }
	}

	/// What is left of `sum`, rounded down twice: after the mantissa, and after the halvings.
	pub(crate) fn of(self, sum: u128) -> u128 {
		multiply_by_rational_with_rounding(sum, self.mantissa, ONE, Rounding::Down)
			.and_then(|sum| sum.checked_shr(self.halvings))
			.unwrap_or_default()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// What is left of 2^63 after `days`.
	fn left(days: u32, half_life: u32) -> u128 {
		Decay::over(days, half_life).of(ONE)
	}

	#[test]
	fn whole_half_lives_halve_exactly() {
		for half_life in [1, 2, 180, 36_500, u32::MAX] {
			assert_eq!(left(0, half_life), ONE);
			assert_eq!(left(half_life, half_life), ONE / 2);
		}
		assert_eq!(left(63, 1), 1);
		assert_eq!(left(64, 1), 0);
		assert_eq!(left(u32::MAX, 1), 0);
	}

	#[test]
	fn published_values() {
		// Computed by a program that knows nothing but the crate documentation.
		for (days, half_life, expected) in [
			(1, 180, 18_375_845_621_797_877_872),
			(90, 180, 13_043_817_825_332_782_212),
			(179, 180, 9_258_958_034_488_687_318),
			(365, 180, 4_523_741_570_357_486_849),
			(1, 36_500, 18_446_393_767_209_884_754),
			(1_000, 7, 0),
		] {
			assert_eq!(Decay::over(days, half_life).of(1 << 64), expected, "{days} {half_life}");
		}
	}

	#[test]
	fn sums_of_any_size_decay() {
		assert_eq!(Decay::over(1, 1).of(u128::MAX), u128::MAX / 2);
		assert_eq!(Decay::over(0, 180).of(u128::MAX), u128::MAX);
		assert_eq!(Decay::over(180, 0).of(u128::MAX), 0);
	}

	proptest! {
		#[test]
		fn it_is_a_power_of_two(days in 0..20_000u32, half_life in 1..36_500u32) {
			let exact = (-f64::from(days) / f64::from(half_life)).exp2() * ONE as f64;
			let computed = left(days, half_life) as f64;
			prop_assert!((computed - exact).abs() <= exact * 1e-12 + 1.0);
		}

		#[test]
		fn it_never_grows(days in 0..20_000u32, half_life in 1..36_500u32) {
			prop_assert!(left(days + 1, half_life) <= left(days, half_life));
		}

		#[test]
		fn two_decays_are_one(a in 0..2_000u32, b in 0..2_000u32, half_life in 1..3_650u32) {
			let sum = 1u128 << 110;
			let twice = Decay::over(b, half_life).of(Decay::over(a, half_life).of(sum));
			let once = Decay::over(a + b, half_life).of(sum);
			prop_assert!(twice.abs_diff(once) <= (once >> 52) + 2);
		}
	}
}
