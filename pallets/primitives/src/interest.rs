// SPDX-License-Identifier: Apache-2.0

//! Simple interest, as acceptances and loans are reckoned: a year has 360 days.

use crate::Amount;
use sp_core::U256;

/// Basis points of a year of 360 days.
const YEAR: u32 = 10_000 * 360;

/// `amount · rate · days / (10,000 · 360)`, rounded half up to a minor unit. `rate` is in basis points a
/// year. `None` if no amount holds it.
pub fn simple_interest(amount: Amount, rate: u32, days: u64) -> Option<Amount> {
	// Less than 2^224.
	let product = U256::from(amount).saturating_mul(U256::from(rate).saturating_mul(days.into()));
	let rounded = product.saturating_add((YEAR / 2).into()).checked_div(YEAR.into())?;
	Amount::try_from(rounded).ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn interest_is_rounded_half_up() {
		for (amount, rate, days, interest) in [
			// 36,000.00 at 5 % for a day: 5.00.
			(3_600_000, 500, 1, Some(500)),
			(3_600_000, 500, 90, Some(45_000)),
			// 3,600 at 5 % for a day is just a half.
			(3_600, 500, 1, Some(1)),
			(3_599, 500, 1, Some(0)),
			(10_799, 500, 1, Some(1)),
			(10_800, 500, 1, Some(2)),
			(0, u32::MAX, u64::MAX, Some(0)),
			(Amount::MAX, 0, u64::MAX, Some(0)),
			(Amount::MAX, 10_000, 360, Some(Amount::MAX)),
			(Amount::MAX, 10_000, 361, None),
			(Amount::MAX, u32::MAX, u64::MAX, None),
		] {
			assert_eq!(simple_interest(amount, rate, days), interest, "{amount} {rate} {days}");
		}
	}
}
