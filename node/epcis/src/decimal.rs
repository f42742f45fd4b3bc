// SPDX-License-Identifier: Apache-2.0

//! Exact decimal numbers.

use crate::fault::Fault;
use std::{fmt, str::FromStr};

/// Digits that a number may have when it is written without an exponent; else `1e999999999` would
/// need a gigabyte.
const MAX_DIGITS: usize = 100;

/// A decimal number, exact and as it was written. `26` and `26.0` are equal.
#[derive(Debug, Clone)]
pub struct Decimal {
	/// A number of JSON.
	text: String,
}

impl Decimal {
	/// As it was written.
	pub fn as_str(&self) -> &str {
		&self.text
	}

	/// Without an exponent, superfluous zeros or the sign of zero.
	pub fn canonical(&self) -> String {
		let (digits, exponent) = self.text.split_once(['e', 'E']).unwrap_or((&self.text, "0"));
		// Checked when it was parsed.
		shift(digits, exponent.parse().unwrap_or_default())
	}

	/// Whether it is below zero.
	pub fn is_negative(&self) -> bool {
		self.canonical().starts_with('-')
	}
}

impl FromStr for Decimal {
	type Err = Fault;

	/// Reads a number as JSON writes it, such as `200`, `-0.50` or `1e-3`.
	fn from_str(text: &str) -> Result<Self, Fault> {
		let fault = |why: &str| Fault::new(format!("{text:?} {why}"));
		let (mantissa, exponent) = match text.split_once(['e', 'E']) {
			Some((mantissa, exponent)) => (mantissa, Some(exponent)),
			None => (text, None),
		};
		let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
		let (whole, fraction) = match unsigned.split_once('.') {
			Some((whole, fraction)) => (whole, Some(fraction)),
			None => (unsigned, None),
		};
		let is_whole = is_digits(whole) && (whole == "0" || !whole.starts_with('0'));
		let exponent_digits =
			exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
		if !is_whole || !fraction.is_none_or(is_digits) || !exponent_digits.is_none_or(is_digits) {
			return Err(fault("is not a number"));
		}

		let too_long = || fault(&format!("has more than {MAX_DIGITS} digits"));
		let exponent: i32 = exponent.unwrap_or("0").parse().map_err(|_| too_long())?;
		let shift = usize::try_from(exponent.unsigned_abs()).map_err(|_| too_long())?;
		let digits = unsigned.len().saturating_add(shift);
		if digits > MAX_DIGITS {
			return Err(too_long());
		}
		Ok(Self { text: text.into() })
	}
}

impl PartialEq for Decimal {
	fn eq(&self, other: &Self) -> bool {
		self.canonical() == other.canonical()
	}
}

impl Eq for Decimal {}

impl fmt::Display for Decimal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.text)
	}
}

macro_rules! from_integer {
	($($integer:ty),*) => {$(
		impl From<$integer> for Decimal {
			fn from(number: $integer) -> Self {
				Self { text: number.to_string() }
			}
		}
	)*};
}

from_integer!(u32, u64, u128, i32, i64, i128);

/// Text that looks like a number, as [`Decimal::canonical`] writes numbers; it may have leading
/// zeros, which JSON forbids.
pub(crate) fn canonical_text(text: &str) -> Option<String> {
	let unsigned = text.strip_prefix('-').unwrap_or(text);
	let is_number = match unsigned.split_once('.') {
		Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
		None => is_digits(unsigned),
	};
	is_number.then(|| shift(text, 0))
}

fn is_digits(text: &str) -> bool {
	!text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())
}

/// Digits with or without sign and point, times ten to the power of `exponent`.
fn shift(number: &str, exponent: i32) -> String {
	let (sign, unsigned) = match number.strip_prefix('-') {
		Some(unsigned) => ("-", unsigned),
		None => ("", number),
	};
	let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
	let zeros = usize::try_from(exponent.unsigned_abs()).unwrap_or(MAX_DIGITS);
	let (whole, fraction) = if exponent < 0 {
		let digits = format!("{:0>zeros$}{whole}", "");
		let (whole, low) = digits.split_at(digits.len() - zeros);
		(whole.to_string(), format!("{low}{fraction}"))
	} else {
		let digits = format!("{fraction}{:0<zeros$}", "");
		let (high, fraction) = digits.split_at(zeros);
		(format!("{whole}{high}"), fraction.to_string())
	};
	let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
	match (whole, fraction) {
		("", "") => "0".into(),
		("", fraction) => format!("{sign}0.{fraction}"),
		(whole, "") => format!("{sign}{whole}"),
		(whole, fraction) => format!("{sign}{whole}.{fraction}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_are_kept_and_have_one_canonical_form() {
		for (text, canonical) in [
			("0", "0"),
			("-0", "0"),
			("-0.0e5", "0"),
			("26", "26"),
			("26.0", "26"),
			("200.50", "200.5"),
			("0.05", "0.05"),
			("-12.340", "-12.34"),
			("100", "100"),
			("1e3", "1000"),
			("1.25E+1", "12.5"),
			("1.25e1", "12.5"),
			("12.5e-1", "1.25"),
			("5e-3", "0.005"),
			("0.00e9", "0"),
			("50.947573340894124", "50.947573340894124"),
			(
				"340282366920938463463374607431768211456.000000000000000000001",
				"340282366920938463463374607431768211456.000000000000000000001",
			),
		] {
			let number: Decimal = text.parse().expect(text);
			assert_eq!(number.as_str(), text);
			assert_eq!(number.canonical(), canonical, "{text}");
			assert_eq!(number, canonical.parse().unwrap());
		}
		assert_ne!("0.1".parse::<Decimal>().unwrap(), "0.10000000000000001".parse().unwrap());
		assert!("-0.1".parse::<Decimal>().unwrap().is_negative());
		assert!(!"-0.0".parse::<Decimal>().unwrap().is_negative());
	}

	#[test]
	fn what_is_no_number_is_refused() {
		for text in [
			"",
			"-",
			".5",
			"5.",
			"+5",
			"05",
			"1e",
			"1e+",
			"1.e3",
			"e3",
			"0x10",
			"1_000",
			"NaN",
			"１",
			"1e999999999",
			"1e-999999999",
			"1e99999999999999999999",
			"1 ",
			"--1",
		] {
			assert!(text.parse::<Decimal>().is_err(), "{text}");
		}
		assert!("9".repeat(MAX_DIGITS).parse::<Decimal>().is_ok());
		assert!("9".repeat(MAX_DIGITS + 1).parse::<Decimal>().is_err());
	}

	#[test]
	fn text_that_looks_like_a_number() {
		for (text, canonical) in [
			("0012", Some("12")),
			("1.50", Some("1.5")),
			("-0", Some("0")),
			("1e3", None),
			("2014-12-10", None),
			("+5", None),
			("", None),
			("-", None),
			("1.", None),
		] {
			assert_eq!(canonical_text(text).as_deref(), canonical, "{text}");
		}
	}
}
