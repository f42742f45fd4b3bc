// SPDX-License-Identifier: Apache-2.0

//! Validators: organizations that the council lets validate blocks.

use crate::{
	args::{hex_bytes, Account, At, Global, Organization, Paging},
	chain::call,
	failure::{unusable, Result},
	motion::{Majority, Proposing},
	output::Report,
	transaction::Signing,
};
use clap::{Args, Subcommand};
use serde_json::{json, Value as Json};
use subxt::dynamic::Value;

/// The commands about validators.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// List the organizations that validate
	List(Paging),
	/// Show an organization as a validator
	Show {
		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		at: At,
	},
	/// List the validators of the current session
	CurrentSet(At),
	/// Show why an organization is barred from validating; the exit status is 1 if it is not
	ShowBar {
		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		at: At,
	},
	/// Propose to let an organization validate (more than half of the council)
	Admit {
		/// Id or unified social credit code
		organization: Organization,

		/// The operator's account whose session keys the node runs with
		account: Account,

		#[command(flatten)]
		proposing: Proposing,
	},
	/// Propose to end an organization's validating (more than half of the council)
	Retire(Proposal),
	/// Propose to bar an organization from validating until further notice (more than half of the
	/// council)
	Bar(Proposal),
	/// Propose to lift a bar, also one for an equivocation (more than half of the council)
	LiftBar(Proposal),
	/// Validate with another operator's account (an administrator signs)
	SetAccount {
		/// The operator's account; it sets its session keys before
		account: Account,

		#[command(flatten)]
		signing: Signing,
	},
	/// End the validating of the signer's organization (an administrator signs)
	Resign {
		#[command(flatten)]
		signing: Signing,
	},
	/// Set the session keys of the signer, the operator whose account validates
	///
	/// Without `--keys`, the node at `--url` makes new keys and keeps their secret part: that must
	/// be the validator's own node, reached over the loopback interface with
	/// `--rpc-methods unsafe`.
	SetKeys {
		/// The public keys as hex, from `author_rotateKeysWithOwner`
		#[arg(long, value_name = "HEX", value_parser = hex_bytes, requires = "proof")]
		keys: Option<std::vec::Vec<u8>>,

		/// The proof that their owner is the signer, as hex, from the same answer
		#[arg(long, value_name = "HEX", value_parser = hex_bytes, requires = "keys")]
		proof: Option<std::vec::Vec<u8>>,

		#[command(flatten)]
		signing: Signing,
	},
}

const COLUMNS: [&str; 7] =
	["organization", "account", "hasKeys", "active", "queued", "disabled", "bar"];

/// An organization and a motion about it.
#[derive(Debug, Args)]
pub struct Proposal {
	/// Id or unified social credit code
	organization: Organization,

	#[command(flatten)]
	proposing: Proposing,
}

impl Proposal {
	async fn run(self, global: &Global, name: &str) -> Result<Report> {
		let proposer = self.proposing.proposer()?;
		let node = global.node().await?;
		let organization = self.organization.value(&node).await?;
		let call = call("Validators", name, [("organization", organization)]);
		proposer.propose(&node, call, Majority::Half).await
	}
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::List(paging) => {
				let page = global.node().await?.list("validators_list", vec![], &paging).await?;
				Ok(Report::page(page, &COLUMNS))
			}
			Self::Show { organization, at } => {
				let node = global.node().await?;
				let params = vec![json!(organization.id(&node, &at).await?)];
				let what = format!("validator that is {organization}");
				let validator = node.find("validators_get", params, &at, what).await?;
				Ok(Report::record(validator, &COLUMNS))
			}
			Self::CurrentSet(at) => {
				let set = global.node().await?.query("validators_currentSet", vec![], &at).await?;
				let set = json!({ "items": set, "next": null });
				Ok(Report::page(set, &["index", "organization", "account", "disabled"]))
			}
			Self::ShowBar { organization, at } => {
				let node = global.node().await?;
				let params = vec![json!(organization.id(&node, &at).await?)];
				let what = format!("bar of {organization}");
				let bar = node.find("validators_bar", params, &at, what).await?;
				Ok(Report::record(bar, &["cause", "since"]))
			}
			Self::Admit { organization, account, proposing } => {
				let proposer = proposing.proposer()?;
				let node = global.node().await?;
				let organization = organization.value(&node).await?;
				let call = call(
					"Validators",
					"admit",
					[("organization", organization), ("account", account.value())],
				);
				proposer.propose(&node, call, Majority::Half).await
			}
			Self::Retire(proposal) => proposal.run(global, "retire").await,
			Self::Bar(proposal) => proposal.run(global, "bar").await,
			Self::LiftBar(proposal) => proposal.run(global, "lift_bar").await,
			Self::SetAccount { account, signing } => {
				let call = call("Validators", "set_account", [("account", account.value())]);
				signing.send(global, call).await
			}
			Self::Resign { signing } => {
				let call = call("Validators", "resign", []);
				signing.send(global, call).await
			}
			Self::SetKeys { keys, proof, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let (keys, proof) = match (keys, proof) {
					(Some(keys), Some(proof)) => (keys, proof),
					_ => {
						let owner = crate::value::hex_text(&signer.pair.public_key().0);
						let made = node.request("author_rotateKeysWithOwner", vec![json!(owner)]);
						new_keys(&made.await?)?
					}
				};
				// The keys are a structure of public keys, which encodes as these bytes.
				let chain = node.chain().await?;
				let keys = chain.decode_argument("Session", "set_keys", "keys", &keys)?;
				let call = call(
					"Session",
					"set_keys",
					[("keys", keys), ("proof", Value::from_bytes(proof))],
				);
				signer.send(&node, call).await
			}
		}
	}
}

/// The keys that a node made, and the proof that goes with them.
fn new_keys(made: &Json) -> Result<(Vec<u8>, Vec<u8>)> {
	let bytes = |name: &str| made[name].as_str().and_then(|text| hex_bytes(text).ok());
	bytes("keys").zip(bytes("proof")).ok_or_else(|| unusable(format!("session keys as {made}")))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn new_keys_come_with_a_proof() {
		let made = json!({ "keys": "0x0102", "proof": "0x03" });
		assert_eq!(new_keys(&made), Ok((vec![1, 2], vec![3])));
		for made in [json!({ "keys": "0x0102" }), json!("0x0102"), json!({ "keys": 1, "proof": 2 })]
		{
			assert!(new_keys(&made).is_err(), "{made}");
		}
	}
}
