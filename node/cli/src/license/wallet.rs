// SPDX-License-Identifier: Apache-2.0

//! Wallets: what a holder keeps of a license, the salted fields that the chain has only a root over.
//!
//! ```json
//! {
//!   "format": "covenant-license-wallet/1",
//!   "number": "1.2.156.3005.2.…" or null,
//!   "typeCode": "11100000000013338W011" or null,
//!   "typeVersion": 1 or null,
//!   "root": "0x…",
//!   "fields": [{ "name": "…", "value": "…", "salt": "0x…" }, …]
//! }
//! ```
//!
//! `covenant_primitives::fields` says how the root is made. Whoever has the file can show what it
//! says; whoever loses it can show nothing.

use crate::{
	commitment::{new_salt, Fields},
	failure::{Failure, Result},
	file,
};
use covenant_primitives::{
	fields::{self, MAX_FIELDS},
	json, LicenseNumber, Salt, TypeCode,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, path::Path};
use subxt::utils::H256;

/// What a wallet says it is.
const FORMAT: &str = "covenant-license-wallet/1";

/// A wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wallet {
	format: String,
	pub number: Option<LicenseNumber>,
	pub type_code: Option<TypeCode>,
	pub type_version: Option<u32>,
	pub root: H256,
	pub fields: Vec<Field>,
}

/// A field of a license.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
	pub name: String,
	pub value: String,
	#[serde(with = "json::hex")]
	pub salt: Salt,
}

/// Name and value of each field, in the order of the leaves.
pub type Content = Vec<(String, String)>;

/// Reads a JSON object of texts, in the order in which it is written.
pub fn read_content(document: &str) -> Result<Content> {
	let failure = |why: String| Failure::Usage(format!("the fields: {why}"));
	let document = document.trim_start_matches('\u{feff}');
	let Fields(raw) = serde_json::from_str(document).map_err(|error| failure(error.to_string()))?;
	let count = u32::try_from(raw.len()).unwrap_or(u32::MAX);
	if !(1..=MAX_FIELDS).contains(&count) {
		return Err(failure(format!("there are {count}, and a license has 1 to {MAX_FIELDS}")));
	}
	let mut names = BTreeSet::new();
	let mut content = Content::new();
	for (name, value) in raw {
		if name.trim().is_empty() {
			return Err(failure("one has no name".into()));
		}
		if !names.insert(name.clone()) {
			return Err(failure(format!("the name {name:?} occurs twice")));
		}
		let value = serde_json::from_str(value.get())
			.map_err(|_| failure(format!("the value of {name:?} is not a text")))?;
		content.push((name, value));
	}
	Ok(content)
}

/// Puts fields into the order of a type's.
pub fn in_order(content: &Content, names: &[String]) -> Result<Content> {
	let find = |name: &String| content.iter().find(|(own, _)| own == name);
	let missing = names.iter().filter(|name| find(name).is_none());
	let missing: Vec<_> = missing.map(|name| format!("{name:?}")).collect();
	let unknown = content.iter().filter(|(name, _)| !names.contains(name));
	let unknown: Vec<_> = unknown.map(|(name, _)| format!("{name:?}")).collect();
	let mut why = Vec::new();
	if !missing.is_empty() {
		why.push(format!("missing: {}", missing.join(", ")));
	}
	if !unknown.is_empty() {
		why.push(format!("not among the type's: {}", unknown.join(", ")));
	}
	if !why.is_empty() {
		return Err(Failure::Usage(format!("the fields: {}", why.join("; "))));
	}
	Ok(names.iter().filter_map(find).cloned().collect())
}

impl Wallet {
	/// A wallet for these fields, with new salts.
	pub fn new(content: Content) -> Result<Self> {
		let fields = content
			.into_iter()
			.map(|(name, value)| Ok(Field { name, value, salt: new_salt()? }))
			.collect::<Result<Vec<_>>>()?;
		let root = root(&fields).ok_or_else(|| Failure::Usage("too many fields".into()))?;
		let format = FORMAT.into();
		Ok(Self { format, number: None, type_code: None, type_version: None, root, fields })
	}

	/// Writes a new file.
	pub fn save(&self, path: &Path) -> Result<()> {
		let text = serde_json::to_string_pretty(self)
			.map_err(|error| Failure::Other(error.to_string()))?;
		file::save(path, &text)
	}

	/// Reads a wallet, and refuses one that was changed.
	pub fn load(path: &Path) -> Result<Self> {
		let failure = |why: &str| format!("{}: {why}", path.display());
		let text = file::read(path)?;
		let wallet: Self = serde_json::from_str(text.trim_start_matches('\u{feff}'))
			.map_err(|error| Failure::Usage(failure(&format!("not a wallet: {error}"))))?;
		if wallet.format != FORMAT {
			return Err(Failure::Usage(failure(&format!("the format is not {FORMAT}"))));
		}
		if root(&wallet.fields) != Some(wallet.root) {
			let why = "the wallet was changed: its fields do not have its root";
			return Err(Failure::Tampered(failure(why)));
		}
		let named = wallet.number.as_ref().map(LicenseNumber::type_code);
		if named.is_some() && wallet.type_code.is_some() && named != wallet.type_code {
			let why = "the wallet was changed: its identifier is not of its type";
			return Err(Failure::Tampered(failure(why)));
		}
		Ok(wallet)
	}

	/// The fields as they are hashed.
	pub fn leaves(&self) -> Vec<fields::Field<'_>> {
		leaves(&self.fields)
	}
}

fn leaves(fields: &[Field]) -> Vec<fields::Field<'_>> {
	fields
		.iter()
		.map(|field| fields::Field {
			salt: field.salt,
			name: field.name.as_bytes(),
			value: field.value.as_bytes(),
		})
		.collect()
}

fn root(fields: &[Field]) -> Option<H256> {
	fields::root(&leaves(fields)).map(|root| H256(root.0))
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use serde_json::{json, Value as Json};
	use std::fs;
	use tempfile::TempDir;

	pub const NUMBER: &str =
		"1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U";

	pub fn content(count: usize) -> Content {
		(0..count).map(|at| (format!("field {at}"), format!("值 {at}"))).collect()
	}

	/// A wallet of so many fields, and where it is.
	pub fn saved(count: usize) -> (TempDir, std::path::PathBuf) {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("wallet.json");
		let number: LicenseNumber = NUMBER.parse().unwrap();
		let wallet = Wallet {
			type_code: Some(number.type_code()),
			number: Some(number),
			type_version: Some(1),
			..Wallet::new(content(count)).unwrap()
		};
		wallet.save(&path).unwrap();
		(folder, path)
	}

	#[test]
	fn fields_are_read_as_they_are_written() {
		let document = "\u{feff}{ \"姓名\": \"李雷\", \"birth\": \"1990-01-01\", \"a\": \"\" }";
		let expected = [("姓名", "李雷"), ("birth", "1990-01-01"), ("a", "")];
		assert_eq!(
			read_content(document).unwrap(),
			expected.map(|(name, value)| (name.into(), value.into()))
		);
	}

	#[test]
	fn wrong_fields_are_refused() {
		let many = |count: u32| {
			let fields: Vec<_> = (0..count).map(|at| format!("\"{at}\":\"\"")).collect();
			format!("{{{}}}", fields.join(","))
		};
		for (document, why) in [
			("{}".into(), "there are 0"),
			(many(65), "there are 65"),
			(r#"{"a":"1","a":"2"}"#.into(), "occurs twice"),
			(r#"{"a":"1","\u0061":"2"}"#.into(), "occurs twice"),
			(r#"{"a":1}"#.into(), "not a text"),
			(r#"{"a":null}"#.into(), "not a text"),
			(r#"{"a":{"b":"c"}}"#.into(), "not a text"),
			(r#"{"":"1"}"#.into(), "no name"),
			(r#"{" ":"1"}"#.into(), "no name"),
			("[]".into(), "an object"),
			("".into(), "EOF"),
			(r#"{"a":"1"}x"#.into(), "trailing"),
		] {
			let failure = read_content(&document).unwrap_err();
			assert!(matches!(failure, Failure::Usage(_)), "{document}");
			assert!(failure.to_string().contains(why), "{document}: {failure}");
		}
		assert_eq!(read_content(&many(64)).unwrap().len(), 64);
	}

	#[test]
	fn fields_are_put_into_the_order_of_the_type() {
		let content = content(3);
		let names = |order: [usize; 3]| order.map(|at| format!("field {at}"));
		let ordered = in_order(&content, &names([2, 0, 1])).unwrap();
		assert_eq!(ordered, [2, 0, 1].map(|at| content[at].clone()));
		let failure = in_order(&content, &names([2, 0, 7])).unwrap_err();
		let said = failure.to_string();
		assert!(said.contains("missing: \"field 7\""), "{said}");
		assert!(said.contains("not among the type's: \"field 1\""), "{said}");
	}

	#[test]
	fn a_wallet_survives_its_file() {
		for count in [1, 9, 64] {
			let (_folder, path) = saved(count);
			let wallet = Wallet::load(&path).unwrap();
			assert_eq!(wallet.fields.len(), count);
			assert!(matches!(wallet.save(&path), Err(Failure::Other(_))), "overwritten");
			let json: Json = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
			assert_eq!(json["format"], FORMAT);
			assert_eq!(json["number"], NUMBER);
			assert_eq!(json["fields"][0]["name"], "field 0");
			assert_eq!(json["fields"][0]["salt"].as_str().unwrap().len(), 34);
			#[cfg(unix)]
			{
				use std::os::unix::fs::PermissionsExt;
				assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
			}
		}
		assert!(Wallet::new(content(0)).is_err());
		assert!(Wallet::new(content(65)).is_err());
	}

	#[test]
	fn every_field_has_a_salt_of_its_own() {
		let (one, other) = (Wallet::new(content(9)).unwrap(), Wallet::new(content(9)).unwrap());
		let salts: BTreeSet<_> =
			one.fields.iter().chain(&other.fields).map(|field| field.salt).collect();
		assert_eq!(salts.len(), 18);
		assert_ne!(one.root, other.root);
	}

	#[test]
	fn a_changed_wallet_is_told() {
		let (_folder, path) = saved(3);
		let original: Json = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
		let with = |change: &dyn Fn(&mut Json)| {
			let mut json = original.clone();
			change(&mut json);
			fs::write(&path, json.to_string()).unwrap();
			Wallet::load(&path)
		};
		let zero = |bytes| format!("0x{}", "00".repeat(bytes));
		let tampering: [&dyn Fn(&mut Json); 8] = [
			&|json| json["root"] = json!(zero(32)),
			&|json| json["fields"][1]["name"] = json!("other"),
			&|json| json["fields"][1]["value"] = json!("other"),
			&|json| json["fields"][1]["salt"] = json!(zero(16)),
			&|json| json["fields"].as_array_mut().unwrap().swap(0, 1),
			&|json| drop(json["fields"].as_array_mut().unwrap().pop()),
			&|json| json["fields"] = json!([]),
			&|json| json["typeCode"] = json!("91110000600037341L001"),
		];
		for (at, change) in tampering.into_iter().enumerate() {
			assert!(matches!(with(change), Err(Failure::Tampered(_))), "{at}");
		}
		let nonsense: [&dyn Fn(&mut Json); 7] = [
			&|json| json["format"] = json!("covenant-license-wallet/2"),
			&|json| json["root"] = json!("0x00"),
			&|json| json["fields"][1]["salt"] = json!(zero(15)),
			&|json| json["number"] = json!(NUMBER.replace(".U", ".V")),
			&|json| json["more"] = json!(1),
			&|json| json["fields"][1]["value"] = json!(1),
			&|json| drop(json.as_object_mut().unwrap().remove("fields")),
		];
		for (at, change) in nonsense.into_iter().enumerate() {
			assert!(matches!(with(change), Err(Failure::Usage(_))), "{at}");
		}
		assert!(with(&|json| json["number"] = Json::Null).is_ok());
	}
}
