// SPDX-License-Identifier: Apache-2.0

//! A holder asks banks.

use super::*;

fn ask(all: &[OrganizationId], kind: Kind, answer_by: Moment) -> DispatchResult {
	Financing::request(signer(HOLDER), PART, banks(all), kind, answer_by)
}

#[test]
fn a_holder_asks_banks() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		let all = banks(&[BANK, SECOND, LAST]);
		let event = Event::Requested {
			request: ID,
			part: PART,
			kind: sale(),
			banks: all.clone(),
			answer_by: ANSWER_BY,
			by: actor(HOLDER),
		};
		assert_eq!(last_event(), event);
		let expected = Request {
			part: PART,
			holder: HOLDER,
			asset: CNY,
			kind: sale(),
			banks: all,
			answer_by: ANSWER_BY,
			claimed: None,
		};
		assert_eq!(Requests::<Test>::get(ID), Some(expected));
		// The part is as it was, and banks rely on that.
		assert_eq!(part(PART), paper());
		assert!(ReliedOn::contains_key(PART));
		assert_noop!(request(sale()), Error::<Test>::AlreadyRequested);
		assert_ok!(request_for(OTHER, pledge()));
	});
}

#[test]
fn banks_are_asked_once_each() {
	ExtBuilder::build_and_execute(|| {
		let ask = |all: &[OrganizationId]| ask(all, sale(), ANSWER_BY);
		assert_noop!(ask(&[]), Error::<Test>::InvalidParty);
		assert_noop!(ask(&[BANK, SECOND, BANK]), Error::<Test>::InvalidParty);
		assert_noop!(ask(&[BANK, HOLDER]), Error::<Test>::InvalidParty);
		assert_noop!(ask(&[MAKER]), Error::<Test>::InvalidParty);
		assert_noop!(ask(&[BANK, SUPPLIER]), Error::<Test>::NotABank);
		assert_noop!(ask(&[NOBODY]), Error::<Test>::NotInGoodStanding);
		Suspended::set([SECOND].into());
		assert_noop!(ask(&[BANK, SECOND]), Error::<Test>::NotInGoodStanding);
		Suspended::set([].into());
		let all = (10..18).map(OrganizationId).collect::<Vec<_>>();
		assert_ok!(ask(&all));
	});
}

#[test]
fn only_for_what_is_its_own_and_idle() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(request_for(PartId(9), sale()), Error::<Test>::NotFound);
		assert_noop!(request_for(PartId(2), sale()), Error::<Test>::NotAuthorized);
		for kind in [sale(), pledge()] {
			change(PART, |it| it.state = State::Offered);
			assert_noop!(request(kind), Error::<Test>::NotIdle);
			change(PART, |it| it.state = State::Idle);
			change(PART, |it| it.calm = false);
			assert_noop!(request(kind), Error::<Test>::NotIdle);
			change(PART, |it| it.calm = true);
		}
		// Claims count.
		assert_ok!(claim(THIRD, 1));
		assert_ok!(acknowledge(0));
		for kind in [sale(), pledge()] {
			assert_noop!(request(kind), Error::<Test>::NotIdle);
		}
	});
}

#[test]
fn times_follow_one_another() {
	ExtBuilder::build_and_execute(|| {
		let ask = |kind, answer_by| ask(&[BANK], kind, answer_by);
		for answer_by in [0, START, START + MaxAnswer::get() + 1] {
			assert_noop!(ask(sale(), answer_by), Error::<Test>::InvalidTime);
		}
		for until in [START, ANSWER_BY, START + MaxTerm::get() + 1] {
			let kind = Kind::Pledge { until, wanted: None };
			assert_noop!(ask(kind, ANSWER_BY), Error::<Test>::InvalidTime);
		}
		pass_to(DUE - 3);
		assert_noop!(ask(sale(), DUE + 1), Error::<Test>::InvalidTime);
		assert_ok!(ask(sale(), DUE));
		let (part, kind) = (OTHER, Kind::Pledge { until: DUE + 7, wanted: None });
		assert_ok!(Financing::request(signer(HOLDER), part, banks(&[BANK]), kind, DUE - 1));
		pass_to(DUE);
		assert_noop!(ask(sale(), DUE + 1), Error::<Test>::InvalidTime);
		assert_eq!(Requests::<Test>::iter().count(), 0);
	});
}

#[test]
fn what_is_wanted_is_no_more_than_the_part() {
	ExtBuilder::build_and_execute(|| {
		let wanted = |wanted| request(Kind::Pledge { until: UNTIL, wanted: Some(wanted) });
		for amount in [0, AMOUNT + 1, Amount::MAX] {
			assert_noop!(wanted(amount), Error::<Test>::InvalidAmount);
		}
		assert_ok!(wanted(AMOUNT));
	});
}

#[test]
fn a_request_is_withdrawn_and_banks_have_their_money() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		assert_ok!(quote(SECOND, buying(false)));
		assert!(held(BANK) > 0);
		let withdraw = |by| Financing::withdraw_request(signer(by), ID);
		assert_noop!(withdraw(BANK), Error::<Test>::NotAuthorized);
		assert_ok!(withdraw(HOLDER));
		assert_eq!(last_event(), Event::RequestWithdrawn { request: ID, by: actor(HOLDER) });
		assert_eq!((held(BANK), held(SECOND)), (0, 0));
		assert_noop!(withdraw(HOLDER), Error::<Test>::NotFound);
		assert_noop!(take(BANK), Error::<Test>::NotFound);
		assert_noop!(quote(BANK, buying(true)), Error::<Test>::NotFound);
		assert_ok!(request(sale()));
	});
}

#[test]
fn a_request_lapses_by_itself() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, Terms { valid_until: ANSWER_BY, ..buying(true) }));
		pass_to(ANSWER_BY - 1);
		assert!(held(BANK) > 0);
		pass(1);
		assert_eq!(held(BANK), 0);
		assert!(said(&Event::RequestLapsed { request: ID }));
		assert_eq!(Requests::<Test>::iter().count(), 0);
		// Or as soon as the part has a holder who asks.
		assert_ok!(request(sale()));
		let second = FinancingId(1);
		assert_ok!(Financing::quote(signer(BANK), second, buying(true)));
		change(PART, |it| it.holder = SUPPLIER);
		assert_noop!(
			Financing::take_quote(signer(HOLDER), second, BANK, 0),
			Error::<Test>::NotIdle
		);
		let quote = Financing::quote(signer(SECOND), second, buying(true));
		assert_noop!(quote, Error::<Test>::NotIdle);
		assert_noop!(request(sale()), Error::<Test>::NotAuthorized);
		let answer_by = Now::get() + DAY;
		let all = banks(&[SECOND]);
		assert_ok!(Financing::request(signer(SUPPLIER), PART, all, sale(), answer_by));
		assert!(said(&Event::RequestLapsed { request: second }));
		assert_eq!(held(BANK), 0);
	});
}
