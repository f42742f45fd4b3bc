// SPDX-License-Identifier: Apache-2.0

//! # Contracts over power
//!
//! What participants of a market promise one another for days to come: how much in each interval, and at
//! what price. Bilateral ones are proposed by one side and accepted by the other; those with the market
//! come of auctions.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | profile | how much is delivered in each interval of a day, see [`Profile`] |
//! | pricing | a price, prices by bands, or the difference to a price of the market, see [`Pricing`] |
//! | version | sides, profile and pricing that hold from a day on |
//! | change | another version, or an early end, from a day to come |
//! | stake | what a side's part can cost it, for which its collateral has to be enough |
//! | gate | when trade for a day ends, by the market's rules |
//!
//! Energy is in Wh, prices in minor units per MWh, times in UTC milliseconds, days are counted from 1970
//! where the market is; the last day is the one before `until`.
//!
//! ## Calls
//! Each takes a person, or an operator with `Treasury`.
//!
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `propose` | who may trade | the other side is asked |
//! | `accept` | the other side, who may trade as well | a contract; both sides' stakes are committed |
//! | `decline` | either side | the proposal is gone |
//! | `propose_change` | a side | the other side is asked, and a third that is to take its place |
//! | `agree_change` | whoever is asked | when all have agreed, the contract changes |
//! | `decline_change` | whoever proposed it or is asked | the change is gone |
//! | `conclude` | anybody, when it was settled and there was time for it | the stakes are free |
//!
//! Grid companies trade nothing, and consumers do not sell. Nobody answers for a party that was silent:
//! proposals lapse at the time they name, which is before the gate.
//!
//! ## Life of a contract
//! ```text
//! propose ─> Proposed ── accept ──> Agreed ── delivered, settled ──> Concluded
//!               │                    ▲  │
//!     decline, time over             └──┘ changes
//!               ▼
//!              gone                 award ─> Agreed
//! ```
//!
//! ## Changes
//! A change holds from a day whose gate is not closed, and not before the last version; one waits at a time.
//! A contract with the market passes to a third if both agree, and does not change otherwise: what the
//! auction cleared stays so. A side that leaves keeps its part until the day, and its stake for it.
//!
//! ## Stakes
//! A side's stake is what the energy of all its days costs at the price that is worst for it, by
//! [`covenant_primitives::power::exposure`]: the contract's own, or what lies between it and the market's bounds,
//! for whoever does not deliver, or use, what it sold or bought trades it at the market's price
//! ([`covenant_primitives::power::at_stake`]); for a difference the latter alone. Bounds, gate and prices are by the rules in force when all have agreed; rules
//! that come later change no stake. Whoever left is asked for no more. Stakes are freed `SettlementPeriod` after
//! the last day, when the days are settled and paid.
//!
//! ## Invariants
//! * `versions_are_whole`: they ascend from the first day, each has terms with two sides, or one and the market.
//! * `stakes_are_by_the_versions`: of what is agreed, each party's in any version; those of awards are no more.
//! * `contracts_are_indexed`: under their parties, and counted.
//! * `what_waits_is_indexed`: under who is asked and who proposed, and counted.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod changes;
mod contracts;
#[cfg(test)]
mod mock;
mod queries;
pub mod runtime_api;
mod stakes;
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
	power::{Collateral, PowerMarkets, Price, Settlements},
	Amount, Authorized, ContractId, Deadlines, MarketId, Moment, Party, Signatory,
};
use frame_support::traits::{Get, Time};

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// A party that may take part in a market, another for each number, and none that signs benchmarks.
	fn party(number: u32) -> Party;

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
	pub trait Config: frame_system::Config {
		/// A person, or an operator who may move the money of an organization in good standing.
		type ParticipantOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Authorized<SignatoryOf<Self>>,
		>;

		/// The markets, and what their participants put aside.
		type Markets: PowerMarkets + Collateral;

		/// Tells what was settled.
		type Settlements: Settlements;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How many days a contract can be long.
		#[pallet::constant]
		type MaxDays: Get<u32>;

		/// How long an answer can be waited for, in milliseconds.
		#[pallet::constant]
		type MaxAnswer: Get<Moment>;

		/// How long after the last day stakes are kept, in milliseconds.
		#[pallet::constant]
		type SettlementPeriod: Get<Moment>;

		/// How many contracts that are not concluded a party can make in a market.
		#[pallet::constant]
		type MaxContracts: Get<u32>;

		/// How many proposals of a party can wait for an answer.
		#[pallet::constant]
		type MaxProposals: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// The id of the next contract.
	#[pallet::storage]
	pub type NextContractId<T: Config> = StorageValue<_, ContractId, ValueQuery>;

	/// The contracts, and what may become one.
	#[pallet::storage]
	pub type Contracts<T: Config> = StorageMap<_, Twox64Concat, ContractId, Contract>;

	/// What holds from a day.
	#[pallet::storage]
	pub type TermsFrom<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ContractId, Twox64Concat, Day, Terms>;

	/// The market's lowest and highest price when a version was agreed.
	#[pallet::storage]
	pub type BoundsFrom<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ContractId, Twox64Concat, Day, (Price, Price)>;

	/// What each side has at stake.
	#[pallet::storage]
	pub type Stakes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ContractId, Twox64Concat, Party, Amount>;

	/// Contracts of a party in a market that are not concluded.
	#[pallet::storage]
	pub type OpenContracts<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, MarketId>,
			NMapKey<Twox64Concat, Party>,
			NMapKey<Twox64Concat, ContractId>,
		),
		(),
	>;

	/// Contracts of a party in a market that are.
	#[pallet::storage]
	pub type PastContracts<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, MarketId>,
			NMapKey<Twox64Concat, Party>,
			NMapKey<Twox64Concat, ContractId>,
		),
		(),
	>;

	/// How many contracts of a party in a market are not concluded.
	#[pallet::storage]
	pub type OpenCount<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, MarketId, u32, ValueQuery>;

	/// The change of a contract that was proposed.
	#[pallet::storage]
	pub type Proposals<T: Config> = StorageMap<_, Twox64Concat, ContractId, Proposal>;

	/// What waits for an answer of a party: contracts, and changes of them.
	#[pallet::storage]
	pub type Awaited<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, ContractId, ()>;

	/// What a party proposed that waits for an answer.
	#[pallet::storage]
	pub type ProposedBy<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, ContractId, ()>;

	/// How much a party proposed that waits for an answer.
	#[pallet::storage]
	pub type ProposalCount<T: Config> = StorageMap<_, Twox64Concat, Party, u32, ValueQuery>;

	#[pallet::error]
	pub enum Error<T> {
		/// No contract has this id.
		NotFound,
		/// No market has this id, or it has no rules for that day.
		UnknownMarket,
		/// The signer's party is no side of it, or is not asked.
		NotAuthorized,
		/// A contract has two sides, and a third is another.
		InvalidParty,
		/// Grid companies trade nothing, and consumers do not sell.
		InvalidRole,
		/// No days, too many, before the last version or after the end.
		InvalidPeriod,
		/// Trade for the first day is over.
		GateClosed,
		/// An answer is due in the future, before the gate, and not too late.
		InvalidAnswerTime,
		/// The profile holds nothing or more than can be counted, or does not fit the market's intervals.
		InvalidProfile,
		/// The market's rules do not allow the price.
		PriceOutOfBounds,
		/// The market has not settled the last day of delivery.
		NotSettled,
		/// The contract is not proposed, or not agreed, or concluded.
		InvalidState,
		/// The time to answer is over.
		Expired,
		/// A change waits for an answer already.
		AlreadyProposed,
		/// No change waits for an answer.
		NotProposed,
		/// What an auction cleared does not change.
		FromAuction,
		/// The party has as many contracts or proposals as it can have, or the contract as many versions.
		TooMany,
		/// There was no time to settle it yet.
		TooEarly,
		/// An organization or a participant has contracts that are not concluded, or proposals that wait.
		OpenContracts,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A contract was proposed.
		Proposed {
			/// The contract.
			contract: ContractId,
			/// As it is.
			details: Contract,
			/// What it says.
			terms: Terms,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A contract was agreed.
		Agreed {
			/// The contract.
			contract: ContractId,
			/// Who accepted it.
			by: SignatoryOf<T>,
		},
		/// A proposal was declined.
		Declined {
			/// The contract.
			contract: ContractId,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// Nobody answered a proposal.
		Lapsed {
			/// The contract.
			contract: ContractId,
		},
		/// A contract came of an auction.
		Awarded {
			/// The contract.
			contract: ContractId,
			/// As it is.
			details: Contract,
			/// What it says.
			terms: Terms,
		},
		/// A change was proposed.
		ChangeProposed {
			/// The contract.
			contract: ContractId,
			/// The change.
			proposal: Proposal,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A change was agreed by one who was asked.
		ChangeAgreed {
			/// The contract.
			contract: ContractId,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A contract changes.
		Changed {
			/// The contract.
			contract: ContractId,
			/// How, and from when.
			proposal: Proposal,
		},
		/// A change was declined.
		ChangeDeclined {
			/// The contract.
			contract: ContractId,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A change was not agreed in time.
		ChangeLapsed {
			/// The contract.
			contract: ContractId,
		},
		/// A contract was concluded.
		Concluded {
			/// The contract.
			contract: ContractId,
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
		/// Proposes a contract for the days from `period.0` until before `period.1`.
		#[pallet::call_index(0)]
		#[allow(clippy::too_many_arguments, reason = "a contract says as much")]
		pub fn propose(
			origin: OriginFor<T>,
			market: MarketId,
			counterparty: Party,
			sells: bool,
			period: (Day, Day),
			profile: Profile,
			pricing: Pricing,
			answer_by: Moment,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_propose(by, market, counterparty, sells, period, profile, pricing, answer_by)
		}

		/// Accepts a contract.
		#[pallet::call_index(1)]
		pub fn accept(origin: OriginFor<T>, contract: ContractId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_accept(by, contract)
		}

		/// Refuses a contract that was proposed, or takes the proposal back.
		#[pallet::call_index(2)]
		pub fn decline(origin: OriginFor<T>, contract: ContractId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_decline(by, contract)
		}

		/// Proposes a change from a day on.
		#[pallet::call_index(3)]
		pub fn propose_change(
			origin: OriginFor<T>,
			contract: ContractId,
			from: Day,
			change: Change,
			answer_by: Moment,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_propose_change(by, contract, from, change, answer_by)
		}

		/// Agrees to a change.
		#[pallet::call_index(4)]
		pub fn agree_change(origin: OriginFor<T>, contract: ContractId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_agree_change(by, contract)
		}

		/// Refuses a change that was proposed, or takes the proposal back.
		#[pallet::call_index(5)]
		pub fn decline_change(origin: OriginFor<T>, contract: ContractId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_decline_change(by, contract)
		}

		/// Frees the stakes of a contract that was delivered and settled, if that did not happen by itself.
		#[pallet::call_index(6)]
		pub fn conclude(origin: OriginFor<T>, contract: ContractId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_conclude(contract)
		}
	}
}
