// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The declaration lists no day.
		Empty,
		/// No such date exists from 1970-01-01 to 9999-12-31.
		InvalidDate,
		/// The day is over.
		TooLate,
		/// The declaration lists a date twice.
		Duplicate,
	}
}
