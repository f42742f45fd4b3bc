// SPDX-License-Identifier: Apache-2.0

mod items;
mod recompute;
mod report;
mod score;

use crate::{mock::*, runtime_api::Contribution, *};
use covenant_primitives::{
	time::DAY,
	Outcome::{Breached, DisputeUpheld, Fulfilled, Late},
	ReportOutcome,
};
