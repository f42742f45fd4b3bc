// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and of what other pallets ask, each on its longest path.

use super::*;
use covenant_primitives::{catalog::Kind, time::DAY, Bookings};
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;

/// Always open, with slots of half an hour.
fn calendar(capacity: u16) -> Calendar {
	let week = [Hours { from: 0, until: DAY_MINUTES }; 7];
	Calendar { length: 30, week, capacity, horizon: MAX_HORIZON }
}

/// An operator of an organization, and a resource of it.
fn owner<T: Config>() -> Result<(T::RuntimeOrigin, ResourceId), BenchmarkError> {
	let origin =
		T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let actor = T::OwnerOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an operator"))??;
	Ok((origin, T::Catalog::set_up(actor.organization, Kind::Facility, None)))
}

fn days_ahead<T: Config>(days: Moment) -> Period {
	let from = T::Time::now().saturating_add(DAY.saturating_mul(days));
	Period { from, until: from.saturating_add(1_000) }
}

/// As many closures as there can be, but one.
fn closed<T: Config>(resource: ResourceId) {
	let closures = (0..31).map(|number| days_ahead::<T>(300 + number));
	ClosuresOf::<T>::insert(resource, Closures::truncate_from(closures.collect()));
}

/// Slots of a resource that can be booked, and others in their place.
pub(crate) fn open<T: Config>(resource: ResourceId) -> (Slots, Slots) {
	Calendars::<T>::insert(resource, calendar(1));
	closed::<T>(resource);
	let at = T::Time::now().saturating_add(DAY);
	let first = calendar(1).slot_at(at, T::UtcOffset::get()).unwrap_or_default();
	let slots = Slots { first, count: MAX_SLOTS, units: 1 };
	(slots, Slots { first: first + u32::from(MAX_SLOTS), ..slots })
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_calendar() -> Result<(), BenchmarkError> {
		let (origin, resource) = owner::<T>()?;
		Calendars::<T>::insert(resource, calendar(2));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, resource, calendar(1));

		assert_eq!(Calendars::<T>::get(resource), Some(calendar(1)));
		Ok(())
	}

	#[benchmark]
	fn clear_calendar() -> Result<(), BenchmarkError> {
		let (origin, resource) = owner::<T>()?;
		Calendars::<T>::insert(resource, calendar(2));
		closed::<T>(resource);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, resource);

		assert_eq!(Calendars::<T>::get(resource), None);
		Ok(())
	}

	#[benchmark]
	fn close() -> Result<(), BenchmarkError> {
		let (origin, resource) = owner::<T>()?;
		Calendars::<T>::insert(resource, calendar(2));
		closed::<T>(resource);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, resource, days_ahead::<T>(200));

		assert_eq!(ClosuresOf::<T>::get(resource).len(), 32);
		Ok(())
	}

	#[benchmark]
	fn reopen() -> Result<(), BenchmarkError> {
		let (origin, resource) = owner::<T>()?;
		closed::<T>(resource);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, resource, days_ahead::<T>(330));

		assert_eq!(ClosuresOf::<T>::get(resource).len(), 30);
		Ok(())
	}

	/// As many slots as can be, instead of as many others.
	#[benchmark]
	fn book() -> Result<(), BenchmarkError> {
		let (_, resource) = owner::<T>()?;
		let (first, others) = open::<T>(resource);
		Pallet::<T>::book(resource, 1, first)?;

		#[block]
		{
			Pallet::<T>::book(resource, 1, others)?;
		}

		assert_eq!(Pallet::<T>::booked(resource, 1), Some(others));
		Ok(())
	}

	#[benchmark]
	fn free() -> Result<(), BenchmarkError> {
		let (_, resource) = owner::<T>()?;
		let (slots, _) = open::<T>(resource);
		Pallet::<T>::book(resource, 1, slots)?;

		#[block]
		{
			<Pallet<T> as Bookings>::free(resource, 1);
		}

		assert_eq!(Pallet::<T>::booked(resource, 1), None);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
