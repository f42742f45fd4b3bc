// SPDX-License-Identifier: Apache-2.0

//! What scripts rely on: exit statuses, standard output and standard error of the binary, as far as
//! they need no node.

use std::{
	io::Write,
	process::{Command, Output, Stdio},
};

const PHRASE: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
const SEED: &str = "0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a";
const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/// A port that nothing listens on: 1 is reserved for a service that nobody runs.
const NOBODY: &str = "ws://127.0.0.1:1";

fn covenant(arguments: &[&str], input: &str) -> Output {
	let mut process = Command::new(env!("CARGO_BIN_EXE_covenant"))
		.args(arguments)
		.env_remove("COVENANT_URL")
		.stdin(Stdio::piped())
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.spawn()
		.unwrap();
	// A command that reads no input may be gone before it is written.
	let _ = process.stdin.take().unwrap().write_all(input.as_bytes());
	process.wait_with_output().unwrap()
}

fn status(arguments: &[&str], input: &str) -> i32 {
	covenant(arguments, input).status.code().unwrap()
}

#[test]
fn wrong_usage_is_2() {
	assert_eq!(status(&[], ""), 2);
	assert_eq!(status(&["organization", "show", "91110000600037341N"], ""), 2);
	assert_eq!(status(&["operator", "leave"], ""), 2, "a key is needed");
	assert_eq!(status(&["operator", "leave", "--key-stdin", "--dev-key", "//Alice"], ""), 2);
	assert_eq!(status(&["operator", "leave", "--dev-key", "Alice"], ""), 2);
	assert_eq!(status(&["person", "commit", "--salt-file", "/nowhere"], "not JSON"), 2);
}

#[test]
fn a_node_that_does_not_answer_is_3() {
	assert_eq!(status(&["organization", "show", "0", "--url", NOBODY], ""), 3);
	assert_eq!(status(&["operator", "leave", "--dev-key", "//Alice", "--url", NOBODY], ""), 3);
	assert_eq!(status(&["motion", "list", "--url", "nonsense"], ""), 3);
}

#[test]
fn a_key_that_cannot_be_used_is_5_before_any_node_is_asked() {
	assert_eq!(status(&["operator", "leave", "--key-stdin", "--url", NOBODY], ""), 5);
	assert_eq!(status(&["operator", "leave", "--key-file", "/nowhere", "--url", NOBODY], ""), 5);
}

#[test]
fn a_file_that_cannot_be_written_is_6() {
	assert_eq!(status(&["person", "commit", "--salt-file", "/nowhere/salt"], "{}"), 6);
}

#[test]
fn keys_come_from_standard_input_and_never_as_arguments() {
	let output = covenant(&["key", "show", "--key-stdin"], &format!("{PHRASE}//Alice\n"));
	assert_eq!(output.status.code(), Some(0));
	assert!(String::from_utf8_lossy(&output.stdout).contains(ALICE));

	for option in ["--dev-key", "--key-file", "--key-stdin"] {
		for secret in [PHRASE, SEED] {
			let output = covenant(&["key", "show", option, secret], "");
			assert_eq!(output.status.code(), Some(2));
			let said = String::from_utf8_lossy(&output.stderr);
			assert!(said.contains("never comes as an argument"), "{said}");
			assert!(!said.contains("bottom") && !said.contains("e5be"), "{said}");
		}
	}
}

#[test]
fn json_is_one_document_on_either_stream() {
	let output = covenant(&["key", "show", "--dev-key", "//Alice", "--json"], "");
	let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(answer["account"], ALICE);
	assert!(output.stderr.is_empty());

	let output = covenant(&["motion", "list", "--json", "--limit", "x"], "");
	let failure: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
	assert_eq!(failure["status"], 2);

	let output = covenant(&["motion", "list", "--json", "--url", NOBODY], "");
	let failure: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
	assert_eq!(failure["status"], 3);
	assert!(output.stdout.is_empty());
}

#[test]
fn a_document_is_checked_against_its_salt() {
	let salt = std::env::temp_dir().join(format!("covenant-{}-check.json", std::process::id()));
	let salt = salt.to_str().unwrap();
	let document = r#"{"name": "李雷", "idNumber": "11010519491231002X"}"#;
	let output = covenant(&["person", "commit", "--salt-file", salt, "--json"], document);
	assert_eq!(output.status.code(), Some(0));
	let made: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
	let commitment = made["commitment"].as_str().unwrap();

	let check = ["person", "check", "--salt-file", salt];
	let sorted = r#"{"idNumber":"11010519491231002X","name":"李雷"}"#;
	assert_eq!(status(&check, sorted), 0);
	assert_eq!(status(&check, &sorted.replace("李雷", "韩梅梅")), 1);
	assert_eq!(status(&[check.as_slice(), &["--commitment", commitment]].concat(), sorted), 0);
	let other = format!("0x{}", "00".repeat(32));
	assert_eq!(status(&[check.as_slice(), &["--commitment", &other]].concat(), sorted), 1);

	assert_eq!(status(&["person", "commit", "--salt-file", salt], document), 6, "not overwritten");
	std::fs::remove_file(salt).unwrap();
}

#[test]
fn a_license_is_shown_field_by_field() {
	let folder = tempfile::tempdir().unwrap();
	let path = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
	let (wallet, shown) = (path("wallet.json"), path("shown.json"));
	let fields = r#"{"name": "李雷", "scope": "retail", "note": ""}"#;
	let prepare = ["license", "prepare", "-", "--wallet", &wallet, "--json"];
	let typed = [&prepare[..], &["--type-code", "11100000000013338W011", "--url", NOBODY]].concat();
	assert_eq!(status(&typed, fields), 3, "a node says which fields a type has");
	assert_eq!(status(&prepare, &fields.replace("note", "name")), 2);
	assert_eq!(status(&prepare, "{}"), 2);
	let output = covenant(&prepare, fields);
	assert_eq!(output.status.code(), Some(0));
	let made: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!((&made["fields"], &made["wallet"]), (&3.into(), &wallet.clone().into()));
	let root = made["root"].as_str().unwrap();
	assert_eq!(status(&prepare, fields), 6, "not overwritten");

	let present = ["license", "present", &wallet, "--field", "scope"];
	let with = |more: &[&str]| status(&[&present[..], more].concat(), "");
	assert_eq!(with(&[]), 2, "in one way");
	assert_eq!(with(&["--show", "--out", &shown]), 2, "in one way only");
	assert_eq!(with(&["--show", "--json"]), 2);
	assert_eq!(with(&["--show", "--field", "other"]), 2);
	assert_eq!(with(&["--show"]), 0);
	assert_eq!(with(&["--out", &shown]), 0);
	assert_eq!(with(&["--out", &shown]), 6, "not overwritten");
	assert_eq!(with(&["--qr", &path("codes")]), 0);
	assert_eq!(with(&["--qr", folder.path().to_str().unwrap()]), 6, "not among other files");

	let document = std::fs::read_to_string(&shown).unwrap();
	assert!(document.contains("retail") && !document.contains("李雷"));
	let check = ["license", "check", "--disclosure", "-"];
	let against_root = [&check[..], &["--root", root]].concat();
	assert_eq!(status(&against_root, &document), 0);
	assert_eq!(status(&against_root, &document.replace("retail", "wholesale")), 1);
	let other = format!("0x{}", "00".repeat(32));
	assert_eq!(status(&[&check[..], &["--root", &other]].concat(), &document), 1);
	assert_eq!(status(&against_root, "UR:BYTES/1-3/AE"), 2);
	assert_eq!(status(&against_root, ""), 2);
	assert_eq!(status(&[&against_root[..], &["7"]].concat(), &document), 2, "a license or a root");
	assert_eq!(status(&check, &document), 2, "which license?");
	assert_eq!(status(&[&check[..], &["7", "--url", NOBODY]].concat(), &document), 3);

	let changed = std::fs::read_to_string(&wallet).unwrap().replace("retail", "wholesale");
	std::fs::write(&wallet, changed).unwrap();
	assert_eq!(with(&["--show"]), 7);
}

#[test]
fn an_identifier_is_made_and_checked() {
	let parts = ["--type-code", "11100000000013338W011", "--authority", "A", "--serial", "7"];
	let output = covenant(&[&["license", "number"], &parts[..]].concat(), "");
	assert_eq!(output.status.code(), Some(0));
	let number = String::from_utf8_lossy(&output.stdout).trim().to_string();
	assert_eq!(status(&["license", "number", &number], ""), 0);
	assert_eq!(status(&["license", "number", &number.replace(".7.", ".8.")], ""), 1);
	assert_eq!(status(&["license", "number"], ""), 2);
	assert_eq!(status(&["license", "number", "--authority", "A"], ""), 2);
	assert_eq!(status(&[&["license", "number", &number], &parts[..]].concat(), ""), 2);
}

#[test]
fn completions_are_scripts() {
	for shell in ["bash", "zsh", "fish"] {
		let output = covenant(&["completions", shell], "");
		assert_eq!(output.status.code(), Some(0));
		assert!(String::from_utf8_lossy(&output.stdout).contains("organization"), "{shell}");
	}
}
