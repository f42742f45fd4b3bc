// SPDX-License-Identifier: Apache-2.0

//! Amounts of money, in major units on the command line (yuan) and minor units on the chain (fen).
//! Integers only: an amount that cannot be written exactly is refused, never rounded.

/// The minor units of an amount such as `12.34` in an asset with so many decimals.
pub fn parse(text: &str, decimals: u8) -> Result<u128, String> {
	let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
	let digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
	if whole.is_empty() || !digits(whole) || !digits(fraction) || text.ends_with('.') {
		return Err(format!(
			"{text:?} is not an amount: digits with at most {decimals} decimals after a point, \
			 such as 1200 or 12.34, without sign or separators"
		));
	}
	let width = usize::from(decimals);
	if fraction.len() > width {
		return Err(format!("{text:?} has more than the {decimals} decimals of this asset"));
	}
	format!("{whole}{fraction:0<width$}")
		.parse()
		.map_err(|_| format!("{text:?} is more than any asset can hold"))
}

/// An amount in minor units as it is written in major units.
pub fn format(minor: u128, decimals: u8) -> String {
	let width = usize::from(decimals);
	let digits = format!("{minor:0>length$}", length = width + 1);
	let (whole, fraction) = digits.split_at(digits.len() - width);
	if fraction.is_empty() {
		whole.into()
	} else {
		format!("{whole}.{fraction}")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn amounts_are_exact() {
		for (text, decimals, minor) in [
			("0", 2, 0),
			("0.01", 2, 1),
			("12.3", 2, 1_230),
			("12.34", 2, 1_234),
			("0012", 2, 1_200),
			("7", 0, 7),
			("1.5", 18, 1_500_000_000_000_000_000),
			("3402823669209384634633746074317682114.55", 2, u128::MAX),
		] {
			assert_eq!(parse(text, decimals), Ok(minor), "{text}");
		}
	}

	#[test]
	fn wrong_amounts_are_refused() {
		for text in [
			"",
			".",
			".5",
			"5.",
			"-1",
			"+1",
			"1,000.00",
			"1 000",
			"1e3",
			"1.234",
			"0x10",
			"１２",
			"1.2.3",
			"NaN",
			"3402823669209384634633746074317682114.56",
		] {
			assert!(parse(text, 2).is_err(), "{text}");
		}
		assert!(parse("1.0", 0).is_err());
	}

	#[test]
	fn amounts_are_shown_in_major_units() {
		assert_eq!(format(0, 2), "0.00");
		assert_eq!(format(5, 2), "0.05");
		assert_eq!(format(123_456, 2), "1234.56");
		assert_eq!(format(7, 0), "7");
		for minor in [0, 1, 99, 100, u128::MAX] {
			assert_eq!(parse(&format(minor, 2), 2), Ok(minor));
		}
	}
}
