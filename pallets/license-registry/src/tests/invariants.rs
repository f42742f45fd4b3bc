// SPDX-License-Identifier: Apache-2.0

//! What `try_state` notices.

use super::*;
use sp_runtime::TryRuntimeError;

/// A state with something of everything.
fn full() {
	renewed();
	neighbor_appointed();
	assert_ok!(Registry::recognize(signed(COLLEAGUE), code(), conditions()));
	issue(Draft { base: Some(FIRST), ..draft(2) });
	assert_ok!(Registry::withhold(signed(REGISTRAR), THIRD, WithholdingReason::Other));
	assert_ok!(Registry::authorize(signed(MANAGER), SECOND, BANK, terms()));
	assert_ok!(Registry::request_consent(signed(BANKER), THIRD, terms()));
	assert_ok!(use_it());
	Registry::do_try_state().unwrap();
}

#[track_caller]
fn notices(what: &'static str, damage: impl FnOnce()) {
	ExtBuilder::build().execute_with(|| {
		full();
		damage();
		assert_eq!(Registry::do_try_state(), Err(TryRuntimeError::Other(what)));
	});
}

fn damage(id: LicenseId, change: impl FnOnce(&mut LicenseOf<Test>)) {
	Licenses::<Test>::mutate_extant(id, change);
}

#[test]
fn types_are_versioned() {
	notices("a version is missing", || TypeVersions::<Test>::remove(code(), 1));
	notices("a version has no type", || {
		let version = TypeVersion { form: form(), since: 0 };
		TypeVersions::<Test>::insert(code(), 2, version);
	});
	notices("a type has no version", || {
		Types::<Test>::mutate_extant(code(), |record| record.latest = 0)
	});
	notices("a version is invalid", || {
		TypeVersions::<Test>::mutate(code(), 1, |version| {
			version.as_mut().unwrap().form.fields = names(&["a", "a"]);
		})
	});
	notices("a type has an invalid jurisdiction", || {
		Types::<Test>::mutate_extant(code(), |record| record.jurisdiction = division("3"))
	});
	notices("an issuer's jurisdiction is not its authority's", || {
		let appointment = Appointment { jurisdiction: division("31"), since: 0 };
		Appointments::<Test>::insert(code(), CITY, appointment);
	});
	notices("an authority appointed itself", || {
		let appointment = Appointment { jurisdiction: division("34"), since: 0 };
		Appointments::<Test>::insert(code(), PROVINCE, appointment);
	});
	notices("an appointment has no type", || {
		let appointment = Appointment { jurisdiction: division("34"), since: 0 };
		Appointments::<Test>::insert(other_code(), CITY, appointment);
	});
	notices("a recognition has no type", || {
		Recognitions::<Test>::insert(other_code(), CITY, conditions())
	});
	notices("an authority recognizes its own type", || {
		Recognitions::<Test>::insert(code(), PROVINCE, conditions())
	});
	notices("a recognition covers no version", || {
		let none = Conditions { min_version: 0, ..conditions() };
		Recognitions::<Test>::insert(code(), CITY, none)
	});
	notices("a recognition covers no place", || {
		let nowhere = Conditions { jurisdiction: division("31"), ..conditions() };
		Recognitions::<Test>::insert(code(), CITY, nowhere)
	});
}

#[test]
fn licenses_are_indexed() {
	notices("an identifier leads elsewhere", || {
		LicenseByNumber::<Test>::insert(license_number(code(), 1, 1), SECOND)
	});
	notices("an identifier leads nowhere", || {
		LicenseByNumber::<Test>::insert(license_number(code(), 7, 1), FIRST)
	});
	notices("a holder misses one", || LicensesOf::<Test>::remove(party(MANAGER), FIRST));
	notices("a holder has one too many", || LicensesOf::<Test>::insert(party(ALICE), FIRST, ()));
	notices("a series misses a license", || LicensesBy::<Test>::remove(series(), 1));
	notices("a series has one too many", || LicensesBy::<Test>::insert(series(), 7, FIRST));
	notices("a license lies beyond its series", || SeriesLength::<Test>::insert(series(), 1));
	notices("a series is miscounted", || SeriesLength::<Test>::insert(series(), 4));
	notices("a license has an id that was not given out", || NextLicenseId::<Test>::put(FIRST));
	notices("an id was given out for nothing", || NextLicenseId::<Test>::put(LicenseId(4)));
	notices("a license has no type", || damage(FIRST, |it| it.type_version = 2));
	notices("a license has no content", || damage(FIRST, |it| it.root = H256::zero()));
	notices("a license is never valid", || damage(FIRST, |it| it.valid_until = Some(START)));
}

#[test]
fn one_version_is_in_effect() {
	let renewed_by = |license| Some(Succession { license, operation: Operation::Renewed });
	notices("a predecessor has another successor", || {
		damage(FIRST, |it| it.successor = renewed_by(THIRD))
	});
	notices("a predecessor is missing", || damage(SECOND, |it| it.predecessor = Some(NO_LICENSE)));
	notices("the version in effect is another", || InEffect::<Test>::remove(FIRST));
	notices("a single version is listed as in effect", || InEffect::<Test>::insert(THIRD, THIRD));
	notices("a superseded license is offered", || {
		damage(FIRST, |it| it.offered_to = Some(NEIGHBOR))
	});
	notices("a superseded license changed", || {
		damage(FIRST, |it| {
			it.status = Status::Canceled { reason: CancellationReason::Other, at: 0 }
		})
	});
	notices("a first version is of another certificate", || {
		damage(THIRD, |it| it.certificate = FIRST)
	});
	notices("a base is missing", || damage(THIRD, |it| it.base = Some(NO_LICENSE)));
	notices("a base is not older", || damage(THIRD, |it| it.base = Some(THIRD)));
	notices("a license that ended is offered", || {
		damage(THIRD, |it| {
			it.status = Status::Canceled { reason: CancellationReason::Other, at: 0 };
			it.offered_to = Some(NEIGHBOR);
		})
	});
}

#[test]
fn histories_are_complete() {
	notices("a history has a gap", || History::<Test>::remove(THIRD, 1));
	notices("an entry is in no history", || {
		let entry = History::<Test>::get(THIRD, 1).unwrap();
		History::<Test>::insert(THIRD, 2, entry);
	});
	notices("a license was not issued", || damage(SECOND, |it| it.history_length = 0));
}

#[test]
fn bits_tell_the_status() {
	const WHAT: &str = "status bits do not tell the status";
	let suspended = (StatusPurpose::Suspension, 0);
	notices(WHAT, || StatusBits::<Test>::remove(series(), suspended));
	notices(WHAT, || StatusBits::<Test>::insert(series(), suspended, [0xff; 128]));
	notices(WHAT, || {
		StatusBits::<Test>::insert(series(), (StatusPurpose::Suspension, 1), [0; 128])
	});
	notices(WHAT, || damage(THIRD, |it| it.status = Status::Active));
}

#[test]
fn consents_are_indexed() {
	notices("a certificate misses a consent", || ConsentsOf::<Test>::remove(FIRST, GIVEN));
	notices("a certificate has one too many", || ConsentsOf::<Test>::insert(THIRD, GIVEN, ()));
	notices("an organization misses a consent", || ConsentsTo::<Test>::remove(BANK, GIVEN));
	notices("an organization has one too many", || ConsentsTo::<Test>::insert(CITY, GIVEN, ()));
	notices("an open request is not known as such", || OpenRequests::<Test>::remove(THIRD, BANK));
	notices("a closed request is open", || OpenRequests::<Test>::insert(FIRST, BANK, GIVEN));
	notices("a consent has an id that was not given out", || NextConsentId::<Test>::put(GIVEN));
	notices("a consent is to nothing", || {
		Consents::<Test>::mutate_extant(GIVEN, |it| it.license = NO_LICENSE)
	});
	notices("a consent has impossible terms", || {
		Consents::<Test>::mutate_extant(GIVEN, |it| it.terms.fields = 0)
	});
}

#[test]
fn uses_are_counted() {
	notices("uses are miscounted", || {
		Consents::<Test>::mutate_extant(GIVEN, |it| it.uses_left = 3)
	});
	notices("a log has a gap", || UseCount::<Test>::insert(FIRST, 2));
	notices("a use is in no log", || {
		let entry = Uses::<Test>::get(FIRST, 0).unwrap();
		Uses::<Test>::insert(FIRST, 1, entry);
	});
	notices("a use is in another's log", || {
		Uses::<Test>::mutate(FIRST, 0, |entry| entry.as_mut().unwrap().license = THIRD)
	});
	notices("a use had no consent", || {
		let mut entry = Uses::<Test>::get(FIRST, 0).unwrap();
		entry.consent = NO_CONSENT;
		UseCount::<Test>::insert(FIRST, 2);
		Uses::<Test>::insert(FIRST, 1, entry);
	});
}
