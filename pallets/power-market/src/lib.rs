// SPDX-License-Identifier: Apache-2.0

//! # Power markets
//!
//! Who trades power with whom, by which rules, and what each put aside so that it keeps its promises.
//! What is traded, metered and settled is in pallets of their own, which ask this one.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | market | where power is traded, run by an organization that the council lets do so |
//! | rules | prices' bounds, the tariff's bands, collateral, what is settled and how: see [`Rules`] |
//! | version | rules that hold from a day until the next version's |
//! | participant | a party that takes part, with a role |
//! | at stake | the value of what a participant promised and did not settle yet |
//! | collateral | money of a participant, held on its account |
//! | call | a participant's collateral fell short: it has until a time to add some |
//!
//! Energy is in Wh, prices in minor units (fen) per MWh, times in milliseconds of chain time, days are
//! counted from 1970 where the market is.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `open` | an operator with `OperateMarket` | a market without rules |
//! | `propose_rules` | the same, of the market's organization | rules that the council is asked for |
//! | `consent` | half of the council | they are a version, from a day to come |
//! | `appoint` | half of the council | another organization with the capability runs the market |
//! | `join` | a person, or an operator with `Treasury` | an application |
//! | `admit` | the market's operator | a participant |
//! | `suspend`, `reinstate` | the market's operator | may not trade; may again |
//! | `set_capacity` | the market's operator | another capacity that charges count by |
//! | `deposit` | a participant | more collateral; what was short is not any more |
//! | `withdraw` | a participant | what is above the required level is its own again |
//! | `call_for_collateral` | anybody | whose collateral is short is called for it |
//! | `leave` | a participant with nothing at stake | its collateral is its own again |
//!
//! ## Standing of a participant
//! ```text
//! join ─> Applied ── admit ──> Active ── short ──> Called ── time over ──> Defaulted
//!            │                 ▲ │ ▲                 │ deposit                │ deposit
//!          leave               │ │ └─────────────────┴────────────────────────┘
//!                    reinstate │ └─ suspend ─> Suspended
//! ```
//!
//! ## Collateral
//! The required level is a part of what is at stake, and no less than a minimum, by the rules in force.
//! Nobody promises more than that covers. It falls short when something was drawn, or when rules changed:
//! then whoever notices calls, and a participant who does not answer trades no more, which lowers its
//! credit score by a breach of weight 20. Collateral is a hold on the participant's own account; a
//! person whose account was replaced has it moved along with the next deposit.
//!
//! ## Rules
//! No rule changes for days that began: a version holds from a day to come, after all that there are. All
//! but the first hold from the first day of a month, so that a month is settled by one version. The
//! council consents to the hash of what was proposed, so that nothing else can be slipped in.
//!
//! ## Invariants
//! * `collateral_is_held`: what is recorded is on hold, for each account and asset.
//! * `participants_are_indexed`: under each party are its markets, and the count is theirs.
//! * `versions_ascend`: each version has rules, and holds from a later day than the one before.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod collateral;
mod markets;
#[cfg(test)]
mod mock;
mod participants;
mod queries;
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
	power::Commitments, Actor, Amount, AssetId, Authorized, Deadlines, MarketId, Moment,
	OrganizationId, Organizations, Party, Persons, ReportOutcome, Signatory,
};
use frame_support::traits::{
	fungibles::{hold, Inspect},
	Get, Time,
};
use sp_core::H256;

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;
/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;
/// A [`Participant`] of the runtime.
pub type ParticipantOf<T> = Participant<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account `amount` of a settlement asset, beside what it has to keep.
	fn endow(account: &AccountId, amount: Amount) -> AssetId;
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
		/// An operator who may run markets for an organization in good standing.
		type OperatorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// A person, or an operator who may move the money of an organization in good standing.
		type ParticipantOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Authorized<SignatoryOf<Self>>,
		>;

		/// Consents to rules.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The persons.
		type Persons: Persons<Self::AccountId>;

		/// The settlement assets.
		type Assets: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>
			+ hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why money is held.
		type RuntimeHoldReason: From<HoldReason>;

		/// What a participant still has to do before it can leave.
		type Commitments: Commitments;

		/// Told of calls that were not answered.
		type Credit: ReportOutcome;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A participant of a market promises something.
		#[codec(index = 0)]
		Collateral,
	}

	/// The id of the next market.
	#[pallet::storage]
	pub type NextMarketId<T: Config> = StorageValue<_, MarketId, ValueQuery>;

	/// The markets.
	#[pallet::storage]
	pub type Markets<T: Config> = StorageMap<_, Twox64Concat, MarketId, Market>;

	/// From which days versions of a market's rules hold.
	#[pallet::storage]
	pub type VersionsOf<T: Config> = StorageMap<_, Twox64Concat, MarketId, Versions, ValueQuery>;

	/// The rules that hold from a day.
	#[pallet::storage]
	pub type RulesFrom<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, Day, Rules>;

	/// What the council is asked for.
	#[pallet::storage]
	pub type Proposals<T: Config> = StorageMap<_, Twox64Concat, MarketId, Proposal>;

	/// Who takes part in a market.
	#[pallet::storage]
	pub type Participants<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, Party, ParticipantOf<T>>;

	/// The markets that a party takes part in.
	#[pallet::storage]
	pub type MarketsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, MarketId, ()>;

	/// In how many markets an organization has a part: as a participant, or as the operator.
	#[pallet::storage]
	pub type Parts<T: Config> = StorageMap<_, Twox64Concat, Party, u32, ValueQuery>;

	#[pallet::error]
	pub enum Error<T> {
		/// No market has this id.
		NotFound,
		/// The signer's organization does not run the market.
		NotAuthorized,
		/// A name has to be readable text.
		InvalidName,
		/// There is no such asset.
		UnknownAsset,
		/// Intervals are 5, 10, 15 or 30 minutes long, and clocks less than a day ahead.
		InvalidTimetable,
		/// See [`covenant_primitives::power::Rules::is_valid`].
		InvalidRules,
		/// Rules hold from a day that did not begin, after those that there are.
		TooEarly,
		/// All versions of the rules but the first hold from the first day of a month.
		WithinMonth,
		/// There are as many versions as there can be.
		TooMany,
		/// Nothing was proposed, or something else.
		OtherProposal,
		/// The market has no rules that hold today.
		NoRules,
		/// The party takes part already.
		AlreadyExists,
		/// The party does not take part.
		NotParticipant,
		/// Grid companies are organizations.
		InvalidRole,
		/// The participant was not admitted, or was suspended, or is in this standing already.
		InvalidStanding,
		/// The participant was called for collateral.
		CalledForCollateral,
		/// The party was suspended or removed from the chain.
		NotInGoodStanding,
		/// An amount is not zero.
		ZeroAmount,
		/// The collateral does not cover it.
		InsufficientCollateral,
		/// The collateral is enough.
		NotShort,
		/// Something is at stake.
		AtStake,
		/// The organization runs a market or takes part in one.
		TakesPart,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A market was opened.
		Opened {
			/// The market.
			market: MarketId,
			/// As it is.
			details: Market,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Another organization runs a market.
		Appointed {
			/// The market.
			market: MarketId,
			/// Who runs it now.
			operator: OrganizationId,
		},
		/// Rules were proposed.
		RulesProposed {
			/// The market.
			market: MarketId,
			/// From which day they are to hold.
			from: Day,
			/// What the council consents to.
			rules_hash: H256,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// The council consented to rules.
		RulesSet {
			/// The market.
			market: MarketId,
			/// The version.
			version: u32,
			/// From which day they hold.
			from: Day,
		},
		/// A party applied.
		Applied {
			/// The market.
			market: MarketId,
			/// What it wants to do there.
			role: Role,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A participant was admitted.
		Admitted {
			/// The market.
			market: MarketId,
			/// The participant.
			party: Party,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A participant was suspended.
		Suspended {
			/// The market.
			market: MarketId,
			/// The participant.
			party: Party,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A participant may trade again.
		Reinstated {
			/// The market.
			market: MarketId,
			/// The participant.
			party: Party,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A participant has another capacity.
		CapacitySet {
			/// The market.
			market: MarketId,
			/// The participant.
			party: Party,
			/// In kVA.
			capacity: u32,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Collateral was added.
		Deposited {
			/// The market.
			market: MarketId,
			/// How much.
			amount: Amount,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// Collateral was given back.
		Withdrawn {
			/// The market.
			market: MarketId,
			/// How much.
			amount: Amount,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// Collateral was drawn.
		Drawn {
			/// The market.
			market: MarketId,
			/// Whose.
			party: Party,
			/// How much.
			amount: Amount,
			/// Who got it.
			to: Party,
		},
		/// A participant was called for collateral.
		Called {
			/// The market.
			market: MarketId,
			/// The participant.
			party: Party,
			/// How much is missing.
			missing: Amount,
			/// Until when, in UTC milliseconds.
			until: Moment,
		},
		/// A participant did not answer a call.
		Defaulted {
			/// The market.
			market: MarketId,
			/// The participant.
			party: Party,
		},
		/// A participant left.
		Left {
			/// The market.
			market: MarketId,
			/// What was given back.
			returned: Amount,
			/// Who did it.
			by: SignatoryOf<T>,
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
		/// Opens a market. It has participants and rules when they are there.
		#[pallet::call_index(0)]
		pub fn open(
			origin: OriginFor<T>,
			name: BoundedVec<u8, ConstU32<MAX_NAME>>,
			asset: AssetId,
			timetable: Timetable,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_open(by, name, asset, timetable)
		}

		/// Asks the council for rules that hold from a day on, in the place of what it was asked for.
		#[pallet::call_index(1)]
		pub fn propose_rules(
			origin: OriginFor<T>,
			market: MarketId,
			from: Day,
			rules: Rules,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_propose_rules(by, market, Proposal { from, rules })
		}

		/// Consents to rules: `hash` is the one that the proposal was announced with.
		#[pallet::call_index(2)]
		pub fn consent(origin: OriginFor<T>, market: MarketId, hash: H256) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_consent(market, hash)
		}

		/// Applies for a part in a market.
		#[pallet::call_index(3)]
		pub fn join(
			origin: OriginFor<T>,
			market: MarketId,
			role: Role,
			capacity: u32,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_join(by, market, role, capacity)
		}

		/// Admits a party that applied.
		#[pallet::call_index(4)]
		pub fn admit(origin: OriginFor<T>, market: MarketId, party: Party) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_admit(by, market, party)
		}

		/// Has a participant trade no more.
		#[pallet::call_index(5)]
		pub fn suspend(origin: OriginFor<T>, market: MarketId, party: Party) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_suspend(by, market, party)
		}

		/// Has a participant trade again that was suspended.
		#[pallet::call_index(6)]
		pub fn reinstate(origin: OriginFor<T>, market: MarketId, party: Party) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_reinstate(by, market, party)
		}

		/// Says which capacity, in kVA, a participant agreed with the grid company.
		#[pallet::call_index(7)]
		pub fn set_capacity(
			origin: OriginFor<T>,
			market: MarketId,
			party: Party,
			capacity: u32,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_set_capacity(by, market, party, capacity)
		}

		/// Puts more money aside as collateral.
		#[pallet::call_index(8)]
		pub fn deposit(origin: OriginFor<T>, market: MarketId, amount: Amount) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_deposit(by, market, amount)
		}

		/// Takes collateral back that is not required.
		#[pallet::call_index(9)]
		pub fn withdraw(origin: OriginFor<T>, market: MarketId, amount: Amount) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_withdraw(by, market, amount)
		}

		/// Calls a participant for collateral that is missing.
		#[pallet::call_index(10)]
		pub fn call_for_collateral(
			origin: OriginFor<T>,
			market: MarketId,
			party: Party,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_call(market, party)
		}

		/// Leaves a market.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::leave().saturating_add(T::Commitments::weight()))]
		pub fn leave(origin: OriginFor<T>, market: MarketId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_leave(by, market)
		}

		/// Has another organization run a market.
		#[pallet::call_index(12)]
		pub fn appoint(
			origin: OriginFor<T>,
			market: MarketId,
			operator: OrganizationId,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_appoint(market, operator)
		}
	}
}
