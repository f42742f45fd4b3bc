// SPDX-License-Identifier: Apache-2.0

//! Parts are sold.

use super::*;

#[test]
fn money_and_part_change_hands_in_one_step() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		assert_ok!(quote(SECOND, buying(false)));
		pass(DAY);
		assert_ok!(take(BANK));
		// 89 days at 5 %: 445.00; the fee: 10.00.
		let price = AMOUNT - 89 * A_DAY - 1_000;
		assert_eq!(price, 3_554_500);
		let (by, bank) = (actor(HOLDER), BANK);
		let event = Event::Sold { request: ID, part: PART, bank, recourse: true, price, by };
		assert!(said(&event));
		let price = i128::try_from(price).unwrap();
		assert_eq!((gained(HOLDER), gained(BANK), gained(SECOND)), (price, -price, 0));
		assert_eq!((held(BANK), held(SECOND)), (0, 0));
		let expected = Paper { holder: BANK, recourse: Some(true), ..paper() };
		assert_eq!(part(PART), expected);
		assert_noop!(take(BANK), Error::<Test>::NotFound);
		assert_noop!(take(SECOND), Error::<Test>::NotFound);
		assert_eq!(reports(), []);
	});
}

#[test]
fn started_days_count() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(false)));
		pass(DAY + 1);
		assert_eq!(Financing::query_quotes(ID)[0].payout, AMOUNT - 89 * A_DAY - 1_000);
		pass(DAY - 1);
		assert_eq!(Financing::query_quotes(ID)[0].payout, AMOUNT - 88 * A_DAY - 1_000);
		assert_ok!(take(BANK));
		assert_eq!(part(PART).recourse, Some(false));
	});
}

#[test]
fn only_who_asked_takes_a_quote() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(take(BANK), Error::<Test>::NotFound);
		assert_ok!(request(sale()));
		assert_noop!(take(BANK), Error::<Test>::NotFound);
		assert_ok!(quote(BANK, buying(true)));
		for by in [BANK, SUPPLIER] {
			let take = Financing::take_quote(signer(by), ID, BANK, 0);
			assert_noop!(take, Error::<Test>::NotAuthorized);
		}
		let at_least = |least| Financing::take_quote(signer(HOLDER), ID, BANK, least);
		assert_noop!(at_least(3_554_001), Error::<Test>::TooLittle);
		assert_noop!(at_least(Amount::MAX), Error::<Test>::TooLittle);
		Suspended::set([HOLDER].into());
		assert_noop!(at_least(3_554_000), DispatchError::Other("suspended"));
		Suspended::set([BANK].into());
		assert_noop!(at_least(3_554_000), Error::<Test>::NotInGoodStanding);
		Suspended::set([].into());
		assert_ok!(at_least(3_554_000));
	});
}

#[test]
fn the_part_is_idle_still() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 1));
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		change(PART, |it| it.state = State::Offered);
		assert_noop!(take(BANK), Error::<Test>::NotIdle);
		change(PART, |it| it.state = State::Idle);
		change(PART, |it| it.calm = false);
		assert_noop!(take(BANK), Error::<Test>::NotIdle);
		change(PART, |it| it.calm = true);
		assert_ok!(acknowledge(0));
		assert_noop!(take(BANK), Error::<Test>::NotIdle);
		assert_ok!(Financing::withdraw_claim(signer(THIRD), CLAIM));
		// Closed, by a split perhaps.
		let whole = Papers::take(PART).unwrap();
		assert_noop!(take(BANK), Error::<Test>::NotFound);
		assert_eq!(Financing::query_quotes(ID)[0].payout, 0);
		// Later than it was.
		Papers::insert(PART, Paper { due: DUE + DAY, ..whole });
		assert_ok!(take(BANK));
		assert_eq!(gained(HOLDER), 3_600_000 - 91 * 500 - 1_000);
	});
}

#[test]
fn a_bank_gets_the_part_that_it_quoted_for() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		for amount in [1, AMOUNT - 1, AMOUNT + 1] {
			change(PART, |it| it.amount = amount);
			assert_noop!(take(BANK), Error::<Test>::Changed);
			assert_eq!(Financing::query_quotes(ID)[0].payout, 0);
		}
		// One that knows what it is gets it.
		change(PART, |it| it.amount = 1_800_000);
		assert_ok!(quote(SECOND, buying(true)));
		assert_noop!(take(BANK), Error::<Test>::Changed);
		assert_ok!(Financing::withdraw_quote(signer(BANK), ID));
		assert_ok!(quote(BANK, buying(true)));
		assert_ok!(take(BANK));
		assert_eq!(gained(BANK), -1_776_500);
	});
}

#[test]
fn a_claim_does_not_surprise_a_bank_that_quoted() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 1));
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		// On other parts that is nothing to the bank.
		assert_ok!(Financing::claim(signer(THIRD), OTHER, 1, DIGEST));
		assert_eq!(Financing::query_quotes(ID)[0].payout, 3_554_000);
		assert_ok!(claim(FOURTH, 1));
		assert_eq!(Requests::<Test>::get(ID).unwrap().claimed, Some(ClaimId(2)));
		assert_noop!(take(BANK), Error::<Test>::Changed);
		assert_eq!(Financing::query_quotes(ID)[0].payout, 0);
		// Who quotes now has seen it.
		assert_ok!(quote(SECOND, buying(true)));
		assert_noop!(quote(BANK, buying(true)), Error::<Test>::AlreadyQuoted);
		assert_ok!(admit(admission(SUPPLIER, 1)));
		assert_ok!(rule(3, false));
		assert_noop!(take(SECOND), Error::<Test>::Changed);
		assert_ok!(Financing::withdraw_quote(signer(BANK), ID));
		assert_ok!(quote(BANK, buying(true)));
		assert_ok!(take(BANK));
		assert_eq!(part(PART).holder, BANK);
	});
}

#[test]
fn a_bank_shows_its_license() {
	ExtBuilder::build_and_execute(|| {
		change(PART, |it| it.license = Some(LicenseId(7)));
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		let offer = Offer::Sale { recourse: true, license: Some(LicenseId(7)) };
		assert_ok!(quote(SECOND, Terms { offer, ..buying(true) }));
		assert_noop!(take(BANK), DispatchError::Other("no license"));
		assert_ok!(take(SECOND));
	});
}

#[test]
fn a_bank_that_holds_a_part_asks_others() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		assert_ok!(take(BANK));
		let second = FinancingId(1);
		let answer_by = Now::get() + DAY;
		let all = banks(&[SECOND]);
		assert_ok!(Financing::request(signer(BANK), PART, all, sale(), answer_by));
		let terms = Terms { rate: 400, fee: 0, valid_until: answer_by, ..buying(true) };
		assert_ok!(Financing::quote(signer(SECOND), second, terms));
		assert_ok!(Financing::take_quote(signer(BANK), second, SECOND, 0));
		// 4 % instead of 5 % for 90 days: 90.00, and the fee.
		assert_eq!(gained(BANK), 9_000 + 1_000);
		assert_eq!(part(PART).holder, SECOND);
	});
}
