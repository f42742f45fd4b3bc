// SPDX-License-Identifier: Apache-2.0

//! Paying what is in wallets.

use super::*;

fn withdraw(account: AccountId, amount: Amount) -> DispatchResult {
	RedEnvelope::withdraw(signed(account), COMPANY, CNY, amount)
}

fn pay_out(account: AccountId) -> DispatchResult {
	RedEnvelope::pay_out(signed(TREASURER), CNY, person(account))
}

#[test]
fn a_person_has_part_of_its_wallet_paid() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		events();
		posted();
		assert_ok!(withdraw(ALICE, 30));
		assert_eq!((balance(ALICE), Assets::balance(CNY, ALICE)), (70, 30));
		assert_eq!((held(), free()), (70, FUNDS - 100));
		assert_eq!(statement(ALICE).paid_out, 30);
		let paid = Event::PaidOut { by: None, person: person(ALICE), book: BOOK };
		assert_eq!(events().as_slice(), std::slice::from_ref(&paid));
		assert_eq!(posted(), [Occasion::PaidOut { person: person(ALICE) }]);
		assert_ok!(withdraw(ALICE, 70));
		assert_eq!(events(), [paid]);
		assert!(!Wallets::<Test>::contains_key(person(ALICE), BOOK));
		assert_eq!((held(), Assets::balance(CNY, ALICE)), (0, 100));
		assert_eq!(Totals::get(BOOK, Account::Payable), (100, 100));
		assert_eq!(Totals::get(BOOK, Account::Funds), (100, 100));
	});
}

#[test]
fn no_more_is_paid_than_is_in_a_wallet() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		// There is other money on the account, held and not.
		funded(1_000);
		assert_noop!(withdraw(ALICE, 0), Error::<Test>::ZeroAmount);
		for amount in [101, Amount::MAX] {
			assert_noop!(withdraw(ALICE, amount), Error::<Test>::InsufficientBalance);
		}
		assert_noop!(withdraw(BOB, 1), Error::<Test>::InsufficientBalance);
		for (organization, asset) in [(COMPANY, USD), (RIVAL, CNY), (OrganizationId(3), CNY)] {
			assert_noop!(
				RedEnvelope::withdraw(signed(ALICE), organization, asset, 1),
				Error::<Test>::InsufficientBalance
			);
		}
		// What it asked to have redeemed is not paid here.
		let method = RedemptionMethod::Points;
		assert_ok!(RedEnvelope::redeem(signed(ALICE), COMPANY, CNY, 60, method));
		assert_noop!(withdraw(ALICE, 41), Error::<Test>::InsufficientBalance);
		assert_ok!(withdraw(ALICE, 40));
	});
}

#[test]
fn what_is_claimed_and_not_drawn_is_not_paid() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), equal(10, 10));
		assert_ok!(claim(ALICE, id));
		assert_noop!(withdraw(ALICE, 1), Error::<Test>::InsufficientBalance);
		next_block();
		assert_ok!(withdraw(ALICE, 10));
	});
}

#[test]
fn wallets_are_kept_apart_by_organization_and_asset() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		let budget = rivals(50);
		let id = fill_as(RIVAL_TREASURER, budget, named(&[(ALICE, 50)]), terms());
		assert_ok!(claim(ALICE, id));
		next_block();
		assert_eq!(balance(ALICE), 100);
		assert_eq!(Wallets::<Test>::get(person(ALICE), RIVAL_BOOK).balance, 50);
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), RIVAL, CNY, 50));
		assert_eq!(balance(ALICE), 100);
		assert_eq!(Assets::balance(CNY, MockOrganizations::account(RIVAL)), FUNDS - 50);
	});
}

#[test]
fn a_suspended_organization_owes_its_wallets() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		suspend(COMPANY, true);
		assert_ok!(withdraw(ALICE, 100));
	});
}

#[test]
fn who_was_released_has_it_paid_to_its_last_account() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		Released::mutate(|released| released.insert(person(ALICE)));
		assert_noop!(withdraw(ALICE, 1), DispatchError::Other("no person"));
		events();
		posted();
		assert_ok!(pay_out(ALICE));
		let (by, person) = (Some(treasurer()), person(ALICE));
		assert_eq!(events(), [Event::PaidOut { by: by.clone(), person, book: BOOK }]);
		assert_eq!(Assets::balance(CNY, ALICE), 100);
		assert!(!Wallets::<Test>::contains_key(person, BOOK));
		assert_eq!(statement(ALICE).paid_out, 100);
		assert_noop!(pay_out(ALICE), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn the_treasurer_pays_anybody_all_of_a_wallet() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		endow(ALICE, 20);
		assert_ok!(pay_out(ALICE));
		assert_eq!((Assets::balance(CNY, ALICE), held()), (120, 0));
		// Nothing of what is being redeemed.
		endow(BOB, 100);
		let method = RedemptionMethod::Points;
		assert_ok!(RedEnvelope::redeem(signed(BOB), COMPANY, CNY, 100, method));
		assert_noop!(pay_out(BOB), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn who_never_had_an_account_is_not_paid() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(pay_out(OUTSIDER + 1), Error::<Test>::NoAccount);
		assert_noop!(pay_out(CAROL), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn each_organization_pays_its_own() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		rivals(1_000);
		assert_noop!(
			RedEnvelope::pay_out(signed(RIVAL_TREASURER), CNY, person(ALICE)),
			Error::<Test>::ZeroAmount
		);
		assert_noop!(
			RedEnvelope::pay_out(signed(TREASURER), USD, person(ALICE)),
			Error::<Test>::ZeroAmount
		);
	});
}
