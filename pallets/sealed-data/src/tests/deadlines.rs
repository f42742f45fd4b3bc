// SPDX-License-Identifier: Apache-2.0

//! What falls due, line by line of the crate's table of clocks.

use super::*;
use covenant_primitives::{
	HandleDeadline,
	Outcome::{Breached, DisputeUpheld, Fulfilled, Late},
};

const DUE: Moment = START + 5 * DAY;

/// What was reported by now is all there is to report.
fn nothing_more_falls_due() {
	reports();
	let before = (request(), log());
	advance_to(START + 1_000 * DAY);
	assert_eq!((request(), log()), before);
	assert_eq!(reports(), []);
}

#[test]
fn an_answer_is_in_time() {
	for (act, decided) in
		[(Act::Approved, true), (Act::Refused { reason: RefusalReason::Privacy }, false)]
	{
		ExtBuilder::build_and_execute(|| {
			asked_under(Decision::Owner);
			advance_to(DUE - 1);
			if decided {
				assert_ok!(SealedData::approve(signed(JUDGE), ASKED));
			} else {
				let reason = RefusalReason::Privacy;
				assert_ok!(SealedData::refuse(signed(JUDGE), ASKED, reason));
			}
			assert_eq!(logged().act, act);
			assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
		});
	}
}

#[test]
fn an_answer_is_late_and_the_arbiter_is_to_decide() {
	for decision in [Decision::Owner, two_of_three()] {
		ExtBuilder::build_and_execute(|| {
			asked_under(decision);
			advance_to(DUE - 1);
			assert_eq!((status(), reports()), (RequestStatus::Pending, vec![]));
			advance_to(DUE);
			assert_eq!(status(), RequestStatus::Escalated { refused: None });
			assert_eq!(reports(), [(COURT, Late, 0)]);
			let entry = logged();
			assert_eq!((entry.at, entry.by, entry.request), (DUE, None, Some(ASKED)));
			assert_eq!(entry.act, Act::FellDue { silent: Some(COURT) });
			assert!(waits_for(ARBITER));
			assert!(![JUDGE, PROSECUTOR, CHAIR].into_iter().any(waits_for));
			assert_eq!((request().due, request().overdue), (DUE + 5 * DAY, false));
			assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 1);
		});
	}
}

#[test]
fn without_an_arbiter_it_waits_on() {
	for decision in [Decision::Owner, two_of_three()] {
		ExtBuilder::build_and_execute(|| {
			asked_without_arbiter(decision);
			advance_to(DUE);
			assert_eq!((status(), request().overdue), (RequestStatus::Pending, true));
			assert_eq!(reports(), [(COURT, Late, 0)]);
			assert!(waits_for(JUDGE));
			nothing_more_falls_due();
		});
	}
}

#[test]
fn a_key_is_handed_over_in_time() {
	ExtBuilder::build_and_execute(|| {
		approved();
		advance_to(DUE - 1);
		assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)));
		assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
		nothing_more_falls_due();
	});
}

#[test]
fn a_key_that_is_not_handed_over_is_a_breach() {
	let states: [fn(); 2] = [approved, || asked_under(Decision::Automatic)];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			advance_to(DUE);
			assert_eq!((status(), request().overdue), (RequestStatus::Approved, true));
			assert_eq!(reports(), [(COURT, Breached, 0)]);
			assert_eq!(logged().act, Act::FellDue { silent: Some(COURT) });
			assert!(waits_for(JUDGE));
			nothing_more_falls_due();
		});
	}
}

#[test]
fn a_ruling_is_in_time_or_late() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		advance_to(DUE - 1);
		let ruling = Ruling::Refuse(RefusalReason::Privacy);
		assert_ok!(SealedData::rule(signed(ARBITER), ASKED, ruling));
		assert_eq!(reports(), [(DATA_OFFICE, Fulfilled, 0)]);
	});
	ExtBuilder::build_and_execute(|| {
		disputed();
		advance_to(DUE);
		let refused = Some(RefusalReason::Privacy);
		assert_eq!(status(), RequestStatus::Escalated { refused });
		assert!(request().overdue && waits_for(ARBITER));
		assert_eq!(reports(), [(DATA_OFFICE, Late, 0)]);
		assert_eq!(logged().act, Act::FellDue { silent: Some(DATA_OFFICE) });
		nothing_more_falls_due();
	});
}

#[test]
fn each_step_has_its_own_time() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		advance_to(START + 100 * DAY);
		assert_eq!(reports(), [(COURT, Late, 0), (DATA_OFFICE, Late, 0)]);
		assert_eq!(status(), RequestStatus::Escalated { refused: None });
		nothing_more_falls_due();
	});
}

#[test]
fn a_person_has_no_credit() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::set_policy(signed(ALICE), 0, policy(Decision::Owner)));
		assert_ok!(SealedData::register(signed(ALICE), content(1), salt(1), 0, None));
		assert_ok!(SealedData::publish_key(signed(LAWYER), key(100)));
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
		advance_to(DUE);
		assert_eq!(logged().act, Act::FellDue { silent: None });
		assert_eq!(reports(), []);
		assert_eq!(status(), RequestStatus::Escalated { refused: None });
		assert_ok!(SealedData::rule(signed(ARBITER), ASKED, Ruling::Approve));
		assert_ok!(SealedData::grant(signed(ALICE), ASKED, 0, wrapped(1)));
		assert_eq!(reports(), [(DATA_OFFICE, Fulfilled, 0)]);
	});
}

#[test]
fn nobody_is_blamed_for_a_key_that_was_due_after_the_period() {
	for (until, reported) in [(DUE, vec![]), (DUE + 1, vec![(COURT, Breached, 0)])] {
		ExtBuilder::build_and_execute(|| {
			object_under(Decision::Automatic);
			assert_ok!(SealedData::ask(signed(LAWYER), FIRST, Terms { until, ..terms() }));
			advance_to(DUE);
			assert_eq!(reports(), reported);
			let reason = RefusalReason::Other;
			let over = RequestStatus::Refused { reason, at: DUE, upheld: true };
			let expected = if reported.is_empty() { over } else { RequestStatus::Approved };
			assert_eq!(status(), expected);
			nothing_more_falls_due();
		});
	}
}

#[test]
fn a_request_whose_period_is_over_does_not_wait_on() {
	let until = DUE;
	let ask = |policy: Policy| {
		object_with(policy);
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, Terms { until, ..terms() }));
	};
	let over = || {
		let reason = RefusalReason::Other;
		assert_eq!(status(), RequestStatus::Refused { reason, at: DUE, upheld: true });
		assert_eq!(log().last(), Some(&(None, Act::Refused { reason })));
		assert!(!waits_for(JUDGE) && !waits_for(ARBITER));
		assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 0);
	};
	for arbiter in [None, Some(DATA_OFFICE)] {
		ExtBuilder::build_and_execute(|| {
			ask(Policy { arbiter, ..policy(Decision::Owner) });
			advance_to(DUE);
			// The owner could have refused.
			assert_eq!(reports(), [(COURT, Late, 0)]);
			over();
			nothing_more_falls_due();
		});
	}
}

#[test]
fn a_dispute_waits_on_also_when_the_period_is_over() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, Terms { until: DUE, ..terms() }));
		assert_ok!(SealedData::refuse(signed(JUDGE), ASKED, RefusalReason::Privacy));
		assert_ok!(SealedData::dispute(signed(LAWYER), ASKED));
		reports();
		advance_to(DUE);
		assert_eq!(reports(), [(DATA_OFFICE, Late, 0)]);
		assert!(request().overdue && waits_for(ARBITER));
		assert_ok!(SealedData::rule(signed(ARBITER), ASKED, Ruling::Approve));
		assert_eq!(reports(), [(COURT, DisputeUpheld, 0)]);
	});
}

#[test]
fn who_acts_before_a_busy_chain_notices_is_in_time() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		set_clock(DUE + 1);
		assert_ok!(SealedData::approve(signed(JUDGE), ASKED));
		assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
		assert_eq!(request().due, DUE + 1 + 5 * DAY);
		advance_to(DUE + 1);
		assert_eq!(reports(), []);
	});
}

#[test]
fn a_suspended_owner_is_late_all_the_same() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		suspend(COURT, true);
		advance_to(DUE);
		assert_eq!(reports(), [(COURT, Late, 0)]);
		assert_eq!(status(), RequestStatus::Escalated { refused: None });
	});
}

#[test]
fn a_task_that_is_not_due_or_for_nothing_does_nothing() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		let due = |id| SealedData::handle(Task::RequestDue(id));
		set_clock(DUE - 1);
		assert_noop!(due(ASKED), Error::<Test>::NotDue);
		assert_noop!(due(NO_REQUEST), Error::<Test>::RequestNotFound);
		assert_ok!(SealedData::withdraw(signed(LAWYER), ASKED));
		set_clock(DUE);
		assert_noop!(due(ASKED), Error::<Test>::InvalidState);
	});
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Automatic);
		advance_to(DUE);
		// It was reported.
		assert_noop!(SealedData::handle(Task::RequestDue(ASKED)), Error::<Test>::InvalidState);
	});
}

#[test]
fn what_may_be_reported_is_weighed() {
	use crate::mock::MockCredit;
	use covenant_primitives::ReportOutcome;
	use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
	type Weights = <Test as Config>::WeightInfo;

	let report = MockCredit::weight();
	assert!(report.any_gt(Weight::zero()));
	let of = |call: Call<Test>| call.get_dispatch_info().call_weight;
	let (request, reason) = (ASKED, RefusalReason::Other);
	let (key_version, wrapped) = (0, wrapped(1));
	assert_eq!(of(Call::approve { request }), Weights::approve() + report);
	assert_eq!(of(Call::refuse { request, reason }), Weights::refuse() + report);
	assert_eq!(of(Call::grant { request, key_version, wrapped }), Weights::grant() + report);
	// The arbiter's and the owner's.
	let ruling = Ruling::Approve;
	assert_eq!(of(Call::rule { request, ruling }), Weights::rule() + report + report);
	let due = <SealedData as HandleDeadline<Task>>::weight(&Task::RequestDue(request));
	assert_eq!(due, Weights::request_due() + report);
}
