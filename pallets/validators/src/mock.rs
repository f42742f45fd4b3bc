// SPDX-License-Identifier: Apache-2.0

//! A runtime with the real session, historical and offences pallets; organizations are a table.
//!
//! Organization `i` has three operators: its administrator, who may not validate, and two who may.

use crate as pallet_validators;
use codec::Encode;
use covenant_primitives::{
	Actor, Authority, Capability, EnsureAdministrator, Moment, Obligations, OnStandingChange,
	OrganizationId, OrganizationKind, Organizations, ReleaseAccount,
};
use frame_support::{
	derive_impl, parameter_types,
	traits::{BuildGenesisConfig, Time},
};
use frame_system::EnsureRoot;
use pallet_session::{disabling::UpToLimitDisablingStrategy, historical as pallet_historical};
use sp_io::TestExternalities;
use sp_runtime::{
	impl_opaque_keys,
	testing::UintAuthorityId,
	traits::{ConvertInto, OpaqueKeys},
	BuildStorage, DispatchError, DispatchResult, KeyTypeId, Perbill, RuntimeAppPublic,
};
use sp_staking::{
	offence::{Kind, Offence, OffenceError, ReportOffence},
	SessionIndex,
};
use std::collections::BTreeMap;

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

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
	pub type System = frame_system::Pallet<Test>;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances::Pallet<Test>;
	#[runtime::pallet_index(2)]
	pub type Validators = pallet_validators::Pallet<Test>;
	#[runtime::pallet_index(3)]
	pub type Session = pallet_session::Pallet<Test>;
	#[runtime::pallet_index(4)]
	pub type Historical = pallet_historical::Pallet<Test>;
	#[runtime::pallet_index(5)]
	pub type Offences = pallet_offences::Pallet<Test>;
}

impl_opaque_keys! {
	pub struct SessionKeys {
		pub dummy: UintAuthorityId,
	}
}

parameter_types! {
	pub static MaxValidators: u32 = 7;
	pub static HistoryDepth: SessionIndex = 4;
	pub static Now: Moment = 1_700_000_000_000;
	/// The organizations on the chain.
	pub static Registry: BTreeMap<OrganizationId, Organization> = BTreeMap::new();
	/// Whether the session pallet announced the session as a changed one, and its keys.
	pub static Announced: (bool, Vec<u64>) = Default::default();
}

impl Time for Now {
	type Moment = Moment;

	fn now() -> Moment {
		Self::get()
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = pallet_session::PeriodicSessions<MaxSessionLength, MaxSessionLength>;
	type NextSessionRotation = pallet_session::PeriodicSessions<MaxSessionLength, MaxSessionLength>;
	type SessionManager = pallet_historical::NoteHistoricalRoot<Test, Validators>;
	type SessionHandler = RecordAnnouncements;
	type Keys = SessionKeys;
	type DisablingStrategy = UpToLimitDisablingStrategy;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ();
}

parameter_types! {
	/// Sessions are rotated by hand.
	pub const MaxSessionLength: u64 = u64::MAX;
}

impl pallet_historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = pallet_validators::NoIdentification;
}

impl pallet_offences::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = pallet_historical::IdentificationTuple<Test>;
	type OnOffenceHandler = Validators;
}

impl pallet_validators::Config for Test {
	type CouncilOrigin = EnsureRoot<AccountId>;
	type AdministratorOrigin = EnsureAdministrator<Table>;
	type Authority = Table;
	type Organizations = Table;
	type Time = Now;
	type MaxValidators = MaxValidators;
	type HistoryDepth = HistoryDepth;
	type WeightInfo = pallet_validators::weights::SubstrateWeight<Test>;
}

pub struct RecordAnnouncements;

impl pallet_session::SessionHandler<AccountId> for RecordAnnouncements {
	const KEY_TYPE_IDS: &'static [KeyTypeId] = &[UintAuthorityId::ID];

	fn on_genesis_session<Ks: OpaqueKeys>(_: &[(AccountId, Ks)]) {}

	fn on_new_session<Ks: OpaqueKeys>(
		changed: bool,
		validators: &[(AccountId, Ks)],
		_: &[(AccountId, Ks)],
	) {
		let keys = validators
			.iter()
			.filter_map(|(_, keys)| keys.get::<UintAuthorityId>(UintAuthorityId::ID))
			.map(|key| key.0);
		Announced::set((changed, keys.collect()));
	}

	fn on_disabled(_: u32) {}
}

#[derive(Clone)]
pub struct Organization {
	pub in_good_standing: bool,
	/// Whether the council let it validate.
	pub capable: bool,
	/// Its operators, and whether each may validate for it.
	pub operators: BTreeMap<AccountId, bool>,
	pub administrator: AccountId,
}

pub const SUSPENDED: DispatchError = DispatchError::Other("the organization is suspended");
pub const NOT_GRANTED: DispatchError = DispatchError::Other("the capability was not granted");
pub const NO_OPERATOR: DispatchError = DispatchError::Other("the account is nobody's operator");
pub const NO_ADMINISTRATOR: DispatchError = DispatchError::Other("the account is no administrator");

/// The organizations pallet's stand-in.
pub struct Table;

impl Authority<AccountId> for Table {
	fn organization_of(account: &AccountId) -> Option<OrganizationId> {
		Registry::get().iter().find(|(_, it)| it.operators.contains_key(account)).map(|(id, _)| *id)
	}

	fn ensure_operator(account: &AccountId) -> Result<Actor<AccountId>, DispatchError> {
		let organization = Self::organization_of(account).ok_or(NO_OPERATOR)?;
		if !Self::is_in_good_standing(organization) {
			return Err(SUSPENDED);
		}
		Ok(Actor { account: *account, organization })
	}

	fn ensure_administrator(account: &AccountId) -> Result<Actor<AccountId>, DispatchError> {
		let actor = Self::ensure_operator(account)?;
		if Registry::get()[&actor.organization].administrator != *account {
			return Err(NO_ADMINISTRATOR);
		}
		Ok(actor)
	}

	fn ensure_capability(
		account: &AccountId,
		capability: Capability,
	) -> Result<Actor<AccountId>, DispatchError> {
		assert_eq!(capability, Capability::ValidateBlocks);
		let actor = Self::ensure_operator(account)?;
		let organization = &Registry::get()[&actor.organization];
		if !organization.capable || !organization.operators[account] {
			return Err(NOT_GRANTED);
		}
		Ok(actor)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, _: Capability) -> OrganizationId {
		let id = OrganizationId(1_000 + Registry::get().len() as u32);
		let organization = Organization {
			in_good_standing: true,
			capable: true,
			operators: [(*account, true)].into(),
			administrator: *account,
		};
		Registry::mutate(|registry| registry.insert(id, organization));
		id
	}
}

impl Organizations<AccountId> for Table {
	fn exists(organization: OrganizationId) -> bool {
		Registry::get().contains_key(&organization)
	}

	fn is_in_good_standing(organization: OrganizationId) -> bool {
		Registry::get().get(&organization).is_some_and(|it| it.in_good_standing)
	}

	fn has_capability(organization: OrganizationId, _: Capability) -> bool {
		Registry::get().get(&organization).is_some_and(|it| it.in_good_standing && it.capable)
	}

	fn kind(_: OrganizationId) -> Option<OrganizationKind> {
		Some(OrganizationKind::Bank)
	}

	fn account(organization: OrganizationId) -> AccountId {
		10_000 + AccountId::from(organization.0)
	}

	fn person_limit(_: OrganizationId) -> u32 {
		0
	}
}

/// How many organizations there are, validating or not.
pub const ORGANIZATIONS: u32 = 9;

pub const fn id(organization: u32) -> OrganizationId {
	OrganizationId(organization)
}

pub fn administrator(organization: u32) -> AccountId {
	AccountId::from(organization) * 10
}

/// The operator that its validator runs with.
pub fn node(organization: u32) -> AccountId {
	administrator(organization) + 1
}

/// Another operator that may validate.
pub fn spare(organization: u32) -> AccountId {
	administrator(organization) + 2
}

pub fn nodes(organizations: impl IntoIterator<Item = u32>) -> Vec<AccountId> {
	organizations.into_iter().map(node).collect()
}

pub fn change(organization: u32, how: impl FnOnce(&mut Organization)) {
	Registry::mutate(|registry| how(registry.get_mut(&id(organization)).unwrap()));
}

pub fn suspend(organization: u32) {
	change(organization, |it| it.in_good_standing = false);
	Validators::on_loss(id(organization));
}

pub fn reinstate(organization: u32) {
	change(organization, |it| it.in_good_standing = true);
	Validators::on_reinstatement(id(organization));
}

/// Removes an operator as the organizations pallet would.
pub fn remove_operator(account: AccountId) -> DispatchResult {
	pallet_validators::PurgeKeys::<Test>::release(&account)?;
	System::dec_providers(&account)?;
	Registry::mutate(|registry| {
		for organization in registry.values_mut() {
			organization.operators.remove(&account);
		}
	});
	Ok(())
}

/// Removes an organization and its operators as the organizations pallet would.
pub fn remove_organization(organization: u32) -> DispatchResult {
	Validators::ensure_settled(id(organization))?;
	let operators = Registry::get()[&id(organization)].operators.clone();
	operators.into_keys().try_for_each(remove_operator)?;
	let removed = Registry::mutate(|registry| registry.remove(&id(organization)).unwrap());
	if removed.in_good_standing {
		Validators::on_loss(id(organization));
	}
	Ok(())
}

/// `session.set_keys` as a node's operator calls it.
pub fn set_keys(account: AccountId, key: u64) -> DispatchResult {
	let dummy = UintAuthorityId(key);
	let proof = dummy.sign(&account.encode()).unwrap().encode();
	Session::set_keys(RuntimeOrigin::signed(account), SessionKeys { dummy }, proof)
}

pub fn purge_keys(account: AccountId) -> DispatchResult {
	Session::purge_keys(RuntimeOrigin::signed(account))
}

/// Starts the next session.
pub fn rotate() {
	System::set_block_number(System::block_number() + 1);
	Session::rotate_session();
}

pub fn rotate_times(sessions: u32) {
	(0..sessions).for_each(|_| rotate());
}

/// The current set.
pub fn set() -> Vec<AccountId> {
	Session::validators()
}

/// The disabled members of the current set.
pub fn disabled() -> Vec<AccountId> {
	let set = set();
	Session::disabled_validators().iter().map(|index| set[*index as usize]).collect()
}

/// The keys that the current session was announced with, if it was announced as changed.
pub fn announced_change() -> Option<Vec<u64>> {
	let (changed, keys) = Announced::get();
	changed.then_some(keys)
}

/// An equivocation as BABE and GRANDPA report it: one offender.
pub struct Equivocation {
	pub offender: AccountId,
	pub session: SessionIndex,
	pub slot: u64,
}

impl Offence<(AccountId, ())> for Equivocation {
	const ID: Kind = *b"test:equivocatio";
	type Slot = u64;

	fn offenders(&self) -> Vec<(AccountId, ())> {
		vec![(self.offender, ())]
	}

	fn session_index(&self) -> SessionIndex {
		self.session
	}

	fn validator_set_count(&self) -> u32 {
		4
	}

	fn slot(&self) -> u64 {
		self.slot
	}

	fn slash_fraction(&self, _: u32) -> Perbill {
		Perbill::one()
	}
}

pub fn report(offender: AccountId, session: SessionIndex, slot: u64) -> Result<(), OffenceError> {
	Offences::report_offence(vec![], Equivocation { offender, session, slot })
}

/// Reports an equivocation of the current session, each in a slot of its own.
pub fn equivocate(offender: AccountId) {
	report(offender, Session::current_index(), System::block_number() * 1_000 + offender).unwrap();
}

/// Organizations 1 to 9, of which the first few validate from genesis with session keys; 4 unless
/// said otherwise.
pub struct ExtBuilder {
	validators: u32,
	keys: Option<Vec<AccountId>>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { validators: 4, keys: None }
	}
}

impl ExtBuilder {
	pub fn validators(mut self, validators: u32) -> Self {
		self.validators = validators;
		self
	}

	/// Gives session keys to these accounts instead of the validators'.
	pub fn keys(mut self, accounts: Vec<AccountId>) -> Self {
		self.keys = Some(accounts);
		self
	}

	pub fn build(self) -> TestExternalities {
		let organization = |i| Organization {
			in_good_standing: true,
			capable: true,
			operators: [(administrator(i), false), (node(i), true), (spare(i), true)].into(),
			administrator: administrator(i),
		};
		Registry::set((1..=ORGANIZATIONS).map(|i| (id(i), organization(i))).collect());

		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = TestExternalities::new(storage);
		ext.execute_with(|| {
			for organization in Registry::get().values() {
				for operator in organization.operators.keys() {
					System::inc_providers(operator);
				}
			}
			pallet_validators::GenesisConfig::<Test> {
				validators: (1..=self.validators).map(|i| (id(i), node(i))).collect(),
			}
			.build();
			let keys = self.keys.unwrap_or_else(|| nodes(1..=self.validators));
			pallet_session::GenesisConfig::<Test> {
				keys: keys
					.into_iter()
					.map(|account| (account, account, SessionKeys { dummy: account.into() }))
					.collect(),
				..Default::default()
			}
			.build();
			System::set_block_number(1);
		});
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Validators::do_try_state().unwrap();
		});
	}
}
