// SPDX-License-Identifier: Apache-2.0

//! Drafts of licenses: put together from arguments, a wallet, the version before, or a file of many.

use super::{
	arguments::{number, or_none, Division, Named, OrNone},
	wallet::Wallet,
};
use crate::{
	args::{hash, id_value, optional, Organization, Party},
	failure::{unusable, Failure, Result},
	node::Node,
	time,
};
use clap::Args;
use covenant_primitives::{self as primitives, LicenseNumber};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use std::{collections::HashSet, path::PathBuf};
use subxt::{dynamic::Value, utils::H256};

/// What a license says of itself.
#[derive(Debug, Default, Args)]
pub struct Details {
	/// The wallet that `covenant license prepare` made: it says root, identifier and version
	#[arg(long, value_name = "FILE")]
	wallet: Option<PathBuf>,

	/// The identifier in the national form
	#[arg(long, value_parser = number)]
	pub number: Option<LicenseNumber>,

	/// The root of the tree of its fields
	#[arg(long, value_name = "HASH", value_parser = hash)]
	root: Option<H256>,

	/// The type's version whose fields the tree has: the present one
	#[arg(long, value_name = "NUMBER")]
	type_version: Option<u32>,

	/// Who speaks for the holder: `organization:3`, `organization:<code>` or `person:5`
	#[arg(long, value_name = "PARTY")]
	holder: Option<Party>,

	/// A salted hash that hides who the holder is and pins it
	#[arg(long, value_name = "HASH", value_parser = hash)]
	holder_commitment: Option<H256>,

	/// For where it is issued: 34, 3401, 340102 or nation
	#[arg(long, value_name = "DIVISION")]
	jurisdiction: Option<Division>,

	/// From when it is valid: 2026-09-01 (midnight UTC) or 2026-09-01T08:00:00+08:00
	#[arg(long, value_name = "TIME", value_parser = time::parse)]
	from: Option<u64>,

	/// Until when, itself excluded, or none
	#[arg(long, value_name = "TIME", value_parser = or_none(time::parse))]
	until: Option<OrNone<u64>>,

	/// The license that it stands on, or none
	#[arg(long, value_name = "LICENSE", value_parser = or_none(str::parse::<Named>))]
	base: Option<OrNone<Named>>,
}

/// What an issuer says about a license that is to be, with nothing left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
	number: LicenseNumber,
	type_version: u32,
	jurisdiction: Division,
	holder: Party,
	commitment: H256,
	root: H256,
	from: u64,
	until: Option<u64>,
	base: Option<Named>,
}

/// A license in a batch, or one that there is, as JSON.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
	wallet: Option<PathBuf>,
	number: Option<LicenseNumber>,
	type_version: Option<u32>,
	jurisdiction: Division,
	holder: Holder,
	root: Option<H256>,
	valid_from: Time,
	// There is an open end only where somebody wrote so.
	#[serde(deserialize_with = "Option::deserialize")]
	valid_until: Option<Time>,
	base: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holder {
	commitment: H256,
	party: primitives::Party,
}

/// UTC milliseconds, or a text.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Json")]
struct Time(u64);

impl TryFrom<Json> for Time {
	type Error = String;

	fn try_from(json: Json) -> std::result::Result<Self, String> {
		match &json {
			Json::String(text) => time::parse(text).map(Self),
			json => json.as_u64().map(Self).ok_or_else(|| {
				format!("{json} is neither a time nor a number of milliseconds since 1970")
			}),
		}
	}
}

impl From<Written> for Details {
	fn from(written: Written) -> Self {
		let party = match written.holder.party {
			primitives::Party::Organization(id) => Party::Organization(Organization::Id(id.0)),
			primitives::Party::Person(id) => Party::Person(id.0),
		};
		Self {
			wallet: written.wallet,
			number: written.number,
			root: written.root,
			type_version: written.type_version,
			holder: Some(party),
			holder_commitment: Some(written.holder.commitment),
			jurisdiction: Some(written.jurisdiction),
			from: Some(written.valid_from.0),
			until: Some(OrNone(written.valid_until.map(|time| time.0))),
			base: Some(OrNone(written.base.map(Named::Id))),
		}
	}
}

impl Details {
	/// Those of a license that there is.
	pub fn of_license(license: &Json) -> Result<Self> {
		let keys = [
			"number",
			"typeVersion",
			"jurisdiction",
			"holder",
			"root",
			"validFrom",
			"validUntil",
			"base",
		];
		let fields = keys.map(|key| (key.to_string(), license[key].clone()));
		let written = serde_json::from_value(Json::Object(Map::from_iter(fields)));
		let written: Written =
			written.map_err(|error| unusable(format!("the license: {error}")))?;
		Ok(written.into())
	}

	/// What the wallet says, where nothing else is given.
	pub fn with_wallet(self) -> Result<Self> {
		let Some(path) = &self.wallet else { return Ok(self) };
		let wallet = Wallet::load(path)?;
		let number = self.number.or(wallet.number);
		let named = number.as_ref().map(LicenseNumber::type_code);
		if named.is_some() && wallet.type_code.is_some() && named != wallet.type_code {
			return Err(Failure::Usage(format!(
				"{}: the wallet is for a license of another type than the identifier",
				path.display()
			)));
		}
		if self.root.is_some_and(|root| root != wallet.root) {
			return Err(Failure::Usage(format!(
				"{}: the wallet has another root than the one given",
				path.display()
			)));
		}
		Ok(Self {
			number,
			root: Some(wallet.root),
			type_version: self.type_version.or(wallet.type_version),
			..self
		})
	}

	/// What the version before says, where nothing else is given. Its identifier counts on.
	pub fn after(mut self, former: Self, number_is_given: bool) -> Result<Self> {
		// A wallet that goes on being used has the identifier of the version before.
		if !number_is_given && self.number == former.number {
			self.number = None;
		}
		let number = match (self.number, &former.number) {
			(Some(number), _) => Some(number),
			(None, Some(former)) => Some(next_version(former)?),
			(None, None) => None,
		};
		Ok(Self {
			wallet: self.wallet,
			number,
			root: self.root.or(former.root),
			type_version: self.type_version.or(former.type_version),
			holder: self.holder.or(former.holder),
			holder_commitment: self.holder_commitment.or(former.holder_commitment),
			jurisdiction: self.jurisdiction.or(former.jurisdiction),
			from: self.from.or(former.from),
			until: self.until.or(former.until),
			base: self.base.or(former.base),
		})
	}

	/// A draft, if nothing is missing.
	pub fn draft(self) -> Result<Draft> {
		let missing: Vec<_> = [
			("number", self.number.is_none()),
			("root", self.root.is_none()),
			("type version", self.type_version.is_none()),
			("holder", self.holder.is_none()),
			("holder commitment", self.holder_commitment.is_none()),
			("jurisdiction", self.jurisdiction.is_none()),
			("from", self.from.is_none()),
			("until", self.until.is_none()),
		]
		.into_iter()
		.filter_map(|(name, missing)| missing.then_some(name))
		.collect();
		let draft = || {
			Some(Draft {
				number: self.number?,
				root: self.root?,
				type_version: self.type_version?,
				holder: self.holder?,
				commitment: self.holder_commitment?,
				jurisdiction: self.jurisdiction?,
				from: self.from?,
				until: self.until?.0,
				base: self.base.and_then(|base| base.0),
			})
		};
		draft().ok_or_else(|| Failure::Usage(format!("not given: {}", missing.join(", "))))
	}
}

fn next_version(number: &LicenseNumber) -> Result<LicenseNumber> {
	let version = number.version().saturating_add(1);
	LicenseNumber::new(number.type_code(), number.authority(), number.serial(), version)
		.map_err(|error| Failure::Usage(format!("the identifier has no next version: {error}")))
}

impl Draft {
	/// As an argument of a call that is about to be sent.
	pub async fn value(&self, node: &Node) -> Result<Value> {
		let party = self.holder.value(node).await?;
		let base = match &self.base {
			Some(base) => Some(base.value(node).await?),
			None => None,
		};
		Ok(self.with(party, base))
	}

	/// As an argument of a call, with the ids that a node may have been asked for.
	fn with(&self, party: Value, base: Option<Value>) -> Value {
		let holder = Value::named_composite([
			("commitment", Value::from_bytes(self.commitment)),
			("party", party),
		]);
		Value::named_composite([
			("number", Value::from_bytes(self.number.to_string())),
			("type_version", id_value(self.type_version)),
			("jurisdiction", self.jurisdiction.value()),
			("holder", holder),
			("root", Value::from_bytes(self.root)),
			("valid_from", id_value(self.from)),
			("valid_until", optional(self.until.map(id_value))),
			("base", optional(base)),
		])
	}
}

/// Reads the drafts of a batch: a JSON array, or an object on each line.
pub fn read_batch(text: &str) -> Result<Vec<Draft>> {
	let text = text.trim_start_matches('\u{feff}').trim_start();
	let mut drafts = Vec::new();
	let mut add = |place: String, written: std::result::Result<Written, serde_json::Error>| {
		let failure = |why: String| Failure::Usage(format!("{place}: {why}"));
		let written = written.map_err(|error| failure(error.to_string()))?;
		let draft = Details::from(written).with_wallet().and_then(Details::draft);
		let draft = draft.map_err(|failure| at_place(failure, &place))?;
		drafts.push((place, draft));
		Ok(())
	};
	if text.starts_with('[') {
		let items: Vec<Json> = serde_json::from_str(text)
			.map_err(|error| Failure::Usage(format!("the batch: {error}")))?;
		for (number, item) in (1..).zip(items) {
			add(format!("license {number}"), serde_json::from_value(item))?;
		}
	} else {
		for (number, line) in (1..).zip(text.lines()) {
			if !line.trim().is_empty() {
				add(format!("line {number}"), serde_json::from_str(line))?;
			}
		}
	}

	let mut numbers = HashSet::new();
	for (place, draft) in &drafts {
		let failure = |why: &str| Failure::Usage(format!("{place}: {why}"));
		if draft.number.type_code() != drafts[0].1.number.type_code() {
			return Err(failure("the license is of another type than the first"));
		}
		if !numbers.insert(draft.number.to_string()) {
			return Err(failure("the identifier occurs twice"));
		}
	}
	if drafts.is_empty() {
		return Err(Failure::Usage("there are no licenses in the batch".into()));
	}
	Ok(drafts.into_iter().map(|(_, draft)| draft).collect())
}

/// Says in a failure what it is about.
fn at_place(failure: Failure, place: &str) -> Failure {
	match failure {
		Failure::Usage(why) => Failure::Usage(format!("{place}: {why}")),
		Failure::Tampered(why) => Failure::Tampered(format!("{place}: {why}")),
		failure => failure,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::license::{
		tests::encoded,
		wallet::tests::{saved, NUMBER},
	};
	use serde_json::json;

	fn written() -> Json {
		json!({
			"number": NUMBER,
			"typeVersion": 2,
			"jurisdiction": "3401",
			"holder": { "commitment": hash_of(1), "party": { "person": 5 } },
			"root": hash_of(2),
			"validFrom": 1_000,
			"validUntil": "1970-01-02",
			"base": 3,
		})
	}

	fn hash_of(byte: u8) -> String {
		format!("0x{}", hex::encode([byte; 32]))
	}

	fn with(key: &str, value: Json) -> Json {
		let mut json = written();
		json[key] = value;
		json
	}

	fn numbered(version: u16) -> LicenseNumber {
		let number: LicenseNumber = NUMBER.parse().unwrap();
		LicenseNumber::new(number.type_code(), number.authority(), number.serial(), version)
			.unwrap()
	}

	fn draft() -> Draft {
		Draft {
			number: NUMBER.parse().unwrap(),
			type_version: 2,
			jurisdiction: "3401".parse().unwrap(),
			holder: Party::Person(5),
			commitment: H256([1; 32]),
			root: H256([2; 32]),
			from: 1_000,
			until: Some(86_400_000),
			base: Some(Named::Id(3)),
		}
	}

	/// A license as `licenses_get` describes it.
	fn record() -> Json {
		let mut record = written();
		record["id"] = json!(7);
		record["issuer"] = json!(2);
		record["status"] = json!({ "state": "active" });
		record["validUntil"] = json!(86_400_000);
		record
	}

	#[test]
	fn batches_are_arrays_or_lines() {
		let second = with("number", json!(numbered(2)));
		let expected = [draft(), Draft { number: numbered(2), ..draft() }];
		for text in [
			json!([written(), second]).to_string(),
			format!("\u{feff}\n {}\r\n\n{}\n", written(), second),
		] {
			assert_eq!(read_batch(&text).unwrap(), expected);
		}
		let open = with("validUntil", Json::Null);
		assert_eq!(read_batch(&open.to_string()).unwrap()[0].until, None);
	}

	#[test]
	fn batches_take_wallets() {
		let (_folder, path) = saved(3);
		let wallet = Wallet::load(&path).unwrap();
		let mut item = written();
		for key in ["number", "typeVersion", "root"] {
			item.as_object_mut().unwrap().remove(key);
		}
		item["wallet"] = json!(path);
		let drafts = read_batch(&item.to_string()).unwrap();
		assert_eq!(drafts, [Draft { root: wallet.root, type_version: 1, ..draft() }]);
		item["wallet"] = json!("/nowhere");
		let failure = read_batch(&item.to_string()).unwrap_err();
		assert!(failure.to_string().starts_with("line 1: /nowhere"), "{failure}");
	}

	#[test]
	fn wrong_batches_say_where() {
		let without = |key: &str| {
			let mut json = written();
			json.as_object_mut().unwrap().remove(key);
			json
		};
		let elsewhere = NUMBER.replace("W011", "W012");
		let elsewhere = (0..36)
			.filter_map(|at| char::from_digit(at, 36))
			.map(|check| elsewhere.replace(".U", &format!(".{}", check.to_ascii_uppercase())))
			.find(|number| number.parse::<LicenseNumber>().is_ok())
			.unwrap();
		for (wrong, why) in [
			(written(), "occurs twice"),
			(with("number", json!(elsewhere)), "another type"),
			(with("number", json!("1.2.156")), "an identifier is"),
			(with("validFrom", json!("never")), "expected a date"),
			(with("validFrom", json!(-1)), "neither a time nor"),
			(with("jurisdiction", json!("340100")), "GB/T 2260"),
			(with("holder", json!({ "commitment": hash_of(1) })), "party"),
			(with("more", json!(1)), "unknown field"),
			(without("validUntil"), "validUntil"),
			(without("number"), "not given: number"),
			(without("root"), "not given: root"),
			(json!("text"), "invalid type"),
		] {
			let array = read_batch(&json!([written(), wrong]).to_string()).unwrap_err();
			assert!(matches!(array, Failure::Usage(_)));
			assert!(array.to_string().starts_with("license 2: "), "{array}");
			assert!(array.to_string().contains(why), "{array}");
			let lines = read_batch(&format!("{}\n\n{wrong}", written())).unwrap_err();
			assert!(lines.to_string().starts_with("line 3: "), "{lines}");
		}
		for text in ["", "[]", "[", "x", "{}"] {
			assert!(matches!(read_batch(text), Err(Failure::Usage(_))), "{text}");
		}
	}

	#[test]
	fn drafts_are_what_the_chain_takes_and_describes() {
		use pallet_license_registry::Draft as OnChain;
		let party = Value::unnamed_variant("Person", [id_value(5_u64)]);
		for (until, base) in [(None, None), (Some(86_400_000), Some(3_u64))] {
			let own = Draft { until, base: base.map(Named::Id), ..draft() };
			let on_chain: OnChain = encoded(&own.with(party.clone(), base.map(id_value)));
			// It is written as on the chain, so what is read from there is the same.
			assert_eq!(read_batch(&json!(on_chain).to_string()).unwrap(), [own]);
		}
	}

	#[test]
	fn a_wallet_says_what_is_not_given() {
		let (_folder, path) = saved(3);
		let root = Wallet::load(&path).unwrap().root;
		let details = || Details { wallet: Some(path.clone()), ..Details::default() };
		let found = details().with_wallet().unwrap();
		assert_eq!(found.number, Some(NUMBER.parse().unwrap()));
		assert_eq!((found.root, found.type_version), (Some(root), Some(1)));
		let given = Details { number: Some(numbered(2)), type_version: Some(9), ..details() };
		let given = given.with_wallet().unwrap();
		assert_eq!((given.number, given.type_version), (Some(numbered(2)), Some(9)));
		let other_root = Details { root: Some(H256([9; 32])), ..details() };
		assert!(matches!(other_root.with_wallet(), Err(Failure::Usage(_))));
		let code = "91110000600037341L001".parse().unwrap();
		let other = LicenseNumber::new(code, b"A", b"1", 1).unwrap();
		let other_type = Details { number: Some(other), ..details() };
		assert!(matches!(other_type.with_wallet(), Err(Failure::Usage(_))));
		let failure = found.draft().unwrap_err();
		assert_eq!(
			failure.to_string(),
			"not given: holder, holder commitment, jurisdiction, from, until"
		);
	}

	#[test]
	fn the_next_version_says_what_the_former_said() {
		let former = || Details::of_license(&record()).unwrap();
		let next = Details::default().after(former(), false).unwrap().draft().unwrap();
		assert_eq!(next, Draft { number: numbered(2), ..draft() });

		let given = Details {
			until: Some(OrNone(None)),
			base: Some(OrNone(None)),
			root: Some(H256([9; 32])),
			..Details::default()
		};
		let next = given.after(former(), false).unwrap().draft().unwrap();
		let expected = Draft { number: numbered(2), until: None, base: None, ..draft() };
		assert_eq!(next, Draft { root: H256([9; 32]), ..expected });

		// The number of the former version in a wallet is not meant, one that was given is.
		let old = || Details { number: Some(numbered(1)), ..Details::default() };
		let number = |details: Details, is_given| {
			details.after(former(), is_given).unwrap().draft().unwrap().number
		};
		assert_eq!(number(old(), false), numbered(2));
		assert_eq!(number(old(), true), numbered(1));
		let new = Details { number: Some(numbered(5)), ..Details::default() };
		assert_eq!(number(new, false), numbered(5));

		let last = Details { number: Some(numbered(999)), ..former() };
		assert!(Details::default().after(last, false).is_err());
		assert!(Details::of_license(&json!({ "id": 7 })).is_err());
	}
}
