// SPDX-License-Identifier: Apache-2.0

//! A holder lets an organization use a license, unasked.

use super::*;
use sp_runtime::{ArithmeticError, DispatchResult};

fn authorize(account: AccountId, organization: OrganizationId, terms: Terms) -> DispatchResult {
	Registry::authorize(signed(account), FIRST, organization, terms)
}

#[test]
fn a_consent_is_in_force_at_once() {
	ExtBuilder::build_and_execute(|| {
		issued();
		events();
		assert_ok!(authorize(MANAGER, BANK, terms()));
		let given = consent(GIVEN);
		assert_eq!(given.status, ConsentStatus::Given { by: party(MANAGER), at: START });
		assert_eq!((given.organization, given.uses_left), (BANK, 3));
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
		assert_eq!(standing(GIVEN), ConsentStanding::InForce);
		assert_eq!(OpenRequests::<Test>::iter().count(), 0);
		assert_ok!(use_it());
	});
}

#[test]
fn only_the_holder_consents() {
	ExtBuilder::build_and_execute(|| {
		issued();
		for account in [REGISTRAR, BANKER, ALICE] {
			assert_noop!(authorize(account, BANK, terms()), Error::<Test>::NotAuthorized);
		}
		let holder = Holder { party: party(ALICE), ..draft(2).holder };
		issue(Draft { holder, ..draft(2) });
		assert_ok!(Registry::authorize(signed(ALICE), SECOND, BANK, terms()));
		assert_noop!(
			Registry::authorize(signed(BOB), SECOND, BANK, terms()),
			Error::<Test>::NotAuthorized
		);
	});
}

#[test]
fn to_another_organization_that_is_there() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_noop!(authorize(MANAGER, COMPANY, terms()), Error::<Test>::OwnLicense);
		assert_noop!(authorize(MANAGER, UNKNOWN, terms()), Error::<Test>::UnknownParty);
	});
}

#[test]
fn as_often_as_the_holder_likes() {
	ExtBuilder::build_and_execute(|| {
		requested();
		assert_ok!(authorize(MANAGER, BANK, terms()));
		assert_ok!(authorize(MANAGER, BANK, Terms { fields: 2, ..terms() }));
		// A request waits all the same.
		assert_eq!(OpenRequests::<Test>::get(FIRST, BANK), Some(GIVEN));
		assert_eq!(ConsentsOf::<Test>::iter_key_prefix(FIRST).count(), 3);
	});
}

#[test]
fn what_a_request_needs_it_needs() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		assert_noop!(authorize(MANAGER, BANK, terms()), Error::<Test>::Superseded);
		let second = |terms| Registry::authorize(signed(MANAGER), SECOND, BANK, terms);
		assert_noop!(
			Registry::authorize(signed(MANAGER), NO_LICENSE, BANK, terms()),
			Error::<Test>::NotFound
		);
		assert_noop!(second(Terms { fields: 0, ..terms() }), Error::<Test>::InvalidTerms);
		assert_noop!(second(Terms { until: Now::get(), ..terms() }), Error::<Test>::InvalidTerms);
		let reason = RevocationReason::Other;
		assert_ok!(Registry::revoke(signed(REGISTRAR), SECOND, reason, false));
		assert_noop!(second(terms()), Error::<Test>::InvalidState);
	});
}

#[test]
fn ids_do_not_wrap() {
	ExtBuilder::build().execute_with(|| {
		issued();
		NextConsentId::<Test>::put(ConsentId(u64::MAX));
		assert_noop!(authorize(MANAGER, BANK, terms()), ArithmeticError::Overflow);
	});
}
