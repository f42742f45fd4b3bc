// SPDX-License-Identifier: Apache-2.0

//! Fingerprints of invoices, which clients compute: the chain never sees what they are of.
//!
//! A fingerprint is the BLAKE2b-256 hash of these bytes, with nothing between them:
//!
//! | bytes | what |
//! | --- | --- |
//! | 16 | `covenant/invoice` in ASCII |
//! | 1 | 1: the version of this form |
//! | 32 | the secret of the year |
//! | 1 | 0 for the exact fingerprint, else 1 + the index of the [`PartialKind`] |
//! | … | the fields of which it is, in the order below |
//!
//! | field | bytes | what |
//! | --- | --- | --- |
//! | seller | 18 | its unified social credit code in ASCII |
//! | buyer | 18 | its unified social credit code in ASCII |
//! | code | 1 + n | n, then n characters as [`Number`] has them; n is 0 if the invoice has no code |
//! | number | 1 + n | n, then n characters as [`Number`] has them |
//! | date | 10 | the date of issue, as in `2026-10-15` |
//! | amount | 16 | what is to be paid, tax included, in minor units, big-endian |
//!
//! The exact fingerprint is of all six, a partial one of those that its kind names. Each field has one
//! length or says it, and the byte before says which fields follow: no two invoices have the same bytes.
//!
//! The secret is 32 random bytes, new for each calendar year, that members have from one another off chain:
//! without it whoever knows how invoices look could try them all. The exact fingerprint takes the secret
//! of the year in which the invoice was issued, so that an invoice has one only. Partial ones are given under
//! that secret, and in a year's first months under that of the year before as well, so that a copy that was
//! moved over the year's end is still found.

use crate::types::{Partial, PartialKind, Partials};
use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use core::{fmt, str::FromStr};
use covenant_primitives::{Amount, Date, Uscc};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// With what the hashed bytes begin.
pub const PREFIX: [u8; 16] = *b"covenant/invoice";

/// The version of the form.
pub const VERSION: u8 = 1;

/// The most characters of a code or a number.
pub const MAX_NUMBER: usize = 32;

/// What only members know. One for each year.
pub type Secret = [u8; 32];

/// The code or the number of an invoice, as it is hashed: letters and digits in ASCII, letters upper case,
/// leading zeros kept. It is read from what people write: full-width characters become ASCII, and spaces,
/// hyphens, slashes and dots are left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number(String);

/// A text that is neither a code nor a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invalid;

impl fmt::Display for Invalid {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "the code or number of an invoice has 1 to {MAX_NUMBER} letters and digits")
	}
}

/// The ASCII character that a full-width one stands for; others as they are.
fn narrow(character: char) -> char {
	match u32::from(character) {
		0x3000 => ' ',
		full @ 0xFF01..=0xFF5E => char::from_u32(full.saturating_sub(0xFEE0)).unwrap_or(character),
		_ => character,
	}
}

impl FromStr for Number {
	type Err = Invalid;

	fn from_str(text: &str) -> Result<Self, Invalid> {
		let mut number = String::new();
		for character in text.chars().map(narrow) {
			match character {
				' ' | '-' | '/' | '.' => {}
				_ if character.is_ascii_alphanumeric() && number.len() < MAX_NUMBER => {
					number.push(character.to_ascii_uppercase());
				}
				_ => return Err(Invalid),
			}
		}
		(!number.is_empty()).then_some(Self(number)).ok_or(Invalid)
	}
}

impl TryFrom<String> for Number {
	type Error = Invalid;

	fn try_from(text: String) -> Result<Self, Invalid> {
		text.parse()
	}
}

impl From<Number> for String {
	fn from(number: Number) -> Self {
		number.0
	}
}

/// What an invoice says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fields {
	/// Who sells.
	pub seller: Uscc,
	/// Who buys.
	pub buyer: Uscc,
	/// The invoice code; fully digital invoices have none.
	#[serde(default)]
	pub code: Option<Number>,
	/// The invoice number.
	pub number: Number,
	/// When it was issued.
	pub date: Date,
	/// What is to be paid, tax included, in minor units.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub amount: Amount,
}

/// Bytes that are being put together.
struct Form(Vec<u8>);

impl Form {
	fn new(secret: &Secret, combination: u8) -> Self {
		Self([&PREFIX[..], &[VERSION], secret, &[combination]].concat())
	}

	fn put(mut self, bytes: &[u8]) -> Self {
		self.0.extend_from_slice(bytes);
		self
	}

	fn number(self, number: Option<&Number>) -> Self {
		let text = number.map_or("", |number| &number.0);
		// At most MAX_NUMBER.
		let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
		self.put(&[length]).put(text.as_bytes())
	}

	fn date(self, date: Date) -> Self {
		self.put(date.to_string().as_bytes())
	}

	fn amount(self, amount: Amount) -> Self {
		self.put(&amount.to_be_bytes())
	}

	fn digest(self) -> H256 {
		BlakeTwo256::hash(&self.0)
	}
}

/// The exact fingerprint of an invoice.
pub fn fingerprint(fields: &Fields, secret: &Secret) -> H256 {
	Form::new(secret, 0)
		.put(fields.seller.as_bytes())
		.put(fields.buyer.as_bytes())
		.number(fields.code.as_ref())
		.number(Some(&fields.number))
		.date(fields.date)
		.amount(fields.amount)
		.digest()
}

/// A partial fingerprint of an invoice.
pub fn partial(kind: PartialKind, fields: &Fields, secret: &Secret) -> H256 {
	let (seller, buyer) = (fields.seller.as_bytes(), fields.buyer.as_bytes());
	match kind {
		PartialKind::NumberAndSeller => {
			Form::new(secret, 1).put(seller).number(Some(&fields.number))
		}
		PartialKind::DateAmountParties => {
			Form::new(secret, 2).put(seller).put(buyer).date(fields.date).amount(fields.amount)
		}
		PartialKind::NumberAndAmount => {
			Form::new(secret, 3).number(Some(&fields.number)).amount(fields.amount)
		}
		PartialKind::AmountAndParties => {
			Form::new(secret, 4).put(seller).put(buyer).amount(fields.amount)
		}
	}
	.digest()
}

/// The partial fingerprints of every kind under one secret, or under two.
pub fn partials(fields: &Fields, secret: &Secret, former: Option<&Secret>) -> Partials {
	let under = |secret| {
		PartialKind::ALL.map(|kind| Partial { kind, digest: partial(kind, fields, secret) })
	};
	let all = core::iter::once(secret).chain(former).flat_map(under);
	Partials::truncate_from(all.collect())
}
