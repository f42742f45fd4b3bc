// SPDX-License-Identifier: Apache-2.0

//! The rules that need no storage.

use super::*;
use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use proptest::prelude::*;

const EAST: Moment = 8 * HOUR;

/// Every length a slot may have.
fn lengths() -> Vec<u16> {
	(MIN_LENGTH..=DAY_MINUTES).filter(|length| DAY_MINUTES.is_multiple_of(*length)).collect()
}

fn one(first: u32) -> Slots {
	Slots { first, count: 1, units: 1 }
}

/// Open all day on one day of the week, 0 being Monday.
fn open_on(weekday: usize, length: u16) -> Calendar {
	let mut week = [Hours::default(); 7];
	week[weekday] = ALL_DAY;
	Calendar { week, ..always(length, 1) }
}

#[test]
fn there_are_thirty_lengths() {
	let few = [5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 30, 32, 36, 40, 45, 48, 60, 72, 80];
	assert_eq!(lengths()[..20], few);
	assert_eq!(lengths()[20..], [90, 96, 120, 144, 160, 180, 240, 288, 360, 480, 720, 1_440]);
}

#[test]
fn the_first_day_of_1970_was_a_thursday() {
	for (weekday, open) in [(2, false), (3, true), (4, false)] {
		let calendar = open_on(weekday, 60);
		assert!((0..24).all(|slot| calendar.is_open(slot) == open));
	}
}

#[test]
fn each_day_of_the_week_has_its_own_hours() {
	for length in [5, 60, 720, 1_440] {
		let per_day = u32::from(DAY_MINUTES / length);
		for weekday in 0..7 {
			let calendar = open_on(weekday, length);
			for day in 0..21 {
				let open = (day + 3) % 7 == weekday;
				let first = u32::try_from(day).unwrap() * per_day;
				for slot in [first, first + per_day / 2, first + per_day - 1] {
					assert_eq!(calendar.is_open(slot), open, "day {day}, slot {slot}");
				}
			}
		}
	}
}

#[test]
fn a_week_of_october_2026_is_open_as_it_says() {
	let calendar = calendar(1);
	let open_days = (0..8).filter(|day| calendar.is_open(hour(*day, 12)));
	// From a Thursday on, without Saturday and Sunday.
	assert_eq!(open_days.collect::<Vec<_>>(), [0, 1, 4, 5, 6, 7]);
	let open_hours = (0..24).filter(|at| calendar.is_open(hour(0, *at)));
	assert_eq!(open_hours.collect::<Vec<_>>(), (9..17).collect::<Vec<_>>());
}

#[test]
fn a_slot_lies_in_the_hours_altogether() {
	let open_slots = |from, until| {
		let calendar = Calendar { week: [Hours { from, until }; 7], ..calendar(1) };
		(0..24).filter(|slot| calendar.is_open(*slot)).collect::<Vec<_>>()
	};
	assert_eq!(open_slots(540, 660), [9, 10]);
	assert_eq!(open_slots(539, 661), [9, 10]);
	assert_eq!(open_slots(541, 660), [10]);
	assert_eq!(open_slots(540, 659), [9]);
	assert_eq!(open_slots(541, 659), [0; 0]);
	assert_eq!(open_slots(540, 540), [0; 0]);
	assert_eq!(open_slots(0, 60), [0]);
	assert_eq!(open_slots(1_380, 1_440), [23]);
}

#[test]
fn a_day_begins_at_local_midnight() {
	for length in lengths() {
		let calendar = always(length, 1);
		let first = 20_741 * u32::from(DAY_MINUTES / length);
		assert_eq!(calendar.slot_at(START, EAST), Some(first));
		assert_eq!(calendar.slot_at(START - 1, EAST), Some(first - 1));
		assert_eq!(calendar.slot_at(START + DAY - 1, EAST).unwrap() / first, 1);
		let period = calendar.period(one(first), EAST).unwrap();
		assert_eq!(period.from, START);
		assert_eq!(period.until, START + MINUTE * u64::from(length));
		let last = calendar.period(one(first + u32::from(DAY_MINUTES / length) - 1), EAST);
		assert_eq!(last.unwrap().until, START + DAY);
	}
}

#[test]
fn the_same_slot_is_earlier_where_the_sun_rises_earlier() {
	let period = |offset| calendar(1).period(Slots { first: 24, count: 2, units: 3 }, offset);
	assert_eq!(period(0), Some(Period { from: DAY, until: DAY + 2 * HOUR }));
	assert_eq!(period(EAST), Some(Period { from: DAY - EAST, until: DAY - EAST + 2 * HOUR }));
	assert_eq!(calendar(1).slot_at(0, EAST), Some(8));
	assert_eq!(calendar(1).slot_at(0, 0), Some(0));
}

#[test]
fn there_is_no_time_before_1970() {
	assert_eq!(calendar(1).period(one(7), EAST), None);
	assert_eq!(
		calendar(1).period(one(8), EAST).unwrap(),
		Period { from: 0, until: HOUR },
		"8 in the morning, where it is 8 hours later"
	);
	assert_eq!(calendar(1).period(Slots { count: u16::MAX, ..one(7) }, EAST), None);
}

#[test]
fn slots_follow_one_another_without_a_gap() {
	for length in lengths() {
		let calendar = always(length, 1);
		let [one, next, both] = [(5_000, 1), (5_001, 1), (5_000, 2)]
			.map(|(first, count)| calendar.period(Slots { first, count, units: 1 }, EAST).unwrap());
		assert_eq!(one.until, next.from);
		assert_eq!(both, Period { from: one.from, until: next.until });
		assert!(!one.overlaps(next));
	}
}

#[test]
fn nothing_overflows_at_the_end_of_time() {
	for length in [0, 1, 5, 60, 1_440, u16::MAX] {
		let calendar = always(length, 1);
		for first in [0, u32::MAX - 1, u32::MAX] {
			calendar.is_open(first);
			for (count, offset) in [0, 1, u16::MAX].into_iter().zip([0, EAST, Moment::MAX]) {
				let slots = Slots { first, count, units: u16::MAX };
				calendar.period(slots, offset);
				assert_eq!(numbers(slots).count(), usize::from(count));
			}
		}
		for at in [Moment::MAX, Moment::MAX - EAST, Moment::MAX - EAST + 1] {
			assert_eq!(calendar.slot_at(at, EAST), None);
			assert!(calendar.horizon_end(at) >= at);
		}
	}
	assert_eq!(calendar(1).horizon_end(Moment::MAX), Moment::MAX);
	let last = calendar(1).slot_at(HOUR * u64::from(u32::MAX), 0);
	assert_eq!(last, Some(u32::MAX));
	assert_eq!(calendar(1).slot_at(HOUR * (u64::from(u32::MAX) + 1), 0), None);
}

#[test]
fn the_horizon_is_counted_in_days() {
	for (horizon, end) in [(1, START + DAY), (366, START + 366 * DAY)] {
		assert_eq!(Calendar { horizon, ..calendar(1) }.horizon_end(START), end);
	}
}

#[test]
fn the_numbers_of_slots_are_in_order() {
	let slots = |first, count| numbers(Slots { first, count, units: 9 }).collect::<Vec<_>>();
	assert_eq!(slots(7, 3), [7, 8, 9]);
	assert_eq!(slots(7, 0), [0; 0]);
	assert_eq!(slots(u32::MAX, 1), [u32::MAX]);
}

#[test]
fn periods_overlap_if_they_have_a_part_in_common() {
	let overlap = |one: (u64, u64), other: (u64, u64)| {
		let [one, other] = [one, other].map(|(from, until)| Period { from, until });
		assert_eq!(one.overlaps(other), other.overlaps(one));
		one.overlaps(other)
	};
	for other in [(10, 20), (0, 11), (19, 30), (0, 30), (12, 13), (10, 11), (19, 20)] {
		assert!(overlap((10, 20), other), "{other:?}");
	}
	for other in [(0, 10), (20, 30), (0, 1), (20, 21), (30, u64::MAX)] {
		assert!(!overlap((10, 20), other), "{other:?}");
	}
}

#[test]
fn a_calendar_is_open_for_the_minutes_of_its_slots() {
	let week = |capacity| {
		let period = Period { from: START, until: START + 7 * DAY };
		calendar(capacity).open_minutes(period, EAST)
	};
	assert_eq!(week(1), 5 * 8 * 60);
	assert_eq!(week(u16::MAX), 5 * 8 * 60 * 65_535);
	let all_week = Period { from: START, until: START + 7 * DAY };
	for length in lengths() {
		assert_eq!(always(length, 2).open_minutes(all_week, EAST), 7 * 1_440 * 2);
	}
}

#[test]
fn slots_are_eight_bytes() {
	let slots = Slots { first: 0x0403_0201, count: 0x0605, units: 0x0807 };
	assert_eq!(slots.encode(), [1, 2, 3, 4, 5, 6, 7, 8]);
	assert_eq!(Slots::decode_all(&mut &slots.encode()[..]), Ok(slots));
	assert!(Slots::decode(&mut &slots.encode()[..7]).is_err());
	assert!(Slots::decode_all(&mut &[0; 9][..]).is_err());
	assert_eq!(Slots::max_encoded_len(), 8);
}

#[test]
fn the_codec_keeps_the_order_of_fields() {
	let period = Period { from: 1, until: 2 };
	assert_eq!(period.encode(), (1_u64, 2_u64).encode());
	let mut week = [Hours::default(); 7];
	week[0] = Hours { from: 1, until: 2 };
	week[6] = Hours { from: 3, until: 4 };
	let calendar = Calendar { length: 5, week, capacity: 6, horizon: 7 };
	let numbers = [5, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 6, 7_u16];
	assert_eq!(calendar.encode(), numbers.encode());
	assert_eq!(Calendar::decode_all(&mut &calendar.encode()[..]), Ok(calendar));
	assert_eq!(Calendar::max_encoded_len(), 34);
	assert_eq!(Closures::max_encoded_len(), 1 + 32 * 16);
}

#[test]
fn a_booking_is_at_most_48_slots() {
	assert_eq!((MAX_SLOTS, MIN_LENGTH, MAX_HORIZON, DAY_MINUTES), (48, 5, 366, 1_440));
}

proptest! {
	#[test]
	fn a_slot_is_where_its_period_is(
		length in prop::sample::select(lengths()),
		slot in any::<u32>(),
		offset in 0..=14 * HOUR,
		within in any::<Moment>(),
	) {
		let calendar = always(length, 1);
		let span = MINUTE * u64::from(length);
		if let Some(period) = calendar.period(one(slot), offset) {
			prop_assert_eq!(period.until - period.from, span);
			prop_assert_eq!((period.from + offset) % span, 0);
			for at in [period.from, period.from + within % span, period.until - 1] {
				prop_assert_eq!(calendar.slot_at(at, offset), Some(slot));
			}
			prop_assert_eq!(calendar.slot_at(period.until, offset), slot.checked_add(1));
		} else {
			prop_assert!(span * u64::from(slot) < offset);
		}
	}

	#[test]
	fn a_time_lies_in_the_period_of_its_slot(
		length in prop::sample::select(lengths()),
		at in prop_oneof![0..=100 * DAY, any::<Moment>()],
		offset in 0..=14 * HOUR,
	) {
		let calendar = always(length, 1);
		if let Some(slot) = calendar.slot_at(at, offset) {
			match calendar.period(one(slot), offset) {
				Some(period) => prop_assert!(period.from <= at && at < period.until),
				None => prop_assert!(at < MINUTE * u64::from(length)),
			}
		} else {
			prop_assert!(at / (MINUTE * u64::from(length)) >= u64::from(u32::MAX) - 200);
		}
	}

	#[test]
	fn any_calendar_answers_without_a_panic(
		length in any::<u16>(),
		from in any::<u16>(),
		until in any::<u16>(),
		horizon in any::<u16>(),
		slots in (any::<u32>(), any::<u16>()),
		at in any::<Moment>(),
		offset in any::<Moment>(),
	) {
		let week = [Hours { from, until }; 7];
		let calendar = Calendar { length, week, capacity: 1, horizon };
		let slots = Slots { first: slots.0, count: slots.1, units: 1 };
		calendar.is_valid();
		calendar.is_open(slots.first);
		calendar.horizon_end(at);
		calendar.slot_at(at, offset);
		if let Some(period) = calendar.period(slots, offset) {
			prop_assert!(period.from <= period.until);
		}
	}
}
