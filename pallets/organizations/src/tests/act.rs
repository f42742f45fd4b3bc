// SPDX-License-Identifier: Apache-2.0

//! Calls from an organization's account.

use super::operators::change;
use crate::mock::*;
use frame_support::dispatch::GetDispatchInfo;
use pallet_balances::Call as Money;
use pallet_utility::Call as Batch;
use sp_runtime::{traits::Dispatchable, ArithmeticError, DispatchError};

fn pay(value: u64) -> RuntimeCall {
	Money::transfer_allow_death { dest: EVE, value }.into()
}

fn refused() -> RuntimeCall {
	Money::transfer_all { dest: EVE, keep_alive: false }.into()
}

fn act(call: impl Into<RuntimeCall>) -> Call {
	Call::act { call: Box::new(call.into()) }
}

fn fund() {
	let account = Organizations::account_of(BANK);
	Balances::force_set_balance(RuntimeOrigin::root(), account, 1_000).unwrap();
}

#[test]
fn the_organizations_money_moves() {
	ExtBuilder::default().build_and_execute(|| {
		fund();
		assert_ok!(send(BOB, act(pay(300))));
		assert_eq!(
			last_event(),
			Event::Acted { actor: Actor { account: BOB, organization: BANK } }
		);
		assert_eq!(Balances::free_balance(EVE), 300);
		assert_eq!(Balances::free_balance(Organizations::account_of(BANK)), 700);
		assert_eq!(Balances::free_balance(BOB), 0);
	});
}

#[test]
fn the_capability_for_the_call_is_needed() {
	ExtBuilder::default().build_and_execute(|| {
		fund();
		assert_ok!(send(ALICE, change(&BOB, &[Capability::IssueMoney], false)));
		assert_noop!(send(BOB, act(pay(1))), Error::CapabilityNotHeld);
		assert_noop!(
			send(BOB, act(Batch::batch_all { calls: vec![pay(1)] })),
			DispatchError::from(frame_system::Error::<Test>::CallFiltered)
		);
		let burn = Money::burn { value: 1, keep_alive: true };
		assert_ok!(send(BOB, act(burn.clone())));
		assert_ok!(send(ALICE, change(&BOB, &[Capability::Treasury], false)));
		assert_noop!(send(BOB, act(burn)), Error::CapabilityNotHeld);
		assert_ok!(send(BOB, act(pay(1))));
		assert_noop!(send(EVE, act(pay(1))), Error::NotOperator);
		super::standing::suspend(BANK);
		assert_noop!(send(ALICE, act(pay(1))), Error::Suspended);
	});
}

#[test]
fn what_the_filter_refuses_is_refused_however_it_is_wrapped() {
	ExtBuilder::default().build_and_execute(|| {
		fund();
		let denied = DispatchError::from(frame_system::Error::<Test>::CallFiltered);
		assert_noop!(send(BOB, act(refused())), Error::CallNotAllowed);
		assert_noop!(send(BOB, act(act(pay(1)))), Error::CallNotAllowed);
		assert_noop!(send(BOB, act(Batch::batch_all { calls: vec![pay(1), refused()] })), denied);
		assert_noop!(
			send(BOB, act(Batch::as_derivative { index: 0, call: Box::new(refused()) })),
			denied
		);
		let nested: RuntimeCall = Batch::batch_all { calls: vec![refused()] }.into();
		assert_noop!(send(BOB, act(Batch::batch_all { calls: vec![nested] })), denied);

		// A batch that may fail half-way reports what it did not do.
		assert_ok!(send(BOB, act(Batch::force_batch { calls: vec![refused(), pay(5)] })));
		System::assert_has_event(pallet_utility::Event::ItemFailed { error: denied }.into());
		assert_eq!(Balances::free_balance(EVE), 5);
	});
}

#[test]
fn a_failing_call_fails_the_whole() {
	ExtBuilder::default().build_and_execute(|| {
		fund();
		assert_noop!(send(BOB, act(pay(2_000))), ArithmeticError::Underflow);
		assert_noop!(
			send(BOB, act(Batch::batch_all { calls: vec![pay(1), pay(2_000)] })),
			ArithmeticError::Underflow
		);
	});
}

#[test]
fn the_inner_weight_is_counted_and_given_back() {
	ExtBuilder::default().build_and_execute(|| {
		fund();
		let own = <Test as Config>::WeightInfo::act();
		let inner: RuntimeCall = Batch::batch { calls: vec![refused(), pay(1), pay(1)] }.into();
		let call: RuntimeCall = act(inner.clone()).into();
		let info = call.get_dispatch_info();
		let worst = inner.get_dispatch_info();
		assert_eq!(info.call_weight, own + worst.call_weight);
		assert_eq!(info.class, worst.class);

		// The batch stops at its first call.
		let used = call.dispatch(RuntimeOrigin::signed(BOB)).unwrap().actual_weight.unwrap();
		assert!(used.all_lt(info.call_weight));

		let inner = pay(2_000);
		let worst = inner.get_dispatch_info().call_weight;
		let failure =
			RuntimeCall::from(act(inner)).dispatch(RuntimeOrigin::signed(BOB)).unwrap_err();
		assert_eq!(failure.post_info.actual_weight, Some(own + worst));
	});
}

#[test]
fn an_organizations_account_has_no_role() {
	ExtBuilder::default().build_and_execute(|| {
		let account = Organizations::account_of(BANK);
		assert_noop!(send(account.clone(), act(pay(1))), Error::NotOperator);
		assert_noop!(send(account, Call::leave {}), Error::NotOperator);
	});
}
