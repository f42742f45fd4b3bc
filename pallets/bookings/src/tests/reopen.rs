// SPDX-License-Identifier: Apache-2.0

//! Taking a closure back.

use super::*;

#[test]
fn a_closure_is_taken_back_and_told() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let period = from_to(10, 12);
		assert_ok!(close(period));
		assert_noop!(book(1, hours(10, 1)), Error::<Test>::Closed);
		assert_ok!(reopen(period));
		System::assert_last_event(Event::Reopened { resource: LAB, period, by: BY_DEAN }.into());
		assert_ok!(book(1, hours(10, 1)));
	});
}

#[test]
fn the_others_stay_in_order() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for from in [8, 9, 12, 14] {
			assert_ok!(close(from_to(from, from + 1)));
		}
		assert_ok!(reopen(from_to(9, 10)));
		assert_eq!(closures(), [from_to(8, 9), from_to(12, 13), from_to(14, 15)]);
		assert_ok!(reopen(from_to(14, 15)));
		assert_ok!(reopen(from_to(8, 9)));
		assert_eq!(closures(), [from_to(12, 13)]);
	});
}

#[test]
fn nothing_is_kept_of_the_last_one() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(close(from_to(10, 11)));
		assert_ok!(close(from_to(12, 13)));
		assert_ok!(reopen(from_to(10, 11)));
		assert!(ClosuresOf::<Test>::contains_key(LAB));
		assert_ok!(reopen(from_to(12, 13)));
		assert!(!ClosuresOf::<Test>::contains_key(LAB));
	});
}

#[test]
fn a_closure_is_named_as_it_is() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let period = from_to(10, 12);
		let Period { from, until } = period;
		assert_ok!(close(period));
		for (from, until) in [
			(from, until - 1),
			(from, until + 1),
			(from - 1, until),
			(from + 1, until),
			(until, from),
			(0, 0),
		] {
			assert_noop!(reopen(Period { from, until }), Error::<Test>::NotClosed);
		}
		assert_ok!(reopen(period));
	});
}

#[test]
fn what_is_open_is_not_reopened() {
	ExtBuilder::build_and_execute(|| {
		let period = from_to(10, 12);
		assert_noop!(reopen(period), Error::<Test>::NotClosed);
		lab(1);
		assert_noop!(reopen(period), Error::<Test>::NotClosed);
		assert_ok!(close(period));
		assert_ok!(reopen(period));
		assert_noop!(reopen(period), Error::<Test>::NotClosed);
		assert_ok!(close(period));
		assert_ok!(clear());
		assert_noop!(reopen(period), Error::<Test>::NotClosed);
	});
}

#[test]
fn a_closure_that_has_begun_ends_early() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		let period = from_to(0, 48);
		assert_ok!(close(period));
		Now::set(START + 9 * HOUR);
		assert_ok!(reopen(period));
		assert_ok!(book(1, hours(10, 1)));
	});
}

#[test]
fn a_closure_that_is_over_is_there_until_it_is_forgotten() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		for from in [0, 1] {
			assert_ok!(close(from_to(from, from + 1)));
		}
		Now::set(START + 5 * HOUR);
		assert_ok!(reopen(from_to(0, 1)));
		assert_ok!(close(from_to(10, 11)));
		assert_noop!(reopen(from_to(1, 2)), Error::<Test>::NotClosed);
	});
}

#[test]
fn another_resource_stays_closed() {
	ExtBuilder::build_and_execute(|| {
		lab(1);
		assert_ok!(Schedule::set_calendar(signed(DEAN), COURSE, calendar(1)));
		let period = from_to(10, 12);
		assert_ok!(close(period));
		assert_ok!(Schedule::close(signed(DEAN), COURSE, period));
		assert_ok!(reopen(period));
		assert_noop!(reopen(period), Error::<Test>::NotClosed);
		assert_eq!(ClosuresOf::<Test>::get(COURSE)[..], [period]);
	});
}
