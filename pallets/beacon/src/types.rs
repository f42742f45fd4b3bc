// SPDX-License-Identifier: Apache-2.0

//! Types that know no `Config`.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use covenant_primitives::Round;
use frame_support::{
	traits::Get, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, WeakBoundedVec,
};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// What distinguishes seeds from all other hashes.
pub const DOMAIN: [u8; 8] = *b"cov/bcon";

/// The VRF output that comes with each block.
pub trait AuthorOutput<ValidatorId> {
	/// The validator that authors the present block, and the block's VRF output. Asked for once a
	/// block, in `on_finalize`, after consensus has had its own.
	///
	/// `None` for a block without an output, or of an author that is not known. What is left in
	/// storage from an earlier block must not be answered: everybody has known it since then, and
	/// so it could be reckoned with when a seed was asked for.
	///
	/// The author is to be looked up in the set to which this block belongs: in a block that changes
	/// the set, that is the new one.
	fn output() -> Option<(ValidatorId, H256)>;

	/// How many validators there are at the present block, in the same set, disabled ones included.
	fn validators() -> u32;

	/// From now on in this block there are `validators` validators, and `output` is of one of them.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(validators: u32);
}

/// How many of so many validators make a round: one more than may fail in Byzantine agreement.
pub fn threshold(validators: u32) -> u32 {
	(validators.saturating_sub(1) / 3).saturating_add(1)
}

/// The [`threshold`] of `MaxValidators`: no round has more contributions.
pub struct MostContributions<MaxValidators>(PhantomData<MaxValidators>);

impl<MaxValidators: Get<u32>> Get<u32> for MostContributions<MaxValidators> {
	fn get() -> u32 {
		threshold(MaxValidators::get())
	}
}

/// The first output of a validator in a round.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Contribution<ValidatorId> {
	/// The author of the block.
	pub validator: ValidatorId,
	/// Its VRF output.
	pub output: H256,
}

/// The round that is going on.
#[derive(
	CloneNoBound, PartialEqNoBound, EqNoBound, DebugNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(MaxValidators))]
#[codec(mel_bound(ValidatorId: MaxEncodedLen, MaxValidators: Get<u32>))]
pub struct InProgress<ValidatorId, MaxValidators>
where
	ValidatorId: Clone + PartialEq + Eq + core::fmt::Debug,
	MaxValidators: Get<u32>,
{
	/// Its number.
	pub number: Round,
	/// Its first block.
	pub first: u32,
	/// What was contributed so far, in the order of the blocks.
	///
	/// Weakly bounded: were it undecodable after an upgrade that lowers the bound, rounds would start
	/// over from 0.
	pub contributions: WeakBoundedVec<Contribution<ValidatorId>, MostContributions<MaxValidators>>,
	/// Whether it was asked for.
	pub asked: bool,
	/// Whether the next one is asked for.
	pub asked_next: bool,
}

impl<ValidatorId, MaxValidators> InProgress<ValidatorId, MaxValidators>
where
	ValidatorId: Clone + PartialEq + Eq + core::fmt::Debug,
	MaxValidators: Get<u32>,
{
	/// The very first round, if the first block is `first`.
	pub fn zeroth(first: u32) -> Self {
		Self {
			number: 0,
			first,
			contributions: Default::default(),
			asked: false,
			asked_next: false,
		}
	}

	/// The round after this one, if `last` is the last block of this one.
	pub fn next(&self, last: u32) -> Self {
		Self {
			number: self.number.saturating_add(1),
			first: last.saturating_add(1),
			contributions: Default::default(),
			asked: self.asked_next,
			asked_next: false,
		}
	}

	/// Adds an output, if it is the first of `validator`; whether it is.
	pub fn contribute(&mut self, validator: ValidatorId, output: H256) -> bool {
		let known = self.contributions.iter().any(|earlier| earlier.validator == validator);
		!known && self.contributions.try_push(Contribution { validator, output }).is_ok()
	}

	/// How many have contributed.
	pub fn contributed(&self) -> u32 {
		u32::try_from(self.contributions.len()).unwrap_or(u32::MAX)
	}

	/// How many contributions make the round, if there are `validators`.
	pub fn needed(validators: u32) -> u32 {
		threshold(validators.min(MaxValidators::get()))
	}

	/// The seed, if the round is over: BLAKE2b-256 of [`DOMAIN`], the number of the round (8 bytes,
	/// little endian), the number of contributions (compact), and their outputs (32 bytes each).
	pub fn seed(&self) -> H256 {
		let outputs: Vec<_> =
			self.contributions.iter().map(|contribution| contribution.output).collect();
		BlakeTwo256::hash_of(&(DOMAIN, self.number, outputs))
	}
}

/// The seed of a round that is over.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Seed {
	/// The seed.
	pub seed: H256,
	/// The first block of the round.
	pub first: u32,
	/// The last block of the round.
	pub last: u32,
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::DecodeAll;
	use frame_support::traits::ConstU32;

	#[test]
	fn the_threshold_is_one_more_than_may_fail() {
		let of = [(0, 1), (1, 1), (2, 1), (3, 1), (4, 2), (6, 2), (7, 3), (10, 4), (100, 34)];
		for (validators, expected) in of {
			assert_eq!(threshold(validators), expected, "of {validators}");
		}
		assert_eq!(threshold(u32::MAX), u32::MAX / 3);
		for validators in 1..1_000 {
			// `validators` agree in spite of `threshold - 1` of them, and of no more.
			assert!(3 * (threshold(validators) - 1) < validators);
			assert!(3 * threshold(validators) >= validators);
		}
	}

	#[test]
	fn contributions_survive_a_lower_bound() {
		let mut round = InProgress::<u8, ConstU32<10>>::zeroth(1);
		for validator in 0..3 {
			assert!(round.contribute(validator, H256::repeat_byte(validator)));
		}
		let mut lowered =
			InProgress::<u8, ConstU32<4>>::decode_all(&mut round.encode().as_slice()).unwrap();
		assert_eq!(lowered.contributed(), 3);
		assert!(!lowered.contribute(3, H256::zero()));
		assert!(lowered.contributed() >= InProgress::<u8, ConstU32<4>>::needed(10));
	}

	#[test]
	fn numbers_do_not_wrap() {
		let mut round = InProgress::<u8, ConstU32<1>>::zeroth(u32::MAX);
		round.number = Round::MAX;
		let next = round.next(u32::MAX);
		assert_eq!((next.number, next.first), (Round::MAX, u32::MAX));
	}
}
