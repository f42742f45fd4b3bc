// SPDX-License-Identifier: Apache-2.0

//! How much a person may claim from an organization in a month.
//!
//! A share counts from the moment in which it is claimed, in this month: with what it is worth or, if
//! chance decides, with the mean, rounded up, until it is drawn. A lucky draw may therefore bring a
//! person above the cap, by what it is worth more than the mean; the next claim is refused then.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_cap(by: ActorOf<T>, asset: AssetId, cap: Option<Cap>) -> DispatchResult {
		let limits = cap.is_none_or(|cap| cap.shares.is_some() || cap.amount.is_some());
		ensure!(limits, Error::<T>::InvalidCap);
		ensure!(T::Assets::asset_exists(asset), Error::<T>::UnknownAsset);
		Caps::<T>::set(Book { organization: by.organization, asset }, cap);
		Self::deposit_event(Event::CapSet { by, asset, cap });
		Ok(())
	}

	/// Counts a claim.
	pub(crate) fn count_claim(
		book: Book,
		month: Month,
		person: PersonId,
		expected: Amount,
	) -> DispatchResult {
		Statements::<T>::try_mutate((book, month), person, |statement| {
			statement.claims = statement.claims.saturating_add(1);
			add(&mut statement.counted, expected)?;
			if let Some(cap) = Caps::<T>::get(book) {
				let shares = cap.shares.unwrap_or(u32::MAX);
				ensure!(statement.claims <= shares, Error::<T>::TooManyClaims);
				let amount = cap.amount.unwrap_or(Amount::MAX);
				ensure!(statement.counted <= amount, Error::<T>::CapExceeded);
			}
			Ok(())
		})
	}
}
