// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet alone. Everything it asks others for is a table of the mock's own.

use crate as pallet_sealed_data;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::{
	time::DAY, Authority, Capability, EnsureCapability, EnsureParty, HandleDeadline, Member,
	Opening, OrganizationId, OrganizationKind, Registration, Report,
};
use frame_support::{
	assert_ok, derive_impl, pallet_prelude::ValueQuery, parameter_types,
	storage::with_storage_layer, storage_alias, traits::ConstU32, traits::ConstU64,
	weights::Weight, Blake2_128Concat,
};
use sp_runtime::{BuildStorage, DispatchError};

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

/// Owns data.
pub const COURT: OrganizationId = OrganizationId(1);
/// Asks for data.
pub const LAW_FIRM: OrganizationId = OrganizationId(2);
/// Approves with the court.
pub const PROSECUTION: OrganizationId = OrganizationId(3);
/// Approves with the court.
pub const BAR: OrganizationId = OrganizationId(4);
/// Arbitrates.
pub const DATA_OFFICE: OrganizationId = OrganizationId(5);
pub const UNKNOWN: OrganizationId = OrganizationId(9);

/// Operators with `ShareData`.
pub const JUDGE: AccountId = 101;
pub const LAWYER: AccountId = 102;
pub const PROSECUTOR: AccountId = 103;
pub const CHAIR: AccountId = 104;
/// Of the data office, with `Arbitrate` too.
pub const ARBITER: AccountId = 105;
/// Of the court, with no capability.
pub const CLERK: AccountId = 111;

/// Persons 0, 1 and 2.
pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const CAROL: AccountId = 3;
pub const STRANGER: AccountId = 50;

/// When the tests begin: 2025-01-01T00:00:00Z.
pub const START: Moment = 1_735_689_600_000;
pub const DISPUTE_PERIOD: Moment = 60 * DAY;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type SealedData = pallet_sealed_data;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub static Now: Moment = START;
	/// Organizations, and whether each is suspended.
	pub static Standing: BTreeMap<OrganizationId, bool> = BTreeMap::new();
	pub static Operators: BTreeMap<AccountId, (OrganizationId, BTreeSet<Capability>)> =
		BTreeMap::new();
	pub static People: BTreeMap<AccountId, PersonId> = BTreeMap::new();
	/// Who may arbitrate.
	pub static Arbiters: BTreeSet<OrganizationId> = BTreeSet::new();
	pub const ShareData: Capability = Capability::ShareData;
	pub const Arbitrate: Capability = Capability::Arbitrate;
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
		Standing::get().contains_key(&organization)
	}

	fn is_in_good_standing(organization: OrganizationId) -> bool {
		Standing::get().get(&organization).is_some_and(|suspended| !suspended)
	}

	fn has_capability(organization: OrganizationId, capability: Capability) -> bool {
		Self::is_in_good_standing(organization)
			&& (capability.is_inherent()
				|| capability == Capability::Arbitrate && Arbiters::get().contains(&organization))
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

	/// One organization has every capability that is asked for, as in the runtime.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, capability: Capability) -> OrganizationId {
		suspend(COURT, false);
		if capability == Capability::Arbitrate {
			Arbiters::mutate(|arbiters| arbiters.insert(COURT));
		}
		Operators::mutate(|operators| {
			operators.entry(*account).or_insert((COURT, BTreeSet::new())).1.insert(capability)
		});
		COURT
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

/// In storage, so that what a failed call did is forgotten with it.
#[storage_alias(verbatim)]
type Registrations = StorageMap<MockFirstCome, Blake2_128Concat, H256, Registration>;

/// A salt's first byte is the place of the commitment; a salt of zeros was never committed.
pub struct MockFirstCome;

impl FirstCome for MockFirstCome {
	fn register(opening: &Opening, reference: u64) -> Result<Option<Registration>, DispatchError> {
		assert_eq!(opening.domain, DOMAIN);
		let precedence = u64::from(opening.salt[0]);
		if precedence == 0 {
			return Err(DispatchError::Other("not committed"));
		}
		let present = Registrations::get(opening.digest);
		if present.is_some_and(|present| present.precedence <= precedence) {
			return Err(DispatchError::Other("already registered"));
		}
		let registration =
			Registration { party: opening.party, reference, precedence, provisional_until: 0 };
		Registrations::insert(opening.digest, registration);
		Ok(present)
	}

	fn registration(domain: [u8; 8], digest: H256) -> Option<Registration> {
		Registrations::get(digest).filter(|_| domain == DOMAIN)
	}

	fn release(_: [u8; 8], _: H256, _: u64) -> bool {
		unreachable!("digests stay registered")
	}

	fn is_settled(_: &Registration) -> bool {
		true
	}

	fn register_weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: &Opening) {}
}

/// Every day is a working day.
pub struct MockWorkingDays;

impl WorkingDays for MockWorkingDays {
	fn after(from: Moment, days: u8) -> Moment {
		from + Moment::from(days) * DAY
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

#[storage_alias(verbatim)]
type Reports = StorageValue<MockCredit, Vec<(OrganizationId, Report)>, ValueQuery>;

pub struct MockCredit;

impl ReportOutcome for MockCredit {
	fn report(organization: OrganizationId, report: Report) {
		Reports::append((organization, report));
	}

	fn weight() -> Weight {
		Weight::from_parts(1, 1)
	}
}

#[storage_alias(verbatim)]
type Tasks = StorageValue<MockDeadlines, Vec<(Moment, Task)>, ValueQuery>;

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

impl Config for Test {
	type ArbiterOrigin = EnsureCapability<MockOrganizations, Arbitrate>;
	type Credit = MockCredit;
	type Deadlines = MockDeadlines;
	type DisputePeriod = ConstU64<DISPUTE_PERIOD>;
	type FirstCome = MockFirstCome;
	type MaxOpenRequests = ConstU32<3>;
	type MaxPolicies = ConstU32<4>;
	type Organizations = MockOrganizations;
	type PartyOrigin = EnsureParty<MockOrganizations, MockPersons, ShareData>;
	type Persons = MockPersons;
	type Time = MockClock;
	type WeightInfo = pallet_sealed_data::weights::SubstrateWeight<Test>;
	type WorkingDays = MockWorkingDays;
}

/// Moves the clock without carrying anything out, as on a busy chain.
pub fn set_clock(to: Moment) {
	Now::set(to);
}

/// Moves the clock and carries out what is due on the way, each task at its time.
pub fn advance_to(to: Moment) {
	loop {
		let mut tasks = Tasks::get();
		tasks.sort();
		match tasks.first().copied() {
			Some((at, task)) if at <= to => {
				tasks.remove(0);
				Tasks::put(tasks);
				set_clock(at.max(Now::get()));
				assert_ok!(with_storage_layer(|| SealedData::handle(task)));
			}
			_ => break,
		}
	}
	set_clock(to);
}

/// What was reported since the last call, oldest first: organization, outcome, request.
pub fn reports() -> Vec<(OrganizationId, covenant_primitives::Outcome, u64)> {
	Reports::take()
		.into_iter()
		.map(|(organization, report)| {
			assert_eq!((report.source, report.weight), (DOMAIN, 1));
			(organization, report.outcome, report.reference.to_low_u64_be())
		})
		.collect()
}

pub fn tasks() -> Vec<(Moment, Task)> {
	Tasks::get()
}

pub fn suspend(organization: OrganizationId, suspended: bool) {
	Standing::mutate(|standing| standing.insert(organization, suspended));
}

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		let capabilities = |list: &[Capability]| list.iter().copied().collect::<BTreeSet<_>>();
		let share = capabilities(&[Capability::ShareData]);
		let both = capabilities(&[Capability::ShareData, Capability::Arbitrate]);
		Now::set(START);
		Standing::set(
			[COURT, LAW_FIRM, PROSECUTION, BAR, DATA_OFFICE].map(|it| (it, false)).into(),
		);
		Operators::set(
			[
				(JUDGE, (COURT, share.clone())),
				(LAWYER, (LAW_FIRM, share.clone())),
				(PROSECUTOR, (PROSECUTION, share.clone())),
				(CHAIR, (BAR, share)),
				(ARBITER, (DATA_OFFICE, both)),
				(CLERK, (COURT, BTreeSet::new())),
			]
			.into(),
		);
		Arbiters::set([DATA_OFFICE].into());
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
			check();
		});
	}
}

/// The pallet's invariants, and those that can be seen only where nothing else interferes.
pub fn check() {
	SealedData::do_try_state().unwrap();

	let mut expected: Vec<_> = Requests::<Test>::iter()
		.filter(|(_, request)| request.is_open() && !request.overdue)
		.map(|(id, request)| (request.due, Task::RequestDue(id)))
		.collect();
	let mut waiting = tasks();
	expected.sort();
	waiting.sort();
	assert_eq!(waiting, expected);
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

pub fn by(account: AccountId) -> Option<Signatory<AccountId>> {
	Some(Signatory { account, party: party(account) })
}

/// The pallet's events since the last call, oldest first.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}
