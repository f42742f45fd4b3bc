// SPDX-License-Identifier: Apache-2.0

//! # Rewards
//!
//! Sponsors put up money for whoever shares what it has. After each month it is shared out among owners
//! in proportion to what was had of them, weighted by how its users rated it.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | pool | money for a month in a settlement asset, of one sponsor or many |
//! | points | what was had of an owner in a month: for each order that its buyer rated then, the mean of the marks in tenths, from 10 to 50 |
//! | pair | two organizations, whichever of both had something of the other |
//! | cap | the most of a pool that one owner gets |
//!
//! Months are those of local time, UTC+8 (`Config::UtcOffset`). Amounts are minor units (fen).
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `fund` | an operator with `Treasury` | its organization's money is in the pool of this month or one to come |
//! | `claim` | an operator with `Treasury` of an owner | its part of the pool of a month that is over |
//! | `roll_over` | anybody, `Config::ClaimMonths` later | what nobody claimed is in the pool of this month |
//!
//! ## The rule
//! An owner's part is `amount · points / all points`, but not more than `Config::OwnerCap` of the amount,
//! both rounded down. What caps, rounding and whoever does not claim leave over goes into a later pool.
//!
//! What an organization has of itself cannot be ordered, and so does not count. Of what a pair has of
//! each other, in either direction, the first `Config::PairUses` of a month count: whoever takes turns
//! with a friend gains no more. Orders that were not rated do not count, and an order is rated once.
//!
//! ## Money
//! The money lies on the pallet's account (`Config::PalletId`): it is many sponsors'. Once it is in, no
//! sponsor takes it out.
//!
//! ## Invariants
//! * `money_is_there`: the account has what the pools have left.
//! * `points_add_up`: those of the owners to those of the month.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod points;
mod pools;
mod queries;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	Actor, Amount, AssetId, Authorized, Moment, Month, OrganizationId, Organizations,
};
use frame_support::{
	traits::{
		fungibles::{Inspect, Mutate},
		Get, Time,
	},
	PalletId,
};
use sp_runtime::Permill;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account `amount` of a settlement asset, beside what it has to keep.
	fn endow(account: &AccountId, amount: Amount) -> AssetId;

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
	use super::*;
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

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The settlement assets.
		type Assets: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>
			+ Mutate<Self::AccountId>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// By how much local time is ahead of UTC, in milliseconds.
		#[pallet::constant]
		type UtcOffset: Get<Moment>;

		/// Whose account the money lies on.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The most of a pool that one owner gets.
		#[pallet::constant]
		type OwnerCap: Get<Permill>;

		/// How often what a pair has of each other counts in a month.
		#[pallet::constant]
		type PairUses: Get<u32>;

		/// For how many months after its own a pool can be claimed.
		#[pallet::constant]
		type ClaimMonths: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// The pools.
	#[pallet::storage]
	pub type Pools<T: Config> = StorageMap<_, Twox64Concat, PoolId, Pool>;

	/// How much each sponsor put up.
	#[pallet::storage]
	pub type Sponsored<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PoolId, Twox64Concat, OrganizationId, Amount, ValueQuery>;

	/// What owners claimed.
	#[pallet::storage]
	pub type Claims<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PoolId, Twox64Concat, OrganizationId, Amount>;

	/// The points of owners.
	#[pallet::storage]
	pub type Points<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Month, Twox64Concat, OrganizationId, u64, ValueQuery>;

	/// All points of a month.
	#[pallet::storage]
	pub type AllPoints<T: Config> = StorageMap<_, Twox64Concat, Month, u64, ValueQuery>;

	/// How often pairs had something of each other that counts.
	#[pallet::storage]
	pub type Uses<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Month, Twox64Concat, Pair, u32, ValueQuery>;

	#[pallet::error]
	pub enum Error<T> {
		/// An amount is not zero.
		ZeroAmount,
		/// The month is over, or too far away.
		WrongMonth,
		/// The month is not over.
		TooEarly,
		/// The pool cannot be claimed any more.
		TooLate,
		/// There is no such pool.
		NoPool,
		/// The organization has claimed its part.
		AlreadyClaimed,
		/// The organization has no part in the pool.
		NothingToClaim,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A sponsor put money up.
		Funded {
			/// For which pool.
			pool: PoolId,
			/// How much.
			amount: Amount,
			/// Who.
			by: ActorOf<T>,
		},
		/// An owner has its part.
		Claimed {
			/// Of which pool.
			pool: PoolId,
			/// How much.
			amount: Amount,
			/// Who.
			by: ActorOf<T>,
		},
		/// What was left of a pool is in another one.
		RolledOver {
			/// The pool.
			pool: PoolId,
			/// The other one.
			to: PoolId,
			/// How much.
			amount: Amount,
		},
		/// Something that was had of an owner counts.
		Counted {
			/// For which month.
			month: Month,
			/// Of whom.
			owner: OrganizationId,
			/// By whom.
			user: OrganizationId,
			/// How much, in points.
			points: u8,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::PairUses::get() > 0, "nothing would count");
			assert!(T::ClaimMonths::get() > 0, "nobody could claim");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Puts money up for a month: this one, or one of the twelve after it.
		#[pallet::call_index(0)]
		pub fn fund(origin: OriginFor<T>, pool: PoolId, amount: Amount) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_fund(actor, pool, amount)
		}

		/// Has the organization's part of a pool paid to it.
		#[pallet::call_index(1)]
		pub fn claim(origin: OriginFor<T>, pool: PoolId) -> DispatchResult {
			let actor = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_claim(actor, pool)
		}

		/// Puts what is left of a pool that cannot be claimed any more into this month's.
		#[pallet::call_index(2)]
		pub fn roll_over(origin: OriginFor<T>, pool: PoolId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_roll_over(pool)
		}
	}
}
