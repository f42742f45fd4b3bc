// SPDX-License-Identifier: Apache-2.0

//! Chain time. Periods, validity and deadlines are UTC milliseconds since 1970 as
//! `pallet-timestamp` keeps them, never block counts: contracts and laws run on clocks.

/// A point in chain time, or a span of it, in milliseconds.
pub type Moment = u64;

/// A second in milliseconds.
pub const SECOND: Moment = 1_000;
/// A minute in milliseconds.
pub const MINUTE: Moment = 60 * SECOND;
/// An hour in milliseconds.
pub const HOUR: Moment = 60 * MINUTE;
/// A day in milliseconds. Leap seconds do not exist in chain time.
pub const DAY: Moment = 24 * HOUR;

/// The first whole minute, counted from 1970, that begins at `at` or later.
pub fn minute_from(at: Moment) -> u32 {
	minute(at.saturating_add(MINUTE - 1))
}

/// The minute, counted from 1970, that `at` lies in. It saturates in the year 10136.
pub fn minute(at: Moment) -> u32 {
	saturate(at / MINUTE)
}

/// The day, counted from 1970, that `at` lies in.
pub fn day(at: Moment) -> u32 {
	saturate(at / DAY)
}

fn saturate(count: u64) -> u32 {
	u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn minutes_are_rounded_as_named() {
		assert_eq!(minute_from(0), 0);
		assert_eq!(minute_from(1), 1);
		assert_eq!(minute_from(MINUTE), 1);
		assert_eq!(minute_from(MINUTE + 1), 2);
		assert_eq!(minute(MINUTE - 1), 0);
		assert_eq!(minute(MINUTE), 1);
		assert_eq!(minute(u64::MAX), u32::MAX);
		assert_eq!(minute_from(u64::MAX), u32::MAX);
	}
}
