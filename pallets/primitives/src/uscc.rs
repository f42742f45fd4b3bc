// SPDX-License-Identifier: Apache-2.0

//! Unified social credit codes (统一社会信用代码), GB 32100-2015.
//!
//! Eighteen characters: the registering authority, the category, the district, nine characters of
//! the body itself, and a check character over all of them.

use crate::Region;
use alloc::string::{String, ToString};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Length of a code in characters.
pub const LENGTH: usize = 18;

/// The 31 characters a code is written in; a character's value is its position. I, O, S, V and Z
/// are left out because they are mistaken for digits or for each other.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The weight of each of the 17 characters before the check character: 3^i mod 31.
const WEIGHTS: [u16; LENGTH - 1] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Why a text is not a unified social credit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Invalid {
	/// It does not have 18 characters.
	Length,
	/// A character outside the alphabet; lower case is not accepted.
	Character,
	/// The check character does not belong to the other 17.
	CheckCharacter,
}

impl fmt::Display for Invalid {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Length => "a unified social credit code has 18 characters",
			Self::Character => {
				"a unified social credit code is written in 0-9 and A-Y without I, O, S and V"
			}
			Self::CheckCharacter => "the check character does not match the code",
		})
	}
}

/// A code whose check character has been verified. It is encoded as its 18 ASCII characters.
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
pub struct Uscc([u8; LENGTH]);

impl Uscc {
	/// The 18 ASCII characters.
	pub fn as_bytes(&self) -> &[u8; LENGTH] {
		&self.0
	}

	/// The division where the body is registered: digits 3 to 8. `None` if they name no division, or the
	/// whole country.
	pub fn district(&self) -> Option<Region> {
		let digits = self.0.get(2..8).and_then(|digits| core::str::from_utf8(digits).ok())?;
		digits.parse().ok().filter(|region| *region != Region::COUNTRY)
	}

	/// Completes 17 characters with the check character that belongs to them.
	pub fn complete(body: &[u8; LENGTH - 1]) -> Result<Self, Invalid> {
		let mut code = [0; LENGTH];
		code[..LENGTH - 1].copy_from_slice(body);
		code[LENGTH - 1] = check_character(body)?;
		Ok(Self(code))
	}
}

fn value(character: u8) -> Result<u16, Invalid> {
	let position = ALPHABET.iter().position(|c| *c == character).ok_or(Invalid::Character)?;
	u16::try_from(position).map_err(|_| Invalid::Character)
}

/// `(31 − Σ value·weight) mod 31`, as a character.
fn check_character(body: &[u8; LENGTH - 1]) -> Result<u8, Invalid> {
	let mut sum: u16 = 0;
	for (character, weight) in body.iter().zip(WEIGHTS) {
		// At most 17 · 30 · 30 = 15,300.
		sum = sum.saturating_add(value(*character)?.saturating_mul(weight));
	}
	let check = 31_u16.saturating_sub(sum % 31) % 31;
	ALPHABET.get(usize::from(check)).copied().ok_or(Invalid::CheckCharacter)
}

impl TryFrom<&[u8]> for Uscc {
	type Error = Invalid;

	fn try_from(text: &[u8]) -> Result<Self, Invalid> {
		let code = <[u8; LENGTH]>::try_from(text).map_err(|_| Invalid::Length)?;
		Self::try_from(code)
	}
}

impl TryFrom<[u8; LENGTH]> for Uscc {
	type Error = Invalid;

	fn try_from(code: [u8; LENGTH]) -> Result<Self, Invalid> {
		value(code[LENGTH - 1])?;
		let mut body = [0; LENGTH - 1];
		body.copy_from_slice(&code[..LENGTH - 1]);
		if check_character(&body)? != code[LENGTH - 1] {
			return Err(Invalid::CheckCharacter);
		}
		Ok(Self(code))
	}
}

impl FromStr for Uscc {
	type Err = Invalid;

	fn from_str(text: &str) -> Result<Self, Invalid> {
		Self::try_from(text.as_bytes())
	}
}

impl TryFrom<String> for Uscc {
	type Error = Invalid;

	fn try_from(text: String) -> Result<Self, Invalid> {
		text.parse()
	}
}

impl From<Uscc> for String {
	fn from(code: Uscc) -> Self {
		code.to_string()
	}
}

impl fmt::Display for Uscc {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		// The alphabet is ASCII.
		f.write_str(core::str::from_utf8(&self.0).map_err(|_| fmt::Error)?)
	}
}

impl fmt::Debug for Uscc {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn vectors() -> serde_json::Value {
		serde_json::from_str(include_str!("../vectors/identifiers.json")).unwrap()
	}

	#[test]
	fn published_codes_are_accepted() {
		for code in vectors()["uscc"]["valid"].as_array().unwrap() {
			let text = code.as_str().unwrap();
			assert_eq!(text.parse::<Uscc>().unwrap().to_string(), text);
		}
	}

	#[test]
	fn wrong_codes_are_refused() {
		for code in vectors()["uscc"]["invalid"].as_array().unwrap() {
			assert!(code.as_str().unwrap().parse::<Uscc>().is_err(), "{code}");
		}
		assert_eq!("9111000060003734".parse::<Uscc>(), Err(Invalid::Length));
		assert_eq!("91110000600037341I".parse::<Uscc>(), Err(Invalid::Character));
		assert_eq!("91110000600037341N".parse::<Uscc>(), Err(Invalid::CheckCharacter));
	}

	#[test]
	fn json_is_validated() {
		assert!(serde_json::from_str::<Uscc>("\"91110000600037341L\"").is_ok());
		assert!(serde_json::from_str::<Uscc>("\"91110000600037341N\"").is_err());
	}

	#[test]
	fn a_code_names_a_district() {
		let district = |code: &str| code.parse::<Uscc>().unwrap().district();
		assert_eq!(district("91110000600037341L"), Some(Region(110_000)));
		let body = |text: &[u8; 17]| Uscc::complete(text).unwrap().district();
		assert_eq!(body(b"12330106000000001"), Some(Region(330_106)));
		assert_eq!(body(b"12100000000000001"), None);
		assert_eq!(body(b"12A30106000000001"), None);
	}

	fn body() -> impl Strategy<Value = [u8; LENGTH - 1]> {
		prop::array::uniform17(prop::sample::select(ALPHABET.to_vec()))
	}

	proptest! {
		/// The weights are powers of 3 modulo the prime 31, so one wrong character and two
		/// neighbors that changed places are always noticed.
		#[test]
		fn one_wrong_character_is_noticed(body in body(), at in 0..LENGTH, to in 0..31_usize) {
			let code = Uscc::complete(&body).unwrap();
			let mut wrong = *code.as_bytes();
			prop_assume!(wrong[at] != ALPHABET[to]);
			wrong[at] = ALPHABET[to];
			prop_assert_eq!(Uscc::try_from(wrong), Err(Invalid::CheckCharacter));
		}

		#[test]
		fn swapped_neighbors_are_noticed(body in body(), at in 0..LENGTH - 2) {
			let mut wrong = *Uscc::complete(&body).unwrap().as_bytes();
			prop_assume!(wrong[at] != wrong[at + 1]);
			wrong.swap(at, at + 1);
			prop_assert_eq!(Uscc::try_from(wrong), Err(Invalid::CheckCharacter));
		}

		#[test]
		fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
			let _ = Uscc::try_from(bytes.as_slice());
		}
	}
}
