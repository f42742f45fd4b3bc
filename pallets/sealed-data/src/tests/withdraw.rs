// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn each_open_request_can_be_withdrawn() {
	let states: [fn(); 4] =
		[|| asked_under(Decision::Owner), || asked_under(two_of_three()), approved, disputed];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_ok!(SealedData::withdraw(signed(LAWYER), ASKED));
			assert_eq!(status(), RequestStatus::Withdrawn);
			let entry = logged();
			assert_eq!((entry.by, entry.request), (by(LAWYER), Some(ASKED)));
			assert_eq!(entry.act, Act::Withdrawn);
			assert!(![JUDGE, PROSECUTOR, CHAIR, ARBITER].into_iter().any(waits_for));
			assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 0);
			// Nothing falls due any more.
			advance_to(START + 100 * DAY);
			assert_eq!(reports(), []);
			assert_ok!(SealedData::ask(
				signed(LAWYER),
				FIRST,
				Terms { until: START + 120 * DAY, from: START + 100 * DAY, ..terms() }
			));
		});
	}
}

#[test]
fn also_when_it_is_overdue() {
	ExtBuilder::build_and_execute(|| {
		approved();
		advance_to(START + 5 * DAY);
		assert!(request().overdue);
		assert_ok!(SealedData::withdraw(signed(LAWYER), ASKED));
		assert!(!request().overdue);
	});
}

#[test]
fn a_closed_request_is_not_withdrawn() {
	let revoked = || {
		granted();
		assert_ok!(SealedData::revoke(signed(JUDGE), ASKED, RevocationReason::Mistake));
	};
	let withdrawn = || {
		asked_under(Decision::Owner);
		assert_ok!(SealedData::withdraw(signed(LAWYER), ASKED));
	};
	let states: [fn(); 4] = [granted, refused, revoked, withdrawn];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_noop!(SealedData::withdraw(signed(LAWYER), ASKED), Error::<Test>::InvalidState);
		});
	}
}

#[test]
fn only_the_requester_withdraws() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		for account in [JUDGE, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(
				SealedData::withdraw(signed(account), ASKED),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			SealedData::withdraw(signed(LAWYER), NO_REQUEST),
			Error::<Test>::RequestNotFound
		);
	});
}
