// SPDX-License-Identifier: Apache-2.0

//! Each line of the role table, from the side of those who may not.

use super::{
	operators::{add, change},
	standing::REASON,
};
use crate::mock::*;
use sp_runtime::DispatchError::BadOrigin;

fn council_calls() -> Vec<Call> {
	let organization = SCHOOL;
	vec![
		Call::admit {
			name: b"New".to_vec().try_into().unwrap(),
			uscc: *uscc(9).as_bytes(),
			kind: OrganizationKind::Other,
			capabilities: Default::default(),
			quota: Quota::default(),
			administrator: EVE,
		},
		Call::amend { organization, name: None, uscc: None, kind: Some(OrganizationKind::Other) },
		Call::grant { organization, capabilities: capabilities(&[Capability::Audit]) },
		Call::withdraw { organization, capabilities: capabilities(&[Capability::Audit]) },
		Call::suspend { organization, reason: REASON },
		Call::reinstate { organization },
		Call::set_quota { organization, quota: Quota::default() },
		Call::appoint_administrator { organization, administrator: AccountId::new([9; 32]) },
		Call::remove { organization },
	]
}

fn two_thirds_calls() -> [Call; 2] {
	[Call::grant_seat { organization: SCHOOL }, Call::withdraw_seat { organization: SCHOOL }]
}

fn administrator_calls() -> [Call; 5] {
	[
		add(&EVE, &[], false),
		change(&BOB, &[], false),
		Call::remove_operator { account: BOB },
		Call::hand_over { to: BOB },
		Call::set_delegate { delegate: Some(BOB) },
	]
}

#[test]
fn a_majority_does_what_a_majority_may() {
	ExtBuilder::default().build_and_execute(|| {
		for call in council_calls() {
			assert_ok!(send(MAJORITY, call));
		}
	});
}

#[test]
fn two_thirds_do_what_both_may() {
	ExtBuilder::default().build_and_execute(|| {
		for call in two_thirds_calls().into_iter().chain(council_calls()) {
			assert_ok!(send(TWO_THIRDS, call));
		}
	});
}

#[test]
fn nobody_else_does_what_the_council_may() {
	ExtBuilder::default().build_and_execute(|| {
		for call in council_calls().into_iter().chain(two_thirds_calls()) {
			// A delegate is not the council.
			for signer in [ALICE, BOB, DAVE, EVE] {
				assert_noop!(send(signer, call.clone()), BadOrigin);
			}
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(dispatch(origin, call.clone()), BadOrigin);
			}
		}
		for call in two_thirds_calls() {
			assert_noop!(send(MAJORITY, call), BadOrigin);
		}
	});
}

#[test]
fn only_administrators_do_what_administrators_may() {
	for call in administrator_calls() {
		ExtBuilder::default().build_and_execute(|| {
			assert_noop!(send(BOB, call.clone()), Error::NotAdministrator);
			assert_noop!(send(EVE, call.clone()), Error::NotOperator);
			assert_noop!(send(MAJORITY, call.clone()), Error::NotOperator);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(dispatch(origin, call.clone()), BadOrigin);
			}
			assert_ok!(send(ALICE, call));
		});
	}
}

#[test]
fn operators_calls_need_a_signature() {
	ExtBuilder::default().build_and_execute(|| {
		let call = RuntimeCall::System(frame_system::Call::remark_with_event { remark: vec![] });
		for call in [
			Call::act { call: Box::new(call) },
			Call::leave {},
			Call::release_account { account: EVE },
		] {
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(dispatch(origin, call.clone()), BadOrigin);
			}
		}
	});
}
