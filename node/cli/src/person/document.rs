// SPDX-License-Identifier: Apache-2.0

//! Documents that say who a person is, and the commitments to them. They stay here: no node is asked.

use crate::{
	args::hash,
	commitment::{commit, new_salt, Opening},
	failure::Result,
	file::read,
	output::Report,
	value::hex_text,
};
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use subxt::utils::H256;

/// The commands about documents.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Commit to a person's document with a new salt, without a node
	///
	/// The document is a JSON object, such as {"name": "…", "idNumber": "…"}. The commitment is
	/// blake2-256 over the 16 bytes of the salt and the document in canonical form (RFC 8785:
	/// sorted names, no white space; numbers are integers). Salt and commitment are written to a
	/// new file that only its owner can read.
	Commit {
		/// The document's file, or - for standard input
		#[arg(default_value = "-")]
		document: PathBuf,

		/// Where to write salt and commitment; the file must not exist
		#[arg(long, value_name = "FILE")]
		salt_file: PathBuf,
	},
	/// Check a document against its salt file, without a node; the exit status is 1 if it differs
	Check {
		/// The document's file, or - for standard input
		#[arg(default_value = "-")]
		document: PathBuf,

		/// The file that `commit` wrote
		#[arg(long, value_name = "FILE")]
		salt_file: PathBuf,

		/// The commitment as the chain has it, instead of the one in the file
		#[arg(long, value_name = "HASH", value_parser = hash)]
		commitment: Option<H256>,
	},
}

impl Command {
	/// Carries out the command.
	pub fn run(self) -> Result<Report> {
		match self {
			Self::Commit { document, salt_file } => {
				let opening = commit(&read(&document)?, new_salt()?)?;
				opening.save(&salt_file)?;
				let commitment = hex_text(&opening.commitment.0);
				Ok(Report::new(
					json!({ "commitment": commitment, "saltFile": salt_file }),
					commitment,
				))
			}
			Self::Check { document, salt_file, commitment } => {
				let opening = Opening::load(&salt_file)?;
				let expected = commitment.unwrap_or(opening.commitment);
				let yes = commit(&read(&document)?, opening.salt)?.commitment == expected;
				let text = if yes { "the document is the one" } else { "another document or salt" };
				Ok(Report::answer(yes, json!({ "matches": yes, "commitment": expected }), text))
			}
		}
	}
}
