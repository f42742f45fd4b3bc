// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn requests_are_answered_under_another_from_now_on() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		assert_ok!(SealedData::set_policy(signed(JUDGE), 1, policy(Decision::Automatic)));
		assert_ok!(SealedData::change_policy(signed(JUDGE), FIRST, 1));
		assert_eq!(object().policy, 1);
		let entry = logged();
		assert_eq!((entry.by, entry.request), (by(JUDGE), None));
		assert_eq!(entry.act, Act::PolicyChanged { policy: 1 });

		// The owner does not get around the approvers of a request that was made before.
		assert_eq!(request().decision, two_of_three());
		assert_noop!(
			SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)),
			Error::<Test>::InvalidState
		);
		assert_ok!(SealedData::publish_key(signed(ALICE), key(50)));
		assert_ok!(SealedData::ask(signed(ALICE), FIRST, terms()));
		assert_eq!(Requests::<Test>::get(AGAIN).unwrap().status, RequestStatus::Approved);
	});
}

#[test]
fn the_owner_changes_it_to_one_of_its_own() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		assert_ok!(SealedData::set_policy(signed(LAWYER), 1, policy(Decision::Automatic)));
		for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(
				SealedData::change_policy(signed(account), FIRST, 0),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			SealedData::change_policy(signed(JUDGE), FIRST, 1),
			Error::<Test>::PolicyNotFound
		);
		assert_noop!(
			SealedData::change_policy(signed(JUDGE), NO_OBJECT, 0),
			Error::<Test>::NotFound
		);
	});
}

#[test]
fn what_is_closed_is_not_asked_for() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(
			SealedData::change_policy(signed(JUDGE), FIRST, 0),
			Error::<Test>::ObjectClosed
		);
	});
}
