// SPDX-License-Identifier: Apache-2.0

//! The formula of the score.

use crate::{runtime_api::Contribution, Totals};
use covenant_primitives::Outcome;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};

/// The best score, and the most that an outcome can be worth.
pub const MAX_SCORE: u16 = 1_000;

/// What a fulfilled obligation is worth.
pub const FULFILLED: u16 = MAX_SCORE;
/// What an obligation fulfilled late is worth.
pub const LATE: u16 = 500;
/// What a breach is worth.
pub const BREACHED: u16 = 0;
/// What a dispute is worth that was decided against the organization.
pub const DISPUTE_UPHELD: u16 = 0;

/// What `outcome` is worth.
pub const fn worth(outcome: Outcome) -> u16 {
	match outcome {
		Outcome::Fulfilled => FULFILLED,
		Outcome::Late => LATE,
		Outcome::Breached => BREACHED,
		Outcome::DisputeUpheld => DISPUTE_UPHELD,
	}
}

/// The constants of the formula.
#[derive(Clone, Copy, Debug)]
pub struct Formula {
	/// In days.
	pub half_life: u32,
	/// From 0 to 1000.
	pub prior_score: u16,
	/// From 1.
	pub prior_weight: u32,
}

impl Formula {
	/// The prior as sums.
	pub fn prior(&self) -> Totals {
		Totals::new(self.prior_weight, self.prior_score)
	}

	/// The score that follows from the sums of an organization, which hold for today.
	pub fn score(&self, totals: Totals) -> u16 {
		let Totals { weight, value } = totals.plus(self.prior());
		let score = value.checked_div(weight).unwrap_or(self.prior_score.into());
		u16::try_from(score).unwrap_or(MAX_SCORE).min(MAX_SCORE)
	}

	/// What `part` contributes to the score that follows from `totals`.
	pub fn contribution(&self, part: Totals, totals: Totals) -> Contribution {
		const MILLION: u128 = 1_000_000;
		let millionths_of = |part, whole| {
			multiply_by_rational_with_rounding(part, MILLION, whole, Rounding::Down)
				.unwrap_or(u128::MAX)
		};
		let whole = totals.plus(self.prior()).weight;
		Contribution {
			weight: millionths_of(part.weight, Totals::UNIT),
			points: u32::try_from(millionths_of(part.value, whole)).unwrap_or(u32::MAX),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const FORMULA: Formula = Formula { half_life: 180, prior_score: 600, prior_weight: 10 };

	#[test]
	fn a_newcomer_has_the_prior_score() {
		assert_eq!(FORMULA.score(Totals::default()), 600);
	}

	#[test]
	fn the_score_is_the_weighted_mean() {
		assert_eq!(FORMULA.score(Totals::new(10, 1_000)), 800);
		assert_eq!(FORMULA.score(Totals::new(10, 0)), 300);
		// (10 · 600 + 1 · 1000) / 11 = 636.36…
		assert_eq!(FORMULA.score(Totals::new(1, 1_000)), 636);
	}

	#[test]
	fn no_sum_is_too_large() {
		let most = Totals { weight: u128::MAX, value: u128::MAX };
		assert!(FORMULA.score(most) <= MAX_SCORE);
		assert_eq!(FORMULA.score(Totals { weight: 0, value: u128::MAX }), MAX_SCORE);
		let billion = Totals {
			weight: Totals::UNIT * u128::from(u16::MAX) * 1_000_000_000,
			value: Totals::UNIT * u128::from(u16::MAX) * 1_000_000_000 * 1_000,
		};
		assert_eq!(FORMULA.score(billion), 999);
		assert_eq!(FORMULA.contribution(billion, billion).points, 999_999_999);
	}

	#[test]
	fn contributions_are_millionths() {
		let totals = Totals::new(10, 1_000);
		assert_eq!(
			FORMULA.contribution(totals, totals),
			Contribution { weight: 10_000_000, points: 500_000_000 }
		);
		assert_eq!(
			FORMULA.contribution(FORMULA.prior(), totals),
			Contribution { weight: 10_000_000, points: 300_000_000 }
		);
	}
}
