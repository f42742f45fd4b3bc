// SPDX-License-Identifier: Apache-2.0

//! What is recorded about organizations, their operators and their seats.

use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use covenant_primitives::{
	json, Capabilities, Capability, Moment, OrganizationId, OrganizationKind, Uscc,
};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// What an organization's operators may use together, and how many persons it may enroll.
///
/// Fee units are picoseconds of execution: one unit is one picosecond of reference time, and bytes
/// are charged at the runtime's `LengthToFee`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Quota {
	/// The burst: the most that can be used at once, in fee units.
	#[serde(with = "json::decimal")]
	pub max: u128,
	/// How much comes back with every block, in fee units.
	#[serde(with = "json::decimal")]
	pub recovery_per_block: u128,
	/// How many persons the organization may have enrolled at a time.
	pub persons: u32,
}

/// Why an organization is suspended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Ground {
	/// It broke the consortium's rules.
	#[codec(index = 0)]
	RuleBreach,
	/// Its keys are lost or in the wrong hands.
	#[codec(index = 1)]
	KeyCompromise,
	/// A court or an authority ordered it.
	#[codec(index = 2)]
	OfficialOrder,
	/// Its legal standing lapsed: dissolved, deregistered, or without its license.
	#[codec(index = 3)]
	LegalStandingLost,
	/// It asked for it.
	#[codec(index = 4)]
	OwnRequest,
	/// Anything else.
	#[codec(index = 5)]
	Other,
}

/// The reason of a suspension.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct SuspensionReason {
	/// The reason as a code.
	pub ground: Ground,
	/// A salted commitment to the document that states it.
	pub commitment: Option<H256>,
}

/// An organization's standing.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum Status {
	/// In good standing.
	#[codec(index = 0)]
	Active,
	/// Barred from everything that needs a capability.
	#[codec(index = 1)]
	Suspended {
		/// Chain time of the suspension, in UTC milliseconds.
		since: Moment,
		/// Why.
		reason: SuspensionReason,
	},
}

/// A legal body that the council admitted. Names are UTF-8 and at most `MaxName` bytes.
#[derive(
	CloneNoBound,
	PartialEqNoBound,
	EqNoBound,
	DebugNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(MaxName))]
#[codec(mel_bound())]
pub struct Organization<MaxName: Get<u32>> {
	/// Its name, as registered with the authority that issued its code.
	pub name: BoundedVec<u8, MaxName>,
	/// Its unified social credit code, which no other organization on the chain has.
	pub uscc: Uscc,
	/// What sort of legal body it is.
	pub kind: OrganizationKind,
	/// Its standing.
	pub status: Status,
	/// What the council granted. What every organization holds is not listed.
	pub capabilities: Capabilities,
	/// What its operators may use, and how many persons it may enroll.
	pub quota: Quota,
	/// Chain time of its admission in UTC milliseconds; 0 if it was there from genesis.
	pub admitted_at: Moment,
	/// How many operators it has, administrators included.
	pub operators: u32,
	/// How many of them are administrators; never 0.
	pub administrators: u32,
}

impl<MaxName: Get<u32>> Organization<MaxName> {
	/// Whether it is in good standing.
	pub fn is_active(&self) -> bool {
		self.status == Status::Active
	}

	/// Whether it has `capability`, granted or by its nature. Its standing is another question.
	pub fn holds(&self, capability: Capability) -> bool {
		capability.is_inherent() || self.capabilities.contains(&capability)
	}

	/// Everything that it has, in order.
	pub fn held(&self) -> BTreeSet<Capability> {
		Capability::ALL.into_iter().filter(|capability| self.holds(*capability)).collect()
	}
}

/// An account that acts for an organization.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Operator {
	/// The one organization that it acts for.
	pub organization: OrganizationId,
	/// Whether it adds, changes and removes operators and names the council delegate.
	pub administrator: bool,
	/// What its administrators gave it. It may use what its organization holds of that.
	pub capabilities: Capabilities,
}

impl Operator {
	/// What it may use now: what it was given and its organization still holds.
	pub fn effective<MaxName: Get<u32>>(
		&self,
		organization: &Organization<MaxName>,
	) -> Vec<Capability> {
		self.capabilities.iter().filter(|c| organization.holds(**c)).copied().collect()
	}
}

/// A seat in the council.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Seat<AccountId> {
	/// The operator who votes for the organization. A seat without one has no vote.
	pub delegate: Option<AccountId>,
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::traits::ConstU32;

	fn organization(capabilities: &[Capability]) -> Organization<ConstU32<16>> {
		Organization {
			name: Default::default(),
			uscc: "91110000600037341L".parse().unwrap(),
			kind: OrganizationKind::Bank,
			status: Status::Active,
			capabilities: BTreeSet::from_iter(capabilities.iter().copied()).try_into().unwrap(),
			quota: Quota::default(),
			admitted_at: 0,
			operators: 1,
			administrators: 1,
		}
	}

	#[test]
	fn inherent_capabilities_need_no_grant() {
		let bank = organization(&[Capability::IssueMoney]);
		assert!(bank.holds(Capability::Treasury));
		assert!(!bank.holds(Capability::Audit));
		assert_eq!(
			bank.held().into_iter().collect::<Vec<_>>(),
			[
				Capability::Treasury,
				Capability::ManageMembers,
				Capability::IssueMoney,
				Capability::ShareData
			]
		);
	}

	#[test]
	fn what_is_withdrawn_and_granted_again_comes_back_to_operators() {
		let operator = Operator {
			organization: OrganizationId(0),
			administrator: false,
			capabilities: BTreeSet::from([Capability::Treasury, Capability::IssueMoney])
				.try_into()
				.unwrap(),
		};
		assert_eq!(operator.effective(&organization(&[])), [Capability::Treasury]);
		assert_eq!(
			operator.effective(&organization(&[Capability::IssueMoney, Capability::Audit])),
			[Capability::Treasury, Capability::IssueMoney]
		);
	}

	#[test]
	fn status_and_quota_read_well_in_json() {
		let status = Status::Suspended {
			since: 5,
			reason: SuspensionReason { ground: Ground::OwnRequest, commitment: None },
		};
		assert_eq!(
			serde_json::to_string(&status).unwrap(),
			r#"{"state":"suspended","since":5,"reason":{"ground":"OwnRequest","commitment":null}}"#
		);
		let quota: Quota = serde_json::from_str(
			r#"{"max":"18446744073709551616","recoveryPerBlock":7,"persons":2}"#,
		)
		.unwrap();
		assert_eq!(quota, Quota { max: 1 << 64, recovery_per_block: 7, persons: 2 });
	}
}
