// SPDX-License-Identifier: Apache-2.0

//! Saying when a resource can be booked.

use super::*;
use covenant_primitives::catalog::{Kind, Note};
use sp_runtime::traits::{BlakeTwo256, Hash};

fn accepts(calendar: Calendar) {
	assert_ok!(set(calendar));
	assert_eq!(Calendars::<Test>::get(LAB), Some(calendar));
}

fn refuses(calendar: Calendar) {
	assert_noop!(set(calendar), Error::<Test>::InvalidCalendar);
}

fn with_sunday(from: u16, until: u16) -> Calendar {
	let mut week = calendar(1).week;
	week[6] = Hours { from, until };
	Calendar { week, ..calendar(1) }
}

#[test]
fn a_calendar_is_kept_told_and_noted() {
	ExtBuilder::build_and_execute(|| {
		let calendar = calendar(3);
		assert_ok!(set(calendar));
		assert_eq!(Calendars::<Test>::get(LAB), Some(calendar));
		System::assert_last_event(
			Event::CalendarSet { resource: LAB, calendar, by: BY_DEAN }.into(),
		);
		let note = Note::CalendarSet { calendar: BlakeTwo256::hash_of(&calendar) };
		assert_eq!(Notes::get(), [(LAB, BY_DEAN, note)]);
	});
}

#[test]
fn a_slot_divides_the_day_and_lasts_at_least_five_minutes() {
	ExtBuilder::build_and_execute(|| {
		for length in 0..=u16::MAX {
			let calendar = Calendar { length, ..calendar(1) };
			let sound = (5..=1_440).contains(&length) && 1_440 % length == 0;
			assert_eq!(calendar.is_valid(), sound, "{length} minutes");
		}
		for length in [0, 1, 4, 7, 11, 1_439, 1_441, 2_880, u16::MAX] {
			refuses(Calendar { length, ..calendar(1) });
		}
		for length in [5, 6, 8, 9, 45, 720, 1_440] {
			accepts(Calendar { length, ..calendar(1) });
		}
	});
}

#[test]
fn hours_are_within_the_day_and_end_no_earlier_than_they_begin() {
	ExtBuilder::build_and_execute(|| {
		for (from, until) in [(1, 0), (1_440, 1_439), (0, 1_441), (1_441, 1_441), (0, u16::MAX)] {
			refuses(with_sunday(from, until));
		}
		for (from, until) in [(0, 1_440), (0, 1), (1_440, 1_440), (7, 7), (1_439, 1_440)] {
			accepts(with_sunday(from, until));
		}
	});
}

#[test]
fn the_hours_of_each_day_are_looked_at() {
	ExtBuilder::build_and_execute(|| {
		for day in 0..7 {
			let mut week = calendar(1).week;
			week[day] = Hours { from: 60, until: 59 };
			refuses(Calendar { week, ..calendar(1) });
		}
	});
}

#[test]
fn hours_need_not_be_those_of_slots() {
	ExtBuilder::build_and_execute(|| {
		accepts(Calendar { week: [Hours { from: 545, until: 725 }; 7], ..calendar(1) });
		assert_noop!(book(1, hours(9, 1)), Error::<Test>::Closed);
		assert_noop!(book(1, hours(12, 1)), Error::<Test>::Closed);
		assert_ok!(book(1, hours(10, 2)));
	});
}

#[test]
fn a_week_may_be_closed_altogether() {
	ExtBuilder::build_and_execute(|| {
		accepts(Calendar { week: [Hours::default(); 7], ..calendar(1) });
		assert_noop!(book(1, hours(9, 1)), Error::<Test>::Closed);
	});
}

#[test]
fn there_is_at_least_one_place() {
	ExtBuilder::build_and_execute(|| {
		refuses(calendar(0));
		accepts(calendar(1));
		accepts(calendar(u16::MAX));
	});
}

#[test]
fn the_horizon_is_a_day_to_a_year() {
	ExtBuilder::build_and_execute(|| {
		for horizon in [0, 367, u16::MAX] {
			refuses(Calendar { horizon, ..calendar(1) });
		}
		for horizon in [1, 365, 366] {
			accepts(Calendar { horizon, ..calendar(1) });
		}
	});
}

#[test]
fn what_is_had_for_a_time_has_a_calendar() {
	ExtBuilder::build_and_execute(|| {
		let kinds = [
			(Kind::Course, true),
			(Kind::Content, false),
			(Kind::DataSet, false),
			(Kind::Equipment, true),
			(Kind::Facility, true),
			(Kind::ExpertTime, true),
			(Kind::Project, false),
		];
		for (id, (kind, bookable)) in (20..).map(ResourceId).zip(kinds) {
			Made::mutate(|made| made.insert(id, (SCHOOL, kind)));
			if bookable {
				assert_ok!(Schedule::set_calendar(signed(DEAN), id, calendar(1)));
			} else {
				let called = Schedule::set_calendar(signed(DEAN), id, calendar(1));
				assert_noop!(called, Error::<Test>::NotBookable);
			}
		}
		let called = Schedule::set_calendar(signed(DEAN), FILE, calendar(1));
		assert_noop!(called, Error::<Test>::NotBookable);
	});
}

#[test]
fn what_would_not_change_is_refused() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_noop!(set(calendar(1)), Error::<Test>::Unchanged);
		assert_ok!(book(1, hours(10, 1)));
		assert_noop!(set(calendar(1)), Error::<Test>::Unchanged);
		accepts(calendar(2));
		assert_noop!(set(calendar(2)), Error::<Test>::Unchanged);
		assert_ok!(Schedule::set_calendar(signed(DEAN), COURSE, calendar(2)));
	});
}

#[test]
fn each_change_is_noted() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		lab(2);
		lab(1);
		let hashes = [1, 2, 1].map(|capacity| BlakeTwo256::hash_of(&calendar(capacity)));
		let notes = hashes.map(|calendar| (LAB, BY_DEAN, Note::CalendarSet { calendar }));
		assert_eq!(Notes::get(), notes);
	});
}

#[test]
fn everything_changes_while_nothing_is_booked() {
	ExtBuilder::build_and_execute(|| {
		lab(5);
		accepts(Calendar { length: 30, ..calendar(1) });
		accepts(Calendar { length: 120, ..always(60, 4) });
	});
}

#[test]
fn while_something_is_booked_slots_keep_their_length() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(10, 1)));
		for length in [30, 120] {
			for capacity in [1, 2] {
				let changed = Calendar { length, ..calendar(capacity) };
				assert_noop!(set(changed), Error::<Test>::HasBookings);
			}
		}
		free(1);
		accepts(Calendar { length: 30, ..calendar(1) });
	});
}

#[test]
fn while_something_is_booked_places_only_become_more() {
	ExtBuilder::build_and_execute(|| {
		lab(3);
		assert_ok!(book(1, hours(10, 1)));
		assert_noop!(set(calendar(2)), Error::<Test>::HasBookings);
		accepts(calendar(4));
		assert_noop!(set(calendar(3)), Error::<Test>::HasBookings);
		assert_ok!(book(2, Slots { units: 3, ..hours(10, 1) }));
		free(1);
		assert_noop!(set(calendar(3)), Error::<Test>::HasBookings);
		free(2);
		accepts(calendar(3));
	});
}

#[test]
fn what_is_over_is_booked_until_its_order_ends() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		assert_ok!(book(1, hours(10, 1)));
		Now::set(START + 100 * DAY);
		assert_noop!(set(calendar(1)), Error::<Test>::HasBookings);
		free(1);
		accepts(calendar(1));
	});
}

#[test]
fn what_another_resource_has_booked_does_not_hinder() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		assert_ok!(Schedule::set_calendar(signed(DEAN), COURSE, calendar(2)));
		assert_ok!(Schedule::book(COURSE, 1, hours(10, 1)));
		accepts(calendar(1));
	});
}

#[test]
fn what_is_booked_stays_when_hours_and_horizon_change() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let friday = Slots { first: hour(1, 16), count: 1, units: 1 };
		assert_ok!(book(1, friday));
		let period = Schedule::period(LAB, friday);
		let open = Hours { from: 9 * 60, until: 12 * 60 };
		accepts(Calendar { week: [open; 7], horizon: 1, ..calendar(1) });
		assert_eq!((booked(1), Schedule::period(LAB, friday)), (Some(friday), period));
		// What is given up is not to be had again, nor anything else out of hours.
		assert_noop!(book(2, hours(16, 1)), Error::<Test>::Closed);
		assert_noop!(book(1, hours(15, 1)), Error::<Test>::Closed);
		assert_noop!(book(1, friday), Error::<Test>::TooEarly);
		assert_ok!(book(1, hours(11, 1)));
		Now::set(START + 22 * HOUR);
		assert_noop!(book(1, friday), Error::<Test>::Closed);
	});
}

#[test]
fn closures_stay_when_a_calendar_changes() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(close(from_to(10, 11)));
		accepts(Calendar { length: 30, ..calendar(1) });
		assert_eq!(closures(), [from_to(10, 11)]);
		let half = |half| Slots { first: 2 * hour(0, 0) + half, count: 1, units: 1 };
		assert_noop!(book(1, half(20)), Error::<Test>::Closed);
		assert_noop!(book(1, half(21)), Error::<Test>::Closed);
		assert_ok!(book(1, half(19)));
		assert_ok!(book(2, half(22)));
	});
}

#[test]
fn whoever_has_the_resource_now_says_when() {
	ExtBuilder::build_and_execute(|| {
		let id = ResourceId(20);
		Made::mutate(|made| made.insert(id, (SCHOOL, Kind::Facility)));
		assert_ok!(Schedule::set_calendar(signed(DEAN), id, calendar(1)));
		assert_ok!(Schedule::book(id, 1, hours(10, 1)));
		Made::mutate(|made| made.insert(id, (COMPANY, Kind::Facility)));
		let called = Schedule::set_calendar(signed(DEAN), id, calendar(2));
		assert_noop!(called, Error::<Test>::NotAuthorized);
		assert_ok!(Schedule::set_calendar(signed(MANAGER), id, calendar(2)));
		assert_eq!(Schedule::booked(id, 1), Some(hours(10, 1)));
		assert_eq!(Notes::get().last().unwrap().1, BY_MANAGER);
	});
}
