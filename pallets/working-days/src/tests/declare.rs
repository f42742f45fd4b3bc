// SPDX-License-Identifier: Apache-2.0

//! The council's declarations, and every reason to refuse one.

use super::*;

/// Monday, the day on which the tests begin.
const TODAY: Date = Date { year: 2025, month: 11, day: 10 };

#[test]
fn declared_days_are_what_was_declared() {
	ExtBuilder::default().build_and_execute(|| {
		let days = [(date(2026, 1, 1), Rest), (date(2026, 1, 4), Working)];
		assert_eq!(days.map(|(date, _)| Calendar::is_working(date)), [Some(true), Some(false)]);
		assert_ok!(declare(&days));
		assert_eq!(days.map(|(date, _)| Calendar::is_working(date)), [Some(false), Some(true)]);
		assert_eq!(exceptions(), days.map(|(date, _)| date));
		let days = days.to_vec().try_into().unwrap();
		assert_eq!(events(), [Event::Declared { days }]);
	});
}

#[test]
fn a_whole_notice_fits() {
	ExtBuilder::default().build_and_execute(|| {
		let notice = notice_of_2026();
		assert_eq!(notice.len(), 39);
		assert_ok!(declare(&notice));
		for (date, kind) in notice {
			assert_eq!(Calendar::is_working(date), Some(kind == Working), "{date}");
		}
		// Of the 33 days of rest 14 are weekends, which are no exceptions.
		assert_eq!(exceptions().len(), 39 - 14);
		// Words begin on 2025-09-21, 2026-01-27, 2026-06-04 and 2026-10-10.
		assert_eq!(Exceptions::<Test>::iter().count(), 4);
	});
}

#[test]
fn the_weekly_rule_is_no_exception() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(declare(&[(date(2026, 1, 3), Rest), (date(2026, 1, 5), Working)]));
		assert_eq!(exceptions(), []);
		assert_eq!(events().len(), 1);
	});
}

#[test]
fn the_last_declaration_holds() {
	ExtBuilder::default().build_and_execute(|| {
		let day = date(2026, 5, 9);
		let neighbor = date(2026, 5, 4);
		for (kind, kept) in [(Working, vec![day]), (Working, vec![day]), (Rest, vec![])] {
			assert_ok!(declare(&[(day, kind)]));
			assert_eq!(exceptions(), kept);
		}
		assert_eq!(Exceptions::<Test>::iter().count(), 0);
		assert_ok!(declare(&[(day, Working), (neighbor, Rest)]));
		assert_ok!(declare(&[(day, Rest)]));
		assert_eq!(exceptions(), [neighbor]);
	});
}

#[test]
fn a_declaration_changes_only_later_answers() {
	ExtBuilder::default().build_and_execute(|| {
		let from = START + 10 * HOUR;
		let before = Calendar::after(from, 2);
		assert_ok!(declare(&[(date(2025, 11, 11), Rest)]));
		assert_eq!(Calendar::after(from, 2), before + DAY);
	});
}

#[test]
fn a_declaration_lists_something() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(declare(&[]), Error::<Test>::Empty);
	});
}

#[test]
fn what_is_no_date_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		for wrong in [
			date(2027, 2, 29),
			date(2026, 13, 1),
			date(2026, 0, 1),
			date(2026, 6, 31),
			date(2026, 6, 0),
			date(1969, 12, 31),
			date(10_000, 1, 1),
			date(u16::MAX, 12, 31),
		] {
			let days = [(date(2026, 1, 1), Rest), (wrong, Rest)];
			assert_noop!(declare(&days), Error::<Test>::InvalidDate);
		}
		assert_ok!(declare(&[(date(2028, 2, 29), Rest), (date(9999, 12, 31), Rest)]));
		assert_eq!(exceptions(), [date(2028, 2, 29), date(9999, 12, 31)]);
	});
}

#[test]
fn days_that_are_over_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		for past in [date(2025, 11, 9), date(2025, 11, 7), date(1970, 1, 1)] {
			let days = [(date(2026, 1, 1), Rest), (past, Rest)];
			assert_noop!(declare(&days), Error::<Test>::TooLate);
		}
		assert_ok!(declare(&[(TODAY, Rest)]));
		// The day ends where the council sits, not in Greenwich.
		set_time(START + DAY - 1);
		assert_ok!(declare(&[(TODAY, Working)]));
		set_time(START + DAY);
		assert_noop!(declare(&[(TODAY, Rest)]), Error::<Test>::TooLate);
	});
}

#[test]
fn a_date_is_listed_once() {
	ExtBuilder::default().build_and_execute(|| {
		let day = date(2026, 1, 1);
		for kind in [Rest, Working] {
			let days = [(day, Rest), (date(2026, 1, 2), Rest), (day, kind)];
			assert_noop!(declare(&days), Error::<Test>::Duplicate);
		}
	});
}

#[test]
fn each_day_weighs() {
	let weight = <Test as Config>::WeightInfo::declare;
	assert!(weight(2).all_gt(weight(1)));
}
