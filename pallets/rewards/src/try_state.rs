// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::money_is_there()?;
		Self::points_add_up()
	}

	fn money_is_there() -> Result<(), TryRuntimeError> {
		let mut left = BTreeMap::<AssetId, Amount>::new();
		for (id, pool) in Pools::<T>::iter() {
			ensure!(pool.claimed <= pool.amount, "more was claimed than there was");
			let claims = Claims::<T>::iter_prefix_values(id).fold(0, Amount::saturating_add);
			ensure!(claims == pool.claimed, "claims do not add up");
			let sum = left.entry(id.asset).or_default();
			*sum = sum.saturating_add(pool.left());
		}
		for (asset, amount) in left {
			// Anybody can give the account more.
			let has = T::Assets::balance(asset, &Self::account());
			ensure!(amount <= has, "money is missing");
		}
		Ok(())
	}

	fn points_add_up() -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<Month, u64>::new();
		for (month, _, points) in Points::<T>::iter() {
			let sum = sums.entry(month).or_default();
			*sum = sum.saturating_add(points);
		}
		let all = AllPoints::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(all == sums, "points do not add up");
		let within = Uses::<T>::iter().all(|(_, _, uses)| uses <= T::PairUses::get());
		ensure!(within, "a pair counts too often");
		Ok(())
	}
}
