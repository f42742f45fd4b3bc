// SPDX-License-Identifier: Apache-2.0

//! # Receivables
//!
//! What a core enterprise owes its supplier: accepted by the debtor, guaranteed, split, passed on to the
//! supplier's suppliers and to banks, and paid at maturity to whoever holds its parts then.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | receivable | one debt: an amount, in an asset, that a debtor owes and that is due at a time |
//! | part | a piece of it with one holder; at first the whole is one part |
//! | leaf | a part that is not split, merged, paid, cancelled or void |
//! | void | of a part: an arbiter found that nothing was owed for it |
//! | creditor | the supplier, the first holder |
//! | guarantor | pays if the debtor does not |
//! | endorsement | that a part changed hands, with or without recourse |
//! | recourse | that a holder can ask whom it has a part from, once the receivable is in default |
//! | line | how much of a debtor may be outstanding, by its own word; how much a guarantor guarantees |
//! | condition | a fact without which parts are not passed on, or nothing is due |
//! | locked | a part on which others have claims, which another pallet keeps |
//!
//! Amounts are in minor units (fen), rates in basis points a year of 360 days, times UTC milliseconds.
//!
//! ## Calls
//! Each takes an operator with `Treasury` of the organization that is named; `rule` one with `Arbitrate`.
//!
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `set_line` | anybody, for itself | how much it may owe; nothing without it |
//! | `set_guarantee` | anybody but the debtor | how much it guarantees for a debtor |
//! | `draft` | supplier or debtor | the other is asked; invoices are bound |
//! | `accept` | the other | a receivable; a debtor may accept less |
//! | `decline`, `withdraw` | the other, who drafted it | the draft is gone |
//! | `guarantee` | the first that has a line for the debtor; who is named, if one is | it is guaranteed; nobody has to consent |
//! | `split`, `merge` | a holder | other parts take their place |
//! | `offer`, `recall` | a holder | a part is offered, or no longer |
//! | `take`, `return_part` | to whom it is offered | it has a new holder, or keeps its own |
//! | `settle_condition` | any account, while it holds | a condition is met for good |
//! | `pay` | the debtor | all that is outstanding, with interest for delay; conditions are waived |
//! | `advance` | any account | holders are paid, so many; this happens by itself, too |
//! | `collect` | any account | what an account did not take before is paid |
//! | `offer_discount`, `withdraw_discount` | a holder | it would take less for a part now |
//! | `take_discount` | the debtor | it pays that, and the part is paid for; conditions hold for the rest |
//! | `pay_guaranteed` | the guarantor, once called | as `pay`; the debtor owes it to the guarantor |
//! | `repay` | the debtor | it pays the guarantor, with interest for delay |
//! | `forgive` | that guarantor | it is owed nothing any more |
//! | `claim_recourse` | a holder, after default or once an arbiter has it cancelled | its endorser is to pay |
//! | `pay_recourse` | that endorser | the holder is paid, and it is the holder again |
//! | `credit_note` | a holder | it waives some of a part |
//! | `propose_cancellation`, `withdraw_cancellation` | debtor or creditor, after default also a holder; who proposed it | all holders are asked |
//! | `consent` | a holder | with the last one the receivable is cancelled, and its invoices are free if nothing was paid on them |
//! | `dispute` | the debtor, or a holder, once | it is frozen; the arbiter is the one that was agreed on, if there is one |
//! | `rule` | the arbiter | it is cancelled, or goes on |
//! | `rule` | of a recall alone, the one that was agreed on, or any that has no part in it | it goes on |
//!
//! ## Life of a receivable
//! ```text
//! draft ─> Draft ── accept ──> Outstanding ─ due ─> Overdue ─ grace over ─> Called ─ time over ─> Defaulted
//!            │                   │               │       └─ no guarantor ──────┼────────────────────▲ │
//!   decline, withdraw,           │               │                             │                      │
//!      time over                 └───────────────┴── pay, pay_guaranteed ──────┴──────────────────────┘
//!            ▼                                                 ▼
//!           gone                          Paying ── holders paid ──> Paid <── repay ── Subrogated
//!                                            └── by the guarantor ───────────────────────▲
//! Outstanding, Overdue, Called <── rejected, recall over ── Frozen ── upheld ──> Cancelling ──> Cancelled
//! ```
//! Parts are split, merged, offered, taken, discounted and locked while it is `Outstanding`.
//!
//! ## Payment
//! The debtor pays once, whoever the holders are. Interest for delay is
//! `outstanding · rate · whole days late / (10,000 · 360)`, rounded half up. The money lies on the pallet's
//! account, and parts are paid one by one, in the order of their hashed keys, in bounded steps: meanwhile
//! nothing of it changes hands. A part's share of the interest is what belongs to all parts up to it less
//! what belongs to those before it, each rounded down: shares sum to the interest, and each differs by less
//! than a unit from the exact one. If a holder's account takes no money it is owed, and nobody else waits.
//! Suspended organizations are paid.
//!
//! ## Delay
//! Unpaid when due it is overdue. After `Config::Grace` the guarantor is called and has
//! `Config::CallPeriod`; who guarantees pays what the debtor would, and is owed that by it with further
//! interest for delay, on all that it paid, at the same rate. Without a guarantor, or if it does not pay,
//! the receivable is in default. The debtor and the guarantor can still pay it then, to whoever holds parts.
//!
//! A holder that has a part with recourse turns to its last endorser, who has `Config::RecoursePeriod` to
//! pay the part's amount, holds it again, and turns to the one before. One that does not pay is passed over:
//! the holder turns to the one before. An endorsement without recourse ends the chain. So it is with a part that
//! is void: whoever sold it with recourse answers for the debt being owed at all.
//!
//! ## Conditions
//! A part does not change hands while a condition of transfer does not hold. While one of payment does not
//! hold nothing is overdue; once the last is shown, the receivable is due then, or when it was to be due if that
//! is later. They protect the debtor, which can pay in spite of them.
//!
//! ## Disputes and recalls
//! While a receivable is frozen nothing is paid or passed on, and the times stand still that debtor and guarantor
//! have; offers and discounts lapse as they would. If a dispute is rejected, or not ruled on within
//! `Config::ArbitrationPeriod`, it goes on, and interest counts as if there had been none. As long as goods were
//! recalled the time does not count as delay, whatever else has stopped it: it is due so much later. If a dispute is
//! upheld the receivable is cancelled, and its parts are void: holders with recourse have it then. Each organization
//! can dispute a receivable once. Debtor and creditor agree on an arbiter by the terms, and whoever takes a part sees
//! which; without one, who disputes names one, as it does if that one may not arbitrate any more or has a part in it.
//! A ruling about a recall ends all freezes that there are then, and no later ones.
//!
//! Only the creditor ties a receivable to goods, and only until a part was offered, put before banks or claimed for
//! the first time: who takes a part, or says what it would give, can see what might stop it.
//!
//! ## Invoices
//! Documents of the kind `Invoice` are registered, as many as there are, and bill the amount together. They are
//! bound from the draft on. A debtor drafts on those only that name it, so that nobody binds what is another's.
//!
//! ## Credit
//! Reports name the receivable by its id, in the last eight bytes.
//!
//! | what | of whom | outcome | weight |
//! | --- | --- | --- | --- |
//! | paid before it is a day late | debtor | fulfilled | 10 |
//! | paid later, before default | debtor | late | 30 |
//! | the guarantor paid, or nobody | debtor | breached | 100 |
//! | paid when called | guarantor | fulfilled | 10 |
//! | did not | guarantor | breached | 100 |
//! | did not pay in recourse | endorser | breached | 50 |
//! | a dispute was upheld | creditor | dispute upheld | 50 |
//! | did not rule in time | arbiter | breached | 10 |
//!
//! ## History
//! Whatever happens to a receivable or to a part of it is an entry of its history, with who did it and in which
//! block, whose events say more. Entries stay, also those of drafts that are gone.
//!
//! ## What it costs
//! As benchmarked on two cores, with a read at 8 µs and a write at 50 µs, on the longest paths and whatever the depth
//! of splits: `split` takes 0.6 ms and 0.2 ms for each part that comes of it, a transfer 0.5 ms for `offer` and
//! 0.9 ms for `take`, `pay` 1.3 ms, and 0.9 ms for each holder that is paid: 0.9 s for 1,000 holders, which are
//! three full blocks of `advance`, or five minutes by itself at 0.2 s a minute. A part with claims on it takes up to
//! 7.5 ms. Of these an entry of the history is 0.1 ms.
//!
//! ## Invariants
//! * `face_is_conserved`: of every receivable: what is outstanding, waived and paid sum to its face amount,
//!   and its leaves to what is outstanding.
//! * `trees_are_whole`: what was split or merged sums to what took its place, and endorsements are linked.
//! * `lines_are_counted`: what debtors owe, what of that is overdue, and what is guaranteed.
//! * `money_is_there`: the pallet's account has what was paid and not paid out, and what is owed.
//! * `receivables_are_indexed`: by organization, by day, by holder, and by who is asked.
//! * `consents_are_counted`: of every proposal to cancel a receivable.
//! * `histories_are_whole`: without a gap, of every receivable.
//!
//! Errors: see [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod conditions;
mod corrections;
mod delay;
mod disputes;
mod distribution;
mod drafts;
mod errors;
mod events;
mod history;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod history_types;
mod lines;
#[cfg(test)]
mod mock;
mod parts;
mod payments;
mod queries;
mod records;
mod recourse;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod runtime_api;
mod storage;
mod tasks;
#[cfg(test)]
mod tests;
mod transfers;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
pub mod weights;

pub use history_types::*;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	log, Actor, Amount, AssetId, Authorized, Claims, Deadlines, Facts, Invoices, LicenseId,
	Licenses, Moment, OrganizationId, Organizations, PartId, ReceivableId, ReportOutcome,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{
		fungibles::{Inspect, Mutate},
		Get, Time,
	},
	weights::Weight,
	PalletId,
};
use sp_core::H256;

/// In whose name outcomes are reported.
pub const DOMAIN: [u8; 8] = *b"cov/rcvb";

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account `amount` of a settlement asset, beside what it has to keep; the same asset always.
	fn endow(account: &AccountId, amount: Amount) -> AssetId;

	/// An organization in good standing, another for each number, and none that signs benchmarks.
	fn organization(number: u32) -> OrganizationId;

	/// Has it be this time.
	fn set_time(now: Moment);
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
	pub trait Config: frame_system::Config {
		/// An operator who may move the money of an organization in good standing.
		type TreasuryOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// An operator who may arbitrate for an organization in good standing.
		type ArbiterOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The settlement assets.
		type Assets: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>
			+ Mutate<Self::AccountId>;

		/// The licenses.
		type Licenses: Licenses;

		/// The registry of invoices.
		type Invoices: Invoices;

		/// What conditions are about.
		type Facts: Facts;

		/// Who has claims on locked parts.
		type Claims: Claims;

		/// Takes how organizations kept what they owed.
		type Credit: ReportOutcome;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// The account that money lies on between debtors and holders.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// How far ahead a receivable can be due, in milliseconds.
		#[pallet::constant]
		type MaxTenor: Get<Moment>;

		/// The highest interest for delay, in basis points a year.
		#[pallet::constant]
		type MaxLateRate: Get<u32>;

		/// How long an answer can be waited for, in milliseconds.
		#[pallet::constant]
		type MaxAnswer: Get<Moment>;

		/// How many drafts of an organization can wait for an answer.
		#[pallet::constant]
		type MaxDrafts: Get<u32>;

		/// How long a receivable is overdue before its guarantor is called, in milliseconds.
		#[pallet::constant]
		type Grace: Get<Moment>;

		/// How long a guarantor has to pay, in milliseconds.
		#[pallet::constant]
		type CallPeriod: Get<Moment>;

		/// How long an endorser has to pay, in milliseconds.
		#[pallet::constant]
		type RecoursePeriod: Get<Moment>;

		/// How long an arbiter has to decide, in milliseconds.
		#[pallet::constant]
		type ArbitrationPeriod: Get<Moment>;

		/// What may be used at a time when parts are paid by themselves: at least what the heaviest step does.
		#[pallet::constant]
		type TaskWeight: Get<Weight>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let enough = Self::weight_of(1).all_lte(T::TaskWeight::get());
			assert!(enough, "holders would not be paid by themselves");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Says how much the signer's organization may owe. Less than it owes is fine: nothing new then.
		#[pallet::call_index(0)]
		pub fn set_line(origin: OriginFor<T>, asset: AssetId, limit: Amount) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_set_line(by, asset, limit)
		}

		/// Says how much it guarantees for a debtor.
		#[pallet::call_index(1)]
		pub fn set_guarantee(
			origin: OriginFor<T>,
			debtor: OrganizationId,
			asset: AssetId,
			limit: Amount,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_set_guarantee(by, debtor, asset, limit)
		}

		/// Drafts a receivable, as its debtor or as its creditor.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::invoices_weight(T::WeightInfo::draft()))]
		pub fn draft(
			origin: OriginFor<T>,
			counterparty: OrganizationId,
			as_debtor: bool,
			terms: Terms,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_draft(by, counterparty, as_debtor, terms)
		}

		/// Accepts a draft: as its debtor so much of it, as its creditor all.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::invoices_weight(T::WeightInfo::accept()))]
		pub fn accept(
			origin: OriginFor<T>,
			receivable: ReceivableId,
			amount: Amount,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_accept(by, receivable, amount)
		}

		/// Declines a draft.
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::invoices_weight(T::WeightInfo::decline()))]
		pub fn decline(origin: OriginFor<T>, receivable: ReceivableId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_decline(by, receivable)
		}

		/// Takes a draft back.
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::invoices_weight(T::WeightInfo::withdraw()))]
		pub fn withdraw(origin: OriginFor<T>, receivable: ReceivableId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_withdraw(by, receivable)
		}

		/// Guarantees a receivable.
		#[pallet::call_index(6)]
		pub fn guarantee(origin: OriginFor<T>, receivable: ReceivableId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_guarantee(by, receivable)
		}

		/// Splits a part into others.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::split(tasks::count_of(amounts.len())))]
		pub fn split(origin: OriginFor<T>, part: PartId, amounts: Amounts) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_split(by, part, amounts)
		}

		/// Merges parts that were split from the same.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::merge(tasks::count_of(parts.len())))]
		pub fn merge(origin: OriginFor<T>, parts: PartIds) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_merge(by, parts)
		}

		/// Offers a part to another organization.
		#[pallet::call_index(9)]
		pub fn offer(
			origin: OriginFor<T>,
			part: PartId,
			to: OrganizationId,
			recourse: bool,
			answer_by: Moment,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_offer(by, part, to, recourse, answer_by)
		}

		/// Takes a part that was offered, if it is of this amount, and with recourse or without it; with a license
		/// if the receivable asks for one.
		#[pallet::call_index(10)]
		#[pallet::weight(Pallet::<T>::transfer_weight(T::WeightInfo::take()))]
		pub fn take(
			origin: OriginFor<T>,
			part: PartId,
			amount: Amount,
			recourse: bool,
			license: Option<LicenseId>,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_take(by, part, amount, recourse, license)
		}

		/// Returns a part that was offered.
		#[pallet::call_index(11)]
		pub fn return_part(origin: OriginFor<T>, part: PartId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_return(by, part)
		}

		/// Takes an offer back.
		#[pallet::call_index(12)]
		pub fn recall(origin: OriginFor<T>, part: PartId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_recall(by, part)
		}

		/// Shows that a condition, by its place from 0, holds now.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::settle_condition().saturating_add(T::Facts::weight()))]
		pub fn settle_condition(
			origin: OriginFor<T>,
			receivable: ReceivableId,
			index: u32,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle_condition(receivable, index)
		}

		/// Pays all that is outstanding, with interest for delay.
		#[pallet::call_index(14)]
		#[pallet::weight(Pallet::<T>::payment_weight(Pallet::<T>::facts_weight(T::WeightInfo::pay())))]
		pub fn pay(origin: OriginFor<T>, receivable: ReceivableId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_pay(by, receivable)
		}

		/// Has what was paid go to holders, or cancelled parts be closed, at most `limit` of them and at
		/// least one.
		#[pallet::call_index(15)]
		#[pallet::weight(Pallet::<T>::weight_of(*limit))]
		pub fn advance(
			origin: OriginFor<T>,
			receivable: ReceivableId,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let used = Self::do_advance(receivable, limit, Self::weight_of(limit))?;
			Ok(Some(Self::weight_used(used)).into())
		}

		/// Pays an organization what its account did not take before.
		#[pallet::call_index(16)]
		pub fn collect(
			origin: OriginFor<T>,
			organization: OrganizationId,
			asset: AssetId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_collect(organization, asset)
		}

		/// Says that a part can be paid early, for so much less.
		#[pallet::call_index(17)]
		pub fn offer_discount(
			origin: OriginFor<T>,
			part: PartId,
			amount_off: Amount,
			until: Moment,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_offer_discount(by, part, amount_off, until)
		}

		/// Says that it no longer can.
		#[pallet::call_index(18)]
		pub fn withdraw_discount(origin: OriginFor<T>, part: PartId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_withdraw_discount(by, part)
		}

		/// Pays a part early, for less, and for so much at most.
		#[pallet::call_index(19)]
		#[pallet::weight(
			Pallet::<T>::payment_weight(Pallet::<T>::invoices_weight(T::WeightInfo::take_discount()))
		)]
		pub fn take_discount(
			origin: OriginFor<T>,
			part: PartId,
			at_most: Amount,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_take_discount(by, part, at_most)
		}

		/// Pays in the debtor's place.
		#[pallet::call_index(20)]
		#[pallet::weight(Pallet::<T>::payment_weight(T::WeightInfo::pay_guaranteed()))]
		pub fn pay_guaranteed(origin: OriginFor<T>, receivable: ReceivableId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_pay_guaranteed(by, receivable)
		}

		/// Pays the guarantor what it paid, with interest for delay.
		#[pallet::call_index(21)]
		#[pallet::weight(Pallet::<T>::payment_weight(T::WeightInfo::repay()))]
		pub fn repay(origin: OriginFor<T>, receivable: ReceivableId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_repay(by, receivable)
		}

		/// Asks the endorser of a part to pay it.
		#[pallet::call_index(22)]
		pub fn claim_recourse(origin: OriginFor<T>, part: PartId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_claim_recourse(by, part)
		}

		/// Pays a part's holder as its endorser, and holds it again.
		#[pallet::call_index(23)]
		#[pallet::weight(Pallet::<T>::payment_weight(T::WeightInfo::pay_recourse()))]
		pub fn pay_recourse(origin: OriginFor<T>, part: PartId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_pay_recourse(by, part)
		}

		/// Waives so much of a part, by a credit note of this digest. The last unit cannot be waived.
		#[pallet::call_index(24)]
		pub fn credit_note(
			origin: OriginFor<T>,
			part: PartId,
			amount: Amount,
			digest: H256,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_credit_note(by, part, amount, digest)
		}

		/// Asks all holders to cancel a receivable, for reasons of this digest.
		#[pallet::call_index(25)]
		pub fn propose_cancellation(
			origin: OriginFor<T>,
			receivable: ReceivableId,
			digest: H256,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_propose_cancellation(by, receivable, digest)
		}

		/// Asks them no longer.
		#[pallet::call_index(26)]
		pub fn withdraw_cancellation(
			origin: OriginFor<T>,
			receivable: ReceivableId,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_withdraw_cancellation(by, receivable)
		}

		/// Consents to the cancellation of a part's receivable.
		#[pallet::call_index(27)]
		#[pallet::weight(Pallet::<T>::invoices_weight(T::WeightInfo::consent()))]
		pub fn consent(origin: OriginFor<T>, part: PartId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_consent(by, part)
		}

		/// Disputes a receivable, as its debtor or as the holder of a part of it, for reasons of this digest.
		#[pallet::call_index(28)]
		#[pallet::weight(Pallet::<T>::arbiter_weight(T::WeightInfo::dispute()))]
		pub fn dispute(
			origin: OriginFor<T>,
			receivable: ReceivableId,
			part: Option<PartId>,
			arbiter: OrganizationId,
			reason: H256,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_dispute(by, receivable, part, arbiter, reason)
		}

		/// Decides about a receivable that is frozen, for reasons of this digest.
		#[pallet::call_index(29)]
		#[pallet::weight(
			Pallet::<T>::payment_weight(Pallet::<T>::arbiter_weight(
				Pallet::<T>::invoices_weight(T::WeightInfo::rule())
			))
		)]
		pub fn rule(
			origin: OriginFor<T>,
			receivable: ReceivableId,
			upheld: bool,
			reason: H256,
		) -> DispatchResult {
			let by = T::ArbiterOrigin::ensure_origin(origin)??;
			Self::do_rule(by, receivable, upheld, reason)
		}

		/// Gives up what the debtor owes the signer's organization, which paid in its place.
		#[pallet::call_index(30)]
		pub fn forgive(origin: OriginFor<T>, receivable: ReceivableId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_forgive(by, receivable)
		}
	}
}
