// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::{testing::Enrolled, OrganizationId, Outcome, PersonId};
use sp_runtime::TokenError;

#[test]
fn nobody_promises_more_than_its_collateral_covers() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_eq!((has(PLANT), held(2)), (FUNDS - 2_000, 2_000));
		assert_ok!(Power::commit(ID, PLANT, 20_000));
		assert_noop!(Power::commit(ID, PLANT, 1), Error::<Test>::InsufficientCollateral);
		assert_noop!(Power::commit(ID, PLANT, Amount::MAX), sp_runtime::ArithmeticError::Overflow);
		assert_noop!(Power::commit(ID, RETAILER, 1), Error::<Test>::NotParticipant);
		// What is required is rounded up.
		assert_ok!(Power::deposit(signer(PLANT), ID, 1));
		assert_ok!(Power::commit(ID, PLANT, 10));
		assert_noop!(Power::commit(ID, PLANT, 1), Error::<Test>::InsufficientCollateral);
		Power::free(ID, PLANT, 20_010);
		Power::free(ID, PLANT, 1);
		Power::free(ID, RETAILER, 1);
		assert_eq!(participant(PLANT).at_stake, 0);
	});
}

#[test]
fn what_is_not_required_is_given_back() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_ok!(Power::commit(ID, PLANT, 15_000));
		assert_noop!(
			Power::withdraw(signer(PLANT), ID, 501),
			Error::<Test>::InsufficientCollateral
		);
		assert_noop!(
			Power::withdraw(signer(PLANT), ID, Amount::MAX),
			Error::<Test>::InsufficientCollateral
		);
		assert_noop!(Power::withdraw(signer(PLANT), ID, 0), Error::<Test>::ZeroAmount);
		assert_noop!(Power::withdraw(signer(RETAILER), ID, 1), Error::<Test>::NotParticipant);
		assert_ok!(Power::withdraw(signer(PLANT), ID, 500));
		assert_eq!((has(PLANT), held(2)), (FUNDS - 1_500, 1_500));
	});
}

#[test]
fn a_deposit_is_the_partys_own_money() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_noop!(Power::deposit(signer(PLANT), ID, 0), Error::<Test>::ZeroAmount);
		assert_noop!(Power::deposit(signer(RETAILER), ID, 1), Error::<Test>::NotParticipant);
		assert_noop!(Power::deposit(signer(PLANT), MarketId(1), 1), Error::<Test>::NotFound);
		assert_noop!(Power::deposit(signer(PLANT), ID, FUNDS), TokenError::FundsUnavailable);
	});
}

#[test]
fn what_is_drawn_goes_where_it_is_said_and_calls_for_more() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_ok!(Power::commit(ID, PLANT, 15_000));
		assert_eq!(Power::draw(ID, PLANT, 400, RETAILER), 400);
		assert_eq!((has(RETAILER), held(2)), (FUNDS + 400, 1_600));
		assert_eq!(standing(PLANT), Standing::Active);
		assert_eq!(Power::draw(ID, PLANT, 200, HOUSEHOLD), 200);
		let until = Now::get() + DAY;
		assert_eq!(standing(PLANT), Standing::Called { until });
		let event = Event::Called { market: ID, party: PLANT, missing: 100, until };
		System::assert_last_event(event.into());
		assert_noop!(Power::ensure_trader(ID, PLANT), Error::<Test>::CalledForCollateral);
		assert_noop!(Power::commit(ID, PLANT, 1), Error::<Test>::CalledForCollateral);
		// No more than there is, and nothing of nothing.
		assert_eq!(Power::draw(ID, PLANT, 5_000, RETAILER), 1_400);
		assert_eq!(Power::draw(ID, PLANT, 5_000, RETAILER), 0);
		assert_eq!(Power::draw(ID, RETAILER, 1, PLANT), 0);
		assert_eq!(Power::draw(MarketId(1), PLANT, 1, PLANT), 0);
		assert_eq!((has(RETAILER), held(2)), (FUNDS + 1_800, 0));
	});
}

#[test]
fn what_is_drawn_for_the_party_itself_is_its_own_again() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_eq!(Power::draw(ID, PLANT, 400, PLANT), 400);
		assert_eq!((has(PLANT), held(2)), (FUNDS - 1_600, 1_600));
	});
}

#[test]
fn whoever_answers_a_call_in_time_trades_on() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_ok!(Power::commit(ID, PLANT, 20_000));
		Power::draw(ID, PLANT, 500, RETAILER);
		assert_ok!(Power::deposit(signer(PLANT), ID, 499));
		assert!(matches!(standing(PLANT), Standing::Called { .. }));
		assert_ok!(Power::deposit(signer(PLANT), ID, 1));
		assert_eq!(standing(PLANT), Standing::Active);
		pass(2 * DAY);
		assert_eq!(standing(PLANT), Standing::Active);
		assert_eq!(Reports::get(), []);
	});
}

#[test]
fn whoever_does_not_trades_no_more_until_it_does() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_ok!(Power::commit(ID, PLANT, 20_000));
		Power::draw(ID, PLANT, 500, RETAILER);
		pass(DAY);
		assert_eq!(standing(PLANT), Standing::Defaulted);
		let reports = Reports::get();
		assert_eq!(reports.len(), 1);
		assert_eq!(reports[0].0, OrganizationId(2));
		assert_eq!((reports[0].1.outcome, reports[0].1.weight), (Outcome::Breached, 20));
		assert_noop!(
			Power::call_for_collateral(signed(77), ID, PLANT),
			Error::<Test>::CalledForCollateral
		);
		assert_ok!(Power::deposit(signer(PLANT), ID, 500));
		assert_ok!(Power::ensure_trader(ID, PLANT), Role::Generator);
	});
}

#[test]
fn anybody_notices_that_new_rules_ask_for_more() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_ok!(Power::commit(ID, PLANT, 10_000));
		joined(RETAILER, Role::Retailer, 0);
		let stricter = Rules { margin: sp_runtime::Permill::from_percent(25), ..rules() };
		assert_ok!(propose(NOVEMBER, stricter));
		assert_ok!(consent());
		let call = |party| Power::call_for_collateral(signed(77), ID, party);
		assert_noop!(call(PLANT), Error::<Test>::NotShort);
		pass(Moment::from(NOVEMBER - TODAY) * DAY);
		assert_ok!(call(PLANT));
		assert_noop!(call(PLANT), Error::<Test>::CalledForCollateral);
		assert_noop!(call(RETAILER), Error::<Test>::NotShort);
		assert_noop!(call(HOUSEHOLD), Error::<Test>::NotParticipant);
	});
}

#[test]
fn collateral_follows_a_person_to_another_account() {
	ExtBuilder::build_and_execute(|| {
		opened();
		joined(HOUSEHOLD, Role::Consumer, 1_000);
		let (old, new) = (account_of(HOUSEHOLD), 4_000);
		Assets::transfer(signed(ISSUER), CNY, new, 1).unwrap_err();
		assert_ok!(Assets::mint(signed(ISSUER), CNY, new, 5_000));
		Enrolled::set([(PersonId(5), new)].into());
		assert_eq!((held(old), held(new)), (1_000, 0));
		assert_ok!(Power::deposit(signed(new), ID, 10));
		assert_eq!((held(old), held(new)), (0, 1_010));
		assert_ok!(Power::leave(signed(new), ID));
		assert_eq!(held(new), 0);
		assert_eq!(Assets::balance(CNY, new), 6_000);
	});
}
