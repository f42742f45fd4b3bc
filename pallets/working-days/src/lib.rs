// SPDX-License-Identifier: Apache-2.0

//! # Working days
//!
//! Administrative rules count answer deadlines in working days: two to acknowledge, five to answer.
//! In China these are Monday to Friday, less the statutory holidays, plus the Saturdays and Sundays
//! that the State Council's yearly notice has people work in exchange. The notice appears a few
//! weeks before its year, so no program can know it: the council declares it. Other pallets count
//! through [`covenant_primitives::WorkingDays`].
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | day | from midnight to midnight where [`Config::UtcOffset`] is the clock's distance from UTC |
//! | date | a day of the Gregorian calendar from 1970-01-01 to 9999-12-31 |
//! | weekly rule | Monday to Friday are worked, Saturday and Sunday are not |
//! | exception | a day that differs from the weekly rule: a holiday, or an adjusted working day (调休) |
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `declare` | [`Config::CalendarOrigin`]: more than half of the council | each listed day, today or later, is worked or not; the last declaration of a day holds |
//!
//! A declaration may list days that are already what it says, such as the weekend within a holiday:
//! a notice is copied as it stands. No call touches money or anybody's rights.
//!
//! ## Counting
//! `after(from, days)` is the moment at which the last working day is over: midnight, the first
//! millisecond of the next day. The day of `from` does not count (Civil Code of China, art. 201: a
//! period begins with the day after), and a period ends at 24:00 of its last day (art. 203). Periods
//! in working days leave holidays out (Administrative License Law, art. 82), so the last day is
//! always a worked one, save with 0 days: these end with the day of `from`, worked or not.
//!
//! At most [`SEARCH`] days are looked at. If the council declared so much rest that they do not hold
//! enough working days, the answer is the end of the last of them: a deadline comes in any case.
//!
//! Whoever counts stores the moment, and so no declaration moves a deadline that was computed
//! before it. For this reason days that are over cannot be declared either: it would change nothing.
//! Until a year's notice is declared, its days follow the weekly rule.
//!
//! ## Invariants
//! - *Nothing is kept for nothing*: no word of [`Exceptions`] is zero.
//! - *Exceptions are dates*: none lies after 9999-12-31.
//!
//! ## Errors
//! See [`Error`]: `Empty`, `InvalidDate`, `TooLate`, `Duplicate`.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calendar;
mod errors;
mod events;
mod genesis;
#[cfg(test)]
mod mock;
mod queries;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
pub mod weights;

pub use calendar::SEARCH;
pub use covenant_primitives::Date;
pub use pallet::*;
pub use types::DayKind;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use core::marker::PhantomData;
	use covenant_primitives::{time::DAY, Moment};
	use frame_support::{pallet_prelude::*, traits::Time, DefaultNoBound};
	use frame_system::pallet_prelude::*;
	use sp_runtime::SaturatedConversion;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who declares which days are worked.
		type CalendarOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Chain time, in UTC milliseconds.
		type Time: Time<Moment = Moment>;

		/// How far local midnight is ahead of UTC's, in milliseconds: 8 hours for China Standard
		/// Time. Less than a day.
		///
		/// Exceptions are kept by local day: changing it needs no migration.
		#[pallet::constant]
		type UtcOffset: Get<Moment>;

		/// How many days one call can declare. From 1; a yearly notice lists some forty.
		#[pallet::constant]
		type MaxChanges: Get<u32>;

		/// Weights of the call and of what other pallets ask.
		type WeightInfo: WeightInfo;
	}

	/// The days that differ from the weekly rule, 128 to a word: the bit of value 2^i at key w is
	/// the local day 128 · w + i, counted from 1970. A word without such a day is not kept.
	#[pallet::storage]
	pub type Exceptions<T: Config> = StorageMap<_, Twox64Concat, u32, u128, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Days that are declared from the start, each with a date as in `"2026-10-01"`.
		#[serde(default)]
		pub days: Vec<(Date, DayKind)>,
		/// No field of a chain spec.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			genesis::build::<T>(&self.days);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::UtcOffset::get() < DAY, "no clock is a day ahead of UTC");
			assert!(T::MaxChanges::get() > 0, "no day could be declared");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Makes each of `days` a working day or a day of rest.
		///
		/// All of them or none: [`Error::Empty`] without any, [`Error::InvalidDate`] for a date that
		/// does not exist, [`Error::TooLate`] for one before today, [`Error::Duplicate`] for one
		/// that is listed twice.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::declare(days.len().saturated_into()))]
		pub fn declare(
			origin: OriginFor<T>,
			days: BoundedVec<(Date, DayKind), T::MaxChanges>,
		) -> DispatchResult {
			T::CalendarOrigin::ensure_origin(origin)?;
			Self::do_declare(days)
		}
	}
}
