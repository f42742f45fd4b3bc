// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No organization on the chain has this id.
		NotFound,
		/// Another organization on the chain has this code.
		AlreadyExists,
		/// The code has a character that unified social credit codes do not have.
		InvalidUscc,
		/// The code's last character does not belong to the other 17.
		WrongCheckCharacter,
		/// The name is empty or not UTF-8.
		InvalidName,
		/// The call would change nothing.
		NoChange,
		/// Every organization has this capability: it is neither granted nor withdrawn.
		InherentCapability,
		/// The organization does not have the capability.
		CapabilityNotGranted,
		/// The organization has the capability, but this operator was not given it.
		CapabilityNotHeld,
		/// More capabilities than a set has room for.
		TooManyCapabilities,
		/// The organization is suspended.
		Suspended,
		/// The organization is in good standing.
		NotSuspended,
		/// The account is nobody's operator.
		NotOperator,
		/// The operator is not an administrator.
		NotAdministrator,
		/// The account is not an operator of this organization.
		OperatorNotFound,
		/// The account is an operator already, here or of another organization.
		AlreadyOperator,
		/// The operator is an administrator already.
		AlreadyAdministrator,
		/// The account has another role: it signs for a person.
		HasOtherRole,
		/// An organization's account cannot be an operator.
		OrganizationAccount,
		/// The organization has as many operators as its administrators may add.
		TooManyOperators,
		/// All seats are taken.
		TooManySeats,
		/// There is no id left for another organization.
		TooManyOrganizations,
		/// An organization needs an administrator.
		LastAdministrator,
		/// No other seat has a delegate: the council would be left without a member.
		LastDelegate,
		/// The organization has a seat already.
		AlreadySeated,
		/// The organization has no seat.
		NotSeated,
		/// An organization with a seat is removed, and its administrator appointed, by two thirds of the
		/// council.
		TwoThirdsRequired,
		/// Nobody may send this call from an organization's account.
		CallNotAllowed,
		/// Something on the chain still needs the account: a deposit, a hold, an asset.
		AccountInUse,
		/// The account is not waiting for its provider reference to be given back.
		NotRetained,
	}
}
