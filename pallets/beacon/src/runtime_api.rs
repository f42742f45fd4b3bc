// SPDX-License-Identifier: Apache-2.0

//! Queries about rounds and their seeds.

use codec::{Decode, Encode};
use covenant_primitives::Round;
use scale_info::TypeInfo;
use sp_core::H256;

/// The round that is going on after the queried block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[cfg_attr(
	feature = "std",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub struct RoundInfo {
	/// Its number, from 0. What is asked for now gets the seed of the next one.
	pub number: Round,
	/// Its first block, which may be the one after the queried block.
	pub first: u32,
	/// How many validators have contributed so far.
	pub contributed: u32,
	/// How many make the round, with the present number of validators.
	pub needed: u32,
}

/// The seed of a round that was asked for, and the blocks from which it can be recomputed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[cfg_attr(
	feature = "std",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub struct SeedInfo {
	/// The seed.
	pub seed: H256,
	/// The first block of the round.
	pub first: u32,
	/// The last block of the round. Once it is final, so is the seed.
	pub last: u32,
}

sp_api::decl_runtime_apis! {
	/// The randomness beacon: rounds and their seeds.
	pub trait BeaconApi {
		/// The round that is going on.
		fn current() -> RoundInfo;

		/// The seed of `round`; `None` if it is not over or was not asked for.
		fn seed(round: Round) -> Option<SeedInfo>;
	}
}
