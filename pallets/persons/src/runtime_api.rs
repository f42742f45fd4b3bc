// SPDX-License-Identifier: Apache-2.0

//! What clients ask about persons. Each `persons_*` method of the JSON-RPC is an alias of one query.

use crate::*;
use codec::{Codec, Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A person.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonInfo<AccountId> {
	/// The id.
	pub id: PersonId,
	/// The account that signs for the person, or the last one that did.
	pub account: AccountId,
	/// The salted hash by which the person is known.
	pub commitment: H256,
	/// The organization that is responsible for the enrollment now.
	pub enrolled_by: OrganizationId,
	/// When the person was enrolled, in UTC milliseconds.
	pub enrolled_at: Moment,
	/// The organization that the person lets take over the responsibility.
	pub transfer_to: Option<OrganizationId>,
	/// How many memberships and offers of one the person has.
	pub memberships: u32,
	/// Whether the person is enrolled.
	pub status: PersonStatus,
}

/// A membership, or an offer of one.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipInfo<AccountId> {
	/// The member.
	pub person: PersonId,
	/// The organization it is a member of.
	pub organization: OrganizationId,
	/// The part of the organization.
	#[serde(with = "covenant_primitives::json::text")]
	pub unit: Unit,
	/// What the member is there.
	#[serde(with = "covenant_primitives::json::text")]
	pub role: Role,
	/// When it begins, in UTC milliseconds.
	pub from: Moment,
	/// When it ends, in UTC milliseconds, itself excluded; `None` for an open end.
	pub until: Option<Moment>,
	/// Whether the person agreed.
	pub status: MembershipStatus,
	/// What it is worth at the queried block's time, if the organization exists.
	pub standing: MembershipStanding,
	/// The operator who offered it.
	pub added_by: AccountId,
}

/// A pending recovery.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryInfo<AccountId> {
	/// The person.
	pub person: PersonId,
	/// The account that signs for the person, and can object.
	pub old_account: AccountId,
	/// The account that will sign for the person.
	pub new_account: AccountId,
	/// Who requested it.
	pub requested_by: Actor<AccountId>,
	/// When it completes, in UTC milliseconds.
	pub due: Moment,
}

/// How many persons an organization is responsible for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnrollmentInfo {
	/// How many there are.
	pub enrolled: u32,
	/// How many there may be.
	pub limit: u32,
}

sp_api::decl_runtime_apis! {
	/// Persons, their memberships and the recovery of their accounts.
	pub trait PersonsApi<AccountId> where AccountId: Codec {
		/// A person, enrolled or released.
		fn person(id: PersonId) -> Option<PersonInfo<AccountId>>;

		/// The enrolled person that an account signs for.
		fn person_by_account(account: AccountId) -> Option<PersonInfo<AccountId>>;

		/// The person behind a commitment, enrolled or released.
		fn person_by_commitment(commitment: H256) -> Option<PersonInfo<AccountId>>;

		/// What an account is here: a person's, a released one, or neither.
		fn standing(account: AccountId) -> Option<PersonStanding>;

		/// How many persons an organization is responsible for.
		fn enrollment(organization: OrganizationId) -> EnrollmentInfo;

		/// A person's membership of an organization, or the offer of one.
		fn membership(
			person: PersonId,
			organization: OrganizationId,
		) -> Option<MembershipInfo<AccountId>>;

		/// A person's memberships and offers, at most 100 a page.
		fn memberships(
			person: PersonId,
			cursor: Option<OrganizationId>,
			limit: u32,
		) -> Page<MembershipInfo<AccountId>, OrganizationId>;

		/// An organization's members and those it made an offer, at most 100 a page.
		fn members(
			organization: OrganizationId,
			cursor: Option<PersonId>,
			limit: u32,
		) -> Page<MembershipInfo<AccountId>, PersonId>;

		/// The pending recovery of a person.
		fn recovery(person: PersonId) -> Option<RecoveryInfo<AccountId>>;
	}
}

/// The answers to [`PersonsApi`].
impl<T: Config> Pallet<T> {
	/// See [`PersonsApi`].
	pub fn query_person(id: PersonId) -> Option<PersonInfo<T::AccountId>> {
		Persons::<T>::get(id).map(|record| PersonInfo {
			id,
			account: record.account,
			commitment: record.commitment,
			enrolled_by: record.enrolled_by,
			enrolled_at: record.enrolled_at,
			transfer_to: record.transfer_to,
			memberships: record.memberships,
			status: record.status,
		})
	}

	/// See [`PersonsApi`].
	pub fn query_person_by_account(account: &T::AccountId) -> Option<PersonInfo<T::AccountId>> {
		PersonByAccount::<T>::get(account).and_then(Self::query_person)
	}

	/// See [`PersonsApi`].
	pub fn query_person_by_commitment(commitment: H256) -> Option<PersonInfo<T::AccountId>> {
		PersonByCommitment::<T>::get(commitment).and_then(Self::query_person)
	}

	/// See [`PersonsApi`].
	pub fn query_enrollment(organization: OrganizationId) -> EnrollmentInfo {
		EnrollmentInfo {
			enrolled: EnrolledCount::<T>::get(organization),
			limit: T::Organizations::person_limit(organization),
		}
	}

	/// See [`PersonsApi`].
	pub fn query_membership(
		person: PersonId,
		organization: OrganizationId,
	) -> Option<MembershipInfo<T::AccountId>> {
		let membership = Memberships::<T>::get(person, organization)?;
		let standing = membership.standing(T::Time::now());
		let Membership { terms: Terms { unit, role, from, until }, status, added_by } = membership;
		Some(MembershipInfo {
			person,
			organization,
			unit,
			role,
			from,
			until,
			status,
			standing,
			added_by,
		})
	}

	/// See [`PersonsApi`].
	pub fn query_memberships(
		person: PersonId,
		cursor: Option<OrganizationId>,
		limit: u32,
	) -> Page<MembershipInfo<T::AccountId>, OrganizationId> {
		let organizations = match cursor {
			None => Memberships::<T>::iter_key_prefix(person),
			Some(last) => Memberships::<T>::iter_key_prefix_from(
				person,
				Memberships::<T>::hashed_key_for(person, last),
			),
		};
		Page::of(organizations, limit, |of| Self::query_membership(person, *of))
	}

	/// See [`PersonsApi`].
	pub fn query_members(
		organization: OrganizationId,
		cursor: Option<PersonId>,
		limit: u32,
	) -> Page<MembershipInfo<T::AccountId>, PersonId> {
		let persons = match cursor {
			None => MembersOf::<T>::iter_key_prefix(organization),
			Some(last) => MembersOf::<T>::iter_key_prefix_from(
				organization,
				MembersOf::<T>::hashed_key_for(organization, last),
			),
		};
		Page::of(persons, limit, |person| Self::query_membership(*person, organization))
	}

	/// See [`PersonsApi`].
	pub fn query_recovery(person: PersonId) -> Option<RecoveryInfo<T::AccountId>> {
		let Recovery { new_account, requested_by, due } = Recoveries::<T>::get(person)?;
		let old_account = Self::account_of(person)?;
		Some(RecoveryInfo { person, old_account, new_account, requested_by, due })
	}
}
