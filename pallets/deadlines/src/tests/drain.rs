// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn tasks_are_carried_out_in_the_order_of_their_minutes() {
	ExtBuilder::build_and_execute(|| {
		for after in [5, 1, 4, 2, 3] {
			assert_ok!(schedule(minute(after), Work::Add(after as u8)));
		}
		poll_at(minute(4));
		assert_eq!(works(), [1, 2, 3, 4].map(Work::Add));
		poll_at(minute(5));
		assert_eq!(works(), [Work::Add(5)]);
		assert_eq!(Sum::get(), 15);
	});
}

#[test]
fn nothing_happens_early_or_twice() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1) + 1, Work::Add(1)));
		for now in [minute(1), minute(1) + 1, minute(2) - 1] {
			poll_at(now);
			idle_at(now, BLOCK);
			assert_eq!(works(), []);
		}
		poll_at(minute(2));
		assert_eq!(done(), [(minute(2), Work::Add(1))]);
		idle_at(minute(2), BLOCK);
		poll_at(minute(3));
		assert_eq!(works(), []);
	});
}

#[test]
fn a_task_that_fails_leaves_nothing_and_is_reported() {
	ExtBuilder::build_and_execute(|| {
		let fail = Work::Fail(7, minute(8));
		assert_ok!(schedule(minute(1), fail));
		assert_ok!(schedule(minute(1), Work::Add(1)));
		poll_at(minute(2));

		assert_eq!(works().len(), 2);
		assert_eq!(Sum::get(), 1);
		assert_eq!(waiting(), []);
		System::assert_last_event(
			Event::Failed {
				minute: start() + 1,
				task: fail.into(),
				error: DispatchError::Other(""),
			}
			.into(),
		);
		assert_eq!(System::events().len(), 1);

		poll_at(minute(3));
		assert_eq!(works(), []);
	});
}

#[test]
fn a_task_may_schedule_another() {
	ExtBuilder::build_and_execute(|| {
		let at = minute(5);
		assert_ok!(schedule(minute(1), Work::Again(at, 1)));
		poll_at(minute(1));
		assert_eq!(works(), [Work::Again(at, 1)]);
		poll_at(minute(4));
		assert_eq!(works(), []);
		poll_at(minute(5));
		assert_eq!(works(), [Work::Again(at, 0)]);
	});
}

#[test]
fn a_task_that_schedules_itself_for_the_past_runs_once_a_minute() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Again(0, 200)));
		for after in 1..=3 {
			poll_at(minute(after));
			idle_at(minute(after), BLOCK);
			assert_eq!(works().len(), 1);
		}
		// Catching up, it comes around for every minute, between the others.
		assert_ok!(schedule(minute(5), Work::Add(1)));
		assert_ok!(schedule(minute(6), Work::Add(2)));
		poll_at(minute(6));
		let works = works();
		assert_eq!(works.len(), 5);
		assert!(matches!(works[0], Work::Again(..)));
		assert_eq!(works.iter().filter(|work| matches!(work, Work::Add(_))).count(), 2);
	});
}

#[test]
fn on_idle_drains_as_well() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Add(1)));
		idle_at(minute(1), BLOCK);
		assert_eq!(works(), [Work::Add(1)]);
	});
}

#[test]
fn the_last_minute_ends_the_walk() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(u64::MAX, Work::Add(1)));
		Cursor::<Test>::put(u32::MAX - 1);
		poll_at(u64::MAX);
		poll_at(u64::MAX);
		assert_eq!(Cursor::<Test>::get(), Some(u32::MAX));
		assert_eq!(works(), []);
	});
}
