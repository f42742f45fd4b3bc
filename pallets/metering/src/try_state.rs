// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::meters_are_indexed()?;
		Self::readings_are_of_open_days()?;
		Self::days_are_whole()?;
		Self::challenges_are_counted()
	}

	fn meters_are_indexed() -> Result<(), TryRuntimeError> {
		let mut points = BTreeMap::new();
		let mut keys = BTreeMap::new();
		let mut live = BTreeMap::<(Party, MarketId), u32>::new();
		let mut charge = BTreeMap::<OrganizationId, u32>::new();
		let mut owners = BTreeSet::new();
		for (id, meter) in Meters::<T>::iter() {
			ensure!(id < NextMeterId::<T>::get(), "a meter has an id to come");
			keys.insert(meter.device.key, id);
			owners.insert((meter.market, meter.owner, id));
			if let Some(previous) = meter.previous.filter(|_| meter.open < meter.since) {
				owners.insert((meter.market, previous, id));
			}
			if meter.status == Status::Retired {
				ensure!(meter.last.is_some(), "a retired meter has no end");
				continue;
			}
			ensure!(meter.last.is_none(), "a meter has an end and is not retired");
			let there = points.insert((meter.market, meter.point), id);
			ensure!(there.is_none(), "two meters are at one point");
			*live.entry((meter.owner, meter.market)).or_default() += 1;
			*charge.entry(meter.operator).or_default() += 1;
			if let Some(organization) = meter.owner.organization() {
				*charge.entry(organization).or_default() += 1;
			}
		}
		let found = MeterAt::<T>::iter().map(|(market, point, id)| ((market, point), id));
		ensure!(found.collect::<BTreeMap<_, _>>() == points, "points are not indexed");
		ensure!(MeterOf::<T>::iter().collect::<BTreeMap<_, _>>() == keys, "keys are not indexed");
		let counted = LiveMeters::<T>::iter().map(|(party, market, it)| ((party, market), it));
		ensure!(counted.collect::<BTreeMap<_, _>>() == live, "meters are miscounted");
		let counted = MetersInCharge::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(counted == charge, "charges are miscounted");
		let found = MetersOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(owners.is_subset(&found), "an owner's meters are not indexed");
		let mut counts = BTreeMap::<(MarketId, Party), u32>::new();
		for (market, party, _) in found {
			*counts.entry((market, party)).or_default() += 1;
		}
		let counted = MeterCount::<T>::iter().map(|(market, party, it)| ((market, party), it));
		ensure!(counted.collect::<BTreeMap<_, _>>() == counts, "indexed meters are miscounted");
		Ok(())
	}

	fn readings_are_of_open_days() -> Result<(), TryRuntimeError> {
		for (id, interval, register) in Readings::<T>::iter() {
			let meter = Meters::<T>::get(id).ok_or("a reading of no meter")?;
			let timetable = T::Markets::timetable(meter.market).ok_or("a meter of no market")?;
			ensure!(timetable.day_of(interval) >= meter.open, "a reading of a closed day");
			ensure!(meter.is_in_service(interval), "a reading of a meter out of service");
			let limit = meter.device.limit;
			ensure!(register.import <= limit && register.export <= limit, "too large a reading");
			let last = ProgressOf::<T>::get(id).last;
			ensure!(last >= Some(interval), "a reading after the last");
		}
		Ok(())
	}

	fn days_are_whole() -> Result<(), TryRuntimeError> {
		let mut closed = BTreeMap::<MeterId, BTreeSet<Day>>::new();
		for (id, day, record) in Days::<T>::iter() {
			let meter = Meters::<T>::get(id).ok_or("a day of no meter")?;
			let timetable = T::Markets::timetable(meter.market).ok_or("a meter of no market")?;
			let whole = u32::try_from(record.readings.len()) == Ok(timetable.per_day());
			ensure!(whole, "a day is not whole");
			closed.entry(id).or_default().insert(day);
		}
		for (id, meter) in Meters::<T>::iter() {
			let timetable = T::Markets::timetable(meter.market).ok_or("a meter of no market")?;
			let days = (timetable.day_of(meter.first)..meter.open).collect::<BTreeSet<_>>();
			let found = closed.remove(&id).unwrap_or_default();
			ensure!(found == days, "closed days do not follow one another");
		}
		Ok(())
	}

	fn challenges_are_counted() -> Result<(), TryRuntimeError> {
		let mut waiting = BTreeMap::<BatchId, u32>::new();
		for (id, _, _) in Challenges::<T>::iter() {
			*waiting.entry(id).or_default() += 1;
		}
		for (id, batch) in Batches::<T>::iter() {
			ensure!(id < NextBatchId::<T>::get(), "a batch has an id to come");
			let count = waiting.remove(&id).unwrap_or_default();
			ensure!(batch.challenges == count, "challenges are miscounted");
		}
		ensure!(waiting.is_empty(), "a challenge of no batch");
		Ok(())
	}
}
