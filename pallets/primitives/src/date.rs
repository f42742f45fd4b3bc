// SPDX-License-Identifier: Apache-2.0

//! Dates of the Gregorian calendar, and the days counted from 1970 that they name.

use alloc::string::{String, ToString};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The year of the first date: chain time begins with it.
pub const FIRST_YEAR: u16 = 1970;

/// The year of the last date: a year is written with four digits, as in ISO 8601.
pub const LAST_YEAR: u16 = 9999;

/// The days from 0001-01-01 to 1970-01-01.
const EPOCH: u32 = 719_162;

/// The years after which the calendar repeats itself, and the days that they have.
const CYCLE_YEARS: u32 = 400;
const CYCLE_DAYS: u32 = 146_097;

/// A date, which need not exist: whoever uses it asks [`Date::to_days`]. In JSON, where only dates
/// that exist are read, it is a string such as `"2026-10-01"`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
	/// From 1970 to 9999.
	pub year: u16,
	/// From 1 to 12.
	pub month: u8,
	/// From 1 to what the month has.
	pub day: u8,
}

impl Date {
	/// The days from 1970-01-01 to this date; `None` if it does not exist, or not between
	/// [`FIRST_YEAR`] and [`LAST_YEAR`].
	pub fn to_days(self) -> Option<u32> {
		let exists = (FIRST_YEAR..=LAST_YEAR).contains(&self.year)
			&& (1..=month_length(self.year, self.month)).contains(&self.day);
		if !exists {
			return None;
		}
		(1..self.month)
			.map(|month| month_length(self.year, month))
			.fold(days_before(self.year.into()), |days, length| days.saturating_add(length.into()))
			.saturating_add(self.day.into())
			.checked_sub(1)?
			.checked_sub(EPOCH)
	}

	/// The date that lies `days` after 1970-01-01; `None` beyond [`LAST_YEAR`].
	pub fn from_days(days: u32) -> Option<Self> {
		let days = days.checked_add(EPOCH)?;
		// Counting with the mean length of a year is less than a year wrong.
		let guess = days.checked_mul(CYCLE_YEARS)? / CYCLE_DAYS;
		let year =
			(guess..=guess.saturating_add(2)).rev().find(|year| days_before(*year) <= days)?;
		let mut rest = days.checked_sub(days_before(year))?;
		let year = u16::try_from(year).ok().filter(|year| *year <= LAST_YEAR)?;
		for month in 1..=12 {
			let length = u32::from(month_length(year, month));
			if rest < length {
				let day = u8::try_from(rest.saturating_add(1)).ok()?;
				return Some(Self { year, month, day });
			}
			rest = rest.saturating_sub(length);
		}
		None
	}
}

/// The days from 0001-01-01 to the first of January of `year`, which is not 0.
fn days_before(year: u32) -> u32 {
	let years = year.saturating_sub(1);
	years
		.saturating_mul(365)
		.saturating_add(years / 4)
		.saturating_sub(years / 100)
		.saturating_add(years / CYCLE_YEARS)
}

fn is_leap(year: u16) -> bool {
	year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// How many days a month has; 0 if it is none.
pub fn month_length(year: u16, month: u8) -> u8 {
	match month {
		1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
		4 | 6 | 9 | 11 => 30,
		2 if is_leap(year) => 29,
		2 => 28,
		_ => 0,
	}
}

impl fmt::Display for Date {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
	}
}

/// A text that is not a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invalid;

impl fmt::Display for Invalid {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("a date is written as in 2026-10-01, from 1970-01-01 to 9999-12-31")
	}
}

impl FromStr for Date {
	type Err = Invalid;

	fn from_str(text: &str) -> Result<Self, Invalid> {
		read(text).ok_or(Invalid)
	}
}

fn read(text: &str) -> Option<Date> {
	let (year, rest) = text.split_once('-')?;
	let (month, day) = rest.split_once('-')?;
	let date =
		Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
	// As it would be written, for `parse` takes signs and leaves zeros out.
	(date.to_days().is_some() && date.to_string() == text).then_some(date)
}

impl TryFrom<String> for Date {
	type Error = Invalid;

	fn try_from(text: String) -> Result<Self, Invalid> {
		text.parse()
	}
}

impl From<Date> for String {
	fn from(date: Date) -> Self {
		date.to_string()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const LAST_DAY: u32 = 2_932_896;

	fn date(year: u16, month: u8, day: u8) -> Date {
		Date { year, month, day }
	}

	/// The day after `date`, by nothing but the knuckles and the rule of leap years.
	fn next(date: Date) -> Date {
		let Date { year, month, day } = date;
		let leap = if year % 100 == 0 { year % 400 == 0 } else { year % 4 == 0 };
		let length = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
			[usize::from(month) - 1];
		match (day == length, month == 12) {
			(false, _) => Date { day: day + 1, ..date },
			(true, false) => Date { month: month + 1, day: 1, ..date },
			(true, true) => Date { year: year + 1, month: 1, day: 1 },
		}
	}

	#[test]
	fn every_day_has_its_date() {
		let mut expected = date(1970, 1, 1);
		for days in 0..=LAST_DAY {
			assert_eq!(expected.to_days(), Some(days), "{expected}");
			assert_eq!(Date::from_days(days), Some(expected), "{days}");
			expected = next(expected);
		}
		assert_eq!(expected, date(10_000, 1, 1));
	}

	#[test]
	fn known_days() {
		// Computed by Python's datetime.
		for (date, days) in [
			(date(1970, 1, 1), 0),
			(date(2000, 2, 29), 11_016),
			(date(2026, 10, 1), 20_727),
			(date(2100, 3, 1), 47_541),
			(date(9999, 12, 31), LAST_DAY),
		] {
			assert_eq!(date.to_days(), Some(days));
			assert_eq!(Date::from_days(days), Some(date));
		}
	}

	#[test]
	fn what_is_no_date_has_no_day() {
		for date in [
			date(2027, 2, 29),
			date(2100, 2, 29),
			date(2026, 4, 31),
			date(2026, 1, 32),
			date(2026, 1, 0),
			date(2026, 0, 1),
			date(2026, 13, 1),
			date(1969, 12, 31),
			date(0, 1, 1),
			date(10_000, 1, 1),
			date(u16::MAX, u8::MAX, u8::MAX),
		] {
			assert_eq!(date.to_days(), None, "{date}");
			assert!(date.to_string().parse::<Date>().is_err(), "{date}");
		}
	}

	#[test]
	fn beyond_the_last_year_there_is_no_date() {
		for days in [LAST_DAY + 1, LAST_DAY + 366, 20_000_000, u32::MAX - EPOCH, u32::MAX] {
			assert_eq!(Date::from_days(days), None, "{days}");
		}
	}

	#[test]
	fn dates_are_texts_in_json() {
		let json = serde_json::to_string(&date(2026, 10, 1)).unwrap();
		assert_eq!(json, r#""2026-10-01""#);
		assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date(2026, 10, 1));
	}

	#[test]
	fn other_texts_are_refused() {
		for text in [
			"",
			"2026",
			"2026-10",
			"2026-10-1",
			"2026-1-01",
			"26-10-01",
			"02026-10-01",
			"+2026-10-01",
			"2026-+1-01",
			"2026-10-01-",
			"2026-10-01 ",
			"2026/10/01",
			"20261001",
			"2026-10-256",
			"２０２６-10-01",
		] {
			assert_eq!(text.parse::<Date>(), Err(Invalid), "{text}");
			let error = serde_json::from_value::<Date>(text.into()).unwrap_err().to_string();
			assert_eq!(error, Invalid.to_string());
		}
		assert!(serde_json::from_str::<Date>("20261001").is_err());
	}

	proptest! {
		#[test]
		fn dates_survive_text(days in 0..=LAST_DAY) {
			let date = Date::from_days(days).unwrap();
			prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
		}

		#[test]
		fn any_fields_are_a_date_or_none(year: u16, month in 0..20u8, day in 0..40u8) {
			let date = date(year, month, day);
			if let Some(days) = date.to_days() {
				prop_assert_eq!(Date::from_days(days), Some(date));
			}
		}

		#[test]
		fn later_dates_are_later_days(a in 0..=LAST_DAY, b in 0..=LAST_DAY) {
			prop_assert_eq!(Date::from_days(a).cmp(&Date::from_days(b)), a.cmp(&b));
		}

		#[test]
		fn any_number_of_days_is_a_date_or_none(days: u32) {
			prop_assert_eq!(Date::from_days(days).is_some(), days <= LAST_DAY);
		}
	}
}
