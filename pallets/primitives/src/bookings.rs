// SPDX-License-Identifier: Apache-2.0

//! Resources that are booked for a time.

use crate::{stored, Moment, ResourceId};
use frame_support::weights::Weight;
use sp_runtime::DispatchResult;

/// The most slots of one booking.
pub const MAX_SLOTS: u16 = 48;

stored! {
	/// Slots that follow one another.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Slots {
		/// The number of the first one: how many slots of the resource's length began before it since
		/// 1970, local time.
		pub first: u32,
		/// How many; from 1 to [`MAX_SLOTS`].
		pub count: u16,
		/// How many of the places that there are at a time; not 0.
		pub units: u16,
	}

	/// A part of chain time, in UTC milliseconds.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Period {
		/// From when.
		pub from: Moment,
		/// Until when, itself excluded.
		pub until: Moment,
	}
}

impl Period {
	/// Whether both have a part in common.
	pub fn overlaps(self, other: Self) -> bool {
		self.from < other.until && other.from < self.until
	}
}

/// Books resources.
pub trait Bookings {
	/// When slots of a resource begin and end; `None` if it cannot be booked.
	fn period(resource: ResourceId, slots: Slots) -> Option<Period>;

	/// Books slots for an order, which names itself by its number. What is booked for it already is given
	/// up for them; if they are not to be had, it stays booked.
	fn book(resource: ResourceId, order: u64, slots: Slots) -> DispatchResult;

	/// Gives up what is booked for an order.
	fn free(resource: ResourceId, order: u64);

	/// What is booked for an order.
	fn booked(resource: ResourceId, order: u64) -> Option<Slots>;

	/// Whether a place is to be had at a time.
	fn is_free(resource: ResourceId, at: Moment) -> bool;

	/// The most that [`Self::book`] may use.
	fn book_weight() -> Weight;

	/// The most that [`Self::free`] may use.
	fn free_weight() -> Weight;

	/// Makes slots of the resource that can be booked, as many as can be, and others in their place.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(resource: ResourceId) -> (Slots, Slots);
}
