// SPDX-License-Identifier: Apache-2.0

//! Less than the whole: offered by the buyer, agreed to or not by the seller.

use super::*;

#[test]
fn a_part_is_offered_and_agreed_to() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		pass(HOUR);
		assert_ok!(accept_part(id, 700));
		let Order { status: now, since, due, .. } = order(id);
		assert_eq!((now, since), (Status::Reduced { amount: 700 }, START + HOUR));
		assert_eq!((due, held()), (Some(START + HOUR + 2 * DAY), 1_000));
		assert_eq!(last_act(id), Act::Reduced { amount: 700 });
		assert_ok!(agree_part(id, 700));
		let paid = Act::Paid { stage: 0, paid: 700, returned: 300, cause: Cause::PartAgreed };
		assert_eq!((status(id), last_act(id)), (Status::Settled, paid));
		assert_eq!(organization_has(SCHOOL), FUNDS + 700);
		assert_eq!((organization_has(COMPANY), held()), (FUNDS - 700, 0));
		// It kept its word in part.
		assert_eq!((reports(), figures(SCHOOL).settled), (alloc::vec![], 1));
	});
}

#[test]
fn a_part_is_less_than_the_whole() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		for amount in [1_000, 1_001, Amount::MAX] {
			assert_noop!(accept_part(id, amount), Error::<Test>::InvalidAmount);
		}
		assert_ok!(accept_part(id, 999));
		assert_ok!(agree_part(id, 999));
		assert_eq!(organization_has(SCHOOL), FUNDS + 999);
	});
}

#[test]
fn a_part_can_be_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		assert_ok!(accept_part(id, 0));
		assert_ok!(agree_part(id, 0));
		let paid = Act::Paid { stage: 0, paid: 0, returned: 1_000, cause: Cause::PartAgreed };
		assert_eq!((status(id), last_act(id)), (Status::Settled, paid));
		assert_eq!((organization_has(SCHOOL), organization_has(COMPANY)), (FUNDS, FUNDS));
		assert_eq!(Turnovers::<Test>::iter().count(), 0);
	});
}

#[test]
fn nothing_has_no_part() {
	ExtBuilder::build_and_execute(|| {
		let id = confirmed(offered(Kind::Course, None, conditions(Method::Statement)), ask(0));
		assert_ok!(deliver(id, statement()));
		assert_noop!(accept_part(id, 0), Error::<Test>::InvalidAmount);
	});
}

#[test]
fn a_part_of_a_stage_is_less_than_the_stage() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[100, 300]);
		assert_ok!(deliver(id, statement()));
		assert_noop!(accept_part(id, 100), Error::<Test>::InvalidAmount);
		assert_ok!(accept_part(id, 40));
		assert_ok!(agree_part(id, 40));
		let paid = Act::Paid { stage: 0, paid: 40, returned: 60, cause: Cause::PartAgreed };
		assert_eq!((last_act(id), status(id), held()), (paid, Status::Confirmed, 300));
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept_part(id, 299));
		pass(2 * DAY);
		assert_eq!((status(id), organization_has(SCHOOL)), (Status::Settled, FUNDS + 339));
		assert_eq!(organization_has(COMPANY), FUNDS - 339);
	});
}

/// A seller agrees to what it saw.
#[test]
fn another_amount_is_not_agreed_to() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		for amount in [0, 500] {
			assert_noop!(agree_part(id, amount), Error::<Test>::WrongState);
		}
		assert_ok!(accept_part(id, 500));
		for amount in [0, 499, 501, 1_000] {
			assert_noop!(agree_part(id, amount), Error::<Test>::WrongState);
		}
		assert_ok!(agree_part(id, 500));
		assert_noop!(agree_part(id, 500), Error::<Test>::WrongState);
	});
}

#[test]
fn a_buyer_offers_once() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		assert_ok!(accept_part(id, 500));
		for amount in [499, 500, 501] {
			assert_noop!(accept_part(id, amount), Error::<Test>::WrongState);
		}
	});
}

#[test]
fn only_for_what_is_delivered_a_part_is_offered() {
	ExtBuilder::build_and_execute(|| {
		let disputed = delivered();
		assert_ok!(dispute(MANAGER, disputed));
		let paid = delivered();
		assert_ok!(accept(paid));
		let slots = booked(10);
		pass(10 * HOUR);
		let asked = ordered(course(), ask(1_000));
		for id in [asked, begun(), disputed, paid, slots] {
			assert_noop!(accept_part(id, 1), Error::<Test>::WrongState);
			assert_noop!(agree_part(id, 1), Error::<Test>::WrongState);
		}
		assert_noop!(accept_part(NO_ORDER, 1), Error::<Test>::NotFound);
		assert_noop!(agree_part(NO_ORDER, 1), Error::<Test>::NotFound);
	});
}

#[test]
fn a_seller_that_is_silent_agrees() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		pass(DAY);
		assert_ok!(accept_part(id, 333));
		pass(2 * DAY - 1);
		assert_eq!(status(id), Status::Reduced { amount: 333 });
		pass(1);
		let paid = Act::Paid { stage: 0, paid: 333, returned: 667, cause: Cause::Silence };
		assert_eq!((status(id), last_act(id)), (Status::Settled, paid));
		assert_eq!((organization_has(SCHOOL), reports()), (FUNDS + 333, alloc::vec![]));
	});
}

#[test]
fn a_seller_objects_to_a_part() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		assert_ok!(accept_part(id, 333));
		assert_noop!(dispute(MANAGER, id), Error::<Test>::NotAuthorized);
		assert_ok!(dispute(DEAN, id));
		assert_eq!(status(id), Status::Disputed { by: Role::Seller });
		assert_noop!(agree_part(id, 333), Error::<Test>::WrongState);
		assert_ok!(rule(id, 1_000, Some(Role::Buyer)));
		assert_eq!(organization_has(SCHOOL), FUNDS + 1_000);
		let decided = [(COURT, Outcome::Fulfilled), (COMPANY, Outcome::DisputeUpheld)];
		assert_eq!(reports(), decided);
	});
}

#[test]
fn a_part_is_divided_like_the_whole() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		share(course, &[(party(COLLEGE), UNIT / 3), (party(SCHOOL), UNIT - UNIT / 3)]);
		let id = confirmed(course, ask(1_000));
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept_part(id, 100));
		assert_ok!(agree_part(id, 100));
		assert_eq!(organization_has(COLLEGE), FUNDS + 33);
		assert_eq!(organization_has(SCHOOL), FUNDS + 67);
	});
}
