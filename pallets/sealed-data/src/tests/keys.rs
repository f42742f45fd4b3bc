// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::ArithmeticError;

#[test]
fn keys_are_numbered_and_the_last_is_present() {
	ExtBuilder::build_and_execute(|| {
		let firm = party(LAWYER);
		assert_ok!(SealedData::publish_key(signed(LAWYER), key(1)));
		set_clock(START + DAY);
		assert_ok!(SealedData::publish_key(signed(LAWYER), key(2)));
		let at = Some(START + DAY);
		assert_eq!(
			EncryptionKeys::<Test>::get(firm, 0),
			Some(EncryptionKey { key: key(1), since: START, replaced_at: at })
		);
		assert_eq!(
			EncryptionKeys::<Test>::get(firm, 1),
			Some(EncryptionKey { key: key(2), since: START + DAY, replaced_at: None })
		);
		let by = by(LAWYER).unwrap();
		assert_eq!(
			events(),
			[
				Event::KeyPublished { by: by.clone(), version: 0, key: key(1) },
				Event::KeyPublished { by, version: 1, key: key(2) },
			]
		);
	});
}

#[test]
fn each_party_has_its_own() {
	ExtBuilder::build_and_execute(|| {
		for account in [LAWYER, JUDGE, ALICE, BOB] {
			assert_ok!(SealedData::publish_key(signed(account), key(1)));
			assert_eq!(KeyCount::<Test>::get(party(account)), 1);
		}
	});
}

#[test]
fn the_present_key_is_not_published_twice_but_a_former_one_is() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::publish_key(signed(ALICE), key(1)));
		assert_noop!(
			SealedData::publish_key(signed(ALICE), key(1)),
			Error::<Test>::AlreadyPublished
		);
		assert_ok!(SealedData::publish_key(signed(ALICE), key(2)));
		assert_ok!(SealedData::publish_key(signed(ALICE), key(1)));
		assert_eq!(KeyCount::<Test>::get(party(ALICE)), 3);
	});
}

#[test]
fn a_key_of_small_order_is_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(
			SealedData::publish_key(signed(ALICE), PublicKey(H256::zero())),
			Error::<Test>::InvalidKey
		);
	});
}

#[test]
fn grants_to_former_keys_stay() {
	ExtBuilder::build_and_execute(|| {
		granted();
		assert_ok!(SealedData::publish_key(signed(LAWYER), key(101)));
		assert_eq!(standing(), Some(GrantStanding::InForce));
		assert_ok!(SealedData::record_use(signed(LAWYER), ASKED, H256::zero()));
		assert_eq!(request().grant().unwrap().key_version, 0);
	});
}

#[test]
fn numbers_do_not_wrap() {
	ExtBuilder::build().execute_with(|| {
		KeyCount::<Test>::insert(party(ALICE), u32::MAX);
		assert_noop!(SealedData::publish_key(signed(ALICE), key(1)), ArithmeticError::Overflow);
	});
}
