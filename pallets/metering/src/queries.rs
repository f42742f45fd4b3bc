// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use crate::{runtime_api::*, *};
use alloc::vec::Vec;
use covenant_primitives::{paging, power::Metering, Page};

impl<T: Config> Pallet<T> {
	/// See [`MeteringApi::meter`].
	pub fn query_meter(id: MeterId) -> Option<MeterInfo> {
		let meter = Meters::<T>::get(id)?;
		Some(MeterInfo { id, meter, progress: ProgressOf::<T>::get(id) })
	}

	/// See [`MeteringApi::meter_at`].
	pub fn query_meter_at(market: MarketId, point: Vec<u8>) -> Option<MeterInfo> {
		Self::query_meter(MeterAt::<T>::get(market, GridPoint::try_from(point).ok()?)?)
	}

	/// See [`MeteringApi::meters`].
	pub fn query_meters(
		market: MarketId,
		party: Party,
		cursor: Option<MeterId>,
		limit: u32,
	) -> Page<MeterInfo, MeterId> {
		let show = |id: &MeterId| Self::query_meter(*id);
		match cursor {
			Some(last) => {
				let last = MetersOf::<T>::hashed_key_for((market, party, last));
				Page::of(MetersOf::<T>::iter_key_prefix_from((market, party), last), limit, show)
			}
			None => Page::of(MetersOf::<T>::iter_key_prefix((market, party)), limit, show),
		}
	}

	/// See [`MeteringApi::readings`].
	pub fn query_readings(
		id: MeterId,
		from: Interval,
		limit: u32,
	) -> Page<IntervalReading, Interval> {
		let Some(meter) = Meters::<T>::get(id) else {
			return Page { items: Vec::new(), next: None };
		};
		let until = Self::over(&meter);
		let from = from.max(meter.first);
		Page::of(from..until.max(from), limit, |interval| {
			let reading = Self::any_reading(id, &meter, *interval)?;
			Some(IntervalReading { interval: *interval, reading })
		})
	}

	/// The first interval that is not over, or of which there will be no reading.
	fn over(meter: &Meter) -> Interval {
		let now = T::Markets::timetable(meter.market).map(|it| it.interval_at(T::Time::now()));
		let last = meter.last.map_or(Interval::MAX, |last| last.saturating_add(1));
		now.unwrap_or_default().min(last)
	}

	/// What is known of an interval, from the device or in its place.
	fn any_reading(id: MeterId, meter: &Meter, interval: Interval) -> Option<Reading> {
		let timetable = T::Markets::timetable(meter.market)?;
		match Days::<T>::get(id, timetable.day_of(interval)) {
			Some(record) => {
				let place = usize::try_from(timetable.index_of(interval)).ok()?;
				record.readings.get(place).copied()
			}
			None => <Self as Metering>::reading(id, interval),
		}
	}

	/// See [`MeteringApi::day`].
	pub fn query_day(id: MeterId, day: Day) -> Option<DayInfo> {
		let meter = Meters::<T>::get(id)?;
		let timetable = T::Markets::timetable(meter.market)?;
		let first = timetable.first_of(day);
		let served = (first..first.saturating_add(timetable.per_day()))
			.filter(|interval| meter.is_in_service(*interval) && *interval < Self::over(&meter));
		let expected = u32::try_from(served.clone().count()).ok()?;
		let (readings, owner) = match Days::<T>::get(id, day) {
			Some(record) => (record.readings.into_inner(), record.owner),
			None => {
				let read = served.filter_map(|interval| <Self as Metering>::reading(id, interval));
				(read.collect(), meter.owner_on(day))
			}
		};
		let closed = Days::<T>::contains_key(id, day);
		let (mut total, mut substituted) = (Register::default(), 0_u32);
		for reading in &readings {
			total.import = total.import.saturating_add(reading.import);
			total.export = total.export.saturating_add(reading.export);
			substituted = substituted.saturating_add(reading.substituted.into());
		}
		let read = match closed {
			true => expected.saturating_sub(substituted),
			false => u32::try_from(readings.len()).ok()?,
		};
		Some(DayInfo { meter: id, day, owner, closed, expected, read, substituted, total })
	}

	/// See [`MeteringApi::totals`].
	pub fn query_totals(market: MarketId, party: Party, day: Day) -> Totals {
		let mut totals = Totals { intervals: Vec::new(), meters: 0, missing: 0, substituted: 0 };
		let Some(timetable) = T::Markets::timetable(market) else { return totals };
		let first = timetable.first_of(day);
		let count = timetable.per_day();
		let place = |index: u32| first.saturating_add(index);
		totals.intervals = (0..count).map(|_| Register::default()).collect();
		for id in MetersOf::<T>::iter_key_prefix((market, party)) {
			let Some(meter) = Meters::<T>::get(id) else { continue };
			let owned = <Self as Metering>::owner(id, day) == Some(party);
			let served = (0..count).any(|index| meter.is_in_service(place(index)));
			if !owned || !served {
				continue;
			}
			totals.meters = totals.meters.saturating_add(1);
			for (index, total) in (0..count).zip(totals.intervals.iter_mut()) {
				if !meter.is_in_service(place(index)) {
					continue;
				}
				match Self::any_reading(id, &meter, place(index)) {
					Some(reading) => {
						total.import = total.import.saturating_add(reading.import);
						total.export = total.export.saturating_add(reading.export);
						let substituted = u32::from(reading.substituted);
						totals.substituted = totals.substituted.saturating_add(substituted);
					}
					None => totals.missing = totals.missing.saturating_add(1),
				}
			}
		}
		totals
	}

	/// See [`MeteringApi::batch`].
	pub fn query_batch(id: BatchId) -> Option<BatchInfo> {
		let batch = Batches::<T>::get(id)?;
		let challenges = Challenges::<T>::iter_prefix(id)
			.take(paging::capped(MAX_CHALLENGES))
			.map(|(index, challenge)| BatchChallenge { index, challenge });
		Some(BatchInfo { id, batch, doubted: challenges.collect() })
	}
}
