// SPDX-License-Identifier: Apache-2.0

//! # Settlement of power
//!
//! What everybody in a market pays and gets for a month: computed on chain from signed readings, contracts
//! and published prices, in integers, by the market's rules, so that every member recomputes its own bill
//! to the last minor unit; then disputed, made final, netted and paid.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | run | one version of the settlement of a month |
//! | account | what was counted of a party: sums of energy, and of energy times price |
//! | bill | what a party pays or gets, line by line |
//! | line | one amount, rounded once, half up, to whole minor units: what the party gets, or pays if it is negative |
//! | pool | money that is nobody's until it is divided; what is left in the end is the operator's |
//! | due | what a bill differs by from the version that was final before |
//! | base | that version |
//!
//! Energy is in Wh, prices are minor units per MWh (charges by demand: per kW; by capacity: per kVA), times
//! UTC milliseconds. Days and intervals are counted from 1970 where the market is.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `publish_prices` | an operator with `OperateMarket` of the organization that runs the market | the prices of a day that is over |
//! | `start` | the same | a run of a month that is over, once the one before was settled |
//! | `withdraw` | the same | a run whose bills are not final is given up, so that inputs can be mended |
//! | `advance` | anybody | the run goes on, so many steps; it does so by itself, too |
//! | `dispute` | a party with a bill | a line of it waits for a ruling |
//! | `rule` | an operator with `Arbitrate` of an organization that has no part in the run | the line is right, or the run is withdrawn |
//! | `pay` | a debtor | what it owes is paid |
//! | `enforce` | anybody, when something is missing | the rest of a debt is drawn from collateral that came in since |
//! | `collect` | anybody, when something is missing | a creditor gets its part of what was paid since |
//!
//! ## Life of a run
//! ```text
//! start ─> Counting ─> Pricing ─> Closing ─> Preliminary ── upheld ──> Withdrawn ── start ─> …
//!             └─────────────┴──────────┴────────────┴── withdraw ───────────┘
//!                                                │ time over
//!           Settled <─ Distributing <─ Enforcing <─ Payable <─ Posting
//!                         │      ▲          (skipped when all have paid)
//!                         ▼      │ the rest is paid
//!                          Short
//! ```
//! Until `Posting` is over nothing is final. While a run counts, can be disputed or is posted, prices and
//! readings of its month do not change. A month is settled again when corrected readings ask for it: that
//! version posts differences to the last final one only, with the same contracts, prices and capacities.
//!
//! Who does not pay in `Config::PaymentPeriod` has the amount drawn from its collateral, which lowers its
//! credit score (late, weight 20); if that does not suffice, it is a breach of weight 50, and all creditors
//! of the run miss the same part of what they are due, until the rest is paid.
//!
//! ## What is settled
//! Amounts are what a party gets. *E* is what its meters gave to the grid less what they took, in each
//! interval, without energy in blocks that was used up; what a retailer supplied is the retailer's. *Q* is
//! what it sold by contracts less what it bought. *P* is the real-time price.
//!
//! | item | line | amount | other side |
//! | --- | --- | --- | --- |
//! | `Contracts` | `Contracts` | Σ Q · price, of contracts with others | the other side |
//! | `Contracts` | `DayAhead` | Σ Q · price, of auctions | the other bidders |
//! | `Differences` | `Differences` | Σ quantity · (price − reference); the buyer's is its opposite | the other side |
//! | `RealTime` | `RealTime` | Σ (E − Q) · P | pool `Balancing` |
//! | `Deviation` | `Deviation` | −(abs(ΣE − ΣQ) − ⌊tolerance · abs(ΣQ)⌋) · month's price · fee, of whoever has contracts; nothing within the band | pool `Deviation` |
//! | `Charge` by energy | `Charge` | −Σ all that was taken from the grid, by band · price | payee: `Income`, or a pool |
//! | `Charge` by demand | `Charge` | −highest power of each meter · price | the same |
//! | `Charge` by capacity | `Charge` | −agreed capacity · price, of whoever has a meter | the same |
//! | `Retail` | `Retail` | −the package's cost of what was supplied | the retailer's `Sales` |
//! | `Redistribution` | `Share` | pool · taken from the grid / taken by all | the pool |
//! | | `Rest` | what is left in a pool | the operator |
//!
//! Charges, fees and what a package costs are rounded before the sign: −round(x), where the table has a −
//! before a sum. A package rounds each of its lines, for a band or a tier, so that `Retail` is a sum of
//! whole amounts. Contracts for difference deliver nothing, and are no part of *Q*; a contract with oneself
//! counts for nothing. The month's price is the mean of all its day-ahead prices, rounded half up; if it is
//! below zero there is no fee. Grid charges are for all that was taken, whoever supplied it: the grid
//! carried it, energy of neighbors as well. Who has a meter is whoever had one on a day of the month. Of
//! energy in blocks no more counts than was metered, should a reading turn out lower. Where roundings of
//! both sides differ, and where dividing a pool leaves something, the pool of rounding has it.
//!
//! Sources: two settlements and contracts for difference as in every market with a day-ahead price; the
//! band and fee of deviations, the rows of a consumer's bill and the redistribution of what is left over
//! from the rules of Chinese provinces, whose numbers are parameters of the market's rules.
//!
//! ## What it costs
//! A step counts a month of a meter or of a contract, or does one thing for one party. As benchmarked on two
//! cores, on the longest paths: a meter's month of 31 days of 288 intervals takes 0.9 ms beside 65 reads, which is
//! 0.1 µs for each interval of a participant, and 4.4 µs and a read more for each with energy in blocks, of which a
//! step takes 575 at most; a month of a contract that changes every day 0.7 ms beside 34 reads. To compute, close
//! and post a bill of 32 items takes 0.2 ms, to draw collateral 0.3 ms, to pay a creditor 0.13 ms. What is the same
//! for all, the month's prices among it, is read once in each call: 0.3 ms beside 39 reads. With a read at 8 µs and
//! a write at 50 µs a participant with one meter and one contract takes some 7 ms in all: a run over 10,000 of them
//! 70 s of blocks, a fifth of a second a minute by itself, or as fast as signers' quotas let them `advance`.
//!
//! ## Invariants
//! * `bills_balance`: lines sum to the bill, and the bills of a run to zero; so do what is due.
//! * `nothing_is_paid_twice`: nobody pays or gets more than it is due, and nothing before it is final.
//! * `money_is_there`: the pallet's account has what was collected and not paid out.
//! * `runs_are_indexed`: by market, month and party; debts are counted.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod counting;
mod disputes;
#[cfg(test)]
mod mock;
mod payments;
mod prices;
mod pricing;
mod queries;
pub mod runtime_api;
mod stages;
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
	power::{
		BlockFlows, Collateral, ContractMonths, MeterDays, PowerMarkets, Roster, Settlements,
		Supplies,
	},
	Actor, Amount, AssetId, Authorized, ContractId, Deadlines, MarketId, MeterId, Moment, Month,
	Organizations, Party, Persons, ReportOutcome, Signatory,
};
use frame_support::{
	traits::{
		fungibles::{Inspect, Mutate},
		Get, Time,
	},
	PalletId,
};

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;
/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account `amount` of a settlement asset, beside what it has to keep.
	fn endow(asset: AssetId, account: &AccountId, amount: Amount);

	/// A party that may take part in a market, another for each number, and none that signs benchmarks.
	fn party(number: u32) -> Party;

	/// Has it be this time.
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
	use super::{Final, Task, *};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// An operator who may run a power market for an organization in good standing.
		type OperatorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// An operator who may arbitrate for an organization in good standing.
		type ArbiterOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// A person, or an operator who may move the money of an organization in good standing.
		type ParticipantOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Authorized<SignatoryOf<Self>>,
		>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The persons.
		type Persons: Persons<Self::AccountId>;

		/// The settlement assets.
		type Assets: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>
			+ Mutate<Self::AccountId>;

		/// The markets, who takes part, and what they put aside.
		type Markets: PowerMarkets + Roster + Collateral;

		/// The meters.
		type Meters: MeterDays;

		/// The contracts.
		type Contracts: ContractMonths;

		/// The retailers' packages.
		type Retail: Supplies;

		/// The energy blocks.
		type Blocks: BlockFlows;

		/// Told of whoever did not pay in time.
		type Credit: ReportOutcome;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// The account that money lies on between debtors and creditors.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// How long bills can be disputed, in milliseconds.
		#[pallet::constant]
		type DisputePeriod: Get<Moment>;

		/// How long arbiters have after that, in milliseconds.
		#[pallet::constant]
		type ArbitrationPeriod: Get<Moment>;

		/// How long debtors have to pay, in milliseconds.
		#[pallet::constant]
		type PaymentPeriod: Get<Moment>;

		/// What a run may use when it goes on by itself: at least what the heaviest step does.
		#[pallet::constant]
		type TaskWeight: Get<Weight>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// The prices of a market's days.
	#[pallet::storage]
	pub type PricesOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, Day, DayPrices>;

	/// The id of the next run.
	#[pallet::storage]
	pub type NextRunId<T: Config> = StorageValue<_, RunId, ValueQuery>;

	/// Every run that there ever was.
	#[pallet::storage]
	pub type Runs<T: Config> = StorageMap<_, Twox64Concat, RunId, Run>;

	/// The runs of a market.
	#[pallet::storage]
	pub type RunsIn<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, RunId, ()>;

	/// The last run of a month.
	#[pallet::storage]
	pub type Latest<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, Month, RunId>;

	/// The last run of a month that became final.
	#[pallet::storage]
	pub type Finals<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, Month, Final>;

	/// What was counted of each party in a run.
	#[pallet::storage]
	pub type Accounts<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RunId, Twox64Concat, Party, Account>;

	/// The bills of a run.
	#[pallet::storage]
	pub type Bills<T: Config> = StorageDoubleMap<_, Twox64Concat, RunId, Twox64Concat, Party, Bill>;

	/// The bills of a party that became final.
	#[pallet::storage]
	pub type BillsOf<T: Config> = StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, RunId, ()>;

	/// What was disputed in a run: by whom, and which line of its bill.
	#[pallet::storage]
	pub type Disputes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RunId, Twox64Concat, (Party, u8), Dispute>;

	/// How many bills a party in a market has not paid.
	#[pallet::storage]
	pub type Debts<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, MarketId, u32, ValueQuery>;

	#[pallet::error]
	pub enum Error<T> {
		/// No market or run has this id.
		NotFound,
		/// The signer's organization does not run the market.
		NotAuthorized,
		/// The arbiter runs the market, or has a bill of its own.
		NotImpartial,
		/// It is no month of the calendar.
		InvalidMonth,
		/// The market had no rules then.
		NoRules,
		/// The month before was not settled.
		EarlierMonth,
		/// Prices of a day are missing.
		NoPrices,
		/// There is one price of each kind for each interval of the day.
		InvalidPrices,
		/// A price is beyond the market's bounds.
		PriceOutOfBounds,
		/// A run reads the prices, or the month was settled by them.
		Fixed,
		/// The day or the month is not over, energy blocks of it can still be used, or there is nothing to
		/// do yet.
		TooEarly,
		/// The time for that is over.
		TooLate,
		/// The run is at another stage, or the month has a run that is not over.
		InvalidState,
		/// The party has no bill in this run.
		NoBill,
		/// The bill has no such line.
		NoLine,
		/// A reason is readable text.
		InvalidReason,
		/// The line is disputed already.
		AlreadyExists,
		/// The line is not disputed.
		NoDispute,
		/// An arbiter ruled on it already.
		AlreadyRuled,
		/// The party owes nothing, or is due nothing now.
		NothingDue,
		/// The debtor has no collateral that could be drawn.
		NoCollateral,
		/// The bills do not sum to zero: nothing is posted.
		Unbalanced,
		/// A bill has more lines than it can have.
		TooManyLines,
		/// An organization or a participant has bills that it did not pay.
		OpenDebts,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Prices were published, perhaps in place of others.
		PricesPublished {
			/// Of which market.
			market: MarketId,
			/// Of which day.
			day: Day,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A run began.
		Started {
			/// The run.
			run: RunId,
			/// Of which market.
			market: MarketId,
			/// Of which month.
			month: Month,
			/// Its version.
			version: u32,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A run waits until a meter's day is closed.
		Waits {
			/// The run.
			run: RunId,
			/// Which meter.
			meter: MeterId,
			/// Which day.
			day: Day,
		},
		/// All bills are there, and can be disputed.
		Preliminary {
			/// Of which run.
			run: RunId,
			/// Until when, in UTC milliseconds.
			until: Moment,
		},
		/// A line was disputed.
		Disputed {
			/// In which run.
			run: RunId,
			/// Its place in the bill, from 0.
			line: u8,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// An arbiter ruled. If the dispute was upheld, the run is withdrawn.
		Ruled {
			/// In which run.
			run: RunId,
			/// Whose bill it is.
			party: Party,
			/// The line's place, from 0.
			line: u8,
			/// Whether it is wrong.
			upheld: bool,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A run was given up: its bills hold no longer.
		Withdrawn {
			/// The run.
			run: RunId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// All bills are final.
		Finalized {
			/// Of which run.
			run: RunId,
			/// What debtors owe together, in minor units.
			owed: Amount,
			/// Until when they pay, in UTC milliseconds.
			until: Moment,
		},
		/// A debtor paid.
		Paid {
			/// In which run.
			run: RunId,
			/// How much.
			amount: Amount,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// What a debtor did not pay was drawn from its collateral.
		Enforced {
			/// In which run.
			run: RunId,
			/// Whose.
			party: Party,
			/// How much.
			drawn: Amount,
			/// What is missing then.
			missing: Amount,
		},
		/// A creditor got what it is due, or its part of what was collected.
		PaidOut {
			/// In which run.
			run: RunId,
			/// Who.
			party: Party,
			/// How much.
			amount: Amount,
		},
		/// A creditor's account does not take money. It is still due.
		NotPaidOut {
			/// In which run.
			run: RunId,
			/// Whose.
			party: Party,
			/// Why.
			error: DispatchError,
		},
		/// What was collected was paid out.
		Settled {
			/// Of which run.
			run: RunId,
			/// What debtors still owe.
			missing: Amount,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let enough = Self::most(1).all_lte(T::TaskWeight::get());
			assert!(enough, "runs would not go on by themselves");
			assert!(T::DisputePeriod::get() > 0, "nothing could be disputed");
			assert!(T::PaymentPeriod::get() > 0, "nobody could pay in time");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Publishes the prices of a day that is over.
		#[pallet::call_index(0)]
		pub fn publish_prices(
			origin: OriginFor<T>,
			market: MarketId,
			day: Day,
			prices: DayPrices,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_publish_prices(by, market, day, prices)
		}

		/// Begins the settlement of a month that is over, or settles it again.
		#[pallet::call_index(1)]
		pub fn start(origin: OriginFor<T>, market: MarketId, month: Month) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_start(by, market, month)
		}

		/// Has a run go on by at most `limit` steps, at least one.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::most(*limit))]
		pub fn advance(origin: OriginFor<T>, run: RunId, limit: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let used = Self::do_advance_now(run, limit)?;
			Ok(Some(used).into())
		}

		/// Disputes a line of the signer's bill, by its place, from 0.
		#[pallet::call_index(3)]
		pub fn dispute(
			origin: OriginFor<T>,
			run: RunId,
			line: u8,
			reason: Reason,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_dispute(by, run, line, reason)
		}

		/// Rules on a dispute.
		#[pallet::call_index(4)]
		pub fn rule(
			origin: OriginFor<T>,
			run: RunId,
			party: Party,
			line: u8,
			upheld: bool,
			reason: Reason,
		) -> DispatchResult {
			let by = T::ArbiterOrigin::ensure_origin(origin)??;
			Self::do_rule(by, run, party, line, upheld, reason)
		}

		/// Pays what the signer owes in a run.
		#[pallet::call_index(5)]
		pub fn pay(origin: OriginFor<T>, run: RunId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_pay(by, run)
		}

		/// Draws the rest of a debt from collateral that came in since.
		#[pallet::call_index(6)]
		pub fn enforce(origin: OriginFor<T>, run: RunId, party: Party) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_enforce(run, party)
		}

		/// Pays a creditor its part of what was paid since.
		#[pallet::call_index(7)]
		pub fn collect(origin: OriginFor<T>, run: RunId, party: Party) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_collect(run, party)
		}

		/// Gives up a run whose bills are not final.
		#[pallet::call_index(8)]
		pub fn withdraw(origin: OriginFor<T>, run: RunId) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_withdraw(by, run)
		}
	}
}
