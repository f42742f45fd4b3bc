// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use super::*;
use crate::runtime_api::*;
use serde_json::{json, to_value};

#[test]
fn parts_are_told_before_and_after() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Rewards::query_pool(pool(0)), None);
		assert_ok!(fund(SPONSOR, pool(0), 1_000));
		rate(SPONSOR, SCHOOL, 30);
		rate(SPONSOR, COLLEGE, 50);
		rate(SPONSOR, COMPANY, 50);
		let told = Rewards::query_reward(pool(0), SCHOOL);
		assert_eq!(told, RewardInfo { points: 30, part: 230, claimed: 0 });
		pass(1);
		assert_ok!(claim(SCHOOL, pool(0)));
		let told = Rewards::query_reward(pool(0), SCHOOL);
		assert_eq!(told, RewardInfo { points: 30, part: 230, claimed: 230 });
		let told = Rewards::query_pool(pool(0)).unwrap();
		assert_eq!(told, PoolInfo { pool: Pool { amount: 1_000, claimed: 230 }, points: 130 });
	});
}

#[test]
fn answers_are_plain_json() {
	let pool = PoolInfo { pool: Pool { amount: Amount::MAX, claimed: 1 }, points: u64::MAX };
	let shown = json!({
		"amount": "340282366920938463463374607431768211455",
		"claimed": "1",
		"points": "18446744073709551615",
	});
	assert_eq!(to_value(pool).unwrap(), shown);
	let reward = RewardInfo { points: 1, part: 2, claimed: 3 };
	assert_eq!(to_value(reward).unwrap(), json!({ "points": "1", "part": "2", "claimed": "3" }));
	let id = PoolId { month: month(0), asset: 1 };
	assert_eq!(to_value(id).unwrap(), json!({ "month": "2026-10", "asset": 1 }));
}
