// SPDX-License-Identifier: Apache-2.0

//! # Auctions of power
//!
//! Who sells and who buys power for some days meets in an auction with one price for all. Bids are sealed
//! until nobody can place one any more, so that nobody bids by what others did; then they are revealed,
//! and the chain clears the auction by itself, the same on every node, a bounded number of steps a block.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | product | the same energy in each interval of a part of the day (the window), for some days |
//! | bid | what a party wants to buy or to sell (then also: offer), in steps of price and quantity |
//! | seal | the hash that stands for a bid until it is revealed, see [`seal`] |
//! | stake | what is put aside of a party's collateral for a bid |
//! | bond | the least stake of a bid |
//! | penalty | the share of its stake that a bid loses if it is not revealed |
//! | book | the steps of a side that were revealed, in merit order |
//! | merit order | the cheapest offer, or the dearest bid, first; at one price the bid that was placed first |
//! | level | all steps of a side at one price |
//! | margin | the last level of a side of which anything is accepted |
//!
//! Quantities are Wh an interval, prices minor units of money per MWh, stakes minor units, times
//! milliseconds of chain time.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `open` | an operator with `OperateMarket` of the organization that runs the market | an auction |
//! | `cancel` | the same, of the auction's operator, while bids are taken | it does not take place; stakes go back |
//! | `bid` | a trader of the market, but the operator and grid companies, while bids are taken | a sealed bid in the place of its last one; its stake is put aside |
//! | `withdraw` | whoever bid, while bids are taken or once the auction was canceled | the stake goes back |
//! | `reveal` | whoever bid, once no bids are taken | the steps stand in the book |
//! | `clear` | anybody, after that, or once the auction was canceled | it is cleared, or canceled, a bit further |
//!
//! What `clear` does also happens by itself, once a minute.
//!
//! ## Life of an auction
//! ```text
//! open ─> Open ── the time to reveal is over ──> Matching ──> Settling ──> Cleared
//!          │ bid, withdraw, then reveal           price found              stakes freed, contracts awarded
//!          └─ cancel ──> Canceling ──> Canceled
//!                        withdraw
//! ```
//!
//! ## Bids
//! A party has one bid in an auction. To reveal it, its steps must be in merit order at different prices,
//! each within the bounds that the market had for the first day when the auction was opened, together no
//! more than `Config::MaxQuantity`; and its stake must cover what they can cost over all days, as that of a
//! contract does ([`covenant_primitives::power::at_stake`]). A bid that
//! cannot be revealed is as one that was not: it loses the penalty. Whoever wants to hide how much it bids
//! for puts more at stake. Whoever reveals last knows what others bid: the penalty is what keeps it from
//! rather not doing so. A bid binds even if its party may not trade any more when it is revealed.
//!
//! ## Price and shares
//! Levels are matched in merit order for as long as the bid's price is no less than the offer's: no price
//! would trade more. The auction's [`covenant_primitives::power::PriceRule`] makes one price of the margins; every accepted offer is
//! at it or below, every accepted bid at it or above. Before the margin all is accepted. At the margin of
//! the longer side every step has a share in proportion to its quantity: with the steps in the order of
//! ordinals, `⌊sum up to it · filled / total⌋` less the same of the one before. That takes one pass
//! with no sorting however many steps there are, sums exactly, and differs from the exact share by
//! less than 1 Wh; what is sold is what is bought.
//!
//! ## What it costs
//! As benchmarked on two cores, beside the database: a pair of levels is matched in 17 µs, a step of the book
//! shared out in 15 µs, a bid settled in 82 µs and its contract awarded in 45 µs.
//!
//! ## Storage in order
//! The book is sorted by its keys: [`Place`] under the identity hasher orders steps by merit, then ordinal.
//! That is safe where other keys chosen by users are not: keys have 12 bytes, so that no path within a book
//! is more than 24 nibbles longer, and a book holds at most `MaxBidders` times [`MAX_STEPS`] steps, each
//! backed by a stake. Clearing remembers the last key, and never looks for the first one again behind
//! those that it removed.
//!
//! ## Money
//! Stakes are put aside and drawn through [`Collateral`]. What a bid won becomes a contract with the
//! market, which takes over as much of the stake as it exposes its party to; the rest is freed. If it
//! cannot be awarded now (`AwardFailed`), the bid stays as it is, others go on, and it is tried again every
//! [`tasks::RETRY`] or by `clear`: a sale that the price depends on is not undone. The auction is not
//! `Cleared` before.
//!
//! ## Invariants
//! * `auctions_are_whole`: each is listed under its market, and has a state of clearing while it is cleared.
//! * `bids_are_counted`: each auction has as many bids, and revealed ones, as is told; ordinals differ.
//! * `books_are_sums`: levels are the sums of their steps, steps those of revealed bids.
//! * `sold_is_bought`: what is sold, what is bought and the quantity that was cleared are the same.
//! * `engagements_are_counted`: each party has as many bids in a market, and auctions of it, that are not
//!   over as is told.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod auctions;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod bids;
mod clearing;
mod events;
#[cfg(test)]
mod mock;
mod queries;
pub mod runtime_api;
pub mod tasks;
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
	first_come::Salt,
	power::{
		Collateral, Energy, PowerContracts, PowerMarkets, Price, Profile, Role, MAX_INTERVALS,
	},
	Actor, Amount, AuctionId, Authorized, Deadlines, MarketId, Moment, OrganizationId, Party,
	Signatory,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{Get, Time},
};
use sp_core::H256;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// A party that may take part in a market, another for each number.
	fn party(number: u32) -> Party;
}

#[import_section(events::events)]
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

		/// The markets, and the collateral of those who take part.
		type Markets: PowerMarkets + Collateral;

		/// Takes what was won.
		type Contracts: PowerContracts;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// The shortest time to reveal bids, in milliseconds.
		#[pallet::constant]
		type MinReveal: Get<Moment>;

		/// The longest, in milliseconds.
		#[pallet::constant]
		type MaxReveal: Get<Moment>;

		/// The most days of delivery.
		#[pallet::constant]
		type MaxDays: Get<u32>;

		/// The most bids in an auction at a time.
		#[pallet::constant]
		type MaxBidders: Get<u32>;

		/// The most that a bid may be for, in Wh an interval.
		#[pallet::constant]
		type MaxQuantity: Get<Energy>;

		/// How many steps an auction is cleared further by itself at a time.
		#[pallet::constant]
		type StepsPerTask: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// The id of the next auction.
	#[pallet::storage]
	pub type NextAuctionId<T: Config> = StorageValue<_, AuctionId, ValueQuery>;

	/// Every auction that there ever was.
	#[pallet::storage]
	pub type Auctions<T: Config> = StorageMap<_, Twox64Concat, AuctionId, Auction>;

	/// The auctions of a market.
	#[pallet::storage]
	pub type AuctionsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, AuctionId, ()>;

	/// The bids that were not settled.
	#[pallet::storage]
	pub type Bids<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AuctionId, Twox64Concat, Party, Bid>;

	/// What the others came to.
	#[pallet::storage]
	pub type Outcomes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AuctionId, Twox64Concat, Party, Outcome>;

	/// The steps of an auction to sell, or to buy, in merit order.
	#[pallet::storage]
	pub type Book<T: Config> =
		StorageDoubleMap<_, Twox64Concat, (AuctionId, bool), Identity, Place, Lot>;

	/// What they sum to at each price, in merit order, in Wh an interval.
	#[pallet::storage]
	pub type Levels<T: Config> =
		StorageDoubleMap<_, Twox64Concat, (AuctionId, bool), Identity, Level, Energy, ValueQuery>;

	/// How far the clearing of auctions is.
	#[pallet::storage]
	pub type Clearings<T: Config> = StorageMap<_, Twox64Concat, AuctionId, Clearing>;

	/// How many bids of a party in a market were not settled, and auctions that it runs are not over.
	#[pallet::storage]
	pub type Engagements<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, MarketId, u32, ValueQuery>;

	#[pallet::error]
	pub enum Error<T> {
		/// No auction has this id.
		NotFound,
		/// No market has this id, or it has no rules for the first day.
		UnknownMarket,
		/// The signer's organization does not run this market or auction.
		NotAuthorized,
		/// Nobody bids in a market that it runs: the penalty would be its own.
		OwnMarket,
		/// A grid company does not trade, a consumer does not sell, and nobody does who takes no part.
		WrongRole,
		/// The days of delivery are none or too many.
		InvalidDays,
		/// The window is empty, or ends after the day.
		InvalidWindow,
		/// The time to reveal bids is too short or too long.
		InvalidReveal,
		/// Bids would be revealed after trade in the first day has ended.
		GateClosed,
		/// A bond and the quantity of a step are not zero.
		ZeroAmount,
		/// It is not time yet.
		TooEarly,
		/// The time for that is over.
		Expired,
		/// The auction is being cleared or canceled, or is over.
		InvalidState,
		/// The stake is below the bond, or does not cover the steps.
		StakeTooLow,
		/// The auction has as many bids as it takes.
		TooManyBidders,
		/// The signer has no bid in this auction.
		NoBid,
		/// The bid was revealed already.
		AlreadyRevealed,
		/// What is revealed is not what was sealed by this party for this auction and chain.
		WrongCommitment,
		/// A bid has at least one step.
		NoSteps,
		/// The steps are not in merit order, or two have one price.
		UnorderedSteps,
		/// A price is beyond the market's bounds.
		PriceOutOfBounds,
		/// The steps sum to more than a bid may be for.
		TooMuchEnergy,
		/// The party has bids that are not settled, or runs auctions that are not over.
		Engaged,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MinReveal::get() <= T::MaxReveal::get(), "no time to reveal would do");
			assert!(T::StepsPerTask::get() > 0, "auctions would not be cleared by themselves");
			let largest = T::MaxQuantity::get();
			let all = largest.checked_mul(T::MaxBidders::get().into());
			assert!(all.is_some(), "bids could sum to more than Energy holds");
			let longest = Energy::from(T::MaxDays::get()).checked_mul(MAX_INTERVALS.into());
			let all = longest.and_then(|intervals| intervals.checked_mul(largest));
			assert!(all.is_some(), "a bid could come to more than Energy holds");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Opens an auction.
		#[pallet::call_index(0)]
		pub fn open(origin: OriginFor<T>, market: MarketId, terms: Terms) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_open(by, market, terms)
		}

		/// Has an auction not take place.
		#[pallet::call_index(1)]
		pub fn cancel(origin: OriginFor<T>, auction: AuctionId) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_cancel(by, auction)
		}

		/// Places a sealed bid, in the place of the party's last one if there is one.
		#[pallet::call_index(2)]
		pub fn bid(
			origin: OriginFor<T>,
			auction: AuctionId,
			commitment: H256,
			stake: Amount,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_bid(by, auction, commitment, stake)
		}

		/// Takes a bid back.
		#[pallet::call_index(3)]
		pub fn withdraw(origin: OriginFor<T>, auction: AuctionId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_withdraw(by, auction)
		}

		/// Reveals a bid.
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::reveal(
			u32::try_from(steps.len()).unwrap_or(MAX_STEPS)
		))]
		pub fn reveal(
			origin: OriginFor<T>,
			auction: AuctionId,
			sells: bool,
			steps: Steps,
			salt: Salt,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_reveal(by, auction, sells, steps, salt)
		}

		/// Clears an auction at most `limit` steps further, at least one.
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::weight_of(*limit))]
		pub fn clear(
			origin: OriginFor<T>,
			auction: AuctionId,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let (used, _) = Self::do_clear(auction, limit)?;
			Ok(Some(Self::weight_of(used)).into())
		}
	}
}
