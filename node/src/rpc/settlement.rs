// SPDX-License-Identifier: Apache-2.0

//! `settlement_*`: the settlement of power markets.

use super::query::{Limit, Query};
use covenant_primitives::{power::Day, MarketId, Month, Page, Party};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_power_settlement::{
	runtime_api::{AccountInfo, BillInfo, DisputeInfo, Explanation, RunInfo, SettlementApi},
	DayPrices, RunId,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts are minor units, prices minor units per MWh, energy is in Wh, and
/// `cursor` is `next` of the page before.
#[rpc(server)]
pub trait SettlementRpc {
	/// The prices of a day of a market.
	#[method(name = "settlement_getPrices")]
	fn prices(&self, market: MarketId, day: Day, at: Option<Hash>) -> RpcResult<Option<DayPrices>>;

	/// A run.
	#[method(name = "settlement_getRun")]
	fn run(&self, id: RunId, at: Option<Hash>) -> RpcResult<Option<RunInfo>>;

	/// The last run of a month, such as `"2026-10"`.
	#[method(name = "settlement_getLatest")]
	fn latest(
		&self,
		market: MarketId,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<Option<RunInfo>>;

	/// The runs of a market.
	#[method(name = "settlement_listRuns")]
	fn runs(
		&self,
		market: MarketId,
		cursor: Option<RunId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RunInfo, RunId>>;

	/// A party's bill in a run.
	#[method(name = "settlement_getBill")]
	fn bill(&self, run: RunId, party: Party, at: Option<Hash>) -> RpcResult<Option<BillInfo>>;

	/// The bills of a run.
	#[method(name = "settlement_listBills")]
	fn bills(
		&self,
		run: RunId,
		cursor: Option<Party>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BillInfo, Party>>;

	/// The bills of a party that became final.
	#[method(name = "settlement_listBillsOf")]
	fn bills_of(
		&self,
		party: Party,
		cursor: Option<RunId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BillInfo, RunId>>;

	/// What was counted of the parties of a run.
	#[method(name = "settlement_listAccounts")]
	fn accounts(
		&self,
		run: RunId,
		cursor: Option<Party>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<AccountInfo, Party>>;

	/// Where each line of a party's bill comes from.
	#[method(name = "settlement_explain")]
	fn explain(&self, run: RunId, party: Party, at: Option<Hash>) -> RpcResult<Vec<Explanation>>;

	/// The disputes of a run.
	#[method(name = "settlement_listDisputes")]
	fn disputes(
		&self,
		run: RunId,
		cursor: Option<(Party, u8)>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<DisputeInfo, (Party, u8)>>;
}

impl SettlementRpcServer for Query {
	fn prices(&self, market: MarketId, day: Day, at: Option<Hash>) -> RpcResult<Option<DayPrices>> {
		self.ask(at, |api, at| api.prices(at, market, day))
	}

	fn run(&self, id: RunId, at: Option<Hash>) -> RpcResult<Option<RunInfo>> {
		self.ask(at, |api, at| api.run(at, id))
	}

	fn latest(
		&self,
		market: MarketId,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<Option<RunInfo>> {
		self.ask(at, |api, at| api.latest(at, market, month))
	}

	fn runs(
		&self,
		market: MarketId,
		cursor: Option<RunId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RunInfo, RunId>> {
		self.ask(at, |api, at| api.runs(at, market, cursor, limit.0))
	}

	fn bill(&self, run: RunId, party: Party, at: Option<Hash>) -> RpcResult<Option<BillInfo>> {
		self.ask(at, |api, at| api.bill(at, run, party))
	}

	fn bills(
		&self,
		run: RunId,
		cursor: Option<Party>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BillInfo, Party>> {
		self.ask(at, |api, at| api.bills(at, run, cursor, limit.0))
	}

	fn bills_of(
		&self,
		party: Party,
		cursor: Option<RunId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BillInfo, RunId>> {
		self.ask(at, |api, at| api.bills_of(at, party, cursor, limit.0))
	}

	fn accounts(
		&self,
		run: RunId,
		cursor: Option<Party>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<AccountInfo, Party>> {
		self.ask(at, |api, at| api.accounts(at, run, cursor, limit.0))
	}

	fn explain(&self, run: RunId, party: Party, at: Option<Hash>) -> RpcResult<Vec<Explanation>> {
		self.ask(at, |api, at| api.explain(at, run, party))
	}

	fn disputes(
		&self,
		run: RunId,
		cursor: Option<(Party, u8)>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<DisputeInfo, (Party, u8)>> {
		self.ask(at, |api, at| api.disputes(at, run, cursor, limit.0))
	}
}
