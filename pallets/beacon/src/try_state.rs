// SPDX-License-Identifier: Apache-2.0

//! The invariants that the crate documentation names.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let Some(current) = Current::<T>::get() else {
			ensure!(Seeds::<T>::iter_keys().next().is_none(), "a seed is kept before any round");
			return Ok(());
		};
		Self::one_each(&current)?;
		Self::unfinished(&current)?;
		Self::past(&current)?;
		Self::in_a_row(&current)
	}

	fn one_each(current: &InProgressOf<T>) -> Result<(), TryRuntimeError> {
		let validators = || current.contributions.iter().map(|it| &it.validator);
		ensure!(
			validators()
				.enumerate()
				.all(|(i, one)| validators().skip(i).skip(1).all(|it| it != one)),
			"a validator contributed twice"
		);
		Ok(())
	}

	fn unfinished(current: &InProgressOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(
			current.contributed() < MostContributions::<T::MaxValidators>::get(),
			"the current round should be over"
		);
		Ok(())
	}

	fn past(current: &InProgressOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(
			Seeds::<T>::iter_keys().all(|round| round < current.number),
			"a seed is kept of a round that is not over"
		);
		Ok(())
	}

	fn in_a_row(current: &InProgressOf<T>) -> Result<(), TryRuntimeError> {
		ensure!(
			current.first <= Self::now().saturating_add(1),
			"the current round begins in a block to come"
		);
		let kept: BTreeMap<_, _> = Seeds::<T>::iter().collect();
		let after = kept
			.iter()
			.map(|(number, seed)| (*number, seed.first))
			.skip(1)
			.chain([(current.number, current.first)]);
		for ((number, seed), (later, first)) in kept.iter().zip(after) {
			ensure!(seed.first <= seed.last, "a round ended before it began");
			// Rounds in between, whose seeds are not kept, had a block at least.
			let rounds = later.saturating_sub(*number);
			let blocks = u64::from(first).saturating_sub(seed.last.into());
			ensure!(
				if rounds == 1 { blocks == 1 } else { blocks >= rounds },
				"rounds do not follow one another"
			);
		}
		Ok(())
	}
}
