// SPDX-License-Identifier: Apache-2.0

//! ISO/IEC 7064 MOD 37,36: the hybrid system that protects an alphanumeric string (`0-9`, `A-Z`)
//! with one check character from the same alphabet.

/// The value of a character: 0 to 35, or `None` outside the alphabet.
fn value(character: u8) -> Option<u16> {
	match character {
		b'0'..=b'9' => Some(u16::from(character.saturating_sub(b'0'))),
		b'A'..=b'Z' => Some(u16::from(character.saturating_sub(b'A')).saturating_add(10)),
		_ => None,
	}
}

fn character(value: u16) -> Option<u8> {
	b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".get(usize::from(value)).copied()
}

/// One step of the recursion: P ← ((P + a) ‖36) · 2 mod 37, where a sum of 0 counts as 36.
fn step(product: u16, value: u16) -> u16 {
	let sum = match product.saturating_add(value) % 36 {
		0 => 36,
		sum => sum,
	};
	sum.saturating_mul(2) % 37
}

/// The check character of `text`; `None` if `text` is empty or has a character outside `0-9`,
/// `A-Z`.
pub fn check_character(text: impl IntoIterator<Item = u8>) -> Option<u8> {
	let mut product = 36;
	let mut any = false;
	for c in text {
		product = step(product, value(c)?);
		any = true;
	}
	// The character that brings the sum to 1 modulo 36.
	let check = 37_u16.saturating_sub(product) % 36;
	any.then(|| character(check)).flatten()
}

/// Whether the last character of `text` is the check character of those before it.
pub fn is_valid(text: &[u8]) -> bool {
	match text.split_last() {
		Some((check, body)) => check_character(body.iter().copied()) == Some(*check),
		None => false,
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
	fn published_strings_are_checked() {
		for text in vectors()["mod_37_36"]["valid"].as_array().unwrap() {
			assert!(is_valid(text.as_str().unwrap().as_bytes()), "{text}");
		}
		for text in vectors()["mod_37_36"]["invalid"].as_array().unwrap() {
			assert!(!is_valid(text.as_str().unwrap().as_bytes()), "{text}");
		}
	}

	/// The fields of a license identifier joined without root and dots.
	fn joined(identifier: &str) -> Vec<u8> {
		let fields = identifier.strip_prefix("1.2.156.3005.2.").unwrap();
		fields.bytes().filter(|c| *c != b'.').collect()
	}

	#[test]
	fn license_identifiers_are_checked() {
		let vectors = &vectors()["license_identifier"];
		for identifier in vectors["valid"].as_array().unwrap() {
			assert!(is_valid(&joined(identifier.as_str().unwrap())), "{identifier}");
		}
		let wrong_check = vectors["invalid"][1].as_str().unwrap();
		assert!(!is_valid(&joined(wrong_check)));
	}

	#[test]
	fn empty_and_foreign_strings_have_no_check_character() {
		assert_eq!(check_character([]), None);
		assert_eq!(check_character(*b"ABC-1"), None);
		assert_eq!(check_character(*b"abc"), None);
		assert!(!is_valid(b"7"));
	}

	proptest! {
		#[test]
		fn one_wrong_character_is_noticed(
			body in "[0-9A-Z]{1,60}", at in any::<prop::sample::Index>(), to in 0_u16..36,
		) {
			let mut text = body.into_bytes();
			text.push(check_character(text.iter().copied()).unwrap());
			prop_assert!(is_valid(&text));
			let at = at.index(text.len());
			let to = character(to).unwrap();
			prop_assume!(text[at] != to);
			text[at] = to;
			prop_assert!(!is_valid(&text));
		}
	}
}
