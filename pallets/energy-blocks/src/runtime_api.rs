// SPDX-License-Identifier: Apache-2.0

//! What clients ask about energy blocks.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockInfo {
	/// The id.
	pub id: BlockId,
	/// What is known of it.
	#[serde(flatten)]
	pub block: Block,
	/// The day where the market is, counted from 1970-01-01.
	pub day: Day,
	/// When it lapses unless it is used up, in UTC milliseconds.
	pub lapses: Moment,
}

/// What became of a meter's energy in an interval.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowInfo {
	/// The place of the interval in its day, from 0.
	pub index: u16,
	/// What became of it.
	#[serde(flatten)]
	pub flow: Flow,
}

sp_api::decl_runtime_apis! {
	/// The energy blocks. Pages hold at most 100, in no particular order.
	pub trait EnergyBlocksApi {
		/// A block: open, or used up.
		fn block(id: BlockId) -> Option<BlockInfo>;

		/// The blocks of a participant that were not used up; those that have lapsed are among them.
		fn blocks(party: Party, cursor: Option<BlockId>, limit: u32) -> Page<BlockInfo, BlockId>;

		/// The offers of blocks of an interval of a market that can be used still. A page may hold fewer
		/// than there are, or none, and still have a next one.
		fn offers(market: MarketId, interval: Interval, cursor: Option<BlockId>, limit: u32) -> Page<BlockInfo, BlockId>;

		/// The flows of a meter on a day in which there are blocks, in order.
		fn flows(meter: MeterId, day: Day) -> Vec<FlowInfo>;

		/// The blocks that were used up for a meter on a day: where what it used came from, and whether
		/// that is green.
		fn used(meter: MeterId, day: Day, cursor: Option<BlockId>, limit: u32) -> Page<BlockInfo, BlockId>;
	}
}
