// SPDX-License-Identifier: Apache-2.0

//! Booking, moving and giving up.

use super::*;

#[test]
fn no_two_bookings_overlap() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 2)));
		for overlapping in [hours(10, 1), hours(11, 1), hours(9, 2), hours(11, 2), hours(9, 8)] {
			assert_noop!(book(2, overlapping), Error::<Test>::Taken);
		}
		assert_ok!(book(2, hours(9, 1)));
		assert_ok!(book(3, hours(12, 5)));
	});
}

#[test]
fn as_many_places_are_booked_as_there_are() {
	ExtBuilder::build_and_execute(|| {
		lab(3);
		assert_ok!(book(1, Slots { units: 2, ..hours(10, 2) }));
		assert_noop!(book(2, Slots { units: 2, ..hours(11, 2) }), Error::<Test>::Taken);
		assert_ok!(book(2, hours(11, 2)));
		assert_ok!(book(3, Slots { units: 2, ..hours(12, 1) }));
	});
}

#[test]
fn a_booking_moves_at_once_or_not_at_all() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 2)));
		assert_ok!(book(2, hours(14, 1)));
		// Onto itself, in part.
		assert_ok!(book(1, hours(11, 2)));
		assert_noop!(book(1, hours(13, 2)), Error::<Test>::Taken);
		assert_eq!(Schedule::booked(LAB, 1), Some(hours(11, 2)));
		assert_ok!(book(3, hours(10, 1)));
	});
}

#[test]
fn what_was_given_up_is_free() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 2)));
		<Schedule as Bookings>::free(LAB, 1);
		assert_eq!(Taken::<Test>::iter().count(), 0);
		assert_ok!(book(2, hours(10, 2)));
		<Schedule as Bookings>::free(LAB, 1);
		assert_eq!(Schedule::booked(LAB, 2), Some(hours(10, 2)));
	});
}

#[test]
fn hours_closures_and_horizon_are_kept() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_noop!(book(1, hours(8, 1)), Error::<Test>::Closed);
		assert_noop!(book(1, hours(16, 2)), Error::<Test>::Closed);
		// Saturday.
		assert_noop!(
			book(1, Slots { first: hour(2, 10), count: 1, units: 1 }),
			Error::<Test>::Closed
		);
		let lunch = Period { from: START + 12 * 60 * MINUTE, until: START + 13 * 60 * MINUTE };
		assert_ok!(Schedule::close(signed(DEAN), LAB, lunch));
		assert_noop!(book(1, hours(11, 2)), Error::<Test>::Closed);
		assert_ok!(book(1, hours(11, 1)));
		assert_ok!(book(2, hours(13, 1)));
		assert_ok!(book(3, Slots { first: hour(13, 16), count: 1, units: 1 }));
		let beyond = Slots { first: hour(14, 9), count: 1, units: 1 };
		assert_noop!(book(4, beyond), Error::<Test>::TooEarly);
		Now::set(START + 9 * 60 * MINUTE);
		assert_noop!(book(4, hours(9, 1)), Error::<Test>::TooLate);
	});
}

#[test]
fn a_booking_asks_for_something_and_not_too_much() {
	ExtBuilder::build_and_execute(|| {
		let always = Calendar {
			length: 30,
			week: [Hours { from: 0, until: DAY_MINUTES }; 7],
			..calendar(u16::MAX)
		};
		assert_ok!(Schedule::set_calendar(signed(DEAN), LAB, always));
		let slots = |count, units| Slots { first: hour(0, 20) * 2, count, units };
		for wrong in [slots(0, 1), slots(1, 0), slots(MAX_SLOTS + 1, 1)] {
			assert_noop!(book(1, wrong), Error::<Test>::InvalidSlots);
		}
		let before_1970 = Slots { first: 0, count: 1, units: 1 };
		assert_noop!(book(1, before_1970), Error::<Test>::InvalidSlots);
		// Over midnight.
		assert_ok!(book(1, slots(MAX_SLOTS, u16::MAX)));
		assert_noop!(book(2, slots(1, 1)), Error::<Test>::Taken);
		assert_noop!(book(2, slots(1, u16::MAX)), Error::<Test>::Taken);
		<Schedule as Bookings>::free(LAB, 1);
		assert_ok!(book(1, slots(1, u16::MAX - 1)));
		assert_ok!(book(2, slots(1, 1)));
		assert_noop!(book(3, slots(1, 1)), Error::<Test>::Taken);
	});
}

#[test]
fn a_slot_can_be_booked_until_it_begins_and_within_the_horizon() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		Now::set(START + 9 * 60 * MINUTE - 1);
		assert_ok!(book(1, hours(9, 1)));
		<Schedule as Bookings>::free(LAB, 1);
		Now::set(START + 9 * 60 * MINUTE);
		assert_noop!(book(1, hours(9, 1)), Error::<Test>::TooLate);
		// Two weeks from 9 o'clock on.
		let last = Slots { first: hour(14, 9), count: 1, units: 1 };
		assert_noop!(book(1, last), Error::<Test>::TooEarly);
		Now::set(START + 10 * 60 * MINUTE - 1);
		assert_noop!(book(1, last), Error::<Test>::TooEarly);
		Now::set(START + 10 * 60 * MINUTE);
		assert_ok!(book(1, last));
	});
}

#[test]
fn what_happens_is_reported() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let booked = |slots, instead_of| {
			let event = Event::Booked { resource: LAB, order: 1, slots, instead_of };
			System::assert_last_event(event.into());
		};
		assert_ok!(book(1, hours(10, 2)));
		booked(hours(10, 2), None);
		assert_ok!(book(1, hours(11, 2)));
		booked(hours(11, 2), Some(hours(10, 2)));
		assert_eq!(BookingCount::<Test>::get(LAB), 1);
		<Schedule as Bookings>::free(LAB, 1);
		let freed = Event::Freed { resource: LAB, order: 1, slots: hours(11, 2) };
		System::assert_last_event(freed.into());
		System::reset_events();
		<Schedule as Bookings>::free(LAB, 1);
		assert_eq!(System::events(), []);
	});
}

#[test]
fn resources_are_booked_apart() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(Schedule::set_calendar(signed(DEAN), COURSE, calendar(1)));
		assert_ok!(book(1, hours(10, 1)));
		assert_ok!(Schedule::book(COURSE, 1, hours(10, 1)));
		<Schedule as Bookings>::free(COURSE, 1);
		assert_eq!(Schedule::booked(LAB, 1), Some(hours(10, 1)));
		assert_noop!(Schedule::book(MACHINE, 1, hours(10, 1)), Error::<Test>::NoCalendar);
		assert_eq!(Schedule::period(MACHINE, hours(10, 1)), None);
	});
}
