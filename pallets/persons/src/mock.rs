// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet alone. Organizations, deadlines and assets are tables of the mock's own.

use crate as pallet_persons;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::{
	time::DAY, Authority, Capability, EnsureCapability, HandleDeadline, OrganizationKind,
};
use frame_support::{
	assert_ok, derive_impl, parameter_types, storage::with_storage_layer, storage_alias,
	traits::ConstU64, weights::Weight,
};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, TokenError};

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

/// A school and a police office may identify persons, a company may not.
pub const SCHOOL: OrganizationId = OrganizationId(1);
pub const POLICE: OrganizationId = OrganizationId(2);
pub const COMPANY: OrganizationId = OrganizationId(3);
pub const UNKNOWN: OrganizationId = OrganizationId(9);

/// Operators: the first three have all of their organizations' capabilities.
pub const REGISTRAR: AccountId = 101;
pub const OFFICER: AccountId = 102;
pub const MANAGER: AccountId = 103;
/// Of the school, with `ManageMembers` only.
pub const TEACHER: AccountId = 104;
/// Of the school, with no capability.
pub const CLERK: AccountId = 105;

pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const CAROL: AccountId = 3;
pub const STRANGER: AccountId = 50;

/// When the tests begin: 2025-01-01T00:00:00Z.
pub const START: Moment = 1_735_689_600_000;
pub const DELAY: Moment = 7 * DAY;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Persons = pallet_persons;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

/// An organization as the mock knows it.
#[derive(Clone)]
pub struct Profile {
	pub suspended: bool,
	pub may_identify: bool,
	pub limit: u32,
}

parameter_types! {
	pub static Now: Moment = START;
	pub static Profiles: BTreeMap<OrganizationId, Profile> = BTreeMap::new();
	pub static Operators: BTreeMap<AccountId, (OrganizationId, BTreeSet<Capability>)> =
		BTreeMap::new();
	/// Session keys, each of which holds a consumer reference on its account.
	pub static Keys: BTreeSet<AccountId> = BTreeSet::new();
	/// Whether session keys can be purged.
	pub static KeysStuck: bool = false;
	/// Sums of a sufficient asset, each of which holds a sufficient reference on its account.
	pub static Money: BTreeMap<AccountId, u64> = BTreeMap::new();
	/// Whether the asset is frozen.
	pub static MoneyFrozen: bool = false;
	pub const IdentifyPersons: Capability = Capability::IdentifyPersons;
	pub const ManageMembers: Capability = Capability::ManageMembers;
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
					|| capability == Capability::IdentifyPersons && profile.may_identify)
		})
	}

	fn kind(_: OrganizationId) -> Option<OrganizationKind> {
		None
	}

	fn account(organization: OrganizationId) -> AccountId {
		organization.0.into()
	}

	fn person_limit(organization: OrganizationId) -> u32 {
		Profiles::get().get(&organization).map_or(0, |profile| profile.limit)
	}
}

impl Authority<AccountId> for MockOrganizations {
	fn organization_of(account: &AccountId) -> Option<OrganizationId> {
		Operators::get().get(account).map(|(organization, _)| *organization)
	}

	fn ensure_operator(account: &AccountId) -> Result<Actor<AccountId>, DispatchError> {
		let organization =
			Self::organization_of(account).ok_or(DispatchError::Other("nobody's operator"))?;
		if !Self::is_in_good_standing(organization) {
			return Err(DispatchError::Other("suspended"));
		}
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
		let given = Operators::get()[account].1.contains(&capability);
		if !given || !Self::has_capability(actor.organization, capability) {
			return Err(DispatchError::Other("no capability"));
		}
		Ok(actor)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, capability: Capability) -> OrganizationId {
		let capabilities = [capability].into();
		Operators::mutate(|operators| operators.insert(*account, (SCHOOL, capabilities)));
		Profiles::mutate(|profiles| {
			profiles
				.insert(SCHOOL, Profile { suspended: false, may_identify: true, limit: u32::MAX })
		});
		SCHOOL
	}
}

/// Operators cannot become persons.
impl Enrollment<AccountId> for MockOrganizations {
	fn is_enrolled(account: &AccountId) -> bool {
		Operators::get().contains_key(account)
	}
}

/// In storage, so that what a failed call scheduled is forgotten with it.
#[storage_alias(verbatim)]
type Tasks =
	StorageValue<MockDeadlines, Vec<(Moment, Task)>, frame_support::pallet_prelude::ValueQuery>;

pub struct MockDeadlines;

impl Deadlines<Task> for MockDeadlines {
	fn schedule(at: Moment, task: Task) -> Result<(), DispatchError> {
		let mut tasks = Tasks::get();
		if tasks.contains(&(at, task)) {
			return Err(DispatchError::Other("already scheduled"));
		}
		tasks.push((at, task));
		Tasks::put(tasks);
		Ok(())
	}

	fn cancel(at: Moment, task: Task) -> bool {
		let mut tasks = Tasks::get();
		let before = tasks.len();
		tasks.retain(|waiting| *waiting != (at, task));
		Tasks::put(&tasks);
		tasks.len() < before
	}
}

pub fn tasks() -> Vec<(Moment, Task)> {
	Tasks::get()
}

/// Moves the clock without carrying anything out, as on a busy chain.
pub fn set_clock(to: Moment) {
	Now::set(to);
}

/// Moves the clock and carries out what is due by then.
pub fn advance_to(to: Moment) {
	set_clock(to);
	let (due, waiting): (Vec<_>, Vec<_>) = Tasks::get().into_iter().partition(|(at, _)| *at <= to);
	Tasks::put(waiting);
	for (_, task) in due {
		assert_ok!(with_storage_layer(|| pallet_persons::Pallet::<Test>::handle(task)));
	}
}

pub struct MockKeys;

impl ReleaseAccount<AccountId> for MockKeys {
	fn release(account: &AccountId) -> DispatchResult {
		if KeysStuck::get() {
			return Err(DispatchError::Other("keys stuck"));
		}
		if Keys::mutate(|keys| keys.remove(account)) {
			System::dec_consumers(account);
		}
		Ok(())
	}

	fn weight() -> Weight {
		Weight::from_parts(1, 0)
	}
}

pub fn set_keys(account: AccountId) {
	assert_ok!(System::inc_consumers(&account));
	Keys::mutate(|keys| keys.insert(account));
}

pub struct MockMoney;

impl OnAccountReplaced<AccountId> for MockMoney {
	fn on_replaced(_: PersonId, old: &AccountId, new: &AccountId) -> DispatchResult {
		let sum = Money::get().get(old).copied().unwrap_or_default();
		if sum > 0 {
			let before = Money::get();
			deposit(*new, sum);
			// Too late on purpose: what was written must not remain.
			if MoneyFrozen::get() {
				Money::set(before);
				return Err(TokenError::Frozen.into());
			}
			spend_all(*old);
		}
		Ok(())
	}

	fn weight() -> Weight {
		Weight::from_parts(2, 0)
	}
}

pub fn deposit(account: AccountId, sum: u64) {
	let before = money(account);
	Money::mutate(|money| money.insert(account, before.saturating_add(sum)));
	if before == 0 {
		System::inc_sufficients(&account);
	}
}

pub fn spend_all(account: AccountId) {
	if Money::mutate(|money| money.remove(&account)).is_some() {
		System::dec_sufficients(&account);
	}
}

pub fn money(account: AccountId) -> u64 {
	Money::get().get(&account).copied().unwrap_or_default()
}

parameter_types! {
	pub const MaxBatch: u32 = 200;
	pub const MaxMembershipsPerPerson: u32 = 2;
}

impl Config for Test {
	type EnrollOrigin = EnsureCapability<MockOrganizations, IdentifyPersons>;
	type MembershipOrigin = EnsureCapability<MockOrganizations, ManageMembers>;
	type Organizations = MockOrganizations;
	type OtherRoles = MockOrganizations;
	type Deadlines = MockDeadlines;
	type Time = MockClock;
	type AccountRelease = MockKeys;
	type OnAccountReplaced = MockMoney;
	type RecoveryDelay = ConstU64<DELAY>;
	type MaxBatch = MaxBatch;
	type MaxMembershipsPerPerson = MaxMembershipsPerPerson;
	type WeightInfo = pallet_persons::weights::SubstrateWeight<Test>;
}

pub fn suspend(organization: OrganizationId, suspended: bool) {
	amend(organization, |profile| profile.suspended = suspended);
}

pub fn amend(organization: OrganizationId, change: impl FnOnce(&mut Profile)) {
	Profiles::mutate(|profiles| profiles.get_mut(&organization).map(change));
}

pub fn remove(organization: OrganizationId) {
	Profiles::mutate(|profiles| profiles.remove(&organization));
}

#[derive(Default)]
pub struct ExtBuilder {
	persons: Vec<AccountId>,
}

impl ExtBuilder {
	/// Has the school enroll `accounts` as the persons 0, 1, 2…
	pub fn persons(mut self, accounts: &[AccountId]) -> Self {
		self.persons = accounts.to_vec();
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let profile = |may_identify| Profile { suspended: false, may_identify, limit: 300 };
		let capabilities = |list: &[Capability]| list.iter().copied().collect::<BTreeSet<_>>();
		let both = capabilities(&[Capability::IdentifyPersons, Capability::ManageMembers]);
		Now::set(START);
		Keys::take();
		KeysStuck::take();
		Money::take();
		MoneyFrozen::take();
		Profiles::set(
			[(SCHOOL, profile(true)), (POLICE, profile(true)), (COMPANY, profile(false))].into(),
		);
		Operators::set(
			[
				(REGISTRAR, (SCHOOL, both.clone())),
				(OFFICER, (POLICE, both.clone())),
				(MANAGER, (COMPANY, both)),
				(TEACHER, (SCHOOL, capabilities(&[Capability::ManageMembers]))),
				(CLERK, (SCHOOL, capabilities(&[]))),
			]
			.into(),
		);

		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			// No events are kept for block 0.
			System::set_block_number(1);
			for account in self.persons {
				let origin = RuntimeOrigin::signed(REGISTRAR);
				assert_ok!(Persons::enroll(origin, account, commitment(account)));
			}
			System::reset_events();
		});
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			check();
		});
	}
}

/// The pallet's invariants, and those that can be seen only where nothing else interferes.
pub fn check() {
	pallet_persons::Pallet::<Test>::do_try_state().unwrap();

	for (account, info) in frame_system::Account::<Test>::iter() {
		let expected = pallet_persons::Pallet::<Test>::standing_of(&account).is_some();
		assert_eq!(info.providers, u32::from(expected), "providers of {account}");
	}

	let mut expected: Vec<_> = pallet_persons::Memberships::<Test>::iter()
		.filter_map(|(person, organization, membership)| {
			let until = membership.terms.until?;
			Some((until, Task::MembershipEnds { person, organization }))
		})
		.chain(
			Recoveries::<Test>::iter()
				.map(|(person, recovery)| (recovery.due, Task::RecoveryDue(person))),
		)
		.collect();
	let mut waiting = tasks();
	expected.sort();
	waiting.sort();
	assert_eq!(waiting, expected);
}

/// The commitment that the tests enroll `account` under.
pub fn commitment(account: AccountId) -> H256 {
	H256::from_low_u64_be(account.saturating_add(1_000))
}

pub fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// The pallet's events since the last call, oldest first.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

pub fn actor(account: AccountId) -> Actor<AccountId> {
	let (organization, _) = Operators::get()[&account].clone();
	Actor { account, organization }
}
