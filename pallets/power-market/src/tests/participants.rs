// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::{OrganizationId, PersonId};

#[test]
fn whoever_applies_trades_once_it_is_admitted_and_has_collateral() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_noop!(
			Power::join(signer(PLANT), MarketId(1), Role::Generator, 1),
			Error::<Test>::NotFound
		);
		assert_noop!(
			Power::join(signed(77), ID, Role::Consumer, 1),
			DispatchError::Other("no person")
		);
		assert_noop!(
			Power::join(signer(HOUSEHOLD), ID, Role::GridCompany, 1),
			Error::<Test>::InvalidRole
		);
		assert_ok!(Power::join(signer(PLANT), ID, Role::Generator, 1));
		assert_noop!(
			Power::join(signer(PLANT), ID, Role::Consumer, 1),
			Error::<Test>::AlreadyExists
		);
		assert_eq!(Power::role(ID, PLANT), None);
		assert_noop!(Power::ensure_trader(ID, PLANT), Error::<Test>::InvalidStanding);
		assert_noop!(Power::admit(signed(operator(3)), ID, PLANT), Error::<Test>::NotAuthorized);
		assert_noop!(Power::admit(exchange(), ID, RETAILER), Error::<Test>::NotParticipant);
		assert_ok!(Power::admit(exchange(), ID, PLANT));
		assert_noop!(Power::admit(exchange(), ID, PLANT), Error::<Test>::InvalidStanding);
		assert_eq!(Power::role(ID, PLANT), Some(Role::Generator));
		assert_noop!(Power::ensure_trader(ID, PLANT), Error::<Test>::InsufficientCollateral);
		assert_ok!(Power::deposit(signer(PLANT), ID, 1_000));
		assert_ok!(Power::ensure_trader(ID, PLANT), Role::Generator);
		Suspended::set([OrganizationId(2)].into());
		assert_noop!(Power::ensure_trader(ID, PLANT), Error::<Test>::NotInGoodStanding);
		assert_noop!(Power::ensure_trader(ID, RETAILER), Error::<Test>::NotParticipant);
		assert_noop!(Power::ensure_trader(MarketId(1), PLANT), Error::<Test>::NotFound);
	});
}

#[test]
fn nobody_trades_before_there_are_rules() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(open());
		joined(PLANT, Role::Generator, 5_000);
		assert_noop!(Power::ensure_trader(ID, PLANT), Error::<Test>::NoRules);
		assert_noop!(Power::commit(ID, PLANT, 1), Error::<Test>::NoRules);
		assert_noop!(Power::call_for_collateral(exchange(), ID, PLANT), Error::<Test>::NoRules);
		// Its money is its own until then.
		assert_ok!(Power::withdraw(signer(PLANT), ID, 5_000));
	});
}

#[test]
fn the_operator_suspends_and_reinstates() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_noop!(Power::suspend(signed(operator(3)), ID, PLANT), Error::<Test>::NotAuthorized);
		assert_noop!(Power::reinstate(exchange(), ID, PLANT), Error::<Test>::InvalidStanding);
		assert_ok!(Power::suspend(exchange(), ID, PLANT));
		assert_noop!(Power::suspend(exchange(), ID, PLANT), Error::<Test>::InvalidStanding);
		assert_noop!(Power::ensure_trader(ID, PLANT), Error::<Test>::InvalidStanding);
		assert_noop!(Power::commit(ID, PLANT, 1), Error::<Test>::InvalidStanding);
		// It takes money back, and is asked for it again.
		assert_ok!(Power::withdraw(signer(PLANT), ID, 1_000));
		assert_noop!(
			Power::reinstate(signed(operator(3)), ID, PLANT),
			Error::<Test>::NotAuthorized
		);
		assert_ok!(Power::reinstate(exchange(), ID, PLANT));
		assert_ok!(Power::ensure_trader(ID, PLANT), Role::Generator);
	});
}

#[test]
fn whoever_is_suspended_while_called_is_not_called_any_more() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_ok!(Power::commit(ID, PLANT, 20_000));
		Power::draw(ID, PLANT, 500, RETAILER);
		assert!(matches!(standing(PLANT), Standing::Called { .. }));
		assert_ok!(Power::suspend(exchange(), ID, PLANT));
		pass(2 * DAY);
		assert_eq!(standing(PLANT), Standing::Suspended);
		assert_noop!(
			Power::reinstate(exchange(), ID, PLANT),
			Error::<Test>::InsufficientCollateral
		);
		assert_ok!(Power::deposit(signer(PLANT), ID, 500));
		assert_eq!(standing(PLANT), Standing::Suspended);
		assert_ok!(Power::reinstate(exchange(), ID, PLANT));
	});
}

#[test]
fn capacities_are_the_operators_to_set() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_noop!(
			Power::set_capacity(signer(PLANT), ID, PLANT, 5),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(
			Power::set_capacity(exchange(), ID, RETAILER, 5),
			Error::<Test>::NotParticipant
		);
		assert_ok!(Power::set_capacity(exchange(), ID, PLANT, 5));
		assert_eq!(participant(PLANT).capacity, 5);
	});
}

#[test]
fn whoever_has_nothing_left_to_do_leaves_with_its_money() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_ok!(Power::commit(ID, PLANT, 5));
		assert_noop!(Power::leave(signer(PLANT), ID), Error::<Test>::AtStake);
		Power::free(ID, PLANT, 5);
		Committed::set(Some(PLANT));
		assert_noop!(Power::leave(signer(PLANT), ID), DispatchError::Other("committed"));
		Committed::set(None);
		assert_noop!(Power::leave(signer(RETAILER), ID), Error::<Test>::NotParticipant);
		assert_noop!(Power::leave(signer(PLANT), MarketId(1)), Error::<Test>::NotFound);
		assert_noop!(Power::ensure_settled(OrganizationId(2)), Error::<Test>::TakesPart);
		assert_ok!(Power::leave(signer(PLANT), ID));
		assert_eq!((has(PLANT), held(2)), (FUNDS, 0));
		assert_ok!(Power::ensure_settled(OrganizationId(2)));
		// And may come back.
		joined(PLANT, Role::Storage, 0);
		assert_eq!(Power::role(ID, PLANT), Some(Role::Storage));
	});
}

#[test]
fn a_called_participant_leaves_without_a_trace() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		assert_eq!(Power::draw(ID, PLANT, 1_500, RETAILER), 1_500);
		assert!(matches!(standing(PLANT), Standing::Called { .. }));
		assert_ok!(Power::leave(signer(PLANT), ID));
		pass(2 * DAY);
		assert_eq!(Reports::get(), []);
	});
}

#[test]
fn persons_take_part() {
	ExtBuilder::build_and_execute(|| {
		opened();
		joined(HOUSEHOLD, Role::Prosumer, 1_000);
		assert_ok!(Power::ensure_trader(ID, HOUSEHOLD), Role::Prosumer);
		Released::set([PersonId(5)].into());
		assert_noop!(Power::ensure_trader(ID, HOUSEHOLD), Error::<Test>::NotInGoodStanding);
	});
}
