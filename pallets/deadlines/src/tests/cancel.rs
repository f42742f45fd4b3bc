// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn a_canceled_task_does_not_happen() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(2), Work::Add(1)));
		assert_ok!(schedule(minute(2), Work::Add(2)));
		assert!(cancel(minute(2), Work::Add(1)));
		assert!(!cancel(minute(2), Work::Add(1)));
		poll_at(minute(2));
		assert_eq!(works(), [Work::Add(2)]);
	});
}

#[test]
fn only_the_task_and_minute_named_are_canceled() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(2), Work::Add(1)));
		assert!(!cancel(minute(2), Work::Add(2)));
		assert!(!cancel(minute(1), Work::Add(1)));
		assert!(!cancel(minute(3), Work::Add(1)));
		assert_eq!(waiting().len(), 1);
	});
}

#[test]
fn what_was_carried_out_cannot_be_canceled() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(2), Work::Add(1)));
		poll_at(minute(2));
		assert!(!cancel(minute(2), Work::Add(1)));
	});
}

#[test]
fn a_late_task_is_found_by_its_own_time() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(0), Work::Add(1)));
		assert!(!cancel(0, Work::Add(1)));
		assert!(!cancel(minute(1), Work::Add(1)));
		assert!(cancel(minute(0), Work::Add(1)));
		assert_eq!(waiting(), []);
	});
}

#[test]
fn a_late_task_is_found_while_its_bucket_is_drained() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(0), Work::Add(1)));
		poll_within(minute(1), 4);
		assert_eq!(Cursor::<Test>::get(), Some(start() + 2));
		assert!(cancel(minute(0), Work::Add(1)));
		assert_eq!(waiting(), []);
	});
}

#[test]
fn a_due_task_is_found_before_and_while_its_bucket_is_drained() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Add(1)));
		assert_ok!(schedule(minute(1), Work::Add(2)));
		set_time(minute(9));
		assert!(cancel(minute(1), Work::Add(1)));
		poll_within(minute(9), 4);
		assert_eq!(Cursor::<Test>::get(), Some(start() + 2));
		assert!(cancel(minute(1), Work::Add(2)));
		assert_eq!(waiting(), []);
	});
}
