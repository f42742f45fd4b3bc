// SPDX-License-Identifier: Apache-2.0

//! # Ledger
//!
//! Books by double entry, one for each organization and settlement asset. Other pallets post to them
//! what happens; accountants read trial balances and statements, correct what an expense was for, and
//! close months. All of it is answered from the chain's state: no indexer is needed, and none can
//! disagree.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | book | an organization's accounts in one settlement asset |
//! | account | what is debited and credited; the type is the posting pallet's |
//! | voucher | lines whose debits equal their credits, with number, month, time, actor and cause |
//! | line | an amount on one side of an account |
//! | entry | a voucher as it shows in an account: once, with both sides |
//! | period | a month of local time |
//! | turnover | what was posted to an account in a month |
//! | opening, closing balance | before and after a month; a balance is on one side |
//! | trial balance | opening, turnover and closing of all accounts |
//! | closed | nothing more is posted to a month |
//! | adjustment | an accountant's voucher between accounts that nothing else vouches for |
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `close` | an operator with `Treasury`, for its organization | a month that is over and all before it are closed |
//! | `adjust` | the same | moves an amount between two adjustable accounts, in a month that is not closed |
//!
//! Posting is no call: other pallets post through [`covenant_primitives::Books`]. No call moves money.
//!
//! ## Time
//! What happens is posted to the month in which it happens, which cannot be closed. Months are closed in
//! order and stay closed. An adjustment may belong to an earlier month that is still open, and then
//! changes the opening balances of the months since.
//!
//! ## State and events
//! Vouchers are state, and so are the turnover of each account in each month and its entries, in order. A
//! statement thus reads what it shows. Balances of a month are computed from those of today and the
//! turnovers since: a read for each account and month between. Events only say that there is a voucher.
//!
//! ## Costs
//! Posting `n` lines to as many accounts writes `3n + 3` items, however long the books are: for each
//! account its totals, its turnover and the entry; the voucher, the month's totals and the book's
//! progress.
//!
//! ## Invariants
//! * `vouchers_balance`: vouchers are numbered without gap; each has lines, of more than nothing, whose
//!   debits equal its credits.
//! * `totals_agree`: totals, turnovers, entries and months are what the vouchers say.
//! * `closed_months_are_over`: no month is closed that may still see something happen.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod closing;
mod errors;
mod events;
#[cfg(test)]
mod mock;
mod posting;
mod queries;
#[allow(clippy::too_many_arguments, reason = "clients are to see what they ask by")]
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
	Actor, Amount, AssetId, Authorized, Book, BookAccount, Moment, Month, OrganizationId,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{Get, Time},
};
use sp_core::H256;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// A [`Voucher`] of the runtime.
pub type VoucherOf<T> = Voucher<
	<T as frame_system::Config>::AccountId,
	<T as Config>::Account,
	<T as Config>::Occasion,
>;

/// Makes accounts and occasions for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<Account, Occasion> {
	/// An adjustable account; another one for each number from 0 to 7.
	fn account(number: u32) -> Account;

	/// The longest occasion.
	fn occasion() -> Occasion;
}

#[import_section(errors::errors)]
#[import_section(events::events)]
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
		/// The accounts of all books.
		type Account: Parameter + MaxEncodedLen + BookAccount;

		/// Why something is posted.
		type Occasion: Parameter + MaxEncodedLen;

		/// An operator who keeps the books of an organization in good standing.
		type AccountantOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Authorized<ActorOf<Self>>,
		>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How many milliseconds local time, in which months begin, is ahead of UTC.
		#[pallet::constant]
		type UtcOffset: Get<Moment>;

		/// What posting and the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes accounts for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::Account, Self::Occasion>;
	}

	/// The books, by organization and asset, and how far they are.
	#[pallet::storage]
	pub type BooksOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, AssetId, Progress>;

	/// The vouchers of a book, numbered from 1.
	#[pallet::storage]
	pub type Vouchers<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Book, Twox64Concat, u64, VoucherOf<T>>;

	/// All that was ever posted to an account.
	#[pallet::storage]
	pub type Accounts<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Book, Blake2_128Concat, T::Account, Totals, ValueQuery>;

	/// What was posted to an account in a month.
	#[pallet::storage]
	pub type Turnovers<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		(Book, Month),
		Blake2_128Concat,
		T::Account,
		Turnover,
		ValueQuery,
	>;

	/// The vouchers that show in an account in a month, in order, from 0.
	#[pallet::storage]
	pub type Entries<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, (Book, Month, T::Account), Twox64Concat, u32, u64>;

	/// What was posted to a book in a month, and with how many vouchers.
	#[pallet::storage]
	pub type Periods<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Book, Twox64Concat, Month, Turnover, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Closes a month, which must be over, and all before it.
		#[pallet::call_index(0)]
		pub fn close(origin: OriginFor<T>, asset: AssetId, period: Month) -> DispatchResult {
			let actor = T::AccountantOrigin::ensure_origin(origin)??;
			Self::do_close(actor, Self::now(), asset, period)
		}

		/// Moves an amount that was debited to `credit` to `debit`, in a month that is not closed.
		/// `document` is a salted hash of what says why.
		#[pallet::call_index(1)]
		pub fn adjust(
			origin: OriginFor<T>,
			asset: AssetId,
			period: Month,
			debit: T::Account,
			credit: T::Account,
			amount: Amount,
			document: H256,
		) -> DispatchResult {
			let actor = T::AccountantOrigin::ensure_origin(origin)??;
			let accounts = [debit, credit];
			Self::do_adjust(actor, Self::now(), asset, period, accounts, amount, document)
		}
	}
}
