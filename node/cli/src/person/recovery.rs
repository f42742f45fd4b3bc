// SPDX-License-Identifier: Apache-2.0

//! Recovery: another account for a person whose key is lost.

use super::{OfPerson, Person};
use crate::{
	args::{id_value, Account, At, Global},
	chain::call,
	failure::Result,
	output::Report,
	transaction::Signing,
};
use clap::Subcommand;

/// The commands about recovery.
#[derive(Debug, Subcommand)]
pub enum Command {
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
	/// Move what a recovered person still owns at a former account to its present one (anyone signs)
	///
	/// That is what was on hold or frozen when the recovery took effect.
	Collect {
		/// The former account
		account: Account,

		#[command(flatten)]
		signing: Signing,
	},
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Recover { person, new_account, signing } => {
				let arguments =
					[("person", id_value(person)), ("new_account", new_account.value())];
				signing.send(global, call("Persons", "request_recovery", arguments)).await
			}
			Self::Recovery { person, at } => {
				let node = global.node().await?;
				let id = person.id(&node, &at).await?;
				let what = format!("pending recovery of person {id}");
				let recovery = node.find("persons_recovery", vec![id], &at, what).await?;
				Ok(Report::record(recovery, &["person", "oldAccount", "newAccount", "due"]))
			}
			Self::Object { signing } => signing.send(global, call("Persons", "object", [])).await,
			Self::CancelRecovery(of) => of.run(global, "cancel_recovery").await,
			Self::Collect { account, signing } => {
				let call = call("Persons", "collect", [("account", account.value())]);
				signing.send(global, call).await
			}
		}
	}
}
