// SPDX-License-Identifier: Apache-2.0

//! The invariants that the crate documentation names.

use crate::{Config, Cursor, Pallet, Waiting};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let present = Self::present();
		let open = Self::open_minute(present);

		for (bucket, entry) in Waiting::<T>::iter_keys() {
			ensure!(bucket >= open.saturating_sub(1), "a task is left behind");
			ensure!(bucket >= entry.minute, "a task is early");
		}
		ensure!(
			Cursor::<T>::exists() || Waiting::<T>::iter_keys().next().is_none(),
			"tasks wait and no cursor is set"
		);
		Ok(())
	}
}
