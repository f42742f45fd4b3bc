// SPDX-License-Identifier: Apache-2.0

//! What clients are answered, and how it looks in JSON.

use super::*;
use frame_support::assert_storage_noop;
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{from_value, json, to_value, Value};

/// What is free from a time on, in pages of every size, each list the same.
fn free_from(from: Moment) -> Vec<SlotInfo> {
	let whole = in_pages_of(from, MAX_PAGE);
	for limit in [0, 1, 2, 7, 99, 101, u32::MAX] {
		assert_eq!(in_pages_of(from, limit), whole, "in pages of {limit}");
	}
	assert!(whole.is_sorted_by(|one, next| one.slot < next.slot));
	whole
}

fn in_pages_of(from: Moment, limit: u32) -> Vec<SlotInfo> {
	let (mut seen, mut cursor) = (Vec::new(), None);
	loop {
		let page = Schedule::query_free_slots(LAB, from, cursor, limit);
		assert!(page.items.len() <= limit.clamp(1, MAX_PAGE) as usize);
		assert!(page.next.is_none() || page.next > cursor, "a list goes on");
		seen.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			break seen;
		}
	}
}

fn free_slots(from: Moment, cursor: Option<u32>, limit: u32) -> (Vec<u32>, Option<u32>) {
	let page = Schedule::query_free_slots(LAB, from, cursor, limit);
	(page.items.into_iter().map(|info| info.slot).collect(), page.next)
}

/// Each slot from before now to behind the horizon is listed if and only if a place is free in it.
fn agrees(calendar: Calendar) {
	let now = Now::get();
	let slot_at = |at| calendar.slot_at(at, 8 * HOUR).unwrap();
	let period = |slot| calendar.period(Slots { first: slot, count: 1, units: 1 }, 8 * HOUR);
	let listed = free_from(0);
	for info in &listed {
		assert_eq!(Some(info.period), period(info.slot));
		assert_eq!(info.places, calendar.capacity - Taken::<Test>::get(LAB, info.slot));
	}
	let all = slot_at(now) - 2..slot_at(calendar.horizon_end(now)) + 2;
	let free = all.filter(|slot| Schedule::is_free(LAB, period(*slot).unwrap().from));
	let listed = listed.iter().map(|info| info.slot);
	assert_eq!(listed.collect::<Vec<_>>(), free.collect::<Vec<_>>());
}

/// Whatever stands in a JSON object, and how it reads back.
fn is_json<Info>(info: &Info, shown: Value)
where
	Info: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug,
{
	assert_eq!(to_value(info).unwrap(), shown);
	assert_eq!(&from_value::<Info>(shown).unwrap(), info);
	let text = serde_json::to_string(info).unwrap();
	assert_eq!(&serde_json::from_str::<Info>(&text).unwrap(), info);
}

#[test]
fn a_calendar_is_told_with_closures_and_bookings() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Schedule::query_calendar(LAB), None);
		lab(2);
		let told = |closures: &[Period], bookings| {
			let closures = Closures::truncate_from(closures.to_vec());
			let told = CalendarInfo { calendar: calendar(2), closures, bookings };
			assert_eq!(Schedule::query_calendar(LAB), Some(told));
		};
		told(&[], 0);
		assert_ok!(close(from_to(12, 13)));
		assert_ok!(close(from_to(10, 11)));
		assert_ok!(book(1, hours(13, 2)));
		assert_ok!(book(2, hours(13, 2)));
		told(&[from_to(10, 11), from_to(12, 13)], 2);
		free(1);
		told(&[from_to(10, 11), from_to(12, 13)], 1);
		assert_eq!(Schedule::query_calendar(COURSE), None);
		free(2);
		assert_ok!(clear());
		assert_eq!(Schedule::query_calendar(LAB), None);
	});
}

#[test]
fn free_slots_are_told_with_times_and_places() {
	ExtBuilder::build_and_execute(|| {
		lab(3);
		assert_ok!(book(1, Slots { units: 2, ..hours(10, 1) }));
		assert_ok!(book(2, Slots { units: 3, ..hours(11, 1) }));
		let page = Schedule::query_free_slots(LAB, START, None, 3);
		let expected = [(9, 3), (10, 1), (12, 3)].map(|(at, places)| SlotInfo {
			slot: hour(0, at),
			period: from_to(at.into(), u64::from(at) + 1),
			places,
		});
		assert_eq!(page, Page { items: expected.into(), next: Some(hour(0, 12)) });
		agrees(calendar(3));
	});
}

#[test]
fn a_list_passes_over_closed_days() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let days = [0, 1, 4, 5, 6, 7, 8, 11, 12, 13];
		let expected: Vec<_> =
			days.into_iter().flat_map(|day| (9..17).map(move |at| hour(day, at))).collect();
		let listed: Vec<_> = free_from(START).iter().map(|info| info.slot).collect();
		assert_eq!(listed, expected);
		agrees(calendar(1));
	});
}

#[test]
fn a_list_passes_over_closures_and_what_is_taken() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(close(from_to(12, 13)));
		assert_ok!(close(Period { from: START + DAY, until: START + 13 * DAY }));
		assert_ok!(book(1, hours(9, 2)));
		let today = [11, 13, 14, 15, 16].map(|at| hour(0, at)).to_vec();
		let last_day = (9..17).map(|at| hour(13, at)).collect::<Vec<_>>();
		let listed: Vec<_> = free_from(START).iter().map(|info| info.slot).collect();
		assert_eq!(listed, [today, last_day].concat());
		agrees(calendar(1));
	});
}

#[test]
fn a_list_begins_where_one_asks() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let first = |from| free_slots(from, None, 1).0[0];
		let ten = START + 10 * HOUR;
		assert_eq!(first(ten - HOUR), hour(0, 9));
		assert_eq!(first(ten - HOUR + 1), hour(0, 10));
		assert_eq!(first(ten), hour(0, 10));
		assert_eq!(first(ten + 1), hour(0, 11));
		assert_eq!(first(START + 17 * HOUR), hour(1, 9));
		assert_eq!(first(0), hour(0, 9));
	});
}

#[test]
fn what_has_begun_is_not_listed() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let ten = START + 10 * HOUR;
		for (now, expected) in [(ten - 1, 10), (ten, 11), (ten + 1, 11), (ten + HOUR - 1, 11)] {
			Now::set(now);
			for from in [0, START, now] {
				assert_eq!(free_slots(from, None, 1).0, [hour(0, expected)]);
			}
			// Nor behind a cursor of the past.
			assert_eq!(free_slots(0, Some(hour(0, 2)), 1).0, [hour(0, expected)]);
			assert_eq!(free_slots(0, Some(0), 1).0, [hour(0, expected)]);
			agrees(calendar(1));
		}
	});
}

#[test]
fn a_list_ends_at_the_horizon() {
	ExtBuilder::build_and_execute(|| {
		let calendar = Calendar { horizon: 1, ..always(60, 1) };
		assert_ok!(set(calendar));
		let last = || free_from(0).last().unwrap().slot;
		assert_eq!((free_from(0).len(), last()), (23, hour(0, 23)));
		Now::set(START + 1);
		assert_eq!((free_from(0).len(), last()), (23, hour(0, 23)));
		Now::set(START + HOUR - 1);
		assert_eq!((free_from(0).len(), last()), (23, hour(0, 23)));
		Now::set(START + HOUR);
		assert_eq!((free_from(0).len(), last()), (23, hour(1, 0)));
		agrees(calendar);
		for from in [START + 2 * DAY, Moment::MAX - 8 * HOUR, Moment::MAX] {
			assert_eq!(free_slots(from, None, 9), (vec![], None));
		}
	});
}

#[test]
fn the_last_page_has_no_next() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(Calendar { horizon: 1, ..always(60, 1) }));
		assert_eq!(free_slots(0, None, 22).1, Some(hour(0, 22)));
		assert_eq!(free_slots(0, None, 23).1, None);
		assert_eq!(free_slots(0, Some(hour(0, 22)), 1), (vec![hour(0, 23)], None));
		for cursor in [hour(0, 23), hour(9, 0), u32::MAX - 1, u32::MAX] {
			assert_eq!(free_slots(0, Some(cursor), 9), (vec![], None));
		}
	});
}

#[test]
fn a_page_has_1_to_100_slots() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(set(always(60, 1)));
		for (limit, count) in [(0, 1), (1, 1), (99, 99), (100, 100), (101, 100), (u32::MAX, 100)] {
			assert_eq!(free_slots(0, None, limit).0.len(), count);
		}
	});
}

#[test]
fn a_cursor_goes_on_behind_what_was_seen() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let (first, next) = free_slots(0, None, 2);
		assert_eq!(first, [9, 10].map(|at| hour(0, at)));
		// What is taken or given up meanwhile shifts nothing.
		assert_ok!(book(1, hours(9, 1)));
		assert_ok!(book(2, hours(11, 1)));
		let (second, next) = free_slots(0, next, 2);
		assert_eq!(second, [12, 13].map(|at| hour(0, at)));
		free(1);
		free(2);
		assert_eq!(free_slots(0, next, 2).0, [14, 15].map(|at| hour(0, at)));
	});
}

#[test]
fn a_page_may_be_empty_and_not_the_last() {
	ExtBuilder::build_and_execute(|| {
		let mut week = [Hours::default(); 7];
		week[2] = Hours { from: 23 * 60 + 50, until: 24 * 60 };
		let calendar = Calendar { length: 5, week, horizon: 60, ..calendar(1) };
		assert_ok!(set(calendar));
		// The first two pages end before the fourth Wednesday.
		assert_ok!(close(from_to(0, 3 * 7 * 24)));
		let page = Schedule::query_free_slots(LAB, 0, None, 10);
		let first = calendar.slot_at(START, 8 * HOUR).unwrap();
		assert_eq!(page, Page { items: vec![], next: Some(first + 1_999) });
		assert_eq!(free_slots(0, page.next, 10), (vec![], Some(first + 3_999)));
		let listed = free_from(0);
		assert_eq!(listed.len(), 2 * (60 / 7 - 3));
		assert!(listed[0].period.from >= START + 3 * 7 * DAY);
		agrees(calendar);
	});
}

#[test]
fn a_page_ends_where_so_much_was_looked_at() {
	ExtBuilder::build_and_execute(|| {
		let calendar = Calendar { horizon: 8, ..always(5, 1) };
		assert_ok!(set(calendar));
		assert_ok!(close(Period { from: 0, until: START + 9_980 * MINUTE }));
		let first = calendar.slot_at(START, 8 * HOUR).unwrap();
		let slots = |from: u32, until: u32| (first + from..first + until).collect::<Vec<_>>();
		assert_eq!(free_slots(0, None, 10), (slots(1_996, 2_000), Some(first + 1_999)));
		assert_eq!(free_slots(0, None, 4), (slots(1_996, 2_000), Some(first + 1_999)));
		assert_eq!(free_slots(0, None, 3), (slots(1_996, 1_999), Some(first + 1_998)));
		let next = Some(first + 1_999);
		assert_eq!(free_slots(0, next, 2), (slots(2_000, 2_002), Some(first + 2_001)));
		agrees(calendar);
	});
}

#[test]
fn without_a_calendar_nothing_is_listed() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(free_slots(0, None, 9), (vec![], None));
		lab(1);
		let page = Schedule::query_free_slots(COURSE, 0, None, 9);
		assert_eq!(page, Page { items: vec![], next: None });
		assert_ok!(set(Calendar { week: [Hours::default(); 7], ..calendar(1) }));
		assert_eq!(free_slots(0, None, 9), (vec![], None));
	});
}

#[test]
fn what_is_listed_is_free_whatever_the_length() {
	ExtBuilder::build_and_execute(|| {
		for length in [1_440, 720, 90, 60, 45, 20, 5] {
			Now::set(START + 10 * HOUR + 7 * MINUTE);
			let week = [Hours { from: 100, until: 1_300 }; 7];
			let calendar = Calendar { length, week, horizon: 3, ..calendar(2) };
			assert_ok!(set(calendar));
			agrees(calendar);
			let tomorrow = calendar.slot_at(START + 36 * HOUR, 8 * HOUR).unwrap();
			if length != 1_440 && length != 720 {
				assert_ok!(book(1, Slots { first: tomorrow, count: 2, units: 2 }));
				assert_ok!(book(2, Slots { first: tomorrow + 2, count: 1, units: 1 }));
				agrees(calendar);
			}
			assert_ok!(close(from_to(40, 45)));
			agrees(calendar);
			free(1);
			free(2);
			assert_ok!(clear());
		}
	});
}

#[test]
fn bookings_are_listed_once_each() {
	ExtBuilder::build_and_execute(|| {
		lab(u16::MAX);
		assert_ok!(Schedule::set_calendar(signed(DEAN), COURSE, calendar(1)));
		assert_ok!(Schedule::book(COURSE, 500, hours(9, 1)));
		let slots = |order: u64| hours(9 + u32::try_from(order % 8).unwrap(), 1);
		for order in 0..130 {
			assert_ok!(book(order, slots(order)));
		}
		free(7);
		for limit in [0, 1, 2, 7, 100, u32::MAX] {
			let (mut seen, mut cursor) = (Vec::new(), None);
			loop {
				let page = Schedule::query_bookings(LAB, cursor, limit);
				assert!(page.items.len() <= limit.clamp(1, MAX_PAGE) as usize);
				seen.extend(page.items);
				cursor = page.next;
				if cursor.is_none() {
					break;
				}
			}
			seen.sort_by_key(|info| info.order);
			let expected = (0..130).filter(|order| *order != 7).map(|order| {
				let from = 9 + order % 8;
				BookingInfo { order, slots: slots(order), period: from_to(from, from + 1) }
			});
			assert_eq!(seen, expected.collect::<Vec<_>>(), "in pages of {limit}");
		}
		let page = Schedule::query_bookings(COURSE, None, 9);
		let period = from_to(9, 10);
		let only = BookingInfo { order: 500, slots: hours(9, 1), period };
		assert_eq!(page, Page { items: vec![only], next: None });
		let none = Page { items: vec![], next: None };
		assert_eq!(Schedule::query_bookings(MACHINE, None, 9), none);
	});
}

#[test]
fn asking_writes_nothing() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(book(1, hours(9, 1)));
		assert_storage_noop!({
			Schedule::query_calendar(LAB);
			Schedule::query_free_slots(LAB, 0, None, 9);
			Schedule::query_bookings(LAB, None, 9);
			Schedule::is_free(LAB, START + 10 * HOUR);
		});
	});
}

#[test]
fn a_calendar_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		lab(2);
		assert_ok!(close(Period { from: 7, until: Moment::MAX }));
		let open = json!({ "from": 540, "until": 1_020 });
		let closed = json!({ "from": 0, "until": 0 });
		let mut shown = json!({
			"length": 60,
			"week": [open, open, open, open, open, closed, closed],
			"capacity": 2,
			"horizon": 14,
		});
		is_json(&calendar(2), shown.clone());
		shown["closures"] = json!([{ "from": 7, "until": Moment::MAX }]);
		shown["bookings"] = json!(0);
		is_json(&Schedule::query_calendar(LAB).unwrap(), shown);
	});
}

#[test]
fn slots_and_bookings_are_plain_json() {
	let slots = Slots { first: u32::MAX, count: 48, units: u16::MAX };
	let period = Period { from: 1, until: Moment::MAX };
	is_json(&slots, json!({ "first": u32::MAX, "count": 48, "units": u16::MAX }));
	is_json(&period, json!({ "from": 1, "until": Moment::MAX }));
	is_json(&Hours { from: 1, until: 2 }, json!({ "from": 1, "until": 2 }));
	is_json(
		&SlotInfo { slot: 3, period, places: 4 },
		json!({ "slot": 3, "from": 1, "until": Moment::MAX, "places": 4 }),
	);
	is_json(
		&BookingInfo { order: 5, slots, period },
		json!({
			"order": 5,
			"first": u32::MAX,
			"count": 48,
			"units": u16::MAX,
			"from": 1,
			"until": Moment::MAX,
		}),
	);
}

#[test]
fn a_page_is_plain_json() {
	let item = SlotInfo { slot: 3, period: Period { from: 1, until: 2 }, places: 4 };
	is_json(
		&Page { items: vec![item], next: Some(3_u32) },
		json!({ "items": [{ "slot": 3, "from": 1, "until": 2, "places": 4 }], "next": 3 }),
	);
	is_json(
		&Page::<BookingInfo, u64> { items: vec![], next: None },
		json!({ "items": [], "next": null }),
	);
}

#[test]
fn unsound_json_is_refused() {
	for broken in [
		json!({ "first": -1, "count": 1, "units": 1 }),
		json!({ "first": 1, "count": 65_536, "units": 1 }),
		json!({ "first": 1, "count": 1 }),
		json!({ "first": 4_294_967_296_u64, "count": 1, "units": 1 }),
	] {
		assert!(from_value::<Slots>(broken).is_err());
	}
	let days = |days: usize| vec![json!({ "from": 0, "until": 0 }); days];
	for week in [days(6), days(8)] {
		let broken = json!({ "length": 60, "week": week, "capacity": 1, "horizon": 1 });
		assert!(from_value::<Calendar>(broken).is_err());
	}
	let closures = vec![json!({ "from": 0, "until": 1 }); 33];
	assert!(from_value::<Closures>(closures.into()).is_err());
}
