// SPDX-License-Identifier: Apache-2.0

//! # Financing of receivables
//!
//! The holder of a part of a receivable needs cash before the part is due. It asks banks; they quote, with
//! the money on hold; it takes one quote, and money and part change hands in one step. Third parties that
//! say they had the same part before can register that, and what is paid for the part at maturity is
//! divided as the law says. The parts are another pallet's.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | part | a piece of a receivable with one holder; the debtor pays it when it is due |
//! | request | that a holder asks up to 8 banks what they would give for an idle part |
//! | sale | the bank gets the part for a price, with recourse to the seller or without |
//! | pledge | the bank lends, and the part is locked until the loan is repaid |
//! | quote | what a bank would do, at which rate and fee, until when |
//! | claim | that a third party had the part assigned or pledged to it off the chain |
//! | a claim counts | once the holder acknowledges it or an arbiter upholds it |
//! | debt | the principal of a loan and the interest so far |
//!
//! All parties are organizations, those that are asked are banks. Amounts are in minor units (fen), rates
//! in basis points a year of 360 days, times UTC milliseconds. A day is a started one of 24 hours.
//!
//! ## Calls
//! Each takes an operator with `Treasury` of the organization that is named; `rule_claim` and `admit` one
//! with `Arbitrate`, of an impartial organization: it is neither debtor, first holder nor guarantor of the part, neither
//! holds nor lent on it, is not asked in an open request for it, and neither has nor had a claim on it.
//!
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `request` | a holder | banks are asked; one request a part. Nothing more is tied to its receivable |
//! | `withdraw_request` | who asked | all quotes end, too |
//! | `quote` | a bank that is asked, once | the most that it would pay is on hold |
//! | `withdraw_quote` | that bank | its money is free |
//! | `take_quote` | who asked | it is paid, and the part sold or pledged; other banks' money is free |
//! | `repay` | the borrower | interest is paid first; with the last unit the part is free |
//! | `refinance` | the borrower | another bank pays the debt, the borrower the rest, and has the pledge |
//! | `realize` | the bank, once the loan is over | it holds the part, and pays what that is worth beyond the debt: claims, then the borrower |
//! | `forgive` | the bank | nothing is owed, and the part is free |
//! | `claim` | anybody but holder and debtor, once a part | a claim is registered, and does not count yet |
//! | `withdraw_claim` | the claimant; anybody once the receivable is over | it is gone |
//! | `acknowledge` | the holder | it counts after all others, and the part is locked |
//! | `rule_claim` | an impartial arbiter | it counts, on another part perhaps, or is gone |
//! | `admit` | an impartial arbiter | a claim counts that was not registered here, or nowhere |
//! | `settle_claim` | the holder | the claimant is paid the claim's amount, and the claim is gone |
//! | `collect` | any account | what an account did not take before is paid |
//!
//! ## Life of a request and of a loan
//! ```text
//! request ─> Request ── quote ──> Quote ── take_quote ──> the bank's part (sale)
//!               │                   │   └─ take_quote, refinance ─┐
//!   withdrawn, or time over     withdrawn, or time over           ▼
//!               ▼                   ▼                      Loan (pledged)
//!              gone           the money is free     repay, refinance, forgive, paid at maturity ─> gone
//!                                                   part worth less, or cancelled ─> Loan (unsecured)
//!                                                                     repay, forgive ─> gone
//! ```
//! A request does not lock a part: a quote can be taken as long as the part is idle and the holder's. If it
//! has another holder, that one can ask, and the request before lapses.
//!
//! A bank gets what it quoted for. A quote cannot be taken once the part's amount is another (by a credit note, say), or
//! anybody made a claim on the part since: the bank withdraws it, and quotes again if it likes. It never lends more than
//! the part's amount.
//!
//! ## Money
//! * Price: `amount − amount · rate · days to due / (10,000 · 360) − fee`, the discount rounded half up. It
//!   grows as days pass: on hold is what it is when the quote ends, and the rest is free once it is taken.
//! * Loan: the bank pays principal less fee. Interest is simple, `principal · rate · days / (10,000 · 360)`,
//!   rounded half up, from when it was taken until it is repaid, also after its time. Each started day
//!   counts once, however often something is repaid on it. Interest bears none.
//! * A part that is realized counts for its amount, and is handed over with recourse to the borrower; what
//!   is missing is owed still. Claims that come after the pledge end: the bank pays them in their order what the debt
//!   leaves, and then the borrower, so that nobody can keep it from realizing by a later claim. Claims that come before
//!   the pledge or beside it keep the bank waiting: what is paid for the part is divided when it is due.
//! * A loan is not refinanced while claims count, since the new pledge would come after them.
//! * If an account takes no money its organization is owed it, and nobody else waits.
//!
//! ## Priority
//! What is paid for a locked part goes first to claims and the pledge, each up to its amount or the debt,
//! and then to the holder (Civil Code, art. 768): registered before unregistered; the earlier registration
//! first; of the unregistered the first of which the debtor had notice; else in proportion, by the largest
//! remainder. A pledge is registered when it is taken, also one that takes another's place; a claim when it
//! is made here, or as an arbiter says. A holder can acknowledge only a claim that comes after all that counts, claims
//! and pledge alike: it could take from others else, by a friend's claim. What comes before or beside them is for an
//! arbiter. At most 8 count, a pledge among them.
//!
//! What an arbiter upholds or admits counts whatever the holder does with the part: offers are taken back, and it
//! is locked also when it is overdue, frozen or in default, as long as nothing was paid for it. A holder acknowledges
//! a claim only on a part that it could pass on, or that is locked. An arbiter can also strike what it or another upheld.
//!
//! A claim is against the part, not against who held it when it was made: once the part was sold, or a pledge of it
//! realized, what is upheld is paid out of the present holder's money. An arbiter upholds then only what precedes
//! that holder's own right, by registration or because the holder knew of it, or what is against the holder itself;
//! the chain does not tell which, it keeps the order and the times.
//!
//! ## Claims follow the paper
//! A part that is split or merged is closed, and a claim on it stays, in the list of its receivable's claims: nobody gets
//! rid of a claim by a split. It does not count, since parts are locked by what counts. An arbiter can have it count on
//! another part of the receivable: it moves there with its registration, for that part's amount at most. What is left
//! of its amount an arbiter admits on the other parts, as registered at the same time. An organization has one claim
//! on a part, and registers it once: after it was withdrawn, rejected or settled only an arbiter admits another, so
//! that no claims come and go to keep quotes from being taken. To reject a claim on a closed part, an arbiter names an
//! open one of the receivable, too: by that the chain knows whose affair it is. Once nothing is paid for the receivable
//! any more, anybody clears the claim away. Banks look at the receivable's claims before they quote, not only at those
//! on the part.
//!
//! ## Credit
//! Of the borrower, once a loan, by the loan's id in the last eight bytes of the reference:
//!
//! | what happened | report |
//! | --- | --- |
//! | repaid, refinanced or paid from the part by its time | fulfilled, of weight 10 |
//! | the same later | late, of 30 |
//! | the pledge was realized | breached, of 50 |
//! | no pledge is left, and something is owed when the time of the loan is over, or is left owed after it | breached, of 50 |
//! | forgiven before any of these | nothing |
//!
//! A loan past its time that is still pledged is not reported until it is repaid or realized: the bank can do that any
//! day.
//!
//! ## What it costs
//! As benchmarked on two cores, with a read at 8 µs and a write at 50 µs, on the longest paths, with 8 banks and 8 open
//! quotes: `request` takes 5.8 ms, `quote` 0.8 ms, `take_quote` 5.3 ms, `repay` 1.2 ms and `realize` 4 ms; to divide
//! what is paid for a part among 8 claims takes 2.5 ms.
//!
//! ## Invariants
//! * `requests_are_indexed`: by part, by bank and by holder, and quotes are of banks that are asked.
//! * `money_is_held`: what is on hold equals the open quotes, for each bank and asset.
//! * `pledges_are_unique`: each part is pledged for one loan at most, by its holder, and is not idle; a loan that
//!   is reported is not secured.
//! * `claims_are_indexed`: by part, receivable and claimant; those that count keep their part locked.
//! * `principal_is_counted`: for each bank and asset.
//! * `obligations_are_counted`: for each organization.
//! * `money_is_there`: the pallet's account has what is owed.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod claims;
mod errors;
mod events;
mod loans;
#[cfg(test)]
mod mock;
mod money;
pub mod priority;
mod queries;
mod quotes;
mod requests;
pub mod runtime_api;
mod storage;
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
	Actor, Amount, AssetId, Authorized, Deadlines, LicenseId, Moment, OrganizationId,
	Organizations, PartId, PartInfo, Parts, ReceivableId, ReportOutcome,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{
		fungibles::{hold, Inspect, Mutate},
		Get, Time,
	},
	PalletId,
};
use sp_core::H256;

/// In whose name outcomes are reported.
pub const DOMAIN: [u8; 8] = *b"cov/rfin";

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account `amount` of a settlement asset, beside what it has to keep; the same asset always.
	fn endow(account: &AccountId, amount: Amount) -> AssetId;

	/// An organization in good standing, for each number below 16, none of them who signs benchmarks; below
	/// 10 a bank.
	fn bank(number: u32) -> OrganizationId;

	/// Sets the clock.
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

		/// The same, on hold.
		type Holds: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>
			+ hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why money is held.
		type RuntimeHoldReason: From<HoldReason>;

		/// The parts of receivables.
		type Parts: Parts;

		/// Takes how borrowers kept what they owed.
		type Credit: ReportOutcome;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// The account that money lies on which an account did not take.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// How long quotes can be waited for, in milliseconds.
		#[pallet::constant]
		type MaxAnswer: Get<Moment>;

		/// How far ahead a loan can be to be repaid, in milliseconds.
		#[pallet::constant]
		type MaxTerm: Get<Moment>;

		/// The highest rate, in basis points a year.
		#[pallet::constant]
		type MaxRate: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A bank would pay it for a part.
		#[codec(index = 0)]
		Quote,
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
		/// Asks banks what they would give for a part.
		#[pallet::call_index(0)]
		pub fn request(
			origin: OriginFor<T>,
			part: PartId,
			banks: Banks,
			kind: Kind,
			answer_by: Moment,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_request(by, part, banks, kind, answer_by)
		}

		/// Asks them no longer.
		#[pallet::call_index(1)]
		pub fn withdraw_request(origin: OriginFor<T>, request: FinancingId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_withdraw_request(by, request)
		}

		/// Says what the signer's bank would do.
		#[pallet::call_index(2)]
		pub fn quote(origin: OriginFor<T>, request: FinancingId, terms: Terms) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_quote(by, request, terms)
		}

		/// Takes that back.
		#[pallet::call_index(3)]
		pub fn withdraw_quote(origin: OriginFor<T>, request: FinancingId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_withdraw_quote(by, request)
		}

		/// Takes a bank's quote, if it pays so much at least.
		#[pallet::call_index(4)]
		#[pallet::weight(
			Pallet::<T>::payment_weight(Pallet::<T>::parts_weight(T::WeightInfo::take_quote()), 1)
		)]
		pub fn take_quote(
			origin: OriginFor<T>,
			request: FinancingId,
			bank: OrganizationId,
			at_least: Amount,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_take_quote(by, request, bank, at_least)
		}

		/// Repays so much of a loan, or all of it if that is less.
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::payment_weight(T::WeightInfo::repay(), 1))]
		pub fn repay(origin: OriginFor<T>, loan: LoanId, amount: Amount) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_repay(by, loan, amount)
		}

		/// Has a bank's quote take the place of a loan, if the borrower gets so much at least.
		#[pallet::call_index(6)]
		#[pallet::weight(Pallet::<T>::payment_weight(T::WeightInfo::refinance(), 1))]
		pub fn refinance(
			origin: OriginFor<T>,
			loan: LoanId,
			request: FinancingId,
			bank: OrganizationId,
			at_least: Amount,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_refinance(by, loan, request, bank, at_least)
		}

		/// Takes the part that is pledged, with a license if the receivable asks for one.
		#[pallet::call_index(7)]
		#[pallet::weight(Pallet::<T>::payment_weight(
			Pallet::<T>::parts_weight(T::WeightInfo::realize()),
			MAX_CLAIMS
		))]
		pub fn realize(
			origin: OriginFor<T>,
			loan: LoanId,
			license: Option<LicenseId>,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_realize(by, loan, license)
		}

		/// Waives what is owed.
		#[pallet::call_index(8)]
		pub fn forgive(origin: OriginFor<T>, loan: LoanId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_forgive(by, loan)
		}

		/// Registers that the signer's organization had a part assigned or pledged to it, by evidence of
		/// this digest.
		#[pallet::call_index(9)]
		pub fn claim(
			origin: OriginFor<T>,
			part: PartId,
			amount: Amount,
			digest: H256,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_claim(by, part, amount, digest)
		}

		/// Takes a claim back; anybody's, once its receivable is over.
		#[pallet::call_index(10)]
		pub fn withdraw_claim(origin: OriginFor<T>, claim: ClaimId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_withdraw_claim(by, claim)
		}

		/// Says, as the holder, that a claim counts that comes after all others, and when the debtor had notice
		/// of it.
		#[pallet::call_index(11)]
		#[pallet::weight(Pallet::<T>::parts_weight(T::WeightInfo::acknowledge()))]
		pub fn acknowledge(
			origin: OriginFor<T>,
			claim: ClaimId,
			noticed: Option<Moment>,
		) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_acknowledge(by, claim, noticed)
		}

		/// Says, as an arbiter, whether a claim counts, when the debtor had notice of it, and on which open part of
		/// its receivable: its own if none is named. What was upheld can be rejected, and not upheld again.
		#[pallet::call_index(12)]
		#[pallet::weight(Pallet::<T>::parts_weight(T::WeightInfo::rule_claim()))]
		pub fn rule_claim(
			origin: OriginFor<T>,
			claim: ClaimId,
			upheld: bool,
			noticed: Option<Moment>,
			on: Option<PartId>,
		) -> DispatchResult {
			let by = T::ArbiterOrigin::ensure_origin(origin)??;
			Self::do_rule_claim(by, claim, upheld, noticed, on)
		}

		/// Has, as an arbiter, a claim count that was registered elsewhere or nowhere.
		#[pallet::call_index(13)]
		#[pallet::weight(Pallet::<T>::parts_weight(T::WeightInfo::admit()))]
		pub fn admit(origin: OriginFor<T>, admission: Admission) -> DispatchResult {
			let by = T::ArbiterOrigin::ensure_origin(origin)??;
			Self::do_admit(by, admission)
		}

		/// Pays an organization what its account did not take before.
		#[pallet::call_index(14)]
		pub fn collect(
			origin: OriginFor<T>,
			organization: OrganizationId,
			asset: AssetId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_collect(organization, asset)
		}

		/// Pays, as the holder, a claim on the part; it is gone then.
		#[pallet::call_index(15)]
		#[pallet::weight(Pallet::<T>::payment_weight(T::WeightInfo::settle_claim(), 1))]
		pub fn settle_claim(origin: OriginFor<T>, claim: ClaimId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_settle_claim(by, claim)
		}
	}
}
