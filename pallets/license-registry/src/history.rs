// SPDX-License-Identifier: Apache-2.0

//! Licenses as they are found and changed. Each change is written here, with its entry in the
//! history and its bits in the status lists.

use crate::*;
use covenant_primitives::Capability;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// Whether an issuer could act on what it issued.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum IssuerStanding {
	Good,
	/// It is suspended, and may come back.
	Suspended,
	/// It was dismissed, appointed for somewhere else, or lost the capability.
	NotEntitled,
	/// It is no longer on the chain.
	Gone,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn license(id: LicenseId) -> Result<LicenseOf<T>, DispatchError> {
		Licenses::<T>::get(id).ok_or(Error::<T>::NotFound.into())
	}

	/// The same, if no other version took its place.
	pub(crate) fn present_license(id: LicenseId) -> Result<LicenseOf<T>, DispatchError> {
		let license = Self::license(id)?;
		ensure!(license.successor.is_none(), Error::<T>::Superseded);
		Ok(license)
	}

	/// The version of a certificate that is in effect.
	pub(crate) fn id_in_effect(certificate: LicenseId) -> LicenseId {
		InEffect::<T>::get(certificate).unwrap_or(certificate)
	}

	/// The version in effect of the certificate that `id` is a version of.
	pub(crate) fn in_effect(id: LicenseId) -> Option<(LicenseId, LicenseOf<T>)> {
		let license = Licenses::<T>::get(id)?;
		if license.successor.is_none() {
			return Some((id, license));
		}
		let current = Self::id_in_effect(license.certificate);
		Licenses::<T>::get(current).map(|license| (current, license))
	}

	/// The present license, if the organization of `actor` decides about it: its issuer, or in the
	/// place of one that never will again, the type's authority.
	pub(crate) fn administered(
		actor: &ActorOf<T>,
		id: LicenseId,
	) -> Result<LicenseOf<T>, DispatchError> {
		let license = Self::license(id)?;
		let record = Self::type_of(license.type_code())?;
		let standing = Self::issuer_standing(&license, &record);
		if license.issuer == actor.organization {
			ensure!(standing == IssuerStanding::Good, Error::<T>::NotAnIssuer);
		} else {
			let vacant = matches!(standing, IssuerStanding::NotEntitled | IssuerStanding::Gone);
			ensure!(vacant && record.authority == actor.organization, Error::<T>::NotAuthorized);
		}
		ensure!(license.successor.is_none(), Error::<T>::Superseded);
		Ok(license)
	}

	pub(crate) fn issuer_standing(license: &LicenseOf<T>, record: &LicenseType) -> IssuerStanding {
		let issuer = license.issuer;
		let entitled = || {
			Self::jurisdiction_of(license.type_code(), record, issuer)
				.is_some_and(|jurisdiction| jurisdiction.contains(&license.jurisdiction))
		};
		if !T::Organizations::exists(issuer) {
			IssuerStanding::Gone
		} else if !entitled() {
			IssuerStanding::NotEntitled
		} else if !T::Organizations::is_in_good_standing(issuer) {
			IssuerStanding::Suspended
		} else if !T::Organizations::has_capability(issuer, Capability::IssueLicenses) {
			IssuerStanding::NotEntitled
		} else {
			IssuerStanding::Good
		}
	}

	/// Writes `license` as it is after `act`.
	pub(crate) fn record(
		id: LicenseId,
		mut license: LicenseOf<T>,
		by: ActorOf<T>,
		act: Act,
	) -> DispatchResult {
		let index = license.history_length;
		license.history_length = index.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let entry = Entry { at: T::Time::now(), block: Self::block(), by, act };
		History::<T>::insert(id, index, &entry);
		Self::write_bits(&license);
		Licenses::<T>::insert(id, license);
		Self::deposit_event(Event::Changed { license: id, index, entry });
		Ok(())
	}
}
