// SPDX-License-Identifier: Apache-2.0

//! The money itself, which lies on the pallet's account.

use crate::*;
use frame_support::traits::tokens::Preservation;
use sp_runtime::{traits::AccountIdConversion, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The account that the money lies on.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Whose account a party's money goes to. A person that was released still has its own.
	fn account_of(party: Party) -> Result<T::AccountId, DispatchError> {
		let account = party.account::<T::AccountId, T::Organizations, T::Persons>();
		Ok(account.ok_or(Error::<T>::UnknownParty)?)
	}

	/// Takes money of a payer.
	pub(crate) fn put_aside(payer: Party, asset: AssetId, amount: Amount) -> DispatchResult {
		let account = Self::account();
		if !frame_system::Pallet::<T>::account_exists(&account) {
			frame_system::Pallet::<T>::inc_providers(&account);
		}
		let from = Self::account_of(payer)?;
		T::Assets::transfer(asset, &from, &account, amount, Preservation::Preserve)?;
		Ok(())
	}

	/// Gives money that was put aside to a side.
	pub(crate) fn pay(party: Party, asset: AssetId, amount: Amount) -> DispatchResult {
		let to = Self::account_of(party)?;
		T::Assets::transfer(asset, &Self::account(), &to, amount, Preservation::Expendable)?;
		Ok(())
	}
}
