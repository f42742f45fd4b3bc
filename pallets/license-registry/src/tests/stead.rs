// SPDX-License-Identifier: Apache-2.0

//! The authority acts in the place of an issuer that never will again.

use super::*;
use sp_runtime::DispatchResult;

fn withhold(account: AccountId) -> DispatchResult {
	Registry::withhold(signed(account), FIRST, WithholdingReason::Other)
}

/// Everything that the authority may do in the issuer's place.
fn authority_acts() {
	assert_ok!(withhold(GOVERNOR));
	assert_eq!(changed(FIRST).by, actor(GOVERNOR));
	assert_ok!(Registry::release(signed(GOVERNOR), FIRST));
	assert_ok!(Registry::reassign(signed(GOVERNOR), FIRST, party(ALICE)));
	assert_ok!(Registry::reassign(signed(GOVERNOR), FIRST, party(MANAGER)));
	// It takes the certificate over itself.
	assert_ok!(Registry::offer_transfer(signed(GOVERNOR), FIRST, PROVINCE));
	assert_ok!(Registry::withdraw_transfer(signed(GOVERNOR), FIRST));
	assert_ok!(Registry::offer_transfer(signed(GOVERNOR), FIRST, PROVINCE));
	assert_ok!(Registry::transfer_in(signed(GOVERNOR), FIRST, next_draft(1, 2)));
	let reason = RevocationReason::Procedure;
	assert_ok!(Registry::revoke(signed(GOVERNOR), SECOND, reason, false));
}

fn when(vacant: impl FnOnce(), warning: Warning) {
	ExtBuilder::build_and_execute(|| {
		issued();
		neighbor_appointed();
		assert_noop!(withhold(GOVERNOR), Error::<Test>::NotAuthorized);
		assert_eq!(check(FIRST).warnings, []);
		vacant();
		let report = check(FIRST);
		assert!(report.valid);
		assert_eq!(report.warnings, [warning]);
		assert_noop!(withhold(COLLEAGUE), Error::<Test>::NotAuthorized);
		// Except new versions under its name.
		assert_noop!(
			Registry::amend(signed(GOVERNOR), FIRST, next_draft(1, 2)),
			Error::<Test>::NotAuthorized
		);
		authority_acts();
	});
}

#[test]
fn of_one_that_is_gone() {
	when(|| remove(CITY), Warning::IssuerGone);
}

#[test]
fn of_one_that_was_dismissed() {
	when(
		|| {
			assert_ok!(Registry::dismiss_issuer(signed(GOVERNOR), code(), CITY));
		},
		Warning::IssuerNotEntitled,
	);
}

#[test]
fn of_one_that_issues_elsewhere_now() {
	when(
		|| {
			let elsewhere = division("340103");
			assert_ok!(Registry::appoint_issuer(signed(GOVERNOR), code(), CITY, elsewhere));
			assert_noop!(withhold(REGISTRAR), Error::<Test>::NotAnIssuer);
		},
		Warning::IssuerNotEntitled,
	);
}

#[test]
fn of_one_without_the_capability() {
	when(|| may_issue(CITY, false), Warning::IssuerNotEntitled);
}

#[test]
fn of_one_that_was_dismissed_while_suspended() {
	when(
		|| {
			suspend(CITY, true);
			assert_ok!(Registry::dismiss_issuer(signed(GOVERNOR), code(), CITY));
		},
		Warning::IssuerNotEntitled,
	);
}

#[test]
fn not_of_one_that_may_come_back() {
	ExtBuilder::build_and_execute(|| {
		issued();
		suspend(CITY, true);
		assert_noop!(withhold(GOVERNOR), Error::<Test>::NotAuthorized);
		assert!(withhold(REGISTRAR).is_err());
		let report = check(FIRST);
		assert!(report.valid);
		assert_eq!(report.warnings, [Warning::IssuerSuspended]);
		suspend(CITY, false);
		assert_ok!(withhold(REGISTRAR));
	});
}

#[test]
fn nobody_where_the_authority_is_gone_too() {
	ExtBuilder::build_and_execute(|| {
		issued();
		remove(CITY);
		remove(PROVINCE);
		assert_noop!(withhold(COLLEAGUE), Error::<Test>::NotAuthorized);
		assert_eq!(check(FIRST).warnings, [Warning::IssuerGone]);
	});
}
