// SPDX-License-Identifier: Apache-2.0

//! The rules that need no storage, and how things are written in JSON.

use super::*;
use codec::{Decode, Encode};

#[test]
fn divisions_are_provinces_cities_and_counties() {
	for good in ["", "34", "3401", "340102", "469025", "110101"] {
		assert!(division(good).is_valid(), "{good}");
	}
	for bad in ["3", "340", "34010", "3400", "340100", "340000", "000000", "00", "34a1", "34 1"] {
		assert!(!division(bad).is_valid(), "{bad}");
	}
	let lies = |inner: &str, outer: &str| division(outer).contains(&division(inner));
	assert!(lies("340102", "3401") && lies("3401", "34") && lies("34", ""));
	assert!(lies("3401", "3401") && lies("", ""));
	assert!(!lies("34", "3401") && !lies("3402", "3401") && !lies("", "34"));
}

#[test]
fn rules_limit_periods() {
	let rules = Rules { max_period: Some(10), organizations: true, persons: false };
	assert!(rules.are_possible());
	assert!(!Rules { max_period: Some(0), ..rules }.are_possible());
	assert!(!Rules { organizations: false, ..rules }.are_possible());
	assert!(rules.admit(Party::Organization(CITY)) && !rules.admit(Party::Person(PersonId(0))));

	assert!(rules.allow(5, Some(15), 14));
	// Too long, over, empty, backward, without an end.
	for (from, until, now) in [(5, 16, 5), (5, 15, 15), (5, 5, 0), (6, 5, 0)] {
		assert!(!rules.allow(from, Some(until), now), "{from} {until} {now}");
	}
	assert!(!rules.allow(5, None, 0));
	let unlimited = Rules { max_period: None, ..rules };
	assert!(unlimited.allow(5, None, 10) && unlimited.allow(0, Some(Moment::MAX), 10));
	assert!(!unlimited.allow(5, Some(5), 0));
}

#[test]
fn conditions_have_boundaries() {
	let conditions = Conditions {
		from: 10,
		until: Some(20),
		min_version: 2,
		max_version: Some(3),
		jurisdiction: division("34"),
	};
	let refused = |version, place: &str, now| {
		conditions.refuse(version, &division(place), now).collect::<Vec<_>>()
	};
	for (version, now) in [(2, 10), (3, 19)] {
		assert_eq!(refused(version, "3401", now), []);
	}
	assert_eq!(refused(2, "34", 9), [Unrecognized::NotYet]);
	assert_eq!(refused(2, "34", 20), [Unrecognized::Ended]);
	assert_eq!(refused(1, "34", 10), [Unrecognized::Version]);
	assert_eq!(refused(4, "34", 10), [Unrecognized::Version]);
	assert_eq!(refused(2, "31", 10), [Unrecognized::Jurisdiction]);
	assert_eq!(refused(2, "", 10), [Unrecognized::Jurisdiction]);
	assert_eq!(
		refused(9, "31", 30),
		[Unrecognized::Ended, Unrecognized::Version, Unrecognized::Jurisdiction]
	);

	let open = Conditions { until: None, max_version: None, ..conditions };
	assert_eq!(open.refuse(u32::MAX, &division("34"), Moment::MAX).count(), 0);
}

#[test]
fn terms_name_fields_that_there_are() {
	let all = Terms { fields: u64::MAX, ..terms() };
	assert!(all.are_possible(64, START));
	assert!(!all.are_possible(63, START));
	let last = Terms { fields: 1 << 8, ..terms() };
	assert!(last.are_possible(9, START) && !last.are_possible(8, START));
	assert!(!Terms { fields: 0, ..all }.are_possible(64, START));
	assert!(!Terms { uses: 0, ..all }.are_possible(64, START));
	assert!(!Terms { until: START, ..all }.are_possible(64, START - 1));
	assert!(all.are_possible(64, all.until - 1) && !all.are_possible(64, all.until));
}

/// Every national status, and which one goes before which.
#[test]
fn statuses_have_national_codes() {
	use StatusCode::*;
	ExtBuilder::build_and_execute(|| {
		issued();
		let license = license(FIRST);
		let (during, after) = (START, START + 4 * YEAR);
		let by = |operation| Some(Succession { license: SECOND, operation });
		let withheld = Status::Withheld { reason: WithholdingReason::Penalty, at: 0 };
		let canceled = Status::Canceled { reason: CancellationReason::Other, at: 0 };
		let revoked =
			|sanction| Status::Revoked { reason: RevocationReason::Deception, sanction, at: 0 };
		for (status, successor, now, code, number) in [
			(Status::Active, None, during, Valid, "01"),
			(Status::Active, None, after - 1, Valid, "01"),
			(withheld, None, during, Withheld, "02"),
			(revoked(false), None, after, Revoked, "03"),
			(canceled, None, after, Canceled, "04"),
			(Status::Active, None, after, Lapsed, "05"),
			(withheld, None, after, Lapsed, "05"),
			(Status::Active, by(Operation::Renewed), during, Lapsed, "05"),
			(Status::Active, by(Operation::Amended), during, Lapsed, "05"),
			(Status::Active, by(Operation::TransferredIn), after, TransferredOut, "06"),
			(revoked(true), None, during, RevokedAsSanction, "07"),
			(Status::Active, None, START - 1, Other, "99"),
			(withheld, None, START - 1, Withheld, "02"),
		] {
			let license = License { status, successor, ..license.clone() };
			assert_eq!(license.status_code(now), code, "{status:?} {successor:?} {now}");
			assert_eq!(serde_json::to_value(code).unwrap(), number);
			assert_eq!(code.encode(), [number.parse::<u8>().unwrap()]);
		}
	});
}

#[test]
fn operations_have_national_codes() {
	for (operation, number) in [
		(Operation::Issued, "01"),
		(Operation::Renewed, "02"),
		(Operation::TransferredIn, "08"),
		(Operation::Amended, "09"),
	] {
		assert_eq!(serde_json::to_value(operation).unwrap(), number);
		assert_eq!(operation.encode(), [number.parse::<u8>().unwrap()]);
	}
}

#[test]
fn json_is_readable() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		let info = Registry::query_license(FIRST).unwrap();
		let json = serde_json::to_value(&info).unwrap();
		assert_eq!(json["number"], license_number(code(), 1, 1).to_string());
		assert_eq!(json["typeCode"], "11100000000013338W011");
		assert_eq!(json["holder"]["party"]["organization"], 4);
		assert_eq!(json["status"]["state"], "active");
		assert_eq!(json["statusCode"], "01");
		assert_eq!(json["jurisdiction"], "340102");
		assert_eq!(json["validUntil"], START + 4 * YEAR);
		let read: runtime_api::LicenseInfo<AccountId> = serde_json::from_value(json).unwrap();
		assert_eq!(read, info);

		let info = Registry::query_consent(GIVEN).unwrap();
		let json = serde_json::to_value(&info).unwrap();
		assert_eq!(json["terms"]["fields"], "5");
		assert_eq!(json["status"]["state"], "given");
		assert_eq!(json["standing"], "inForce");

		let info = Registry::query_license_type(code()).unwrap();
		let json = serde_json::to_value(&info).unwrap();
		assert_eq!(json["form"]["fields"][0], "名称");
		assert_eq!(json["latest"], 1);
	});
}

#[test]
fn reports_are_readable() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let reason = WithholdingReason::Investigation;
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, reason));
		issue(Draft { base: Some(FIRST), ..draft(2) });
		let report = Registry::query_check(LicenseQuery {
			disclosed: vec![Disclosure { value: "x".into(), ..disclosure(1) }],
			asking: Some(NEIGHBOR),
			..query(SECOND)
		});
		let json = serde_json::to_value(&report).unwrap();
		let base = serde_json::json!({
			"failure": "base", "license": 0, "cause": "withheld", "reason": "investigation",
			"since": START,
		});
		assert_eq!(json["failures"][0], base);
		assert_eq!(
			json["failures"][1],
			serde_json::json!({ "failure": "notRecognized", "why": "type" })
		);
		assert_eq!(
			json["failures"][2],
			serde_json::json!({ "failure": "tamperedField", "index": 1 })
		);
		assert_eq!(serde_json::from_value::<CheckReport>(json).unwrap(), report);
		let own = serde_json::to_value(&check(FIRST).failures[0]).unwrap();
		assert_eq!(own["failure"], "license");
		assert_eq!(own["cause"], "withheld");

		let query = r#"{"license":{"number":"1.2"},"asking":3}"#;
		let query: LicenseQuery = serde_json::from_str(query).unwrap();
		assert_eq!((query.asking, query.disclosed.len()), (Some(NEIGHBOR), 0));
		assert_eq!(failures_for(query), [Failure::Malformed]);
	});
}

#[test]
fn reports_survive_encoding() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let report = check(FIRST);
		assert_eq!(CheckReport::decode(&mut &report.encode()[..]), Ok(report));
	});
}
