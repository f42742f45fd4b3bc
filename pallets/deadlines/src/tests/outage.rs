// SPDX-License-Identifier: Apache-2.0

//! Catching up after the chain stood still.

use super::*;

/// Runs blocks with nothing in them but `on_poll` at `now` until the chain has caught up. Returns
/// how many it took.
fn catch_up(now: u64) -> u32 {
	let mut blocks = 0;
	while Cursor::<Test>::get() != Some(time::minute(now) + 1) {
		let used = poll_at(now);
		assert!(used <= RESERVE, "{used}");
		blocks += 1;
	}
	blocks
}

#[test]
fn a_day_is_walked_within_the_reserve() {
	ExtBuilder::build_and_execute(|| {
		for hour in 1..=24u8 {
			assert_ok!(schedule(START + u64::from(hour) * HOUR, Work::Add(hour)));
		}
		let blocks = catch_up(START + DAY + HOUR);
		// 1,500 looks and 24 tasks of 10, with 198 in each block.
		assert_eq!(blocks, 9);
		assert_eq!(works(), (1..=24).map(Work::Add).collect::<Vec<_>>());
	});
}

#[test]
fn a_month_is_walked_within_the_reserve_and_with_what_is_left() {
	ExtBuilder::build_and_execute(|| {
		let now = START + 30 * DAY;
		assert_ok!(schedule(now - DAY, Work::Add(1)));
		let mut blocks = 0u32;
		while Cursor::<Test>::get() != Some(time::minute(now) + 1) {
			let used = poll_at(now);
			assert!(used <= RESERVE);
			assert!(idle_at(now, BLOCK - used) <= BLOCK - used);
			blocks += 1;
		}
		assert_eq!(works(), [Work::Add(1)]);
		assert_eq!(blocks, 44);
	});
}

#[test]
fn a_crowded_minute_is_drained_over_several_blocks() {
	ExtBuilder::build_and_execute(|| {
		for number in 0..100 {
			assert_ok!(schedule(minute(1), Work::Add(number)));
		}
		let now = minute(2);
		let mut counts = Vec::new();
		while !waiting().is_empty() {
			poll_at(now);
			counts.push(works().len());
		}
		assert_eq!(counts, [19, 19, 19, 19, 19, 5]);
		assert_eq!(Sum::get(), (0..100).sum::<u64>());
	});
}

#[test]
fn what_is_scheduled_while_the_chain_catches_up_keeps_its_place() {
	ExtBuilder::build_and_execute(|| {
		poll_at(START + DAY);
		let cursor = Cursor::<Test>::get().unwrap();
		let passed = u64::from(cursor - 10) * MINUTE;
		let ahead = u64::from(cursor + 10) * MINUTE;
		assert_ok!(schedule(ahead, Work::Add(2)));
		assert_ok!(schedule(passed, Work::Add(1)));
		assert_eq!(waiting()[0], (cursor, cursor - 10, Work::Add(1)));
		catch_up(START + DAY);
		assert_eq!(works(), [Work::Add(1), Work::Add(2)]);
	});
}
