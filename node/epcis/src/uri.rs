// SPDX-License-Identifier: Apache-2.0

//! URIs, which name everything in EPCIS: objects, places, parties, documents.

use crate::{fault::Fault, gs1, hash};
use std::{fmt, str::FromStr};

/// A URI. One that is an Electronic Product Code (`urn:epc:…`) is well-formed as such.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uri(String);

impl Uri {
	/// Checks a URI.
	pub fn new(text: impl Into<String>) -> Result<Self, Fault> {
		let text = text.into();
		if !is_uri(&text) {
			return Err(Fault::new(format!("{text:?} is not a URI")));
		}
		if gs1::from_epc(&text) == Err(gs1::Malformed) {
			return Err(Fault::new(format!("{text:?} is not a well-formed EPC")));
		}
		Ok(Self(text))
	}

	/// As it was written.
	pub fn as_str(&self) -> &str {
		&self.0
	}

	/// As the canonical hash has it: a GS1 key as a Digital Link at `id.gs1.org`.
	pub fn canonical(&self) -> String {
		hash::canonical(&self.0)
	}

	/// Whether it is an EPC of a class of objects: of a product, or of a lot of it.
	pub(crate) fn is_epc_class(&self) -> bool {
		self.0.starts_with("urn:epc:class:") || self.0.starts_with("urn:epc:idpat:")
	}

	/// Whether it is an EPC of one object, place or party.
	pub(crate) fn is_epc_instance(&self) -> bool {
		self.0.starts_with("urn:epc:id:")
	}
}

impl FromStr for Uri {
	type Err = Fault;

	fn from_str(text: &str) -> Result<Self, Fault> {
		Self::new(text)
	}
}

impl fmt::Display for Uri {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.0)
	}
}

/// Whether a text is an absolute URI (RFC 3986); letters of any script are taken, as RFC 3987 does.
fn is_uri(text: &str) -> bool {
	let Some((scheme, rest)) = text.split_once(':') else { return false };
	let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
		&& scheme.chars().all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
	let is_allowed =
		|it: char| !it.is_whitespace() && !it.is_control() && !"<>\"{}|\\^`".contains(it);
	let mut escapes = rest.split('%').skip(1);
	is_scheme
		&& !rest.is_empty()
		&& rest.chars().all(is_allowed)
		&& escapes.all(
			|it| matches!(it.as_bytes(), [a, b, ..] if [a, b].iter().all(|it| it.is_ascii_hexdigit())),
		)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn uris() {
		for text in [
			"urn:epc:id:sgtin:4012345.011111.98%22",
			"urn:epc:id:gid:95100000.12345.400",
			"urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
			"https://id.gs1.org/01/04012345111118",
			"geo:50.947573340894124,6.922120147375441",
			"https://例子.example/产品",
			"ni:///sha-256;025ac1?ver=CBV2.0",
		] {
			assert_eq!(Uri::new(text).expect(text).as_str(), text);
		}
		for text in [
			"",
			"x",
			":x",
			"urn:",
			"1a:b",
			"a b:c",
			"urn:a b",
			"urn:a%2",
			"urn:a%zz",
			"urn:a\"b",
			"urn:a\u{7}",
			" urn:a",
			"_:event1",
			"urn:epc:id:sgtin:4012345.011111",
		] {
			assert!(Uri::new(text).is_err(), "{text}");
		}
	}
}
