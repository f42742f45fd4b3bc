// SPDX-License-Identifier: Apache-2.0

//! Persons: commitments to who they are, enrollment, memberships, recovery of accounts.

mod bulk;
mod document;
mod enrollment;
mod membership;
mod recovery;

use crate::{
	args::{hash, id_value, Account, At, Global},
	chain::call,
	failure::Result,
	node::Node,
	output::Report,
	transaction::Signing,
};
use clap::{Args, Subcommand};
use serde_json::{json, Value as Json};
use std::str::FromStr;
use subxt::utils::H256;

/// The commands about persons.
#[derive(Debug, Subcommand)]
pub enum Command {
	#[command(flatten)]
	Document(document::Command),
	/// Show a person
	Show {
		/// Id, account (SS58) or commitment (0x and 64 hex digits)
		person: Person,

		#[command(flatten)]
		at: At,
	},
	#[command(flatten)]
	Enrollment(enrollment::Command),
	#[command(flatten)]
	Membership(membership::Command),
	#[command(flatten)]
	Recovery(recovery::Command),
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

/// A person and who signs.
#[derive(Debug, Args)]
pub struct OfPerson {
	/// The person's id
	person: u64,

	#[command(flatten)]
	signing: Signing,
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Document(command) => command.run(),
			Self::Show { person, at } => {
				let record = person.get(&global.node().await?, &at).await?;
				Ok(Report::record(record, &["id", "status", "account", "commitment"]))
			}
			Self::Enrollment(command) => command.run(global).await,
			Self::Membership(command) => command.run(global).await,
			Self::Recovery(command) => command.run(global).await,
		}
	}
}

impl OfPerson {
	async fn run(self, global: &Global, name: &str) -> Result<Report> {
		let call = call("Persons", name, [("person", id_value(self.person))]);
		self.signing.send(global, call).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

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
}
