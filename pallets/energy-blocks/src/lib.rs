// SPDX-License-Identifier: Apache-2.0

//! # Energy blocks
//!
//! Surplus energy among neighbors: what a meter gave to the grid becomes blocks, which are given and sold
//! until somebody uses them against what its own meter took from the grid in the same interval. Nobody
//! can pass on more than was metered, nothing is used twice, and what was green stays so.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | block | energy that a meter exported in one interval. Market, meter, interval and energy of a block never change |
//! | owner | the participant that has the block, at first the owner of the meter on that day |
//! | offer | the price for which a block is to be had, for anybody in the market or for one of them |
//! | to use up | to count a block against what a meter imported in the block's interval |
//! | use period | how long after its interval a block can be made and used; then it has lapsed |
//! | flow | of a meter in an interval: the energy in blocks, and how much was used elsewhere and here |
//! | green | from sun, wind, water or biomass, by what the meter was registered with |
//!
//! Energy is in Wh, prices are minor units for the whole block, times milliseconds of chain time.
//!
//! ## Calls
//! Each takes a person, or an operator with `Treasury`.
//!
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `create` | whoever may trade and owned the meter on that day | surplus becomes a block |
//! | `give` | the owner | another participant has the block |
//! | `split` | the owner | two blocks in place of one, with its energy between them |
//! | `offer` | the owner | the block is to be had for a price |
//! | `withdraw_offer` | the owner | it no longer is |
//! | `buy` | whoever may trade, if the offer is for it | the price goes to the owner, the block to the buyer |
//! | `use_up` | the owner, with a meter that it owned on that day | counts for the meter |
//! | `remove` | the owner; once the block has lapsed, anybody | no block: the energy is ordinary export |
//!
//! Who owns a block has to take part in the market for all but `withdraw_offer` and `remove`. Whatever
//! else an owner does with a block withdraws its offer.
//!
//! ## Life of a block
//! ```text
//!          ┌ give, buy, offer, withdraw_offer
//!          ▼ │
//! create ─> Open ── use_up ──> Used, and kept
//!          │ └───── split ───> two others, Open
//!          └─────── remove ──> gone
//! ```
//! A block that has lapsed is not changed: it merely cannot be used, passed on or split.
//!
//! ## Meters
//! Only what a device said counts, never what was put in its place. A meter does not use what it
//! exported itself.
//!
//! ## Settlement
//! [`BlockFlows::flows`] tells how much of what a meter exported was used elsewhere, and for how much of its
//! import blocks were used up: that much is no longer to be settled as export, or as import.
//! [`BlockFlows::is_final`] tells when the uses of a day change no more.
//!
//! ## Room
//! A participant has at most `Config::MaxBlocks` blocks that are not used up, and gifts fill half of it at
//! most, so that nobody is kept from making and buying blocks by what others give it.
//!
//! ## Leaving
//! Blocks keep nobody from leaving: they hold no money, lapse by themselves, and anybody removes them then.
//!
//! ## Invariants
//! * `blocks_are_sound`: each has energy and is of a meter of its market; none is used where it came from.
//! * `energy_is_counted`: flows are what the blocks sum to; used ≤ created ≤ exported, and used ≤ imported.
//! * `uses_balance`: in each interval of a market as much is used here as elsewhere.
//! * `blocks_are_found`: each is among its owner's, the offers and the uses as it should be, and counted.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod blocks;
mod flows;
#[cfg(test)]
mod mock;
mod offers;
mod queries;
pub mod runtime_api;
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
	power::{BlockFlows, Day, Energy, Interval, Metering, PowerMarkets, Timetable},
	Amount, AssetId, Authorized, MarketId, MeterId, Moment, Organizations, Party, Persons,
	Signatory,
};
use frame_support::traits::{
	fungibles::{Inspect, Mutate},
	Get, Time,
};

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account `amount` of a settlement asset, beside what it has to keep.
	fn endow(asset: AssetId, account: &AccountId, amount: Amount);
}

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
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

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The persons.
		type Persons: Persons<Self::AccountId>;

		/// The settlement assets.
		type Assets: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>
			+ Mutate<Self::AccountId>;

		/// The markets.
		type Markets: PowerMarkets;

		/// The meters.
		type Metering: Metering;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How long after the end of its interval a block can be made and used, in milliseconds.
		#[pallet::constant]
		type UsePeriod: Get<Moment>;

		/// The most blocks of a participant that are not used up.
		#[pallet::constant]
		type MaxBlocks: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// The id of the next block.
	#[pallet::storage]
	pub type NextBlockId<T: Config> = StorageValue<_, BlockId, ValueQuery>;

	/// The blocks: those that are open, and all that were used up.
	#[pallet::storage]
	pub type Blocks<T: Config> = StorageMap<_, Twox64Concat, BlockId, Block>;

	/// The open blocks of a participant.
	#[pallet::storage]
	pub type BlocksOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, BlockId, ()>;

	/// How many open blocks a participant has.
	#[pallet::storage]
	pub type OpenBlocks<T: Config> = StorageMap<_, Twox64Concat, Party, u32, ValueQuery>;

	/// The blocks of an interval of a market that are offered.
	#[pallet::storage]
	pub type OffersAt<T: Config> =
		StorageDoubleMap<_, Twox64Concat, (MarketId, Interval), Twox64Concat, BlockId, ()>;

	/// The blocks that were used for a meter on a day.
	#[pallet::storage]
	pub type UsedAt<T: Config> =
		StorageDoubleMap<_, Twox64Concat, (MeterId, Day), Twox64Concat, BlockId, ()>;

	/// The flows of a meter on a day, by the interval's place in it.
	#[pallet::storage]
	pub type Flows<T: Config> = StorageNMap<
		_,
		(NMapKey<Twox64Concat, MeterId>, NMapKey<Twox64Concat, Day>, NMapKey<Twox64Concat, u16>),
		Flow,
	>;

	#[pallet::error]
	pub enum Error<T> {
		/// No block has this id, or it is no more.
		NotFound,
		/// The block or the meter is another's, or the offer is for another.
		NotAuthorized,
		/// No meter has this id.
		UnknownMeter,
		/// The market tells neither its intervals nor its asset.
		UnknownMarket,
		/// The owner or the recipient does not take part in the market.
		NotParticipant,
		/// The meter is of another market.
		WrongMarket,
		/// The meter is where the block came from.
		SameMeter,
		/// A block is not empty.
		ZeroEnergy,
		/// The device said nothing of the interval.
		NoReading,
		/// The meter did not export as much, or it is in blocks already.
		BeyondExport,
		/// The meter did not import as much, or blocks were used for it already.
		BeyondImport,
		/// The block was used up.
		InvalidState,
		/// The time to make and use blocks of the interval is over.
		Lapsed,
		/// Both parts of a block have some of its energy.
		InvalidSplit,
		/// The block is the signer's already.
		OwnBlock,
		/// What costs nothing is given.
		ZeroPrice,
		/// The block is not offered.
		NotOffered,
		/// The offer is not at this price.
		WrongPrice,
		/// The owner would have too many blocks, or too many for a gift.
		TooMany,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A block was created.
		Created {
			/// The block.
			block: BlockId,
			/// As it is.
			details: Block,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A block was given to another. Its offer, if there was one, is withdrawn.
		Given {
			/// The block.
			block: BlockId,
			/// Whose it is now.
			to: Party,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A block was split, and is no more.
		Split {
			/// The block.
			block: BlockId,
			/// The part with the energy that was named.
			part: BlockId,
			/// The part with the rest.
			rest: BlockId,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A block was offered, instead of an earlier offer if there was one.
		Offered {
			/// The block.
			block: BlockId,
			/// For what, and for whom.
			offer: Offer,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// An offer was withdrawn.
		OfferWithdrawn {
			/// The block.
			block: BlockId,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A block was bought.
		Bought {
			/// The block.
			block: BlockId,
			/// Who sold it and was paid.
			seller: Party,
			/// In what.
			asset: AssetId,
			/// How much, in minor units.
			price: Amount,
			/// Who did it, and has it now.
			by: SignatoryOf<T>,
		},
		/// A block was used up.
		UsedUp {
			/// The block.
			block: BlockId,
			/// The meter that it was used for.
			meter: MeterId,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A block was removed.
		Removed {
			/// The block.
			block: BlockId,
			/// Who did it.
			by: SignatoryOf<T>,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::UsePeriod::get() > 0, "blocks would lapse before they could be made");
			assert!(T::MaxBlocks::get() >= 2, "nothing could be given");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Makes a block of `energy`, in Wh, that a meter exported in an interval.
		#[pallet::call_index(0)]
		pub fn create(
			origin: OriginFor<T>,
			meter: MeterId,
			interval: Interval,
			energy: Energy,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_create(by, meter, interval, energy)
		}

		/// Gives a block to another participant of its market.
		#[pallet::call_index(1)]
		pub fn give(origin: OriginFor<T>, block: BlockId, to: Party) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_give(by, block, to)
		}

		/// Makes two blocks of one: one of `energy`, in Wh, and one of the rest.
		#[pallet::call_index(2)]
		pub fn split(origin: OriginFor<T>, block: BlockId, energy: Energy) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_split(by, block, energy)
		}

		/// Offers a block for `price`, in minor units of the market's asset, to anybody in the market or to
		/// one of them.
		#[pallet::call_index(3)]
		pub fn offer(
			origin: OriginFor<T>,
			block: BlockId,
			price: Amount,
			to: Option<Party>,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_offer(by, block, Offer { price, to })
		}

		/// Withdraws the offer of a block.
		#[pallet::call_index(4)]
		pub fn withdraw_offer(origin: OriginFor<T>, block: BlockId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_withdraw_offer(by, block)
		}

		/// Buys a block, if it still is offered at `price`.
		#[pallet::call_index(5)]
		pub fn buy(origin: OriginFor<T>, block: BlockId, price: Amount) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_buy(by, block, price)
		}

		/// Uses a block up against what a meter imported in the block's interval.
		#[pallet::call_index(6)]
		pub fn use_up(origin: OriginFor<T>, block: BlockId, meter: MeterId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_use_up(by, block, meter)
		}

		/// Removes a block that was not used up.
		#[pallet::call_index(7)]
		pub fn remove(origin: OriginFor<T>, block: BlockId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_remove(by, block)
		}
	}
}
