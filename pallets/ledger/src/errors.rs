// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// Nothing was ever posted to the book.
		NotFound,
		/// Debits and credits differ.
		Unbalanced,
		/// The voucher has more lines than can be.
		TooManyLines,
		/// The month is closed.
		Closed,
		/// The month is not over.
		NotOver,
		/// The month has not begun, the book begins later, or it is more than a year ago.
		OutOfRange,
		/// The amount is zero.
		ZeroAmount,
		/// Both accounts are the same.
		SameAccount,
		/// Other records on the chain vouch for what was posted to the account.
		NotAdjustable,
		/// The account has not as much to give, at the end of the month or of one since.
		InsufficientBalance,
	}
}
