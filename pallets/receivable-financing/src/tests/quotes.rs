// SPDX-License-Identifier: Apache-2.0

//! Banks quote.

use super::*;

#[test]
fn a_bank_quotes_with_its_money_on_hold() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		// 36,000.00 less 5 % for the 85 days that are left when the quote ends, less 10.00.
		let price = AMOUNT - 85 * A_DAY - 1_000;
		assert_eq!(price, 3_556_500);
		assert_eq!((held(BANK), exposure(BANK)), (price, (0, price)));
		let terms = buying(true);
		let event = Event::Quoted { request: ID, terms, held: price, by: actor(BANK) };
		assert_eq!(last_event(), event);
		assert_noop!(quote(BANK, buying(true)), Error::<Test>::AlreadyQuoted);
		assert_ok!(quote(SECOND, Terms { rate: 0, fee: 0, ..buying(false) }));
		assert_eq!(held(SECOND), AMOUNT);
	});
}

#[test]
fn only_who_is_asked_quotes() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(quote(BANK, buying(true)), Error::<Test>::NotFound);
		assert_ok!(request(sale()));
		assert_noop!(quote(OrganizationId(13), buying(true)), Error::<Test>::NotAuthorized);
		assert_noop!(quote(HOLDER, buying(true)), Error::<Test>::NotAuthorized);
		Suspended::set([BANK].into());
		assert_noop!(quote(BANK, buying(true)), DispatchError::Other("suspended"));
	});
}

#[test]
fn a_quote_is_what_was_asked_for() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(Kind::Sale { recourse: false }));
		assert_noop!(quote(BANK, buying(true)), Error::<Test>::WrongKind);
		assert_noop!(quote(BANK, lending(5)), Error::<Test>::WrongKind);
		assert_ok!(quote(BANK, buying(false)));
		assert_ok!(Financing::withdraw_request(signer(HOLDER), ID));
		assert_ok!(request(Kind::Pledge { until: UNTIL, wanted: Some(2_000) }));
		let quote = |terms| Financing::quote(signer(BANK), FinancingId(1), terms);
		assert_noop!(quote(buying(false)), Error::<Test>::WrongKind);
		for principal in [2_001, Amount::MAX] {
			assert_noop!(quote(lending(principal)), Error::<Test>::InvalidAmount);
		}
		// The fee is all of it, or more.
		for principal in [0, 999, 1_000] {
			assert_noop!(quote(lending(principal)), Error::<Test>::InvalidAmount);
		}
		assert_ok!(quote(lending(2_000)));
		assert_eq!(held(BANK), 1_000);
	});
}

#[test]
fn no_bank_lends_more_than_the_part() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(Kind::Pledge { until: UNTIL, wanted: Some(AMOUNT) }));
		assert_ok!(quote(SECOND, lending(AMOUNT)));
		change(PART, |it| it.amount = 2_000);
		assert_noop!(quote(BANK, lending(2_001)), Error::<Test>::InvalidAmount);
		assert_ok!(quote(BANK, lending(2_000)));
		assert_noop!(take(SECOND), Error::<Test>::Changed);
		assert_ok!(take(BANK));
	});
}

#[test]
fn rates_fees_and_times_are_bounded() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		let rate = |rate| quote(BANK, Terms { rate, ..buying(true) });
		assert_noop!(rate(2_401), Error::<Test>::InvalidRate);
		assert_noop!(rate(u32::MAX), Error::<Test>::InvalidRate);
		// 24 % for 90 days is 6 %.
		for fee in [AMOUNT - 216_000, Amount::MAX] {
			let terms = Terms { rate: 2_400, fee, ..buying(true) };
			assert_noop!(quote(BANK, terms), Error::<Test>::InvalidAmount);
		}
		for valid_until in [0, START, ANSWER_BY + 1] {
			let terms = Terms { valid_until, ..buying(true) };
			assert_noop!(quote(BANK, terms), Error::<Test>::InvalidTime);
		}
		let fee = AMOUNT - 216_000 - 1;
		assert_ok!(quote(BANK, Terms { rate: 2_400, fee, ..buying(true) }));
	});
}

#[test]
fn a_bank_has_the_money() {
	ExtBuilder::build_and_execute(|| {
		change(PART, |it| it.amount = 2 * MONEY);
		assert_ok!(request(sale()));
		let quote = |bank| Financing::quote(signer(bank), ID, buying(true));
		assert_noop!(quote(BANK), TokenError::FundsUnavailable);
		change(PART, |it| it.amount = MONEY);
		assert_ok!(quote(BANK));
		assert_noop!(
			Financing::quote(signer(BANK), ID, buying(true)),
			Error::<Test>::AlreadyQuoted
		);
		block(SECOND);
		assert!(quote(SECOND).is_err());
	});
}

#[test]
fn a_quote_is_withdrawn() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		let withdraw = || Financing::withdraw_quote(signer(BANK), ID);
		assert_noop!(withdraw(), Error::<Test>::NotFound);
		assert_ok!(quote(BANK, buying(true)));
		assert_ok!(withdraw());
		assert_eq!(last_event(), Event::QuoteWithdrawn { request: ID, by: actor(BANK) });
		assert_eq!((held(BANK), exposure(BANK)), (0, (0, 0)));
		assert_noop!(withdraw(), Error::<Test>::NotFound);
		assert_noop!(take(BANK), Error::<Test>::NotFound);
		assert_ok!(quote(BANK, buying(false)));
	});
}

#[test]
fn a_quote_lapses_by_itself() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		pass_to(VALID_UNTIL - 1);
		assert!(held(BANK) > 0);
		// It is over even if nobody has cleared it away.
		Now::set(VALID_UNTIL);
		assert_noop!(take(BANK), Error::<Test>::Expired);
		pass(0);
		assert_eq!(held(BANK), 0);
		assert_eq!(last_event(), Event::QuoteLapsed { request: ID, bank: BANK });
		// The request is still open, until its time is over.
		assert_ok!(quote(BANK, buying(true)));
		Now::set(ANSWER_BY);
		assert_noop!(quote(SECOND, buying(true)), Error::<Test>::Expired);
		pass(0);
	});
}
