// SPDX-License-Identifier: Apache-2.0

//! Before the clock of the chain has started, and when the pallet is new on a running chain.

use super::*;

fn on_new_chain(test: impl FnOnce()) {
	ExtBuilder::build().execute_with(|| {
		test();
		Deadlines::do_try_state().unwrap();
	});
}

#[test]
fn the_first_hook_starts_at_the_present() {
	on_new_chain(|| {
		assert_eq!(Cursor::<Test>::get(), None);
		poll_at(START);
		assert_eq!(Cursor::<Test>::get(), Some(start() + 1));
	});
}

#[test]
fn nothing_is_done_before_the_clock_starts() {
	on_new_chain(|| {
		assert_eq!(poll_at(0), 2);
		assert_eq!(Cursor::<Test>::get(), None);
	});
}

#[test]
fn tasks_of_genesis_are_kept_whenever_they_are_due() {
	on_new_chain(|| {
		set_time(0);
		for after in [9, 1, 5] {
			assert_ok!(schedule(minute(after), Work::Add(after as u8)));
		}
		assert_noop!(schedule(minute(9), Work::Add(9)), Error::<Test>::AlreadyExists);
		assert_ok!(schedule(minute(9), Work::Add(8)));
		assert!(cancel(minute(9), Work::Add(8)));

		poll_at(minute(5));
		assert_eq!(works(), [Work::Add(1), Work::Add(5)]);
		poll_at(minute(9));
		assert_eq!(works(), [Work::Add(9)]);
	});
}

#[test]
fn a_far_task_of_genesis_does_not_keep_nearer_ones_waiting() {
	on_new_chain(|| {
		set_time(0);
		assert_ok!(schedule(minute(9), Work::Add(9)));
		set_time(START);
		assert_ok!(schedule(minute(1), Work::Add(1)));
		poll_at(minute(1));
		assert_eq!(works(), [Work::Add(1)]);
		assert!(cancel(minute(9), Work::Add(9)));
	});
}

#[test]
fn a_task_scheduled_before_the_first_hook_is_kept() {
	on_new_chain(|| {
		set_time(START);
		assert_ok!(schedule(minute(0), Work::Add(1)));
		assert_ok!(schedule(minute(3), Work::Add(3)));
		poll_at(minute(7));
		assert_eq!(works(), [Work::Add(1), Work::Add(3)]);
	});
}
