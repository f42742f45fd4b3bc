// SPDX-License-Identifier: Apache-2.0

//! What the runtime API answers.

use super::*;
use crate::runtime_api::CalendarDay;

#[test]
fn a_date_is_worked_or_not_or_none() {
	ExtBuilder { days: notice_of_2026() }.build_and_execute(|| {
		for (date, expected) in [
			(date(2026, 9, 30), Some(true)),
			(date(2026, 10, 1), Some(false)),
			(date(2026, 10, 10), Some(true)),
			(date(2026, 10, 11), Some(false)),
			(date(1970, 1, 1), Some(true)),
			(date(9999, 12, 31), Some(true)),
			(date(2026, 2, 29), None),
			(date(1969, 12, 31), None),
			(date(10_000, 1, 1), None),
		] {
			assert_eq!(Calendar::is_working(date), expected, "{date}");
		}
	});
}

#[test]
fn a_month_is_shown_day_by_day() {
	ExtBuilder { days: notice_of_2026() }.build_and_execute(|| {
		let october = Calendar::month(2026, 10);
		assert_eq!(october.len(), 31);
		assert!(october.iter().map(|day| day.date).eq((1..=31).map(|day| date(2026, 10, day))));
		let days = |keep: fn(&CalendarDay) -> bool| {
			october.iter().filter(|day| keep(day)).map(|day| day.date.day).collect::<Vec<_>>()
		};
		assert_eq!(days(|day| day.kind == Rest), [1, 2, 3, 4, 5, 6, 7, 11, 17, 18, 24, 25, 31]);
		// The third and the fourth are a weekend anyway.
		assert_eq!(days(|day| day.exception), [1, 2, 5, 6, 7, 10]);
	});
}

#[test]
fn months_have_their_lengths() {
	ExtBuilder::default().build_and_execute(|| {
		for (year, month, length) in [
			(1970, 1, 31),
			(2026, 2, 28),
			(2028, 2, 29),
			(2026, 4, 30),
			(9999, 12, 31),
			(2026, 0, 0),
			(2026, 13, 0),
			(1969, 12, 0),
			(10_000, 1, 0),
		] {
			assert_eq!(Calendar::month(year, month).len(), length, "{year}-{month}");
		}
	});
}

#[test]
fn months_and_dates_agree() {
	ExtBuilder { days: notice_of_2026() }.build_and_execute(|| {
		for day in (1..=12).flat_map(|month| Calendar::month(2026, month)) {
			assert_eq!(Calendar::is_working(day.date), Some(day.kind == Working));
			assert_eq!(exceptions().contains(&day.date), day.exception);
		}
	});
}

#[test]
fn json_is_plain() {
	ExtBuilder { days: notice_of_2026() }.build_and_execute(|| {
		assert_eq!(
			serde_json::to_value(&Calendar::month(2026, 10)[9]).unwrap(),
			serde_json::json!({ "date": "2026-10-10", "kind": "Working", "exception": true })
		);
	});
}
