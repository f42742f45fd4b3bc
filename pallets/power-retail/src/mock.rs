// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet alone. Markets are tables.

use crate as pallet_power_retail;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
pub use covenant_primitives::testing::{
	operator, organization, person, AccountId, Now, Released, Suspended, World,
};
use covenant_primitives::{
	power::{Bands, Day, Rules, Substitution, Timetable},
	time::{HOUR, MINUTE},
	AssetId, Capability, EnsureParty, OrganizationId,
};
use frame_support::{derive_impl, parameter_types, traits::ConstU32};
use sp_runtime::{BuildStorage, DispatchError};

type Block = frame_system::mocking::MockBlock<Test>;

/// In China. Organizations 1 to 3 are retailers, 4 a consumer, 5 a storage, 6 a generator; person 1 is a
/// consumer, person 2 a prosumer, person 3 a retailer by mistake.
pub const MARKET: MarketId = MarketId(1);
/// Where clocks are as in UTC. Organization 1 is a retailer, 2 and 4 are consumers, as person 1 is.
pub const ABROAD: MarketId = MarketId(2);

pub const SUN: Party = organization(1);
pub const WIND: Party = organization(2);
pub const WATER: Party = organization(3);
pub const FACTORY: Party = organization(4);
pub const BATTERY: Party = organization(5);
pub const PLANT: Party = organization(6);
pub const HOUSEHOLD: Party = person(1);
pub const FARM: Party = person(2);

/// The lowest and the highest price.
pub const BOUNDS: (Price, Price) = (-100, 1_500);
/// October 2026, in which tests begin.
pub const OCTOBER: Month = Month(56 * 12 + 9);

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
	pub type Retail = pallet_power_retail;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	/// Who takes part.
	pub static Roles: BTreeMap<(MarketId, Party), Role> = BTreeMap::new();
	/// Who may not trade.
	pub static Barred: BTreeSet<Party> = BTreeSet::new();
	pub const Treasury: Capability = Capability::Treasury;
	/// The first day that was not settled.
	pub static UnsettledFrom: Day = Day::MAX;
}

pub struct Markets;

impl PowerMarkets for Markets {
	fn operator(_: MarketId) -> Option<OrganizationId> {
		Some(OrganizationId(20))
	}

	fn timetable(market: MarketId) -> Option<Timetable> {
		let offset = match market {
			MARKET => 8 * HOUR,
			ABROAD => 0,
			_ => return None,
		};
		Some(Timetable { length: 15 * MINUTE, offset })
	}

	fn asset(_: MarketId) -> Option<AssetId> {
		Some(1)
	}

	fn role(market: MarketId, party: Party) -> Option<Role> {
		Roles::get().get(&(market, party)).copied()
	}

	fn ensure_trader(market: MarketId, party: Party) -> Result<Role, DispatchError> {
		let role = Self::role(market, party).ok_or(DispatchError::Other("no participant"))?;
		if Barred::get().contains(&party) {
			return Err(DispatchError::Other("barred"));
		}
		Ok(role)
	}

	fn price_bounds(_: MarketId, _: Day) -> Option<(Price, Price)> {
		Some(BOUNDS)
	}

	fn gate_closure(_: MarketId, _: Day) -> Moment {
		HOUR
	}

	fn bands(_: MarketId, _: Day) -> Bands {
		Bands::default()
	}

	fn substitution(_: MarketId, _: Day) -> Substitution {
		Substitution::Zero
	}

	fn rules(_: MarketId, _: Day) -> Option<Rules> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: Option<MarketId>, party: Party, role: Role) -> MarketId {
		let market = market.unwrap_or(MARKET);
		Roles::mutate(|roles| roles.insert((market, party), role));
		market
	}
}

impl Settlements for Markets {
	fn is_locked(_: MarketId, _: Day) -> bool {
		panic!("retail locks nothing")
	}

	fn is_settled(_: MarketId, day: Day) -> bool {
		day < UnsettledFrom::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: MarketId, _: Day) {}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for Markets {
	fn organization(number: u32) -> Party {
		organization(number + 7)
	}
}

impl Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Markets;
	type KeptMonths = ConstU32<18>;
	type Markets = Markets;
	type NoticeMonths = ConstU32<1>;
	type ParticipantOrigin = EnsureParty<World, World, Treasury>;
	type Settlements = Markets;
	type Time = World;
	type WeightInfo = pallet_power_retail::weights::SubstrateWeight<Test>;
}

/// The chain on which tests run.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		Barred::set(BTreeSet::new());
		UnsettledFrom::set(Day::MAX);
		let roles = [
			(MARKET, SUN, Role::Retailer),
			(MARKET, WIND, Role::Retailer),
			(MARKET, WATER, Role::Retailer),
			(MARKET, FACTORY, Role::Consumer),
			(MARKET, BATTERY, Role::Storage),
			(MARKET, PLANT, Role::Generator),
			(MARKET, HOUSEHOLD, Role::Consumer),
			(MARKET, FARM, Role::Prosumer),
			(MARKET, person(3), Role::Retailer),
			(ABROAD, SUN, Role::Retailer),
			(ABROAD, WIND, Role::Consumer),
			(ABROAD, FACTORY, Role::Consumer),
			(ABROAD, HOUSEHOLD, Role::Consumer),
		];
		Roles::set(roles.map(|(market, party, role)| ((market, party), role)).into());
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Retail::do_try_state().unwrap();
		});
	}
}
