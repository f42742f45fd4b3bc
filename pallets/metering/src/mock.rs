// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet. The markets are a table of the mock's own.

use crate as pallet_metering;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::{
	power::{Bands, Price, Role, Rules},
	testing::{organization, person, World},
	time::{DAY, HOUR, MINUTE},
	AssetId, Capability, EnsureCapability, EnsureParty,
};
use frame_support::{derive_impl, parameter_types};
use sp_runtime::{BuildStorage, DispatchError};

pub use covenant_primitives::testing::{AccountId, Lacking, Now, Reports};

type Block = frame_system::mocking::MockBlock<Test>;

/// The market of the tests, run by organization 1.
pub const MARKET: MarketId = MarketId(0);
/// A grid company of the market.
pub const GRID: u32 = 2;
/// Participants of the market.
pub const FACTORY: Party = organization(3);
pub const HOUSEHOLD: Party = person(5);
/// Takes no part.
pub const OUTSIDER: Party = organization(9);

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
	pub type Metering = pallet_metering;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub const OperateMeters: Capability = Capability::OperateMeters;
	pub const Treasury: Capability = Capability::Treasury;
	pub const ClosingDelay: Moment = 6 * HOUR;
	pub const ChallengePeriod: Moment = 2 * DAY;
	/// What parties do in the market.
	pub static Roles: BTreeMap<Party, Role> = BTreeMap::new();
	/// What stands for a reading that is missing.
	pub static Rule: Substitution = Substitution::LastWeek;
	/// Days that are being settled.
	pub static Locked: BTreeSet<Day> = BTreeSet::new();
	/// The first day that was not settled.
	pub static UnsettledFrom: Day = Day::MAX;
}

/// Quarters of an hour, in China.
pub const TIMETABLE: Timetable = Timetable { length: 15 * MINUTE, offset: 8 * HOUR };

/// The market, and its settlement.
pub struct Market;

impl PowerMarkets for Market {
	fn operator(market: MarketId) -> Option<OrganizationId> {
		(market == MARKET).then_some(OrganizationId(1))
	}

	fn timetable(market: MarketId) -> Option<Timetable> {
		(market == MARKET).then_some(TIMETABLE)
	}

	fn asset(_: MarketId) -> Option<AssetId> {
		None
	}

	fn role(market: MarketId, party: Party) -> Option<Role> {
		Roles::get().get(&party).copied().filter(|_| market == MARKET)
	}

	fn ensure_trader(_: MarketId, _: Party) -> Result<Role, DispatchError> {
		Err(DispatchError::Other("nobody trades"))
	}

	fn price_bounds(_: MarketId, _: Day) -> Option<(Price, Price)> {
		None
	}

	fn gate_closure(_: MarketId, _: Day) -> Moment {
		0
	}

	fn bands(_: MarketId, _: Day) -> Bands {
		Bands::default()
	}

	fn substitution(_: MarketId, _: Day) -> Substitution {
		Rule::get()
	}

	fn rules(_: MarketId, _: Day) -> Option<Rules> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: Option<MarketId>, party: Party, role: Role) -> MarketId {
		Roles::mutate(|roles| roles.insert(party, role));
		MARKET
	}
}

impl Settlements for Market {
	fn is_locked(_: MarketId, day: Day) -> bool {
		Locked::get().contains(&day)
	}

	fn is_settled(_: MarketId, day: Day) -> bool {
		day < UnsettledFrom::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: MarketId, _: Day) {}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for Market {
	fn set_time(now: Moment) {
		Now::set(now);
	}
}

impl Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Market;
	type ChallengePeriod = ChallengePeriod;
	type ClosingDelay = ClosingDelay;
	type Credit = World;
	type Deadlines = World;
	type Markets = Market;
	type MaxMeters = frame_support::traits::ConstU32<4>;
	type OperatorOrigin = EnsureCapability<World, OperateMeters>;
	type OwnerOrigin = EnsureParty<World, World, Treasury>;
	type Settlements = Market;
	type Time = World;
	type WeightInfo = pallet_metering::weights::SubstrateWeight<Test>;
}

/// Moves the clock, and does what is due.
pub fn pass(time: Moment) {
	covenant_primitives::testing::pass::<Metering, Task>(time);
}

/// The chain on which tests run. Its first block has the hash of sevens.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		Roles::set(
			[
				(organization(GRID), Role::GridCompany),
				(FACTORY, Role::Consumer),
				(HOUSEHOLD, Role::Prosumer),
			]
			.into(),
		);
		Rule::set(Substitution::LastWeek);
		Locked::set(BTreeSet::new());
		UnsettledFrom::set(Day::MAX);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		#[cfg(feature = "runtime-benchmarks")]
		ext.register_extension(sp_keystore::KeystoreExt::new(
			sp_keystore::testing::MemoryKeystore::new(),
		));
		ext.execute_with(|| {
			System::set_block_number(1);
			frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(7));
		});
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Metering::do_try_state().unwrap();
		});
	}
}
