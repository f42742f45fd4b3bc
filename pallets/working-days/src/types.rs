// SPDX-License-Identifier: Apache-2.0

//! Types that know no `Config`.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Whether a day is worked.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum DayKind {
	/// It is a working day.
	#[codec(index = 0)]
	Working,
	/// It is a day of rest: a weekend or a holiday.
	#[codec(index = 1)]
	Rest,
}

impl DayKind {
	/// What the weekly rule says about a day counted from 1970.
	pub fn weekly(day: u32) -> Self {
		// 1970 began with a Thursday.
		match day % 7 {
			2 | 3 => Self::Rest,
			_ => Self::Working,
		}
	}

	/// The other kind.
	pub fn opposite(self) -> Self {
		match self {
			Self::Working => Self::Rest,
			Self::Rest => Self::Working,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{DayKind::*, *};
	use crate::Date;

	#[test]
	fn monday_to_friday_are_worked() {
		// 2026-11-16 is a Monday.
		let week = (16..23).map(|day| {
			let date = Date { year: 2026, month: 11, day };
			DayKind::weekly(date.to_days().unwrap())
		});
		assert!(week.eq([Working, Working, Working, Working, Working, Rest, Rest]));
	}

	#[test]
	fn kinds_are_names_in_json() {
		assert_eq!(serde_json::to_string(&[Working, Rest]).unwrap(), r#"["Working","Rest"]"#);
	}
}
