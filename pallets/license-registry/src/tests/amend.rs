// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::DispatchResult;

fn attempt(draft: Draft) -> DispatchResult {
	Registry::amend(signed(REGISTRAR), FIRST, draft)
}

#[test]
fn an_amendment_is_the_next_version_with_other_content() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		let root = H256::repeat_byte(5);
		let moved = Draft { root, jurisdiction: division("340103"), ..next_draft(1, 2) };
		assert_ok!(attempt(moved));
		let amended = license(SECOND);
		assert_eq!((amended.root, amended.operation), (root, Operation::Amended));
		assert_eq!(amended.jurisdiction, division("340103"));
		assert_eq!(failures(FIRST), causes(&[Cause::Superseded { by: SECOND }]));
		assert_eq!(failures(SECOND), []);
		let by = Succession { license: SECOND, operation: Operation::Amended };
		assert_eq!(changed(FIRST).act, Act::Superseded { by });
	});
}

#[test]
fn the_period_stays() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let good = next_draft(1, 2);
		for bad in [
			Draft { valid_from: START + 1, ..good.clone() },
			Draft { valid_until: Some(START + 4 * YEAR + 1), ..good.clone() },
			Draft { valid_until: None, ..good.clone() },
		] {
			assert_noop!(attempt(bad), Error::<Test>::InvalidPeriod);
		}
		// Also one that is over.
		set_clock(START + 6 * YEAR);
		assert_ok!(attempt(good));
		assert_eq!(failures(SECOND), causes(&[Cause::Expired { since: START + 4 * YEAR }]));
	});
}

#[test]
fn an_amendment_is_of_the_present_version_whose_rules_do_not_reach_back() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let rules = Rules { max_period: Some(DAY), ..form().rules };
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), Form { rules, ..form() }));
		assert_noop!(attempt(next_draft(1, 2)), Error::<Test>::StaleVersion);
		assert_ok!(attempt(Draft { type_version: 2, ..next_draft(1, 2) }));
		assert_eq!((license(FIRST).type_version, license(SECOND).type_version), (1, 2));
	});
}

#[test]
fn a_license_of_a_retired_type_is_amended() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_ok!(Registry::retire_type(signed(GOVERNOR), code()));
		assert_ok!(attempt(next_draft(1, 2)));
		assert_eq!(failures(SECOND), []);
	});
}

#[test]
fn the_predecessor_is_the_issuers_and_in_effect() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let good = next_draft(1, 2);
		assert_noop!(
			Registry::amend(signed(REGISTRAR), NO_LICENSE, good.clone()),
			Error::<Test>::NotFound
		);
		assert_noop!(
			Registry::amend(signed(GOVERNOR), FIRST, good.clone()),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(attempt(next_draft(1, 3)), Error::<Test>::WrongSequence);
		let other = text(&license_number(other_code(), 1, 2));
		assert_noop!(attempt(Draft { number: other, ..good.clone() }), Error::<Test>::TypeMismatch);
		let holder = Holder { party: party(ALICE), ..good.holder };
		assert_noop!(attempt(Draft { holder, ..good.clone() }), Error::<Test>::HolderMismatch);
		assert_ok!(attempt(good));
		assert_noop!(attempt(next_draft(1, 3)), Error::<Test>::Superseded);
		let reason = RevocationReason::Deception;
		assert_ok!(Registry::revoke(signed(REGISTRAR), SECOND, reason, false));
		assert_noop!(
			Registry::amend(signed(REGISTRAR), SECOND, next_draft(1, 3)),
			Error::<Test>::InvalidState
		);
	});
}
