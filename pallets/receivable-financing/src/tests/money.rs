// SPDX-License-Identifier: Apache-2.0

//! An account that takes no money keeps nobody else waiting.

use super::*;

fn owed(organization: OrganizationId) -> Amount {
	Financing::query_owed(organization, CNY)
}

fn collect(organization: OrganizationId) -> DispatchResult {
	Financing::collect(signer(THIRD), organization, CNY)
}

#[test]
fn a_blocked_bank_does_not_keep_a_pledge() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		block(BANK);
		assert_ok!(repay(Amount::MAX));
		assert_eq!((owed(BANK), part(PART).state), (AMOUNT, State::Idle));
		assert!(collect(BANK).is_err());
		assert_noop!(settled(BANK), Error::<Test>::OpenFinancing);
		unblock(BANK);
		assert_ok!(collect(BANK));
		let (organization, asset, amount) = (BANK, CNY, AMOUNT);
		assert_eq!(last_event(), Event::Collected { organization, asset, amount });
		assert_eq!((owed(BANK), gained(BANK)), (0, 1_000));
		assert_noop!(collect(BANK), Error::<Test>::NothingOwed);
		assert_ok!(settled(BANK));
	});
}

#[test]
fn a_blocked_bank_does_not_keep_others_from_selling() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		assert_ok!(quote(SECOND, buying(true)));
		let was = held(BANK);
		block(BANK);
		assert_ok!(take(SECOND));
		assert_eq!((held(BANK), owed(BANK)), (0, was));
		unblock(BANK);
		assert_ok!(collect(BANK));
		assert_eq!(gained(BANK), 0);
	});
}

#[test]
fn quotes_lapse_whatever_accounts_do() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		let was = held(BANK);
		block(BANK);
		pass_to(VALID_UNTIL);
		assert_eq!((held(BANK), owed(BANK)), (0, was));
		let told = System::events().into_iter().any(|it| match it.event {
			RuntimeEvent::Financing(Event::NotPaidOut { organization, asset, amount, .. }) => {
				(organization, asset, amount) == (BANK, CNY, was)
			}
			_ => false,
		});
		assert!(told);
	});
}

#[test]
fn a_blocked_holder_is_owed_what_it_is_paid() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(quote(BANK, buying(true)));
		block(HOLDER);
		assert_ok!(take(BANK));
		assert_eq!((owed(HOLDER), gained(HOLDER)), (3_554_000, 0));
		assert_eq!(held(BANK), 0);
		unblock(HOLDER);
		assert_ok!(collect(HOLDER));
	});
}

#[test]
fn a_blocked_borrower_does_not_keep_a_bank_from_realizing() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		pass_to(UNTIL);
		block(HOLDER);
		assert_ok!(realize());
		assert_eq!(owed(HOLDER), 1_785_000);
	});
}

#[test]
fn a_blocked_bank_is_refinanced() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		assert_ok!(request(pledge()));
		let second = FinancingId(1);
		assert_ok!(Financing::quote(signer(SECOND), second, lending(2_000_000)));
		block(BANK);
		assert_ok!(Financing::refinance(signer(HOLDER), LOAN, second, SECOND, 0));
		assert_eq!((owed(BANK), gained(SECOND)), (1_800_000, -1_999_000));
	});
}

#[test]
fn who_is_blocked_pays_nothing() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		block(HOLDER);
		assert!(repay(1).is_err());
		assert_eq!(loan().principal, AMOUNT);
	});
}
