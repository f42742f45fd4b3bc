// SPDX-License-Identifier: Apache-2.0

//! The invariants that the crate documentation names.

use crate::{calendar::WORD, Config, Date, Exceptions, Pallet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		for (word, exceptions) in Exceptions::<T>::iter() {
			let highest = exceptions.checked_ilog2().ok_or("a word is kept for nothing")?;
			let day = word.checked_mul(WORD).and_then(|first| first.checked_add(highest));
			ensure!(day.and_then(Date::from_days).is_some(), "an exception is no date");
		}
		Ok(())
	}
}
