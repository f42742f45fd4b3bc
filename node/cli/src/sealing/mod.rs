// SPDX-License-Identifier: Apache-2.0

//! Content and keys: sealed, opened and granted here, without a node. What the chain keeps of it is
//! the subject of [`crate::sealed`].

pub mod content;
pub mod keys;

use crate::{
	args::{hash, Global},
	failure::Result,
	output::{Format, Report},
	value::hex_text,
};
use clap::Args;
use content::Sealed;
use keys::{PublicKey, SecretKey, Wrapped};
use serde_json::{json, Value as Json};
use std::path::{Path, PathBuf};
use subxt::utils::H256;

/// `covenant seal`.
#[derive(Debug, Args)]
pub struct Seal {
	/// The file to encrypt
	file: PathBuf,

	/// Where to write the ciphertext; the file must not exist [default: FILE.age]
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,

	/// Where to write the object's new secret key; the file must not exist [default: FILE.key]
	#[arg(long, value_name = "FILE")]
	object_key: Option<PathBuf>,
}

/// `covenant open`.
#[derive(Debug, Args)]
pub struct Open {
	/// The ciphertext
	file: PathBuf,

	/// Where to write the plaintext; the file must not exist
	#[arg(long, value_name = "FILE")]
	out: PathBuf,

	/// The file with the secret key: the object's, or with --grant one's own
	#[arg(long, value_name = "FILE")]
	secret_key: PathBuf,

	/// The object's key, sealed to one's own (80 bytes in hex), as the chain has it
	#[arg(long, value_name = "HEX", value_parser = keys::wrapped)]
	grant: Option<Wrapped>,

	/// The ciphertext's SHA-256 digest as the chain has it; another file is refused
	#[arg(long, value_name = "HASH", value_parser = hash)]
	digest: Option<H256>,

	/// The ciphertext's length in bytes as the chain has it; a shorter file is told as such
	#[arg(long, value_name = "BYTES")]
	size: Option<u64>,
}

/// `covenant grant`.
#[derive(Debug, Args)]
pub struct Grant {
	/// The file with the object's secret key
	#[arg(long, value_name = "FILE")]
	object_key: PathBuf,

	/// The grantee's public key: 0x and 64 hex digits, or age1…
	#[arg(long, value_name = "KEY")]
	to: PublicKey,

	/// The SHA-256 digest of the ciphertext that the key opens
	#[arg(long, value_name = "HASH", value_parser = hash)]
	digest: H256,
}

impl Seal {
	/// Carries out the command.
	pub fn run(self, global: &Global) -> Result<Report> {
		let beside = |suffix: &str| {
			let mut name = self.file.clone().into_os_string();
			name.push(suffix);
			PathBuf::from(name)
		};
		let out = self.out.clone().unwrap_or_else(|| beside(".age"));
		let key_file = self.object_key.clone().unwrap_or_else(|| beside(".key"));

		let key = SecretKey::generate();
		let recipient = key.public()?;
		// The key first: a ciphertext without one is lost.
		key.save(&key_file)?;
		let sealed =
			content::seal(&self.file, &out, recipient, quiet(global)).inspect_err(|_| {
				// Nothing was sealed to it. If it cannot be removed it is only useless.
				std::fs::remove_file(&key_file).unwrap_or_default();
			})?;
		Ok(Report::record(
			receipt(sealed, recipient, &out, &key_file),
			&["ciphertext", "objectKey"],
		))
	}
}

/// What has to be known to register a ciphertext.
fn receipt(sealed: Sealed, recipient: PublicKey, out: &Path, key_file: &Path) -> Json {
	json!({
		"ciphertext": out,
		"objectKey": key_file,
		"digest": hex_text(&sealed.digest),
		"size": sealed.size.to_string(),
		"suite": "ageX25519",
		"recipient": recipient.to_string(),
	})
}

impl Open {
	/// Carries out the command.
	pub fn run(self, global: &Global) -> Result<Report> {
		let own = SecretKey::load(&self.secret_key)?;
		let quiet = quiet(global);
		let digest = self.digest.map(|digest| digest.0);
		let key = if self.grant.is_some() || digest.is_some() || self.size.is_some() {
			let found = content::inspect(&self.file, quiet)?;
			content::ensure_same(found, digest, self.size)?;
			match self.grant {
				Some(grant) => own.unwrap(&grant, &found.digest)?,
				None => own,
			}
		} else {
			own
		};
		content::open(&self.file, &self.out, &key, quiet)?;
		Ok(Report::record(json!({ "plaintext": self.out }), &[]))
	}
}

impl Grant {
	/// Carries out the command.
	pub fn run(self) -> Result<Report> {
		let key = SecretKey::load(&self.object_key)?;
		let wrapped = hex_text(&self.to.wrap(&key, &self.digest.0)?);
		Ok(Report::new(
			json!({ "wrapped": wrapped, "to": self.to.to_string(), "digest": self.digest }),
			wrapped,
		))
	}
}

/// Whether nobody is there to look at a progress bar.
pub fn quiet(global: &Global) -> bool {
	global.format() == Format::Json
}
