// SPDX-License-Identifier: Apache-2.0

//! Issuing: new certificates, one by one or many at once, and new versions of what there is.

use super::{
	arguments::{self, call, Named},
	draft::{read_batch, Details},
};
use crate::{
	args::{id_value, At, Global},
	failure::{Failure, Result},
	file,
	output::Report,
	transaction::{Receipt, Signing},
};
use clap::{Args, Subcommand};
use serde_json::{json, Value as Json};
use std::path::PathBuf;
use subxt::dynamic::Value;

/// The commands that issue licenses.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Issue a license: a new certificate (an operator with `issue-licenses` of an issuer signs)
	///
	/// Root, identifier and the type's version come from the wallet, or are given. Holder,
	/// jurisdiction and period have to be given.
	Issue {
		#[command(flatten)]
		details: Box<Details>,

		#[command(flatten)]
		signing: Signing,
	},
	/// Issue many licenses of one type, all or none (an operator with `issue-licenses` of an issuer
	/// signs)
	///
	/// The file is a JSON array, or has an object on each line: {"number": "1.2.156…",
	/// "typeVersion": 1, "jurisdiction": "3401", "holder": {"commitment": "0x…", "party":
	/// {"person": 5}}, "root": "0x…", "validFrom": …, "validUntil": …, "base": null}. Times are
	/// UTC milliseconds or texts such as "2026-09-01"; "validUntil" may be null. "wallet" with the
	/// path of a wallet stands for number, type version and root.
	IssueBatch {
		/// The file, or - for standard input
		file: PathBuf,

		#[command(flatten)]
		signing: Signing,
	},
	/// Issue the next version of a license, for another period (the issuer signs)
	///
	/// What is not given is as in the version before. The identifier is its next version.
	Renew(Box<Successor>),
	/// Issue the next version of a license, with other content (the issuer signs)
	///
	/// What is not given is as in the version before, which the period has to be. The identifier
	/// is its next version.
	Amend(Box<Successor>),
	/// Take over a license that another issuer offered, by issuing its next version (an operator
	/// with `issue-licenses` of the issuer that it was offered to signs)
	///
	/// What is not given is as in the version before, which the period has to be. The identifier
	/// is its next version, unless another is given.
	TransferIn(Box<Successor>),
}

/// The version before, and what is to be different.
#[derive(Debug, Args)]
pub struct Successor {
	/// The license's id or identifier
	license: Named,

	#[command(flatten)]
	details: Details,

	#[command(flatten)]
	signing: Signing,
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Issue { details, signing } => {
				let signer = signing.signer()?;
				let draft = details.with_wallet()?.draft()?;
				let node = global.node().await?;
				let call = call("issue", [("draft", draft.value(&node).await?)]);
				Ok(issued(&signer.submit(&node, &call).await?))
			}
			Self::IssueBatch { file, signing } => {
				let text = file::read(&file)?;
				let signer = signing.signer()?;
				let drafts = read_batch(&text)?;
				let node = global.node().await?;
				let most = node.chain().await?.constant("LicenseRegistry", "MaxBatch")?;
				let most = most.as_u64().and_then(|most| usize::try_from(most).ok());
				if let Some(most) = most.filter(|most| drafts.len() > *most) {
					return Err(Failure::Usage(format!(
						"{} licenses are more than the {most} that this chain issues at once",
						drafts.len()
					)));
				}
				let mut batch = Vec::new();
				for draft in &drafts {
					batch.push(draft.value(&node).await?);
				}
				let call = call("issue_batch", [("batch", Value::unnamed_composite(batch))]);
				let receipt = signer.submit(&node, &call).await?;
				let licenses = ids(&receipt);
				let text = format!("{} licenses\n{}", drafts.len(), receipt.text());
				let json = json!({ "licenses": licenses, "transaction": receipt.json() });
				Ok(Report::new(json, text))
			}
			Self::Renew(successor) => successor.run(global, "renew").await,
			Self::Amend(successor) => successor.run(global, "amend").await,
			Self::TransferIn(successor) => successor.run(global, "transfer_in").await,
		}
	}
}

impl Successor {
	async fn run(self, global: &Global, name: &str) -> Result<Report> {
		let Self { license, details, signing } = self;
		let signer = signing.signer()?;
		let number_is_given = details.number.is_some();
		let details = details.with_wallet()?;
		let node = global.node().await?;
		let record = license.get(&node, &At { at: None }).await?;
		let predecessor = arguments::id_of(&record)?;
		let former = Details::of_license(&record)?;
		let draft = details.after(former, number_is_given)?.draft()?;
		let arguments =
			[("predecessor", id_value(predecessor)), ("draft", draft.value(&node).await?)];
		Ok(issued(&signer.submit(&node, &call(name, arguments)).await?))
	}
}

/// The ids of the licenses that a transaction issued.
fn ids(receipt: &Receipt) -> Vec<Json> {
	receipt.events("LicenseRegistry.Issued").map(|fields| fields["license"].clone()).collect()
}

/// The answer of a command that issues one license.
fn issued(receipt: &Receipt) -> Report {
	let license = ids(receipt).into_iter().next().unwrap_or_default();
	let text = format!("license {license}\n{}", receipt.text());
	Report::new(json!({ "license": license, "transaction": receipt.json() }), text)
}
