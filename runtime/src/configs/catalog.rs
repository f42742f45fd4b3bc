// SPDX-License-Identifier: Apache-2.0

//! What organizations offer one another, and how they order it.

use super::{
	data::{Arbitrate, ShareData, UtcOffset},
	envelopes::Treasury,
};
use crate::{
	Assets, AssetsHolder, Bookings, Credit, Deadlines, FirstCome, LicenseRegistry, Organizations,
	Persons, ResourceCatalog, Rewards, Runtime, RuntimeHoldReason, SealedData, Timestamp,
};
use covenant_primitives::{time, EnsureCapability, Moment};
use frame_support::{parameter_types, traits::ConstU32, PalletId};
use sp_runtime::Permill;

parameter_types! {
	/// As long as a labor arbitration may take with its extension (Labor Dispute Mediation and
	/// Arbitration Law, art. 43).
	pub const ArbitrationPeriod: Moment = 60 * time::DAY;
	pub const RatingPeriod: Moment = 90 * time::DAY;
	pub const RewardsPalletId: PalletId = PalletId(*b"cov/rwrd");
	/// So that four owners at least share a pool.
	pub const OwnerCap: Permill = Permill::from_percent(25);
}

/// Whoever may share what its organization has.
type Sharer = EnsureCapability<Organizations, ShareData>;

impl pallet_resource_catalog::Config for Runtime {
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Bookings = Bookings;
	type CouncilOrigin = super::CouncilMajority;
	type Deadlines = Deadlines;
	type FirstCome = FirstCome;
	type MaxDemands = ConstU32<100>;
	type Organizations = Organizations;
	type OwnerOrigin = Sharer;
	type Persons = Persons;
	type SealedObjects = SealedData;
	type Time = Timestamp;
	type WeightInfo = pallet_resource_catalog::weights::SubstrateWeight<Runtime>;
}

impl pallet_bookings::Config for Runtime {
	type Catalog = ResourceCatalog;
	type OwnerOrigin = Sharer;
	type Time = Timestamp;
	type UtcOffset = UtcOffset;
	type WeightInfo = pallet_bookings::weights::SubstrateWeight<Runtime>;
}

impl pallet_orders::Config for Runtime {
	type ArbiterOrigin = EnsureCapability<Organizations, Arbitrate>;
	type ArbitrationPeriod = ArbitrationPeriod;
	type Assets = AssetsHolder;
	type Authority = Organizations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Bookings = Bookings;
	type Catalog = ResourceCatalog;
	type Credit = Credit;
	type Deadlines = Deadlines;
	type Districts = Organizations;
	type Licenses = LicenseRegistry;
	type MaxQuotes = ConstU32<100>;
	type OnRated = Rewards;
	type OperatorOrigin = Sharer;
	type Organizations = Organizations;
	type Persons = Persons;
	type RatingPeriod = RatingPeriod;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Scores = Credit;
	type SealedKeys = SealedData;
	type Time = Timestamp;
	type UtcOffset = UtcOffset;
	type WeightInfo = pallet_orders::weights::SubstrateWeight<Runtime>;
}

impl pallet_rewards::Config for Runtime {
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type ClaimMonths = ConstU32<3>;
	type Organizations = Organizations;
	type OwnerCap = OwnerCap;
	type PairUses = ConstU32<3>;
	type PalletId = RewardsPalletId;
	type Time = Timestamp;
	type TreasuryOrigin = EnsureCapability<Organizations, Treasury>;
	type UtcOffset = UtcOffset;
	type WeightInfo = pallet_rewards::weights::SubstrateWeight<Runtime>;
}

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking {
	use crate::{
		configs::envelopes::benchmarking::Helper as Endowment, genesis_config_presets::CNY,
		AccountId, Amount, AssetId, Assets,
	};
	use covenant_primitives::Moment;
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

	impl pallet_rewards::BenchmarkHelper<AccountId> for Helper {
		fn endow(account: &AccountId, amount: Amount) -> AssetId {
			<Endowment as pallet_red_envelope::BenchmarkHelper<AccountId>>::endow(account, amount)
		}

		fn set_time(now: Moment) {
			pallet_timestamp::Now::<crate::Runtime>::put(now);
		}
	}

	impl pallet_orders::BenchmarkHelper<AccountId> for Helper {
		fn endow(account: &AccountId, amount: Amount) -> AssetId {
			<Endowment as pallet_red_envelope::BenchmarkHelper<AccountId>>::endow(account, amount)
		}
	}
}
