// SPDX-License-Identifier: Apache-2.0

//! Closing a resource for a while.

use super::*;

/// A quarter of an hour, the `number`th from tomorrow on; between any two there is one.
fn apart(number: u64) -> Period {
	let from = START + DAY + number * HOUR / 2;
	Period { from, until: from + HOUR / 4 }
}

fn full() {
	lab(1);
	for number in 0..32 {
		assert_ok!(close(apart(number)));
	}
}

#[test]
fn a_closure_is_kept_and_told() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let period = from_to(12, 13);
		assert_ok!(close(period));
		assert_eq!(closures(), [period]);
		System::assert_last_event(Event::Closed { resource: LAB, period, by: BY_DEAN }.into());
		assert_eq!(Notes::get().len(), 1, "that there is a calendar");
	});
}

#[test]
fn only_what_can_be_booked_is_closed() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(close(from_to(12, 13)), Error::<Test>::NoCalendar);
		lab(1);
		assert_ok!(clear());
		assert_noop!(close(from_to(12, 13)), Error::<Test>::NoCalendar);
	});
}

#[test]
fn a_closure_ends_after_it_begins() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for until in [0, START, START + HOUR - 1, START + HOUR] {
			let period = Period { from: START + HOUR, until };
			assert_noop!(close(period), Error::<Test>::InvalidPeriod);
		}
		assert_ok!(close(Period { from: START + HOUR, until: START + HOUR + 1 }));
	});
}

#[test]
fn a_closure_is_not_over() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for until in [1, START - 1, START] {
			assert_noop!(close(Period { from: 0, until }), Error::<Test>::InvalidPeriod);
		}
		assert_ok!(close(Period { from: 0, until: START + 1 }));
	});
}

#[test]
fn a_closure_may_last_forever() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let forever = Period { from: START + DAY, until: Moment::MAX };
		assert_ok!(close(forever));
		assert_noop!(
			close(Period { from: Moment::MAX - 1, ..forever }),
			Error::<Test>::AlreadyClosed
		);
		assert_ok!(book(1, hours(10, 1)));
		assert_noop!(book(2, Slots { first: hour(13, 9), ..hours(9, 1) }), Error::<Test>::Closed);
	});
}

#[test]
fn closures_do_not_overlap() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let period = from_to(10, 12);
		let Period { from, until } = period;
		assert_ok!(close(period));
		for (from, until) in [
			(from, until),
			(from - 1, until + 1),
			(from + 1, until - 1),
			(from - 1, from + 1),
			(until - 1, until + 1),
			(from, from + 1),
			(until - 1, until),
		] {
			assert_noop!(close(Period { from, until }), Error::<Test>::AlreadyClosed);
		}
		assert_eq!(closures(), [period]);
	});
}

#[test]
fn closures_may_touch() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(close(from_to(10, 12)));
		assert_ok!(close(from_to(12, 14)));
		assert_ok!(close(from_to(8, 10)));
		assert_eq!(closures(), [from_to(8, 10), from_to(10, 12), from_to(12, 14)]);
		assert_noop!(close(from_to(9, 13)), Error::<Test>::AlreadyClosed);
	});
}

#[test]
fn closures_are_kept_in_order() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for number in [5, 1, 9, 3, 0, 7, 8] {
			assert_ok!(close(apart(number)));
		}
		assert_eq!(closures(), [0, 1, 3, 5, 7, 8, 9].map(apart));
	});
}

#[test]
fn there_are_at_most_32_closures() {
	ExtBuilder::build_and_execute(|| {
		full();
		assert_eq!(closures().len(), 32);
		for number in [32, 100] {
			assert_noop!(close(apart(number)), Error::<Test>::TooManyClosures);
		}
		let between = Period { from: apart(3).until, until: apart(4).from };
		assert_noop!(close(between), Error::<Test>::TooManyClosures);
		assert_noop!(close(apart(3)), Error::<Test>::AlreadyClosed);
		assert_ok!(reopen(apart(3)));
		assert_ok!(close(between));
	});
}

#[test]
fn closures_that_are_over_make_room() {
	ExtBuilder::build_and_execute(|| {
		full();
		Now::set(apart(1).until - 1);
		assert_ok!(close(apart(32)));
		assert_eq!(closures(), (1..33).map(apart).collect::<Vec<_>>());
		assert_noop!(close(apart(33)), Error::<Test>::TooManyClosures);
		Now::set(apart(1).until);
		assert_ok!(close(apart(33)));
		assert_eq!(closures(), (2..34).map(apart).collect::<Vec<_>>());
		Now::set(apart(33).until);
		assert_ok!(close(apart(34)));
		assert_eq!(closures(), [apart(34)]);
	});
}

#[test]
fn closures_that_are_over_are_not_in_the_way() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(close(from_to(1, 2)));
		let longer = from_to(0, 3);
		Now::set(START + 2 * HOUR - 1);
		assert_noop!(close(longer), Error::<Test>::AlreadyClosed);
		Now::set(START + 2 * HOUR);
		assert_ok!(close(longer));
		assert_eq!(closures(), [longer]);
	});
}

#[test]
fn what_is_booked_stays_booked() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		assert_ok!(book(1, hours(10, 2)));
		assert_ok!(close(from_to(0, 24)));
		assert_eq!(booked(1), Some(hours(10, 2)));
		assert_noop!(book(2, hours(10, 1)), Error::<Test>::Closed);
		assert_noop!(book(1, hours(11, 1)), Error::<Test>::Closed);
		assert_ok!(book(1, Slots { first: hour(1, 9), ..hours(9, 1) }));
	});
}

#[test]
fn a_closure_closes_what_it_touches() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let Period { from, until } = from_to(11, 13);
		assert_ok!(close(Period { from: from - 1, until: until + 1 }));
		for at in 10..14 {
			assert_noop!(book(1, hours(at, 1)), Error::<Test>::Closed);
		}
		assert_noop!(book(1, hours(9, 6)), Error::<Test>::Closed);
		assert_ok!(book(1, hours(9, 1)));
		assert_ok!(book(2, hours(14, 1)));
	});
}

#[test]
fn each_closure_closes() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for from in [9, 11, 13] {
			assert_ok!(close(from_to(from, from + 1)));
		}
		for at in [9, 11, 13] {
			assert_noop!(book(1, hours(at, 1)), Error::<Test>::Closed);
		}
		for at in [10, 12, 14] {
			assert_ok!(book(at.into(), hours(at, 1)));
		}
	});
}

#[test]
fn each_resource_is_closed_for_itself() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(Schedule::set_calendar(signed(DEAN), COURSE, calendar(1)));
		assert_ok!(Schedule::close(signed(DEAN), COURSE, from_to(0, 24)));
		assert_ok!(book(1, hours(10, 1)));
		assert_ok!(close(from_to(0, 24)));
	});
}
