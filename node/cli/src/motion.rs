// SPDX-License-Identifier: Apache-2.0

//! The council's motions: how subjects propose calls, and how members decide on them.

use crate::{
	args::{hash, hex_bytes, Global},
	chain::{call, digest, Call, Chain},
	failure::{unusable, Failure, Result},
	node::Node,
	output::Report,
	transaction::{explain_dispatch_error, Receipt, Signer, Signing},
};
use clap::{Args, Subcommand};
use serde::Deserialize;
use serde_json::{json, Value as Json};
use std::{fmt, str::FromStr};
use subxt::{
	dynamic::Value,
	ext::codec::Compact,
	utils::{AccountId32, H256},
};

/// The commands about motions.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// List the motions that are not closed
	List,
	/// Show a motion: its call, its votes, until when it can be voted on
	Show {
		/// Hash (0x…) or index
		motion: Name,
	},
	/// Propose any call of the chain
	///
	/// The subjects' own commands (`covenant organization admit`, …) are easier where they exist.
	Propose {
		/// The call as hex, as polkadot.js apps show it under "encoded call data"
		#[arg(value_name = "CALL", value_parser = hex_bytes)]
		call: std::vec::Vec<u8>,

		/// Demand two thirds of the council instead of more than half
		#[arg(long)]
		two_thirds: bool,

		#[command(flatten)]
		proposing: Proposing,
	},
	/// Vote for a motion
	Approve {
		/// Hash (0x…) or index
		motion: Name,

		/// Close the motion if this vote decides it, which sends its call
		#[arg(long)]
		close: bool,

		#[command(flatten)]
		signing: Signing,
	},
	/// Vote against a motion
	Reject {
		/// Hash (0x…) or index
		motion: Name,

		#[command(flatten)]
		signing: Signing,
	},
	/// Close a motion that is decided, or whose time is over; its call is sent if it was approved
	///
	/// Whoever can send transactions can close. The exit status is 4 if the call fails.
	Close {
		/// Hash (0x…) or index
		motion: Name,

		#[command(flatten)]
		signing: Signing,
	},
}

/// How a command that is up to the council proposes its call.
#[derive(Debug, Args)]
pub struct Proposing {
	/// Approve the motion as well, in a second transaction: proposing is not voting
	#[arg(long, help_heading = "Transaction")]
	approve: bool,

	#[command(flatten)]
	signing: Signing,
}

/// What part of the council a call demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Majority {
	/// More than half.
	Half,
	/// Two thirds or more.
	TwoThirds,
}

impl Majority {
	/// The smallest number of approvals among so many members.
	fn threshold(self, members: u32) -> u32 {
		match self {
			Self::Half => members / 2 + 1,
			Self::TwoThirds => (members * 2).div_ceil(3),
		}
	}
}

/// How a motion is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
	Hash(H256),
	Index(u32),
}

impl FromStr for Name {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		match text.parse() {
			Ok(index) => Ok(Self::Index(index)),
			Err(_) => hash(text).map(Self::Hash),
		}
	}
}

impl fmt::Display for Name {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Hash(hash) => write!(f, "{hash:?}"),
			Self::Index(index) => write!(f, "{index}"),
		}
	}
}

/// The votes on a motion, as the collective pallet keeps them.
#[derive(Debug, Deserialize)]
struct Votes {
	index: u32,
	threshold: u32,
	ayes: Vec<AccountId32>,
	nays: Vec<AccountId32>,
	end: u32,
}

/// A motion that is not closed.
struct Motion {
	hash: H256,
	votes: Votes,
	/// The call as it is encoded.
	bytes: Vec<u8>,
	call: Json,
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::List => list(&global.node().await?).await,
			Self::Show { motion } => {
				let chain = global.node().await?.chain().await?;
				let members = members(&chain).await?.len();
				let motion = Motion::find(&chain, motion).await?.json(&chain, members);
				let order = ["index", "hash", "call", "state", "approvals"];
				Ok(Report::record_with(motion, &order, "arguments"))
			}
			Self::Propose { call, two_thirds, proposing } => {
				let proposer = proposing.proposer()?;
				let node = global.node().await?;
				let transactions = node.chain().await?.at().transactions();
				let call = transactions.from_call_data_bytes(&call).map_err(|error| {
					Failure::Usage(format!("not a call of this chain: {error}"))
				})?;
				let majority = if two_thirds { Majority::TwoThirds } else { Majority::Half };
				proposer.propose(&node, call, majority).await
			}
			Self::Approve { motion, close: and_close, signing } => {
				let signer = signing.signer()?;
				if and_close {
					signer.ensure_waits()?;
				}
				let node = global.node().await?;
				let motion = Motion::find(&node.chain().await?, motion).await?;
				let vote = motion.vote(&node, &signer, true).await?;
				let yes = vote.event("Council.Voted").and_then(|fields| fields["yes"].as_u64());
				if and_close && yes.is_some_and(|yes| yes >= motion.votes.threshold.into()) {
					return motion.close(&node, &signer).await;
				}
				Ok(vote.report())
			}
			Self::Reject { motion, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let motion = Motion::find(&node.chain().await?, motion).await?;
				Ok(motion.vote(&node, &signer, false).await?.report())
			}
			Self::Close { motion, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let motion = Motion::find(&node.chain().await?, motion).await?;
				motion.close(&node, &signer).await
			}
		}
	}
}

async fn list(node: &Node) -> Result<Report> {
	let chain = node.chain().await?;
	let members = members(&chain).await?.len();
	let mut motions = Vec::new();
	for hash in hashes(&chain).await? {
		motions.extend(Motion::get(&chain, hash).await?.map(|motion| motion.json(&chain, members)));
	}
	let page = json!({ "items": motions, "next": null });
	Ok(Report::page(page, &["index", "call", "approvals", "state", "hash"]))
}

async fn members(chain: &Chain) -> Result<Vec<AccountId32>> {
	Ok(chain.read("Council", "Members", vec![]).await?.unwrap_or_default())
}

async fn hashes(chain: &Chain) -> Result<Vec<H256>> {
	Ok(chain.read("Council", "Proposals", vec![]).await?.unwrap_or_default())
}

impl Motion {
	async fn get(chain: &Chain, hash: H256) -> Result<Option<Self>> {
		let key = || vec![Value::from_bytes(hash)];
		let votes = chain.read("Council", "Voting", key()).await?;
		let call = chain.stored("Council", "ProposalOf", key()).await?;
		Ok(votes.zip(call).map(|(votes, (bytes, call))| Self { hash, votes, bytes, call }))
	}

	async fn find(chain: &Chain, name: Name) -> Result<Self> {
		let hashes = match name {
			Name::Hash(hash) => vec![hash],
			Name::Index(_) => hashes(chain).await?,
		};
		for hash in hashes {
			if let Some(motion) = Self::get(chain, hash).await? {
				if matches!(name, Name::Hash(_)) || name == Name::Index(motion.votes.index) {
					return Ok(motion);
				}
			}
		}
		Err(Failure::No(format!("there is no open motion {name}")))
	}

	fn json(&self, chain: &Chain, members: usize) -> Json {
		let Votes { index, threshold, ayes, nays, end } = &self.votes;
		json!({
			"index": index,
			"hash": self.hash,
			"call": self.call["call"],
			"arguments": self.call["arguments"],
			"threshold": threshold,
			"approvals": format!("{} of {threshold}", ayes.len()),
			"ayes": ayes,
			"nays": nays,
			"endBlock": end,
			"state": state(&self.votes, members, chain.number()),
		})
	}

	async fn vote(&self, node: &Node, signer: &Signer, approve: bool) -> Result<Receipt> {
		signer.submit(node, &vote(self.hash, self.votes.index, approve)).await
	}

	async fn close(&self, node: &Node, signer: &Signer) -> Result<Report> {
		let chain = node.chain().await?;
		let length = u32::try_from(self.bytes.len()).map_err(unusable)?;
		let arguments = [self.bytes.as_slice(), &length.to_le_bytes()].concat();
		let (time, proof, _, _): (Compact<u64>, Compact<u64>, u8, u128) =
			chain.runtime_api("TransactionPaymentCallApi_query_call_info", &arguments).await?;
		let close = call(
			"Council",
			"close",
			[
				("proposal_hash", Value::from_bytes(self.hash)),
				("index", Value::u128(self.votes.index.into())),
				(
					"proposal_weight_bound",
					Value::named_composite([
						("ref_time", Value::u128(time.0.into())),
						("proof_size", Value::u128(proof.0.into())),
					]),
				),
				("length_bound", Value::u128(length.into())),
			],
		);
		let receipt = signer.submit(node, &close).await?;
		let outcome = outcome(&receipt, &chain)?;
		Ok(Report::new(
			json!({
				"motion": { "hash": self.hash, "index": self.votes.index, "outcome": outcome },
				"transaction": receipt.json(),
			}),
			format!("motion {}: {outcome}\n{}", self.votes.index, receipt.text()),
		))
	}
}

/// Where a motion stands.
fn state(votes: &Votes, members: usize, block: u64) -> &'static str {
	let threshold = usize::try_from(votes.threshold).unwrap_or(usize::MAX);
	if votes.ayes.len() >= threshold {
		"approved, to be closed"
	} else if votes.nays.len() + threshold > members {
		"rejected, to be closed"
	} else if block >= votes.end.into() {
		"its time is over, to be closed"
	} else {
		"open"
	}
}

fn vote(motion: H256, index: u32, approve: bool) -> Call {
	call(
		"Council",
		"vote",
		[
			("proposal", Value::from_bytes(motion)),
			("index", Value::u128(index.into())),
			("approve", Value::bool(approve)),
		],
	)
}

/// What closing a motion, or proposing one that a single member decides, came to. A call that was
/// approved and failed is a failure.
fn outcome(receipt: &Receipt, chain: &Chain) -> Result<&'static str> {
	if let Some(executed) = receipt.event("Council.Executed") {
		return match &executed["result"]["Err"] {
			Json::Null => Ok("approved and carried out"),
			error => Err(Failure::Refused(format!(
				"the motion was approved, but its call failed: {}",
				explain_dispatch_error(error, chain.metadata())
			))),
		};
	}
	Ok(match receipt.event("Council.Disapproved") {
		Some(_) => "not approved",
		None => "not known yet",
	})
}

/// A key that proposes.
pub struct Proposer {
	signer: Signer,
	approve: bool,
}

impl Proposing {
	/// The key that proposes, before anything is asked of a node.
	pub fn proposer(&self) -> Result<Proposer> {
		let signer = self.signing.signer()?;
		if self.approve {
			signer.ensure_waits()?;
		}
		Ok(Proposer { signer, approve: self.approve })
	}
}

impl Proposer {
	/// Proposes a call to the council.
	pub async fn propose(&self, node: &Node, proposed: Call, majority: Majority) -> Result<Report> {
		let chain = node.chain().await?;
		let members = u32::try_from(members(&chain).await?.len()).map_err(unusable)?;
		if members == 0 {
			return Err(Failure::Refused("the council has no members".into()));
		}
		let threshold = majority.threshold(members);
		let bytes = chain.encode(&proposed)?;
		let hash = digest(&bytes);
		let name = format!("{}.{}", proposed.pallet_name(), proposed.call_name());
		let length = u128::try_from(bytes.len()).map_err(unusable)?;
		let propose = call(
			"Council",
			"propose",
			[
				("threshold", Value::u128(threshold.into())),
				("proposal", proposed.into_value()),
				("length_bound", Value::u128(length)),
			],
		);
		let receipt = self.signer.submit(node, &propose).await?;
		let mut transactions = vec![receipt.json()];
		let mut motion = json!({ "hash": hash, "call": name, "threshold": threshold });
		let mut text = format!("motion {hash:?}: {name}");
		if threshold == 1 {
			let outcome = outcome(&receipt, &chain)?;
			motion["outcome"] = json!(outcome);
			text.push_str(&format!("\n{outcome}: the council has one member"));
		}
		let index = receipt.event("Council.Proposed").and_then(|fields| {
			fields["proposalIndex"].as_u64().and_then(|index| u32::try_from(index).ok())
		});
		text.push_str(&format!("\n{}", receipt.text()));
		if let Some(index) = index {
			motion["index"] = json!(index);
			if self.approve {
				let receipt = self.signer.submit(node, &vote(hash, index, true)).await?;
				transactions.push(receipt.json());
				text.push_str(&format!("\n{}", receipt.text()));
			}
			text.push_str(&format!(
				"\nnext: {threshold} of {members} members approve it: \
				 covenant motion approve {index}"
			));
		}
		Ok(Report::new(json!({ "motion": motion, "transactions": transactions }), text))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn thresholds_are_the_least_that_the_runtime_accepts() {
		for members in 1..=50 {
			let half = Majority::Half.threshold(members);
			assert!(half * 2 > members && (half - 1) * 2 <= members, "{members}");
			let two_thirds = Majority::TwoThirds.threshold(members);
			assert!(
				two_thirds * 3 >= members * 2 && (two_thirds - 1) * 3 < members * 2,
				"{members}"
			);
		}
	}

	#[test]
	fn motions_are_named_by_index_or_hash() {
		assert_eq!("7".parse(), Ok(Name::Index(7)));
		let hash = format!("0x{}", "07".repeat(32));
		assert_eq!(hash.parse(), Ok(Name::Hash(H256([7; 32]))));
		assert_eq!(Name::Hash(H256([7; 32])).to_string(), hash);
		for text in ["", "-1", "0x07", "seven"] {
			assert!(text.parse::<Name>().is_err(), "{text}");
		}
	}

	#[test]
	fn states_follow_the_votes() {
		let votes = |ayes, nays| Votes {
			index: 0,
			threshold: 3,
			ayes: vec![AccountId32([1; 32]); ayes],
			nays: vec![AccountId32([2; 32]); nays],
			end: 10,
		};
		assert_eq!(state(&votes(2, 1), 4, 9), "open");
		assert_eq!(state(&votes(3, 1), 4, 9), "approved, to be closed");
		assert_eq!(state(&votes(2, 2), 4, 9), "rejected, to be closed");
		assert_eq!(state(&votes(2, 1), 4, 10), "its time is over, to be closed");
	}
}
