// SPDX-License-Identifier: Apache-2.0

//! Keys of GS1 that name products, lots and places, in the notation of the canonical hash: GS1
//! Digital Link URIs at `id.gs1.org`.

use covenant_epcis::{Event, Namespaces, PersistentDisposition, Time, Uri, What};
use std::fmt;

const DOMAIN: &str = "https://id.gs1.org/";

/// The longest lot or serial number of GS1 (General Specifications, sections 3.4.4 and 3.5.2).
const MAX_SERIAL: usize = 20;

/// The longest number of an asset (section 3.7).
const MAX_ASSET: usize = 30;

/// What a lot is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProductKey {
	/// A GTIN of 14 digits.
	Gtin(String),
	/// What has a number of its own whatever it is made of: the chain keeps each sort as a product
	/// without a GTIN.
	Sort(Sort),
}

/// What is numbered without being a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
	/// A logistic unit.
	Sscc,
	/// A returnable asset.
	Grai,
	/// Another asset.
	Giai,
}

/// How a lot, or an item with a serial number, is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LotKey {
	pub product: ProductKey,
	/// Its number, as it is printed on it.
	pub code: String,
	/// Whether it is one item.
	pub serial: bool,
}

/// How a place is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKey {
	/// A GLN.
	Gln(String),
	/// A place within that of a GLN, with an extension: the chain has it by the name of its URI.
	Within(String),
}

impl Sort {
	const ALL: [Self; 3] = [Self::Sscc, Self::Grai, Self::Giai];

	/// The name of the product on the chain.
	pub fn name(self) -> &'static str {
		match self {
			Self::Sscc => "SSCC",
			Self::Grai => "GRAI",
			Self::Giai => "GIAI",
		}
	}

	/// The sort whose product has this name.
	pub fn named(name: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|sort| sort.name() == name)
	}

	fn identifier(self) -> &'static str {
		match self {
			Self::Sscc => "00",
			Self::Grai => "8003",
			Self::Giai => "8004",
		}
	}
}

impl ProductKey {
	/// What the chain calls it.
	pub fn name(&self) -> String {
		match self {
			Self::Gtin(gtin) => format!("GTIN {gtin}"),
			Self::Sort(sort) => sort.name().into(),
		}
	}
}

impl fmt::Display for ProductKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.name())
	}
}

impl LotKey {
	/// Reads the URI of a lot or of an item.
	pub fn read(uri: &Uri) -> Result<Self, String> {
		let canonical = uri.canonical();
		let segments = segments(&canonical);
		let unknown = || {
			format!(
				"{uri} is neither a GTIN with a lot or serial number, nor an SSCC, a GRAI with a \
				 serial number or a GIAI"
			)
		};
		let of = |sort, code: &str| {
			Ok(Self {
				product: ProductKey::Sort(sort),
				code: number(code, MAX_ASSET)?,
				serial: true,
			})
		};
		match segments.as_slice() {
			["01", gtin, qualifier @ ("10" | "21"), code] => Ok(Self {
				product: ProductKey::Gtin(checked("GTIN", gtin, 14)?),
				code: number(code, MAX_SERIAL)?,
				serial: *qualifier == "21",
			}),
			["01", _] => Err(format!("{uri} is a product, without the number of a lot")),
			["00", sscc] => of(Sort::Sscc, &checked("SSCC", sscc, 18)?),
			["8003", grai] => {
				let parts = grai.split_at_checked(14).filter(|(_, serial)| !serial.is_empty());
				let (asset, _) = parts.ok_or_else(unknown)?;
				checked("GRAI", asset, 14)?;
				of(Sort::Grai, grai)
			}
			["8004", giai] => of(Sort::Giai, giai),
			_ => Err(unknown()),
		}
	}

	/// Its URI. None if its number is not one that GS1 has.
	pub fn uri(&self) -> Option<Uri> {
		let code = encode(&self.code);
		let path = match &self.product {
			ProductKey::Gtin(gtin) => {
				format!("01/{gtin}/{}/{code}", if self.serial { "21" } else { "10" })
			}
			ProductKey::Sort(sort) => format!("{}/{code}", sort.identifier()),
		};
		let uri = Uri::new(format!("{DOMAIN}{path}")).ok()?;
		(Self::read(&uri).as_ref() == Ok(self)).then_some(uri)
	}
}

impl fmt::Display for LotKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match (&self.product, self.serial) {
			(ProductKey::Gtin(_), false) => write!(f, "lot {} of {}", self.code, self.product),
			(ProductKey::Gtin(_), true) => write!(f, "item {} of {}", self.code, self.product),
			(ProductKey::Sort(sort), _) => write!(f, "{} {}", sort.name(), self.code),
		}
	}
}

impl PlaceKey {
	/// Reads the URI of a place.
	pub fn read(uri: &Uri) -> Result<Self, String> {
		let canonical = uri.canonical();
		match segments(&canonical).as_slice() {
			["414", gln] => checked("GLN", gln, 13).map(Self::Gln),
			["414", gln, "254", _] => {
				checked("GLN", gln, 13)?;
				Ok(Self::Within(canonical))
			}
			_ => Err(format!("{uri} is not a GLN")),
		}
	}

	/// Its URI.
	pub fn uri(&self) -> Option<Uri> {
		let uri = match self {
			Self::Gln(gln) => Uri::new(format!("{DOMAIN}414/{gln}")),
			Self::Within(uri) => Uri::new(uri.as_str()),
		};
		uri.ok().filter(|uri| Self::read(uri).as_ref() == Ok(self))
	}

	/// What the chain calls it.
	pub fn name(&self) -> String {
		match self {
			Self::Gln(gln) => format!("GLN {gln}"),
			Self::Within(uri) => uri.clone(),
		}
	}
}

impl fmt::Display for PlaceKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.name())
	}
}

/// An event of which nothing is said but what happened.
pub fn blank(what: What) -> Option<Event> {
	Some(Event {
		id: None,
		time: Time::from_milliseconds(0)?,
		time_zone_offset: "+00:00".parse().ok()?,
		record_time: None,
		error_declaration: None,
		certifications: Vec::new(),
		what,
		biz_step: None,
		disposition: None,
		persistent_disposition: PersistentDisposition::default(),
		read_point: None,
		biz_location: None,
		biz_transactions: Vec::new(),
		sources: Vec::new(),
		destinations: Vec::new(),
		sensor_elements: Vec::new(),
		extensions: Vec::new(),
		namespaces: Namespaces::default(),
	})
}

fn segments(canonical: &str) -> Vec<&str> {
	canonical.strip_prefix(DOMAIN).map(|path| path.split('/').collect()).unwrap_or_default()
}

/// A key of so many digits, the last of which checks the others (GS1 General Specifications,
/// section 7.9).
fn checked(what: &str, text: &str, length: usize) -> Result<String, String> {
	let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(10)).collect();
	let digits = digits.filter(|digits| digits.len() == length);
	let digits = digits.ok_or_else(|| format!("{text} is not a {what} of {length} digits"))?;
	let weights = [1, 3].into_iter().cycle();
	let sum: u32 = digits.iter().rev().zip(weights).map(|(digit, weight)| digit * weight).sum();
	if sum == 0 || !sum.is_multiple_of(10) {
		return Err(format!("{text} is a {what} with a wrong check digit"));
	}
	Ok(text.into())
}

/// A number of up to so many characters, each of which GS1 has (set 82 of the General
/// Specifications).
fn number(part: &str, most: usize) -> Result<String, String> {
	let code = decode(part);
	let is_allowed = |it: u8| it.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&it);
	if code.is_empty() || code.len() > most || !code.bytes().all(is_allowed) {
		return Err(format!("{part:?} is not a number that GS1 has"));
	}
	Ok(code)
}

/// The text of a part of a URI.
fn decode(part: &str) -> String {
	let mut bytes = Vec::new();
	let mut rest = part.as_bytes();
	while let [byte, after @ ..] = rest {
		let escaped = match (byte, after) {
			(b'%', [high, low, after @ ..]) => std::str::from_utf8(&[*high, *low])
				.ok()
				.and_then(|digits| u8::from_str_radix(digits, 16).ok())
				.map(|byte| (byte, after)),
			_ => None,
		};
		let (byte, after) = escaped.unwrap_or((*byte, after));
		bytes.push(byte);
		rest = after;
	}
	String::from_utf8_lossy(&bytes).into_owned()
}

/// A text as a part of a canonical URI.
fn encode(text: &str) -> String {
	let mut encoded = String::new();
	for byte in text.bytes() {
		if byte.is_ascii_alphanumeric() || b"'-.;=_".contains(&byte) {
			encoded.push(char::from(byte));
		} else {
			encoded.push_str(&format!("%{byte:02X}"));
		}
	}
	encoded
}

#[cfg(test)]
mod tests {
	use super::*;

	fn uri(text: &str) -> Uri {
		Uri::new(text).expect(text)
	}

	#[test]
	fn lots_are_read_in_either_notation_and_written_in_one() {
		for (text, told, written) in [
			(
				"urn:epc:id:sgtin:4012345.011111.98%22",
				"item 98\" of GTIN 04012345111118",
				"01/04012345111118/21/98%22",
			),
			(
				"https://example.com/gtin/4012345111118/lot/L1%2f2",
				"lot L1/2 of GTIN 04012345111118",
				"01/04012345111118/10/L1%2F2",
			),
			(
				"urn:epc:class:lgtin:4012345.012345.998877",
				"lot 998877 of GTIN 04012345123456",
				"01/04012345123456/10/998877",
			),
			(
				"urn:epc:id:sscc:0614141.1234567890",
				"SSCC 106141412345678908",
				"00/106141412345678908",
			),
			(
				"urn:epc:id:grai:4012345.55555.987",
				"GRAI 04012345555554987",
				"8003/04012345555554987",
			),
			("urn:epc:id:giai:4000001.12345", "GIAI 400000112345", "8004/400000112345"),
		] {
			let key = LotKey::read(&uri(text)).expect(text);
			assert_eq!(key.to_string(), told);
			assert_eq!(key.uri(), Some(uri(&format!("{DOMAIN}{written}"))));
		}
	}

	#[test]
	fn what_is_no_lot_is_refused() {
		for text in [
			"urn:epc:idpat:sgtin:4012345.098765.*",
			"urn:epc:id:sgln:4012345.00002.12",
			"urn:epc:id:gid:95100000.12345.400",
			"https://id.gs1.org/01/04012345111118",
			"https://id.gs1.org/01/04012345111119/21/1",
			"https://id.gs1.org/01/04012345111118/235/1",
			"https://id.gs1.org/01/04012345111118/10/",
			"https://id.gs1.org/01/04012345111118/10/批次",
			"https://id.gs1.org/00/106141412345678901",
			"https://id.gs1.org/8003/04012345555550",
			"https://id.gs1.org/8003/0401234555555日",
			"https://id.gs1.org/8003/04012345555550日",
			"urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
		] {
			assert!(LotKey::read(&uri(text)).is_err(), "{text}");
		}
	}

	#[test]
	fn numbers_that_gs1_does_not_have_get_no_uri() {
		let product = ProductKey::Gtin("04012345111118".into());
		for code in ["", "批次1", "two words", "123456789012345678901", "a\u{7}"] {
			let key = LotKey { product: product.clone(), code: code.into(), serial: false };
			assert_eq!(key.uri(), None, "{code}");
		}
		let sscc = |code: &str| {
			let product = ProductKey::Sort(Sort::Sscc);
			LotKey { product, code: code.into(), serial: true }.uri()
		};
		assert!(sscc("106141412345678908").is_some());
		assert_eq!(sscc("106141412345678901"), None);
	}

	#[test]
	fn places_within_others_keep_their_extension() {
		for (text, key, written) in [
			("urn:epc:id:sgln:4012345.00005.0", "GLN 4012345000054", "414/4012345000054"),
			(
				"urn:epc:id:sgln:0614141.07346.1234",
				"https://id.gs1.org/414/0614141073467/254/1234",
				"414/0614141073467/254/1234",
			),
		] {
			let place = PlaceKey::read(&uri(text)).expect(text);
			assert_eq!(place.name(), key);
			assert_eq!(place.uri(), Some(uri(&format!("{DOMAIN}{written}"))));
		}
		for text in [
			"geo:50.9,6.9",
			"urn:epc:id:pgln:4000001.00000",
			"https://id.gs1.org/414/4012345000055",
		] {
			assert!(PlaceKey::read(&uri(text)).is_err(), "{text}");
		}
	}
}
