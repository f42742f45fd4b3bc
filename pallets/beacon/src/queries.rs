// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::BeaconApi`] answers.

use crate::{
	runtime_api::{RoundInfo, SeedInfo},
	*,
};
use covenant_primitives::Round;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::BeaconApi::current`].
	pub fn query_current() -> RoundInfo {
		// Before the first block, the first block is the next.
		let round = Current::<T>::get()
			.unwrap_or_else(|| InProgressOf::<T>::zeroth(Self::now().saturating_add(1)));
		RoundInfo {
			number: round.number,
			first: round.first,
			contributed: round.contributed(),
			needed: InProgressOf::<T>::needed(T::Outputs::validators()),
		}
	}

	/// See [`crate::runtime_api::BeaconApi::seed`].
	pub fn query_seed(round: Round) -> Option<SeedInfo> {
		let Seed { seed, first, last } = Seeds::<T>::get(round)?;
		Some(SeedInfo { seed, first, last })
	}
}
