// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet with settlement assets. Organizations, persons, sealed objects and
//! commitments are tables of the mock's own.

use crate as pallet_resource_catalog;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::{
	Authority, Capability, EnsureCapability, HandleDeadline, Member, Opening, OrganizationKind,
	Period, PersonId, Registration, Slots,
};
use frame_support::{
	pallet_prelude::ValueQuery,
	parameter_types, storage_alias,
	traits::{fungibles::Create, ConstU32},
	weights::Weight,
	Blake2_128Concat,
};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};

pub type AccountId = u64;

pub const SCHOOL: OrganizationId = OrganizationId(1);
pub const COLLEGE: OrganizationId = OrganizationId(2);
pub const COMPANY: OrganizationId = OrganizationId(3);
/// Suspended.
pub const CLOSED: OrganizationId = OrganizationId(4);
/// Not on the chain.
pub const NOBODY: OrganizationId = OrganizationId(70);

/// May share what the school has, and so on.
pub const DEAN: AccountId = 101;
pub const RECTOR: AccountId = 102;
pub const MANAGER: AccountId = 103;
pub const LIQUIDATOR: AccountId = 104;
/// The school's, without the capability.
pub const PORTER: AccountId = 105;
/// Nobody's operator.
pub const STRANGER: AccountId = 50;

/// Persons that are enrolled.
pub const AUTHOR: PersonId = PersonId(1);
pub const EDITOR: PersonId = PersonId(2);
/// Nobody.
pub const UNBORN: PersonId = PersonId(70);

/// The settlement asset.
pub const CNY: AssetId = 1;

/// When the tests begin: 2026-10-15T00:00:00Z.
pub const START: Moment = 1_791_849_600_000;

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
	pub type Catalog = pallet_resource_catalog;
}

covenant_primitives::mock_assets!(());

parameter_types! {
	pub static Now: Moment = START;
	/// Organizations, and whether each is suspended.
	pub static Standing: BTreeMap<OrganizationId, bool> = BTreeMap::new();
	pub static Operators: BTreeMap<AccountId, (OrganizationId, BTreeSet<Capability>)> =
		BTreeMap::new();
	/// Accounts of further persons, whom benchmarks enroll: 1000 and so on.
	pub static Guests: Vec<AccountId> = Vec::new();
	/// The owners of sealed objects.
	pub static Objects: BTreeMap<ObjectId, Party> = BTreeMap::new();
	/// When there is a place of a resource.
	pub static Free: BTreeSet<(ResourceId, Moment)> = BTreeSet::new();
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
		Standing::get().contains_key(&organization)
	}

	fn is_in_good_standing(organization: OrganizationId) -> bool {
		Standing::get().get(&organization).is_some_and(|suspended| !suspended)
	}

	fn has_capability(organization: OrganizationId, capability: Capability) -> bool {
		Self::is_in_good_standing(organization) && capability.is_inherent()
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

	/// The school has every capability that is asked for.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, capability: Capability) -> OrganizationId {
		Operators::mutate(|operators| {
			operators.entry(*account).or_insert((SCHOOL, BTreeSet::new())).1.insert(capability)
		});
		SCHOOL
	}
}

pub struct MockPersons;

impl Persons<AccountId> for MockPersons {
	fn person_of(_: &AccountId) -> Option<PersonId> {
		None
	}

	fn account_of(person: PersonId) -> Option<AccountId> {
		let guest = person.0.checked_sub(1_000).and_then(|index| usize::try_from(index).ok());
		let guest = guest.and_then(|index| Guests::get().get(index).copied());
		guest.or_else(|| [AUTHOR, EDITOR].contains(&person).then_some(1_000 + person.0))
	}

	fn ensure_person(_: &AccountId) -> Result<PersonId, DispatchError> {
		Err(DispatchError::Other("no person"))
	}

	fn ensure_member(_: &AccountId, _: OrganizationId) -> Result<Member<AccountId>, DispatchError> {
		Err(DispatchError::Other("no member"))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, _: OrganizationId) -> PersonId {
		Guests::mutate(|guests| guests.push(*account));
		PersonId(999 + u64::try_from(Guests::get().len()).unwrap())
	}
}

pub struct MockBookings;

impl Bookings for MockBookings {
	fn period(_: ResourceId, _: Slots) -> Option<Period> {
		None
	}

	fn book(_: ResourceId, _: u64, _: Slots) -> DispatchResult {
		unreachable!("the catalog books nothing")
	}

	fn free(_: ResourceId, _: u64) {
		unreachable!("the catalog frees nothing")
	}

	fn booked(_: ResourceId, _: u64) -> Option<Slots> {
		None
	}

	fn is_free(resource: ResourceId, at: Moment) -> bool {
		Free::get().contains(&(resource, at))
	}

	fn book_weight() -> Weight {
		Weight::zero()
	}

	fn free_weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: ResourceId) -> (Slots, Slots) {
		let slots = Slots { first: 0, count: 1, units: 1 };
		(slots, slots)
	}
}

pub struct MockObjects;

impl SealedObjects for MockObjects {
	fn owner(object: ObjectId) -> Option<Party> {
		Objects::get().get(&object).copied()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(owner: Party) -> ObjectId {
		Objects::mutate(|objects| {
			let next = ObjectId(1_000 + u64::try_from(objects.len()).unwrap());
			objects.insert(next, owner);
			next
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
		unreachable!("fingerprints stay registered")
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

/// What is to happen, and when.
#[storage_alias(verbatim)]
type Agenda = StorageValue<MockDeadlines, Vec<(Moment, Task)>, ValueQuery>;

pub struct MockDeadlines;

impl Deadlines<Task> for MockDeadlines {
	fn schedule(at: Moment, task: Task) -> Result<(), DispatchError> {
		assert!(!Agenda::get().contains(&(at, task)), "scheduled twice");
		Agenda::append((at, task));
		Ok(())
	}

	fn cancel(at: Moment, task: Task) -> bool {
		let mut agenda = Agenda::get();
		let count = agenda.len();
		agenda.retain(|entry| *entry != (at, task));
		Agenda::put(&agenda);
		agenda.len() < count
	}
}

/// Moves the clock, and does what is due. None of it may fail.
pub fn pass(time: Moment) {
	Now::mutate(|now| *now += time);
	let (due, later): (Vec<_>, Vec<_>) =
		Agenda::get().into_iter().partition(|(at, _)| *at <= Now::get());
	Agenda::put(later);
	for (_, task) in due {
		Catalog::handle(task).unwrap();
	}
}

impl Config for Test {
	type Assets = Assets;
	type Bookings = MockBookings;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type CouncilOrigin = frame_system::EnsureRoot<AccountId>;
	type Deadlines = MockDeadlines;
	type FirstCome = MockFirstCome;
	type MaxDemands = ConstU32<5>;
	type Organizations = MockOrganizations;
	type OwnerOrigin = EnsureCapability<MockOrganizations, ShareData>;
	type Persons = MockPersons;
	type SealedObjects = MockObjects;
	type Time = MockClock;
	type WeightInfo = pallet_resource_catalog::weights::SubstrateWeight<Test>;
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for () {
	fn asset() -> AssetId {
		CNY
	}
}

/// The chain on which tests run; the vocabulary has the tags 0 to 9.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		let share: BTreeSet<_> = [Capability::ShareData].into();
		Now::set(START);
		let standing = [(SCHOOL, false), (COLLEGE, false), (COMPANY, false), (CLOSED, true)];
		Standing::set(standing.into());
		Operators::set(
			[
				(DEAN, (SCHOOL, share.clone())),
				(RECTOR, (COLLEGE, share.clone())),
				(MANAGER, (COMPANY, share.clone())),
				(LIQUIDATOR, (CLOSED, share)),
				(PORTER, (SCHOOL, BTreeSet::new())),
			]
			.into(),
		);
		Objects::set(BTreeMap::new());
		Free::set(BTreeSet::new());
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			<Assets as Create<AccountId>>::create(CNY, 9, true, 1).unwrap();
			for number in 0..10 {
				let name = TagName::truncate_from(format!("subject {number}").into_bytes());
				Catalog::add_tag(RuntimeOrigin::root(), name).unwrap();
			}
			System::reset_events();
		});
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Catalog::do_try_state().unwrap();
		});
	}
}
