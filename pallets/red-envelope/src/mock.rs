// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet and the stock pallets that keep assets. Organizations, persons, licenses,
//! the beacon, the books and the deadlines are tables of the mock's own.

use crate as pallet_red_envelope;
use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use covenant_primitives::{
	time::{minute_from, DAY},
	Capability, EnsureCapability, EnsurePerson, HandleDeadline, LicenseId, Line, Member,
	OrganizationKind, Party, Side, TypeCode, Unit,
};
use frame_support::{
	parameter_types,
	traits::{
		fungibles::{Create, Mutate},
		ConstU32, ConstU64, ConstU8, Hooks,
	},
	weights::{Weight, WeightMeter},
	BoundedVec, Twox64Concat,
};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Perbill};

pub type AccountId = u64;

/// Fills envelopes.
pub const COMPANY: OrganizationId = OrganizationId(1);
/// Another organization with money.
pub const RIVAL: OrganizationId = OrganizationId(2);

/// May move all money of the company.
pub const TREASURER: AccountId = 101;
/// Of the company, with no capability.
pub const CLERK: AccountId = 102;
/// May move all money of the rival.
pub const RIVAL_TREASURER: AccountId = 103;

/// Persons 0, 1, 2 and so on: members of the company, in the unit `sales` if the number is even, or
/// `lab`.
pub const ALICE: AccountId = 1_000;
pub const BOB: AccountId = 1_001;
pub const CAROL: AccountId = 1_002;
/// How many persons there are.
pub const PERSONS: u64 = 400;
/// A person who is nobody's member.
pub const OUTSIDER: AccountId = 1_000 + PERSONS;
/// Neither an operator nor a person.
pub const STRANGER: AccountId = 50;

/// The settlement assets.
pub const CNY: AssetId = 1;
pub const USD: AssetId = 2;
/// What each organization has of each.
pub const FUNDS: Amount = 1_000_000_000;

/// When the tests begin: 2026-10-15T00:00:00Z.
pub const START: Moment = 20_741 * DAY;

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
	pub type RedEnvelope = pallet_red_envelope;
	#[runtime::pallet_index(5)]
	pub type Utility = pallet_utility;
}

covenant_primitives::mock_assets!(AssetsHolder);

impl pallet_assets_holder::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}

impl pallet_utility::Config for Test {
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

parameter_types! {
	pub static Now: Moment = START;
	pub static Suspended: BTreeSet<OrganizationId> = BTreeSet::new();
	pub static Operators: BTreeMap<AccountId, (OrganizationId, BTreeSet<Capability>)> =
		BTreeMap::new();
	/// The persons that were released.
	pub static Released: BTreeSet<PersonId> = BTreeSet::new();
	/// The persons that left the company.
	pub static Left: BTreeSet<PersonId> = BTreeSet::new();
	/// Accounts of further persons, whom benchmarks enroll.
	pub static Guests: Vec<AccountId> = Vec::new();
	/// The new account of a person who lost the old one, and the old one.
	pub static Replaced: Option<(AccountId, AccountId)> = None;
	/// Whether posting fails.
	pub static BooksFail: bool = false;
	/// Who holds license 7.
	pub static LicenseHolder: Option<PersonId> = None;
	pub const Treasury: Capability = Capability::Treasury;
	pub static Reserve: Perbill = Perbill::from_percent(25);
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
		[COMPANY, RIVAL].contains(&organization)
	}

	fn is_in_good_standing(organization: OrganizationId) -> bool {
		Self::exists(organization) && !Suspended::get().contains(&organization)
	}

	fn has_capability(organization: OrganizationId, _: Capability) -> bool {
		Self::is_in_good_standing(organization)
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
		if !Operators::get()[account].1.contains(&capability) {
			return Err(DispatchError::Other("no capability"));
		}
		Ok(actor)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, capability: Capability) -> OrganizationId {
		Operators::mutate(|operators| {
			operators.entry(*account).or_insert((COMPANY, BTreeSet::new())).1.insert(capability)
		});
		COMPANY
	}
}

pub struct MockPersons;

/// The number of the person that an account belongs to.
pub fn person(account: AccountId) -> PersonId {
	PersonId(account - ALICE)
}

fn guest(account: &AccountId) -> Option<PersonId> {
	let index = Guests::get().iter().position(|guest| guest == account)?;
	Some(PersonId(PERSONS + 1 + u64::try_from(index).unwrap()))
}

pub fn unit(of: PersonId) -> Unit {
	let unit = if of.0.is_multiple_of(2) { "sales" } else { "lab" };
	BoundedVec::truncate_from(unit.as_bytes().to_vec())
}

impl Persons<AccountId> for MockPersons {
	fn person_of(account: &AccountId) -> Option<PersonId> {
		let account = &match Replaced::get() {
			Some((_, old)) if old == *account => return None,
			Some((new, old)) if new == *account => old,
			_ => *account,
		};
		let known = (ALICE..=OUTSIDER).contains(account).then(|| person(*account));
		known.or_else(|| guest(account)).filter(|person| !Released::get().contains(person))
	}

	fn account_of(person: PersonId) -> Option<AccountId> {
		Self::last_account_of(person).filter(|_| !Released::get().contains(&person))
	}

	fn last_account_of(person: PersonId) -> Option<AccountId> {
		match person.0.checked_sub(PERSONS + 1) {
			Some(index) => Guests::get().get(usize::try_from(index).unwrap()).copied(),
			None => {
				let first = ALICE + person.0;
				Some(Replaced::get().filter(|(_, old)| *old == first).map_or(first, |(new, _)| new))
			}
		}
	}

	fn ensure_person(account: &AccountId) -> Result<PersonId, DispatchError> {
		Self::person_of(account).ok_or(DispatchError::Other("no person"))
	}

	fn ensure_member(
		account: &AccountId,
		organization: OrganizationId,
	) -> Result<Member<AccountId>, DispatchError> {
		let person = Self::ensure_person(account)?;
		if organization != COMPANY || *account == OUTSIDER || Left::get().contains(&person) {
			return Err(DispatchError::Other("no member"));
		}
		Ok(Member { account: *account, person, organization, unit: unit(person) })
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, _: OrganizationId) -> PersonId {
		if guest(account).is_none() {
			Guests::mutate(|guests| guests.push(*account));
		}
		guest(account).unwrap()
	}
}

pub struct MockLicenses;

impl Licenses for MockLicenses {
	fn ensure_held(party: Party, license: LicenseId, of: TypeCode) -> DispatchResult {
		let held = LicenseHolder::get().map(Party::Person) == Some(party)
			&& license == LicenseId(7)
			&& of == type_code();
		if held {
			Ok(())
		} else {
			Err(DispatchError::Other("no license"))
		}
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: Party) -> (LicenseId, TypeCode) {
		(LicenseId(7), type_code())
	}
}

pub struct MockObjects;

impl SealedObjects for MockObjects {
	/// Object 1 is the company's, object 2 the rival's.
	fn owner(object: ObjectId) -> Option<Party> {
		match object.0 {
			1 => Some(Party::Organization(COMPANY)),
			2 => Some(Party::Organization(RIVAL)),
			_ => None,
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: Party) -> ObjectId {
		ObjectId(1)
	}
}

/// Debits and credits of each account. In storage, so that what fails leaves nothing.
#[frame_support::storage_alias]
pub type Totals = StorageDoubleMap<
	RedEnvelope,
	Twox64Concat,
	Book,
	Twox64Concat,
	Account,
	(Amount, Amount),
	frame_support::pallet_prelude::ValueQuery,
>;

/// The occasions that were posted, oldest first.
#[frame_support::storage_alias]
pub type Vouchers = StorageValue<
	RedEnvelope,
	Vec<(Option<ActorOf<Test>>, Occasion)>,
	frame_support::pallet_prelude::ValueQuery,
>;

pub struct MockBooks;

impl Books<AccountId, Account, Occasion> for MockBooks {
	fn post(
		book: Book,
		by: Option<ActorOf<Test>>,
		occasion: Occasion,
		lines: impl IntoIterator<Item = Line<Account>>,
	) -> Result<(), DispatchError> {
		let lines: Vec<_> = lines.into_iter().filter(|line| line.amount > 0).collect();
		let sum = |side| -> Amount {
			lines.iter().filter(|line| line.side == side).map(|line| line.amount).sum()
		};
		assert_eq!(sum(Side::Debit), sum(Side::Credit), "{occasion:?}");
		assert!(!lines.is_empty() && lines.len() <= 8, "{occasion:?}");
		for line in lines {
			Totals::mutate(book, line.account, |(debits, credits)| match line.side {
				Side::Debit => *debits += line.amount,
				Side::Credit => *credits += line.amount,
			});
		}
		Vouchers::append((by, occasion));
		if BooksFail::get() {
			return Err(DispatchError::Other("the books fail"));
		}
		Ok(())
	}

	fn totals(book: Book, account: &Account) -> (Amount, Amount) {
		Totals::get(book, account)
	}

	fn period() -> Month {
		Month::of(Now::get(), 0)
	}
}

/// The round that is going on.
#[frame_support::storage_alias]
pub type CurrentRound = StorageValue<RedEnvelope, Round, frame_support::pallet_prelude::ValueQuery>;

pub struct MockBeacon;

/// The seed of a round.
pub fn seed(round: Round) -> H256 {
	H256(sp_io::hashing::blake2_256(&round.to_be_bytes()))
}

impl Beacon for MockBeacon {
	fn ask() -> Round {
		CurrentRound::get() + 1
	}

	fn seed(round: Round) -> Option<H256> {
		(round < CurrentRound::get()).then(|| seed(round))
	}

	fn current() -> Round {
		CurrentRound::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up() -> Round {
		let asked = Self::ask();
		CurrentRound::put(asked + 1);
		asked
	}
}

/// What is to happen, and when.
#[frame_support::storage_alias]
pub type Agenda =
	StorageValue<RedEnvelope, Vec<(Moment, Task)>, frame_support::pallet_prelude::ValueQuery>;

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
			<Assets as Create<AccountId>>::create(CNY, 9, true, 1).unwrap();
		}
		Assets::mint_into(CNY, account, amount).unwrap();
		CNY
	}
}

impl Config for Test {
	type Assets = AssetsHolder;
	type Authority = MockOrganizations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = MockOrganizations;
	type Beacon = MockBeacon;
	type Books = MockBooks;
	type Deadlines = MockDeadlines;
	type Licenses = MockLicenses;
	type MaxChildren = ConstU32<8>;
	type MaxDepth = ConstU8<3>;
	type MaxLifetime = ConstU64<{ 366 * DAY }>;
	type MaxRedemptions = ConstU32<4>;
	type Organizations = MockOrganizations;
	type PersonOrigin = EnsurePerson<MockPersons>;
	type Persons = MockPersons;
	type RedemptionPeriod = ConstU64<{ 30 * DAY }>;
	type Reserve = Reserve;
	type RuntimeHoldReason = RuntimeHoldReason;
	type SealedObjects = MockObjects;
	type Time = MockClock;
	type TreasuryOrigin = EnsureCapability<MockOrganizations, Treasury>;
	type WeightInfo = pallet_red_envelope::weights::SubstrateWeight<Test>;
}

/// Carries out what is due, minute after minute, within a minute in an order without meaning. As on
/// the chain, what fails leaves nothing and is not tried again.
pub fn carry_out_due() -> Vec<(Task, DispatchError)> {
	let (mut due, later): (Vec<_>, Vec<_>) =
		Agenda::get().into_iter().partition(|(at, _)| *at <= Now::get());
	Agenda::put(later);
	due.sort_by_key(|(at, task)| (minute_from(*at), sp_io::hashing::twox_128(&task.encode())));
	let handle = |task| frame_support::storage::with_storage_layer(|| RedEnvelope::handle(task));
	due.into_iter().filter_map(|(_, task)| handle(task).err().map(|error| (task, error))).collect()
}

/// Moves the clock, does what is due, and lets the hooks of a block run with all of its weight.
pub fn pass(time: Moment) {
	Now::mutate(|now| *now += time);
	assert_eq!(carry_out_due(), []);
	next_block();
}

/// A block with all of its weight, in which a round of the beacon ends.
pub fn next_block() {
	block(Weight::MAX, Weight::MAX);
	next_round();
}

/// A block whose hooks may use so much, before transactions and after them.
pub fn block(poll: Weight, idle: Weight) {
	System::set_block_number(System::block_number() + 1);
	let mut meter = WeightMeter::with_limit(poll);
	RedEnvelope::on_poll(System::block_number(), &mut meter);
	assert!(meter.consumed().all_lte(poll), "more than was allowed");
	let used = RedEnvelope::on_idle(System::block_number(), idle);
	assert!(used.all_lte(idle), "more than was allowed");
}

/// A round of the beacon ends.
pub fn next_round() {
	CurrentRound::mutate(|round| *round += 1);
}

/// As many blocks as it takes until everything that was claimed is drawn.
pub fn draw_all() {
	for _ in 0..4 {
		next_block();
	}
}

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		let treasury: BTreeSet<_> = [Capability::Treasury].into();
		Now::set(START);
		Suspended::set(BTreeSet::new());
		Released::set(BTreeSet::new());
		Left::set(BTreeSet::new());
		Guests::set(Vec::new());
		BooksFail::set(false);
		Reserve::set(Perbill::from_percent(25));
		LicenseHolder::set(None);
		Operators::set(
			[
				(TREASURER, (COMPANY, treasury.clone())),
				(CLERK, (COMPANY, BTreeSet::new())),
				(RIVAL_TREASURER, (RIVAL, treasury)),
			]
			.into(),
		);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			for asset in [CNY, USD] {
				<Assets as Create<AccountId>>::create(asset, 9, true, 1).unwrap();
				for organization in [COMPANY, RIVAL] {
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
	RedEnvelope::do_try_state().unwrap();
	for asset in [CNY, USD] {
		let holders: Amount = pallet_assets::Account::<Test>::iter_key_prefix(asset)
			.map(|account| Assets::total_balance(asset, &account))
			.sum();
		assert_eq!(holders, 2 * FUNDS, "money came or went");
	}
	let mut sums = BTreeMap::<Book, (Amount, Amount)>::new();
	for (book, _, (debits, credits)) in Totals::iter() {
		let sum = sums.entry(book).or_default();
		*sum = (sum.0 + debits, sum.1 + credits);
	}
	assert!(sums.values().all(|(debits, credits)| debits == credits));
}
