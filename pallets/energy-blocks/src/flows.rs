// SPDX-License-Identifier: Apache-2.0

//! What is counted of each meter and interval, and blocks that are used up.

use crate::*;
use alloc::vec::Vec;
use covenant_primitives::power::Reading;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Where the flow of an interval is.
	pub(crate) fn place(
		meter: MeterId,
		timetable: &Timetable,
		interval: Interval,
	) -> (MeterId, Day, u16) {
		// A day has far fewer intervals than a u16 counts.
		let index = u16::try_from(timetable.index_of(interval)).unwrap_or(u16::MAX);
		(meter, timetable.day_of(interval), index)
	}

	pub(crate) fn ensure_owned(meter: MeterId, day: Day, party: Party) -> DispatchResult {
		ensure!(T::Metering::owner(meter, day) == Some(party), Error::<T>::NotAuthorized);
		Ok(())
	}

	/// What the device said.
	pub(crate) fn reading(meter: MeterId, interval: Interval) -> Result<Reading, DispatchError> {
		let reading = T::Metering::reading(meter, interval).filter(|it| !it.substituted);
		Ok(reading.ok_or(Error::<T>::NoReading)?)
	}

	/// Keeps no flow of nothing.
	fn count(
		place: (MeterId, Day, u16),
		change: impl FnOnce(&mut Flow) -> DispatchResult,
	) -> DispatchResult {
		Flows::<T>::try_mutate_exists(place, |entry| {
			let mut flow = entry.unwrap_or_default();
			change(&mut flow)?;
			*entry = (flow != Flow::default()).then_some(flow);
			Ok(())
		})
	}

	pub(crate) fn count_created(
		meter: MeterId,
		timetable: &Timetable,
		interval: Interval,
		energy: Energy,
	) -> DispatchResult {
		let Reading { export, .. } = Self::reading(meter, interval)?;
		Self::count(Self::place(meter, timetable, interval), |flow| {
			let created = flow.created.checked_add(energy).filter(|sum| *sum <= export);
			flow.created = created.ok_or(Error::<T>::BeyondExport)?;
			Ok(())
		})
	}

	pub(crate) fn count_removed(block: &Block, timetable: &Timetable) -> DispatchResult {
		Self::count(Self::place(block.meter, timetable, block.interval), |flow| {
			flow.created = flow.created.saturating_sub(block.energy);
			Ok(())
		})
	}

	fn count_used(block: &Block, timetable: &Timetable, meter: MeterId) -> DispatchResult {
		let Block { interval, energy, green, .. } = *block;
		let Reading { import, .. } = Self::reading(meter, interval)?;
		Self::count(Self::place(meter, timetable, interval), |flow| {
			let used = flow.used_here.checked_add(energy).filter(|sum| *sum <= import);
			flow.used_here = used.ok_or(Error::<T>::BeyondImport)?;
			if green {
				flow.green_here = flow.green_here.saturating_add(energy);
			}
			Ok(())
		})?;
		Self::count(Self::place(block.meter, timetable, interval), |flow| {
			flow.used_elsewhere = flow.used_elsewhere.saturating_add(energy);
			Ok(())
		})
	}

	pub(crate) fn do_use_up(by: SignatoryOf<T>, id: BlockId, meter: MeterId) -> DispatchResult {
		let (block, timetable) = Self::usable_by(by.party, id)?;
		let market = T::Metering::market(meter).ok_or(Error::<T>::UnknownMeter)?;
		ensure!(market == block.market, Error::<T>::WrongMarket);
		ensure!(meter != block.meter, Error::<T>::SameMeter);
		let day = timetable.day_of(block.interval);
		Self::ensure_owned(meter, day, by.party)?;
		Self::count_used(&block, &timetable, meter)?;
		Self::take(id, &block);
		UsedAt::<T>::insert((meter, day), id, ());
		let status = Status::Used { meter };
		Blocks::<T>::insert(id, Block { offer: None, status, ..block });
		Self::deposit_event(Event::UsedUp { block: id, meter, by });
		Ok(())
	}
}

impl<T: Config> BlockFlows for Pallet<T> {
	fn flows(meter: MeterId, day: Day) -> Vec<(u16, Flow)> {
		let mut flows: Vec<_> = Flows::<T>::iter_prefix((meter, day)).collect();
		flows.sort_unstable_by_key(|(index, _)| *index);
		flows
	}

	fn is_final(market: MarketId, day: Day) -> bool {
		T::Markets::timetable(market).is_some_and(|timetable| {
			let end = timetable.start_of_day(day.saturating_add(1));
			end.saturating_add(T::UsePeriod::get()) <= T::Time::now()
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(meter: MeterId, day: Day, count: u16) {
		let flow = Flow { created: 2, used_elsewhere: 1, used_here: 1, green_here: 1 };
		(0..count).for_each(|index| Flows::<T>::insert((meter, day, index), flow));
	}
}
