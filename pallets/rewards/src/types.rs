// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps.

use covenant_primitives::{json, stored, Amount, AssetId, Month, OrganizationId};

/// Two organizations, the one with the smaller id first.
pub type Pair = (OrganizationId, OrganizationId);

stored! {
	/// What sponsors put up for a month, in a settlement asset.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub struct PoolId {
		/// For which month.
		pub month: Month,
		/// In what.
		pub asset: AssetId,
	}

	/// The money of a pool, in minor units.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Pool {
		/// How much there is to share out.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// How much of it was claimed.
		#[serde(with = "json::decimal")]
		pub claimed: Amount,
	}
}

impl Pool {
	/// What is left.
	pub fn left(&self) -> Amount {
		self.amount.saturating_sub(self.claimed)
	}
}

/// A pair, whichever of both comes first.
pub fn pair(one: OrganizationId, other: OrganizationId) -> Pair {
	(one.min(other), one.max(other))
}
