// SPDX-License-Identifier: Apache-2.0

//! What an organization has to settle before it can be removed.

use crate::*;
use covenant_primitives::Obligations;
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		ensure!(Offered::<T>::get(organization) == 0, Error::<T>::StillOffers);
		ensure!(OpenDemands::<T>::get(organization) == 0, Error::<T>::StillDemands);
		Ok(())
	}

	fn weight() -> Weight {
		T::WeightInfo::ensure_settled()
	}
}
