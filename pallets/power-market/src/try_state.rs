// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use frame_support::{ensure, traits::fungibles::hold::Inspect as _};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::collateral_is_held()?;
		Self::participants_are_indexed()?;
		Self::versions_ascend()
	}

	fn collateral_is_held() -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<Vec<u8>, (T::AccountId, AssetId, Amount)>::new();
		for (market, _, participant) in Participants::<T>::iter() {
			let asset = Markets::<T>::get(market).ok_or("a participant of no market")?.asset;
			let account = participant.account;
			let key = (&account, asset).encode();
			let (_, _, sum) = sums.entry(key).or_insert((account, asset, 0));
			*sum = sum.saturating_add(participant.collateral);
		}
		let reason = HoldReason::Collateral.into();
		for (account, asset, sum) in sums.into_values() {
			let held = T::Assets::balance_on_hold(asset, &reason, &account);
			ensure!(held == sum, "collateral is not what is held");
		}
		Ok(())
	}

	fn participants_are_indexed() -> Result<(), TryRuntimeError> {
		let mut index = BTreeSet::new();
		let mut parts = BTreeMap::<Party, u32>::new();
		for (market, party, _) in Participants::<T>::iter() {
			index.insert((party, market));
			*parts.entry(party).or_default() += 1;
		}
		for (id, market) in Markets::<T>::iter() {
			ensure!(id < NextMarketId::<T>::get(), "a market has an id to come");
			*parts.entry(Party::Organization(market.operator)).or_default() += 1;
		}
		let found = MarketsOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == index, "participants are not indexed");
		ensure!(Parts::<T>::iter().collect::<BTreeMap<_, _>>() == parts, "parts are miscounted");
		Ok(())
	}

	fn versions_ascend() -> Result<(), TryRuntimeError> {
		let mut from = BTreeSet::new();
		for (market, versions) in VersionsOf::<T>::iter() {
			ensure!(versions.is_sorted_by(|a, b| a < b), "versions do not ascend");
			from.extend(versions.iter().map(|day| (market, *day)));
		}
		let found = RulesFrom::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == from, "a version has no rules");
		for rules in RulesFrom::<T>::iter_values() {
			ensure!(rules.is_valid(), "rules are not valid");
		}
		Ok(())
	}
}
