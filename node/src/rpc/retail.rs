// SPDX-License-Identifier: Apache-2.0

//! `retail_*`: packages of power retailers and who subscribed to them.

use super::query::{Limit, Query};
use covenant_primitives::{MarketId, Month, Page, Party};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_power_retail::{
	runtime_api::{Customer, CustomerCursor, Estimate, PackageInfo, RetailApi},
	IntervalUse, PackageId, Subscription,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Months are as in `"2026-10"`, prices minor units per MWh, and `cursor`
/// is `next` of the page before.
#[rpc(server)]
pub trait RetailRpc {
	/// A package.
	#[method(name = "retail_getPackage")]
	fn package(&self, id: PackageId, at: Option<Hash>) -> RpcResult<Option<PackageInfo>>;

	/// The packages of a market; if `open_only`, those that take subscriptions.
	#[method(name = "retail_listPackages")]
	fn packages(
		&self,
		market: MarketId,
		open_only: bool,
		cursor: Option<PackageId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PackageInfo, PackageId>>;

	/// The packages of a retailer in all markets.
	#[method(name = "retail_listPackagesOf")]
	fn packages_of(
		&self,
		retailer: Party,
		cursor: Option<PackageId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PackageInfo, PackageId>>;

	/// By what a party was, is or will be supplied in a month.
	#[method(name = "retail_getSubscription")]
	fn subscription(
		&self,
		market: MarketId,
		party: Party,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<Option<Subscription>>;

	/// All that is known of a party's subscriptions in a market, in order.
	#[method(name = "retail_getSubscriptions")]
	fn subscriptions(
		&self,
		market: MarketId,
		party: Party,
		at: Option<Hash>,
	) -> RpcResult<Vec<Subscription>>;

	/// Who was, is or will be supplied by a package.
	#[method(name = "retail_listSubscribers")]
	fn subscribers(
		&self,
		package: PackageId,
		cursor: Option<Party>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Customer, Party>>;

	/// Whom a retailer supplies in a month, by whichever package.
	#[method(name = "retail_listCustomers")]
	fn customers(
		&self,
		market: MarketId,
		retailer: Party,
		month: Month,
		cursor: Option<CustomerCursor>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Customer, CustomerCursor>>;

	/// What a month's use would cost by a package's terms.
	#[method(name = "retail_estimate")]
	fn estimate(
		&self,
		package: PackageId,
		uses: Vec<IntervalUse>,
		at: Option<Hash>,
	) -> RpcResult<Option<Estimate>>;
}

impl RetailRpcServer for Query {
	fn package(&self, id: PackageId, at: Option<Hash>) -> RpcResult<Option<PackageInfo>> {
		self.ask(at, |api, at| api.package(at, id))
	}

	fn packages(
		&self,
		market: MarketId,
		open_only: bool,
		cursor: Option<PackageId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PackageInfo, PackageId>> {
		self.ask(at, |api, at| api.packages(at, market, open_only, cursor, limit.0))
	}

	fn packages_of(
		&self,
		retailer: Party,
		cursor: Option<PackageId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PackageInfo, PackageId>> {
		self.ask(at, |api, at| api.packages_of(at, retailer, cursor, limit.0))
	}

	fn subscription(
		&self,
		market: MarketId,
		party: Party,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<Option<Subscription>> {
		self.ask(at, |api, at| api.subscription(at, market, party, month))
	}

	fn subscriptions(
		&self,
		market: MarketId,
		party: Party,
		at: Option<Hash>,
	) -> RpcResult<Vec<Subscription>> {
		self.ask(at, |api, at| api.subscriptions(at, market, party))
	}

	fn subscribers(
		&self,
		package: PackageId,
		cursor: Option<Party>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Customer, Party>> {
		self.ask(at, |api, at| api.subscribers(at, package, cursor, limit.0))
	}

	fn customers(
		&self,
		market: MarketId,
		retailer: Party,
		month: Month,
		cursor: Option<CustomerCursor>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Customer, CustomerCursor>> {
		self.ask(at, |api, at| api.customers(at, market, retailer, month, cursor, limit.0))
	}

	fn estimate(
		&self,
		package: PackageId,
		uses: Vec<IntervalUse>,
		at: Option<Hash>,
	) -> RpcResult<Option<Estimate>> {
		self.ask(at, |api, at| api.estimate(at, package, uses))
	}
}
