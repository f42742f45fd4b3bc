// SPDX-License-Identifier: Apache-2.0

//! # Orders
//!
//! How organizations get what others offer in the catalog: asked for, confirmed, delivered, accepted and
//! paid. The buyer's money is held from confirmation on, and every path ends with all of it paid out or
//! given back, once.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | buyer, seller | the organization that orders, and the one that owned the resource then |
//! | terms | what the owner asks of orders: conditions, and who is eligible |
//! | method | how it is delivered: see [`Method`] |
//! | stage | a part that is delivered, accepted and paid on its own; all but projects have one |
//! | shares | whose what the resource earns is, as the catalog said when it was ordered |
//! | notice | until how long before slots begin, or delivery is due, one cancels for nothing |
//! | fee | what is divided like a payment when the buyer cancels later |
//! | part | what a buyer offers for a stage that is not all that was ordered |
//! | quote | what an owner offers for a demand of the catalog |
//! | unpaid | what is held for somebody whose account takes no money |
//! | log | all that happened to an order, in order |
//!
//! Amounts are minor units of a settlement asset (fen), fees basis points, windows milliseconds of chain
//! time.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `set_terms` | an operator with `ShareData` of the resource's owner | on which terms it can be ordered |
//! | `request` | an operator with `ShareData`, and `Treasury` if it costs something | an order; confirmed at once if the terms say so |
//! | `approve`, `refuse` | an operator with `ShareData` of the seller | the order is confirmed, or over |
//! | `withdraw` | the same of the buyer | the request is taken back |
//! | `cancel` | the same of either | a confirmed order is given up |
//! | `reschedule` | the same of either | other slots are booked, or proposed |
//! | `deliver` | the same of the seller | the stage is delivered |
//! | `accept` | the same of the buyer | the stage is paid |
//! | `accept_part` | the same of the buyer | a part of it is offered |
//! | `agree_part` | the same of the seller | the part is paid, and the rest given back |
//! | `dispute` | the buyer, of what was delivered; the seller, of a part | the arbiter is to decide |
//! | `rule` | an operator with `Arbitrate` of the arbiter | the stage's money is divided between the sides |
//! | `rate` | the same of either side, within `Config::RatingPeriod` | marks from 1 to 5, once |
//! | `collect` | anybody | what was unpaid is paid |
//! | `quote` | an operator with `ShareData` of a resource's owner | it is offered to whoever looks for it |
//! | `withdraw_quote` | the same; of whoever looks for it; once it is over, any | the quote is gone |
//! | `accept_quote` | as for `request`, of whoever looks for it | an order, confirmed at once |
//!
//! ## Life of an order
//! ```text
//! request ─> Requested ─ approve ─> Confirmed ─ deliver ─> Delivered ─ accept, silence ─> Settled
//!              │  │  │               ▲ │  │  │               │    │                         ▲
//!              │  │  └ silence:      │ │  │  └ silence:      │    └ accept_part: Reduced ───┤
//!              │  │    Lapsed        │ │  │    Failed        │                   │          │
//!              │  └ refuse: Refused  │ │  └ cancel:          └───── dispute ─────┤          │
//!              └ withdraw:           │ │    Canceled                             ▼          │
//!                Withdrawn           │ └ accept (slots have begun) ─────────> Disputed ─────┤
//!                                    │                                  rule, silence       │
//!                                    └──────────────── while there are stages ──────────────┘
//! ```
//!
//! ## Silence
//! | in | until | then | blamed |
//! | --- | --- | --- | --- |
//! | Requested | `answer` after the request | Lapsed | nobody |
//! | Confirmed | `delivery` after confirmation, the last stage, or the end of the slots | Failed: all that is held goes back | the seller: breached |
//! | Delivered | `acceptance` after delivery | the stage is paid | nobody |
//! | Reduced | `acceptance` after the offer | the part is paid | nobody |
//! | Disputed | `Config::ArbitrationPeriod` after the objection | each side has half, the odd unit the buyer | the arbiter: breached |
//!
//! A stage that is accepted, or not objected to, counts as fulfilled for the seller's credit; a ruling
//! for the arbiter's, and against the side whose fault it says it was. A seller that cancels after notice
//! has breached. Each report has weight 1 and names the order.
//!
//! ## Money
//! The total is held on the buyer's organization account, under one reason. A stage's money is divided by
//! the order's shares with the largest remainder ([`covenant_primitives::division`]). What an
//! organization would get that is no longer on the chain is the seller's. What an account does not take
//! stays held, is reported as `NotPaid`, and is paid by `collect` once it can be: nobody's frozen account
//! keeps others from their money.
//!
//! ## Slots
//! An order with slots books them when it is confirmed (`pallet-bookings`). A buyer who needs no approval
//! exchanges them for as many others until notice; all else both sides ask for: the second one to ask for
//! the same slots gets them. Either side can say that it was there: the buyer by `accept`, the seller by
//! `deliver`, to which the buyer can object.
//!
//! ## What is visible
//! Everybody sees who orders what at what price. What it is for, statements, reports and grounds are
//! hashes; keys are sealed to the buyer.
//!
//! ## Invariants
//! * `money_is_held`: what is held is what open orders cost and what is unpaid, and the asset says so.
//! * `open_orders_are_counted`, and have a deadline; so are quotes.
//! * `slots_are_booked`: for each confirmed order with slots, and for nothing else.
//! * `shares_sum_to_one`: of every order.
//! * `logs_have_no_gaps`.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod changes;
mod deliveries;
mod errors;
mod events;
#[cfg(test)]
mod mock;
mod money;
mod queries;
mod quotes;
mod ratings;
mod requests;
pub mod runtime_api;
mod settlement;
mod states;
mod statistics;
mod storage;
mod tasks;
mod terms;
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
	log, Actor, Amount, AssetId, Authority, Authorized, Bookings, Capability, Catalog,
	CreditScores, Deadlines, DemandId, Districts, LicenseId, Licenses, Moment, Month, OnRated,
	OrganizationId, Organizations, Party, Persons, ReportOutcome, ResourceId, SealedKeys,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{
		fungibles::{hold, Inspect},
		Get, Time,
	},
};
use sp_core::H256;
use sp_runtime::SaturatedConversion;

/// In whose name outcomes are reported.
pub const DOMAIN: [u8; 8] = *b"cov/ordr";

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// An [`Entry`] of the runtime.
pub type EntryOf<T> = Entry<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account `amount` of a settlement asset, beside what it has to keep.
	fn endow(account: &AccountId, amount: Amount) -> AssetId;
}

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
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
		/// An operator who may share what an organization in good standing has.
		type OperatorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// An operator who may arbitrate for an organization in good standing.
		type ArbiterOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// What operators may do.
		type Authority: Authority<Self::AccountId>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// Where they are registered.
		type Districts: Districts;

		/// The persons.
		type Persons: Persons<Self::AccountId>;

		/// The resources.
		type Catalog: Catalog<Self::AccountId>;

		/// What is booked.
		type Bookings: Bookings;

		/// The keys to sealed objects.
		type SealedKeys: SealedKeys;

		/// The licenses.
		type Licenses: Licenses;

		/// Credit scores.
		type Scores: CreditScores;

		/// Takes what organizations kept and did not keep.
		type Credit: ReportOutcome;

		/// Is told when a buyer rated what it had.
		type OnRated: OnRated;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// The settlement assets.
		type Assets: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>
			+ hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why money is held.
		type RuntimeHoldReason: From<HoldReason>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// By how much local time is ahead of UTC, in milliseconds.
		#[pallet::constant]
		type UtcOffset: Get<Moment>;

		/// How long an arbiter has to decide, in milliseconds.
		#[pallet::constant]
		type ArbitrationPeriod: Get<Moment>;

		/// How long both sides can rate after the end, in milliseconds.
		#[pallet::constant]
		type RatingPeriod: Get<Moment>;

		/// How many quotes an owner can have that nobody answered.
		#[pallet::constant]
		type MaxQuotes: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Something was ordered.
		#[codec(index = 0)]
		Orders,
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
		/// Says on which terms a resource can be ordered, or that it cannot. Orders that were made keep
		/// theirs.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_terms().saturating_add(T::Catalog::note_weight()))]
		pub fn set_terms(
			origin: OriginFor<T>,
			resource: ResourceId,
			open: bool,
			conditions: Conditions,
			eligibility: Eligibility,
		) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_set_terms(actor, resource, open, conditions, eligibility)
		}

		/// Orders a resource.
		#[pallet::call_index(1)]
		#[pallet::weight(
			T::WeightInfo::request()
				.saturating_add(T::Catalog::shares_weight())
				.saturating_add(T::Licenses::weight())
		)]
		pub fn request(origin: OriginFor<T>, resource: ResourceId, ask: Ask) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_request(actor, resource, ask)
		}

		/// Confirms an order: the buyer's money is held, and the slots are booked.
		#[pallet::call_index(2)]
		pub fn approve(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_approve(actor, order)
		}

		/// Refuses an order, for a reason of this hash.
		#[pallet::call_index(3)]
		pub fn refuse(origin: OriginFor<T>, order: OrderId, reason: H256) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_refuse(actor, order, reason)
		}

		/// Takes a request back.
		#[pallet::call_index(4)]
		pub fn withdraw(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_withdraw(actor, order)
		}

		/// Gives a confirmed order up, with what of it is not delivered yet.
		#[pallet::call_index(5)]
		pub fn cancel(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_cancel(actor, order)
		}

		/// Exchanges the slots of an order for as many from `first` on, or proposes to.
		#[pallet::call_index(6)]
		pub fn reschedule(origin: OriginFor<T>, order: OrderId, first: u32) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_reschedule(actor, order, first)
		}

		/// Delivers a stage.
		#[pallet::call_index(7)]
		pub fn deliver(origin: OriginFor<T>, order: OrderId, evidence: Evidence) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_deliver(actor, order, evidence)
		}

		/// Accepts what was delivered, which is paid.
		#[pallet::call_index(8)]
		pub fn accept(origin: OriginFor<T>, order: OrderId) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_accept(actor, order)
		}

		/// Offers less for what was delivered than it costs; nothing, too.
		#[pallet::call_index(9)]
		pub fn accept_part(origin: OriginFor<T>, order: OrderId, amount: Amount) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_accept_part(actor, order, amount)
		}

		/// Agrees to what the buyer offers.
		#[pallet::call_index(10)]
		pub fn agree_part(origin: OriginFor<T>, order: OrderId, amount: Amount) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_agree_part(actor, order, amount)
		}

		/// Objects, as the buyer to what was delivered, as the seller to what is offered for it, on
		/// grounds of this hash.
		#[pallet::call_index(11)]
		pub fn dispute(origin: OriginFor<T>, order: OrderId, grounds: H256) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_dispute(actor, order, grounds)
		}

		/// Decides how much of the stage's money is paid; the rest goes back to the buyer. Whose fault it
		/// was, if anybody's, costs credit.
		#[pallet::call_index(12)]
		pub fn rule(
			origin: OriginFor<T>,
			order: OrderId,
			paid: Amount,
			at_fault: Option<Role>,
		) -> DispatchResult {
			let actor = T::ArbiterOrigin::ensure_origin(origin)??;
			Self::do_rule(actor, order, paid, at_fault)
		}

		/// Rates the other side, and as the buyer the resource.
		#[pallet::call_index(13)]
		#[pallet::weight(
			T::WeightInfo::rate()
				.saturating_add(T::Catalog::rate_weight())
				.saturating_add(T::OnRated::weight())
		)]
		pub fn rate(origin: OriginFor<T>, order: OrderId, marks: Marks) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_rate(actor, order, marks)
		}

		/// Pays somebody what its account did not take before.
		#[pallet::call_index(14)]
		pub fn collect(origin: OriginFor<T>, order: OrderId, party: Party) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_collect(order, party)
		}

		/// Offers a resource to whoever looks for it, on the resource's present conditions.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::quote().saturating_add(T::Catalog::meet_weight()))]
		pub fn quote(
			origin: OriginFor<T>,
			demand: DemandId,
			resource: ResourceId,
			bid: Bid,
		) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_quote(actor, demand, resource, bid)
		}

		/// Takes a quote back, declines it, or clears away what is over.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::withdraw_quote().saturating_add(T::Catalog::meet_weight()))]
		pub fn withdraw_quote(origin: OriginFor<T>, quote: QuoteId) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_withdraw_quote(actor, quote)
		}

		/// Orders what was offered; the demand is met.
		#[pallet::call_index(17)]
		#[pallet::weight(
			T::WeightInfo::accept_quote()
				.saturating_add(T::Catalog::shares_weight())
				.saturating_add(T::Catalog::meet_weight())
		)]
		pub fn accept_quote(origin: OriginFor<T>, quote: QuoteId, own: Own) -> DispatchResult {
			let actor = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_accept_quote(actor, quote, own)
		}
	}
}
