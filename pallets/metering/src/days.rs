// SPDX-License-Identifier: Apache-2.0

//! Days: closed once readings were waited for long enough, with something in the place of what is
//! missing.

use crate::*;
use alloc::vec::Vec;
use covenant_primitives::power::{MeterDays, Metered, Metering};
use frame_support::{ensure, BoundedVec};
use sp_runtime::DispatchResult;

/// Days in a week.
const WEEK: Day = 7;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_close_days(meters: &[MeterId], day: Day) -> DispatchResult {
		ensure!(!meters.is_empty(), Error::<T>::Empty);
		for meter in meters.iter().copied() {
			Self::deposit_event(match Self::close_day(meter, day) {
				Ok(substituted) => Event::DayClosed { meter, day, substituted },
				Err(reason) => Event::DayNotClosed { meter, day, reason },
			});
		}
		Ok(())
	}

	fn close_day(id: MeterId, day: Day) -> Result<u32, NotClosed> {
		let meter = Meters::<T>::get(id).ok_or(NotClosed::UnknownMeter)?;
		let timetable = T::Markets::timetable(meter.market).ok_or(NotClosed::UnknownMeter)?;
		let served = meter.last.is_none_or(|last| day <= timetable.day_of(last));
		ensure!(day == meter.open && served, NotClosed::NotNext);
		let over = timetable.start_of_day(day.saturating_add(1));
		let closes = over.saturating_add(T::ClosingDelay::get());
		ensure!(closes <= T::Time::now(), NotClosed::TooEarly);
		let first = timetable.first_of(day);
		let intervals = first..first.saturating_add(timetable.per_day());
		let read = intervals
			.map(|interval| {
				let reading = Readings::<T>::take(id, interval);
				reading.map(Ok).unwrap_or(Err(meter.is_in_service(interval)))
			})
			.collect::<Vec<_>>();
		let substitutes = Self::substitutes(id, &meter, day, &read);
		let readings =
			read.into_iter().zip(substitutes).map(|(reading, substitute)| match reading {
				Ok(Register { import, export }) => Reading { import, export, substituted: false },
				Err(true) => Reading {
					import: substitute.import,
					export: substitute.export,
					substituted: true,
				},
				Err(false) => Reading::default(),
			});
		let readings = BoundedVec::truncate_from(readings.collect());
		let record = DayRecord { owner: meter.owner_on(day), readings };
		let substituted = record.substituted();
		Days::<T>::insert(id, day, record);
		Meters::<T>::insert(id, Meter { open: day.saturating_add(1), ..meter });
		Ok(substituted)
	}

	/// What to put in each place of a day, by the market's rules.
	fn substitutes(
		id: MeterId,
		meter: &Meter,
		day: Day,
		read: &[Result<Register, bool>],
	) -> Vec<Register> {
		match T::Markets::substitution(meter.market, day) {
			Substitution::Zero => alloc::vec![Register::default(); read.len()],
			Substitution::Average => alloc::vec![average(read); read.len()],
			Substitution::LastWeek => Self::week_before(id, meter, day, read.len()),
		}
	}

	/// What stands in each place of the day a week before: of the meter, and from before it was there of
	/// the one in whose place it came.
	fn week_before(id: MeterId, meter: &Meter, day: Day, count: usize) -> Vec<Register> {
		let before = day.checked_sub(WEEK);
		let readings = |id| Some(Days::<T>::get(id, before?)?.readings.into_inner());
		let own = readings(id).unwrap_or_default();
		let others = meter.predecessor.and_then(readings).unwrap_or_default();
		let timetable = T::Markets::timetable(meter.market);
		let first = before.zip(timetable).map_or(0, |(day, timetable)| timetable.first_of(day));
		let there = usize::try_from(meter.first.saturating_sub(first)).unwrap_or(usize::MAX);
		let at = |place: usize| {
			let readings = if place < there { &others } else { &own };
			let Reading { import, export, .. } = readings.get(place).copied().unwrap_or_default();
			Register { import, export }
		};
		(0..count).map(at).collect()
	}
}

/// The average of what was read, rounded down.
fn average(read: &[Result<Register, bool>]) -> Register {
	let registers = read.iter().flatten();
	let count = Energy::try_from(registers.clone().count()).unwrap_or(Energy::MAX);
	let mean = |of: fn(&Register) -> Energy| {
		let sum = registers.clone().map(of).fold(0, |sum: u128, it| sum.saturating_add(it.into()));
		let mean = sum.checked_div(count.into()).unwrap_or_default();
		Energy::try_from(mean).unwrap_or(Energy::MAX)
	};
	Register { import: mean(|it| it.import), export: mean(|it| it.export) }
}

impl<T: Config> MeterDays for Pallet<T> {
	fn meter_after(market: MarketId, party: Party, last: Option<MeterId>) -> Option<MeterId> {
		let prefix = (market, party);
		let mut meters = match last {
			Some(last) => {
				let last = MetersOf::<T>::hashed_key_for((market, party, last));
				MetersOf::<T>::iter_key_prefix_from(prefix, last)
			}
			None => MetersOf::<T>::iter_key_prefix(prefix),
		};
		meters.next()
	}

	fn metered(id: MeterId, day: Day) -> Metered {
		if let Some(DayRecord { owner, readings }) = Days::<T>::get(id, day) {
			return Metered::Closed { owner, readings: readings.into_inner() };
		}
		let served = Meters::<T>::get(id).is_some_and(|meter| {
			T::Markets::timetable(meter.market).is_some_and(|timetable| {
				let begun = timetable.day_of(meter.first) <= day;
				begun && meter.last.is_none_or(|last| day <= timetable.day_of(last))
			})
		});
		if served {
			Metered::Open
		} else {
			Metered::Nothing
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, owner: Party, from: Day, until: Day) -> MeterId {
		benchmarking::set_up_days::<T>(market, owner, from, until)
	}
}

impl<T: Config> Metering for Pallet<T> {
	fn market(meter: MeterId) -> Option<MarketId> {
		Meters::<T>::get(meter).map(|meter| meter.market)
	}

	fn owner(id: MeterId, day: Day) -> Option<Party> {
		let meter = Meters::<T>::get(id)?;
		if day < meter.open {
			return Days::<T>::get(id, day).map(|record| record.owner);
		}
		Some(meter.owner_on(day))
	}

	fn reading(id: MeterId, interval: Interval) -> Option<Reading> {
		if let Some(Register { import, export }) = Readings::<T>::get(id, interval) {
			return Some(Reading { import, export, substituted: false });
		}
		let meter = Meters::<T>::get(id).filter(|meter| meter.is_in_service(interval))?;
		let timetable = T::Markets::timetable(meter.market)?;
		let record = Days::<T>::get(id, timetable.day_of(interval))?;
		let place = usize::try_from(timetable.index_of(interval)).ok()?;
		record.readings.get(place).copied().filter(|reading| !reading.substituted)
	}

	fn day(meter: MeterId, day: Day) -> Option<Vec<Reading>> {
		Days::<T>::get(meter, day).map(|record| record.readings.into_inner())
	}

	fn is_green(meter: MeterId) -> bool {
		let source = Meters::<T>::get(meter).and_then(|meter| meter.device.source);
		source.is_some_and(Source::is_green)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, owner: Party, reading: Reading) -> (MeterId, Interval) {
		benchmarking::set_up::<T>(market, owner, reading)
	}
}
