// SPDX-License-Identifier: Apache-2.0

//! What was had of whom.

use crate::*;
use covenant_primitives::OnRated;
use frame_support::weights::Weight;

impl<T: Config> OnRated for Pallet<T> {
	fn on_rated(buyer: OrganizationId, seller: OrganizationId, mean: u8) {
		let month = Self::month();
		let counts = Uses::<T>::mutate(month, pair(buyer, seller), |uses| {
			let counts = *uses < T::PairUses::get();
			*uses = uses.saturating_add(counts.into());
			counts
		});
		if !counts || buyer == seller {
			return;
		}
		Points::<T>::mutate(month, seller, |points| *points = points.saturating_add(mean.into()));
		AllPoints::<T>::mutate(month, |points| *points = points.saturating_add(mean.into()));
		Self::deposit_event(Event::Counted { month, owner: seller, user: buyer, points: mean });
	}

	fn weight() -> Weight {
		T::WeightInfo::on_rated()
	}
}
