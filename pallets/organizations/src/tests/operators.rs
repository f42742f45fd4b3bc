// SPDX-License-Identifier: Apache-2.0

//! What administrators do with operators.

use crate::mock::*;
use Capability::*;

pub fn add(account: &AccountId, list: &[Capability], administrator: bool) -> Call {
	Call::add_operator { account: account.clone(), capabilities: capabilities(list), administrator }
}

pub fn change(account: &AccountId, list: &[Capability], administrator: bool) -> Call {
	Call::change_operator {
		account: account.clone(),
		capabilities: capabilities(list),
		administrator,
	}
}

fn alice() -> Actor<AccountId> {
	Actor { account: ALICE, organization: BANK }
}

#[test]
fn an_operator_is_added() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(ALICE, add(&EVE, &[IssueMoney], false)));
		assert_eq!(
			last_event(),
			Event::OperatorAdded {
				actor: alice(),
				operator: EVE,
				capabilities: capabilities(&[IssueMoney]),
				administrator: false,
			}
		);
		assert_ok!(Organizations::ensure_capability(&EVE, IssueMoney));
		assert_eq!(providers(&EVE), 1);

		assert_noop!(send(ALICE, add(&EVE, &[], false)), Error::AlreadyOperator);
		assert_noop!(send(DAVE, add(&EVE, &[], false)), Error::AlreadyOperator);
	});
}

#[test]
fn an_operator_gets_no_more_than_its_organization_holds() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(send(ALICE, add(&EVE, &[Arbitrate], false)), Error::CapabilityNotGranted);
		assert_noop!(
			send(ALICE, change(&BOB, &[Treasury, Arbitrate], false)),
			Error::CapabilityNotGranted
		);
		assert_ok!(send(ALICE, add(&EVE, &[], false)));
		assert_noop!(Organizations::ensure_capability(&EVE, IssueMoney), Error::CapabilityNotHeld);
	});
}

#[test]
fn an_account_has_one_role() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(send(ALICE, add(&DAVE, &[], false)), Error::AlreadyOperator);
		assert_noop!(send(ALICE, add(&ALICE, &[], false)), Error::AlreadyOperator);
		assert_noop!(send(ALICE, add(&PERSON, &[], false)), Error::HasOtherRole);
		for organization in [BANK, SCHOOL, NOBODY] {
			assert_noop!(
				send(ALICE, add(&Organizations::account_of(organization), &[], false)),
				Error::OrganizationAccount
			);
		}
	});
}

#[test]
fn operators_are_bounded() {
	ExtBuilder::default().build_and_execute(|| {
		// Two are there, one place of five is the council's.
		assert_ok!(send(ALICE, add(&AccountId::new([100; 32]), &[], false)));
		assert_ok!(send(ALICE, add(&AccountId::new([101; 32]), &[], false)));
		assert_noop!(
			send(ALICE, add(&AccountId::new([102; 32]), &[], false)),
			Error::TooManyOperators
		);
		assert_ok!(send(ALICE, Call::remove_operator { account: BOB }));
		assert_ok!(send(ALICE, add(&AccountId::new([102; 32]), &[], false)));
	});
}

#[test]
fn an_operator_is_changed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(ALICE, change(&BOB, &[ManageMembers], true)));
		assert_eq!(
			last_event(),
			Event::OperatorChanged {
				actor: alice(),
				operator: BOB,
				capabilities: capabilities(&[ManageMembers]),
				administrator: true,
			}
		);
		assert_ok!(Organizations::ensure_administrator(&BOB));
		assert_noop!(Organizations::ensure_capability(&BOB, Treasury), Error::CapabilityNotHeld);

		// Now that there are two, one can go back.
		assert_ok!(send(BOB, change(&ALICE, &[], false)));
		assert_noop!(send(BOB, change(&BOB, &[], false)), Error::LastAdministrator);
		assert_ok!(send(BOB, change(&BOB, &[Treasury], true)));
	});
}

#[test]
fn an_operator_is_removed() {
	ExtBuilder::default().build_and_execute(|| {
		let remove = |account: &AccountId| Call::remove_operator { account: account.clone() };
		assert_ok!(send(ALICE, remove(&BOB)));
		assert_eq!(last_event(), Event::OperatorRemoved { actor: alice(), operator: BOB });
		assert_eq!(Organizations::operator(&BOB), None);
		assert_eq!(providers(&BOB), 0);

		assert_noop!(send(ALICE, remove(&BOB)), Error::OperatorNotFound);
		assert_noop!(send(ALICE, remove(&ALICE)), Error::LastAdministrator);
	});
}

#[test]
fn administrators_reach_their_own_organization_only() {
	ExtBuilder::default().build_and_execute(|| {
		for call in [
			change(&DAVE, &[], false),
			Call::remove_operator { account: DAVE },
			Call::hand_over { to: DAVE },
			Call::set_delegate { delegate: Some(DAVE) },
			change(&EVE, &[], false),
			Call::remove_operator { account: EVE },
			Call::hand_over { to: EVE },
			Call::set_delegate { delegate: Some(EVE) },
		] {
			assert_noop!(send(ALICE, call), Error::OperatorNotFound);
		}
	});
}

#[test]
fn administration_is_handed_over() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(send(ALICE, Call::hand_over { to: ALICE }), Error::AlreadyAdministrator);
		assert_ok!(send(ALICE, Call::hand_over { to: BOB }));
		assert_eq!(last_event(), Event::HandedOver { actor: alice(), to: BOB });
		assert_noop!(send(ALICE, Call::hand_over { to: BOB }), Error::NotAdministrator);
		assert_ok!(Organizations::ensure_administrator(&BOB));
		// Capabilities stay where they are.
		assert_ok!(Organizations::ensure_capability(&ALICE, Treasury));
		assert_ok!(send(ALICE, Call::leave {}));
	});
}

#[test]
fn an_operator_leaves() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(BOB, Call::leave {}));
		assert_eq!(
			last_event(),
			Event::OperatorLeft { actor: Actor { account: BOB, organization: BANK } }
		);
		assert_eq!(providers(&BOB), 0);
		assert_noop!(send(BOB, Call::leave {}), Error::NotOperator);
		assert_noop!(send(ALICE, Call::leave {}), Error::LastAdministrator);
	});
}

#[test]
fn only_a_lost_delegate_is_paid_for() {
	use frame_support::dispatch::GetDispatchInfo;
	use sp_runtime::traits::Dispatchable;

	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(ALICE, add(&EVE, &[], true)));
		assert_ok!(send(ALICE, Call::set_delegate { delegate: Some(BOB) }));
		let weights = |account: &AccountId| {
			let call: RuntimeCall = Call::remove_operator { account: account.clone() }.into();
			let declared = call.get_dispatch_info().call_weight;
			let used = call.dispatch(RuntimeOrigin::signed(ALICE)).unwrap().actual_weight.unwrap();
			(declared, used)
		};
		let (declared, used) = weights(&EVE);
		assert_eq!(declared - used, Organizations::council_weight());
		let (declared, used) = weights(&BOB);
		assert_eq!(declared, used);
	});
}
