// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet alone. Organizations, persons and credit are tables of the mock's own.

use crate as pallet_license_registry;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::{
	Authority, Capability, EnsureCapability, EnsureParty, Member, OrganizationKind, PersonId,
};
use frame_support::{derive_impl, parameter_types, traits::ConstU32};
use sp_runtime::{BuildStorage, DispatchError};

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

/// Registers the type.
pub const PROVINCE: OrganizationId = OrganizationId(1);
/// Appointed by the province, for the city 3401.
pub const CITY: OrganizationId = OrganizationId(2);
/// Another authority: appointed in some tests, recognizing in others.
pub const NEIGHBOR: OrganizationId = OrganizationId(3);
/// Holds a license.
pub const COMPANY: OrganizationId = OrganizationId(4);
/// Uses licenses.
pub const BANK: OrganizationId = OrganizationId(5);
pub const UNKNOWN: OrganizationId = OrganizationId(9);

/// Operators with all of their organizations' capabilities.
pub const GOVERNOR: AccountId = 101;
pub const REGISTRAR: AccountId = 102;
pub const COLLEAGUE: AccountId = 103;
pub const MANAGER: AccountId = 104;
pub const BANKER: AccountId = 105;
/// Of the city, with no capability.
pub const CLERK: AccountId = 112;

/// Persons 0, 1 and 2.
pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const CAROL: AccountId = 3;
pub const STRANGER: AccountId = 50;

/// When the tests begin: 2025-01-01T00:00:00Z.
pub const START: Moment = 1_735_689_600_000;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Registry = pallet_license_registry;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

/// An organization as the mock knows it.
#[derive(Clone, Copy)]
pub struct Profile {
	pub suspended: bool,
	pub may_issue: bool,
}

parameter_types! {
	pub static Now: Moment = START;
	pub static Profiles: BTreeMap<OrganizationId, Profile> = BTreeMap::new();
	pub static Operators: BTreeMap<AccountId, (OrganizationId, BTreeSet<Capability>)> =
		BTreeMap::new();
	pub static People: BTreeMap<AccountId, PersonId> = BTreeMap::new();
	pub const IssueLicenses: Capability = Capability::IssueLicenses;
	pub const ShareData: Capability = Capability::ShareData;
}

pub struct MockClock;

impl Time for MockClock {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

pub struct MockOrganizations;

impl Organizations<AccountId> for MockOrganizations {
	fn exists(organization: OrganizationId) -> bool {
		Profiles::get().contains_key(&organization)
	}

	fn is_in_good_standing(organization: OrganizationId) -> bool {
		Profiles::get().get(&organization).is_some_and(|profile| !profile.suspended)
	}

	fn has_capability(organization: OrganizationId, capability: Capability) -> bool {
		Profiles::get().get(&organization).is_some_and(|profile| {
			!profile.suspended
				&& (capability.is_inherent()
					|| capability == Capability::IssueLicenses && profile.may_issue)
		})
	}

	fn kind(_: OrganizationId) -> Option<OrganizationKind> {
		None
	}

	fn account(organization: OrganizationId) -> AccountId {
		organization.0.into()
	}

	fn person_limit(_: OrganizationId) -> u32 {
		0
	}
}

impl Authority<AccountId> for MockOrganizations {
	fn organization_of(account: &AccountId) -> Option<OrganizationId> {
		Operators::get().get(account).map(|(organization, _)| *organization)
	}

	fn ensure_operator(account: &AccountId) -> Result<ActorOf<Test>, DispatchError> {
		let organization =
			Self::organization_of(account).ok_or(DispatchError::Other("nobody's operator"))?;
		if !Self::is_in_good_standing(organization) {
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
		let given = Operators::get()[account].1.contains(&capability);
		if !given || !Self::has_capability(actor.organization, capability) {
			return Err(DispatchError::Other("no capability"));
		}
		Ok(actor)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, capability: Capability) -> OrganizationId {
		Operators::mutate(|operators| {
			operators.entry(*account).or_insert((PROVINCE, BTreeSet::new())).1.insert(capability)
		});
		PROVINCE
	}
}

pub struct MockPersons;

impl Persons<AccountId> for MockPersons {
	fn person_of(account: &AccountId) -> Option<PersonId> {
		People::get().get(account).copied()
	}

	fn account_of(person: PersonId) -> Option<AccountId> {
		People::get().into_iter().find(|(_, of)| *of == person).map(|(account, _)| account)
	}

	fn ensure_person(account: &AccountId) -> Result<PersonId, DispatchError> {
		Self::person_of(account).ok_or(DispatchError::Other("no person"))
	}

	fn ensure_member(_: &AccountId, _: OrganizationId) -> Result<Member<AccountId>, DispatchError> {
		Err(DispatchError::Other("no member"))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, _: OrganizationId) -> PersonId {
		People::mutate(|people| {
			let next = PersonId(u64::try_from(people.len()).unwrap());
			*people.entry(*account).or_insert(next)
		})
	}
}

/// 700 and the organization's number.
pub struct MockCredit;

impl CreditScores for MockCredit {
	fn score(organization: OrganizationId) -> Option<u16> {
		MockOrganizations::exists(organization)
			.then(|| 700 + u16::try_from(organization.0).unwrap())
	}
}

impl Config for Test {
	type Credit = MockCredit;
	type IssuerOrigin = EnsureCapability<MockOrganizations, IssueLicenses>;
	type MaxBatch = ConstU32<200>;
	type MaxDepth = ConstU32<3>;
	type Organizations = MockOrganizations;
	type PartyOrigin = EnsureParty<MockOrganizations, MockPersons, ShareData>;
	type Persons = MockPersons;
	type Time = MockClock;
	type WeightInfo = pallet_license_registry::weights::SubstrateWeight<Test>;
}

/// Moves the clock, and makes a block.
pub fn set_clock(to: Moment) {
	Now::set(to);
	System::set_block_number(System::block_number() + 1);
}

pub fn amend_profile(organization: OrganizationId, change: impl FnOnce(&mut Profile)) {
	Profiles::mutate(|profiles| profiles.get_mut(&organization).map(change));
}

pub fn suspend(organization: OrganizationId, suspended: bool) {
	amend_profile(organization, |profile| profile.suspended = suspended);
}

pub fn may_issue(organization: OrganizationId, may: bool) {
	amend_profile(organization, |profile| profile.may_issue = may);
}

/// Takes the organization from the chain, and its operators their role.
pub fn remove(organization: OrganizationId) {
	Profiles::mutate(|profiles| profiles.remove(&organization));
	Operators::mutate(|operators| operators.retain(|_, (of, _)| *of != organization));
}

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		let profile = |may_issue| Profile { suspended: false, may_issue };
		let both: BTreeSet<_> = [Capability::IssueLicenses, Capability::ShareData].into();
		Now::set(START);
		Profiles::set(
			[
				(PROVINCE, profile(true)),
				(CITY, profile(true)),
				(NEIGHBOR, profile(true)),
				(COMPANY, profile(false)),
				(BANK, profile(false)),
			]
			.into(),
		);
		Operators::set(
			[
				(GOVERNOR, (PROVINCE, both.clone())),
				(REGISTRAR, (CITY, both.clone())),
				(COLLEAGUE, (NEIGHBOR, both.clone())),
				(MANAGER, (COMPANY, both.clone())),
				(BANKER, (BANK, both)),
				(CLERK, (CITY, BTreeSet::new())),
			]
			.into(),
		);
		People::set([(ALICE, PersonId(0)), (BOB, PersonId(1)), (CAROL, PersonId(2))].into());

		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		// No events are kept for block 0.
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Registry::do_try_state().unwrap();
		});
	}
}

pub fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// The party that `account` acts for.
pub fn party(account: AccountId) -> Party {
	match MockOrganizations::organization_of(&account) {
		Some(organization) => Party::Organization(organization),
		None => Party::Person(People::get()[&account]),
	}
}

pub fn by(account: AccountId) -> SignatoryOf<Test> {
	Signatory { account, party: party(account) }
}

pub fn actor(account: AccountId) -> ActorOf<Test> {
	Actor { account, organization: party(account).organization().unwrap() }
}

/// The pallet's events since the last call, oldest first.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}
