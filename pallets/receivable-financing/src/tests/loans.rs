// SPDX-License-Identifier: Apache-2.0

//! Parts are pledged, and released or realized.

use super::*;

#[test]
fn a_part_is_pledged() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(pledge()));
		assert_ok!(quote(BANK, lending(1_800_000)));
		assert_ok!(quote(SECOND, lending(1_000_000)));
		assert_eq!(held(BANK), 1_799_000);
		assert_ok!(take(BANK));
		let details = Loan {
			part: PART,
			secured: true,
			bank: BANK,
			borrower: HOLDER,
			asset: CNY,
			principal: 1_800_000,
			rate: 500,
			interest: 0,
			counted: 0,
			taken: START,
			until: UNTIL,
			reported: false,
		};
		assert_eq!(loan(), details);
		let (request, loan, by) = (ID, LOAN, actor(HOLDER));
		assert!(said(&Event::Pledged { request, loan, details, amount: 1_799_000, by }));
		assert_eq!((gained(HOLDER), gained(BANK)), (1_799_000, -1_799_000));
		assert_eq!((exposure(BANK), exposure(SECOND)), ((1_800_000, 0), (0, 0)));
		assert_eq!(part(PART), Paper { state: State::Locked, ..paper() });
		// Not twice, in whatever way.
		assert_noop!(self::request(sale()), Error::<Test>::NotIdle);
		assert_noop!(take(BANK), Error::<Test>::NotFound);
		assert_ok!(self::request(pledge()));
		let second = FinancingId(1);
		assert_ok!(Financing::quote(signer(SECOND), second, lending(5_000)));
		let take = Financing::take_quote(signer(HOLDER), second, SECOND, 0);
		assert_noop!(take, Error::<Test>::NotIdle);
	});
}

#[test]
fn a_loan_is_repaid_and_the_part_is_free() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		pass(10 * DAY);
		assert_noop!(repay(0), Error::<Test>::InvalidAmount);
		assert_noop!(Financing::repay(signer(SUPPLIER), LOAN, 1), Error::<Test>::NotAuthorized);
		assert_noop!(Financing::repay(signer(HOLDER), LoanId(9), 1), Error::<Test>::NotFound);
		// Ten days at 5 %: 50.00, of which 30.00.
		assert_ok!(repay(3_000));
		assert_eq!(last_event(), Event::Repaid { loan: LOAN, amount: 3_000, by: actor(HOLDER) });
		assert_eq!((loan().principal, loan().interest), (AMOUNT, 2_000));
		assert_ok!(repay(1_802_000));
		assert_eq!((loan().principal, loan().interest), (1_800_000, 0));
		assert_eq!(exposure(BANK), (1_800_000, 0));
		// Twice on a day costs nothing more. Then a day, begun, at half the principal.
		pass(1);
		assert_ok!(repay(250));
		assert_eq!((loan().principal, loan().interest), (1_800_000, 0));
		assert_eq!(part(PART).state, State::Locked);
		// All that is left, whatever is named.
		pass_to(UNTIL);
		assert_ok!(repay(Amount::MAX));
		let interest = 5_000 + 250 + 49 * 250;
		assert_eq!(gained(BANK), 1_000 + interest);
		assert_eq!(gained(HOLDER), -1_000 - interest);
		assert_eq!(last_event(), Event::Closed { loan: LOAN });
		assert_eq!((part(PART), exposure(BANK)), (paper(), (0, 0)));
		assert_eq!(reports(), [(HOLDER, Outcome::Fulfilled, 10)]);
		assert_noop!(repay(1), Error::<Test>::NotFound);
		assert_ok!(request(sale()));
	});
}

#[test]
fn interest_goes_on_when_it_is_late() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		pass_to(UNTIL + 1);
		assert_eq!(Financing::query_loan(LOAN).unwrap().debt, AMOUNT + 61 * A_DAY);
		assert_ok!(repay(Amount::MAX));
		assert_eq!(reports(), [(HOLDER, Outcome::Late, 30)]);
		assert_eq!(gained(BANK), 1_000 + 61 * 500);
	});
}

#[test]
fn a_pledge_is_realized_and_the_rest_is_the_holders() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		pass_to(UNTIL - 1);
		assert_noop!(realize(), Error::<Test>::NotDue);
		pass(1);
		for by in [HOLDER, SECOND] {
			let realize = Financing::realize(signer(by), LOAN, None);
			assert_noop!(realize, Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::realize(signer(BANK), LoanId(9), None), Error::<Test>::NotFound);
		assert_ok!(realize());
		// 60 days at half of 5.00 a day: 150.00.
		let debt = 1_800_000 + 15_000;
		let event = Event::Realized { loan: LOAN, debt, worth: AMOUNT, by: actor(BANK) };
		assert!(said(&event));
		assert_eq!(gained(HOLDER), 1_799_000 + 3_600_000 - 1_815_000);
		assert_eq!(gained(BANK), -gained(HOLDER));
		assert_eq!(part(PART), Paper { holder: BANK, recourse: Some(true), ..paper() });
		assert_eq!(exposure(BANK), (0, 0));
		assert_eq!(reports(), [(HOLDER, Outcome::Breached, 50)]);
		assert_noop!(realize(), Error::<Test>::NotFound);
		assert_noop!(repay(1), Error::<Test>::NotFound);
	});
}

#[test]
fn a_pledge_that_is_not_enough_leaves_a_debt() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		pass_to(UNTIL);
		assert_ok!(realize());
		// The interest is paid first.
		assert_eq!((loan().principal, loan().interest, loan().secured), (30_000, 0, false));
		assert_eq!(last_event(), Event::Unsecured { loan: LOAN, debt: 30_000 });
		assert_eq!((part(PART).holder, part(PART).state), (BANK, State::Idle));
		assert_eq!(exposure(BANK), (30_000, 0));
		assert_eq!(reports(), [(HOLDER, Outcome::Breached, 50)]);
		assert_noop!(realize(), Error::<Test>::NotSecured);
		// The bank sells and pledges the part as it likes.
		let all = banks(&[SECOND]);
		assert_ok!(Financing::request(signer(BANK), PART, all, pledge_later(), Now::get() + DAY));
		let terms = Terms { valid_until: Now::get() + DAY, ..lending(9_000) };
		assert_ok!(Financing::quote(signer(SECOND), FinancingId(1), terms));
		assert_ok!(Financing::take_quote(signer(BANK), FinancingId(1), SECOND, 0));
		pass(DAY);
		assert_ok!(repay(Amount::MAX));
		assert_eq!(gained(HOLDER), -1_000 - 30_000 - 4 + AMOUNT as i128);
		assert_eq!(reports(), []);
		assert_eq!(LoanOn::<Test>::get(PART), Some(LoanId(1)));
	});
}

fn pledge_later() -> Kind {
	Kind::Pledge { until: Now::get() + 20 * DAY, wanted: None }
}

#[test]
fn who_realizes_has_the_money() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		pass_to(UNTIL);
		assert_ok!(Assets::transfer(
			RuntimeOrigin::signed(BANK.0.into()),
			CNY,
			THIRD.0.into(),
			Assets::balance(CNY, u64::from(BANK.0)) - 1_784_999,
		));
		assert_noop!(realize(), TokenError::FundsUnavailable);
		assert_ok!(Assets::transfer(RuntimeOrigin::signed(4), CNY, BANK.0.into(), 1));
		assert_ok!(realize());
		assert_eq!(Assets::balance(CNY, u64::from(BANK.0)), 0);
	});
}

#[test]
fn a_pledge_is_realized_after_maturity_too_with_a_license() {
	ExtBuilder::build_and_execute(|| {
		change(PART, |it| it.license = Some(LicenseId(7)));
		pledged(1_800_000);
		pass_to(DUE + DAY);
		let realize = |license| Financing::realize(signer(BANK), LOAN, license);
		assert_noop!(realize(None), DispatchError::Other("no license"));
		change(PART, |it| it.calm = false);
		assert_noop!(realize(Some(LicenseId(7))), DispatchError::Other("not idle"));
		change(PART, |it| it.calm = true);
		assert_ok!(realize(Some(LicenseId(7))));
	});
}

#[test]
fn a_pledge_is_not_realized_while_claims_come_before_it_or_beside_it() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(FOURTH, 5));
		pass(1);
		pledged(1_800_000);
		assert_ok!(claim(THIRD, 5));
		pass_to(UNTIL);
		// Claims that do not count keep nobody waiting.
		for id in [0, 1] {
			assert_ok!(rule(id, true));
			assert_noop!(realize(), Error::<Test>::OthersClaim);
			assert_ok!(rule(id, false));
		}
		assert_ok!(realize());
	});
}

#[test]
fn claims_that_come_after_a_pledge_get_what_it_leaves() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		pass(1);
		assert_ok!(claim(THIRD, 1_000_000));
		assert_ok!(acknowledge(0));
		assert_ok!(admit(admission(FOURTH, 800_000)));
		assert_ok!(admit(admission(SUPPLIER, 790_000)));
		// This one does not count, and stays.
		assert_ok!(claim(SECOND, 7));
		pass_to(UNTIL);
		assert_ok!(realize());
		// 1,815,000 to the bank, 1,000,000 to the one that is registered, 785,000 for the others.
		let said = |claim, paid| said(&Event::ClaimEnded { claim: ClaimId(claim), paid });
		assert!(said(0, 1_000_000) && said(1, 394_969) && said(2, 390_031));
		assert_eq!(gained(THIRD), 1_000_000);
		assert_eq!((gained(FOURTH), gained(SUPPLIER)), (394_969, 390_031));
		assert_eq!(gained(HOLDER), 1_799_000);
		assert_eq!(gained(BANK), -1_799_000 - 1_785_000);
		assert_eq!(part(PART), Paper { holder: BANK, recourse: Some(true), ..paper() });
		assert_eq!(Claims::<Test>::iter_keys().collect::<Vec<_>>(), [ClaimId(3)]);
		for organization in [THIRD, FOURTH, SUPPLIER, HOLDER, BANK] {
			assert_ok!(settled(organization));
		}
		assert_eq!(reports(), [(HOLDER, Outcome::Breached, 50)]);
	});
}

#[test]
fn claims_get_nothing_if_the_pledge_leaves_nothing() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		pass(1);
		assert_ok!(claim(THIRD, 5));
		assert_ok!(acknowledge(0));
		pass_to(UNTIL);
		assert_ok!(realize());
		assert!(said(&Event::ClaimEnded { claim: CLAIM, paid: 0 }));
		assert_eq!(last_event(), Event::Unsecured { loan: LOAN, debt: 30_000 });
		assert_eq!((gained(THIRD), part(PART).state), (0, State::Idle));
	});
}

#[test]
fn the_bank_that_realizes_has_the_money_for_claims_which_may_be_its_own() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		pass(1);
		assert_ok!(claim(THIRD, 500));
		assert_ok!(acknowledge(0));
		pass(1);
		assert_ok!(claim(BANK, 700));
		assert_ok!(acknowledge(1));
		pass_to(UNTIL);
		block(THIRD);
		let has = Assets::balance(CNY, u64::from(BANK.0));
		let give = |it| Assets::transfer(RuntimeOrigin::signed(10), CNY, SUPPLIER.0.into(), it);
		assert_ok!(give(has - 1_784_299));
		assert_noop!(realize(), TokenError::FundsUnavailable);
		assert_ok!(Assets::transfer(RuntimeOrigin::signed(3), CNY, BANK.0.into(), 1));
		assert_ok!(realize());
		// What its account does not take the claimant is owed.
		assert_eq!(Financing::query_owed(THIRD, CNY), 500);
		assert_eq!(gained(HOLDER), 1_799_000 + 1_785_000 - 1_200);
		assert!(said(&Event::ClaimEnded { claim: ClaimId(1), paid: 700 }));
		assert_eq!(Assets::balance(CNY, u64::from(BANK.0)), 0);
	});
}

#[test]
fn a_part_is_locked_for_loans_and_for_claims() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		pass(1);
		assert_ok!(claim(THIRD, 5));
		assert_ok!(acknowledge(0));
		// The part stays locked for the claim when the loan is repaid, and for the loan when the claim is
		// withdrawn.
		assert_ok!(Financing::withdraw_claim(signer(THIRD), CLAIM));
		assert_eq!(part(PART).state, State::Locked);
		assert_ok!(claim(FOURTH, 5));
		assert_ok!(acknowledge(1));
		assert_ok!(repay(Amount::MAX));
		assert_eq!(part(PART).state, State::Locked);
		assert_ok!(Financing::withdraw_claim(signer(FOURTH), ClaimId(1)));
		assert_eq!(part(PART).state, State::Idle);
	});
}

#[test]
fn a_bank_waives_what_it_is_owed() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		pass(DAY);
		let forgive = |by| Financing::forgive(signer(by), LOAN);
		assert_noop!(forgive(HOLDER), Error::<Test>::NotAuthorized);
		assert_ok!(forgive(BANK));
		let amount = AMOUNT + A_DAY;
		assert!(said(&Event::Forgiven { loan: LOAN, amount, by: actor(BANK) }));
		assert_eq!((part(PART), exposure(BANK)), (paper(), (0, 0)));
		assert_noop!(forgive(BANK), Error::<Test>::NotFound);
		assert_eq!(reports(), []);
	});
}

#[test]
fn suspended_and_poor_borrowers_keep_their_debts() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		Suspended::set([HOLDER].into());
		assert_noop!(repay(1), DispatchError::Other("suspended"));
		pass_to(UNTIL);
		Suspended::set([HOLDER, BANK].into());
		assert_noop!(realize(), DispatchError::Other("suspended"));
		Suspended::set([].into());
		let has = Assets::balance(CNY, u64::from(HOLDER.0));
		let holder = RuntimeOrigin::signed(HOLDER.0.into());
		assert_ok!(Assets::transfer(holder, CNY, THIRD.0.into(), has - 100));
		assert_noop!(repay(101), TokenError::FundsUnavailable);
		assert_ok!(repay(100));
	});
}
