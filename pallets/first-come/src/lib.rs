// SPDX-License-Identifier: Apache-2.0

//! # First come
//!
//! Some digests belong to whoever registers them first: the fingerprint of a data set, the hash of
//! an invoice. A digest cannot simply be sent: whoever sees the transaction waiting in the pool can
//! copy it and be included earlier. So a party first commits to the digest by a hash that hides it,
//! and opens the commitment some blocks later, through the pallet that keeps what the digest is of.
//! Who committed first wins, whoever opens first.
//!
//! Other pallets register through [`covenant_primitives::FirstCome`].
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | party | an organization or a person |
//! | digest | what is to be registered: 32 bytes, not all zero |
//! | domain | the kind of digest, 8 bytes. A digest may be registered once in each |
//! | commitment | BLAKE2b-256 of an [`Opening`](covenant_primitives::Opening): domain, digest, salt, party. It waits until it is opened or swept |
//! | salt | 16 random bytes, new for each commitment: without them a digest that can be guessed is not hidden |
//! | window | the [`Config::OpeningWindow`] blocks after its own in which a commitment can be opened |
//! | precedence | the place of a commitment among all there ever were, from 0. The lower one goes first |
//! | registration | to whom a digest belongs, and for which record of the pallet that registered it |
//! | provisional | of a registration: an earlier commitment may still be opened |
//! | settled | of a registration: none can be any more |
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `commit` | an enrolled person, or an operator with the capability that [`Config::PartyOrigin`] asks for | the commitment waits and has its precedence |
//! | `sweep` | anyone | a commitment whose window is over is gone |
//!
//! | function | who may | effect |
//! | --- | --- | --- |
//! | `register(opening, reference)` | a pallet of the runtime, for the party that signed | the commitment is gone, the digest registered; a later commitment's registration gives way and is returned |
//! | `release(domain, digest, reference)` | a pallet of the runtime, for what it registered | the digest may be registered anew |
//! | `registration`, `is_settled` | a pallet of the runtime | none |
//!
//! Nothing here moves money. `register` believes the party in the opening: the pallet that calls it
//! puts the signer's there, and its own domain. It keeps the reference of a registration that gave
//! way and does what its own rules say about such a record.
//!
//! ## Life cycle
//! ```text
//!            window over
//!          ┌── sweep ──▶ (none)
//!          │
//! commit ──┴─ register ──▶ provisional ── blocks ──▶ settled
//!                           │      │                   │
//!           an earlier one  │      └───── release ─────┴──▶ (none)
//!           is opened       ▼
//!                         gave way
//! ```
//! Of a commitment made in block `at`, `at + 1` is the first block in which it can be opened and
//! `at + OpeningWindow` the last. That last block is also the one up to which its registration is
//! provisional: whatever was committed earlier has its window over by then. A pallet that moves money
//! because of a registration waits for `is_settled`.
//!
//! A commitment that came too late for its digest waits on, counts for its party, and can be opened
//! if the digest is released within its window. Commitments outlive the standing of whoever made
//! them, and are swept like any other.
//!
//! ### Blocks, not clocks
//! The window is cryptographic and counts blocks. An outage stops it along with the chain. By the
//! clock it would lapse while no block could take the opening, whose digest the pool has already
//! shown to everybody.
//!
//! ## What is guaranteed, and what is not
//! - *Watching the pool wins nothing.* Whoever learned a digest from an opening commits after it, has
//!   the higher precedence, and gives way however early it opens. The party has to do two things:
//!   send the opening only when its commitment is final, and have it included within the window.
//!   The pallet refuses an opening in the commitment's own block, for an author could put a
//!   commitment of its own before both; that the block is final it cannot see. If the opening was out
//!   while a fork could still drop the commitment, another may be made before it on the other branch.
//! - *Copying a commitment wins nothing.* The party is inside the hash, so that nobody else can open
//!   it, and a hash waits only once. If a copy is included first, it counts among those of the
//!   copycat, and the victim's own `commit` is refused with
//!   [`AlreadyExists`](Error::AlreadyExists). The victim opens the copy all the same: its precedence
//!   is lower, and its window begins no later. If the victim finds that window over, it commits
//!   anew with another salt.
//! - *Settled is final.* A settled registration gives way to nothing, even if an upgrade made the
//!   window longer and so woke an earlier commitment; only the pallet that registered it can release
//!   it.
//! - *Not guaranteed against authors who censor.* As long as they keep a `commit` out, it has no
//!   precedence: the digest stays hidden, but whoever knows it from elsewhere can commit meanwhile.
//!   An opening that they all keep out until the window is over has shown its digest, and a later
//!   commitment wins for good. One author among those of the window who includes it is enough.
//! - *Not guaranteed before settlement.* Whoever committed earlier, for whatever reason it knew the
//!   digest, can let others open first and make them give way until the last block of its window.
//! - *Not said*: who made what the digest is of. First is who committed first, here.
//!
//! ## Invariants
//! - *Counted*: [`OpenCommitments`] is what counting [`Commitments`] by party yields, never zero and
//!   never above [`Config::MaxOpen`].
//! - *OneForEach*: no two commitments or registrations have the same precedence, and all are below
//!   [`NextPrecedence`].
//! - *InOrder*: of two commitments, the one of lower precedence was not made in a later block; none
//!   was made in a block to come.
//! - *NotZero*: no commitment and no digest is zero.
//!
//! An upgrade may change the window or [`Config::MaxOpen`] without a migration: windows of waiting
//! commitments end by the new length, those of registrations stay as they were. A lower `MaxOpen` is
//! met once parties have opened or swept what they have too many of.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod commitments;
mod errors;
mod events;
#[cfg(test)]
mod mock;
mod queries;
mod registrations;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{Commitment, Phase};
pub use weights::WeightInfo;

use covenant_primitives::{Authorized, Party, Registration, Signatory};
use frame_support::{pallet_macros::import_section, traits::Get};
use sp_core::H256;

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;

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

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who may commit: an enrolled person, or an operator with the capability that the runtime
		/// asks for.
		type PartyOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<SignatoryOf<Self>>>;

		/// For how many blocks after its own a commitment can be opened. From 1; an opening must be
		/// able to wait for the commitment's finality and then to be included, on a busy day too.
		#[pallet::constant]
		type OpeningWindow: Get<u32>;

		/// How many commitments of a party may wait at a time. From 1.
		#[pallet::constant]
		type MaxOpen: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;
	}

	/// The commitments that wait.
	#[pallet::storage]
	pub type Commitments<T: Config> = StorageMap<_, Blake2_128Concat, H256, Commitment>;

	/// How many commitments of a party wait.
	#[pallet::storage]
	pub type OpenCommitments<T: Config> = StorageMap<_, Twox64Concat, Party, u32, ValueQuery>;

	/// The precedence of the next commitment.
	#[pallet::storage]
	pub type NextPrecedence<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// To whom each digest of a domain belongs.
	#[pallet::storage]
	pub type Registrations<T: Config> =
		StorageDoubleMap<_, Twox64Concat, [u8; 8], Blake2_128Concat, H256, Registration>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::OpeningWindow::get() > 0, "no commitment could ever be opened");
			assert!(T::MaxOpen::get() > 0, "nobody could commit");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Makes `commitment`, which the signer's party can open from the next block on.
		#[pallet::call_index(0)]
		pub fn commit(origin: OriginFor<T>, commitment: H256) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_commit(by, commitment)
		}

		/// Removes a commitment whose window is over.
		#[pallet::call_index(1)]
		pub fn sweep(origin: OriginFor<T>, commitment: H256) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_sweep(commitment)
		}
	}
}
