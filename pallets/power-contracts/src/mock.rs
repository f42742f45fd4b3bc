// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet. The market, its participants and their collateral are tables of the mock's own.

use crate as pallet_power_contracts;
use crate::{tasks::RETRY, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use covenant_primitives::{
	power::{Band, Bands, Price, Role, Rules, Substitution, Timetable, HALF_HOURS},
	testing::{agenda, organization, person, World},
	time::{DAY, HOUR, MINUTE},
	AssetId, Capability, EnsureParty, OrganizationId,
};
use frame_support::{derive_impl, parameter_types, traits::ConstU32};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};

pub use covenant_primitives::testing::Now;

type Block = frame_system::mocking::MockBlock<Test>;

/// The market of the tests.
pub const MARKET: MarketId = MarketId(0);
/// Participants, each with a million to be put at stake.
pub const PLANT: Party = organization(2);
pub const RETAILER: Party = organization(3);
pub const TRADER: Party = organization(4);
pub const GRID: Party = organization(5);
pub const HOUSEHOLD: Party = person(5);
/// Takes no part.
pub const OUTSIDER: Party = organization(9);
/// The lowest and the highest price as tests begin.
pub const BOUNDS: (Price, Price) = (0, 800);
/// What each can put at stake.
pub const COLLATERAL: Amount = 1_000_000;

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
	pub type Trade = pallet_power_contracts;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub const Treasury: Capability = Capability::Treasury;
	pub const MaxAnswer: Moment = 7 * DAY;
	pub const SettlementPeriod: Moment = 60 * DAY;
	/// What parties do in the market.
	pub static Roles: BTreeMap<Party, Role> = BTreeMap::new();
	/// Who may not trade.
	pub static Barred: BTreeSet<Party> = BTreeSet::new();
	/// Who has collateral for whatever it does, as parties of benchmarks.
	pub static Covered: BTreeSet<Party> = BTreeSet::new();
	/// The lowest and the highest price, by the rules in force.
	pub static PriceBounds: (Price, Price) = BOUNDS;
	/// How long before a day its trade ends, by the rules in force.
	pub static GateClosure: Moment = 2 * HOUR;
	/// The first day that was not settled.
	pub static UnsettledFrom: Day = Day::MAX;
}

/// What parties have at stake. It is part of the state, so that what fails is undone.
#[frame_support::storage_alias]
pub type AtStake = StorageMap<
	Trade,
	frame_support::Twox64Concat,
	Party,
	Amount,
	frame_support::pallet_prelude::ValueQuery,
>;

/// Half hours, in China; dear by day.
pub const TIMETABLE: Timetable = Timetable { length: 30 * MINUTE, offset: 8 * HOUR };

/// The market.
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

	fn ensure_trader(market: MarketId, party: Party) -> Result<Role, DispatchError> {
		if Barred::get().contains(&party) {
			return Err(DispatchError::Other("barred"));
		}
		Self::role(market, party).ok_or(DispatchError::Other("no participant"))
	}

	fn price_bounds(market: MarketId, _: Day) -> Option<(Price, Price)> {
		(market == MARKET).then(PriceBounds::get)
	}

	fn gate_closure(_: MarketId, _: Day) -> Moment {
		GateClosure::get()
	}

	fn bands(_: MarketId, _: Day) -> Bands {
		let band = |place| if (16..40).contains(&place) { Band::Peak } else { Band::Valley };
		Bands::truncate_from((0..HALF_HOURS).map(band).collect())
	}

	fn substitution(_: MarketId, _: Day) -> Substitution {
		Substitution::Zero
	}

	fn rules(_: MarketId, _: Day) -> Option<Rules> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: Option<MarketId>, party: Party, role: Role) -> MarketId {
		Roles::mutate(|roles| roles.insert(party, role));
		Covered::mutate(|covered| covered.insert(party));
		MARKET
	}
}

impl Collateral for Market {
	fn commit(market: MarketId, party: Party, amount: Amount) -> DispatchResult {
		assert_eq!(market, MARKET);
		AtStake::try_mutate(party, |sum| {
			*sum = sum.saturating_add(amount);
			let enough = *sum <= COLLATERAL || Covered::get().contains(&party);
			enough.then_some(()).ok_or(DispatchError::Other("collateral"))
		})
	}

	fn free(market: MarketId, party: Party, amount: Amount) {
		assert_eq!(market, MARKET);
		AtStake::mutate(party, |sum| {
			*sum = sum.checked_sub(amount).expect("no more is freed than was committed");
		});
	}

	fn draw(_: MarketId, _: Party, _: Amount, _: Party) -> Amount {
		panic!("contracts draw nothing")
	}
}

impl Settlements for Market {
	fn is_locked(_: MarketId, _: Day) -> bool {
		panic!("contracts lock nothing")
	}

	fn is_settled(_: MarketId, day: Day) -> bool {
		day < UnsettledFrom::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: MarketId, _: Day) {}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for Market {
	fn party(number: u32) -> Party {
		person(number.into())
	}

	fn set_time(now: Moment) {
		Now::set(now);
	}
}

impl Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Market;
	type Deadlines = World;
	type Markets = Market;
	type MaxAnswer = MaxAnswer;
	type MaxContracts = ConstU32<4>;
	type MaxDays = ConstU32<366>;
	type MaxProposals = ConstU32<4>;
	type ParticipantOrigin = EnsureParty<World, World, Treasury>;
	type SettlementPeriod = SettlementPeriod;
	type Settlements = Market;
	type Time = World;
	type WeightInfo = pallet_power_contracts::weights::SubstrateWeight<Test>;
}

/// Moves the clock, and does what is due.
pub fn pass(time: Moment) {
	covenant_primitives::testing::pass::<Trade, Task>(time);
}

/// The chain on which tests run.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		Roles::set(
			[
				(PLANT, Role::Generator),
				(RETAILER, Role::Retailer),
				(TRADER, Role::Storage),
				(GRID, Role::GridCompany),
				(HOUSEHOLD, Role::Consumer),
			]
			.into(),
		);
		Barred::set(BTreeSet::new());
		Covered::set(BTreeSet::new());
		PriceBounds::set(BOUNDS);
		GateClosure::set(2 * HOUR);
		UnsettledFrom::set(Day::MAX);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
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

/// Every invariant; what is committed is what contracts put at stake, and what is to happen falls due.
pub fn check() {
	Trade::do_try_state().unwrap();
	let mut stakes = BTreeMap::<Party, Amount>::new();
	for (_, party, amount) in Stakes::<Test>::iter() {
		*stakes.entry(party).or_default() += amount;
	}
	for (party, amount) in AtStake::iter() {
		assert_eq!(amount, stakes.remove(&party).unwrap_or_default(), "{party:?}");
	}
	assert!(stakes.values().all(|amount| *amount == 0));
	let agenda = agenda::<Task>();
	// What was not settled in time is looked at again every day.
	let again = |id, at| {
		let soon = (Now::get() + 1)..=(Now::get() + RETRY);
		let task = Task::Conclude(id);
		agenda.iter().copied().find(|(due, it)| *it == task && *due > at && soon.contains(due))
	};
	let mut expected = Vec::new();
	for (id, contract) in Contracts::<Test>::iter() {
		let at = TIMETABLE.start_of_day(contract.until) + SettlementPeriod::get();
		match contract.status {
			Status::Proposed { answer_by, .. } => expected.push((answer_by, Task::Lapse(id))),
			Status::Agreed => {
				expected.push(again(id, at).unwrap_or((at, Task::Conclude(id))));
			}
			// In vain, if somebody concluded it in between.
			Status::Concluded => expected.extend(again(id, at)),
		}
	}
	for (id, proposal) in Proposals::<Test>::iter() {
		expected.push((proposal.answer_by, Task::LapseChange(id)));
	}
	assert!(expected.iter().all(|entry| agenda.contains(entry)), "{agenda:?}");
	assert_eq!(agenda.len(), expected.len(), "{agenda:?}");
}
