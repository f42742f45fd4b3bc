// SPDX-License-Identifier: Apache-2.0

//! What a holder answers to a request.

use super::*;

#[test]
fn a_holder_consents() {
	ExtBuilder::build_and_execute(|| {
		requested();
		set_clock(START + DAY);
		events();
		assert_ok!(Registry::give_consent(signed(MANAGER), GIVEN));
		let at = START + DAY;
		assert_eq!(consent(GIVEN).status, ConsentStatus::Given { by: party(MANAGER), at });
		assert_eq!(
			events(),
			[Event::ConsentGiven {
				by: by(MANAGER),
				consent: GIVEN,
				license: FIRST,
				organization: BANK,
				terms: terms(),
			}]
		);
		assert_eq!(OpenRequests::<Test>::iter().count(), 0);
		assert_ok!(use_it());
	});
}

#[test]
fn a_holder_refuses() {
	ExtBuilder::build_and_execute(|| {
		requested();
		set_clock(START + DAY);
		events();
		assert_ok!(Registry::refuse_consent(signed(MANAGER), GIVEN));
		assert_eq!(consent(GIVEN).status, ConsentStatus::Refused { at: START + DAY });
		assert_eq!(events(), [Event::ConsentRefused { by: by(MANAGER), consent: GIVEN }]);
		assert_eq!(OpenRequests::<Test>::iter().count(), 0);
		assert_noop!(use_it(), Error::<Test>::NotGiven);
		// It can be asked again.
		assert_ok!(Registry::request_consent(signed(BANKER), FIRST, terms()));
	});
}

#[test]
fn an_answer_is_given_once() {
	ExtBuilder::build_and_execute(|| {
		requested();
		assert_ok!(Registry::request_consent(signed(COLLEAGUE), FIRST, terms()));
		assert_ok!(Registry::give_consent(signed(MANAGER), GIVEN));
		assert_ok!(Registry::refuse_consent(signed(MANAGER), AGAIN));
		for consent in [GIVEN, AGAIN] {
			assert_noop!(
				Registry::give_consent(signed(MANAGER), consent),
				Error::<Test>::InvalidState
			);
			assert_noop!(
				Registry::refuse_consent(signed(MANAGER), consent),
				Error::<Test>::InvalidState
			);
		}
		assert_noop!(
			Registry::give_consent(signed(MANAGER), NO_CONSENT),
			Error::<Test>::ConsentNotFound
		);
		assert_noop!(
			Registry::refuse_consent(signed(MANAGER), NO_CONSENT),
			Error::<Test>::ConsentNotFound
		);
	});
}

#[test]
fn only_the_holder_answers() {
	ExtBuilder::build_and_execute(|| {
		requested();
		for account in [BANKER, REGISTRAR, ALICE] {
			assert_noop!(
				Registry::give_consent(signed(account), GIVEN),
				Error::<Test>::NotAuthorized
			);
			assert_noop!(
				Registry::refuse_consent(signed(account), GIVEN),
				Error::<Test>::NotAuthorized
			);
		}
	});
}

#[test]
fn a_request_whose_period_is_over_is_only_refused() {
	ExtBuilder::build_and_execute(|| {
		requested();
		set_clock(terms().until - 1);
		assert_ok!(Registry::request_consent(signed(COLLEAGUE), FIRST, terms()));
		set_clock(terms().until);
		assert_noop!(Registry::give_consent(signed(MANAGER), GIVEN), Error::<Test>::ConsentExpired);
		assert_ok!(Registry::refuse_consent(signed(MANAGER), GIVEN));
	});
}

#[test]
fn a_request_outlives_a_renewal() {
	ExtBuilder::build_and_execute(|| {
		requested();
		set_clock(START + DAY);
		assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)));
		assert_ok!(Registry::give_consent(signed(MANAGER), GIVEN));
		assert_ok!(use_it());
	});
}

#[test]
fn not_an_amendment_that_changes_the_fields() {
	ExtBuilder::build_and_execute(|| {
		requested();
		let other = Form { fields: names(&["a", "b", "c"]), ..form() };
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), other));
		// A new version of the type is no new version of the license.
		let amended = Draft { type_version: 2, ..next_draft(1, 2) };
		assert_ok!(Registry::amend(signed(REGISTRAR), FIRST, amended));
		assert_noop!(Registry::give_consent(signed(MANAGER), GIVEN), Error::<Test>::FieldsChanged);
		assert_ok!(Registry::refuse_consent(signed(MANAGER), GIVEN));
	});
}
