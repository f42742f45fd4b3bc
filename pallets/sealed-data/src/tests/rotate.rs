// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::FirstCome;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

fn rotate(content: Content) -> DispatchResult {
	SealedData::rotate(signed(JUDGE), FIRST, content, salt(11))
}

#[test]
fn an_object_is_encrypted_anew() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(rotate(content(2)));
		assert_eq!(object().epoch, 1);
		assert_eq!(Contents::<Test>::get(FIRST, 0), Some(content(1)));
		assert_eq!(Contents::<Test>::get(FIRST, 1), Some(content(2)));
		for number in [1, 2] {
			let registration = MockFirstCome::registration(DOMAIN, content(number).digest);
			assert_eq!(registration.unwrap().reference, FIRST.0);
		}
		let entry = logged();
		assert_eq!((entry.by, entry.request), (by(JUDGE), None));
		assert_eq!(entry.act, Act::Rotated { epoch: 1 });
	});
}

#[test]
fn grants_end() {
	ExtBuilder::build_and_execute(|| {
		granted();
		assert_ok!(rotate(content(2)));
		assert_eq!(standing(), Some(GrantStanding::Superseded));
		assert_noop!(
			SealedData::record_use(signed(LAWYER), ASKED, H256::zero()),
			Error::<Test>::Superseded
		);
		// The next request is granted the new content.
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
		assert_ok!(SealedData::grant(signed(JUDGE), AGAIN, 0, wrapped(2)));
		assert_eq!(Requests::<Test>::get(AGAIN).unwrap().grant().unwrap().epoch, 1);
		assert_ok!(SealedData::record_use(signed(LAWYER), AGAIN, H256::zero()));
	});
}

#[test]
fn open_requests_are_for_the_new_content() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		assert_ok!(rotate(content(2)));
		assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(2)));
		assert_eq!(request().grant().unwrap().epoch, 1);
		assert_eq!(standing(), Some(GrantStanding::InForce));
	});
}

#[test]
fn only_the_owner_rotates() {
	ExtBuilder::build_and_execute(|| {
		granted();
		for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(
				SealedData::rotate(signed(account), FIRST, content(2), salt(11)),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			SealedData::rotate(signed(JUDGE), NO_OBJECT, content(2), salt(11)),
			Error::<Test>::NotFound
		);
	});
}

#[test]
fn the_new_content_has_to_be_possible_and_under_another_key() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		for bad in [
			Content { size: 0, ..content(2) },
			Content { recipient: PublicKey(H256::zero()), ..content(2) },
			Content { recipient: content(1).recipient, ..content(2) },
		] {
			assert_noop!(rotate(bad), Error::<Test>::InvalidContent);
		}
	});
}

#[test]
fn escrow_is_renewed() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_noop!(rotate(escrowed(2, 0)), Error::<Test>::InvalidEscrow);
		assert_ok!(SealedData::publish_key(signed(ARBITER), key(1)));
		assert_ok!(rotate(escrowed(2, 0)));
		// It may be given up, too: requests then depend on the owner.
		assert_ok!(SealedData::rotate(signed(JUDGE), FIRST, content(3), salt(12)));
		assert_eq!(Contents::<Test>::get(FIRST, 2).unwrap().escrow, None);
	});
}

#[test]
fn the_digest_is_committed_to_and_new() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_noop!(
			SealedData::rotate(signed(JUDGE), FIRST, content(2), salt(0)),
			DispatchError::Other("not committed")
		);
		let same_digest = Content { recipient: key(2), ..content(1) };
		assert_noop!(rotate(same_digest), DispatchError::Other("already registered"));
	});
}

#[test]
fn what_is_closed_is_not_encrypted_anew() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(rotate(content(2)), Error::<Test>::ObjectClosed);
		displace();
		assert_noop!(rotate(content(2)), Error::<Test>::ObjectClosed);
	});
}

#[test]
fn epochs_do_not_wrap() {
	ExtBuilder::build().execute_with(|| {
		object_under(Decision::Owner);
		Objects::<Test>::mutate_extant(FIRST, |record| record.epoch = u32::MAX);
		Contents::<Test>::insert(FIRST, u32::MAX, content(1));
		assert_noop!(rotate(content(2)), ArithmeticError::Overflow);
	});
}
