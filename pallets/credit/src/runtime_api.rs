// SPDX-License-Identifier: Apache-2.0

//! Queries about scores. The crate documentation has the formula.

use codec::{Decode, Encode};
use covenant_primitives::{Moment, OrganizationId, Outcome, Page};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;

/// What an item, the opening or the prior contributes to a score.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub struct Contribution {
	/// The weight for which it still counts, in millionths, rounded down.
	#[cfg_attr(feature = "std", serde(with = "covenant_primitives::json::decimal"))]
	pub weight: u128,
	/// Its points of the score, in millionths, rounded down.
	pub points: u32,
}

/// A score, with all that is needed to recompute it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[cfg_attr(
	feature = "std",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub struct CreditScore {
	/// From 0 to 1000.
	pub score: u16,
	/// The day, counted from 1970 in UTC, for which the score holds.
	pub day: u32,
	/// The days after which an item counts for half as much.
	pub half_life: u32,
	/// The score of a newcomer.
	pub prior_score: u16,
	/// The weight with which the prior score goes on counting.
	pub prior_weight: u32,
	/// The sum of the weights of all reports, decayed to the day, in units of 2^−64.
	#[cfg_attr(feature = "std", serde(with = "covenant_primitives::json::decimal"))]
	pub weight: u128,
	/// The same sum with each weight times what its outcome is worth.
	#[cfg_attr(feature = "std", serde(with = "covenant_primitives::json::decimal"))]
	pub value: u128,
	/// How many reports there were.
	pub reports: u64,
	/// How many of them are listed as items; the opening sums up the others.
	pub items: u64,
	/// What the prior contributes.
	pub prior: Contribution,
	/// What the reports contribute that are not listed as items.
	pub opening: Contribution,
}

/// A report and what it contributes to the present score.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[cfg_attr(
	feature = "std",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub struct CreditItem {
	/// The number of the report among those about the organization, from 0.
	pub index: u64,
	/// How the obligation was kept.
	pub outcome: Outcome,
	/// What that is worth, from 0 to 1000.
	pub worth: u16,
	/// The weight with which it was reported.
	pub weight: u16,
	/// The pallet that reported it, written as pallet ids are.
	#[cfg_attr(feature = "std", serde(with = "covenant_primitives::json::text"))]
	pub source: BoundedVec<u8, ConstU32<8>>,
	/// What it is about, in that pallet's terms.
	pub reference: H256,
	/// When it was reported, in UTC milliseconds.
	pub at: Moment,
	/// Its age in whole days.
	pub age: u32,
	/// What it contributes to the present score.
	pub contribution: Contribution,
}

sp_api::decl_runtime_apis! {
	/// Credit scores of organizations, and how they come about.
	pub trait CreditApi {
		/// The present score of `organization`; `None` if it is not on the chain.
		fn score(organization: OrganizationId) -> Option<CreditScore>;

		/// What the present score of `organization` is made of, newest first, 100 items at most.
		/// `cursor` is the number of the last item of the page before.
		fn items(organization: OrganizationId, cursor: Option<u64>, limit: u32) -> Page<CreditItem, u64>;
	}
}
