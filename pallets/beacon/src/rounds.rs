// SPDX-License-Identifier: Apache-2.0

//! Rounds go on with each block.

use crate::*;
use covenant_primitives::{Beacon, Round};
use sp_core::H256;
use sp_runtime::SaturatedConversion;

impl<T: Config> Beacon for Pallet<T> {
	fn ask() -> Round {
		let mut round = Self::in_progress();
		let next = round.number.saturating_add(1);
		if !round.asked_next {
			round.asked_next = true;
			Current::<T>::put(round);
		}
		next
	}

	fn seed(round: Round) -> Option<H256> {
		Seeds::<T>::get(round).map(|kept| kept.seed)
	}

	fn current() -> Round {
		Current::<T>::get().map_or(0, |round| round.number)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up() -> Round {
		let asked = Self::ask();
		let mut round = Self::in_progress();
		while round.number <= asked {
			Self::keep_if_asked(&round, Self::now());
			round = round.next(Self::now());
		}
		Current::<T>::put(round);
		asked
	}
}

impl<T: Config> Pallet<T> {
	/// The present block.
	pub(crate) fn now() -> u32 {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// The round to which the present block belongs.
	fn in_progress() -> InProgressOf<T> {
		Current::<T>::get().unwrap_or_else(|| InProgress::zeroth(Self::now()))
	}

	/// Takes the output of the present block, and ends the round if that is enough.
	pub(crate) fn note_output() {
		let mut round = Self::in_progress();
		let contributed = T::Outputs::output()
			.is_some_and(|(validator, output)| round.contribute(validator, output));

		if round.contributed() >= InProgressOf::<T>::needed(T::Outputs::validators()) {
			let last = Self::now();
			Self::keep_if_asked(&round, last);
			Current::<T>::put(round.next(last));
		} else if contributed || !Current::<T>::exists() {
			Current::<T>::put(round);
		}
	}

	/// Keeps the seed of a round that `last` ended, if it was asked for.
	fn keep_if_asked(round: &InProgressOf<T>, last: u32) {
		if !round.asked {
			return;
		}
		let InProgress { number, first, .. } = *round;
		let seed = round.seed();
		Seeds::<T>::insert(number, Seed { seed, first, last });
		Self::deposit_event(Event::SeedMade { round: number, seed });
	}
}
