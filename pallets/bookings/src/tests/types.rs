// SPDX-License-Identifier: Apache-2.0

//! The rules that need no storage.

use super::*;
use covenant_primitives::time::{DAY, HOUR};

const OFFSET: Moment = 8 * HOUR;

fn one(first: u32) -> Slots {
	Slots { first, count: 1, units: 1 }
}

/// Open on one day of the week, from 9 to 17.
fn on(weekday: usize) -> Calendar {
	let mut week = [Hours::default(); 7];
	week[weekday] = Hours { from: 540, until: 1_020 };
	Calendar { week, ..calendar(1) }
}

#[test]
fn weeks_begin_on_mondays() {
	// 1970-01-01 was a Thursday; 2026-10-15 is one, too, and 2000-02-29 was a Tuesday.
	for (day, weekday) in [(0, 3), (4, 0), (20_741, 3), (20_744, 6), (11_016, 1)] {
		for other in 0..7 {
			let open = on(other).is_open(day * 24 + 9);
			assert_eq!(open, other == weekday, "day {day}, weekday {other}");
		}
	}
}

#[test]
fn a_slot_lies_in_the_hours_with_all_of_it() {
	let calendar =
		Calendar { length: 90, week: [Hours { from: 91, until: 359 }; 7], ..calendar(1) };
	// 0:00, 1:30, 3:00, 4:30, 6:00.
	assert_eq!(
		[0, 1, 2, 3, 4].map(|slot| calendar.is_open(slot)),
		[false, false, true, false, false]
	);
	let exact = Calendar { week: [Hours { from: 90, until: 360 }; 7], ..calendar };
	assert_eq!([0, 1, 2, 3, 4].map(|slot| exact.is_open(slot)), [false, true, true, true, false]);
	let whole = Calendar { length: 1_440, week: [Hours { from: 0, until: 1_440 }; 7], ..calendar };
	assert!(whole.is_open(7));
}

#[test]
fn slots_are_numbered_in_local_time() {
	let calendar = calendar(1);
	assert_eq!(calendar.slot_at(0, OFFSET), Some(8));
	assert_eq!(calendar.slot_at(START, OFFSET), Some(20_741 * 24));
	assert_eq!(calendar.slot_at(START - 1, OFFSET), Some(20_741 * 24 - 1));
	let period = calendar.period(one(20_741 * 24), OFFSET).unwrap();
	assert_eq!(period, Period { from: START, until: START + HOUR });
	let period = calendar.period(Slots { count: 24, ..one(20_741 * 24) }, OFFSET).unwrap();
	assert_eq!(period, Period { from: START, until: START + DAY });
	for length in [5, 30, 45, 1_440] {
		let calendar = Calendar { length, ..calendar };
		for at in [START, START + 1, START + 12_345_678] {
			let slot = calendar.slot_at(at, OFFSET).unwrap();
			let period = calendar.period(one(slot), OFFSET).unwrap();
			assert!((period.from..period.until).contains(&at), "{length} {at}");
		}
	}
}

#[test]
fn what_is_out_of_time_is_no_slot() {
	let calendar = calendar(1);
	assert_eq!(calendar.slot_at(Moment::MAX, OFFSET), None);
	assert_eq!(calendar.slot_at(Moment::MAX - OFFSET, OFFSET), None);
	// Local time began before UTC did.
	assert_eq!(calendar.period(one(7), OFFSET), None);
	assert_eq!(calendar.period(one(8), OFFSET), Some(Period { from: 0, until: HOUR }));
	let last = Slots { first: u32::MAX, count: u16::MAX, units: u16::MAX };
	assert!(calendar.period(last, OFFSET).is_some());
	assert_eq!(numbers(last).last(), Some(u32::MAX));
	assert_eq!(calendar.horizon_end(Moment::MAX), Moment::MAX);
}

#[test]
fn periods_that_touch_do_not_overlap() {
	let period = |from, until| Period { from, until };
	assert!(period(1, 3).overlaps(period(2, 4)));
	assert!(period(1, 9).overlaps(period(2, 4)));
	assert!(period(2, 4).overlaps(period(1, 9)));
	assert!(!period(1, 3).overlaps(period(3, 4)));
	assert!(!period(3, 4).overlaps(period(1, 3)));
}

#[test]
fn open_minutes_are_counted_by_places() {
	let week = Period { from: START, until: START + 7 * DAY };
	let minutes = |capacity, period| calendar(capacity).open_minutes(period, OFFSET);
	assert_eq!(minutes(1, week), 5 * 8 * 60);
	assert_eq!(minutes(3, week), 3 * 5 * 8 * 60);
	assert_eq!(minutes(1, Period { until: START + 10 * HOUR, ..week }), 60);
	assert_eq!(minutes(1, Period { until: START + 9 * HOUR + 1, ..week }), 60);
	assert_eq!(minutes(1, Period { from: START + 9 * HOUR + 1, until: START + 11 * HOUR }), 60);
	assert_eq!(minutes(1, Period { from: START, until: START }), 0);
	assert_eq!(minutes(1, Period { from: START + DAY, until: START }), 0);
}
