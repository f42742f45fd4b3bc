// SPDX-License-Identifier: Apache-2.0

//! For how long places can be had.

use super::*;
use frame_support::assert_storage_noop;

fn minutes(period: Period) -> u64 {
	Schedule::query_open_minutes(LAB, period)
}

#[test]
fn the_minutes_of_all_places_are_counted() {
	ExtBuilder::build_and_execute(|| {
		lab(3);
		assert_eq!(minutes(from_to(0, 24)), 8 * 60 * 3);
		// From a Thursday to a Wednesday.
		assert_eq!(minutes(from_to(0, 7 * 24)), 5 * 8 * 60 * 3);
		assert_eq!(minutes(from_to(2 * 24, 4 * 24)), 0);
	});
}

#[test]
fn a_slot_counts_where_it_begins() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let Period { from, until } = from_to(10, 12);
		for (from, until, slots) in [
			(from, until, 2),
			(from + 1, until, 1),
			(from, until + 1, 3),
			(from, until - 1, 2),
			(from, from + 1, 1),
			(from + 1, from + 2, 0),
			(from - 1, from, 0),
			(from - 1, from + 1, 1),
			(from + 1, from + HOUR, 0),
			(from + 1, from + HOUR + 1, 1),
		] {
			assert_eq!(minutes(Period { from, until }), slots * 60, "{from} to {until}");
		}
	});
}

#[test]
fn nothing_is_counted_in_no_time() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for (from, until) in [(10, 10), (12, 10), (24, 0)] {
			assert_eq!(minutes(from_to(from, until)), 0);
		}
		assert_eq!(minutes(Period { from: Moment::MAX, until: 0 }), 0);
	});
}

#[test]
fn without_a_calendar_there_are_none() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(minutes(from_to(0, 24)), 0);
		lab(1);
		assert_eq!(Schedule::query_open_minutes(COURSE, from_to(0, 24)), 0);
		assert_ok!(clear());
		assert_eq!(minutes(from_to(0, 24)), 0);
	});
}

#[test]
fn neither_closures_nor_bookings_nor_the_horizon_count() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let before = minutes(from_to(0, 24));
		assert_ok!(book(1, hours(9, 1)));
		assert_ok!(close(from_to(10, 12)));
		Now::set(START + 100 * DAY);
		assert_eq!(minutes(from_to(0, 24)), before);
		assert_eq!(minutes(from_to(364 * 24, 365 * 24)), before, "52 weeks later");
	});
}

#[test]
fn at_most_366_days_are_counted() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(always(5, 1)));
		let year = 366 * 24 * 60;
		assert_eq!(minutes(from_to(0, 365 * 24)), year - 24 * 60);
		assert_eq!(minutes(from_to(0, 366 * 24)), year);
		assert_eq!(minutes(from_to(0, 367 * 24)), year);
		assert_eq!(minutes(Period { from: START, until: Moment::MAX }), year);
		assert_eq!(minutes(Period { from: START + 1, until: Moment::MAX }), year);
	});
}

#[test]
fn the_ends_of_time_are_counted_too() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(always(60, u16::MAX)));
		assert_eq!(minutes(Period { from: 0, until: DAY }), 1_440 * 65_535);
		let last = HOUR * u64::from(u32::MAX) - 8 * HOUR;
		assert_eq!(minutes(Period { from: last - HOUR, until: last + DAY }), 2 * 60 * 65_535);
		for from in [Moment::MAX - DAY, Moment::MAX - 1, Moment::MAX] {
			assert_eq!(minutes(Period { from, until: Moment::MAX }), 0);
		}
	});
}

#[test]
fn parts_are_as_long_as_the_whole() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(Calendar { length: 45, ..calendar(2) }));
		let whole = from_to(0, 14 * 24);
		for middle in (0..14 * 24 * 4).map(|quarter| START + quarter * HOUR / 4) {
			let parts =
				[Period { until: middle, ..whole }, Period { from: middle, ..whole }].map(minutes);
			assert_eq!(parts[0] + parts[1], minutes(whole));
		}
	});
}

#[test]
fn asking_writes_nothing() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_storage_noop!({
			minutes(from_to(0, 24));
		});
	});
}
