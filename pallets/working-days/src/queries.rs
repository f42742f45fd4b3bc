// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::WorkingDaysApi`] answers.

use crate::{runtime_api::CalendarDay, Config, Date, DayKind, Pallet};
use alloc::vec::Vec;
use covenant_primitives::date::month_length;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::WorkingDaysApi::is_working`].
	pub fn is_working(date: Date) -> Option<bool> {
		Self::kinds(date.to_days()).next().map(|(_, kind)| kind == DayKind::Working)
	}

	/// See [`crate::runtime_api::WorkingDaysApi::month`].
	pub fn month(year: u16, month: u8) -> Vec<CalendarDay> {
		let dates = (1..=month_length(year, month)).map(move |day| Date { year, month, day });
		let days = dates.clone().map_while(Date::to_days);
		dates
			.zip(Self::kinds(days))
			.map(|(date, (day, kind))| CalendarDay {
				date,
				kind,
				exception: kind != DayKind::weekly(day),
			})
			.collect()
	}
}
