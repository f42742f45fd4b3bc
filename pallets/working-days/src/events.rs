// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Days were declared, whether or not that changes them. Their last declaration holds.
		Declared {
			/// The days and what they are from now on, as they were listed.
			days: BoundedVec<(Date, DayKind), T::MaxChanges>,
		},
	}
}
