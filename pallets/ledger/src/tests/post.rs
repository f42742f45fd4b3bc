// SPDX-License-Identifier: Apache-2.0

//! Posting.

use super::*;
use covenant_primitives::{books::MAX_LINES, BookAccount as _};
use frame_support::assert_storage_noop;
use sp_runtime::ArithmeticError::Overflow;

#[test]
fn a_voucher_shows_wherever_it_belongs() {
	ExtBuilder::build_and_execute(|| {
		let lines = [debit(Expense(1), 30), debit(Expense(2), 12), credit(Cash, 42)];
		assert_ok!(Ledger::post(BOOK, Some(by(CLERK)), SPENT, lines));

		assert_eq!(
			Vouchers::<Test>::get(BOOK, 1),
			Some(Voucher {
				period: month(START),
				at: Now::get(),
				by: Some(by(CLERK)),
				cause: Cause::Posted(SPENT),
				lines: lines.to_vec().try_into().unwrap(),
			})
		);
		for (of, expected) in
			[(Expense(1), totals(30, 0)), (Expense(2), totals(12, 0)), (Cash, totals(0, 42))]
		{
			assert_eq!(Accounts::<Test>::get(BOOK, of), expected);
			assert_eq!(
				Turnovers::<Test>::get((BOOK, month(START)), of),
				Turnover { totals: expected, entries: 1 }
			);
			assert_eq!(Entries::<Test>::get((BOOK, month(START), of), 0), Some(1));
			assert_eq!(Ledger::totals(BOOK, &of), (expected.debit, expected.credit));
		}
		assert_eq!(
			Periods::<Test>::get(BOOK, month(START)),
			Turnover { totals: totals(42, 42), entries: 1 }
		);
		assert_eq!(
			BooksOf::<Test>::get(COMPANY, CNY),
			Some(Progress { vouchers: 1, open_from: month(START), since: month(START) })
		);
		assert_eq!(events(), [Event::Posted { book: BOOK, number: 1 }]);
	});
}

#[test]
fn lines_are_added_up_and_those_of_nothing_left_out() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(post([
			debit(Expense(1), 5),
			debit(Expense(3), 0),
			credit(Cash, 9),
			debit(Expense(1), 7),
			credit(Cash, 3),
			credit(Owed(1), 0),
		]));
		assert_eq!(voucher(1).lines.into_inner(), [debit(Expense(1), 12), credit(Cash, 12)]);
		for left_out in [Expense(3), Owed(1)] {
			assert!(!Accounts::<Test>::contains_key(BOOK, left_out));
		}
		assert_eq!(voucher(1).by, None);
	});
}

#[test]
fn where_nothing_is_left_nothing_is_posted() {
	ExtBuilder::build_and_execute(|| {
		assert_storage_noop!(assert_ok!(post([])));
		assert_storage_noop!(assert_ok!(post([debit(Expense(1), 0), credit(Cash, 0)])));
		assert_eq!(events(), []);
		spend(1, 5);
		events();
		assert_storage_noop!(assert_ok!(post([credit(Cash, 0)])));
	});
}

#[test]
fn debits_equal_credits() {
	ExtBuilder::build_and_execute(|| {
		for lines in [
			vec![debit(Expense(1), 5)],
			vec![credit(Cash, 5)],
			vec![debit(Expense(1), 5), debit(Cash, 5)],
			vec![debit(Expense(1), 5), credit(Cash, 4)],
			vec![debit(Expense(1), 5), credit(Cash, 5), credit(Owed(1), 1)],
			vec![debit(Expense(1), Amount::MAX), credit(Cash, Amount::MAX - 1)],
		] {
			assert_noop!(post(lines), Error::<Test>::Unbalanced);
		}
	});
}

/// A debit of each of so many expenses but one, and the credit of them all.
fn wide(lines: u32) -> Vec<Line<Account>> {
	let expenses = (1..lines).map(|number| debit(Expense(number.try_into().unwrap()), 10));
	expenses.chain([credit(Cash, Amount::from(lines - 1) * 10)]).collect()
}

#[test]
fn there_are_not_more_lines_than_can_be() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(post(wide(MAX_LINES + 1)), Error::<Test>::TooManyLines);
		assert_ok!(post(wide(MAX_LINES)));
		// What counts is what is left.
		let more = [debit(Expense(1), 2), debit(Expense(9), 0), credit(Cash, 2)];
		assert_ok!(post(wide(MAX_LINES).into_iter().chain(more)));
		assert_eq!(voucher(2).lines.len(), usize::try_from(MAX_LINES).unwrap());
	});
}

#[test]
fn a_voucher_does_not_overflow() {
	ExtBuilder::build_and_execute(|| {
		// On one side of an account.
		assert_noop!(
			post([debit(Cash, Amount::MAX), debit(Cash, 1), credit(Owed(1), Amount::MAX)]),
			Overflow
		);
		// On one side of the voucher.
		assert_noop!(
			post([debit(Cash, Amount::MAX), debit(Expense(1), 1), credit(Owed(1), Amount::MAX)]),
			Overflow
		);
		assert_noop!(
			post([debit(Cash, Amount::MAX), credit(Owed(1), Amount::MAX), credit(Owed(2), 1)]),
			Overflow
		);
	});
}

#[test]
fn an_account_does_not_overflow() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(post([debit(Cash, Amount::MAX), credit(Owed(1), Amount::MAX)]));
		// The totals are for ever: neither another month nor the other side makes room.
		go_to("2026-07");
		assert_ok!(post([debit(Owed(1), Amount::MAX), credit(Cash, Amount::MAX)]));
		go_to("2026-08");
		for [left, right] in [[Cash, Owed(2)], [Expense(1), Owed(1)]] {
			assert_noop!(post([debit(left, 1), credit(right, 1)]), Overflow);
			// Nor does it matter which account comes first: what was entered before is undone.
			assert_noop!(post([credit(right, 1), debit(left, 1)]), Overflow);
		}
		assert_ok!(post([debit(Expense(1), 1), credit(Owed(2), 1)]));
		// Another book has accounts of its own.
		assert_ok!(post_to(OTHER_ASSET, [debit(Cash, 1), credit(Owed(1), 1)]));
	});
}

#[test]
fn a_month_does_not_overflow() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(post([debit(Cash, Amount::MAX), credit(Owed(1), Amount::MAX)]));
		// No account is full, but the month is. By then the accounts were written, and are restored.
		let lines = [debit(Expense(1), 1), credit(Owed(2), 1)];
		assert_noop!(post(lines), Overflow);
		go_to("2026-07");
		assert_ok!(post(lines));
		assert_eq!(BooksOf::<Test>::get(COMPANY, CNY).unwrap().vouchers, 2);
	});
}

#[test]
fn counts_do_not_overflow() {
	let lines = [debit(Expense(1), 1), credit(Cash, 1)];
	let refused_after = |damage: fn()| {
		ExtBuilder::build().execute_with(|| {
			assert_ok!(post(lines));
			damage();
			assert_noop!(post(lines), Overflow);
		});
	};
	refused_after(|| {
		let full = |progress: &mut Option<Progress>| progress.as_mut().unwrap().vouchers = u64::MAX;
		BooksOf::<Test>::mutate(COMPANY, CNY, full);
	});
	refused_after(|| {
		Turnovers::<Test>::mutate((BOOK, month(START)), Cash, |it| it.entries = u32::MAX);
	});
	refused_after(|| Periods::<Test>::mutate(BOOK, month(START), |it| it.entries = u32::MAX));
}

#[test]
fn both_sides_of_an_account_are_one_entry() {
	ExtBuilder::build_and_execute(|| {
		let lines = [debit(Cash, 5), debit(Expense(1), 4), credit(Cash, 2), credit(Owed(1), 7)];
		assert_ok!(post(lines));
		assert_eq!(voucher(1).lines.into_inner(), lines);
		assert_eq!(
			Turnovers::<Test>::get((BOOK, month(START)), Cash),
			Turnover { totals: totals(5, 2), entries: 1 }
		);
		let page = Ledger::query_entries(COMPANY, CNY, Cash, month(START), None, 10);
		let [entry] = page.items.as_slice() else { panic!("{page:?}") };
		assert_eq!((entry.voucher, entry.totals), (1, totals(5, 2)));
		assert_eq!(closing(Cash, START), totals(3, 0));
		// Even if nothing comes of it.
		assert_ok!(post([debit(Cash, 8), credit(Cash, 8)]));
		assert_eq!(entries(Cash, START), [1, 2]);
		assert_eq!(closing(Cash, START), totals(3, 0));
		assert_eq!(account(Cash, START).turnover, totals(13, 10));
	});
}

#[test]
fn each_book_numbers_its_vouchers() {
	ExtBuilder::build_and_execute(|| {
		let lines = [debit(Expense(1), 5), credit(Cash, 5)];
		for book in [BOOK, OTHER_ASSET, BOOK, OTHER_ORGANIZATION, BOOK, OTHER_ASSET] {
			assert_ok!(post_to(book, lines));
			// What is refused takes no number.
			assert_noop!(post_to(book, [debit(Cash, 1)]), Error::<Test>::Unbalanced);
		}
		let posted = |book, number| Event::Posted { book, number };
		assert_eq!(
			events(),
			[
				posted(BOOK, 1),
				posted(OTHER_ASSET, 1),
				posted(BOOK, 2),
				posted(OTHER_ORGANIZATION, 1),
				posted(BOOK, 3),
				posted(OTHER_ASSET, 2),
			]
		);
		assert_eq!(Ledger::totals(BOOK, &Cash), (0, 15));
		assert_eq!(Ledger::totals(OTHER_ASSET, &Cash), (0, 10));
		assert_eq!(Ledger::totals(OTHER_ORGANIZATION, &Cash), (0, 5));
	});
}

#[test]
fn posting_is_not_only_for_adjustable_accounts() {
	ExtBuilder::build_and_execute(|| {
		assert!(!Cash.is_adjustable() && !Owed(1).is_adjustable());
		assert_ok!(post([debit(Cash, 5), credit(Owed(1), 5)]));
		// Nor does an account need to have what it gives.
		assert_ok!(post([debit(Cash, 5), credit(Expense(1), 5)]));
		assert_eq!(closing(Expense(1), START), totals(0, 5));
	});
}
