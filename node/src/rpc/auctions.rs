// SPDX-License-Identifier: Apache-2.0

//! `auctions_*`: auctions of power.

use super::query::{Limit, Query};
use covenant_primitives::{AuctionId, MarketId, Page, Party};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_power_auctions::{
	runtime_api::{AuctionInfo, AuctionsApi, LotInfo},
	Bid, Outcome, Place,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Quantities are Wh an interval, prices minor units per MWh, and `cursor`
/// is `next` of the page before.
#[rpc(server)]
pub trait AuctionsRpc {
	/// An auction.
	#[method(name = "auctions_get")]
	fn auction(&self, id: AuctionId, at: Option<Hash>) -> RpcResult<Option<AuctionInfo>>;

	/// The auctions of a market.
	#[method(name = "auctions_list")]
	fn auctions(
		&self,
		market: MarketId,
		cursor: Option<AuctionId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<AuctionInfo, AuctionId>>;

	/// A party's bid, until it is settled.
	#[method(name = "auctions_getBid")]
	fn bid_of(&self, auction: AuctionId, party: Party, at: Option<Hash>) -> RpcResult<Option<Bid>>;

	/// The steps to sell or to buy that were revealed, in merit order, until they are shared out.
	#[method(name = "auctions_listBook")]
	fn book(
		&self,
		auction: AuctionId,
		sells: bool,
		cursor: Option<Place>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LotInfo, Place>>;

	/// What a party's bid came to, once it is settled.
	#[method(name = "auctions_getResult")]
	fn result_of(
		&self,
		auction: AuctionId,
		party: Party,
		at: Option<Hash>,
	) -> RpcResult<Option<Outcome>>;
}

impl AuctionsRpcServer for Query {
	fn auction(&self, id: AuctionId, at: Option<Hash>) -> RpcResult<Option<AuctionInfo>> {
		self.ask(at, |api, at| api.auction(at, id))
	}

	fn auctions(
		&self,
		market: MarketId,
		cursor: Option<AuctionId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<AuctionInfo, AuctionId>> {
		self.ask(at, |api, at| api.auctions(at, market, cursor, limit.0))
	}

	fn bid_of(&self, auction: AuctionId, party: Party, at: Option<Hash>) -> RpcResult<Option<Bid>> {
		self.ask(at, |api, at| api.bid_of(at, auction, party))
	}

	fn book(
		&self,
		auction: AuctionId,
		sells: bool,
		cursor: Option<Place>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LotInfo, Place>> {
		self.ask(at, |api, at| api.book(at, auction, sells, cursor, limit.0))
	}

	fn result_of(
		&self,
		auction: AuctionId,
		party: Party,
		at: Option<Hash>,
	) -> RpcResult<Option<Outcome>> {
		self.ask(at, |api, at| api.result_of(at, auction, party))
	}
}
