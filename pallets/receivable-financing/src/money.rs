// SPDX-License-Identifier: Apache-2.0

//! Money on hold for quotes, and paid. What an account does not take is owed, and nobody else waits.

use crate::*;
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{
		fungibles::hold::Mutate as _,
		tokens::{Fortitude, Precision, Preservation, Restriction},
	},
};
use sp_runtime::{traits::AccountIdConversion, ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The account that money lies on which somebody is owed.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	pub(crate) fn reason() -> T::RuntimeHoldReason {
		HoldReason::Quote.into()
	}

	/// Puts money of a bank on hold.
	pub(crate) fn hold(asset: AssetId, bank: OrganizationId, amount: Amount) -> DispatchResult {
		let account = T::Organizations::account(bank);
		T::Holds::hold(asset, &Self::reason(), &account, amount)?;
		Exposures::<T>::try_mutate(bank, asset, |it| {
			let sum = it.quoted.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			it.quoted = sum;
			Ok(())
		})
	}

	fn no_longer_held(asset: AssetId, bank: OrganizationId, amount: Amount) {
		Exposures::<T>::mutate(bank, asset, |it| it.quoted = it.quoted.saturating_sub(amount));
	}

	/// Gives a bank's money free again.
	pub(crate) fn release(asset: AssetId, bank: OrganizationId, amount: Amount) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Self::no_longer_held(asset, bank, amount);
		let account = T::Organizations::account(bank);
		let released = with_storage_layer(|| {
			T::Holds::release(asset, &Self::reason(), &account, amount, Precision::Exact)?;
			Ok(())
		});
		released.or_else(|error| {
			Self::move_held(asset, bank, &Self::pot(), amount)?;
			Self::owe(asset, bank, amount, error)
		})
	}

	/// Pays an organization from what a bank has on hold.
	pub(crate) fn pay_held(
		asset: AssetId,
		bank: OrganizationId,
		to: OrganizationId,
		amount: Amount,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Self::no_longer_held(asset, bank, amount);
		let account = T::Organizations::account(to);
		let paid = with_storage_layer(|| Self::move_held(asset, bank, &account, amount));
		paid.or_else(|error| {
			Self::move_held(asset, bank, &Self::pot(), amount)?;
			Self::owe(asset, to, amount, error)
		})
	}

	fn move_held(
		asset: AssetId,
		bank: OrganizationId,
		to: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		T::Holds::transfer_on_hold(
			asset,
			&Self::reason(),
			&T::Organizations::account(bank),
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Polite,
		)?;
		Ok(())
	}

	/// Has one organization pay another. Nothing moves if it is the same one.
	pub(crate) fn pay(
		asset: AssetId,
		from: OrganizationId,
		to: OrganizationId,
		amount: Amount,
	) -> DispatchResult {
		if amount == 0 || from == to {
			return Ok(());
		}
		let from = T::Organizations::account(from);
		let account = T::Organizations::account(to);
		let paid = with_storage_layer(|| Self::send(asset, &from, &account, amount));
		paid.or_else(|error| {
			Self::send(asset, &from, &Self::pot(), amount)?;
			Self::owe(asset, to, amount, error)
		})
	}

	fn send(
		asset: AssetId,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		T::Assets::transfer(asset, from, to, amount, Preservation::Expendable)?;
		Ok(())
	}

	/// The pallet's account, ready to take money.
	fn pot() -> T::AccountId {
		let account = Self::account();
		if !frame_system::Pallet::<T>::account_exists(&account) {
			frame_system::Pallet::<T>::inc_providers(&account);
		}
		account
	}

	fn owe(
		asset: AssetId,
		organization: OrganizationId,
		amount: Amount,
		error: DispatchError,
	) -> DispatchResult {
		Owed::<T>::try_mutate(organization, asset, |sum| {
			*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::NotPaidOut { organization, asset, amount, error });
		Ok(())
	}

	pub(crate) fn do_collect(organization: OrganizationId, asset: AssetId) -> DispatchResult {
		let amount = Owed::<T>::take(organization, asset);
		ensure!(amount > 0, Error::<T>::NothingOwed);
		let account = T::Organizations::account(organization);
		Self::send(asset, &Self::account(), &account, amount)?;
		Self::deposit_event(Event::Collected { organization, asset, amount });
		Ok(())
	}

	/// An organization has something more to settle.
	pub(crate) fn begin(organization: OrganizationId) -> DispatchResult {
		Open::<T>::try_mutate(organization, |count| {
			*count = count.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		})
	}

	/// An organization has settled something.
	pub(crate) fn end(organization: OrganizationId) {
		Open::<T>::mutate_exists(organization, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
	}
}
