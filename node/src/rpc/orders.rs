// SPDX-License-Identifier: Apache-2.0

//! `catalog_*`: when resources can be booked, on which terms they are ordered, and what came of it.

use super::query::{Decimal, Limit, Query};
use covenant_primitives::{
	AssetId, DemandId, Moment, Month, OrderId, OrganizationId, Page, Period, QuoteId, ResourceId,
};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_bookings::runtime_api::{BookingInfo, BookingsApi, CalendarInfo, SlotInfo};
use pallet_orders::{
	runtime_api::{OrderInfo, OrdersApi, Payment, QuoteInfo},
	Entry, Figures, Role, Share, Terms, Turnover,
};
use pallet_rewards::{
	runtime_api::{PoolInfo, RewardInfo, RewardsApi},
	PoolId,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts are decimal strings, and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait OrdersRpc {
	/// When a resource can be booked.
	#[method(name = "catalog_getCalendar")]
	fn calendar(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Option<CalendarInfo>>;

	/// The slots from a time on, in UTC milliseconds, that have places to be had.
	#[method(name = "catalog_listFreeSlots")]
	fn free_slots(
		&self,
		resource: ResourceId,
		from: Moment,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<SlotInfo, u32>>;

	/// What is booked.
	#[method(name = "catalog_listBookings")]
	fn bookings(
		&self,
		resource: ResourceId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BookingInfo, u64>>;

	/// For how many minutes places are open in a period, such as `{"from":…,"until":…}`.
	#[method(name = "catalog_getOpenMinutes")]
	fn open_minutes(
		&self,
		resource: ResourceId,
		period: Period,
		at: Option<Hash>,
	) -> RpcResult<u64>;

	/// On which terms a resource can be ordered.
	#[method(name = "catalog_getTerms")]
	fn terms(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Option<Terms>>;

	/// An order.
	#[method(name = "catalog_getOrder")]
	fn order(&self, id: OrderId, at: Option<Hash>) -> RpcResult<Option<OrderInfo>>;

	/// The orders of an organization; with a role, `"buyer"` or `"seller"`, on that side.
	#[method(name = "catalog_listOrders")]
	fn orders_of(
		&self,
		organization: OrganizationId,
		role: Option<Role>,
		cursor: Option<OrderId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<OrderInfo, OrderId>>;

	/// The orders of a resource.
	#[method(name = "catalog_listResourceOrders")]
	fn orders_for(
		&self,
		resource: ResourceId,
		cursor: Option<OrderId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<OrderInfo, OrderId>>;

	/// What owners offer for a demand.
	#[method(name = "catalog_listQuotes")]
	fn quotes_for(
		&self,
		demand: DemandId,
		cursor: Option<QuoteId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<QuoteInfo, QuoteId>>;

	/// Whose what an order earns is.
	#[method(name = "catalog_getOrderShares")]
	fn shares_of(&self, order: OrderId, at: Option<Hash>) -> RpcResult<Vec<Share>>;

	/// How an amount, as a decimal string, is divided by the shares of an order.
	#[method(name = "catalog_getDivision")]
	fn division(
		&self,
		order: OrderId,
		amount: Decimal,
		at: Option<Hash>,
	) -> RpcResult<Vec<Payment>>;

	/// What happened to an order, in order.
	#[method(name = "catalog_getOrderLog")]
	fn log(
		&self,
		order: OrderId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Entry<AccountId>, u32>>;

	/// What an organization did in a month, such as `"2026-11"`.
	#[method(name = "catalog_getFigures")]
	fn figures(
		&self,
		organization: OrganizationId,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<Figures>;

	/// What was done with a resource in a month.
	#[method(name = "catalog_getResourceFigures")]
	fn figures_for(
		&self,
		resource: ResourceId,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<Figures>;

	/// What an organization earned and spent in a month.
	#[method(name = "catalog_getTurnover")]
	fn turnover(
		&self,
		organization: OrganizationId,
		month: Month,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Turnover>;

	/// A pool of rewards, such as `{"month":"2026-11","asset":1}`.
	#[method(name = "catalog_getPool")]
	fn pool(&self, pool: PoolId, at: Option<Hash>) -> RpcResult<Option<PoolInfo>>;

	/// An owner's part of a pool.
	#[method(name = "catalog_getReward")]
	fn reward(
		&self,
		pool: PoolId,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<RewardInfo>;
}

impl OrdersRpcServer for Query {
	fn calendar(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Option<CalendarInfo>> {
		self.ask(at, |api, at| api.calendar(at, resource))
	}

	fn free_slots(
		&self,
		resource: ResourceId,
		from: Moment,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<SlotInfo, u32>> {
		self.ask(at, |api, at| api.free_slots(at, resource, from, cursor, limit.0))
	}

	fn bookings(
		&self,
		resource: ResourceId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BookingInfo, u64>> {
		self.ask(at, |api, at| api.bookings(at, resource, cursor, limit.0))
	}

	fn open_minutes(
		&self,
		resource: ResourceId,
		period: Period,
		at: Option<Hash>,
	) -> RpcResult<u64> {
		self.ask(at, |api, at| api.open_minutes(at, resource, period))
	}

	fn terms(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Option<Terms>> {
		self.ask(at, |api, at| api.terms(at, resource))
	}

	fn order(&self, id: OrderId, at: Option<Hash>) -> RpcResult<Option<OrderInfo>> {
		self.ask(at, |api, at| api.order(at, id))
	}

	fn orders_of(
		&self,
		organization: OrganizationId,
		role: Option<Role>,
		cursor: Option<OrderId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<OrderInfo, OrderId>> {
		self.ask(at, |api, at| api.orders_of(at, organization, role, cursor, limit.0))
	}

	fn orders_for(
		&self,
		resource: ResourceId,
		cursor: Option<OrderId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<OrderInfo, OrderId>> {
		self.ask(at, |api, at| api.orders_for(at, resource, cursor, limit.0))
	}

	fn quotes_for(
		&self,
		demand: DemandId,
		cursor: Option<QuoteId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<QuoteInfo, QuoteId>> {
		self.ask(at, |api, at| api.quotes_for(at, demand, cursor, limit.0))
	}

	fn shares_of(&self, order: OrderId, at: Option<Hash>) -> RpcResult<Vec<Share>> {
		self.ask(at, |api, at| api.shares_of(at, order))
	}

	fn division(
		&self,
		order: OrderId,
		amount: Decimal,
		at: Option<Hash>,
	) -> RpcResult<Vec<Payment>> {
		self.ask(at, |api, at| api.division(at, order, amount.0))
	}

	fn log(
		&self,
		order: OrderId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Entry<AccountId>, u32>> {
		self.ask(at, |api, at| api.log(at, order, cursor, limit.0))
	}

	fn figures(
		&self,
		organization: OrganizationId,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<Figures> {
		self.ask(at, |api, at| api.figures(at, organization, month))
	}

	fn figures_for(
		&self,
		resource: ResourceId,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<Figures> {
		self.ask(at, |api, at| api.figures_for(at, resource, month))
	}

	fn turnover(
		&self,
		organization: OrganizationId,
		month: Month,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Turnover> {
		self.ask(at, |api, at| api.turnover(at, organization, month, asset))
	}

	fn pool(&self, pool: PoolId, at: Option<Hash>) -> RpcResult<Option<PoolInfo>> {
		self.ask(at, |api, at| api.pool(at, pool))
	}

	fn reward(
		&self,
		pool: PoolId,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<RewardInfo> {
		self.ask(at, |api, at| api.reward(at, pool, organization))
	}
}
