// SPDX-License-Identifier: Apache-2.0

//! Who may call what, line by line of the crate's table.

use super::*;
use frame_support::traits::GetCallName;
use sp_runtime::DispatchError::{BadOrigin, Other};

/// The company's root, with a budget below it and an open envelope; one of the rival's.
const ROOT: BudgetId = BudgetId(0);
const PART: BudgetId = BudgetId(1);
const ENVELOPE: EnvelopeId = EnvelopeId(0);
const REDEMPTION: RedemptionId = RedemptionId(0);

/// A state in which every call of the tables below succeeds by whom it is for, Alice among them.
fn ready() {
	let root = funded(10_000);
	let part = below(root, 5_000);
	let id = fill(root, equal(10, 10));
	let taxed = fill_with(part, named(&[(ALICE, 1_000)]), taxed(2_000));
	assert_ok!(claim(ALICE, taxed));
	next_block();
	let method = RedemptionMethod::Payroll;
	assert_ok!(RedEnvelope::redeem(signed(ALICE), COMPANY, CNY, 100, method));
	let spender = Spender::Operator(CLERK);
	assert_ok!(RedEnvelope::grant_right(signed(TREASURER), part, spender, 9, 0, Moment::MAX));
	assert_eq!((root, part, id), (ROOT, PART, ENVELOPE));
	rivals(1_000);
}

/// What takes `Treasury`.
fn treasury_calls() -> Vec<Call<Test>> {
	let (asset, amount) = (CNY, 1);
	let spender = Spender::Operator(CLERK);
	let (from, until) = (0, Moment::MAX);
	let (redemption, receipt) = (REDEMPTION, H256::zero());
	vec![
		Call::open_budget { asset, name: name("new"), lapses_at: None },
		Call::set_cap { asset, cap: None },
		Call::pay_out { asset, person: person(ALICE) },
		Call::remit_tax { asset, amount, receipt },
		// Of the organization that the rest belongs to.
		Call::open_sub_budget { parent: ROOT, name: name("new"), lapses_at: None },
		Call::fund { budget: ROOT, amount },
		Call::return_funds { budget: ROOT, amount },
		Call::allot { budget: PART, amount },
		Call::take_back { budget: PART, amount },
		Call::freeze { budget: ROOT },
		Call::close_budget { budget: PART },
		Call::grant_right { budget: ROOT, spender, ceiling: 1, from, until },
		Call::revoke_right { budget: PART, spender },
		Call::confirm_redemption { redemption, receipt },
		Call::reject_redemption { redemption, reason: RejectionReason::Other },
	]
}

fn unfreeze() -> Call<Test> {
	Call::unfreeze { budget: ROOT }
}

fn fill_call() -> Call<Test> {
	Call::fill { budget: ROOT, form: equal(1, 1), terms: terms() }
}

/// What takes having filled an envelope, or `Treasury`.
fn managing_calls() -> Vec<Call<Test>> {
	vec![
		Call::pause { envelope: ENVELOPE },
		Call::cancel { envelope: ENVELOPE },
		Call::attach_register { envelope: ENVELOPE, register: None },
	]
}

fn resume() -> Call<Test> {
	Call::resume { envelope: ENVELOPE }
}

fn persons_calls() -> Vec<Call<Test>> {
	let (organization, asset, amount) = (COMPANY, CNY, 1);
	vec![
		Call::claim { envelope: ENVELOPE, evidence: Evidence::None },
		Call::withdraw { organization, asset, amount },
		Call::redeem { organization, asset, amount, method: RedemptionMethod::Payroll },
		Call::withdraw_redemption { redemption: REDEMPTION },
	]
}

fn all_calls() -> Vec<Call<Test>> {
	let single = [unfreeze(), fill_call(), resume()];
	let lists = [treasury_calls(), managing_calls(), persons_calls()];
	single.into_iter().chain(lists.into_iter().flatten()).collect()
}

fn refuses(
	calls: impl IntoIterator<Item = Call<Test>>,
	account: AccountId,
	error: impl Into<DispatchError>,
) {
	let error = error.into();
	for call in calls {
		assert_noop!(dispatch(call, signed(account)), error);
	}
}

#[test]
fn every_call_is_in_the_tables() {
	ExtBuilder::build_and_execute(|| {
		let mut here: Vec<_> = all_calls().iter().map(|call| call.get_call_name()).collect();
		let mut all = Call::<Test>::get_call_names().to_vec();
		here.sort_unstable();
		all.sort_unstable();
		assert_eq!(here, all);
	});
}

#[test]
fn nothing_is_unsigned_or_roots() {
	ExtBuilder::build_and_execute(|| {
		ready();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			for call in all_calls() {
				assert_noop!(dispatch(call, origin.clone()), BadOrigin);
			}
		}
	});
}

#[test]
fn the_treasurer_moves_money() {
	ExtBuilder::build_and_execute(|| {
		ready();
		for call in treasury_calls() {
			would_do(call, TREASURER);
		}
		assert_ok!(RedEnvelope::freeze(signed(TREASURER), ROOT));
		assert_ok!(dispatch(unfreeze(), signed(TREASURER)));
		for call in managing_calls().into_iter().chain([fill_call()]) {
			would_do(call, TREASURER);
		}
		assert_ok!(RedEnvelope::pause(signed(TREASURER), ENVELOPE));
		assert_ok!(dispatch(resume(), signed(TREASURER)));
		refuses(persons_calls(), TREASURER, Other("no person"));
	});
}

#[test]
fn without_the_capability_an_operator_moves_nothing() {
	ExtBuilder::build_and_execute(|| {
		ready();
		refuses(treasury_calls(), CLERK, Other("no capability"));
		refuses([unfreeze()], CLERK, Other("no capability"));
		refuses([fill_call()], CLERK, Error::<Test>::NoRight);
		refuses(managing_calls(), CLERK, Error::<Test>::NotAuthorized);
		refuses([resume()], CLERK, Error::<Test>::NotAuthorized);
		refuses(persons_calls(), CLERK, Other("no person"));
	});
}

#[test]
fn another_organizations_treasurer_moves_nothing() {
	ExtBuilder::build_and_execute(|| {
		ready();
		let own = treasury_calls().into_iter().skip(4).chain([unfreeze(), fill_call()]);
		refuses(own, RIVAL_TREASURER, Error::<Test>::NotAuthorized);
		refuses(managing_calls(), RIVAL_TREASURER, Error::<Test>::NotAuthorized);
		refuses([resume()], RIVAL_TREASURER, Error::<Test>::NotAuthorized);
		refuses(persons_calls(), RIVAL_TREASURER, Other("no person"));
		// What names no record is about its own money, of which there is none to pay.
		let [open, cap, pay, remit] = <[_; 4]>::try_from(treasury_calls()[..4].to_vec()).unwrap();
		would_do(open, RIVAL_TREASURER);
		would_do(cap, RIVAL_TREASURER);
		refuses([pay], RIVAL_TREASURER, Error::<Test>::ZeroAmount);
		refuses([remit], RIVAL_TREASURER, Error::<Test>::TooMuchTax);
	});
}

#[test]
fn a_person_claims_and_has_its_own_money() {
	ExtBuilder::build_and_execute(|| {
		ready();
		for call in persons_calls() {
			would_do(call, ALICE);
		}
		refuses(treasury_calls(), ALICE, Other("nobody's operator"));
		refuses([unfreeze()], ALICE, Other("nobody's operator"));
		refuses([fill_call()], ALICE, Error::<Test>::NoRight);
		refuses(managing_calls(), ALICE, Error::<Test>::NotAuthorized);
		refuses([resume()], ALICE, Error::<Test>::NotAuthorized);
		// And nobody else's.
		let [_, withdraw, redeem, undo] = <[_; 4]>::try_from(persons_calls()).unwrap();
		refuses([withdraw, redeem], BOB, Error::<Test>::InsufficientBalance);
		refuses([undo], BOB, Error::<Test>::NotAuthorized);
	});
}

#[test]
fn a_stranger_does_nothing() {
	ExtBuilder::build_and_execute(|| {
		ready();
		refuses(treasury_calls(), STRANGER, Other("nobody's operator"));
		refuses([unfreeze()], STRANGER, Other("nobody's operator"));
		refuses([fill_call()], STRANGER, Other("no person"));
		refuses(managing_calls(), STRANGER, Error::<Test>::NotAuthorized);
		refuses([resume()], STRANGER, Error::<Test>::NotAuthorized);
		refuses(persons_calls(), STRANGER, Other("no person"));
	});
}

#[test]
fn a_released_person_does_nothing() {
	ExtBuilder::build_and_execute(|| {
		ready();
		Released::mutate(|released| released.insert(person(ALICE)));
		refuses(persons_calls(), ALICE, Other("no person"));
		refuses([fill_call()], ALICE, Other("no person"));
	});
}

#[test]
fn a_suspended_organizations_treasurer_moves_nothing() {
	ExtBuilder::build_and_execute(|| {
		ready();
		suspend(COMPANY, true);
		refuses(treasury_calls(), TREASURER, Other("suspended"));
		refuses([unfreeze(), fill_call()], TREASURER, Other("suspended"));
		refuses(managing_calls(), TREASURER, Error::<Test>::NotAuthorized);
		refuses([resume()], TREASURER, Error::<Test>::NotAuthorized);
	});
}
