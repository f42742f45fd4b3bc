// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet alone, whose clock and operators the tests set.

use crate as pallet_ledger;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::{
	stored,
	time::{DAY, HOUR},
	Authority, Capability, Date, EnsureCapability,
};
use frame_support::{derive_impl, parameter_types, traits::ConstU64};
use sp_runtime::{BuildStorage, DispatchError};

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

/// Whose books most tests look at.
pub const COMPANY: OrganizationId = OrganizationId(1);
pub const BANK: OrganizationId = OrganizationId(2);

/// Of the company, with `Treasury`.
pub const BOOKKEEPER: AccountId = 11;
/// Of the company, with every capability but `Treasury`.
pub const CLERK: AccountId = 12;
/// Of the bank, with `Treasury`.
pub const BANKER: AccountId = 21;
/// Nobody's operator.
pub const STRANGER: AccountId = 50;

pub const CNY: AssetId = 1;
pub const USD: AssetId = 2;

/// How far clocks in China are ahead.
pub const OFFSET: Moment = 8 * HOUR;
/// The month in which the tests begin.
pub const START: &str = "2026-06";

stored! {
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Account {
		Cash,
		/// To somebody.
		Owed(u8),
		/// For something: the only adjustable ones.
		Expense(u8),
	}

	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Occasion {
		Received,
		Spent { order_number: u32 },
	}
}

impl BookAccount for Account {
	fn is_adjustable(&self) -> bool {
		matches!(self, Self::Expense(_))
	}
}

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Ledger = pallet_ledger;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub static Now: Moment = 0;
	pub static Suspended: BTreeSet<OrganizationId> = BTreeSet::new();
	pub static Operators: BTreeMap<AccountId, (OrganizationId, BTreeSet<Capability>)> =
		BTreeMap::new();
	pub const Treasury: Capability = Capability::Treasury;
}

pub struct MockClock;

impl Time for MockClock {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

pub struct MockOrganizations;

impl Authority<AccountId> for MockOrganizations {
	fn organization_of(account: &AccountId) -> Option<OrganizationId> {
		Operators::get().get(account).map(|(organization, _)| *organization)
	}

	fn ensure_operator(account: &AccountId) -> Result<ActorOf<Test>, DispatchError> {
		let organization =
			Self::organization_of(account).ok_or(DispatchError::Other("nobody's operator"))?;
		if Suspended::get().contains(&organization) {
			return Err(DispatchError::Other("suspended"));
		}
		Ok(Actor { account: *account, organization })
	}

	fn ensure_administrator(account: &AccountId) -> Result<ActorOf<Test>, DispatchError> {
		Self::ensure_operator(account)
	}

	fn ensure_capability(
		account: &AccountId,
		capability: Capability,
	) -> Result<ActorOf<Test>, DispatchError> {
		let actor = Self::ensure_operator(account)?;
		if !Operators::get()[account].1.contains(&capability) {
			return Err(DispatchError::Other("no capability"));
		}
		Ok(actor)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, capability: Capability) -> OrganizationId {
		Operators::mutate(|operators| operators.insert(*account, (COMPANY, [capability].into())));
		COMPANY
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<Account, Occasion> for Helper {
	fn account(number: u32) -> Account {
		Account::Expense(number.try_into().unwrap())
	}

	fn occasion() -> Occasion {
		Occasion::Spent { order_number: u32::MAX }
	}
}

impl Config for Test {
	type Account = Account;
	type AccountantOrigin = EnsureCapability<MockOrganizations, Treasury>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
	type Occasion = Occasion;
	type Time = MockClock;
	type UtcOffset = ConstU64<OFFSET>;
	type WeightInfo = pallet_ledger::weights::SubstrateWeight<Test>;
}

pub fn month(text: &str) -> Month {
	text.parse().unwrap()
}

/// When a month begins in China.
pub fn start_of(month: Month) -> Moment {
	let first = format!("{month}-01").parse::<Date>().unwrap();
	Moment::from(first.to_days().unwrap()) * DAY - OFFSET
}

pub fn set_clock(to: Moment) {
	Now::set(to);
}

/// Sets the clock to the middle of a month.
pub fn go_to(text: &str) {
	set_clock(start_of(month(text)) + 14 * DAY + 12 * HOUR);
}

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		go_to(START);
		let treasury = BTreeSet::from([Capability::Treasury]);
		let others = Capability::ALL.into_iter().filter(|it| *it != Capability::Treasury).collect();
		Operators::set(
			[
				(BOOKKEEPER, (COMPANY, treasury.clone())),
				(CLERK, (COMPANY, others)),
				(BANKER, (BANK, treasury)),
			]
			.into(),
		);
		Suspended::set(BTreeSet::new());

		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		// No events are kept for block 0.
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	/// Runs `test`, then checks the invariants.
	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Ledger::do_try_state().unwrap();
		});
	}
}

/// As benchmarks run: the clock has not started.
#[cfg(feature = "runtime-benchmarks")]
pub fn at_the_beginning() -> sp_io::TestExternalities {
	let ext = ExtBuilder::build();
	set_clock(0);
	ext
}

pub fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// An operator, for its organization.
pub fn by(account: AccountId) -> ActorOf<Test> {
	Actor { account, organization: MockOrganizations::organization_of(&account).unwrap() }
}

/// The pallet's events since the last call, oldest first.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}
