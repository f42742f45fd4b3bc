// SPDX-License-Identifier: Apache-2.0

//! `blocks_*`: surplus energy that neighbors give, sell and use.

use super::query::{Limit, Query};
use covenant_primitives::{
	power::{Day, Interval},
	MarketId, MeterId, Page, Party,
};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_energy_blocks::{
	runtime_api::{BlockInfo, EnergyBlocksApi, FlowInfo},
	BlockId,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Energy is in Wh, prices are minor units for the whole block, and `cursor`
/// is `next` of the page before.
#[rpc(server)]
pub trait BlocksRpc {
	/// An energy block: open, or used up.
	#[method(name = "blocks_get")]
	fn block(&self, id: BlockId, at: Option<Hash>) -> RpcResult<Option<BlockInfo>>;

	/// The blocks of a participant that were not used up.
	#[method(name = "blocks_list")]
	fn blocks(
		&self,
		party: Party,
		cursor: Option<BlockId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BlockInfo, BlockId>>;

	/// The offers of blocks of an interval of a market.
	#[method(name = "blocks_listOffers")]
	fn offers(
		&self,
		market: MarketId,
		interval: Interval,
		cursor: Option<BlockId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BlockInfo, BlockId>>;

	/// The flows of a meter on a day in which there are blocks, in order.
	#[method(name = "blocks_flows")]
	fn flows(&self, meter: MeterId, day: Day, at: Option<Hash>) -> RpcResult<Vec<FlowInfo>>;

	/// The blocks that were used up for a meter on a day: where what it used came from.
	#[method(name = "blocks_listUsed")]
	fn used(
		&self,
		meter: MeterId,
		day: Day,
		cursor: Option<BlockId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BlockInfo, BlockId>>;
}

impl BlocksRpcServer for Query {
	fn block(&self, id: BlockId, at: Option<Hash>) -> RpcResult<Option<BlockInfo>> {
		self.ask(at, |api, at| api.block(at, id))
	}

	fn blocks(
		&self,
		party: Party,
		cursor: Option<BlockId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BlockInfo, BlockId>> {
		self.ask(at, |api, at| api.blocks(at, party, cursor, limit.0))
	}

	fn offers(
		&self,
		market: MarketId,
		interval: Interval,
		cursor: Option<BlockId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BlockInfo, BlockId>> {
		self.ask(at, |api, at| api.offers(at, market, interval, cursor, limit.0))
	}

	fn flows(&self, meter: MeterId, day: Day, at: Option<Hash>) -> RpcResult<Vec<FlowInfo>> {
		self.ask(at, |api, at| api.flows(at, meter, day))
	}

	fn used(
		&self,
		meter: MeterId,
		day: Day,
		cursor: Option<BlockId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BlockInfo, BlockId>> {
		self.ask(at, |api, at| api.used(at, meter, day, cursor, limit.0))
	}
}
