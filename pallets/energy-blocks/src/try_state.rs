// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

fn add(sum: &mut Energy, energy: Energy) -> Result<(), TryRuntimeError> {
	*sum = sum.checked_add(energy).ok_or("energy overflows")?;
	Ok(())
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::blocks_are_sound()?;
		Self::energy_is_counted()?;
		Self::uses_balance()?;
		Self::blocks_are_found()
	}

	fn blocks_are_sound() -> Result<(), TryRuntimeError> {
		for (id, block) in Blocks::<T>::iter() {
			ensure!(id < NextBlockId::<T>::get(), "a block has an id to come");
			ensure!(block.energy > 0, "a block is empty");
			let market = Some(block.market);
			ensure!(T::Metering::market(block.meter) == market, "a block is of another market");
			ensure!(block.offer.is_none_or(|offer| offer.price > 0), "a block costs nothing");
			if let Status::Used { meter } = block.status {
				ensure!(meter != block.meter, "a meter uses what it exported");
				ensure!(block.offer.is_none(), "a block that was used up is offered");
			}
		}
		Ok(())
	}

	fn energy_is_counted() -> Result<(), TryRuntimeError> {
		let mut flows = BTreeMap::<_, Flow>::new();
		let mut readings = BTreeMap::new();
		for block in Blocks::<T>::iter_values() {
			let timetable = T::Markets::timetable(block.market).ok_or("no timetable")?;
			let place = Self::place(block.meter, &timetable, block.interval);
			readings.insert(place, (block.meter, block.interval));
			let there = flows.entry(place).or_default();
			add(&mut there.created, block.energy)?;
			let Status::Used { meter } = block.status else { continue };
			add(&mut there.used_elsewhere, block.energy)?;
			let place = Self::place(meter, &timetable, block.interval);
			readings.insert(place, (meter, block.interval));
			let here = flows.entry(place).or_default();
			add(&mut here.used_here, block.energy)?;
			add(&mut here.green_here, if block.green { block.energy } else { 0 })?;
		}
		for (place, flow) in &flows {
			let (meter, interval) = readings.get(place).ok_or("a flow is of no interval")?;
			let reading = Self::reading(*meter, *interval).map_err(|_| "a flow was not metered")?;
			ensure!(flow.created <= reading.export, "more is in blocks than was exported");
			ensure!(flow.used_here <= reading.import, "more was used than was imported");
		}
		let counted = Flows::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(counted == flows, "flows are miscounted");
		Ok(())
	}

	fn uses_balance() -> Result<(), TryRuntimeError> {
		let mut uses = BTreeMap::<_, (Energy, Energy)>::new();
		for ((meter, day, index), flow) in Flows::<T>::iter() {
			ensure!(flow.used_elsewhere <= flow.created, "more was used than was in blocks");
			ensure!(flow.green_here <= flow.used_here, "more was green than was used");
			let market = T::Metering::market(meter).ok_or("a flow is of no meter")?;
			let (elsewhere, here) = uses.entry((market, day, index)).or_default();
			add(elsewhere, flow.used_elsewhere)?;
			add(here, flow.used_here)?;
		}
		ensure!(uses.values().all(|(elsewhere, here)| elsewhere == here), "uses do not balance");
		Ok(())
	}

	fn blocks_are_found() -> Result<(), TryRuntimeError> {
		let (mut owned, mut offered, mut used) =
			(BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
		let mut counts = BTreeMap::<Party, u32>::new();
		for (id, block) in Blocks::<T>::iter() {
			match block.status {
				Status::Open => {
					owned.insert((block.owner, id));
					let count = counts.entry(block.owner).or_default();
					*count = count.saturating_add(1);
				}
				Status::Used { meter } => {
					let timetable = T::Markets::timetable(block.market).ok_or("no timetable")?;
					used.insert(((meter, timetable.day_of(block.interval)), id));
				}
			}
			if block.offer.is_some() {
				offered.insert(((block.market, block.interval), id));
			}
		}
		let of = BlocksOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(of == owned, "a block is not among its owner's");
		let at = OffersAt::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(at == offered, "a block is not among the offers");
		let at = UsedAt::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(at == used, "a block is not among the uses");
		let counted = OpenBlocks::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(counted == counts, "open blocks are miscounted");
		Ok(())
	}
}
