// SPDX-License-Identifier: Apache-2.0

//! Arguments that several subjects take.

use crate::{
	failure::{unusable, Failure, Result},
	key,
	node::Node,
	output::Format,
};
use clap::{
	builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
	Args,
};
use covenant_primitives::{Capability, OrganizationKind, Uscc};
use serde_json::{json, Value as Json};
use std::{fmt, str::FromStr};
use subxt::{
	dynamic::Value,
	utils::{AccountId32, H256},
};

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
	/// The node's WebSocket address; `wss://` beyond a network that you trust
	#[arg(
		long,
		global = true,
		value_name = "URL",
		env = "COVENANT_URL",
		default_value = "ws://127.0.0.1:9944",
		help_heading = "Node and output"
	)]
	url: String,

	/// Print one JSON document: the answer on standard output, a failure on standard error
	#[arg(long, global = true, help_heading = "Node and output")]
	json: bool,
}

impl Global {
	/// How answers are written.
	pub fn format(&self) -> Format {
		if self.json {
			Format::Json
		} else {
			Format::Text
		}
	}

	/// Connects to the node.
	pub async fn node(&self) -> Result<Node> {
		Node::connect(&self.url).await
	}
}

/// Which state a query reads.
#[derive(Debug, Args)]
pub struct At {
	/// Answer as of the block with this hash (0x…) instead of the last finalized one
	#[arg(long, value_name = "HASH", value_parser = hash)]
	pub at: Option<H256>,
}

/// Which part of a list a query shows.
#[derive(Debug, Args)]
pub struct Paging {
	/// Go on after this item: what `next` of the page before says
	#[arg(long, value_name = "NEXT")]
	pub cursor: Option<String>,

	/// Show at most so many items
	#[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
	pub limit: u32,

	#[command(flatten)]
	pub at: At,
}

impl Paging {
	/// The cursor as the node takes it: ids are numbers, accounts are texts.
	pub fn cursor(&self) -> Json {
		match &self.cursor {
			None => Json::Null,
			Some(text) => text.parse::<u64>().map_or_else(|_| json!(text), |id| json!(id)),
		}
	}
}

/// An account: an SS58 address or a development name such as `//Alice`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account(pub AccountId32);

impl FromStr for Account {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		if text.starts_with("//") {
			return key::development(text)
				.map(|pair| Self(pair.public_key().to_account_id()))
				.map_err(|failure| failure.to_string());
		}
		text.parse().map(Self).map_err(|error| {
			format!("not an SS58 address nor a development name such as //Alice: {error}")
		})
	}
}

impl fmt::Display for Account {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.0.fmt(f)
	}
}

impl Account {
	/// For JSON-RPC.
	pub fn json(&self) -> Json {
		json!(self.to_string())
	}

	/// As an argument of a call.
	pub fn value(&self) -> Value {
		Value::from_bytes(self.0)
	}

	/// As an argument of a stock pallet's call, which takes a `MultiAddress`.
	pub fn address(&self) -> Value {
		Value::unnamed_variant("Id", [self.value()])
	}
}

/// An organization: its id or its unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Organization {
	Id(u32),
	Uscc(Uscc),
}

impl FromStr for Organization {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		match text.parse() {
			Ok(id) => Ok(Self::Id(id)),
			Err(_) => uscc(text).map(Self::Uscc).map_err(|error| {
				format!("neither an organization's id nor its unified social credit code: {error}")
			}),
		}
	}
}

impl fmt::Display for Organization {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Id(id) => write!(f, "organization {id}"),
			Self::Uscc(code) => write!(f, "organization with the code {code}"),
		}
	}
}

impl Organization {
	/// The organization as the chain describes it.
	pub async fn get(&self, node: &Node, at: &At) -> Result<Json> {
		let (method, key) = match self {
			Self::Id(id) => ("organizations_get", json!(id)),
			Self::Uscc(code) => ("organizations_getByUscc", json!(code)),
		};
		node.find(method, vec![key], at, self).await
	}

	/// Its id. An id is not looked up.
	pub async fn id(&self, node: &Node, at: &At) -> Result<u32> {
		match self {
			Self::Id(id) => Ok(*id),
			Self::Uscc(_) => self.get(node, at).await?["id"]
				.as_u64()
				.and_then(|id| u32::try_from(id).ok())
				.ok_or_else(|| unusable("an organization without an id")),
		}
	}

	/// Its id as an argument of a call that is about to be sent.
	pub async fn value(&self, node: &Node) -> Result<Value> {
		self.id(node, &At { at: None }).await.map(id_value)
	}
}

/// An organization or a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
	Organization(Organization),
	Person(u64),
}

impl FromStr for Party {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		match text.split_once(':') {
			Some(("organization" | "org", name)) => name.parse().map(Self::Organization),
			Some(("person", id)) => {
				id.parse().map(Self::Person).map_err(|_| format!("{id} is not a person's id"))
			}
			_ => Err("expected organization:<id or code> or person:<id>".into()),
		}
	}
}

impl fmt::Display for Party {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Organization(organization) => organization.fmt(f),
			Self::Person(id) => write!(f, "person {id}"),
		}
	}
}

impl Party {
	/// For JSON-RPC.
	pub async fn json(&self, node: &Node, at: &At) -> Result<Json> {
		Ok(match self {
			Self::Organization(organization) => {
				json!({ "organization": organization.id(node, at).await? })
			}
			Self::Person(id) => json!({ "person": id }),
		})
	}

	/// As an argument of a call that is about to be sent.
	pub async fn value(&self, node: &Node) -> Result<Value> {
		Ok(match self {
			Self::Organization(organization) => {
				Value::unnamed_variant("Organization", [organization.value(node).await?])
			}
			Self::Person(id) => Value::unnamed_variant("Person", [id_value(*id)]),
		})
	}
}

/// An id as an argument of a call.
pub fn id_value(id: impl Into<u128>) -> Value {
	Value::u128(id.into())
}

/// `Some` or `None` as an argument of a call.
pub fn optional(value: Option<Value>) -> Value {
	match value {
		Some(value) => Value::unnamed_variant("Some", [value]),
		None => Value::unnamed_variant("None", []),
	}
}

/// A set of capabilities as an argument of a call.
pub fn capability_set(capabilities: &[Capability]) -> Value {
	let set: std::collections::BTreeSet<_> = capabilities.iter().copied().collect();
	Value::unnamed_composite(set.iter().map(unit_variant))
}

/// A variant without fields, named as in the chain's metadata.
pub fn unit_variant(variant: &impl fmt::Debug) -> Value {
	Value::unnamed_variant(format!("{variant:?}"), [])
}

/// Checks a unified social credit code, its check character included.
pub fn uscc(text: &str) -> std::result::Result<Uscc, String> {
	text.parse().map_err(|error: covenant_primitives::uscc::Invalid| error.to_string())
}

/// 32 bytes in hex.
pub fn hash(text: &str) -> std::result::Result<H256, String> {
	let bytes = hex_bytes(text)?;
	<[u8; 32]>::try_from(bytes)
		.map(H256)
		.map_err(|bytes| format!("expected 32 bytes, got {}", bytes.len()))
}

/// Bytes in hex.
pub fn hex_bytes(text: &str) -> std::result::Result<Vec<u8>, String> {
	let digits = text.strip_prefix("0x").ok_or("expected 0x and hex digits")?;
	hex::decode(digits).map_err(|error| error.to_string())
}

/// Text of a bounded length in bytes, UTF-8.
pub fn short_text(what: &str, text: &str, bytes: usize) -> Result<Value> {
	if text.is_empty() || text.len() > bytes {
		return Err(Failure::Usage(format!("{what} is 1 to {bytes} bytes of UTF-8")));
	}
	Ok(Value::from_bytes(text))
}

const CAPABILITIES: [(Capability, &str, &str); 13] = [
	(Capability::Treasury, "treasury", "Move its money and act for its account (every one has it)"),
	(Capability::ManageMembers, "manage-members", "Add and remove members (every one has it)"),
	(Capability::IdentifyPersons, "identify-persons", "Enroll persons and recover their accounts"),
	(Capability::ValidateBlocks, "validate-blocks", "Run a validator"),
	(Capability::IssueMoney, "issue-money", "Issue a settlement asset"),
	(Capability::IssueLicenses, "issue-licenses", "Issue licenses and certificates"),
	(Capability::IssueCredits, "issue-credits", "Issue academic credits"),
	(Capability::OperateMarket, "operate-market", "Run a power market"),
	(Capability::OperateMeters, "operate-meters", "Register and operate meters"),
	(Capability::Arbitrate, "arbitrate", "Decide disputes between others"),
	(Capability::Audit, "audit", "Read what its subjects opened to auditors"),
	(Capability::Notarize, "notarize", "Notarize evidence"),
	(
		Capability::ShareData,
		"share-data",
		"Register data, answer requests for it, use what others granted (every one has it)",
	),
];

const KINDS: [(OrganizationKind, &str, &str); 8] = [
	(OrganizationKind::Department, "department", "A government department"),
	(OrganizationKind::School, "school", "A school or university"),
	(OrganizationKind::Enterprise, "enterprise", "An enterprise"),
	(OrganizationKind::Bank, "bank", "A bank"),
	(OrganizationKind::GridCompany, "grid-company", "A grid company"),
	(OrganizationKind::Court, "court", "A court"),
	(OrganizationKind::Notary, "notary", "A notary office"),
	(OrganizationKind::Other, "other", "Any other legal body"),
];

/// Parses one of a table's names into its value.
fn one_of<T: Copy + Send + Sync + 'static>(
	table: &'static [(T, &'static str, &'static str)],
) -> impl TypedValueParser<Value = T> {
	let names = table.iter().map(|(_, name, help)| PossibleValue::new(*name).help(*help));
	PossibleValuesParser::new(names).try_map(move |text| {
		table
			.iter()
			.find(|(_, name, _)| *name == text)
			.map(|(value, ..)| *value)
			.ok_or("not one of the names")
	})
}

/// Parses a capability's name.
pub fn capability() -> impl TypedValueParser<Value = Capability> {
	one_of(&CAPABILITIES)
}

/// Parses the name of a kind of organization.
pub fn kind() -> impl TypedValueParser<Value = OrganizationKind> {
	one_of(&KINDS)
}

/// Names of the chain's variants as words of the command line.
macro_rules! words {
	($(#[$doc:meta])* $name:ident { $($(#[$help:meta])* $variant:ident,)* }) => {
		$(#[$doc])*
		#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
		pub enum $name {
			$($(#[$help])* $variant,)*
		}
	};
}
pub(crate) use words;

words! {
	/// For what data is used.
	PurposeCode {
		/// Deciding on an application: approvals, registrations, public services
		PublicService,
		/// Supervision and law enforcement
		Enforcement,
		/// Proceedings before a court
		Judicial,
		/// Statistics
		Statistics,
		/// Research
		Research,
		/// Teaching
		Teaching,
		/// Concluding or performing a contract
		Contract,
		/// Audit
		Audit,
		/// The person concerned asks for its own data
		OwnData,
		/// Anything else
		Other,
	}
}

impl PurposeCode {
	/// A purpose, with the salted hash of a statement, as part of an argument of a call.
	pub fn value(self, statement: H256) -> Value {
		Value::named_composite([
			("code", unit_variant(&self)),
			("statement", Value::from_bytes(statement)),
		])
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	#[test]
	fn accounts_are_addresses_or_development_names() {
		assert_eq!(ALICE.parse::<Account>().unwrap(), "//Alice".parse().unwrap());
		assert_eq!("//Alice".parse::<Account>().unwrap().to_string(), ALICE);
		for text in ["", "Alice", "/Alice", &ALICE.replace('5', "6"), &ALICE[1..]] {
			assert!(text.parse::<Account>().is_err(), "{text}");
		}
	}

	#[test]
	fn organizations_are_ids_or_checked_codes() {
		assert_eq!("7".parse(), Ok(Organization::Id(7)));
		assert!(matches!("91110000600037341L".parse(), Ok(Organization::Uscc(_))));
		for text in ["", "-1", "4294967296", "91110000600037341N", "91110000600037341l"] {
			assert!(text.parse::<Organization>().is_err(), "{text}");
		}
	}

	#[test]
	fn parties_are_named_with_their_kind() {
		assert_eq!("organization:3".parse(), Ok(Party::Organization(Organization::Id(3))));
		assert_eq!("org:3".parse(), Ok(Party::Organization(Organization::Id(3))));
		assert_eq!("person:5".parse(), Ok(Party::Person(5)));
		assert!(matches!(
			"organization:91110000600037341L".parse(),
			Ok(Party::Organization(Organization::Uscc(_)))
		));
		for text in ["", "3", "person:", "person:x", "organization:-1", "bank:3"] {
			assert!(text.parse::<Party>().is_err(), "{text}");
		}
	}

	#[test]
	fn hashes_are_32_bytes() {
		assert_eq!(hash(&format!("0x{}", "0b".repeat(32))), Ok(H256([11; 32])));
		for text in ["", "0x", "0b0b", &"0b".repeat(32), &format!("0x{}", "0b".repeat(33)), "0xzz"]
		{
			assert!(hash(text).is_err(), "{text}");
		}
	}

	#[test]
	fn every_capability_has_a_name() {
		assert_eq!(CAPABILITIES.map(|(capability, ..)| capability), Capability::ALL);
	}

	#[test]
	fn sets_are_sorted_and_hold_nothing_twice() {
		let set = capability_set(&[Capability::Audit, Capability::Treasury, Capability::Audit]);
		assert_eq!(
			set,
			Value::unnamed_composite(["Treasury", "Audit"].map(|n| Value::unnamed_variant(n, [])))
		);
	}

	#[test]
	fn texts_are_bounded_in_bytes() {
		assert!(short_text("a name", "四个汉字", 12).is_ok());
		assert!(short_text("a name", "四个汉字", 11).is_err());
		assert!(short_text("a name", "", 12).is_err());
	}
}
