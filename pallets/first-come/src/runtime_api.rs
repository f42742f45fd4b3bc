// SPDX-License-Identifier: Apache-2.0

//! Queries about commitments and registrations.

use codec::{Decode, Encode};
use covenant_primitives::Party;
use scale_info::TypeInfo;
use sp_core::H256;

/// A commitment that waits.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[cfg_attr(
	feature = "std",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub struct CommitmentInfo {
	/// Who made it. Only the party in the hash can open it, which another may have copied.
	pub by: Party,
	/// Its place among all commitments there ever were, from 0.
	pub precedence: u64,
	/// The block that it was made in.
	pub at: u32,
	/// The last block in which it can be opened.
	pub until: u32,
	/// Whether that was before the queried block.
	pub expired: bool,
}

/// To whom a digest belongs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[cfg_attr(
	feature = "std",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub struct RegistrationInfo {
	/// Who registered it.
	pub party: Party,
	/// The id of what was registered, in the terms of the domain's pallet.
	pub reference: u64,
	/// The place of its commitment among all there ever were, from 0.
	pub precedence: u64,
	/// The last block in which an earlier commitment may be opened.
	pub provisional_until: u32,
	/// Whether that was before the queried block: the registration gives way to nothing any more.
	pub settled: bool,
}

sp_api::decl_runtime_apis! {
	/// Commitments that wait, and the digests that were registered by opening them.
	pub trait FirstComeApi {
		/// A commitment that waits; `None` if it was never made, was opened or swept.
		fn commitment(commitment: H256) -> Option<CommitmentInfo>;

		/// To whom `digest` belongs in `domain`.
		fn registration(domain: [u8; 8], digest: H256) -> Option<RegistrationInfo>;
	}
}
