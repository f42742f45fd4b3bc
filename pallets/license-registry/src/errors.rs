// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No type has this code.
		TypeNotFound,
		/// A type has this code already.
		TypeExists,
		/// The code does not begin with a unified social credit code, or is not written in 0-9 and
		/// A-Z.
		InvalidTypeCode,
		/// The name says nothing, or has control characters.
		InvalidName,
		/// There is no field, or two have the same name, or a name says nothing.
		InvalidFields,
		/// There could be no license: no holder is admitted, or the period is zero.
		InvalidRules,
		/// A division is written in 2, 4 or 6 digits without a pair 00, or in none.
		InvalidJurisdiction,
		/// That is outside the jurisdiction in question.
		OutsideJurisdiction,
		/// The type was retired.
		TypeRetired,
		/// The type is the organization's own.
		OwnType,
		/// The organization does not issue licenses of this type.
		NotAnIssuer,
		/// The signer's organization is not the one that may do this.
		NotAuthorized,
		/// An organization or person that is named is not on the chain.
		UnknownParty,
		/// The period is empty, over or too long, or not as this call takes it.
		InvalidPeriod,
		/// There is no version that the conditions cover.
		InvalidVersions,
		/// The organization does not recognize the type.
		NotRecognized,
		/// The batch is empty.
		Empty,
		/// The identifier is not written in the national form.
		InvalidNumber,
		/// The identifier's check character does not match.
		WrongCheckCharacter,
		/// Another license has this identifier.
		AlreadyIssued,
		/// The identifier is of another type.
		TypeMismatch,
		/// The identifier's version is not the next one, or not of the same certificate.
		WrongSequence,
		/// The license is not of the type's present version.
		StaleVersion,
		/// The root or the commitment is zero.
		InvalidContent,
		/// The type is not for such holders.
		InvalidHolder,
		/// Another party speaks for the holder of the former version.
		HolderMismatch,
		/// The base does not exist, has ended, or is not older than the certificate.
		InvalidBase,
		/// No license has this id.
		NotFound,
		/// The license, the request or the consent is not in a state that allows this.
		InvalidState,
		/// Another version took the license's place.
		Superseded,
		/// The license was not offered to the organization.
		NotOffered,
		/// It is so already.
		Unchanged,
		/// No consent has this id.
		ConsentNotFound,
		/// Only organizations use licenses of others.
		NotAnOrganization,
		/// The license is the organization's own.
		OwnLicense,
		/// No field is named, or one that there is not; or the period is empty or over; or no use is
		/// asked for.
		InvalidTerms,
		/// A request of the same organization for the same certificate is open.
		AlreadyRequested,
		/// The holder has not consented.
		NotGiven,
		/// The consent was withdrawn.
		ConsentWithdrawn,
		/// The consent's period has not begun.
		ConsentNotYetInForce,
		/// The consent's period is over.
		ConsentExpired,
		/// The consent was used as often as was consented to.
		UsedUp,
		/// Another party speaks for the holder since, and has not consented.
		HolderReplaced,
		/// Nobody speaks for the holder any more, nor could withdraw the consent.
		HolderGone,
		/// The certificate's present version has other fields than those that were consented to.
		FieldsChanged,
		/// The license's period has not begun.
		NotYetValid,
		/// The license's period is over.
		Expired,
		/// The license is withheld.
		Withheld,
		/// The license was canceled.
		Canceled,
		/// The license was revoked.
		Revoked,
		/// The organization, which issues licenses itself, does not recognize this one.
		Unrecognized,
		/// A license that this one stands on is not valid.
		BaseInvalid,
	}
}
