// SPDX-License-Identifier: Apache-2.0

use super::*;
use frame_support::traits::Hooks;

#[test]
fn constants_fit_together() {
	ExtBuilder::default().build_and_execute(|| {
		Calendar::integrity_test();
		UtcOffset::set(DAY - 1);
		MaxChanges::set(1);
		Calendar::integrity_test();
	});
}

#[test]
#[should_panic = "no clock is a day ahead of UTC"]
fn an_offset_of_a_day_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		UtcOffset::set(DAY);
		Calendar::integrity_test();
	});
}

#[test]
#[should_panic = "no day could be declared"]
fn declarations_of_nothing_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		MaxChanges::set(0);
		Calendar::integrity_test();
	});
}
