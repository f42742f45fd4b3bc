// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod claim;
mod fund;
mod points;
mod properties;
mod queries;

use crate::{mock::*, *};
use covenant_primitives::{time::DAY, OnRated};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

/// October 2026, in which the tests begin, and the months after it.
fn month(after: u32) -> Month {
	Month((2026 - 1970) * 12 + 9 + after)
}

fn pool(after: u32) -> PoolId {
	PoolId { month: month(after), asset: CNY }
}

fn fund(by: OrganizationId, pool: PoolId, amount: Amount) -> DispatchResult {
	Rewards::fund(RuntimeOrigin::signed(treasurer(by)), pool, amount)
}

fn claim(by: OrganizationId, pool: PoolId) -> DispatchResult {
	Rewards::claim(RuntimeOrigin::signed(treasurer(by)), pool)
}

fn roll_over(pool: PoolId) -> DispatchResult {
	Rewards::roll_over(RuntimeOrigin::signed(STRANGER), pool)
}

fn rate(buyer: OrganizationId, seller: OrganizationId, mean: u8) {
	<Rewards as OnRated>::on_rated(buyer, seller, mean);
}

fn has(organization: OrganizationId) -> Amount {
	Assets::balance(CNY, u64::from(organization.0))
}

/// So many months of 31 days.
fn pass(months: u64) {
	Now::mutate(|now| *now += months * 31 * DAY);
}
