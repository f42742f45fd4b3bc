// SPDX-License-Identifier: Apache-2.0

//! Posting.

use crate::*;
use alloc::vec::Vec;
use covenant_primitives::{Books, Line};
use frame_support::{ensure, storage::with_storage_layer};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Books<T::AccountId, T::Account, T::Occasion> for Pallet<T> {
	fn post(
		book: Book,
		by: Option<ActorOf<T>>,
		occasion: T::Occasion,
		lines: impl IntoIterator<Item = Line<T::Account>>,
	) -> Result<(), DispatchError> {
		let lines = merged(lines).ok_or(ArithmeticError::Overflow)?;
		if lines.is_empty() {
			return Ok(());
		}
		Self::do_post(book, Self::now(), by, Cause::Posted(occasion), lines)
	}

	fn totals(book: Book, account: &T::Account) -> (Amount, Amount) {
		let Totals { debit, credit } = Accounts::<T>::get(book, account);
		(debit, credit)
	}

	fn period() -> Month {
		Self::now()
	}
}

impl<T: Config> Pallet<T> {
	/// The present month.
	pub(crate) fn now() -> Month {
		Month::of(T::Time::now(), T::UtcOffset::get())
	}

	/// Posts a voucher to a month that is not closed. All of it or, on an error, nothing.
	pub(crate) fn do_post(
		book: Book,
		period: Month,
		by: Option<ActorOf<T>>,
		cause: Cause<T::Occasion>,
		lines: Vec<Line<T::Account>>,
	) -> DispatchResult {
		let totals = sum(&lines).ok_or(ArithmeticError::Overflow)?;
		ensure!(totals.is_balanced(), Error::<T>::Unbalanced);
		let lines = Lines::try_from(lines).map_err(|_| Error::<T>::TooManyLines)?;
		with_storage_layer(|| {
			let number = Self::next_number(book, period)?;
			Self::enter(book, period, number, &lines)?;
			Periods::<T>::try_mutate(book, period, |month| Self::turn(month, totals))?;
			let at = T::Time::now();
			Vouchers::<T>::insert(book, number, Voucher { period, at, by, cause, lines });
			Self::deposit_event(Event::Posted { book, number });
			Ok(())
		})
	}

	fn next_number(book: Book, period: Month) -> Result<u64, DispatchError> {
		BooksOf::<T>::try_mutate(book.organization, book.asset, |progress| {
			let present =
				progress.unwrap_or(Progress { vouchers: 0, open_from: period, since: period });
			let vouchers = present.vouchers.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			*progress = Some(Progress { vouchers, ..present });
			Ok(vouchers)
		})
	}

	/// Enters a voucher in the accounts.
	fn enter(book: Book, period: Month, number: u64, lines: &[Line<T::Account>]) -> DispatchResult {
		for (index, line) in lines.iter().enumerate() {
			let account = &line.account;
			let of_account = |line: &&Line<T::Account>| line.account == *account;
			// The one who enters both sides of an account is its first line.
			if lines.iter().take(index).any(|earlier| earlier.account == *account) {
				continue;
			}
			let totals = sum(lines.iter().filter(of_account)).ok_or(ArithmeticError::Overflow)?;
			Accounts::<T>::try_mutate(book, account, |all| -> DispatchResult {
				*all = all.plus(totals).ok_or(ArithmeticError::Overflow)?;
				Ok(())
			})?;
			let entry = Turnovers::<T>::try_mutate(
				(book, period),
				account,
				|turnover| -> Result<u32, DispatchError> {
					let entry = turnover.entries;
					Self::turn(turnover, totals)?;
					Ok(entry)
				},
			)?;
			Entries::<T>::insert((book, period, account), entry, number);
		}
		Ok(())
	}

	/// Adds a voucher to a turnover.
	fn turn(turnover: &mut Turnover, totals: Totals) -> DispatchResult {
		let totals = turnover.totals.plus(totals).ok_or(ArithmeticError::Overflow)?;
		let entries = turnover.entries.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		*turnover = Turnover { totals, entries };
		Ok(())
	}
}
