// SPDX-License-Identifier: Apache-2.0

//! Calendars and closures.

use super::*;
use covenant_primitives::{catalog::Note, time::DAY};
use sp_runtime::traits::{BlakeTwo256, Hash};

fn set(by: AccountId, resource: ResourceId, calendar: Calendar) -> DispatchResult {
	Schedule::set_calendar(signed(by), resource, calendar)
}

fn clear(by: AccountId, resource: ResourceId) -> DispatchResult {
	Schedule::clear_calendar(signed(by), resource)
}

fn close(period: Period) -> DispatchResult {
	Schedule::close(signed(DEAN), LAB, period)
}

fn reopen(period: Period) -> DispatchResult {
	Schedule::reopen(signed(DEAN), LAB, period)
}

/// So many days from now on.
fn days(first: u64, count: u64) -> Period {
	Period { from: START + first * DAY, until: START + (first + count) * DAY }
}

#[test]
fn a_calendar_is_kept_and_noted() {
	ExtBuilder::build_and_execute(|| {
		lab(3);
		assert_eq!(Calendars::<Test>::get(LAB), Some(calendar(3)));
		let by = Actor { account: DEAN, organization: SCHOOL };
		let note = Note::CalendarSet { calendar: BlakeTwo256::hash_of(&calendar(3)) };
		assert_eq!(Notes::get(), [(LAB, by.clone(), note)]);
		let set = Event::CalendarSet { resource: LAB, calendar: calendar(3), by };
		System::assert_last_event(set.into());
		assert_noop!(super::calendar::set(DEAN, LAB, calendar(3)), Error::<Test>::Unchanged);
	});
}

#[test]
fn a_calendar_is_sound() {
	ExtBuilder::build_and_execute(|| {
		let with = |change: fn(&mut Calendar)| {
			let mut calendar = calendar(1);
			change(&mut calendar);
			calendar
		};
		for wrong in [
			with(|it| it.length = 0),
			with(|it| it.length = 4),
			with(|it| it.length = 7),
			with(|it| it.length = 1_441),
			with(|it| it.length = 2_880),
			with(|it| it.capacity = 0),
			with(|it| it.horizon = 0),
			with(|it| it.horizon = 367),
			with(|it| it.week[6] = Hours { from: 0, until: 1_441 }),
			with(|it| it.week[0] = Hours { from: 2, until: 1 }),
		] {
			assert_noop!(set(DEAN, LAB, wrong), Error::<Test>::InvalidCalendar);
		}
		for right in [
			with(|it| it.length = 5),
			with(|it| it.length = 1_440),
			with(|it| it.capacity = u16::MAX),
			with(|it| it.horizon = 366),
			with(|it| it.week[6] = Hours { from: 0, until: 1_440 }),
			with(|it| it.week = Default::default()),
		] {
			assert_ok!(set(DEAN, LAB, right));
		}
	});
}

#[test]
fn what_is_no_time_of_something_has_no_calendar() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(set(DEAN, FILE, calendar(1)), Error::<Test>::NotBookable);
		for resource in [LAB, COURSE] {
			assert_ok!(set(DEAN, resource, calendar(1)));
		}
		assert_ok!(set(MANAGER, MACHINE, calendar(1)));
	});
}

#[test]
fn while_something_is_booked_slots_and_places_stay() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		assert_ok!(book(1, hours(10, 1)));
		let half = Calendar { length: 30, ..calendar(2) };
		assert_noop!(set(DEAN, LAB, half), Error::<Test>::HasBookings);
		assert_noop!(set(DEAN, LAB, calendar(1)), Error::<Test>::HasBookings);
		assert_noop!(clear(DEAN, LAB), Error::<Test>::HasBookings);
		assert_ok!(set(DEAN, LAB, calendar(3)));
		// Hours may change: what is booked stays so.
		let closed = Calendar { week: Default::default(), ..calendar(3) };
		assert_ok!(set(DEAN, LAB, closed));
		assert_eq!(Schedule::booked(LAB, 1), Some(hours(10, 1)));
		assert_noop!(book(2, hours(11, 1)), Error::<Test>::Closed);
		<Schedule as Bookings>::free(LAB, 1);
		assert_ok!(set(DEAN, LAB, half));
		assert_ok!(set(DEAN, LAB, calendar(1)));
	});
}

#[test]
fn a_calendar_is_cleared_with_its_closures() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(clear(DEAN, LAB), Error::<Test>::NoCalendar);
		lab(1);
		assert_ok!(close(days(1, 1)));
		assert_ok!(clear(DEAN, LAB));
		let by = Actor { account: DEAN, organization: SCHOOL };
		System::assert_last_event(Event::CalendarCleared { resource: LAB, by: by.clone() }.into());
		assert_eq!(Notes::get().last(), Some(&(LAB, by, Note::CalendarCleared)));
		assert_noop!(book(1, hours(10, 1)), Error::<Test>::NoCalendar);
		assert_noop!(close(days(1, 1)), Error::<Test>::NoCalendar);
		lab(1);
		assert_eq!(ClosuresOf::<Test>::get(LAB), Closures::new());
	});
}

#[test]
fn closures_do_not_overlap_and_stand_in_order() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for period in [days(5, 2), days(1, 1), days(3, 2), days(7, 1)] {
			assert_ok!(close(period));
		}
		let kept = ClosuresOf::<Test>::get(LAB);
		assert_eq!(kept.as_slice(), [days(1, 1), days(3, 2), days(5, 2), days(7, 1)]);
		for period in [days(1, 1), days(0, 2), days(2, 2), days(6, 9), days(0, 99)] {
			assert_noop!(close(period), Error::<Test>::AlreadyClosed);
		}
		let by = Actor { account: DEAN, organization: SCHOOL };
		assert_ok!(close(days(2, 1)));
		let closed = Event::Closed { resource: LAB, period: days(2, 1), by: by.clone() };
		System::assert_last_event(closed.into());
		assert_ok!(reopen(days(3, 2)));
		let reopened = Event::Reopened { resource: LAB, period: days(3, 2), by };
		System::assert_last_event(reopened.into());
		for period in [days(3, 2), days(1, 2)] {
			assert_noop!(reopen(period), Error::<Test>::NotClosed);
		}
	});
}

#[test]
fn a_closure_is_not_over() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for period in [days(1, 0), Period { from: START - 9, until: START }] {
			assert_noop!(close(period), Error::<Test>::InvalidPeriod);
		}
		let backwards = Period { from: START + 9, until: START + 8 };
		assert_noop!(close(backwards), Error::<Test>::InvalidPeriod);
		assert_ok!(close(Period { from: 0, until: START + 1 }));
		assert_noop!(reopen(days(1, 1)), Error::<Test>::NotClosed);
	});
}

#[test]
fn there_are_so_many_closures_and_those_that_are_over_are_forgotten() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for day in 0..32 {
			assert_ok!(close(days(day, 1)));
		}
		assert_noop!(close(days(40, 1)), Error::<Test>::TooManyClosures);
		Now::set(START + DAY - 1);
		assert_noop!(close(days(40, 1)), Error::<Test>::TooManyClosures);
		Now::set(START + DAY);
		assert_ok!(close(days(40, 1)));
		assert_eq!(ClosuresOf::<Test>::get(LAB).first(), Some(&days(1, 1)));
		assert_ok!(reopen(days(40, 1)));
		for day in 1..32 {
			assert_ok!(reopen(days(day, 1)));
		}
		assert!(!ClosuresOf::<Test>::contains_key(LAB));
	});
}

#[test]
fn owners_keep_calendars_of_what_they_offer() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let call = |origin: RuntimeOrigin, resource| {
			[
				Schedule::set_calendar(origin.clone(), resource, calendar(2)),
				Schedule::clear_calendar(origin.clone(), resource),
				Schedule::close(origin.clone(), resource, days(1, 1)),
				Schedule::reopen(origin, resource, days(1, 1)),
			]
		};
		let all = |error: DispatchError| [Err(error); 4];
		let not_theirs = all(Error::<Test>::NotAuthorized.into());
		assert_eq!(call(signed(MANAGER), LAB), not_theirs);
		assert_eq!(call(signed(STRANGER), LAB), all(DispatchError::Other("no operator")));
		assert_eq!(call(RuntimeOrigin::root(), LAB), all(DispatchError::BadOrigin));
		assert_eq!(call(RuntimeOrigin::none(), LAB), all(DispatchError::BadOrigin));
		assert_eq!(call(signed(DEAN), NOWHERE), all(Error::<Test>::NotFound.into()));
		Gone::set([LAB].into());
		assert_eq!(call(signed(DEAN), LAB), all(Error::<Test>::NotFound.into()));
		assert_eq!(Calendars::<Test>::get(LAB), Some(calendar(1)));
	});
}

#[test]
fn what_is_booked_stays_booked_when_it_is_closed() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 2)));
		assert_ok!(close(days(0, 1)));
		assert_eq!(Schedule::booked(LAB, 1), Some(hours(10, 2)));
		assert_noop!(book(1, hours(11, 2)), Error::<Test>::Closed);
		assert_ok!(book(1, Slots { first: hour(1, 9), count: 2, units: 1 }));
	});
}
