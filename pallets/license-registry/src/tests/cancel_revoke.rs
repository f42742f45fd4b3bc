// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::DispatchResult;

fn cancel() -> DispatchResult {
	Registry::cancel(signed(REGISTRAR), FIRST, CancellationReason::HolderRequest)
}

fn revoke(sanction: bool) -> DispatchResult {
	Registry::revoke(signed(REGISTRAR), FIRST, RevocationReason::Violation, sanction)
}

fn status_code() -> StatusCode {
	check(FIRST).license.unwrap().status_code
}

#[test]
fn a_license_is_canceled() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		assert_ok!(cancel());
		let (reason, at) = (CancellationReason::HolderRequest, START + DAY);
		assert_eq!(changed(FIRST).act, Act::Canceled { reason });
		assert_eq!(license(FIRST).status, Status::Canceled { reason, at });
		assert_eq!(failures(FIRST), causes(&[Cause::Canceled { reason, since: at }]));
		assert_eq!(status_code(), StatusCode::Canceled);
	});
}

#[test]
fn a_license_is_revoked_for_either_cause() {
	for (sanction, code) in [(false, StatusCode::Revoked), (true, StatusCode::RevokedAsSanction)] {
		ExtBuilder::build_and_execute(|| {
			issued();
			set_clock(START + DAY);
			assert_ok!(revoke(sanction));
			let (reason, at) = (RevocationReason::Violation, START + DAY);
			assert_eq!(changed(FIRST).act, Act::Revoked { reason, sanction });
			assert_eq!(license(FIRST).status, Status::Revoked { reason, sanction, at });
			assert_eq!(failures(FIRST), causes(&[Cause::Revoked { reason, sanction, since: at }]));
			assert_eq!(status_code(), code);
		});
	}
}

#[test]
fn nothing_leads_back() {
	for end in [cancel as fn() -> DispatchResult, || revoke(false)] {
		ExtBuilder::build_and_execute(|| {
			issued();
			assert_ok!(end());
			for again in [
				cancel(),
				revoke(true),
				Registry::release(signed(REGISTRAR), FIRST),
				Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other),
				Registry::offer_transfer(signed(REGISTRAR), FIRST, PROVINCE),
				Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)),
			] {
				assert_eq!(again, Err(Error::<Test>::InvalidState.into()));
			}
			assert_eq!(license(FIRST).history_length, 2);
		});
	}
}

#[test]
fn withheld_and_expired_licenses_end_too() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other));
		assert_ok!(revoke(true));
		issue(draft(2));
		set_clock(START + 4 * YEAR);
		let reason = CancellationReason::NotExtended;
		assert_ok!(Registry::cancel(signed(REGISTRAR), SECOND, reason));
		assert_eq!(check(SECOND).license.unwrap().status_code, StatusCode::Canceled);
	});
}

#[test]
fn a_former_version_does_not_end() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		assert_noop!(cancel(), Error::<Test>::Superseded);
		assert_noop!(revoke(false), Error::<Test>::Superseded);
	});
}

#[test]
fn only_the_issuer_decides() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let (canceled, revoked) = (CancellationReason::Other, RevocationReason::Other);
		for account in [GOVERNOR, COLLEAGUE] {
			assert_noop!(
				Registry::cancel(signed(account), FIRST, canceled),
				Error::<Test>::NotAuthorized
			);
			assert_noop!(
				Registry::revoke(signed(account), FIRST, revoked, false),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			Registry::cancel(signed(REGISTRAR), NO_LICENSE, canceled),
			Error::<Test>::NotFound
		);
		assert_noop!(
			Registry::revoke(signed(REGISTRAR), NO_LICENSE, revoked, false),
			Error::<Test>::NotFound
		);
	});
}
