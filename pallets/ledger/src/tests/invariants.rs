// SPDX-License-Identifier: Apache-2.0

//! Each invariant is noticed when it is broken.

use super::*;
use sp_runtime::TryRuntimeError;

/// Two expenses in June and one in July, June's are closed; `damage` is done; the check says `why`.
fn notices(damage: impl FnOnce(), why: &'static str) {
	ExtBuilder::build().execute_with(|| {
		spend(1, 30);
		spend(1, 12);
		go_to("2026-07");
		spend(2, 5);
		assert_ok!(post_to(OTHER_ASSET, [debit(Cash, 8), credit(Owed(1), 8)]));
		assert_ok!(close(BOOKKEEPER, START));
		assert_ok!(Ledger::do_try_state());
		damage();
		assert_eq!(Ledger::do_try_state(), Err(TryRuntimeError::Other(why)));
	});
}

fn june() -> (Book, Month) {
	(BOOK, month(START))
}

fn amend(number: u64, change: impl FnOnce(&mut VoucherOf<Test>)) {
	Vouchers::<Test>::mutate(BOOK, number, |voucher| change(voucher.as_mut().unwrap()));
}

/// Gives a voucher other lines.
fn rewrite(number: u64, lines: Vec<Line<Account>>) {
	amend(number, |voucher| voucher.lines = lines.try_into().unwrap());
}

fn amend_book(change: impl FnOnce(&mut Progress)) {
	BooksOf::<Test>::mutate(COMPANY, CNY, |progress| change(progress.as_mut().unwrap()));
}

#[test]
fn a_voucher_that_does_not_balance_is_noticed() {
	let why = "a voucher does not balance";
	notices(|| amend(1, |it| it.lines[0].amount += 1), why);
	notices(|| amend(1, |it| it.lines[1].side = Side::Debit), why);
	notices(|| amend(1, |it| it.lines.truncate(1)), why);
	let lines = vec![debit(Cash, Amount::MAX), debit(Owed(1), 1)];
	notices(|| rewrite(1, lines), "a voucher overflows");
}

#[test]
fn lines_that_are_none_are_noticed() {
	notices(|| rewrite(1, vec![]), "a voucher has no line");
	let more = |line| move || amend(1, |it| it.lines.try_push(line).unwrap());
	notices(more(debit(Expense(1), 0)), "a line of nothing");
	notices(more(credit(Owed(1), 0)), "a line of nothing");
	let split = vec![debit(Expense(1), 29), debit(Expense(1), 1), credit(Cash, 30)];
	notices(|| rewrite(1, split), "a side has two lines");
}

#[test]
fn a_gap_between_numbers_is_noticed() {
	for number in 1..=3 {
		notices(|| Vouchers::<Test>::remove(BOOK, number), "a voucher is missing");
	}
	notices(|| amend_book(|book| book.vouchers += 1), "a voucher is missing");
	let why = "a voucher has a wrong number";
	notices(|| amend_book(|book| book.vouchers -= 1), why);
	notices(|| BooksOf::<Test>::remove(COMPANY, USD), why);
	for (book, number) in [(BOOK, 0), (BOOK, 4), (OTHER_ORGANIZATION, 1)] {
		notices(|| Vouchers::<Test>::insert(book, number, voucher(1)), why);
	}
}

#[test]
fn a_voucher_of_another_month_is_noticed() {
	let why = "a voucher is before the book";
	notices(|| amend(1, |voucher| voucher.period = month("2026-05")), why);
	notices(|| amend_book(|book| book.since = month("2026-07")), why);
	// The turnover of the month it was taken from is more now than its vouchers'.
	let why = "a turnover is not what was posted";
	notices(|| amend(3, |voucher| voucher.period = month("2026-06")), why);
}

#[test]
fn sums_that_no_account_holds_are_noticed() {
	let all = |of: Account, to: Account| vec![debit(of, Amount::MAX), credit(to, Amount::MAX)];
	let rewrite_both = |numbers: [u64; 2], lines: [Vec<Line<Account>>; 2]| {
		move || numbers.into_iter().zip(lines).for_each(|(number, lines)| rewrite(number, lines))
	};
	let why = "an account overflows";
	// In a month, and in two.
	notices(rewrite_both([1, 2], [all(Expense(1), Cash), all(Expense(1), Owed(1))]), why);
	notices(rewrite_both([1, 3], [all(Expense(1), Cash), all(Expense(1), Owed(1))]), why);
	let lines = [all(Expense(3), Owed(1)), all(Expense(4), Owed(2))];
	notices(rewrite_both([1, 2], lines), "a month overflows");
}

#[test]
fn wrong_totals_are_noticed() {
	let why = "an account is not what was posted to it";
	notices(|| Accounts::<Test>::mutate(BOOK, Cash, |it| it.credit += 1), why);
	notices(|| Accounts::<Test>::mutate(BOOK, Cash, |it| it.debit += 1), why);
	notices(|| Accounts::<Test>::remove(BOOK, Cash), why);
	notices(|| Accounts::<Test>::insert(BOOK, Owed(1), NOTHING), why);
	notices(|| Accounts::<Test>::insert(OTHER_ORGANIZATION, Cash, totals(1, 0)), why);
	// Lines that balance, but were not entered.
	notices(|| rewrite(1, vec![debit(Expense(1), 31), credit(Cash, 31)]), why);
	notices(|| rewrite(1, vec![debit(Expense(3), 30), credit(Cash, 30)]), why);
}

#[test]
fn wrong_turnovers_are_noticed() {
	let amend = |change: fn(&mut Turnover)| move || Turnovers::<Test>::mutate(june(), Cash, change);
	let why = "a turnover is not what was posted";
	notices(amend(|turnover| turnover.totals.credit += 1), why);
	notices(amend(|turnover| turnover.totals.debit += 1), why);
	let why = "entries are miscounted";
	notices(amend(|turnover| turnover.entries += 1), why);
	notices(amend(|turnover| turnover.entries -= 1), why);
	notices(|| Turnovers::<Test>::remove(june(), Cash), "a turnover is missing");
	let nothing = Turnover::default();
	notices(|| Turnovers::<Test>::insert(june(), Owed(1), nothing), "a turnover of nothing");
	let later = (BOOK, month("2026-08"));
	notices(|| Turnovers::<Test>::insert(later, Cash, nothing), "a turnover of nothing");
}

#[test]
fn wrong_entries_are_noticed() {
	let (book, period) = june();
	let cash = (book, period, Cash);
	let why = "an entry is another voucher";
	notices(|| Entries::<Test>::swap(cash, 0, cash, 1), why);
	notices(|| Entries::<Test>::insert(cash, 1, 3), why);
	notices(|| Entries::<Test>::remove(cash, 1), why);
	let why = "there are entries of no voucher";
	notices(|| Entries::<Test>::insert(cash, 2, 1), why);
	notices(|| Entries::<Test>::insert((book, period, Owed(1)), 0, 1), why);
}

#[test]
fn wrong_months_are_noticed() {
	let why = "a month is not what was posted in it";
	let amend =
		|change: fn(&mut Turnover)| move || Periods::<Test>::mutate(BOOK, month(START), change);
	notices(amend(|it| it.totals.debit += 1), why);
	notices(amend(|it| it.totals.credit -= 1), why);
	notices(amend(|it| it.entries += 1), why);
	notices(|| Periods::<Test>::remove(BOOK, month(START)), why);
	notices(|| Periods::<Test>::insert(BOOK, month("2026-08"), Turnover::default()), why);
}

#[test]
fn a_month_closed_too_early_is_noticed() {
	let why = "a month is closed that is not over";
	notices(|| amend_book(|book| book.open_from = month("2026-08")), why);
	notices(|| set_clock(start_of(month("2026-07")) - 1), why);
	let why = "a book was closed before it began";
	notices(|| amend_book(|book| book.open_from = month("2026-05")), why);
}

#[test]
fn a_book_that_begins_elsewhere_is_noticed() {
	let why = "a book begins with another month than its first voucher";
	notices(|| amend_book(|book| book.since = Month(book.since.0 - 1)), why);
}

#[test]
fn a_voucher_of_a_month_to_come_is_noticed() {
	let why = "a voucher is of a month to come";
	notices(|| amend(3, |it| it.period = it.period.next()), why);
}

#[test]
fn an_adjustment_of_what_must_not_be_is_noticed() {
	let why = "an account was adjusted that must not be";
	notices(|| amend(3, |it| it.cause = Cause::Adjusted { document: H256::zero() }), why);
}
