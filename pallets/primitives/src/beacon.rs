// SPDX-License-Identifier: Apache-2.0

//! Randomness that nobody could know when it was asked for.

use sp_core::H256;

/// A stretch of blocks from whose authors' randomness a seed is made, counted from 0.
pub type Round = u64;

/// A randomness beacon: it makes a seed of each round, all of it from blocks of that round.
///
/// What is asked for in a block gets the seed of a round that begins with a later block. Ask in one
/// transaction and use the seed in a later block: what could be known in the transaction that asks
/// could also be thrown away there.
pub trait Beacon {
	/// The round whose seed decides what is asked for now. The seed will be kept.
	fn ask() -> Round;

	/// The seed of a round that was asked for; `None` until the round is over.
	fn seed(round: Round) -> Option<H256>;

	/// The round that is going on. All earlier ones are over.
	fn current() -> Round;

	/// Ends a round that was asked for, and returns it.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up() -> Round;
}
