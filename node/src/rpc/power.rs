// SPDX-License-Identifier: Apache-2.0

//! `power_*`: power markets and who takes part.

use super::query::{Limit, Query};
use covenant_primitives::{power::Day, MarketId, Page, Party};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_power_market::runtime_api::{MarketInfo, ParticipantInfo, PowerMarketApi, RulesInfo};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts are decimal strings, prices are minor units per MWh, days are counted
/// from 1970 where the market is, and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait PowerRpc {
	/// A market.
	#[method(name = "power_market")]
	fn market(&self, id: MarketId, at: Option<Hash>) -> RpcResult<Option<MarketInfo>>;

	/// The markets, by id.
	#[method(name = "power_markets")]
	fn markets(
		&self,
		cursor: Option<MarketId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MarketInfo, MarketId>>;

	/// The rules of a market that are in force on a day, or today.
	#[method(name = "power_rules")]
	fn rules(
		&self,
		id: MarketId,
		day: Option<Day>,
		at: Option<Hash>,
	) -> RpcResult<Option<RulesInfo>>;

	/// A participant of a market, such as `{"organization":4}`.
	#[method(name = "power_participant")]
	fn participant(
		&self,
		id: MarketId,
		party: Party,
		at: Option<Hash>,
	) -> RpcResult<Option<ParticipantInfo<AccountId>>>;

	/// The participants of a market.
	#[method(name = "power_participants")]
	fn participants(
		&self,
		id: MarketId,
		cursor: Option<Party>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ParticipantInfo<AccountId>, Party>>;

	/// Where a party takes part.
	#[method(name = "power_marketsOf")]
	fn markets_of(
		&self,
		party: Party,
		cursor: Option<MarketId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ParticipantInfo<AccountId>, MarketId>>;
}

impl PowerRpcServer for Query {
	fn market(&self, id: MarketId, at: Option<Hash>) -> RpcResult<Option<MarketInfo>> {
		self.ask(at, |api, at| api.market(at, id))
	}

	fn markets(
		&self,
		cursor: Option<MarketId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MarketInfo, MarketId>> {
		self.ask(at, |api, at| api.markets(at, cursor, limit.0))
	}

	fn rules(
		&self,
		id: MarketId,
		day: Option<Day>,
		at: Option<Hash>,
	) -> RpcResult<Option<RulesInfo>> {
		self.ask(at, |api, at| api.rules(at, id, day))
	}

	fn participant(
		&self,
		id: MarketId,
		party: Party,
		at: Option<Hash>,
	) -> RpcResult<Option<ParticipantInfo<AccountId>>> {
		self.ask(at, |api, at| api.participant(at, id, party))
	}

	fn participants(
		&self,
		id: MarketId,
		cursor: Option<Party>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ParticipantInfo<AccountId>, Party>> {
		self.ask(at, |api, at| api.participants(at, id, cursor, limit.0))
	}

	fn markets_of(
		&self,
		party: Party,
		cursor: Option<MarketId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ParticipantInfo<AccountId>, MarketId>> {
		self.ask(at, |api, at| api.markets_of(at, party, cursor, limit.0))
	}
}
