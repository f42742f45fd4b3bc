// SPDX-License-Identifier: Apache-2.0

//! Sealed data as the chain knows it: objects, keys and policies, requests and grants, the log.

mod arguments;
mod object;
mod policy;
mod request;

use crate::{
	args::{At, Global, Paging, Party},
	failure::Result,
	output::Report,
	sealing::keys::SecretKey,
	transaction::Signing,
};
use arguments::Named;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use subxt::dynamic::Value;

/// The commands about sealed data.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show a party's encryption key, to which keys are sealed
	Key {
		/// `organization:3`, `organization:<code>` or `person:5`
		party: Party,

		/// The number of a former key instead of the present one
		#[arg(long)]
		version: Option<u32>,

		#[command(flatten)]
		at: At,
	},
	/// Publish the party's next encryption key (whoever may share its data signs)
	///
	/// `covenant key new-encryption` makes one. Keep the files of former keys: earlier grants are
	/// sealed to them.
	PublishKey {
		/// The file with the secret key; its public key is published
		file: PathBuf,

		#[command(flatten)]
		signing: Signing,
	},
	#[command(flatten)]
	Policy(policy::Command),
	#[command(flatten)]
	Object(object::Command),
	#[command(flatten)]
	Request(request::Command),
	/// List what happened to an object, the oldest entry first
	Log {
		/// The object's id
		object: u64,

		#[command(flatten)]
		paging: Paging,
	},
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Key { party, version, at } => {
				let node = global.node().await?;
				let params = vec![party.json(&node, &at).await?, json!(version)];
				let what = format!("encryption key of {party}");
				let key = node.find("sealed_getEncryptionKey", params, &at, what).await?;
				Ok(Report::record(key, &["version", "key"]))
			}
			Self::PublishKey { file, signing } => {
				let key = SecretKey::load(&file)?.public()?;
				let call = arguments::call("publish_key", [("key", Value::from_bytes(key.0))]);
				signing.send(global, call).await
			}
			Self::Policy(command) => command.run(global).await,
			Self::Object(command) => command.run(global).await,
			Self::Request(command) => command.run(global).await,
			Self::Log { object, paging } => {
				let node = global.node().await?;
				// An object always has an entry; an unknown one would look empty.
				Named::Id(object).get(&node, &paging.at).await?;
				let page = node.list("sealed_listLog", vec![json!(object)], &paging).await?;
				Ok(Report::page(page, &["index", "at", "by", "request", "act"]))
			}
		}
	}
}
