// SPDX-License-Identifier: Apache-2.0

//! A pledge goes over to another bank.

use super::*;

const SECOND_ID: FinancingId = FinancingId(1);

/// Pledged for half of it; ten days later the second bank would lend more.
fn requoted(principal: Amount) {
	pledged(1_800_000);
	pass(10 * DAY);
	assert_ok!(request(pledge()));
	assert_ok!(Financing::quote(signer(SECOND), SECOND_ID, lending(principal)));
}

fn refinance(bank: OrganizationId, at_least: Amount) -> DispatchResult {
	Financing::refinance(signer(HOLDER), LOAN, SECOND_ID, bank, at_least)
}

#[test]
fn the_new_bank_pays_the_old_one_in_one_step() {
	ExtBuilder::build_and_execute(|| {
		requoted(2_000_000);
		assert_ok!(Financing::quote(signer(LAST), SECOND_ID, lending(1_900_000)));
		// Ten days at 2.50: 25.00.
		assert_noop!(refinance(SECOND, 196_501), Error::<Test>::TooLittle);
		assert_ok!(refinance(SECOND, 196_500));
		let into = LoanId(1);
		let event = Event::Refinanced { loan: LOAN, repaid: 1_802_500, into, by: actor(HOLDER) };
		assert_eq!(last_event(), event);
		assert_eq!(gained(BANK), 1_000 + 2_500);
		assert_eq!(gained(SECOND), -1_999_000);
		assert_eq!(gained(HOLDER), 1_799_000 + 196_500);
		assert_eq!((held(SECOND), held(LAST)), (0, 0));
		assert_eq!((exposure(BANK), exposure(SECOND)), ((0, 0), (2_000_000, 0)));
		let new = Loans::<Test>::get(into).unwrap();
		assert_eq!((new.bank, new.taken, new.secured), (SECOND, Now::get(), true));
		assert_eq!(part(PART), Paper { state: State::Locked, ..paper() });
		assert_eq!(reports(), [(HOLDER, Outcome::Fulfilled, 10)]);
		assert_noop!(refinance(SECOND, 0), Error::<Test>::NotFound);
		assert_noop!(realize(), Error::<Test>::NotFound);
	});
}

#[test]
fn it_is_enough_for_what_is_owed() {
	ExtBuilder::build_and_execute(|| {
		requoted(1_803_499);
		assert_noop!(refinance(SECOND, 0), Error::<Test>::TooLittle);
		assert_ok!(Financing::quote(signer(LAST), SECOND_ID, lending(1_803_500)));
		assert_noop!(refinance(LAST, 1), Error::<Test>::TooLittle);
		assert_ok!(refinance(LAST, 0));
		assert_eq!(gained(HOLDER), 1_799_000);
	});
}

#[test]
fn only_the_borrower_and_only_for_the_same_part() {
	ExtBuilder::build_and_execute(|| {
		requoted(2_000_000);
		let by = |by| Financing::refinance(signer(by), LOAN, SECOND_ID, SECOND, 0);
		for organization in [BANK, SECOND, SUPPLIER] {
			assert_noop!(by(organization), Error::<Test>::NotAuthorized);
		}
		assert_noop!(refinance(LAST, 0), Error::<Test>::NotFound);
		assert_ok!(Financing::quote(signer(BANK), SECOND_ID, lending(2_000_000)));
		assert_noop!(refinance(BANK, 0), Error::<Test>::InvalidParty);
		assert_ok!(request_for(OTHER, pledge()));
		let other = FinancingId(2);
		assert_ok!(Financing::quote(signer(SECOND), other, lending(2_000_000)));
		let wrong = Financing::refinance(signer(HOLDER), LOAN, other, SECOND, 0);
		assert_noop!(wrong, Error::<Test>::WrongKind);
		let unknown = Financing::refinance(signer(HOLDER), LOAN, FinancingId(9), SECOND, 0);
		assert_noop!(unknown, Error::<Test>::NotFound);
		let unknown = Financing::refinance(signer(HOLDER), LoanId(9), SECOND_ID, SECOND, 0);
		assert_noop!(unknown, Error::<Test>::NotFound);
		Suspended::set([SECOND].into());
		assert_noop!(refinance(SECOND, 0), Error::<Test>::NotInGoodStanding);
		Suspended::set([].into());
		Now::set(START + 15 * DAY);
		assert_noop!(refinance(SECOND, 0), Error::<Test>::Expired);
		pass(0);
	});
}

#[test]
fn not_by_a_sale() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request_for(OTHER, sale()));
		assert_ok!(quote(SECOND, buying(true)));
		assert_ok!(request(pledge()));
		assert_ok!(Financing::quote(signer(BANK), SECOND_ID, lending(9_000)));
		assert_ok!(Financing::take_quote(signer(HOLDER), SECOND_ID, BANK, 0));
		let wrong = Financing::refinance(signer(HOLDER), LOAN, ID, SECOND, 0);
		assert_noop!(wrong, Error::<Test>::WrongKind);
	});
}

#[test]
fn not_if_the_part_changed_or_was_claimed_since() {
	ExtBuilder::build_and_execute(|| {
		requoted(2_000_000);
		change(PART, |it| it.amount = AMOUNT - 1);
		assert_noop!(refinance(SECOND, 0), Error::<Test>::Changed);
		change(PART, |it| it.amount = AMOUNT);
		assert_ok!(claim(THIRD, 1));
		assert_noop!(refinance(SECOND, 0), Error::<Test>::Changed);
		assert_ok!(Financing::withdraw_quote(signer(SECOND), SECOND_ID));
		assert_ok!(Financing::quote(signer(SECOND), SECOND_ID, lending(2_000_000)));
		assert_ok!(refinance(SECOND, 0));
	});
}

#[test]
fn not_while_it_could_not_be_pledged() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		pass(1);
		assert_ok!(claim(THIRD, 1));
		assert_ok!(request(pledge()));
		assert_ok!(Financing::quote(signer(SECOND), SECOND_ID, lending(2_000_000)));
		change(PART, |it| it.calm = false);
		assert_noop!(refinance(SECOND, 0), DispatchError::Other("not idle"));
		change(PART, |it| it.calm = true);
		assert_ok!(acknowledge(0));
		assert_noop!(refinance(SECOND, 0), Error::<Test>::OthersClaim);
		assert_ok!(Financing::withdraw_claim(signer(THIRD), CLAIM));
		assert_ok!(refinance(SECOND, 0));
	});
}

#[test]
fn a_loan_that_is_repaid_leaves_a_request_for_a_pledge() {
	ExtBuilder::build_and_execute(|| {
		requoted(2_000_000);
		assert_ok!(repay(Amount::MAX));
		assert_noop!(refinance(SECOND, 0), Error::<Test>::NotFound);
		assert_ok!(Financing::take_quote(signer(HOLDER), SECOND_ID, SECOND, 0));
		assert_eq!(LoanOn::<Test>::get(PART), Some(LoanId(1)));
	});
}
