// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the vouchers.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

/// What an account, by its encoding, has in a month.
type Months = BTreeMap<(Book, Vec<u8>, Month), (Totals, Vec<u64>)>;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let months = Self::vouchers_balance()?;
		Self::totals_agree(&months)?;
		Self::closed_months_are_over()
	}

	fn vouchers_balance() -> Result<Months, TryRuntimeError> {
		let mut months = Months::new();
		let mut vouchers = 0_usize;
		for (organization, asset, progress) in BooksOf::<T>::iter() {
			let book = Book { organization, asset };
			for number in 1..=progress.vouchers {
				let voucher = Vouchers::<T>::get(book, number).ok_or("a voucher is missing")?;
				let totals = sum(&voucher.lines).ok_or("a voucher overflows")?;
				ensure!(totals.is_balanced(), "a voucher does not balance");
				ensure!(!voucher.lines.is_empty(), "a voucher has no line");
				ensure!(voucher.lines.iter().all(|line| line.amount > 0), "a line of nothing");
				let kept = merged(voucher.lines.clone()).ok_or("a voucher overflows")?;
				ensure!(kept.len() == voucher.lines.len(), "a side has two lines");
				ensure!(progress.since <= voucher.period, "a voucher is before the book");
				let begins = number > 1 || progress.since == voucher.period;
				ensure!(begins, "a book begins with another month than its first voucher");
				let posted_in = Month::of(voucher.at, T::UtcOffset::get());
				ensure!(voucher.period <= posted_in, "a voucher is of a month to come");
				if let Cause::Adjusted { .. } = voucher.cause {
					let adjustable = voucher.lines.iter().all(|line| line.account.is_adjustable());
					ensure!(adjustable, "an account was adjusted that must not be");
				}
				for line in &voucher.lines {
					let key = (book, line.account.encode(), voucher.period);
					let (totals, entries) = months.entry(key).or_default();
					*totals = totals.with(line.side, line.amount).ok_or("an account overflows")?;
					if entries.last() != Some(&number) {
						entries.push(number);
					}
				}
				vouchers = vouchers.saturating_add(1);
			}
		}
		ensure!(Vouchers::<T>::iter_keys().count() == vouchers, "a voucher has a wrong number");
		Ok(months)
	}

	fn totals_agree(months: &Months) -> Result<(), TryRuntimeError> {
		let mut accounts = BTreeMap::<(Book, Vec<u8>), Totals>::new();
		let mut periods = BTreeMap::<(Book, Month), Totals>::new();
		for ((book, account, period), (totals, _)) in months {
			let all = accounts.entry((*book, account.clone())).or_default();
			*all = all.plus(*totals).ok_or("an account overflows")?;
			let month = periods.entry((*book, *period)).or_default();
			*month = month.plus(*totals).ok_or("a month overflows")?;
		}
		let kept: BTreeMap<_, _> = Accounts::<T>::iter()
			.map(|(book, account, totals)| ((book, account.encode()), totals))
			.collect();
		ensure!(kept == accounts, "an account is not what was posted to it");

		let mut entries = 0_usize;
		let mut turnovers = 0_usize;
		for ((book, period), account, turnover) in Turnovers::<T>::iter() {
			let (totals, numbers) =
				months.get(&(book, account.encode(), period)).ok_or("a turnover of nothing")?;
			ensure!(turnover.totals == *totals, "a turnover is not what was posted");
			ensure!(
				usize::try_from(turnover.entries) == Ok(numbers.len()),
				"entries are miscounted"
			);
			for (index, number) in (0..).zip(numbers) {
				let entry = Entries::<T>::get((book, period, &account), index);
				ensure!(entry == Some(*number), "an entry is another voucher");
			}
			entries = entries.saturating_add(numbers.len());
			turnovers = turnovers.saturating_add(1);
		}
		ensure!(turnovers == months.len(), "a turnover is missing");
		ensure!(Entries::<T>::iter_keys().count() == entries, "there are entries of no voucher");

		let mut counts = BTreeMap::<(Book, Month), u32>::new();
		for (book, _, voucher) in Vouchers::<T>::iter() {
			let count = counts.entry((book, voucher.period)).or_default();
			*count = count.saturating_add(1);
		}
		let kept: BTreeMap<_, _> = Periods::<T>::iter()
			.map(|(book, period, month)| ((book, period), (month.totals, month.entries)))
			.collect();
		let expected = periods
			.into_iter()
			.map(|(key, totals)| (key, (totals, counts.get(&key).copied().unwrap_or_default())))
			.collect();
		ensure!(kept == expected, "a month is not what was posted in it");
		ensure!(kept.values().all(|(totals, _)| totals.is_balanced()), "a month does not balance");
		Ok(())
	}

	fn closed_months_are_over() -> Result<(), TryRuntimeError> {
		for (_, _, progress) in BooksOf::<T>::iter() {
			ensure!(progress.open_from <= Self::now(), "a month is closed that is not over");
			ensure!(progress.since <= progress.open_from, "a book was closed before it began");
		}
		Ok(())
	}
}
