// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A party committed to a digest.
		Committed {
			/// Who signed, and for which party.
			by: SignatoryOf<T>,
			/// The commitment.
			commitment: H256,
			/// Its place among all commitments there ever were. A registration that comes of it has
			/// the same.
			precedence: u64,
			/// The last block in which it can be opened. Its own is too early.
			until: u32,
		},
		/// A commitment was not opened in time and is gone.
		Swept {
			/// The commitment.
			commitment: H256,
			/// Who made it.
			party: Party,
		},
		/// A commitment was opened: a digest belongs to a party.
		Registered {
			/// The kind of digest.
			domain: [u8; 8],
			/// The digest.
			digest: H256,
			/// To whom it belongs, for which record, and until when that is provisional.
			registration: Registration,
		},
		/// An earlier commitment to the same digest was opened. The event of its registration follows.
		Displaced {
			/// The kind of digest.
			domain: [u8; 8],
			/// The digest.
			digest: H256,
			/// The registration that gave way.
			displaced: Registration,
		},
		/// A digest was given up and may be registered anew.
		Released {
			/// The kind of digest.
			domain: [u8; 8],
			/// The digest.
			digest: H256,
			/// The registration that there was.
			registration: Registration,
		},
	}
}
