// SPDX-License-Identifier: Apache-2.0

//! Policies: how owners answer requests.

use super::arguments;
use crate::{
	args::{id_value, optional, Global, Organization, Paging, Party},
	failure::{Failure, Result},
	output::Report,
	transaction::Signing,
};
use clap::{Subcommand, ValueEnum};
use subxt::dynamic::Value;

/// A day in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// The commands about policies.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// List the policies under which a party answers requests
	Policies {
		/// `organization:3`, `organization:<code>` or `person:5`
		owner: Party,

		#[command(flatten)]
		paging: Paging,
	},
	/// Set a policy of the signer's party, for requests made from now on
	SetPolicy {
		/// The policy's number among the party's, from 0
		number: u32,

		/// Who decides on requests
		#[arg(long, value_enum)]
		decision: Decision,

		/// With `--decision approvers`: who votes; repeated, at most 7
		#[arg(long = "approver", value_name = "PARTY")]
		approvers: Vec<Party>,

		/// With `--decision approvers`: how many must approve
		#[arg(long, value_name = "NUMBER")]
		threshold: Option<u8>,

		/// Within how many working days a request is acknowledged; 0 promises nothing
		#[arg(long, value_name = "DAYS", default_value_t = 0)]
		acknowledge_days: u8,

		/// Within how many working days a request is answered, and then the key handed over
		#[arg(long, value_name = "DAYS")]
		answer_days: u8,

		/// Who decides where the owner is silent, or its refusal is disputed
		#[arg(long, value_name = "ORGANIZATION")]
		arbiter: Option<Organization>,

		/// The longest period that can be asked for
		#[arg(long, value_name = "DAYS")]
		max_period: u32,

		/// The most uses that can be asked for
		#[arg(long, value_name = "NUMBER")]
		max_uses: u32,

		#[command(flatten)]
		signing: Signing,
	},
}

/// Who decides on requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Decision {
	/// Nobody: a request is approved as soon as it is made
	Automatic,
	/// The owner
	Owner,
	/// So many of those who are named
	Approvers,
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Policies { owner, paging } => {
				let node = global.node().await?;
				let owner = owner.json(&node, &paging.at).await?;
				let page = node.list("sealed_listPolicies", vec![owner], &paging).await?;
				let columns = ["number", "decision", "acknowledgeDays", "answerDays", "arbiter"];
				Ok(Report::page(page, &columns))
			}
			Self::SetPolicy {
				number,
				decision,
				approvers,
				threshold,
				acknowledge_days,
				answer_days,
				arbiter,
				max_period,
				max_uses,
				signing,
			} => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let mut parties = Vec::new();
				for approver in &approvers {
					parties.push(approver.value(&node).await?);
				}
				let arbiter = match arbiter {
					Some(organization) => Some(organization.value(&node).await?),
					None => None,
				};
				let terms = Value::named_composite([
					("decision", decision.value(parties, threshold)?),
					("acknowledge_days", id_value(acknowledge_days)),
					("answer_days", id_value(answer_days)),
					("arbiter", optional(arbiter)),
					("max_period", id_value(u64::from(max_period) * DAY)),
					("max_uses", id_value(max_uses)),
				]);
				let call =
					arguments::call("set_policy", [("policy", id_value(number)), ("terms", terms)]);
				signer.send(&node, call).await
			}
		}
	}
}

impl Decision {
	fn value(self, approvers: Vec<Value>, threshold: Option<u8>) -> Result<Value> {
		match (self, threshold) {
			(Self::Approvers, Some(threshold)) if !approvers.is_empty() => {
				Ok(Value::named_variant(
					"Approvers",
					[
						("threshold", id_value(threshold)),
						("approvers", Value::unnamed_composite(approvers)),
					],
				))
			}
			(Self::Approvers, _) => Err(Failure::Usage(
				"--decision approvers needs --threshold and an --approver or more".into(),
			)),
			(_, None) if approvers.is_empty() => Ok(crate::args::unit_variant(&self)),
			_ => Err(Failure::Usage(
				"--threshold and --approver go with --decision approvers".into(),
			)),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn approvers_and_their_threshold_go_together() {
		let party = || vec![Value::u128(1)];
		assert!(Decision::Approvers.value(party(), Some(1)).is_ok());
		assert!(Decision::Approvers.value(party(), None).is_err());
		assert!(Decision::Approvers.value(vec![], Some(1)).is_err());
		assert!(Decision::Owner.value(party(), None).is_err());
		assert!(Decision::Owner.value(vec![], Some(1)).is_err());
		assert_eq!(
			Decision::Automatic.value(vec![], None),
			Ok(Value::unnamed_variant("Automatic", []))
		);
	}
}
