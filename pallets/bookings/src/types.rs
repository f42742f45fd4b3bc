// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

pub use covenant_primitives::{bookings::MAX_SLOTS, Period, Slots};

use covenant_primitives::{
	stored,
	time::{DAY, MINUTE},
	Moment,
};
use frame_support::{traits::ConstU32, BoundedVec};

/// Minutes of a day.
pub const DAY_MINUTES: u16 = 1_440;

/// The same, for numbers that are large.
const A_DAY: u64 = DAY_MINUTES as u64;

/// The shortest slot, in minutes.
pub const MIN_LENGTH: u16 = 5;

/// How many days ahead one can book at most.
pub const MAX_HORIZON: u16 = 366;

/// When a resource is closed, in order; no two periods overlap.
pub type Closures = BoundedVec<Period, ConstU32<32>>;

stored! {
	/// When a day is open, in minutes from midnight, local time. A day on which both are the same is
	/// closed.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Hours {
		/// From when.
		pub from: u16,
		/// Until when; 1440 is the end of the day.
		pub until: u16,
	}

	/// When a resource can be booked.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Calendar {
		/// How long a slot is, in minutes: at least [`MIN_LENGTH`], and a day is so many whole ones.
		pub length: u16,
		/// The hours of each day of the week, from Monday on.
		pub week: [Hours; 7],
		/// How many places there are at a time.
		pub capacity: u16,
		/// How many days ahead one can book, up to [`MAX_HORIZON`].
		pub horizon: u16,
	}
}

impl Hours {
	fn is_valid(self) -> bool {
		self.from <= self.until && self.until <= DAY_MINUTES
	}
}

impl Calendar {
	/// Whether it says something sound.
	pub fn is_valid(&self) -> bool {
		let divides = DAY_MINUTES.checked_rem(self.length) == Some(0);
		divides
			&& self.length >= MIN_LENGTH
			&& self.week.iter().all(|hours| hours.is_valid())
			&& self.capacity > 0
			&& (1..=MAX_HORIZON).contains(&self.horizon)
	}

	/// A slot's length in milliseconds.
	fn span(&self) -> Moment {
		MINUTE.saturating_mul(self.length.into())
	}

	/// The number of the slot that `at` lies in, where local time is `offset` ahead of UTC.
	pub fn slot_at(&self, at: Moment, offset: Moment) -> Option<u32> {
		let local = at.checked_add(offset)?;
		u32::try_from(local.checked_div(self.span())?).ok()
	}

	/// When slots begin and end. `None` if it is before 1970.
	pub fn period(&self, slots: Slots, offset: Moment) -> Option<Period> {
		let from = self.span().checked_mul(slots.first.into())?;
		let length = self.span().checked_mul(slots.count.into())?;
		let until = from.checked_add(length)?;
		Some(Period { from: from.checked_sub(offset)?, until: until.checked_sub(offset)? })
	}

	/// Whether the hours allow a slot.
	pub fn is_open(&self, slot: u32) -> bool {
		let from = u64::from(slot).saturating_mul(self.length.into());
		let (day, minute) = (from / A_DAY, from % A_DAY);
		// 1970 began on a Thursday.
		let weekday = usize::try_from(day.saturating_add(3) % 7).unwrap_or_default();
		let until = minute.saturating_add(self.length.into());
		self.week
			.get(weekday)
			.is_some_and(|hours| u64::from(hours.from) <= minute && until <= u64::from(hours.until))
	}

	/// For how many minutes places are open in a period, all together: the slots that begin in it.
	pub fn open_minutes(&self, period: Period, offset: Moment) -> u64 {
		let first = self.slot_at(period.from, offset).unwrap_or(u32::MAX);
		let end = self.slot_at(period.until, offset).unwrap_or(u32::MAX);
		let begins = |slot: &u32| {
			let slots = Slots { first: *slot, count: 1, units: 1 };
			self.period(slots, offset)
				.is_some_and(|it| period.from <= it.from && it.from < period.until)
		};
		let open = (first..=end).filter(begins).filter(|slot| self.is_open(*slot)).count();
		let minutes = u64::try_from(open).unwrap_or(u64::MAX).saturating_mul(self.length.into());
		minutes.saturating_mul(self.capacity.into())
	}

	/// Until when one can book, as seen from `now`.
	pub fn horizon_end(&self, now: Moment) -> Moment {
		now.saturating_add(DAY.saturating_mul(self.horizon.into()))
	}
}

/// The numbers of slots, in order.
pub fn numbers(slots: Slots) -> impl Iterator<Item = u32> {
	(0..u32::from(slots.count)).map(move |index| slots.first.saturating_add(index))
}
