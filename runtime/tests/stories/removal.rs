// SPDX-License-Identifier: Apache-2.0

//! What is left of an organization that was removed: nothing.

use crate::common::*;
use codec::Encode;
use covenant_primitives::{Authority, Capability, OrganizationId};
use covenant_runtime::{
	genesis_config_presets::CNY, AccountId, Organizations, Runtime, Session, SessionKeys, System,
};
use frame_support::{assert_err, assert_ok};
use sp_core::{ed25519, proof_of_possession::ProofOfPossessionGenerator, Pair};
use sp_runtime::traits::{BlakeTwo256, Hash};

type ValidatorsError = pallet_validators::Error<Runtime>;

/// A company with an administrator and an operator that may validate.
fn admit_harbor() -> OrganizationId {
	let harbor = admit(
		uscc(1),
		account("administrator"),
		&[Capability::IdentifyPersons, Capability::ValidateBlocks],
	);
	assert_ok!(send(
		&key("administrator"),
		OrganizationsCall::add_operator {
			account: account("node"),
			capabilities: capabilities(&[Capability::ValidateBlocks]),
			administrator: false,
		}
	));
	harbor
}

/// Has `name` register session keys of its own.
fn set_keys(name: &str) {
	let mut babe = key(&format!("{name}/babe"));
	let mut grandpa = ed25519::Pair::from_string(&format!("//{name}"), None).unwrap();
	let owner = account(name);
	let proof = (
		babe.generate_proof_of_possession(owner.as_ref()),
		grandpa.generate_proof_of_possession(owner.as_ref()),
	);
	let keys = SessionKeys { babe: babe.public().into(), grandpa: grandpa.public().into() };
	assert_ok!(send(
		&key(name),
		pallet_session::Call::<Runtime>::set_keys { keys, proof: proof.encode() }
	));
}

fn is_gone(account: &AccountId) -> bool {
	references(account) == (0, 0, 0) && !frame_system::Account::<Runtime>::contains_key(account)
}

#[test]
fn its_accounts_are_given_back_exactly_once() {
	on_local_chain(|| {
		let harbor = admit_harbor();
		let accounts =
			[Organizations::account_of(harbor), account("administrator"), account("node")];
		assert!(accounts.iter().all(|account| references(account) == (1, 0, 0)));

		decide(OrganizationsCall::remove { organization: harbor });
		assert!(accounts.iter().all(is_gone));
		assert!(accounts.iter().all(|account| Organizations::organization_of(account).is_none()));

		// Not a second time, by whatever call.
		assert_err!(
			motion(&MAJORITY, OrganizationsCall::remove { organization: harbor }),
			OrganizationsError::NotFound
		);
		for account in accounts {
			assert_err!(
				send(Alice, OrganizationsCall::release_account { account: account.clone() }),
				OrganizationsError::NotRetained
			);
			assert_err!(send(Alice, PersonsCall::forget { account }), PersonsError::NotReleased);
		}
	});
}

#[test]
fn an_account_that_lives_on_something_else_loses_only_this_reference() {
	on_local_chain(|| {
		let harbor = admit_harbor();
		let own = Organizations::account_of(harbor);
		assert_ok!(send(Alice, act(transfer(own.clone(), 700))));
		assert_ok!(send(Alice, act(transfer(account("administrator"), 300))));
		assert_eq!(references(&own), (1, 0, 1));

		decide(OrganizationsCall::remove { organization: harbor });
		for (account, amount) in [(own.clone(), 700), (account("administrator"), 300)] {
			assert_eq!(references(&account), (0, 0, 1));
			assert_eq!(cny(&account), amount, "what it owns stays");
		}

		// Nobody can sign for the organization any more: the issuer hands over what it left.
		let heir = account("heir");
		assert_ok!(send(
			Bob,
			act(AssetsCall::force_transfer {
				id: CNY,
				source: own.clone().into(),
				dest: heir.clone().into(),
				amount: 700
			})
		));
		assert_eq!(cny(&heir), 700);
		assert!(is_gone(&own));
	});
}

#[test]
fn session_keys_are_purged_before() {
	on_local_chain(|| {
		let harbor = admit_harbor();
		set_keys("node");
		assert_eq!(references(&account("node")), (1, 1, 0));
		decide(OrganizationsCall::remove { organization: harbor });
		assert!(is_gone(&account("node")));
		assert!(Session::load_keys(&account("node")).is_none());

		// The keys are free: another's operator may register them.
		admit(uscc(2), account("node"), &[]);
		set_keys("node");
		assert_eq!(references(&account("node")), (1, 1, 0));
	});
}

#[test]
fn a_validator_is_removed_once_its_sets_are_over() {
	on_local_chain(|| {
		let harbor = admit_harbor();
		set_keys("node");
		decide(ValidatorsCall::admit { organization: harbor, account: account("node") });
		next_session();
		next_session();
		assert!(Session::validators().contains(&account("node")));

		let remove = || motion(&MAJORITY, OrganizationsCall::remove { organization: harbor });
		assert_err!(remove(), ValidatorsError::StillValidating);
		assert_err!(
			send(&key("node"), OrganizationsCall::leave {}),
			ValidatorsError::StillValidating
		);
		decide(ValidatorsCall::retire { organization: harbor });
		for _ in 0..2 {
			assert_err!(remove(), ValidatorsError::StillSeated);
			assert_err!(
				send(&key("node"), OrganizationsCall::leave {}),
				ValidatorsError::StillSeated
			);
			next_session();
		}
		assert!(!Session::validators().contains(&account("node")));
		assert_ok!(remove());
		assert!(is_gone(&account("node")));
		next_session();
	});
}

#[test]
fn an_operator_removed_while_its_node_is_seated_gives_its_account_back_later() {
	on_local_chain(|| {
		let harbor = admit_harbor();
		set_keys("node");
		decide(ValidatorsCall::admit { organization: harbor, account: account("node") });
		next_session();
		next_session();

		// Nobody holds on to a role by keeping an account busy.
		let remove = OrganizationsCall::remove_operator { account: account("node") };
		assert_ok!(send(&key("administrator"), remove));
		assert_eq!(references(&account("node")), (1, 1, 0));
		let release = || {
			let account = account("node");
			send(Alice, OrganizationsCall::release_account { account })
		};
		assert_err!(release(), ValidatorsError::StillValidating);
		decide(ValidatorsCall::retire { organization: harbor });
		assert_err!(release(), ValidatorsError::StillSeated);
		next_session();
		next_session();
		assert_ok!(release());
		assert!(is_gone(&account("node")));
		assert_err!(release(), OrganizationsError::NotRetained);
	});
}

#[test]
fn a_retained_account_that_gets_a_role_again_has_one_reference() {
	on_local_chain(|| {
		let harbor = admit_harbor();
		set_keys("node");
		decide(ValidatorsCall::admit { organization: harbor, account: account("node") });
		next_session();
		next_session();
		assert_ok!(send(
			&key("administrator"),
			OrganizationsCall::remove_operator { account: account("node") }
		));
		decide(ValidatorsCall::retire { organization: harbor });
		assert_ok!(send(
			Eve,
			OrganizationsCall::add_operator {
				account: account("node"),
				capabilities: capabilities(&[]),
				administrator: false,
			}
		));
		assert_eq!(references(&account("node")), (1, 1, 0));
		next_session();
		next_session();
		assert_ok!(send(&key("node"), OrganizationsCall::leave {}));
		assert!(is_gone(&account("node")));
	});
}

#[test]
fn an_organization_that_answers_for_persons_stays_until_another_does() {
	on_local_chain(|| {
		let harbor = admit_harbor();
		assert_ok!(send(
			&key("administrator"),
			PersonsCall::enroll {
				account: account("sailor"),
				commitment: BlakeTwo256::hash(b"sailor")
			}
		));
		let remove = || motion(&MAJORITY, OrganizationsCall::remove { organization: harbor });
		assert_err!(remove(), PersonsError::PersonsRemain);
		assert_ok!(send(&key("sailor"), PersonsCall::consent_transfer { to: Some(OFFICE) }));
		let person = covenant_primitives::PersonId(0);
		assert_ok!(send(Alice, PersonsCall::take_over { person }));
		assert_ok!(remove());
		assert_ok!(send(&key("sailor"), PersonsCall::resign {}));
		assert!(is_gone(&account("sailor")));
	});
}

#[test]
fn the_legal_body_can_come_back_as_a_new_organization() {
	on_local_chain(|| {
		let first = admit_harbor();
		decide(OrganizationsCall::remove { organization: first });
		let second = admit_harbor();
		assert_ne!(first, second);
		assert_ne!(Organizations::account_of(first), Organizations::account_of(second));
		assert_eq!(references(&account("administrator")), (1, 0, 0));
		assert_eq!(System::account_nonce(account("administrator")), 1, "it sent one since");
	});
}

#[test]
fn a_person_that_registered_session_keys_is_let_go_as_well() {
	on_local_chain(|| {
		let commitment = BlakeTwo256::hash(b"student");
		let enroll = PersonsCall::enroll { account: account("student"), commitment };
		assert_ok!(send(Charlie, enroll));
		set_keys("student");
		assert_ok!(send(&key("student"), PersonsCall::resign {}));
		assert!(is_gone(&account("student")));
		assert!(Session::load_keys(&account("student")).is_none());
	});
}
