// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet and the stock pallets that move money. The market and all that is settled are
//! tables of the mock's own.

use crate as pallet_power_settlement;
use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
#[cfg(feature = "runtime-benchmarks")]
use covenant_primitives::power::{Pricing, Profile};
use covenant_primitives::{
	power::{
		Band, Bands, Flow, Item, Items, Metered, PackageTerms, Reading, Role, Rules, Stretch,
		Substitution, Timetable, HALF_HOURS,
	},
	testing::{account_of, organization, person, World},
	time::{DAY, HOUR, MINUTE},
	Capability, EnsureCapability, EnsureParty, OrganizationId, PackageId,
};
use frame_support::{parameter_types, weights::Weight};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill};

pub use covenant_primitives::testing::Now;

/// The market of the tests, and its settlement asset.
pub const MARKET: MarketId = MarketId(0);
pub const CNY: AssetId = 1;

/// What calls weigh.
pub type Weights = pallet_power_settlement::weights::SubstrateWeight<Test>;
/// Runs the market.
pub const EXCHANGE: Party = organization(1);
/// Participants.
pub const PLANT: Party = organization(2);
pub const WIND: Party = organization(3);
pub const RETAILER: Party = organization(4);
pub const GRID: Party = organization(5);
pub const FACTORY: Party = organization(6);
pub const HOUSE: Party = person(1);
pub const ROOF: Party = person(2);
/// Has no part in anything, and arbitrates.
pub const COURT: u32 = 9;
/// What each party has.
pub const MONEY: Amount = 1_000_000_000_000;
/// Half hours, in China.
pub const TIMETABLE: Timetable = Timetable { length: 30 * MINUTE, offset: 8 * HOUR };
/// The month that is settled: September 2026, and its first day.
pub const SEPTEMBER: Month = Month(680);

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
	pub type Settlement = pallet_power_settlement;
}

covenant_primitives::mock_assets!(());

/// A meter's days: whose it was, and what it read; `None` if the day is not closed.
pub type MeterTable = BTreeMap<(MeterId, Day), Option<(Party, Vec<Reading>)>>;

parameter_types! {
	pub const OperateMarket: Capability = Capability::OperateMarket;
	pub const Arbitrate: Capability = Capability::Arbitrate;
	pub const Treasury: Capability = Capability::Treasury;
	pub const DisputePeriod: Moment = 5 * DAY;
	pub const ArbitrationPeriod: Moment = 10 * DAY;
	pub const PaymentPeriod: Moment = 7 * DAY;
	pub const Account: PalletId = PalletId(*b"cov/pset");
	/// What a heavy step and four light ones use.
	pub TaskWeight: Weight = Settlement::most(1) + Weights::count_contract() * 4;
	/// Who runs the market.
	pub static RunBy: Party = EXCHANGE;
	/// How the market cuts time.
	pub static Times: Timetable = TIMETABLE;
	/// Who takes part, and the capacity that it agreed.
	pub static Participants: BTreeMap<Party, u32> = BTreeMap::new();
	/// Who applied, but was not admitted.
	pub static Applied: BTreeSet<Party> = BTreeSet::new();
	/// What is settled from a day on, instead of what was before.
	pub static NewItems: Option<(Day, Vec<Item>)> = None;
	/// What is settled.
	pub static ItemsOf: Vec<Item> = Vec::new();
	/// Before that day there are no rules.
	pub static RulesSince: Day = 0;
	/// The tariff.
	pub static BandsOf: Vec<Band> = Vec::new();
	/// The meters of each party.
	pub static MetersOf: BTreeSet<(Party, MeterId)> = BTreeSet::new();
	/// What they read.
	pub static Readings: MeterTable = MeterTable::new();
	/// The contracts.
	pub static Stretches: BTreeMap<ContractId, Vec<Stretch>> = BTreeMap::new();
	/// Who was supplied by which package.
	pub static SupplyOf: BTreeMap<Party, Supply> = BTreeMap::new();
	/// The packages.
	pub static Packages: BTreeMap<PackageId, PackageTerms> = BTreeMap::new();
	/// What was in energy blocks.
	pub static FlowsOf: BTreeMap<(MeterId, Day), Vec<(u16, Flow)>> = BTreeMap::new();
	/// Blocks of that day and later can still be used.
	pub static BlocksSince: Day = Day::MAX;
}

/// What parties put aside. It is part of the state, so that what fails is undone.
#[frame_support::storage_alias]
pub type CollateralOf = StorageMap<
	Settlement,
	frame_support::Twox64Concat,
	Party,
	Amount,
	frame_support::pallet_prelude::ValueQuery,
>;

/// The market, and all that is settled.
pub struct Market;

/// What comes after another in order.
fn next<Key: Ord + Copy>(keys: impl Iterator<Item = Key>, last: Option<Key>) -> Option<Key> {
	keys.filter(|key| last.is_none_or(|last| *key > last)).min()
}

impl PowerMarkets for Market {
	fn operator(market: MarketId) -> Option<OrganizationId> {
		RunBy::get().organization().filter(|_| market == MARKET)
	}

	fn timetable(market: MarketId) -> Option<Timetable> {
		(market == MARKET).then(Times::get)
	}

	fn asset(market: MarketId) -> Option<AssetId> {
		(market == MARKET).then_some(CNY)
	}

	fn role(_: MarketId, party: Party) -> Option<Role> {
		Participants::get().contains_key(&party).then_some(Role::Storage)
	}

	fn ensure_trader(_: MarketId, _: Party) -> Result<Role, DispatchError> {
		panic!("settlement trades nothing")
	}

	fn price_bounds(market: MarketId, day: Day) -> Option<(Price, Price)> {
		Self::rules(market, day).map(|rules| (rules.floor, rules.ceiling))
	}

	fn gate_closure(_: MarketId, _: Day) -> Moment {
		0
	}

	fn bands(_: MarketId, _: Day) -> Bands {
		Bands::truncate_from(BandsOf::get())
	}

	fn substitution(_: MarketId, _: Day) -> Substitution {
		Substitution::Zero
	}

	fn rules(market: MarketId, day: Day) -> Option<Rules> {
		(market == MARKET && day >= RulesSince::get()).then(|| Rules {
			gate_closure: 0,
			floor: -100_000,
			ceiling: 10_000_000,
			bands: Self::bands(market, day),
			substitution: Substitution::Zero,
			min_collateral: 0,
			margin: Permill::zero(),
			margin_period: DAY,
			items: Items::truncate_from(match NewItems::get() {
				Some((since, items)) if since <= day => items,
				_ => ItemsOf::get(),
			}),
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: Option<MarketId>, party: Party, _: Role) -> MarketId {
		Times::set(Timetable { length: 5 * MINUTE, ..TIMETABLE });
		ItemsOf::set(alloc::vec![Item::Retail]);
		Participants::mutate(|participants| participants.insert(party, 100));
		CollateralOf::insert(party, MONEY);
		MARKET
	}
}

impl Roster for Market {
	fn participant_after(_: MarketId, last: Option<Party>) -> Option<(Party, Option<u32>)> {
		let participants = Participants::get();
		let party = next(participants.keys().copied(), last)?;
		let admitted = !Applied::get().contains(&party);
		Some((party, admitted.then_some(participants[&party])))
	}

	fn rules_version(market: MarketId, day: Day) -> Option<u32> {
		Self::rules(market, day).map(|_| 3)
	}
}

impl Collateral for Market {
	fn commit(_: MarketId, _: Party, _: Amount) -> DispatchResult {
		panic!("settlement commits nothing")
	}

	fn free(_: MarketId, _: Party, _: Amount) {
		panic!("settlement frees nothing")
	}

	fn draw(market: MarketId, party: Party, amount: Amount, to: Party) -> Amount {
		assert_eq!((market, party), (MARKET, to));
		let drawn = amount.min(CollateralOf::get(party));
		// An account that is blocked takes nothing, not even its own.
		if drawn == 0 || Assets::mint_into(CNY, &account_of(to), drawn).is_err() {
			return 0;
		}
		CollateralOf::mutate(party, |left| *left -= drawn);
		drawn
	}
}

impl MeterDays for Market {
	fn meter_after(_: MarketId, party: Party, last: Option<MeterId>) -> Option<MeterId> {
		let meters = MetersOf::get();
		next(meters.iter().filter(|(of, _)| *of == party).map(|(_, meter)| *meter), last)
	}

	fn metered(meter: MeterId, day: Day) -> Metered {
		// Looked at in its place: the table is large.
		match Readings::mutate(|days| days.get(&(meter, day)).cloned()) {
			None => Metered::Nothing,
			Some(None) => Metered::Open,
			Some(Some((owner, readings))) => Metered::Closed { owner, readings },
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: MarketId, owner: Party, from: Day, until: Day) -> MeterId {
		let meter = MeterId(1);
		let reading = Reading { import: 7, export: 5, substituted: false };
		let readings = alloc::vec![reading; 288];
		MetersOf::mutate(|meters| meters.insert((owner, meter)));
		Readings::mutate(|days| {
			days.extend((from..until).map(|day| ((meter, day), Some((owner, readings.clone())))));
		});
		meter
	}
}

impl ContractMonths for Market {
	fn contract_after(_: MarketId, party: Party, last: Option<ContractId>) -> Option<ContractId> {
		let contracts = Stretches::get();
		let has = |stretches: &Vec<Stretch>| {
			stretches.iter().any(|it| it.seller == Some(party) || it.buyer == Some(party))
		};
		next(contracts.iter().filter(|(_, it)| has(it)).map(|(id, _)| *id), last)
	}

	fn stretches(contract: ContractId, from: Day, until: Day) -> Vec<Stretch> {
		let all = Stretches::get().remove(&contract).unwrap_or_default();
		let within =
			|it: Stretch| Stretch { from: it.from.max(from), until: it.until.min(until), ..it };
		all.into_iter().map(within).filter(|it| it.from < it.until).collect()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: MarketId, seller: Party, buyer: Party, from: Day, until: Day) -> ContractId {
		let (profile, pricing) = (Profile::Flat(1), Pricing::Fixed(1));
		let (seller, buyer) = (Some(seller), Some(buyer));
		let stretch = Stretch { from, until, seller, buyer, profile, pricing };
		Stretches::mutate(|all| all.insert(ContractId(1), alloc::vec![stretch]));
		ContractId(1)
	}
}

impl Supplies for Market {
	fn supply(_: MarketId, party: Party, _: Month) -> Option<Supply> {
		SupplyOf::get().get(&party).copied()
	}

	fn terms(package: PackageId) -> Option<PackageTerms> {
		Packages::get().remove(&package)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: MarketId, party: Party, retailer: Party, _: Month) {
		let package = PackageId(1);
		SupplyOf::mutate(|all| all.insert(party, Supply { retailer, package }));
		Packages::mutate(|all| all.insert(package, PackageTerms::Fixed(1)));
	}
}

impl BlockFlows for Market {
	fn flows(meter: MeterId, day: Day) -> Vec<(u16, Flow)> {
		FlowsOf::mutate(|days| days.get(&(meter, day)).cloned()).unwrap_or_default()
	}

	fn is_final(_: MarketId, day: Day) -> bool {
		day < BlocksSince::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(meter: MeterId, day: Day, count: u16) {
		let flow = Flow { created: 2, used_elsewhere: 1, used_here: 1, green_here: 1 };
		let flows = (0..count).map(|index| (index, flow)).collect();
		FlowsOf::mutate(|all| all.insert((meter, day), flows));
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for Market {
	fn endow(asset: AssetId, account: &AccountId, amount: Amount) {
		assert!(Assets::mint_into(asset, account, amount).is_ok());
	}

	fn party(number: u32) -> Party {
		person(1 + u64::from(number))
	}

	fn set_time(now: Moment) {
		Now::set(now);
	}
}

impl Config for Test {
	type ArbiterOrigin = EnsureCapability<World, Arbitrate>;
	type ArbitrationPeriod = ArbitrationPeriod;
	type Assets = Assets;
	type Blocks = Market;
	type Contracts = Market;
	type Credit = World;
	type Deadlines = World;
	type DisputePeriod = DisputePeriod;
	type Markets = Market;
	type Meters = Market;
	type OperatorOrigin = EnsureCapability<World, OperateMarket>;
	type Organizations = World;
	type PalletId = Account;
	type ParticipantOrigin = EnsureParty<World, World, Treasury>;
	type PaymentPeriod = PaymentPeriod;
	type Persons = World;
	type Retail = Market;
	type TaskWeight = TaskWeight;
	type Time = World;
	type WeightInfo = Weights;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Market;
}

/// Moves the clock, and does what is due.
pub fn pass(time: Moment) {
	covenant_primitives::testing::pass::<Settlement, Task>(time);
}

/// The chain on which tests run.
pub struct ExtBuilder;

impl ExtBuilder {
	/// The middle of October 2026: September is over, nobody takes part, nothing was metered.
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		RunBy::set(EXCHANGE);
		Times::set(TIMETABLE);
		Participants::set(BTreeMap::new());
		Applied::set(BTreeSet::new());
		NewItems::set(None);
		ItemsOf::set(Vec::new());
		RulesSince::set(SEPTEMBER.first_day().unwrap());
		BandsOf::set((0..HALF_HOURS).map(|_| Band::Flat).collect());
		MetersOf::set(BTreeSet::new());
		Readings::set(MeterTable::new());
		Stretches::set(BTreeMap::new());
		SupplyOf::set(BTreeMap::new());
		Packages::set(BTreeMap::new());
		FlowsOf::set(BTreeMap::new());
		BlocksSince::set(Day::MAX);
		let parties = (1..=20).map(organization).chain((1..=20).map(person));
		let accounts = parties.map(|party| (CNY, account_of(party), MONEY));
		let storage = RuntimeGenesisConfig {
			assets: pallet_assets::GenesisConfig {
				assets: alloc::vec![(CNY, 0, true, 1)],
				accounts: accounts.collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			check();
		});
	}
}

/// Every invariant.
pub fn check() {
	Settlement::do_try_state().unwrap();
}
