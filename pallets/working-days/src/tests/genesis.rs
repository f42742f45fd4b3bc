// SPDX-License-Identifier: Apache-2.0

//! Calendars in chain specs.

use super::*;
use sp_runtime::BuildStorage;

fn parse(json: &str) -> Result<GenesisConfig<Test>, String> {
	serde_json::from_str(json).map_err(|error| error.to_string())
}

/// The message that genesis fails with.
fn failure(days: Vec<(Date, DayKind)>) -> String {
	let calendar = GenesisConfig { days, ..Default::default() };
	let config = RuntimeGenesisConfig { calendar, ..Default::default() };
	let failure = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
		config.build_storage().map(|_| ())
	}))
	.unwrap_err();
	failure.downcast_ref::<String>().unwrap().clone()
}

#[test]
fn every_day_arrives() {
	let json = r#"{ "days": [["2026-10-01", "Rest"], ["2026-10-03", "Rest"], ["2026-10-10", "Working"], ["1970-01-01", "Rest"]] }"#;
	ExtBuilder { days: parse(json).unwrap().days }.build_and_execute(|| {
		assert_eq!(exceptions(), [date(1970, 1, 1), date(2026, 10, 1), date(2026, 10, 10)]);
		assert_eq!(events(), []);
	});
}

#[test]
fn a_chain_spec_keeps_what_it_reads() {
	let json = r#"{"days":[["2026-10-01","Rest"],["2026-10-10","Working"]]}"#;
	assert_eq!(serde_json::to_string(&parse(json).unwrap()).unwrap(), json);
	assert_eq!(parse("{}").unwrap().days, []);
}

#[test]
fn wrong_json_is_refused() {
	for json in [
		r#"{ "days": [["2026-02-29", "Rest"]] }"#,
		r#"{ "days": [["2026-10-1", "Rest"]] }"#,
		r#"{ "days": [["2026-10-01", "Holiday"]] }"#,
		r#"{ "days": [["2026-10-01"]] }"#,
		r#"{ "day": [] }"#,
		r#"{ "config": null }"#,
	] {
		assert!(parse(json).is_err(), "{json}");
	}
}

#[test]
fn a_wrong_calendar_is_named() {
	let day = date(2026, 10, 1);
	assert_eq!(
		failure(vec![(day, Rest), (day, Rest)]),
		"genesis: the calendar lists 2026-10-01 twice"
	);
	assert_eq!(
		failure(vec![(date(2026, 2, 29), Rest)]),
		"genesis: the calendar lists 2026-02-29, which does not exist"
	);
}
