// SPDX-License-Identifier: Apache-2.0

//! Arguments that several commands about licenses take.

use crate::{
	args::{id_value, words, At, Paging},
	chain,
	chain::Call,
	failure::{unusable, Failure, Result},
	node::Node,
};
use covenant_primitives::{license_number::Invalid, LicenseNumber, TypeCode};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value as Json};
use std::{fmt, str::FromStr};
use subxt::dynamic::Value;

/// A call of the pallet.
pub fn call<'a>(name: &str, arguments: impl IntoIterator<Item = (&'a str, Value)>) -> Call {
	chain::call("LicenseRegistry", name, arguments)
}

/// Checks a type's code.
pub fn type_code(text: &str) -> std::result::Result<TypeCode, String> {
	text.parse().map_err(|error: Invalid| match error {
		Invalid::Structure => "a type's code has 21 characters".into(),
		error => error.to_string(),
	})
}

/// A type's code as an argument of a call.
pub fn code_value(code: TypeCode) -> Value {
	Value::from_bytes(code.as_bytes())
}

/// Checks an identifier in the national form.
pub fn number(text: &str) -> std::result::Result<LicenseNumber, String> {
	text.parse().map_err(|error: Invalid| error.to_string())
}

/// How a license is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Named {
	Id(u64),
	Number(LicenseNumber),
}

impl FromStr for Named {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		match text.parse() {
			Ok(id) => Ok(Self::Id(id)),
			Err(_) => number(text).map(Self::Number).map_err(|error| {
				format!("neither a license's id nor its identifier in the national form: {error}")
			}),
		}
	}
}

impl fmt::Display for Named {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Id(id) => write!(f, "license {id}"),
			Self::Number(number) => write!(f, "license with the identifier {number}"),
		}
	}
}

impl Named {
	/// The license as the chain describes it.
	pub async fn get(&self, node: &Node, at: &At) -> Result<Json> {
		let (method, key) = match self {
			Self::Id(id) => ("licenses_get", json!(id)),
			Self::Number(number) => ("licenses_getByNumber", json!(number)),
		};
		node.find(method, vec![key], at, self).await
	}

	/// Its id. An id is not looked up.
	pub async fn id(&self, node: &Node, at: &At) -> Result<u64> {
		match self {
			Self::Id(id) => Ok(*id),
			Self::Number(_) => id_of(&self.get(node, at).await?),
		}
	}

	/// Its id as an argument of a call that is about to be sent.
	pub async fn value(&self, node: &Node) -> Result<Value> {
		self.id(node, &At { at: None }).await.map(id_value)
	}
}

/// The id in a license's record.
pub fn id_of(license: &Json) -> Result<u64> {
	license["id"].as_u64().ok_or_else(|| unusable("a license without an id"))
}

/// A part of the country: the first 2, 4 or 6 digits of its code, or `nation`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Division(String);

impl FromStr for Division {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		let digits = if text == "nation" { "" } else { text };
		let is_whole = digits.as_bytes().chunks(2).any(|pair| pair == b"00");
		if !matches!(digits.len(), 0 | 2 | 4 | 6)
			|| !digits.bytes().all(|digit| digit.is_ascii_digit())
			|| is_whole
		{
			return Err("expected the first 2, 4 or 6 digits of a division's code (GB/T 2260) \
			            without zeros at the end, such as 3401, or nation"
				.into());
		}
		Ok(Self(digits.into()))
	}
}

impl TryFrom<String> for Division {
	type Error = String;

	fn try_from(text: String) -> std::result::Result<Self, String> {
		text.parse()
	}
}

impl Division {
	/// As an argument of a call.
	pub fn value(&self) -> Value {
		Value::from_bytes(&self.0)
	}
}

/// Something, or `none`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrNone<T>(pub Option<T>);

/// Reads what `parse` does, or `none`.
pub fn or_none<T>(
	parse: impl Fn(&str) -> std::result::Result<T, String> + Clone,
) -> impl Fn(&str) -> std::result::Result<OrNone<T>, String> + Clone {
	move |text| match text {
		"none" => Ok(OrNone(None)),
		text => parse(text).map(|value| OrNone(Some(value))),
	}
}

/// The number of a type's version, its present one if none is named, and the names of its fields.
pub async fn type_version(
	node: &Node,
	code: TypeCode,
	version: Option<u32>,
	at: &At,
) -> Result<(u32, Vec<String>)> {
	let what = format!("license type {code}");
	let record = node.find("licenses_getType", vec![json!(code)], at, what).await?;
	let latest = record["latest"].as_u64().and_then(|latest| u32::try_from(latest).ok());
	let latest = latest.ok_or_else(|| unusable("a type without versions"))?;
	let version = version.unwrap_or(latest);
	if version == latest {
		return Ok((version, names(&record["form"]["fields"])?));
	}
	let all = Paging { cursor: None, limit: u32::MAX, at: At { at: at.at } };
	let versions = node.list("licenses_listTypeVersions", vec![json!(code)], &all).await?;
	let items = versions["items"].as_array().map(Vec::as_slice).unwrap_or_default();
	let found = items.iter().find(|item| item["version"] == json!(version));
	let found = found.ok_or_else(|| {
		Failure::No(format!("there is no version {version} of the license type {code}"))
	})?;
	Ok((version, names(&found["fields"])?))
}

fn names(fields: &Json) -> Result<Vec<String>> {
	Vec::deserialize(fields).map_err(|error| unusable(format!("a type's fields: {error}")))
}

words! {
	/// Why a license is withheld.
	WithholdingReason {
		/// As an administrative penalty
		Penalty,
		/// The holder is under investigation
		Investigation,
		/// A court ordered it
		CourtOrder,
		/// The holder has to put something right first
		Rectification,
		/// The holder asked for it
		HolderRequest,
		/// Anything else
		Other,
	}
}

words! {
	/// Why a license is canceled.
	CancellationReason {
		/// Its period is over and was not extended
		NotExtended,
		/// The person died or lost the capacity that the license takes
		PersonGone,
		/// The organization was dissolved
		OrganizationGone,
		/// The law or the facts changed, and the grant was withdrawn
		Withdrawn,
		/// What it permits became impossible through force majeure
		ForceMajeure,
		/// The holder asked for it
		HolderRequest,
		/// Anything else
		Other,
	}
}

words! {
	/// Why a license is revoked.
	RevocationReason {
		/// Officials abused their power or neglected their duty
		AbuseOfPower,
		/// It went beyond the issuer's competence
		BeyondCompetence,
		/// The procedure was broken
		Procedure,
		/// The holder did not fulfill the conditions
		ConditionsNotMet,
		/// The holder obtained it by deception or bribery
		Deception,
		/// The holder broke the law under it
		Violation,
		/// Anything else
		Other,
	}
}

words! {
	/// What a status list tells.
	StatusPurpose {
		/// Which licenses ended for good: revoked, canceled, or another version took their place
		Revocation,
		/// Which licenses are withheld
		Suspension,
	}
}

impl StatusPurpose {
	/// For JSON-RPC.
	pub fn json(self) -> Json {
		json!(match self {
			Self::Revocation => "revocation",
			Self::Suspension => "suspension",
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		license::{
			tests::{encoded, has_the_words_of},
			wallet::tests::NUMBER,
		},
		time,
	};

	#[test]
	fn licenses_are_ids_or_identifiers() {
		assert_eq!("7".parse(), Ok(Named::Id(7)));
		assert_eq!(NUMBER.parse(), Ok(Named::Number(NUMBER.parse().unwrap())));
		for text in ["", "-1", "18446744073709551616", &NUMBER.replace(".U", ".V"), "0x07"] {
			assert!(text.parse::<Named>().is_err(), "{text}");
		}
		assert_eq!(json!(Named::Id(7)), json!({ "id": 7 }));
		assert_eq!(json!(Named::Number(NUMBER.parse().unwrap())), json!({ "number": NUMBER }));
	}

	#[test]
	fn codes_of_types_are_checked() {
		assert!(type_code("11100000000013338W011").is_ok());
		for text in ["", "11100000000013338W01", "11100000000013339W011", "11100000000013338W01a"] {
			assert!(type_code(text).is_err(), "{text}");
		}
	}

	#[test]
	fn divisions_have_no_zeros_at_the_end() {
		for text in ["nation", "", "34", "3401", "340102"] {
			assert!(text.parse::<Division>().is_ok(), "{text}");
		}
		for text in ["3", "340", "340100", "34010", "0034", "34 1", "34010203", "安"] {
			assert!(text.parse::<Division>().is_err(), "{text}");
		}
		assert_eq!("nation".parse(), Ok(Division(String::new())));
	}

	#[test]
	fn words_and_divisions_are_the_chain_s() {
		use pallet_license_registry as registry;
		assert!(has_the_words_of::<WithholdingReason, registry::WithholdingReason>());
		assert!(has_the_words_of::<CancellationReason, registry::CancellationReason>());
		assert!(has_the_words_of::<RevocationReason, registry::RevocationReason>());
		assert!(has_the_words_of::<StatusPurpose, registry::StatusPurpose>());
		for purpose in [StatusPurpose::Revocation, StatusPurpose::Suspension] {
			let read: registry::StatusPurpose = serde_json::from_value(purpose.json()).unwrap();
			assert_eq!(format!("{read:?}"), format!("{purpose:?}"));
		}
		for text in ["nation", "34", "3401", "340102"] {
			let own: Division = text.parse().unwrap();
			let division: registry::Division = encoded(&own.value());
			assert!(division.is_valid());
			assert_eq!(division.0.as_slice(), own.0.as_bytes());
		}
	}

	#[test]
	fn none_is_a_word() {
		let until = or_none(time::parse);
		assert_eq!(until("none"), Ok(OrNone(None)));
		assert_eq!(until("1970-01-02"), Ok(OrNone(Some(86_400_000))));
		assert!(until("never").is_err());
		let base = or_none(str::parse::<Named>);
		assert_eq!(base("7"), Ok(OrNone(Some(Named::Id(7)))));
		assert!(base("").is_err());
	}
}
