// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::places_are_counted()?;
		Self::bookings_are_counted()?;
		Self::calendars_are_sound()
	}

	fn places_are_counted() -> Result<(), TryRuntimeError> {
		let mut taken = BTreeMap::<(ResourceId, u32), u16>::new();
		for (resource, _, slots) in Booked::<T>::iter() {
			for slot in numbers(slots) {
				let sum = taken.entry((resource, slot)).or_default();
				*sum = sum.checked_add(slots.units).ok_or("more places than can be")?;
			}
		}
		for ((resource, _), places) in &taken {
			let calendar = Calendars::<T>::get(resource).ok_or("a booking without a calendar")?;
			ensure!(*places <= calendar.capacity, "bookings overlap");
		}
		let counted = Taken::<T>::iter().map(|(resource, slot, places)| ((resource, slot), places));
		ensure!(counted.collect::<BTreeMap<_, _>>() == taken, "places are miscounted");
		Ok(())
	}

	fn bookings_are_counted() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<ResourceId, u32>::new();
		for (resource, _) in Booked::<T>::iter_keys() {
			let count = counts.entry(resource).or_default();
			*count = count.saturating_add(1);
		}
		let counted = BookingCount::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(counted == counts, "bookings are miscounted");
		Ok(())
	}

	fn calendars_are_sound() -> Result<(), TryRuntimeError> {
		ensure!(Calendars::<T>::iter_values().all(|it| it.is_valid()), "a calendar is not sound");
		for (resource, closures) in ClosuresOf::<T>::iter() {
			ensure!(Calendars::<T>::contains_key(resource), "a closure without a calendar");
			ensure!(!closures.is_empty(), "no closures are kept");
			ensure!(closures.iter().all(|it| it.from < it.until), "a closure ends too early");
			let ordered = closures.iter().zip(closures.iter().skip(1));
			let ordered = ordered.clone().all(|(one, next)| one.until <= next.from);
			ensure!(ordered, "closures overlap");
		}
		Ok(())
	}
}
