// SPDX-License-Identifier: Apache-2.0

//! # Beacon
//!
//! A draw needs a number that nobody knows when the draw is asked for and that nobody can choose.
//! What a transaction can compute, its sender can compute first, or throw away with the whole
//! transaction when it is bad; and the hash of a block is ground by the block's author. This pallet
//! makes seeds out of what authors cannot choose, the VRF outputs of their blocks. No single output
//! decides: a seed takes those of at least a third of the validators, more than may fail, so that as
//! long as fewer are in league, some part of it is unknown to them until it is on the chain.
//!
//! Other pallets ask and draw through [`covenant_primitives::Beacon`].
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | output | the VRF output that comes with a block: 32 bytes, fixed by its author's key, the epoch's randomness and the slot |
//! | threshold | how many validators make a round: ⌊(n − 1) / 3⌋ + 1 of `n`, one more than may fail in Byzantine agreement |
//! | round | the blocks from whose outputs a seed is made. Rounds follow one another without a gap, numbered from 0 |
//! | contribution | the first output of a validator in a round. Its later ones in the same round are ignored |
//! | seed | BLAKE2b-256 of the contributions of a round |
//! | asked for | of a round: some pallet waits for its seed, which is therefore kept |
//!
//! ## Who does what
//! | function | who may | effect |
//! | --- | --- | --- |
//! | `ask()` | a pallet of the runtime | the round after the current one is asked for; its number is returned. The second asking in a round changes nothing |
//! | `seed(round)`, `current()` | a pallet of the runtime, anyone by API | none |
//! | end of a block | the runtime | the block's output is contributed; the round may be over |
//!
//! There are no calls, not even for Root, and no errors.
//!
//! ## Life of a round
//! ```text
//!     round r                  round r + 1                    round r + 2
//! ├─ block ─ block ─ block ─┼─ block ─ … ─ block ──────────┼─ block ─ …
//!             │                contributions, one for each   │
//!             │                validator, up to the          │
//!             ask()            threshold                     seed(r + 1) is known
//!             └─▶ r + 1                            SeedMade ─┘
//!
//!             asked for     ┌─▶ the seed is kept, SeedMade
//! gathering ── over ────────┤
//!             not asked for └─▶ the contributions are dropped
//! ```
//! A round is over with the first block at whose end it has as many contributions as the threshold
//! of that block's `n`; the next one begins with the block that follows. Whoever asks in a block,
//! be it the first or the last of its round, gets the next round, all of whose outputs come with
//! later blocks. A block whose author or output is unknown contributes nothing, but may end a round:
//! that happens where the set of validators has shrunk. Contributions of those who left the set in
//! the middle of a round count; where the set has grown, more are needed.
//!
//! Validators beyond [`Config::MaxValidators`], were there any, do not raise the threshold, so that
//! contributions are bounded.
//!
//! ### How long it takes
//! If each block is by any of the `n` validators with the same probability, blocks from the asking
//! one to the one that ends the asked round, on average:
//!
//! | n | threshold | blocks of a round | asked in the last block of a round | in any | in the first |
//! | --- | --- | --- | --- | --- | --- |
//! | 1 to 3 | 1 | 1 | 1 | 1 | 1 |
//! | 4 | 2 | 2.3 | 2.3 | 3.1 | 3.7 |
//! | 7 | 3 | 3.6 | 3.6 | 5.0 | 6.1 |
//! | 10 | 4 | 4.8 | 4.8 | 6.8 | 8.6 |
//! | 100 | 34 | 41.3 | 41.3 | 61.6 | 81.6 |
//!
//! A round's blocks are those of a coupon collector, `Σ n / (n − i)` for `i` from 0 to before the
//! threshold. The seed is there at the end of the block, so that transactions and hooks before it
//! can use it one block later: for four validators in the fourth block after the asking one, give or
//! take. There is no upper limit. If fewer validators than the threshold make blocks, no round ends
//! until others are back; nothing is final then either.
//!
//! ## The seed, to be recomputed
//! BLAKE2b-256 of the SCALE encoding of `(`[`DOMAIN`]`, round, outputs)`: 8 bytes; the number of the
//! round, 8 bytes, little endian; the number of contributions, compact; their outputs, 32 bytes
//! each, in the order of their blocks.
//!
//! Kept are the seeds of rounds that were asked for, forever, each with the first and the last block
//! of its round. That is enough to recompute one from those blocks: the output of a block follows
//! from the VRF pre-output in its header, the author's key, the epoch's randomness, its index and the
//! slot, the way BABE defines it (context `BabeVRFInOutContext`), and whoever has the state finds
//! it there. Of the validators who author blocks from first to last, the first output of each
//! counts.
//!
//! ## Who could know or bias a seed, and by how much
//! - *Outputs are not chosen.* A validator has exactly one output for a slot, the same in a primary
//!   and in a secondary block and in each of two blocks if it equivocates. All it can do is to
//!   withhold its block and leave the slot empty, for everybody to see.
//! - *Own outputs are known early*: those for all slots of an epoch once its randomness is fixed,
//!   with the last primary block of the epoch two before it. Others' are known with their blocks. So
//!   whoever could fill a whole round can know its seed.
//! - *A coalition smaller than the threshold does not know the seed when asked*, nor can it by
//!   choosing when to ask: at least one contribution is by somebody else, with a block that is still
//!   to come. The threshold is that of the block that ends the round; whoever leaves the set during
//!   the round, and has contributed to it, still counts among the coalition. It takes that nobody has
//!   two ids: see [`Config::ValidatorId`].
//! - *A coalition as large as the threshold may know it*: if all of a round's blocks happen to be
//!   its own, or are made so by empty slots of others or a fork. It could also keep blocks from
//!   becoming final. Against it there is no fairness.
//! - *With one to three validators the threshold is 1.* Whoever makes a block knows the seed of the
//!   round that this block is. A single validator knows every seed beforehand, and there is no
//!   fairness against it; of two or three each knows, when it lets somebody ask, the seed that follows
//!   if the next slot is its own too. Four are the fewest for which the sentence on smaller
//!   coalitions says anything.
//! - *The last one sees the seed first.* The author of a block that would end a round can compute
//!   the seed, dislike it, and withhold the block. Then the next slot decides: another's, with a seed
//!   that nobody knew, or its own or an ally's, with a seed that it knows as well. Where `j`
//!   contributions are missing, all `m` slots in a row are a coalition's, and `j` of its members have
//!   not yet contributed, there are at most `m` choose `j` seeds (`m` of them for `j = 1`) to
//!   choose from, besides leaving it to others. One who wins a draw with probability `p` wins it with
//!   at most `1 − (1 − p)^(m + 1)` if one contribution is missing: one more try for each slot, each
//!   paid for with an empty one. Before the last contribution from outside is known, withholding is
//!   blind.
//! - *A fork is a try, too.* What is said here holds for one branch. On another, rounds have other
//!   blocks, outputs and seeds, and a request may stand in another block or be missing. As BABE follows
//!   the branch with more primary blocks, the author of a primary slot can replace secondary
//!   blocks before it that are not yet final, the end of a round among them, and have another seed;
//!   outputs of replaced blocks are not carried over. A seed stands once the last block of its round
//!   is final. Whoever acts on it outside the chain waits for that.
//! - *An author chooses who asks in its block.* It can leave a request out, and another includes it
//!   later, which moves it to a later round: from one unknown seed to another, since a round that
//!   is asked for begins after the asking block.
//! - *Keys can be chosen late.* Keys that are set in the last blocks of an epoch act in the epoch
//!   after the next, whose randomness whoever makes the last primary block can already compute. By
//!   trying keys, a validator can pick outputs and primary slots of its own to its taste. Nobody
//!   else's output is in its hands, and so all of the above holds; more primary slots are more
//!   slots in a row.
//!
//! Beyond that, seeds are as good as BABE's VRF and BLAKE2b.
//!
//! ## Invariants
//! - *OneEach*: no validator contributed twice to the current round.
//! - *Unfinished*: the current round has fewer contributions than [`Config::MaxValidators`]
//!   validators would need.
//! - *Past*: a seed that is kept is of a round before the current one.
//! - *InARow*: no round ends before it begins, none is without a block, and the one after begins
//!   with the next block. The current round does not begin later than that.
//!
//! An upgrade may change [`Config::MaxValidators`] without a migration. If that many validators would
//! not need more than what there is of contributions, the first block of the new runtime ends the
//! round, and its own output does not count; until then *Unfinished* does not hold. The pallet may be
//! added to a running chain: round 0 begins with its first block.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod queries;
mod rounds;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{
	threshold, AuthorOutput, Contribution, InProgress, MostContributions, Seed, DOMAIN,
};
pub use weights::WeightInfo;

/// The round that is going on, of the runtime `T`.
pub type InProgressOf<T> = InProgress<<T as Config>::ValidatorId, <T as Config>::MaxValidators>;

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{AuthorOutput, InProgressOf, Seed, WeightInfo};
	use covenant_primitives::Round;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// How validators are told apart. One of them must not have two ids within a round, even
		/// if it changes its keys or account with a new set: it would contribute twice, and with
		/// four validators fill a round alone.
		type ValidatorId: Parameter + MaxEncodedLen;

		/// Who authors the block, with which output, among how many.
		type Outputs: AuthorOutput<Self::ValidatorId>;

		/// The most validators that count. More do not raise the threshold. From 1.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Weights of the hook and of what other pallets ask.
		type WeightInfo: WeightInfo;
	}

	/// The round that is going on; none before the first block.
	#[pallet::storage]
	pub type Current<T: Config> = StorageValue<_, InProgressOf<T>>;

	/// The seeds of rounds that were asked for.
	#[pallet::storage]
	pub type Seeds<T: Config> = StorageMap<_, Twox64Concat, Round, Seed>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A round that was asked for is over with this block.
		SeedMade {
			/// The number of the round.
			round: Round,
			/// Its seed.
			seed: H256,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			// Of the end of the block, which cannot report it any more.
			T::WeightInfo::note_output()
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			Self::note_output();
		}

		fn integrity_test() {
			assert!(T::MaxValidators::get() > 0, "nobody could contribute");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
