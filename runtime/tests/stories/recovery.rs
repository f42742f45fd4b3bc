// SPDX-License-Identifier: Apache-2.0

//! A person whose key was lost, and what happens by itself a week later.

use crate::common::*;
use covenant_primitives::{PersonId, Persons as _};
use covenant_runtime::{
	genesis_config_presets::CNY, AssetsHolder, Persons, Runtime, RuntimeHoldReason,
};
use frame_support::{
	assert_err, assert_ok,
	traits::{
		fungibles::{InspectHold, MutateHold},
		tokens::Precision,
	},
};
use pallet_organizations::{Ground, SuspensionReason};
use pallet_persons::Event;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	TokenError,
};

const PERSON: PersonId = PersonId(0);
const WEEK: u64 = 7 * DAY;

/// A chain on which the school enrolled a student, who is its member and owns some money, and
/// asked for the recovery of its account.
fn on_recovery(story: impl FnOnce()) {
	on_local_chain(|| {
		assert_ok!(send(
			Charlie,
			PersonsCall::enroll {
				account: account("student"),
				commitment: BlakeTwo256::hash(b"student")
			}
		));
		assert_ok!(send(
			Charlie,
			PersonsCall::offer_membership {
				person: PERSON,
				unit: b"Class 1".to_vec().try_into().unwrap(),
				role: b"student".to_vec().try_into().unwrap(),
				from: 0,
				until: None,
			}
		));
		assert_ok!(send(&key("student"), PersonsCall::accept_membership { organization: SCHOOL }));
		assert_ok!(send(Charlie, act(transfer(account("student"), 2_500))));
		assert_ok!(send(Charlie, request()));
		story();
	});
}

fn request() -> PersonsCall {
	PersonsCall::request_recovery { person: PERSON, new_account: account("new key") }
}

fn has_new_key() -> bool {
	Persons::account_of(PERSON) == Some(account("new key"))
}

#[test]
fn what_was_on_hold_follows_when_the_hold_ends() {
	on_recovery(|| {
		let (old, new) = (account("student"), account("new key"));
		let held = |account| AssetsHolder::total_balance_on_hold(CNY, account);
		let reason = RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
		assert_ok!(AssetsHolder::hold(CNY, &reason, &old, 1_000));
		pass(WEEK);
		assert!(has_new_key());
		// The asset's least balance stays with what is on hold.
		assert_eq!((held(&old), cny(&new)), (1_000, 1_499));

		let collect = || send(Alice, PersonsCall::collect { account: account("student") });
		assert_err!(collect(), TokenError::Frozen);
		assert_ok!(AssetsHolder::release(CNY, &reason, &old, 1_000, Precision::Exact));
		assert_ok!(collect());
		assert_eq!((cny(&old), cny(&new)), (0, 2_500));
		assert_eq!(references(&old), (0, 0, 0));
		assert_err!(collect(), PersonsError::NotReleased);
	});
}

#[test]
fn after_a_week_the_person_has_a_new_account_with_its_money_and_memberships() {
	on_recovery(|| {
		assert_eq!(pool(sign(&key("new key"), PersonsCall::object {})), Err(refusal(1)));
		pass(WEEK - DAY);
		assert!(!has_new_key(), "it is not early");
		assert_ok!(send(&key("student"), transfer(Alice.account(), 500)));

		pass(DAY);
		assert!(has_new_key(), "nobody sent anything");
		assert_eq!(cny(&account("new key")), 2_000);
		assert_eq!(cny(&account("student")), 0);
		assert!(Persons::ensure_member(&account("new key"), SCHOOL).is_ok());
		assert_err!(Persons::ensure_person(&account("student")), PersonsError::NotAPerson);
		assert_eq!(references(&account("student")), (0, 0, 0));
		assert_eq!(pool(sign(&key("student"), PersonsCall::resign {})), Err(refusal(1)));
		assert_ok!(send(&key("new key"), transfer(Alice.account(), 1)));
	});
}

#[test]
fn a_recovery_that_fell_due_while_the_chain_was_off_completes_when_it_comes_back() {
	on_recovery(|| {
		advance(30 * DAY);
		// A month of minutes is read before the task of that one: some blocks may pass.
		for blocks in 0..10 {
			if has_new_key() {
				println!("caught up with 30 days in {blocks} blocks");
				break;
			}
			next_block();
		}
		assert!(has_new_key());
	});
}

#[test]
fn the_old_key_objects() {
	on_recovery(|| {
		pass(WEEK - DAY);
		assert_ok!(send(&key("student"), PersonsCall::object {}));
		assert!(has_event(Event::<Runtime>::RecoveryObjected {
			person: PERSON,
			account: account("student"),
		}));
		pass(2 * DAY);
		assert!(!has_new_key());
		assert_err!(send(&key("student"), PersonsCall::object {}), PersonsError::NoRecovery);
		assert_eq!(cny(&account("student")), 2_500);
		// Nothing stands in the way of another attempt.
		assert_ok!(send(Charlie, request()));
	});
}

#[test]
fn only_the_enroller_recovers_and_only_in_good_standing() {
	on_recovery(|| {
		assert_err!(send(Alice, request()), PersonsError::NotAuthorized);
		assert_err!(send(Ferdie, request()), OrganizationsError::CapabilityNotGranted);
		assert_err!(send(Charlie, request()), PersonsError::RecoveryPending);

		let reason = SuspensionReason { ground: Ground::KeyCompromise, commitment: None };
		assert_ok!(motion(
			&[Alice, Bob, Dave],
			OrganizationsCall::suspend { organization: SCHOOL, reason }
		));
		pass(WEEK);
		assert!(!has_new_key(), "nothing completes for a suspended enroller");
		assert_ok!(send(&key("student"), transfer(Alice.account(), 1)));
	});
}

#[test]
fn nobody_gives_the_new_account_another_role_meanwhile() {
	on_recovery(|| {
		let account = account("new key");
		assert_err!(
			send(
				Eve,
				OrganizationsCall::add_operator {
					account: account.clone(),
					capabilities: capabilities(&[]),
					administrator: false,
				}
			),
			OrganizationsError::HasOtherRole
		);
		let commitment = BlakeTwo256::hash(b"somebody else");
		assert_err!(send(Bob, PersonsCall::enroll { account, commitment }), PersonsError::Reserved);
		pass(WEEK);
		assert!(has_new_key());
	});
}
