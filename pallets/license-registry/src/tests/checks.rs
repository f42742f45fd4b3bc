// SPDX-License-Identifier: Apache-2.0

//! Reports: every reason, and combinations.

use super::*;

#[test]
fn a_report_says_who_issued_what_and_at_which_block() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		assert_eq!(
			check(FIRST),
			CheckReport {
				valid: true,
				failures: vec![],
				warnings: vec![],
				license: Some(CheckedLicense {
					id: FIRST,
					number: license_number(code(), 1, 1),
					current: FIRST,
					type_code: code(),
					type_version: 1,
					status_code: StatusCode::Valid,
					issuer: CITY,
					issuer_score: Some(702),
				}),
				block: 2,
				at: START + DAY,
			}
		);
	});
}

#[test]
fn identifiers_are_found_or_not() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let by_number = |text: String| {
			let license = LicenseRef::Number(text);
			let report = Registry::query_check(LicenseQuery { license, ..query(FIRST) });
			assert_eq!(report.license.is_some(), report.valid);
			report.failures
		};
		let number = license_number(code(), 1, 1).to_string();
		assert_eq!(by_number(number.clone()), []);
		assert_eq!(by_number(license_number(code(), 2, 1).to_string()), [Failure::Unknown]);
		for malformed in [
			number.replace("000000001", "000000002"),
			number.to_lowercase(),
			String::new(),
			"证".repeat(100_000),
		] {
			assert_eq!(by_number(malformed), [Failure::Malformed]);
		}
		assert_eq!(failures(NO_LICENSE), [Failure::Unknown]);
		assert_eq!(failures(LicenseId(u64::MAX)), [Failure::Unknown]);
	});
}

#[test]
fn every_reason_is_given() {
	ExtBuilder::build_and_execute(|| {
		issued();
		issue(Draft { base: Some(FIRST), ..draft(2) });
		let reason = WithholdingReason::Penalty;
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, reason));
		assert_ok!(Registry::withhold(signed(REGISTRAR), SECOND, reason));
		let ended = Conditions {
			until: Some(START + DAY),
			max_version: Some(1),
			jurisdiction: division("340103"),
			..conditions()
		};
		assert_ok!(Registry::recognize(signed(COLLEAGUE), code(), ended));
		suspend(CITY, true);
		neighbor_appointed();
		let until = START + 4 * YEAR;
		set_clock(until);

		let tampered = Disclosure { value: "另一家公司".into(), ..disclosure(4) };
		let query = LicenseQuery {
			disclosed: vec![disclosure(0), tampered],
			asking: Some(NEIGHBOR),
			..query(SECOND)
		};
		let withheld = Cause::Withheld { reason, since: START };
		let expired = Cause::Expired { since: until };
		assert_eq!(
			failures_for(query.clone()),
			[
				Failure::License(withheld),
				Failure::License(expired),
				Failure::Base { license: FIRST, cause: withheld },
				Failure::Base { license: FIRST, cause: expired },
				Failure::NotRecognized { why: Unrecognized::Ended },
				Failure::NotRecognized { why: Unrecognized::Jurisdiction },
				Failure::TamperedField { index: 4 },
			]
		);
		let report = Registry::query_check(query);
		assert_eq!(report.warnings, [Warning::IssuerSuspended]);
		assert_eq!(report.license.unwrap().status_code, StatusCode::Lapsed);
	});
}

#[test]
fn a_former_version_names_the_one_in_effect() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		let report = check(FIRST);
		assert_eq!(report.failures, causes(&[Cause::Superseded { by: SECOND }]));
		let license = report.license.unwrap();
		assert_eq!((license.id, license.current), (FIRST, SECOND));
		assert_eq!(license.status_code, StatusCode::Lapsed);
		assert_eq!(check(SECOND).license.unwrap().current, SECOND);
	});
}

#[test]
fn a_license_that_ended_after_a_renewal_leaves_nothing_valid() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		let (reason, sanction) = (RevocationReason::Violation, true);
		assert_ok!(Registry::revoke(signed(REGISTRAR), SECOND, reason, sanction));
		assert_eq!(failures(FIRST), causes(&[Cause::Superseded { by: SECOND }]));
		let since = Now::get();
		assert_eq!(failures(SECOND), causes(&[Cause::Revoked { reason, sanction, since }]));
	});
}

#[test]
fn an_issuer_that_is_gone_has_no_score() {
	ExtBuilder::build_and_execute(|| {
		issued();
		remove(CITY);
		let report = check(FIRST);
		assert!(report.valid);
		assert_eq!(report.warnings, [Warning::IssuerGone]);
		assert_eq!(report.license.unwrap().issuer_score, None);
	});
}

#[test]
fn several_warnings_are_given() {
	ExtBuilder::build_and_execute(|| {
		issued();
		neighbor_appointed();
		assert_ok!(Registry::offer_transfer(signed(REGISTRAR), FIRST, NEIGHBOR));
		suspend(CITY, true);
		assert_eq!(
			check(FIRST).warnings,
			[Warning::IssuerSuspended, Warning::Offered { to: NEIGHBOR }]
		);
	});
}

#[test]
fn a_check_writes_nothing() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let before = root();
		let asked =
			LicenseQuery { disclosed: vec![disclosure(1)], asking: Some(NEIGHBOR), ..query(FIRST) };
		Registry::query_check(asked);
		assert_eq!(root(), before);
	});
}
