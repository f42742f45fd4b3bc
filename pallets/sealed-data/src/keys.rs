// SPDX-License-Identifier: Apache-2.0

//! Encryption keys of parties.

use crate::*;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_publish_key(by: SignatoryOf<T>, key: PublicKey) -> DispatchResult {
		ensure!(key.is_valid(), Error::<T>::InvalidKey);
		let now = T::Time::now();
		let version = KeyCount::<T>::get(by.party);
		let count = version.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		if let Some(former) = Self::present_key(by.party) {
			let record = EncryptionKeys::<T>::get(by.party, former).ok_or(Error::<T>::NoKey)?;
			ensure!(record.key != key, Error::<T>::AlreadyPublished);
			let replaced = EncryptionKey { replaced_at: Some(now), ..record };
			EncryptionKeys::<T>::insert(by.party, former, replaced);
		}
		let record = EncryptionKey { key, since: now, replaced_at: None };
		EncryptionKeys::<T>::insert(by.party, version, record);
		KeyCount::<T>::insert(by.party, count);
		Self::deposit_event(Event::KeyPublished { by, version, key });
		Ok(())
	}

	/// The number of the party's present encryption key.
	pub(crate) fn present_key(party: Party) -> Option<u32> {
		KeyCount::<T>::get(party).checked_sub(1)
	}

	/// Refuses an encryption key that the party had replaced before `since`. One that it replaced
	/// later will do: else a requester could keep an owner from answering by replacing its key again
	/// and again.
	pub(crate) fn ensure_in_use(party: Party, version: u32, since: Moment) -> DispatchResult {
		let key = EncryptionKeys::<T>::get(party, version).ok_or(Error::<T>::StaleKey)?;
		ensure!(key.replaced_at.is_none_or(|at| at >= since), Error::<T>::StaleKey);
		Ok(())
	}
}
