// SPDX-License-Identifier: Apache-2.0

//! An object gives way when an earlier commitment to one of its digests is opened.

use super::*;
use covenant_primitives::FirstCome;
use sp_runtime::DispatchError;

fn reference(number: u8) -> u64 {
	MockFirstCome::registration(DOMAIN, content(number).digest).unwrap().reference
}

fn displaced(by: ObjectId) -> ObjectStatus {
	ObjectStatus::Displaced { by }
}

#[test]
fn who_committed_first_has_the_digest() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		displace();
		assert_eq!(object().status, displaced(SECOND));
		assert_eq!(Objects::<Test>::get(SECOND).unwrap().status, ObjectStatus::Active);
		assert_eq!(reference(1), SECOND.0);
		let entry = logged();
		assert_eq!((entry.by, entry.request), (None, None));
		assert_eq!(entry.act, Act::Displaced { by: SECOND });
		assert_eq!(log_of(SECOND), [(Some(PROSECUTOR), Act::Registered)]);
		// What was listed stays listed.
		assert!(ObjectsOf::<Test>::contains_key(party(JUDGE), FIRST));
	});
}

#[test]
fn who_committed_later_has_not() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::set_policy(signed(PROSECUTOR), 0, policy(Decision::Owner)));
		assert_noop!(
			SealedData::register(signed(PROSECUTOR), content(1), salt(20), 0, None),
			DispatchError::Other("already registered")
		);
	});
}

#[test]
fn one_gives_way_after_another() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::set_policy(signed(ALICE), 0, policy(Decision::Owner)));
		assert_ok!(SealedData::register(signed(ALICE), content(1), salt(5), 0, None));
		displace();
		assert_eq!(object().status, displaced(SECOND));
		assert_eq!(Objects::<Test>::get(SECOND).unwrap().status, displaced(ObjectId(2)));
		assert_eq!(reference(1), 2);
	});
}

#[test]
fn grants_end() {
	ExtBuilder::build_and_execute(|| {
		granted();
		displace();
		assert_eq!(standing(), Some(GrantStanding::ObjectClosed));
		assert_noop!(
			SealedData::record_use(signed(LAWYER), ASKED, H256::zero()),
			Error::<Test>::ObjectClosed
		);
	});
}

/// Nothing is decided any more, and after five days nobody is blamed.
fn falls_without_blame() {
	displace();
	reports();
	advance_to(Now::get() + 5 * DAY);
	let reason = RefusalReason::Unsuitable;
	assert_eq!(status(), RequestStatus::Refused { reason, at: Now::get(), upheld: true });
	assert_eq!(log().last(), Some(&(None, Act::Refused { reason })));
	assert_eq!(reports(), []);
	assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 0);
	assert!(![JUDGE, LAWYER, ARBITER].into_iter().any(waits_for));
}

#[test]
fn a_pending_request_is_refused_when_it_falls_due() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		falls_without_blame();
	});
}

#[test]
fn so_is_an_approved_one() {
	ExtBuilder::build_and_execute(|| {
		approved();
		falls_without_blame();
	});
}

#[test]
fn and_an_escalated_one() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		falls_without_blame();
	});
}

#[test]
fn a_digest_of_a_former_epoch_counts() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::rotate(signed(JUDGE), FIRST, content(2), salt(11)));
		displace();
		assert_eq!(object().status, displaced(SECOND));
		// The other digest stays whose it was.
		assert_eq!(reference(2), FIRST.0);
		assert_noop!(
			SealedData::register(signed(PROSECUTOR), content(2), salt(12), 0, None),
			DispatchError::Other("already registered")
		);
		// Unless it was somebody else's, too.
		assert_ok!(SealedData::register(signed(PROSECUTOR), content(2), salt(2), 0, None));
		assert_eq!(object().status, displaced(ObjectId(2)));
		assert_eq!(
			log().split_off(2),
			[(None, Act::Displaced { by: SECOND }), (None, Act::Displaced { by: ObjectId(2) }),]
		);
	});
}

#[test]
fn an_object_that_is_encrypted_anew_can_displace() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::set_policy(signed(PROSECUTOR), 0, policy(Decision::Owner)));
		assert_ok!(SealedData::register(signed(PROSECUTOR), content(2), salt(5), 0, None));
		let new = Content { recipient: key(3), ..content(1) };
		assert_ok!(SealedData::rotate(signed(PROSECUTOR), SECOND, new, salt(4)));
		assert_eq!(object().status, displaced(SECOND));
		assert_eq!(reference(1), SECOND.0);
	});
}

#[test]
fn an_object_does_not_displace_itself() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		let same_digest = Content { recipient: key(3), ..content(1) };
		assert_ok!(SealedData::rotate(signed(JUDGE), FIRST, same_digest, salt(1)));
		assert_eq!(object().status, ObjectStatus::Active);
		assert_eq!(
			log(),
			[(Some(JUDGE), Act::Registered), (Some(JUDGE), Act::Rotated { epoch: 1 })]
		);
	});
}

#[test]
fn a_retired_object_gives_way_too() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		displace();
		assert_eq!(object().status, displaced(SECOND));
		assert_noop!(SealedData::retire(signed(JUDGE), FIRST), Error::<Test>::ObjectClosed);
	});
}

#[test]
fn a_displaced_object_is_closed_to_its_owner_and_to_requests() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		displace();
		assert_noop!(
			SealedData::change_policy(signed(JUDGE), FIRST, 0),
			Error::<Test>::ObjectClosed
		);
		assert_noop!(SealedData::retire(signed(JUDGE), FIRST), Error::<Test>::ObjectClosed);
		assert_noop!(SealedData::ask(signed(LAWYER), FIRST, terms()), Error::<Test>::ObjectClosed);
		// It is asked for where it belongs now.
		assert_ok!(SealedData::ask(signed(LAWYER), SECOND, terms()));
	});
}
