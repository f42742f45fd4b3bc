// SPDX-License-Identifier: Apache-2.0

//! Operators: accounts that act for an organization.

use crate::{
	args::{capability, capability_set, Account, At, Global, Organization, Paging},
	chain::call,
	failure::Result,
	output::Report,
	transaction::Signing,
};
use clap::{Args, Subcommand};
use covenant_primitives::Capability;
use subxt::dynamic::Value;

/// The commands about operators.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show for whom an account acts, and with which capabilities
	Show {
		/// The account: an SS58 address
		account: Account,

		#[command(flatten)]
		at: At,
	},
	/// List an organization's operators
	List {
		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		paging: Paging,
	},
	/// Make an account an operator of the signer's organization (an administrator signs)
	Add(Rights),
	/// Set an operator's capabilities and administration, all of them (an administrator signs)
	Change(Rights),
	/// End an operator's role (an administrator signs)
	Remove {
		/// The operator's account
		account: Account,

		#[command(flatten)]
		signing: Signing,
	},
	/// Move administration from the signer to another operator; the signer stays an operator
	HandOver {
		/// The operator's account
		account: Account,

		#[command(flatten)]
		signing: Signing,
	},
	/// Give back what a former operator's account still takes on the chain, once nothing needs it
	/// (anyone signs)
	ReleaseAccount {
		/// The former operator's account
		account: Account,

		#[command(flatten)]
		signing: Signing,
	},
	/// Give up the signer's own role
	Leave {
		#[command(flatten)]
		signing: Signing,
	},
}

/// An account and what it may do.
#[derive(Debug, Args)]
pub struct Rights {
	/// The account: an SS58 address
	account: Account,

	/// What it may do for the organization, out of what that may do; may be repeated
	#[arg(long = "capability", value_name = "CAPABILITY", value_parser = capability())]
	capabilities: Vec<Capability>,

	/// It adds, changes and removes operators as well
	#[arg(long)]
	administrator: bool,

	#[command(flatten)]
	signing: Signing,
}

impl Rights {
	async fn run(self, global: &Global, name: &str) -> Result<Report> {
		let call = call(
			"Organizations",
			name,
			[
				("account", self.account.value()),
				("capabilities", capability_set(&self.capabilities)),
				("administrator", Value::bool(self.administrator)),
			],
		);
		self.signing.send(global, call).await
	}
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Show { account, at } => {
				let node = global.node().await?;
				let what = format!("operator {account}");
				let params = vec![account.json()];
				let operator = node.find("organizations_getOperator", params, &at, what).await?;
				Ok(Report::record(operator, &["account", "organization", "administrator"]))
			}
			Self::List { organization, paging } => {
				let node = global.node().await?;
				// An organization always has an operator; an unknown one would look empty.
				let id = organization.get(&node, &paging.at).await?["id"].take();
				let page = node.list("organizations_listOperators", vec![id], &paging).await?;
				Ok(Report::page(page, &["account", "administrator", "capabilities"]))
			}
			Self::Add(rights) => rights.run(global, "add_operator").await,
			Self::Change(rights) => rights.run(global, "change_operator").await,
			Self::Remove { account, signing } => {
				let call = call("Organizations", "remove_operator", [("account", account.value())]);
				signing.send(global, call).await
			}
			Self::HandOver { account, signing } => {
				let call = call("Organizations", "hand_over", [("to", account.value())]);
				signing.send(global, call).await
			}
			Self::ReleaseAccount { account, signing } => {
				let call = call("Organizations", "release_account", [("account", account.value())]);
				signing.send(global, call).await
			}
			Self::Leave { signing } => {
				signing.send(global, call("Organizations", "leave", [])).await
			}
		}
	}
}
