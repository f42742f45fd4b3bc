// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A voucher was posted. What it says is in storage.
		Posted {
			/// The book.
			book: Book,
			/// The number of the voucher in it.
			number: u64,
		},
		/// Nothing more is posted to a month and all before it.
		Closed {
			/// Who closed it, and for which organization.
			by: ActorOf<T>,
			/// The book.
			book: Book,
			/// The month.
			period: Month,
		},
	}
}
