// SPDX-License-Identifier: Apache-2.0

//! # Metering
//!
//! Meters that sign what they read, so that whoever carries a reading to the chain cannot change it, and
//! whoever settles has one figure for each meter and interval.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | meter | a device with a key, at a grid point, of an owner, in a market |
//! | reading | what a meter took from the grid (import) and gave to it (export) in an interval, in Wh |
//! | relay | whoever carries signed readings to the chain |
//! | sequence | the number that the device gives a reading: without gaps, so that what is lost is seen |
//! | closed day | a day of a meter with a reading for each interval: what was missing is substituted |
//! | batch | readings of many meters in one interval, anchored by a Merkle root |
//!
//! Energy is in Wh, times in UTC milliseconds. Days and intervals are counted from 1970 where the market
//! is.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `register` | an operator with `OperateMeters` of a grid company of the market, or of whoever runs it | a meter |
//! | `replace` | the organization that operates the meter | another meter in its place |
//! | `transfer` | the same | another owner, from a day to come |
//! | `suspend`, `resume` | the same | its readings are refused; taken again |
//! | `retire` | the same | it meters no longer |
//! | `skip` | the same | readings that were lost are given up |
//! | `submit` | any relay | readings, each by its device's signature |
//! | `close_days` | anybody | a day of some meters is closed |
//! | `anchor` | as `register` | the root of a batch |
//! | `challenge` | the owner of a meter | the operator must show the device's signature |
//! | `answer` | anybody who has the signature | the challenge is over |
//! | `prove` | any relay, once a batch's time is over | readings, each by its place in the batch |
//!
//! ## Readings
//! What a device signs is [`Message::payload`]: it names the chain and the meter, so that a reading is of
//! no use elsewhere. Of many in a transaction, each that is refused says why in an event, and the others
//! are taken. Readings come in the order of their numbers; a gap is refused, so that a relay sends again
//! what got lost. What is lost for good is given up with `skip`, and if it turns up after all, it is taken
//! as long as nothing was read of its interval.
//!
//! ## Days
//! A day is closed when `ClosingDelay` has passed after its end, one after the other. Intervals that were
//! not read get what the market's rules say, marked as substituted. A late reading takes the place of what
//! was substituted, which is announced, so that the day is settled again; no other reading ever changes.
//!
//! ```text
//! open ── day over, delay over: close_days ──> closed ── a late reading ──> closed, corrected
//! ```
//!
//! ## Batches
//! A concentrator with thousands of meters anchors one root an interval. During `ChallengePeriod` the
//! owner of a meter can doubt what is said of it, and the operator has as long again to show the device's
//! signature. If it does not, the batch is struck: nothing is taken from it, and the operator's credit
//! score goes down by a breach of weight 50. Otherwise readings are taken by their proofs, without
//! signatures.
//!
//! ## What it costs
//! As benchmarked on two cores, beside the database, which has 3 reads and 2 writes for each: a reading with an
//! sr25519 signature takes 69 µs, one proved in a tree of 31 levels 39 µs. Both are corrections of a day of
//! 288 intervals, the longest way. Closing such a day takes 1.1 ms and a read and a write for each interval.
//!
//! ## What is stored
//! Readings of open days stand one by one, so that writing one touches no other. A closed day is one
//! record, which settlement reads at once. Neither is removed: bills can be disputed for years.
//!
//! ## Invariants
//! * `meters_are_indexed`: by point, key, owner and market; and counted.
//! * `readings_are_of_open_days`: within the service and the limits of the meter.
//! * `days_are_whole`: closed days follow one another, each with as many readings as it has intervals.
//! * `challenges_are_counted`.
//!
//! ## Errors
//! See [`Error`]; for single readings, [`Refusal`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod batches;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod days;
mod meters;
#[cfg(test)]
mod mock;
mod queries;
mod readings;
pub mod runtime_api;
mod tasks;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	power::{PowerMarkets, Settlements},
	Actor, Authorized, Deadlines, MarketId, MeterId, Moment, OrganizationId, Party, ReportOutcome,
	Signatory,
};
use frame_support::traits::{Get, Time};
use sp_core::H256;

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;
/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// Sets the clock.
	fn set_time(now: Moment);
}

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::{Task, *};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256> {
		/// An operator who may operate meters for an organization in good standing.
		type OperatorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// A person, or an operator who acts for an organization in its own affairs.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<SignatoryOf<Self>>>;

		/// The markets.
		type Markets: PowerMarkets;

		/// Tells which days are being settled, and which were.
		type Settlements: Settlements;

		/// Told of batches that were struck.
		type Credit: ReportOutcome;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How long readings of a day are waited for, in milliseconds.
		#[pallet::constant]
		type ClosingDelay: Get<Moment>;

		/// How long a batch can be challenged, and a challenge be answered, in milliseconds.
		#[pallet::constant]
		type ChallengePeriod: Get<Moment>;

		/// How many meters a party can have in a market.
		#[pallet::constant]
		type MaxMeters: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// The id of the next meter.
	#[pallet::storage]
	pub type NextMeterId<T: Config> = StorageValue<_, MeterId, ValueQuery>;

	/// Every meter that there ever was.
	#[pallet::storage]
	pub type Meters<T: Config> = StorageMap<_, Twox64Concat, MeterId, Meter>;

	/// How far each meter is.
	#[pallet::storage]
	pub type ProgressOf<T: Config> = StorageMap<_, Twox64Concat, MeterId, Progress, ValueQuery>;

	/// The meter at a grid point of a market.
	#[pallet::storage]
	pub type MeterAt<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Blake2_128Concat, GridPoint, MeterId>;

	/// The meter that has a key.
	#[pallet::storage]
	pub type MeterOf<T: Config> = StorageMap<_, Blake2_128Concat, DeviceKey, MeterId>;

	/// The meters that are, or were once, a party's in a market.
	#[pallet::storage]
	pub type MetersOf<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, MarketId>,
			NMapKey<Twox64Concat, Party>,
			NMapKey<Twox64Concat, MeterId>,
		),
		(),
	>;

	/// How many meters are, or were once, a party's in a market.
	#[pallet::storage]
	pub type MeterCount<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, Party, u32, ValueQuery>;

	/// How many meters that are not retired a party has in a market.
	#[pallet::storage]
	pub type LiveMeters<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, MarketId, u32, ValueQuery>;

	/// The last day on which a meter was a party's that is so no more.
	#[pallet::storage]
	pub type LastDay<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, MarketId, Day>;

	/// How many meters that are not retired an organization operates or has.
	#[pallet::storage]
	pub type MetersInCharge<T: Config> =
		StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// What devices said of open days.
	#[pallet::storage]
	pub type Readings<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MeterId, Twox64Concat, Interval, Register>;

	/// Closed days.
	#[pallet::storage]
	pub type Days<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MeterId, Twox64Concat, Day, DayRecord>;

	/// The id of the next batch.
	#[pallet::storage]
	pub type NextBatchId<T: Config> = StorageValue<_, BatchId, ValueQuery>;

	/// Batches of readings.
	#[pallet::storage]
	pub type Batches<T: Config> = StorageMap<_, Twox64Concat, BatchId, Batch>;

	/// What is doubted of batches.
	#[pallet::storage]
	pub type Challenges<T: Config> =
		StorageDoubleMap<_, Twox64Concat, BatchId, Twox64Concat, u32, Challenge>;

	#[pallet::error]
	pub enum Error<T> {
		/// No market, meter, batch or challenge has this id.
		NotFound,
		/// The signer's organization does not operate the meter, or no meters of this market; or the meter
		/// is not the signer's.
		NotAuthorized,
		/// The party does not take part in the market.
		NotParticipant,
		/// A grid point has a designation in readable text.
		InvalidPoint,
		/// A meter counts in a direction, in whole Wh, up to a limit; what it does not export comes from
		/// nowhere.
		InvalidDevice,
		/// A meter is at the point, or has the key.
		AlreadyExists,
		/// The party has as many meters as it can have; or the batch as many challenges.
		TooMany,
		/// The meter is suspended, or not, or retired.
		InvalidState,
		/// The interval or day is before what was read or closed, or does not follow.
		InvalidTime,
		/// Nothing is given up, or more than can be at once.
		InvalidSequence,
		/// Nothing was passed.
		Empty,
		/// The batch's time is not over, or challenges wait for an answer.
		TooEarly,
		/// The batch's time is over.
		TooLate,
		/// A challenge of the batch was not answered.
		Struck,
		/// The reading is not in the batch.
		InvalidProof,
		/// The device did not sign it.
		InvalidSignature,
		/// An organization or a participant has meters that are not retired.
		MetersInUse,
		/// What the participant's meters read last was not settled.
		NotSettled,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A meter was registered.
		Registered {
			/// The meter.
			meter: MeterId,
			/// As it is.
			details: Meter,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A meter came in the place of another.
		Replaced {
			/// The meter that was there.
			meter: MeterId,
			/// What it showed at the end.
			last: Register,
			/// The new one.
			with: MeterId,
			/// As it is.
			details: Meter,
			/// What it showed at the beginning.
			first: Register,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A meter has another owner.
		Transferred {
			/// The meter.
			meter: MeterId,
			/// From which day on.
			from: Day,
			/// Whose it is.
			to: Party,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// The status of a meter changed.
		StatusChanged {
			/// The meter.
			meter: MeterId,
			/// How it is.
			status: Status,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Readings were given up.
		Skipped {
			/// The meter.
			meter: MeterId,
			/// The first.
			from: u64,
			/// The first that was not.
			until: u64,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Readings were submitted.
		Submitted {
			/// How many were taken.
			taken: u32,
			/// How many were refused.
			refused: u32,
			/// Who carried them.
			by: T::AccountId,
		},
		/// A reading was refused.
		Refused {
			/// Of which meter.
			meter: MeterId,
			/// Its number.
			sequence: u64,
			/// When the interval began, in UTC milliseconds.
			start: Moment,
			/// Why.
			reason: Refusal,
		},
		/// A day of a meter was closed.
		DayClosed {
			/// The meter.
			meter: MeterId,
			/// The day.
			day: Day,
			/// How many readings were missing.
			substituted: u32,
		},
		/// A day of a meter was not closed.
		DayNotClosed {
			/// The meter.
			meter: MeterId,
			/// The day.
			day: Day,
			/// Why.
			reason: NotClosed,
		},
		/// A late reading took the place of what was substituted.
		Corrected {
			/// The meter.
			meter: MeterId,
			/// The interval.
			interval: Interval,
			/// What was in its place.
			was: Reading,
			/// What the device said.
			is: Reading,
		},
		/// A batch was anchored.
		Anchored {
			/// The batch.
			batch: BatchId,
			/// As it is.
			details: Batch,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A reading of a batch was challenged.
		Challenged {
			/// The batch.
			batch: BatchId,
			/// The place of the reading.
			index: u32,
			/// The reading, who doubts it, and until when it can be answered.
			details: Challenge,
		},
		/// A challenge was answered: the device signed the reading.
		Answered {
			/// The batch.
			batch: BatchId,
			/// The place of the reading.
			index: u32,
		},
		/// A challenge was not answered: nothing is taken from the batch any more.
		Struck {
			/// The batch.
			batch: BatchId,
			/// The place of the reading.
			index: u32,
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
		/// Registers a meter. It is in service from the interval that runs now.
		#[pallet::call_index(0)]
		pub fn register(
			origin: OriginFor<T>,
			market: MarketId,
			point: GridPoint,
			owner: Party,
			device: Device,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_register(by, market, point, owner, device)
		}

		/// Puts another device in the place of one, from an interval of which nothing was read. The
		/// registers that both show then are announced, for the record.
		#[pallet::call_index(1)]
		pub fn replace(
			origin: OriginFor<T>,
			meter: MeterId,
			device: Device,
			from: Interval,
			last: Register,
			first: Register,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_replace(by, meter, device, from, last, first)
		}

		/// Gives a meter another owner, from a day to come.
		#[pallet::call_index(2)]
		pub fn transfer(
			origin: OriginFor<T>,
			meter: MeterId,
			to: Party,
			from: Day,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_transfer(by, meter, to, from)
		}

		/// Refuses a meter's readings for now.
		#[pallet::call_index(3)]
		pub fn suspend(origin: OriginFor<T>, meter: MeterId) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_set_status(by, meter, Status::Active, Status::Suspended)
		}

		/// Takes a meter's readings again.
		#[pallet::call_index(4)]
		pub fn resume(origin: OriginFor<T>, meter: MeterId) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_set_status(by, meter, Status::Suspended, Status::Active)
		}

		/// Takes a meter out of service after an interval, the last of which anything was read or a later
		/// one.
		#[pallet::call_index(5)]
		pub fn retire(origin: OriginFor<T>, meter: MeterId, last: Interval) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_retire(by, meter, last)
		}

		/// Gives up readings before the one with the number `until`.
		#[pallet::call_index(6)]
		pub fn skip(origin: OriginFor<T>, meter: MeterId, until: u64) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_skip(by, meter, until)
		}

		/// Takes readings that devices signed.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::submit(messages.len() as u32))]
		pub fn submit(
			origin: OriginFor<T>,
			messages: BoundedVec<SignedMessage, ConstU32<MAX_READINGS>>,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_submit(by, &messages)
		}

		/// Closes a day of meters.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::close_days(meters.len() as u32))]
		pub fn close_days(
			origin: OriginFor<T>,
			meters: BoundedVec<MeterId, ConstU32<MAX_METERS>>,
			day: Day,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_close_days(&meters, day)
		}

		/// Anchors the root of a batch of `count` readings of the interval that began at `start`.
		#[pallet::call_index(9)]
		pub fn anchor(
			origin: OriginFor<T>,
			market: MarketId,
			start: Moment,
			root: H256,
			count: u32,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_anchor(by, market, start, root, count)
		}

		/// Doubts a reading of a batch.
		#[pallet::call_index(10)]
		pub fn challenge(
			origin: OriginFor<T>,
			batch: BatchId,
			doubted: ProvenMessage,
		) -> DispatchResult {
			let by = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_challenge(by, batch, &doubted)
		}

		/// Shows that the device signed a reading that is doubted.
		#[pallet::call_index(11)]
		pub fn answer(
			origin: OriginFor<T>,
			batch: BatchId,
			index: u32,
			signature: DeviceSignature,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_answer(batch, index, &signature)
		}

		/// Takes readings of a batch.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::prove(proven.len() as u32))]
		pub fn prove(
			origin: OriginFor<T>,
			batch: BatchId,
			proven: BoundedVec<ProvenMessage, ConstU32<MAX_PROOFS>>,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_prove(by, batch, &proven)
		}
	}
}
