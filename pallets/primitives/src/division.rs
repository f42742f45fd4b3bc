// SPDX-License-Identifier: Apache-2.0

//! Money divided by weights, so that the parts sum to the whole.

use crate::Amount;
use alloc::vec::Vec;
use sp_core::U256;

/// Divides `amount` in proportion to `weights` by the largest remainder: each part is its exact share
/// rounded down, and the units that are left go one each to the largest fractions, of equal ones to the
/// first. The parts sum to `amount`, and none differs from its exact share by a unit or more. `None` if
/// the weights sum to nothing.
pub fn divide(amount: Amount, weights: &[u64]) -> Option<Vec<Amount>> {
	divide_by(amount, weights)
}

/// [`divide`] by weights that can be amounts.
pub fn divide_by<Weight: Copy + Into<U256>>(
	amount: Amount,
	weights: &[Weight],
) -> Option<Vec<Amount>> {
	let total =
		weights.iter().fold(U256::zero(), |sum, weight| sum.saturating_add((*weight).into()));
	if total.is_zero() {
		return None;
	}
	let mut parts = Vec::with_capacity(weights.len());
	let mut fractions = Vec::with_capacity(weights.len());
	let mut left = amount;
	for (index, weight) in weights.iter().enumerate() {
		let product = U256::from(amount).checked_mul((*weight).into())?;
		let (part, fraction) = (product.checked_div(total)?, product.checked_rem(total)?);
		let part = Amount::try_from(part).ok()?;
		left = left.checked_sub(part)?;
		parts.push(part);
		fractions.push((core::cmp::Reverse(fraction), index));
	}
	// Fewer than there are parts are left.
	fractions.sort_unstable();
	for (_, index) in fractions {
		if left == 0 {
			break;
		}
		let part = parts.get_mut(index)?;
		*part = part.checked_add(1)?;
		left = left.checked_sub(1)?;
	}
	Some(parts)
}

/// `amount · weight / total`, rounded down. `None` if `total` is nothing, or less than the weight.
pub fn share_of<Weight: Copy + PartialOrd + Into<U256>>(
	amount: Amount,
	weight: Weight,
	total: Weight,
) -> Option<Amount> {
	let product = U256::from(amount).checked_mul(weight.into())?;
	let share = product.checked_div(total.into())?;
	Amount::try_from(share).ok().filter(|_| weight <= total)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn the_largest_fractions_get_what_is_left() {
		assert_eq!(divide(100, &[1, 1, 1]).unwrap(), [34, 33, 33]);
		assert_eq!(divide(101, &[1, 1, 1]).unwrap(), [34, 34, 33]);
		assert_eq!(divide(10, &[1, 5, 1]).unwrap(), [2, 7, 1]);
		assert_eq!(divide(7, &[50, 30, 20]).unwrap(), [4, 2, 1]);
		assert_eq!(divide(1, &[1, 2, 3]).unwrap(), [0, 0, 1]);
	}

	#[test]
	fn nothing_is_divided_into_nothing() {
		assert_eq!(divide(0, &[3, 4]).unwrap(), [0, 0]);
		assert_eq!(divide(5, &[0, 7, 0]).unwrap(), [0, 5, 0]);
		assert_eq!(divide(5, &[]), None);
		assert_eq!(divide(5, &[0, 0]), None);
	}

	#[test]
	fn the_largest_amounts_are_divided() {
		let parts = divide(Amount::MAX, &[u64::MAX; 3]).unwrap();
		assert_eq!(parts, [Amount::MAX / 3; 3]);
		assert_eq!(divide(Amount::MAX, &[u64::MAX]).unwrap(), [Amount::MAX]);
		let parts = divide_by(Amount::MAX, &[Amount::MAX, Amount::MAX]).unwrap();
		assert_eq!(parts, [Amount::MAX / 2 + 1, Amount::MAX / 2]);
	}

	#[test]
	fn a_share_is_rounded_down() {
		assert_eq!(share_of(100, 1, 3), Some(33));
		assert_eq!(share_of(100, 2, 3), Some(66));
		assert_eq!(share_of(Amount::MAX, u64::MAX, u64::MAX), Some(Amount::MAX));
		assert_eq!(share_of(Amount::MAX, 1, 2), Some(Amount::MAX / 2));
		assert_eq!(share_of(7, 0, 5), Some(0));
		assert_eq!(share_of(7, 0, 0), None);
		assert_eq!(share_of(7, 6, 5), None);
	}

	proptest! {
		#[test]
		fn parts_sum_to_the_whole_and_are_fair(
			amount in any::<Amount>(),
			weights in prop::collection::vec(any::<u64>(), 1..40),
		) {
			prop_assume!(weights.iter().any(|weight| *weight > 0));
			let parts = divide(amount, &weights).unwrap();
			prop_assert_eq!(parts.iter().sum::<Amount>(), amount);
			let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
			for (part, weight) in parts.iter().zip(&weights) {
				let exact = U256::from(amount) * U256::from(*weight);
				let (part, total) = (U256::from(*part), U256::from(total));
				prop_assert!(part * total < exact + total);
				prop_assert!(exact < (part + U256::one()) * total);
			}
		}
	}
}
