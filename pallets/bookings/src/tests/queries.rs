// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use super::*;
use crate::runtime_api::*;
use alloc::vec::Vec;
use covenant_primitives::time::{DAY, HOUR};
use serde_json::{from_value, json, to_value};

/// All free slots from a time on, page by page.
fn free_slots(from: Moment, limit: u32) -> Vec<SlotInfo> {
	let mut found = Vec::new();
	let mut cursor = None;
	loop {
		let page = Schedule::query_free_slots(LAB, from, cursor, limit);
		assert!(page.items.len() <= limit as usize);
		assert!(page.next.is_none() || cursor < page.next, "it goes on");
		found.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			return found;
		}
	}
}

#[test]
fn a_calendar_is_told_with_what_is_closed() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Schedule::query_calendar(LAB), None);
		lab(1);
		let period = Period { from: START, until: START + DAY };
		assert_ok!(Schedule::close(signed(DEAN), LAB, period));
		assert_ok!(book(1, Slots { first: hour(1, 9), count: 1, units: 1 }));
		let told = CalendarInfo {
			calendar: calendar(1),
			closures: Closures::truncate_from(vec![period]),
			bookings: 1,
		};
		assert_eq!(Schedule::query_calendar(LAB), Some(told));
	});
}

#[test]
fn free_slots_are_those_that_can_be_booked() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		assert_ok!(book(1, Slots { units: 2, ..hours(10, 2) }));
		assert_ok!(book(2, hours(14, 1)));
		let closed = Period { from: START + DAY, until: START + 4 * DAY };
		assert_ok!(Schedule::close(signed(DEAN), LAB, closed));
		for now in [START, START + 9 * HOUR - 1, START + 9 * HOUR, START + 5 * DAY] {
			Now::set(now);
			let all = free_slots(0, 7);
			let fits = |slot: &u32| {
				let units = (1..=2).rev().find(|units| {
					let slots = Slots { first: *slot, count: 1, units: *units };
					let booked = frame_support::storage::with_transaction(|| {
						sp_runtime::TransactionOutcome::Rollback(book(9, slots))
					});
					booked.is_ok()
				});
				units.map(|units| (*slot, units))
			};
			let expected: Vec<_> =
				(hour(0, 0)..hour(30, 0)).filter_map(|slot| fits(&slot)).collect();
			let told: Vec<_> = all.iter().map(|info| (info.slot, info.places)).collect();
			assert_eq!(told, expected);
			for info in all {
				assert!(Schedule::is_free(LAB, info.period.from));
				assert!(Schedule::is_free(LAB, info.period.until - 1));
			}
			let free = (hour(0, 0)..hour(30, 0)).filter(|slot| {
				let slots = Slots { first: *slot, count: 1, units: 1 };
				Schedule::is_free(LAB, Schedule::period(LAB, slots).unwrap().from)
			});
			assert_eq!(free.count(), expected.len());
		}
	});
}

#[test]
fn free_slots_begin_where_they_are_asked_for() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let first = |from| Schedule::query_free_slots(LAB, from, None, 1).items[0].slot;
		assert_eq!(first(0), hour(0, 9));
		assert_eq!(first(START + 10 * HOUR), hour(0, 10));
		assert_eq!(first(START + 10 * HOUR + 1), hour(0, 11));
		assert_eq!(first(START + 16 * HOUR + 1), hour(1, 9));
		assert_eq!(Schedule::query_free_slots(LAB, START + 99 * DAY, None, 9).items, []);
		assert_eq!(Schedule::query_free_slots(COURSE, 0, None, 9).items, []);
		assert_eq!(Schedule::query_free_slots(LAB, Moment::MAX, None, 9).next, None);
		assert_eq!(Schedule::query_free_slots(LAB, 0, None, u32::MAX).items.len(), 80);
		assert_eq!(Schedule::query_free_slots(LAB, 0, None, 0).items.len(), 1);
	});
}

#[test]
fn what_is_closed_for_long_is_gone_through_in_steps() {
	ExtBuilder::build_and_execute(|| {
		let shut = Calendar { length: 5, week: Default::default(), horizon: 366, capacity: 1 };
		assert_ok!(Schedule::set_calendar(signed(DEAN), LAB, shut));
		let page = Schedule::query_free_slots(LAB, 0, None, 9);
		assert_eq!(page.items, []);
		assert!(page.next.is_some());
		assert_eq!(free_slots(0, 9), []);
	});
}

#[test]
fn open_minutes_are_told_for_a_year_at_most() {
	ExtBuilder::build_and_execute(|| {
		let forever = Period { from: START, until: Moment::MAX };
		assert_eq!(Schedule::query_open_minutes(LAB, forever), 0);
		lab(1);
		let year = Period { from: START, until: START + 366 * DAY };
		let told = Schedule::query_open_minutes(LAB, year);
		assert_eq!(Schedule::query_open_minutes(LAB, forever), told);
		// 52 weeks, and a Thursday and a Friday.
		assert_eq!(told, (52 * 5 + 2) * 8 * 60);
	});
}

#[test]
fn bookings_are_told_page_by_page() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for order in 0..5_u16 {
			assert_ok!(book(order.into(), hours(9 + u32::from(order), 1)));
		}
		let mut found = Vec::new();
		let mut cursor = None;
		loop {
			let page = Schedule::query_bookings(LAB, cursor, 2);
			found.extend(page.items);
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		found.sort_by_key(|info| info.order);
		assert_eq!(found.iter().map(|info| info.order).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
		assert_eq!(found[1].slots, hours(10, 1));
		assert_eq!(found[1].period.from, START + 10 * HOUR);
	});
}

#[test]
fn answers_are_plain_json() {
	let hours = json!({ "from": 540, "until": 1_020 });
	let shut = json!({ "from": 0, "until": 0 });
	let info = CalendarInfo {
		calendar: calendar(2),
		closures: Closures::truncate_from(vec![Period { from: 1, until: 2 }]),
		bookings: 3,
	};
	let shown = json!({
		"length": 60,
		"week": [hours, hours, hours, hours, hours, shut, shut],
		"capacity": 2,
		"horizon": 14,
		"closures": [{ "from": 1, "until": 2 }],
		"bookings": 3,
	});
	assert_eq!(to_value(&info).unwrap(), shown);
	assert_eq!(from_value::<CalendarInfo>(shown).unwrap(), info);
	let period = Period { from: 1, until: 2 };
	let slot = SlotInfo { slot: 7, period, places: 3 };
	assert_eq!(to_value(slot).unwrap(), json!({ "slot": 7, "from": 1, "until": 2, "places": 3 }));
	let slots = Slots { first: 1, count: 2, units: 3 };
	let booking = BookingInfo { order: 9, slots, period };
	assert_eq!(
		to_value(booking).unwrap(),
		json!({ "order": 9, "first": 1, "count": 2, "units": 3, "from": 1, "until": 2 })
	);
}
