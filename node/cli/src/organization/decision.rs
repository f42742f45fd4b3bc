// SPDX-License-Identifier: Apache-2.0

//! What the council decides about organizations: each command proposes a motion.

use crate::{
	args::{
		capability, capability_set, hash, kind, optional, short_text, unit_variant, uscc, Account,
		At, Global, Organization,
	},
	chain::{call, Call},
	failure::{unusable, Failure, Result},
	motion::{Majority, Proposing},
	node::Node,
	output::Report,
};
use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use covenant_primitives::{Capability, OrganizationKind, Uscc};
use serde_json::Value as Json;
use subxt::{dynamic::Value, utils::H256};

/// The longest name of an organization, in bytes.
const MAX_NAME: usize = 128;

/// The commands that propose motions about organizations.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Propose to admit a legal body (more than half of the council)
	///
	/// Example:
	///   covenant organization admit --name "Harbor Hospital" --uscc 123301004700000777 \
	///     --kind other --capability identify-persons --administrator 5F3s… --key-file delegate.json
	#[command(verbatim_doc_comment)]
	Admit(Admission),
	/// Propose to correct an organization's name, code or kind (more than half of the council)
	#[command(group = ArgGroup::new("change").required(true).multiple(true))]
	Amend {
		/// Id or unified social credit code
		organization: Organization,

		/// The name as registered with the authority that issued the code
		#[arg(long, group = "change")]
		name: Option<String>,

		/// The new unified social credit code, 18 characters
		#[arg(long, group = "change", value_parser = uscc)]
		uscc: Option<Uscc>,

		/// What sort of legal body it is
		#[arg(long, group = "change", value_parser = kind())]
		kind: Option<OrganizationKind>,

		#[command(flatten)]
		proposing: Proposing,
	},
	/// Propose to grant capabilities (more than half of the council)
	Grant(Capabilities),
	/// Propose to withdraw capabilities; operators lose them too (more than half of the council)
	Withdraw(Capabilities),
	/// Propose to suspend an organization (more than half of the council)
	Suspend {
		/// Id or unified social credit code
		organization: Organization,

		/// Why
		#[arg(long, value_enum)]
		ground: Ground,

		/// Salted commitment to the document that states the reason: 0x and 64 hex digits
		#[arg(long, value_name = "HASH", value_parser = hash)]
		commitment: Option<H256>,

		#[command(flatten)]
		proposing: Proposing,
	},
	/// Propose to end a suspension (more than half of the council)
	Reinstate(Proposal),
	/// Propose to remove an organization that owes nothing
	///
	/// More than half of the council decides; while the organization has a seat, two thirds.
	Remove(Proposal),
	/// Propose another quota; what is not given stays (more than half of the council)
	SetQuota {
		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		quota: Quota,

		#[command(flatten)]
		proposing: Proposing,
	},
	/// Propose to make an account the only administrator, where the administrators' keys are lost
	/// or in the wrong hands (more than half of the council, two thirds while it has a seat)
	AppointAdministrator {
		/// Id or unified social credit code
		organization: Organization,

		/// The account: an SS58 address
		administrator: Account,

		#[command(flatten)]
		proposing: Proposing,
	},
	/// Propose to give an organization a seat in the council (two thirds of it)
	GrantSeat(Proposal),
	/// Propose to take an organization's seat (two thirds of the council)
	WithdrawSeat(Proposal),
}

/// A legal body that is proposed for admission.
#[derive(Debug, Args)]
pub struct Admission {
	/// The name as registered with the authority that issued the code, at most 128 bytes of UTF-8
	#[arg(long)]
	name: String,

	/// The unified social credit code, 18 characters, checked here before anything is sent
	#[arg(long, value_parser = uscc)]
	uscc: Uscc,

	/// What sort of legal body it is; it carries no rights
	#[arg(long, value_parser = kind())]
	kind: OrganizationKind,

	/// What it may do beyond what every organization may; may be repeated
	#[arg(long = "capability", value_name = "CAPABILITY", value_parser = capability())]
	capabilities: Vec<Capability>,

	/// The account that becomes its first administrator
	#[arg(long, value_name = "ACCOUNT")]
	administrator: Account,

	#[command(flatten)]
	quota: Quota,

	#[command(flatten)]
	proposing: Proposing,
}

/// An organization and a motion about it.
#[derive(Debug, Args)]
pub struct Proposal {
	/// Id or unified social credit code
	organization: Organization,

	#[command(flatten)]
	proposing: Proposing,
}

/// An organization, capabilities and a motion about them.
#[derive(Debug, Args)]
pub struct Capabilities {
	/// Id or unified social credit code
	organization: Organization,

	/// The capability; may be repeated
	#[arg(
		long = "capability",
		value_name = "CAPABILITY",
		value_parser = capability(),
		required = true
	)]
	capabilities: Vec<Capability>,

	#[command(flatten)]
	proposing: Proposing,
}

/// What an organization may use, and how many persons it may enroll.
#[derive(Debug, Args)]
pub struct Quota {
	/// The most that it can use at once, in fee units: picoseconds of execution
	#[arg(long, value_name = "UNITS")]
	quota_max: Option<u128>,

	/// What comes back with every block, in fee units
	#[arg(long, value_name = "UNITS")]
	quota_recovery: Option<u128>,

	/// How many persons it may have enrolled at a time
	#[arg(long, value_name = "COUNT")]
	persons: Option<u32>,
}

/// Why an organization is suspended.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Ground {
	/// It broke the consortium's rules
	RuleBreach,
	/// Its keys are lost or in the wrong hands
	KeyCompromise,
	/// A court or an authority ordered it
	OfficialOrder,
	/// It is dissolved, deregistered or without its license
	LegalStandingLost,
	/// It asked for it
	OwnRequest,
	/// Anything else
	Other,
}

impl Quota {
	/// As an argument of a call; what was not given is taken from `base`, a quota in JSON.
	fn value(&self, base: &Json) -> Result<Value> {
		let field = |given: Option<u128>, name: &str| match given.or(integer(&base[name])) {
			Some(units) => Ok(Value::u128(units)),
			None => Err(unusable(format!("a quota without {name}: {base}"))),
		};
		Ok(Value::named_composite([
			("max", field(self.quota_max, "max")?),
			("recovery_per_block", field(self.quota_recovery, "recoveryPerBlock")?),
			("persons", field(self.persons.map(u128::from), "persons")?),
		]))
	}

	fn is_empty(&self) -> bool {
		self.quota_max.is_none() && self.quota_recovery.is_none() && self.persons.is_none()
	}
}

/// An integer as JSON holds it: a number, or a decimal string.
fn integer(value: &Json) -> Option<u128> {
	match value {
		Json::String(digits) => digits.parse().ok(),
		value => value.as_u64().map(u128::from),
	}
}

/// A call about one organization.
async fn about(node: &Node, name: &str, organization: Organization) -> Result<Call> {
	let organization = organization.value(node).await?;
	Ok(call("Organizations", name, [("organization", organization)]))
}

impl Proposal {
	async fn run(self, global: &Global, name: &str, majority: Majority) -> Result<Report> {
		let proposer = self.proposing.proposer()?;
		let node = global.node().await?;
		let call = about(&node, name, self.organization).await?;
		proposer.propose(&node, call, majority).await
	}
}

impl Capabilities {
	async fn run(self, global: &Global, name: &str) -> Result<Report> {
		let proposer = self.proposing.proposer()?;
		let node = global.node().await?;
		let organization = self.organization.value(&node).await?;
		let capabilities = capability_set(&self.capabilities);
		let call = call(
			"Organizations",
			name,
			[("organization", organization), ("capabilities", capabilities)],
		);
		proposer.propose(&node, call, Majority::Half).await
	}
}

impl Admission {
	async fn run(self, global: &Global) -> Result<Report> {
		let proposer = self.proposing.proposer()?;
		let name = short_text("the name", &self.name, MAX_NAME)?;
		let node = global.node().await?;
		let default = node.chain().await?.constant("Organizations", "DefaultQuota")?;
		let call = call(
			"Organizations",
			"admit",
			[
				("name", name),
				("uscc", Value::from_bytes(self.uscc.as_bytes())),
				("kind", unit_variant(&self.kind)),
				("capabilities", capability_set(&self.capabilities)),
				("quota", self.quota.value(&default)?),
				("administrator", self.administrator.value()),
			],
		);
		proposer.propose(&node, call, Majority::Half).await
	}
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Admit(admission) => admission.run(global).await,
			Self::Amend { organization, name, uscc, kind, proposing } => {
				let proposer = proposing.proposer()?;
				let name = name.map(|name| short_text("the name", &name, MAX_NAME)).transpose()?;
				let node = global.node().await?;
				let call = call(
					"Organizations",
					"amend",
					[
						("organization", organization.value(&node).await?),
						("name", optional(name)),
						("uscc", optional(uscc.map(|code| Value::from_bytes(code.as_bytes())))),
						("kind", optional(kind.map(|kind| unit_variant(&kind)))),
					],
				);
				proposer.propose(&node, call, Majority::Half).await
			}
			Self::Grant(capabilities) => capabilities.run(global, "grant").await,
			Self::Withdraw(capabilities) => capabilities.run(global, "withdraw").await,
			Self::Suspend { organization, ground, commitment, proposing } => {
				let proposer = proposing.proposer()?;
				let node = global.node().await?;
				let reason = Value::named_composite([
					("ground", unit_variant(&ground)),
					("commitment", optional(commitment.map(Value::from_bytes))),
				]);
				let organization = organization.value(&node).await?;
				let call = call(
					"Organizations",
					"suspend",
					[("organization", organization), ("reason", reason)],
				);
				proposer.propose(&node, call, Majority::Half).await
			}
			Self::Reinstate(proposal) => proposal.run(global, "reinstate", Majority::Half).await,
			Self::Remove(proposal) => remove(proposal, global).await,
			Self::SetQuota { organization, quota, proposing } => {
				if quota.is_empty() {
					return Err(Failure::Usage(
						"nothing to change: give --quota-max, --quota-recovery or --persons".into(),
					));
				}
				let proposer = proposing.proposer()?;
				let node = global.node().await?;
				let record = organization.get(&node, &At { at: None }).await?;
				let call = call(
					"Organizations",
					"set_quota",
					[
						("organization", organization.value(&node).await?),
						("quota", quota.value(&record["quota"])?),
					],
				);
				proposer.propose(&node, call, Majority::Half).await
			}
			Self::AppointAdministrator { organization, administrator, proposing } => {
				let proposer = proposing.proposer()?;
				let node = global.node().await?;
				let call = call(
					"Organizations",
					"appoint_administrator",
					[
						("organization", organization.value(&node).await?),
						("administrator", administrator.value()),
					],
				);
				let majority = majority_about_seat(&node, organization).await?;
				proposer.propose(&node, call, majority).await
			}
			Self::GrantSeat(proposal) => {
				proposal.run(global, "grant_seat", Majority::TwoThirds).await
			}
			Self::WithdrawSeat(proposal) => {
				proposal.run(global, "withdraw_seat", Majority::TwoThirds).await
			}
		}
	}
}

/// An organization with a seat is removed by those who may change seats.
async fn remove(proposal: Proposal, global: &Global) -> Result<Report> {
	let proposer = proposal.proposing.proposer()?;
	let node = global.node().await?;
	let majority = majority_about_seat(&node, proposal.organization).await?;
	let call = about(&node, "remove", proposal.organization).await?;
	proposer.propose(&node, call, majority).await
}

/// What it takes to decide what also decides about a seat on the council.
async fn majority_about_seat(node: &Node, organization: Organization) -> Result<Majority> {
	let id = organization.value(node).await?;
	let seat = node.chain().await?.stored("Organizations", "Seats", vec![id]).await?;
	Ok(if seat.is_some() { Majority::TwoThirds } else { Majority::Half })
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn quota(max: Option<u128>) -> Quota {
		Quota { quota_max: max, quota_recovery: None, persons: None }
	}

	#[test]
	fn a_quota_keeps_what_is_not_given() {
		let base = json!({ "max": "18446744073709551616", "recoveryPerBlock": 7, "persons": 2 });
		let fields = |max| {
			Value::named_composite([
				("max", Value::u128(max)),
				("recovery_per_block", Value::u128(7)),
				("persons", Value::u128(2)),
			])
		};
		assert_eq!(quota(None).value(&base).unwrap(), fields(1 << 64));
		assert_eq!(quota(Some(5)).value(&base).unwrap(), fields(5));
		assert!(quota(Some(5)).value(&json!({})).is_err());
	}

	#[test]
	fn grounds_are_named_as_on_the_chain() {
		let names = Ground::value_variants().iter().map(|ground| format!("{ground:?}"));
		assert_eq!(
			names.collect::<Vec<_>>(),
			[
				"RuleBreach",
				"KeyCompromise",
				"OfficialOrder",
				"LegalStandingLost",
				"OwnRequest",
				"Other"
			]
		);
	}
}
