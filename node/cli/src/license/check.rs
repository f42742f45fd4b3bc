// SPDX-License-Identifier: Apache-2.0

//! Checks: whether a license is valid, and whether fields that are shown are its own.

use super::{
	arguments::Named,
	disclosure::{Disclosure, Shown},
};
use crate::{
	args::{hash, At, Global, Organization},
	failure::{unusable, Failure, Result},
	node::Node,
	output::{inline, label, table, Report},
};
use clap::Args;
use serde_json::{json, Value as Json};
use std::path::PathBuf;
use subxt::utils::H256;

/// A license, and fields of it that are shown.
#[derive(Debug, Args)]
pub struct Presented {
	/// The license's id or identifier, if the disclosure does not name it
	license: Option<Named>,

	/// A disclosure that `covenant license present` wrote, or what QR codes held, a frame on each
	/// line, in any order; - for standard input
	#[arg(long, value_name = "FILE")]
	disclosure: Option<PathBuf>,
}

/// `covenant license check`.
#[derive(Debug, Args)]
pub struct Check {
	#[command(flatten)]
	presented: Presented,

	/// Check the fields against this root, without a node; it says nothing about the license
	#[arg(
		long,
		value_name = "HASH",
		value_parser = hash,
		requires = "disclosure",
		conflicts_with_all = ["license", "asking", "at"]
	)]
	root: Option<H256>,

	/// In whose realm the license is to be valid: the organization has to recognize it
	#[arg(long, value_name = "ORGANIZATION")]
	asking: Option<Organization>,

	#[command(flatten)]
	at: At,
}

impl Presented {
	fn load(&self) -> Result<Option<Disclosure>> {
		self.disclosure.as_deref().map(Disclosure::load).transpose()
	}

	/// The license and the fields that are shown, for JSON-RPC. Nothing is asked of a node before
	/// the input is known to make sense.
	pub async fn read(self, global: &Global, at: &At) -> Result<(Node, Named, Vec<Shown>)> {
		let disclosure = self.load()?;
		let (claimed, shown) =
			disclosure.map_or((None, vec![]), |shown| (shown.license, shown.disclosed));
		let (license, other) = agree(self.license, claimed)?;
		let node = global.node().await?;
		if let Some(other) = other {
			if other.id(&node, at).await? != license.id(&node, at).await? {
				return Err(differ(&license, &other));
			}
		}
		Ok((node, license, shown))
	}
}

/// Which license is meant by who checks it and by the disclosure. The second is another name that
/// has to mean the same one.
fn agree(given: Option<Named>, claimed: Option<Named>) -> Result<(Named, Option<Named>)> {
	match (given, claimed) {
		(None, None) => {
			Err(Failure::Usage("which license? name it, or give a disclosure that does".into()))
		}
		(Some(license), None) | (None, Some(license)) => Ok((license, None)),
		(Some(given), Some(claimed)) if given == claimed => Ok((given, None)),
		(Some(given @ Named::Id(_)), Some(claimed @ Named::Number(_)))
		| (Some(given @ Named::Number(_)), Some(claimed @ Named::Id(_))) => Ok((given, Some(claimed))),
		(Some(given), Some(claimed)) => Err(differ(&given, &claimed)),
	}
}

fn differ(given: &Named, claimed: &Named) -> Failure {
	Failure::Usage(format!("the disclosure is of the {claimed}, not of the {given}"))
}

impl Check {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		let Self { presented, root, asking, at } = self;
		if let Some(root) = root {
			return match presented.load()? {
				Some(disclosure) => against(root, &disclosure),
				None => Err(Failure::Usage("--root needs --disclosure".into())),
			};
		}
		let (node, license, shown) = presented.read(global, &at).await?;
		let asking = match asking {
			Some(organization) => Some(organization.id(&node, &at).await?),
			None => None,
		};
		let query = json!({ "license": license, "disclosed": shown, "asking": asking });
		let answer = node.query("licenses_check", vec![query], &at).await?;
		report(answer, &shown)
	}
}

/// Whether the fields are those that a root pins.
fn against(root: H256, disclosure: &Disclosure) -> Result<Report> {
	if disclosure.disclosed.is_empty() {
		return Err(Failure::Usage("the disclosure shows no field: nothing to check".into()));
	}
	let genuine = disclosure.genuine(root);
	let fields: Vec<_> = disclosure
		.disclosed
		.iter()
		.zip(&genuine)
		.map(|(shown, genuine)| row(shown, json!(genuine)))
		.collect();
	let valid = genuine.iter().all(|genuine| *genuine);
	let verdict = if valid { "every field is genuine" } else { "not every field is genuine" };
	let text = format!("{verdict}\n{}", table(&fields, &COLUMNS));
	Ok(Report::answer(valid, json!({ "valid": valid, "root": root, "fields": fields }), text))
}

const COLUMNS: [&str; 4] = ["index", "name", "value", "genuine"];

fn row(shown: &Shown, genuine: Json) -> Json {
	json!({ "index": shown.index, "name": shown.name, "value": shown.value, "genuine": genuine })
}

/// What a node found out.
fn report(answer: Json, shown: &[Shown]) -> Result<Report> {
	let valid = answer["valid"].as_bool();
	let valid = valid.ok_or_else(|| unusable("a check without a result"))?;
	let list = |name: &str| answer[name].as_array().cloned().unwrap_or_default();
	let (failures, warnings) = (list("failures"), list("warnings"));

	let mut lines = vec![if valid { "valid" } else { "not valid" }.to_string()];
	lines.extend(failures.iter().map(|failure| format!("  {}", reason(failure, "failure"))));
	lines.extend(
		warnings.iter().map(|warning| format!("  warning: {}", reason(warning, "warning"))),
	);
	let license = &answer["license"];
	if !license.is_null() {
		lines.push(Report::record(license.clone(), &["id", "number", "statusCode"]).text);
	}
	if !shown.is_empty() {
		let compared = !license.is_null()
			&& failures.iter().all(|failure| failure["failure"] != "tooManyFields");
		let tampered = |index| {
			failures.iter().any(|it| it["failure"] == "tamperedField" && it["index"] == index)
		};
		let genuine = |shown: &Shown| match compared {
			true => json!(!tampered(shown.index)),
			false => Json::Null,
		};
		let rows: Vec<_> = shown.iter().map(|shown| row(shown, genuine(shown))).collect();
		lines.push(table(&rows, &COLUMNS));
	}
	Ok(Report::answer(valid, answer, lines.join("\n")))
}

/// A failure or a warning on one line, what it is first.
fn reason(item: &Json, tag: &str) -> String {
	let mut rest = item.clone();
	let what = rest.as_object_mut().and_then(|fields| fields.remove(tag)).unwrap_or_default();
	let what = label(what.as_str().unwrap_or_default());
	match inline(tag, &rest) {
		rest if rest.is_empty() => what,
		rest => format!("{what}: {rest}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::license::{
		disclosure::tests::{disclosure, wallet},
		wallet::tests::NUMBER,
	};

	#[test]
	fn fields_are_checked_against_a_root() {
		let wallet = wallet(9);
		let mut shown = disclosure(&wallet, &[2, 7]);
		let report = against(wallet.root, &shown).unwrap();
		assert!(report.yes && report.text.starts_with("every field is genuine\nINDEX"));
		let expected = json!({
			"valid": true,
			"root": wallet.root,
			"fields": [
				{ "index": 2, "name": "field 2", "value": "值 2", "genuine": true },
				{ "index": 7, "name": "field 7", "value": "值 7", "genuine": true },
			],
		});
		assert_eq!(report.json, expected);

		shown.disclosed[1].value = "other".into();
		let report = against(wallet.root, &shown).unwrap();
		assert!(!report.yes);
		assert_eq!(report.json["valid"], false);
		assert_eq!(report.json["fields"][0]["genuine"], true);
		assert_eq!(report.json["fields"][1]["genuine"], false);

		// It says itself that it is of another root.
		let mut other = disclosure(&wallet, &[2]);
		other.root = H256([1; 32]);
		for root in [wallet.root, other.root] {
			let report = against(root, &other).unwrap();
			assert!(!report.yes);
			assert_eq!(report.json["fields"][0]["genuine"], false);
		}
		let none = Disclosure { disclosed: vec![], ..shown };
		assert!(matches!(against(wallet.root, &none), Err(Failure::Usage(_))));
	}

	#[test]
	fn disclosure_and_command_line_name_the_same_license() {
		let number = || Named::Number(NUMBER.parse().unwrap());
		let id = Named::Id;
		assert_eq!(agree(Some(id(7)), None), Ok((id(7), None)));
		assert_eq!(agree(None, Some(number())), Ok((number(), None)));
		assert_eq!(agree(Some(id(7)), Some(id(7))), Ok((id(7), None)));
		assert_eq!(agree(Some(id(7)), Some(number())), Ok((id(7), Some(number()))));
		assert_eq!(agree(Some(number()), Some(id(7))), Ok((number(), Some(id(7)))));
		assert!(matches!(agree(Some(id(7)), Some(id(8))), Err(Failure::Usage(_))));
		assert!(matches!(agree(None, None), Err(Failure::Usage(_))));
	}

	#[test]
	fn a_node_s_answer_is_told_to_people() {
		let shown = disclosure(&wallet(9), &[2, 7]).disclosed;
		let answer = json!({
			"valid": false,
			"failures": [
				{ "failure": "license", "cause": "expired", "since": 1_700_000_000_000_u64 },
				{ "failure": "base", "license": 3, "cause": "withheld", "reason": "penalty", "since": 0 },
				{ "failure": "tamperedField", "index": 7 },
			],
			"warnings": [{ "warning": "issuerSuspended" }, { "warning": "offered", "to": 4 }],
			"license": { "id": 7, "number": NUMBER, "statusCode": "05" },
			"block": 9,
			"at": 1_700_000_000_000_u64,
		});
		let told = report(answer.clone(), &shown).unwrap();
		assert!(!told.yes);
		assert_eq!(told.json, answer);
		assert_eq!(
			told.text.lines().collect::<Vec<_>>(),
			[
				"not valid",
				"  license: cause expired, since 2023-11-14T22:13:20Z",
				"  base: cause withheld, license 3, reason penalty, since genesis",
				"  tampered field: index 7",
				"  warning: issuer suspended",
				"  warning: offered: to 4",
				"id           7",
				&format!("number       {NUMBER}"),
				"status code  05",
				"INDEX  NAME     VALUE  GENUINE",
				"2      field 2  值 2   yes",
				"7      field 7  值 7   no",
			]
		);

		let unknown = json!({
			"valid": false, "failures": [{ "failure": "unknown" }], "warnings": [], "license": null,
		});
		let told = report(unknown, &shown).unwrap();
		assert!(told.text.starts_with("not valid\n  unknown\nINDEX"));
		assert!(told.text.ends_with('-'));
		let valid =
			json!({ "valid": true, "failures": [], "warnings": [], "license": { "id": 7 } });
		let told = report(valid, &[]).unwrap();
		assert!(told.yes && told.text == "valid\nid  7");
		assert!(matches!(report(json!({}), &[]), Err(Failure::Other(_))));
	}
}
