// SPDX-License-Identifier: Apache-2.0

//! Queries about the calendar.

use crate::{Date, DayKind};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use covenant_primitives::Moment;
use scale_info::TypeInfo;

/// A day of the calendar.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub struct CalendarDay {
	/// The date.
	pub date: Date,
	/// Whether it is worked.
	pub kind: DayKind,
	/// Whether that differs from the weekly rule: declared, and not a day of the week as any other.
	pub exception: bool,
}

sp_api::decl_runtime_apis! {
	/// Which days are worked, and deadlines counted in them.
	pub trait WorkingDaysApi {
		/// The moment, in UTC milliseconds, at which the `days`-th working day after the day of
		/// `from` is over, as the calendar stands: a later declaration changes the answer.
		fn deadline(from: Moment, days: u8) -> Moment;

		/// Whether `date` is worked; `None` if there is no such date from 1970 to 9999.
		fn is_working(date: Date) -> Option<bool>;

		/// The days of a month in order; none if there is no such month from 1970 to 9999.
		fn month(year: u16, month: u8) -> Vec<CalendarDay>;
	}
}
