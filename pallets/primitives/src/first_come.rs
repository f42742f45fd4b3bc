// SPDX-License-Identifier: Apache-2.0

//! Digests that belong to whoever committed to them first.
//!
//! A digest alone cannot be registered safely: whoever sees the transaction waiting could copy it
//! and be included earlier. So the registrant first commits, hiding the digest, and opens the
//! commitment some blocks later. Who committed first, wins, whoever opens first.

use crate::Party;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError,
};

/// Random bytes that make a commitment impossible to guess.
pub type Salt = [u8; 16];

/// What a commitment hides. The pallet that registers the digest puts its own `domain` in.
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
pub struct Opening {
	/// The kind of digest, written as pallet ids are: the same digest may be registered once in
	/// each domain.
	pub domain: [u8; 8],
	/// What is to be registered.
	pub digest: H256,
	/// What hides it until then.
	pub salt: Salt,
	/// For whom. A commitment that somebody copied serves this party still, and nobody else.
	pub party: Party,
}

impl Opening {
	/// The commitment: BLAKE2b-256 of the SCALE encoding of the four fields in their order.
	pub fn commitment(&self) -> H256 {
		BlakeTwo256::hash_of(self)
	}
}

/// To whom a digest belongs.
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
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
	/// Who registered it.
	pub party: Party,
	/// The id of what was registered, in the terms of the pallet that did.
	pub reference: u64,
	/// The place of its commitment among all there ever were.
	pub precedence: u64,
	/// The block up to which, itself included, an earlier commitment may still be opened.
	pub provisional_until: u32,
}

/// Registers digests in the order of their commitments.
pub trait FirstCome {
	/// Opens a commitment and registers its digest for `reference`. Returns the registration that
	/// had to give way, because its commitment was made later.
	fn register(opening: &Opening, reference: u64) -> Result<Option<Registration>, DispatchError>;

	/// The registration of a digest.
	fn registration(domain: [u8; 8], digest: H256) -> Option<Registration>;

	/// Gives a digest up: it may be registered anew. For `reference` only; returns whether it was
	/// registered for it.
	fn release(domain: [u8; 8], digest: H256, reference: u64) -> bool;

	/// Whether no earlier commitment can be opened for the registration any more.
	fn is_settled(registration: &Registration) -> bool;

	/// The most that [`Self::register`] may use.
	fn register_weight() -> Weight;

	/// Makes the commitment of `opening`, so that it can be opened now.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(opening: &Opening);
}
