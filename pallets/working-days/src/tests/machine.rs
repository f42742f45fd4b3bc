// SPDX-License-Identifier: Apache-2.0

//! Random declarations by random signers, beside a model: nothing panics, no invariant breaks, and
//! what fails leaves no trace.

use super::*;
use codec::Decode;
use frame_support::traits::Time as _;
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
	/// Days so far from the day on which the tests begin, or none at all.
	Declare(AccountId, Vec<(Option<i32>, DayKind)>),
	Advance(Moment),
}

fn step() -> impl Strategy<Value = Step> {
	let kind = || prop_oneof![Just(Working), Just(Rest)];
	let day = prop_oneof![30 => (0..300i32).prop_map(Some), 1 => (-3..0i32).prop_map(Some), 1 => Just(None)];
	let signer = prop_oneof![5 => Just(COUNCIL), 1 => Just(STRANGER)];
	prop_oneof![
		4 => (signer, prop::collection::vec((day, kind()), 0..12))
			.prop_map(|(signer, days)| Step::Declare(signer, days)),
		1 => (0..3 * DAY).prop_map(Step::Advance),
	]
}

/// What is declared, by day.
#[derive(Default)]
struct Model(BTreeMap<u32, DayKind>);

impl Model {
	fn declare(&mut self, signer: AccountId, days: &[(Date, DayKind)]) -> DispatchResult {
		if signer != COUNCIL {
			return Err(DispatchError::BadOrigin);
		}
		if days.is_empty() {
			return Err(Error::<Test>::Empty.into());
		}
		let today = (Clock::now() + OFFSET) / DAY;
		let mut listed = BTreeMap::new();
		for (date, kind) in days {
			let Some(day) = date.to_days() else { return Err(Error::<Test>::InvalidDate.into()) };
			if u64::from(day) < today {
				return Err(Error::<Test>::TooLate.into());
			}
			if listed.insert(day, *kind).is_some() {
				return Err(Error::<Test>::Duplicate.into());
			}
		}
		self.0.extend(listed);
		Ok(())
	}

	fn is_worked(&self, day: u32) -> bool {
		let weekday = (1..=5).contains(&((day + 4) % 7));
		self.0.get(&day).map_or(weekday, |kind| *kind == Working)
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_calendar_is_what_was_declared(steps in prop::collection::vec(step(), 1..30)) {
		ExtBuilder::default().build_and_execute(|| {
			let first = Calendar::local_day(START);
			let mut model = Model::default();
			for step in steps {
				match step {
					Step::Advance(by) => set_time(Clock::now() + by),
					Step::Declare(signer, days) => {
						let days: Vec<_> = days
							.into_iter()
							.map(|(ahead, kind)| {
								let day = ahead.map(|ahead| first.checked_add_signed(ahead).unwrap());
								(day.map_or(date(2026, 2, 29), on), kind)
							})
							.collect();
						let call = RuntimeCall::Calendar(Call::declare {
							days: days.clone().try_into().unwrap(),
						});
						let origin = RuntimeOrigin::signed(signer);
						let outcome = || call.dispatch(origin).map_err(|failed| failed.error);
						match model.declare(signer, &days) {
							Ok(()) => {
								assert_ok!(outcome());
							}
							Err(error) => {
								assert_noop!(outcome(), error);
							}
						}
					}
				}
				Calendar::do_try_state().unwrap();
			}
			for day in first - 10..first + 310 {
				assert_eq!(Calendar::is_working(on(day)), Some(model.is_worked(day)), "{day}");
			}
			let worked = (first + 1..).filter(|day| model.is_worked(*day)).take(255);
			for (days, day) in (1..=255).zip(worked) {
				assert_eq!(Calendar::after(START, days), midnight(day + 1));
			}
		});
	}

	#[test]
	fn arbitrary_calls_do_not_panic(
		signer in 0..3u64,
		bytes in prop::collection::vec(any::<u8>(), 0..80),
	) {
		ExtBuilder::default().build_and_execute(|| {
			if let Ok(call) = crate::Call::<Test>::decode(&mut bytes.as_slice()) {
				let outcome = RuntimeCall::Calendar(call).dispatch(RuntimeOrigin::signed(signer));
				assert!(outcome.is_err() || signer == COUNCIL);
			}
		});
	}
}
