// SPDX-License-Identifier: Apache-2.0

//! What clients ask about rewards. JSON-RPC serves it under `catalog_*`.

use crate::*;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A pool.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PoolInfo {
	/// Its money.
	#[serde(flatten)]
	pub pool: Pool,
	/// All points of its month.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub points: u64,
}

/// An owner's part of a pool.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RewardInfo {
	/// Its points.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub points: u64,
	/// What it gets; before the month is over, what it would get if it were over now.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub part: Amount,
	/// What it has claimed.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub claimed: Amount,
}

sp_api::decl_runtime_apis! {
	/// The rewards.
	pub trait RewardsApi {
		/// A pool.
		fn pool(pool: PoolId) -> Option<PoolInfo>;

		/// An owner's part of a pool.
		fn reward(pool: PoolId, organization: OrganizationId) -> RewardInfo;
	}
}
