// SPDX-License-Identifier: Apache-2.0

//! Identifiers of licenses and certificates in the national form (GB/T 36904-2018):
//!
//! ```text
//! 1.2.156.3005.2 . 11100000000013338W011 . 11430000006122244L . 20230000403 . 001 . U
//! root             type                    authority            serial        version check
//! ```
//!
//! | part | what it is |
//! | --- | --- |
//! | type | 21 characters: the unified social credit code of whoever registered the type, and 3 more |
//! | authority | 1 to 18 characters: who issues; not always a unified social credit code |
//! | serial | 1 to 32 characters: the certificate among the authority's |
//! | version | 3 digits, from 001: the certificate's versions |
//! | check | the MOD 37,36 check character (ISO/IEC 7064) of the four parts before it, joined |
//!
//! All parts are written in `0-9` and `A-Z`; lower case is not accepted.

use crate::{
	mod_37_36,
	uscc::{self, Uscc},
};
use alloc::string::{String, ToString};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{
	fmt::{self, Write},
	str::FromStr,
};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What every identifier begins with, with the dot that follows.
const PREFIX: &[u8; 15] = b"1.2.156.3005.2.";

/// Length of a type code in characters.
pub const TYPE_LENGTH: usize = uscc::LENGTH + 3;

/// The most characters of the authority part.
pub const MAX_AUTHORITY: u32 = 18;

/// The most characters of the serial part.
pub const MAX_SERIAL: u32 = 32;

/// The highest version.
pub const MAX_VERSION: u16 = 999;

/// The most characters of an identifier: the root with its dot, the five parts, four dots.
pub const MAX_LENGTH: u32 = 15 + 21 + MAX_AUTHORITY + MAX_SERIAL + 3 + 1 + 4;

/// Why a text is not the identifier of a license, or not the code of a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Invalid {
	/// It does not have the root, or not five parts of possible lengths.
	Structure,
	/// The type code does not begin with a unified social credit code.
	TypeCode(uscc::Invalid),
	/// A part has a character outside `0-9`, `A-Z`.
	Character,
	/// The version is not one of 001 to 999.
	Version,
	/// The check character does not belong to the other parts.
	CheckCharacter,
}

impl fmt::Display for Invalid {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Structure => {
				"an identifier is 1.2.156.3005.2.<type>.<authority>.<serial>.<version>.<check>"
			}
			Self::TypeCode(_) => "the type code does not begin with a unified social credit code",
			Self::Character => "the parts of an identifier are written in 0-9 and A-Z",
			Self::Version => "a version is one of 001 to 999",
			Self::CheckCharacter => "the check character does not match the identifier",
		})
	}
}

fn ensure_characters(part: &[u8]) -> Result<(), Invalid> {
	let accepted = |c: &u8| c.is_ascii_digit() || c.is_ascii_uppercase();
	part.iter().all(accepted).then_some(()).ok_or(Invalid::Character)
}

/// Writes bytes that are ASCII unless they were decoded from something else.
fn write_ascii(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
	bytes.iter().try_for_each(|byte| f.write_char(char::from(*byte)))
}

/// The code of a license type. It is encoded as its 21 ASCII characters, which decoding does not
/// check: ask [`Self::is_valid`] where they come from outside.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct TypeCode([u8; TYPE_LENGTH]);

impl TypeCode {
	/// The code under which whoever has the credit code `registrar` numbers a type.
	pub fn new(registrar: Uscc, number: [u8; 3]) -> Result<Self, Invalid> {
		ensure_characters(&number)?;
		let mut code = [0; TYPE_LENGTH];
		code[..uscc::LENGTH].copy_from_slice(registrar.as_bytes());
		code[uscc::LENGTH..].copy_from_slice(&number);
		Ok(Self(code))
	}

	/// The 21 ASCII characters.
	pub fn as_bytes(&self) -> &[u8; TYPE_LENGTH] {
		&self.0
	}

	/// Whether the characters are what they have to be.
	pub fn is_valid(&self) -> bool {
		Self::try_from(self.0).is_ok()
	}
}

impl TryFrom<[u8; TYPE_LENGTH]> for TypeCode {
	type Error = Invalid;

	fn try_from(code: [u8; TYPE_LENGTH]) -> Result<Self, Invalid> {
		Uscc::try_from(&code[..uscc::LENGTH]).map_err(Invalid::TypeCode)?;
		ensure_characters(&code[uscc::LENGTH..])?;
		Ok(Self(code))
	}
}

impl TryFrom<&[u8]> for TypeCode {
	type Error = Invalid;

	fn try_from(text: &[u8]) -> Result<Self, Invalid> {
		<[u8; TYPE_LENGTH]>::try_from(text).map_err(|_| Invalid::Structure)?.try_into()
	}
}

impl FromStr for TypeCode {
	type Err = Invalid;

	fn from_str(text: &str) -> Result<Self, Invalid> {
		Self::try_from(text.as_bytes())
	}
}

impl TryFrom<String> for TypeCode {
	type Error = Invalid;

	fn try_from(text: String) -> Result<Self, Invalid> {
		text.parse()
	}
}

impl From<TypeCode> for String {
	fn from(code: TypeCode) -> Self {
		code.to_string()
	}
}

impl fmt::Display for TypeCode {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write_ascii(f, &self.0)
	}
}

impl fmt::Debug for TypeCode {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

/// The identifier of a license, whose check character has been verified. It is encoded as its parts,
/// without root, dots and check character; decoding does not check them, so take text from outside.
#[derive(
	Clone,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct LicenseNumber {
	type_code: TypeCode,
	authority: BoundedVec<u8, ConstU32<MAX_AUTHORITY>>,
	serial: BoundedVec<u8, ConstU32<MAX_SERIAL>>,
	version: u16,
}

impl LicenseNumber {
	/// Puts the parts together.
	pub fn new(
		type_code: TypeCode,
		authority: &[u8],
		serial: &[u8],
		version: u16,
	) -> Result<Self, Invalid> {
		if authority.is_empty() || serial.is_empty() {
			return Err(Invalid::Structure);
		}
		ensure_characters(authority)?;
		ensure_characters(serial)?;
		if !(1..=MAX_VERSION).contains(&version) {
			return Err(Invalid::Version);
		}
		Ok(Self {
			type_code,
			authority: authority.to_vec().try_into().map_err(|_| Invalid::Structure)?,
			serial: serial.to_vec().try_into().map_err(|_| Invalid::Structure)?,
			version,
		})
	}

	/// The type.
	pub fn type_code(&self) -> TypeCode {
		self.type_code
	}

	/// Who issues.
	pub fn authority(&self) -> &[u8] {
		&self.authority
	}

	/// The certificate among the authority's.
	pub fn serial(&self) -> &[u8] {
		&self.serial
	}

	/// The certificate's version, from 1.
	pub fn version(&self) -> u16 {
		self.version
	}

	/// Whether both are versions of one certificate, as far as the identifiers say.
	pub fn is_same_certificate(&self, other: &Self) -> bool {
		self.type_code == other.type_code
			&& self.authority == other.authority
			&& self.serial == other.serial
	}

	/// The version in three digits.
	fn digits(&self) -> [u8; 3] {
		[self.version / 100, self.version / 10, self.version]
			.map(|value| u8::try_from(value % 10).unwrap_or(0).saturating_add(b'0'))
	}

	/// `None` for what was decoded from something else.
	fn check_character(&self) -> Option<u8> {
		let parts = [&self.type_code.0[..], &self.authority, &self.serial, &self.digits()];
		mod_37_36::check_character(parts.into_iter().flatten().copied())
	}
}

fn version(digits: &[u8]) -> Result<u16, Invalid> {
	match digits {
		[_, _, _] if digits.iter().all(u8::is_ascii_digit) => core::str::from_utf8(digits)
			.ok()
			.and_then(|digits| digits.parse().ok())
			.ok_or(Invalid::Version),
		_ => Err(Invalid::Version),
	}
}

impl TryFrom<&[u8]> for LicenseNumber {
	type Error = Invalid;

	fn try_from(text: &[u8]) -> Result<Self, Invalid> {
		let rest = text.strip_prefix(PREFIX).ok_or(Invalid::Structure)?;
		let mut parts = rest.split(|c| *c == b'.');
		let mut part = || parts.next().ok_or(Invalid::Structure);
		let (code, authority, serial, digits, check) =
			(part()?, part()?, part()?, part()?, part()?);
		if parts.next().is_some() || check.len() != 1 {
			return Err(Invalid::Structure);
		}
		ensure_characters(check)?;
		let number = Self::new(code.try_into()?, authority, serial, version(digits)?)?;
		if number.check_character().as_slice() != check {
			return Err(Invalid::CheckCharacter);
		}
		Ok(number)
	}
}

impl FromStr for LicenseNumber {
	type Err = Invalid;

	fn from_str(text: &str) -> Result<Self, Invalid> {
		Self::try_from(text.as_bytes())
	}
}

impl TryFrom<String> for LicenseNumber {
	type Error = Invalid;

	fn try_from(text: String) -> Result<Self, Invalid> {
		text.parse()
	}
}

impl From<LicenseNumber> for String {
	fn from(number: LicenseNumber) -> Self {
		number.to_string()
	}
}

impl fmt::Display for LicenseNumber {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let check = [self.check_character().unwrap_or(b'?')];
		write_ascii(f, PREFIX)?;
		write_ascii(f, &self.type_code.0)?;
		for part in [&self.authority[..], &self.serial, &self.digits(), &check] {
			f.write_char('.')?;
			write_ascii(f, part)?;
		}
		Ok(())
	}
}

impl fmt::Debug for LicenseNumber {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const VALID: &str = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U";

	fn vectors() -> serde_json::Value {
		serde_json::from_str(include_str!("../vectors/identifiers.json")).unwrap()
	}

	fn parse(text: &str) -> Result<LicenseNumber, Invalid> {
		text.parse()
	}

	#[test]
	fn published_identifiers_are_accepted() {
		for identifier in vectors()["license_identifier"]["valid"].as_array().unwrap() {
			let text = identifier.as_str().unwrap();
			assert_eq!(parse(text).unwrap().to_string(), text);
		}
	}

	#[test]
	fn wrong_identifiers_are_refused() {
		for identifier in vectors()["license_identifier"]["invalid"].as_array().unwrap() {
			assert!(parse(identifier.as_str().unwrap()).is_err(), "{identifier}");
		}
	}

	#[test]
	fn parts_are_told_apart() {
		let number = parse(VALID).unwrap();
		assert_eq!(number.type_code().to_string(), "11100000000013338W011");
		assert_eq!(number.authority(), b"11430000006122244L");
		assert_eq!(number.serial(), b"20230000403");
		assert_eq!(number.version(), 1);
		let next = LicenseNumber::new(number.type_code(), number.authority(), number.serial(), 2);
		let next = next.unwrap();
		assert!(next.is_same_certificate(&number));
		assert_ne!(next, number);
		assert_eq!(parse(&next.to_string()), Ok(next));
	}

	#[test]
	fn every_error_has_a_cause() {
		let with = |from: &str, to: &str| parse(&VALID.replacen(from, to, 1)).unwrap_err();
		for (from, to) in [
			("3005.2", "3005.3"),
			("1.2.", ""),
			(".U", ""),
			(".U", ".UU"),
			(".U", "."),
			(".U", ".U.U"),
			("11430000006122244L", ""),
			("11430000006122244L", "1143000000612224411"),
			("20230000403", ""),
			("20230000403", "202300004032023000040320230000403"),
			("338W011", "338W01"),
		] {
			assert_eq!(with(from, to), Invalid::Structure, "{from} → {to}");
		}
		assert_eq!(with("338W", "339W"), Invalid::TypeCode(uscc::Invalid::CheckCharacter));
		for (from, to) in
			[("W011", "W01a"), ("2244L", "2244l"), ("403", "40-"), (".U", ".u"), ("403", "40 ")]
		{
			assert_eq!(with(from, to), Invalid::Character, "{from} → {to}");
		}
		for version in [".000.", ".01.", ".0001.", ".00A.", ".+01.", ".."] {
			assert_eq!(with(".001.", version), Invalid::Version, "{version}");
		}
		for (from, to) in [(".U", ".V"), (".001.", ".002."), ("0403", "0430")] {
			assert_eq!(with(from, to), Invalid::CheckCharacter, "{from} → {to}");
		}
	}

	#[test]
	fn the_longest_identifier_has_the_length_that_is_named() {
		let code = parse(VALID).unwrap().type_code();
		let longest = LicenseNumber::new(code, &[b'A'; 18], &[b'Z'; 32], MAX_VERSION).unwrap();
		assert_eq!(longest.to_string().len(), usize::try_from(MAX_LENGTH).unwrap());
		assert_eq!(longest.encoded_size(), LicenseNumber::max_encoded_len());
		assert!(LicenseNumber::new(code, &[b'A'; 19], b"1", 1).is_err());
		assert!(LicenseNumber::new(code, b"A", &[b'1'; 33], 1).is_err());
		assert_eq!(LicenseNumber::new(code, b"A", b"1", 0), Err(Invalid::Version));
		assert_eq!(LicenseNumber::new(code, b"A", b"1", 1_000), Err(Invalid::Version));
	}

	#[test]
	fn json_is_text_and_validated() {
		let number = parse(VALID).unwrap();
		let json = serde_json::to_string(&number).unwrap();
		assert_eq!(json, format!("\"{VALID}\""));
		assert_eq!(serde_json::from_str::<LicenseNumber>(&json).unwrap(), number);
		assert!(serde_json::from_str::<LicenseNumber>(&json.replace(".U", ".V")).is_err());
		let code = serde_json::to_string(&number.type_code()).unwrap();
		assert_eq!(code, "\"11100000000013338W011\"");
		assert!(serde_json::from_str::<TypeCode>(&code).is_ok());
		assert!(serde_json::from_str::<TypeCode>("\"11100000000013339W011\"").is_err());
	}

	/// The national codes in these tests are those of published identifiers.
	fn code() -> impl Strategy<Value = TypeCode> {
		let registrars = vec!["11100000000013338W", "11100000MB03271699", "91110000600037341L"];
		(prop::sample::select(registrars), "[0-9A-Z]{3}").prop_map(|(registrar, number)| {
			let number = number.into_bytes().try_into().unwrap();
			TypeCode::new(registrar.parse().unwrap(), number).unwrap()
		})
	}

	prop_compose! {
		fn number()(
			code in code(),
			authority in "[0-9A-Z]{1,18}",
			serial in "[0-9A-Z]{1,32}",
			version in 1..=MAX_VERSION,
		) -> LicenseNumber {
			LicenseNumber::new(code, authority.as_bytes(), serial.as_bytes(), version).unwrap()
		}
	}

	proptest! {
		#[test]
		fn numbers_survive_text_and_encoding(number in number()) {
			prop_assert!(number.type_code().is_valid());
			prop_assert_eq!(parse(&number.to_string()), Ok(number.clone()));
			prop_assert_eq!(LicenseNumber::decode(&mut &number.encode()[..]), Ok(number));
		}

		#[test]
		fn one_wrong_character_is_noticed(
			number in number(), at in any::<prop::sample::Index>(), to in any::<u8>(),
		) {
			let mut text = number.to_string().into_bytes();
			let at = at.index(text.len());
			prop_assume!(text[at] != to);
			text[at] = to;
			prop_assert!(LicenseNumber::try_from(&text[..]).is_err());
		}

		#[test]
		fn what_is_accepted_is_written_the_same(text in "[0-9A-Z.a-z]{0,99}") {
			for text in [text.clone(), format!("1.2.156.3005.2.11100000000013338W011.{text}")] {
				if let Ok(number) = parse(&text) {
					prop_assert_eq!(number.to_string(), text);
				}
			}
		}

		#[test]
		fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
			if let Ok(number) = LicenseNumber::try_from(&bytes[..]) {
				prop_assert_eq!(number.to_string().into_bytes(), &bytes[..]);
			}
			if let Ok(code) = TypeCode::try_from(&bytes[..]) {
				prop_assert_eq!(code.to_string().into_bytes(), &bytes[..]);
			}
			// Not even where the bytes claim to be a number already.
			if let Ok(number) = LicenseNumber::decode(&mut &bytes[..]) {
				let _ = (number.to_string(), number.type_code().is_valid());
			}
		}
	}
}
