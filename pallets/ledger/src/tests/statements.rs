// SPDX-License-Identifier: Apache-2.0

//! What accounts, months and books come to.

use super::*;
use std::collections::BTreeMap;

/// Money comes in and is spent in June; nothing happens in July; in August more is paid back than
/// was owed; September is the present.
fn summer() {
	go_to("2026-06");
	assert_ok!(post([debit(Cash, 100), credit(Owed(1), 100)]));
	spend(1, 30);
	go_to("2026-08");
	spend(2, 20);
	assert_ok!(post([debit(Owed(1), 110), credit(Cash, 110)]));
	assert_ok!(post([debit(Cash, 4), credit(Expense(1), 4)]));
	go_to("2026-09");
}

fn info(
	account: Account,
	opening: Totals,
	turnover: Totals,
	entries: u32,
	closing: Totals,
) -> AccountInfo<Account> {
	AccountInfo { account, opening, turnover, entries, closing }
}

#[test]
fn each_closing_balance_is_the_next_opening_balance() {
	ExtBuilder::build_and_execute(|| {
		summer();
		for (of, months) in [
			(
				Cash,
				[
					("2026-05", NOTHING, NOTHING, 0, NOTHING),
					("2026-06", NOTHING, totals(100, 30), 2, totals(70, 0)),
					("2026-07", totals(70, 0), NOTHING, 0, totals(70, 0)),
					("2026-08", totals(70, 0), totals(4, 130), 3, totals(0, 56)),
					("2026-09", totals(0, 56), NOTHING, 0, totals(0, 56)),
				],
			),
			(
				Owed(1),
				[
					("2026-05", NOTHING, NOTHING, 0, NOTHING),
					("2026-06", NOTHING, totals(0, 100), 1, totals(0, 100)),
					("2026-07", totals(0, 100), NOTHING, 0, totals(0, 100)),
					// The balance changes sides.
					("2026-08", totals(0, 100), totals(110, 0), 1, totals(10, 0)),
					("2026-09", totals(10, 0), NOTHING, 0, totals(10, 0)),
				],
			),
			(
				Expense(1),
				[
					("2026-05", NOTHING, NOTHING, 0, NOTHING),
					("2026-06", NOTHING, totals(30, 0), 1, totals(30, 0)),
					("2026-07", totals(30, 0), NOTHING, 0, totals(30, 0)),
					("2026-08", totals(30, 0), totals(0, 4), 1, totals(26, 0)),
					("2026-09", totals(26, 0), NOTHING, 0, totals(26, 0)),
				],
			),
			(
				Expense(2),
				[
					("2026-05", NOTHING, NOTHING, 0, NOTHING),
					("2026-06", NOTHING, NOTHING, 0, NOTHING),
					("2026-07", NOTHING, NOTHING, 0, NOTHING),
					("2026-08", NOTHING, totals(20, 0), 1, totals(20, 0)),
					("2026-09", totals(20, 0), NOTHING, 0, totals(20, 0)),
				],
			),
		] {
			for (period, opening, turnover, entries, closing) in months {
				assert_eq!(
					account(of, period),
					info(of, opening, turnover, entries, closing),
					"{period}"
				);
			}
		}
	});
}

#[test]
fn what_comes_later_does_not_change_a_statement() {
	ExtBuilder::build_and_execute(|| {
		summer();
		let accounts = [Cash, Owed(1), Expense(1), Expense(2)];
		let months = ["2026-05", "2026-06", "2026-07", "2026-08"];
		let statements = || accounts.map(|of| months.map(|period| account(of, period)));
		let before = statements();
		spend(1, 1_000);
		assert_eq!(statements(), before);
		go_to("2031-02");
		spend(2, 1_000);
		assert_ok!(post([debit(Cash, 5_000), credit(Owed(1), 5_000)]));
		assert_eq!(statements(), before);
		// Until that month is over, the balance of a month to come is that of today.
		assert_eq!(closing(Expense(2), "2031-03"), totals(1_020, 0));
		assert_eq!(closing(Expense(2), "2031-03"), closing(Expense(2), "2031-02"));
	});
}

#[test]
fn a_trial_balance_has_every_account_once_and_balances() {
	ExtBuilder::build_and_execute(|| {
		summer();
		// Other books do not show in it.
		assert_ok!(post_to(OTHER_ASSET, [debit(Cash, 1), credit(Owed(9), 1)]));
		assert_ok!(post_to(OTHER_ORGANIZATION, [debit(Cash, 1), credit(Owed(8), 1)]));
		for text in ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"] {
			let lines = trial_balance(BOOK, month(text));
			let by_account: BTreeMap<_, _> = lines.iter().map(|it| (it.account, it)).collect();
			assert_eq!(lines.len(), 4);
			assert_eq!(
				by_account.keys().copied().collect::<Vec<_>>(),
				[Cash, Owed(1), Expense(1), Expense(2)]
			);
			for line in &lines {
				assert_eq!(*line, account(line.account, text));
			}
			let add = |of: fn(&AccountInfo<Account>) -> Totals| {
				lines.iter().try_fold(NOTHING, |sum, line| sum.plus(of(line))).unwrap()
			};
			assert!(add(|line| line.opening).is_balanced());
			assert!(add(|line| line.closing).is_balanced());
			let PeriodInfo { debit, credit, .. } = period(text);
			assert_eq!(add(|line| line.turnover), totals(debit, credit));
		}
	});
}

#[test]
fn a_trial_balance_is_paged() {
	ExtBuilder::build_and_execute(|| {
		for number in 0..120 {
			spend(number, 1);
		}
		let page =
			|cursor, limit| Ledger::query_trial_balance(COMPANY, CNY, month(START), cursor, limit);
		let first = page(None, u32::MAX);
		assert_eq!(first.items.len(), 100);
		assert_eq!(first.next, Some(first.items[99].account));
		let last = page(first.next, u32::MAX);
		assert_eq!((last.items.len(), last.next), (21, None));
		let both: Vec<_> = first.items.into_iter().chain(last.items).collect();
		assert_eq!(trial_balance(BOOK, month(START)), both);
		assert_eq!(page(None, 0).items, both[..1]);
	});
}

#[test]
fn a_month_is_what_was_posted_in_it() {
	ExtBuilder::build_and_execute(|| {
		summer();
		let is = |text, amount, vouchers, closed| {
			let (debit, credit) = (amount, amount);
			let expected = PeriodInfo { period: month(text), debit, credit, vouchers, closed };
			assert_eq!(period(text), expected);
		};
		// Nothing is ever posted to a month before the book.
		is("2026-05", 0, 0, true);
		is("2026-06", 130, 2, false);
		is("2026-07", 0, 0, false);
		is("2026-08", 134, 3, false);
		is("2026-10", 0, 0, false);
		assert_ok!(close(BOOKKEEPER, "2026-06"));
		is("2026-06", 130, 2, true);
		is("2026-07", 0, 0, false);
	});
}

#[test]
fn where_there_is_no_book_there_is_nothing() {
	ExtBuilder::build_and_execute(|| {
		summer();
		let there = month("2026-06");
		for (organization, asset) in [(COMPANY, USD), (BANK, CNY), (OrganizationId(9), 9)] {
			assert_eq!(
				Ledger::query_period(organization, asset, there),
				PeriodInfo { period: there, debit: 0, credit: 0, vouchers: 0, closed: false }
			);
			assert_eq!(trial_balance(Book { organization, asset }, there), []);
			assert_eq!(
				Ledger::query_account(organization, asset, Cash, there),
				info(Cash, NOTHING, NOTHING, 0, NOTHING)
			);
			assert_eq!(
				Ledger::query_entries(organization, asset, Cash, there, None, 10),
				Page { items: vec![], next: None }
			);
			assert_eq!(Ledger::query_voucher(organization, asset, 1), None);
			assert_eq!(
				Ledger::query_vouchers(organization, asset, None, 10),
				Page { items: vec![], next: None }
			);
		}
		assert_eq!(account(Owed(7), "2026-06"), info(Owed(7), NOTHING, NOTHING, 0, NOTHING));
		assert!(entries(Owed(7), "2026-06").is_empty());
	});
}

#[test]
fn books_are_listed_by_organization() {
	ExtBuilder::build_and_execute(|| {
		let lines = [debit(Cash, 1), credit(Owed(1), 1)];
		for asset in 1..=5 {
			assert_ok!(post_to(Book { organization: COMPANY, asset }, lines));
		}
		go_to("2026-07");
		assert_ok!(post_to(OTHER_ORGANIZATION, lines));
		assert_ok!(post(lines));
		go_to("2026-08");
		assert_ok!(close(BOOKKEEPER, "2026-06"));

		let mut books = all(|cursor| Ledger::query_books(COMPANY, cursor, 2));
		books.sort_by_key(|book| book.asset);
		let since = month("2026-06");
		let untouched = Progress { vouchers: 1, open_from: since, since };
		let expected: Vec<_> = (1..=5)
			.map(|asset| match asset {
				CNY => Progress { vouchers: 2, open_from: since.next(), since },
				_ => untouched,
			})
			.zip(1..)
			.map(|(progress, asset)| BookInfo { asset, progress })
			.collect();
		assert_eq!(books, expected);

		let since = month("2026-07");
		let progress = Progress { vouchers: 1, open_from: since, since };
		assert_eq!(
			Ledger::query_books(BANK, None, 10),
			Page { items: vec![BookInfo { asset: CNY, progress }], next: None }
		);
		assert_eq!(Ledger::query_books(OrganizationId(9), None, 10).items, []);
	});
}
