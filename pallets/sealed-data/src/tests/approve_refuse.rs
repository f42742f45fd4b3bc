// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::Outcome::Fulfilled;
use sp_runtime::DispatchResult;

const REASON: RefusalReason = RefusalReason::Privacy;

fn approve(account: AccountId) -> DispatchResult {
	SealedData::approve(signed(account), ASKED)
}

fn refuse(account: AccountId) -> DispatchResult {
	SealedData::refuse(signed(account), ASKED, REASON)
}

/// Asks the owner and this many persons, without whom nothing is decided.
fn asked_of_persons(threshold: u8, count: u64) {
	let ids = 10..10 + count;
	People::mutate(|people| people.extend(ids.clone().map(|id| (id, PersonId(id)))));
	let persons: Vec<_> = ids.map(|id| Party::Person(PersonId(id))).collect();
	asked_under(approvers(threshold, &persons));
}

#[test]
fn the_owner_approves() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		set_clock(START + DAY);
		assert_ok!(approve(JUDGE));
		assert_eq!(status(), RequestStatus::Approved);
		let entry = logged();
		assert_eq!((entry.at, entry.by), (START + DAY, by(JUDGE)));
		assert_eq!((entry.request, entry.act), (Some(ASKED), Act::Approved));
		assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
		assert!(waits_for(JUDGE));
		assert_eq!(request().due, START + 6 * DAY);
		assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 1);
	});
}

#[test]
fn the_owner_refuses() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		set_clock(START + DAY);
		assert_ok!(refuse(JUDGE));
		let at = START + DAY;
		assert_eq!(status(), RequestStatus::Refused { reason: REASON, at, upheld: false });
		let entry = logged();
		assert_eq!((entry.by, entry.request), (by(JUDGE), Some(ASKED)));
		assert_eq!(entry.act, Act::Refused { reason: REASON });
		assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
		assert!(!waits_for(JUDGE));
		assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 0);
		assert_eq!(tasks(), []);
	});
}

#[test]
fn each_threshold_takes_that_many() {
	for count in 1..=7 {
		for threshold in 1..=count {
			ExtBuilder::build_and_execute(|| {
				asked_of_persons(u8::try_from(threshold).unwrap(), count);
				for voter in 0..threshold {
					assert_eq!(status(), RequestStatus::Pending);
					assert_eq!(reports(), []);
					assert_ok!(approve(10 + voter));
				}
				assert_eq!(status(), RequestStatus::Approved);
				assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
				assert!(waits_for(JUDGE) && !waits_for(10));
			});
		}
	}
}

#[test]
fn it_is_refused_when_approval_becomes_impossible() {
	for count in 1..=7 {
		for threshold in 1..=count {
			ExtBuilder::build_and_execute(|| {
				asked_of_persons(u8::try_from(threshold).unwrap(), count);
				for voter in threshold - 1..count {
					assert_eq!(status(), RequestStatus::Pending);
					assert_ok!(refuse(10 + voter));
				}
				let refused = RequestStatus::Refused { reason: REASON, at: START, upheld: false };
				assert_eq!(status(), refused);
				assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
				assert!(!waits_for(JUDGE) && !waits_for(10));
			});
		}
	}
}

#[test]
fn votes_for_and_against_are_counted_apart() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		assert_ok!(refuse(JUDGE));
		assert_ok!(approve(PROSECUTOR));
		assert_eq!((request().refusals, request().approvals), (0b001, 0b010));
		assert_eq!(status(), RequestStatus::Pending);
		assert!([JUDGE, PROSECUTOR, CHAIR].into_iter().all(waits_for));
		assert_ok!(approve(CHAIR));
		assert_eq!(request().approvals, 0b110);
		assert_eq!(status(), RequestStatus::Approved);
	});
}

#[test]
fn the_last_refusal_gives_the_reason() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		assert_ok!(refuse(CHAIR));
		let reason = RefusalReason::StateSecret;
		assert_ok!(SealedData::refuse(signed(PROSECUTOR), ASKED, reason));
		assert_eq!(status(), RequestStatus::Refused { reason, at: START, upheld: false });
		assert_eq!(
			log().split_off(2),
			[
				(Some(CHAIR), Act::Refused { reason: REASON }),
				(Some(PROSECUTOR), Act::Refused { reason }),
			]
		);
	});
}

#[test]
fn nobody_votes_twice() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		assert_ok!(approve(CHAIR));
		assert_noop!(approve(CHAIR), Error::<Test>::AlreadyVoted);
		assert_noop!(refuse(CHAIR), Error::<Test>::AlreadyVoted);
		assert_ok!(refuse(PROSECUTOR));
		assert_noop!(approve(PROSECUTOR), Error::<Test>::AlreadyVoted);
		assert_noop!(refuse(PROSECUTOR), Error::<Test>::AlreadyVoted);
	});
}

#[test]
fn another_operator_of_an_approver_has_no_second_vote() {
	ExtBuilder::build_and_execute(|| {
		let deputy = 120;
		let given = [covenant_primitives::Capability::ShareData].into();
		Operators::mutate(|operators| operators.insert(deputy, (BAR, given)));
		asked_under(two_of_three());
		assert_ok!(approve(CHAIR));
		assert_noop!(approve(deputy), Error::<Test>::AlreadyVoted);
	});
}

#[test]
fn only_approvers_have_a_vote() {
	ExtBuilder::build_and_execute(|| {
		asked_under(approvers(1, &[party(CHAIR)]));
		// Not even the owner.
		for account in [JUDGE, LAWYER, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(approve(account), Error::<Test>::NotAnApprover);
			assert_noop!(refuse(account), Error::<Test>::NotAnApprover);
		}
	});
}

#[test]
fn only_the_owner_decides_alone() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(approve(account), Error::<Test>::NotAuthorized);
			assert_noop!(refuse(account), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			SealedData::approve(signed(JUDGE), NO_REQUEST),
			Error::<Test>::RequestNotFound
		);
		assert_noop!(
			SealedData::refuse(signed(JUDGE), NO_REQUEST, REASON),
			Error::<Test>::RequestNotFound
		);
	});
}

#[test]
fn what_is_decided_or_escalated_is_not_decided_again() {
	let withdrawn = || {
		asked_under(Decision::Owner);
		assert_ok!(SealedData::withdraw(signed(LAWYER), ASKED));
	};
	let escalated = || {
		asked_under(two_of_three());
		advance_to(START + 5 * DAY);
	};
	let states: [fn(); 7] = [approved, granted, refused, disputed, withdrawn, escalated, || {
		asked_under(Decision::Automatic)
	}];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_noop!(approve(JUDGE), Error::<Test>::InvalidState);
			assert_noop!(refuse(JUDGE), Error::<Test>::InvalidState);
		});
	}
}

#[test]
fn an_answer_is_one_also_when_nothing_can_be_granted() {
	let closed = || {
		asked_under(Decision::Owner);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
	};
	let over = || {
		object_under(Decision::Owner);
		let until = START + DAY;
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, Terms { until, ..terms() }));
		set_clock(until);
	};
	let states: [fn(); 2] = [closed, over];
	for state in states {
		for answer in [approve, refuse] {
			ExtBuilder::build_and_execute(|| {
				state();
				assert_ok!(answer(JUDGE));
				assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
				// It does not bind the owner to what it cannot do.
				advance_to(START + 100 * DAY);
				assert_eq!(reports(), []);
				assert!(matches!(status(), RequestStatus::Refused { .. }));
			});
		}
	}
}

#[test]
fn without_an_arbiter_a_late_owner_still_answers() {
	for decision in [Decision::Owner, approvers(1, &[Party::Organization(COURT)])] {
		ExtBuilder::build_and_execute(|| {
			asked_without_arbiter(decision.clone());
			advance_to(START + 6 * DAY);
			reports();
			assert_ok!(approve(JUDGE));
			assert_eq!(status(), RequestStatus::Approved);
			assert!(!request().overdue);
			// Late was reported, in time it was not.
			assert_eq!(reports(), []);
			assert_eq!(request().due, START + 11 * DAY);
		});
	}
}
