// SPDX-License-Identifier: Apache-2.0

//! Random calls keep every invariant, and what was read never changes.

use super::*;
use alloc::collections::BTreeMap;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Register(u8, bool),
	Replace(u8, u8, u32),
	Transfer(u8, bool, u32),
	Suspend(u8),
	Resume(u8),
	Retire(u8, u32),
	Skip(u8, u64),
	Read(u8, u64, u32, u64),
	Close(u8, u32),
	Pass(u32),
}

fn step() -> impl Strategy<Value = Step> {
	let meter = || 0..4_u8;
	prop_oneof![
		(meter(), any::<bool>()).prop_map(|(number, factory)| Step::Register(number, factory)),
		(meter(), 4..8_u8, 0..200_u32).prop_map(|(a, b, at)| Step::Replace(a, b, at)),
		(meter(), any::<bool>(), 0..4_u32).prop_map(|(a, to, day)| Step::Transfer(a, to, day)),
		meter().prop_map(Step::Suspend),
		meter().prop_map(Step::Resume),
		(meter(), 0..200_u32).prop_map(|(number, at)| Step::Retire(number, at)),
		(meter(), 0..9_u64).prop_map(|(number, until)| Step::Skip(number, until)),
		(meter(), 0..3_u64, 0..200_u32, 0..1_100_u64)
			.prop_map(|(number, ahead, at, import)| Step::Read(number, ahead, at, import)),
		(meter(), 0..4_u32).prop_map(|(number, day)| Step::Close(number, day)),
		(0..60_u32).prop_map(Step::Pass),
	]
}

fn party(factory: bool) -> Party {
	if factory {
		FACTORY
	} else {
		HOUSEHOLD
	}
}

/// The last meter that has this device.
fn meter(number: u8) -> MeterId {
	MeterOf::<Test>::get(device(number).key).unwrap_or(MeterId(99))
}

fn take(step: Step) {
	let none = Register::default();
	let _ = match step {
		Step::Register(number, factory) => register(number, party(factory)),
		Step::Replace(old, new, at) => {
			Metering::replace(grid(), meter(old), device(new), FIRST + at, none, none)
		}
		Step::Transfer(number, factory, day) => {
			Metering::transfer(grid(), meter(number), party(factory), TODAY + day)
		}
		Step::Suspend(number) => Metering::suspend(grid(), meter(number)),
		Step::Resume(number) => Metering::resume(grid(), meter(number)),
		Step::Retire(number, at) => Metering::retire(grid(), meter(number), FIRST + at),
		Step::Skip(number, until) => Metering::skip(grid(), meter(number), until),
		Step::Read(number, ahead, at, import) => {
			let id = meter(number);
			let sequence = ProgressOf::<Test>::get(id).next + ahead;
			let message =
				Message { meter: id, ..message(sequence.saturating_sub(1), FIRST + at, import, 1) };
			submit(vec![sign(message, number)])
		}
		Step::Close(number, day) => close(&[meter(number)], TODAY + day),
		Step::Pass(intervals) => {
			pass(u64::from(intervals) * 15 * MINUTE);
			Ok(())
		}
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn what_a_device_said_stays(steps in prop::collection::vec(step(), 1..80)) {
		ExtBuilder::build_and_execute(|| {
			let mut said = BTreeMap::new();
			for step in steps {
				take(step);
				Metering::do_try_state().unwrap();
				for (id, interval, register) in Readings::<Test>::iter() {
					said.entry((id, interval)).or_insert(register);
				}
			}
			for ((id, interval), register) in said {
				let expected = reading(register.import, register.export);
				assert_eq!(Metering::reading(id, interval), Some(expected));
			}
		});
	}
}
