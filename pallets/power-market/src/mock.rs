// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet and the stock pallets that keep assets.

use crate as pallet_power_market;
use crate::*;
use alloc::vec;
use covenant_primitives::{
	power::{Band, Item, Substitution, HALF_HOURS},
	testing::{account_of, organization, person, World},
	time::{DAY, HOUR, MINUTE},
	Capability, EnsureCapability, EnsureParty,
};
use frame_support::{
	parameter_types,
	traits::fungibles::{Create, Mutate},
};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill};

pub use covenant_primitives::testing::{AccountId, Lacking, Now, Released, Reports, Suspended};

/// Runs the market.
pub const EXCHANGE: u32 = 1;
/// Participants of the tests.
pub const PLANT: Party = organization(2);
pub const RETAILER: Party = organization(3);
pub const HOUSEHOLD: Party = person(5);
/// Issues the asset.
pub const ISSUER: AccountId = 9_000;
pub const CNY: AssetId = 1;
/// What each party has.
pub const FUNDS: Amount = 1_000_000;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(3)]
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(4)]
	pub type Power = pallet_power_market;
}

covenant_primitives::mock_assets!(AssetsHolder);

impl pallet_assets_holder::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
	pub const OperateMarket: Capability = Capability::OperateMarket;
	pub const Treasury: Capability = Capability::Treasury;
	/// Who has something to do in the market still.
	pub static Committed: Option<Party> = None;
}

/// A sibling pallet with records of its own.
pub struct Sibling;

impl Commitments for Sibling {
	fn ensure_settled(_: MarketId, party: Party) -> DispatchResult {
		if Committed::get() == Some(party) {
			Err(DispatchError::Other("committed"))
		} else {
			Ok(())
		}
	}

	fn weight() -> frame_support::weights::Weight {
		Default::default()
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for Sibling {
	fn endow(account: &AccountId, amount: Amount) -> AssetId {
		use frame_support::traits::fungibles::Inspect as _;
		if !Assets::asset_exists(CNY) {
			<Assets as Create<AccountId>>::create(CNY, ISSUER, true, 1).unwrap();
		}
		Assets::mint_into(CNY, account, amount + 1_000).unwrap();
		CNY
	}
}

impl Config for Test {
	type Assets = AssetsHolder;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Sibling;
	type Commitments = Sibling;
	type CouncilOrigin = frame_system::EnsureRoot<AccountId>;
	type Credit = World;
	type Deadlines = World;
	type OperatorOrigin = EnsureCapability<World, OperateMarket>;
	type Organizations = World;
	type ParticipantOrigin = EnsureParty<World, World, Treasury>;
	type Persons = World;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = World;
	type WeightInfo = pallet_power_market::weights::SubstrateWeight<Test>;
}

/// Quarters of an hour, in China.
pub const TIMETABLE: Timetable = Timetable { length: 15 * MINUTE, offset: 8 * HOUR };
/// The day on which tests begin.
pub const TODAY: Day = 20_741;
/// The first day of the month after.
pub const NOVEMBER: Day = 20_758;

/// At least 1,000, and a tenth of what is at stake; a day to answer calls.
pub fn rules() -> Rules {
	Rules {
		gate_closure: HOUR,
		floor: -100,
		ceiling: 1_500,
		bands: vec![Band::Flat; HALF_HOURS as usize].try_into().unwrap(),
		substitution: Substitution::LastWeek,
		min_collateral: 1_000,
		margin: Permill::from_percent(10),
		margin_period: DAY,
		items: vec![Item::Contracts].try_into().unwrap(),
	}
}

/// Moves the clock, and does what is due.
pub fn pass(time: Moment) {
	covenant_primitives::testing::pass::<Power, Task>(time);
}

/// The chain on which tests run.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		Committed::set(None);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			<Assets as Create<AccountId>>::create(CNY, ISSUER, true, 1).unwrap();
			for party in [organization(EXCHANGE), PLANT, RETAILER, HOUSEHOLD] {
				Assets::mint_into(CNY, &account_of(party), FUNDS).unwrap();
			}
		});
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Power::do_try_state().unwrap();
		});
	}
}
