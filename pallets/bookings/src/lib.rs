// SPDX-License-Identifier: Apache-2.0

//! # Bookings
//!
//! When equipment, rooms, experts and courses can be had, and which of their times are taken. Owners keep
//! a calendar for each resource; other pallets book slots for their orders through
//! [`covenant_primitives::Bookings`]. Who may book, and what it costs, is theirs to say.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | slot | a part of the day of a fixed length; slots are numbered from 1970 on, local time |
//! | calendar | the length of a resource's slots, its hours, and how many places there are at a time |
//! | place | what one user needs: a seat, a machine, the expert |
//! | hours | when a day of the week is open |
//! | closure | a period in which a resource cannot be booked: holidays, upkeep |
//! | horizon | how many days ahead one can book |
//! | booking | places in slots that follow one another, for an order |
//!
//! Local time is UTC+8 (`Config::UtcOffset`). Lengths and hours are minutes, periods UTC milliseconds.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `set_calendar` | an operator with `ShareData` of the resource's owner | the resource can be booked |
//! | `clear_calendar` | the same | it cannot any more |
//! | `close` | the same | nothing is booked in a period |
//! | `reopen` | the same | a closure ends |
//!
//! What is booked stays booked when hours change or a closure is added: whoever has it gives it up by the
//! rules of its order. While something is booked, the length of slots stays as it is, and the number of
//! places does not fall.
//!
//! ## What a booking asks for
//! At least one slot and one place, at most [`MAX_SLOTS`] slots; each begins in the future, lies in the
//! hours and in no closure, ends within the horizon, and has as many places left. No two bookings have
//! the same place at the same time, in whatever order they come.
//!
//! ## Cost
//! A booking reads and writes a number for each of its slots, however many bookings there are or were:
//! it is forgotten when its order ends, and so are the numbers of its slots.
//!
//! ## Invariants
//! * `places_are_counted`: in each slot as many places are taken as its bookings say, not more than there
//!   are.
//! * `bookings_are_counted`: a resource has as many bookings as are counted, and a calendar if it has any.
//! * `calendars_are_sound`: so are closures.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calendars;
#[cfg(test)]
mod mock;
mod places;
mod queries;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{Actor, Authorized, Catalog, Moment, ResourceId};
use frame_support::traits::{Get, Time};

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = sp_core::H256> {
		/// An operator who may share what an organization in good standing has.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// The resources.
		type Catalog: Catalog<Self::AccountId>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// By how much local time is ahead of UTC, in milliseconds.
		#[pallet::constant]
		type UtcOffset: Get<Moment>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;
	}

	/// When resources can be booked.
	#[pallet::storage]
	pub type Calendars<T: Config> = StorageMap<_, Twox64Concat, ResourceId, Calendar>;

	/// When resources are closed.
	#[pallet::storage]
	pub type ClosuresOf<T: Config> = StorageMap<_, Twox64Concat, ResourceId, Closures, ValueQuery>;

	/// What is booked, by resource and order.
	#[pallet::storage]
	pub type Booked<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ResourceId, Twox64Concat, u64, Slots>;

	/// How many bookings a resource has.
	#[pallet::storage]
	pub type BookingCount<T: Config> = StorageMap<_, Twox64Concat, ResourceId, u32, ValueQuery>;

	/// How many places are taken in a slot.
	#[pallet::storage]
	pub type Taken<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ResourceId, Twox64Concat, u32, u16, ValueQuery>;

	#[pallet::error]
	pub enum Error<T> {
		/// No resource of this id is offered.
		NotFound,
		/// The signer acts for another organization.
		NotAuthorized,
		/// Resources of this kind are not had for a time.
		NotBookable,
		/// Slots do not divide the day, or hours, places or horizon are out of range.
		InvalidCalendar,
		/// Nothing would change.
		Unchanged,
		/// Something is booked.
		HasBookings,
		/// The resource has no calendar.
		NoCalendar,
		/// A period ends before it begins, or is over.
		InvalidPeriod,
		/// There are as many closures as there can be.
		TooManyClosures,
		/// There is a closure in this period.
		AlreadyClosed,
		/// There is no such closure.
		NotClosed,
		/// No slots, no places, or more slots than a booking can have.
		InvalidSlots,
		/// The first slot has begun.
		TooLate,
		/// The last slot is beyond the horizon.
		TooEarly,
		/// A slot is out of hours, or in a closure.
		Closed,
		/// A slot has fewer places left.
		Taken,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A resource can be booked.
		CalendarSet {
			/// The resource.
			resource: ResourceId,
			/// When.
			calendar: Calendar,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// A resource cannot be booked any more.
		CalendarCleared {
			/// The resource.
			resource: ResourceId,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// A resource is closed for a while.
		Closed {
			/// The resource.
			resource: ResourceId,
			/// For how long.
			period: Period,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// It is not.
		Reopened {
			/// The resource.
			resource: ResourceId,
			/// What had been told.
			period: Period,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// Slots were booked.
		Booked {
			/// The resource.
			resource: ResourceId,
			/// For which order.
			order: u64,
			/// The slots.
			slots: Slots,
			/// Those that were given up for them.
			instead_of: Option<Slots>,
		},
		/// A booking is over, or was given up.
		Freed {
			/// The resource.
			resource: ResourceId,
			/// Of which order.
			order: u64,
			/// The slots.
			slots: Slots,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Says when a resource can be booked.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_calendar().saturating_add(T::Catalog::note_weight()))]
		pub fn set_calendar(
			origin: OriginFor<T>,
			resource: ResourceId,
			calendar: Calendar,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_set_calendar(actor, resource, calendar)
		}

		/// Says that a resource cannot be booked. Nothing of it may be booked.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::clear_calendar().saturating_add(T::Catalog::note_weight()))]
		pub fn clear_calendar(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_clear_calendar(actor, resource)
		}

		/// Closes a resource for a period. Closures that are over are forgotten with it.
		#[pallet::call_index(2)]
		pub fn close(origin: OriginFor<T>, resource: ResourceId, period: Period) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_close(actor, resource, period)
		}

		/// Takes a closure back.
		#[pallet::call_index(3)]
		pub fn reopen(
			origin: OriginFor<T>,
			resource: ResourceId,
			period: Period,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_reopen(actor, resource, period)
		}
	}
}
