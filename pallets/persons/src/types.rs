// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use covenant_primitives::{Actor, Moment, OrganizationId, PersonId, Unit};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// What a member is in an organization, as UTF-8 text or as a code: `teacher`, `student`.
pub type Role = BoundedVec<u8, ConstU32<64>>;

/// Whether a person is enrolled.
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
pub enum PersonStatus {
	/// An account signs for the person.
	#[codec(index = 0)]
	Enrolled,
	/// No account does anymore. Nothing leads back from here.
	#[codec(index = 1)]
	Released {
		/// When the person was released.
		at: Moment,
	},
}

/// A person. The record outlives the person's release, so that what was recorded under its id can
/// always be explained.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Person<AccountId> {
	/// The account that signs for the person, or the last one that did.
	pub account: AccountId,
	/// The salted hash by which the person is known.
	pub commitment: H256,
	/// The organization that is responsible for the enrollment now.
	pub enrolled_by: OrganizationId,
	/// When the person was enrolled.
	pub enrolled_at: Moment,
	/// The organization that the person lets take over the responsibility.
	pub transfer_to: Option<OrganizationId>,
	/// How many memberships and offers of one the person has.
	pub memberships: u32,
	/// The nonce of its account, if that was there before it signed for the person.
	pub prior_nonce: Option<u64>,
	/// Whether the person is enrolled.
	pub status: PersonStatus,
}

impl<AccountId> Person<AccountId> {
	/// Whether an account signs for the person.
	pub fn is_enrolled(&self) -> bool {
		self.status == PersonStatus::Enrolled
	}
}

/// What an organization offers a person: where, as what and for how long.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms {
	/// The part of the organization.
	pub unit: Unit,
	/// What the member is there.
	pub role: Role,
	/// When the membership begins; it may lie in the past.
	pub from: Moment,
	/// When the membership ends, itself excluded; `None` for an open end.
	pub until: Option<Moment>,
}

impl Terms {
	/// Whether the period lasts at all and has not ended at `now`.
	pub fn is_valid(&self, now: Moment) -> bool {
		self.until.is_none_or(|until| self.from < until) && !self.has_ended(now)
	}

	/// Whether the period is over at `now`.
	pub fn has_ended(&self, now: Moment) -> bool {
		self.until.is_some_and(|until| until <= now)
	}
}

/// Whether the person agreed to a membership.
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
pub enum MembershipStatus {
	/// The organization offered it.
	#[codec(index = 0)]
	Offered,
	/// The person accepted it.
	#[codec(index = 1)]
	Accepted,
}

/// A person's membership of an organization.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Membership<AccountId> {
	/// Where, as what and for how long.
	pub terms: Terms,
	/// Whether the person agreed.
	pub status: MembershipStatus,
	/// The operator who offered it.
	pub added_by: AccountId,
}

/// What a membership is worth at a moment.
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
pub enum MembershipStanding {
	/// The person has not accepted it.
	#[codec(index = 0)]
	Offered,
	/// It is accepted and has not begun.
	#[codec(index = 1)]
	NotYet,
	/// It is accepted, has begun and has not ended.
	#[codec(index = 2)]
	InForce,
	/// Its period is over; its record goes within minutes.
	#[codec(index = 3)]
	Ended,
}

impl<AccountId> Membership<AccountId> {
	/// What the membership is worth at `now`.
	pub fn standing(&self, now: Moment) -> MembershipStanding {
		match self.status {
			_ if self.terms.has_ended(now) => MembershipStanding::Ended,
			MembershipStatus::Offered => MembershipStanding::Offered,
			MembershipStatus::Accepted if now < self.terms.from => MembershipStanding::NotYet,
			MembershipStatus::Accepted => MembershipStanding::InForce,
		}
	}
}

/// A recovery that waits for objections.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Recovery<AccountId> {
	/// The account that will sign for the person.
	pub new_account: AccountId,
	/// Who requested it.
	pub requested_by: Actor<AccountId>,
	/// When it completes.
	pub due: Moment,
}

/// An account that signed for a person, no longer does, and may still move what it owns.
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
)]
pub struct ReleasedAccount {
	/// The last person it signed for.
	pub person: PersonId,
	/// When that ended.
	pub since: Moment,
	/// Whether what it owns is known to be the person's.
	pub own: bool,
}

/// What an account is to this pallet.
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
pub enum PersonStanding {
	/// It signs for a person.
	#[codec(index = 0)]
	Enrolled(PersonId),
	/// It signed for one and may still move what it owns.
	#[codec(index = 1)]
	Released,
}

/// What happens by itself when chain time passes.
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
#[serde(rename_all = "camelCase")]
pub enum Task {
	/// The time to object to a recovery is over.
	#[codec(index = 0)]
	RecoveryDue(PersonId),
	/// A membership's period is over.
	#[codec(index = 1)]
	MembershipEnds {
		/// The member.
		person: PersonId,
		/// The organization it is a member of.
		organization: OrganizationId,
	},
}

#[cfg(test)]
mod tests {
	use super::*;

	fn membership(from: Moment, until: Option<Moment>) -> Membership<u64> {
		Membership {
			terms: Terms { unit: Unit::default(), role: Role::default(), from, until },
			status: MembershipStatus::Accepted,
			added_by: 0,
		}
	}

	#[test]
	fn a_period_includes_its_beginning_and_excludes_its_end() {
		let membership = membership(10, Some(20));
		for (now, standing) in [
			(9, MembershipStanding::NotYet),
			(10, MembershipStanding::InForce),
			(19, MembershipStanding::InForce),
			(20, MembershipStanding::Ended),
			(Moment::MAX, MembershipStanding::Ended),
		] {
			assert_eq!(membership.standing(now), standing, "at {now}");
		}
	}

	#[test]
	fn an_open_end_never_comes() {
		assert_eq!(membership(0, None).standing(Moment::MAX), MembershipStanding::InForce);
	}

	#[test]
	fn an_offer_is_no_membership_and_ends_too() {
		let offer = Membership { status: MembershipStatus::Offered, ..membership(10, Some(20)) };
		assert_eq!(offer.standing(15), MembershipStanding::Offered);
		assert_eq!(offer.standing(20), MembershipStanding::Ended);
	}

	#[test]
	fn a_period_must_last_and_not_be_over() {
		for (from, until, now, valid) in [
			(10, None, 100, true),
			(10, Some(11), 10, true),
			(10, Some(10), 5, false),
			(10, Some(9), 5, false),
			(10, Some(20), 19, true),
			(10, Some(20), 20, false),
			(0, Some(0), 0, false),
			(Moment::MAX, Some(Moment::MAX), 0, false),
		] {
			let terms = membership(from, until).terms;
			assert_eq!(terms.is_valid(now), valid, "{from}..{until:?} at {now}");
		}
	}
}
