// SPDX-License-Identifier: Apache-2.0

//! Orders from the request to their end, one for each method.

use super::*;
use covenant_primitives::{Access, ObjectId, RequestId, WrappedKey};

#[test]
fn a_course_is_ordered_delivered_and_paid() {
	ExtBuilder::build_and_execute(|| {
		let course = offered(Kind::Course, price(1_000, Per::Use), conditions(Method::Statement));
		let shares = alloc::vec![
			Share { party: Party::Person(AUTHOR), weight: UNIT / 3 },
			Share { party: party(COLLEGE), weight: UNIT / 3 },
			Share { party: party(SCHOOL), weight: UNIT - 2 * (UNIT / 3) },
		];
		SharesTable::mutate(|table| table.insert(course, shares));
		let id = ordered(course, ask(1_000));
		assert_eq!((status(id), held()), (Status::Requested, 0));
		assert_ok!(Market::approve(signed(DEAN), id));
		assert_eq!((status(id), held()), (Status::Confirmed, 1_000));
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!((status(id), held()), (Status::Settled, 0));
		assert_eq!(free(account_of(AUTHOR)), 333);
		assert_eq!(organization_has(COLLEGE), FUNDS + 333);
		assert_eq!(organization_has(SCHOOL), FUNDS + 334);
		assert_eq!(organization_has(COMPANY), FUNDS - 1_000);
		assert_eq!(reports(), [(SCHOOL, Outcome::Fulfilled)]);
		assert_eq!(
			acts(id),
			[
				Act::Requested { total: 1_000 },
				Act::Confirmed { held: 1_000 },
				Act::Delivered { stage: 0 },
				Act::Paid { stage: 0, paid: 1_000, returned: 0, cause: Cause::Accepted },
			]
		);
	});
}

#[test]
fn what_nobody_answers_comes_to_an_end() {
	ExtBuilder::build_and_execute(|| {
		let course = offered(Kind::Course, price(1_000, Per::Use), conditions(Method::Statement));
		let (lapses, fails, settles) =
			(ordered(course, ask(1_000)), confirmed(course, ask(1_000)), delivered());
		pass(HOUR);
		assert_eq!(status(lapses), Status::Lapsed);
		assert_eq!(held(), 2_000);
		pass(23 * HOUR);
		assert_eq!(status(fails), Status::Failed);
		assert_eq!((held(), reports()), (1_000, [(SCHOOL, Outcome::Breached)].to_vec()));
		pass(DAY);
		assert_eq!(status(settles), Status::Settled);
		assert_eq!(organization_has(SCHOOL), FUNDS + 1_000);
		assert_eq!(held(), 0);
	});
}

#[test]
fn slots_are_booked_moved_and_had() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { approval: false, ..conditions(Method::Attendance) };
		let lab = offered(Kind::Facility, price(50, Per::Slot), terms);
		let asked = Ask { slots: Some(hours(10, 3)), ..ask(150) };
		let id = ordered(lab, asked.clone());
		assert_eq!((status(id), held()), (Status::Confirmed, 150));
		assert_noop!(request(RECTOR, lab, asked), DispatchError::Other("taken"));
		let first = hours(14, 3).first;
		assert_ok!(Market::reschedule(signed(MANAGER), id, first));
		assert_eq!(Booked::get(lab, id.0), Some(hours(14, 3)));
		assert_noop!(accept(id), Error::<Test>::TooEarly);
		assert_noop!(deliver(id, statement()), Error::<Test>::TooEarly);
		pass(14 * HOUR);
		assert_ok!(accept(id));
		assert_eq!(organization_has(SCHOOL), FUNDS + 150);
		assert_eq!(Booked::iter().count(), 0);
		let figures = FiguresOf::<Test>::get(SCHOOL, Month::of(START, UtcOffset::get()));
		assert_eq!((figures.settled, figures.used, figures.minutes), (1, 3, 180));
	});
}

#[test]
fn canceling_late_costs_a_fee() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { approval: false, ..conditions(Method::Attendance) };
		let lab = offered(Kind::Facility, price(50, Per::Slot), terms);
		let early = ordered(lab, Ask { slots: Some(hours(10, 3)), ..ask(150) });
		assert_ok!(Market::cancel(signed(MANAGER), early));
		assert_eq!(organization_has(COMPANY), FUNDS);
		let late = ordered(lab, Ask { slots: Some(hours(10, 3)), ..ask(150) });
		pass(4 * HOUR + 1);
		assert_ok!(Market::cancel(signed(MANAGER), late));
		assert_eq!((organization_has(COMPANY), held()), (FUNDS - 30, 0));
		assert_eq!(organization_has(SCHOOL), FUNDS + 30);
		assert_eq!(reports(), []);
	});
}

#[test]
fn milestones_are_paid_one_by_one() {
	ExtBuilder::build_and_execute(|| {
		let project = offered(Kind::Project, price(600, Per::Use), conditions(Method::Milestones));
		let stages = Stages::truncate_from(alloc::vec![100, 200, 300]);
		let id = confirmed(project, Ask { stages, ..ask(600) });
		assert_eq!(held(), 600);
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!((status(id), held()), (Status::Confirmed, 500));
		assert_ok!(deliver(id, statement()));
		assert_ok!(Market::dispute(signed(MANAGER), id, H256::repeat_byte(1)));
		assert_ok!(Market::rule(signed(JUDGE), id, 150, Some(Role::Seller)));
		assert_eq!((status(id), held()), (Status::Confirmed, 300));
		assert_eq!(organization_has(SCHOOL), FUNDS + 250);
		assert_ok!(deliver(id, statement()));
		assert_ok!(Market::accept_part(signed(MANAGER), id, 299));
		assert_ok!(Market::agree_part(signed(DEAN), id, 299));
		assert_eq!((status(id), held()), (Status::Settled, 0));
		assert_eq!(organization_has(SCHOOL), FUNDS + 549);
		let kept = [Outcome::Fulfilled, Outcome::DisputeUpheld];
		assert_eq!(reports(), [(SCHOOL, kept[0]), (COURT, Outcome::Fulfilled), (SCHOOL, kept[1])]);
	});
}

#[test]
fn the_key_of_content_is_handed_over() {
	ExtBuilder::build_and_execute(|| {
		let content = offered(Kind::Content, price(10, Per::Use), conditions(Method::Key));
		assert_noop!(request(MANAGER, content, ask(10)), Error::<Test>::WrongKey);
		Keys::set([(party(COMPANY), 1)].into());
		let id = confirmed(content, ask(10));
		let key = |key_version| Evidence::Key { key_version, wrapped: WrappedKey([1; 80]) };
		assert_noop!(deliver(id, statement()), Error::<Test>::WrongEvidence);
		assert_noop!(deliver(id, key(1)), Error::<Test>::WrongKey);
		assert_ok!(deliver(id, key(0)));
		assert_eq!(Market::query_order(id).unwrap().deliveries, [key(0)]);
	});
}

#[test]
fn a_data_set_is_granted_for_what_is_paid() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { period: Some(30 * DAY), ..conditions(Method::Grant) };
		let data = offered(Kind::DataSet, price(10, Per::Period), terms);
		let access = Access {
			object: ObjectId(data.0),
			requester: party(COMPANY),
			span: 60 * DAY,
			uses: 100,
			granted: false,
		};
		Requests::set([(RequestId(4), access)].into());
		let asked = Ask { request: Some(RequestId(4)), ..ask(10) };
		assert_noop!(request(MANAGER, data, asked.clone()), Error::<Test>::WrongRequest);
		let id = confirmed(data, Ask { quantity: 2, total: 20, ..asked });
		assert_noop!(deliver(id, Evidence::Grant), Error::<Test>::NotGranted);
		Requests::set([(RequestId(4), Access { granted: true, ..access })].into());
		assert_ok!(deliver(id, Evidence::Grant));
	});
}

#[test]
fn a_program_is_run_where_the_data_is() {
	ExtBuilder::build_and_execute(|| {
		let terms = conditions(Method::Computation);
		let data = offered(Kind::DataSet, price(10, Per::Use), terms);
		Keys::set([(party(COMPANY), 2)].into());
		let program = Some(H256::repeat_byte(9));
		let id = confirmed(data, Ask { program, ..ask(10) });
		assert_eq!(order(id).program, program);
		let result = |key_version| Evidence::Result {
			report: H256::repeat_byte(1),
			result: H256::repeat_byte(2),
			key_version,
			wrapped: WrappedKey([1; 80]),
		};
		assert_noop!(deliver(id, result(0)), Error::<Test>::WrongKey);
		assert_ok!(deliver(id, result(1)));
		assert_ok!(accept(id));
	});
}

#[test]
fn what_is_free_goes_the_same_way() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { arbiter: None, ..conditions(Method::Statement) };
		let course = offered(Kind::Course, None, terms);
		assert_ok!(request(CLERK, course, ask(0)));
		let id = OrderId(0);
		assert_ok!(Market::approve(signed(DEAN), id));
		assert_ok!(deliver(id, statement()));
		assert_ok!(Market::accept(signed(CLERK), id));
		assert_ok!(Market::rate(signed(CLERK), id, [5, 4, 3, 2]));
		assert_eq!(Rated::get(), [(course, alloc::vec![], alloc::vec![5, 4, 3, 2])]);
	});
}

#[test]
fn a_frozen_account_keeps_nobody_else_waiting() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		let shares = Shares::truncate_from(alloc::vec![
			Share { party: party(COLLEGE), weight: UNIT / 2 },
			Share { party: party(SCHOOL), weight: UNIT / 2 },
		]);
		SharesOf::<Test>::insert(id, shares);
		let frozen: AccountId = COLLEGE.0.into();
		assert_ok!(Assets::block(signed(ISSUER), CNY, frozen));
		assert_ok!(accept(id));
		assert_eq!((organization_has(SCHOOL), held()), (FUNDS + 500, 500));
		let collect = || Market::collect(signed(STRANGER), id, party(COLLEGE));
		assert!(collect().is_err());
		assert_ok!(Assets::thaw(signed(ISSUER), CNY, frozen));
		assert_ok!(collect());
		assert_eq!((organization_has(COLLEGE), held()), (FUNDS + 500, 0));
		assert_noop!(collect(), Error::<Test>::NothingUnpaid);
	});
}
