// SPDX-License-Identifier: Apache-2.0

//! `contracts_*`: contracts over power.

use super::query::{Limit, Query};
use covenant_primitives::{power::Day, ContractId, MarketId, Page, Party};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_power_contracts::runtime_api::{ContractInfo, ContractsApi, DeliveryInfo};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Energy is in Wh, prices are minor units per MWh, and `cursor`
/// is `next` of the page before.
#[rpc(server)]
pub trait ContractsRpc {
	/// A contract, or what may become one.
	#[method(name = "contracts_get")]
	fn contract(&self, id: ContractId, at: Option<Hash>) -> RpcResult<Option<ContractInfo>>;

	/// The contracts of a party in a market: those that are concluded if `past`, else the others.
	#[method(name = "contracts_list")]
	fn contracts(
		&self,
		market: MarketId,
		party: Party,
		past: bool,
		cursor: Option<ContractId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ContractInfo, ContractId>>;

	/// The contracts that a party is asked about: to accept them, or a change.
	#[method(name = "contracts_listAwaited")]
	fn awaited(
		&self,
		party: Party,
		cursor: Option<ContractId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ContractInfo, ContractId>>;

	/// The contracts that a party proposed and nobody answered yet.
	#[method(name = "contracts_listProposed")]
	fn proposed(
		&self,
		party: Party,
		cursor: Option<ContractId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ContractInfo, ContractId>>;

	/// What a party sells and buys on a day, interval by interval.
	#[method(name = "contracts_deliveries")]
	fn deliveries(
		&self,
		market: MarketId,
		party: Party,
		day: Day,
		at: Option<Hash>,
	) -> RpcResult<Vec<DeliveryInfo>>;
}

impl ContractsRpcServer for Query {
	fn contract(&self, id: ContractId, at: Option<Hash>) -> RpcResult<Option<ContractInfo>> {
		self.ask(at, |api, at| api.contract(at, id))
	}

	fn contracts(
		&self,
		market: MarketId,
		party: Party,
		past: bool,
		cursor: Option<ContractId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ContractInfo, ContractId>> {
		self.ask(at, |api, at| api.contracts(at, market, party, past, cursor, limit.0))
	}

	fn awaited(
		&self,
		party: Party,
		cursor: Option<ContractId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ContractInfo, ContractId>> {
		self.ask(at, |api, at| api.awaited(at, party, cursor, limit.0))
	}

	fn proposed(
		&self,
		party: Party,
		cursor: Option<ContractId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ContractInfo, ContractId>> {
		self.ask(at, |api, at| api.proposed(at, party, cursor, limit.0))
	}

	fn deliveries(
		&self,
		market: MarketId,
		party: Party,
		day: Day,
		at: Option<Hash>,
	) -> RpcResult<Vec<DeliveryInfo>> {
		self.ask(at, |api, at| api.deliveries(at, market, party, day))
	}
}
