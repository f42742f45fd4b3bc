// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::RewardsApi`] is answered.

use crate::{runtime_api::*, *};

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::RewardsApi`].
	pub fn query_pool(id: PoolId) -> Option<PoolInfo> {
		let pool = Pools::<T>::get(id)?;
		Some(PoolInfo { pool, points: AllPoints::<T>::get(id.month) })
	}

	/// See [`crate::runtime_api::RewardsApi`].
	pub fn query_reward(id: PoolId, organization: OrganizationId) -> RewardInfo {
		RewardInfo {
			points: Points::<T>::get(id.month, organization),
			part: Self::part(id, organization),
			claimed: Claims::<T>::get(id, organization).unwrap_or(0),
		}
	}
}
