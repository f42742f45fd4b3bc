// SPDX-License-Identifier: Apache-2.0

mod constants;
mod counting;
mod declare;
mod genesis;
mod machine;
mod notice;
mod queries;
mod roles;
mod try_state;

use crate::{mock::*, DayKind::*, *};
use covenant_primitives::{
	time::{DAY, HOUR, SECOND},
	Moment, WorkingDays,
};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};

fn date(year: u16, month: u8, day: u8) -> Date {
	Date { year, month, day }
}

fn on(day: u32) -> Date {
	Date::from_days(day).unwrap()
}

/// The council declares `days`.
fn declare(days: &[(Date, DayKind)]) -> DispatchResult {
	Calendar::declare(RuntimeOrigin::signed(COUNCIL), days.to_vec().try_into().unwrap())
}

/// The days of 2026 that the State Council's notice names (国办发明电〔2025〕7号), weekends within
/// the holidays included.
fn notice_of_2026() -> Vec<(Date, DayKind)> {
	let holidays = [
		// New Year.
		(1, 1..=3),
		// Spring Festival.
		(2, 15..=23),
		// Qingming.
		(4, 4..=6),
		// Labor Day.
		(5, 1..=5),
		// Dragon Boat.
		(6, 19..=21),
		// Mid-Autumn.
		(9, 25..=27),
		// National Day.
		(10, 1..=7),
	];
	let adjusted = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)];
	holidays
		.into_iter()
		.flat_map(|(month, days)| days.map(move |day| (date(2026, month, day), Rest)))
		.chain(adjusted.map(|(month, day)| (date(2026, month, day), Working)))
		.collect()
}

/// The exceptions, by the bits that are set.
fn exceptions() -> Vec<Date> {
	let mut days: Vec<_> = Exceptions::<Test>::iter()
		.flat_map(|(word, bits)| {
			(0..128).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| word * 128 + bit)
		})
		.collect();
	days.sort();
	days.into_iter().map(on).collect()
}
