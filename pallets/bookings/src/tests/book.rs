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
