// SPDX-License-Identifier: Apache-2.0

//! What organizations offer one another.

use super::data::ShareData;
use crate::{Assets, FirstCome, Organizations, Persons, Runtime, SealedData, Timestamp};
use covenant_primitives::EnsureCapability;

impl pallet_resource_catalog::Config for Runtime {
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type CouncilOrigin = super::CouncilMajority;
	type FirstCome = FirstCome;
	type Organizations = Organizations;
	type OwnerOrigin = EnsureCapability<Organizations, ShareData>;
	type Persons = Persons;
	type SealedObjects = SealedData;
	type Time = Timestamp;
	type WeightInfo = pallet_resource_catalog::weights::SubstrateWeight<Runtime>;
}

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking {
	use crate::{genesis_config_presets::CNY, AccountId, Assets};
	use covenant_primitives::AssetId;
	use frame_support::traits::fungibles::{Create, Inspect};

	pub struct Helper;

	impl pallet_resource_catalog::BenchmarkHelper for Helper {
		fn asset() -> AssetId {
			if !Assets::asset_exists(CNY) {
				let owner = AccountId::new([1; 32]);
				let created = <Assets as Create<AccountId>>::create(CNY, owner, true, 1);
				assert!(created.is_ok());
			}
			CNY
		}
	}
}
