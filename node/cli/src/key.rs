// SPDX-License-Identifier: Apache-2.0

//! Where keys come from: a keystore file, standard input, or a development name. Never an argument,
//! which other users of the machine could read and the shell would remember.

use crate::{
	failure::{Failure, Result},
	output::Report,
	sealing::keys::SecretKey,
};
use clap::{ArgGroup, Args, Subcommand};
use serde_json::json;
use std::{
	fs,
	io::{self, BufRead, IsTerminal},
	path::{Path, PathBuf},
	str::FromStr,
};
use subxt_signer::{polkadot_js_compat, sr25519::Keypair, SecretUri};

/// Which key signs. Keys are sr25519.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("key").required(true).multiple(false))]
pub struct Key {
	/// Sign with the key in this polkadot.js keystore, as its apps and extension export it (JSON);
	/// the password is asked for at the terminal
	#[arg(long, value_name = "FILE", group = "key", help_heading = "Key")]
	key_file: Option<PathBuf>,

	/// Read the keystore's password from the first line of this file
	#[arg(long, value_name = "FILE", requires = "key_file", help_heading = "Key")]
	password_file: Option<PathBuf>,

	/// Sign with the secret phrase or seed (0x and 64 hex digits) on the first line of standard
	/// input, with a derivation path after it if need be
	#[arg(long, group = "key", help_heading = "Key")]
	key_stdin: bool,

	/// Sign with a development key that everybody knows, such as //Alice
	#[arg(long, value_name = "NAME", group = "key", help_heading = "Key")]
	dev_key: Option<String>,
}

/// The commands about keys.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show the account that a key signs for
	Show {
		#[command(flatten)]
		key: Key,
	},
	/// Make a secret key that others seal keys to, and show its public key
	///
	/// Publish the public key on the chain; keep the file, and keep it also after the next key was
	/// published: earlier grants are to this one. The file is an age identity.
	NewEncryption {
		/// Where to write the secret key; the file must not exist
		file: PathBuf,
	},
	/// Show the public key of a secret key that was made by `new-encryption` or `seal`
	ShowEncryption {
		/// The secret key's file
		file: PathBuf,
	},
}

impl Command {
	/// Carries out the command.
	pub fn run(self) -> Result<Report> {
		match self {
			Self::Show { key } => {
				let public = key.load()?.public_key();
				let hex = format!("0x{}", hex::encode(public.0));
				let account = public.to_account_id().to_string();
				Ok(Report::record(json!({ "account": account, "publicKey": hex }), &["account"]))
			}
			Self::NewEncryption { file } => {
				let key = SecretKey::generate();
				key.save(&file)?;
				encryption_key(&key)
			}
			Self::ShowEncryption { file } => encryption_key(&SecretKey::load(&file)?),
		}
	}
}

fn encryption_key(key: &SecretKey) -> Result<Report> {
	let public = key.public()?;
	let json = json!({ "publicKey": public.to_string(), "age": public.to_age()? });
	Ok(Report::record(json, &["publicKey"]))
}

impl Key {
	/// The key pair.
	pub fn load(&self) -> Result<Keypair> {
		match (&self.key_file, &self.dev_key) {
			(Some(file), _) => self.open_keystore(file),
			(None, Some(name)) => development(name),
			(None, None) => from_secret(&read_secret()?),
		}
	}

	fn open_keystore(&self, file: &Path) -> Result<Keypair> {
		if file.to_str().is_some_and(is_secret) {
			return Err(secret_as_argument());
		}
		let keystore = read(file)?;
		check_keystore(&keystore)
			.map_err(|why| Failure::Key(format!("{}: {why}", file.display())))?;
		let password = match &self.password_file {
			Some(file) => read(file)?.lines().next().unwrap_or_default().to_string(),
			None => rpassword::prompt_password(format!("Password of {}: ", file.display()))
				.map_err(|error| {
					Failure::Key(format!(
						"the password cannot be asked for here ({error}): use --password-file"
					))
				})?,
		};
		polkadot_js_compat::decrypt_json(&keystore, &password).map_err(|error| {
			use polkadot_js_compat::Error;
			let why = match error {
				Error::Secretbox(_) => "the password is wrong, or the file is damaged".into(),
				Error::UnsupportedEncoding => {
					"not an encrypted sr25519 keystore of version 3".to_string()
				}
				error => error.to_string(),
			};
			Failure::Key(format!("{}: {why}", file.display()))
		})
	}
}

fn read(file: &Path) -> Result<String> {
	fs::read_to_string(file).map_err(|error| Failure::Key(format!("{}: {error}", file.display())))
}

/// The library indexes into the decoded bytes before it checks how many there are.
fn check_keystore(text: &str) -> std::result::Result<(), &'static str> {
	/// Base64 of salt, scrypt parameters and nonce: 68 bytes.
	const HEADER: usize = 92;
	let json: serde_json::Value = serde_json::from_str(text).map_err(|_| "not JSON")?;
	match json["encoded"].as_str() {
		Some(encoded) if encoded.len() >= HEADER => Ok(()),
		Some(_) => Err("the keystore is cut short"),
		None => Err("not a polkadot.js keystore: it has no field `encoded`"),
	}
}

/// A secret from standard input, without an echo if that is a terminal.
fn read_secret() -> Result<String> {
	let stdin = io::stdin();
	let mut line = String::new();
	let read = if stdin.is_terminal() {
		rpassword::prompt_password("Secret phrase or seed: ").map(|secret| line = secret)
	} else {
		stdin.lock().read_line(&mut line).map(|_| ())
	};
	read.map_err(|error| Failure::Key(format!("standard input: {error}")))?;
	Ok(line.trim().to_string())
}

/// The key of a secret phrase or seed, with a derivation path or not.
fn from_secret(secret: &str) -> Result<Keypair> {
	// Without a phrase the library takes the development phrase, and a script whose variable is
	// empty would sign with a key that everybody knows.
	if secret.is_empty() || secret.starts_with('/') {
		return Err(Failure::Key(
			"expected a secret phrase or seed on standard input; development names go with \
			 --dev-key"
				.into(),
		));
	}
	pair(secret).map_err(|_| {
		Failure::Key(
			"standard input holds neither a secret phrase (12 to 24 words of BIP-39) nor a seed \
			 (0x and 64 hex digits)"
				.into(),
		)
	})
}

/// The key behind a development name: it is derived from a phrase that everybody knows.
pub fn development(name: &str) -> Result<Keypair> {
	if is_secret(name) {
		return Err(secret_as_argument());
	}
	let is_name = name.starts_with("//")
		&& !name.contains("///")
		&& !name.ends_with('/')
		&& name.chars().all(|c| c.is_ascii_alphanumeric() || "/-_".contains(c));
	if !is_name {
		return Err(Failure::Usage(
			"a development name looks like //Alice or //Alice//stash; every other key comes from \
			 --key-file or --key-stdin"
				.into(),
		));
	}
	pair(name).map_err(Failure::Key)
}

fn pair(uri: &str) -> std::result::Result<Keypair, String> {
	let uri = SecretUri::from_str(uri).map_err(|error| error.to_string())?;
	Keypair::from_uri(&uri).map_err(|error| error.to_string())
}

/// Whether a text looks like a secret phrase or seed.
pub fn is_secret(text: &str) -> bool {
	let seed = text.split('/').next().unwrap_or_default();
	let digits = seed.strip_prefix("0x").unwrap_or(seed);
	let is_seed = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
	is_seed || is_phrase(text) || text.starts_with("AGE-SECRET-KEY-")
}

/// Whether a text looks like a secret phrase. Unlike a seed it cannot be mistaken for a hash.
pub fn is_phrase(text: &str) -> bool {
	text.split_whitespace().count() >= 12
}

/// Says so without repeating the secret.
pub fn secret_as_argument() -> Failure {
	Failure::Usage(
		"this looks like a secret, and a secret never comes as an argument: others may have seen \
		 it by now. Write it to standard input with --key-stdin"
			.into(),
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	const PHRASE: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
	const SEED: &str = "0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a";
	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	fn account(pair: Keypair) -> String {
		pair.public_key().to_account_id().to_string()
	}

	#[test]
	fn phrases_seeds_and_names_lead_to_the_known_account() {
		assert_eq!(account(development("//Alice").unwrap()), ALICE);
		assert_eq!(account(from_secret(&format!("{PHRASE}//Alice")).unwrap()), ALICE);
		assert_eq!(account(from_secret(SEED).unwrap()), ALICE);
	}

	#[test]
	fn no_secret_means_no_key() {
		for secret in ["", "//Alice", "/soft", "bottom drive", "0x1234", "///password"] {
			assert!(matches!(from_secret(secret), Err(Failure::Key(_))), "{secret}");
		}
	}

	#[test]
	fn names_are_not_secrets() {
		for name in [PHRASE, SEED, &SEED[2..], &format!("{PHRASE}//0"), &format!("{SEED}//0")] {
			let failure = development(name).unwrap_err();
			assert_eq!(failure.status(), 2);
			assert!(failure.to_string().contains("never comes as an argument"));
			assert!(!failure.to_string().contains("bottom"));
			assert!(!failure.to_string().contains("e5be"));
		}
		for name in ["Alice", "/Alice", "//", "//Alice///password", "//Alice x", "", "//Alice/"] {
			assert!(matches!(development(name), Err(Failure::Usage(_))), "{name}");
		}
		assert!(development("//Alice//stash").is_ok());
	}

	/// //Alice as polkadot.js 13 exports it.
	const KEYSTORE: &str = r#"{
		"encoded": "7B5FvVN/F9QfS4mUo0kcwaPOs7OrBpDqi7reeS8izjwAAAIAAQAAAAgAAAC2tXBrt0jlOp41Zw4Q44pgxHSJOWLW9etHWadI+K1+bDqs/rSmMMuIfUVkm/j8CMgfJOCQmA8xrlxh1LbiwnHz/Fu2ccNpkCYTBen927foHPEfCL3ffZXKvSdEyvb0ghltLOwbU/G8brGb4HhywzLOpDTnlIX+KymFbs2PjfNVgKucYiBu3uYQkJ1aDSVrNuBjXhPi4icQm+cyiDVH",
		"encoding": {
			"content": ["pkcs8", "sr25519"],
			"type": ["scrypt", "xsalsa20-poly1305"],
			"version": "3"
		},
		"address": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
		"meta": {}
	}"#;
	const PASSWORD: &str = "correct horse";

	fn keystore(name: &str, text: &str, password: &str) -> Result<Keypair> {
		let folder = std::env::temp_dir();
		let key_file = folder.join(format!("covenant-{}-{name}.json", std::process::id()));
		let password_file = key_file.with_extension("txt");
		fs::write(&key_file, text).unwrap();
		fs::write(&password_file, password).unwrap();
		let key = Key {
			key_file: Some(key_file.clone()),
			password_file: Some(password_file.clone()),
			key_stdin: false,
			dev_key: None,
		};
		let pair = key.load();
		fs::remove_file(key_file).unwrap();
		fs::remove_file(password_file).unwrap();
		pair
	}

	#[test]
	fn keystores_open_with_their_password_only() {
		assert_eq!(account(keystore("good", KEYSTORE, &format!("{PASSWORD}\r\n")).unwrap()), ALICE);
		let wrong = keystore("wrong", KEYSTORE, "correct house").unwrap_err();
		assert!(
			matches!(&wrong, Failure::Key(why) if why.contains("password is wrong")),
			"{wrong}"
		);
	}

	#[test]
	fn damaged_keystores_are_refused() {
		for (name, text) in [
			("text", "not JSON".to_string()),
			("empty", "{}".to_string()),
			("short", KEYSTORE.replace(&KEYSTORE[50..230], "")),
			("cut", r#"{ "encoded": "DumgApKC" }"#.to_string()),
			("version", KEYSTORE.replace("\"3\"", "\"2\"")),
		] {
			assert!(matches!(keystore(name, &text, PASSWORD), Err(Failure::Key(_))), "{name}");
		}
	}

	#[test]
	fn a_file_name_that_is_a_phrase_is_not_repeated() {
		let key = Key {
			key_file: Some(PHRASE.into()),
			password_file: None,
			key_stdin: false,
			dev_key: None,
		};
		assert!(!key.load().unwrap_err().to_string().contains("bottom"));
	}
}
