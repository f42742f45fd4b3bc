// SPDX-License-Identifier: Apache-2.0

//! Keys of GS1: digits, the last of which checks the others (GS1 General Specifications, section 7.9).
//!
//! Nobody checks here whose prefix a key has: keys stand beside an organization, and are its own statement.

use alloc::string::{String, ToString};
use covenant_primitives::stored;

stored! {
	/// A Global Trade Item Number with 14 digits, in ASCII; shorter ones have zeros before them. Decoding does
	/// not check it: ask [`Self::is_valid`].
	#[derive(Copy)]
	#[serde(try_from = "String", into = "String")]
	pub struct Gtin(pub [u8; 14]);

	/// A Global Location Number with 13 digits, in ASCII. Decoding does not check it: ask [`Self::is_valid`].
	#[derive(Copy)]
	#[serde(try_from = "String", into = "String")]
	pub struct Gln(pub [u8; 13]);
}

/// From the right, digits count once and three times in turn, and sum to a multiple of ten.
fn is_checked(digits: &[u8]) -> bool {
	let weighed = digits.iter().rev().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| {
		let digit = char::from(*digit).to_digit(10)?;
		Some(digit.saturating_mul(weight))
	});
	let sum = weighed.sum::<Option<u32>>();
	sum.is_some_and(|sum| sum > 0 && sum % 10 == 0)
}

macro_rules! key {
	($name:ident) => {
		impl $name {
			/// Whether it has digits only, of which the last one checks the others.
			pub fn is_valid(&self) -> bool {
				is_checked(&self.0)
			}
		}

		impl From<$name> for String {
			fn from(key: $name) -> Self {
				Self::from_utf8_lossy(&key.0).to_string()
			}
		}

		impl TryFrom<String> for $name {
			type Error = &'static str;

			fn try_from(text: String) -> Result<Self, Self::Error> {
				let digits = text.as_bytes().try_into().map(Self);
				let key = digits.map_err(|_| "a key of GS1 with another number of digits")?;
				key.is_valid().then_some(key).ok_or("a wrong check digit")
			}
		}
	};
}

key!(Gtin);
key!(Gln);

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_last_digit_checks_the_others() {
		// 3·(1+6+4+5+3+1+9)+... of the examples of GS1: 0614141999996, 4012345000009, 10614141543219.
		for text in ["0614141999996", "4012345000009"] {
			assert!(Gln::try_from(text.to_string()).is_ok(), "{text}");
		}
		for text in ["10614141543219", "00614141999996", "00000040123455"] {
			assert!(Gtin::try_from(text.to_string()).is_ok(), "{text}");
		}
	}

	#[test]
	fn wrong_keys_are_refused() {
		for text in ["10614141543218", "0614141999996", "00000000000000", "1061414154321x", ""] {
			assert!(Gtin::try_from(text.to_string()).is_err(), "{text}");
		}
		assert!(Gln::try_from("4012345000000".to_string()).is_err());
	}

	#[test]
	fn a_key_is_a_string_in_json() {
		let key = Gtin(*b"10614141543219");
		let json = serde_json::to_string(&key).unwrap();
		assert_eq!(json, "\"10614141543219\"");
		assert_eq!(serde_json::from_str::<Gtin>(&json).unwrap(), key);
		assert!(serde_json::from_str::<Gtin>("\"10614141543210\"").is_err());
	}
}
