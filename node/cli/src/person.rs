// SPDX-License-Identifier: Apache-2.0

//! Persons: commitments to who they are, enrollment, memberships, recovery of accounts.

use crate::{
	args::{hash, id_value, optional, short_text, Account, At, Global, Organization, Paging},
	chain::{call, Call},
	commitment::{commit, new_salt, Opening},
	failure::{unusable, Failure, Result},
	node::Node,
	output::Report,
	time,
	transaction::Signing,
	value::hex_text,
};
use clap::{ArgGroup, Args, Subcommand};
use serde::Deserialize;
use serde_json::{json, Value as Json};
use std::{
	collections::HashSet,
	fs,
	io::{self, Read},
	path::{Path, PathBuf},
	str::FromStr,
};
use subxt::{
	dynamic::Value,
	utils::{AccountId32, H256},
};

/// The longest unit or role, in bytes.
const MAX_TEXT: usize = 64;

/// The commands about persons.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Commit to a person's document with a new salt, without a node
	///
	/// The document is a JSON object, such as {"name": "…", "idNumber": "…"}. The commitment is
	/// blake2-256 over the 16 bytes of the salt and the document in canonical form (RFC 8785:
	/// sorted names, no white space; numbers are integers). Salt and commitment are written to a
	/// new file that only its owner can read.
	Commit {
		/// The document's file, or - for standard input
		#[arg(default_value = "-")]
		document: PathBuf,

		/// Where to write salt and commitment; the file must not exist
		#[arg(long, value_name = "FILE")]
		salt_file: PathBuf,
	},
	/// Check a document against its salt file, without a node; the exit status is 1 if it differs
	Check {
		/// The document's file, or - for standard input
		#[arg(default_value = "-")]
		document: PathBuf,

		/// The file that `commit` wrote
		#[arg(long, value_name = "FILE")]
		salt_file: PathBuf,

		/// The commitment as the chain has it, instead of the one in the file
		#[arg(long, value_name = "HASH", value_parser = hash)]
		commitment: Option<H256>,
	},
	/// Show a person
	Show {
		/// Id, account (SS58) or commitment (0x and 64 hex digits)
		person: Person,

		#[command(flatten)]
		at: At,
	},
	/// List a person's memberships and offers of one
	Memberships {
		/// Id, account (SS58) or commitment (0x and 64 hex digits)
		person: Person,

		#[command(flatten)]
		paging: Paging,
	},
	/// List an organization's members and those it made an offer
	Members {
		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		paging: Paging,
	},

	/// Show how many persons an organization is responsible for, and how many it may be
	Enrollment {
		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		at: At,
	},
	/// Enroll a person (an operator with `identify-persons` signs)
	Enroll {
		/// The account that will sign for the person; it has no other role
		account: Account,

		/// The commitment that `covenant person commit` made: 0x and 64 hex digits
		#[arg(long, value_name = "HASH", value_parser = hash)]
		commitment: H256,

		#[command(flatten)]
		signing: Signing,
	},
	/// Enroll many persons, a batch in each transaction (an operator with `identify-persons` signs)
	///
	/// The file has a person on each line: CSV, `account,commitment`, with or without that header,
	/// or JSON, {"account": "5F3s…", "commitment": "0x…"}. It is checked before anything is sent. A
	/// batch is enrolled as a whole or not at all; if one fails, those before it stay and the
	/// message says on which line to go on.
	EnrollMany {
		/// The file, or - for standard input
		file: PathBuf,

		/// Persons in a transaction; the chain sets the most
		#[arg(long, value_name = "COUNT", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
		batch: u32,

		/// Begin with the person on this line
		#[arg(long, value_name = "LINE", default_value_t = 1)]
		from_line: usize,

		#[command(flatten)]
		signing: Signing,
	},
	/// End a person's enrollment (an operator with `identify-persons` of the enroller signs)
	///
	/// Its memberships go. The account may still move what it owns.
	Release(OfPerson),
	/// End the signer's own enrollment (the person signs)
	Resign {
		#[command(flatten)]
		signing: Signing,
	},
	/// Let another organization take over the responsibility for the signer (the person signs)
	#[command(group = ArgGroup::new("consent").required(true))]
	ConsentTransfer {
		/// Id or unified social credit code
		#[arg(group = "consent")]
		organization: Option<Organization>,

		/// Withdraw the consent
		#[arg(long, group = "consent")]
		none: bool,

		#[command(flatten)]
		signing: Signing,
	},
	/// Take over the responsibility for a person who consented, or whose enroller cannot act (an
	/// operator with `identify-persons` signs)
	TakeOver(OfPerson),
	/// Give back what a released account that owns nothing still takes on the chain (anyone signs)
	Forget {
		/// The released account
		account: Account,

		#[command(flatten)]
		signing: Signing,
	},

	/// Offer a person a membership (an operator with `manage-members` signs)
	Offer {
		/// The person's id
		person: u64,

		/// The part of the organization, such as a department or class: at most 64 bytes of UTF-8
		#[arg(long)]
		unit: String,

		/// What the member is there, such as teacher: at most 64 bytes of UTF-8
		#[arg(long)]
		role: String,

		/// When it begins: 2026-09-01 (midnight UTC) or 2026-09-01T08:00:00+08:00; now if not given
		#[arg(long, value_name = "TIME", value_parser = time::parse)]
		from: Option<u64>,

		/// When it ends, itself excluded; open if not given
		#[arg(long, value_name = "TIME", value_parser = time::parse)]
		until: Option<u64>,

		#[command(flatten)]
		signing: Signing,
	},
	/// Change a membership or an offer of one; what is not given stays (an operator with
	/// `manage-members` signs)
	#[command(group = ArgGroup::new("change").required(true).multiple(true))]
	Amend {
		/// The person's id
		person: u64,

		/// The part of the organization: at most 64 bytes of UTF-8
		#[arg(long, group = "change")]
		unit: Option<String>,

		/// What the member is there: at most 64 bytes of UTF-8
		#[arg(long, group = "change")]
		role: Option<String>,

		/// When it begins: 2026-09-01 (midnight UTC) or 2026-09-01T08:00:00+08:00
		#[arg(long, value_name = "TIME", value_parser = time::parse, group = "change")]
		from: Option<u64>,

		/// When it ends, itself excluded
		#[arg(long, value_name = "TIME", value_parser = time::parse, group = "change")]
		until: Option<u64>,

		/// It has no end
		#[arg(long, group = "change", conflicts_with = "until")]
		open_end: bool,

		#[command(flatten)]
		signing: Signing,
	},
	/// End a membership or withdraw the offer (an operator with `manage-members` signs)
	End(OfPerson),
	/// Accept the membership that an organization offered (the person signs)
	Accept(Membership),
	/// Leave an organization, or decline its offer (the person signs)
	Leave(Membership),
	/// Remove a membership of an organization that was removed (anyone signs)
	Sweep {
		/// The person's id
		person: u64,

		/// The removed organization's id
		organization: u32,

		#[command(flatten)]
		signing: Signing,
	},

	/// Have another account sign for a person whose key is lost (an operator with
	/// `identify-persons` of the enroller signs)
	///
	/// It takes effect after a delay (a week, unless the chain has another) in which the old key
	/// can object.
	Recover {
		/// The person's id
		person: u64,

		/// The account that will sign for the person
		new_account: Account,

		#[command(flatten)]
		signing: Signing,
	},
	/// Show a person's pending recovery; the exit status is 1 if there is none
	Recovery {
		/// Id, account (SS58) or commitment (0x and 64 hex digits)
		person: Person,

		#[command(flatten)]
		at: At,
	},
	/// Object to the recovery of the signer's account (the person signs, with the old key)
	Object {
		#[command(flatten)]
		signing: Signing,
	},
	/// Cancel a recovery (an operator with `identify-persons` of the enroller signs)
	CancelRecovery(OfPerson),
}

/// A person and who signs.
#[derive(Debug, Args)]
pub struct OfPerson {
	/// The person's id
	person: u64,

	#[command(flatten)]
	signing: Signing,
}

/// An organization that the signer is, or may be, a member of.
#[derive(Debug, Args)]
pub struct Membership {
	/// Id or unified social credit code
	organization: Organization,

	#[command(flatten)]
	signing: Signing,
}

/// What an organization offers a person: where, as what and for how long.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Terms {
	unit: String,
	role: String,
	/// UTC milliseconds.
	from: u64,
	/// UTC milliseconds.
	until: Option<u64>,
}

/// How a person is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
	Id(u64),
	Account(Account),
	Commitment(H256),
}

impl FromStr for Person {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		if text.starts_with("0x") {
			return hash(text).map(Self::Commitment);
		}
		match text.parse() {
			Ok(id) => Ok(Self::Id(id)),
			Err(_) => text.parse().map(Self::Account),
		}
	}
}

impl Person {
	async fn get(&self, node: &Node, at: &At) -> Result<Json> {
		let (method, key, what) = match self {
			Self::Id(id) => ("persons_get", json!(id), format!("person {id}")),
			Self::Account(account) => {
				("persons_getByAccount", account.json(), format!("person that {account} signs for"))
			}
			Self::Commitment(hash) => (
				"persons_getByCommitment",
				json!(hash),
				format!("person with the commitment {hash:?}"),
			),
		};
		node.find(method, vec![key], at, what).await
	}

	async fn id(&self, node: &Node, at: &At) -> Result<Json> {
		Ok(self.get(node, at).await?["id"].take())
	}
}

const MEMBERSHIP: [&str; 7] =
	["person", "organization", "unit", "role", "standing", "from", "until"];

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Commit { document, salt_file } => {
				let opening = commit(&read(&document)?, new_salt()?)?;
				opening.save(&salt_file)?;
				let commitment = hex_text(&opening.commitment.0);
				Ok(Report::new(
					json!({ "commitment": commitment, "saltFile": salt_file }),
					commitment,
				))
			}
			Self::Check { document, salt_file, commitment } => {
				let opening = Opening::load(&salt_file)?;
				let expected = commitment.unwrap_or(opening.commitment);
				let yes = commit(&read(&document)?, opening.salt)?.commitment == expected;
				let text = if yes { "the document is the one" } else { "another document or salt" };
				Ok(Report::answer(yes, json!({ "matches": yes, "commitment": expected }), text))
			}
			Self::Show { person, at } => {
				let record = person.get(&global.node().await?, &at).await?;
				Ok(Report::record(record, &["id", "status", "account", "commitment"]))
			}
			Self::Memberships { person, paging } => {
				let node = global.node().await?;
				let params = vec![person.id(&node, &paging.at).await?];
				let page = node.list("persons_listMemberships", params, &paging).await?;
				Ok(Report::page(page, &MEMBERSHIP[1..]))
			}
			Self::Members { organization, paging } => {
				let node = global.node().await?;
				let id = organization.get(&node, &paging.at).await?["id"].take();
				let page = node.list("persons_listMembers", vec![id], &paging).await?;
				Ok(Report::page(page, &["person", "unit", "role", "standing", "from", "until"]))
			}
			Self::Enrollment { organization, at } => {
				let node = global.node().await?;
				let id = organization.get(&node, &at).await?["id"].take();
				let count = node.query("persons_enrollment", vec![id], &at).await?;
				Ok(Report::record(count, &["enrolled", "limit"]))
			}
			Self::Enroll { account, commitment, signing } => {
				let arguments =
					[("account", account.value()), ("commitment", Value::from_bytes(commitment))];
				send(signing, global, call("Persons", "enroll", arguments)).await
			}
			Self::EnrollMany { file, batch, from_line, signing } => {
				enroll_many(&read(&file)?, batch, from_line, signing, global).await
			}
			Self::Release(of) => of.run(global, "release").await,
			Self::Resign { signing } => send(signing, global, call("Persons", "resign", [])).await,
			Self::ConsentTransfer { organization, none: _, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let to = match organization {
					Some(organization) => Some(organization.value(&node).await?),
					None => None,
				};
				signer
					.send(&node, call("Persons", "consent_transfer", [("to", optional(to))]))
					.await
			}
			Self::TakeOver(of) => of.run(global, "take_over").await,
			Self::Forget { account, signing } => {
				let call = call("Persons", "forget", [("account", account.value())]);
				send(signing, global, call).await
			}
			Self::Offer { person, unit, role, from, until, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let from = match from {
					Some(from) => from,
					// Chain time, which test chains move at will.
					None => node
						.chain()
						.await?
						.read("Timestamp", "Now", vec![])
						.await?
						.ok_or_else(|| unusable("a chain without time"))?,
				};
				let terms = Terms { unit, role, from, until };
				signer.send(&node, terms.call("offer_membership", person)?).await
			}
			Self::Amend { person, unit, role, from, until, open_end, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let account = signer.pair.public_key().to_account_id();
				let old = Terms::of(&node, person, Account(account)).await?;
				let terms = Terms {
					unit: unit.unwrap_or(old.unit),
					role: role.unwrap_or(old.role),
					from: from.unwrap_or(old.from),
					until: if open_end { None } else { until.or(old.until) },
				};
				signer.send(&node, terms.call("amend_membership", person)?).await
			}
			Self::End(of) => of.run(global, "end_membership").await,
			Self::Accept(membership) => membership.run(global, "accept_membership").await,
			Self::Leave(membership) => membership.run(global, "leave_membership").await,
			Self::Sweep { person, organization, signing } => {
				let arguments =
					[("person", id_value(person)), ("organization", id_value(organization))];
				send(signing, global, call("Persons", "sweep_membership", arguments)).await
			}
			Self::Recover { person, new_account, signing } => {
				let arguments =
					[("person", id_value(person)), ("new_account", new_account.value())];
				send(signing, global, call("Persons", "request_recovery", arguments)).await
			}
			Self::Recovery { person, at } => {
				let node = global.node().await?;
				let id = person.id(&node, &at).await?;
				let what = format!("pending recovery of person {id}");
				let recovery = node.find("persons_recovery", vec![id], &at, what).await?;
				Ok(Report::record(recovery, &["person", "oldAccount", "newAccount", "due"]))
			}
			Self::Object { signing } => send(signing, global, call("Persons", "object", [])).await,
			Self::CancelRecovery(of) => of.run(global, "cancel_recovery").await,
		}
	}
}

async fn send(signing: Signing, global: &Global, call: Call) -> Result<Report> {
	signing.signer()?.send(&global.node().await?, call).await
}

impl OfPerson {
	async fn run(self, global: &Global, name: &str) -> Result<Report> {
		let call = call("Persons", name, [("person", id_value(self.person))]);
		send(self.signing, global, call).await
	}
}

impl Membership {
	async fn run(self, global: &Global, name: &str) -> Result<Report> {
		let signer = self.signing.signer()?;
		let node = global.node().await?;
		let organization = self.organization.value(&node).await?;
		signer.send(&node, call("Persons", name, [("organization", organization)])).await
	}
}

impl Terms {
	/// Those of a person's membership of the organization that `operator` acts for.
	async fn of(node: &Node, person: u64, operator: Account) -> Result<Self> {
		let now = At { at: None };
		let what = format!("operator {operator}");
		let operator =
			node.find("organizations_getOperator", vec![operator.json()], &now, what).await?;
		let organization = operator["organization"].clone();
		let what = format!("membership of person {person} in organization {organization}");
		let params = vec![json!(person), organization];
		let membership = node.find("persons_getMembership", params, &now, what).await?;
		serde_json::from_value(membership).map_err(unusable)
	}

	fn call(&self, name: &str, person: u64) -> Result<Call> {
		if self.until.is_some_and(|until| until <= self.from) {
			return Err(Failure::Usage("the end is not after the beginning".into()));
		}
		Ok(call(
			"Persons",
			name,
			[
				("person", id_value(person)),
				("unit", short_text("the unit", &self.unit, MAX_TEXT)?),
				("role", short_text("the role", &self.role, MAX_TEXT)?),
				("from", id_value(self.from)),
				("until", optional(self.until.map(id_value))),
			],
		))
	}
}

/// A file's text, or that of standard input.
fn read(file: &Path) -> Result<String> {
	let text = if file == Path::new("-") {
		let mut text = String::new();
		io::stdin().lock().read_to_string(&mut text).map(|_| text)
	} else {
		fs::read_to_string(file)
	};
	text.map_err(|error| Failure::Usage(format!("{}: {error}", file.display())))
}

/// A line of a file for `enroll-many`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Enrollment {
	account: AccountId32,
	#[serde(deserialize_with = "commitment")]
	commitment: H256,
	#[serde(skip)]
	line: usize,
}

fn commitment<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<H256, D::Error> {
	hash(&String::deserialize(from)?).map_err(serde::de::Error::custom)
}

fn enrollment(line: &str) -> std::result::Result<Enrollment, String> {
	if line.starts_with('{') {
		return serde_json::from_str(line).map_err(|error| error.to_string());
	}
	let (account, commitment) =
		line.split_once(',').ok_or("expected account,commitment or a JSON object")?;
	let Account(account) = account.trim().parse()?;
	Ok(Enrollment { account, commitment: hash(commitment.trim())?, line: 0 })
}

/// Reads the persons from a line on. Accounts and commitments that occur twice would fail a whole
/// batch.
fn enrollments(text: &str, from_line: usize) -> Result<Vec<Enrollment>> {
	let mut all = Vec::new();
	let mut accounts = HashSet::new();
	let mut commitments = HashSet::new();
	for (line, content) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
		let content = content.trim();
		let is_header = line == 1 && content.replace(' ', "") == "account,commitment";
		if line < from_line || content.is_empty() || is_header {
			continue;
		}
		let failure = |why: String| Failure::Usage(format!("line {line}: {why}"));
		let person = Enrollment { line, ..enrollment(content).map_err(failure)? };
		if person.commitment.is_zero() {
			return Err(failure("a commitment of zeros pins nobody".into()));
		}
		if !accounts.insert(person.account.0) {
			return Err(failure(format!("the account {} occurs twice", person.account)));
		}
		if !commitments.insert(person.commitment) {
			return Err(failure(format!("the commitment {:?} occurs twice", person.commitment)));
		}
		all.push(person);
	}
	if all.is_empty() {
		return Err(Failure::Usage("the file names nobody".into()));
	}
	Ok(all)
}

async fn enroll_many(
	text: &str,
	batch: u32,
	from_line: usize,
	signing: Signing,
	global: &Global,
) -> Result<Report> {
	let signer = signing.signer()?;
	let persons = enrollments(text, from_line)?;
	let node = global.node().await?;
	let most = node.chain().await?.constant("Persons", "MaxBatch")?;
	let most = most.as_u64().and_then(|most| u32::try_from(most).ok()).unwrap_or(batch);
	let size = usize::try_from(batch.min(most)).map_err(unusable)?;

	let mut transactions = Vec::new();
	for batch in persons.chunks(size) {
		let values = batch.iter().map(|person| {
			Value::unnamed_composite([
				Value::from_bytes(person.account),
				Value::from_bytes(person.commitment),
			])
		});
		let arguments = [("batch", Value::unnamed_composite(values))];
		let receipt = signer.submit(&node, &call("Persons", "enroll_many", arguments)).await;
		let receipt =
			receipt.map_err(|failure| from_here(failure, persons[0].line, batch[0].line))?;
		transactions.push(receipt.json());
	}
	let text = format!("{} persons in {} transactions", persons.len(), transactions.len());
	Ok(Report::new(json!({ "persons": persons.len(), "transactions": transactions }), text))
}

/// Adds to a failure what was done before it.
fn from_here(failure: Failure, first: usize, line: usize) -> Failure {
	let before = if line == first {
		"nobody was enrolled before".into()
	} else {
		format!("those before line {line} are enrolled")
	};
	match failure {
		Failure::Refused(why) => Failure::Refused(format!(
			"{why}\nthe persons from line {line} on are not enrolled, {before}: go on with \
			 --from-line {line}"
		)),
		Failure::Unreachable(why) => Failure::Unreachable(doubtful(&why, line, &before)),
		Failure::Other(why) => Failure::Other(doubtful(&why, line, &before)),
		failure => failure,
	}
}

fn doubtful(why: &str, line: usize, before: &str) -> String {
	format!(
		"{why}\nwhether the batch from line {line} on is enrolled is not known, {before}: see with \
		 `covenant person show` where to go on"
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

	fn digest(byte: &str) -> String {
		format!("0x{}", byte.repeat(32))
	}

	#[test]
	fn persons_are_named_in_three_ways() {
		assert_eq!("7".parse(), Ok(Person::Id(7)));
		assert_eq!(ALICE.parse(), Ok(Person::Account(ALICE.parse().unwrap())));
		assert_eq!(digest("07").parse(), Ok(Person::Commitment(H256([7; 32]))));
		for text in ["", "0x07", "-1", "18446744073709551616", "Alice"] {
			assert!(text.parse::<Person>().is_err(), "{text}");
		}
	}

	#[test]
	fn lines_are_csv_or_json() {
		let (one, two) = (digest("01"), digest("02"));
		let text = format!(
			"\u{feff}account, commitment\n{ALICE},{one}\r\n\n  \
			 {{\"commitment\": \"{two}\", \"account\": \"{BOB}\"}}\n"
		);
		let persons = enrollments(&text, 1).unwrap();
		assert_eq!(persons.len(), 2);
		assert_eq!(persons[0].account, ALICE.parse().unwrap());
		assert_eq!((persons[0].commitment, persons[0].line), (H256([1; 32]), 2));
		assert_eq!((persons[1].commitment, persons[1].line), (H256([2; 32]), 4));
		assert_eq!(enrollments(&text, 3).unwrap(), persons[1..]);
	}

	#[test]
	fn wrong_lines_are_named() {
		let (zero, one, two) = (digest("00"), digest("01"), digest("02"));
		for (text, line) in [
			(format!("{ALICE},{one}\n{ALICE},{two}"), 2),
			(format!("{ALICE},{one}\n{BOB},{one}"), 2),
			(format!("{ALICE},{zero}"), 1),
			(format!("{ALICE};{one}"), 1),
			(format!("{ALICE},{one},x"), 1),
			(format!("{{\"account\":\"{ALICE}\"}}"), 1),
			(format!("{{\"account\":\"{ALICE}\",\"commitment\":\"{one}\",\"name\":\"x\"}}"), 1),
			(format!("{ALICE},{one}\naccount,commitment"), 2),
		] {
			let failure = enrollments(&text, 1).unwrap_err();
			assert!(failure.to_string().starts_with(&format!("line {line}: ")), "{failure}");
		}
		assert!(enrollments("account,commitment\n", 1).is_err());
	}

	#[test]
	fn a_failed_batch_says_where_to_go_on() {
		let failure = from_here(Failure::Refused("no".into()), 2, 102);
		assert_eq!(failure.status(), 4);
		assert!(failure.to_string().contains("before line 102 are enrolled"));
		assert!(failure.to_string().ends_with("--from-line 102"));
		let failure = from_here(Failure::Refused("no".into()), 2, 2);
		assert!(failure.to_string().contains("nobody was enrolled before"));
		let failure = from_here(Failure::Unreachable("gone".into()), 2, 102);
		assert_eq!(failure.status(), 3);
		assert!(failure.to_string().contains("not known"));
	}

	#[test]
	fn terms_are_checked_before_they_are_sent() {
		let terms =
			|unit: &str, until| Terms { unit: unit.into(), role: "nurse".into(), from: 10, until };
		assert!(terms("内科", Some(11)).call("offer_membership", 7).is_ok());
		assert!(terms("内科", None).call("offer_membership", 7).is_ok());
		for terms in [terms("内科", Some(10)), terms("", None), terms(&"x".repeat(65), None)] {
			assert!(matches!(terms.call("offer_membership", 7), Err(Failure::Usage(_))));
		}
	}
}
