// SPDX-License-Identifier: Apache-2.0

//! Licenses that stand on others.

use super::*;

fn on(base: LicenseId, serial: u32) -> Draft {
	Draft { base: Some(base), ..draft(serial) }
}

/// A base, and a license that stands on it.
fn based() {
	issued();
	issue(on(FIRST, 2));
}

#[test]
fn checks_say_what_is_wrong_with_the_base() {
	ExtBuilder::build_and_execute(|| {
		based();
		assert_eq!(failures(SECOND), []);
		let reason = WithholdingReason::Investigation;
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, reason));
		let withheld = Cause::Withheld { reason, since: START };
		assert_eq!(failures(SECOND), [Failure::Base { license: FIRST, cause: withheld }]);
		// The license itself is what it was.
		assert_eq!(check(SECOND).license.unwrap().status_code, StatusCode::Valid);
		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));
		assert_eq!(failures(SECOND), []);

		let (reason, sanction) = (RevocationReason::Deception, false);
		assert_ok!(Registry::revoke(signed(REGISTRAR), FIRST, reason, sanction));
		let cause = Cause::Revoked { reason, sanction, since: START };
		assert_eq!(failures(SECOND), [Failure::Base { license: FIRST, cause }]);
	});
}

#[test]
fn a_base_counts_in_the_version_in_effect() {
	ExtBuilder::build_and_execute(|| {
		based();
		set_clock(START + DAY);
		assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)));
		assert_eq!(failures(SECOND), []);
		let reason = CancellationReason::OrganizationGone;
		assert_ok!(Registry::cancel(signed(REGISTRAR), THIRD, reason));
		let cause = Cause::Canceled { reason, since: START + DAY };
		assert_eq!(failures(SECOND), [Failure::Base { license: THIRD, cause }]);
	});
}

#[test]
fn an_expired_base_is_named_too() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let until = START + DAY;
		issue(Draft { valid_until: Some(until), ..draft(1) });
		issue(on(FIRST, 2));
		set_clock(until);
		let cause = Cause::Expired { since: until };
		assert_eq!(failures(SECOND), [Failure::Base { license: FIRST, cause }]);
	});
}

#[test]
fn bases_of_bases_are_followed() {
	ExtBuilder::build_and_execute(|| {
		issued();
		for serial in 2..=4 {
			issue(on(LicenseId(u64::from(serial) - 2), serial));
		}
		let fourth = LicenseId(3);
		assert_eq!(failures(fourth), []);
		let reason = WithholdingReason::CourtOrder;
		let withheld = Cause::Withheld { reason, since: START };
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, reason));
		assert_ok!(Registry::withhold(signed(REGISTRAR), THIRD, reason));
		assert_eq!(
			failures(fourth),
			[THIRD, FIRST].map(|license| Failure::Base { license, cause: withheld })
		);
		// So deep, and no deeper.
		issue(on(fourth, 5));
		let depth_of_five = failures(LicenseId(4));
		assert_eq!(
			depth_of_five,
			[Failure::Base { license: THIRD, cause: withheld }, Failure::TooManyBases,]
		);
	});
}

#[test]
fn a_base_exists_and_has_not_ended() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let attempt = |base| Registry::issue(signed(REGISTRAR), on(base, 2));
		// Not even the license itself, which will have this id.
		for unknown in [SECOND, NO_LICENSE] {
			assert_noop!(attempt(unknown), Error::<Test>::InvalidBase);
		}
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other));
		assert_ok!(attempt(FIRST));
		assert_ok!(Registry::cancel(signed(REGISTRAR), FIRST, CancellationReason::Other));
		assert_noop!(Registry::issue(signed(REGISTRAR), on(FIRST, 3)), Error::<Test>::InvalidBase);
	});
}

#[test]
fn the_version_in_effect_must_not_have_ended() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		issue(on(FIRST, 2));
		assert_ok!(Registry::cancel(signed(REGISTRAR), SECOND, CancellationReason::Other));
		for base in [FIRST, SECOND] {
			assert_noop!(
				Registry::issue(signed(REGISTRAR), on(base, 3)),
				Error::<Test>::InvalidBase
			);
		}
	});
}

#[test]
fn nothing_comes_to_stand_on_itself() {
	ExtBuilder::build_and_execute(|| {
		based();
		// Nor through what stands on it.
		for base in [FIRST, SECOND] {
			let amended = Draft { base: Some(base), ..next_draft(1, 2) };
			assert_noop!(
				Registry::amend(signed(REGISTRAR), FIRST, amended),
				Error::<Test>::InvalidBase
			);
		}
		// A later version may stand on something else, or on nothing.
		issue(draft(3));
		assert_noop!(
			Registry::amend(
				signed(REGISTRAR),
				SECOND,
				Draft { base: Some(THIRD), ..next_draft(2, 2) }
			),
			Error::<Test>::InvalidBase
		);
		assert_ok!(Registry::amend(signed(REGISTRAR), SECOND, next_draft(2, 2)));
		assert_ok!(Registry::amend(
			signed(REGISTRAR),
			LicenseId(3),
			Draft { base: Some(FIRST), ..next_draft(2, 3) }
		));
	});
}

#[test]
fn a_base_may_be_of_another_type_and_issuer() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_ok!(Registry::register_type(signed(COLLEAGUE), other_code(), division(""), form()));
		let number = text(&license_number(other_code(), 1, 1));
		let draft = Draft { number, ..on(FIRST, 1) };
		assert_ok!(Registry::issue(signed(COLLEAGUE), draft));
		assert_eq!(failures(SECOND), []);
		suspend(CITY, true);
		// What is known of a base's issuer is no warning about the license.
		assert_eq!(check(SECOND).warnings, []);
	});
}
