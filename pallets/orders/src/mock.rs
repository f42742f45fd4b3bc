// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet and the stock pallets that keep assets. Organizations, persons, resources,
//! bookings, keys, licenses, credit and deadlines are tables of the mock's own.

use crate as pallet_orders;
use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use covenant_primitives::{
	bookings::MAX_SLOTS,
	catalog::{Note, Offer},
	time::{DAY, HOUR},
	Access, EnsureCapability, HandleDeadline, Member, ObjectId, OrganizationKind, Outcome, Period,
	PersonId, Region, Report, RequestId, TypeCode,
};
use frame_support::{
	parameter_types,
	traits::{
		fungibles::{Create, Mutate},
		ConstU32,
	},
	weights::Weight,
	Twox64Concat,
};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};

pub type AccountId = u64;

/// In Hangzhou.
pub const SCHOOL: OrganizationId = OrganizationId(1);
pub const COLLEGE: OrganizationId = OrganizationId(2);
/// In Shanghai.
pub const COMPANY: OrganizationId = OrganizationId(3);
/// May arbitrate.
pub const COURT: OrganizationId = OrganizationId(4);
/// Not on the chain.
pub const NOBODY: OrganizationId = OrganizationId(70);

/// May do all for the school, and so on.
pub const DEAN: AccountId = 101;
pub const RECTOR: AccountId = 102;
pub const MANAGER: AccountId = 103;
pub const JUDGE: AccountId = 104;
/// The company's, without a say over money.
pub const CLERK: AccountId = 105;
/// The company's, with no capability.
pub const PORTER: AccountId = 106;
/// Nobody's operator.
pub const STRANGER: AccountId = 50;

/// A person.
pub const AUTHOR: PersonId = PersonId(1);
/// The account of a person.
pub fn account_of(person: PersonId) -> AccountId {
	1_000 + person.0
}

/// The settlement assets.
pub const CNY: AssetId = 1;
pub const USD: AssetId = 2;
/// What each organization has of each.
pub const FUNDS: Amount = 1_000_000_000;
/// Issues them.
pub const ISSUER: AccountId = 9;

/// Midnight, local time, of a Thursday: 2026-10-15T00:00:00+08:00.
pub const START: Moment = 20_741 * DAY - 8 * HOUR;

/// What a license has to be of.
pub fn type_code() -> TypeCode {
	"11100000000013338W011".parse().unwrap()
}

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
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(4)]
	pub type Market = pallet_orders;
}

covenant_primitives::mock_assets!(AssetsHolder);

impl pallet_assets_holder::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
	pub static Now: Moment = START;
	pub static Suspended: BTreeSet<OrganizationId> = BTreeSet::new();
	pub static Removed: BTreeSet<OrganizationId> = BTreeSet::new();
	pub static Operators: BTreeMap<AccountId, (OrganizationId, BTreeSet<Capability>)> =
		BTreeMap::new();
	/// What is offered.
	pub static Offers: BTreeMap<ResourceId, Offer> = BTreeMap::new();
	/// Whose what resources earn is, if not their owner's alone.
	pub static SharesTable: BTreeMap<ResourceId, Vec<Share>> = BTreeMap::new();
	/// Requests for sealed objects.
	pub static Requests: BTreeMap<RequestId, Access> = BTreeMap::new();
	/// How many encryption keys each party has; it uses the last one.
	pub static Keys: BTreeMap<Party, u32> = BTreeMap::new();
	/// When keys that are not used any more were replaced.
	pub static Replaced: BTreeMap<(Party, u32), Moment> = BTreeMap::new();
	pub static Scores: BTreeMap<OrganizationId, u16> = BTreeMap::new();
	/// Who holds the license 7.
	pub static LicenseHolder: Option<Party> = None;
	pub const ShareData: Capability = Capability::ShareData;
	pub const Arbitrate: Capability = Capability::Arbitrate;
	pub const UtcOffset: Moment = 8 * HOUR;
	pub const ArbitrationPeriod: Moment = 60 * DAY;
	pub const RatingPeriod: Moment = 90 * DAY;
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
		(1..=4).contains(&organization.0) && !Removed::get().contains(&organization)
	}

	fn is_in_good_standing(organization: OrganizationId) -> bool {
		Self::exists(organization) && !Suspended::get().contains(&organization)
	}

	/// The court may arbitrate, and the college audit.
	fn has_capability(organization: OrganizationId, capability: Capability) -> bool {
		let granted = match capability {
			Capability::Arbitrate => organization == COURT,
			Capability::Audit => organization == COLLEGE,
			_ => capability.is_inherent(),
		};
		granted && Self::is_in_good_standing(organization)
	}

	fn kind(organization: OrganizationId) -> Option<OrganizationKind> {
		match organization {
			SCHOOL | COLLEGE => Some(OrganizationKind::School),
			COMPANY => Some(OrganizationKind::Enterprise),
			COURT => Some(OrganizationKind::Court),
			_ => None,
		}
	}

	fn account(organization: OrganizationId) -> AccountId {
		organization.0.into()
	}

	fn person_limit(_: OrganizationId) -> u32 {
		0
	}
}

impl Districts for MockOrganizations {
	fn district(organization: OrganizationId) -> Option<Region> {
		match organization {
			SCHOOL => Some(Region(330_106)),
			COLLEGE => Some(Region(330_206)),
			COMPANY => Some(Region(310_104)),
			_ => None,
		}
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

	/// The court for whoever arbitrates; else the school and the company in turn.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, capability: Capability) -> OrganizationId {
		let known = Operators::get();
		let organization = match known.get(account) {
			Some((organization, _)) => *organization,
			None if capability == Capability::Arbitrate => COURT,
			None if known.len().is_multiple_of(2) => SCHOOL,
			None => COMPANY,
		};
		Operators::mutate(|operators| {
			operators
				.entry(*account)
				.or_insert((organization, BTreeSet::new()))
				.1
				.extend([capability, Capability::Treasury]);
		});
		organization
	}
}

pub struct MockPersons;

impl Persons<AccountId> for MockPersons {
	fn person_of(_: &AccountId) -> Option<PersonId> {
		None
	}

	fn account_of(person: PersonId) -> Option<AccountId> {
		(person.0 < 1_000).then(|| account_of(person))
	}

	fn ensure_person(_: &AccountId) -> Result<PersonId, DispatchError> {
		Err(DispatchError::Other("no person"))
	}

	fn ensure_member(_: &AccountId, _: OrganizationId) -> Result<Member<AccountId>, DispatchError> {
		Err(DispatchError::Other("no member"))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, _: OrganizationId) -> PersonId {
		PersonId(account % 1_000)
	}
}

/// What was noted and rated. In storage, so that what fails leaves nothing.
#[frame_support::storage_alias]
pub type Notes =
	StorageValue<Market, Vec<(ResourceId, Note)>, frame_support::pallet_prelude::ValueQuery>;

#[frame_support::storage_alias]
pub type Rated = StorageValue<
	Market,
	Vec<(ResourceId, Vec<u8>, Vec<u8>)>,
	frame_support::pallet_prelude::ValueQuery,
>;

pub struct MockCatalog;

impl Catalog<AccountId> for MockCatalog {
	fn offer(resource: ResourceId) -> Option<Offer> {
		Offers::get().get(&resource).copied()
	}

	fn looks_for(demand: DemandId, resource: ResourceId) -> Option<OrganizationId> {
		let buyer = LookedFor::get(demand)?;
		let offer = Self::offer(resource)?;
		(offer.owner != buyer).then_some(buyer)
	}

	fn meet(demand: DemandId, order: OrderId) {
		LookedFor::remove(demand);
		Met::insert(demand, order);
	}

	fn shares(resource: ResourceId) -> Vec<Share> {
		let owner = || {
			let owner = Offers::get()[&resource].owner;
			alloc::vec![Share { party: party(owner), weight: 10_000_000_000_000_000 }]
		};
		SharesTable::get().get(&resource).cloned().unwrap_or_else(owner)
	}

	fn note(resource: ResourceId, _: ActorOf<Test>, note: Note) {
		Notes::append((resource, note));
	}

	fn rate(resource: ResourceId, before: &[u8], marks: &[u8]) {
		Rated::append((resource, before.to_vec(), marks.to_vec()));
	}

	fn shares_weight() -> Weight {
		Weight::zero()
	}

	fn meet_weight() -> Weight {
		Weight::zero()
	}

	fn note_weight() -> Weight {
		Weight::zero()
	}

	fn rate_weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(owner: OrganizationId, kind: Kind, price: Option<Price>) -> ResourceId {
		offer(owner, kind, price)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up_demand(organization: OrganizationId, _: ResourceId) -> DemandId {
		LookedFor::insert(DemandId(0), organization);
		DemandId(0)
	}
}

/// Who has an open demand, for whatever it may be.
#[frame_support::storage_alias]
pub type LookedFor = StorageMap<Market, Twox64Concat, DemandId, OrganizationId>;

/// What came of demands.
#[frame_support::storage_alias]
pub type Met = StorageMap<Market, Twox64Concat, DemandId, OrderId>;

/// Has an organization offer something.
pub fn offer(owner: OrganizationId, kind: Kind, price: Option<Price>) -> ResourceId {
	Offers::mutate(|offers| {
		let id = ResourceId(u64::try_from(offers.len()).unwrap());
		let content = kind.is_file().then_some(ObjectId(id.0));
		offers.insert(id, Offer { owner, kind, version: 0, price, content });
		id
	})
}

/// What is booked. There is one place, and slots are hours.
#[frame_support::storage_alias]
pub type Booked = StorageDoubleMap<Market, Twox64Concat, ResourceId, Twox64Concat, u64, Slots>;

pub struct MockBookings;

impl Bookings for MockBookings {
	/// The company's resources have no calendar.
	fn period(resource: ResourceId, slots: Slots) -> Option<Period> {
		let has = Offers::get().get(&resource).is_none_or(|offer| offer.owner != COMPANY);
		let from = HOUR.checked_mul(slots.first.into())?.checked_sub(8 * HOUR)?;
		let until = from + HOUR * Moment::from(slots.count);
		has.then_some(Period { from, until })
	}

	fn book(resource: ResourceId, order: u64, slots: Slots) -> DispatchResult {
		let period = Self::period(resource, slots).ok_or(DispatchError::Other("no calendar"))?;
		if !(1..=MAX_SLOTS).contains(&slots.count) || period.from <= Now::get() {
			return Err(DispatchError::Other("no slots"));
		}
		let taken = Booked::iter_prefix(resource).any(|(by, other)| {
			by != order && Self::period(resource, other).unwrap().overlaps(period)
		});
		if taken {
			return Err(DispatchError::Other("taken"));
		}
		Booked::insert(resource, order, slots);
		Ok(())
	}

	fn free(resource: ResourceId, order: u64) {
		Booked::remove(resource, order);
	}

	fn booked(resource: ResourceId, order: u64) -> Option<Slots> {
		Booked::get(resource, order)
	}

	fn is_free(_: ResourceId, _: Moment) -> bool {
		unreachable!("orders look for nothing")
	}

	fn book_weight() -> Weight {
		Weight::zero()
	}

	fn free_weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: ResourceId) -> (Slots, Slots) {
		let slots = Slots { first: 1_000_000, count: MAX_SLOTS, units: 1 };
		(slots, Slots { first: 1_000_100, ..slots })
	}
}

pub struct MockKeys;

impl SealedKeys for MockKeys {
	fn access(request: RequestId) -> Option<Access> {
		Requests::get().get(&request).copied()
	}

	fn present_key(party: Party) -> Option<u32> {
		Keys::get().get(&party).and_then(|count| count.checked_sub(1))
	}

	fn is_in_use(party: Party, key_version: u32, since: Moment) -> bool {
		let replaced = Replaced::get().get(&(party, key_version)).is_some_and(|at| since <= *at);
		replaced || Self::present_key(party) == Some(key_version)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up_grant(object: ObjectId, requester: Party) -> RequestId {
		let access = Access { object, requester, span: 1, uses: 1, granted: true };
		Requests::mutate(|requests| requests.insert(RequestId(0), access));
		Keys::mutate(|keys| keys.insert(requester, 1));
		RequestId(0)
	}
}

/// Has a party use another encryption key.
pub fn replace_key(party: Party) {
	Keys::mutate(|keys| {
		let count = keys.entry(party).or_default();
		if let Some(last) = count.checked_sub(1) {
			Replaced::mutate(|replaced| replaced.insert((party, last), Now::get()));
		}
		*count += 1;
	});
}

pub struct MockLicenses;

impl Licenses for MockLicenses {
	fn ensure_held(party: Party, license: LicenseId, of: TypeCode) -> DispatchResult {
		let held =
			LicenseHolder::get() == Some(party) && license == LicenseId(7) && of == type_code();
		if held {
			Ok(())
		} else {
			Err(DispatchError::Other("no license"))
		}
	}

	fn weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(party: Party) -> (LicenseId, TypeCode) {
		LicenseHolder::set(Some(party));
		(LicenseId(7), type_code())
	}
}

/// What was reported.
#[frame_support::storage_alias]
pub type Reports =
	StorageValue<Market, Vec<(OrganizationId, Report)>, frame_support::pallet_prelude::ValueQuery>;

/// What was reported, without what all reports say.
pub fn reports() -> Vec<(OrganizationId, Outcome)> {
	Reports::get()
		.into_iter()
		.map(|(organization, report)| (organization, report.outcome))
		.collect()
}

pub struct MockCredit;

impl ReportOutcome for MockCredit {
	fn report(organization: OrganizationId, report: Report) {
		assert_eq!((report.weight, report.source), (1, DOMAIN));
		Reports::append((organization, report));
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

impl CreditScores for MockCredit {
	fn score(organization: OrganizationId) -> Option<u16> {
		Scores::get().get(&organization).copied()
	}
}

/// What buyers rated sellers for: buyer, seller, mean in tenths.
#[frame_support::storage_alias]
pub type Rewarded = StorageValue<
	Market,
	Vec<(OrganizationId, OrganizationId, u8)>,
	frame_support::pallet_prelude::ValueQuery,
>;

pub struct MockRewards;

impl OnRated for MockRewards {
	fn on_rated(buyer: OrganizationId, seller: OrganizationId, mean: u8) {
		Rewarded::append((buyer, seller, mean));
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// What is to happen, and when.
#[frame_support::storage_alias]
pub type Agenda =
	StorageValue<Market, Vec<(Moment, Task)>, frame_support::pallet_prelude::ValueQuery>;

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

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for MockOrganizations {
	fn endow(account: &AccountId, amount: Amount) -> AssetId {
		// Benchmarks run over and over begin with an empty state.
		if !Assets::asset_exists(CNY) {
			<Assets as Create<AccountId>>::create(CNY, ISSUER, true, 1).unwrap();
		}
		Assets::mint_into(CNY, account, amount + 1_000).unwrap();
		CNY
	}
}

impl Config for Test {
	type ArbiterOrigin = EnsureCapability<MockOrganizations, Arbitrate>;
	type ArbitrationPeriod = ArbitrationPeriod;
	type Assets = AssetsHolder;
	type Authority = MockOrganizations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = MockOrganizations;
	type Bookings = MockBookings;
	type Catalog = MockCatalog;
	type Credit = MockCredit;
	type Deadlines = MockDeadlines;
	type Districts = MockOrganizations;
	type Licenses = MockLicenses;
	type MaxQuotes = ConstU32<3>;
	type OnRated = MockRewards;
	type OperatorOrigin = EnsureCapability<MockOrganizations, ShareData>;
	type Organizations = MockOrganizations;
	type Persons = MockPersons;
	type RatingPeriod = RatingPeriod;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Scores = MockCredit;
	type SealedKeys = MockKeys;
	type Time = MockClock;
	type UtcOffset = UtcOffset;
	type WeightInfo = pallet_orders::weights::SubstrateWeight<Test>;
}

/// Moves the clock, and does what is due. None of it may fail.
pub fn pass(time: Moment) {
	Now::mutate(|now| *now += time);
	let (due, later): (Vec<_>, Vec<_>) =
		Agenda::get().into_iter().partition(|(at, _)| *at <= Now::get());
	Agenda::put(later);
	for (_, task) in due {
		Market::handle(task).unwrap();
	}
}

/// The chain on which tests run.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		let share: BTreeSet<_> = [Capability::ShareData].into();
		let all: BTreeSet<_> =
			[Capability::ShareData, Capability::Treasury, Capability::Arbitrate].into();
		Now::set(START);
		Suspended::set(BTreeSet::new());
		Removed::set(BTreeSet::new());
		Offers::set(BTreeMap::new());
		SharesTable::set(BTreeMap::new());
		Requests::set(BTreeMap::new());
		Keys::set(BTreeMap::new());
		Replaced::set(BTreeMap::new());
		Scores::set(BTreeMap::new());
		LicenseHolder::set(None);
		Operators::set(
			[
				(DEAN, (SCHOOL, all.clone())),
				(RECTOR, (COLLEGE, all.clone())),
				(MANAGER, (COMPANY, all.clone())),
				(JUDGE, (COURT, all)),
				(CLERK, (COMPANY, share)),
				(PORTER, (COMPANY, BTreeSet::new())),
			]
			.into(),
		);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			for asset in [CNY, USD] {
				<Assets as Create<AccountId>>::create(asset, ISSUER, true, 1).unwrap();
				for organization in [SCHOOL, COLLEGE, COMPANY] {
					let account = MockOrganizations::account(organization);
					Assets::mint_into(asset, &account, FUNDS).unwrap();
				}
			}
			System::reset_events();
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

/// Every invariant.
pub fn check() {
	Market::do_try_state().unwrap();
	for asset in [CNY, USD] {
		let holders: Amount = pallet_assets::Account::<Test>::iter_key_prefix(asset)
			.map(|account| Assets::total_balance(asset, &account))
			.sum();
		assert_eq!(holders, 3 * FUNDS, "money came or went");
	}
	let waiting: BTreeSet<_> =
		Orders::<Test>::iter().filter_map(|(id, order)| Some((order.due?, id))).collect();
	let agenda: BTreeSet<_> =
		Agenda::get().into_iter().map(|(at, Task::Due(id))| (at, id)).collect();
	assert_eq!(agenda, waiting, "deadlines are not those of the orders");
}
