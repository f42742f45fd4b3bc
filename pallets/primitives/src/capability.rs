// SPDX-License-Identifier: Apache-2.0

//! What an organization may do, and which part of that an operator may do for it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedBTreeSet};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What an organization may do. Those that are not inherent are granted by the council, one by one.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Capability {
	/// Move the organization's own money and act for its account. Every organization has it.
	#[codec(index = 0)]
	Treasury,
	/// Add and remove the organization's members. Every organization has it.
	#[codec(index = 1)]
	ManageMembers,
	/// Enroll persons after identifying them, and recover their accounts.
	#[codec(index = 2)]
	IdentifyPersons,
	/// Run a validator.
	#[codec(index = 3)]
	ValidateBlocks,
	/// Issue a settlement asset: a bank.
	#[codec(index = 4)]
	IssueMoney,
	/// Issue licenses and certificates.
	#[codec(index = 5)]
	IssueLicenses,
	/// Issue academic credits.
	#[codec(index = 6)]
	IssueCredits,
	/// Run a power market.
	#[codec(index = 7)]
	OperateMarket,
	/// Register and operate meters.
	#[codec(index = 8)]
	OperateMeters,
	/// Decide disputes between others.
	#[codec(index = 9)]
	Arbitrate,
	/// Read what its subjects opened to auditors.
	#[codec(index = 10)]
	Audit,
	/// Notarize evidence.
	#[codec(index = 11)]
	Notarize,
	/// Register the organization's data, answer requests for it, and use what others granted. Every
	/// organization has it.
	#[codec(index = 12)]
	ShareData,
}

impl Capability {
	/// Every capability, in the order of their codec indices.
	pub const ALL: [Self; 13] = [
		Self::Treasury,
		Self::ManageMembers,
		Self::IdentifyPersons,
		Self::ValidateBlocks,
		Self::IssueMoney,
		Self::IssueLicenses,
		Self::IssueCredits,
		Self::OperateMarket,
		Self::OperateMeters,
		Self::Arbitrate,
		Self::Audit,
		Self::Notarize,
		Self::ShareData,
	];

	/// Whether every organization has it without a grant, for its own affairs.
	pub const fn is_inherent(self) -> bool {
		matches!(self, Self::Treasury | Self::ManageMembers | Self::ShareData)
	}
}

/// A set of capabilities. It has room for capabilities that later versions add.
pub type Capabilities = BoundedBTreeSet<Capability, ConstU32<32>>;

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn all_lists_every_codec_index_once() {
		for (index, capability) in Capability::ALL.iter().enumerate() {
			assert_eq!(usize::from(capability.encode()[0]), index);
		}
		assert!(Capability::decode(&mut &[13_u8][..]).is_err(), "ALL is incomplete");
	}
}
