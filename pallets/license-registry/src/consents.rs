// SPDX-License-Identifier: Apache-2.0

//! Consents: asked for, given, refused, withdrawn.

use crate::*;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn consent(id: ConsentId) -> Result<Consent, DispatchError> {
		Consents::<T>::get(id).ok_or(Error::<T>::ConsentNotFound.into())
	}

	/// A license that can be consented to on such terms: in effect, and not ended.
	fn usable(id: LicenseId, terms: &Terms) -> Result<LicenseOf<T>, DispatchError> {
		let license = Self::present_license(id)?;
		ensure!(!license.has_ended(), Error::<T>::InvalidState);
		let version = TypeVersions::<T>::get(license.type_code(), license.type_version)
			.ok_or(Error::<T>::TypeNotFound)?;
		ensure!(
			terms.are_possible(version.form.field_count(), T::Time::now()),
			Error::<T>::InvalidTerms
		);
		Ok(license)
	}

	/// Writes a new consent, or a request for one.
	fn add(
		certificate: LicenseId,
		license: LicenseId,
		organization: OrganizationId,
		terms: Terms,
		status: ConsentStatus,
	) -> Result<ConsentId, DispatchError> {
		let id = NextConsentId::<T>::get();
		NextConsentId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let since = T::Time::now();
		let uses_left = terms.uses;
		Consents::<T>::insert(
			id,
			Consent { license, organization, terms, since, uses_left, status },
		);
		ConsentsOf::<T>::insert(certificate, id, ());
		ConsentsTo::<T>::insert(organization, id, ());
		Ok(id)
	}

	pub(crate) fn do_request_consent(
		by: SignatoryOf<T>,
		id: LicenseId,
		terms: Terms,
	) -> DispatchResult {
		let organization = by.party.organization().ok_or(Error::<T>::NotAnOrganization)?;
		let license = Self::usable(id, &terms)?;
		let certificate = license.certificate;
		ensure!(license.holder.party != by.party, Error::<T>::OwnLicense);
		ensure!(
			!OpenRequests::<T>::contains_key(certificate, organization),
			Error::<T>::AlreadyRequested
		);
		let status = ConsentStatus::Requested;
		let consent = Self::add(certificate, id, organization, terms, status)?;
		OpenRequests::<T>::insert(certificate, organization, consent);
		Self::deposit_event(Event::ConsentRequested { by, consent, license: id, terms });
		Ok(())
	}

	pub(crate) fn do_authorize(
		by: SignatoryOf<T>,
		id: LicenseId,
		organization: OrganizationId,
		terms: Terms,
	) -> DispatchResult {
		let license = Self::usable(id, &terms)?;
		ensure!(license.holder.party == by.party, Error::<T>::NotAuthorized);
		ensure!(by.party != Party::Organization(organization), Error::<T>::OwnLicense);
		ensure!(T::Organizations::exists(organization), Error::<T>::UnknownParty);
		let status = ConsentStatus::Given { by: by.party, at: T::Time::now() };
		let consent = Self::add(license.certificate, id, organization, terms, status)?;
		Self::deposit_event(Event::ConsentGiven { by, consent, license: id, organization, terms });
		Ok(())
	}

	pub(crate) fn do_give_consent(by: SignatoryOf<T>, id: ConsentId) -> DispatchResult {
		let (consent, certificate) = Self::asked(&by, id)?;
		let now = T::Time::now();
		ensure!(now < consent.terms.until, Error::<T>::ConsentExpired);
		let (_, present) = Self::in_effect(certificate).ok_or(Error::<T>::NotFound)?;
		ensure!(Self::has_same_fields(&consent, &present)?, Error::<T>::FieldsChanged);

		let Consent { license, organization, terms, .. } = consent;
		let status = ConsentStatus::Given { by: by.party, at: now };
		Self::close_request(id, consent, certificate, status);
		Self::deposit_event(Event::ConsentGiven { by, consent: id, license, organization, terms });
		Ok(())
	}

	pub(crate) fn do_refuse_consent(by: SignatoryOf<T>, id: ConsentId) -> DispatchResult {
		let (consent, certificate) = Self::asked(&by, id)?;
		let status = ConsentStatus::Refused { at: T::Time::now() };
		Self::close_request(id, consent, certificate, status);
		Self::deposit_event(Event::ConsentRefused { by, consent: id });
		Ok(())
	}

	pub(crate) fn do_withdraw_consent(by: SignatoryOf<T>, id: ConsentId) -> DispatchResult {
		let consent = Self::consent(id)?;
		let certificate = Self::license(consent.license)?.certificate;
		let status = ConsentStatus::Withdrawn { by: by.party, at: T::Time::now() };
		let by_user = by.party == Party::Organization(consent.organization);
		ensure!(by_user || Self::speaks_for(by.party, certificate), Error::<T>::NotAuthorized);
		match consent.status {
			ConsentStatus::Given { .. } => {
				Consents::<T>::insert(id, Consent { status, ..consent });
			}
			// A holder refuses a request.
			ConsentStatus::Requested if by_user => {
				Self::close_request(id, consent, certificate, status);
			}
			_ => Err(Error::<T>::InvalidState)?,
		}
		Self::deposit_event(Event::ConsentWithdrawn { by, consent: id });
		Ok(())
	}

	/// An open request and its certificate, if `by` speaks for the holder.
	fn asked(by: &SignatoryOf<T>, id: ConsentId) -> Result<(Consent, LicenseId), DispatchError> {
		let consent = Self::consent(id)?;
		let certificate = Self::license(consent.license)?.certificate;
		ensure!(Self::speaks_for(by.party, certificate), Error::<T>::NotAuthorized);
		ensure!(consent.status == ConsentStatus::Requested, Error::<T>::InvalidState);
		Ok((consent, certificate))
	}

	/// Who speaks for a license's holder, unless it is gone: a person who was released, an
	/// organization that was removed.
	pub(crate) fn speaker(license: &LicenseOf<T>) -> Option<Party> {
		Some(license.holder.party).filter(|party| Self::exists(*party))
	}

	fn speaks_for(party: Party, certificate: LicenseId) -> bool {
		Self::in_effect(certificate).is_some_and(|(_, license)| license.holder.party == party)
	}

	fn close_request(
		id: ConsentId,
		consent: Consent,
		certificate: LicenseId,
		status: ConsentStatus,
	) {
		OpenRequests::<T>::remove(certificate, consent.organization);
		Consents::<T>::insert(id, Consent { status, ..consent });
	}

	/// Whether `present`, of the same certificate, has the fields that the consent is for.
	pub(crate) fn has_same_fields(
		consent: &Consent,
		present: &LicenseOf<T>,
	) -> Result<bool, DispatchError> {
		let type_version = Self::license(consent.license)?.type_version;
		if type_version == present.type_version {
			return Ok(true);
		}
		let fields =
			|version| TypeVersions::<T>::get(present.type_code(), version).map(|it| it.form.fields);
		Ok(fields(type_version) == fields(present.type_version))
	}
}
