// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No person has this id.
		NotFound,
		/// The person was released.
		Released,
		/// The account does not sign for an enrolled person.
		NotAPerson,
		/// Another organization is responsible for the person.
		NotAuthorized,
		/// The account signs for a person already.
		AlreadyEnrolled,
		/// The account has another role, such as an operator's.
		OtherRole,
		/// A recovery will have the account sign for another person.
		Reserved,
		/// The account owns something of a person who was recovered.
		FormerAccount,
		/// The account was there before it signed for the person, and has not signed since: what it
		/// owns may be somebody else's.
		NotItsOwn,
		/// The commitment is zero, which pins nobody.
		InvalidCommitment,
		/// The commitment is or was a person's.
		AlreadyExists,
		/// The batch names nobody.
		Empty,
		/// The organization may not be responsible for so many persons.
		TooManyPersons,
		/// No organization has this id.
		UnknownOrganization,
		/// The organization is responsible for the person already.
		AlreadyResponsible,
		/// The person did not consent, and its enroller can act.
		NotConsented,
		/// The account is not a released one.
		NotReleased,
		/// The account owns something, or something depends on it.
		AccountInUse,
		/// The organization is responsible for enrolled persons.
		PersonsRemain,
		/// The period is empty or over.
		InvalidPeriod,
		/// The person has a membership of the organization, or an offer of one.
		AlreadyMember,
		/// The person has too many memberships and offers of one.
		TooManyMemberships,
		/// The person has no membership of the organization, nor an offer of one.
		NotAMember,
		/// The person has not accepted the membership.
		NotAccepted,
		/// The person has accepted the membership already.
		AlreadyAccepted,
		/// The membership has not begun.
		NotYetInForce,
		/// The membership's period is over.
		Expired,
		/// The organization exists, so its memberships are not to be swept.
		OrganizationExists,
		/// A recovery of the person is pending.
		RecoveryPending,
		/// No recovery of the person is pending.
		NoRecovery,
		/// The enroller has lost its standing or its capability since it requested the recovery.
		EnrollerCannotAct,
		/// The task is not due.
		NotDue,
	}
}
