// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask about licenses.

use crate::{LicenseId, Party, TypeCode};
use frame_support::weights::Weight;
use sp_runtime::DispatchResult;

/// Says whether somebody holds a license.
pub trait Licenses {
	/// Refuses, with the reason, unless `party` speaks for the holder of `license`, which is of type
	/// `type_code` and valid now.
	fn ensure_held(party: Party, license: LicenseId, type_code: TypeCode) -> DispatchResult;

	/// The most that [`Self::ensure_held`] may use.
	fn weight() -> Weight;

	/// Gives `party` a valid license.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(party: Party) -> (LicenseId, TypeCode);
}
