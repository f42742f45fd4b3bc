// SPDX-License-Identifier: Apache-2.0

//! Organizations in chain specs.

use crate::mock::*;
use sp_runtime::BuildStorage;
use Capability::*;

fn json() -> serde_json::Value {
	serde_json::json!({
		"organizations": [{
			"name": "First Bank 第一银行",
			"uscc": "91110000600037341L",
			"kind": "Bank",
			"capabilities": ["IssueMoney", "ValidateBlocks"],
			"quota": {
				"max": "340282366920938463463374607431768211455",
				"recoveryPerBlock": "7",
				"persons": 3
			},
			"administrators": [ALICE, CAROL],
			"operators": [{ "account": BOB, "capabilities": ["Treasury"] }, { "account": EVE }],
			"delegate": BOB
		}]
	})
}

fn parse(json: serde_json::Value) -> Result<GenesisConfig<Test>, String> {
	// As the runtime does: from text.
	serde_json::from_str(&json.to_string()).map_err(|error| error.to_string())
}

fn built(json: serde_json::Value) -> ExtBuilder {
	ExtBuilder { organizations: parse(json).unwrap().organizations }
}

/// The message that genesis fails with.
fn failure(change: impl FnOnce(&mut serde_json::Value)) -> String {
	let mut json = json();
	change(&mut json["organizations"][0]);
	let config = RuntimeGenesisConfig { organizations: parse(json).unwrap(), ..Default::default() };
	let failure = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
		config.build_storage().map(|_| ())
	}))
	.unwrap_err();
	failure.downcast_ref::<String>().unwrap().clone()
}

#[test]
fn every_field_arrives() {
	built(json()).build_and_execute(|| {
		let info = Organizations::organization_info(BANK).unwrap();
		assert_eq!(info.name, "First Bank 第一银行");
		assert_eq!(info.uscc.to_string(), "91110000600037341L");
		assert_eq!(info.kind, OrganizationKind::Bank);
		assert_eq!(
			info.capabilities,
			[Treasury, ManageMembers, IdentifyPersons, ValidateBlocks, IssueMoney, ShareData]
				.into_iter()
				.filter(|c| *c != IdentifyPersons)
				.collect::<Vec<_>>()
		);
		assert_eq!(info.quota, Quota { max: u128::MAX, recovery_per_block: 7, persons: 3 });
		assert_eq!((info.operators, info.administrators, info.admitted_at), (4, 2, Now::get()));
		assert_eq!(info.delegate, Some(BOB));
		assert_eq!(Council::members(), [BOB]);
		for administrator in [ALICE, CAROL] {
			assert_ok!(Organizations::ensure_administrator(&administrator));
			assert_ok!(Organizations::ensure_capability(&administrator, IssueMoney));
		}
		assert_ok!(Organizations::ensure_capability(&BOB, Treasury));
		assert_eq!(Organizations::operator_info(EVE).unwrap().given, []);
		for account in [ALICE, BOB, CAROL, EVE, Organizations::account_of(BANK)] {
			assert_eq!(providers(&account), 1);
		}
	});
}

#[test]
fn optional_fields_may_be_left_out() {
	let mut json = json();
	let entry = json["organizations"][0].as_object_mut().unwrap();
	for field in ["capabilities", "quota", "operators", "delegate"] {
		entry.remove(field);
	}
	built(json).build_and_execute(|| {
		let info = Organizations::organization_info(BANK).unwrap();
		assert_eq!(info.quota, DefaultQuota::get());
		assert!(!info.seated);
		assert!(Council::members().is_empty());
	});
	assert!(parse(serde_json::json!({})).unwrap().organizations.is_empty());
}

#[test]
fn what_is_written_is_read_again() {
	let config = GenesisConfig::<Test> { organizations: ExtBuilder::default().organizations };
	let text = serde_json::to_value(&config).unwrap();
	assert_eq!(parse(text).unwrap().organizations, config.organizations);
	let config = parse(json()).unwrap();
	let text = serde_json::to_value(&config).unwrap();
	assert_eq!(parse(text).unwrap().organizations, config.organizations);
}

#[test]
fn wrong_json_says_what_is_wrong() {
	let error = |change: &dyn Fn(&mut serde_json::Value)| {
		let mut json = json();
		change(&mut json["organizations"][0]);
		parse(json).err().unwrap()
	};
	assert!(error(&|o| o["adminstrators"] = serde_json::json!([])).contains("adminstrators"));
	assert!(error(&|o| o["quota"]["burst"] = 1.into()).contains("burst"));
	assert!(error(&|o| o["operators"][0]["admin"] = true.into()).contains("admin"));
	assert!(error(&|o| o["quota"]["max"] = "-1".into()).contains("decimal"));
	assert!(error(&|o| o["kind"] = "Bakery".into()).contains("Bakery"));
	assert!(error(&|o| o["capabilities"][0] = "Fly".into()).contains("Fly"));
	assert!(error(&|o| {
		o.as_object_mut().unwrap().remove("uscc");
	})
	.contains("uscc"));
	assert!(parse(serde_json::json!({ "organisations": [] }))
		.err()
		.unwrap()
		.contains("organisations"));
}

#[test]
fn wrong_data_names_the_organization() {
	let contains = |message: String, part: &str| {
		assert!(message.contains("First Bank"), "{message}");
		assert!(message.contains(part), "{message}");
	};
	contains(failure(|o| o["uscc"] = "91110000600037341N".into()), "check character");
	contains(failure(|o| o["uscc"] = "9111".into()), "18 characters");
	contains(
		failure(|o| o["capabilities"] = serde_json::json!(["Treasury"])),
		"InherentCapability",
	);
	contains(failure(|o| o["capabilities"] = serde_json::json!(["Audit", "Audit"])), "twice");
	contains(failure(|o| o["administrators"] = serde_json::json!([])), "no administrator");
	contains(
		failure(|o| o["administrators"][1] = o["administrators"][0].clone()),
		"AlreadyOperator",
	);
	contains(failure(|o| o["administrators"][0] = serde_json::json!(PERSON)), "HasOtherRole");
	contains(
		failure(|o| o["operators"][0]["account"] = serde_json::json!(ALICE)),
		"AlreadyOperator",
	);
	contains(
		failure(|o| o["operators"][0]["capabilities"] = serde_json::json!(["Audit"])),
		"CapabilityNotGranted",
	);
	contains(failure(|o| o["delegate"] = serde_json::json!(DAVE)), "OperatorNotFound");
	contains(
		failure(|o| {
			o["operators"].as_array_mut().unwrap().push(serde_json::json!({ "account": DAVE }))
		}),
		"TooManyOperators",
	);
}

#[test]
fn names_are_bounded_and_codes_unique() {
	let long = "n".repeat(33);
	let mut json = json();
	json["organizations"][0]["name"] = long.clone().into();
	let config = RuntimeGenesisConfig { organizations: parse(json).unwrap(), ..Default::default() };
	let message = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
		config.build_storage().map(|_| ())
	}))
	.unwrap_err();
	assert!(message.downcast_ref::<String>().unwrap().contains("more than 32 bytes"));

	let mut twice = ExtBuilder::default();
	twice.organizations[1].uscc = twice.organizations[0].uscc.clone();
	let message =
		std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(twice.build()))).unwrap_err();
	let message = message.downcast_ref::<String>().unwrap();
	assert!(message.contains("Court") && message.contains("AlreadyExists"), "{message}");
}
