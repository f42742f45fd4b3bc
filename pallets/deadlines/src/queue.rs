// SPDX-License-Identifier: Apache-2.0

//! Scheduling and canceling.

use crate::{Config, Cursor, Entry, Error, Pallet, Waiting};
use covenant_primitives::{time, Deadlines, HandleDeadline, Moment};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::{Get, Time},
	weights::Weight,
};
use sp_runtime::DispatchError;

impl<T: Config, Sub> Deadlines<Sub> for Pallet<T>
where
	T::Task: From<Sub>,
{
	fn schedule(at: Moment, task: Sub) -> Result<(), DispatchError> {
		Self::do_schedule(Self::present(), at, task.into())
	}

	fn cancel(at: Moment, task: Sub) -> bool {
		Self::do_cancel(Self::present(), at, task.into())
	}
}

impl<T: Config> Pallet<T> {
	/// The minute that chain time lies in, or `None` until the first block has set the clock.
	pub(crate) fn present() -> Option<u32> {
		let now = T::Time::now();
		(now > 0).then(|| time::minute(now))
	}

	/// The first minute that takes tasks.
	pub(crate) fn open_minute(present: Option<u32>) -> u32 {
		let cursor = Cursor::<T>::get();
		match present {
			// A cursor that lies further ahead was set before the clock started.
			Some(present) => {
				cursor.filter(|open| *open <= present.saturating_add(1)).unwrap_or(present)
			}
			None => cursor.unwrap_or(u32::MAX),
		}
	}

	/// The most that a task may use: half of a block, so that some block will have room for it.
	pub(crate) fn heaviest() -> Weight {
		T::BlockWeights::get().max_block.saturating_div(2)
	}

	pub(crate) fn do_schedule(present: Option<u32>, at: Moment, task: T::Task) -> DispatchResult {
		ensure!(T::Handler::weight(&task).all_lte(Self::heaviest()), Error::<T>::TooHeavy);

		let entry = Entry { minute: time::minute_from(at), task };
		let mut open = Self::open_minute(present);
		if present.is_none() {
			open = open.min(entry.minute);
		}
		ensure!(Self::bucket_of(&entry, open).is_none(), Error::<T>::AlreadyExists);

		// Until a hook has run, this is what keeps draining from starting behind the task.
		if Cursor::<T>::get() != Some(open) {
			Cursor::<T>::put(open);
		}
		Waiting::<T>::insert(open.max(entry.minute), entry, ());
		Ok(())
	}

	pub(crate) fn do_cancel(present: Option<u32>, at: Moment, task: T::Task) -> bool {
		let entry = Entry { minute: time::minute_from(at), task };
		let bucket = Self::bucket_of(&entry, Self::open_minute(present));
		if let Some(bucket) = bucket {
			Waiting::<T>::remove(bucket, &entry);
		}
		bucket.is_some()
	}

	/// The bucket in which `entry` waits. The cursor passes no bucket that still holds a task, so a
	/// late one lies where the cursor is or in the minute that it closed last.
	fn bucket_of(entry: &Entry<T::Task>, open: u32) -> Option<u32> {
		let candidates = if entry.minute < open {
			[Some(open), open.checked_sub(1)]
		} else {
			[Some(entry.minute), None]
		};
		candidates.into_iter().flatten().find(|bucket| Waiting::<T>::contains_key(bucket, entry))
	}
}
