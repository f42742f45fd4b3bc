// SPDX-License-Identifier: Apache-2.0

//! Identifiers, counted up from 0 and never used again.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::Incrementable;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

macro_rules! id {
	($(#[$doc:meta])* $name:ident($inner:ty)) => {
		$(#[$doc])*
		#[derive(
			Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug, Encode, Decode,
			DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
		)]
		pub struct $name(pub $inner);

		impl Incrementable for $name {
			fn increment(&self) -> Option<Self> {
				self.0.checked_add(1).map(Self)
			}

			fn initial_value() -> Option<Self> {
				Some(Self(0))
			}
		}
	};
}

id! {
	/// An organization: a legal body that the council admitted.
	OrganizationId(u32)
}

id! {
	/// A person: a citizen, employee or student whom an organization enrolled.
	PersonId(u64)
}

id! {
	/// A sealed object: encrypted content off chain, pinned on chain.
	ObjectId(u64)
}

id! {
	/// A request for the key to a sealed object, and the grant that may come of it.
	RequestId(u64)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ids_do_not_wrap() {
		assert_eq!(OrganizationId(7).increment(), Some(OrganizationId(8)));
		assert_eq!(OrganizationId(u32::MAX).increment(), None);
	}
}
