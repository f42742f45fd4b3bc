// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The commitment is zero, which is no hash of anything.
		InvalidCommitment,
		/// The commitment waits already, whoever made it: the party in it can open it. Or the digest
		/// is registered by an earlier commitment, or for good.
		AlreadyExists,
		/// Too many commitments of the party wait, those included whose window is over: sweep them.
		TooMany,
		/// No such commitment waits.
		NotFound,
		/// The commitment's window is not over.
		NotExpired,
		/// The digest is zero, which is no hash of anything.
		InvalidDigest,
		/// Nobody committed to this digest with this salt in this domain for this party, or the
		/// commitment was opened or swept.
		NotCommitted,
		/// The commitment was made in this very block.
		TooEarly,
		/// The commitment's window is over.
		Expired,
	}
}
