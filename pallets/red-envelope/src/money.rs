// SPDX-License-Identifier: Apache-2.0

//! The money itself: held on the organizations' accounts, for one reason, and posted to their books.
//!
//! One hold covers budgets, envelopes and wallets, so that going from one to the next moves nothing in
//! the asset: an issuer that freezes an organization's account stops new money, not draws, and what
//! expires comes back.

use crate::*;
use covenant_primitives::Line;
use frame_support::traits::{
	fungibles::hold::Mutate,
	tokens::{Fortitude, Precision, Restriction},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	fn reason() -> T::RuntimeHoldReason {
		HoldReason::RedEnvelopes.into()
	}

	fn change_held(
		book: Book,
		change: impl FnOnce(&mut Amount) -> Result<(), sp_runtime::ArithmeticError>,
	) -> DispatchResult {
		Held::<T>::try_mutate_exists(book.organization, book.asset, |held| {
			let mut sum = held.unwrap_or_default();
			change(&mut sum)?;
			*held = Some(sum).filter(|sum| *sum > 0);
			Ok(())
		})
	}

	/// Holds `amount` of the organization's own.
	pub(crate) fn set_aside(book: Book, amount: Amount) -> DispatchResult {
		let account = T::Organizations::account(book.organization);
		T::Assets::hold(book.asset, &Self::reason(), &account, amount)?;
		Self::change_held(book, |held| add(held, amount))
	}

	/// Lets the organization have `amount` for itself again.
	pub(crate) fn let_go(book: Book, amount: Amount) -> DispatchResult {
		let account = T::Organizations::account(book.organization);
		T::Assets::release(book.asset, &Self::reason(), &account, amount, Precision::Exact)?;
		Self::change_held(book, |held| sub(held, amount))
	}

	/// Pays `amount` of what is held to an account.
	pub(crate) fn pay(book: Book, to: &T::AccountId, amount: Amount) -> DispatchResult {
		let account = T::Organizations::account(book.organization);
		T::Assets::transfer_on_hold(
			book.asset,
			&Self::reason(),
			&account,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Polite,
		)?;
		Self::change_held(book, |held| sub(held, amount))
	}

	/// Posts `amount` from one account to another.
	pub(crate) fn post(
		book: Book,
		by: Option<ActorOf<T>>,
		occasion: Occasion,
		debit: Account,
		credit: Account,
		amount: Amount,
	) -> Result<(), DispatchError> {
		let lines = [Line::debit(debit, amount), Line::credit(credit, amount)];
		T::Books::post(book, by, occasion, lines)
	}
}
