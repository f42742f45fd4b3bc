// SPDX-License-Identifier: Apache-2.0

//! Closing months, and correcting them before.

use crate::*;
use alloc::vec;
use covenant_primitives::Line;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

/// How many months back an adjustment reaches.
pub(crate) const REACH: u32 = 12;

impl<T: Config> Pallet<T> {
	fn progress(book: Book) -> Result<Progress, DispatchError> {
		BooksOf::<T>::get(book.organization, book.asset).ok_or(Error::<T>::NotFound.into())
	}

	pub(crate) fn do_close(
		by: ActorOf<T>,
		now: Month,
		asset: AssetId,
		period: Month,
	) -> DispatchResult {
		let book = Book { organization: by.organization, asset };
		let progress = Self::progress(book)?;
		ensure!(period < now, Error::<T>::NotOver);
		ensure!(progress.open_from <= period, Error::<T>::Closed);
		let open_from = period.next();
		BooksOf::<T>::insert(book.organization, asset, Progress { open_from, ..progress });
		Self::deposit_event(Event::Closed { by, book, period });
		Ok(())
	}

	pub(crate) fn do_adjust(
		by: ActorOf<T>,
		now: Month,
		asset: AssetId,
		period: Month,
		[debit, credit]: [T::Account; 2],
		amount: Amount,
		document: H256,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(debit != credit, Error::<T>::SameAccount);
		let adjustable = debit.is_adjustable() && credit.is_adjustable();
		ensure!(adjustable, Error::<T>::NotAdjustable);
		let book = Book { organization: by.organization, asset };
		let progress = Self::progress(book)?;
		let in_reach = now.0.saturating_sub(period.0) <= REACH;
		let in_range = progress.since <= period && period <= now && in_reach;
		ensure!(in_range, Error::<T>::OutOfRange);
		ensure!(progress.open_from <= period, Error::<T>::Closed);
		let least = Self::least_debit(book, &credit, period, now);
		ensure!(amount <= least, Error::<T>::InsufficientBalance);
		let lines = vec![Line::debit(debit, amount), Line::credit(credit, amount)];
		Self::do_post(book, period, Some(by), Cause::Adjusted { document }, lines)
	}

	/// The least debit balance of an account at the end of a month and of those since: what can be
	/// taken from it in that month without its ever having given more than it had.
	fn least_debit(book: Book, account: &T::Account, period: Month, now: Month) -> Amount {
		let mut totals = Accounts::<T>::get(book, account);
		let mut least = totals.balance().debit;
		let mut later = now;
		while later > period {
			totals = totals.less(Turnovers::<T>::get((book, later), account).totals);
			least = least.min(totals.balance().debit);
			later = Month(later.0.saturating_sub(1));
		}
		least
	}
}
