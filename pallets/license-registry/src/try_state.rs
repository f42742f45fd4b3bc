// SPDX-License-Identifier: Apache-2.0

//! The invariants that the crate's documentation names, recomputed from the records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

type Checked = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Checked {
		Self::types_are_versioned()?;
		Self::licenses_are_indexed()?;
		Self::one_version_is_in_effect()?;
		Self::histories_are_complete()?;
		Self::bits_tell_the_status()?;
		Self::consents_are_indexed()?;
		Self::uses_are_counted()
	}

	fn types_are_versioned() -> Checked {
		let mut versions = 0_usize;
		for (type_code, record) in Types::<T>::iter() {
			ensure!(type_code.is_valid(), "a type has an invalid code");
			ensure!(record.jurisdiction.is_valid(), "a type has an invalid jurisdiction");
			ensure!(record.latest > 0, "a type has no version");
			for number in 1..=record.latest {
				let version =
					TypeVersions::<T>::get(type_code, number).ok_or("a version is missing")?;
				ensure!(
					version.form.has_name()
						&& version.form.has_fields()
						&& version.form.rules.are_possible(),
					"a version is invalid"
				);
				versions = versions.saturating_add(1);
			}
		}
		ensure!(TypeVersions::<T>::iter_keys().count() == versions, "a version has no type");

		for (type_code, organization, appointment) in Appointments::<T>::iter() {
			let record = Types::<T>::get(type_code).ok_or("an appointment has no type")?;
			ensure!(organization != record.authority, "an authority appointed itself");
			ensure!(
				appointment.jurisdiction.is_valid()
					&& record.jurisdiction.contains(&appointment.jurisdiction),
				"an issuer's jurisdiction is not its authority's"
			);
		}
		for (type_code, organization, conditions) in Recognitions::<T>::iter() {
			let record = Types::<T>::get(type_code).ok_or("a recognition has no type")?;
			ensure!(organization != record.authority, "an authority recognizes its own type");
			ensure!(conditions.have_versions(), "a recognition covers no version");
			ensure!(
				conditions.jurisdiction.is_valid()
					&& record.jurisdiction.contains(&conditions.jurisdiction),
				"a recognition covers no place"
			);
		}
		Ok(())
	}

	fn licenses_are_indexed() -> Checked {
		let next = NextLicenseId::<T>::get();
		let mut lengths = BTreeMap::<_, u32>::new();
		let mut count = 0_usize;
		for (id, license) in Licenses::<T>::iter() {
			ensure!(id < next, "a license has an id that was not given out");
			ensure!(
				LicenseByNumber::<T>::get(&license.number) == Some(id),
				"an identifier leads elsewhere"
			);
			ensure!(LicensesOf::<T>::contains_key(license.holder.party, id), "a holder misses one");
			let series = license.series();
			ensure!(
				LicensesBy::<T>::get(series, license.position) == Some(id),
				"a series misses a license"
			);
			ensure!(
				license.position < SeriesLength::<T>::get(series),
				"a license lies beyond its series"
			);
			ensure!(
				TypeVersions::<T>::contains_key(license.type_code(), license.type_version),
				"a license has no type"
			);
			ensure!(
				!license.root.is_zero() && !license.holder.commitment.is_zero(),
				"a license has no content"
			);
			ensure!(
				license.valid_until.is_none_or(|until| until > license.valid_from),
				"a license is never valid"
			);
			let length = lengths.entry(series.encode()).or_default();
			*length = length.saturating_add(1);
			count = count.saturating_add(1);
		}
		ensure!(
			u64::try_from(count).is_ok_and(|count| count == next.0),
			"an id was given out for nothing"
		);
		ensure!(LicenseByNumber::<T>::iter_keys().count() == count, "an identifier leads nowhere");
		ensure!(LicensesOf::<T>::iter_keys().count() == count, "a holder has one too many");
		ensure!(LicensesBy::<T>::iter_keys().count() == count, "a series has one too many");
		let counted: BTreeMap<_, _> =
			SeriesLength::<T>::iter().map(|(series, length)| (series.encode(), length)).collect();
		ensure!(counted == lengths, "a series is miscounted");
		Ok(())
	}

	fn one_version_is_in_effect() -> Checked {
		let mut in_effect = BTreeSet::new();
		let mut certificates = BTreeSet::new();
		for (id, license) in Licenses::<T>::iter() {
			certificates.insert(license.certificate);
			match license.predecessor {
				Some(predecessor) => {
					let former =
						Licenses::<T>::get(predecessor).ok_or("a predecessor is missing")?;
					let by = Succession { license: id, operation: license.operation };
					ensure!(former.successor == Some(by), "a predecessor has another successor");
					ensure!(former.certificate == license.certificate, "a certificate changed");
					ensure!(
						former.type_code() == license.type_code()
							&& former.number.version().checked_add(1)
								== Some(license.number.version()),
						"an identifier is out of sequence"
					);
					ensure!(predecessor < id, "a predecessor is younger");
				}
				None => {
					ensure!(license.certificate == id, "a first version is of another certificate");
					ensure!(license.number.version() == 1, "a first version is not 001");
				}
			}
			match license.successor {
				Some(Succession { license: successor, .. }) => {
					let next = Licenses::<T>::get(successor).ok_or("a successor is missing")?;
					ensure!(next.predecessor == Some(id), "a successor has another predecessor");
					ensure!(license.status == Status::Active, "a superseded license changed");
					ensure!(license.offered_to.is_none(), "a superseded license is offered");
				}
				None => {
					ensure!(
						in_effect.insert(license.certificate),
						"two versions of a certificate are in effect"
					);
					ensure!(
						Self::id_in_effect(license.certificate) == id,
						"the version in effect is another"
					);
				}
			}
			ensure!(
				license.offered_to.is_none() || !license.has_ended(),
				"a license that ended is offered"
			);
			if let Some(base) = license.base {
				let base = Licenses::<T>::get(base).ok_or("a base is missing")?;
				ensure!(base.certificate < license.certificate, "a base is not older");
			}
		}
		ensure!(in_effect == certificates, "no version of a certificate is in effect");
		for (certificate, id) in InEffect::<T>::iter() {
			ensure!(certificate < id, "a single version is listed as in effect");
		}
		Ok(())
	}

	fn histories_are_complete() -> Checked {
		let mut entries = 0_usize;
		for (id, license) in Licenses::<T>::iter() {
			ensure!(license.history_length > 0, "a license was not issued");
			for index in 1..license.history_length {
				ensure!(History::<T>::contains_key(id, index), "a history has a gap");
				entries = entries.saturating_add(1);
			}
		}
		ensure!(History::<T>::iter_keys().count() == entries, "an entry is in no history");
		Ok(())
	}

	fn bits_tell_the_status() -> Checked {
		let mut expected = BTreeMap::<_, Chunk>::new();
		for license in Licenses::<T>::iter_values() {
			let (chunk, entry) = chunk_of(license.position);
			for purpose in [StatusPurpose::Revocation, StatusPurpose::Suspension] {
				if license.is_marked(purpose) {
					let key = (license.series(), (purpose, chunk)).encode();
					mark(expected.entry(key).or_insert([0; 128]), entry, true);
				}
			}
		}
		let kept: BTreeMap<_, _> = StatusBits::<T>::iter()
			.map(|(series, key, chunk)| ((series, key).encode(), chunk))
			.collect();
		ensure!(kept == expected, "status bits do not tell the status");
		Ok(())
	}

	fn consents_are_indexed() -> Checked {
		let next = NextConsentId::<T>::get();
		let (mut count, mut open) = (0_usize, 0_usize);
		for (id, consent) in Consents::<T>::iter() {
			ensure!(id < next, "a consent has an id that was not given out");
			let license = Licenses::<T>::get(consent.license).ok_or("a consent is to nothing")?;
			let certificate = license.certificate;
			ensure!(
				ConsentsOf::<T>::contains_key(certificate, id),
				"a certificate misses a consent"
			);
			ensure!(
				ConsentsTo::<T>::contains_key(consent.organization, id),
				"an organization misses a consent"
			);
			ensure!(consent.terms.are_possible(64, 0), "a consent has impossible terms");
			count = count.saturating_add(1);
			if consent.status == ConsentStatus::Requested {
				ensure!(
					OpenRequests::<T>::get(certificate, consent.organization) == Some(id),
					"an open request is not known as such"
				);
				open = open.saturating_add(1);
			}
		}
		ensure!(ConsentsOf::<T>::iter_keys().count() == count, "a certificate has one too many");
		ensure!(ConsentsTo::<T>::iter_keys().count() == count, "an organization has one too many");
		ensure!(OpenRequests::<T>::iter_keys().count() == open, "a closed request is open");
		Ok(())
	}

	fn uses_are_counted() -> Checked {
		let mut used = BTreeMap::<ConsentId, u32>::new();
		let mut entries = 0_usize;
		for (certificate, count) in UseCount::<T>::iter() {
			for index in 0..count {
				let entry = Uses::<T>::get(certificate, index).ok_or("a log has a gap")?;
				let license = Licenses::<T>::get(entry.license).ok_or("a use is of nothing")?;
				ensure!(license.certificate == certificate, "a use is in another's log");
				let times = used.entry(entry.consent).or_default();
				*times = times.saturating_add(1);
				entries = entries.saturating_add(1);
			}
		}
		ensure!(Uses::<T>::iter_keys().count() == entries, "a use is in no log");
		for (id, consent) in Consents::<T>::iter() {
			let times = used.remove(&id).unwrap_or(0);
			ensure!(
				consent.uses_left.checked_add(times) == Some(consent.terms.uses),
				"uses are miscounted"
			);
		}
		ensure!(used.is_empty(), "a use had no consent");
		Ok(())
	}
}
