// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An authority registered a license type, in version 1.
		TypeRegistered {
			/// Who did, and for which authority.
			actor: ActorOf<T>,
			/// The type.
			type_code: TypeCode,
			/// Where licenses of it are issued.
			jurisdiction: Division,
			/// What it says.
			form: Form,
		},
		/// An authority added a version to its type.
		TypeAmended {
			/// Who did, and for which authority.
			actor: ActorOf<T>,
			/// The type.
			type_code: TypeCode,
			/// The number of the version.
			version: u32,
			/// What it says.
			form: Form,
		},
		/// An authority retired its type.
		TypeRetired {
			/// Who did, and for which authority.
			actor: ActorOf<T>,
			/// The type.
			type_code: TypeCode,
		},
		/// An authority had another organization issue licenses of its type, or somewhere else than
		/// before.
		IssuerAppointed {
			/// Who did, and for which authority.
			actor: ActorOf<T>,
			/// The type.
			type_code: TypeCode,
			/// The issuer.
			organization: OrganizationId,
			/// Where it issues.
			jurisdiction: Division,
		},
		/// An organization no longer issues licenses of another one's type.
		IssuerDismissed {
			/// Who did so, and for which authority.
			actor: ActorOf<T>,
			/// The type.
			type_code: TypeCode,
			/// The former issuer.
			organization: OrganizationId,
		},
		/// An organization recognizes a type, under these conditions from now on.
		Recognized {
			/// Who said so, and for which organization.
			actor: ActorOf<T>,
			/// The type.
			type_code: TypeCode,
			/// The conditions.
			conditions: Conditions,
		},
		/// An organization no longer recognizes a type.
		RecognitionWithdrawn {
			/// Who said so, and for which organization.
			actor: ActorOf<T>,
			/// The type.
			type_code: TypeCode,
		},
		/// A license was issued.
		Issued {
			/// Who did, and for which issuer.
			actor: ActorOf<T>,
			/// The license.
			license: LicenseId,
			/// Its identifier.
			number: LicenseNumber,
			/// How it came to be.
			operation: Operation,
			/// The version whose place it took.
			predecessor: Option<LicenseId>,
		},
		/// Something happened to a license. These events are the entries of its history, after the
		/// first, which is `Issued`.
		Changed {
			/// The license.
			license: LicenseId,
			/// The number of the entry in its history.
			index: u32,
			/// The entry.
			entry: EntryOf<T>,
		},
		/// An organization asked a holder for its consent.
		ConsentRequested {
			/// Who did, and for which organization.
			by: SignatoryOf<T>,
			/// The request.
			consent: ConsentId,
			/// The license.
			license: LicenseId,
			/// To what.
			terms: Terms,
		},
		/// A holder consented.
		ConsentGiven {
			/// Who did, and for which holder.
			by: SignatoryOf<T>,
			/// The consent.
			consent: ConsentId,
			/// The license.
			license: LicenseId,
			/// Who may use it.
			organization: OrganizationId,
			/// To what.
			terms: Terms,
		},
		/// A holder refused what an organization asked for.
		ConsentRefused {
			/// Who did, and for which holder.
			by: SignatoryOf<T>,
			/// The request.
			consent: ConsentId,
		},
		/// A consent, or a request for one, was withdrawn.
		ConsentWithdrawn {
			/// Who did: the holder, or the organization.
			by: SignatoryOf<T>,
			/// The consent.
			consent: ConsentId,
		},
		/// An organization used a license. These events are the entries of the certificate's log of
		/// uses.
		Used {
			/// The certificate.
			certificate: LicenseId,
			/// The number of the entry in the log, from 0.
			index: u64,
			/// The entry.
			entry: UseOf<T>,
		},
	}
}
