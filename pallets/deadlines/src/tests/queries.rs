// SPDX-License-Identifier: Apache-2.0

use super::*;
use crate::runtime_api::Progress;

#[test]
fn progress_says_how_far_behind_the_chain_is() {
	ExtBuilder::build_and_execute(|| {
		let progress = |present, open, behind| Some(Progress { present, open, behind });
		assert_eq!(Deadlines::progress(), progress(start(), start() + 1, 0));

		assert_ok!(schedule(minute(1), Work::Add(1)));
		set_time(minute(3));
		assert_eq!(Deadlines::progress(), progress(start() + 3, start() + 1, 3));
		poll_within(minute(3), 4);
		assert_eq!(Deadlines::progress(), progress(start() + 3, start() + 2, 3));
		poll_at(minute(3));
		assert_eq!(Deadlines::progress(), progress(start() + 3, start() + 4, 0));

		set_time(0);
		assert_eq!(Deadlines::progress(), None);
	});
}

#[test]
fn waiting_tasks_are_listed_page_by_page() {
	ExtBuilder::build_and_execute(|| {
		for number in 0..=200 {
			assert_ok!(schedule(minute(1), Work::Add(number)));
		}
		assert_ok!(schedule(minute(2), Work::Add(255)));

		let mut cursor = None;
		let mut sizes = Vec::new();
		let mut listed = Vec::new();
		loop {
			let page = Deadlines::waiting(start() + 1, cursor, 1_000);
			sizes.push(page.items.len());
			listed.extend(page.items);
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		assert_eq!(sizes, [100, 100, 1]);

		while !waiting().iter().all(|(bucket, ..)| *bucket == start() + 2) {
			poll_at(minute(1));
		}
		let done: Vec<Task> = works().into_iter().map(Task::from).collect();
		assert_eq!(listed.into_iter().map(|entry| entry.task).collect::<Vec<_>>(), done);
	});
}

#[test]
fn a_page_ends_where_the_tasks_end() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Deadlines::waiting(start() + 1, None, 10).items, []);
		for number in 0..2 {
			assert_ok!(schedule(minute(1), Work::Add(number)));
		}
		assert_eq!(Deadlines::waiting(start() + 1, None, 2).next, None);
		let page = Deadlines::waiting(start() + 1, None, 0);
		assert_eq!(page.items.len(), 1);
		assert_eq!(page.next.as_ref(), page.items.last());
	});
}

#[test]
fn answers_are_plain_json() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(schedule(minute(1), Work::Add(7)));
		assert_eq!(
			serde_json::to_string(&Deadlines::waiting(start() + 1, None, 9)).unwrap(),
			r#"{"items":[{"minute":6001,"task":{"Work":{"Add":7}}}],"next":null}"#
		);
		assert_eq!(
			serde_json::to_string(&Deadlines::progress()).unwrap(),
			r#"{"present":6000,"open":6001,"behind":0}"#
		);
	});
}
