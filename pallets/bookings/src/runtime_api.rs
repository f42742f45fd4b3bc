// SPDX-License-Identifier: Apache-2.0

//! What clients ask about bookings. JSON-RPC serves it under `catalog_*`.

use crate::*;
use codec::{Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// When a resource can be booked.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CalendarInfo {
	/// The calendar.
	#[serde(flatten)]
	pub calendar: Calendar,
	/// When it is closed.
	pub closures: Closures,
	/// How many bookings there are.
	pub bookings: u32,
}

/// A slot with places to be had.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SlotInfo {
	/// Its number.
	pub slot: u32,
	/// When it is.
	#[serde(flatten)]
	pub period: Period,
	/// How many places are left.
	pub places: u16,
}

/// A booking.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BookingInfo {
	/// For which order.
	pub order: u64,
	/// The slots.
	#[serde(flatten)]
	pub slots: Slots,
	/// When they are.
	#[serde(flatten)]
	pub period: Period,
}

sp_api::decl_runtime_apis! {
	/// The bookings. Pages hold at most 100.
	pub trait BookingsApi {
		/// When a resource can be booked.
		fn calendar(resource: ResourceId) -> Option<CalendarInfo>;

		/// The slots that begin at a time or later and have places to be had, in order. A page may hold
		/// fewer than there are, or none, and still have a next one.
		fn free_slots(resource: ResourceId, from: Moment, cursor: Option<u32>, limit: u32) -> Page<SlotInfo, u32>;

		/// For how many minutes places can be had in a period of at most a year, all together, by the
		/// present calendar and whatever is closed. With the minutes in use, it tells the utilization.
		fn open_minutes(resource: ResourceId, period: Period) -> u64;

		/// What is booked, in no particular order.
		fn bookings(resource: ResourceId, cursor: Option<u64>, limit: u32) -> Page<BookingInfo, u64>;
	}
}
