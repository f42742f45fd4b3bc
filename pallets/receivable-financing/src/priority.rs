// SPDX-License-Identifier: Apache-2.0

//! Priority when several claims meet on a receivable, after art. 768 of the Civil Code: registered before
//! unregistered, the earlier registration first; of those that are not registered, the first of which the
//! debtor had notice; else in proportion.

use alloc::vec::Vec;
use covenant_primitives::{division::divide_by, Amount, Moment};

/// What comes first is paid first; what is equal, in proportion.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
	/// Registered, then.
	Registered(Moment),
	/// Not registered, but the debtor had notice of it, then.
	Noticed(Moment),
	/// Neither.
	Last,
}

impl Rank {
	/// The rank of a claim that was registered and noticed then, or never.
	pub fn new(registered: Option<Moment>, noticed: Option<Moment>) -> Self {
		match (registered, noticed) {
			(Some(at), _) => Self::Registered(at),
			(None, Some(at)) => Self::Noticed(at),
			(None, None) => Self::Last,
		}
	}
}

/// What each claim gets of `amount`, in the order of `claims`, which are sorted by their ranks. Equal ranks
/// that cannot be paid whole share by the largest remainder, of equal ones the first.
pub fn shares(amount: Amount, claims: &[(Rank, Amount)]) -> Vec<Amount> {
	let mut left = amount;
	let mut shares = Vec::with_capacity(claims.len());
	for equal in claims.chunk_by(|one, other| one.0 == other.0) {
		let amounts = equal.iter().map(|(_, amount)| *amount).collect::<Vec<_>>();
		let sum = amounts.iter().try_fold(0, |sum: Amount, amount| sum.checked_add(*amount));
		let parts = match sum {
			Some(sum) if sum <= left => amounts,
			// What they ask for is more than nothing.
			_ => divide_by(left, &amounts).unwrap_or_else(|| alloc::vec![0; equal.len()]),
		};
		for part in parts {
			left = left.saturating_sub(part);
			shares.push(part);
		}
	}
	shares
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use sp_core::U256;

	#[test]
	fn ranks_follow_the_law() {
		let rank = Rank::new;
		// Registered before unregistered, whatever notice there was.
		assert!(rank(Some(9), None) < rank(None, Some(1)));
		// The earlier registration first; notice does not count then.
		assert!(rank(Some(1), None) < rank(Some(2), Some(0)));
		assert_eq!(rank(Some(1), None), rank(Some(1), Some(0)));
		// The first notice.
		assert!(rank(None, Some(1)) < rank(None, Some(2)));
		assert!(rank(None, Some(2)) < rank(None, None));
		assert_eq!(rank(None, None), rank(None, None));
	}

	#[test]
	fn the_first_are_paid_whole_and_equal_ones_share() {
		let (first, second, last) = (Rank::Registered(1), Rank::Noticed(1), Rank::Last);
		let claims = [(first, 40), (second, 30), (last, 10), (last, 20), (last, 30)];
		assert_eq!(shares(200, &claims), [40, 30, 10, 20, 30]);
		assert_eq!(shares(130, &claims), [40, 30, 10, 20, 30]);
		assert_eq!(shares(100, &claims), [40, 30, 5, 10, 15]);
		// 1/6, 1/3 and 1/2 of 10: 1.67, 3.33, 5.
		assert_eq!(shares(80, &claims), [40, 30, 2, 3, 5]);
		assert_eq!(shares(69, &claims), [40, 29, 0, 0, 0]);
		assert_eq!(shares(39, &claims), [39, 0, 0, 0, 0]);
		assert_eq!(shares(0, &claims), [0; 5]);
		assert_eq!(shares(7, &[]), [0; 0]);
		// 7 · 1/2 each: the first has the unit that is left.
		assert_eq!(shares(7, &[(last, 9), (last, 9)]), [4, 3]);
		let most = Amount::MAX;
		assert_eq!(shares(most, &[(last, most), (last, most)]), [most / 2 + 1, most / 2]);
	}

	fn rank() -> impl Strategy<Value = Rank> {
		let at = || prop::option::of(0..4_u64);
		(at(), at()).prop_map(|(registered, noticed)| Rank::new(registered, noticed))
	}

	proptest! {
		/// Against an oracle that hands out unit by unit: to the first rank that is not paid whole, and
		/// within it to the claim that is furthest behind its share.
		#[test]
		fn shares_are_those_of_the_oracle(
			amount in 0..400_u128,
			mut claims in prop::collection::vec((rank(), 1..100_u128), 0..9),
		) {
			claims.sort_by_key(|(rank, _)| *rank);
			let found = shares(amount, &claims);
			let mut oracle = vec![0; claims.len()];
			let mut left = amount;
			for at in claims.iter().map(|(rank, _)| *rank).collect::<std::collections::BTreeSet<_>>() {
				let of: Vec<_> = (0..claims.len()).filter(|i| claims[*i].0 == at).collect();
				let sum: Amount = of.iter().map(|i| claims[*i].1).sum();
				let given = sum.min(left);
				for i in &of {
					oracle[*i] = given * claims[*i].1 / sum;
				}
				let mut missing = given - of.iter().map(|i| oracle[*i]).sum::<Amount>();
				let mut behind = of.clone();
				behind.sort_by_key(|i| core::cmp::Reverse(given * claims[*i].1 % sum));
				for i in behind {
					let unit = missing.min(1);
					oracle[i] += unit;
					missing -= unit;
				}
				left -= given;
			}
			prop_assert_eq!(&found, &oracle);
			prop_assert_eq!(found.iter().sum::<Amount>() + left, amount);
		}

		/// Of any amounts: no claim gets more than it asks for, and nothing if one before it misses a unit.
		#[test]
		fn shares_respect_claims_and_ranks(
			amount in any::<Amount>(),
			mut claims in prop::collection::vec((rank(), 1..Amount::MAX), 0..9),
		) {
			claims.sort_by_key(|(rank, _)| *rank);
			let found = shares(amount, &claims);
			let sum = found.iter().try_fold(0, |sum: Amount, it| sum.checked_add(*it));
			let asked = claims.iter().fold(U256::zero(), |sum, it| sum + U256::from(it.1));
			prop_assert_eq!(sum.map(U256::from), Some(asked.min(amount.into())));
			for (i, (rank, claim)) in claims.iter().enumerate() {
				prop_assert!(found[i] <= *claim);
				let short = claims.iter().zip(&found).any(|(it, got)| it.0 < *rank && *got < it.1);
				prop_assert!(!short || found[i] == 0);
			}
		}
	}
}
