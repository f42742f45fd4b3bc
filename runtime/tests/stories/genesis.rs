// SPDX-License-Identifier: Apache-2.0

//! Chains are started from JSON: the presets, patches of them, and mistakes in either.

use crate::common::*;
use covenant_primitives::{Authority, Capability, OrganizationId, Uscc};
use covenant_runtime::{
	genesis_config_presets::{get_preset, preset_names, CNY},
	Assets, Balances, Organizations, Runtime, RuntimeGenesisConfig, Session, SessionKeys,
	Validators,
};
use frame_support::traits::fungibles::{metadata::Inspect as _, Inspect as _};
use serde_json::{json, Value};
use sp_keyring::Ed25519Keyring;
use std::panic::{catch_unwind, AssertUnwindSafe};

const PRESETS: [&str; 2] = ["development", "local_testnet"];

#[test]
fn the_presets_start_and_go_on() {
	assert_eq!(preset_names(), PRESETS.map(sp_genesis_builder::PresetId::from));
	for (preset, validators) in PRESETS.into_iter().zip([1, 4]) {
		on_chain(preset, json!({}), || {
			assert_eq!(Session::validators().len(), validators);
			assert_eq!(council().len(), 4);
			assert_eq!(Assets::symbol(CNY), b"CNY");
			assert_eq!(Assets::decimals(CNY), 2);
			assert_eq!(Assets::total_issuance(CNY), 6 * ENDOWMENT);
			assert_eq!(Balances::total_issuance(), 0);
			next_session();
			next_session();
			assert_eq!(Session::validators().len(), validators);
		});
	}
}

/// Builds the genesis state of this JSON, or says what is wrong with it.
fn build(config: Value) -> Result<(), String> {
	let json = serde_json::to_vec(&config).unwrap();
	let build = || {
		sp_io::TestExternalities::default()
			.execute_with(|| covenant_runtime::genesis::build_state(json))
	};
	catch_unwind(AssertUnwindSafe(build)).unwrap_or_else(|panic| {
		Err(panic
			.downcast_ref::<String>()
			.cloned()
			.or_else(|| panic.downcast_ref::<&str>().map(|text| text.to_string()))
			.expect("panics say why"))
	})
}

fn refused(patch: Value, reason: &str) {
	let error = build(genesis_json("local_testnet", patch)).unwrap_err();
	assert!(error.contains(reason), "{error:?} does not say {reason:?}");
}

/// Every path to a value in `json`; lists are values, as patches replace them whole.
fn paths(json: &Value, path: &str, found: &mut Vec<String>) {
	match json {
		Value::Object(fields) if !fields.is_empty() => {
			for (name, value) in fields {
				paths(value, &format!("{path}/{name}"), found);
			}
		}
		_ => found.push(path.into()),
	}
}

#[test]
fn every_field_of_a_preset_survives_the_way_through_json() {
	for preset in PRESETS {
		let sparse: Value = serde_json::from_slice(&get_preset(&preset.into()).unwrap()).unwrap();
		let full = genesis_json(preset, json!({}));
		let config: RuntimeGenesisConfig = serde_json::from_value(full.clone()).unwrap();
		let back = serde_json::to_value(&config).unwrap();
		let mut found = vec![];
		paths(&sparse, "", &mut found);
		assert!(found.len() > 6, "{found:?}");
		for path in found {
			assert_eq!(sparse.pointer(&path), back.pointer(&path), "{path}");
		}
		assert_eq!(back, full);
		assert_eq!(build(full), Ok(()));
	}
}

#[test]
fn patched_fields_take_effect() {
	let mut organizations =
		genesis_json("development", json!({}))["organizations"]["organizations"].clone();
	let list = organizations.as_array_mut().unwrap();
	list[4]["name"] = json!("精密制造有限公司");
	list[4]["quota"] = json!({ "max": "1000", "recoveryPerBlock": "10", "persons": 3 });
	list.push(json!({
		"name": "Seventh Notary",
		"uscc": uscc(7).to_string(),
		"kind": "Notary",
		"capabilities": ["Notarize"],
		"administrators": [account("notary")],
		"delegate": account("notary"),
	}));
	let mut accounts = genesis_json("development", json!({}))["assets"]["accounts"].clone();
	accounts.as_array_mut().unwrap().push(json!([CNY, account("rich"), 5]));
	let patch = json!({
		"organizations": { "organizations": organizations },
		"assets": { "accounts": accounts },
	});
	on_chain("development", patch, || {
		let works = pallet_organizations::Organizations::<Runtime>::get(WORKS).unwrap();
		assert_eq!(works.name.to_vec(), "精密制造有限公司".as_bytes());
		assert_eq!(works.quota.persons, 3);
		assert_eq!(standing(Eve).max, 1_000);
		let notary = Organizations::organization_of(&account("notary")).unwrap();
		assert_eq!(notary, OrganizationId(6));
		assert!(council().contains(&account("notary")));
		assert!(Organizations::ensure_capability(&account("notary"), Capability::Notarize).is_ok());
		assert_eq!(cny(&account("rich")), 5);
	});
}

#[test]
fn network_tools_may_rewrite_the_session_keys() {
	// As zombienet does it: accounts `//Name//stash`, keys of `//Name`.
	let nodes = [
		(AliceStash, Alice, Ed25519Keyring::Alice),
		(BobStash, Bob, Ed25519Keyring::Bob),
		(CharlieStash, Charlie, Ed25519Keyring::Charlie),
		(DaveStash, Dave, Ed25519Keyring::Dave),
	];
	let keys: Vec<_> = nodes
		.iter()
		.map(|(stash, babe, grandpa)| {
			let keys = SessionKeys { babe: babe.public().into(), grandpa: grandpa.public().into() };
			(stash.account(), stash.account(), keys)
		})
		.collect();
	let original = genesis_json("local_testnet", json!({}));
	assert_eq!(original["session"]["keys"], serde_json::to_value(&keys).unwrap());

	// In another order, and of some nodes only: those that remain validate.
	let three: Vec<_> = keys.into_iter().rev().take(3).collect();
	on_chain("local_testnet", json!({ "session": { "keys": three } }), || {
		assert_eq!(Session::validators().len(), 3);
		assert!(Validators::validator(OFFICE).is_some_and(|office| !office.has_keys));
		next_session();
		next_session();
		assert_eq!(Session::validators().len(), 3);
	});
}

/// The organizations of the preset with one field of one of them changed.
fn with(organization: usize, field: &str, value: Value) -> Value {
	let mut list =
		genesis_json("local_testnet", json!({}))["organizations"]["organizations"].clone();
	list[organization][field] = value;
	json!({ "organizations": { "organizations": list } })
}

#[test]
fn mistakes_are_refused_by_name() {
	// Fields and values that do not exist.
	refused(json!({ "organisations": {} }), "unknown field `organisations`");
	refused(json!({ "organizations": { "members": [] } }), "unknown field `members`");
	refused(with(4, "capability", json!([])), "unknown field `capability`");
	refused(with(4, "capabilities", json!(["PrintMoney"])), "unknown variant `PrintMoney`");
	refused(with(4, "kind", json!("Guild")), "unknown variant `Guild`");
	refused(with(4, "quota", json!({ "max": "1" })), "missing field `recoveryPerBlock`");
	refused(with(4, "quota", json!({ "max": "much" })), "expected a decimal string");
	refused(with(4, "administrators", json!(["Eve"])), "SS58");

	// What the council would be refused, too, with the organization's name.
	let code = |organization: usize| -> Uscc {
		let list = genesis_json("local_testnet", json!({}));
		let code = &list["organizations"]["organizations"][organization]["uscc"];
		serde_json::from_value(code.clone()).unwrap()
	};
	let mut wrong = code(4).to_string();
	let check = if wrong.ends_with('0') { '1' } else { '0' };
	wrong.replace_range(17.., &check.to_string());
	refused(with(4, "uscc", json!(wrong)), "check character");
	refused(with(4, "uscc", json!(wrong)), "Precision Works");
	refused(with(4, "uscc", json!("91")), "18 characters");
	refused(with(4, "uscc", json!(code(3))), "AlreadyExists");
	refused(with(4, "name", json!("")), "InvalidName");
	refused(with(4, "capabilities", json!(["Treasury"])), "InherentCapability");
	refused(with(4, "administrators", json!([])), "no administrator");
	refused(with(4, "administrators", json!([Alice.account()])), "AlreadyOperator");
	refused(with(4, "delegate", json!(account("nobody"))), "OperatorNotFound");

	// Validators that are none.
	let validators = |list: Value| json!({ "validators": { "validators": list } });
	refused(validators(json!([[99, AliceStash.account()]])), "organization 99");
	refused(validators(json!([[5, FerdieStash.account()]])), "organization 5");
	refused(validators(json!([])), "no organization validates with");
	refused(json!({ "session": { "keys": [] } }), "nobody validates");

	// Nobody could ever change anything.
	let mut list =
		genesis_json("local_testnet", json!({}))["organizations"]["organizations"].clone();
	for organization in list.as_array_mut().unwrap() {
		organization["delegate"] = Value::Null;
	}
	refused(json!({ "organizations": { "organizations": list } }), "nobody is on the council");
}
