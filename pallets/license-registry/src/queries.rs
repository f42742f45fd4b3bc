// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::LicensesApi`] is answered, except checks.

use crate::{
	runtime_api::{
		ConsentInfo, HistoryInfo, IssuerInfo, LicenseInfo, LicenseTypeInfo, RecognitionInfo,
		StatusListInfo, TypeVersionInfo, UseInfo,
	},
	*,
};
use alloc::{string::String, vec::Vec};
use covenant_primitives::Page;

/// The number after a cursor.
macro_rules! after {
	($cursor:expr, $first:expr) => {
		$cursor.map_or($first, |last| last.saturating_add(1))
	};
}

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_license(id: LicenseId) -> Option<LicenseInfo<T::AccountId>> {
		let license = Licenses::<T>::get(id)?;
		Some(LicenseInfo {
			id,
			type_code: license.type_code(),
			status_code: license.status_code(T::Time::now()),
			current: Self::id_in_effect(license.certificate),
			status_list: license.position / LIST_ENTRIES,
			status_list_index: license.position % LIST_ENTRIES,
			license,
		})
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_license_by_number(number: String) -> Option<LicenseInfo<T::AccountId>> {
		let number: LicenseNumber = number.parse().ok()?;
		Self::query_license(LicenseByNumber::<T>::get(number)?)
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_licenses_of(
		holder: Party,
		cursor: Option<LicenseId>,
		limit: u32,
	) -> Page<LicenseInfo<T::AccountId>, LicenseId> {
		Page::under::<LicensesOf<T>, _, _>(holder, cursor, limit, |id| Self::query_license(*id))
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_licenses_by(
		issuer: OrganizationId,
		type_code: TypeCode,
		cursor: Option<u32>,
		limit: u32,
	) -> Page<LicenseInfo<T::AccountId>, u32> {
		let series = Series { issuer, type_code };
		Page::of(after!(cursor, 0)..SeriesLength::<T>::get(series), limit, |position| {
			Self::query_license(LicensesBy::<T>::get(series, position)?)
		})
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_history(
		id: LicenseId,
		cursor: Option<u32>,
		limit: u32,
	) -> Page<HistoryInfo<T::AccountId>, u32> {
		let Some(license) = Licenses::<T>::get(id) else {
			return Page { items: Vec::new(), next: None };
		};
		Page::of(after!(cursor, 0)..license.history_length, limit, |index| {
			let entry = match *index {
				0 => Entry {
					at: license.issued_at,
					block: license.issued_in,
					by: Actor { account: license.issued_by.clone(), organization: license.issuer },
					act: Act::Issued { operation: license.operation },
				},
				_ => History::<T>::get(id, index)?,
			};
			Some(HistoryInfo { index: *index, entry })
		})
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_uses(
		license: LicenseId,
		cursor: Option<u64>,
		limit: u32,
	) -> Page<UseInfo<T::AccountId>, u64> {
		let certificate = Self::certificate_of(license);
		Page::of(after!(cursor, 0)..UseCount::<T>::get(certificate), limit, |index| {
			let entry = Uses::<T>::get(certificate, index)?;
			Some(UseInfo { index: *index, entry })
		})
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_consent(id: ConsentId) -> Option<ConsentInfo> {
		let consent = Consents::<T>::get(id)?;
		let (_, present) = Self::in_effect(consent.license)?;
		let same_fields = Self::has_same_fields(&consent, &present).ok()?;
		let standing = consent.standing(same_fields, Self::speaker(&present), T::Time::now());
		Some(ConsentInfo { id, consent, standing })
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_consents_of(
		license: LicenseId,
		cursor: Option<ConsentId>,
		limit: u32,
	) -> Page<ConsentInfo, ConsentId> {
		let certificate = Self::certificate_of(license);
		Page::under::<ConsentsOf<T>, _, _>(certificate, cursor, limit, |id| {
			Self::query_consent(*id)
		})
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_consents_to(
		organization: OrganizationId,
		cursor: Option<ConsentId>,
		limit: u32,
	) -> Page<ConsentInfo, ConsentId> {
		Page::under::<ConsentsTo<T>, _, _>(organization, cursor, limit, |id| {
			Self::query_consent(*id)
		})
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_license_type(type_code: TypeCode) -> Option<LicenseTypeInfo> {
		let license_type = Types::<T>::get(type_code)?;
		let form = TypeVersions::<T>::get(type_code, license_type.latest)?.form;
		Some(LicenseTypeInfo { type_code, license_type, form })
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_license_types(
		cursor: Option<TypeCode>,
		limit: u32,
	) -> Page<LicenseTypeInfo, TypeCode> {
		let keys = match cursor {
			Some(last) => Types::<T>::iter_keys_from(Types::<T>::hashed_key_for(last)),
			None => Types::<T>::iter_keys(),
		};
		Page::of(keys, limit, |type_code| Self::query_license_type(*type_code))
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_type_versions(
		type_code: TypeCode,
		cursor: Option<u32>,
		limit: u32,
	) -> Page<TypeVersionInfo, u32> {
		let latest = Types::<T>::get(type_code).map_or(0, |record| record.latest);
		Page::of(after!(cursor, 1)..=latest, limit, |version| {
			let content = TypeVersions::<T>::get(type_code, version)?;
			Some(TypeVersionInfo { version: *version, content })
		})
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_issuers(
		type_code: TypeCode,
		cursor: Option<OrganizationId>,
		limit: u32,
	) -> Page<IssuerInfo, OrganizationId> {
		Page::under::<Appointments<T>, _, _>(type_code, cursor, limit, |organization| {
			let appointment = Appointments::<T>::get(type_code, organization)?;
			Some(IssuerInfo { organization: *organization, appointment })
		})
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_recognitions(
		type_code: TypeCode,
		cursor: Option<OrganizationId>,
		limit: u32,
	) -> Page<RecognitionInfo, OrganizationId> {
		Page::under::<Recognitions<T>, _, _>(type_code, cursor, limit, |organization| {
			let conditions = Recognitions::<T>::get(type_code, organization)?;
			Some(RecognitionInfo { organization: *organization, conditions })
		})
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_status_list(
		issuer: OrganizationId,
		type_code: TypeCode,
		purpose: StatusPurpose,
		list: u32,
	) -> Option<StatusListInfo> {
		let bits = Self::bits_of(Series { issuer, type_code }, purpose, list)?;
		Some(StatusListInfo { bits, at: T::Time::now() })
	}

	/// The certificate that a license is a version of; the same id if there is no such license, for
	/// nothing is kept under that.
	fn certificate_of(license: LicenseId) -> LicenseId {
		Licenses::<T>::get(license).map_or(license, |license| license.certificate)
	}
}
