// SPDX-License-Identifier: Apache-2.0

//! Closing months.

use super::*;

fn open_from(book: Book) -> Month {
	BooksOf::<Test>::get(book.organization, book.asset).unwrap().open_from
}

#[test]
fn a_month_that_is_over_is_closed() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 5);
		go_to("2026-07");
		let before = BooksOf::<Test>::get(COMPANY, CNY).unwrap();
		events();
		assert_ok!(close(BOOKKEEPER, START));
		assert_eq!(
			events(),
			[Event::Closed { by: by(BOOKKEEPER), book: BOOK, period: month(START) }]
		);
		assert_eq!(
			BooksOf::<Test>::get(COMPANY, CNY),
			Some(Progress { open_from: month("2026-07"), ..before })
		);
		assert!(period(START).closed && !period("2026-07").closed);
		// What happens goes on.
		spend(1, 7);
		assert_eq!(account(Expense(1), "2026-07").turnover, totals(7, 0));
	});
}

#[test]
fn only_a_book_has_months() {
	ExtBuilder::build_and_execute(|| {
		go_to("2026-07");
		assert_noop!(close(BOOKKEEPER, START), Error::<Test>::NotFound);
		// Neither another asset's nor another organization's is one.
		for book in [OTHER_ASSET, OTHER_ORGANIZATION] {
			assert_ok!(post_to(book, [debit(Expense(1), 5), credit(Cash, 5)]));
		}
		go_to("2026-08");
		assert_noop!(close(BOOKKEEPER, "2026-07"), Error::<Test>::NotFound);
	});
}

#[test]
fn the_present_month_and_those_to_come_stay_open() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 5);
		for period in [month(START), month("2026-07"), Month::LAST, Month(u32::MAX)] {
			assert_noop!(Ledger::close(signed(BOOKKEEPER), CNY, period), Error::<Test>::NotOver);
		}
	});
}

#[test]
fn a_month_is_closed_once() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 5);
		go_to("2026-09");
		assert_ok!(close(BOOKKEEPER, "2026-07"));
		for period in ["2026-07", "2026-06", "2026-05", "1970-01"] {
			assert_noop!(close(BOOKKEEPER, period), Error::<Test>::Closed);
		}
		assert_ok!(close(BOOKKEEPER, "2026-08"));
	});
}

#[test]
fn months_before_the_book_count_as_closed() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 5);
		go_to("2026-09");
		assert!(period("2026-05").closed);
		assert_noop!(close(BOOKKEEPER, "2026-05"), Error::<Test>::Closed);
		assert_ok!(close(BOOKKEEPER, START));
	});
}

#[test]
fn all_months_before_are_closed_with_one() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 5);
		go_to("2026-08");
		spend(1, 5);
		go_to("2027-02");
		events();
		assert_ok!(close(BOOKKEEPER, "2026-11"));
		assert_eq!(events().len(), 1);
		for text in ["2026-06", "2026-07", "2026-08", "2026-11"] {
			assert!(period(text).closed);
			assert_noop!(adjust(text, Expense(1), Expense(2), 1), Error::<Test>::Closed);
		}
		for text in ["2026-12", "2027-01", "2027-02"] {
			assert!(!period(text).closed);
		}
		assert_ok!(adjust("2026-12", Expense(1), Expense(2), 1));
	});
}

#[test]
fn other_books_stay_as_they_are() {
	ExtBuilder::build_and_execute(|| {
		for book in [BOOK, OTHER_ASSET, OTHER_ORGANIZATION] {
			assert_ok!(post_to(book, [debit(Expense(1), 5), credit(Cash, 5)]));
		}
		go_to("2026-08");
		assert_ok!(close(BOOKKEEPER, "2026-06"));
		assert_eq!(
			[BOOK, OTHER_ASSET, OTHER_ORGANIZATION].map(open_from),
			["2026-07", "2026-06", "2026-06"].map(month)
		);
		assert_ok!(close(BANKER, "2026-07"));
		assert_eq!(
			[BOOK, OTHER_ASSET, OTHER_ORGANIZATION].map(open_from),
			["2026-07", "2026-06", "2026-08"].map(month)
		);
	});
}
