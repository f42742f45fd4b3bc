// SPDX-License-Identifier: Apache-2.0

//! Keys that content is sealed to, and how one is sealed to another.
//!
//! Objects and parties have keys of the same sort, X25519. A secret key is kept in a file as `age`
//! keeps its identities, a line `AGE-SECRET-KEY-1…` among comments, so that any age tool reads it.
//! A public key is written as on the chain, in hex, or as age does, `age1…`.
//!
//! To give somebody the key to an object is to seal the object's secret key to that party's public
//! key by HPKE (RFC 9180): base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305,
//! `info` = `covenant sealed-data v1`, `aad` = the SHA-256 digest of the object's ciphertext. The
//! result, encapsulated key and ciphertext, is 80 bytes.

use crate::{
	args::hex_bytes,
	failure::{Failure, Result},
	file, key,
	value::hex_text,
};
use age::secrecy::ExposeSecret;
use bech32::{Bech32, Hrp};
use hpke::{
	aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::X25519HkdfSha256, Deserializable, Kem, OpModeR,
	OpModeS, Serializable,
};
use rand_core::OsRng;
use std::{fmt, fs, path::Path, str::FromStr};
use zeroize::Zeroizing;

/// What binds a sealed key to its use.
const INFO: &[u8] = b"covenant sealed-data v1";

/// How long an encapsulated key is, in bytes.
const ENCAPSULATED: usize = 32;

/// A sealed secret key: [`ENCAPSULATED`] bytes, 32 bytes of ciphertext and a tag of 16.
pub type Wrapped = [u8; 80];

/// SHA-256 of a ciphertext.
pub type Digest = [u8; 32];

/// An X25519 public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

/// An X25519 secret key.
pub struct SecretKey(age::x25519::Identity);

impl FromStr for PublicKey {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		let bytes = if text.starts_with("0x") {
			hex_bytes(text)?
		} else {
			match bech32::decode(text) {
				Ok((hrp, bytes)) if hrp.as_str() == "age" => bytes,
				_ => return Err("expected 0x and 64 hex digits, or age1…".into()),
			}
		};
		<[u8; 32]>::try_from(bytes)
			.map(Self)
			.map_err(|bytes| format!("expected 32 bytes, got {}", bytes.len()))
	}
}

impl fmt::Display for PublicKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&hex_text(&self.0))
	}
}

impl PublicKey {
	/// The key as age writes it.
	pub fn to_age(self) -> Result<String> {
		Hrp::parse("age")
			.map_err(|error| error.to_string())
			.and_then(|hrp| {
				bech32::encode::<Bech32>(hrp, &self.0).map_err(|error| error.to_string())
			})
			.map_err(Failure::Other)
	}

	/// The key as a recipient of an age file.
	pub fn recipient(self) -> Result<age::x25519::Recipient> {
		self.to_age()?.parse().map_err(|error: &str| {
			Failure::Key(format!("{self} is not a public key to encrypt to: {error}"))
		})
	}

	/// Seals an object's secret key to this key, for the content with this digest.
	pub fn wrap(self, secret: &SecretKey, digest: &Digest) -> Result<Wrapped> {
		let failure = |error| Failure::Key(format!("nothing can be sealed to {self}: {error}"));
		let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&self.0).map_err(failure)?;
		let (encapsulated, ciphertext) =
			hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256, _>(
				&OpModeS::Base,
				&to,
				INFO,
				secret.bytes()?.as_slice(),
				digest,
				&mut OsRng,
			)
			.map_err(failure)?;
		[encapsulated.to_bytes().as_slice(), &ciphertext]
			.concat()
			.try_into()
			.map_err(|_| Failure::Other("a sealed key of another length".into()))
	}
}

impl SecretKey {
	/// A new key from the operating system's random bytes.
	pub fn generate() -> Self {
		Self(age::x25519::Identity::generate())
	}

	/// Reads a key file.
	pub fn load(file: &Path) -> Result<Self> {
		if file.to_str().is_some_and(key::is_secret) {
			return Err(key::secret_as_argument());
		}
		let failure = |why: &str| Failure::Key(format!("{}: {why}", file.display()));
		let text =
			Zeroizing::new(fs::read_to_string(file).map_err(|error| failure(&error.to_string()))?);
		let mut lines =
			text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
		match (lines.next(), lines.next()) {
			(Some(line), None) => line
				.parse()
				.map(Self)
				.map_err(|_| failure("not an X25519 secret key as age writes it")),
			(None, _) => Err(failure("no key in it")),
			(Some(_), Some(_)) => Err(failure("more than one key in it")),
		}
	}

	/// Writes the key to a new file.
	pub fn save(&self, path: &Path) -> Result<()> {
		let secret = self.0.to_string();
		let text = format!("# public key: {}\n{}", self.public()?, secret.expose_secret());
		file::save(path, &Zeroizing::new(text))
	}

	/// The public key.
	pub fn public(&self) -> Result<PublicKey> {
		self.0.to_public().to_string().parse().map_err(Failure::Other)
	}

	/// What opens an age file.
	pub fn identity(&self) -> &age::x25519::Identity {
		&self.0
	}

	fn bytes(&self) -> Result<Zeroizing<[u8; 32]>> {
		let text = self.0.to_string();
		let (_, bytes) = bech32::decode(text.expose_secret())
			.map_err(|error| Failure::Other(error.to_string()))?;
		let bytes = Zeroizing::new(bytes);
		<[u8; 32]>::try_from(bytes.as_slice())
			.map(Zeroizing::new)
			.map_err(|_| Failure::Other("a secret key of another length".into()))
	}

	/// Opens an object's secret key that was sealed to this one.
	pub fn unwrap(&self, wrapped: &Wrapped, digest: &Digest) -> Result<Self> {
		let failure = |_| {
			Failure::Key(
				"the grant is not to this key, or not for this content: the object's key stays \
				 sealed"
					.into(),
			)
		};
		let (encapsulated, ciphertext) = wrapped.split_at(ENCAPSULATED);
		let own = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(self.bytes()?.as_slice())
			.map_err(failure)?;
		let encapsulated =
			<X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).map_err(failure)?;
		let bytes = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
			&OpModeR::Base,
			&own,
			&encapsulated,
			INFO,
			ciphertext,
			digest,
		)
		.map(Zeroizing::new)
		.map_err(failure)?;
		let text = Hrp::parse("age-secret-key-")
			.map_err(|error| error.to_string())
			.and_then(|hrp| {
				bech32::encode_upper::<Bech32>(hrp, &bytes).map_err(|error| error.to_string())
			})
			.map(Zeroizing::new)
			.map_err(Failure::Other)?;
		text.parse().map(Self).map_err(|_| Failure::Key("the grant holds no secret key".into()))
	}
}

/// A sealed key in hex.
pub fn wrapped(text: &str) -> std::result::Result<Wrapped, String> {
	let bytes = hex_bytes(text)?;
	Wrapped::try_from(bytes).map_err(|bytes| format!("expected 80 bytes, got {}", bytes.len()))
}

#[cfg(test)]
mod tests {
	use super::*;

	const DIGEST: Digest = [7; 32];

	#[test]
	fn public_keys_are_written_in_two_ways() {
		let key = SecretKey::generate().public().unwrap();
		assert_eq!(key.to_string().parse(), Ok(key));
		assert_eq!(key.to_age().unwrap().parse(), Ok(key));
		for text in ["", "0x00", "age1", &key.to_string()[2..], "AGE-SECRET-KEY-1"] {
			assert!(text.parse::<PublicKey>().is_err(), "{text}");
		}
	}

	#[test]
	fn a_wrapped_key_opens_for_its_grantee_and_content_only() {
		let (object, grantee, stranger) =
			(SecretKey::generate(), SecretKey::generate(), SecretKey::generate());
		let sealed = grantee.public().unwrap().wrap(&object, &DIGEST).unwrap();
		let opened = grantee.unwrap(&sealed, &DIGEST).unwrap();
		assert_eq!(*opened.bytes().unwrap(), *object.bytes().unwrap());

		assert!(matches!(stranger.unwrap(&sealed, &DIGEST), Err(Failure::Key(_))));
		assert!(matches!(grantee.unwrap(&sealed, &[8; 32]), Err(Failure::Key(_))));
		for at in [0, 31, 32, 63, 64, 79] {
			let mut changed = sealed;
			changed[at] ^= 1;
			assert!(matches!(grantee.unwrap(&changed, &DIGEST), Err(Failure::Key(_))), "{at}");
		}
	}

	#[test]
	fn nothing_is_sealed_to_a_key_of_small_order() {
		let object = SecretKey::generate();
		assert!(PublicKey([0; 32]).wrap(&object, &DIGEST).is_err());
	}

	#[test]
	fn key_files_are_kept_as_age_does() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("key");
		let key = SecretKey::generate();
		key.save(&file).unwrap();
		assert_eq!(SecretKey::load(&file).unwrap().public().unwrap(), key.public().unwrap());
		assert!(matches!(key.save(&file), Err(Failure::Other(_))), "overwritten");

		let write = |text: &str| fs::write(&file, text).unwrap();
		let line = fs::read_to_string(&file).unwrap().lines().last().unwrap().to_string();
		for text in ["", "# nothing", "AGE-SECRET-KEY-1", &format!("{line}\n{line}"), "\u{0}"] {
			write(text);
			assert!(matches!(SecretKey::load(&file), Err(Failure::Key(_))), "{text}");
		}
		write(&format!("\r\n# a comment\r\n{line}\r\n"));
		assert!(SecretKey::load(&file).is_ok());
		assert!(!SecretKey::load(Path::new(&line)).err().unwrap().to_string().contains(&line));
	}
}
