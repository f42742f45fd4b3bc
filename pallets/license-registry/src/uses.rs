// SPDX-License-Identifier: Apache-2.0

//! Uses of licenses, with consent.

use crate::*;
use covenant_primitives::Capability;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> From<Failure> for Error<T> {
	fn from(failure: Failure) -> Self {
		match failure {
			Failure::License(cause) => match cause {
				Cause::NotYetValid { .. } => Self::NotYetValid,
				Cause::Expired { .. } => Self::Expired,
				Cause::Withheld { .. } => Self::Withheld,
				Cause::Canceled { .. } => Self::Canceled,
				Cause::Revoked { .. } => Self::Revoked,
				Cause::Superseded { .. } | Cause::TransferredOut { .. } => Self::Superseded,
			},
			Failure::NotRecognized { .. } => Self::Unrecognized,
			Failure::Base { .. } | Failure::TooManyBases => Self::BaseInvalid,
			Failure::Malformed | Failure::Unknown => Self::NotFound,
			Failure::TooManyFields | Failure::TamperedField { .. } => Self::InvalidContent,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_use_consent(
		by: SignatoryOf<T>,
		id: ConsentId,
		statement: H256,
	) -> DispatchResult {
		let consent = Self::consent(id)?;
		let organization = consent.organization;
		ensure!(by.party == Party::Organization(organization), Error::<T>::NotAuthorized);
		let (license, record) = Self::in_effect(consent.license).ok_or(Error::<T>::NotFound)?;
		let now = T::Time::now();
		let same_fields = Self::has_same_fields(&consent, &record)?;
		match consent.standing(same_fields, Self::speaker(&record), now) {
			ConsentStanding::InForce => (),
			ConsentStanding::NotGiven => Err(Error::<T>::NotGiven)?,
			ConsentStanding::Withdrawn => Err(Error::<T>::ConsentWithdrawn)?,
			ConsentStanding::NotYet => Err(Error::<T>::ConsentNotYetInForce)?,
			ConsentStanding::Expired => Err(Error::<T>::ConsentExpired)?,
			ConsentStanding::UsedUp => Err(Error::<T>::UsedUp)?,
			ConsentStanding::HolderGone => Err(Error::<T>::HolderGone)?,
			ConsentStanding::HolderReplaced => Err(Error::<T>::HolderReplaced)?,
			ConsentStanding::FieldsChanged => Err(Error::<T>::FieldsChanged)?,
		}
		// Who issues no licenses has no realm in which to recognize any.
		let asking = T::Organizations::has_capability(organization, Capability::IssueLicenses)
			.then_some(organization);
		if let Some(failure) = Self::failures(license, &record, asking, now).into_iter().next() {
			Err(Error::<T>::from(failure))?;
		}

		let left = consent.uses_left.checked_sub(1).ok_or(Error::<T>::UsedUp)?;
		Consents::<T>::insert(id, Consent { uses_left: left, ..consent });
		let certificate = record.certificate;
		let index = UseCount::<T>::get(certificate);
		UseCount::<T>::insert(certificate, index.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		let by = Actor { account: by.account, organization };
		let entry =
			Use { at: now, block: Self::block(), by, consent: id, license, statement, left };
		Uses::<T>::insert(certificate, index, &entry);
		Self::deposit_event(Event::Used { certificate, index, entry });
		Ok(())
	}
}
