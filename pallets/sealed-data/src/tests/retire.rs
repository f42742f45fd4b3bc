// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::DispatchError;

#[test]
fn grants_end_and_no_request_is_taken() {
	ExtBuilder::build_and_execute(|| {
		granted();
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_eq!(object().status, ObjectStatus::Retired);
		let entry = logged();
		assert_eq!((entry.by, entry.request, entry.act), (by(JUDGE), None, Act::Retired));
		assert_eq!(standing(), Some(GrantStanding::ObjectClosed));
		assert_noop!(
			SealedData::record_use(signed(LAWYER), ASKED, H256::zero()),
			Error::<Test>::ObjectClosed
		);
		assert_noop!(SealedData::ask(signed(LAWYER), FIRST, terms()), Error::<Test>::ObjectClosed);
	});
}

#[test]
fn open_requests_are_refused_when_they_fall_due_and_nobody_is_blamed() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		advance_to(START + 5 * DAY - 1);
		assert_eq!(status(), RequestStatus::Pending);
		advance_to(START + 5 * DAY);
		let reason = RefusalReason::Unsuitable;
		let at = START + 5 * DAY;
		assert_eq!(status(), RequestStatus::Refused { reason, at, upheld: true });
		assert_eq!(log().last(), Some(&(None, Act::Refused { reason })));
		assert_eq!(reports(), []);
		assert_eq!(OpenCount::<Test>::get(party(LAWYER)), 0);
		assert_noop!(SealedData::dispute(signed(LAWYER), ASKED), Error::<Test>::RefusalFinal);
	});
}

#[test]
fn the_owner_can_still_refuse_and_the_requester_withdraw() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		assert_ok!(SealedData::publish_key(signed(ALICE), key(50)));
		assert_ok!(SealedData::ask(signed(ALICE), FIRST, terms()));
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_ok!(SealedData::refuse(signed(JUDGE), ASKED, RefusalReason::Unsuitable));
		assert_ok!(SealedData::withdraw(signed(ALICE), AGAIN));
		assert_eq!(tasks(), []);
	});
}

#[test]
fn the_digest_stays_registered() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(
			SealedData::register(signed(JUDGE), content(1), salt(11), 0, None),
			DispatchError::Other("already registered")
		);
	});
}

#[test]
fn only_the_owner_retires_and_once() {
	ExtBuilder::build_and_execute(|| {
		granted();
		for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(SealedData::retire(signed(account), FIRST), Error::<Test>::NotAuthorized);
		}
		assert_noop!(SealedData::retire(signed(JUDGE), NO_OBJECT), Error::<Test>::NotFound);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(SealedData::retire(signed(JUDGE), FIRST), Error::<Test>::ObjectClosed);
	});
}
