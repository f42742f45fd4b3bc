// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet alone. Organizations and persons are tables of the mock's own.

use crate as pallet_first_come;
use crate::*;
use alloc::collections::BTreeMap;
use covenant_primitives::{
	Actor, Authority, Capability, EnsureParty, Member, OrganizationId, PersonId, Persons,
};
use frame_support::{derive_impl, parameter_types};
use sp_runtime::{BuildStorage, DispatchError};

pub type AccountId = u64;

pub const SCHOOL: OrganizationId = OrganizationId(1);
pub const BANK: OrganizationId = OrganizationId(2);

/// Operators of the two who may commit.
pub const REGISTRAR: AccountId = 101;
pub const BANKER: AccountId = 102;
/// Of the school, with no capability.
pub const CLERK: AccountId = 103;

/// The accounts from 1 to 9 sign for the persons of the same numbers.
pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const STRANGER: AccountId = 50;

pub const WINDOW: u32 = 10;
pub const MOST: u32 = 3;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type FirstCome = pallet_first_come;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

parameter_types! {
	pub static OpeningWindow: u32 = WINDOW;
	pub static MaxOpen: u32 = MOST;
	/// For whom operators act, and whether they have the capability.
	pub static Operators: BTreeMap<AccountId, (OrganizationId, bool)> = BTreeMap::new();
	pub const ShareData: Capability = Capability::ShareData;
}

impl Config for Test {
	type PartyOrigin = EnsureParty<MockOrganizations, MockPersons, ShareData>;
	type OpeningWindow = OpeningWindow;
	type MaxOpen = MaxOpen;
	type WeightInfo = pallet_first_come::weights::SubstrateWeight<Test>;
}

pub struct MockOrganizations;

impl Authority<AccountId> for MockOrganizations {
	fn organization_of(account: &AccountId) -> Option<OrganizationId> {
		Operators::get().get(account).map(|(organization, _)| *organization)
	}

	fn ensure_operator(account: &AccountId) -> Result<Actor<AccountId>, DispatchError> {
		let organization =
			Self::organization_of(account).ok_or(DispatchError::Other("nobody's operator"))?;
		Ok(Actor { account: *account, organization })
	}

	fn ensure_administrator(account: &AccountId) -> Result<Actor<AccountId>, DispatchError> {
		Self::ensure_operator(account)
	}

	fn ensure_capability(
		account: &AccountId,
		capability: Capability,
	) -> Result<Actor<AccountId>, DispatchError> {
		let actor = Self::ensure_operator(account)?;
		if capability != ShareData::get() || !Operators::get()[account].1 {
			return Err(DispatchError::Other("no capability"));
		}
		Ok(actor)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, _: Capability) -> OrganizationId {
		Operators::mutate(|operators| operators.insert(*account, (SCHOOL, true)));
		SCHOOL
	}
}

pub struct MockPersons;

impl Persons<AccountId> for MockPersons {
	fn person_of(account: &AccountId) -> Option<PersonId> {
		(1..10).contains(account).then_some(PersonId(*account))
	}

	fn account_of(person: PersonId) -> Option<AccountId> {
		Self::person_of(&person.0).map(|_| person.0)
	}

	fn ensure_person(account: &AccountId) -> Result<PersonId, DispatchError> {
		Self::person_of(account).ok_or(DispatchError::Other("nobody's account"))
	}

	fn ensure_member(_: &AccountId, _: OrganizationId) -> Result<Member<AccountId>, DispatchError> {
		Err(DispatchError::Other("not a member"))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, _: OrganizationId) -> PersonId {
		PersonId(*account)
	}
}

/// For whom `account` signs.
pub fn party(account: AccountId) -> Party {
	match account {
		REGISTRAR | CLERK => Party::Organization(SCHOOL),
		BANKER => Party::Organization(BANK),
		_ => Party::Person(PersonId(account)),
	}
}

pub fn signatory(account: AccountId) -> Signatory<AccountId> {
	Signatory { account, party: party(account) }
}

pub fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

pub fn block() -> u32 {
	Pallet::<Test>::now()
}

/// Begins the block `number`.
pub fn go_to(number: u32) {
	System::set_block_number(number.into());
}

/// Begins the block that is `blocks` later.
pub fn advance(blocks: u32) {
	go_to(block() + blocks);
}

/// The pallet's events since the last call, oldest first.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

pub struct ExtBuilder;

impl ExtBuilder {
	/// The first block begins.
	pub fn build() -> sp_io::TestExternalities {
		OpeningWindow::set(WINDOW);
		MaxOpen::set(MOST);
		Operators::set(
			[(REGISTRAR, (SCHOOL, true)), (BANKER, (BANK, true)), (CLERK, (SCHOOL, false))].into(),
		);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| go_to(1));
		ext
	}

	/// Runs `test`, then checks the invariants.
	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Pallet::<Test>::do_try_state().unwrap();
		});
	}
}
