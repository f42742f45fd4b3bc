// SPDX-License-Identifier: Apache-2.0

//! What clients ask about meters. Each `meters_*` method of the JSON-RPC is an alias of one query.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A meter.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MeterInfo {
	/// The id.
	pub id: MeterId,
	/// What is known of it.
	#[serde(flatten)]
	pub meter: Meter,
	/// How far it is.
	pub progress: Progress,
}

/// A reading, with its interval.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct IntervalReading {
	/// The interval.
	pub interval: Interval,
	/// What the device said, or what stands in its place.
	#[serde(flatten)]
	pub reading: Reading,
}

/// A day of a meter.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayInfo {
	/// The meter.
	pub meter: MeterId,
	/// The day.
	pub day: Day,
	/// Whose the meter was.
	pub owner: Party,
	/// Whether the day is closed.
	pub closed: bool,
	/// How many readings there should be, of intervals that are over.
	pub expected: u32,
	/// How many the device gave.
	pub read: u32,
	/// How many were put in the place of others.
	pub substituted: u32,
	/// All that was counted.
	pub total: Register,
}

/// What a participant's meters counted together.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
	/// In each interval of the day, in order.
	pub intervals: Vec<Register>,
	/// How many meters there were.
	pub meters: u32,
	/// How many readings are missing, or to come.
	pub missing: u32,
	/// How many were put in the place of others.
	pub substituted: u32,
}

/// A challenge, with the place of the reading that is doubted.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct BatchChallenge {
	/// The place.
	pub index: u32,
	/// The challenge.
	#[serde(flatten)]
	pub challenge: Challenge,
}

/// A batch.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchInfo {
	/// The id.
	pub id: BatchId,
	/// What is known of it.
	#[serde(flatten)]
	pub batch: Batch,
	/// What waits for an answer.
	pub doubted: Vec<BatchChallenge>,
}

sp_api::decl_runtime_apis! {
	/// The meters. Pages hold at most 100.
	pub trait MeteringApi {
		/// A meter.
		fn meter(id: MeterId) -> Option<MeterInfo>;

		/// The meter at a grid point.
		fn meter_at(market: MarketId, point: Vec<u8>) -> Option<MeterInfo>;

		/// The meters that are, or were once, a party's in a market, in no particular order.
		fn meters(
			market: MarketId,
			party: Party,
			cursor: Option<MeterId>,
			limit: u32,
		) -> Page<MeterInfo, MeterId>;

		/// What is known of intervals from `from` on, in order; the next page begins behind `next`.
		fn readings(id: MeterId, from: Interval, limit: u32) -> Page<IntervalReading, Interval>;

		/// How complete a day is, and what was counted.
		fn day(id: MeterId, day: Day) -> Option<DayInfo>;

		/// What a participant's meters counted on a day, interval by interval.
		fn totals(market: MarketId, party: Party, day: Day) -> Totals;

		/// A batch.
		fn batch(id: BatchId) -> Option<BatchInfo>;
	}
}
