// SPDX-License-Identifier: Apache-2.0

//! Whether a license is valid, and every reason why not.

use crate::{history::IssuerStanding, *};
use alloc::vec::Vec;
use covenant_primitives::fields::{self, Field};

impl<T: Config> Pallet<T> {
	/// Every reason why `license` is not valid at `now`: its own, those of what it stands on, and
	/// those of `asking`, in this order.
	pub(crate) fn failures(
		id: LicenseId,
		license: &LicenseOf<T>,
		asking: Option<OrganizationId>,
		now: Moment,
	) -> Vec<Failure> {
		let current = match license.successor {
			Some(_) => Self::id_in_effect(license.certificate),
			None => id,
		};
		let own = license.causes(current, now).into_iter().map(Failure::License);
		let mut failures: Vec<_> = own.collect();
		failures.extend(Self::failures_of_bases(license, now));
		if let Some(asking) = asking {
			let why = match Types::<T>::get(license.type_code()) {
				Some(record) => Self::unrecognized(license, &record, asking, now),
				None => [Unrecognized::Type].into(),
			};
			failures.extend(why.into_iter().map(|why| Failure::NotRecognized { why }));
		}
		failures
	}

	/// A base counts in its version in effect, which can be in no worse state than superseded.
	fn failures_of_bases(license: &LicenseOf<T>, now: Moment) -> Vec<Failure> {
		let mut failures = Vec::new();
		let mut next = license.base;
		for _ in 0..T::MaxDepth::get() {
			let Some(base) = next else { return failures };
			let Some((id, record)) = Self::in_effect(base) else { break };
			let causes = record.causes(id, now).into_iter();
			failures.extend(causes.map(|cause| Failure::Base { license: id, cause }));
			next = record.base;
		}
		if next.is_some() {
			failures.push(Failure::TooManyBases);
		}
		failures
	}

	/// See [`crate::runtime_api::LicensesApi`].
	pub fn query_check(query: LicenseQuery) -> CheckReport {
		let (block, at) = (Self::block(), T::Time::now());
		let found = match query.license {
			LicenseRef::Id(id) => Self::found(id),
			LicenseRef::Number(text) => text
				.parse()
				.map_err(|_| Failure::Malformed)
				.and_then(|number: LicenseNumber| {
					LicenseByNumber::<T>::get(number).ok_or(Failure::Unknown)
				})
				.and_then(Self::found),
		};
		let (id, license) = match found {
			Ok(found) => found,
			Err(failure) => {
				let (failures, warnings) = ([failure].into(), Vec::new());
				return CheckReport { valid: false, failures, warnings, license: None, block, at };
			}
		};
		let mut failures = Self::failures(id, &license, query.asking, at);
		failures.extend(Self::failures_of_fields(&license, &query.disclosed));
		CheckReport {
			valid: failures.is_empty(),
			failures,
			warnings: Self::warnings(&license),
			license: Some(CheckedLicense {
				id,
				current: Self::id_in_effect(license.certificate),
				type_code: license.type_code(),
				type_version: license.type_version,
				status_code: license.status_code(at),
				issuer: license.issuer,
				issuer_score: T::Credit::score(license.issuer),
				number: license.number,
			}),
			block,
			at,
		}
	}

	fn found(id: LicenseId) -> Result<(LicenseId, LicenseOf<T>), Failure> {
		Licenses::<T>::get(id).map(|license| (id, license)).ok_or(Failure::Unknown)
	}

	fn warnings(license: &LicenseOf<T>) -> Vec<Warning> {
		let standing = match Types::<T>::get(license.type_code()) {
			Some(record) => Self::issuer_standing(license, &record),
			None => IssuerStanding::NotEntitled,
		};
		let issuer = match standing {
			IssuerStanding::Good => None,
			IssuerStanding::Suspended => Some(Warning::IssuerSuspended),
			IssuerStanding::NotEntitled => Some(Warning::IssuerNotEntitled),
			IssuerStanding::Gone => Some(Warning::IssuerGone),
		};
		let offered = license.offered_to.map(|to| Warning::Offered { to });
		issuer.into_iter().chain(offered).collect()
	}

	/// The fields that are not those of the license.
	fn failures_of_fields(license: &LicenseOf<T>, disclosed: &[Disclosure]) -> Vec<Failure> {
		if disclosed.len() > MAX_DISCLOSED {
			return [Failure::TooManyFields].into();
		}
		if disclosed.is_empty() {
			return Vec::new();
		}
		let version = TypeVersions::<T>::get(license.type_code(), license.type_version);
		let names = version.map(|version| version.form.fields).unwrap_or_default();
		let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
		let is_genuine = |it: &Disclosure| {
			let name = usize::try_from(it.index).ok().and_then(|index| names.get(index));
			let field =
				Field { salt: it.salt, name: it.name.as_bytes(), value: it.value.as_bytes() };
			name.is_some_and(|name| name.as_slice() == field.name)
				&& fields::verify(license.root, count, it.index, &field, &it.proof)
		};
		disclosed
			.iter()
			.filter(|it| !is_genuine(it))
			.map(|it| Failure::TamperedField { index: it.index })
			.collect()
	}
}
