// SPDX-License-Identifier: Apache-2.0

//! How a market cuts time, and the bands of a tariff.

use super::{Day, Energy, Interval};
use crate::{stored, time::MINUTE, Moment};
use frame_support::{traits::ConstU32, BoundedVec};

/// The most intervals in a day, of five minutes each.
pub const MAX_INTERVALS: u32 = 288;

/// Half hours in a day: the steps in which a tariff's bands change.
pub const HALF_HOURS: u32 = 48;

/// The bands of a day's half hours.
pub type Bands = BoundedVec<Band, ConstU32<HALF_HOURS>>;

stored! {
	/// How a market cuts time.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Timetable {
		/// How long an interval is, in milliseconds.
		pub length: Moment,
		/// How far clocks there are ahead of UTC, in milliseconds.
		pub offset: Moment,
	}

	/// What a part of the day is in a tariff by time of use.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Band {
		/// The dearest hours.
		#[codec(index = 0)]
		Sharp,
		/// Dear hours.
		#[codec(index = 1)]
		Peak,
		/// Plain hours.
		#[codec(index = 2)]
		Flat,
		/// Cheap hours.
		#[codec(index = 3)]
		Valley,
	}

	/// One of something for each band.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Banded<Value> {
		/// In the dearest hours.
		pub sharp: Value,
		/// In dear hours.
		pub peak: Value,
		/// In plain hours.
		pub flat: Value,
		/// In cheap hours.
		pub valley: Value,
	}
}

impl<Value: Copy> Banded<Value> {
	/// That of a band.
	pub fn of(&self, band: Band) -> Value {
		match band {
			Band::Sharp => self.sharp,
			Band::Peak => self.peak,
			Band::Flat => self.flat,
			Band::Valley => self.valley,
		}
	}

	/// The same, to be changed.
	pub fn of_mut(&mut self, band: Band) -> &mut Value {
		match band {
			Band::Sharp => &mut self.sharp,
			Band::Peak => &mut self.peak,
			Band::Flat => &mut self.flat,
			Band::Valley => &mut self.valley,
		}
	}

	/// All four.
	pub fn all(&self) -> [Value; 4] {
		[self.sharp, self.peak, self.flat, self.valley]
	}
}

impl Timetable {
	const DAY: Moment = crate::time::DAY;

	/// Whether the intervals fill half hours, and are no shorter than five minutes.
	pub fn is_valid(&self) -> bool {
		const MINUTES: [Moment; 4] = [5, 10, 15, 30];
		let (minutes, rest) = (self.length / MINUTE, self.length % MINUTE);
		rest == 0 && MINUTES.contains(&minutes) && self.offset < Self::DAY
	}

	/// How many intervals a day has.
	pub fn per_day(&self) -> u32 {
		let count = Self::DAY.checked_div(self.length).unwrap_or(1);
		u32::try_from(count).unwrap_or(u32::MAX).max(1)
	}

	/// The day that `at`, in UTC milliseconds, lies in.
	pub fn day_at(&self, at: Moment) -> Day {
		crate::time::day(at.saturating_add(self.offset))
	}

	/// The interval that `at`, in UTC milliseconds, lies in.
	pub fn interval_at(&self, at: Moment) -> Interval {
		let count = at.saturating_add(self.offset).checked_div(self.length).unwrap_or(0);
		u32::try_from(count).unwrap_or(u32::MAX)
	}

	/// When an interval begins, in UTC milliseconds.
	pub fn start(&self, interval: Interval) -> Moment {
		self.length.saturating_mul(interval.into()).saturating_sub(self.offset)
	}

	/// When an interval is over, in UTC milliseconds.
	pub fn end(&self, interval: Interval) -> Moment {
		self.start(interval.saturating_add(1))
	}

	/// When a day begins, in UTC milliseconds.
	pub fn start_of_day(&self, day: Day) -> Moment {
		Self::DAY.saturating_mul(day.into()).saturating_sub(self.offset)
	}

	/// The first interval of a day.
	pub fn first_of(&self, day: Day) -> Interval {
		day.saturating_mul(self.per_day())
	}

	/// The day that an interval is of.
	pub fn day_of(&self, interval: Interval) -> Day {
		interval.checked_div(self.per_day()).unwrap_or(0)
	}

	/// The place of an interval in its day, from 0.
	pub fn index_of(&self, interval: Interval) -> u32 {
		interval.checked_rem(self.per_day()).unwrap_or(0)
	}

	/// The mean power of so much energy in an interval, in W.
	pub fn power(&self, energy: Energy) -> u64 {
		energy.saturating_mul(crate::time::HOUR).checked_div(self.length).unwrap_or(0)
	}

	/// The half hour that the interval at this place of a day lies in, from 0.
	pub fn half_hour_of(&self, index: u32) -> u32 {
		index.saturating_mul(HALF_HOURS).checked_div(self.per_day()).unwrap_or(0)
	}

	/// The band of the interval at this place of a day. What is not said is plain.
	pub fn band_of(&self, index: u32, bands: &[Band]) -> Band {
		let place = usize::try_from(self.half_hour_of(index)).unwrap_or(usize::MAX);
		bands.get(place).copied().unwrap_or(Band::Flat)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::time::{DAY, HOUR};

	const QUARTERS: Timetable = Timetable { length: 15 * MINUTE, offset: 8 * HOUR };

	#[test]
	fn time_is_cut_where_the_market_is() {
		// 2026-10-14T16:00:00Z is midnight in China.
		let midnight = 20_740 * DAY + 16 * HOUR;
		assert_eq!(QUARTERS.per_day(), 96);
		assert_eq!(QUARTERS.day_at(midnight), 20_741);
		assert_eq!(QUARTERS.day_at(midnight - 1), 20_740);
		let first = QUARTERS.interval_at(midnight);
		assert_eq!(first, 20_741 * 96);
		assert_eq!(QUARTERS.first_of(20_741), first);
		assert_eq!(QUARTERS.start(first), midnight);
		assert_eq!(QUARTERS.start_of_day(20_741), midnight);
		assert_eq!(QUARTERS.end(first), midnight + 15 * MINUTE);
		assert_eq!(QUARTERS.interval_at(midnight - 1), first - 1);
		assert_eq!((QUARTERS.day_of(first + 95), QUARTERS.index_of(first + 95)), (20_741, 95));
	}

	#[test]
	fn only_lengths_that_fill_half_hours_do() {
		for minutes in 1..=120 {
			let timetable = Timetable { length: minutes * MINUTE, offset: 0 };
			assert_eq!(timetable.is_valid(), [5, 10, 15, 30].contains(&minutes), "{minutes}");
		}
		assert!(!Timetable { length: 30 * MINUTE, offset: DAY }.is_valid());
		assert!(!Timetable { length: 30 * MINUTE + 1, offset: 0 }.is_valid());
		let shortest = Timetable { length: 5 * MINUTE, offset: 0 };
		assert_eq!(shortest.per_day(), MAX_INTERVALS);
		assert_eq!((shortest.power(250), QUARTERS.power(250)), (3_000, 1_000));
	}
}
