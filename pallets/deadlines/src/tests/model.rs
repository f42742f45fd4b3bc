// SPDX-License-Identifier: Apache-2.0

//! Random schedules, cancellations, outages and block weights against a plain map.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Step {
	/// Schedules a task for so many milliseconds from now.
	Schedule(i64, Work),
	/// Cancels what was scheduled as the so-manieth of all that wait.
	Cancel(usize),
	/// Cancels what may not wait at all.
	CancelAny(i64, Work),
	/// Lets so much time pass and runs a block with so much weight before and after transactions.
	Block(u64, u64, u64),
}

fn work() -> impl Strategy<Value = Work> {
	prop_oneof![
		6 => (0..4u8).prop_map(Work::Add),
		1 => (0..4u8).prop_map(|number| Work::Fail(number, u64::MAX)),
		1 => (1..=BLOCK / 2).prop_map(Work::Heavy),
	]
}

fn step() -> impl Strategy<Value = Step> {
	let minute = MINUTE as i64;
	prop_oneof![
		4 => (-3 * minute..8 * minute, work()).prop_map(|(by, work)| Step::Schedule(by, work)),
		1 => (0..100usize).prop_map(Step::Cancel),
		1 => (-3 * minute..8 * minute, work()).prop_map(|(by, work)| Step::CancelAny(by, work)),
		3 => (0..3 * MINUTE, 0..=BLOCK, 0..=BLOCK).prop_map(|(by, a, b)| Step::Block(by, a, b)),
		1 => (0..8 * HOUR, 0..=BLOCK, 0..=BLOCK).prop_map(|(by, a, b)| Step::Block(by, a, b)),
	]
}

/// What waits in the model: the task, by the minute asked for, and when it may run first.
type Model = BTreeMap<(u32, Work), u64>;

fn at(now: u64, by: i64) -> u64 {
	now.saturating_add_signed(by)
}

/// What waits in the pallet, by the minute asked for, whatever its bucket.
fn waits() -> BTreeSet<(u32, Work)> {
	let all = waiting();
	let known: BTreeSet<_> = all.iter().map(|(_, minute, work)| (*minute, *work)).collect();
	assert_eq!(known.len(), all.len(), "a task waits in two buckets");
	known
}

/// Takes what left the queue from the model. Each must have been due, and was carried out once.
fn check(model: &mut Model, now: u64) {
	let waits = waits();
	let mut left = Vec::new();
	model.retain(|key, may| {
		let stays = waits.contains(key);
		if !stays {
			assert!(*may <= now, "{key:?} is early");
			left.push(key.1);
		}
		stays
	});
	let mut works = Vec::new();
	for (when, work) in done() {
		assert_eq!(when, now);
		works.push(work);
	}
	left.sort();
	works.sort();
	assert_eq!(works, left);
}

fn block(model: &mut Model, now: u64, before: u64, after: u64) {
	assert!(poll_within(now, before) <= before);
	check(model, now);
	assert!(idle_at(now, after) <= after);
	check(model, now);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn nothing_is_lost_nothing_is_early_everything_happens_once(
		steps in prop::collection::vec(step(), 1..60),
	) {
		ExtBuilder::build_and_execute(|| {
			let mut model = Model::new();
			let mut now = START;
			for step in steps {
				match step {
					Step::Schedule(by, work) => {
						let at = at(now, by);
						let key = (time::minute_from(at), work);
						let known = model.contains_key(&key);
						assert_eq!(schedule(at, work).is_err(), known);
						model.entry(key).or_insert(at);
					},
					Step::Cancel(which) => {
						if let Some((minute, work)) =
							model.keys().nth(which % model.len().max(1)).copied()
						{
							assert!(cancel(u64::from(minute) * MINUTE, work));
							model.remove(&(minute, work));
						}
					},
					Step::CancelAny(by, work) => {
						let at = at(now, by);
						let known = model.remove(&(time::minute_from(at), work));
						assert_eq!(cancel(at, work), known.is_some());
					},
					Step::Block(by, before, after) => {
						now += by;
						block(&mut model, now, before, after);
					},
				}
				assert_eq!(waits(), model.keys().copied().collect());
				Deadlines::do_try_state().unwrap();
			}

			// A minute later, with enough blocks, all that was due has happened.
			now += MINUTE;
			let mut blocks = 0;
			while model.keys().any(|(minute, _)| *minute <= time::minute(now)) {
				block(&mut model, now, BLOCK, BLOCK);
				blocks += 1;
				assert!(blocks < 600, "some task is never carried out");
			}
		});
	}
}
