// SPDX-License-Identifier: Apache-2.0

//! The power market.

use super::{envelopes::Treasury, system::MAXIMUM_BLOCK_WEIGHT};
use crate::{
	Assets, AssetsHolder, Credit, Deadlines, EnergyBlocks, Metering, Organizations, Persons,
	PowerAuctions, PowerContracts, PowerMarket, PowerRetail, PowerSettlement, Runtime,
	RuntimeHoldReason, Timestamp,
};
use covenant_primitives::{
	power::{Energy, MWH},
	time, Capability, EnsureCapability, EnsureParty, Moment,
};
use frame_support::{parameter_types, traits::ConstU32, weights::Weight, PalletId};

parameter_types! {
	pub const OperateMarket: Capability = Capability::OperateMarket;
	pub const OperateMeters: Capability = Capability::OperateMeters;
	pub const Arbitrate: Capability = Capability::Arbitrate;
	/// Long enough to send again at night what got lost by day.
	pub const ClosingDelay: Moment = 12 * time::HOUR;
	/// Over a weekend, but no longer than a week's settlement can wait.
	pub const ChallengePeriod: Moment = 3 * time::DAY;
	pub const MaxAnswer: Moment = 30 * time::DAY;
	/// No contract is concluded earlier, so that corrections that come at once still find it.
	pub const SettlementPeriod: Moment = 60 * time::DAY;
	/// Enough for a bidder whose node was down for a while.
	pub const MinReveal: Moment = time::HOUR;
	pub const MaxReveal: Moment = 7 * time::DAY;
	/// More than any plant generates in half an hour.
	pub const MaxQuantity: Energy = 100_000 * MWH;
	/// Blocks are used up before the month that they are of is settled.
	pub const UsePeriod: Moment = 10 * time::DAY;
	/// A working week.
	pub const DisputePeriod: Moment = 5 * time::DAY;
	pub const ArbitrationPeriod: Moment = 10 * time::DAY;
	pub const PaymentPeriod: Moment = 7 * time::DAY;
	/// 0.2 s: a task may weigh half a block at most.
	pub const TaskWeight: Weight = MAXIMUM_BLOCK_WEIGHT.saturating_div(5).saturating_mul(2);
	pub const SettlementAccount: PalletId = PalletId(*b"cov/pset");
}

/// Whoever trades, uses or generates power: a person, or an operator with `Treasury`.
type Participant = EnsureParty<Organizations, Persons, Treasury>;

impl pallet_power_market::Config for Runtime {
	type Assets = AssetsHolder;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Commitments = (Metering, PowerContracts, PowerAuctions, PowerRetail, PowerSettlement);
	type CouncilOrigin = super::CouncilMajority;
	type Credit = Credit;
	type Deadlines = Deadlines;
	type OperatorOrigin = EnsureCapability<Organizations, OperateMarket>;
	type Organizations = Organizations;
	type ParticipantOrigin = Participant;
	type Persons = Persons;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = Timestamp;
	type WeightInfo = pallet_power_market::weights::SubstrateWeight<Runtime>;
}

impl pallet_metering::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type ChallengePeriod = ChallengePeriod;
	type ClosingDelay = ClosingDelay;
	type Credit = Credit;
	type Deadlines = Deadlines;
	type Markets = PowerMarket;
	type MaxMeters = ConstU32<1_000>;
	type OperatorOrigin = EnsureCapability<Organizations, OperateMeters>;
	type OwnerOrigin = Participant;
	type Settlements = PowerSettlement;
	type Time = Timestamp;
	type WeightInfo = pallet_metering::weights::SubstrateWeight<Runtime>;
}

impl pallet_power_contracts::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Deadlines = Deadlines;
	type Markets = PowerMarket;
	type MaxAnswer = MaxAnswer;
	type MaxContracts = ConstU32<200>;
	type MaxDays = ConstU32<366>;
	type MaxProposals = ConstU32<100>;
	type ParticipantOrigin = Participant;
	type SettlementPeriod = SettlementPeriod;
	type Settlements = PowerSettlement;
	type Time = Timestamp;
	type WeightInfo = pallet_power_contracts::weights::SubstrateWeight<Runtime>;
}

impl pallet_power_auctions::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Contracts = PowerContracts;
	type Deadlines = Deadlines;
	type Markets = PowerMarket;
	type MaxBidders = ConstU32<10_000>;
	type MaxDays = ConstU32<366>;
	type MaxQuantity = MaxQuantity;
	type MaxReveal = MaxReveal;
	type MinReveal = MinReveal;
	type OperatorOrigin = EnsureCapability<Organizations, OperateMarket>;
	type ParticipantOrigin = Participant;
	type StepsPerTask = ConstU32<50>;
	type Time = Timestamp;
	type WeightInfo = pallet_power_auctions::weights::SubstrateWeight<Runtime>;
}

impl pallet_power_retail::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type KeptMonths = ConstU32<18>;
	type Markets = PowerMarket;
	type NoticeMonths = ConstU32<1>;
	type ParticipantOrigin = Participant;
	type Settlements = PowerSettlement;
	type Time = Timestamp;
	type WeightInfo = pallet_power_retail::weights::SubstrateWeight<Runtime>;
}

impl pallet_energy_blocks::Config for Runtime {
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Markets = PowerMarket;
	type MaxBlocks = ConstU32<10_000>;
	type Metering = Metering;
	type Organizations = Organizations;
	type ParticipantOrigin = Participant;
	type Persons = Persons;
	type Time = Timestamp;
	type UsePeriod = UsePeriod;
	type WeightInfo = pallet_energy_blocks::weights::SubstrateWeight<Runtime>;
}

impl pallet_power_settlement::Config for Runtime {
	type ArbiterOrigin = EnsureCapability<Organizations, Arbitrate>;
	type ArbitrationPeriod = ArbitrationPeriod;
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Blocks = EnergyBlocks;
	type Contracts = PowerContracts;
	type Credit = Credit;
	type Deadlines = Deadlines;
	type DisputePeriod = DisputePeriod;
	type Markets = PowerMarket;
	type Meters = Metering;
	type OperatorOrigin = EnsureCapability<Organizations, OperateMarket>;
	type Organizations = Organizations;
	type PalletId = SettlementAccount;
	type ParticipantOrigin = Participant;
	type PaymentPeriod = PaymentPeriod;
	type Persons = Persons;
	type Retail = PowerRetail;
	type TaskWeight = TaskWeight;
	type Time = Timestamp;
	type WeightInfo = pallet_power_settlement::weights::SubstrateWeight<Runtime>;
}

#[cfg(feature = "runtime-benchmarks")]
pub(super) mod benchmarking {
	use crate::{
		configs::envelopes::benchmarking::Helper as Endowment, AccountId, Amount, AssetId, Assets,
		Organizations, Persons, Runtime,
	};
	use covenant_primitives::{Authority, Capability, Moment, Party, Persons as _};
	use frame_support::traits::fungibles::{Inspect, Mutate};

	pub struct Helper;

	impl pallet_power_market::BenchmarkHelper<AccountId> for Helper {
		fn endow(account: &AccountId, amount: Amount) -> AssetId {
			<Endowment as pallet_red_envelope::BenchmarkHelper<AccountId>>::endow(account, amount)
		}
	}

	/// An organization or a person for each number.
	fn account(kind: u8, number: u32) -> AccountId {
		let mut bytes = [kind; 32];
		bytes[..4].copy_from_slice(&number.to_le_bytes());
		AccountId::new(bytes)
	}

	/// An organization that may move money, another for each number.
	pub fn organization(number: u32) -> Party {
		let account = account(1, number);
		let known = <Organizations as Authority<AccountId>>::organization_of(&account);
		Party::Organization(known.unwrap_or_else(|| {
			<Organizations as Authority<AccountId>>::set_up(&account, Capability::Treasury)
		}))
	}

	fn person(number: u32) -> Party {
		let account = account(2, number);
		let known = Persons::person_of(&account);
		let employer = Party::organization(organization(0)).unwrap_or_default();
		Party::Person(known.unwrap_or_else(|| Persons::set_up(&account, employer)))
	}

	impl pallet_power_contracts::BenchmarkHelper for Helper {
		fn party(number: u32) -> Party {
			person(number)
		}

		fn set_time(now: Moment) {
			pallet_timestamp::Now::<Runtime>::put(now);
		}
	}

	impl pallet_metering::BenchmarkHelper for Helper {
		fn set_time(now: Moment) {
			pallet_timestamp::Now::<Runtime>::put(now);
		}
	}

	impl pallet_power_auctions::BenchmarkHelper for Helper {
		fn party(number: u32) -> Party {
			person(number)
		}
	}

	impl pallet_power_retail::BenchmarkHelper for Helper {
		fn organization(number: u32) -> Party {
			organization(number)
		}
	}

	fn endow(asset: AssetId, account: &AccountId, amount: Amount) {
		assert!(Assets::asset_exists(asset));
		assert!(Assets::mint_into(asset, account, amount.saturating_add(1_000)).is_ok());
	}

	impl pallet_energy_blocks::BenchmarkHelper<AccountId> for Helper {
		fn endow(asset: AssetId, account: &AccountId, amount: Amount) {
			endow(asset, account, amount);
		}
	}

	impl pallet_power_settlement::BenchmarkHelper<AccountId> for Helper {
		fn endow(asset: AssetId, account: &AccountId, amount: Amount) {
			endow(asset, account, amount);
		}

		fn party(number: u32) -> Party {
			organization(number)
		}

		fn set_time(now: Moment) {
			pallet_timestamp::Now::<Runtime>::put(now);
		}
	}
}
