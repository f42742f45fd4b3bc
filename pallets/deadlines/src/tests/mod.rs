// SPDX-License-Identifier: Apache-2.0

mod cancel;
mod drain;
mod genesis;
mod model;
mod outage;
mod queries;
mod schedule;
mod weight_limits;

use crate::{mock::*, *};
use covenant_primitives::time::{self, DAY, HOUR, MINUTE};
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use sp_runtime::DispatchError;

/// The minute in which the tests start.
fn start() -> u32 {
	time::minute(START)
}

/// The beginning of a minute, counted from the one in which the tests start.
fn minute(after: u64) -> covenant_primitives::Moment {
	(u64::from(start()) + after) * MINUTE
}
