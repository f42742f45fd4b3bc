// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::DeadlinesApi`] answers.

use crate::{runtime_api::Progress, Config, Entry, Pallet, Waiting};
use covenant_primitives::Page;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::DeadlinesApi::progress`].
	pub fn progress() -> Option<Progress> {
		let present = Self::present()?;
		let open = Self::open_minute(Some(present));
		let draining = open
			.checked_sub(1)
			.is_some_and(|closed| Waiting::<T>::iter_key_prefix(closed).next().is_some());
		let closing = present.saturating_add(1).saturating_sub(open);
		Some(Progress { present, open, behind: closing.saturating_add(draining.into()) })
	}

	/// See [`crate::runtime_api::DeadlinesApi::waiting`].
	pub fn waiting(
		minute: u32,
		cursor: Option<Entry<T::Task>>,
		limit: u32,
	) -> Page<Entry<T::Task>, Entry<T::Task>> {
		let entries = match cursor {
			Some(last) => Waiting::<T>::iter_key_prefix_from(
				minute,
				Waiting::<T>::hashed_key_for(minute, last),
			),
			None => Waiting::<T>::iter_key_prefix(minute),
		};
		Page::of(entries, limit, |entry| Some(entry.clone()))
	}
}
