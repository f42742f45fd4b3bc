// SPDX-License-Identifier: Apache-2.0

//! Months begin at midnight in China.

use super::*;

/// 2026-10-01T00:00:00+08:00.
const MIDNIGHT: Moment = 1_790_784_000_000;

#[test]
fn what_happens_is_posted_to_the_month_of_local_time() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(start_of(month("2026-10")), MIDNIGHT);
		set_clock(MIDNIGHT - 1);
		assert_eq!(Ledger::period(), month("2026-09"));
		spend(1, 5);
		set_clock(MIDNIGHT);
		assert_eq!(Ledger::period(), month("2026-10"));
		spend(1, 7);
		// Midnight in Greenwich is nothing special.
		set_clock(MIDNIGHT + OFFSET);
		spend(1, 11);

		assert_eq!(entries(Expense(1), "2026-09"), [1]);
		assert_eq!(entries(Expense(1), "2026-10"), [2, 3]);
		assert_eq!((voucher(1).period, voucher(1).at), (month("2026-09"), MIDNIGHT - 1));
		assert_eq!((voucher(2).period, voucher(2).at), (month("2026-10"), MIDNIGHT));
		assert_eq!(account(Expense(1), "2026-09").turnover, totals(5, 0));
		assert_eq!(account(Expense(1), "2026-10").opening, totals(5, 0));
		assert_eq!(account(Expense(1), "2026-10").turnover, totals(18, 0));
	});
}

#[test]
fn a_month_is_over_at_midnight() {
	ExtBuilder::build_and_execute(|| {
		set_clock(MIDNIGHT - 1);
		spend(1, 5);
		assert_noop!(close(BOOKKEEPER, "2026-09"), Error::<Test>::NotOver);
		assert_noop!(adjust("2026-10", Expense(1), Expense(2), 1), Error::<Test>::OutOfRange);
		set_clock(MIDNIGHT);
		assert_ok!(adjust("2026-10", Expense(1), Expense(2), 1));
		assert_ok!(close(BOOKKEEPER, "2026-09"));
	});
}

#[test]
fn years_follow_one_another() {
	ExtBuilder::build_and_execute(|| {
		go_to("2026-12");
		spend(1, 5);
		go_to("2027-01");
		assert_eq!(account(Expense(1), "2027-01").opening, totals(5, 0));
		assert_ok!(adjust("2026-12", Expense(1), Expense(2), 2));
		assert_eq!(account(Expense(1), "2027-01").opening, totals(3, 0));
		assert_ok!(close(BOOKKEEPER, "2026-12"));
	});
}
