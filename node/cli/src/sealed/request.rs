// SPDX-License-Identifier: Apache-2.0

//! Requests for objects, and the grants that come of them.

use super::{
	arguments::{self, get_request, sealed, RefusalReason, RevocationReason},
	object::present_key,
};
use crate::{
	args::{hash, id_value, unit_variant, At, Global, Paging, Party, PurposeCode},
	chain::Call,
	failure::{unusable, Failure, Result},
	node::Node,
	output::Report,
	sealing::{
		content::{self, Sealed},
		keys::{self, SecretKey, Wrapped},
		quiet,
	},
	time,
	transaction::Signing,
};
use clap::{ArgGroup, Args, Subcommand};
use serde_json::{json, Value as Json};
use std::path::PathBuf;
use subxt::{dynamic::Value, utils::H256};

/// The commands about requests.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Ask for an object's key (whoever may share the requester's data signs)
	Ask {
		/// The object's id
		object: u64,

		/// For what
		#[arg(long, value_enum)]
		purpose: PurposeCode,

		/// A salted hash of the statement that the owner gets off chain
		#[arg(long, value_name = "HASH", value_parser = hash)]
		statement: H256,

		/// From when; now if not given
		#[arg(long, value_name = "TIME", value_parser = time::parse)]
		from: Option<u64>,

		/// Until when, itself excluded: 2026-09-01 (midnight UTC) or 2026-09-01T08:00:00+08:00
		#[arg(long, value_name = "TIME", value_parser = time::parse)]
		until: u64,

		/// How often
		#[arg(long, value_name = "NUMBER", default_value_t = 1)]
		uses: u32,

		#[command(flatten)]
		signing: Signing,
	},
	/// Show a request, and the grant that came of it
	Request {
		/// The request's id
		request: u64,

		#[command(flatten)]
		at: At,
	},
	/// List requests: for an object, by a party, or those that wait for one to act
	#[command(group = ArgGroup::new("which").required(true).multiple(false))]
	Requests {
		/// The object's id
		#[arg(long = "for", value_name = "OBJECT", group = "which")]
		object: Option<u64>,

		/// The requester: `organization:3`, `organization:<code>` or `person:5`
		#[arg(long = "by", value_name = "PARTY", group = "which")]
		requester: Option<Party>,

		/// Who is to act
		#[arg(long, value_name = "PARTY", group = "which")]
		waiting: Option<Party>,

		#[command(flatten)]
		paging: Paging,
	},
	/// Withdraw an open request (the requester signs)
	Withdraw(Of),
	/// Let the requester know that the request was seen (the owner signs)
	Acknowledge(Of),
	/// Approve a request, or vote for it (the owner or an approver signs)
	Approve(Of),
	/// Refuse a request, or vote against it (the owner or an approver signs)
	Refuse {
		/// Why
		#[arg(long, value_enum)]
		reason: RefusalReason,

		#[command(flatten)]
		of: Of,
	},
	/// Hand the object's key over, sealed to the requester's present key (the owner signs)
	Grant {
		/// The file with the object's secret key
		#[arg(long, value_name = "FILE")]
		object_key: PathBuf,

		#[command(flatten)]
		of: Of,
	},
	/// Have the arbiter decide on a refusal, or on a key that never came (the requester signs)
	Dispute(Of),
	/// Decide on an escalated request (the arbiter's operator with `arbitrate` signs)
	#[command(group = ArgGroup::new("ruling").required(true).multiple(false))]
	Rule {
		/// The owner is to hand the key over
		#[arg(long, group = "ruling")]
		approve: bool,

		/// Hand the key over from escrow: the file with the arbiter's secret key
		#[arg(long, value_name = "FILE", group = "ruling")]
		grant_with: Option<PathBuf>,

		/// Refuse for good
		#[arg(long, value_name = "REASON", value_enum, group = "ruling")]
		refuse: Option<RefusalReason>,

		#[command(flatten)]
		of: Of,
	},
	/// Record a use of what was granted (the grantee signs)
	RecordUse {
		/// A salted hash of what it was used for
		#[arg(long, value_name = "HASH", value_parser = hash)]
		statement: H256,

		#[command(flatten)]
		of: Of,
	},
	/// End a grant (the owner signs)
	Revoke {
		/// Why
		#[arg(long, value_enum)]
		reason: RevocationReason,

		#[command(flatten)]
		of: Of,
	},
	/// Decrypt what was granted
	///
	/// The node says which ciphertext the grant is for and how the key is sealed. Opening is not
	/// using: `record-use` puts the use on the log.
	Open {
		/// The request's id
		request: u64,

		/// The ciphertext
		file: PathBuf,

		/// Where to write the plaintext; the file must not exist
		#[arg(long, value_name = "FILE")]
		out: PathBuf,

		/// The file with the secret key that the grant is sealed to
		#[arg(long, value_name = "FILE")]
		secret_key: PathBuf,

		#[command(flatten)]
		at: At,
	},
}

/// A request and who signs.
#[derive(Debug, Args)]
pub struct Of {
	/// The request's id
	request: u64,

	#[command(flatten)]
	signing: Signing,
}

impl Of {
	/// Sends a call about the request, with an argument more or without.
	async fn send(
		self,
		global: &Global,
		name: &str,
		more: Option<(&str, Value)>,
	) -> Result<Report> {
		let request = ("request", id_value(self.request));
		let call: Call = match more {
			Some(more) => arguments::call(name, [request, more]),
			None => arguments::call(name, [request]),
		};
		self.signing.send(global, call).await
	}
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Ask { object, purpose, statement, from, until, uses, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let terms = Value::named_composite([
					("purpose", purpose.value(statement)),
					("from", id_value(from.unwrap_or_default())),
					("until", id_value(until)),
					("uses", id_value(uses)),
				]);
				let call = arguments::call("ask", [("object", id_value(object)), ("terms", terms)]);
				let receipt = signer.submit(&node, &call).await?;
				let request = receipt
					.event("SealedData.Logged")
					.map_or(Json::Null, |fields| fields["entry"]["request"].clone());
				let text = format!("request {request}\n{}", receipt.text());
				let json = json!({ "request": request, "transaction": receipt.json() });
				Ok(Report::new(json, text))
			}
			Self::Request { request, at } => {
				let record = get_request(&global.node().await?, request, &at).await?;
				let order = ["id", "object", "owner", "requester", "standing", "due", "overdue"];
				Ok(Report::record_with(record, &order, "status"))
			}
			Self::Requests { object, requester, waiting, paging } => {
				let node = global.node().await?;
				let at = &paging.at;
				let (method, key) = match (object, requester, waiting) {
					(Some(object), ..) => ("sealed_listRequests", json!(object)),
					(_, Some(party), _) => ("sealed_listRequestsBy", party.json(&node, at).await?),
					(.., Some(party)) => {
						("sealed_listRequestsWaiting", party.json(&node, at).await?)
					}
					(None, None, None) => return Err(Failure::Usage("which requests?".into())),
				};
				let page = node.list(method, vec![key], &paging).await?;
				let columns = ["id", "object", "owner", "requester", "status", "standing", "due"];
				Ok(Report::page(page, &columns))
			}
			Self::Withdraw(of) => of.send(global, "withdraw", None).await,
			Self::Acknowledge(of) => of.send(global, "acknowledge", None).await,
			Self::Approve(of) => of.send(global, "approve", None).await,
			Self::Refuse { reason, of } => {
				of.send(global, "refuse", Some(("reason", unit_variant(&reason)))).await
			}
			Self::Grant { object_key, of } => {
				let signer = of.signing.signer()?;
				let key = SecretKey::load(&object_key)?;
				let node = global.node().await?;
				let wrapping = Wrapping::for_request(&node, of.request).await?;
				if key.public()?.to_string() != wrapping.recipient {
					return Err(Failure::Key(format!(
						"{}: not the key that the object is sealed to",
						object_key.display()
					)));
				}
				let (version, wrapped) = wrapping.seal(&node, &key).await?;
				let call = arguments::call(
					"grant",
					[
						("request", id_value(of.request)),
						("key_version", id_value(version)),
						("wrapped", Value::from_bytes(wrapped)),
					],
				);
				signer.send(&node, call).await
			}
			Self::Dispute(of) => of.send(global, "dispute", None).await,
			Self::Rule { approve: _, grant_with, refuse, of } => {
				let signer = of.signing.signer()?;
				let node = global.node().await?;
				let ruling = match (grant_with, refuse) {
					(Some(file), _) => {
						let own = SecretKey::load(&file)?;
						let wrapping = Wrapping::for_request(&node, of.request).await?;
						let object_key =
							own.unwrap(&wrapping.escrow()?, &wrapping.sealed.digest)?;
						let (version, wrapped) = wrapping.seal(&node, &object_key).await?;
						Value::named_variant(
							"Grant",
							[
								("key_version", id_value(version)),
								("wrapped", Value::from_bytes(wrapped)),
							],
						)
					}
					(None, Some(reason)) => {
						Value::unnamed_variant("Refuse", [unit_variant(&reason)])
					}
					(None, None) => Value::unnamed_variant("Approve", []),
				};
				let call = arguments::call(
					"rule",
					[("request", id_value(of.request)), ("ruling", ruling)],
				);
				signer.send(&node, call).await
			}
			Self::RecordUse { statement, of } => {
				let statement = ("statement", Value::from_bytes(statement));
				of.send(global, "record_use", Some(statement)).await
			}
			Self::Revoke { reason, of } => {
				of.send(global, "revoke", Some(("reason", unit_variant(&reason)))).await
			}
			Self::Open { request, file, out, secret_key, at } => {
				let own = SecretKey::load(&secret_key)?;
				let node = global.node().await?;
				let record = get_request(&node, request, &at).await?;
				let grant = &record["status"]["granted"];
				let wrapped = grant["wrapped"].as_str().ok_or_else(|| {
					Failure::No(format!(
						"request {request} is {}: there is no key",
						record["status"]
					))
				})?;
				let wrapped = keys::wrapped(wrapped).map_err(unusable)?;
				let params = vec![record["object"].clone(), grant["epoch"].clone()];
				let what = "content of this epoch";
				let content = node.find("sealed_getContent", params, &at, what).await?;
				let expected = sealed(&content)?;
				let quiet = quiet(global);
				let found = content::inspect(&file, quiet)?;
				content::ensure_same(found, Some(expected.digest), Some(expected.size))?;
				let key = own.unwrap(&wrapped, &expected.digest)?;
				content::open(&file, &out, &key, quiet)?;
				let json = json!({ "plaintext": out, "standing": record["standing"] });
				Ok(Report::record(json, &["plaintext"]))
			}
		}
	}
}

/// What it takes to seal an object's key to whoever asks for it.
struct Wrapping {
	requester: Json,
	sealed: Sealed,
	recipient: String,
	escrow: Json,
}

impl Wrapping {
	async fn for_request(node: &Node, request: u64) -> Result<Self> {
		let now = At { at: None };
		let mut record = get_request(node, request, &now).await?;
		let id = record["object"].take();
		let what = format!("object {id}");
		let mut object = node.find("sealed_getObject", vec![id], &now, what).await?;
		let mut content = object["content"].take();
		Ok(Self {
			requester: record["requester"].take(),
			sealed: sealed(&content)?,
			recipient: content["recipient"].as_str().unwrap_or_default().into(),
			escrow: content["escrow"].take(),
		})
	}

	/// The number of the requester's present key, and the object's key sealed to it.
	async fn seal(&self, node: &Node, key: &SecretKey) -> Result<(u32, Wrapped)> {
		let (version, to) = present_key(node, self.requester.clone()).await?;
		Ok((version, to.wrap(key, &self.sealed.digest)?))
	}

	fn escrow(&self) -> Result<Wrapped> {
		let wrapped = self.escrow["wrapped"]
			.as_str()
			.ok_or_else(|| Failure::No("the owner left no key in escrow".into()))?;
		keys::wrapped(wrapped).map_err(unusable)
	}
}
