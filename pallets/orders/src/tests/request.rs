// SPDX-License-Identifier: Apache-2.0

//! What is asked for, and what an order remembers of it.

use super::*;
use covenant_primitives::{Access, ObjectId, RequestId};
use frame_support::traits::fungibles::Inspect as _;
use sp_runtime::{ArithmeticError, TokenError};

/// Something of the school on such conditions, for 10.
fn costly(kind: Kind, per: Per, conditions: Conditions) -> ResourceId {
	offered(kind, price(10, per), conditions)
}

fn key_for(organization: OrganizationId) {
	replace_key(party(organization));
}

/// A request of the company for the key of an object.
fn asked_for(object: ResourceId, span: Moment, uses: u32) -> RequestId {
	let id = RequestId(object.0 + 40);
	let object = ObjectId(object.0);
	let access = Access { object, requester: party(COMPANY), span, uses, granted: false };
	Requests::mutate(|requests| requests.insert(id, access));
	id
}

#[test]
fn an_order_remembers_what_was_asked_for() {
	ExtBuilder::build_and_execute(|| {
		let conditions = conditions(Method::Statement);
		let resource = offered(Kind::Course, price(1_000, Per::Use), conditions);
		let id = ordered(resource, Ask { quantity: 3, ..ask(3_000) });
		let expected = Order {
			resource,
			version: 0,
			buyer: COMPANY,
			seller: SCHOOL,
			asset: Some(CNY),
			conditions,
			quantity: 3,
			slots: None,
			program: None,
			content: None,
			request: None,
			purpose: H256::repeat_byte(5),
			stages: Stages::truncate_from(alloc::vec![3_000]),
			stage: 0,
			status: Status::Requested,
			since: START,
			due: Some(START + HOUR),
		};
		assert_eq!((id, order(id)), (OrderId(0), expected));
		assert_eq!(acts(id), [Act::Requested { total: 3_000 }]);
		assert_eq!((held(), NextOrderId::<Test>::get()), (0, OrderId(1)));
		assert_eq!(OrdersOf::<Test>::get(COMPANY, id), Some(Role::Buyer));
		assert_eq!(OrdersOf::<Test>::get(SCHOOL, id), Some(Role::Seller));
		assert_eq!(OrdersFor::<Test>::get(resource, id), Some(()));
		let open = [COMPANY, SCHOOL, COURT].map(OpenOrders::<Test>::get);
		assert_eq!(open, [1, 1, 0]);
		ordered(resource, ask(1_000));
		assert_eq!([COMPANY, SCHOOL].map(OpenOrders::<Test>::get), [2, 2]);
	});
}

#[test]
fn what_needs_no_approval_is_confirmed_as_it_is_made() {
	ExtBuilder::build_and_execute(|| {
		let id = ordered(costly(Kind::Course, Per::Use, at_once(Method::Statement)), ask(10));
		let Order { status, since, due, .. } = order(id);
		assert_eq!((status, since, due), (Status::Confirmed, START, Some(START + DAY)));
		assert_eq!(held(), 10);
		assert_eq!(acts(id), [Act::Requested { total: 10 }, Act::Confirmed { held: 10 }]);
		let by = Some(Actor { account: MANAGER, organization: COMPANY });
		assert!(Market::query_log(id, None, 9).items.into_iter().all(|entry| entry.by == by));
	});
}

#[test]
fn slots_are_booked_when_the_order_is_confirmed() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		let slots = Some(hours(10, 3));
		assert_eq!((order(id).slots, Booked::get(ResourceId(0), id.0)), (slots, slots));
		assert_eq!(order(id).due, Some(START + 13 * HOUR + DAY));
		let waits = offered(Kind::Facility, price(50, Per::Slot), conditions(Method::Attendance));
		let id = ordered(waits, ask_hours(10));
		assert_eq!((order(id).slots, Booked::get(waits, id.0)), (slots, None));
		// So that it can be taken by somebody else in the meantime.
		assert_eq!(order(id).due, Some(START + HOUR));
	});
}

#[test]
fn what_is_not_offered_cannot_be_asked_for() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(request(MANAGER, NOWHERE, ask(0)), Error::<Test>::NotOffered);
		let course = course();
		retire(course);
		assert_noop!(request(MANAGER, course, ask(1_000)), Error::<Test>::NotOffered);
	});
}

#[test]
fn an_owner_takes_orders_or_not() {
	ExtBuilder::build_and_execute(|| {
		let silent = offer(SCHOOL, Kind::Course, None);
		assert_noop!(request(MANAGER, silent, ask(0)), Error::<Test>::NotOpen);
		let course = course();
		let set = |open| {
			let conditions = conditions(Method::Statement);
			assert_ok!(Market::set_terms(signed(DEAN), course, open, conditions, anybody()));
		};
		set(false);
		let asked = |terms| request(MANAGER, course, Ask { terms, ..ask(1_000) });
		assert_noop!(asked(1), Error::<Test>::NotOpen);
		set(true);
		assert_ok!(asked(2));
	});
}

#[test]
fn a_buyer_gets_what_it_saw_or_nothing() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let asked = |version, terms| request(MANAGER, course, Ask { version, terms, ..ask(1_000) });
		assert_noop!(asked(1, 0), Error::<Test>::OtherVersion);
		assert_noop!(asked(0, 1), Error::<Test>::OtherTerms);
		change(course, |offer| offer.version = 3);
		let other = Conditions { fee: 0, ..conditions(Method::Statement) };
		assert_ok!(set_terms(DEAN, course, other));
		for version in [0, 2, 4] {
			assert_noop!(asked(version, 1), Error::<Test>::OtherVersion);
		}
		for terms in [0, 2] {
			assert_noop!(asked(3, terms), Error::<Test>::OtherTerms);
		}
		assert_ok!(asked(3, 1));
		assert_eq!((order(OrderId(0)).version, order(OrderId(0)).conditions), (3, other));
	});
}

#[test]
fn nobody_orders_from_itself() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		assert_noop!(request(DEAN, course, ask(1_000)), Error::<Test>::OwnResource);
	});
}

#[test]
fn nobody_orders_from_whom_is_suspended() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		suspend(SCHOOL, true);
		assert_noop!(request(MANAGER, course, ask(1_000)), Error::<Test>::Suspended);
		suspend(SCHOOL, false);
		remove(SCHOOL);
		assert_noop!(request(MANAGER, course, ask(1_000)), Error::<Test>::Suspended);
	});
}

/// The catalog keeps kinds, but terms do not rely on it.
#[test]
fn a_method_still_fits_the_kind() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		change(course, |offer| offer.kind = Kind::Project);
		assert_noop!(request(MANAGER, course, ask(1_000)), Error::<Test>::WrongMethod);
	});
}

/// What each method needs, and no other takes.
#[test]
fn each_method_is_asked_for_in_its_way() {
	ExtBuilder::build_and_execute(|| {
		key_for(COMPANY);
		for method in METHODS {
			let kind = KINDS.into_iter().rev().find(|kind| method.fits(*kind)).unwrap();
			let resource = offered(kind, None, conditions(method));
			let id = asked_for(resource, 1, 1);
			let slots = (method == Method::Attendance).then_some(hours(9, 1));
			let stages = Stages::truncate_from(match method {
				Method::Milestones => alloc::vec![0; 2],
				_ => alloc::vec![],
			});
			let program = (method == Method::Computation).then_some(H256::zero());
			let of = (method == Method::Grant).then_some(id);
			let right = Ask { slots, stages, program, request: of, ..ask(0) };
			let turned = |it: &Ask| {
				let stages = match it.stages.is_empty() {
					true => Stages::truncate_from(alloc::vec![0]),
					false => Stages::new(),
				};
				let flip = |is: bool| (!is).then_some(());
				[
					Ask { slots: flip(it.slots.is_some()).map(|()| hours(9, 1)), ..it.clone() },
					Ask { stages, ..it.clone() },
					Ask {
						program: flip(it.program.is_some()).map(|()| H256::zero()),
						..it.clone()
					},
					Ask { request: flip(it.request.is_some()).map(|()| id), ..it.clone() },
					Ask { quantity: 0, ..it.clone() },
				]
			};
			for wrong in turned(&right) {
				assert_noop!(request(MANAGER, resource, wrong), Error::<Test>::WrongAsk);
			}
			let several = Ask { quantity: 2, ..right.clone() };
			if matches!(method, Method::Attendance | Method::Milestones) {
				assert_noop!(request(MANAGER, resource, several), Error::<Test>::WrongAsk);
			} else {
				assert_ok!(request(MANAGER, resource, several));
			}
			assert_ok!(request(MANAGER, resource, right));
		}
	});
}

/// With slots the number of slots or places is the quantity, without the number that is asked for.
#[test]
fn each_price_is_for_its_quantity() {
	ExtBuilder::build_and_execute(|| {
		let slots = Slots { units: 4, ..hours(9, 3) };
		for (per, without, with) in [
			(Some(Per::Use), Some(7), Some(4)),
			(Some(Per::Slot), None, Some(12)),
			(Some(Per::Quantity), Some(7), Some(4)),
			(Some(Per::Period), Some(7), None),
			(None, Some(7), Some(12)),
		] {
			let price = per.and_then(|per| price(10, per));
			let terms = |method| Conditions { period: Some(DAY), ..conditions(method) };
			let plain = offered(Kind::Course, price, terms(Method::Statement));
			let booked = offered(Kind::Course, price, terms(Method::Attendance));
			for (resource, quantity, asked) in [
				(plain, without, Ask { quantity: 7, ..ask(0) }),
				(booked, with, Ask { slots: Some(slots), ..ask(0) }),
			] {
				let cost = |quantity: u32| match price {
					Some(price) => price.amount * Amount::from(quantity),
					None => 0,
				};
				let total = cost(quantity.unwrap_or(7));
				let asked = Ask { total, ..asked };
				let Some(quantity) = quantity else {
					assert_noop!(request(MANAGER, resource, asked), Error::<Test>::WrongAsk);
					continue;
				};
				for wrong in [total + 1, total.wrapping_sub(1)] {
					let asked = Ask { total: wrong, ..asked.clone() };
					assert_noop!(request(MANAGER, resource, asked), Error::<Test>::OtherPrice);
				}
				let id = ordered(resource, asked);
				assert_eq!((order(id).quantity, order(id).total()), (quantity, total), "{per:?}");
				assert_eq!(order(id).asset, price.map(|price| price.asset));
			}
		}
	});
}

#[test]
fn the_most_slots_and_places_are_counted() {
	ExtBuilder::build_and_execute(|| {
		let terms = conditions(Method::Attendance);
		let lab = offered(Kind::Facility, price(1, Per::Slot), terms);
		let slots = Slots { first: 30_000_000, count: u16::MAX, units: u16::MAX };
		let total = 65_535 * 65_535;
		let id = ordered(lab, Ask { slots: Some(slots), ..ask(total) });
		assert_eq!((order(id).quantity, order(id).total()), (4_294_836_225, total));
	});
}

#[test]
fn amounts_do_not_overflow() {
	ExtBuilder::build_and_execute(|| {
		let amount = Amount::MAX / 3 + 1;
		let terms = conditions(Method::Statement);
		let course = offered(Kind::Course, price(amount, Per::Use), terms);
		let asked = |quantity, total| request(MANAGER, course, Ask { quantity, ..ask(total) });
		assert_noop!(asked(3, Amount::MAX), ArithmeticError::Overflow);
		assert_noop!(asked(u32::MAX, 0), ArithmeticError::Overflow);
		assert_ok!(asked(2, amount * 2));

		let project = offered(Kind::Project, price(1, Per::Use), conditions(Method::Milestones));
		let stages = Stages::truncate_from(alloc::vec![Amount::MAX, 1]);
		let asked = Ask { stages, ..ask(Amount::MAX) };
		assert_noop!(request(MANAGER, project, asked), ArithmeticError::Overflow);
	});
}

#[test]
fn a_project_costs_what_its_stages_do_and_at_least_what_is_listed() {
	ExtBuilder::build_and_execute(|| {
		let terms = conditions(Method::Milestones);
		let project = offered(Kind::Project, price(100, Per::Use), terms);
		let asked = |stages: &[Amount]| request(MANAGER, project, ask_stages(stages));
		for wrong in [&[99][..], &[50, 49], &[100, 0], &[0, 100], &[0]] {
			assert_noop!(asked(wrong), Error::<Test>::OtherPrice);
		}
		for right in [&[100][..], &[1, 99], &[1, 1, 1_000]] {
			assert_ok!(asked(right));
		}
		let asked = Ask { total: 101, ..ask_stages(&[40, 60]) };
		assert_noop!(request(MANAGER, project, asked), Error::<Test>::OtherPrice);
		let most = [10; MAX_STAGES as usize];
		let id = ordered(project, ask_stages(&most));
		assert_eq!(order(id).stages[..], most);
	});
}

#[test]
fn the_stages_of_a_free_project_are_free() {
	ExtBuilder::build_and_execute(|| {
		let project = offered(Kind::Project, None, conditions(Method::Milestones));
		for wrong in [&[1][..], &[0, 1], &[5, 0]] {
			let asked = request(MANAGER, project, ask_stages(wrong));
			assert_noop!(asked, Error::<Test>::OtherPrice);
		}
		let id = ordered(project, ask_stages(&[0, 0, 0]));
		assert_eq!((order(id).stages.len(), order(id).total(), order(id).quantity), (3, 0, 1));
	});
}

#[test]
fn a_price_per_period_needs_to_know_how_long_one_is() {
	ExtBuilder::build_and_execute(|| {
		let data = costly(Kind::Course, Per::Period, conditions(Method::Statement));
		assert_noop!(request(MANAGER, data, ask(10)), Error::<Test>::NoPeriod);
		let project = costly(Kind::Project, Per::Period, conditions(Method::Milestones));
		assert_noop!(request(MANAGER, project, ask_stages(&[10])), Error::<Test>::NoPeriod);
		let terms = Conditions { period: Some(1), ..conditions(Method::Statement) };
		assert_ok!(set_terms(DEAN, data, terms));
		assert_ok!(request(MANAGER, data, Ask { terms: 1, ..ask(10) }));
	});
}

#[test]
fn what_has_no_calendar_is_not_booked() {
	ExtBuilder::build_and_execute(|| {
		let lab = offer(COMPANY, Kind::Facility, price(50, Per::Slot));
		assert_ok!(set_terms(MANAGER, lab, at_once(Method::Attendance)));
		assert_noop!(request(DEAN, lab, ask_hours(10)), Error::<Test>::NotBookable);
	});
}

#[test]
fn what_can_not_be_booked_is_not_ordered() {
	ExtBuilder::build_and_execute(|| {
		let lab = lab();
		let asked = |slots, total| request(MANAGER, lab, Ask { slots: Some(slots), ..ask(total) });
		// It has begun, or is longer than can be booked.
		assert_noop!(asked(hours(0, 1), 50), DispatchError::Other("no slots"));
		assert_noop!(asked(hours(1, 49), 50 * 49), DispatchError::Other("no slots"));
		assert_ok!(asked(hours(1, 3), 150));
		assert_noop!(asked(hours(3, 3), 150), DispatchError::Other("taken"));
		assert_ok!(asked(hours(4, 3), 150));
	});
}

#[test]
fn a_request_for_the_object_is_the_buyers_and_no_more_than_is_paid_for() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { period: Some(30 * DAY), ..conditions(Method::Grant) };
		let data = costly(Kind::DataSet, Per::Period, terms);
		let id = asked_for(data, 60 * DAY, u32::MAX);
		let fits = Requests::get()[&id];
		let asked = |quantity, access| {
			Requests::set([(id, access)].into());
			let asked = Ask { request: Some(id), quantity, ..ask(10 * Amount::from(quantity)) };
			request(MANAGER, data, asked)
		};
		for wrong in [
			Access { requester: party(COLLEGE), ..fits },
			Access { requester: Party::Person(AUTHOR), ..fits },
			Access { object: ObjectId(77), ..fits },
			Access { span: 60 * DAY + 1, ..fits },
		] {
			assert_noop!(asked(2, wrong), Error::<Test>::WrongRequest);
		}
		assert_noop!(asked(1, fits), Error::<Test>::WrongRequest);
		assert_ok!(asked(2, fits));
		assert_ok!(asked(3, fits));
		assert_eq!(order(OrderId(0)).request, Some(id));
		assert_eq!(order(OrderId(0)).content, Some(fits.object));
		// The longest there is lasts as long as is paid for, whatever the product is.
		let forever = Access { span: Moment::MAX, ..fits };
		assert_noop!(asked(u32::MAX, forever), Error::<Test>::WrongRequest);

		Requests::set([].into());
		let asked = Ask { request: Some(id), ..ask(10) };
		assert_noop!(request(MANAGER, data, asked), Error::<Test>::WrongRequest);
	});
}

#[test]
fn uses_are_paid_for_one_by_one() {
	ExtBuilder::build_and_execute(|| {
		let data = costly(Kind::DataSet, Per::Use, conditions(Method::Grant));
		let id = asked_for(data, Moment::MAX, 3);
		let asked = |quantity| {
			let asked = Ask { request: Some(id), quantity, ..ask(10 * Amount::from(quantity)) };
			request(MANAGER, data, asked)
		};
		for quantity in [1, 2] {
			assert_noop!(asked(quantity), Error::<Test>::WrongRequest);
		}
		assert_ok!(asked(3));
		assert_ok!(asked(4));
	});
}

/// A price for a quantity, and what is free, limit neither.
#[test]
fn other_prices_limit_no_grant() {
	ExtBuilder::build_and_execute(|| {
		let by_quantity = costly(Kind::DataSet, Per::Quantity, conditions(Method::Grant));
		let free = offered(Kind::DataSet, None, conditions(Method::Grant));
		for (data, total) in [(by_quantity, 10), (free, 0)] {
			let id = asked_for(data, Moment::MAX, u32::MAX);
			assert_ok!(request(MANAGER, data, Ask { request: Some(id), ..ask(total) }));
		}
	});
}

#[test]
fn keys_are_sealed_to_buyers_who_have_one() {
	ExtBuilder::build_and_execute(|| {
		let content = costly(Kind::Content, Per::Use, at_once(Method::Key));
		let data = costly(Kind::DataSet, Per::Use, conditions(Method::Computation));
		let program = Some(H256::zero());
		let both = [(content, ask(10)), (data, Ask { program, ..ask(10) })];
		key_for(SCHOOL);
		for (resource, ask) in both.clone() {
			assert_noop!(request(MANAGER, resource, ask), Error::<Test>::WrongKey);
		}
		key_for(COMPANY);
		for (resource, ask) in both {
			assert_ok!(request(MANAGER, resource, ask));
		}
	});
}

#[test]
fn the_arbiter_is_no_side() {
	ExtBuilder::build_and_execute(|| {
		let terms = conditions(Method::Statement);
		let free = offered(Kind::Course, None, terms);
		for resource in [course(), free] {
			let total = if resource == free { 0 } else { 1_000 };
			assert_noop!(request(JUDGE, resource, ask(total)), Error::<Test>::WrongArbiter);
			// It took over what it was to arbitrate about.
			change(resource, |offer| offer.owner = COURT);
			assert_noop!(request(MANAGER, resource, ask(total)), Error::<Test>::WrongArbiter);
		}
	});
}

#[test]
fn what_costs_something_has_an_arbiter_who_may_decide() {
	ExtBuilder::build_and_execute(|| {
		let nobody = Conditions { arbiter: None, ..conditions(Method::Statement) };
		let alone = costly(Kind::Course, Per::Use, nobody);
		assert_noop!(request(MANAGER, alone, ask(10)), Error::<Test>::NoArbiter);
		let course = course();
		let free = offered(Kind::Course, None, conditions(Method::Statement));
		suspend(COURT, true);
		assert_noop!(request(MANAGER, course, ask(1_000)), Error::<Test>::WrongArbiter);
		// Nothing is at stake.
		assert_ok!(request(MANAGER, free, ask(0)));
		suspend(COURT, false);
		assert_ok!(request(MANAGER, course, ask(1_000)));
	});
}

#[test]
fn spending_takes_a_say_over_money() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let no_capability = DispatchError::Other("no capability");
		assert_noop!(request(CLERK, course, ask(1_000)), no_capability);
		let project = costly(Kind::Project, Per::Use, conditions(Method::Milestones));
		assert_noop!(request(CLERK, project, ask_stages(&[10])), no_capability);
		let free = offered(Kind::Course, None, at_once(Method::Statement));
		assert_ok!(request(CLERK, free, ask(0)));
		assert_eq!(status(OrderId(0)), Status::Confirmed);
		assert_eq!(acts(OrderId(0))[1], Act::Confirmed { held: 0 });
	});
}

#[test]
fn what_is_confirmed_at_once_is_paid_at_once() {
	ExtBuilder::build_and_execute(|| {
		// One unit stays: an account without money would be gone.
		let dear = offered(Kind::Course, price(FUNDS, Per::Use), at_once(Method::Statement));
		assert_noop!(request(MANAGER, dear, ask(FUNDS)), TokenError::FundsUnavailable);
		change(dear, |offer| offer.price = price(FUNDS - 1, Per::Use));
		assert_ok!(request(MANAGER, dear, ask(FUNDS - 1)));
		assert_eq!((held(), organization_has(COMPANY)), (FUNDS - 1, 1));
		let cheap = offered(Kind::Course, price(2, Per::Use), at_once(Method::Statement));
		assert_noop!(request(MANAGER, cheap, ask(2)), TokenError::FundsUnavailable);
	});
}

/// Else nobody could ask before it has the money.
#[test]
fn what_is_to_be_approved_is_not_paid_yet() {
	ExtBuilder::build_and_execute(|| {
		let terms = conditions(Method::Statement);
		let dear = offered(Kind::Course, price(Amount::MAX, Per::Use), terms);
		assert_ok!(request(MANAGER, dear, ask(Amount::MAX)));
		assert_eq!(held(), 0);
	});
}

#[test]
fn each_asset_is_held_on_its_own() {
	ExtBuilder::build_and_execute(|| {
		let dollars = Some(Price { asset: USD, amount: 7, per: Per::Use });
		let foreign = offered(Kind::Course, dollars, at_once(Method::Statement));
		ordered(foreign, ask(7));
		confirmed(course(), ask(1_000));
		let of = |asset| Held::<Test>::get(COMPANY, asset);
		assert_eq!((of(USD), of(CNY)), (7, 1_000));
		assert_eq!(AssetsHolder::balance(USD, &COMPANY.0.into()), FUNDS - 7);
	});
}

#[test]
fn ids_are_not_used_again() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		NextOrderId::<Test>::put(OrderId(u64::MAX));
		assert_noop!(request(MANAGER, course, ask(1_000)), ArithmeticError::Overflow);
		NextOrderId::<Test>::put(OrderId(u64::MAX - 1));
		assert_ok!(request(MANAGER, course, ask(1_000)));
		assert_noop!(request(MANAGER, course, ask(1_000)), ArithmeticError::Overflow);
	});
}

#[test]
fn shares_are_those_of_the_moment() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let both = [(party(COLLEGE), UNIT / 4), (party(SCHOOL), UNIT / 4 * 3)];
		share(course, &both);
		let before = confirmed(course, ask(1_000));
		share(course, &[(Party::Person(AUTHOR), UNIT)]);
		let after = confirmed(course, ask(1_000));
		for id in [before, after] {
			assert_ok!(deliver(id, statement()));
			assert_ok!(accept(id));
		}
		assert_eq!(organization_has(COLLEGE), FUNDS + 250);
		assert_eq!(organization_has(SCHOOL), FUNDS + 750);
		assert_eq!(free(account_of(AUTHOR)), 1_000);
	});
}

#[test]
fn an_order_stays_with_who_took_it() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let id = ordered(course, ask(1_000));
		change(course, |offer| offer.owner = COLLEGE);
		assert_noop!(Market::approve(signed(RECTOR), id), Error::<Test>::NotAuthorized);
		assert_ok!(Market::approve(signed(DEAN), id));
		assert_noop!(
			Market::deliver(signed(RECTOR), id, statement()),
			Error::<Test>::NotAuthorized
		);
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!(organization_has(SCHOOL), FUNDS + 1_000);
		assert_eq!(organization_has(COLLEGE), FUNDS);
		assert_eq!(ordered(course, ask(1_000)), OrderId(1));
		assert_eq!(order(OrderId(1)).seller, COLLEGE);
	});
}

#[test]
fn an_order_keeps_its_terms_and_its_price() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let id = ordered(course, ask(1_000));
		let other = Conditions {
			delivery: 2 * DAY,
			acceptance: 1,
			notice: 0,
			fee: 10_000,
			arbiter: None,
			..conditions(Method::Attendance)
		};
		let eligibility = Eligibility { credit: 1_000, ..anybody() };
		assert_ok!(Market::set_terms(signed(DEAN), course, false, other, eligibility));
		change(course, |offer| {
			offer.price = Some(Price { asset: USD, amount: 9, per: Per::Slot });
			offer.version = 8;
		});
		assert_ok!(Market::approve(signed(DEAN), id));
		assert_eq!((held(), order(id).due), (1_000, Some(START + DAY)));
		assert_eq!((order(id).version, order(id).conditions), (0, conditions(Method::Statement)));
		assert_ok!(deliver(id, statement()));
		assert_eq!(order(id).due, Some(START + 2 * DAY));
		assert_ok!(dispute(MANAGER, id));
		assert_ok!(rule(id, 1_000, None));
		assert_eq!(organization_has(SCHOOL), FUNDS + 1_000);
	});
}

#[test]
fn several_order_the_same() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		for account in [MANAGER, RECTOR, MANAGER] {
			assert_ok!(request(account, course, ask(1_000)));
		}
		assert_eq!(OrdersFor::<Test>::iter_key_prefix(course).count(), 3);
		let open = [COMPANY, COLLEGE, SCHOOL].map(OpenOrders::<Test>::get);
		assert_eq!(open, [2, 1, 3]);
		assert_eq!(figures(SCHOOL).asked, 3);
	});
}

#[test]
fn a_request_is_answered_until_its_window_ends() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { answer: 7 * DAY, ..conditions(Method::Statement) };
		let course = offered(Kind::Course, None, terms);
		pass(5);
		let id = ordered(course, ask(0));
		assert_eq!((order(id).since, order(id).due), (START + 5, Some(START + 5 + 7 * DAY)));
	});
}
