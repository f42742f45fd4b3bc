// SPDX-License-Identifier: Apache-2.0

//! `meters_*`: meters and their readings.

use super::query::{Limit, Query};
use covenant_primitives::{
	power::{Day, Interval},
	MarketId, MeterId, Page, Party,
};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_metering::{
	runtime_api::{BatchInfo, DayInfo, IntervalReading, MeterInfo, MeteringApi, Totals},
	BatchId,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Energy is in Wh. Days and intervals are counted from 1970 where the market
/// is, and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait MetersRpc {
	/// A meter.
	#[method(name = "meters_get")]
	fn meter(&self, id: MeterId, at: Option<Hash>) -> RpcResult<Option<MeterInfo>>;

	/// The meter at a grid point of a market.
	#[method(name = "meters_at")]
	fn meter_at(
		&self,
		market: MarketId,
		point: String,
		at: Option<Hash>,
	) -> RpcResult<Option<MeterInfo>>;

	/// The meters that are, or were once, a party's in a market.
	#[method(name = "meters_list")]
	fn meters(
		&self,
		market: MarketId,
		party: Party,
		cursor: Option<MeterId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MeterInfo, MeterId>>;

	/// What is known of a meter's intervals behind `cursor`, in order.
	#[method(name = "meters_readings")]
	fn readings(
		&self,
		id: MeterId,
		cursor: Option<Interval>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<IntervalReading, Interval>>;

	/// How complete a day of a meter is, and what was counted.
	#[method(name = "meters_day")]
	fn day(&self, id: MeterId, day: Day, at: Option<Hash>) -> RpcResult<Option<DayInfo>>;

	/// What a participant's meters counted on a day, interval by interval.
	#[method(name = "meters_totals")]
	fn totals(
		&self,
		market: MarketId,
		party: Party,
		day: Day,
		at: Option<Hash>,
	) -> RpcResult<Totals>;

	/// A batch of readings.
	#[method(name = "meters_batch")]
	fn batch(&self, id: BatchId, at: Option<Hash>) -> RpcResult<Option<BatchInfo>>;
}

impl MetersRpcServer for Query {
	fn meter(&self, id: MeterId, at: Option<Hash>) -> RpcResult<Option<MeterInfo>> {
		self.ask(at, |api, at| api.meter(at, id))
	}

	fn meter_at(
		&self,
		market: MarketId,
		point: String,
		at: Option<Hash>,
	) -> RpcResult<Option<MeterInfo>> {
		self.ask(at, |api, at| api.meter_at(at, market, point.into_bytes()))
	}

	fn meters(
		&self,
		market: MarketId,
		party: Party,
		cursor: Option<MeterId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MeterInfo, MeterId>> {
		self.ask(at, |api, at| api.meters(at, market, party, cursor, limit.0))
	}

	fn readings(
		&self,
		id: MeterId,
		cursor: Option<Interval>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<IntervalReading, Interval>> {
		let from = cursor.map_or(0, |last| last.saturating_add(1));
		self.ask(at, |api, at| api.readings(at, id, from, limit.0))
	}

	fn day(&self, id: MeterId, day: Day, at: Option<Hash>) -> RpcResult<Option<DayInfo>> {
		self.ask(at, |api, at| api.day(at, id, day))
	}

	fn totals(
		&self,
		market: MarketId,
		party: Party,
		day: Day,
		at: Option<Hash>,
	) -> RpcResult<Totals> {
		self.ask(at, |api, at| api.totals(at, market, party, day))
	}

	fn batch(&self, id: BatchId, at: Option<Hash>) -> RpcResult<Option<BatchInfo>> {
		self.ask(at, |api, at| api.batch(at, id))
	}
}
