// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::BooksApi`] is answered.

use crate::{runtime_api::*, *};

impl<T: Config> Pallet<T> {
	/// All that was posted to an account up to the end of a month: all there ever was, without what
	/// came later. A read for each month since, or since the account's first one: where nothing is
	/// left, nothing was before.
	pub(crate) fn totals_until(book: Book, account: &T::Account, period: Month) -> Totals {
		let mut totals = Accounts::<T>::get(book, account);
		let mut later = Self::now();
		while later > period && totals != Totals::default() {
			totals = totals.less(Turnovers::<T>::get((book, later), account).totals);
			later = Month(later.0.saturating_sub(1));
		}
		totals
	}

	/// See [`crate::runtime_api::BooksApi`].
	pub fn query_books(
		organization: OrganizationId,
		cursor: Option<AssetId>,
		limit: u32,
	) -> Page<BookInfo, AssetId> {
		Page::under::<BooksOf<T>, _, _>(organization, cursor, limit, |asset| {
			let progress = BooksOf::<T>::get(organization, asset)?;
			Some(BookInfo { asset: *asset, progress })
		})
	}

	/// See [`crate::runtime_api::BooksApi`].
	pub fn query_period(organization: OrganizationId, asset: AssetId, period: Month) -> PeriodInfo {
		let Turnover { totals, entries } = Periods::<T>::get(Book { organization, asset }, period);
		let open_from = BooksOf::<T>::get(organization, asset).map(|progress| progress.open_from);
		PeriodInfo {
			period,
			debit: totals.debit,
			credit: totals.credit,
			vouchers: entries,
			closed: open_from.is_some_and(|open| period < open),
		}
	}

	/// See [`crate::runtime_api::BooksApi`].
	pub fn query_trial_balance(
		organization: OrganizationId,
		asset: AssetId,
		period: Month,
		cursor: Option<T::Account>,
		limit: u32,
	) -> Page<AccountInfo<T::Account>, T::Account> {
		let book = Book { organization, asset };
		Page::under::<Accounts<T>, _, _>(book, cursor, limit, |account| {
			Some(Self::query_account(organization, asset, account.clone(), period))
		})
	}

	/// See [`crate::runtime_api::BooksApi`].
	pub fn query_account(
		organization: OrganizationId,
		asset: AssetId,
		account: T::Account,
		period: Month,
	) -> AccountInfo<T::Account> {
		let book = Book { organization, asset };
		let closing = Self::totals_until(book, &account, period);
		let Turnover { totals: turnover, entries } = Turnovers::<T>::get((book, period), &account);
		let opening = closing.less(turnover).balance();
		AccountInfo { account, opening, turnover, entries, closing: closing.balance() }
	}

	/// See [`crate::runtime_api::BooksApi`].
	pub fn query_entries(
		organization: OrganizationId,
		asset: AssetId,
		account: T::Account,
		period: Month,
		cursor: Option<u32>,
		limit: u32,
	) -> Page<EntryInfo<T::Occasion>, u32> {
		let book = Book { organization, asset };
		let count = Turnovers::<T>::get((book, period), &account).entries;
		let first = cursor.map_or(0, |last| last.saturating_add(1));
		Page::of(first..count, limit, |index| {
			let number = Entries::<T>::get((book, period, &account), index)?;
			let voucher = Vouchers::<T>::get(book, number)?;
			let totals = sum(voucher.lines.iter().filter(|line| line.account == account))?;
			let Voucher { at, cause, .. } = voucher;
			Some(EntryInfo { index: *index, voucher: number, at, cause, totals })
		})
	}

	/// See [`crate::runtime_api::BooksApi`].
	pub fn query_voucher(
		organization: OrganizationId,
		asset: AssetId,
		number: u64,
	) -> Option<VoucherInfo<T::AccountId, T::Account, T::Occasion>> {
		let voucher = Vouchers::<T>::get(Book { organization, asset }, number)?;
		Some(VoucherInfo { number, voucher })
	}

	/// See [`crate::runtime_api::BooksApi`].
	#[allow(clippy::type_complexity, reason = "it is what the trait says")]
	pub fn query_vouchers(
		organization: OrganizationId,
		asset: AssetId,
		cursor: Option<u64>,
		limit: u32,
	) -> Page<VoucherInfo<T::AccountId, T::Account, T::Occasion>, u64> {
		let count = BooksOf::<T>::get(organization, asset).map_or(0, |book| book.vouchers);
		let first = cursor.unwrap_or(0).saturating_add(1);
		Page::of(first..count.saturating_add(1), limit, |number| {
			Self::query_voucher(organization, asset, *number)
		})
	}
}
