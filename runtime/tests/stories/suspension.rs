// SPDX-License-Identifier: Apache-2.0

//! What an organization may no longer do, what its persons keep, and each refusal by its own error.

use crate::common::*;
use covenant_primitives::{Capability, Persons as _};
use covenant_runtime::{Persons, RuntimeCall};
use frame_support::{assert_err, assert_ok};
use pallet_organizations::{Ground, SuspensionReason};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

fn suspend(organization: covenant_primitives::OrganizationId) {
	let commitment = Some(H256::repeat_byte(7));
	let reason = SuspensionReason { ground: Ground::OfficialOrder, commitment };
	// Alice, Bob and Dave: the school's own delegate is not asked.
	assert_ok!(motion(&[Alice, Bob, Dave], OrganizationsCall::suspend { organization, reason }));
}

fn enroll(name: &str) -> PersonsCall {
	PersonsCall::enroll { account: account(name), commitment: BlakeTwo256::hash(name.as_bytes()) }
}

fn offer(person: u64) -> PersonsCall {
	PersonsCall::offer_membership {
		person: covenant_primitives::PersonId(person),
		unit: b"Class 1".to_vec().try_into().unwrap(),
		role: b"student".to_vec().try_into().unwrap(),
		from: 0,
		until: None,
	}
}

fn add_operator(name: &str, granted: &[Capability]) -> OrganizationsCall {
	OrganizationsCall::add_operator {
		account: account(name),
		capabilities: capabilities(granted),
		administrator: false,
	}
}

#[test]
fn a_suspended_organization_can_do_nothing_that_needs_its_standing() {
	on_local_chain(|| {
		assert_ok!(send(Charlie, add_operator("registrar", &[Capability::IdentifyPersons])));
		suspend(SCHOOL);

		let refused: [RuntimeCall; 9] = [
			enroll("late").into(),
			offer(0).into(),
			PersonsCall::take_over { person: covenant_primitives::PersonId(0) }.into(),
			act(transfer(Alice.account(), 1)).into(),
			add_operator("late", &[]).into(),
			OrganizationsCall::change_operator {
				account: account("registrar"),
				capabilities: capabilities(&[Capability::Treasury]),
				administrator: true,
			}
			.into(),
			OrganizationsCall::hand_over { to: account("registrar") }.into(),
			ValidatorsCall::resign {}.into(),
			ValidatorsCall::set_account { account: account("registrar") }.into(),
		];
		for call in refused {
			assert_err!(send(Charlie, call), OrganizationsError::Suspended);
		}
		assert_err!(send(&key("registrar"), enroll("late")), OrganizationsError::Suspended);

		// What makes it safer stays allowed: its administrator's key may be the one it lost.
		assert_ok!(send(
			Charlie,
			OrganizationsCall::remove_operator { account: account("registrar") }
		));
		assert_ok!(send(Charlie, OrganizationsCall::set_delegate { delegate: None }));
	});
}

#[test]
fn a_suspended_bank_issues_no_money() {
	on_local_chain(|| {
		let mint = AssetsCall::mint {
			id: covenant_runtime::genesis_config_presets::CNY,
			beneficiary: Alice.account().into(),
			amount: 1,
		};
		assert_ok!(send(Bob, act(mint.clone())));
		assert_ok!(motion(
			&[Alice, Charlie, Dave],
			OrganizationsCall::suspend {
				organization: BANK,
				reason: SuspensionReason { ground: Ground::LegalStandingLost, commitment: None },
			}
		));
		assert_err!(send(Bob, act(mint)), OrganizationsError::Suspended);
		assert_eq!(cny(&Alice.account()), 1);
	});
}

#[test]
fn its_persons_keep_what_is_theirs() {
	on_local_chain(|| {
		let student = key("student");
		assert_ok!(send(Charlie, enroll("student")));
		assert_ok!(send(Charlie, offer(0)));
		assert_ok!(send(&student, PersonsCall::accept_membership { organization: SCHOOL }));
		assert_ok!(send(Charlie, act(transfer(account("student"), 300))));
		suspend(SCHOOL);
		next_block();

		assert!(Persons::ensure_member(&account("student"), SCHOOL).is_ok());
		assert_ok!(send(&student, transfer(Alice.account(), 100)));
		assert_ok!(send(&student, PersonsCall::consent_transfer { to: Some(OFFICE) }));
		assert_ok!(send(
			Alice,
			PersonsCall::take_over { person: covenant_primitives::PersonId(0) }
		));
		assert_ok!(send(&student, PersonsCall::leave_membership { organization: SCHOOL }));
		assert_eq!(cny(&account("student")), 200);
	});
}

#[test]
fn reinstated_it_goes_on_as_before() {
	on_local_chain(|| {
		assert_ok!(send(Charlie, add_operator("registrar", &[Capability::IdentifyPersons])));
		suspend(SCHOOL);
		assert_err!(
			motion(&[Alice, Bob, Dave], {
				let reason = SuspensionReason { ground: Ground::Other, commitment: None };
				OrganizationsCall::suspend { organization: SCHOOL, reason }
			}),
			OrganizationsError::Suspended
		);
		decide(OrganizationsCall::reinstate { organization: SCHOOL });
		assert_ok!(send(&key("registrar"), enroll("student")));
		assert_ok!(send(Charlie, act(transfer(Alice.account(), 1))));
		assert_err!(
			motion(&MAJORITY, OrganizationsCall::reinstate { organization: SCHOOL }),
			OrganizationsError::NotSuspended
		);
	});
}

#[test]
fn each_refusal_has_its_own_error() {
	on_local_chain(|| {
		assert_ok!(send(Charlie, add_operator("clerk", &[Capability::ManageMembers])));
		assert_ok!(send(Charlie, enroll("student")));
		let (clerk, student) = (key("clerk"), key("student"));

		// Nobody's operator; an operator who was not given it; an organization that was not.
		assert_err!(send(&student, enroll("other")), OrganizationsError::NotOperator);
		assert_err!(send(&clerk, enroll("other")), OrganizationsError::CapabilityNotHeld);
		assert_err!(send(Ferdie, enroll("other")), OrganizationsError::CapabilityNotGranted);
		assert_err!(send(&clerk, add_operator("other", &[])), OrganizationsError::NotAdministrator);
		assert_err!(
			send(Charlie, add_operator("other", &[Capability::IssueMoney])),
			OrganizationsError::CapabilityNotGranted
		);
		// Operators are not persons, and the other way around.
		assert_err!(send(Charlie, PersonsCall::resign {}), PersonsError::NotAPerson);
		assert_err!(send(Charlie, add_operator("student", &[])), OrganizationsError::HasOtherRole);
		assert_err!(send(Charlie, enroll("clerk")), PersonsError::OtherRole);

		// What the council withdraws, operators lose.
		decide(OrganizationsCall::withdraw {
			organization: SCHOOL,
			capabilities: capabilities(&[Capability::IdentifyPersons]),
		});
		assert_err!(send(Charlie, enroll("other")), OrganizationsError::CapabilityNotGranted);

		let nobody = covenant_primitives::OrganizationId(99);
		assert_err!(
			motion(&MAJORITY, OrganizationsCall::remove { organization: nobody }),
			OrganizationsError::NotFound
		);
		assert_err!(
			motion(&MAJORITY, admission(uscc(1), account("clerk"), &[])),
			OrganizationsError::AlreadyOperator
		);
		let mut wrong = *uscc(2).as_bytes();
		wrong[17] = if wrong[17] == b'0' { b'1' } else { b'0' };
		let OrganizationsCall::admit { name, kind, capabilities, quota, .. } =
			admission(uscc(2), account("new"), &[])
		else {
			unreachable!()
		};
		let administrator = account("new");
		assert_err!(
			motion(
				&MAJORITY,
				OrganizationsCall::admit {
					name,
					uscc: wrong,
					kind,
					capabilities,
					quota,
					administrator
				}
			),
			OrganizationsError::WrongCheckCharacter
		);
		admit(uscc(3), account("new"), &[]);
		assert_err!(
			motion(&MAJORITY, admission(uscc(3), account("newer"), &[])),
			OrganizationsError::AlreadyExists
		);
	});
}
