// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet alone. Markets, their collateral and contracts are tables.

use crate as pallet_power_auctions;
use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
pub use covenant_primitives::testing::{
	agenda, operator, organization, person, AccountId, Now, Suspended, World, START,
};
use covenant_primitives::{
	power::{self, Bands, Day, Delivery, Rules, Substitution, Timetable},
	time::{DAY, HOUR, MINUTE},
	AssetId, Capability, ContractId, EnsureCapability, EnsureParty,
};
use frame_support::{
	derive_impl, pallet_prelude::ValueQuery, parameter_types, storage_alias, traits::ConstU32,
	weights::Weight, Blake2_128Concat,
};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};

type Block = frame_system::mocking::MockBlock<Test>;

pub const MARKET: MarketId = MarketId(1);
/// Runs the market.
pub const OPERATOR: Party = organization(20);
pub const OPERATORS: AccountId = 120;
/// What each participant has as collateral.
pub const COLLATERAL: Amount = 1_000_000_000;
/// The lowest and the highest price, unless the table says otherwise.
pub const BOUNDS: (Price, Price) = (-500, 1_500);
/// A day of delivery, which begins 40 hours after [`START`].
pub const FIRST: Day = 20_743;

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
	pub type Power = pallet_power_auctions;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	/// Who takes part in the market.
	pub static Roles: BTreeMap<Party, Role> = BTreeMap::new();
	/// The lowest and the highest price, if there are rules.
	pub static PriceBounds: Option<(Price, Price)> = Some(BOUNDS);
	/// Who may not trade.
	pub static Barred: BTreeSet<Party> = BTreeSet::new();
	/// For whom no contract can be made.
	pub static Refused: BTreeSet<Party> = BTreeSet::new();
	pub const Treasury: Capability = Capability::Treasury;
	pub const OperateMarket: Capability = Capability::OperateMarket;
	pub const MinReveal: Moment = 30 * MINUTE;
	pub const MaxReveal: Moment = DAY;
	pub const MaxQuantity: Energy = 1_000_000_000_000;
	pub static MaxBidders: u32 = 2_000;
	pub static StepsPerTask: u32 = 50;
}

/// What a party has put aside, and what of it is at stake.
#[storage_alias]
pub type Deposits = StorageMap<Power, Blake2_128Concat, Party, (Amount, Amount), ValueQuery>;
/// What was drawn for somebody.
#[storage_alias]
pub type Drawn = StorageMap<Power, Blake2_128Concat, Party, Amount, ValueQuery>;
/// A contract that was awarded: in which auction, to whom, whether to sell, how much at which price, and
/// with how much at stake.
pub type Award = (AuctionId, Party, bool, Energy, Price, Amount);
/// The contracts that were awarded, in order.
#[storage_alias]
pub type Awards = StorageValue<Power, Vec<Award>, ValueQuery>;

pub struct Markets;

impl Markets {
	pub fn join(party: Party, role: Role) {
		Roles::mutate(|roles| roles.insert(party, role));
		Deposits::insert(party, (COLLATERAL, 0));
	}
}

impl PowerMarkets for Markets {
	fn operator(market: MarketId) -> Option<OrganizationId> {
		OPERATOR.organization().filter(|_| market == MARKET)
	}

	fn timetable(_: MarketId) -> Option<Timetable> {
		Some(Timetable { length: 30 * MINUTE, offset: 8 * HOUR })
	}

	fn asset(_: MarketId) -> Option<AssetId> {
		Some(1)
	}

	fn role(market: MarketId, party: Party) -> Option<Role> {
		Roles::get().get(&party).copied().filter(|_| market == MARKET)
	}

	fn ensure_trader(market: MarketId, party: Party) -> Result<Role, DispatchError> {
		let role = Self::role(market, party).ok_or(DispatchError::Other("no participant"))?;
		if Barred::get().contains(&party) {
			return Err(DispatchError::Other("barred"));
		}
		Ok(role)
	}

	fn price_bounds(_: MarketId, _: Day) -> Option<(Price, Price)> {
		PriceBounds::get()
	}

	fn gate_closure(_: MarketId, _: Day) -> Moment {
		12 * HOUR
	}

	fn bands(_: MarketId, _: Day) -> Bands {
		Bands::default()
	}

	fn rules(_: MarketId, _: Day) -> Option<Rules> {
		None
	}

	fn substitution(_: MarketId, _: Day) -> Substitution {
		Substitution::Zero
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: Option<MarketId>, party: Party, role: Role) -> MarketId {
		Self::join(party, role);
		Deposits::insert(party, (Amount::MAX, 0));
		MARKET
	}
}

impl Collateral for Markets {
	fn commit(market: MarketId, party: Party, amount: Amount) -> DispatchResult {
		assert_eq!(market, MARKET);
		let (all, committed) = Deposits::get(party);
		let committed = committed.saturating_add(amount);
		if all < committed {
			return Err(DispatchError::Other("collateral"));
		}
		Deposits::insert(party, (all, committed));
		Ok(())
	}

	fn free(market: MarketId, party: Party, amount: Amount) {
		assert_eq!(market, MARKET);
		Deposits::mutate(party, |(_, committed)| {
			*committed = committed.checked_sub(amount).expect("more is freed than was committed");
		});
	}

	fn draw(market: MarketId, party: Party, amount: Amount, to: Party) -> Amount {
		assert_eq!(market, MARKET);
		let drawn = Deposits::mutate(party, |(all, _)| {
			let drawn = amount.min(*all);
			*all -= drawn;
			drawn
		});
		Drawn::mutate(to, |sum| *sum += drawn);
		drawn
	}
}

pub struct Contracts;

impl PowerContracts for Contracts {
	fn award(award: power::Award) -> Result<ContractId, DispatchError> {
		let Profile::Window { from, until, energy } = award.profile else { panic!("no window") };
		assert!(energy > 0 && from < until && award.from < award.until);
		let power::Award { market, auction, party, sells, price, stake, .. } = award;
		assert_eq!(market, MARKET);
		let mut awards = Awards::get();
		assert!(!awards.iter().any(|it| (it.0, it.1) == (auction, party)), "awarded twice");
		awards.push((auction, party, sells, energy, price, stake));
		let id = awards.len() as u64;
		Awards::put(awards);
		// Too late, so that what was written has to be undone.
		if Refused::get().contains(&party) {
			return Err(DispatchError::Exhausted);
		}
		Ok(ContractId(id))
	}

	fn weight() -> Weight {
		Weight::from_parts(1, 0)
	}

	fn deliveries(_: MarketId, _: Party, _: Day) -> Vec<Delivery> {
		Vec::new()
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for Markets {
	fn party(number: u32) -> Party {
		person(number.into())
	}
}

impl Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Markets;
	type Contracts = Contracts;
	type Deadlines = World;
	type Markets = Markets;
	type MaxBidders = MaxBidders;
	type MaxDays = ConstU32<31>;
	type MaxQuantity = MaxQuantity;
	type MaxReveal = MaxReveal;
	type MinReveal = MinReveal;
	type OperatorOrigin = EnsureCapability<World, OperateMarket>;
	type ParticipantOrigin = EnsureParty<World, World, Treasury>;
	type StepsPerTask = StepsPerTask;
	type Time = World;
	type WeightInfo = pallet_power_auctions::weights::SubstrateWeight<Test>;
}

/// Moves the clock, and does what is due.
pub fn pass(time: Moment) {
	covenant_primitives::testing::pass::<Power, Task>(time);
}

/// The chain on which tests run. Its first block has the hash of sevens.
///
/// Organizations 1 to 6 generate, 7 to 12 sell to others, 13 only uses power, 14 is a grid company, 20
/// runs the market; persons 1 to 6 use and generate.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		Roles::set(BTreeMap::new());
		PriceBounds::set(Some(BOUNDS));
		Barred::set(BTreeSet::new());
		Refused::set(BTreeSet::new());
		MaxBidders::set(2_000);
		StepsPerTask::set(50);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(7));
			for number in 1..=14 {
				let role = match number {
					1..=6 => Role::Generator,
					13 => Role::Consumer,
					14 => Role::GridCompany,
					_ => Role::Retailer,
				};
				Markets::join(organization(number), role);
			}
			(1..=6).for_each(|number| Markets::join(person(number), Role::Prosumer));
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

/// Every invariant; and what is at stake is what bids and contracts have at stake.
pub fn check() {
	Power::do_try_state().unwrap();
	let mut stakes = BTreeMap::<Party, Amount>::new();
	for (_, party, bid) in Bids::<Test>::iter() {
		*stakes.entry(party).or_default() += bid.stake;
	}
	for (_, party, _, _, _, stake) in Awards::get() {
		*stakes.entry(party).or_default() += stake;
	}
	let mut drawn: Amount = Drawn::iter_values().sum();
	for (party, (all, committed)) in Deposits::iter() {
		assert_eq!(committed, stakes.remove(&party).unwrap_or_default(), "{party:?}");
		drawn += all;
	}
	let participants = Deposits::iter_keys().count() as Amount;
	assert_eq!(drawn, participants * COLLATERAL, "collateral came or went");
	// Whatever is not over goes on by itself, at the time that is told.
	let mut waiting: Vec<_> =
		agenda::<Task>().into_iter().map(|(at, Task::Clear(id))| (id, at)).collect();
	waiting.sort_unstable();
	let mut running: Vec<_> = Auctions::<Test>::iter()
		.filter(|(_, auction)| !auction.status.is_final())
		.map(|(id, auction)| {
			(id, Clearings::<Test>::get(id).map_or(auction.terms.reveal_until, |it| it.due))
		})
		.collect();
	running.sort_unstable();
	assert_eq!(waiting, running);
}
