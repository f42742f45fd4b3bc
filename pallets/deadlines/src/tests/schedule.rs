// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::Moment;

#[test]
fn a_task_waits_for_the_first_minute_that_begins_late_enough() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(3), Work::Add(1)));
		assert_ok!(schedule(minute(3) + 1, Work::Add(2)));
		assert_ok!(schedule(minute(4) - 1, Work::Add(3)));
		assert_eq!(
			waiting(),
			[
				(start() + 3, start() + 3, Work::Add(1)),
				(start() + 4, start() + 4, Work::Add(2)),
				(start() + 4, start() + 4, Work::Add(3)),
			]
		);
	});
}

#[test]
fn the_same_task_at_the_same_minute_is_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(3), Work::Add(1)));
		assert_noop!(schedule(minute(3), Work::Add(1)), Error::<Test>::AlreadyExists);
		assert_noop!(schedule(minute(2) + 1, Work::Add(1)), Error::<Test>::AlreadyExists);
		assert_ok!(schedule(minute(3) + 1, Work::Add(1)));
		assert_ok!(schedule(minute(3), Work::Add(2)));
	});
}

#[test]
fn a_late_task_waits_for_the_next_minute() {
	ExtBuilder::build_and_execute(|| {
		for at in [0, minute(0), START] {
			assert_ok!(schedule(at, Work::Add(1)));
		}
		assert_eq!(
			waiting(),
			[
				(start() + 1, 0, Work::Add(1)),
				(start() + 1, start(), Work::Add(1)),
				(start() + 1, start() + 1, Work::Add(1)),
			]
		);
		poll_at(minute(1) - 1);
		assert_eq!(works(), []);
		poll_at(minute(1));
		assert_eq!(works(), [Work::Add(1); 3]);
	});
}

#[test]
fn a_late_task_is_refused_while_it_waits_in_the_minute_being_drained() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Add(1)));
		// Enough to close the minute, not to carry out the task.
		poll_within(minute(1), 4);
		assert_eq!(Cursor::<Test>::get(), Some(start() + 2));
		assert_noop!(schedule(minute(1), Work::Add(1)), Error::<Test>::AlreadyExists);

		assert_ok!(schedule(minute(1), Work::Add(2)));
		assert_noop!(schedule(minute(1), Work::Add(2)), Error::<Test>::AlreadyExists);
		assert_ok!(schedule(minute(0), Work::Add(1)));

		poll_at(minute(1));
		assert_eq!(works(), [Work::Add(1)]);
		poll_at(minute(2));
		assert_eq!(works().len(), 2);
	});
}

#[test]
fn a_task_heavier_than_half_a_block_is_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(schedule(minute(1), Work::Heavy(BLOCK / 2 + 1)), Error::<Test>::TooHeavy);
		assert_ok!(schedule(minute(1), Work::Heavy(BLOCK / 2)));
	});
}

#[test]
fn the_end_of_time_can_be_scheduled_for() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(Moment::MAX, Work::Add(1)));
		assert_eq!(waiting(), [(u32::MAX, u32::MAX, Work::Add(1))]);
		poll_at(minute(1));
		assert_eq!(works(), []);
		assert!(cancel(Moment::MAX, Work::Add(1)));
	});
}
