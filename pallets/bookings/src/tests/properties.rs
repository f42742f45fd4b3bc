// SPDX-License-Identifier: Apache-2.0

//! Any calls in any order, against a list of bookings.

use super::*;
use alloc::{collections::BTreeMap, vec::Vec};
use covenant_primitives::time::{DAY, HOUR};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Set(u16, u16, u16),
	Clear,
	Close(u64, u64),
	Reopen(u64, u64),
	Book(u64, u32, u16, u16),
	Free(u64),
	Pass(u64),
}

fn steps() -> impl Strategy<Value = Step> {
	prop_oneof![
		1 => (prop::sample::select(vec![30, 60, 480, 7]), 0..4_u16, 1..20_u16)
			.prop_map(|(length, capacity, horizon)| Step::Set(length, capacity, horizon)),
		1 => Just(Step::Clear),
		1 => (0..200_u64, 1..30_u64).prop_map(|(from, count)| Step::Close(from, count)),
		1 => (0..200_u64, 1..30_u64).prop_map(|(from, count)| Step::Reopen(from, count)),
		12 => (0..6_u64, 0..150_u32, 0..6_u16, 0..4_u16)
			.prop_map(|(order, first, count, units)| Step::Book(order, first, count, units)),
		3 => (0..6_u64).prop_map(Step::Free),
		1 => (0..20_u64).prop_map(Step::Pass),
	]
}

fn root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}

/// How many places are taken at a moment, by those who have some.
fn taken(model: &BTreeMap<u64, (Period, u16)>, at: Moment) -> u16 {
	let there = model.values().filter(|(period, _)| period.from <= at && at < period.until);
	there.map(|(_, units)| units).sum()
}

fn take(step: Step, model: &mut BTreeMap<u64, (Period, u16)>) -> DispatchResult {
	let hours = |from: u64, count: u64| Period {
		from: START + from * HOUR,
		until: START + (from + count) * HOUR,
	};
	match step {
		Step::Set(length, capacity, horizon) => {
			let week = [Hours { from: 420, until: 1_380 }; 7];
			let calendar = Calendar { length, week, capacity, horizon };
			Schedule::set_calendar(signed(DEAN), LAB, calendar)
		}
		Step::Clear => Schedule::clear_calendar(signed(DEAN), LAB),
		Step::Close(from, count) => Schedule::close(signed(DEAN), LAB, hours(from, count)),
		Step::Reopen(from, count) => Schedule::reopen(signed(DEAN), LAB, hours(from, count)),
		Step::Book(order, first, count, units) => {
			let today = Calendars::<Test>::get(LAB)
				.and_then(|calendar| calendar.slot_at(START, UtcOffset::get()))
				.unwrap_or_default();
			let slots = Slots { first: today + first, count, units };
			book(order, slots)?;
			model.insert(order, (Schedule::period(LAB, slots).unwrap(), units));
			Ok(())
		}
		Step::Free(order) => {
			<Schedule as Bookings>::free(LAB, order);
			model.remove(&order);
			Ok(())
		}
		Step::Pass(hours) => {
			Now::mutate(|now| *now += hours * HOUR);
			Ok(())
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn nobody_has_a_place_twice(steps in prop::collection::vec(steps(), 20..120)) {
		ExtBuilder::build_and_execute(|| {
			lab(2);
			let mut model = BTreeMap::new();
			for step in steps {
				let before = root();
				if take(step, &mut model).is_err() {
					assert_eq!(root(), before, "what is refused changes nothing");
				}
				Schedule::do_try_state().unwrap();
				let capacity = Calendars::<Test>::get(LAB).map_or(0, |calendar| calendar.capacity);
				for (period, _) in model.values() {
					assert!(taken(&model, period.from) <= capacity);
				}
				let booked: BTreeMap<_, _> = Booked::<Test>::iter_prefix(LAB)
					.map(|(order, slots)| (order, (Schedule::period(LAB, slots).unwrap(), slots.units)))
					.collect();
				assert_eq!(booked, model);
			}
		});
	}

	/// What is refused would have been too much, or where nobody may book.
	#[test]
	fn a_place_that_is_left_is_to_be_had(
		bookings in prop::collection::vec((9..17_u32, 1..4_u16, 1..4_u16), 1..20),
		capacity in 1..5_u16,
	) {
		ExtBuilder::build_and_execute(|| {
			lab(capacity);
			let mut model = BTreeMap::new();
			for (order, (first, count, units)) in (0..).zip(bookings) {
				let slots = Slots { units, ..hours(first, count) };
				let period = Schedule::period(LAB, slots).unwrap();
				let closes = START + 17 * HOUR;
				let free = (0..u64::from(count)).all(|hour| {
					taken(&model, period.from + hour * HOUR) + units <= capacity
				});
				let booked = book(order, slots);
				assert_eq!(booked.is_ok(), free && period.until <= closes);
				if booked.is_ok() {
					model.insert(order, (period, units));
				}
			}
			assert!(model.values().all(|(period, _)| period.until <= START + DAY));
		});
	}
}
