// SPDX-License-Identifier: Apache-2.0

//! What becomes of a request: approved, refused, taken back.

use super::*;
use sp_runtime::TokenError;

fn approve(id: OrderId) -> DispatchResult {
	Market::approve(signed(DEAN), id)
}

fn refuse(id: OrderId) -> DispatchResult {
	Market::refuse(signed(DEAN), id, H256::repeat_byte(2))
}

fn withdraw(id: OrderId) -> DispatchResult {
	Market::withdraw(signed(MANAGER), id)
}

#[test]
fn an_approved_order_is_held_and_waits_for_delivery() {
	ExtBuilder::build_and_execute(|| {
		let id = ordered(course(), ask(1_000));
		pass(1_234);
		assert_ok!(approve(id));
		let Order { status, since, due, .. } = order(id);
		let now = START + 1_234;
		assert_eq!((status, since, due), (Status::Confirmed, now, Some(now + DAY)));
		assert_eq!((held(), last_act(id)), (1_000, Act::Confirmed { held: 1_000 }));
		assert_eq!((figures(SCHOOL).answered, figures(SCHOOL).answer_time), (1, 1_234));
		assert_eq!(organization_has(COMPANY), FUNDS - 1_000);
	});
}

#[test]
fn a_refused_order_is_over() {
	ExtBuilder::build_and_execute(|| {
		let id = ordered(course(), ask(1_000));
		pass(9);
		assert_ok!(refuse(id));
		let Order { status, since, due, .. } = order(id);
		assert_eq!((status, since, due), (Status::Refused, START + 9, None));
		assert_eq!(last_act(id), Act::Refused { reason: H256::repeat_byte(2) });
		assert_eq!((figures(SCHOOL).answered, figures(SCHOOL).answer_time), (1, 9));
		assert_eq!((held(), reports()), (0, alloc::vec![]));
		assert_eq!(OpenOrders::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_request_is_taken_back() {
	ExtBuilder::build_and_execute(|| {
		let id = ordered(course(), ask(1_000));
		assert_ok!(withdraw(id));
		assert_eq!((status(id), order(id).due), (Status::Withdrawn, None));
		assert_eq!((last_act(id), reports()), (Act::Withdrawn, alloc::vec![]));
		// Nobody answered.
		assert_eq!((figures(SCHOOL).asked, figures(SCHOOL).answered), (1, 0));
		assert_eq!(OpenOrders::<Test>::iter().count(), 0);
	});
}

#[test]
fn what_is_answered_is_not_answered_again() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let ended = [ordered(course, ask(1_000)), ordered(course, ask(1_000))];
		assert_ok!(refuse(ended[0]));
		assert_ok!(withdraw(ended[1]));
		for id in ended.into_iter().chain([confirmed(course, ask(1_000)), delivered()]) {
			for answer in [approve, refuse, withdraw] {
				assert_noop!(answer(id), Error::<Test>::WrongState);
			}
		}
	});
}

#[test]
fn what_there_is_not_is_not_answered() {
	ExtBuilder::build_and_execute(|| {
		for answer in [approve, refuse, withdraw] {
			assert_noop!(answer(NO_ORDER), Error::<Test>::NotFound);
		}
	});
}

#[test]
fn whoever_cannot_pay_is_not_approved() {
	ExtBuilder::build_and_execute(|| {
		let dear = offered(Kind::Course, price(FUNDS, Per::Use), conditions(Method::Statement));
		let id = ordered(dear, ask(FUNDS));
		assert_noop!(approve(id), TokenError::FundsUnavailable);
		assert_eq!((status(id), held(), figures(SCHOOL).answered), (Status::Requested, 0, 0));
		assert_ok!(Assets::mint(signed(ISSUER), CNY, COMPANY.0.into(), 1));
		assert_ok!(approve(id));
		assert_eq!(held(), FUNDS);
		assert_ok!(cancel(DEAN, id));
		assert_ok!(Assets::burn(signed(ISSUER), CNY, COMPANY.0.into(), 1));
	});
}

/// What a buyer asked for in all can be more than it has: who comes first is served.
#[test]
fn money_is_held_once() {
	ExtBuilder::build_and_execute(|| {
		let half = FUNDS / 2;
		let dear = offered(Kind::Course, price(half, Per::Use), conditions(Method::Statement));
		let ids = [ordered(dear, ask(half)), ordered(dear, ask(half))];
		assert_ok!(approve(ids[0]));
		assert_noop!(approve(ids[1]), TokenError::FundsUnavailable);
		assert_ok!(cancel(MANAGER, ids[0]));
		assert_ok!(approve(ids[1]));
	});
}

#[test]
fn a_frozen_buyer_is_not_approved() {
	ExtBuilder::build_and_execute(|| {
		let id = ordered(course(), ask(1_000));
		assert_ok!(Assets::freeze(signed(ISSUER), CNY, COMPANY.0.into()));
		assert_noop!(approve(id), TokenError::FundsUnavailable);
		block(COMPANY.0.into(), false);
		assert_ok!(approve(id));
	});
}

#[test]
fn a_suspended_buyer_is_not_approved() {
	ExtBuilder::build_and_execute(|| {
		let id = ordered(course(), ask(1_000));
		suspend(COMPANY, true);
		assert_noop!(approve(id), Error::<Test>::Suspended);
		suspend(COMPANY, false);
		assert_ok!(approve(id));
		let id = ordered(course(), ask(1_000));
		suspend(COMPANY, true);
		assert_ok!(refuse(id));
	});
}

#[test]
fn what_is_not_offered_any_more_is_not_approved() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let ids = [ordered(course, ask(1_000)), ordered(course, ask(1_000))];
		retire(course);
		assert_noop!(approve(ids[0]), Error::<Test>::NotOffered);
		assert_ok!(refuse(ids[0]));
		assert_ok!(withdraw(ids[1]));
	});
}

#[test]
fn slots_that_are_taken_meanwhile_are_not_approved() {
	ExtBuilder::build_and_execute(|| {
		let lab = offered(Kind::Facility, price(50, Per::Slot), conditions(Method::Attendance));
		let ids = [ordered(lab, ask_hours(10)), ordered(lab, ask_hours(12))];
		assert_ok!(approve(ids[1]));
		assert_noop!(approve(ids[0]), DispatchError::Other("taken"));
		assert_eq!((status(ids[0]), held()), (Status::Requested, 150));
		assert_ok!(cancel(MANAGER, ids[1]));
		assert_ok!(approve(ids[0]));
		assert_eq!(order(ids[0]).due, Some(START + 13 * HOUR + DAY));
	});
}

#[test]
fn slots_that_begin_meanwhile_are_not_approved() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { answer: DAY, ..conditions(Method::Attendance) };
		let lab = offered(Kind::Facility, price(50, Per::Slot), terms);
		let id = ordered(lab, ask_hours(10));
		pass(10 * HOUR);
		assert_noop!(approve(id), DispatchError::Other("no slots"));
		assert_ok!(withdraw(id));
	});
}

/// What needs no capability when it is free needs none later.
#[test]
fn what_is_free_is_approved_without_money() {
	ExtBuilder::build_and_execute(|| {
		let free = offered(Kind::Course, None, conditions(Method::Statement));
		let id = ordered(free, ask(0));
		assert_ok!(approve(id));
		assert_eq!((held(), last_act(id)), (0, Act::Confirmed { held: 0 }));
		assert_eq!(Held::<Test>::iter().count(), 0);
	});
}
