// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn a_quiet_block_costs_a_look() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(poll_at(START), 2 + 1);
		assert_eq!(poll_at(minute(1)), 2 + 1 + 1);
	});
}

#[test]
fn nothing_is_used_that_is_not_there() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Add(1)));
		for left in 0..60 {
			let before = Cursor::<Test>::get();
			assert!(poll_within(minute(1), left) <= left);
			assert!(idle_at(minute(1), left) <= left);
			// Two looks, the base and the task.
			if left < 2 + 1 + 1 {
				assert_eq!(works(), []);
			}
			assert!(Cursor::<Test>::get() >= before);
		}
		assert_eq!(works(), [Work::Add(1)]);
	});
}

#[test]
fn a_task_that_does_not_fit_waits_for_on_idle_or_another_block() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Add(1)));
		assert_ok!(schedule(minute(2), Work::Heavy(400)));
		let used = poll_at(minute(2));
		assert_eq!(works(), [Work::Add(1)]);
		assert_eq!(idle_at(minute(2), 300), 2 + 1);
		assert_eq!(works(), []);
		idle_at(minute(2), BLOCK - used);
		assert_eq!(works(), [Work::Heavy(400)]);
	});
}

#[test]
fn the_first_task_may_exceed_the_reserve_and_no_other() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Heavy(401)));
		assert_ok!(schedule(minute(1), Work::Heavy(402)));
		assert_ok!(schedule(minute(2), Work::Add(1)));
		for _ in 0..2 {
			let used = poll_at(minute(2));
			assert!((400..420).contains(&used), "{used}");
			assert_eq!(works().len(), 1);
		}
		poll_at(minute(2));
		assert_eq!(works(), [Work::Add(1)]);
	});
}

#[test]
fn the_first_task_does_not_exceed_the_block() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Heavy(400)));
		assert!(poll_within(minute(1), 400) <= 5);
		assert_eq!(works(), []);
		assert_eq!(poll_within(minute(1), 407), 407);
		assert_eq!(works(), [Work::Heavy(400)]);
	});
}

#[test]
fn a_task_that_an_upgrade_made_too_heavy_holds_nothing_up() {
	ExtBuilder::build_and_execute(|| {
		let heavy = Work::Heavy(400);
		assert_ok!(schedule(minute(1), heavy));
		assert_ok!(schedule(minute(1), Work::Add(1)));
		upgrade(2);
		poll_at(minute(1));
		assert_eq!(works(), [Work::Add(1)]);
		assert_eq!(waiting(), [(start() + 2, start() + 1, heavy)]);
		System::assert_last_event(
			Event::Postponed { minute: start() + 1, task: heavy.into(), until: start() + 2 }.into(),
		);

		poll_at(minute(2));
		assert_eq!(waiting(), [(start() + 3, start() + 1, heavy)]);
		upgrade(1);
		poll_at(minute(3));
		assert_eq!(works(), [heavy]);
	});
}

#[test]
fn a_postponed_task_can_be_canceled() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Heavy(400)));
		upgrade(2);
		poll_at(minute(2));
		assert_noop!(schedule(minute(1), Work::Heavy(400)), Error::<Test>::TooHeavy);
		assert!(cancel(minute(1), Work::Heavy(400)));
		assert_eq!(waiting(), []);
	});
}

#[test]
fn constants_fit_together() {
	ExtBuilder::build_and_execute(|| {
		Deadlines::integrity_test();
		assert_eq!(Deadlines::reserve().ref_time(), RESERVE);
		assert_eq!(Deadlines::heaviest().ref_time(), BLOCK / 2);
	});
}
