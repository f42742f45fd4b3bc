// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::DispatchResult;

const REASON: RevocationReason = RevocationReason::ConsentWithdrawn;

fn revoke() -> DispatchResult {
	SealedData::revoke(signed(JUDGE), ASKED, REASON)
}

#[test]
fn a_grant_is_revoked() {
	ExtBuilder::build_and_execute(|| {
		granted();
		assert_ok!(revoke());
		assert_eq!(status(), RequestStatus::Revoked { reason: REASON });
		let entry = logged();
		assert_eq!((entry.by, entry.request), (by(JUDGE), Some(ASKED)));
		assert_eq!(entry.act, Act::Revoked { reason: REASON });
		assert_eq!((standing(), reports()), (None, vec![]));
		assert_noop!(
			SealedData::record_use(signed(LAWYER), ASKED, H256::zero()),
			Error::<Test>::InvalidState
		);
		// Asking again is another request.
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
	});
}

#[test]
fn what_the_arbiter_granted_is_the_owners_to_revoke() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		let ruling = Ruling::Grant { key_version: 0, wrapped: wrapped(9) };
		assert_ok!(SealedData::rule(signed(ARBITER), ASKED, ruling));
		assert_ok!(revoke());
	});
}

#[test]
fn also_a_grant_that_is_worth_nothing() {
	let used_up = || {
		for _ in 0..3 {
			assert_ok!(SealedData::record_use(signed(LAWYER), ASKED, H256::zero()));
		}
	};
	let superseded = || {
		assert_ok!(SealedData::rotate(signed(JUDGE), FIRST, content(2), salt(11)));
	};
	let closed = || {
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
	};
	let ends: [fn(); 4] = [used_up, superseded, closed, displace];
	for end in ends {
		ExtBuilder::build_and_execute(|| {
			granted();
			end();
			assert_ok!(revoke());
		});
	}
}

#[test]
fn not_when_its_period_is_over() {
	ExtBuilder::build_and_execute(|| {
		granted();
		set_clock(START + 30 * DAY);
		assert_noop!(revoke(), Error::<Test>::Expired);
		set_clock(START + 30 * DAY - 1);
		assert_ok!(revoke());
	});
}

#[test]
fn only_a_grant_is_revoked_and_once() {
	let revoked = || {
		granted();
		assert_ok!(revoke());
	};
	let states: [fn(); 5] = [|| asked_under(Decision::Owner), approved, refused, disputed, revoked];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_noop!(revoke(), Error::<Test>::InvalidState);
		});
	}
}

#[test]
fn only_the_owner_revokes() {
	ExtBuilder::build_and_execute(|| {
		granted();
		for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(
				SealedData::revoke(signed(account), ASKED, REASON),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			SealedData::revoke(signed(JUDGE), NO_REQUEST, REASON),
			Error::<Test>::RequestNotFound
		);
	});
}
