// SPDX-License-Identifier: Apache-2.0

//! Meters: registered, replaced, transferred, suspended, retired.

use crate::*;
use covenant_primitives::{
	power::{Commitments, Role},
	readable,
};
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn meter(id: MeterId) -> Result<Meter, DispatchError> {
		Ok(Meters::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// The meter, if `by` acts for the organization that operates it.
	fn meter_of(by: &ActorOf<T>, id: MeterId) -> Result<Meter, DispatchError> {
		let meter = Self::meter(id)?;
		ensure!(meter.operator == by.organization, Error::<T>::NotAuthorized);
		Ok(meter)
	}

	pub(crate) fn timetable(market: MarketId) -> Result<Timetable, DispatchError> {
		Ok(T::Markets::timetable(market).ok_or(Error::<T>::NotFound)?)
	}

	/// Whoever runs the market may operate meters there, and its grid companies.
	pub(crate) fn ensure_operates(by: &ActorOf<T>, market: MarketId) -> DispatchResult {
		let operator = T::Markets::operator(market).ok_or(Error::<T>::NotFound)?;
		let role = T::Markets::role(market, Party::Organization(by.organization));
		let may = operator == by.organization || role == Some(Role::GridCompany);
		ensure!(may, Error::<T>::NotAuthorized);
		Ok(())
	}

	fn ensure_device(device: &Device) -> DispatchResult {
		let counts = device.multiplier > 0 && device.limit > 0;
		let directed = device.imports || device.exports;
		let sourced = device.exports || device.source.is_none();
		ensure!(counts && directed && sourced, Error::<T>::InvalidDevice);
		ensure!(!MeterOf::<T>::contains_key(device.key), Error::<T>::AlreadyExists);
		Ok(())
	}

	fn count_in(meter: &Meter, owner: Party) {
		LiveMeters::<T>::mutate(owner, meter.market, |count| *count = count.saturating_add(1));
		Self::count_charge(owner.organization(), true);
	}

	fn count_out(meter: &Meter, owner: Party, last: Day) {
		LastDay::<T>::mutate(owner, meter.market, |day| *day = (*day).max(Some(last)));
		LiveMeters::<T>::mutate_exists(owner, meter.market, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = (left > 0).then_some(left);
		});
		Self::count_charge(owner.organization(), false);
	}

	fn count_charge(organization: Option<OrganizationId>, more: bool) {
		let Some(organization) = organization else { return };
		MetersInCharge::<T>::mutate_exists(organization, |count| {
			let had = count.unwrap_or_default();
			let has = if more { had.saturating_add(1) } else { had.saturating_sub(1) };
			*count = (has > 0).then_some(has);
		});
	}

	/// Puts a meter among an owner's, where it stays for the sake of past days.
	fn index(id: MeterId, meter: &Meter, owner: Party) -> DispatchResult {
		let key = (meter.market, owner, id);
		if MetersOf::<T>::contains_key(key) {
			return Ok(());
		}
		MeterCount::<T>::try_mutate(meter.market, owner, |count| {
			ensure!(*count < T::MaxMeters::get(), Error::<T>::TooMany);
			*count = count.saturating_add(1);
			Ok::<_, DispatchError>(())
		})?;
		MetersOf::<T>::insert(key, ());
		Ok(())
	}

	fn insert(meter: &Meter) -> Result<MeterId, DispatchError> {
		let id = NextMeterId::<T>::get();
		NextMeterId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		Self::index(id, meter, meter.owner)?;
		Self::count_in(meter, meter.owner);
		Self::count_charge(Some(meter.operator), true);
		MeterAt::<T>::insert(meter.market, &meter.point, id);
		MeterOf::<T>::insert(meter.device.key, id);
		Meters::<T>::insert(id, meter);
		Ok(id)
	}

	pub(crate) fn do_register(
		by: ActorOf<T>,
		market: MarketId,
		point: GridPoint,
		owner: Party,
		device: Device,
	) -> DispatchResult {
		Self::ensure_operates(&by, market)?;
		ensure!(T::Markets::role(market, owner).is_some(), Error::<T>::NotParticipant);
		ensure!(readable(&point).is_some(), Error::<T>::InvalidPoint);
		Self::ensure_device(&device)?;
		ensure!(!MeterAt::<T>::contains_key(market, &point), Error::<T>::AlreadyExists);
		let timetable = Self::timetable(market)?;
		let first = timetable.interval_at(T::Time::now());
		let today = timetable.day_of(first);
		let meter = Meter {
			market,
			operator: by.organization,
			device,
			point,
			owner,
			since: today,
			previous: None,
			first,
			last: None,
			open: today,
			predecessor: None,
			status: Status::Active,
		};
		let id = Self::insert(&meter)?;
		Self::deposit_event(Event::Registered { meter: id, details: meter, by });
		Ok(())
	}

	/// Takes a meter out of service before `from`, of which and after which nothing was read.
	fn end(id: MeterId, mut meter: Meter, from: Interval) -> DispatchResult {
		ensure!(meter.status != Status::Retired, Error::<T>::InvalidState);
		let timetable = Self::timetable(meter.market)?;
		let unread = ProgressOf::<T>::get(id).last.is_none_or(|last| last < from);
		let now = timetable.interval_at(T::Time::now());
		// Of a day that is closed everything is known.
		let unclosed = timetable.day_of(from) >= meter.open;
		let timely = from > meter.first && from <= now.saturating_add(1);
		ensure!(unread && unclosed && timely, Error::<T>::InvalidTime);
		let last = from.saturating_sub(1);
		Self::count_out(&meter, meter.owner, timetable.day_of(last));
		Self::count_charge(Some(meter.operator), false);
		MeterAt::<T>::remove(meter.market, &meter.point);
		meter.last = Some(last);
		meter.status = Status::Retired;
		Meters::<T>::insert(id, meter);
		Ok(())
	}

	pub(crate) fn do_replace(
		by: ActorOf<T>,
		id: MeterId,
		device: Device,
		from: Interval,
		last: Register,
		first: Register,
	) -> DispatchResult {
		let meter = Self::meter_of(&by, id)?;
		Self::ensure_device(&device)?;
		Self::end(id, meter.clone(), from)?;
		let open = Self::timetable(meter.market)?.day_of(from);
		let predecessor = Some(id);
		let status = Status::Active;
		let next = Meter { device, first: from, last: None, open, predecessor, status, ..meter };
		// An owner that is to change, or has changed, does so for the new one as well.
		if let Some(previous) = next.previous {
			if next.since > open {
				Self::index(NextMeterId::<T>::get(), &next, previous)?;
			}
		}
		let with = Self::insert(&next)?;
		Self::deposit_event(Event::Replaced { meter: id, last, with, details: next, first, by });
		Ok(())
	}

	pub(crate) fn do_transfer(by: ActorOf<T>, id: MeterId, to: Party, from: Day) -> DispatchResult {
		let mut meter = Self::meter_of(&by, id)?;
		ensure!(meter.status != Status::Retired, Error::<T>::InvalidState);
		ensure!(T::Markets::role(meter.market, to).is_some(), Error::<T>::NotParticipant);
		ensure!(meter.owner != to, Error::<T>::AlreadyExists);
		let today = Self::timetable(meter.market)?.day_at(T::Time::now());
		// Two changes at a time are one too many: days before the last must be closed.
		ensure!(from > today && meter.open >= meter.since, Error::<T>::InvalidTime);
		Self::index(id, &meter, to)?;
		Self::count_out(&meter, meter.owner, from.saturating_sub(1));
		Self::count_in(&meter, to);
		meter.previous = Some(meter.owner);
		meter.owner = to;
		meter.since = from;
		Meters::<T>::insert(id, meter);
		Self::deposit_event(Event::Transferred { meter: id, from, to, by });
		Ok(())
	}

	pub(crate) fn do_set_status(
		by: ActorOf<T>,
		id: MeterId,
		from: Status,
		status: Status,
	) -> DispatchResult {
		let meter = Self::meter_of(&by, id)?;
		ensure!(meter.status == from, Error::<T>::InvalidState);
		Meters::<T>::insert(id, Meter { status, ..meter });
		Self::deposit_event(Event::StatusChanged { meter: id, status, by });
		Ok(())
	}

	pub(crate) fn do_retire(by: ActorOf<T>, id: MeterId, last: Interval) -> DispatchResult {
		let meter = Self::meter_of(&by, id)?;
		let from = last.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Self::end(id, meter, from)?;
		Self::deposit_event(Event::StatusChanged { meter: id, status: Status::Retired, by });
		Ok(())
	}

	pub(crate) fn do_skip(by: ActorOf<T>, id: MeterId, until: u64) -> DispatchResult {
		let meter = Self::meter_of(&by, id)?;
		ensure!(meter.status != Status::Retired, Error::<T>::InvalidState);
		let progress = ProgressOf::<T>::get(id);
		let from = progress.next;
		let count = until.saturating_sub(from);
		ensure!(count > 0 && count <= MAX_SKIP, Error::<T>::InvalidSequence);
		ProgressOf::<T>::insert(id, Progress { next: until, ..progress });
		Self::deposit_event(Event::Skipped { meter: id, from, until, by });
		Ok(())
	}
}

/// A participant stays until its meters are retired or another's, and what they read is settled.
impl<T: Config> Commitments for Pallet<T> {
	fn ensure_settled(market: MarketId, party: Party) -> DispatchResult {
		ensure!(LiveMeters::<T>::get(party, market) == 0, Error::<T>::MetersInUse);
		let last = LastDay::<T>::get(party, market);
		let settled = last.is_none_or(|day| T::Settlements::is_settled(market, day));
		ensure!(settled, Error::<T>::NotSettled);
		Ok(())
	}

	/// Beside the meters, what settlements look up: the month's last one, and how it is.
	fn weight() -> frame_support::weights::Weight {
		T::DbWeight::get().reads(4)
	}
}
