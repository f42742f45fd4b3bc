// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet with a settlement asset. Markets and meters are tables.

use crate as pallet_energy_blocks;
use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
pub use covenant_primitives::testing::{
	account_of, operator, organization, person, AccountId, Now, Released, Suspended, World, START,
};
use covenant_primitives::{
	power::{Bands, Price, Reading, Role, Rules, Substitution},
	time::{DAY, HOUR, MINUTE},
	Capability, EnsureParty, OrganizationId,
};
use frame_support::{parameter_types, traits::fungibles::Create};
use sp_runtime::{BuildStorage, DispatchError};

pub const MARKET: MarketId = MarketId(1);
/// Another, with the same participants.
pub const FAR: MarketId = MarketId(2);
/// Tells nothing.
pub const MUTE: MarketId = MarketId(3);

/// With panels on the roof.
pub const FAMILY: Party = person(1);
pub const NEIGHBOR: Party = person(2);
/// Burns gas for power and heat.
pub const HOTEL: Party = organization(1);
pub const BAKERY: Party = organization(2);
/// Takes part in no market.
pub const OUTSIDER: Party = person(9);

pub const FAMILYS: AccountId = 1_001;
pub const NEIGHBORS: AccountId = 1_002;
pub const HOTELS: AccountId = operator(1);
pub const BAKERYS: AccountId = operator(2);
pub const OUTSIDERS: AccountId = 1_009;
/// Nobody's.
pub const STRANGER: AccountId = 50;

/// The meters of the four, in this order.
pub const ROOF: MeterId = MeterId(1);
pub const HOUSE: MeterId = MeterId(2);
pub const BOILER: MeterId = MeterId(3);
pub const OVEN: MeterId = MeterId(4);
/// The family's in the other markets.
pub const CABIN: MeterId = MeterId(5);
pub const HUT: MeterId = MeterId(6);

/// The settlement asset.
pub const CNY: AssetId = 1;
pub const ISSUER: AccountId = 90;
/// What each participant has.
pub const FUNDS: Amount = 1_000_000;

pub const QUARTERS: Timetable = Timetable { length: 15 * MINUTE, offset: 8 * HOUR };
/// The day on which tests begin, at 8 in the morning.
pub const TODAY: Day = 20_741;
/// The last interval but one that is over when tests begin.
pub const AT: Interval = TODAY * 96 + 30;
/// The last one.
pub const NEXT: Interval = AT + 1;

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
	pub type EnergyBlocks = pallet_energy_blocks;
}

covenant_primitives::mock_assets!(());

parameter_types! {
	/// Who takes part in which market.
	pub static Participants: BTreeSet<(MarketId, Party)> = BTreeSet::new();
	/// Who may not trade.
	pub static Barred: BTreeSet<Party> = BTreeSet::new();
	/// In what the markets settle.
	pub static Asset: Option<AssetId> = Some(CNY);
	/// Of which market meters are, whose, and whether what they export is green.
	pub static Meters: BTreeMap<MeterId, (MarketId, Party, bool)> = BTreeMap::new();
	/// Whose meters are from a day on.
	pub static Transfers: BTreeMap<MeterId, (Day, Party)> = BTreeMap::new();
	/// What the devices said.
	pub static Readings: BTreeMap<(MeterId, Interval), Reading> = BTreeMap::new();
	pub static MaxBlocks: u32 = 12;
	pub const UsePeriod: Moment = 3 * DAY;
	pub const Treasury: Capability = Capability::Treasury;
}

pub struct Markets;

impl PowerMarkets for Markets {
	fn operator(_: MarketId) -> Option<OrganizationId> {
		Some(OrganizationId(20))
	}

	fn timetable(market: MarketId) -> Option<Timetable> {
		(market != MUTE).then_some(QUARTERS)
	}

	fn asset(_: MarketId) -> Option<AssetId> {
		Asset::get()
	}

	fn role(market: MarketId, party: Party) -> Option<Role> {
		Participants::get().contains(&(market, party)).then_some(Role::Prosumer)
	}

	fn ensure_trader(market: MarketId, party: Party) -> Result<Role, DispatchError> {
		let role = Self::role(market, party).ok_or(DispatchError::Other("no participant"))?;
		if Barred::get().contains(&party) {
			return Err(DispatchError::Other("barred"));
		}
		Ok(role)
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
		Substitution::Zero
	}

	fn rules(_: MarketId, _: Day) -> Option<Rules> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: Option<MarketId>, party: Party, _: Role) -> MarketId {
		let market = market.unwrap_or(MARKET);
		Participants::mutate(|participants| participants.insert((market, party)));
		market
	}
}

pub struct Device;

impl Metering for Device {
	fn market(meter: MeterId) -> Option<MarketId> {
		Meters::get().get(&meter).map(|(market, _, _)| *market)
	}

	fn owner(meter: MeterId, day: Day) -> Option<Party> {
		let transferred = Transfers::get().get(&meter).copied();
		let owner = Meters::get().get(&meter).map(|(_, owner, _)| *owner);
		transferred.filter(|(from, _)| *from <= day).map(|(_, to)| to).or(owner)
	}

	fn reading(meter: MeterId, interval: Interval) -> Option<Reading> {
		Readings::get().get(&(meter, interval)).copied()
	}

	fn day(_: MeterId, _: Day) -> Option<Vec<Reading>> {
		None
	}

	fn is_green(meter: MeterId) -> bool {
		Meters::get().get(&meter).is_some_and(|(_, _, green)| *green)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, owner: Party, reading: Reading) -> (MeterId, Interval) {
		let meter = MeterId(100 + Meters::get().len() as u64);
		Meters::mutate(|meters| meters.insert(meter, (market, owner, true)));
		Readings::mutate(|readings| readings.insert((meter, NEXT), reading));
		(meter, NEXT)
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for Markets {
	fn endow(asset: AssetId, account: &AccountId, amount: Amount) {
		// Benchmarks run over and over begin with an empty state.
		if !Assets::asset_exists(asset) {
			<Assets as Create<AccountId>>::create(asset, ISSUER, true, 1).unwrap();
		}
		Assets::mint_into(asset, account, amount + 1).unwrap();
	}
}

impl Config for Test {
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Markets;
	type Markets = Markets;
	type MaxBlocks = MaxBlocks;
	type Metering = Device;
	type Organizations = World;
	type ParticipantOrigin = EnsureParty<World, World, Treasury>;
	type Persons = World;
	type Time = World;
	type UsePeriod = UsePeriod;
	type WeightInfo = pallet_energy_blocks::weights::SubstrateWeight<Test>;
}

/// Has a device say something, in Wh.
pub fn read(meter: MeterId, interval: Interval, import: Energy, export: Energy) {
	let reading = Reading { import, export, substituted: false };
	Readings::mutate(|readings| readings.insert((meter, interval), reading));
}

/// The chain on which tests run.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		let parties = [FAMILY, NEIGHBOR, HOTEL, BAKERY];
		let markets = [MARKET, FAR, MUTE];
		let each = markets.into_iter().flat_map(|market| parties.map(|party| (market, party)));
		Participants::set(each.collect());
		Barred::set(BTreeSet::new());
		Asset::set(Some(CNY));
		Meters::set(BTreeMap::from([
			(ROOF, (MARKET, FAMILY, true)),
			(HOUSE, (MARKET, NEIGHBOR, false)),
			(BOILER, (MARKET, HOTEL, false)),
			(OVEN, (MARKET, BAKERY, false)),
			(CABIN, (FAR, FAMILY, true)),
			(HUT, (MUTE, FAMILY, true)),
		]));
		Transfers::set(BTreeMap::new());
		Readings::set(BTreeMap::new());
		for interval in [AT, NEXT] {
			read(ROOF, interval, 50, 1_000);
			read(HOUSE, interval, 600, 0);
			read(BOILER, interval, 100, 500);
			read(OVEN, interval, 2_000, 0);
			read(CABIN, interval, 1_000, 1_000);
			read(HUT, interval, 1_000, 1_000);
		}
		MaxBlocks::set(12);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			<Assets as Create<AccountId>>::create(CNY, ISSUER, true, 1).unwrap();
			for party in parties {
				Assets::mint_into(CNY, &account_of(party), FUNDS).unwrap();
			}
			System::reset_events();
		});
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			check();
		});
	}
}

/// Every invariant; and nobody has more blocks than it may.
pub fn check() {
	EnergyBlocks::do_try_state().unwrap();
	assert!(OpenBlocks::<Test>::iter_values().all(|count| count <= MaxBlocks::get()));
	let holders: Amount =
		pallet_assets::Account::<Test>::iter_prefix(CNY).map(|(_, account)| account.balance).sum();
	assert_eq!(holders, 4 * FUNDS, "money came or went");
}
