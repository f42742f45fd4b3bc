// SPDX-License-Identifier: Apache-2.0

//! Claims in batches with a condition on the amount, which revert where it is not met.

use super::*;

const ID: EnvelopeId = EnvelopeId(0);

fn claim_call() -> RuntimeCall {
	Call::<Test>::claim { envelope: ID, evidence: Evidence::None }.into()
}

/// Fails unless the wallet has `amount`.
fn wishes(amount: Amount) -> [RuntimeCall; 2] {
	let (organization, asset, method) = (COMPANY, CNY, RedemptionMethod::Points);
	[
		Call::<Test>::withdraw { organization, asset, amount }.into(),
		Call::<Test>::redeem { organization, asset, amount, method }.into(),
	]
}

fn send(account: AccountId, batch: pallet_utility::Call<Test>) -> DispatchResult {
	RuntimeCall::from(batch).dispatch(signed(account)).map(drop).map_err(|error| error.error)
}

fn batch_all(account: AccountId, calls: &[RuntimeCall]) -> DispatchResult {
	send(account, pallet_utility::Call::batch_all { calls: calls.to_vec() })
}

/// An envelope from which Bob and Carol have claimed, so that Alice's is the third share.
fn filled() {
	assert_eq!(fill(funded(10_000), lucky(1_000, 10)), ID);
	for account in [BOB, CAROL] {
		assert_ok!(claim(account, ID));
	}
}

#[test]
fn a_claim_cannot_be_reverted_for_what_it_is_worth() {
	ExtBuilder::build_and_execute(|| {
		filled();
		// What it will be: the attempts change nothing of it.
		let shares = expected(ID, 1_000, 10, [1; 4]);
		for amount in [1, shares[2], shares[2] - 1, 100, 1_000] {
			for wish in wishes(amount) {
				assert_noop!(
					batch_all(ALICE, &[claim_call(), wish]),
					Error::<Test>::InsufficientBalance
				);
				assert!(!Claims::<Test>::contains_key(person(ALICE), ID));
			}
		}
		assert_ok!(claim(ALICE, ID));
		assert_ok!(claim(ALICE + 3, ID));
		assert_eq!(Claims::<Test>::get(person(ALICE), ID), Some(2));
		draw_all();
		assert_eq!([BOB, CAROL, ALICE, ALICE + 3].map(balance).to_vec(), shares);
	});
}

/// Nor in any block before it is drawn, when nothing can be reverted any more.
#[test]
fn the_amount_is_seen_when_the_claim_stands() {
	ExtBuilder::build_and_execute(|| {
		filled();
		assert_ok!(batch_all(ALICE, &[claim_call()]));
		let share = expected(ID, 1_000, 10, [1; 3])[2];
		for _ in 0..3 {
			let [withdraw, _] = wishes(share);
			assert_noop!(batch_all(ALICE, &[withdraw]), Error::<Test>::InsufficientBalance);
			assert_noop!(batch_all(ALICE, &[claim_call()]), Error::<Test>::AlreadyClaimed);
			next_block();
		}
		let [withdraw, _] = wishes(share);
		assert_ok!(batch_all(ALICE, &[withdraw]));
	});
}

#[test]
fn what_a_wallet_had_before_says_nothing_of_the_claim() {
	ExtBuilder::build_and_execute(|| {
		filled();
		endow(ALICE, 50);
		let [withdraw, _] = wishes(51);
		assert_noop!(
			batch_all(ALICE, &[claim_call(), withdraw]),
			Error::<Test>::InsufficientBalance
		);
		let [withdraw, _] = wishes(50);
		assert_ok!(batch_all(ALICE, &[claim_call(), withdraw]));
		assert_eq!((Assets::balance(CNY, ALICE), balance(ALICE)), (50, 0));
	});
}

#[test]
fn where_a_batch_goes_on_the_claim_stands() {
	ExtBuilder::build_and_execute(|| {
		filled();
		let [withdraw, _] = wishes(1);
		let calls = vec![claim_call(), withdraw];
		assert_ok!(send(ALICE, pallet_utility::Call::force_batch { calls }));
		assert_eq!(Claims::<Test>::get(person(ALICE), ID), Some(2));
	});
}

/// A round's shares are decided by its seed, whoever else claims after.
#[test]
fn a_batch_of_claims_draws_what_single_claims_draw() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(10_000);
		let ids = [0; 3].map(|_| fill(budget, lucky(1_000, 10)));
		let calls: Vec<_> = ids
			.map(|envelope| Call::<Test>::claim { envelope, evidence: Evidence::None }.into())
			.into();
		assert_ok!(batch_all(ALICE, &calls));
		draw_all();
		assert_eq!(balance(ALICE), ids.map(|id| expected(id, 1_000, 10, [1])[0]).iter().sum());
	});
}
