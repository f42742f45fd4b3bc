// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A party published an encryption key.
		KeyPublished {
			/// Who did, and for which party.
			by: SignatoryOf<T>,
			/// The number of the key among the party's, from 0.
			version: u32,
			/// The key.
			key: PublicKey,
		},
		/// An owner set a policy. It holds for requests that are made from now on.
		PolicySet {
			/// Who did, and for which party.
			by: SignatoryOf<T>,
			/// The number of the policy among the owner's.
			policy: u32,
			/// What it says.
			terms: Policy,
		},
		/// Something happened to an object. These events are the entries of its log.
		Logged {
			/// The object.
			object: ObjectId,
			/// The number of the entry in the object's log, from 0.
			index: u64,
			/// The entry.
			entry: EntryOf<T>,
		},
	}
}
