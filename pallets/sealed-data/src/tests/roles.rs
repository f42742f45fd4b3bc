// SPDX-License-Identifier: Apache-2.0

//! Who may call what, line by line of the crate's table.

use super::*;
use covenant_primitives::Capability;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchError::BadOrigin};

fn dispatch(call: Call<Test>, origin: RuntimeOrigin) -> Result<(), DispatchError> {
	RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|error| error.error)
}

fn relocate() -> Call<Test> {
	Call::relocate { object: FIRST, locations: content(1).locations }
}

fn rotate() -> Call<Test> {
	Call::rotate { object: FIRST, content: content(2), salt: salt(11) }
}

fn ask() -> Call<Test> {
	Call::ask { object: FIRST, terms: terms() }
}

fn grant() -> Call<Test> {
	Call::grant { request: ASKED, key_version: 0, wrapped: wrapped(1) }
}

fn refuse() -> Call<Test> {
	Call::refuse { request: ASKED, reason: RefusalReason::Other }
}

fn revoke() -> Call<Test> {
	Call::revoke { request: ASKED, reason: RevocationReason::Other }
}

fn rule() -> Call<Test> {
	Call::rule { request: ASKED, ruling: Ruling::Approve }
}

/// What any party may do for itself.
fn party_calls() -> [Call<Test>; 3] {
	let terms = Policy { arbiter: None, ..policy(Decision::Owner) };
	[
		Call::publish_key { key: key(9) },
		Call::set_policy { policy: 0, terms },
		Call::register { content: content(9), salt: salt(9), policy: 0, subject: None },
	]
}

fn owner_calls() -> [Call<Test>; 9] {
	[
		relocate(),
		Call::change_policy { object: FIRST, policy: 0 },
		rotate(),
		Call::acknowledge { request: ASKED },
		Call::approve { request: ASKED },
		refuse(),
		grant(),
		revoke(),
		Call::retire { object: FIRST },
	]
}

fn requester_calls() -> [Call<Test>; 3] {
	[
		Call::withdraw { request: ASKED },
		Call::dispute { request: ASKED },
		Call::record_use { request: ASKED, statement: H256::zero() },
	]
}

/// All that take an operator with `ShareData`, or a person.
fn calls_of_parties() -> Vec<Call<Test>> {
	let mut calls = party_calls().to_vec();
	calls.push(ask());
	calls.extend(owner_calls());
	calls.extend(requester_calls());
	calls
}

fn refuses(
	calls: impl IntoIterator<Item = Call<Test>>,
	origin: RuntimeOrigin,
	error: impl Into<DispatchError>,
) {
	let error = error.into();
	for call in calls {
		assert_noop!(dispatch(call, origin.clone()), error);
	}
}

#[test]
fn every_call_is_in_the_table() {
	use frame_support::traits::GetCallName;
	let mut here: Vec<_> =
		calls_of_parties().iter().chain([&rule()]).map(|it| it.get_call_name()).collect();
	let mut all = Call::<Test>::get_call_names().to_vec();
	here.sort();
	all.sort();
	assert_eq!(here, all);
}

#[test]
fn nothing_is_unsigned_or_roots() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			refuses(calls_of_parties(), origin.clone(), BadOrigin);
			refuses([rule()], origin, BadOrigin);
		}
	});
}

#[test]
fn a_stranger_is_no_party() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		refuses(calls_of_parties(), signed(STRANGER), DispatchError::Other("no person"));
	});
}

#[test]
fn an_operator_needs_the_capability() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		refuses(calls_of_parties(), signed(CLERK), DispatchError::Other("no capability"));
	});
}

#[test]
fn a_suspended_organization_does_nothing() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		for (organization, account) in [(COURT, JUDGE), (LAW_FIRM, LAWYER)] {
			suspend(organization, true);
			refuses(calls_of_parties(), signed(account), DispatchError::Other("suspended"));
		}
		suspend(DATA_OFFICE, true);
		refuses([rule()], signed(ARBITER), DispatchError::Other("suspended"));
	});
}

#[test]
fn every_party_acts_for_itself() {
	for account in [JUDGE, LAWYER, PROSECUTOR, ARBITER, ALICE, BOB] {
		ExtBuilder::build_and_execute(|| {
			for call in party_calls() {
				assert_ok!(dispatch(call, signed(account)));
			}
			assert_eq!(object().owner, party(account));
		});
	}
}

#[test]
fn every_party_with_a_key_asks() {
	for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
		ExtBuilder::build_and_execute(|| {
			object_under(Decision::Owner);
			assert_ok!(SealedData::publish_key(signed(account), key(9)));
			assert_ok!(dispatch(ask(), signed(account)));
		});
	}
}

#[test]
fn the_owners_calls_are_nobody_elses() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
			refuses(owner_calls(), signed(account), Error::<Test>::NotAuthorized);
		}
		for call in [
			relocate(),
			Call::change_policy { object: FIRST, policy: 0 },
			rotate(),
			Call::acknowledge { request: ASKED },
			Call::approve { request: ASKED },
			grant(),
			revoke(),
			Call::retire { object: FIRST },
		] {
			assert_ok!(dispatch(call, signed(JUDGE)));
		}
	});
}

#[test]
fn approvers_decide_as_the_policy_says() {
	for call in [Call::approve { request: ASKED }, refuse()] {
		ExtBuilder::build_and_execute(|| {
			asked_under(approvers(1, &[party(CHAIR), party(ALICE)]));
			for account in [JUDGE, LAWYER, PROSECUTOR, ARBITER, BOB] {
				refuses([call.clone()], signed(account), Error::<Test>::NotAnApprover);
			}
			suspend(BAR, true);
			refuses([call.clone()], signed(CHAIR), DispatchError::Other("suspended"));
			assert_ok!(dispatch(call, signed(ALICE)));
		});
	}
}

#[test]
fn the_requesters_calls_are_nobody_elses() {
	ExtBuilder::build_and_execute(|| {
		granted();
		for account in [JUDGE, PROSECUTOR, ARBITER, ALICE] {
			refuses(requester_calls(), signed(account), Error::<Test>::NotAuthorized);
		}
		let use_it = Call::record_use { request: ASKED, statement: H256::zero() };
		assert_ok!(dispatch(use_it, signed(LAWYER)));
	});
	ExtBuilder::build_and_execute(|| {
		refused();
		assert_ok!(dispatch(Call::dispute { request: ASKED }, signed(LAWYER)));
		assert_ok!(dispatch(Call::withdraw { request: ASKED }, signed(LAWYER)));
	});
}

#[test]
fn ruling_takes_the_capability() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		for account in [JUDGE, LAWYER, CLERK] {
			refuses([rule()], signed(account), DispatchError::Other("no capability"));
		}
		for account in [ALICE, STRANGER] {
			refuses([rule()], signed(account), DispatchError::Other("nobody's operator"));
		}
		// The operator keeps it, the organization does not.
		Arbiters::set(Default::default());
		refuses([rule()], signed(ARBITER), DispatchError::Other("no capability"));
		Arbiters::set([DATA_OFFICE].into());
		Operators::mutate(|operators| {
			operators.get_mut(&ARBITER).unwrap().1.remove(&Capability::ShareData)
		});
		assert_ok!(dispatch(rule(), signed(ARBITER)));
	});
}
