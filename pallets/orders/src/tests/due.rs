// SPDX-License-Identifier: Apache-2.0

//! What happens when whoever is to act does not.

use super::*;
use covenant_primitives::HandleDeadline;

fn fall_due(id: OrderId) -> DispatchResult {
	Market::handle(Task::Due(id))
}

/// An order in each state in which somebody is to act, and how long that one has.
fn waiting() -> [(OrderId, Moment); 5] {
	let asked = ordered(course(), ask(1_000));
	let (begun, said, reduced, disputed) = (begun(), delivered(), delivered(), delivered());
	assert_ok!(accept_part(reduced, 10));
	assert_ok!(dispute(MANAGER, disputed));
	[(asked, HOUR), (begun, DAY), (said, 2 * DAY), (reduced, 2 * DAY), (disputed, 60 * DAY)]
}

#[test]
fn nothing_happens_before_its_time() {
	for index in 0..5 {
		ExtBuilder::build_and_execute(|| {
			let (id, window) = waiting()[index];
			assert_eq!(order(id).due, Some(START + window));
			let before = status(id);
			assert_noop!(fall_due(id), Error::<Test>::TooEarly);
			pass(window - 1);
			assert_noop!(fall_due(id), Error::<Test>::TooEarly);
			assert_eq!(status(id), before);
			pass(1);
			assert!(!status(id).is_open(), "{before:?}");
		});
	}
}

#[test]
fn each_state_ends_in_its_way() {
	ExtBuilder::build_and_execute(|| {
		let ids = waiting().map(|(id, _)| id);
		pass(60 * DAY);
		let silence = Cause::Silence;
		let acts = [
			Act::Lapsed,
			Act::Failed { returned: 1_000 },
			Act::Paid { stage: 0, paid: 1_000, returned: 0, cause: silence },
			Act::Paid { stage: 0, paid: 10, returned: 990, cause: silence },
			Act::Paid { stage: 0, paid: 500, returned: 500, cause: Cause::Halved },
		];
		let statuses = [Status::Lapsed, Status::Failed, Status::Settled];
		for ((id, act), expected) in
			ids.into_iter().zip(acts).zip(statuses.into_iter().chain([Status::Settled; 2]))
		{
			let Order { status, since, due, .. } = order(id);
			assert_eq!((status, since, due), (expected, START + 60 * DAY, None));
			let entry = Market::query_log(id, None, 9).items.pop().unwrap();
			assert_eq!((entry.act, entry.by), (act, None));
		}
		let mut reports = reports();
		reports.sort();
		let expected =
			[(SCHOOL, Outcome::Fulfilled), (SCHOOL, Outcome::Breached), (COURT, Outcome::Breached)];
		assert_eq!(reports, expected);
		assert_eq!(organization_has(SCHOOL), FUNDS + 1_510);
		assert_eq!((organization_has(COMPANY), held()), (FUNDS - 1_510, 0));
		assert_eq!((figures(SCHOOL).failed, figures(SCHOOL).settled), (1, 3));
		assert_eq!(OpenOrders::<Test>::iter().count(), 0);
	});
}

#[test]
fn what_is_over_falls_due_no_more() {
	ExtBuilder::build_and_execute(|| {
		let asked = || ordered(course(), ask(1_000));
		let (refused, withdrawn, canceled, settled) = (asked(), asked(), begun(), delivered());
		assert_ok!(Market::refuse(signed(DEAN), refused, H256::zero()));
		assert_ok!(Market::withdraw(signed(MANAGER), withdrawn));
		assert_ok!(cancel(MANAGER, canceled));
		assert_ok!(accept(settled));
		let lapsed = asked();
		let failed = begun();
		pass(DAY);
		for id in [refused, withdrawn, canceled, settled, lapsed, failed] {
			assert!(!status(id).is_open());
			assert_noop!(fall_due(id), Error::<Test>::TooEarly);
			Now::mutate(|now| *now += 1_000 * DAY);
			assert_noop!(fall_due(id), Error::<Test>::TooEarly);
		}
	});
}

#[test]
fn nothing_is_nowhere() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(fall_due(NO_ORDER), Error::<Test>::NotFound);
	});
}

#[test]
fn what_was_done_in_time_does_not_fall_due() {
	ExtBuilder::build_and_execute(|| {
		let id = ordered(course(), ask(1_000));
		pass(HOUR - 1);
		assert_ok!(Market::approve(signed(DEAN), id));
		pass(DAY - 1);
		assert_ok!(deliver(id, statement()));
		pass(2 * DAY - 1);
		assert_ok!(accept_part(id, 600));
		pass(2 * DAY - 1);
		assert_ok!(dispute(DEAN, id));
		pass(60 * DAY - 1);
		assert_ok!(rule(id, 800, None));
		assert_eq!(organization_has(SCHOOL), FUNDS + 800);
		assert_eq!(reports(), [(COURT, Outcome::Fulfilled)]);
	});
}

#[test]
fn what_falls_due_late_falls_due_once() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[100, 200]);
		assert_ok!(deliver(id, statement()));
		// Blocks were full for a year.
		pass(365 * DAY);
		let Order { status: now, stage, since, due, .. } = order(id);
		assert_eq!((now, stage, since), (Status::Confirmed, 1, Now::get()));
		assert_eq!((due, held()), (Some(Now::get() + DAY), 200));
		assert_noop!(fall_due(id), Error::<Test>::TooEarly);
		pass(DAY);
		assert_eq!((status(id), last_act(id)), (Status::Failed, Act::Failed { returned: 200 }));
	});
}

#[test]
fn a_project_that_is_not_gone_on_with_fails() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[100, 200, 300]);
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		Reports::kill();
		pass(DAY);
		assert_eq!((status(id), order(id).stage), (Status::Failed, 1));
		assert_eq!(last_act(id), Act::Failed { returned: 500 });
		assert_eq!((organization_has(SCHOOL), held()), (FUNDS + 100, 0));
		assert_eq!(reports(), [(SCHOOL, Outcome::Breached)]);
		assert_eq!((figures(SCHOOL).failed, figures(SCHOOL).settled), (1, 0));
	});
}

#[test]
fn each_stage_can_be_settled_by_silence() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[100, 200]);
		for sum in [100, 300] {
			assert_ok!(deliver(id, statement()));
			pass(2 * DAY);
			assert_eq!(organization_has(SCHOOL), FUNDS + sum);
		}
		assert_eq!(status(id), Status::Settled);
		assert_eq!(reports(), [(SCHOOL, Outcome::Fulfilled); 2]);
	});
}

#[test]
fn slots_that_nobody_was_at_are_free_again() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(13 * HOUR + DAY - 1);
		assert_eq!((status(id), Booked::iter().count()), (Status::Confirmed, 1));
		pass(1);
		assert_eq!((status(id), Booked::iter().count()), (Status::Failed, 0));
		assert_eq!((organization_has(COMPANY), figures(SCHOOL).minutes), (FUNDS, 0));
		assert_eq!(reports(), [(SCHOOL, Outcome::Breached)]);
	});
}

#[test]
fn what_falls_due_is_weighed() {
	let weight = <Market as HandleDeadline<Task>>::weight(&Task::Due(OrderId(0)));
	assert_eq!(weight, <Test as Config>::WeightInfo::fall_due());
}
