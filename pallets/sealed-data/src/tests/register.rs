// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::FirstCome;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

fn register(content: Content) -> DispatchResult {
	SealedData::register(signed(JUDGE), content, salt(10), 0, None)
}

fn with_policy(test: impl FnOnce()) {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy(Decision::Owner)));
		test();
	});
}

#[test]
fn an_object_is_pinned_and_listed() {
	with_policy(|| {
		events();
		let about = Some(PersonId(1));
		assert_ok!(SealedData::register(signed(JUDGE), content(1), salt(10), 0, about));
		assert_eq!(
			object(),
			Object {
				owner: party(JUDGE),
				subject: about,
				policy: 0,
				epoch: 0,
				status: ObjectStatus::Active,
			}
		);
		assert_eq!(Contents::<Test>::get(FIRST, 0), Some(content(1)));
		assert!(ObjectsOf::<Test>::contains_key(party(JUDGE), FIRST));
		assert!(ObjectsAbout::<Test>::contains_key(PersonId(1), FIRST));
		let registration = MockFirstCome::registration(DOMAIN, content(1).digest).unwrap();
		assert_eq!((registration.party, registration.reference), (party(JUDGE), 0));
		let entry = logged();
		assert_eq!((entry.at, entry.by, entry.request), (START, by(JUDGE), None));
		assert_eq!(entry.act, Act::Registered);

		assert_ok!(SealedData::register(signed(JUDGE), content(2), salt(11), 0, None));
		assert_eq!(Objects::<Test>::get(SECOND).unwrap().subject, None);
		assert_eq!(log_of(SECOND), [(Some(JUDGE), Act::Registered)]);
	});
}

#[test]
fn a_person_registers_its_own() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::set_policy(signed(ALICE), 0, policy(Decision::Owner)));
		let me = Some(PersonId(0));
		assert_ok!(SealedData::register(signed(ALICE), content(1), salt(1), 0, me));
		assert_eq!(object().owner, Party::Person(PersonId(0)));
	});
}

#[test]
fn the_policy_is_one_of_the_owners() {
	with_policy(|| {
		for (account, number) in [(JUDGE, 1), (PROSECUTOR, 0)] {
			assert_noop!(
				SealedData::register(signed(account), content(1), salt(10), number, None),
				Error::<Test>::PolicyNotFound
			);
		}
	});
}

#[test]
fn content_has_to_be_possible() {
	with_policy(|| {
		let locations = |list: &[&str]| {
			list.iter().map(|it| location(it)).collect::<Vec<_>>().try_into().unwrap()
		};
		let media = |text: &str| text.as_bytes().to_vec().try_into().unwrap();
		for bad in [
			Content { digest: H256::zero(), ..content(1) },
			Content { size: 0, ..content(1) },
			Content { media_type: media("pdf"), ..content(1) },
			Content { locations: locations(&[]), ..content(1) },
			Content { locations: locations(&["https://a.example/1", "two words"]), ..content(1) },
			Content { recipient: PublicKey(H256::zero()), ..content(1) },
		] {
			assert_noop!(register(bad), Error::<Test>::InvalidContent);
		}
		let most = locations(&["https://a.example/1", "ipfs://x", "https://法院.example/1", "d"]);
		assert_ok!(register(Content { locations: most, size: u64::MAX, ..content(1) }));
	});
}

#[test]
fn the_subject_is_a_person_on_the_chain() {
	with_policy(|| {
		let nobody = Some(PersonId(9));
		assert_noop!(
			SealedData::register(signed(JUDGE), content(1), salt(10), 0, nobody),
			Error::<Test>::UnknownParty
		);
	});
}

#[test]
fn escrow_is_to_the_arbiters_present_key() {
	with_policy(|| {
		assert_noop!(register(escrowed(1, 0)), Error::<Test>::InvalidEscrow);
		assert_ok!(SealedData::publish_key(signed(ARBITER), key(1)));
		assert_ok!(SealedData::publish_key(signed(ARBITER), key(2)));
		assert_ok!(SealedData::publish_key(signed(PROSECUTOR), key(3)));
		for key_version in [0, 2] {
			assert_noop!(register(escrowed(1, key_version)), Error::<Test>::InvalidEscrow);
		}
		let other = Escrow { arbiter: PROSECUTION, key_version: 0, wrapped: wrapped(1) };
		assert_noop!(
			register(Content { escrow: Some(other), ..content(1) }),
			Error::<Test>::InvalidEscrow
		);
		assert_ok!(register(escrowed(1, 1)));
	});
}

#[test]
fn without_an_arbiter_there_is_no_escrow() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::publish_key(signed(ARBITER), key(1)));
		let policy = Policy { arbiter: None, ..policy(Decision::Owner) };
		assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy));
		assert_noop!(register(escrowed(1, 0)), Error::<Test>::InvalidEscrow);
		assert_ok!(register(content(1)));
	});
}

#[test]
fn nothing_is_registered_without_a_commitment_or_twice() {
	with_policy(|| {
		let with_salt =
			|salt| SealedData::register(signed(JUDGE), content(1), salt, 0, Some(PersonId(0)));
		assert_noop!(with_salt(salt(0)), DispatchError::Other("not committed"));
		assert_ok!(with_salt(salt(10)));
		for later in [10, 11] {
			assert_noop!(with_salt(salt(later)), DispatchError::Other("already registered"));
		}
	});
}

#[test]
fn ids_do_not_wrap() {
	with_policy(|| {
		NextObjectId::<Test>::put(ObjectId(u64::MAX));
		assert_noop!(register(content(1)), ArithmeticError::Overflow);
	});
}
