// SPDX-License-Identifier: Apache-2.0

//! # Retail of power
//!
//! Packages that retailers offer in a market, and who is supplied by which of them in which month. What a
//! month's energy costs by a package's terms is computed here, exactly; bills are settled elsewhere, and
//! ask this pallet, months later too.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | package | what a retailer offers for some months, by terms that never change |
//! | terms | what energy costs: one price, by time of use, in tiers, or the market's price and a fee |
//! | subscriber | a participant that uses power and chose a package; it has one at a time in a market |
//! | change | from a month on, a subscriber has another package, or none |
//! | planned | a change of a month that has not begun |
//! | notice | how many whole months a retailer leaves a subscriber whom it wants to supply no more |
//!
//! Energy is in Wh, prices in minor units (fen) per MWh. Months are counted from January 1970 and begin at
//! midnight where the market is; the month after the last is named as `until`.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `publish` | an operator with `Treasury` of a retailer that may trade | a package that takes subscriptions |
//! | `close` | the same right, of the package's retailer | it takes no more; those there are go on |
//! | `subscribe` | a consumer, prosumer or storage that may trade | the package from a month to come, in the place of what is planned |
//! | `unsubscribe` | a subscriber | no package from a month to come, in the place of what is planned |
//! | `take_back` | a subscriber | what is planned does not happen; what is current goes on |
//! | `end` | the package's retailer | a subscriber has it no more from a month on, with notice |
//!
//! ## Life of a package
//! ```text
//! publish ─> open ── close ──> closed ── until ──> over
//!             └────────────── until ─────────────────┘
//! ```
//!
//! ## Life of a subscription
//! ```text
//! subscribe ─> planned ── from ──> current ── another's from, unsubscribed, ended or until ──> over
//!                 └ take_back, another change planned, ended before it began ──> never was
//! ```
//! A change of retailer takes place between two months: the old package ends when the new one begins.
//! Nothing happens by itself then, and nothing has to: what is said of a month follows from the records
//! and the clock. What a month that has begun was supplied by never changes. Who has no package any more
//! when one is over has none until it subscribes again. Whom a retailer ended cannot subscribe to that
//! package again, or notice would be in vain.
//!
//! A subscriber may leave a package although it may not trade; a retailer that may not trade takes no new
//! subscribers and goes on supplying the others. Who is subscribed, or has subscribers, leaves neither
//! the market nor the chain. A retailer stays in the market until the last month in which it
//! supplied somebody is settled.
//!
//! ## Memory
//! Changes are kept for `Config::KeptMonths` at least. What is older is forgotten when a party plans
//! something, two changes at a time, so that records stay within [`MAX_CHANGES`]. The last month in which
//! a retailer had subscribers is never forgotten.
//!
//! ## Invariants
//! * `packages_are_indexed`: under their market and their retailer, each with terms that are valid.
//! * `histories_are_sound`: changes ascend, one at most is planned, and each names a package of this market
//!   within its months.
//! * `customers_are_indexed`: a retailer has just those as customers whose history names its packages.
//! * `subscriptions_are_counted`: for packages, retailers and organizations, by the month they end in; and
//!   the last month that is over is the last that histories know of, or one that they forgot.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod obligations;
mod packages;
mod queries;
pub mod runtime_api;
mod subscriptions;
mod tallies;
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
	power::{PowerMarkets, Settlements},
	Authorized, MarketId, Moment, Month, Party, Signatory,
};
use frame_support::traits::{Get, Time};

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// An organization in good standing, another one for each number, and none that signs benchmarks.
	fn organization(number: u32) -> Party;
}

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::{Ends, *};
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

		/// The markets and their participants.
		type Markets: PowerMarkets;

		/// Tells what was settled.
		type Settlements: Settlements;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How many whole months lie at least between the one in which a retailer ends a subscription and
		/// the first that it does not supply.
		#[pallet::constant]
		type NoticeMonths: Get<u32>;

		/// For how many months before the current one it is known who was supplied by which package.
		#[pallet::constant]
		type KeptMonths: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// The id of the next package.
	#[pallet::storage]
	pub type NextPackageId<T: Config> = StorageValue<_, PackageId, ValueQuery>;

	/// Every package that there ever was.
	#[pallet::storage]
	pub type Packages<T: Config> = StorageMap<_, Twox64Concat, PackageId, Package>;

	/// The packages of a market.
	#[pallet::storage]
	pub type PackagesIn<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, PackageId, ()>;

	/// The packages of a retailer.
	#[pallet::storage]
	pub type PackagesOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, PackageId, ()>;

	/// To which packages a party was, is and will be subscribed in a market.
	#[pallet::storage]
	pub type Histories<T: Config> =
		StorageDoubleMap<_, Twox64Concat, MarketId, Twox64Concat, Party, History, ValueQuery>;

	/// By market, retailer and package, the parties whose history names the package.
	#[pallet::storage]
	pub type Customers<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, MarketId>,
			NMapKey<Twox64Concat, Party>,
			NMapKey<Twox64Concat, PackageId>,
			NMapKey<Twox64Concat, Party>,
		),
		(),
	>;

	/// Whose subscription to a package its retailer ended, and from which month on.
	#[pallet::storage]
	pub type Ended<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PackageId, Twox64Concat, Party, Month>;

	/// How many subscriptions end in which month. Months that are over are forgotten sooner or later, but
	/// for the last of them.
	#[pallet::storage]
	pub type Tallies<T: Config> = StorageMap<_, Twox64Concat, Tally, Ends, ValueQuery>;

	#[pallet::error]
	pub enum Error<T> {
		/// No package or no market has this id.
		NotFound,
		/// The package is another retailer's.
		NotAuthorized,
		/// Organizations that are retailers publish packages; consumers, prosumers and storages subscribe.
		InvalidRole,
		/// A name has to be readable text.
		InvalidName,
		/// Tiers ascend, the last without bound; a floor is not above its ceiling.
		InvalidTerms,
		/// A price is not one of the market's.
		PriceOutOfBounds,
		/// A package begins in a month to come, and ends later, at most [`MAX_AHEAD`] months from now.
		InvalidPeriod,
		/// The package takes no subscriptions.
		Closed,
		/// The retailer may not trade.
		RetailerNotTrading,
		/// The package is not offered for this month.
		OutOfPeriod,
		/// The month has begun, or the notice is too short.
		TooEarly,
		/// It is as asked for, or would be if what is planned were taken back.
		NothingChanges,
		/// The retailer ended the party's subscription to this package.
		Ended,
		/// There is no subscription that would go on then.
		NotSubscribed,
		/// No change is planned.
		NothingPlanned,
		/// The party is subscribed to a package, or has subscribers.
		OpenSubscriptions,
		/// The market has not settled the last month in which the party had subscribers.
		NotSettled,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A package was published.
		Published {
			/// The package.
			package: PackageId,
			/// As it is.
			details: Package,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A package takes no more subscriptions.
		Closed {
			/// The package.
			package: PackageId,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A party will be supplied by a package.
		Subscribed {
			/// In which market.
			market: MarketId,
			/// The package.
			package: PackageId,
			/// From which month on.
			from: Month,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A party will have no package.
		Unsubscribed {
			/// In which market.
			market: MarketId,
			/// From which month on.
			until: Month,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// What a party planned will not happen.
		TakenBack {
			/// In which market.
			market: MarketId,
			/// What it was.
			change: Change,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A retailer ended a subscription.
		SubscriptionEnded {
			/// The package.
			package: PackageId,
			/// Whose.
			party: Party,
			/// From which month on.
			from: Month,
			/// Who did it.
			by: SignatoryOf<T>,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			// One for each month that is kept, the one before them that lasts, and a planned one.
			let most = T::KeptMonths::get().checked_add(2);
			assert!(most.is_some_and(|most| most <= MAX_CHANGES), "changes would not fit");
			assert!(
				T::KeptMonths::get() > 0,
				"months would be forgotten that are not over everywhere"
			);
			let notice = T::NoticeMonths::get().checked_add(1);
			assert!(notice.is_some_and(|it| it < MAX_AHEAD), "no subscription could be ended");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Publishes a package for the months from `from` on and before `until`.
		#[pallet::call_index(0)]
		pub fn publish(
			origin: OriginFor<T>,
			market: MarketId,
			name: BoundedVec<u8, ConstU32<MAX_NAME>>,
			terms: PackageTerms,
			from: Month,
			until: Month,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_publish(by, market, name, terms, from, until)
		}

		/// Has a package take no more subscriptions.
		#[pallet::call_index(1)]
		pub fn close(origin: OriginFor<T>, package: PackageId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_close(by, package)
		}

		/// Subscribes to a package from a month to come until the package is over.
		#[pallet::call_index(2)]
		pub fn subscribe(origin: OriginFor<T>, package: PackageId, from: Month) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_subscribe(by, package, from)
		}

		/// Has the current subscription end before a month to come.
		#[pallet::call_index(3)]
		pub fn unsubscribe(origin: OriginFor<T>, market: MarketId, until: Month) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_unsubscribe(by, market, until)
		}

		/// Takes the change back that is planned.
		#[pallet::call_index(4)]
		pub fn take_back(origin: OriginFor<T>, market: MarketId) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_take_back(by, market)
		}

		/// Has a party be supplied by a package no more from a month on, with notice.
		#[pallet::call_index(5)]
		pub fn end(
			origin: OriginFor<T>,
			package: PackageId,
			party: Party,
			from: Month,
		) -> DispatchResult {
			let by = T::ParticipantOrigin::ensure_origin(origin)??;
			Self::do_end(by, package, party, from)
		}
	}
}
