// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::DispatchResult;

fn record_use() -> DispatchResult {
	SealedData::record_use(signed(LAWYER), ASKED, H256::repeat_byte(8))
}

/// Asks for a period and a number of uses, and is granted them.
fn granted_from_until(from: Moment, until: Moment, uses: u32) {
	object_under(Decision::Owner);
	assert_ok!(SealedData::ask(signed(LAWYER), FIRST, Terms { from, until, uses, ..terms() }));
	assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)));
}

#[test]
fn each_use_is_counted_and_logged() {
	ExtBuilder::build_and_execute(|| {
		granted();
		set_clock(START + DAY);
		assert_ok!(record_use());
		let entry = logged();
		assert_eq!((entry.at, entry.by), (START + DAY, by(LAWYER)));
		let statement = H256::repeat_byte(8);
		assert_eq!((entry.request, entry.act), (Some(ASKED), Act::Used { statement, left: 2 }));
		assert_eq!(request().grant().unwrap().uses_left, 2);
		assert_eq!(reports(), []);
	});
}

#[test]
fn uses_are_used_up() {
	ExtBuilder::build_and_execute(|| {
		granted_from_until(START, START + DAY, 1);
		assert_ok!(record_use());
		assert_eq!(standing(), Some(GrantStanding::UsedUp));
		assert_noop!(record_use(), Error::<Test>::UsedUp);
	});
}

#[test]
fn a_period_includes_its_beginning_and_not_its_end() {
	ExtBuilder::build_and_execute(|| {
		let (from, until) = (START + DAY, START + 2 * DAY);
		granted_from_until(from, until, 9);
		set_clock(from - 1);
		assert_eq!(standing(), Some(GrantStanding::NotYet));
		assert_noop!(record_use(), Error::<Test>::NotYetInForce);
		for within in [from, until - 1] {
			set_clock(within);
			assert_eq!(standing(), Some(GrantStanding::InForce));
			assert_ok!(record_use());
		}
		set_clock(until);
		assert_eq!(standing(), Some(GrantStanding::Expired));
		assert_noop!(record_use(), Error::<Test>::Expired);
		// The grant is where it was: nothing happens by itself.
		assert_eq!(request().grant().unwrap().uses_left, 7);
	});
}

#[test]
fn the_grantee_alone_uses() {
	ExtBuilder::build_and_execute(|| {
		granted();
		for account in [JUDGE, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(
				SealedData::record_use(signed(account), ASKED, H256::zero()),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			SealedData::record_use(signed(LAWYER), NO_REQUEST, H256::zero()),
			Error::<Test>::RequestNotFound
		);
	});
}

#[test]
fn only_a_grant_is_used() {
	let revoked = || {
		granted();
		assert_ok!(SealedData::revoke(signed(JUDGE), ASKED, RevocationReason::Misuse));
	};
	let states: [fn(); 5] = [|| asked_under(Decision::Owner), approved, refused, disputed, revoked];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_noop!(record_use(), Error::<Test>::InvalidState);
		});
	}
}

#[test]
fn a_grant_ends_with_its_content_and_its_object() {
	ExtBuilder::build_and_execute(|| {
		granted();
		assert_ok!(SealedData::rotate(signed(JUDGE), FIRST, content(2), salt(11)));
		assert_noop!(record_use(), Error::<Test>::Superseded);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(record_use(), Error::<Test>::ObjectClosed);
	});
}

#[test]
fn a_suspended_owner_does_not_end_a_grant() {
	ExtBuilder::build_and_execute(|| {
		granted();
		suspend(COURT, true);
		assert_ok!(record_use());
	});
}
