// SPDX-License-Identifier: Apache-2.0

//! Orders that a side gives up.

use super::*;

/// What came of it: the fee, and what went back.
fn canceled(id: OrderId) -> (Amount, Amount) {
	match last_act(id) {
		Act::Canceled { fee, returned } => (fee, returned),
		other => panic!("{other:?}"),
	}
}

/// A course for `amount` that costs such a fee, confirmed, and so late that it is due in a minute.
fn late(amount: Amount, fee: u16) -> OrderId {
	let terms = Conditions { fee, ..at_once(Method::Statement) };
	let id = ordered(offered(Kind::Course, price(amount, Per::Use), terms), ask(amount));
	pass(DAY - 60_000);
	id
}

#[test]
fn slots_are_given_up_for_nothing_until_notice() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(4 * HOUR);
		assert_ok!(cancel(MANAGER, id));
		assert_eq!((canceled(id), organization_has(COMPANY)), ((0, 150), FUNDS));
		assert_eq!(status(id), Status::Canceled { by: Role::Buyer });
		assert_eq!((order(id).since, order(id).due), (Now::get(), None));
		assert_eq!((Booked::iter().count(), OpenOrders::<Test>::iter().count()), (0, 0));
		let id = booked(14);
		pass(4 * HOUR + 1);
		assert_ok!(cancel(MANAGER, id));
		assert_eq!((canceled(id), organization_has(COMPANY)), ((30, 120), FUNDS - 30));
		assert_eq!(Booked::iter().count(), 0);
		assert_eq!(reports(), []);
	});
}

#[test]
fn anything_else_is_given_up_for_nothing_until_so_long_before_it_is_due() {
	ExtBuilder::build_and_execute(|| {
		let ids = [begun(), begun()];
		pass(18 * HOUR);
		assert_ok!(cancel(MANAGER, ids[0]));
		assert_eq!(canceled(ids[0]), (0, 1_000));
		pass(1);
		assert_ok!(cancel(MANAGER, ids[1]));
		assert_eq!(canceled(ids[1]), (200, 800));
		assert_eq!(organization_has(SCHOOL), FUNDS + 200);
	});
}

#[test]
fn a_buyer_does_not_cancel_what_has_begun() {
	ExtBuilder::build_and_execute(|| {
		let ids = [booked(10), booked(10)];
		pass(10 * HOUR - 1);
		assert_ok!(cancel(MANAGER, ids[0]));
		assert_eq!(canceled(ids[0]), (30, 120));
		for time in [1, HOUR, DAY] {
			pass(time);
			assert_noop!(cancel(MANAGER, ids[1]), Error::<Test>::TooLate);
		}
	});
}

#[test]
fn a_seller_cancels_for_nothing_until_notice() {
	ExtBuilder::build_and_execute(|| {
		let ids = [booked(10), begun(), begun()];
		pass(4 * HOUR);
		assert_ok!(cancel(DEAN, ids[0]));
		assert_eq!(canceled(ids[0]), (0, 150));
		assert_eq!(status(ids[0]), Status::Canceled { by: Role::Seller });
		pass(14 * HOUR);
		assert_ok!(cancel(DEAN, ids[1]));
		assert_eq!(reports(), []);
		pass(1);
		assert_ok!(cancel(DEAN, ids[2]));
		assert_eq!(canceled(ids[2]), (0, 1_000));
		assert_eq!(reports(), [(SCHOOL, Outcome::Breached)]);
		assert_eq!(organization_has(COMPANY), FUNDS);
	});
}

#[test]
fn a_seller_that_cancels_slots_late_has_breached() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(4 * HOUR + 1);
		assert_ok!(cancel(DEAN, id));
		assert_eq!(reports(), [(SCHOOL, Outcome::Breached)]);
		assert_eq!((canceled(id), organization_has(COMPANY)), ((0, 150), FUNDS));
	});
}

#[test]
fn a_seller_can_cancel_what_has_begun() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(11 * HOUR);
		assert_ok!(cancel(DEAN, id));
		assert_eq!((canceled(id), organization_has(COMPANY)), ((0, 150), FUNDS));
		assert_eq!(reports(), [(SCHOOL, Outcome::Breached)]);
	});
}

#[test]
fn a_fee_is_rounded_down() {
	ExtBuilder::build_and_execute(|| {
		for (amount, fee, expected) in [
			(1, 2_000, 0),
			(4, 2_000, 0),
			(5, 2_000, 1),
			(149, 2_000, 29),
			(9_999, 1, 0),
			(10_000, 1, 1),
			(19_999, 1, 1),
			(1, 9_999, 0),
			(1_000_000, 9_999, 999_900),
			(7, 0, 0),
			(7, 10_000, 7),
			(FUNDS / 2, 3_333, 166_650_000),
		] {
			let id = late(amount, fee);
			let before = organization_has(SCHOOL);
			assert_ok!(cancel(MANAGER, id));
			assert_eq!(canceled(id), (expected, amount - expected), "{fee} of {amount}");
			assert_eq!(organization_has(SCHOOL), before + expected);
		}
	});
}

#[test]
fn a_large_fee_does_not_overflow() {
	ExtBuilder::build_and_execute(|| {
		let most = Amount::MAX / 3;
		let account = COMPANY.0.into();
		assert_ok!(Assets::mint(signed(ISSUER), CNY, account, most));
		let id = late(most, 9_999);
		assert_ok!(cancel(MANAGER, id));
		let expected = most / 10_000 * 9_999 + most % 10_000 * 9_999 / 10_000;
		assert_eq!(canceled(id), (expected, most - expected));
		let (school, rest) = (expected, most - expected);
		assert_ok!(Assets::burn(signed(ISSUER), CNY, SCHOOL.0.into(), school));
		assert_ok!(Assets::burn(signed(ISSUER), CNY, account, rest));
	});
}

#[test]
fn a_fee_is_divided_like_a_payment() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		share(course, &[(party(COLLEGE), UNIT / 10), (party(SCHOOL), UNIT / 10 * 9)]);
		let id = confirmed(course, ask(1_000));
		pass(DAY - 1);
		assert_ok!(cancel(MANAGER, id));
		assert_eq!(canceled(id), (200, 800));
		assert_eq!(organization_has(COLLEGE), FUNDS + 20);
		assert_eq!(organization_has(SCHOOL), FUNDS + 180);
		assert_eq!((turnover(COMPANY), turnover(COLLEGE)), ((0, 200), (20, 0)));
	});
}

#[test]
fn what_is_not_offered_any_more_costs_no_fee() {
	ExtBuilder::build_and_execute(|| {
		let (course, lab) = (course(), lab());
		let ids = [confirmed(course, ask(1_000)), ordered(lab, ask_hours(23))];
		pass(23 * HOUR - 1);
		retire(course);
		retire(lab);
		for id in ids {
			assert_ok!(cancel(MANAGER, id));
			assert_eq!(canceled(id).0, 0);
		}
		assert_eq!((organization_has(COMPANY), reports()), (FUNDS, alloc::vec![]));
	});
}

/// It is the seller's to keep what it took orders for.
#[test]
fn a_seller_owes_what_it_does_not_offer_any_more() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let id = confirmed(course, ask(1_000));
		retire(course);
		pass(DAY - 1);
		assert_ok!(cancel(DEAN, id));
		assert_eq!(reports(), [(SCHOOL, Outcome::Breached)]);
	});
}

#[test]
fn the_rest_of_a_project_is_given_up_between_stages() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[500, 300, 200]);
		assert_ok!(deliver(id, statement()));
		assert_noop!(cancel(MANAGER, id), Error::<Test>::WrongState);
		pass(HOUR);
		assert_ok!(accept(id));
		// The next stage is due in a day.
		pass(18 * HOUR + 1);
		assert_ok!(cancel(MANAGER, id));
		assert_eq!(canceled(id), (100, 400));
		assert_eq!((held(), organization_has(SCHOOL)), (0, FUNDS + 600));
		assert_eq!(order(id).stage, 1);
	});
}

#[test]
fn the_rest_of_a_project_is_given_up_for_nothing_in_time() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[500, 500]);
		pass(23 * HOUR);
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		pass(18 * HOUR);
		assert_ok!(cancel(MANAGER, id));
		assert_eq!((canceled(id), organization_has(SCHOOL)), ((0, 500), FUNDS + 500));
	});
}

#[test]
fn whoever_is_given_less_time_than_notice_is_late_from_the_start() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { notice: DAY + 1, ..at_once(Method::Statement) };
		let course = offered(Kind::Course, price(1_000, Per::Use), terms);
		let ids = [ordered(course, ask(1_000)), ordered(course, ask(1_000))];
		assert_ok!(cancel(MANAGER, ids[0]));
		assert_eq!(canceled(ids[0]), (200, 800));
		assert_ok!(cancel(DEAN, ids[1]));
		assert_eq!(reports(), [(SCHOOL, Outcome::Breached)]);
	});
}

#[test]
fn without_notice_one_cancels_to_the_last() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { notice: 0, ..at_once(Method::Attendance) };
		let lab = offered(Kind::Facility, price(50, Per::Slot), terms);
		let id = ordered(lab, ask_hours(10));
		pass(10 * HOUR - 1);
		assert_ok!(cancel(MANAGER, id));
		assert_eq!(canceled(id), (0, 150));
	});
}

#[test]
fn only_what_is_confirmed_is_canceled() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let gone = confirmed(course, ask(1_000));
		assert_ok!(cancel(MANAGER, gone));
		let reduced = delivered();
		assert_ok!(accept_part(reduced, 1));
		let disputed = delivered();
		assert_ok!(dispute(MANAGER, disputed));
		for id in [ordered(course, ask(1_000)), gone, delivered(), reduced, disputed] {
			for account in [MANAGER, DEAN] {
				assert_noop!(cancel(account, id), Error::<Test>::WrongState);
			}
		}
		assert_noop!(cancel(MANAGER, NO_ORDER), Error::<Test>::NotFound);
	});
}

#[test]
fn what_is_free_costs_nothing_to_cancel() {
	ExtBuilder::build_and_execute(|| {
		let id = confirmed(offered(Kind::Course, None, conditions(Method::Statement)), ask(0));
		pass(DAY - 1);
		assert_ok!(cancel(MANAGER, id));
		assert_eq!((canceled(id), reports()), ((0, 0), alloc::vec![]));
	});
}

#[test]
fn a_proposal_goes_with_its_order() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		assert_ok!(Market::reschedule(signed(DEAN), id, hours(15, 1).first));
		assert!(Proposals::<Test>::contains_key(id));
		assert_ok!(cancel(MANAGER, id));
		assert!(!Proposals::<Test>::contains_key(id));
	});
}
