// SPDX-License-Identifier: Apache-2.0

//! Memberships: where persons belong, and as what.

use super::{OfPerson, Person};
use crate::{
	args::{id_value, optional, short_text, Account, At, Global, Organization, Paging},
	chain::{call, Call},
	failure::{unusable, Failure, Result},
	node::Node,
	output::Report,
	time,
	transaction::Signing,
};
use clap::{ArgGroup, Args, Subcommand};
use serde::Deserialize;
use serde_json::json;

/// The longest unit or role, in bytes.
const MAX_TEXT: usize = 64;

/// The commands about memberships.
#[derive(Debug, Subcommand)]
pub enum Command {
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

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Memberships { person, paging } => {
				let node = global.node().await?;
				let params = vec![person.id(&node, &paging.at).await?];
				let page = node.list("persons_listMemberships", params, &paging).await?;
				Ok(Report::page(
					page,
					&["organization", "unit", "role", "standing", "from", "until"],
				))
			}
			Self::Members { organization, paging } => {
				let node = global.node().await?;
				let id = organization.get(&node, &paging.at).await?["id"].take();
				let page = node.list("persons_listMembers", vec![id], &paging).await?;
				Ok(Report::page(page, &["person", "unit", "role", "standing", "from", "until"]))
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
				signing.send(global, call("Persons", "sweep_membership", arguments)).await
			}
		}
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

#[cfg(test)]
mod tests {
	use super::*;

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
