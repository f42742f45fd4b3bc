// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask about sealed data.

use crate::{json, stored, Moment, ObjectId, Party, RequestId};

stored! {
	/// An object's secret key, sealed to one party by HPKE (RFC 9180, base mode,
	/// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305): the encapsulated key of 32 bytes,
	/// the 32 bytes of the secret key encrypted, and the tag of 16 bytes.
	#[derive(Copy)]
	#[serde(transparent)]
	pub struct WrappedKey(#[serde(with = "json::hex")] pub [u8; 80]);
}

/// Describes sealed objects.
pub trait SealedObjects {
	/// Who owns an object that is not retired.
	fn owner(object: ObjectId) -> Option<Party>;

	/// Gives `owner` an object.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(owner: Party) -> ObjectId;
}

/// A request for the key to a sealed object that can still be granted, or was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access {
	/// The object.
	pub object: ObjectId,
	/// Who asks, or asked.
	pub requester: Party,
	/// For how long, in milliseconds.
	pub span: Moment,
	/// For how many uses.
	pub uses: u32,
	/// Whether the requester has the key to what the object holds now.
	pub granted: bool,
}

/// Describes the keys to sealed objects, and those that they are sealed to.
pub trait SealedKeys {
	/// A request that is open, or whose grant is in force.
	fn access(request: RequestId) -> Option<Access>;

	/// The number of the encryption key that a party uses.
	fn present_key(party: Party) -> Option<u32>;

	/// Whether a party used an encryption key at `since` or later.
	fn is_in_use(party: Party, key_version: u32, since: Moment) -> bool;

	/// Has `requester` be granted an object of `owner`, and gives it an encryption key.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up_grant(object: ObjectId, requester: Party) -> RequestId;
}
