// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn a_use_is_counted_and_logged() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		set_clock(START + DAY);
		events();
		assert_ok!(use_it());
		assert_eq!(consent(GIVEN).uses_left, 2);
		let entry = Use {
			at: START + DAY,
			block: 2,
			by: actor(BANKER),
			consent: GIVEN,
			license: FIRST,
			statement: H256::repeat_byte(8),
			left: 2,
		};
		assert_eq!(Uses::<Test>::get(FIRST, 0), Some(entry.clone()));
		assert_eq!(events(), [Event::Used { certificate: FIRST, index: 0, entry }]);
	});
}

#[test]
fn uses_are_used_up() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		for left in [2, 1, 0] {
			assert_ok!(use_it());
			assert_eq!(consent(GIVEN).uses_left, left);
		}
		assert_noop!(use_it(), Error::<Test>::UsedUp);
		assert_eq!(standing(GIVEN), ConsentStanding::UsedUp);
		assert_eq!(UseCount::<Test>::get(FIRST), 3);
	});
}

#[test]
fn only_the_organization_uses_it() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		for account in [MANAGER, COLLEAGUE, ALICE] {
			assert_noop!(
				Registry::use_consent(signed(account), GIVEN, H256::zero()),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			Registry::use_consent(signed(BANKER), NO_CONSENT, H256::zero()),
			Error::<Test>::ConsentNotFound
		);
	});
}

#[test]
fn a_consent_has_a_period() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let (from, until) = (START + DAY, START + 2 * DAY);
		let terms = Terms { from, until, ..terms() };
		assert_ok!(Registry::authorize(signed(MANAGER), FIRST, BANK, terms));
		set_clock(from - 1);
		assert_noop!(use_it(), Error::<Test>::ConsentNotYetInForce);
		assert_eq!(standing(GIVEN), ConsentStanding::NotYet);
		set_clock(from);
		assert_ok!(use_it());
		set_clock(until - 1);
		assert_ok!(use_it());
		set_clock(until);
		assert_noop!(use_it(), Error::<Test>::ConsentExpired);
		assert_eq!(standing(GIVEN), ConsentStanding::Expired);
	});
}

/// Each reason why the license is not valid right now has its own error.
#[test]
fn the_license_must_be_valid() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let (from, until) = (START + DAY, START + 2 * DAY);
		issue(Draft { valid_from: from, valid_until: Some(until), ..draft(1) });
		assert_ok!(Registry::authorize(signed(MANAGER), FIRST, BANK, terms()));
		assert_noop!(use_it(), Error::<Test>::NotYetValid);
		set_clock(from);
		assert_ok!(use_it());
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other));
		assert_noop!(use_it(), Error::<Test>::Withheld);
		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));
		set_clock(until);
		assert_noop!(use_it(), Error::<Test>::Expired);
		let reason = CancellationReason::NotExtended;
		assert_ok!(Registry::cancel(signed(REGISTRAR), FIRST, reason));
		assert_noop!(use_it(), Error::<Test>::Canceled);
	});
}

#[test]
fn a_revoked_license_is_not_used() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		let reason = RevocationReason::Deception;
		assert_ok!(Registry::revoke(signed(REGISTRAR), FIRST, reason, true));
		assert_noop!(use_it(), Error::<Test>::Revoked);
	});
}

#[test]
fn neither_is_one_whose_base_is_invalid() {
	ExtBuilder::build_and_execute(|| {
		issued();
		issue(Draft { base: Some(FIRST), ..draft(2) });
		assert_ok!(Registry::authorize(signed(MANAGER), SECOND, BANK, terms()));
		assert_ok!(use_it());
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other));
		assert_noop!(use_it(), Error::<Test>::BaseInvalid);
	});
}

#[test]
fn a_consent_outlives_renewals_and_transfers() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		set_clock(START + DAY);
		assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)));
		assert_ok!(use_it());
		neighbor_appointed();
		assert_ok!(Registry::offer_transfer(signed(REGISTRAR), SECOND, NEIGHBOR));
		let Draft { valid_from, valid_until, .. } = renewal(1, 2);
		let taken = Draft { valid_from, valid_until, ..transferred(3) };
		assert_ok!(Registry::transfer_in(signed(COLLEAGUE), SECOND, taken));
		assert_ok!(use_it());
		// The log is the certificate's, and says which version was used.
		let used: Vec<_> = (0..2).map(|i| Uses::<Test>::get(FIRST, i).unwrap().license).collect();
		assert_eq!(used, [SECOND, THIRD]);
		assert_eq!(UseCount::<Test>::get(SECOND), 0);
	});
}

#[test]
fn it_outlives_an_amendment_that_leaves_the_fields() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), unlimited()));
		let amended = Draft { type_version: 2, ..next_draft(1, 2) };
		assert_ok!(Registry::amend(signed(REGISTRAR), FIRST, amended));
		assert_eq!(standing(GIVEN), ConsentStanding::InForce);
		assert_ok!(use_it());
	});
}

#[test]
fn not_one_that_changes_them() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		let mut swapped = FIELDS;
		swapped.swap(0, 1);
		let form = Form { fields: names(&swapped), ..form() };
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), form));
		assert_ok!(use_it());
		let amended = Draft { type_version: 2, ..next_draft(1, 2) };
		assert_ok!(Registry::amend(signed(REGISTRAR), FIRST, amended));
		assert_eq!(standing(GIVEN), ConsentStanding::FieldsChanged);
		assert_noop!(use_it(), Error::<Test>::FieldsChanged);
	});
}

/// An authority has a realm of its own, a bank has not.
#[test]
fn an_authority_must_recognize_the_type() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_ok!(Registry::authorize(signed(MANAGER), FIRST, NEIGHBOR, terms()));
		let use_it = || Registry::use_consent(signed(COLLEAGUE), GIVEN, H256::zero());
		assert_noop!(use_it(), Error::<Test>::Unrecognized);
		assert_ok!(Registry::recognize(signed(COLLEAGUE), code(), conditions()));
		assert_ok!(use_it());
		let later = Conditions { from: START + DAY, ..conditions() };
		assert_ok!(Registry::recognize(signed(COLLEAGUE), code(), later));
		assert_noop!(use_it(), Error::<Test>::Unrecognized);

		assert_ok!(Registry::authorize(signed(MANAGER), FIRST, CITY, terms()));
		assert_ok!(Registry::use_consent(signed(REGISTRAR), AGAIN, H256::zero()));
	});
}

#[test]
fn a_warning_does_not_stop_it() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		suspend(CITY, true);
		assert_ok!(use_it());
		remove(CITY);
		assert_ok!(use_it());
		// But a suspended organization uses nothing.
		suspend(BANK, true);
		assert!(use_it().is_err());
	});
}

/// Nobody could withdraw it then.
#[test]
fn a_consent_rests_while_nobody_speaks_for_the_holder() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		let company = Profiles::get()[&COMPANY];
		remove(COMPANY);
		assert_eq!(standing(GIVEN), ConsentStanding::HolderGone);
		assert_noop!(use_it(), Error::<Test>::HolderGone);
		Profiles::mutate(|profiles| profiles.insert(COMPANY, company));
		assert_ok!(use_it());

		// A person who was released.
		issue(Draft { holder: Holder { party: party(ALICE), ..draft(2).holder }, ..draft(2) });
		assert_ok!(Registry::authorize(signed(ALICE), SECOND, BANK, terms()));
		let use_it = || Registry::use_consent(signed(BANKER), AGAIN, H256::zero());
		assert_ok!(use_it());
		People::mutate(|people| people.remove(&ALICE));
		assert_eq!(standing(AGAIN), ConsentStanding::HolderGone);
		assert_noop!(use_it(), Error::<Test>::HolderGone);
	});
}

#[test]
fn the_log_does_not_wrap() {
	ExtBuilder::build().execute_with(|| {
		authorized();
		UseCount::<Test>::insert(FIRST, u64::MAX);
		assert_noop!(use_it(), sp_runtime::ArithmeticError::Overflow);
	});
}
