// SPDX-License-Identifier: Apache-2.0

//! When something happened, and on which clock.

use crate::fault::Fault;
use chrono::{DateTime, SecondsFormat, Timelike};
use std::{fmt, str::FromStr};

/// UTC milliseconds since 1970, of a year before 10000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(u64);

impl Time {
	/// 9999-12-31T23:59:59.999Z
	const MAX: u64 = 253_402_300_799_999;

	/// The time so many milliseconds after 1970 began in UTC; none of the years from 10000 on.
	pub fn from_milliseconds(milliseconds: u64) -> Option<Self> {
		(milliseconds <= Self::MAX).then_some(Self(milliseconds))
	}

	/// UTC milliseconds since 1970.
	pub fn milliseconds(self) -> u64 {
		self.0
	}
}

impl FromStr for Time {
	type Err = Fault;

	/// Reads an `xsd:dateTimeStamp`. Half a millisecond and more is rounded up, as the canonical
	/// hash does it (CBV 2.0, section 8.9).
	fn from_str(text: &str) -> Result<Self, Fault> {
		let fault = || {
			Fault::new(format!(
				"{text:?} is not a time such as 2026-09-01T08:00:00.000+08:00, not before 1970"
			))
		};
		let time = DateTime::parse_from_rfc3339(text).map_err(|_| fault())?.to_utc();
		// From this on it is a leap second, which UTC milliseconds do not have.
		if time.nanosecond() >= 1_000_000_000 {
			return Err(fault());
		}
		let seconds = u64::try_from(time.timestamp()).map_err(|_| fault())?;
		let milliseconds = seconds * 1_000 + u64::from((time.nanosecond() + 500_000) / 1_000_000);
		Self::from_milliseconds(milliseconds).ok_or_else(fault)
	}
}

impl fmt::Display for Time {
	/// In UTC and with milliseconds, such as `2026-09-01T00:00:00.000Z`.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let time = i64::try_from(self.0).ok().and_then(DateTime::from_timestamp_millis);
		let text = time.map(|time| time.to_rfc3339_opts(SecondsFormat::Millis, true));
		f.write_str(&text.unwrap_or_default())
	}
}

/// The offset from UTC of the clock at the place of an event, `-14:00` to `+14:00`. `-00:00` is
/// kept apart from `+00:00`, because it has another hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offset(String);

impl Offset {
	/// As it is written.
	pub fn as_str(&self) -> &str {
		&self.0
	}
}

impl FromStr for Offset {
	type Err = Fault;

	fn from_str(text: &str) -> Result<Self, Fault> {
		let is_offset = match text.as_bytes() {
			[b'+' | b'-', hours @ .., b':', tens @ b'0'..=b'5', ones @ b'0'..=b'9'] => {
				match hours {
					[b'0', b'0'..=b'9'] | [b'1', b'0'..=b'3'] => true,
					[b'1', b'4'] => (*tens, *ones) == (b'0', b'0'),
					_ => false,
				}
			}
			_ => false,
		};
		if !is_offset {
			let why = format!("{text:?} is not an offset from UTC such as +08:00");
			return Err(Fault::new(why));
		}
		Ok(Self(text.into()))
	}
}

impl fmt::Display for Offset {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.0)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn times_are_utc_milliseconds() {
		for (text, written) in [
			("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
			("2005-04-03T20:33:31.116000-06:00", "2005-04-04T02:33:31.116Z"),
			("2020-03-01T00:30:00+01:00", "2020-02-29T23:30:00.000Z"),
			("2023-02-02T11:04:03.1415Z", "2023-02-02T11:04:03.142Z"),
			("2023-02-02T11:04:03.1414Z", "2023-02-02T11:04:03.141Z"),
			("2023-02-02T11:04:03.14149999999Z", "2023-02-02T11:04:03.141Z"),
			("2023-12-31T23:59:59.9995Z", "2024-01-01T00:00:00.000Z"),
			("2023-02-02T11:04:03.1Z", "2023-02-02T11:04:03.100Z"),
			("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
		] {
			let time: Time = text.parse().expect(text);
			assert_eq!(time.to_string(), written);
			assert_eq!(written.parse(), Ok(time));
		}
	}

	#[test]
	fn wrong_times_are_refused() {
		for text in [
			"",
			"2023",
			"2023-02-02",
			"2023-02-02T11:04:03",
			"2023-02-29T11:04:03Z",
			"2023-13-01T11:04:03Z",
			"2023-02-02T24:00:00Z",
			"2016-12-31T23:59:60Z",
			"1969-12-31T23:59:59.999Z",
			"9999-12-31T23:59:59.9999Z",
			"12023-02-02T11:04:03Z",
			"2023-02-02T11:04:03 01:00",
		] {
			assert!(text.parse::<Time>().is_err(), "{text}");
		}
	}

	#[test]
	fn offsets_end_at_fourteen_hours() {
		for text in ["+00:00", "-00:00", "+08:00", "-06:30", "+13:59", "-14:00"] {
			assert_eq!(text.parse::<Offset>().expect(text).as_str(), text);
		}
		for text in
			["", "Z", "08:00", "+8:00", "+08:60", "+14:01", "+15:00", "+0800", "+08:000", "＋08:00"]
		{
			assert!(text.parse::<Offset>().is_err(), "{text}");
		}
	}
}
