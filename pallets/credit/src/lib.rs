// SPDX-License-Identifier: Apache-2.0

//! # Credit
//!
//! How well does an organization keep its word? Other pallets report outcomes, each with a weight,
//! through [`covenant_primitives::ReportOutcome`]; this pallet turns them into a score from 0 to
//! 1000 by a published formula. No one sets a score by hand: there are no calls, not even for Root.
//! Other pallets read scores through [`covenant_primitives::CreditScores`].
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | report | an outcome, its weight, who reports it and what it is about |
//! | item | a report as it is kept, with its time |
//! | worth | what an outcome is worth, from 0 to 1000 |
//! | half-life | the days of chain time after which an item counts for half as much |
//! | prior | the score of a newcomer, and the weight with which it goes on counting |
//! | opening | all items that are no longer kept one by one, summed up |
//!
//! | outcome | worth |
//! | --- | --- |
//! | fulfilled | 1000 |
//! | late | 500 |
//! | breached | 0 |
//! | dispute upheld | 0 |
//!
//! ## Who does what
//! | function | who may | effect |
//! | --- | --- | --- |
//! | `report(organization, report)` | a pallet of the runtime | an item, a new score, an event; O(1). Dropped if the organization is unknown or the weight 0 |
//! | `score(organization)` | a pallet of the runtime, anyone by API | none |
//!
//! ## The formula
//! The score is the mean of the worths, weighted by what each item still counts for, with the prior
//! as one more item that does not age:
//!
//! ```text
//!         prior_weight · prior_score + Σ weight_i · 2^(−age_i / half_life) · worth_i
//! score = ──────────────────────────────────────────────────────────────────────────
//!         prior_weight               + Σ weight_i · 2^(−age_i / half_life)
//! ```
//!
//! Ages are whole days: the day of now less the day of the report, days counted from 1970 in UTC. A
//! score drifts back towards the prior at midnight, without any report.
//!
//! ### In integers, to be recomputed to the unit
//! All divisions and roots are rounded down. The two sums are kept in units of 2^−64, with the day
//! for which they hold: `weight` and `value`, 0 before the first report.
//!
//! 1. *Decay* of a sum by `d` days, for `d > 0`. Let `n = d / half_life`, `r = d mod half_life` and
//!    `x = r · 2^63 / half_life`. Let `root_0 = 2^62` and `root_k = √(root_{k−1} · 2^63)`. Start with
//!    `m = 2^63`; for `k` from 1 to 63, if the bit of `x` worth `2^(63−k)` is set,
//!    `m = m · root_k / 2^63`. The sum becomes `(sum · m / 2^63) / 2^n`.
//! 2. *Report*: both sums decay from their day to today, which becomes their day. Then
//!    `weight += w · 2^64` and `value += w · worth · 2^64`.
//! 3. *Score*: both sums decay to today, without being stored. Then
//!    `(prior_weight · prior_score · 2^64 + value) / (prior_weight · 2^64 + weight)`.
//!
//! Every accepted report is an event with its time, numbered per organization from 0, and so whoever
//! has the events has the score. The constants are in the metadata.
//!
//! ### Explained item by item
//! The runtime API lists the newest [`Config::MaxItems`] items of an organization with their age,
//! what each still counts for and how many points it contributes, in millionths. Older items are
//! folded into the opening, which decays as they would have. The points of the prior, the opening
//! and all `n` items add up to the score: to no more than `n + 3` millionths of a point less, and to
//! less than one point and one millionth more, because the score itself is rounded down.
//!
//! ## Invariants
//! - *The parts make the whole*: opening and items, decayed to the day of the sums, differ from them
//!   by less than one part in 2^32 and `4 · half_life + n + 4` units of 2^−64.
//! - *Scores are scores*: none exceeds 1000.
//! - *Items are counted*: the items of an organization have the numbers from `first` to before
//!   `next`, and none is younger than the sums.
//!
//! Weights up to 65,535 reported 10^9 times within a half-life stay far from the limits of 128 bits;
//! beyond them sums saturate.
//!
//! A change of the half-life or the worths by a runtime upgrade changes how sums decay from then on.
//! It must fold all items into the openings, which its migration can do an item at a time; a change
//! of the prior or of `MaxItems` needs nothing. The record of a removed organization stays, bounded,
//! for whoever has to look it up; its id is never used again.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod decay;
mod formula;
#[cfg(test)]
mod mock;
mod queries;
mod reports;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
mod types;
pub mod weights;

pub use formula::{worth, Formula, BREACHED, DISPUTE_UPHELD, FULFILLED, LATE, MAX_SCORE};
pub use pallet::*;
pub use types::{Item, Record, Totals};
pub use weights::WeightInfo;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{Item, Record, WeightInfo, MAX_SCORE};
	use covenant_primitives::{Moment, OrganizationId, Organizations, Report};
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::pallet_prelude::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// The longest half-life for which the bounds in the crate documentation hold: a century.
	const MAX_HALF_LIFE: u32 = 36_500;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Which organizations there are.
		type Organizations: Organizations<Self::AccountId>;

		/// Chain time, in UTC milliseconds.
		type Time: Time<Moment = Moment>;

		/// The days after which an item counts for half as much.
		#[pallet::constant]
		type HalfLife: Get<u32>;

		/// The score of a newcomer, from 0 to 1000.
		#[pallet::constant]
		type PriorScore: Get<u16>;

		/// The weight with which the prior score goes on counting: the more, the slower a newcomer's
		/// score moves. From 1.
		#[pallet::constant]
		type PriorWeight: Get<u32>;

		/// How many items are kept for each organization. From 1.
		#[pallet::constant]
		type MaxItems: Get<u32>;

		/// Weights of what other pallets ask.
		type WeightInfo: WeightInfo;
	}

	/// The sums of each organization that was ever reported on.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, Record>;

	/// The newest items of each organization, by their number.
	#[pallet::storage]
	pub type Items<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, u64, Item>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An outcome was reported. These events are all that a score depends on.
		Reported {
			/// The organization that it is about.
			organization: OrganizationId,
			/// The number of the report among those about the organization, from 0.
			index: u64,
			/// What was reported.
			report: Report,
			/// Chain time, in UTC milliseconds.
			at: Moment,
			/// The score of the organization from now on.
			score: u16,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				(1..=MAX_HALF_LIFE).contains(&T::HalfLife::get()),
				"the half-life is not between a day and a century",
			);
			assert!(T::PriorScore::get() <= MAX_SCORE, "the prior score is no score");
			assert!(T::PriorWeight::get() > 0, "without a prior a newcomer has no score");
			assert!(T::MaxItems::get() > 0, "no item would be kept");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
