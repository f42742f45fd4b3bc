// SPDX-License-Identifier: Apache-2.0

//! Booking, moving and giving up.

use super::*;
use sp_runtime::ArithmeticError;

/// The first slots of tomorrow, a Friday, when always open.
fn tomorrow(first: u32, count: u16) -> Slots {
	Slots { first: hour(1, first), count, units: 1 }
}

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
fn places_are_counted_in_each_slot() {
	ExtBuilder::build_and_execute(|| {
		lab(5);
		assert_ok!(book(1, Slots { units: 2, ..hours(10, 3) }));
		assert_ok!(book(2, hours(11, 3)));
		assert_ok!(book(3, Slots { units: 2, ..hours(12, 1) }));
		assert_eq!([9, 10, 11, 12, 13, 14].map(taken), [0, 2, 3, 5, 1, 0]);
		assert_eq!(BookingCount::<Test>::get(LAB), 3);
		free(1);
		assert_eq!([9, 10, 11, 12, 13, 14].map(taken), [0, 0, 1, 3, 1, 0]);
		assert_eq!(Taken::<Test>::iter().count(), 3, "no slot without a booking is kept");
		assert_eq!(BookingCount::<Test>::get(LAB), 2);
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
		assert_eq!(booked(1), Some(hours(11, 2)));
		assert_ok!(book(3, hours(10, 1)));
	});
}

#[test]
fn a_booking_becomes_shorter_longer_smaller_and_larger() {
	ExtBuilder::build_and_execute(|| {
		lab(3);
		for (count, units) in [(2, 2), (4, 2), (1, 2), (1, 3), (3, 1), (3, 1), (8, 3)] {
			let slots = Slots { units, ..hours(9, count) };
			assert_ok!(book(1, slots));
			assert_eq!(booked(1), Some(slots));
			assert_eq!(Taken::<Test>::iter().count(), usize::from(count));
			assert_eq!((taken(9), BookingCount::<Test>::get(LAB)), (units, 1));
		}
	});
}

#[test]
fn a_booking_grows_as_far_as_others_leave_places() {
	ExtBuilder::build_and_execute(|| {
		lab(3);
		assert_ok!(book(1, hours(10, 2)));
		assert_ok!(book(2, hours(11, 2)));
		assert_noop!(book(1, Slots { units: 3, ..hours(10, 2) }), Error::<Test>::Taken);
		assert_ok!(book(1, Slots { units: 2, ..hours(10, 2) }));
		free(2);
		assert_ok!(book(1, Slots { units: 3, ..hours(10, 2) }));
	});
}

#[test]
fn two_bookings_do_not_change_places_at_once() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 1)));
		assert_ok!(book(2, hours(11, 1)));
		assert_noop!(book(1, hours(11, 1)), Error::<Test>::Taken);
		assert_ok!(book(1, hours(12, 1)));
		assert_ok!(book(2, hours(10, 1)));
		assert_ok!(book(1, hours(11, 1)));
	});
}

#[test]
fn what_was_given_up_is_free() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 2)));
		free(1);
		assert_eq!(Taken::<Test>::iter().count(), 0);
		assert_ok!(book(2, hours(10, 2)));
		free(1);
		assert_eq!(booked(2), Some(hours(10, 2)));
	});
}

#[test]
fn nothing_is_kept_of_what_was_given_up() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		System::reset_events();
		frame_support::assert_storage_noop!({
			for order in 0..2 {
				assert_ok!(book(order, hours(9, 8)));
			}
			for order in 0..2 {
				free(order);
				assert_eq!(booked(order), None);
			}
			System::reset_events();
		});
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
		let lunch = from_to(12, 13);
		assert_ok!(close(lunch));
		assert_noop!(book(1, hours(11, 2)), Error::<Test>::Closed);
		assert_ok!(book(1, hours(11, 1)));
		assert_ok!(book(2, hours(13, 1)));
		assert_ok!(book(3, Slots { first: hour(13, 16), count: 1, units: 1 }));
		let beyond = Slots { first: hour(14, 9), count: 1, units: 1 };
		assert_noop!(book(4, beyond), Error::<Test>::TooEarly);
		Now::set(START + 9 * HOUR);
		assert_noop!(book(4, hours(9, 1)), Error::<Test>::TooLate);
	});
}

#[test]
fn every_slot_of_a_booking_is_open() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_noop!(book(1, hours(8, 2)), Error::<Test>::Closed);
		assert_noop!(book(1, hours(8, 10)), Error::<Test>::Closed);
		assert_noop!(book(1, hours(16, 18)), Error::<Test>::Closed);
		// From Friday to Monday.
		assert_noop!(book(1, tomorrow(16, 48)), Error::<Test>::Closed);
		assert_ok!(book(1, hours(9, 8)));
	});
}

#[test]
fn a_booking_has_1_to_48_slots() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(always(60, 1)));
		for count in [0, 49, u16::MAX] {
			assert_noop!(book(1, tomorrow(0, count)), Error::<Test>::InvalidSlots);
		}
		assert_ok!(book(1, tomorrow(0, 48)));
		assert_eq!(Taken::<Test>::iter().count(), 48);
		assert_noop!(book(1, tomorrow(0, 49)), Error::<Test>::InvalidSlots);
		assert_ok!(book(1, tomorrow(0, 1)));
	});
}

#[test]
fn a_booking_has_at_least_one_place() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for count in [0, 1, 49] {
			let none = Slots { units: 0, ..hours(10, count) };
			assert_noop!(book(1, none), Error::<Test>::InvalidSlots);
		}
		assert_ok!(book(1, hours(10, 1)));
		assert_noop!(book(1, Slots { units: 0, ..hours(10, 1) }), Error::<Test>::InvalidSlots);
	});
}

#[test]
fn no_more_places_are_booked_than_can_be_counted() {
	ExtBuilder::build_and_execute(|| {
		lab(u16::MAX);
		assert_ok!(book(1, Slots { units: u16::MAX - 1, ..hours(10, 2) }));
		for units in [2, 3, u16::MAX] {
			assert_noop!(book(2, Slots { units, ..hours(11, 2) }), Error::<Test>::Taken);
		}
		assert_ok!(book(2, hours(11, 2)));
		assert_eq!(taken(11), u16::MAX);
		assert_noop!(book(3, hours(11, 1)), Error::<Test>::Taken);
		assert_ok!(book(1, Slots { units: u16::MAX, ..hours(10, 1) }));
	});
}

#[test]
fn more_places_than_there_are_are_never_to_be_had() {
	ExtBuilder::build_and_execute(|| {
		lab(3);
		for units in [4, u16::MAX] {
			assert_noop!(book(1, Slots { units, ..hours(10, 1) }), Error::<Test>::Taken);
		}
		assert_ok!(book(1, Slots { units: 3, ..hours(10, 1) }));
		assert_noop!(book(1, Slots { units: 4, ..hours(10, 1) }), Error::<Test>::Taken);
	});
}

#[test]
fn one_that_is_taken_hinders_all() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(16, 1)));
		assert_noop!(book(2, hours(9, 8)), Error::<Test>::Taken);
		assert_eq!(Taken::<Test>::iter().count(), 1);
		assert_ok!(book(2, hours(9, 7)));
	});
}

#[test]
fn what_is_always_open_is_booked_for_days() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(always(60, 1)));
		// From this evening to the evening after the next one.
		let days = hours(20, 48);
		assert_ok!(book(1, days));
		assert_eq!(Schedule::period(LAB, days), Some(from_to(20, 68)));
		for first in [20, 23, 24, 47, 48, 67] {
			assert_noop!(book(2, hours(first, 1)), Error::<Test>::Taken);
		}
		assert_ok!(book(2, hours(19, 1)));
		assert_ok!(book(3, hours(68, 1)));
		// Closed for a minute of the second day.
		let at = START + 100 * HOUR;
		assert_ok!(close(Period { from: at, until: at + MINUTE }));
		assert_noop!(book(4, hours(80, 48)), Error::<Test>::Closed);
	});
}

#[test]
fn a_slot_may_be_a_day() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(Calendar { horizon: 366, ..always(1_440, 1) }));
		let days = Slots { first: 20_742, count: 48, units: 1 };
		assert_ok!(book(1, days));
		assert_eq!(Schedule::period(LAB, days), Some(from_to(24, 49 * 24)));
		assert_noop!(book(2, Slots { first: 20_741, ..days }), Error::<Test>::TooLate);
		assert_ok!(book(2, Slots { first: 20_790, ..days }));
	});
}

#[test]
fn nights_are_booked_across_midnight() {
	ExtBuilder::build_and_execute(|| {
		let mut week = [Hours::default(); 7];
		week[3] = Hours { from: 22 * 60, until: 24 * 60 };
		week[4] = Hours { from: 0, until: 2 * 60 };
		assert_ok!(set(Calendar { week, ..calendar(1) }));
		for closed in [hours(21, 5), hours(22, 5), hours(26, 1)] {
			assert_noop!(book(1, closed), Error::<Test>::Closed);
		}
		assert_ok!(book(1, hours(22, 4)));
	});
}

#[test]
fn a_booking_is_told() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		let (resource, order) = (LAB, 7);
		let told = |slots, instead_of| {
			let event = Event::Booked { resource, order, slots, instead_of };
			System::assert_last_event(event.into());
		};
		assert_ok!(book(order, hours(10, 2)));
		told(hours(10, 2), None);
		assert_ok!(book(order, hours(11, 3)));
		told(hours(11, 3), Some(hours(10, 2)));
		assert_ok!(book(order, hours(11, 3)));
		told(hours(11, 3), Some(hours(11, 3)));
		free(order);
		System::assert_last_event(Event::Freed { resource, order, slots: hours(11, 3) }.into());
		assert_ok!(book(order, hours(10, 2)));
		told(hours(10, 2), None);
	});
}

#[test]
fn what_is_not_booked_is_given_up_without_a_word() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 1)));
		System::reset_events();
		frame_support::assert_storage_noop!({
			free(2);
			<Schedule as Bookings>::free(COURSE, 1);
			<Schedule as Bookings>::free(NOWHERE, 1);
		});
		assert_eq!(System::events(), []);
	});
}

#[test]
fn without_a_calendar_nothing_is_booked() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for resource in [COURSE, MACHINE, NOWHERE] {
			let called = Schedule::book(resource, 1, hours(10, 1));
			assert_noop!(called, Error::<Test>::NoCalendar);
			assert_eq!(Schedule::period(resource, hours(10, 1)), None);
			assert_eq!(Schedule::booked(resource, 1), None);
			assert!(!Schedule::is_free(resource, START + 10 * HOUR));
		}
		assert_ok!(book(1, hours(10, 1)));
	});
}

#[test]
fn a_period_is_told_of_any_slots() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_eq!(Schedule::period(LAB, hours(10, 2)), Some(from_to(10, 12)));
		assert_eq!(Schedule::period(LAB, hours(20, 1)), Some(from_to(20, 21)));
		assert_ok!(book(1, hours(10, 2)));
		assert_eq!(Schedule::period(LAB, hours(10, 2)), Some(from_to(10, 12)));
		assert_eq!(Schedule::period(LAB, Slots { first: 7, ..hours(0, 1) }), None);
	});
}

#[test]
fn one_books_until_the_first_slot_begins() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		let begin = START + 10 * HOUR;
		Now::set(begin - 1);
		assert_ok!(book(1, hours(10, 2)));
		Now::set(begin);
		assert_noop!(book(2, hours(10, 2)), Error::<Test>::TooLate);
		assert_noop!(book(1, hours(10, 1)), Error::<Test>::TooLate);
		assert_noop!(book(2, hours(9, 4)), Error::<Test>::TooLate);
		assert_ok!(book(2, hours(11, 1)));
		assert_ok!(book(1, hours(12, 1)));
	});
}

#[test]
fn one_books_until_the_horizon() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(Calendar { horizon: 1, ..always(60, 2) }));
		Now::set(START + 10 * HOUR);
		assert_noop!(book(1, tomorrow(10, 1)), Error::<Test>::TooEarly);
		assert_noop!(book(1, tomorrow(9, 2)), Error::<Test>::TooEarly);
		assert_ok!(book(1, tomorrow(9, 1)));
		Now::set(START + 11 * HOUR - 1);
		assert_noop!(book(2, tomorrow(10, 1)), Error::<Test>::TooEarly);
		Now::set(START + 11 * HOUR);
		assert_ok!(book(2, tomorrow(10, 1)));
		assert_noop!(book(2, tomorrow(10, 2)), Error::<Test>::TooEarly);
	});
}

#[test]
fn slots_without_a_time_are_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(always(60, 1)));
		let from = |first| Slots { first, count: 1, units: 1 };
		// Before 1970 in UTC.
		assert_noop!(book(1, from(0)), Error::<Test>::InvalidSlots);
		assert_noop!(book(1, Slots { count: 48, ..from(7) }), Error::<Test>::InvalidSlots);
		assert_noop!(book(1, from(8)), Error::<Test>::TooLate);
		for first in [u32::MAX - 1, u32::MAX] {
			for count in [1, 2, 48] {
				let slots = Slots { count, ..from(first) };
				assert_noop!(book(1, slots), Error::<Test>::TooEarly);
			}
		}
	});
}

#[test]
fn each_resource_is_booked_for_itself() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(Schedule::set_calendar(signed(DEAN), COURSE, calendar(1)));
		assert_ok!(book(1, hours(10, 2)));
		assert_ok!(Schedule::book(COURSE, 1, hours(10, 2)));
		assert_noop!(Schedule::book(COURSE, 2, hours(10, 2)), Error::<Test>::Taken);
		free(1);
		assert_eq!((booked(1), Schedule::booked(COURSE, 1)), (None, Some(hours(10, 2))));
		assert_eq!(BookingCount::<Test>::get(COURSE), 1);
		assert_noop!(Schedule::book(COURSE, 2, hours(10, 2)), Error::<Test>::Taken);
	});
}

#[test]
fn no_more_bookings_are_made_than_can_be_counted() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		BookingCount::<Test>::insert(LAB, u32::MAX);
		assert_noop!(book(1, hours(10, 1)), ArithmeticError::Overflow);
		BookingCount::<Test>::remove(LAB);
		assert_ok!(book(1, hours(10, 1)));
	});
}

#[test]
fn places_become_more_while_something_is_booked() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 1)));
		assert_noop!(book(2, hours(10, 1)), Error::<Test>::Taken);
		lab(2);
		assert_ok!(book(2, hours(10, 1)));
		assert_noop!(book(3, hours(10, 1)), Error::<Test>::Taken);
	});
}

#[test]
fn a_place_is_free_while_it_can_be_booked() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		let is_free = |period: Period| {
			let middle = period.from + (period.until - period.from) / 2;
			let told = [period.from, middle, period.until - 1].map(|at| Schedule::is_free(LAB, at));
			assert!(told.iter().all(|free| *free == told[0]), "all of a slot is alike");
			told[0]
		};
		assert!(is_free(from_to(10, 11)));
		for closed in [from_to(8, 9), from_to(17, 18), from_to(58, 59)] {
			assert!(!is_free(closed));
		}
		assert_ok!(book(1, hours(10, 1)));
		assert!(is_free(from_to(10, 11)));
		assert_ok!(book(2, hours(10, 1)));
		assert!(!is_free(from_to(10, 11)));
		assert!(is_free(from_to(9, 10)) && is_free(from_to(11, 12)));
		free(1);
		assert!(is_free(from_to(10, 11)));
		assert_ok!(close(from_to(10, 11)));
		assert!(!is_free(from_to(10, 11)));
		assert!(is_free(from_to(9, 10)) && is_free(from_to(11, 12)));
	});
}

#[test]
fn a_place_is_free_from_now_to_the_horizon() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(Calendar { horizon: 1, ..always(60, 1) }));
		let is_free = |at| Schedule::is_free(LAB, START + at * HOUR);
		assert!(!is_free(0) && is_free(1) && is_free(23) && !is_free(24));
		Now::set(START + HOUR - 1);
		assert!(!is_free(0) && is_free(1) && is_free(23) && !is_free(24));
		Now::set(START + HOUR);
		assert!(!is_free(1) && is_free(2) && is_free(24) && !is_free(25));
		for at in [0, START - DAY, Moment::MAX - 8 * HOUR, Moment::MAX] {
			assert!(!Schedule::is_free(LAB, at));
		}
	});
}
