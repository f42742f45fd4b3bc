// SPDX-License-Identifier: Apache-2.0

//! Correcting what an expense was for.

use super::*;
use sp_runtime::ArithmeticError::Overflow;

#[test]
fn an_amount_is_moved_to_another_account() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 30);
		events();
		assert_ok!(adjust(START, Expense(1), Expense(2), 12));
		assert_eq!(
			Vouchers::<Test>::get(BOOK, 2),
			Some(Voucher {
				period: month(START),
				at: Now::get(),
				by: Some(by(BOOKKEEPER)),
				cause: Cause::Adjusted { document: document() },
				lines: vec![debit(Expense(2), 12), credit(Expense(1), 12)].try_into().unwrap(),
			})
		);
		assert_eq!(events(), [Event::Posted { book: BOOK, number: 2 }]);
		assert_eq!(closing(Expense(1), START), totals(18, 0));
		// Nothing was ever posted to it before.
		assert_eq!(closing(Expense(2), START), totals(12, 0));
		assert_eq!(closing(Cash, START), totals(0, 30));
		// All of the rest may go, and come back.
		assert_ok!(adjust(START, Expense(1), Expense(2), 18));
		assert_eq!(closing(Expense(1), START), NOTHING);
		assert_ok!(adjust(START, Expense(2), Expense(1), 30));
		assert_eq!(closing(Expense(1), START), totals(30, 0));
	});
}

#[test]
fn nothing_is_not_moved() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 30);
		assert_noop!(adjust(START, Expense(1), Expense(2), 0), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn an_account_gives_nothing_to_itself() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 30);
		assert_noop!(adjust(START, Expense(1), Expense(1), 1), Error::<Test>::SameAccount);
	});
}

#[test]
fn what_other_records_vouch_for_is_left_alone() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(post([debit(Cash, 100), credit(Owed(1), 100)]));
		spend(1, 30);
		for (from, to) in [
			(Cash, Expense(1)),
			(Expense(1), Cash),
			(Owed(1), Expense(1)),
			(Expense(1), Owed(1)),
			(Cash, Owed(1)),
			(Owed(2), Owed(1)),
		] {
			assert_noop!(adjust(START, from, to, 1), Error::<Test>::NotAdjustable);
		}
	});
}

#[test]
fn there_is_a_book() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(adjust(START, Expense(1), Expense(2), 1), Error::<Test>::NotFound);
		for book in [OTHER_ASSET, OTHER_ORGANIZATION] {
			assert_ok!(post_to(book, [debit(Expense(1), 5), credit(Cash, 5)]));
		}
		assert_noop!(adjust(START, Expense(1), Expense(2), 1), Error::<Test>::NotFound);
	});
}

#[test]
fn the_month_has_begun_and_so_had_the_book() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 30);
		for period in [Month(0), month("2026-05"), month("2026-07"), Month(u32::MAX)] {
			assert_noop!(
				Ledger::adjust(
					signed(BOOKKEEPER),
					CNY,
					period,
					Expense(2),
					Expense(1),
					1,
					document()
				),
				Error::<Test>::OutOfRange
			);
		}
		go_to("2026-07");
		for period in ["2026-06", "2026-07"] {
			assert_ok!(adjust(period, Expense(1), Expense(2), 1));
		}
	});
}

#[test]
fn a_year_back_is_in_reach() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 30);
		go_to("2027-06");
		assert_ok!(adjust("2026-06", Expense(1), Expense(2), 1));
		go_to("2027-07");
		assert_noop!(adjust("2026-06", Expense(1), Expense(2), 1), Error::<Test>::OutOfRange);
		assert_ok!(adjust("2026-07", Expense(1), Expense(2), 1));
	});
}

#[test]
fn a_closed_month_is_not_corrected() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 30);
		go_to("2026-08");
		assert_ok!(close(BOOKKEEPER, "2026-06"));
		assert_noop!(adjust("2026-06", Expense(1), Expense(2), 1), Error::<Test>::Closed);
		assert_ok!(adjust("2026-07", Expense(1), Expense(2), 1));
		assert_ok!(adjust("2026-08", Expense(1), Expense(2), 1));
		assert_eq!(closing(Expense(1), "2026-06"), totals(30, 0));
	});
}

#[test]
fn an_account_gives_what_it_has() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 30);
		assert_noop!(adjust(START, Expense(1), Expense(2), 31), Error::<Test>::InsufficientBalance);
		assert_noop!(
			adjust(START, Expense(1), Expense(2), Amount::MAX),
			Error::<Test>::InsufficientBalance
		);
		// Nothing was ever posted to one; the other has a balance on the wrong side.
		assert_ok!(post([debit(Cash, 5), credit(Expense(4), 5)]));
		for none in [Expense(3), Expense(4)] {
			assert_noop!(adjust(START, none, Expense(2), 1), Error::<Test>::InsufficientBalance);
		}
		// What another book's account has does not count.
		assert_ok!(post_to(OTHER_ASSET, [debit(Expense(3), 50), credit(Cash, 50)]));
		assert_noop!(adjust(START, Expense(3), Expense(2), 1), Error::<Test>::InsufficientBalance);
		assert_ok!(adjust(START, Expense(1), Expense(2), 30));
		assert_noop!(adjust(START, Expense(1), Expense(2), 1), Error::<Test>::InsufficientBalance);
	});
}

#[test]
fn what_came_later_cannot_be_given_before() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 10);
		go_to("2026-08");
		spend(1, 100);
		for period in ["2026-06", "2026-07"] {
			assert_noop!(
				adjust(period, Expense(1), Expense(2), 11),
				Error::<Test>::InsufficientBalance
			);
		}
		assert_ok!(adjust("2026-08", Expense(1), Expense(2), 11));
		assert_ok!(adjust("2026-07", Expense(1), Expense(2), 10));
		assert_noop!(
			adjust("2026-06", Expense(1), Expense(2), 1),
			Error::<Test>::InsufficientBalance
		);
	});
}

#[test]
fn what_was_given_later_cannot_be_given_before() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 10);
		go_to("2026-07");
		assert_ok!(adjust("2026-07", Expense(1), Expense(2), 10));
		go_to("2026-08");
		for period in ["2026-06", "2026-07", "2026-08"] {
			assert_noop!(
				adjust(period, Expense(1), Expense(2), 1),
				Error::<Test>::InsufficientBalance
			);
		}
		// What comes in August is August's.
		spend(1, 5);
		for period in ["2026-06", "2026-07"] {
			assert_noop!(
				adjust(period, Expense(1), Expense(2), 1),
				Error::<Test>::InsufficientBalance
			);
		}
		assert_ok!(adjust("2026-08", Expense(1), Expense(2), 5));
		// June never had what July gives back.
		assert_noop!(
			adjust("2026-06", Expense(2), Expense(1), 4),
			Error::<Test>::InsufficientBalance
		);
		assert_ok!(adjust("2026-07", Expense(2), Expense(1), 4));
		// With that, so much of June's ten is still there.
		assert_noop!(
			adjust("2026-06", Expense(1), Expense(3), 5),
			Error::<Test>::InsufficientBalance
		);
		assert_ok!(adjust("2026-06", Expense(1), Expense(3), 4));
		assert_noop!(
			adjust("2026-08", Expense(1), Expense(3), 1),
			Error::<Test>::InsufficientBalance
		);
	});
}

/// As above, but it is another pallet that took it.
#[test]
fn what_was_refunded_later_cannot_be_given_before() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 10);
		go_to("2026-07");
		assert_ok!(post([debit(Cash, 7), credit(Expense(1), 7)]));
		go_to("2026-08");
		spend(1, 100);
		assert_noop!(
			adjust("2026-06", Expense(1), Expense(2), 4),
			Error::<Test>::InsufficientBalance
		);
		assert_ok!(adjust("2026-06", Expense(1), Expense(2), 3));
		assert_eq!(closing(Expense(1), "2026-06"), totals(7, 0));
		assert_eq!(closing(Expense(1), "2026-07"), NOTHING);
		assert_eq!(closing(Expense(1), "2026-08"), totals(100, 0));
	});
}

#[test]
fn a_late_adjustment_changes_the_months_since() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 10);
		go_to("2026-08");
		spend(1, 3);
		assert_ok!(adjust("2026-06", Expense(1), Expense(2), 4));

		let of = |account: AccountInfo<Account>| {
			let AccountInfo { opening, turnover, entries, closing, .. } = account;
			(opening, turnover, entries, closing)
		};
		assert_eq!(
			["2026-06", "2026-07", "2026-08"].map(|period| of(account(Expense(1), period))),
			[
				(NOTHING, totals(10, 4), 2, totals(6, 0)),
				(totals(6, 0), NOTHING, 0, totals(6, 0)),
				(totals(6, 0), totals(3, 0), 1, totals(9, 0)),
			]
		);
		assert_eq!(
			["2026-06", "2026-07", "2026-08"].map(|period| of(account(Expense(2), period))),
			[
				(NOTHING, totals(4, 0), 1, totals(4, 0)),
				(totals(4, 0), NOTHING, 0, totals(4, 0)),
				(totals(4, 0), NOTHING, 0, totals(4, 0)),
			]
		);
		let vouchers = |text| (period(text).debit, period(text).credit, period(text).vouchers);
		assert_eq!(vouchers("2026-06"), (14, 14, 2));
		assert_eq!(vouchers("2026-08"), (3, 3, 1));
		assert_eq!((voucher(3).period, voucher(3).at), (month("2026-06"), Now::get()));
	});
}

#[test]
fn an_adjustment_does_not_overflow() {
	ExtBuilder::build_and_execute(|| {
		spend(1, Amount::MAX);
		// The month is full.
		assert_noop!(adjust(START, Expense(1), Expense(2), 1), Overflow);
		go_to("2026-07");
		assert_ok!(adjust("2026-07", Expense(1), Expense(2), 1));
		// The account is full, though not its balance.
		assert_noop!(adjust("2026-07", Expense(2), Expense(1), 1), Overflow);
	});
}

#[test]
fn other_books_are_left_alone() {
	ExtBuilder::build_and_execute(|| {
		for book in [BOOK, OTHER_ASSET, OTHER_ORGANIZATION] {
			assert_ok!(post_to(book, [debit(Expense(1), 5), credit(Cash, 5)]));
		}
		// Who signs decides whose book it is.
		assert_ok!(Ledger::adjust(
			signed(BANKER),
			CNY,
			month(START),
			Expense(2),
			Expense(1),
			2,
			document()
		));
		assert_eq!(Ledger::totals(OTHER_ORGANIZATION, &Expense(1)), (5, 2));
		for book in [BOOK, OTHER_ASSET] {
			assert_eq!(Ledger::totals(book, &Expense(1)), (5, 0));
			assert_eq!(Vouchers::<Test>::iter_prefix(book).count(), 1);
		}
	});
}
