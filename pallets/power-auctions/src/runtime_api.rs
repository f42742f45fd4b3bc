// SPDX-License-Identifier: Apache-2.0

//! What clients ask about auctions.

use crate::*;
use codec::{Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// An auction.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuctionInfo {
	/// The id.
	pub id: AuctionId,
	/// What is known of it.
	#[serde(flatten)]
	pub auction: Auction,
}

/// A step in the book.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LotInfo {
	/// Whose it is.
	pub party: Party,
	/// At what price, in minor units per MWh.
	pub price: Price,
	/// How much, in Wh an interval.
	pub quantity: Energy,
}

sp_api::decl_runtime_apis! {
	/// The auctions of power. Pages hold at most 100.
	pub trait AuctionsApi {
		/// An auction.
		fn auction(id: AuctionId) -> Option<AuctionInfo>;

		/// The auctions of a market, in no particular order.
		fn auctions(market: MarketId, cursor: Option<AuctionId>, limit: u32) -> Page<AuctionInfo, AuctionId>;

		/// A party's bid, until it is settled.
		fn bid_of(auction: AuctionId, party: Party) -> Option<Bid>;

		/// The steps to sell or to buy that were revealed, in merit order. They leave the book when
		/// what was matched is shared out.
		fn book(auction: AuctionId, sells: bool, cursor: Option<Place>, limit: u32) -> Page<LotInfo, Place>;

		/// What a party's bid came to, once it is settled.
		fn result_of(auction: AuctionId, party: Party) -> Option<Outcome>;

		/// The seal of a bid on this chain. Ask only a node of one's own: whoever runs it reads the bid.
		fn commitment(auction: AuctionId, party: Party, sells: bool, steps: Steps, salt: Salt) -> H256;
	}
}
