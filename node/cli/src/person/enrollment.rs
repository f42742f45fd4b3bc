// SPDX-License-Identifier: Apache-2.0

//! Enrollment: who is a person on the chain, and which organization answers for it.

use super::{bulk::EnrollMany, OfPerson};
use crate::{
	args::{hash, optional, Account, At, Global, Organization},
	chain::call,
	failure::Result,
	output::Report,
	transaction::Signing,
};
use clap::{ArgGroup, Subcommand};
use subxt::{dynamic::Value, utils::H256};

/// The commands about enrollment.
#[derive(Debug, Subcommand)]
pub enum Command {
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
	EnrollMany(EnrollMany),
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
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Enrollment { organization, at } => {
				let node = global.node().await?;
				let id = organization.get(&node, &at).await?["id"].take();
				let count = node.query("persons_enrollment", vec![id], &at).await?;
				Ok(Report::record(count, &["enrolled", "limit"]))
			}
			Self::Enroll { account, commitment, signing } => {
				let arguments =
					[("account", account.value()), ("commitment", Value::from_bytes(commitment))];
				signing.send(global, call("Persons", "enroll", arguments)).await
			}
			Self::EnrollMany(file) => file.run(global).await,
			Self::Release(of) => of.run(global, "release").await,
			Self::Resign { signing } => signing.send(global, call("Persons", "resign", [])).await,
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
				signing.send(global, call).await
			}
		}
	}
}
