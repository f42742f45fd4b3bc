// SPDX-License-Identifier: Apache-2.0

//! What a side objects to, and what becomes of it.

use super::*;

/// A course for so much, delivered and objected to.
fn disputed(amount: Amount) -> OrderId {
	let course = offered(Kind::Course, price(amount, Per::Use), conditions(Method::Statement));
	let id = confirmed(course, ask(amount));
	assert_ok!(deliver(id, statement()));
	assert_ok!(dispute(MANAGER, id));
	id
}

#[test]
fn a_buyer_objects_to_what_was_delivered() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		assert_noop!(dispute(DEAN, id), Error::<Test>::NotAuthorized);
		pass(2 * DAY - 1);
		assert_ok!(dispute(MANAGER, id));
		let Order { status, since, due, .. } = order(id);
		assert_eq!((status, since), (Status::Disputed { by: Role::Buyer }, Now::get()));
		assert_eq!(due, Some(Now::get() + 60 * DAY));
		assert_eq!(last_act(id), Act::Disputed { grounds: H256::repeat_byte(1) });
		assert_eq!((held(), reports()), (1_000, alloc::vec![]));
	});
}

#[test]
fn nobody_objects_to_anything_else() {
	ExtBuilder::build_and_execute(|| {
		let paid = delivered();
		assert_ok!(accept(paid));
		let slots = booked(10);
		pass(10 * HOUR);
		let asked = ordered(course(), ask(1_000));
		for id in [asked, begun(), slots, paid, disputed(10)] {
			for by in [MANAGER, DEAN] {
				assert_noop!(dispute(by, id), Error::<Test>::WrongState);
			}
		}
		assert_noop!(dispute(MANAGER, NO_ORDER), Error::<Test>::NotFound);
	});
}

#[test]
fn without_an_arbiter_nobody_objects() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { arbiter: None, ..conditions(Method::Statement) };
		let id = confirmed(offered(Kind::Course, None, terms), ask(0));
		assert_ok!(deliver(id, statement()));
		assert_noop!(dispute(MANAGER, id), Error::<Test>::NoArbiter);
	});
}

#[test]
fn there_is_a_dispute_over_what_is_free_too() {
	ExtBuilder::build_and_execute(|| {
		let id = confirmed(offered(Kind::Course, None, conditions(Method::Statement)), ask(0));
		assert_ok!(deliver(id, statement()));
		assert_ok!(dispute(MANAGER, id));
		assert_noop!(rule(id, 1, None), Error::<Test>::InvalidAmount);
		assert_ok!(rule(id, 0, Some(Role::Seller)));
		assert_eq!(reports().last(), Some(&(SCHOOL, Outcome::DisputeUpheld)));
	});
}

#[test]
fn an_arbiter_gives_each_side_what_it_decides() {
	ExtBuilder::build_and_execute(|| {
		let mut school = FUNDS;
		for amount in [0, 1, 999, 1_000] {
			let id = disputed(1_000);
			for wrong in [1_001, Amount::MAX] {
				assert_noop!(rule(id, wrong, None), Error::<Test>::InvalidAmount);
			}
			assert_ok!(rule(id, amount, None));
			school += amount;
			let cause = Cause::Ruled { at_fault: None };
			let paid = Act::Paid { stage: 0, paid: amount, returned: 1_000 - amount, cause };
			assert_eq!((status(id), last_act(id)), (Status::Settled, paid));
			assert_eq!((organization_has(SCHOOL), held()), (school, 0));
			assert_noop!(rule(id, amount, None), Error::<Test>::WrongState);
		}
		// Whatever it decides, it did what it was to do, and nobody else.
		assert_eq!(reports(), [(COURT, Outcome::Fulfilled); 4]);
	});
}

#[test]
fn whose_fault_it_was_costs_credit() {
	ExtBuilder::build_and_execute(|| {
		for (at_fault, blamed) in
			[(None, None), (Some(Role::Buyer), Some(COMPANY)), (Some(Role::Seller), Some(SCHOOL))]
		{
			Reports::kill();
			let id = disputed(1_000);
			assert_ok!(rule(id, 1_000, at_fault));
			let expected = [(COURT, Outcome::Fulfilled)]
				.into_iter()
				.chain(blamed.map(|blamed| (blamed, Outcome::DisputeUpheld)));
			assert_eq!(reports(), expected.collect::<alloc::vec::Vec<_>>());
			let cause = Cause::Ruled { at_fault };
			assert!(matches!(last_act(id), Act::Paid { cause: it, .. } if it == cause));
		}
	});
}

#[test]
fn nothing_is_decided_that_nobody_disputes() {
	ExtBuilder::build_and_execute(|| {
		let reduced = delivered();
		assert_ok!(accept_part(reduced, 1));
		for id in [begun(), delivered(), reduced] {
			assert_noop!(rule(id, 1, None), Error::<Test>::WrongState);
		}
		assert_noop!(rule(NO_ORDER, 1, None), Error::<Test>::NotFound);
	});
}

#[test]
fn an_arbiter_that_is_silent_halves_and_has_breached() {
	ExtBuilder::build_and_execute(|| {
		let mut school = FUNDS;
		for (amount, paid) in [(1_000, 500), (1_001, 500), (1, 0), (3, 1)] {
			Reports::kill();
			let id = disputed(amount);
			pass(60 * DAY - 1);
			assert_eq!(status(id), Status::Disputed { by: Role::Buyer });
			pass(1);
			school += paid;
			let returned = amount - paid;
			let halved = Act::Paid { stage: 0, paid, returned, cause: Cause::Halved };
			assert_eq!((status(id), last_act(id)), (Status::Settled, halved));
			assert_eq!((organization_has(SCHOOL), held()), (school, 0));
			assert_eq!(reports(), [(COURT, Outcome::Breached)]);
		}
	});
}

#[test]
fn an_arbiter_decides_until_it_is_too_late() {
	ExtBuilder::build_and_execute(|| {
		let id = disputed(1_000);
		pass(60 * DAY - 1);
		assert_ok!(rule(id, 10, None));
		assert_eq!(reports(), [(COURT, Outcome::Fulfilled)]);
	});
}

#[test]
fn a_suspended_arbiter_decides_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = disputed(1_000);
		suspend(COURT, true);
		assert_noop!(rule(id, 1, None), DispatchError::Other("suspended"));
		pass(60 * DAY);
		assert_eq!(organization_has(SCHOOL), FUNDS + 500);
		assert_eq!(reports(), [(COURT, Outcome::Breached)]);
	});
}

#[test]
fn a_buyer_can_give_in() {
	ExtBuilder::build_and_execute(|| {
		let reduced = delivered();
		assert_ok!(accept_part(reduced, 5));
		assert_ok!(dispute(DEAN, reduced));
		for id in [disputed(1_000), reduced] {
			assert_ok!(accept(id));
			let paid = Act::Paid { stage: 0, paid: 1_000, returned: 0, cause: Cause::Accepted };
			assert_eq!((status(id), last_act(id)), (Status::Settled, paid));
			assert_noop!(rule(id, 1, None), Error::<Test>::WrongState);
		}
		assert_eq!(organization_has(SCHOOL), FUNDS + 2_000);
		assert_eq!(reports(), [(SCHOOL, Outcome::Fulfilled); 2]);
	});
}

#[test]
fn slots_are_disputed_when_somebody_was_not_there() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(10 * HOUR);
		assert_ok!(deliver(id, statement()));
		assert_ok!(dispute(MANAGER, id));
		assert_eq!(Booked::iter().count(), 1);
		assert_ok!(rule(id, 0, Some(Role::Seller)));
		assert_eq!((organization_has(COMPANY), Booked::iter().count()), (FUNDS, 0));
	});
}

#[test]
fn a_project_goes_on_after_a_ruling() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[100, 300]);
		assert_ok!(deliver(id, statement()));
		assert_ok!(dispute(MANAGER, id));
		assert_noop!(rule(id, 101, None), Error::<Test>::InvalidAmount);
		pass(30 * DAY);
		assert_ok!(rule(id, 0, None));
		let Order { status: now, stage, due, .. } = order(id);
		assert_eq!((now, stage, due), (Status::Confirmed, 1, Some(Now::get() + DAY)));
		assert_eq!((held(), figures(SCHOOL).settled), (300, 0));
		assert_ok!(deliver(id, statement()));
		assert_ok!(dispute(MANAGER, id));
		pass(60 * DAY);
		assert_eq!((status(id), organization_has(SCHOOL)), (Status::Settled, FUNDS + 150));
	});
}

#[test]
fn what_is_decided_is_divided_by_shares() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		share(course, &[(party(COLLEGE), UNIT / 2), (party(SCHOOL), UNIT / 2)]);
		let id = confirmed(course, ask(1_000));
		assert_ok!(deliver(id, statement()));
		assert_ok!(dispute(MANAGER, id));
		assert_ok!(rule(id, 401, None));
		assert_eq!(organization_has(COLLEGE), FUNDS + 201);
		assert_eq!(organization_has(SCHOOL), FUNDS + 200);
		assert_eq!(organization_has(COMPANY), FUNDS - 401);
	});
}
