// SPDX-License-Identifier: Apache-2.0

//! Draining: walking the minutes that are over and carrying out what waits there.

use crate::{Config, Cursor, Entry, Event, Pallet, Waiting, WeightInfo};
use covenant_primitives::HandleDeadline;
use frame_support::{
	storage::with_storage_layer,
	traits::Get,
	weights::{Weight, WeightMeter},
};

/// What a hook may use.
pub(crate) struct Budget {
	meter: WeightMeter,
	/// What the first task may use together with all before it.
	available: Weight,
	/// Whether no task has been carried out yet.
	untouched: bool,
}

impl Budget {
	/// A budget of `limit`, which the first task may exceed up to `available`.
	pub(crate) fn new(limit: Weight, available: Weight) -> Self {
		Self { meter: WeightMeter::with_limit(limit), available, untouched: true }
	}

	/// Takes `weight`, if that much is left.
	fn take(&mut self, weight: Weight) -> bool {
		self.meter.try_consume(weight).is_ok()
	}

	/// Takes the weight of a task, if that much is left or the task is the first.
	fn take_task(&mut self, weight: Weight) -> bool {
		let untouched = core::mem::replace(&mut self.untouched, false);
		if self.take(weight) {
			return true;
		}
		let used = self.meter.consumed().saturating_add(weight);
		let exceeds = untouched && used.all_lte(self.available);
		if exceeds {
			self.meter = WeightMeter::with_consumed_and_limit(used, used);
		}
		exceeds
	}
}

impl<T: Config> Pallet<T> {
	/// The weight that `on_poll` may use.
	pub(crate) fn reserve() -> Weight {
		let (share, block) = (T::Reserve::get(), T::BlockWeights::get().max_block);
		Weight::from_parts(share.mul_floor(block.ref_time()), share.mul_floor(block.proof_size()))
	}

	/// Carries out what is due, within `limit`; the first task may use up to `available`. Returns
	/// the weight used.
	pub(crate) fn drain(limit: Weight, available: Weight) -> Weight {
		let mut budget = Budget::new(limit, available);
		if budget.take(T::WeightInfo::walk(0)) {
			if let Some(present) = Self::present() {
				Self::drain_until(present, &mut budget);
			}
		}
		budget.meter.consumed()
	}

	/// Drains the closed minute, then closes and drains one minute after the other up to `present`.
	pub(crate) fn drain_until(present: u32, budget: &mut Budget) {
		let mut open = Self::open_minute(Some(present));
		while Self::drain_closed(open, budget) && open <= present {
			let Some(next) = open.checked_add(1) else { return };
			open = next;
			// Before any task of the minute runs: what it schedules must not go there.
			Cursor::<T>::put(open);
		}
	}

	/// Carries out the tasks of the minute before `open`. Returns whether none is left.
	fn drain_closed(open: u32, budget: &mut Budget) -> bool {
		let Some(closed) = open.checked_sub(1) else { return true };
		let look = T::WeightInfo::walk(1).saturating_sub(T::WeightInfo::walk(0));
		// One iterator for the whole bucket: starting again after each task would step over all
		// those already removed. Nothing is added to a closed bucket, so none is missed.
		let mut entries = Waiting::<T>::iter_key_prefix(closed);
		loop {
			if !budget.take(look) {
				return false;
			}
			let Some(entry) = entries.next() else { return true };
			let weight = T::Handler::weight(&entry.task);
			if weight.all_lte(Self::heaviest()) {
				if !budget.take_task(T::WeightInfo::carry_out().saturating_add(weight)) {
					return false;
				}
				Self::carry_out(closed, entry);
			} else {
				if !budget.take(T::WeightInfo::postpone()) {
					return false;
				}
				Self::postpone(closed, open, entry);
			}
		}
	}

	/// Carries out a task, or reports that it failed.
	pub(crate) fn carry_out(bucket: u32, entry: Entry<T::Task>) {
		Waiting::<T>::remove(bucket, &entry);
		let Entry { minute, task } = entry;
		if let Err(error) = with_storage_layer(|| T::Handler::handle(task.clone())) {
			Self::deposit_event(Event::Failed { minute, task, error });
		}
	}

	/// Moves a task to the bucket of `until`.
	pub(crate) fn postpone(bucket: u32, until: u32, entry: Entry<T::Task>) {
		Waiting::<T>::remove(bucket, &entry);
		Waiting::<T>::insert(until, &entry, ());
		let Entry { minute, task } = entry;
		Self::deposit_event(Event::Postponed { minute, task, until });
	}
}
