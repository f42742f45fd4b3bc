// SPDX-License-Identifier: Apache-2.0

//! Types: registered, amended by new versions, retired; and who issues licenses of them.
//!
//! A type's code begins with the credit code of whoever defined the type, which need not be on the
//! chain (a ministry, for its provinces). The code belongs to whoever registers it first.

use crate::*;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn type_of(type_code: TypeCode) -> Result<LicenseType, DispatchError> {
		Types::<T>::get(type_code).ok_or(Error::<T>::TypeNotFound.into())
	}

	/// The type, if `actor` acts for its authority.
	fn own_type(actor: &ActorOf<T>, type_code: TypeCode) -> Result<LicenseType, DispatchError> {
		let record = Self::type_of(type_code)?;
		ensure!(record.authority == actor.organization, Error::<T>::NotAuthorized);
		Ok(record)
	}

	fn ensure_form(form: &Form) -> DispatchResult {
		ensure!(form.has_name(), Error::<T>::InvalidName);
		ensure!(form.has_fields(), Error::<T>::InvalidFields);
		ensure!(form.rules.are_possible(), Error::<T>::InvalidRules);
		Ok(())
	}

	pub(crate) fn do_register_type(
		actor: ActorOf<T>,
		type_code: TypeCode,
		jurisdiction: Division,
		form: Form,
	) -> DispatchResult {
		ensure!(type_code.is_valid(), Error::<T>::InvalidTypeCode);
		ensure!(!Types::<T>::contains_key(type_code), Error::<T>::TypeExists);
		ensure!(jurisdiction.is_valid(), Error::<T>::InvalidJurisdiction);
		Self::ensure_form(&form)?;

		let authority = actor.organization;
		let latest = 1;
		Types::<T>::insert(
			type_code,
			LicenseType { authority, jurisdiction: jurisdiction.clone(), latest, retired_at: None },
		);
		let since = T::Time::now();
		TypeVersions::<T>::insert(type_code, latest, TypeVersion { form: form.clone(), since });
		Self::deposit_event(Event::TypeRegistered { actor, type_code, jurisdiction, form });
		Ok(())
	}

	pub(crate) fn do_amend_type(
		actor: ActorOf<T>,
		type_code: TypeCode,
		form: Form,
	) -> DispatchResult {
		let record = Self::own_type(&actor, type_code)?;
		ensure!(record.retired_at.is_none(), Error::<T>::TypeRetired);
		Self::ensure_form(&form)?;

		let version = record.latest.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Types::<T>::insert(type_code, LicenseType { latest: version, ..record });
		let since = T::Time::now();
		TypeVersions::<T>::insert(type_code, version, TypeVersion { form: form.clone(), since });
		Self::deposit_event(Event::TypeAmended { actor, type_code, version, form });
		Ok(())
	}

	pub(crate) fn do_retire_type(actor: ActorOf<T>, type_code: TypeCode) -> DispatchResult {
		let record = Self::own_type(&actor, type_code)?;
		ensure!(record.retired_at.is_none(), Error::<T>::TypeRetired);
		let retired_at = Some(T::Time::now());
		Types::<T>::insert(type_code, LicenseType { retired_at, ..record });
		Self::deposit_event(Event::TypeRetired { actor, type_code });
		Ok(())
	}

	/// Also of a retired type, for certificates that another issuer is to take over.
	pub(crate) fn do_appoint_issuer(
		actor: ActorOf<T>,
		type_code: TypeCode,
		organization: OrganizationId,
		jurisdiction: Division,
	) -> DispatchResult {
		let record = Self::own_type(&actor, type_code)?;
		ensure!(organization != record.authority, Error::<T>::OwnType);
		ensure!(T::Organizations::exists(organization), Error::<T>::UnknownParty);
		ensure!(jurisdiction.is_valid(), Error::<T>::InvalidJurisdiction);
		ensure!(record.jurisdiction.contains(&jurisdiction), Error::<T>::OutsideJurisdiction);

		let former = Appointments::<T>::get(type_code, organization);
		ensure!(
			former.is_none_or(|former| former.jurisdiction != jurisdiction),
			Error::<T>::Unchanged
		);
		Appointments::<T>::insert(
			type_code,
			organization,
			Appointment { jurisdiction: jurisdiction.clone(), since: T::Time::now() },
		);
		Self::deposit_event(Event::IssuerAppointed {
			actor,
			type_code,
			organization,
			jurisdiction,
		});
		Ok(())
	}

	pub(crate) fn do_dismiss_issuer(
		actor: ActorOf<T>,
		type_code: TypeCode,
		organization: OrganizationId,
	) -> DispatchResult {
		Self::own_type(&actor, type_code)?;
		ensure!(
			Appointments::<T>::take(type_code, organization).is_some(),
			Error::<T>::NotAnIssuer
		);
		Self::deposit_event(Event::IssuerDismissed { actor, type_code, organization });
		Ok(())
	}

	/// Where `organization` issues licenses of a type, if it does.
	pub(crate) fn jurisdiction_of(
		type_code: TypeCode,
		record: &LicenseType,
		organization: OrganizationId,
	) -> Option<Division> {
		if organization == record.authority {
			Some(record.jurisdiction.clone())
		} else {
			Appointments::<T>::get(type_code, organization)
				.map(|appointment| appointment.jurisdiction)
		}
	}
}
