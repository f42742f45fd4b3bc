// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::Outcome::Fulfilled;
use sp_runtime::DispatchResult;

fn grant() -> DispatchResult {
	SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1))
}

#[test]
fn the_key_is_handed_over() {
	ExtBuilder::build_and_execute(|| {
		approved();
		set_clock(START + DAY);
		assert_ok!(grant());
		let grant = Grant { epoch: 0, key_version: 0, wrapped: wrapped(1), uses_left: 3 };
		assert_eq!(status(), RequestStatus::Granted(grant));
		let entry = logged();
		assert_eq!((entry.at, entry.by), (START + DAY, by(JUDGE)));
		assert_eq!((entry.request, entry.act), (Some(ASKED), Act::Granted));
		assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
		assert!(!waits_for(JUDGE));
		assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 0);
		assert_eq!(tasks(), []);
	});
}

#[test]
fn it_approves_what_was_the_owners_to_decide() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		assert_ok!(grant());
		assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
	});
}

#[test]
fn it_does_not_get_around_the_approvers() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		assert_noop!(grant(), Error::<Test>::InvalidState);
		assert_ok!(SealedData::approve(signed(JUDGE), ASKED));
		assert_noop!(grant(), Error::<Test>::InvalidState);
		// Neither by letting it fall due.
		advance_to(START + 5 * DAY);
		assert_eq!(status(), RequestStatus::Escalated { refused: None });
		assert_noop!(grant(), Error::<Test>::InvalidState);
	});
}

#[test]
fn nor_around_their_refusal() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		for account in [PROSECUTOR, CHAIR] {
			let reason = RefusalReason::Privacy;
			assert_ok!(SealedData::refuse(signed(account), ASKED, reason));
		}
		assert_noop!(grant(), Error::<Test>::InvalidState);
		assert_ok!(SealedData::dispute(signed(LAWYER), ASKED));
		assert_noop!(grant(), Error::<Test>::InvalidState);
		assert_ok!(SealedData::rule(signed(ARBITER), ASKED, Ruling::Approve));
		assert_ok!(grant());
	});
}

#[test]
fn the_owner_can_give_in_before_the_arbiter_rules() {
	let escalated = || {
		asked_under(Decision::Owner);
		advance_to(START + 5 * DAY);
		reports();
	};
	let states: [fn(); 2] = [escalated, disputed];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_ok!(grant());
			assert_eq!(standing(), Some(GrantStanding::InForce));
			assert!(!waits_for(ARBITER));
			assert_eq!(tasks(), []);
			// It was late, or had refused: this is not in time.
			assert_eq!(reports(), []);
		});
	}
}

#[test]
fn whoever_was_late_can_still_grant() {
	ExtBuilder::build_and_execute(|| {
		approved();
		advance_to(START + 5 * DAY);
		reports();
		assert_ok!(grant());
		assert_eq!(reports(), []);
		assert!(!request().overdue);
	});
}

#[test]
fn what_is_closed_is_not_granted() {
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
			assert_noop!(grant(), Error::<Test>::InvalidState);
		});
	}
}

#[test]
fn only_the_owner_grants() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(
				SealedData::grant(signed(account), ASKED, 0, wrapped(1)),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			SealedData::grant(signed(JUDGE), NO_REQUEST, 0, wrapped(1)),
			Error::<Test>::RequestNotFound
		);
	});
}

#[test]
fn the_key_is_sealed_to_one_that_the_requester_used_since_it_asked() {
	for version in [1, 2] {
		ExtBuilder::build_and_execute(|| {
			object_under(Decision::Owner);
			set_clock(START + 1);
			assert_ok!(SealedData::publish_key(signed(LAWYER), key(101)));
			set_clock(START + 2);
			assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
			set_clock(START + 3);
			// The owner's answer is not thwarted by another key.
			assert_ok!(SealedData::publish_key(signed(LAWYER), key(102)));
			for stale in [0, 3, u32::MAX] {
				assert_noop!(
					SealedData::grant(signed(JUDGE), ASKED, stale, wrapped(1)),
					Error::<Test>::StaleKey
				);
			}
			assert_ok!(SealedData::grant(signed(JUDGE), ASKED, version, wrapped(1)));
		});
	}
}

#[test]
fn a_closed_object_has_no_key_to_hand_over() {
	ExtBuilder::build_and_execute(|| {
		approved();
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(grant(), Error::<Test>::ObjectClosed);
		displace();
		assert_noop!(grant(), Error::<Test>::ObjectClosed);
	});
}

#[test]
fn a_grant_begins_before_its_period_ends() {
	let until = START + 2 * DAY;
	for (at, expected) in [(until - 1, Ok(())), (until, Err(Error::<Test>::Expired.into()))] {
		ExtBuilder::build_and_execute(|| {
			object_under(Decision::Owner);
			assert_ok!(SealedData::ask(signed(LAWYER), FIRST, Terms { until, ..terms() }));
			set_clock(at);
			assert_eq!(grant(), expected);
		});
	}
}
