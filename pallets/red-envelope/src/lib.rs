// SPDX-License-Identifier: Apache-2.0

//! # Red envelopes
//!
//! An organization gives bonuses, benefits and festival gifts as red envelopes: out of budgets that
//! cannot be overspent, in shares that nobody can predict or draw twice, into wallets from which people
//! have themselves paid, with books that balance after every step.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | book | an organization's money in one settlement asset, and the accounts kept of it |
//! | budget | part of that money, in a tree: company, department, team |
//! | allot, take back | money goes down the tree, or up |
//! | right | an operator or a member may fill envelopes from a budget, up to a ceiling, for a period |
//! | envelope | money in shares, for whoever may claim them |
//! | division | how: equal shares, lucky ones (drawn), by a list, or for persons who are named |
//! | audience | who may claim: members, a unit, a list, holders of a license, holders of a code |
//! | claim | a person reserves a share; what it is worth is decided later |
//! | draw | it is decided, and the money goes to the wallet |
//! | wallet | what a person has from an organization, of many envelopes together |
//! | redemption | the finance desk pays outside what is in a wallet |
//! | month | of local time; the period of books, caps, statements and taxes |
//!
//! Amounts are minor units of the asset (fen), times are milliseconds of chain time.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `open_budget`, `open_sub_budget` | an operator with `Treasury` | an empty budget |
//! | `fund`, `return_funds` | the same, of the organization | its money is held for a budget; no longer |
//! | `allot`, `take_back` | the same | money goes to a budget from the one above; back |
//! | `freeze`, `unfreeze` | the same | nothing is filled or allotted from a budget and those below |
//! | `close_budget` | the same | the end of a budget; what it has goes up |
//! | `grant_right`, `revoke_right` | the same | somebody may spend a budget, or no longer |
//! | `set_cap` | the same | how much a person may claim in a month |
//! | `fill` | the same, or whoever has a right | an envelope, out of a budget |
//! | `pause`, `resume`, `cancel` | the same, or who filled it while the right lasts | no claims; claims again; back to the budget, if nobody has claimed |
//! | `attach_register` | as with `pause` | names the sealed object that tells auditors who is who |
//! | `claim` | a person of the audience | reserves a share |
//! | `withdraw` | the person | money of its wallet is paid to its account |
//! | `pay_out` | an operator with `Treasury` | all of a wallet is paid to the person's account, also the last one of a person who was released |
//! | `redeem`, `withdraw_redemption` | the person | asks the finance desk to pay outside, or no longer |
//! | `confirm_redemption`, `reject_redemption` | an operator with `Treasury` | paid: the held money is the organization's again; or back to the wallet |
//! | `remit_tax` | the same | withheld tax was paid outside: the held money is the organization's again |
//!
//! By themselves, an envelope expires and what is left goes back; what is available in a budget
//! lapses; a redemption that nobody answers goes back to the wallet; claimed shares are drawn. What
//! fails because money cannot go back to the organization just then is tried again every hour.
//!
//! ## Life of an envelope
//! ```text
//!             ┌─ resume ─┐
//!             ▼          │
//! fill ──> Open ─ pause ─> Paused      claim: Open only, from opens_at to expires_at
//!            │              │
//!            ├── cancel ────┤──> Canceled   nobody has claimed
//!            ├── expiry ────┴──> Expired    the rest goes back when what was claimed is drawn
//!            └── last share ───> Claimed
//!
//! share: claimed ──> drawn, in the wallet ──> paid to the account, or redeemed
//! ```
//!
//! ## Money
//! All of it is held on the organization's own account, for one reason, from `fund` until it is paid to
//! a person or given back. Going from a budget to an envelope to a wallet moves nothing in the asset. If
//! its issuer freezes or blocks the organization's account, claims, draws, expiry and payouts go on, and
//! only new money is refused; what would go back to a blocked account, or in an asset that is frozen as a
//! whole, waits, and nothing is lost. Nothing is paid in a frozen asset or to a blocked person, whose wallet
//! keeps it.
//!
//! What comes back to a budget that has ended goes on to the first one above that has not, or to the
//! organization. A budget below another one lapses no later than that one. Tax is a part of each taxable
//! share in basis points, rounded half up to the minor unit; the person gets the rest. A suspended
//! organization's envelopes cannot be claimed, while wallets are paid.
//!
//! ## Draws
//! A claim fixes who, which envelope and which share; what a lucky share is worth is computed in a later
//! block from the seed of a round of the beacon (see `pallet-beacon`) that begins after the claim's block:
//! see [`double_mean`] for the computation. Whoever claims in a batch with a condition on the amount
//! gains nothing: there is no amount to look at before the batch is over, and nothing to revert after.
//!
//! Who can bias what:
//! * *Whoever claims* chooses when to claim, without knowing anything of the seed. Each share has the
//!   same mean, later ones a greater variance.
//! * *A validator* knows its own contribution to a round early, but not those of the others that the
//!   round needs. The one whose block would complete the round knows its seed before it publishes the
//!   block, and can keep the block back: it loses the slot, and another validator's output takes the
//!   place of its own. So it may choose between two outcomes, for all shares of the round at once, and
//!   `2^j` if it and its allies have `j` slots in a row there.
//! * *An author* decides in which block, hence in which order and round, a claim is included, and whether.
//! * *As many validators as the beacon's threshold*, ⌊(n−1)/3⌋+1, can make all of a round's
//!   contributions, and then know its seed in advance. A single validator always does.
//!
//! Everybody can compute each draw again, with `EnvelopesApi::draws` and the seeds of the beacon.
//!
//! ## Books
//! Every movement posts a voucher whose debits equal its credits (see `pallet-ledger` for vouchers,
//! statements of accounts, trial balance and closing; [`Account`] for the accounts). Shares that are drawn
//! together are posted together: 256 at most. State, and no indexer, answers for wallets, monthly
//! statements and taxes: a record for each person and month.
//!
//! ## Privacy
//! Events and the records of shares do not tell what somebody got; wallets and statements mix what many
//! envelopes gave; vouchers tell sums. Who is who is not on the chain; an organization names a sealed
//! object for each envelope, which holds the register and, for lists, the list itself, and grants
//! auditors the key to it (`pallet-sealed-data`).
//!
//! A determined reader of the chain can still compute lucky draws as anybody can, and join them with the
//! claims; knows equal shares, and what is named or proven in a transaction; sees withdrawals in the
//! asset; can compare a wallet before and after a draw; and, where a single share of an envelope was drawn,
//! has it from the voucher. It learns amounts of pseudonyms. If they must be hidden from the other members
//! of the consortium too, envelopes are the wrong means.
//!
//! ## Costs
//! A claim and a draw cost the same however many shares, claims and envelopes there are. As measured
//! (`weights.rs`), a claim takes 137 µs and 13 reads and 9 writes; a batch of `n` draws 41 µs and 25 reads
//! and 24 writes, its voucher among them, and 34 µs, 4 reads and 3 writes for each.
//!
//! ## Invariants
//! * `budgets_are_a_tree`: a budget's parts sum to what it was allotted, and its children have what it
//!   passed on; the books say the same of each.
//! * `shares_are_claimed_once`: shares are numbered without gap, each claimed by another person; what is
//!   not drawn yet waits for a round that will be looked at.
//! * `envelopes_are_covered`: what is committed is in envelopes, and covers every share that is to come.
//! * `wallets_are_earned`: what came to a wallet, less what went, is in it.
//! * `money_is_held`: the asset holds what is in budgets, envelopes and wallets, and tax withheld; the
//!   books say the same.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod budgets;
mod caps;
mod claims;
pub mod codes;
pub mod double_mean;
mod draws;
mod envelopes;
mod errors;
mod events;
pub mod lists;
#[cfg(test)]
mod mock;
mod money;
mod queries;
mod redemptions;
pub mod runtime_api;
mod storage;
mod tasks;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
mod wallets;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	Actor, Amount, AssetId, Authority, Authorized, Beacon, Book, Books, Deadlines, Licenses,
	Moment, Month, ObjectId, OrganizationId, Organizations, PersonId, Persons, Round,
	SealedObjects,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{
		fungibles::{hold, Inspect},
		Get, Time,
	},
};
use sp_core::H256;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// An [`Envelope`] of the runtime.
pub type EnvelopeOf<T> = Envelope<<T as frame_system::Config>::AccountId>;

/// A [`Spender`] of the runtime.
pub type SpenderOf<T> = Spender<<T as frame_system::Config>::AccountId>;

/// Makes money for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives `account` an amount of an asset, which is returned, and makes it if need be.
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
	use frame_support::{pallet_prelude::*, weights::WeightMeter};
	use frame_system::pallet_prelude::*;
	use sp_runtime::Perbill;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256> {
		/// An operator who may move the money of an organization in good standing.
		type TreasuryOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// A person who is enrolled.
		type PersonOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Authorized<(Self::AccountId, PersonId)>,
		>;

		/// For whom accounts act.
		type Authority: Authority<Self::AccountId>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The persons and their memberships.
		type Persons: Persons<Self::AccountId>;

		/// Who holds which license.
		type Licenses: Licenses;

		/// Where registers for auditors are kept.
		type SealedObjects: SealedObjects;

		/// The settlement assets.
		type Assets: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>
			+ hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The reasons for which money is held.
		type RuntimeHoldReason: From<HoldReason>;

		/// The books.
		type Books: Books<Self::AccountId, Account, Occasion>;

		/// Where chance comes from.
		type Beacon: Beacon;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How many budgets can be above a budget.
		#[pallet::constant]
		type MaxDepth: Get<u8>;

		/// How many budgets a budget can have below it that have not ended, and an organization without
		/// any above them.
		#[pallet::constant]
		type MaxChildren: Get<u32>;

		/// How long from being filled an envelope can last, in milliseconds of chain time.
		#[pallet::constant]
		type MaxLifetime: Get<Moment>;

		/// How long a redemption waits for an answer, in milliseconds of chain time.
		#[pallet::constant]
		type RedemptionPeriod: Get<Moment>;

		/// How many open redemptions a person can have with an organization in an asset.
		#[pallet::constant]
		type MaxRedemptions: Get<u32>;

		/// The share of a block that draws may use before any transaction.
		#[pallet::constant]
		type Reserve: Get<Perbill>;

		/// What the calls and hooks weigh.
		type WeightInfo: WeightInfo;

		/// Makes money for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// It is in budgets, in envelopes, in wallets, or tax that was withheld.
		#[codec(index = 0)]
		RedEnvelopes,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
			meter.consume(Self::draw(meter.remaining().min(Self::reserve())));
		}

		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::draw(remaining)
		}

		fn integrity_test() {
			assert!(T::MaxChildren::get() > 0, "no budget could be opened");
			assert!(T::MaxLifetime::get() > 0, "no envelope could be filled");
			assert!(T::MaxRedemptions::get() > 0, "nothing could be redeemed");
			assert!(
				Self::reserve().all_gte(Self::weight_of_one_draw()),
				"the reserve is too small to draw a share",
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Opens a budget in a settlement asset.
		#[pallet::call_index(0)]
		pub fn open_budget(
			origin: OriginFor<T>,
			asset: AssetId,
			name: Name,
			lapses_at: Option<Moment>,
		) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_open_budget(actor, asset, name, lapses_at)
		}

		/// Opens a budget below another one. It lapses no later than that one.
		#[pallet::call_index(1)]
		pub fn open_sub_budget(
			origin: OriginFor<T>,
			parent: BudgetId,
			name: Name,
			lapses_at: Option<Moment>,
		) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_open_sub_budget(actor, parent, name, lapses_at)
		}

		/// Sets money of the organization aside for a budget that has none above it.
		#[pallet::call_index(2)]
		pub fn fund(origin: OriginFor<T>, budget: BudgetId, amount: Amount) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_fund(actor, budget, amount)
		}

		/// Gives money of such a budget back to the organization.
		#[pallet::call_index(3)]
		pub fn return_funds(
			origin: OriginFor<T>,
			budget: BudgetId,
			amount: Amount,
		) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_return_funds(actor, budget, amount)
		}

		/// Allots money to a budget from the one above.
		#[pallet::call_index(4)]
		pub fn allot(origin: OriginFor<T>, budget: BudgetId, amount: Amount) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_allot(actor, budget, amount)
		}

		/// Takes money of a budget back to the one above.
		#[pallet::call_index(5)]
		pub fn take_back(origin: OriginFor<T>, budget: BudgetId, amount: Amount) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_take_back(actor, budget, amount)
		}

		/// Has nothing filled or allotted from a budget and those below it.
		#[pallet::call_index(6)]
		pub fn freeze(origin: OriginFor<T>, budget: BudgetId) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_freeze(actor, budget)
		}

		/// Lets a frozen budget be used again.
		#[pallet::call_index(7)]
		pub fn unfreeze(origin: OriginFor<T>, budget: BudgetId) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_unfreeze(actor, budget)
		}

		/// Ends a budget that has no others below it. What is available goes to the one above, or to the
		/// organization; so will, later, what comes back from its envelopes.
		#[pallet::call_index(8)]
		pub fn close_budget(origin: OriginFor<T>, budget: BudgetId) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_close_budget(actor, budget)
		}

		/// Lets an operator or a member of the organization fill envelopes from a budget, for at most
		/// `ceiling`. A right that there is keeps what was used of it.
		#[pallet::call_index(9)]
		pub fn grant_right(
			origin: OriginFor<T>,
			budget: BudgetId,
			spender: SpenderOf<T>,
			ceiling: Amount,
			from: Moment,
			until: Moment,
		) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_grant_right(actor, budget, spender, ceiling, from, until)
		}

		/// Takes the right to spend a budget away.
		#[pallet::call_index(10)]
		pub fn revoke_right(
			origin: OriginFor<T>,
			budget: BudgetId,
			spender: SpenderOf<T>,
		) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_revoke_right(actor, budget, spender)
		}

		/// Sets how much a person may claim from the organization in a month, in an asset.
		#[pallet::call_index(11)]
		pub fn set_cap(origin: OriginFor<T>, asset: AssetId, cap: Option<Cap>) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_set_cap(actor, asset, cap)
		}

		/// Fills an envelope from a budget.
		#[pallet::call_index(12)]
		#[pallet::weight(<T as Config>::WeightInfo::fill(form.named()))]
		pub fn fill(
			origin: OriginFor<T>,
			budget: BudgetId,
			form: Form,
			terms: Terms,
		) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_fill(account, budget, form, terms)
		}

		/// Has an envelope not be claimed until it is resumed.
		#[pallet::call_index(13)]
		pub fn pause(origin: OriginFor<T>, envelope: EnvelopeId) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_pause(account, envelope)
		}

		/// Lets a paused envelope be claimed again.
		#[pallet::call_index(14)]
		pub fn resume(origin: OriginFor<T>, envelope: EnvelopeId) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_resume(account, envelope)
		}

		/// Takes an envelope back that nobody has claimed from.
		#[pallet::call_index(15)]
		pub fn cancel(origin: OriginFor<T>, envelope: EnvelopeId) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_cancel(account, envelope)
		}

		/// Names the sealed object that tells auditors who is who, or none.
		#[pallet::call_index(16)]
		pub fn attach_register(
			origin: OriginFor<T>,
			envelope: EnvelopeId,
			register: Option<ObjectId>,
		) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_attach_register(account, envelope, register)
		}

		/// Claims a share of an envelope. It is drawn in a later block.
		#[pallet::call_index(17)]
		#[pallet::weight(
			<T as Config>::WeightInfo::claim().saturating_add(Pallet::<T>::weight_of_evidence(evidence))
		)]
		pub fn claim(
			origin: OriginFor<T>,
			envelope: EnvelopeId,
			evidence: Evidence,
		) -> DispatchResult {
			let (account, person) = T::PersonOrigin::ensure_origin(origin)??;
			Self::do_claim(account, person, envelope, evidence)
		}

		/// Has the person's account be paid from its wallet.
		#[pallet::call_index(18)]
		pub fn withdraw(
			origin: OriginFor<T>,
			organization: OrganizationId,
			asset: AssetId,
			amount: Amount,
		) -> DispatchResult {
			let (account, person) = T::PersonOrigin::ensure_origin(origin)??;
			Self::do_pay(None, account, person, Book { organization, asset }, amount)
		}

		/// Pays all of a person's wallet to the account that signs for the person, or was the last to do
		/// so. This is how a person who was released gets its money.
		#[pallet::call_index(19)]
		pub fn pay_out(origin: OriginFor<T>, asset: AssetId, person: PersonId) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_pay_out(actor, asset, person)
		}

		/// Asks the organization's finance desk to pay outside.
		#[pallet::call_index(20)]
		pub fn redeem(
			origin: OriginFor<T>,
			organization: OrganizationId,
			asset: AssetId,
			amount: Amount,
			method: RedemptionMethod,
		) -> DispatchResult {
			let (_, person) = T::PersonOrigin::ensure_origin(origin)??;
			Self::do_redeem(person, Book { organization, asset }, amount, method)
		}

		/// Withdraws a redemption that was not answered.
		#[pallet::call_index(21)]
		pub fn withdraw_redemption(
			origin: OriginFor<T>,
			redemption: RedemptionId,
		) -> DispatchResult {
			let (_, person) = T::PersonOrigin::ensure_origin(origin)??;
			Self::do_withdraw_redemption(person, redemption)
		}

		/// Confirms that the finance desk paid. The money is the organization's again. `receipt` is a
		/// salted hash of what shows the payment.
		#[pallet::call_index(22)]
		pub fn confirm_redemption(
			origin: OriginFor<T>,
			redemption: RedemptionId,
			receipt: H256,
		) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_confirm_redemption(actor, redemption, receipt)
		}

		/// Rejects a redemption.
		#[pallet::call_index(23)]
		pub fn reject_redemption(
			origin: OriginFor<T>,
			redemption: RedemptionId,
			reason: RejectionReason,
		) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_reject_redemption(actor, redemption, reason)
		}

		/// Records that withheld tax was remitted outside. The money is the organization's again.
		/// `receipt` is a salted hash of the tax authority's receipt.
		#[pallet::call_index(24)]
		pub fn remit_tax(
			origin: OriginFor<T>,
			asset: AssetId,
			amount: Amount,
			receipt: H256,
		) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_remit_tax(actor, asset, amount, receipt)
		}
	}
}
