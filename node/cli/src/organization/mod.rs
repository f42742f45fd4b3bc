// SPDX-License-Identifier: Apache-2.0

//! Organizations: what the chain says about them, what the council decides about them, and what
//! their operators do for them.

mod decision;
mod payment;

use crate::{
	args::{optional, Account, At, Global, Organization, Paging},
	chain::call,
	failure::Result,
	output::Report,
	transaction::Signing,
};
use clap::{ArgGroup, Subcommand};
use payment::Payment;
use serde_json::json;

/// The commands about organizations.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show an organization
	Show {
		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		at: At,
	},
	/// List the organizations
	List(Paging),
	/// List the seats in the council and their delegates
	Seats(At),

	#[command(flatten)]
	Decision(decision::Command),

	/// Name the operator who votes in the council (an administrator signs)
	#[command(group = ArgGroup::new("vote").required(true))]
	SetDelegate {
		/// The operator's account
		#[arg(group = "vote")]
		delegate: Option<Account>,

		/// Name nobody: the seat has no vote
		#[arg(long, group = "vote")]
		none: bool,

		#[command(flatten)]
		signing: Signing,
	},
	/// Pay from the account of the signer's organization (an operator with `treasury` signs)
	///
	/// Example:
	///   covenant organization pay --asset 1 --to-organization 4 --amount 1200.50 \
	///     --key-file treasurer.json
	#[command(verbatim_doc_comment)]
	Pay(Payment),
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Show { organization, at } => {
				let node = global.node().await?;
				let record = organization.get(&node, &at).await?;
				Ok(Report::record(record, &["id", "name", "uscc", "kind", "status", "account"]))
			}
			Self::List(paging) => {
				let page = global.node().await?.list("organizations_list", vec![], &paging).await?;
				Ok(Report::page(page, &["id", "uscc", "kind", "status", "name"]))
			}
			Self::Seats(at) => {
				let seats = global.node().await?.query("organizations_seats", vec![], &at).await?;
				let seats = json!({ "items": seats, "next": null });
				Ok(Report::page(seats, &["organization", "delegate"]))
			}
			Self::Decision(command) => command.run(global).await,
			Self::SetDelegate { delegate, none: _, signing } => {
				let delegate = optional(delegate.map(|account| account.value()));
				let call = call("Organizations", "set_delegate", [("delegate", delegate)]);
				signing.send(global, call).await
			}
			Self::Pay(payment) => payment.run(global).await,
		}
	}
}
