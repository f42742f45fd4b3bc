// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::time::MINUTE;
use sp_runtime::ArithmeticError;

fn ask(terms: Terms) -> sp_runtime::DispatchResult {
	SealedData::ask(signed(LAWYER), FIRST, terms)
}

#[test]
fn the_owner_is_to_answer() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		set_clock(START + DAY);
		assert_ok!(ask(terms()));
		assert_eq!(
			request(),
			Request {
				object: FIRST,
				requester: party(LAWYER),
				terms: terms(),
				asked_at: START + DAY,
				decision: Decision::Owner,
				approvals: 0,
				refusals: 0,
				answer_days: 5,
				arbiter: Some(DATA_OFFICE),
				acknowledge_by: Some(START + 3 * DAY),
				due: START + 6 * DAY,
				overdue: false,
				status: RequestStatus::Pending,
			}
		);
		let entry = logged();
		assert_eq!((entry.at, entry.by), (START + DAY, by(LAWYER)));
		assert_eq!((entry.request, entry.act), (Some(ASKED), Act::Asked));
		assert!(RequestsFor::<Test>::contains_key(FIRST, ASKED));
		assert!(RequestsBy::<Test>::contains_key(party(LAWYER), ASKED));
		assert_eq!(OpenRequests::<Test>::get(FIRST, party(LAWYER)), Some(ASKED));
		assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 1);
		assert!(waits_for(JUDGE));
		assert!(!waits_for(PROSECUTOR) && !waits_for(ARBITER));
		assert_eq!(reports(), []);
	});
}

#[test]
fn a_policy_may_approve_at_once() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Automatic);
		assert_eq!(status(), RequestStatus::Approved);
		assert_eq!(request().due, START + 5 * DAY);
		assert!(waits_for(JUDGE));
		assert_eq!(log().split_off(1), [(Some(LAWYER), Act::Asked), (None, Act::Approved)]);
		assert_eq!(logged().request, Some(ASKED));
		assert_eq!(reports(), []);
	});
}

#[test]
fn approvers_and_the_owner_are_to_answer() {
	ExtBuilder::build_and_execute(|| {
		asked_under(approvers(1, &[PROSECUTION, BAR].map(Party::Organization)));
		assert_eq!(status(), RequestStatus::Pending);
		assert!([JUDGE, PROSECUTOR, CHAIR].into_iter().all(waits_for));
		assert!(!waits_for(ARBITER));
	});
}

#[test]
fn acknowledgement_is_promised_or_not() {
	ExtBuilder::build_and_execute(|| {
		object_with(Policy { acknowledge_days: 0, ..policy(Decision::Owner) });
		assert_ok!(ask(terms()));
		assert_eq!(request().acknowledge_by, None);
	});
}

#[test]
fn persons_ask_and_are_asked() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::set_policy(signed(ALICE), 0, policy(Decision::Owner)));
		let about = Some(PersonId(1));
		assert_ok!(SealedData::register(signed(ALICE), content(1), salt(1), 0, about));
		// Not even the person whom it is about has the key.
		assert_ok!(SealedData::publish_key(signed(BOB), key(50)));
		assert_ok!(SealedData::ask(signed(BOB), FIRST, terms()));
		assert!(waits_for(ALICE));
		assert_ok!(SealedData::grant(signed(ALICE), ASKED, 0, wrapped(1)));
		assert_ok!(SealedData::record_use(signed(BOB), ASKED, H256::zero()));
		assert_eq!(reports(), []);
	});
}

#[test]
fn nobody_rules_on_its_own_request() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::publish_key(signed(ARBITER), key(1)));
		assert_ok!(SealedData::ask(signed(ARBITER), FIRST, terms()));
		assert_eq!(request().arbiter, None);
		assert_ok!(SealedData::refuse(signed(JUDGE), ASKED, RefusalReason::NotEntitled));
		assert_noop!(SealedData::dispute(signed(ARBITER), ASKED), Error::<Test>::NoArbiter);
		assert_ok!(SealedData::ask(signed(ARBITER), FIRST, terms()));
		reports();
		advance_to(START + 5 * DAY);
		assert_eq!(Requests::<Test>::get(AGAIN).unwrap().status, RequestStatus::Pending);
		assert_noop!(
			SealedData::rule(signed(ARBITER), AGAIN, Ruling::Approve),
			Error::<Test>::NotAuthorized
		);
		assert_eq!(reports(), [(COURT, covenant_primitives::Outcome::Late, 1)]);
	});
}

#[test]
fn there_is_something_to_ask_for() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_noop!(SealedData::ask(signed(LAWYER), NO_OBJECT, terms()), Error::<Test>::NotFound);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(ask(terms()), Error::<Test>::ObjectClosed);
	});
}

#[test]
fn the_owner_needs_no_grant() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::publish_key(signed(JUDGE), key(1)));
		assert_noop!(SealedData::ask(signed(JUDGE), FIRST, terms()), Error::<Test>::OwnObject);
	});
}

#[test]
fn the_owner_has_to_be_there() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		suspend(COURT, true);
		assert_noop!(ask(terms()), Error::<Test>::OwnerCannotAct);
		suspend(COURT, false);
		assert_ok!(ask(terms()));

		assert_ok!(SealedData::set_policy(signed(ALICE), 0, policy(Decision::Owner)));
		assert_ok!(SealedData::register(signed(ALICE), content(2), salt(1), 0, None));
		People::mutate(|people| people.remove(&ALICE));
		assert_noop!(
			SealedData::ask(signed(LAWYER), SECOND, terms()),
			Error::<Test>::OwnerCannotAct
		);
	});
}

#[test]
fn a_key_is_sealed_to_a_key() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		for account in [PROSECUTOR, ALICE] {
			assert_noop!(SealedData::ask(signed(account), FIRST, terms()), Error::<Test>::NoKey);
		}
	});
}

#[test]
fn nobody_votes_on_a_request_of_its_own() {
	let approvers = [COURT, LAW_FIRM, BAR].map(Party::Organization).to_vec();
	let decision = |threshold| Decision::Approvers {
		threshold,
		approvers: approvers.clone().try_into().unwrap(),
	};
	ExtBuilder::build_and_execute(|| {
		object_under(decision(3));
		assert_noop!(ask(terms()), Error::<Test>::OwnApprovalNeeded);
		assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy(decision(2))));
		assert_ok!(ask(terms()));
		assert_noop!(SealedData::approve(signed(LAWYER), ASKED), Error::<Test>::NotAnApprover);
		assert_ok!(SealedData::approve(signed(JUDGE), ASKED));
		assert_ok!(SealedData::approve(signed(CHAIR), ASKED));
		assert_eq!(request().status, RequestStatus::Approved);
	});
}

#[test]
fn terms_stay_within_the_policy() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		let now = START + 100 * DAY;
		set_clock(now);
		// What lies in the past does not count.
		let good = Terms { from: now - DAY, until: now + 90 * DAY, uses: 10, ..terms() };
		for bad in [
			Terms { until: good.until + 1, ..good },
			Terms { from: now + DAY, until: now + 91 * DAY + 1, ..good },
			Terms { uses: 11, ..good },
			Terms { uses: 0, ..good },
			// Over.
			Terms { until: now, ..good },
			// Empty, or the wrong way round.
			Terms { from: now + DAY, until: now + DAY, ..good },
			Terms { from: now + DAY, until: now + DAY - 1, ..good },
			Terms { from: u64::MAX, until: 0, ..good },
		] {
			assert_noop!(ask(bad), Error::<Test>::InvalidTerms);
		}
		for good in [
			good,
			Terms { uses: 1, ..good },
			Terms { from: 0, ..good },
			Terms { from: now + DAY, until: now + 91 * DAY, ..good },
			Terms { until: now + 1, ..good },
			Terms { from: now + MINUTE, until: now + MINUTE + 1, ..good },
			Terms { from: u64::MAX - 1, until: u64::MAX, ..good },
		] {
			assert_ok!(ask(good));
			let last = RequestId(NextRequestId::<Test>::get().0 - 1);
			assert_ok!(SealedData::withdraw(signed(LAWYER), last));
		}
	});
}

#[test]
fn one_request_at_a_time_for_an_object() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		assert_noop!(ask(terms()), Error::<Test>::AlreadyRequested);
		assert_ok!(SealedData::approve(signed(JUDGE), ASKED));
		assert_noop!(ask(terms()), Error::<Test>::AlreadyRequested);
		// Somebody else's is another.
		assert_ok!(SealedData::publish_key(signed(ALICE), key(50)));
		assert_ok!(SealedData::ask(signed(ALICE), FIRST, terms()));
		assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)));
		// A grant is renewed before it ends.
		assert_ok!(ask(terms()));
	});
}

#[test]
fn an_escalated_request_is_open() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		assert_noop!(ask(terms()), Error::<Test>::AlreadyRequested);
	});
}

#[test]
fn open_requests_are_limited() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		for number in 2..=4 {
			let salt = salt(10 + number);
			assert_ok!(SealedData::register(signed(JUDGE), content(number), salt, 0, None));
		}
		for object in 0..3 {
			assert_ok!(SealedData::ask(signed(LAWYER), ObjectId(object), terms()));
		}
		let fourth = || SealedData::ask(signed(LAWYER), ObjectId(3), terms());
		assert_noop!(fourth(), Error::<Test>::TooManyRequests);
		assert_ok!(SealedData::approve(signed(JUDGE), ASKED));
		assert_noop!(fourth(), Error::<Test>::TooManyRequests);
		// What is answered, makes room.
		assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)));
		assert_ok!(fourth());
		assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 3);
	});
}

#[test]
fn ids_do_not_wrap() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		NextRequestId::<Test>::put(RequestId(u64::MAX));
		assert_noop!(ask(terms()), ArithmeticError::Overflow);
	});
}
