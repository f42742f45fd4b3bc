// SPDX-License-Identifier: Apache-2.0

//! What owners offer for what others look for.

use super::*;
use alloc::{vec, vec::Vec};

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

fn course() -> ResourceId {
	offered(Kind::Course, price(1_000, Per::Use), conditions(Method::Statement))
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
