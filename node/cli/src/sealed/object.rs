// SPDX-License-Identifier: Apache-2.0

//! Objects: registered, encrypted anew, closed.

use super::arguments::{self, Named, Receipt};
use crate::{
	args::{hash, id_value, optional, short_text, At, Global, Paging, Party},
	chain::{self, digest},
	commitment::{new_salt, Salt},
	failure::{unusable, Failure, Result},
	node::Node,
	output::Report,
	sealing::keys::{PublicKey, SecretKey},
	transaction::{Signer, Signing},
};
use clap::{ArgGroup, Args, Subcommand};
use codec::Encode;
use covenant_primitives::{Opening, OrganizationId, PersonId};
use serde_json::{json, Value as Json};
use std::path::PathBuf;
use subxt::dynamic::Value;

/// In whose name digests of ciphertexts are registered.
const DOMAIN: [u8; 8] = *b"cov/seal";

/// The longest media type and location, in bytes.
const MAX_MEDIA_TYPE: usize = 64;
const MAX_LOCATION: usize = 256;

/// The commands about objects.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show an object
	Show {
		/// Its id, or the SHA-256 digest of a ciphertext
		object: Named,

		#[command(flatten)]
		at: At,
	},
	/// List the objects of an owner, or about a person
	#[command(group = ArgGroup::new("whose").required(true).multiple(false))]
	List {
		/// `organization:3`, `organization:<code>` or `person:5`
		#[arg(long, value_name = "PARTY", group = "whose")]
		owner: Option<Party>,

		/// The id of the person whom they are about
		#[arg(long, value_name = "PERSON", group = "whose")]
		about: Option<u64>,

		#[command(flatten)]
		paging: Paging,
	},
	/// Register a ciphertext for the signer's party
	///
	/// Two transactions: a commitment to the digest, and in a later block its opening. Whoever
	/// sees the second one waiting comes too late to register the digest for itself.
	Register {
		#[command(flatten)]
		content: Content,

		/// The number of the policy under which requests are answered
		#[arg(long, value_name = "NUMBER")]
		policy: u32,

		/// The id of the person whom the content is about
		#[arg(long, value_name = "PERSON")]
		about: Option<u64>,

		#[command(flatten)]
		signing: Signing,
	},
	/// Replace an object's content by one that was encrypted anew; grants end (the owner signs)
	Rotate {
		/// The object's id
		object: u64,

		#[command(flatten)]
		content: Content,

		#[command(flatten)]
		signing: Signing,
	},
	/// Name other locations of an object's ciphertext (the owner signs)
	Relocate {
		/// The object's id
		object: u64,

		/// Where the ciphertext can be fetched: a URL; repeated, at most 4
		#[arg(long = "location", value_name = "URL", required = true)]
		locations: Vec<String>,

		#[command(flatten)]
		signing: Signing,
	},
	/// Have requests for an object answered under another policy from now on (the owner signs)
	ChangePolicy {
		/// The object's id
		object: u64,

		/// The policy's number among the owner's
		policy: u32,

		#[command(flatten)]
		signing: Signing,
	},
	/// Close an object for good (the owner signs)
	Retire {
		/// The object's id
		object: u64,

		#[command(flatten)]
		signing: Signing,
	},
}

/// A ciphertext and where it is.
#[derive(Debug, Args)]
pub struct Content {
	/// What `covenant seal --json` said of the ciphertext, in a file
	receipt: PathBuf,

	/// Where the ciphertext can be fetched: a URL; repeated, at most 4
	#[arg(long = "location", value_name = "URL", required = true)]
	locations: Vec<String>,

	/// What sort of file the plaintext is, as in application/pdf
	#[arg(long, value_name = "TYPE")]
	media_type: String,

	/// The arbiter's id: gives it the object's key in escrow, so that it can grant
	#[arg(long, value_name = "ORGANIZATION", requires = "object_key")]
	escrow: Option<u32>,

	/// The file with the object's secret key, for --escrow
	#[arg(long, value_name = "FILE", requires = "escrow")]
	object_key: Option<PathBuf>,
}

impl Content {
	async fn value(&self, node: &Node, receipt: &Receipt) -> Result<Value> {
		let wrong = |what: &str| Failure::Usage(format!("{}: {what}", self.receipt.display()));
		let digest = hash(&receipt.digest).map_err(|why| wrong(&why))?;
		let size: u64 = receipt.size.parse().map_err(|_| wrong("the size is no number"))?;
		let recipient: PublicKey = receipt.recipient.parse().map_err(|why: String| wrong(&why))?;
		let escrow = match self.escrow.zip(self.object_key.as_ref()) {
			None => None,
			Some((arbiter, file)) => {
				let key = SecretKey::load(file)?;
				if key.public()? != recipient {
					return Err(Failure::Key(format!(
						"{}: not the key that the ciphertext is sealed to",
						file.display()
					)));
				}
				let to = json!({ "organization": arbiter });
				let (version, public) = present_key(node, to).await?;
				Some(Value::named_composite([
					("arbiter", id_value(arbiter)),
					("key_version", id_value(version)),
					("wrapped", Value::from_bytes(public.wrap(&key, &digest.0)?)),
				]))
			}
		};
		Ok(Value::named_composite([
			("digest", Value::from_bytes(digest)),
			("size", id_value(size)),
			("media_type", short_text("a media type", &self.media_type, MAX_MEDIA_TYPE)?),
			("locations", locations(&self.locations)?),
			("suite", Value::unnamed_variant("AgeX25519", [])),
			("recipient", Value::from_bytes(recipient.0)),
			("escrow", optional(escrow)),
		]))
	}

	/// Commits to the digest, and says what opens the commitment once that is in a block.
	async fn commit(&self, node: &Node, signer: &Signer, receipt: &Receipt) -> Result<Salt> {
		signer.ensure_waits_for_finality()?;
		let wrong = |why: String| Failure::Usage(format!("{}: {why}", self.receipt.display()));
		let opening = Opening {
			domain: DOMAIN,
			digest: hash(&receipt.digest).map_err(wrong)?.0.into(),
			salt: new_salt()?,
			party: party_of(node, signer).await?,
		};
		let commitment = digest(&opening.encode());
		let call =
			chain::call("FirstCome", "commit", [("commitment", Value::from_bytes(commitment))]);
		signer.submit(node, &call).await?;
		Ok(opening.salt)
	}
}

/// The party that the signer acts for.
async fn party_of(node: &Node, signer: &Signer) -> Result<covenant_primitives::Party> {
	use covenant_primitives::Party;
	let account = json!(signer.pair.public_key().to_account_id());
	let now = &At { at: None };
	let operator = node.query("organizations_getOperator", vec![account.clone()], now).await?;
	if let Some(id) = operator["organization"].as_u64() {
		let id = u32::try_from(id).map_err(unusable)?;
		return Ok(Party::Organization(OrganizationId(id)));
	}
	let person = node.query("persons_getByAccount", vec![account], now).await?;
	person["id"].as_u64().map(|id| Party::Person(PersonId(id))).ok_or_else(|| {
		Failure::Refused("the signer is neither an organization's operator nor a person".into())
	})
}

/// The number of a party's present encryption key, and the key.
pub async fn present_key(node: &Node, party: Json) -> Result<(u32, PublicKey)> {
	let what = format!("encryption key of {party}");
	let params = vec![party, Json::Null];
	let key = node.find("sealed_getEncryptionKey", params, &At { at: None }, what).await?;
	let version = key["version"].as_u64().and_then(|version| u32::try_from(version).ok());
	let public = key["key"].as_str().and_then(|text| text.parse().ok());
	version.zip(public).ok_or_else(|| unusable("an encryption key without a key"))
}

fn locations(urls: &[String]) -> Result<Value> {
	urls.iter()
		.map(|url| short_text("a location", url, MAX_LOCATION))
		.collect::<Result<Vec<_>>>()
		.map(Value::unnamed_composite)
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Show { object, at } => {
				let record = object.get(&global.node().await?, &at).await?;
				let order = ["id", "status", "owner", "subject", "epoch", "policy"];
				Ok(Report::record_with(record, &order, "content"))
			}
			Self::List { owner, about, paging } => {
				let node = global.node().await?;
				let (method, key) = match owner {
					Some(owner) => ("sealed_listObjects", owner.json(&node, &paging.at).await?),
					None => ("sealed_listObjectsAbout", json!(about)),
				};
				let page = node.list(method, vec![key], &paging).await?;
				Ok(Report::page(page, &["id", "status", "owner", "subject", "epoch", "policy"]))
			}
			Self::Register { content, policy, about, signing } => {
				let signer = signing.signer()?;
				let receipt = Receipt::load(&content.receipt)?;
				let node = global.node().await?;
				let value = content.value(&node, &receipt).await?;
				let salt = content.commit(&node, &signer, &receipt).await?;
				let call = arguments::call(
					"register",
					[
						("content", value),
						("salt", Value::from_bytes(salt)),
						("policy", id_value(policy)),
						("subject", optional(about.map(id_value))),
					],
				);
				registered(&node, &signer, call).await
			}
			Self::Rotate { object, content, signing } => {
				let signer = signing.signer()?;
				let receipt = Receipt::load(&content.receipt)?;
				let node = global.node().await?;
				let value = content.value(&node, &receipt).await?;
				let salt = content.commit(&node, &signer, &receipt).await?;
				let call = arguments::call(
					"rotate",
					[
						("object", id_value(object)),
						("content", value),
						("salt", Value::from_bytes(salt)),
					],
				);
				registered(&node, &signer, call).await
			}
			Self::Relocate { object, locations: urls, signing } => {
				let call = arguments::call(
					"relocate",
					[("object", id_value(object)), ("locations", locations(&urls)?)],
				);
				signing.send(global, call).await
			}
			Self::ChangePolicy { object, policy, signing } => {
				let call = arguments::call(
					"change_policy",
					[("object", id_value(object)), ("policy", id_value(policy))],
				);
				signing.send(global, call).await
			}
			Self::Retire { object, signing } => {
				let call = arguments::call("retire", [("object", id_value(object))]);
				signing.send(global, call).await
			}
		}
	}
}

/// Sends what opens a commitment, and names the object.
async fn registered(node: &Node, signer: &Signer, call: chain::Call) -> Result<Report> {
	let receipt = signer.submit(node, &call).await?;
	let object = receipt
		.event("SealedData.Logged")
		.map(|fields| fields["object"].clone())
		.ok_or_else(|| unusable("a registration without an object"))?;
	let text = format!("object {object}\n{}", receipt.text());
	Ok(Report::new(json!({ "object": object, "transaction": receipt.json() }), text))
}
