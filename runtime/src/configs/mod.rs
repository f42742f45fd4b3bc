// SPDX-License-Identifier: Apache-2.0

//! How each pallet is configured, one file a concern.

mod accounts;
mod catalog;
pub mod consensus;
mod data;
mod envelopes;
mod governance;
mod licenses;
mod money;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
mod organizations;
mod payments;
mod power;
mod supply;
pub mod system;

pub use governance::{CouncilMajority, CouncilTwoThirds};
pub use organizations::{DefaultQuota, PersonQuota, PersonsPriority, ReleasedQuota, Task};
