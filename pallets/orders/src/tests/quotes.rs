// SPDX-License-Identifier: Apache-2.0

//! What owners offer for what others look for.

use super::*;
use alloc::{vec, vec::Vec};
use covenant_primitives::{Access, ObjectId, RequestId};
use sp_runtime::TokenError;

const WISH: DemandId = DemandId(4);

/// The company looks for something.
fn wished() {
	LookedFor::insert(WISH, COMPANY);
}

fn bid(total: Amount) -> Bid {
	Bid {
		asset: Some(CNY),
		stages: Stages::truncate_from(vec![total]),
		quantity: 1,
		slots: None,
		until: START + DAY,
	}
}

const OWN: Own = Own { program: None, request: None, purpose: H256::repeat_byte(5) };

fn quote(by: AccountId, resource: ResourceId, bid: Bid) -> DispatchResult {
	Market::quote(signed(by), WISH, resource, bid)
}

fn accept_quote(by: AccountId, id: u64) -> DispatchResult {
	Market::accept_quote(signed(by), QuoteId(id), OWN)
}

fn withdraw_quote(by: AccountId, id: u64) -> DispatchResult {
	Market::withdraw_quote(signed(by), QuoteId(id))
}

#[test]
fn a_quote_that_is_accepted_is_an_order_at_its_price() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		assert_ok!(quote(DEAN, course, bid(700)));
		assert_eq!(held(), 0);
		assert_ok!(accept_quote(MANAGER, 0));
		let id = OrderId(0);
		assert_eq!((status(id), held()), (Status::Confirmed, 700));
		assert_eq!(Met::get(WISH), Some(id));
		let ended = Event::QuoteEnded { id: QuoteId(0), order: Some(id) };
		System::assert_last_event(ended.into());
		assert_noop!(accept_quote(MANAGER, 0), Error::<Test>::NoQuote);
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!(organization_has(SCHOOL), FUNDS + 700);
	});
}

#[test]
fn a_quote_keeps_the_conditions_of_its_time() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		assert_ok!(quote(DEAN, course, bid(700)));
		let others = Conditions { acceptance: 9 * DAY, ..conditions(Method::Statement) };
		assert_ok!(set_terms(DEAN, course, others));
		assert_ok!(accept_quote(MANAGER, 0));
		assert_eq!(order(OrderId(0)).conditions, conditions(Method::Statement));
	});
}

#[test]
fn the_owner_of_what_is_looked_for_quotes() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		assert_noop!(quote(DEAN, course, bid(1)), Error::<Test>::NotDemanded);
		wished();
		assert_noop!(quote(RECTOR, course, bid(1)), Error::<Test>::NotAuthorized);
		assert_noop!(quote(DEAN, ResourceId(9), bid(1)), Error::<Test>::NotOffered);
		let without_terms = offer(SCHOOL, Kind::Course, None);
		assert_noop!(quote(DEAN, without_terms, bid(1)), Error::<Test>::NotOpen);
		let own = offer(COMPANY, Kind::Course, None);
		assert_noop!(quote(MANAGER, own, bid(1)), Error::<Test>::NotDemanded);
	});
}

#[test]
fn a_bid_is_sound() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		let stages = |stages| Stages::truncate_from(stages);
		for (wrong, error) in [
			(Bid { until: START - 1, ..bid(1) }, Error::<Test>::QuoteTime),
			(Bid { until: START, ..bid(1) }, Error::<Test>::QuoteTime),
			(Bid { until: START + MAX_WINDOW + 1, ..bid(1) }, Error::<Test>::QuoteTime),
			(Bid { quantity: 0, ..bid(1) }, Error::<Test>::WrongAsk),
			(Bid { stages: stages(vec![]), ..bid(1) }, Error::<Test>::WrongAsk),
			(Bid { stages: stages(vec![1, 1]), ..bid(1) }, Error::<Test>::WrongAsk),
			(Bid { slots: Some(hours(10, 1)), ..bid(1) }, Error::<Test>::WrongAsk),
			(bid(0), Error::<Test>::OtherPrice),
			(Bid { asset: None, ..bid(1) }, Error::<Test>::OtherPrice),
		] {
			assert_noop!(quote(DEAN, course, wrong), error);
		}
		let project = offered(Kind::Project, None, conditions(Method::Milestones));
		let overflow = Bid { stages: stages(vec![Amount::MAX, 1]), ..bid(1) };
		let error = sp_runtime::ArithmeticError::Overflow;
		assert_noop!(quote(DEAN, project, overflow), error);
		assert_ok!(quote(DEAN, project, Bid { stages: stages(vec![5, 6]), ..bid(1) }));
		assert_ok!(accept_quote(MANAGER, 0));
		assert_eq!(held(), 11);
	});
}

#[test]
fn whoever_decides_disputes_is_no_side() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		LookedFor::insert(WISH, COURT);
		assert_noop!(quote(DEAN, course, bid(1)), Error::<Test>::WrongArbiter);
		wished();
		let terms = Conditions { arbiter: None, ..conditions(Method::Statement) };
		let free = offered(Kind::Course, None, terms);
		assert_noop!(quote(DEAN, free, bid(1)), Error::<Test>::NoArbiter);
		assert_ok!(quote(DEAN, free, Bid { asset: None, ..bid(0) }));
		assert_ok!(Market::accept_quote(signed(CLERK), QuoteId(0), OWN));
	});
}

#[test]
fn whoever_looks_for_it_accepts_in_time() {
	ExtBuilder::build_and_execute(|| {
		wished();
		assert_ok!(quote(DEAN, course(), bid(700)));
		assert_noop!(accept_quote(RECTOR, 0), Error::<Test>::NotAuthorized);
		assert_noop!(accept_quote(DEAN, 0), Error::<Test>::NotAuthorized);
		let no_money = Market::accept_quote(signed(CLERK), QuoteId(0), OWN);
		assert_eq!(no_money, Err(DispatchError::Other("no capability")));
		pass(DAY - 1);
		let so_far = frame_support::storage::with_transaction(|| {
			sp_runtime::TransactionOutcome::Rollback(accept_quote(MANAGER, 0))
		});
		assert_ok!(so_far);
		pass(1);
		assert_noop!(accept_quote(MANAGER, 0), Error::<Test>::QuoteTime);
	});
}

#[test]
fn the_resource_is_still_what_it_was() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		assert_ok!(quote(DEAN, course, bid(700)));
		let change = |change: fn(&mut covenant_primitives::catalog::Offer)| {
			Offers::mutate(|offers| change(offers.get_mut(&course).unwrap()));
		};
		change(|offer| offer.version += 1);
		assert_noop!(accept_quote(MANAGER, 0), Error::<Test>::OtherVersion);
		change(|offer| offer.version -= 1);
		change(|offer| offer.owner = COLLEGE);
		assert_noop!(accept_quote(MANAGER, 0), Error::<Test>::NotOffered);
		change(|offer| offer.owner = SCHOOL);
		LookedFor::remove(WISH);
		assert_noop!(accept_quote(MANAGER, 0), Error::<Test>::NotDemanded);
	});
}

#[test]
fn slots_of_a_quote_are_booked_when_it_is_accepted() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let lab = offered(Kind::Facility, price(50, Per::Slot), conditions(Method::Attendance));
		let slots = Some(hours(10, 2));
		assert_noop!(quote(DEAN, lab, bid(80)), Error::<Test>::WrongAsk);
		assert_ok!(quote(DEAN, lab, Bid { slots, ..bid(80) }));
		assert_eq!(Booked::iter().count(), 0);
		assert_ok!(accept_quote(MANAGER, 0));
		assert_eq!(Booked::get(lab, 0), slots);
		assert_eq!(order(OrderId(0)).quantity, 2);
	});
}

#[test]
fn an_owner_has_so_many_quotes() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		for _ in 0..3 {
			assert_ok!(quote(DEAN, course, bid(700)));
		}
		assert_noop!(quote(DEAN, course, bid(700)), Error::<Test>::TooManyQuotes);
		assert_ok!(withdraw_quote(DEAN, 1));
		assert_ok!(quote(DEAN, course, bid(700)));
		let ids: Vec<_> = Market::query_quotes_for(WISH, None, 9).items;
		assert_eq!(ids.len(), 3);
	});
}

#[test]
fn a_quote_is_taken_back_or_declined_or_cleared_away() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		for _ in 0..3 {
			assert_ok!(quote(DEAN, course, bid(700)));
		}
		assert_noop!(withdraw_quote(RECTOR, 0), Error::<Test>::NotAuthorized);
		assert_ok!(withdraw_quote(DEAN, 0));
		System::assert_last_event(Event::QuoteEnded { id: QuoteId(0), order: None }.into());
		assert_noop!(withdraw_quote(DEAN, 0), Error::<Test>::NoQuote);
		assert_ok!(withdraw_quote(MANAGER, 1));
		pass(DAY);
		assert_ok!(withdraw_quote(RECTOR, 2));
		assert_eq!(Quotes::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_quote_is_kept_and_reported_with_what_it_was_made_on() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let lab = offered(Kind::Facility, price(50, Per::Slot), conditions(Method::Attendance));
		change(lab, |offer| offer.version = 3);
		let bid = Bid { slots: Some(Slots { units: 2, ..hours(10, 3) }), ..bid(80) };
		assert_ok!(quote(DEAN, lab, bid.clone()));
		let expected = Quote {
			demand: WISH,
			resource: lab,
			version: 3,
			seller: SCHOOL,
			conditions: conditions(Method::Attendance),
			per: Some(Per::Slot),
			bid,
		};
		let id = QuoteId(0);
		assert_eq!(Quotes::<Test>::get(id), Some(expected.clone()));
		assert_eq!((NextQuoteId::<Test>::get(), OpenQuotes::<Test>::get(SCHOOL)), (QuoteId(1), 1));
		let by = Actor { account: DEAN, organization: SCHOOL };
		System::assert_last_event(Event::Quoted { id, quote: expected, by }.into());
		assert_ok!(accept_quote(MANAGER, 0));
		assert_eq!((order(OrderId(0)).quantity, order(OrderId(0)).version), (6, 3));
		assert_eq!(OpenQuotes::<Test>::iter().count(), 0);
		assert_eq!(QuotesFor::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_quote_stands_from_a_moment_to_a_leap_year() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		for until in [START + 1, START + MAX_WINDOW] {
			assert_ok!(quote(DEAN, course, Bid { until, ..bid(1) }));
		}
	});
}

#[test]
fn a_project_is_quoted_in_stages() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let project = offered(Kind::Project, price(100, Per::Use), conditions(Method::Milestones));
		let staged = |stages: &[Amount]| {
			let stages = Stages::truncate_from(stages.to_vec());
			quote(DEAN, project, Bid { stages, ..bid(1) })
		};
		assert_noop!(staged(&[]), Error::<Test>::WrongAsk);
		assert_noop!(staged(&[1, 0]), Error::<Test>::OtherPrice);
		// Less than what is listed, too.
		assert_ok!(staged(&[3]));
		assert_ok!(staged(&[1; 16]));
		assert_ok!(accept_quote(MANAGER, 1));
		assert_eq!((order(OrderId(0)).stages.len(), held()), (16, 16));
	});
}

#[test]
fn what_is_free_is_quoted_for_nothing() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let project = offered(Kind::Project, price(100, Per::Use), conditions(Method::Milestones));
		let stages = Stages::truncate_from(vec![0, 0]);
		assert_ok!(quote(DEAN, project, Bid { asset: None, stages, ..bid(0) }));
		assert_ok!(Market::accept_quote(signed(CLERK), QuoteId(0), OWN));
		assert_eq!((order(OrderId(0)).asset, held()), (None, 0));
		assert_eq!(acts(OrderId(0)), [Act::Requested { total: 0 }, Act::Confirmed { held: 0 }]);
	});
}

#[test]
fn whoever_is_quoted_to_need_not_be_eligible_nor_the_offer_open() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = offer(SCHOOL, Kind::Course, price(1_000, Per::Use));
		let nobody = Eligibility { credit: 1_000, license: Some(type_code()), ..anybody() };
		let terms = conditions(Method::Statement);
		assert_ok!(Market::set_terms(signed(DEAN), course, false, terms, nobody));
		assert_noop!(request(MANAGER, course, ask(1_000)), Error::<Test>::NotOpen);
		assert_ok!(quote(DEAN, course, bid(900)));
		assert_ok!(accept_quote(MANAGER, 0));
		assert_eq!(status(OrderId(0)), Status::Confirmed);
	});
}

/// It is asked for, and the seller has answered before.
#[test]
fn an_accepted_quote_is_logged_and_counted_as_an_order() {
	ExtBuilder::build_and_execute(|| {
		wished();
		assert_ok!(quote(DEAN, course(), bid(700)));
		pass(HOUR);
		assert_ok!(accept_quote(MANAGER, 0));
		let id = OrderId(0);
		assert_eq!(acts(id), [Act::Requested { total: 700 }, Act::Confirmed { held: 700 }]);
		let Order { since, due, purpose, .. } = order(id);
		assert_eq!((since, due), (START + HOUR, Some(START + HOUR + DAY)));
		assert_eq!(purpose, OWN.purpose);
		let Figures { asked, answered, .. } = figures(SCHOOL);
		assert_eq!((asked, answered), (1, 0));
	});
}

#[test]
fn each_method_needs_what_the_buyer_adds() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let accept = |id, own| Market::accept_quote(signed(MANAGER), QuoteId(id), own);
		let terms = Conditions { period: Some(DAY), ..conditions(Method::Grant) };
		let granted = offered(Kind::DataSet, price(10, Per::Period), terms);
		let run = offered(Kind::DataSet, price(10, Per::Use), conditions(Method::Computation));
		for resource in [granted, run] {
			assert_ok!(quote(DEAN, resource, Bid { quantity: 3, ..bid(20) }));
		}
		let object = ObjectId(granted.0);
		let access =
			Access { object, requester: party(COMPANY), span: 3 * DAY, uses: 1, granted: true };
		let of = |access| Requests::set([(RequestId(4), access)].into());
		of(access);
		let asked = Own { request: Some(RequestId(4)), ..OWN };
		let program = Own { program: Some(H256::zero()), ..OWN };
		let both = Own { program: program.program, ..asked };
		for wrong in [OWN, program, both] {
			assert_noop!(accept(0, wrong), Error::<Test>::WrongAsk);
		}
		for wrong in [OWN, asked, both] {
			assert_noop!(accept(1, wrong), Error::<Test>::WrongAsk);
		}
		// As much as is quoted, and no more.
		of(Access { span: 3 * DAY + 1, ..access });
		assert_noop!(accept(0, asked), Error::<Test>::WrongRequest);
		assert_noop!(accept(1, program), Error::<Test>::WrongKey);
		of(access);
		replace_key(party(COMPANY));
		assert_ok!(accept(0, asked));
		wished();
		assert_ok!(accept(1, program));
		assert_ok!(deliver(OrderId(0), Evidence::Grant));
		assert_ok!(deliver(OrderId(1), result(0)));
		assert_eq!((order(OrderId(0)).quantity, order(OrderId(1)).program), (3, program.program));
	});
}

#[test]
fn what_is_quoted_is_delivered_as_the_kind_is() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		change(course, |offer| offer.kind = Kind::Project);
		assert_noop!(quote(DEAN, course, bid(1)), Error::<Test>::WrongMethod);
		let lab = offer(SCHOOL, Kind::Facility, None);
		assert_ok!(set_terms(DEAN, lab, conditions(Method::Attendance)));
		let slots = Some(Slots { first: 0, count: 1, units: 1 });
		// It is before what the calendar knows.
		let early = Bid { slots, ..bid(1) };
		assert_noop!(quote(DEAN, lab, early), Error::<Test>::NotBookable);
	});
}

#[test]
fn a_quote_is_accepted_as_an_order_is_made() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		assert_ok!(quote(DEAN, course, bid(700)));
		assert_ok!(quote(DEAN, course, bid(FUNDS)));
		suspend(SCHOOL, true);
		assert_noop!(accept_quote(MANAGER, 0), Error::<Test>::Suspended);
		suspend(SCHOOL, false);
		suspend(COURT, true);
		assert_noop!(accept_quote(MANAGER, 0), Error::<Test>::WrongArbiter);
		suspend(COURT, false);
		assert_noop!(accept_quote(MANAGER, 1), TokenError::FundsUnavailable);
		LookedFor::insert(WISH, COURT);
		assert_noop!(accept_quote(JUDGE, 0), Error::<Test>::WrongArbiter);
		wished();
		retire(course);
		assert_noop!(accept_quote(MANAGER, 0), Error::<Test>::NotDemanded);
	});
}

#[test]
fn slots_that_are_taken_meanwhile_are_not_had() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let lab = offered(Kind::Facility, price(50, Per::Slot), at_once(Method::Attendance));
		assert_ok!(quote(DEAN, lab, Bid { slots: Some(hours(10, 2)), ..bid(80) }));
		ordered(lab, ask_hours(11));
		assert_noop!(accept_quote(MANAGER, 0), DispatchError::Other("taken"));
		assert_eq!((held(), LookedFor::get(WISH)), (150, Some(COMPANY)));
	});
}

#[test]
fn a_demand_is_met_once() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let schools = course();
		let colleges = offer(COLLEGE, Kind::Course, price(1_000, Per::Use));
		assert_ok!(set_terms(RECTOR, colleges, conditions(Method::Statement)));
		assert_ok!(quote(DEAN, schools, bid(700)));
		assert_ok!(quote(RECTOR, colleges, bid(600)));
		assert_ok!(accept_quote(MANAGER, 1));
		assert_noop!(accept_quote(MANAGER, 0), Error::<Test>::NotDemanded);
		assert_eq!([SCHOOL, COLLEGE].map(OpenQuotes::<Test>::get), [1, 0]);
		// Anybody clears away what came to nothing.
		assert_ok!(withdraw_quote(JUDGE, 0));
		assert_eq!(OpenQuotes::<Test>::iter().count(), 0);
		assert_eq!(order(OrderId(0)).seller, COLLEGE);
	});
}

#[test]
fn a_quote_is_shared_as_the_resource_is_when_it_is_accepted() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		assert_ok!(quote(DEAN, course, bid(700)));
		share(course, &[(Party::Person(AUTHOR), UNIT)]);
		assert_ok!(accept_quote(MANAGER, 0));
		assert_ok!(deliver(OrderId(0), statement()));
		assert_ok!(accept(OrderId(0)));
		assert_eq!(free(account_of(AUTHOR)), 700);
	});
}

#[test]
fn nobody_else_ends_a_quote_before_its_time() {
	ExtBuilder::build_and_execute(|| {
		wished();
		assert_ok!(quote(DEAN, course(), bid(700)));
		pass(DAY - 1);
		for account in [RECTOR, JUDGE] {
			assert_noop!(withdraw_quote(account, 0), Error::<Test>::NotAuthorized);
		}
		pass(1);
		assert_ok!(withdraw_quote(JUDGE, 0));
		assert_noop!(withdraw_quote(JUDGE, 0), Error::<Test>::NoQuote);
	});
}

#[test]
fn numbers_of_quotes_are_not_used_again() {
	ExtBuilder::build_and_execute(|| {
		wished();
		let course = course();
		assert_ok!(quote(DEAN, course, bid(700)));
		assert_ok!(withdraw_quote(DEAN, 0));
		assert_ok!(quote(DEAN, course, bid(700)));
		assert_eq!(Quotes::<Test>::iter_keys().collect::<Vec<_>>(), [QuoteId(1)]);
		NextQuoteId::<Test>::put(QuoteId(u64::MAX));
		let error = sp_runtime::ArithmeticError::Overflow;
		assert_noop!(quote(DEAN, course, bid(700)), error);
	});
}
