// SPDX-License-Identifier: Apache-2.0

//! Places: taken, moved and given up.

use crate::*;
use covenant_primitives::Bookings;
use frame_support::{ensure, storage::with_storage_layer, weights::Weight};
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Refuses slots that the calendar does not allow, whoever has them.
	fn ensure_open(resource: ResourceId, slots: Slots, calendar: &Calendar) -> DispatchResult {
		let sound = (1..=MAX_SLOTS).contains(&slots.count) && slots.units > 0;
		ensure!(sound, Error::<T>::InvalidSlots);
		let offset = T::UtcOffset::get();
		let period = calendar.period(slots, offset).ok_or(Error::<T>::InvalidSlots)?;
		let now = T::Time::now();
		ensure!(now < period.from, Error::<T>::TooLate);
		ensure!(period.until <= calendar.horizon_end(now), Error::<T>::TooEarly);
		ensure!(numbers(slots).all(|slot| calendar.is_open(slot)), Error::<T>::Closed);
		let closures = ClosuresOf::<T>::get(resource);
		ensure!(!closures.iter().any(|closure| closure.overlaps(period)), Error::<T>::Closed);
		Ok(())
	}

	fn take(resource: ResourceId, slots: Slots, capacity: u16) -> DispatchResult {
		for slot in numbers(slots) {
			Taken::<T>::try_mutate(resource, slot, |taken| {
				let more = taken.checked_add(slots.units).ok_or(Error::<T>::Taken)?;
				ensure!(more <= capacity, Error::<T>::Taken);
				*taken = more;
				Ok::<_, Error<T>>(())
			})?;
		}
		Ok(())
	}

	fn give_up(resource: ResourceId, slots: Slots) {
		for slot in numbers(slots) {
			Taken::<T>::mutate_exists(resource, slot, |taken| {
				let left = taken.unwrap_or_default().saturating_sub(slots.units);
				*taken = Some(left).filter(|left| *left > 0);
			});
		}
	}

	/// How many places are left in a slot that is open.
	pub(crate) fn places(
		resource: ResourceId,
		slot: u32,
		calendar: &Calendar,
		closures: &Closures,
	) -> u16 {
		let slots = Slots { first: slot, count: 1, units: 1 };
		let Some(period) = calendar.period(slots, T::UtcOffset::get()) else { return 0 };
		let closed = closures.iter().any(|closure| closure.overlaps(period));
		if closed || !calendar.is_open(slot) {
			return 0;
		}
		calendar.capacity.saturating_sub(Taken::<T>::get(resource, slot))
	}
}

impl<T: Config> Bookings for Pallet<T> {
	fn period(resource: ResourceId, slots: Slots) -> Option<Period> {
		Calendars::<T>::get(resource)?.period(slots, T::UtcOffset::get())
	}

	fn book(resource: ResourceId, order: u64, slots: Slots) -> DispatchResult {
		with_storage_layer(|| {
			let calendar = Calendars::<T>::get(resource).ok_or(Error::<T>::NoCalendar)?;
			Self::ensure_open(resource, slots, &calendar)?;
			let instead_of = Booked::<T>::get(resource, order);
			match instead_of {
				Some(former) => Self::give_up(resource, former),
				None => BookingCount::<T>::try_mutate(resource, |count| {
					*count = count.checked_add(1).ok_or(ArithmeticError::Overflow)?;
					Ok::<_, ArithmeticError>(())
				})?,
			}
			Self::take(resource, slots, calendar.capacity)?;
			Booked::<T>::insert(resource, order, slots);
			Self::deposit_event(Event::Booked { resource, order, slots, instead_of });
			Ok(())
		})
	}

	fn free(resource: ResourceId, order: u64) {
		let Some(slots) = Booked::<T>::take(resource, order) else { return };
		Self::give_up(resource, slots);
		BookingCount::<T>::mutate_exists(resource, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = Some(left).filter(|left| *left > 0);
		});
		Self::deposit_event(Event::Freed { resource, order, slots });
	}

	fn booked(resource: ResourceId, order: u64) -> Option<Slots> {
		Booked::<T>::get(resource, order)
	}

	fn is_free(resource: ResourceId, at: Moment) -> bool {
		let Some(calendar) = Calendars::<T>::get(resource) else { return false };
		let now = T::Time::now();
		let Some(slot) = calendar.slot_at(at, T::UtcOffset::get()) else { return false };
		let slots = Slots { first: slot, count: 1, units: 1 };
		let in_time = calendar
			.period(slots, T::UtcOffset::get())
			.is_some_and(|period| now < period.from && period.until <= calendar.horizon_end(now));
		let closures = ClosuresOf::<T>::get(resource);
		in_time && Self::places(resource, slot, &calendar, &closures) > 0
	}

	fn book_weight() -> Weight {
		T::WeightInfo::book()
	}

	fn free_weight() -> Weight {
		T::WeightInfo::free()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(resource: ResourceId) -> (Slots, Slots) {
		crate::benchmarking::open::<T>(resource)
	}
}
