// SPDX-License-Identifier: Apache-2.0

//! Months: the periods of books, of taxes and of what is counted by period.

use crate::{time, Date, Moment};
use alloc::string::{String, ToString};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The months of a year.
const YEAR: u32 = 12;

/// A month of the Gregorian calendar, counted from January 1970, which is 0. In JSON it is a string
/// such as `"2026-10"`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Month(pub u32);

impl Month {
	/// The month that `at` lies in where clocks are `offset` milliseconds ahead of UTC. What lies
	/// beyond the year 9999 belongs to its last month.
	pub fn of(at: Moment, offset: Moment) -> Self {
		Self::of_day(time::day(at.saturating_add(offset)))
	}

	/// December 9999.
	pub const LAST: Self = Self((9_999 - 1_970) * YEAR + 11);

	/// The year.
	pub fn year(self) -> u32 {
		(self.0 / YEAR).saturating_add(crate::date::FIRST_YEAR.into())
	}

	/// From 1, January, to 12.
	pub fn month(self) -> u32 {
		(self.0 % YEAR).saturating_add(1)
	}

	/// The month after this one.
	pub fn next(self) -> Self {
		self.after(1)
	}

	/// The month so many months after this one.
	pub fn after(self, months: u32) -> Self {
		Self(self.0.saturating_add(months))
	}

	/// The month that a day, counted from 1970, is in.
	pub fn of_day(day: u32) -> Self {
		Date::from_days(day).map_or(Self::LAST, Self::from)
	}

	/// The first day, counted from 1970; `None` beyond the year 9999.
	pub fn first_day(self) -> Option<u32> {
		let year = u16::try_from(self.year()).ok()?;
		let month = u8::try_from(self.month()).ok()?;
		Date { year, month, day: 1 }.to_days()
	}
}

impl From<Date> for Month {
	/// The month of a date, which exists.
	fn from(date: Date) -> Self {
		let year = date.year.saturating_sub(crate::date::FIRST_YEAR);
		let month = date.month.saturating_sub(1);
		Self(u32::from(year).saturating_mul(YEAR).saturating_add(month.into()))
	}
}

impl fmt::Display for Month {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{:04}-{:02}", self.year(), self.month())
	}
}

impl fmt::Debug for Month {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

/// A text that is not a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invalid;

impl fmt::Display for Invalid {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("a month is written as in 2026-10, from 1970-01 to 9999-12")
	}
}

impl FromStr for Month {
	type Err = Invalid;

	fn from_str(text: &str) -> Result<Self, Invalid> {
		let mut first = text.to_string();
		first.push_str("-01");
		first.parse::<Date>().map(Self::from).map_err(|_| Invalid)
	}
}

impl TryFrom<String> for Month {
	type Error = Invalid;

	fn try_from(text: String) -> Result<Self, Invalid> {
		text.parse()
	}
}

impl From<Month> for String {
	fn from(month: Month) -> Self {
		month.to_string()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::time::{DAY, HOUR};

	/// 2026-10-01T00:00:00Z.
	const OCTOBER: Moment = 20_727 * DAY;

	fn month(text: &str) -> Month {
		text.parse().unwrap()
	}

	#[test]
	fn a_moment_lies_in_its_month() {
		assert_eq!(Month::of(OCTOBER, 0), month("2026-10"));
		assert_eq!(Month::of(OCTOBER - 1, 0), month("2026-09"));
		// Midnight in China, eight hours earlier.
		assert_eq!(Month::of(OCTOBER - 8 * HOUR, 8 * HOUR), month("2026-10"));
		assert_eq!(Month::of(OCTOBER - 8 * HOUR - 1, 8 * HOUR), month("2026-09"));
		assert_eq!(Month::of(0, 0), Month(0));
		assert_eq!(Month::of(u64::MAX, 8 * HOUR), Month::LAST);
		assert_eq!(Month::LAST.to_string(), "9999-12");
		assert_eq!(Month::LAST.next().first_day(), None);
		assert_eq!(Month(u32::MAX).after(9), Month(u32::MAX));
	}

	#[test]
	fn months_follow_one_another_and_survive_text() {
		let mut last = month("1970-01");
		assert_eq!(last, Month(0));
		for day in 0..40_000 {
			let this = Month::from(Date::from_days(day).unwrap());
			assert!(this == last || this == last.next());
			assert_eq!(month(&this.to_string()), this);
			assert_eq!(Month::of_day(day), this);
			assert!((1..=31).contains(&(this.next().first_day().unwrap() - day)));
			assert!(this.first_day().unwrap() <= day);
			last = this;
		}
		assert_eq!((last.year(), last.month()), (2079, 7));
	}

	#[test]
	fn other_texts_are_refused() {
		for text in ["", "2026", "2026-13", "2026-1", "2026-10-01", "26-10", "1969-12", "+026-10"] {
			assert_eq!(text.parse::<Month>(), Err(Invalid), "{text}");
		}
		let json = serde_json::to_string(&month("2026-10")).unwrap();
		assert_eq!(json, r#""2026-10""#);
		assert_eq!(serde_json::from_str::<Month>(&json).unwrap(), month("2026-10"));
		assert!(serde_json::from_str::<Month>("202610").is_err());
	}
}
