// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::deposits_are_there()?;
		Self::channels_are_counted()
	}

	fn deposits_are_there() -> Result<(), TryRuntimeError> {
		let mut left = BTreeMap::<AssetId, Amount>::new();
		for (id, channel) in Channels::<T>::iter() {
			ensure!(id < NextChannelId::<T>::get(), "a channel has an id to come");
			ensure!(channel.claimed <= channel.deposit, "a channel is overdrawn");
			ensure!(channel.payer != channel.payee, "somebody pays itself");
			let sum = left.entry(channel.asset).or_default();
			*sum = sum.saturating_add(channel.left());
		}
		for (asset, amount) in left {
			// Anybody can give the account more.
			let has = T::Assets::balance(asset, &Self::account());
			ensure!(amount <= has, "deposits are missing");
		}
		Ok(())
	}

	fn channels_are_counted() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<Party, u32>::new();
		let mut sides = BTreeSet::new();
		for (id, channel) in Channels::<T>::iter() {
			for party in [channel.payer, channel.payee] {
				sides.insert((party, id));
				if channel.status != Status::Closed {
					let count = open.entry(party).or_default();
					*count = count.saturating_add(1);
				}
			}
		}
		let found = ChannelsOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == sides, "a channel is nobody's");
		let counted = OpenChannels::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(counted == open, "open channels are miscounted");
		Ok(())
	}
}
