// SPDX-License-Identifier: Apache-2.0

//! What a buyer accepts is paid.

use super::*;

#[test]
fn what_is_accepted_is_paid() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		pass(3);
		System::reset_events();
		assert_ok!(accept(id));
		let Order { status, since, due, .. } = order(id);
		assert_eq!((status, since, due), (Status::Settled, START + 3, None));
		assert_eq!((held(), organization_has(SCHOOL)), (0, FUNDS + 1_000));
		let paid = Act::Paid { stage: 0, paid: 1_000, returned: 0, cause: Cause::Accepted };
		assert_eq!(last_act(id), paid);
		assert_eq!(reports(), [(SCHOOL, Outcome::Fulfilled)]);
		assert_eq!(OpenOrders::<Test>::iter().count(), 0);
		let asset = CNY;
		System::assert_has_event(
			Event::Paid { order: id, party: party(SCHOOL), asset, amount: 1_000 }.into(),
		);
	});
}

#[test]
fn a_report_names_the_order() {
	ExtBuilder::build_and_execute(|| {
		NextOrderId::<Test>::put(OrderId(0x0102));
		let id = delivered();
		assert_ok!(accept(id));
		let (_, report) = Reports::get().remove(0);
		assert_eq!(report.reference, H256::from_low_u64_be(0x0102));
	});
}

#[test]
fn a_buyer_can_say_that_it_was_there() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(10 * HOUR - 1);
		assert_noop!(accept(id), Error::<Test>::TooEarly);
		pass(1);
		assert_ok!(accept(id));
		assert_eq!((status(id), Booked::iter().count()), (Status::Settled, 0));
		assert_eq!(reports(), [(SCHOOL, Outcome::Fulfilled)]);
		assert_eq!(Deliveries::<Test>::iter().count(), 0);
	});
}

/// Also after the end, when the seller has said nothing.
#[test]
fn a_buyer_can_say_so_until_the_order_fails() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(13 * HOUR + DAY - 1);
		assert_ok!(accept(id));
		assert_eq!(organization_has(SCHOOL), FUNDS + 150);
	});
}

#[test]
fn a_buyer_accepts_what_the_seller_said_of_slots() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(10 * HOUR);
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!((status(id), Booked::iter().count()), (Status::Settled, 0));
	});
}

#[test]
fn nothing_else_is_accepted_before_it_is_delivered() {
	ExtBuilder::build_and_execute(|| {
		let waits = ordered(course(), ask(1_000));
		for id in [waits, begun(), project(&[1, 2])] {
			assert_noop!(accept(id), Error::<Test>::WrongState);
		}
		let lab = offered(Kind::Facility, price(50, Per::Slot), conditions(Method::Attendance));
		let asked = ordered(lab, ask_hours(10));
		assert_noop!(accept(asked), Error::<Test>::WrongState);
		assert_noop!(accept(NO_ORDER), Error::<Test>::NotFound);
	});
}

#[test]
fn nothing_is_accepted_twice() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		assert_ok!(accept(id));
		assert_noop!(accept(id), Error::<Test>::WrongState);
		let gone = begun();
		assert_ok!(cancel(MANAGER, gone));
		assert_noop!(accept(gone), Error::<Test>::WrongState);
	});
}

#[test]
fn a_buyer_that_offered_a_part_can_still_pay_all() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		assert_ok!(accept_part(id, 10));
		assert_ok!(accept(id));
		let paid = Act::Paid { stage: 0, paid: 1_000, returned: 0, cause: Cause::Accepted };
		assert_eq!((last_act(id), organization_has(SCHOOL)), (paid, FUNDS + 1_000));
		assert_eq!(reports(), [(SCHOOL, Outcome::Fulfilled)]);
	});
}

#[test]
fn a_stage_that_is_accepted_begins_the_next() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[10, 0, 30].map(|amount| amount + 1));
		for (stage, amount, left) in [(0, 11, 32), (1, 1, 31), (2, 31, 0)] {
			pass(HOUR);
			assert_ok!(deliver(id, statement()));
			pass(HOUR);
			assert_ok!(accept(id));
			let paid = Act::Paid { stage, paid: amount, returned: 0, cause: Cause::Accepted };
			assert_eq!((last_act(id), held()), (paid, left));
			if left > 0 {
				let Order { status, stage: next, since, due, .. } = order(id);
				assert_eq!((status, next), (Status::Confirmed, stage + 1));
				assert_eq!((since, due), (Now::get(), Some(Now::get() + DAY)));
			}
		}
		assert_eq!((status(id), order(id).stage, order(id).due), (Status::Settled, 2, None));
		assert_eq!(reports(), [(SCHOOL, Outcome::Fulfilled); 3]);
		assert_eq!((figures(SCHOOL).settled, OpenOrders::<Test>::iter().count()), (1, 0));
	});
}

#[test]
fn the_most_stages_are_paid_one_by_one() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[7; 16]);
		for stage in 1..=16 {
			assert_ok!(deliver(id, statement()));
			assert_ok!(accept(id));
			assert_eq!(held(), 7 * (16 - stage));
		}
		assert_eq!((status(id), organization_has(SCHOOL)), (Status::Settled, FUNDS + 112));
	});
}

#[test]
fn what_is_free_is_accepted_without_payment() {
	ExtBuilder::build_and_execute(|| {
		let id = confirmed(offered(Kind::Course, None, conditions(Method::Statement)), ask(0));
		assert_ok!(deliver(id, statement()));
		System::reset_events();
		assert_ok!(accept(id));
		let paid = Act::Paid { stage: 0, paid: 0, returned: 0, cause: Cause::Accepted };
		assert_eq!(last_act(id), paid);
		assert_eq!((System::events().len(), Turnovers::<Test>::iter().count()), (1, 0));
		assert_eq!(reports(), [(SCHOOL, Outcome::Fulfilled)]);
	});
}

#[test]
fn a_seller_is_paid_while_it_is_suspended() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		suspend(SCHOOL, true);
		assert_ok!(accept(id));
		assert_eq!(organization_has(SCHOOL), FUNDS + 1_000);
	});
}
