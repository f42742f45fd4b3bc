// SPDX-License-Identifier: Apache-2.0

//! Calendars and closures, which owners keep.

use crate::*;
use covenant_primitives::catalog::{Note, Offer};
use frame_support::ensure;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	fn owned(by: &ActorOf<T>, resource: ResourceId) -> Result<Offer, DispatchError> {
		let offer = T::Catalog::offer(resource).ok_or(Error::<T>::NotFound)?;
		ensure!(offer.owner == by.organization, Error::<T>::NotAuthorized);
		Ok(offer)
	}

	pub(crate) fn do_set_calendar(
		by: ActorOf<T>,
		resource: ResourceId,
		calendar: Calendar,
	) -> DispatchResult {
		let offer = Self::owned(&by, resource)?;
		ensure!(offer.kind.is_bookable(), Error::<T>::NotBookable);
		ensure!(calendar.is_valid(), Error::<T>::InvalidCalendar);
		if let Some(former) = Calendars::<T>::get(resource) {
			ensure!(former != calendar, Error::<T>::Unchanged);
			let keeps = former.length == calendar.length && former.capacity <= calendar.capacity;
			ensure!(keeps || BookingCount::<T>::get(resource) == 0, Error::<T>::HasBookings);
		}
		Calendars::<T>::insert(resource, calendar);
		let hash = BlakeTwo256::hash_of(&calendar);
		T::Catalog::note(resource, by.clone(), Note::CalendarSet { calendar: hash });
		Self::deposit_event(Event::CalendarSet { resource, calendar, by });
		Ok(())
	}

	pub(crate) fn do_clear_calendar(by: ActorOf<T>, resource: ResourceId) -> DispatchResult {
		Self::owned(&by, resource)?;
		ensure!(Calendars::<T>::contains_key(resource), Error::<T>::NoCalendar);
		ensure!(BookingCount::<T>::get(resource) == 0, Error::<T>::HasBookings);
		Calendars::<T>::remove(resource);
		ClosuresOf::<T>::remove(resource);
		T::Catalog::note(resource, by.clone(), Note::CalendarCleared);
		Self::deposit_event(Event::CalendarCleared { resource, by });
		Ok(())
	}

	pub(crate) fn do_close(by: ActorOf<T>, resource: ResourceId, period: Period) -> DispatchResult {
		Self::owned(&by, resource)?;
		ensure!(Calendars::<T>::contains_key(resource), Error::<T>::NoCalendar);
		let now = T::Time::now();
		ensure!(period.from < period.until && now < period.until, Error::<T>::InvalidPeriod);
		let mut closures = ClosuresOf::<T>::get(resource);
		closures.retain(|closure| now < closure.until);
		let overlaps = closures.iter().any(|closure| closure.overlaps(period));
		ensure!(!overlaps, Error::<T>::AlreadyClosed);
		let place = closures.partition_point(|closure| closure.from < period.from);
		closures.try_insert(place, period).map_err(|_| Error::<T>::TooManyClosures)?;
		ClosuresOf::<T>::insert(resource, closures);
		Self::deposit_event(Event::Closed { resource, period, by });
		Ok(())
	}

	pub(crate) fn do_reopen(
		by: ActorOf<T>,
		resource: ResourceId,
		period: Period,
	) -> DispatchResult {
		Self::owned(&by, resource)?;
		ClosuresOf::<T>::try_mutate_exists(resource, |closures| {
			let kept = closures.as_mut().ok_or(Error::<T>::NotClosed)?;
			let before = kept.len();
			kept.retain(|closure| *closure != period);
			ensure!(kept.len() < before, Error::<T>::NotClosed);
			if kept.is_empty() {
				*closures = None;
			}
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::Reopened { resource, period, by });
		Ok(())
	}
}
