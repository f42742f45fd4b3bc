// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use super::*;
use crate::runtime_api::{RoundInfo, SeedInfo};
use serde_json::json;

#[test]
fn the_current_round_is_answered() {
	ExtBuilder::build_and_execute(|| {
		Validators::set(10);
		let info = RoundInfo { number: 0, first: 1, contributed: 0, needed: 4 };
		assert_eq!(Beacon::query_current(), info, "after the genesis block");
		block_without_output();
		assert_eq!(Beacon::query_current(), info);
		blocks([3, 3, 5]);
		assert_eq!(Beacon::query_current(), RoundInfo { contributed: 2, ..info });
		Validators::set(7);
		assert_eq!(Beacon::query_current(), RoundInfo { contributed: 2, needed: 3, ..info });
		blocks([4]);
		assert_eq!(
			Beacon::query_current(),
			RoundInfo { number: 1, first: 6, contributed: 0, needed: 3 },
		);
	});
}

#[test]
fn no_more_are_needed_than_count() {
	ExtBuilder::build_and_execute(|| {
		MaxValidators::set(10);
		Validators::set(1_000);
		assert_eq!(Beacon::query_current().needed, 4);
	});
}

#[test]
fn a_seed_is_answered_once_it_is_there() {
	ExtBuilder::build_and_execute(|| {
		let round = asking_block(0);
		assert_eq!(Beacon::query_seed(round), None);
		blocks([1, 2]);
		assert_eq!(Beacon::query_seed(round), None);
		blocks([3]);
		let seed = seed_of(round, &[output(2, 3), output(3, 4)]);
		assert_eq!(Beacon::query_seed(round), Some(SeedInfo { seed, first: 3, last: 4 }));
		assert_eq!(Beacon::query_seed(0), None, "not asked for");
		assert_eq!(Beacon::query_seed(2), None);
		assert_eq!(Beacon::query_seed(Round::MAX), None);
	});
}

#[test]
fn answers_are_plain_json() {
	let seed = SeedInfo { seed: H256::repeat_byte(0xa5), first: 7, last: 9 };
	let hex = format!("0x{}", "a5".repeat(32));
	let expected = json!({ "seed": hex, "first": 7, "last": 9 });
	assert_eq!(serde_json::to_value(&seed).unwrap(), expected);
	assert_eq!(serde_json::from_value::<SeedInfo>(expected).unwrap(), seed);

	let round = RoundInfo { number: 3, first: 7, contributed: 1, needed: 2 };
	let expected = json!({ "number": 3, "first": 7, "contributed": 1, "needed": 2 });
	assert_eq!(serde_json::to_value(&round).unwrap(), expected);
	assert_eq!(serde_json::from_value::<RoundInfo>(expected).unwrap(), round);

	ExtBuilder::build_and_execute(|| {
		assert_eq!(serde_json::to_value(Beacon::query_seed(0)).unwrap(), json!(null));
	});
}
