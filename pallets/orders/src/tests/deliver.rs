// SPDX-License-Identifier: Apache-2.0

//! What is delivered, when, and what shows it.

use super::*;
use covenant_primitives::{Access, ObjectId, RequestId};

/// The company has one encryption key, and its request for whatever object was granted.
fn prepared() {
	replace_key(party(COMPANY));
	for id in 0..20 {
		let object = ObjectId(id);
		let access = Access { object, requester: party(COMPANY), span: 1, uses: 1, granted: true };
		Requests::mutate(|requests| requests.insert(RequestId(id), access));
	}
}

/// A free order of something that is delivered like that; its slots have begun.
fn to_deliver(method: Method) -> OrderId {
	let kind = KINDS.into_iter().find(|kind| method.fits(*kind)).unwrap();
	let resource = offered(kind, None, conditions(method));
	let first = u32::try_from((Now::get() - START) / HOUR).unwrap() + 1;
	let asked = match method {
		Method::Attendance => Ask { slots: Some(hours(first, 1)), ..ask(0) },
		Method::Milestones => ask_stages(&[0, 0]),
		Method::Computation => Ask { program: Some(H256::zero()), ..ask(0) },
		Method::Grant => Ask { request: Some(RequestId(resource.0)), ..ask(0) },
		Method::Statement | Method::Key => ask(0),
	};
	let id = confirmed(resource, asked);
	if method == Method::Attendance {
		pass(HOUR);
	}
	id
}

#[test]
fn each_method_is_shown_in_its_way() {
	ExtBuilder::build_and_execute(|| {
		prepared();
		for method in METHODS {
			let id = to_deliver(method);
			let right = match method {
				Method::Statement | Method::Attendance | Method::Milestones => statement(),
				Method::Key => key(0),
				Method::Grant => Evidence::Grant,
				Method::Computation => result(0),
			};
			for evidence in [statement(), key(0), Evidence::Grant, result(0)] {
				if evidence != right {
					assert_noop!(deliver(id, evidence), Error::<Test>::WrongEvidence);
				}
			}
			assert_ok!(deliver(id, right));
			assert_eq!(Deliveries::<Test>::get(id, 0), Some(right));
		}
	});
}

#[test]
fn what_is_delivered_can_be_objected_to() {
	ExtBuilder::build_and_execute(|| {
		let id = begun();
		pass(HOUR);
		assert_ok!(deliver(id, statement()));
		let Order { status, since, due, .. } = order(id);
		let now = START + HOUR;
		assert_eq!((status, since, due), (Status::Delivered, now, Some(now + 2 * DAY)));
		assert_eq!(last_act(id), Act::Delivered { stage: 0 });
		assert_eq!((held(), reports()), (1_000, alloc::vec![]));
	});
}

#[test]
fn what_is_due_is_too_late() {
	ExtBuilder::build_and_execute(|| {
		let ids = [begun(), begun()];
		pass(DAY - 1);
		assert_ok!(deliver(ids[0], statement()));
		// The moment has come, and what falls due is still to happen.
		Now::mutate(|now| *now += 1);
		assert_noop!(deliver(ids[1], statement()), Error::<Test>::TooLate);
		pass(0);
		assert_eq!(status(ids[1]), Status::Failed);
		assert_noop!(deliver(ids[1], statement()), Error::<Test>::WrongState);
	});
}

#[test]
fn who_was_there_is_not_said_before_it_begins() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(10 * HOUR - 1);
		assert_noop!(deliver(id, statement()), Error::<Test>::TooEarly);
		pass(1);
		assert_ok!(deliver(id, statement()));
		// What was booked stays booked until it is over.
		assert_eq!(Booked::iter().count(), 1);
		assert_eq!(order(id).due, Some(START + 10 * HOUR + 2 * DAY));
	});
}

#[test]
fn who_was_there_is_said_until_a_day_after_the_end() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(13 * HOUR + DAY - 1);
		assert_ok!(deliver(id, statement()));
		let id = booked(40);
		pass(19 * HOUR + 1);
		assert_eq!(Now::get(), START + 56 * HOUR);
		Now::mutate(|now| *now = START + 67 * HOUR);
		assert_noop!(deliver(id, statement()), Error::<Test>::TooLate);
		pass(0);
	});
}

#[test]
fn a_key_is_sealed_to_what_the_buyer_used_since_then() {
	ExtBuilder::build_and_execute(|| {
		for (kind, method, evidence) in [
			(Kind::Content, Method::Key, key as fn(u32) -> Evidence),
			(Kind::DataSet, Method::Computation, result),
		] {
			Keys::set([(party(COMPANY), 2)].into());
			Replaced::set([((party(COMPANY), 0), Now::get() - 1)].into());
			let resource = offered(kind, None, conditions(method));
			let program = (method == Method::Computation).then_some(H256::zero());
			let orders: [_; 3] =
				core::array::from_fn(|_| confirmed(resource, Ask { program, ..ask(0) }));
			for wrong in [0, 2, u32::MAX] {
				assert_noop!(deliver(orders[0], evidence(wrong)), Error::<Test>::WrongKey);
			}
			assert_ok!(deliver(orders[0], evidence(1)));
			// A buyer that uses another key in the meantime keeps nobody from delivering.
			pass(1);
			let later = confirmed(resource, Ask { program, ..ask(0) });
			replace_key(party(COMPANY));
			pass(1);
			assert_ok!(deliver(orders[1], evidence(1)));
			assert_ok!(deliver(orders[2], evidence(2)));
			// Until the moment of confirmation it was used.
			assert_ok!(deliver(later, evidence(1)));
			let latest = confirmed(resource, Ask { program, ..ask(0) });
			assert_noop!(deliver(latest, evidence(1)), Error::<Test>::WrongKey);
			assert_ok!(deliver(latest, evidence(2)));
		}
	});
}

/// A buyer confirms with its order which key it uses, not with its request.
#[test]
fn a_key_is_one_that_was_used_when_the_order_was_confirmed() {
	ExtBuilder::build_and_execute(|| {
		replace_key(party(COMPANY));
		let id = ordered(offered(Kind::Content, None, conditions(Method::Key)), ask(0));
		pass(1);
		replace_key(party(COMPANY));
		pass(1);
		assert_ok!(Market::approve(signed(DEAN), id));
		assert_noop!(deliver(id, key(0)), Error::<Test>::WrongKey);
		assert_ok!(deliver(id, key(1)));
	});
}

#[test]
fn a_key_of_somebody_else_opens_nothing() {
	ExtBuilder::build_and_execute(|| {
		Keys::set([(party(COMPANY), 1), (party(SCHOOL), 5)].into());
		let id = confirmed(offered(Kind::Content, None, conditions(Method::Key)), ask(0));
		assert_noop!(deliver(id, key(4)), Error::<Test>::WrongKey);
	});
}

#[test]
fn what_is_not_granted_is_not_delivered() {
	ExtBuilder::build_and_execute(|| {
		prepared();
		let id = to_deliver(Method::Grant);
		let request = order(id).request.unwrap();
		let granted = |granted| {
			Requests::mutate(|all| all.get_mut(&request).unwrap().granted = granted);
		};
		granted(false);
		assert_noop!(deliver(id, Evidence::Grant), Error::<Test>::NotGranted);
		// It was refused, or taken back.
		let gone = Requests::mutate(|all| all.remove(&request).unwrap());
		assert_noop!(deliver(id, Evidence::Grant), Error::<Test>::NotGranted);
		Requests::mutate(|all| all.insert(request, gone));
		granted(true);
		assert_ok!(deliver(id, Evidence::Grant));
	});
}

#[test]
fn each_stage_is_delivered_on_its_own() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[10, 20]);
		let said = |byte| Evidence::Statement(H256::repeat_byte(byte));
		assert_ok!(deliver(id, said(1)));
		assert_noop!(deliver(id, said(2)), Error::<Test>::WrongState);
		assert_ok!(accept(id));
		assert_eq!((order(id).stage, order(id).due), (1, Some(START + DAY)));
		pass(5);
		assert_ok!(deliver(id, said(2)));
		assert_eq!(last_act(id), Act::Delivered { stage: 1 });
		assert_ok!(accept(id));
		assert_eq!(Market::query_order(id).unwrap().deliveries, [said(1), said(2)]);
	});
}

#[test]
fn only_what_is_confirmed_is_delivered() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let gone = confirmed(course, ask(1_000));
		assert_ok!(cancel(DEAN, gone));
		for id in [ordered(course, ask(1_000)), delivered(), gone] {
			assert_noop!(deliver(id, statement()), Error::<Test>::WrongState);
		}
		assert_noop!(deliver(NO_ORDER, statement()), Error::<Test>::NotFound);
	});
}

/// The contract stands, whatever became of the offer.
#[test]
fn what_is_not_offered_any_more_is_still_delivered() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let id = confirmed(course, ask(1_000));
		retire(course);
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!(organization_has(SCHOOL), FUNDS + 1_000);
	});
}

#[test]
fn a_suspended_buyer_is_delivered_to() {
	ExtBuilder::build_and_execute(|| {
		let id = begun();
		suspend(COMPANY, true);
		assert_ok!(deliver(id, statement()));
		pass(2 * DAY);
		assert_eq!((status(id), organization_has(SCHOOL)), (Status::Settled, FUNDS + 1_000));
	});
}
