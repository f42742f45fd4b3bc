// SPDX-License-Identifier: Apache-2.0

//! Salted commitments to a document: hashes that hide what they pin.
//!
//! `commitment = blake2-256(salt ‖ document)`, where the salt is 16 random bytes and the document
//! is JSON in the canonical form of RFC 8785: UTF-8, no white space, an object's names sorted by
//! their UTF-16 code units. Numbers are integers of at most 2^53 − 1; others have no one form that
//! every program writes, so they are refused (write them as texts). Texts are taken as they are,
//! without Unicode normalization.
//!
//! Without the salt nobody can tell whose commitment it is, not even by trying every name and
//! number there is. Whoever has salt and document can prove what was committed to; whoever loses
//! the salt cannot.

use crate::{
	args::{hash, hex_bytes},
	chain::digest,
	failure::{Failure, Result},
	file,
	value::hex_text,
};
use serde::{
	de::{Deserializer, MapAccess, Visitor},
	Deserialize,
};
use serde_json::{json, value::RawValue, Value as Json};
use std::{collections::BTreeMap, fmt, fs, path::Path};
use subxt::utils::H256;

/// Random bytes that make guessing useless.
pub type Salt = [u8; 16];

/// The largest integer that every JSON program keeps exact.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// How deep a document may be nested.
const MAX_DEPTH: usize = 32;

/// A salt and what it was used for, as the salt file holds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
	pub salt: Salt,
	pub commitment: H256,
}

/// Commits to a document, a JSON object, with a salt.
pub fn commit(document: &str, salt: Salt) -> Result<Opening> {
	let canonical = canonical(document)?;
	let commitment = digest(&[&salt, canonical.as_bytes()].concat());
	Ok(Opening { salt, commitment })
}

/// A new salt from the operating system.
pub fn new_salt() -> Result<Salt> {
	let mut salt = Salt::default();
	getrandom::fill(&mut salt)
		.map_err(|error| Failure::Other(format!("no random bytes to be had: {error}")))?;
	Ok(salt)
}

/// The canonical form of a document.
pub fn canonical(document: &str) -> Result<String> {
	let failure = |why: String| Failure::Usage(format!("the document: {why}"));
	let raw: &RawValue =
		serde_json::from_str(document).map_err(|error| failure(error.to_string()))?;
	if !raw.get().starts_with('{') {
		return Err(failure("it is not a JSON object".into()));
	}
	canonical_value(raw.get(), 0).map_err(failure)
}

impl Opening {
	/// Writes a new file.
	pub fn save(&self, path: &Path) -> Result<()> {
		let json =
			json!({ "salt": hex_text(&self.salt), "commitment": hex_text(&self.commitment.0) });
		file::save(path, &format!("{json:#}"))
	}

	/// Reads a file that [`Self::save`] wrote.
	pub fn load(file: &Path) -> Result<Self> {
		let failure = |why: String| Failure::Usage(format!("{}: {why}", file.display()));
		let text = fs::read_to_string(file).map_err(|error| failure(error.to_string()))?;
		let json: Json = serde_json::from_str(&text).map_err(|error| failure(error.to_string()))?;
		let field = |name: &str| json[name].as_str().unwrap_or_default();
		let salt = hex_bytes(field("salt")).ok().and_then(|salt| Salt::try_from(salt).ok());
		salt.zip(hash(field("commitment")).ok())
			.map(|(salt, commitment)| Self { salt, commitment })
			.ok_or_else(|| failure("expected the fields `salt` and `commitment`".into()))
	}
}

/// A JSON value in canonical form.
fn canonical_value(raw: &str, depth: usize) -> std::result::Result<String, String> {
	if depth > MAX_DEPTH {
		return Err(format!("it is nested more than {MAX_DEPTH} levels deep"));
	}
	match raw.as_bytes().first() {
		Some(b'{') => {
			let Fields(fields) = parse(raw)?;
			let mut sorted = BTreeMap::new();
			for (name, value) in fields {
				let value = canonical_value(value.get(), depth + 1)?;
				let field = format!("{}:{value}", json!(name));
				if sorted.insert(name.encode_utf16().collect::<Vec<_>>(), field).is_some() {
					return Err(format!("the name {name:?} occurs twice"));
				}
			}
			let fields: Vec<_> = sorted.into_values().collect();
			Ok(format!("{{{}}}", fields.join(",")))
		}
		Some(b'[') => {
			let items: Vec<Box<RawValue>> = parse(raw)?;
			let items = items.iter().map(|item| canonical_value(item.get(), depth + 1));
			Ok(format!("[{}]", items.collect::<std::result::Result<Vec<_>, _>>()?.join(",")))
		}
		Some(b'"') => Ok(json!(parse::<String>(raw)?).to_string()),
		Some(b't' | b'f' | b'n') => Ok(raw.into()),
		_ => match raw.parse::<i64>() {
			Ok(number) if number.unsigned_abs() <= MAX_SAFE_INTEGER => Ok(number.to_string()),
			_ => Err(format!("{raw} is not an integer within 2^53: write it as a text")),
		},
	}
}

fn parse<'a, T: Deserialize<'a>>(raw: &'a str) -> std::result::Result<T, String> {
	serde_json::from_str(raw).map_err(|error| error.to_string())
}

/// An object's fields as they are written, names that occur twice included. Values stay text:
/// whether serde_json keeps numbers exact depends on what else is in the build.
pub struct Fields(pub Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Fields {
	fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
		from.deserialize_map(FieldsVisitor)
	}
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
	type Value = Fields;

	fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("an object")
	}

	fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Fields, A::Error> {
		let mut fields = Vec::new();
		while let Some(field) = map.next_entry()? {
			fields.push(field);
		}
		Ok(Fields(fields))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn one_document_has_one_form() {
		let expected = r#"{"birth":"1990-01-01","list":[1,0,true,null],"name":"李雷"}"#;
		for document in [
			expected,
			"{ \"name\": \"\\u674e雷\",\n\t\"birth\": \"1990-01-01\", \"list\": [1, -0, true, null] }",
		] {
			assert_eq!(canonical(document).unwrap(), expected);
		}
	}

	/// The names of RFC 8785, 3.2.3: UTF-16 puts a surrogate pair before U+FB33.
	#[test]
	fn names_are_sorted_by_utf_16_code_units() {
		let document =
			r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#;
		assert_eq!(
			canonical(document).unwrap(),
			"{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}"
		);
	}

	#[test]
	fn texts_are_escaped_as_rfc_8785_says() {
		let document = "{\"a\":\"\\u0007\\b\\/\\\"\\\\\\u001F\\u007f\"}";
		assert_eq!(canonical(document).unwrap(), "{\"a\":\"\\u0007\\b/\\\"\\\\\\u001f\u{7f}\"}");
	}

	#[test]
	fn documents_that_can_be_read_in_two_ways_are_refused() {
		for document in [
			"",
			"{}x",
			"[]",
			"\"text\"",
			r#"{"a":1,"a":1}"#,
			r#"{"a":1,"\u0061":2}"#,
			r#"{"a":1.5}"#,
			r#"{"a":1e2}"#,
			r#"{"a":01}"#,
			r#"{"a":+1}"#,
			r#"{"a":9007199254740992}"#,
			r#"{"a":-9007199254740992}"#,
			r#"{"a":{"b":1,"b":2}}"#,
			r#"{"a":"\ud83d"}"#,
		] {
			assert!(matches!(canonical(document), Err(Failure::Usage(_))), "{document}");
		}
		assert!(canonical(r#"{"a":9007199254740991,"b":-9007199254740991}"#).is_ok());
		let deep = |levels| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
		assert!(canonical(&deep(32)).is_ok());
		assert!(canonical(&deep(33)).is_err());
		assert!(canonical(&deep(100_000)).is_err());
	}

	/// Computed with Python: `hashlib.blake2b(bytes(range(16)) + document, digest_size=32)`.
	#[test]
	fn known_commitment() {
		let salt = std::array::from_fn(|index| u8::try_from(index).unwrap());
		let opening = commit(r#"{ "name": "李雷", "id": "11010519491231002X" }"#, salt).unwrap();
		assert_eq!(
			hex_text(&opening.commitment.0),
			"0x53a925f295de3ab05d62223fa73587e55d4fd8e47abb1c0ed15898832535a0d5"
		);
	}

	#[test]
	fn salts_differ_and_hide() {
		let document = r#"{"name":"李雷"}"#;
		let one = commit(document, new_salt().unwrap()).unwrap();
		let other = commit(document, new_salt().unwrap()).unwrap();
		assert_ne!(one.salt, other.salt);
		assert_ne!(one.commitment, other.commitment);
	}

	#[test]
	fn salts_are_saved_once_and_for_their_owner_only() {
		let file = std::env::temp_dir().join(format!("covenant-{}-salt.json", std::process::id()));
		let opening = commit("{}", [7; 16]).unwrap();
		opening.save(&file).unwrap();
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
		}
		assert_eq!(Opening::load(&file).unwrap(), opening);
		assert!(opening.save(&file).is_err(), "a salt must not be overwritten");
		fs::write(&file, "{\"salt\":\"0x00\"}").unwrap();
		assert!(Opening::load(&file).is_err());
		fs::remove_file(file).unwrap();
	}
}
