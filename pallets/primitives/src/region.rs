// SPDX-License-Identifier: Apache-2.0

//! Where something is: codes of administrative divisions, GB/T 2260.

use crate::stored;
use alloc::{format, string::String};
use core::{fmt, str::FromStr};

stored! {
	/// A six-digit code: two digits each for the province, the prefecture and the county, with zeros for
	/// what is not told. `330106` is a district of Hangzhou, `330100` Hangzhou, `330000` Zhejiang, and
	/// `100000` all of China. Whether there is such a place is not known here.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(try_from = "String", into = "String")]
	pub struct Region(pub u32);
}

impl Region {
	/// All of China.
	pub const COUNTRY: Self = Self(100_000);

	/// Whether it has the form of a code.
	pub fn is_valid(self) -> bool {
		let (province, prefecture, county) = (self.0 / 10_000, self.0 / 100 % 100, self.0 % 100);
		let in_a_province = (11..=82).contains(&province) && (prefecture > 0 || county == 0);
		self == Self::COUNTRY || in_a_province
	}

	/// It and the divisions that it lies in, the smallest first, the country excepted.
	pub fn divisions(self) -> impl Iterator<Item = Self> {
		let prefecture = Self(self.0.saturating_sub(self.0 % 100));
		let province = Self(self.0.saturating_sub(self.0 % 10_000));
		let mut last = Self::COUNTRY;
		[self, prefecture, province].into_iter().filter(move |division| {
			let another = *division != last && *division != Self::COUNTRY;
			last = *division;
			another
		})
	}

	/// Whether `other` lies in it, or is the same.
	pub fn contains(self, other: Self) -> bool {
		self == Self::COUNTRY || other.divisions().any(|division| division == self)
	}
}

/// The text is no code of an administrative division.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoRegion;

impl fmt::Display for NoRegion {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		to.write_str("not a six-digit code of an administrative division (GB/T 2260)")
	}
}

impl FromStr for Region {
	type Err = NoRegion;

	fn from_str(text: &str) -> Result<Self, NoRegion> {
		let is_code = text.len() == 6 && text.bytes().all(|digit| digit.is_ascii_digit());
		let code = text.parse().ok().filter(|_| is_code).map(Self);
		code.filter(|code| code.is_valid()).ok_or(NoRegion)
	}
}

impl TryFrom<String> for Region {
	type Error = NoRegion;

	fn try_from(text: String) -> Result<Self, NoRegion> {
		text.parse()
	}
}

impl fmt::Display for Region {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(to, "{:06}", self.0)
	}
}

impl From<Region> for String {
	fn from(region: Region) -> Self {
		format!("{region}")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn region(text: &str) -> Region {
		text.parse().unwrap()
	}

	#[test]
	fn codes_have_six_digits_of_which_the_last_tell_smaller_divisions() {
		for code in ["100000", "110000", "330000", "330100", "330106", "820000", "419001"] {
			assert_eq!(region(code).to_string(), code);
		}
		for wrong in [
			"", "0", "33010", "3301060", "33010a", "+30106", "000000", "100001", "100100",
			"090000", "830000", "330006",
		] {
			assert_eq!(wrong.parse::<Region>(), Err(NoRegion), "{wrong}");
		}
	}

	#[test]
	fn a_division_lies_in_larger_ones() {
		let all = |code: &str| region(code).divisions().map(|it| it.0).collect::<Vec<_>>();
		assert_eq!(all("330106"), [330_106, 330_100, 330_000]);
		assert_eq!(all("330100"), [330_100, 330_000]);
		assert_eq!(all("330000"), [330_000]);
		assert!(all("100000").is_empty());
		let district = region("330106");
		for around in ["100000", "330000", "330100", "330106"] {
			assert!(region(around).contains(district), "{around}");
		}
		for elsewhere in ["320000", "330200", "330108"] {
			assert!(!region(elsewhere).contains(district), "{elsewhere}");
		}
		assert!(!district.contains(region("330100")));
		assert!(!region("330000").contains(Region::COUNTRY));
	}

	#[test]
	fn codes_are_texts_in_json() {
		let json = serde_json::to_string(&region("330106")).unwrap();
		assert_eq!(json, "\"330106\"");
		assert_eq!(serde_json::from_str::<Region>(&json).unwrap(), region("330106"));
		assert!(serde_json::from_str::<Region>("\"330006\"").is_err());
	}
}
