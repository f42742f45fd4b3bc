// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::{ArithmeticError, DispatchResult};

fn request(terms: Terms) -> DispatchResult {
	Registry::request_consent(signed(BANKER), FIRST, terms)
}

#[test]
fn a_request_is_listed_for_both() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		events();
		assert_ok!(request(terms()));
		assert_eq!(
			consent(GIVEN),
			Consent {
				license: FIRST,
				organization: BANK,
				terms: terms(),
				since: START + DAY,
				uses_left: 3,
				status: ConsentStatus::Requested,
			}
		);
		assert!(ConsentsOf::<Test>::contains_key(FIRST, GIVEN));
		assert!(ConsentsTo::<Test>::contains_key(BANK, GIVEN));
		assert_eq!(OpenRequests::<Test>::get(FIRST, BANK), Some(GIVEN));
		let by = by(BANKER);
		assert_eq!(
			events(),
			[Event::ConsentRequested { by, consent: GIVEN, license: FIRST, terms: terms() }]
		);
		assert_eq!(standing(GIVEN), ConsentStanding::NotGiven);
		assert_noop!(use_it(), Error::<Test>::NotGiven);
	});
}

#[test]
fn only_organizations_ask() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_noop!(
			Registry::request_consent(signed(ALICE), FIRST, terms()),
			Error::<Test>::NotAnOrganization
		);
	});
}

#[test]
fn nobody_asks_itself() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_noop!(
			Registry::request_consent(signed(MANAGER), FIRST, terms()),
			Error::<Test>::OwnLicense
		);
	});
}

#[test]
fn one_request_is_open_at_a_time() {
	ExtBuilder::build_and_execute(|| {
		requested();
		assert_noop!(request(terms()), Error::<Test>::AlreadyRequested);
		// Another organization may ask, and the same about another certificate.
		assert_ok!(Registry::request_consent(signed(COLLEAGUE), FIRST, terms()));
		issue(draft(2));
		assert_ok!(Registry::request_consent(signed(BANKER), SECOND, terms()));
		// A version of the certificate is no other certificate.
		set_clock(START + DAY);
		assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)));
		assert_noop!(
			Registry::request_consent(signed(BANKER), THIRD, terms()),
			Error::<Test>::AlreadyRequested
		);
		assert_ok!(Registry::refuse_consent(signed(MANAGER), GIVEN));
		assert_ok!(Registry::request_consent(signed(BANKER), THIRD, terms()));
	});
}

#[test]
fn a_license_in_effect_is_asked_for() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		assert_noop!(request(terms()), Error::<Test>::Superseded);
		assert_noop!(
			Registry::request_consent(signed(BANKER), NO_LICENSE, terms()),
			Error::<Test>::NotFound
		);
		// One that is withheld may be released.
		assert_ok!(Registry::withhold(signed(REGISTRAR), SECOND, WithholdingReason::Other));
		assert_ok!(Registry::request_consent(signed(BANKER), SECOND, terms()));
		assert_ok!(Registry::cancel(signed(REGISTRAR), SECOND, CancellationReason::Other));
		assert_noop!(
			Registry::request_consent(signed(COLLEAGUE), SECOND, terms()),
			Error::<Test>::InvalidState
		);
	});
}

#[test]
fn terms_must_be_possible() {
	ExtBuilder::build_and_execute(|| {
		issued();
		for bad in [
			Terms { fields: 0, ..terms() },
			// There are nine.
			Terms { fields: 1 << 9, ..terms() },
			Terms { uses: 0, ..terms() },
			Terms { until: START, ..terms() },
			Terms { from: START + 31 * DAY, ..terms() },
		] {
			assert_noop!(request(bad), Error::<Test>::InvalidTerms);
		}
		assert_ok!(request(Terms { fields: (1 << 9) - 1, from: 0, uses: u32::MAX, ..terms() }));
	});
}

#[test]
fn ids_do_not_wrap() {
	ExtBuilder::build().execute_with(|| {
		issued();
		NextConsentId::<Test>::put(ConsentId(u64::MAX));
		assert_noop!(request(terms()), ArithmeticError::Overflow);
	});
}
