// SPDX-License-Identifier: Apache-2.0

//! # Payment channels
//!
//! Small payments without a transaction each: charging piles, single readings, pages of data. A payer puts
//! money aside for a payee and signs vouchers off chain, each for all that is owed so far; the payee
//! claims the last one whenever it likes.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | channel | money put aside by a payer for a payee, in a settlement asset |
//! | deposit | all that was put aside |
//! | signer | the key that signs vouchers: the payer's own, or a device's |
//! | voucher | a promise: the payee may have had so much all together; with a time after which it is void |
//! | window | how long vouchers can be claimed once the payer closes |
//!
//! Amounts are minor units (fen), times milliseconds of chain time.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `open` | a person, or an operator with `Treasury` | a channel, with a deposit |
//! | `top_up` | the same, of the payer | a larger deposit |
//! | `claim` | anybody | what a voucher promises beyond what was claimed goes to the payee |
//! | `close` | the payer | the rest goes back when the window is over |
//! | `close` | the payee | the rest goes back at once |
//! | `settle` | anybody, when the window is over | the rest goes back, if it did not by itself |
//!
//! ## Life of a channel
//! ```text
//! open ─> Open ── close, by the payer ──> Closing ── window over ──> Closed
//!          │ ▲                             │
//!          │ └ top_up, claim               ├ claim
//!          └──────── close, by the payee ──┴───────────────────────> Closed
//! ```
//!
//! ## Vouchers
//! See [`covenant_primitives::Voucher::payload`] for what is signed: it names the chain, the channel and the asset, so that it
//! is of no use elsewhere. Amounts are cumulative: whoever presents an older voucher gets nothing, and
//! nobody gets anything twice. The window is never made longer, so that a payee who watches the chain
//! loses nothing, and a payer is not kept waiting. `covenant voucher` signs and verifies.
//!
//! A voucher that promises more than the deposit is refused, not paid in part: whoever accepts vouchers
//! looks at the deposit.
//!
//! ## Money
//! Deposits lie on the pallet's account (`Config::PalletId`). If the payer's account does not take the
//! rest, because an issuer froze it, the channel stays as it is and `settle` tries again.
//!
//! ## Invariants
//! * `deposits_are_there`: the account has what is left in the channels; none is overdrawn.
//! * `channels_are_counted`: each party has as many that are not closed as is told.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod channels;
#[cfg(test)]
mod mock;
mod money;
mod queries;
pub mod runtime_api;
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
	Amount, AssetId, Authorized, ChannelId, Deadlines, Moment, Organizations, Party, Persons,
	Signatory,
};
use frame_support::{
	traits::{
		fungibles::{Inspect, Mutate},
		Get, Time,
	},
	PalletId,
};
use sp_core::{crypto::AccountId32, H256};
use sp_runtime::MultiSignature;

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account `amount` of a settlement asset, beside what it has to keep.
	fn endow(account: &AccountId, amount: Amount) -> AssetId;
}

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
		/// A person, or an operator who may move the money of an organization in good standing.
		type PayerOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<SignatoryOf<Self>>>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The persons.
		type Persons: Persons<Self::AccountId>;

		/// The settlement assets.
		type Assets: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>
			+ Mutate<Self::AccountId>;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// Whose account the money lies on.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The shortest window, in milliseconds.
		#[pallet::constant]
		type MinWindow: Get<Moment>;

		/// The longest window, in milliseconds.
		#[pallet::constant]
		type MaxWindow: Get<Moment>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// The id of the next channel.
	#[pallet::storage]
	pub type NextChannelId<T: Config> = StorageValue<_, ChannelId, ValueQuery>;

	/// Every channel that there ever was.
	#[pallet::storage]
	pub type Channels<T: Config> = StorageMap<_, Twox64Concat, ChannelId, Channel>;

	/// The channels of a party, on either side.
	#[pallet::storage]
	pub type ChannelsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, ChannelId, ()>;

	/// How many channels of a party are not closed.
	#[pallet::storage]
	pub type OpenChannels<T: Config> = StorageMap<_, Twox64Concat, Party, u32, ValueQuery>;

	#[pallet::error]
	pub enum Error<T> {
		/// No channel has this id.
		NotFound,
		/// The signer is no side of the channel, or not this one.
		NotAuthorized,
		/// No organization in good standing or person has this id.
		UnknownParty,
		/// Nobody pays itself.
		OwnChannel,
		/// A deposit is not zero.
		ZeroAmount,
		/// The window is too short or too long.
		InvalidWindow,
		/// The channel is closed, or its window is over.
		Closed,
		/// The channel is being closed already.
		AlreadyClosing,
		/// The window is not over.
		TooEarly,
		/// The signer of the channel did not sign this voucher for this channel, asset and chain.
		InvalidVoucher,
		/// The voucher's time is over.
		Expired,
		/// As much was claimed already.
		OlderVoucher,
		/// The voucher promises more than the deposit.
		BeyondDeposit,
		/// A side has channels that are not closed.
		OpenChannels,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A channel was opened.
		Opened {
			/// The channel.
			channel: ChannelId,
			/// As it is.
			details: Channel,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A deposit is larger.
		ToppedUp {
			/// The channel.
			channel: ChannelId,
			/// By how much.
			amount: Amount,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A voucher was claimed.
		Claimed {
			/// The channel.
			channel: ChannelId,
			/// What was paid.
			amount: Amount,
			/// All that was claimed.
			claimed: Amount,
		},
		/// The payer closes the channel.
		Closing {
			/// The channel.
			channel: ChannelId,
			/// Until when vouchers can be claimed, in UTC milliseconds.
			until: Moment,
		},
		/// A channel was closed.
		Closed {
			/// The channel.
			channel: ChannelId,
			/// What went back to the payer.
			returned: Amount,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MinWindow::get() <= T::MaxWindow::get(), "no window would do");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Puts money aside for a payee.
		#[pallet::call_index(0)]
		pub fn open(
			origin: OriginFor<T>,
			payee: Party,
			asset: AssetId,
			deposit: Amount,
			signer: AccountId32,
			window: Moment,
		) -> DispatchResult {
			let by = T::PayerOrigin::ensure_origin(origin)??;
			Self::do_open(by, payee, asset, deposit, signer, window)
		}

		/// Puts more money aside.
		#[pallet::call_index(1)]
		pub fn top_up(origin: OriginFor<T>, channel: ChannelId, amount: Amount) -> DispatchResult {
			let by = T::PayerOrigin::ensure_origin(origin)??;
			Self::do_top_up(by, channel, amount)
		}

		/// Has the payee paid what a voucher promises.
		#[pallet::call_index(2)]
		pub fn claim(
			origin: OriginFor<T>,
			voucher: Voucher,
			signature: MultiSignature,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(voucher, &signature)
		}

		/// Closes a channel: as its payee now, as its payer when the window is over.
		#[pallet::call_index(3)]
		pub fn close(origin: OriginFor<T>, channel: ChannelId) -> DispatchResult {
			let by = T::PayerOrigin::ensure_origin(origin)??;
			Self::do_close(by, channel)
		}

		/// Gives the rest of a channel back whose window is over.
		#[pallet::call_index(4)]
		pub fn settle(origin: OriginFor<T>, channel: ChannelId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle(channel)
		}
	}
}
