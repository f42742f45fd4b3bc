// SPDX-License-Identifier: Apache-2.0

//! The invariants that the crate documentation names.

use crate::{Config, Items, Pallet, Records, Totals, MAX_SCORE};
use covenant_primitives::CreditScores;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let half_life = Self::formula().half_life;
		let mut items = 0u64;

		for (organization, record) in Records::<T>::iter() {
			let mut parts = record.opening;
			for index in record.first..record.next {
				let item = Items::<T>::get(organization, index).ok_or("an item is missing")?;
				ensure!(
					covenant_primitives::time::day(item.at) <= record.day,
					"an item is younger than the sums"
				);
				parts = parts.plus(item.on(record.day, half_life));
			}
			items = items.saturating_add(record.kept());

			let units = u128::from(half_life)
				.saturating_mul(4)
				.saturating_add(record.kept().into())
				.saturating_add(4);
			let agree = |part: u128, whole: u128| {
				part.abs_diff(whole) <= (whole >> 32).saturating_add(units)
			};
			let Totals { weight, value } = record.totals;
			ensure!(
				agree(parts.weight, weight) && agree(parts.value, value),
				"the parts do not make the whole"
			);
			ensure!(
				Self::score(organization).is_none_or(|score| score <= MAX_SCORE),
				"a score is above 1000"
			);
		}

		let stored = u64::try_from(Items::<T>::iter_keys().count()).unwrap_or(u64::MAX);
		ensure!(stored == items, "an item belongs to no record");
		Ok(())
	}
}
