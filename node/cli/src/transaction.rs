// SPDX-License-Identifier: Apache-2.0

//! Transactions: signed here, submitted, and watched until they are finalized.

use crate::{
	args::{hex_bytes, Global},
	chain::{digest, Call, Chain, Config},
	failure::{unusable, Failure, Result},
	key::Key,
	node::{in_full, Node},
	output::Report,
	value::{self, fields_to_json, hex_text},
};
use clap::{Args, ValueEnum};
use serde_json::{json, Value as Json};
use std::time::Duration;
use subxt::{
	config::DefaultExtrinsicParamsBuilder, events::Phase, ext::scale_value::Composite,
	metadata::Metadata, rpcs::UserError, utils::H256,
};
use subxt_signer::sr25519::Keypair;

/// Blocks that a transaction may wait for its turn before it is void: some 8 minutes, in which
/// nobody who intercepts it can hold it back for later.
const MORTALITY: u64 = 256;

/// How a command that changes the chain signs and waits.
#[derive(Debug, Args)]
pub struct Signing {
	#[command(flatten)]
	pub key: Key,

	/// Return when the transaction is so far
	#[arg(long, value_enum, default_value_t = Wait::Finalized, help_heading = "Transaction")]
	wait: Wait,

	/// Give up waiting after so many seconds; the transaction may still be included later
	#[arg(long, default_value_t = 120, value_name = "SECONDS", help_heading = "Transaction")]
	timeout: u64,
}

/// How far a transaction has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Wait {
	/// In a finalized block, for good
	Finalized,
	/// In a block, which another may still displace
	Block,
	/// Accepted by the node's pool; whether it succeeds is not known
	Pool,
}

impl Signing {
	/// The key that signs, before anything is asked of a node.
	pub fn signer(&self) -> Result<Signer> {
		Ok(Signer {
			pair: self.key.load()?,
			wait: self.wait,
			timeout: Duration::from_secs(self.timeout),
		})
	}

	/// Carries out a command that is nothing but a call.
	pub async fn send(self, global: &Global, call: Call) -> Result<Report> {
		self.signer()?.send(&global.node().await?, call).await
	}
}

/// A key and how long to wait.
pub struct Signer {
	pub pair: Keypair,
	wait: Wait,
	timeout: Duration,
}

/// What became of a transaction.
#[derive(Debug)]
pub struct Receipt {
	hash: H256,
	/// The block that it is in, unless nobody waited for one.
	block: Option<Inclusion>,
}

#[derive(Debug)]
struct Inclusion {
	hash: H256,
	number: u64,
	finalized: bool,
	events: Vec<Event>,
}

/// An event of a transaction.
#[derive(Debug)]
pub struct Event {
	/// `Pallet.Name`.
	pub name: String,
	pub fields: Json,
}

impl Receipt {
	/// The fields of the first event of this name, `Pallet.Name`.
	pub fn event(&self, name: &str) -> Option<&Json> {
		self.events(name).next()
	}

	/// The fields of every event of this name, `Pallet.Name`.
	pub fn events<'a, 'b>(&'a self, name: &'b str) -> impl Iterator<Item = &'a Json> + use<'a, 'b> {
		self.block
			.iter()
			.flat_map(|block| &block.events)
			.filter(move |event| event.name == name)
			.map(|event| &event.fields)
	}

	/// For `--json`.
	pub fn json(&self) -> Json {
		let Some(block) = &self.block else {
			return json!({ "hash": self.hash, "status": "pool" });
		};
		let events = block.events.iter();
		json!({
			"hash": self.hash,
			"status": if block.finalized { "finalized" } else { "block" },
			"block": { "hash": block.hash, "number": block.number },
			"events": events.map(|e| json!({ "event": e.name, "fields": e.fields }))
				.collect::<Vec<_>>(),
		})
	}

	/// For people: where it is, and a line for each event but those of the machinery.
	pub fn text(&self) -> String {
		let Some(block) = &self.block else {
			return format!("transaction {:?} is in the pool", self.hash);
		};
		let state = if block.finalized { "finalized" } else { "included" };
		let mut text = format!("transaction {:?} {state} in block {}", self.hash, block.number);
		for event in &block.events {
			if !event.name.starts_with("System.") {
				text.push_str(&format!("\n  {} {}", event.name, event.fields));
			}
		}
		text
	}

	/// The answer of a command that is nothing but a transaction.
	pub fn report(&self) -> Report {
		Report::new(json!({ "transaction": self.json() }), self.text())
	}
}

impl Signer {
	/// Refuses a command of two transactions, the second of which depends on what the first does,
	/// if nobody waits for that.
	pub fn ensure_waits(&self) -> Result<()> {
		match self.wait {
			Wait::Pool => Err(Failure::Usage(
				"two transactions in a row need --wait block or --wait finalized".into(),
			)),
			Wait::Block | Wait::Finalized => Ok(()),
		}
	}

	/// Refuses a command whose second transaction shows what the first one hides, unless the first
	/// is waited for until no fork can drop it.
	pub fn ensure_waits_for_finality(&self) -> Result<()> {
		match self.wait {
			Wait::Finalized => Ok(()),
			Wait::Pool | Wait::Block => Err(Failure::Usage(
				"a commitment may be opened only once it is final: --wait finalized".into(),
			)),
		}
	}

	/// Sends a call and reports what became of it.
	pub async fn send(&self, node: &Node, call: Call) -> Result<Report> {
		self.submit(node, &call).await.map(|receipt| receipt.report())
	}

	/// Signs a call, submits it and waits as long as asked. A call that fails in its block is a
	/// failure here.
	pub async fn submit(&self, node: &Node, call: &Call) -> Result<Receipt> {
		let chain = node.chain().await?;
		let bytes = self.sign(node, &chain, call).await?;
		let watch = self.watch(node, &bytes);
		tokio::time::timeout(self.timeout, watch).await.unwrap_or_else(|_| {
			let hash = digest(&bytes);
			Err(Failure::Other(format!(
				"no decision after {} s about transaction {hash:?}; it may still be included \
				 within {MORTALITY} blocks",
				self.timeout.as_secs()
			)))
		})
	}

	async fn sign(&self, node: &Node, chain: &Chain, call: &Call) -> Result<Vec<u8>> {
		let account = self.pair.public_key().to_account_id();
		let nonce = node.request("system_accountNextIndex", vec![json!(account)]).await?;
		let params = DefaultExtrinsicParamsBuilder::<Config>::new()
			.nonce(nonce)
			.mortal_from_unchecked(MORTALITY, chain.number(), chain.hash())
			.build();
		let signed = chain
			.at()
			.transactions()
			.create_signable_offline(call, params)
			.and_then(|mut transaction| transaction.sign(&self.pair));
		let signed = signed.map_err(|error| {
			unusable(format!(
				"{}.{} cannot be put as this chain wants it: {error}",
				call.pallet_name(),
				call.call_name()
			))
		})?;
		Ok(signed.into_encoded())
	}

	async fn watch(&self, node: &Node, bytes: &[u8]) -> Result<Receipt> {
		let hash = digest(bytes);
		let mut statuses = node
			.subscribe(
				"author_submitAndWatchExtrinsic",
				vec![json!(hex_text(bytes))],
				"author_unwatchExtrinsic",
			)
			.await?
			.map_err(|refusal| Failure::Refused(explain_refusal(&refusal)))?;
		if self.wait == Wait::Pool {
			return Ok(Receipt { hash, block: None });
		}
		while let Some(status) = statuses.next().await {
			let status = status.map_err(|error| node.explain("author_extrinsicUpdate", error))?;
			let finalized = match progress(&status)? {
				Progress::Waiting => continue,
				Progress::InBlock if self.wait == Wait::Finalized => continue,
				Progress::InBlock => false,
				Progress::Finalized => true,
			};
			let block = status["inBlock"].as_str().or(status["finalized"].as_str());
			let block = block.ok_or_else(|| unusable(format!("the status {status}")))?;
			let block = serde_json::from_value(json!(block)).map_err(unusable)?;
			return inclusion(node, block, bytes, finalized)
				.await
				.map(|block| Receipt { hash, block: Some(block) });
		}
		Err(Failure::Unreachable(format!(
			"the node stopped reporting on transaction {hash:?}; it may still be included"
		)))
	}
}

enum Progress {
	Waiting,
	InBlock,
	Finalized,
}

/// What a status of the pool means.
fn progress(status: &Json) -> Result<Progress> {
	let (name, _) = match status {
		Json::Object(fields) => fields.iter().next().map(|(name, value)| (name.as_str(), value)),
		name => name.as_str().map(|name| (name, &Json::Null)),
	}
	.ok_or_else(|| unusable(format!("the status {status}")))?;
	match name {
		"inBlock" => Ok(Progress::InBlock),
		"finalized" => Ok(Progress::Finalized),
		"future" | "ready" | "broadcast" | "retracted" => Ok(Progress::Waiting),
		"usurped" => Err(Failure::Refused(
			"another transaction of this account took its place in the pool".into(),
		)),
		"dropped" => {
			Err(Failure::Refused("the pool is full and dropped the transaction: try later".into()))
		}
		"invalid" => Err(Failure::Refused(
			"the transaction is not valid any more: the account's standing or quota changed while \
			 it waited"
				.into(),
		)),
		"finalityTimeout" => Err(Failure::Other(
			"the transaction is in a block, but blocks are not being finalized".into(),
		)),
		other => Err(unusable(format!("the status {other}"))),
	}
}

/// Finds the transaction in its block, and what it did there.
async fn inclusion(node: &Node, block: H256, bytes: &[u8], finalized: bool) -> Result<Inclusion> {
	let chain = node.chain_at(block).await?;
	let body: Json = node.request("chain_getBlock", vec![json!(block)]).await?;
	let extrinsics = body["block"]["extrinsics"].as_array().map(Vec::as_slice).unwrap_or_default();
	let index = extrinsics
		.iter()
		.position(|other| {
			other.as_str().and_then(|text| hex_bytes(text).ok()).as_deref() == Some(bytes)
		})
		.and_then(|index| u32::try_from(index).ok())
		.ok_or_else(|| unusable("the transaction is not in the block that it should be in"))?;

	let all = chain.at().events().fetch().await.map_err(unusable)?;
	let mut events = Vec::new();
	for event in all.iter() {
		let event = event.map_err(unusable)?;
		if event.phase() != Phase::ApplyExtrinsic(index) {
			continue;
		}
		let variant = chain
			.metadata()
			.pallet_by_event_index(event.pallet_index())
			.and_then(|pallet| pallet.event_variant_by_index(event.event_index()))
			.ok_or_else(|| unusable("an event that its metadata does not know"))?;
		let mut bytes = event.field_bytes();
		let mut fields = Vec::new();
		for field in &variant.fields {
			let value = value::decode(&mut bytes, field.ty.id, chain.types())?;
			fields.push((field.name.clone().unwrap_or_default(), value));
		}
		let fields = if fields.iter().any(|(name, _)| name.is_empty()) {
			Composite::unnamed(fields.into_iter().map(|(_, value)| value))
		} else {
			Composite::named(fields)
		};
		let fields = fields_to_json(&fields, chain.types());
		let name = format!("{}.{}", event.pallet_name(), event.event_name());
		if name == "System.ExtrinsicFailed" {
			let error = explain_dispatch_error(&fields["dispatchError"], chain.metadata());
			return Err(Failure::Refused(error));
		}
		events.push(Event { name, fields });
	}
	Ok(Inclusion { hash: block, number: chain.number(), finalized, events })
}

/// Why a call failed, in the words of the pallet that refused it.
pub fn explain_dispatch_error(error: &Json, metadata: &Metadata) -> String {
	let module = &error["Module"];
	let pallet = module["index"]
		.as_u64()
		.and_then(|index| u8::try_from(index).ok())
		.and_then(|index| metadata.pallet_by_error_index(index));
	let index = module["error"].as_str().and_then(|bytes| hex_bytes(bytes).ok()?.first().copied());
	if let (Some(pallet), Some(index)) = (pallet, index) {
		if let Some(variant) = pallet.error_variant_by_index(index) {
			return format!(
				"{}.{}: {}",
				pallet.name(),
				variant.name,
				variant.docs.join(" ").trim()
			);
		}
	}
	match error {
		Json::String(name) if name == "BadOrigin" => {
			"BadOrigin: the signer may not send this call".into()
		}
		Json::String(name) => name.clone(),
		other => other.to_string(),
	}
}

/// What a refusal by the pool means and what can be done about it.
fn explain_refusal(refusal: &UserError) -> String {
	let detail = in_full(refusal);
	let why = match custom_code(&detail) {
		Some(1) => {
			"the account is not enrolled: it is no operator of an organization, no person, and \
			 never was one"
		}
		Some(2) => "a tip was offered, and this chain takes none",
		Some(3) => {
			"the quota is used up and will not cover the transaction soon: `covenant standing` \
			 shows it"
		}
		Some(4) => "the account signs for nobody any more and may only move what it owns",
		_ if detail.contains("outdated") => {
			"the account has sent another transaction meanwhile: try again"
		}
		_ if detail.contains("Immediately Dropped") || refusal.code == 1016 => {
			"the node's pool is full: try later"
		}
		_ if refusal.code == 1013 => "the same transaction is in the pool already",
		_ if refusal.code == 1012 => "the same transaction was refused a moment ago",
		_ if refusal.code == 1014 => {
			"another transaction with the same place in the account's order waits in the pool"
		}
		_ if detail.contains("exhaust") => "the transaction does not fit into a block",
		_ => return format!("the pool refused the transaction: {detail}"),
	};
	format!("{why} ({detail})")
}

/// The code of a refusal by one of the runtime's own checks.
fn custom_code(detail: &str) -> Option<u8> {
	let (_, code) = detail.split_once("Custom error: ")?;
	code.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn refusal(code: i32, message: &str, data: Option<&str>) -> UserError {
		let data = data.map(|data| serde_json::value::to_raw_value(data).unwrap());
		UserError { code, message: message.into(), data }
	}

	#[test]
	fn refusals_are_explained_and_quoted() {
		for (data, words) in [
			("Custom error: 1", "not enrolled"),
			("Custom error: 2", "tip"),
			("Custom error: 3", "quota"),
			("Custom error: 4", "signs for nobody"),
			("Transaction is outdated", "try again"),
			("Transaction has a bad signature", "refused the transaction"),
		] {
			let text = explain_refusal(&refusal(1010, "Invalid Transaction", Some(data)));
			assert!(text.contains(words) && text.contains(data), "{text}");
		}
		assert!(explain_refusal(&refusal(1016, "Immediately Dropped", None)).contains("full"));
	}

	#[test]
	fn codes_are_read_whole() {
		assert_eq!(custom_code("Invalid Transaction: Custom error: 12"), Some(12));
		assert_eq!(custom_code("Custom error: 300"), None);
		assert_eq!(custom_code("Custom error: "), None);
		assert_eq!(custom_code("Transaction is outdated"), None);
	}

	#[test]
	fn statuses_of_the_pool() {
		for status in [json!("ready"), json!("future"), json!({ "broadcast": ["12D3"] })] {
			assert!(matches!(progress(&status), Ok(Progress::Waiting)), "{status}");
		}
		assert!(matches!(progress(&json!({ "inBlock": "0x" })), Ok(Progress::InBlock)));
		assert!(matches!(progress(&json!({ "finalized": "0x" })), Ok(Progress::Finalized)));
		for status in [json!("dropped"), json!("invalid"), json!({ "usurped": "0x" })] {
			assert!(matches!(progress(&status), Err(Failure::Refused(_))), "{status}");
		}
		for status in [json!({ "finalityTimeout": "0x" }), json!("new"), json!(1), json!({})] {
			assert!(matches!(progress(&status), Err(Failure::Other(_))), "{status}");
		}
	}

	#[test]
	fn a_pooled_transaction_has_no_events() {
		let receipt = Receipt { hash: H256([1; 32]), block: None };
		assert_eq!(receipt.json()["status"], "pool");
		assert_eq!(receipt.event("Council.Proposed"), None);
		assert!(receipt.text().ends_with("is in the pool"));
	}

	#[test]
	fn receipts_show_what_happened_without_the_machinery() {
		let event = |name: &str| Event { name: name.into(), fields: json!({ "person": 7 }) };
		let receipt = Receipt {
			hash: H256([1; 32]),
			block: Some(Inclusion {
				hash: H256([2; 32]),
				number: 9,
				finalized: true,
				events: vec![event("Persons.PersonEnrolled"), event("System.ExtrinsicSuccess")],
			}),
		};
		let text = receipt.text();
		assert!(text.contains("finalized in block 9"), "{text}");
		assert!(text.ends_with("\n  Persons.PersonEnrolled {\"person\":7}"), "{text}");
		assert_eq!(receipt.json()["events"].as_array().map(Vec::len), Some(2));
		assert_eq!(receipt.event("Persons.PersonEnrolled"), Some(&json!({ "person": 7 })));
	}
}
