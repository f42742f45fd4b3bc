// SPDX-License-Identifier: Apache-2.0

//! Saying that a resource cannot be booked.

use super::*;
use covenant_primitives::catalog::Note;

#[test]
fn a_calendar_is_forgotten_told_and_noted() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(clear());
		assert_eq!(Calendars::<Test>::get(LAB), None);
		System::assert_last_event(Event::CalendarCleared { resource: LAB, by: BY_DEAN }.into());
		assert_eq!(Notes::get().len(), 2);
		assert_eq!(Notes::get()[1], (LAB, BY_DEAN, Note::CalendarCleared));
	});
}

#[test]
fn there_is_a_calendar_to_clear() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(clear(), Error::<Test>::NoCalendar);
		lab(1);
		assert_ok!(clear());
		assert_noop!(clear(), Error::<Test>::NoCalendar);
	});
}

#[test]
fn nothing_may_be_booked() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 1)));
		assert_ok!(book(2, hours(11, 1)));
		assert_noop!(clear(), Error::<Test>::HasBookings);
		free(1);
		assert_noop!(clear(), Error::<Test>::HasBookings);
		// Not even what is over, until its order ends.
		Now::set(START + 100 * DAY);
		assert_noop!(clear(), Error::<Test>::HasBookings);
		free(2);
		assert_ok!(clear());
	});
}

#[test]
fn closures_go_with_it() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(close(from_to(10, 11)));
		assert_ok!(clear());
		assert_eq!(ClosuresOf::<Test>::iter().count(), 0);
		lab(1);
		assert_ok!(book(1, hours(10, 1)));
	});
}

#[test]
fn without_it_nothing_is_booked() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert!(Schedule::is_free(LAB, START + 10 * HOUR));
		assert_ok!(clear());
		assert_noop!(book(1, hours(10, 1)), Error::<Test>::NoCalendar);
		assert_eq!(Schedule::period(LAB, hours(10, 1)), None);
		assert!(!Schedule::is_free(LAB, START + 10 * HOUR));
	});
}

#[test]
fn another_resource_keeps_its_own() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(Schedule::set_calendar(signed(DEAN), COURSE, calendar(2)));
		assert_ok!(Schedule::close(signed(DEAN), COURSE, from_to(12, 13)));
		assert_ok!(Schedule::book(COURSE, 1, hours(10, 1)));
		assert_ok!(clear());
		assert_eq!(Calendars::<Test>::get(COURSE), Some(calendar(2)));
		assert_eq!(ClosuresOf::<Test>::get(COURSE)[..], [from_to(12, 13)]);
	});
}

#[test]
fn one_begins_anew_with_any_calendar() {
	ExtBuilder::build_and_execute(|| {
		lab(3);
		assert_ok!(book(1, hours(10, 1)));
		free(1);
		assert_ok!(clear());
		assert_ok!(set(always(30, 1)));
		assert_ok!(clear());
		assert_ok!(set(always(30, 1)));
	});
}
