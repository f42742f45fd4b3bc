// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::BookingsApi`] is answered.

use crate::{runtime_api::*, *};
use alloc::vec::Vec;
use covenant_primitives::{paging::capped, time::DAY};

/// How many slots a query looks at.
const LOOKED_AT: u32 = 2_000;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::BookingsApi`].
	pub fn query_calendar(resource: ResourceId) -> Option<CalendarInfo> {
		Some(CalendarInfo {
			calendar: Calendars::<T>::get(resource)?,
			closures: ClosuresOf::<T>::get(resource),
			bookings: BookingCount::<T>::get(resource),
		})
	}

	/// See [`crate::runtime_api::BookingsApi`].
	pub fn query_free_slots(
		resource: ResourceId,
		from: Moment,
		cursor: Option<u32>,
		limit: u32,
	) -> Page<SlotInfo, u32> {
		let mut items = Vec::new();
		let Some(calendar) = Calendars::<T>::get(resource) else {
			return Page { items, next: None };
		};
		let (closures, now, offset) =
			(ClosuresOf::<T>::get(resource), T::Time::now(), T::UtcOffset::get());
		let period = |slot| calendar.period(Slots { first: slot, count: 1, units: 1 }, offset);
		let begins = |slot: &u32| period(*slot).is_some_and(|it| from <= it.from && now < it.from);
		let in_horizon =
			|slot: &u32| period(*slot).is_some_and(|it| it.until <= calendar.horizon_end(now));
		let earliest = calendar.slot_at(from.max(now), offset).unwrap_or(u32::MAX);
		let first = cursor.map_or(earliest, |last| last.saturating_add(1).max(earliest));
		let mut last = None;
		for slot in (first..first.saturating_add(LOOKED_AT)).take_while(in_horizon) {
			let places = Self::places(resource, slot, &calendar, &closures);
			if let Some(period) = period(slot).filter(|_| places > 0 && begins(&slot)) {
				if items.len() == capped(limit) {
					return Page { items, next: last };
				}
				items.push(SlotInfo { slot, period, places });
			}
			last = Some(slot);
		}
		let next = last.filter(|last| in_horizon(&last.saturating_add(1)));
		Page { items, next }
	}

	/// See [`crate::runtime_api::BookingsApi`].
	pub fn query_open_minutes(resource: ResourceId, period: Period) -> u64 {
		let Some(calendar) = Calendars::<T>::get(resource) else { return 0 };
		let longest = DAY.saturating_mul(MAX_HORIZON.into());
		let until = period.until.min(period.from.saturating_add(longest));
		calendar.open_minutes(Period { until, ..period }, T::UtcOffset::get())
	}

	/// See [`crate::runtime_api::BookingsApi`].
	pub fn query_bookings(
		resource: ResourceId,
		cursor: Option<u64>,
		limit: u32,
	) -> Page<BookingInfo, u64> {
		Page::under::<Booked<T>, _, _>(resource, cursor, limit, |order| {
			let slots = Booked::<T>::get(resource, order)?;
			let period = Calendars::<T>::get(resource)?.period(slots, T::UtcOffset::get())?;
			Some(BookingInfo { order: *order, slots, period })
		})
	}
}
