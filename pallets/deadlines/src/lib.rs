// SPDX-License-Identifier: Apache-2.0

//! # Deadlines
//!
//! Some things happen by themselves when time passes: an unanswered order settles, an unclaimed
//! envelope goes back, a membership ends. This pallet keeps such tasks and has each carried out
//! once chain time has come. It has no calls: other pallets schedule and cancel through
//! [`covenant_primitives::Deadlines`], each with a task type of its own, which the runtime combines
//! into [`Config::Task`].
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | minute | a whole minute of chain time, counted from 1970 |
//! | task | what is to be done; the scheduling pallet's own type |
//! | bucket | the tasks that are carried out together, in one minute |
//! | open | a minute that is not over yet, or not drained yet: its bucket still takes tasks |
//! | closed | the minute being drained: nothing is added to its bucket any more |
//! | cursor | the first open minute; the one before is closed, all earlier ones are empty |
//! | late | a task scheduled for a minute before the cursor |
//! | reserve | the share of a block that `on_poll` may use |
//!
//! ## Who does what
//! | function | who may | effect |
//! | --- | --- | --- |
//! | `schedule(at, task)` | a pallet of the runtime | the task waits; O(1) |
//! | `cancel(at, task)` | the same pallet | the task is forgotten, if it still waits; O(1) |
//! | `on_poll` | every block, after its inherents | drains within the reserve |
//! | `on_idle` | every block, after its transactions | drains within the weight that is left |
//!
//! ## Life of a task
//! ```text
//! schedule ──► waiting ──► carried out ──► nothing but its effects remains
//!              │    │ ▲         └────────► Failed: nothing of it remains, it is not tried again
//!              │    └─┘ Postponed: an upgrade made it heavier than any block can bear
//!              └► canceled
//! ```
//! What a task did, the events of its pallet say; this pallet only reports what went wrong.
//!
//! ## Time
//! A task scheduled for `at` goes to the first minute that begins at `at` or later, so it is never
//! early, and late by less than a minute and a block if the chain is not busy. Minutes are drained
//! in order. Within a minute the order is that of hashed keys: the same on every node, and without
//! meaning.
//!
//! A late task goes to the bucket at the cursor, that is to the next minute that begins once the
//! chain has caught up. It keeps the minute it was asked for in its key, so `cancel` finds it with
//! the original `at`, and the same task may wait there for several minutes of the past. A task that
//! keeps scheduling itself for the past thus runs once a minute, not without end.
//!
//! Neither hook runs during multi-block migrations or in a block whose weight is used up, as
//! session rotation may do. Later blocks catch up: after an outage each minute costs one read, which
//! is metered like everything else.
//!
//! ## Weight
//! A task is carried out if the most it may use still fits. The first task of a hook may exceed the
//! reserve and take what the block has left: a task heavier than the reserve would otherwise wait as
//! long as blocks are full, and all others behind it. `schedule` refuses tasks heavier than half a
//! block. One that became so by a runtime upgrade is moved to the next minute, with an event, until
//! it is canceled or another upgrade makes it lighter; it holds nothing up.
//!
//! Tasks are stored in the runtime's encoding. A runtime upgrade may add variants to [`Config::Task`],
//! with explicit indices; whatever else it changes it must migrate.
//!
//! ## Invariants
//! - *Nothing is left behind*: no task lies in a bucket before the closed minute.
//! - *Nothing is early*: no task lies in a bucket before the minute that it was scheduled for.
//! - *Draining will come*: a cursor is set as long as tasks wait.
//!
//! ## Errors
//! See [`Error`]: `AlreadyExists`, `TooHeavy`.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod drain;
#[cfg(test)]
mod mock;
mod queries;
mod queue;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
mod types;
pub mod weights;

pub use pallet::*;
pub use types::Entry;
pub use weights::WeightInfo;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{Entry, WeightInfo};
	use covenant_primitives::{HandleDeadline, Moment};
	use frame_support::{pallet_prelude::*, traits::Time, weights::WeightMeter};
	use frame_system::pallet_prelude::*;
	use sp_runtime::Perbill;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The tasks of all pallets: an enum with a variant for each pallet's own type, `From` which
		/// it converts.
		type Task: Parameter + MaxEncodedLen;

		/// Carries tasks out.
		type Handler: HandleDeadline<Self::Task>;

		/// Chain time, in UTC milliseconds.
		type Time: Time<Moment = Moment>;

		/// The share of a block that `on_poll` may use, before any transaction.
		#[pallet::constant]
		type Reserve: Get<Perbill>;

		/// Weights of the hooks and of what other pallets ask.
		type WeightInfo: WeightInfo;
	}

	/// The first open minute. Before the clock of the chain starts, the earliest minute that was
	/// scheduled for.
	#[pallet::storage]
	pub type Cursor<T> = StorageValue<_, u32>;

	/// The tasks that wait, by the minute in which they will be carried out.
	#[pallet::storage]
	pub type Waiting<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u32, Blake2_128Concat, Entry<T::Task>, ()>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A task failed. Nothing that it wrote remains, and it is not tried again.
		Failed {
			/// The minute that it was scheduled for.
			minute: u32,
			/// The task.
			task: T::Task,
			/// Why it failed.
			error: DispatchError,
		},
		/// A task is heavier than any block can bear and waits for another minute.
		Postponed {
			/// The minute that it was scheduled for.
			minute: u32,
			/// The task.
			task: T::Task,
			/// The minute in which it will be looked at again.
			until: u32,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The same task already waits for the same minute.
		AlreadyExists,
		/// The task may use more than half a block.
		TooHeavy,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
			let available = meter.remaining();
			meter.consume(Self::drain(Self::reserve().min(available), available));
		}

		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::drain(remaining, remaining)
		}

		fn integrity_test() {
			let least = T::WeightInfo::walk(2).saturating_add(T::WeightInfo::carry_out());
			assert!(
				Self::reserve().all_gte(least),
				"the reserve is too small to carry out a task that weighs nothing",
			);
			assert!(
				Self::reserve().all_lte(Self::heaviest()),
				"the reserve leaves less than half a block to transactions",
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
