// SPDX-License-Identifier: Apache-2.0

//! Chain time as people write it: RFC 3339, to and from UTC milliseconds.

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Days from 1970-01-01 to a date of the Gregorian calendar.
///
/// Years are counted from March, so that the leap day is the last one, in eras of 400 years, which
/// all have 146,097 days.
fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
	let year = if month <= 2 { year - 1 } else { year };
	let era = year.div_euclid(400);
	let year_of_era = year.rem_euclid(400);
	let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date that is so many days from 1970-01-01.
fn date_from_days(days: i64) -> (i64, i64, i64) {
	let days = days + 719_468;
	let era = days.div_euclid(146_097);
	let day_of_era = days.rem_euclid(146_097);
	let year_of_era =
		(day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
	let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	let month_from_march = (5 * day_of_year + 2) / 153;
	let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
	let month = (month_from_march + 2) % 12 + 1;
	(era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// UTC milliseconds as `2026-09-01T08:00:00Z`; milliseconds are shown if there are any.
pub fn format(milliseconds: u64) -> String {
	let Ok(time) = i64::try_from(milliseconds) else { return milliseconds.to_string() };
	let (year, month, day) = date_from_days(time.div_euclid(DAY));
	let of_day = time.rem_euclid(DAY);
	let (hour, minute, second) = (of_day / HOUR, of_day % HOUR / MINUTE, of_day % MINUTE / SECOND);
	let fraction = match of_day % SECOND {
		0 => String::new(),
		milliseconds => format!(".{milliseconds:03}"),
	};
	format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Reads `2026-09-01`, which begins at midnight UTC, or `2026-09-01T08:00[:00[.000]]` followed by
/// `Z` or an offset such as `+08:00`.
pub fn parse(text: &str) -> Result<u64, String> {
	read(text).ok_or_else(|| {
		"expected a date such as 2026-09-01 (midnight UTC) or a time such as \
		 2026-09-01T08:00:00+08:00, not before 1970"
			.into()
	})
}

fn read(text: &str) -> Option<u64> {
	let (date, time) = match text.split_once(['T', ' ']) {
		Some((date, time)) => (date, time),
		None => (text, "00:00Z"),
	};
	let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
	let days = days_from_date(year, month, day);
	// A 30th of February is another date when it comes back.
	if date_from_days(days) != (year, month, day) {
		return None;
	}

	let (time, offset) = match time.strip_suffix(['Z', 'z']) {
		Some(time) => (time, 0),
		None => {
			let (time, offset) = time.split_at(time.rfind(['+', '-'])?);
			let [hours, minutes] = numbers(&offset[1..], ':', [2, 2])?;
			let length = hours * HOUR + minutes * MINUTE;
			(time, if offset.starts_with('-') { -length } else { length })
		}
	};
	let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
	let [hour, minute, second] = match numbers(time, ':', [2, 2]) {
		Some([hour, minute]) => [hour, minute, 0],
		None => numbers(time, ':', [2, 2, 2])?,
	};
	if hour > 23 || minute > 59 || second > 59 || fraction.len() > 3 {
		return None;
	}
	let [fraction] = numbers(&format!("{fraction:0<3}"), '.', [3])?;
	let of_day = hour * HOUR + minute * MINUTE + second * SECOND + fraction;
	u64::try_from(days * DAY + of_day - offset).ok()
}

/// Exactly `N` unsigned numbers of these widths between separators.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[i64; N]> {
	let parts: Vec<_> = text.split(separator).collect();
	let parts: [&str; N] = parts.try_into().ok()?;
	let mut numbers = [0; N];
	for ((number, part), width) in numbers.iter_mut().zip(parts).zip(widths) {
		if part.len() != width || !part.bytes().all(|digit| digit.is_ascii_digit()) {
			return None;
		}
		*number = part.parse().ok()?;
	}
	Some(numbers)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn known_times() {
		for (text, milliseconds) in [
			("1970-01-01T00:00:00Z", 0),
			("2000-02-29T12:00:00Z", 951_825_600_000),
			("2026-09-01T00:00:00Z", 1_788_220_800_000),
			("2100-03-01T00:00:00.001Z", 4_107_542_400_001),
		] {
			assert_eq!(parse(text), Ok(milliseconds), "{text}");
			assert_eq!(format(milliseconds), text);
		}
	}

	#[test]
	fn offsets_and_short_forms() {
		let time = parse("2026-09-01T00:00:00Z");
		for text in [
			"2026-09-01",
			"2026-09-01T08:00+08:00",
			"2026-09-01 08:00:00.0+08:00",
			"2026-08-31T19:00:00-05:00",
		] {
			assert_eq!(parse(text), time, "{text}");
		}
	}

	#[test]
	fn dates_survive_a_round_trip() {
		for day in (0..200_000).step_by(13) {
			let milliseconds = day * 86_400_000;
			assert_eq!(parse(&format(milliseconds)), Ok(milliseconds));
		}
	}

	#[test]
	fn wrong_times_are_refused() {
		for text in [
			"",
			"2026",
			"2026-13-01",
			"2026-02-29",
			"2026-9-1",
			"2026-09-01T",
			"2026-09-01T08:00",
			"2026-09-01T24:00Z",
			"2026-09-01T08:00:00.0001Z",
			"2026-09-01T08:00:00+0800",
			"1969-12-31T23:59:59Z",
			"+026-09-01",
			"2026-09-01T08:00:0é+08:00",
		] {
			assert!(parse(text).is_err(), "{text}");
		}
	}
}
