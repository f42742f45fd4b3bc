// SPDX-License-Identifier: Apache-2.0

//! Random calls keep every invariant, and no money comes or goes.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Join(Party),
	Admit(Party),
	Suspend(Party),
	Reinstate(Party),
	Deposit(Party, Amount),
	Withdraw(Party, Amount),
	Commit(Party, Amount),
	Free(Party, Amount),
	Draw(Party, Amount, Party),
	Call(Party),
	Leave(Party),
	Pass(Moment),
}

fn party() -> impl Strategy<Value = Party> {
	prop::sample::select(vec![PLANT, RETAILER, HOUSEHOLD])
}

fn step() -> impl Strategy<Value = Step> {
	let amount = || 0..6_000_u128;
	prop_oneof![
		party().prop_map(Step::Join),
		party().prop_map(Step::Admit),
		party().prop_map(Step::Suspend),
		party().prop_map(Step::Reinstate),
		(party(), amount()).prop_map(|(party, amount)| Step::Deposit(party, amount)),
		(party(), amount()).prop_map(|(party, amount)| Step::Withdraw(party, amount)),
		(party(), 0..50_000_u128).prop_map(|(party, amount)| Step::Commit(party, amount)),
		(party(), 0..50_000_u128).prop_map(|(party, amount)| Step::Free(party, amount)),
		(party(), amount(), party()).prop_map(|(party, amount, to)| Step::Draw(party, amount, to)),
		party().prop_map(Step::Call),
		party().prop_map(Step::Leave),
		(0..2 * DAY).prop_map(Step::Pass),
	]
}

fn all_money() -> Amount {
	pallet_assets::Account::<Test>::iter_prefix(CNY)
		.map(|(account, it)| it.balance + held(account))
		.sum()
}

fn take(step: Step) {
	let _ = match step {
		Step::Join(party) => Power::join(signer(party), ID, Role::Prosumer, 1),
		Step::Admit(party) => Power::admit(exchange(), ID, party),
		Step::Suspend(party) => Power::suspend(exchange(), ID, party),
		Step::Reinstate(party) => Power::reinstate(exchange(), ID, party),
		Step::Deposit(party, amount) => Power::deposit(signer(party), ID, amount),
		Step::Withdraw(party, amount) => Power::withdraw(signer(party), ID, amount),
		Step::Commit(party, amount) => {
			let done = Power::commit(ID, party, amount);
			if done.is_ok() {
				let it = participant(party);
				assert!(it.collateral >= rules().required(it.at_stake));
			}
			done
		}
		Step::Free(party, amount) => {
			Power::free(ID, party, amount);
			Ok(())
		}
		Step::Draw(party, amount, to) => {
			assert!(Power::draw(ID, party, amount, to) <= amount);
			Ok(())
		}
		Step::Call(party) => Power::call_for_collateral(signed(77), ID, party),
		Step::Leave(party) => Power::leave(signer(party), ID),
		Step::Pass(time) => {
			pass(time);
			Ok(())
		}
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn collateral_is_what_is_held(steps in prop::collection::vec(step(), 1..60)) {
		ExtBuilder::build_and_execute(|| {
			opened();
			let money = all_money();
			for step in steps {
				take(step);
				Power::do_try_state().unwrap();
				assert_eq!(all_money(), money);
			}
		});
	}
}
