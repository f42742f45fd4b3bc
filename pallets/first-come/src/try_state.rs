// SPDX-License-Identifier: Apache-2.0

//! The invariants that the crate documentation names.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::counted()?;
		Self::one_for_each()?;
		Self::in_order()?;
		Self::not_zero()
	}

	fn counted() -> Result<(), TryRuntimeError> {
		let mut expected = BTreeMap::<Party, u32>::new();
		for commitment in Commitments::<T>::iter_values() {
			let count = expected.entry(commitment.by).or_default();
			*count = count.saturating_add(1);
		}
		let counted: BTreeMap<_, _> = OpenCommitments::<T>::iter().collect();
		ensure!(counted == expected, "a party's commitments are miscounted");
		let most = T::MaxOpen::get();
		ensure!(
			counted.into_values().all(|count| count <= most),
			"too many commitments of a party wait"
		);
		Ok(())
	}

	fn one_for_each() -> Result<(), TryRuntimeError> {
		let next = NextPrecedence::<T>::get();
		let mut seen = BTreeSet::new();
		let waiting = Commitments::<T>::iter_values().map(|commitment| commitment.precedence);
		let registered =
			Registrations::<T>::iter_values().map(|registration| registration.precedence);
		for precedence in waiting.chain(registered) {
			ensure!(precedence < next, "a precedence was not given out");
			ensure!(seen.insert(precedence), "two have the same precedence");
		}
		Ok(())
	}

	fn in_order() -> Result<(), TryRuntimeError> {
		let blocks: BTreeMap<_, _> = Commitments::<T>::iter_values()
			.map(|commitment| (commitment.precedence, commitment.at))
			.collect();
		ensure!(blocks.values().is_sorted(), "precedence is not in the order of blocks");
		let now = Self::now();
		ensure!(blocks.into_values().all(|at| at <= now), "a commitment is from a block to come");
		Ok(())
	}

	fn not_zero() -> Result<(), TryRuntimeError> {
		ensure!(!Commitments::<T>::contains_key(H256::zero()), "a commitment is zero");
		ensure!(
			Registrations::<T>::iter_keys().all(|(_, digest)| !digest.is_zero()),
			"a registered digest is zero"
		);
		Ok(())
	}
}
