// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::Outcome::DisputeUpheld;
use sp_runtime::DispatchResult;

const REFUSED: RequestStatus = RequestStatus::Escalated { refused: Some(RefusalReason::Privacy) };

fn dispute() -> DispatchResult {
	SealedData::dispute(signed(LAWYER), ASKED)
}

#[test]
fn the_arbiter_is_to_decide_on_a_refusal() {
	ExtBuilder::build_and_execute(|| {
		refused();
		set_clock(START + DAY);
		assert_ok!(dispute());
		assert_eq!(status(), REFUSED);
		let entry = logged();
		assert_eq!((entry.at, entry.by), (START + DAY, by(LAWYER)));
		assert_eq!((entry.request, entry.act), (Some(ASKED), Act::Disputed));
		assert_eq!(request().due, START + 6 * DAY);
		assert!(waits_for(ARBITER) && !waits_for(JUDGE));
		assert_eq!(OpenRequests::<Test>::get(FIRST, party(LAWYER)), Some(ASKED));
		assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 1);
		assert_eq!(reports(), []);
	});
}

#[test]
fn the_period_ends_by_itself() {
	for (after, expected) in [
		(0, Ok(())),
		(DISPUTE_PERIOD - 1, Ok(())),
		(DISPUTE_PERIOD, Err(Error::<Test>::RefusalFinal.into())),
		(u64::MAX - START, Err(Error::<Test>::RefusalFinal.into())),
	] {
		ExtBuilder::build_and_execute(|| {
			object_under(Decision::Owner);
			let terms = Terms { until: START + 89 * DAY, ..terms() };
			assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms));
			let reason = RefusalReason::Privacy;
			assert_ok!(SealedData::refuse(signed(JUDGE), ASKED, reason));
			set_clock(START + after);
			assert_eq!(dispute(), expected);
			set_clock(START);
		});
	}
}

#[test]
fn the_arbiters_refusal_is_final() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		let ruling = Ruling::Refuse(RefusalReason::Privacy);
		assert_ok!(SealedData::rule(signed(ARBITER), ASKED, ruling));
		assert_noop!(dispute(), Error::<Test>::RefusalFinal);
	});
}

#[test]
fn a_key_that_never_came_is_disputed() {
	ExtBuilder::build_and_execute(|| {
		approved();
		advance_to(START + 5 * DAY - 1);
		assert_noop!(dispute(), Error::<Test>::InvalidState);
		advance_to(START + 5 * DAY);
		reports();
		assert_ok!(dispute());
		assert_eq!(status(), RequestStatus::Escalated { refused: None });
		assert!(!request().overdue);
		assert!(waits_for(ARBITER) && !waits_for(JUDGE));
		assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 1);
		// It was reported as a breach already; the ruling adds nothing for the owner.
		assert_ok!(SealedData::rule(signed(ARBITER), ASKED, Ruling::Approve));
		assert!(reports().iter().all(|(_, outcome, _)| *outcome != DisputeUpheld));
	});
}

#[test]
fn nothing_else_is_disputed() {
	let withdrawn = || {
		asked_under(Decision::Owner);
		assert_ok!(SealedData::withdraw(signed(LAWYER), ASKED));
	};
	let revoked = || {
		granted();
		assert_ok!(SealedData::revoke(signed(JUDGE), ASKED, RevocationReason::Mistake));
	};
	let overdue = || {
		asked_without_arbiter(Decision::Owner);
		advance_to(START + 5 * DAY);
		assert!(request().overdue);
	};
	let states: [fn(); 6] =
		[|| asked_under(Decision::Owner), granted, disputed, withdrawn, revoked, overdue];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_noop!(dispute(), Error::<Test>::InvalidState);
		});
	}
}

#[test]
fn only_the_requester_disputes() {
	ExtBuilder::build_and_execute(|| {
		refused();
		for account in [JUDGE, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(SealedData::dispute(signed(account), ASKED), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			SealedData::dispute(signed(LAWYER), NO_REQUEST),
			Error::<Test>::RequestNotFound
		);
	});
}

#[test]
fn without_an_arbiter_a_refusal_stands() {
	ExtBuilder::build_and_execute(|| {
		asked_without_arbiter(Decision::Owner);
		assert_ok!(SealedData::refuse(signed(JUDGE), ASKED, RefusalReason::Privacy));
		assert_noop!(dispute(), Error::<Test>::NoArbiter);
	});
}

#[test]
fn a_refusal_is_disputed_also_when_the_period_is_over() {
	ExtBuilder::build_and_execute(|| {
		refused();
		set_clock(START + 30 * DAY);
		assert_ok!(dispute());
		assert_ok!(SealedData::rule(signed(ARBITER), ASKED, Ruling::Approve));
		assert!(reports().contains(&(COURT, DisputeUpheld, 0)));
	});
}

#[test]
fn where_the_object_is_closed_nothing_is_disputed() {
	ExtBuilder::build_and_execute(|| {
		refused();
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(dispute(), Error::<Test>::ObjectClosed);
	});
}

#[test]
fn a_disputed_request_is_open_like_any_other() {
	ExtBuilder::build_and_execute(|| {
		refused();
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
		assert_noop!(dispute(), Error::<Test>::AlreadyRequested);
		assert_ok!(SealedData::withdraw(signed(LAWYER), AGAIN));

		for number in 2..=4 {
			let salt = salt(10 + number);
			assert_ok!(SealedData::register(signed(JUDGE), content(number), salt, 0, None));
			let object = ObjectId((number - 1).into());
			assert_ok!(SealedData::ask(signed(LAWYER), object, terms()));
		}
		assert_noop!(dispute(), Error::<Test>::TooManyRequests);
		assert_ok!(SealedData::withdraw(signed(LAWYER), RequestId(2)));
		assert_ok!(dispute());
	});
}
