// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet with settlement assets. Organizations, persons and deadlines are tables of
//! the mock's own.

use crate as pallet_payment_channels;
use crate::*;
use alloc::{collections::BTreeSet, vec::Vec};
use covenant_primitives::{
	time::{DAY, HOUR},
	Capability, HandleDeadline, Member, OrganizationId, OrganizationKind, PersonId,
};
use frame_support::{
	parameter_types,
	traits::{fungibles::Create, EnsureOrigin, OriginTrait},
};
use sp_runtime::{BuildStorage, DispatchError};

pub type AccountId = u64;

/// Its account is 1, its treasurer's 101; and so on.
pub const COMPANY: Party = Party::Organization(OrganizationId(1));
pub const GRID: Party = Party::Organization(OrganizationId(2));
/// Suspended.
pub const CLOSED: Party = Party::Organization(OrganizationId(3));
pub const NOBODY: Party = Party::Organization(OrganizationId(70));
/// Its account is 1005.
pub const DRIVER: Party = Party::Person(PersonId(5));
/// Was released.
pub const RELEASED: Party = Party::Person(PersonId(6));

pub const TREASURER: AccountId = 101;
pub const GRIDS: AccountId = 102;
pub const DRIVERS: AccountId = 1_005;
/// Nobody's.
pub const STRANGER: AccountId = 50;
/// Issues the assets.
pub const ISSUER: AccountId = 9;

/// The settlement assets.
pub const CNY: AssetId = 1;
pub const USD: AssetId = 2;
/// What each party has of each.
pub const FUNDS: Amount = 1_000_000;

/// When the tests begin: 2026-10-15T00:00:00Z.
pub const START: Moment = 20_741 * DAY;

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
	pub type Payments = pallet_payment_channels;
}

covenant_primitives::mock_assets!(());

parameter_types! {
	pub static Now: Moment = START;
	/// Organizations that are suspended.
	pub static Suspended: BTreeSet<OrganizationId> = BTreeSet::new();
	pub const Account: PalletId = PalletId(*b"cov/chan");
	pub const MinWindow: Moment = HOUR;
	pub const MaxWindow: Moment = 30 * DAY;
}

pub struct MockClock;

impl Time for MockClock {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

/// Treasurers of organizations in good standing, and persons.
pub struct EnsurePayer;

impl EnsureOrigin<RuntimeOrigin> for EnsurePayer {
	type Success = Authorized<SignatoryOf<Test>>;

	fn try_origin(origin: RuntimeOrigin) -> Result<Self::Success, RuntimeOrigin> {
		let Some(account) = origin.as_signer().copied() else { return Err(origin) };
		let party = match account {
			101..=103 => Some(Party::Organization(OrganizationId((account - 100) as u32))),
			DRIVERS => Some(DRIVER),
			_ => None,
		};
		Ok(match party {
			Some(Party::Organization(id)) if Suspended::get().contains(&id) => {
				Err(DispatchError::Other("suspended"))
			}
			Some(party) => Ok(Signatory { account, party }),
			None => Err(DispatchError::Other("nobody")),
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::signed(TREASURER))
	}
}

pub struct MockOrganizations;

impl Organizations<AccountId> for MockOrganizations {
	fn exists(organization: OrganizationId) -> bool {
		(1..=3).contains(&organization.0)
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

pub struct MockPersons;

impl Persons<AccountId> for MockPersons {
	fn person_of(account: &AccountId) -> Option<PersonId> {
		(*account == DRIVERS).then_some(PersonId(5))
	}

	fn account_of(person: PersonId) -> Option<AccountId> {
		Self::last_account_of(person).filter(|_| Party::Person(person) != RELEASED)
	}

	fn last_account_of(person: PersonId) -> Option<AccountId> {
		(person.0 < 10).then_some(1_000 + person.0)
	}

	fn ensure_person(_: &AccountId) -> Result<PersonId, DispatchError> {
		Err(DispatchError::Other("no person"))
	}

	fn ensure_member(_: &AccountId, _: OrganizationId) -> Result<Member<AccountId>, DispatchError> {
		Err(DispatchError::Other("no member"))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(_: &AccountId, _: OrganizationId) -> PersonId {
		PersonId(5)
	}
}

/// What is to happen, and when.
#[frame_support::storage_alias]
pub type Agenda =
	StorageValue<Payments, Vec<(Moment, Task)>, frame_support::pallet_prelude::ValueQuery>;

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
		use frame_support::traits::fungibles::Inspect;
		// Benchmarks run over and over begin with an empty state.
		if !Assets::asset_exists(CNY) {
			<Assets as Create<AccountId>>::create(CNY, ISSUER, true, 1).unwrap();
		}
		Assets::mint_into(CNY, account, amount + 1_000).unwrap();
		CNY
	}
}

impl Config for Test {
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = MockOrganizations;
	type Deadlines = MockDeadlines;
	type MaxWindow = MaxWindow;
	type MinWindow = MinWindow;
	type Organizations = MockOrganizations;
	type PalletId = Account;
	type PayerOrigin = EnsurePayer;
	type Persons = MockPersons;
	type Time = MockClock;
	type WeightInfo = pallet_payment_channels::weights::SubstrateWeight<Test>;
}

/// Moves the clock, and does what is due; as on the chain, what fails leaves nothing.
pub fn pass(time: Moment) {
	Now::mutate(|now| *now += time);
	let (due, later): (Vec<_>, Vec<_>) =
		Agenda::get().into_iter().partition(|(at, _)| *at <= Now::get());
	Agenda::put(later);
	for (_, task) in due {
		let _ = frame_support::storage::with_storage_layer(|| Payments::handle(task));
	}
}

/// The chain on which tests run. Its first block has the hash of sevens.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		Now::set(START);
		Suspended::set([OrganizationId(3)].into());
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		#[cfg(feature = "runtime-benchmarks")]
		ext.register_extension(sp_keystore::KeystoreExt::new(
			sp_keystore::testing::MemoryKeystore::new(),
		));
		ext.execute_with(|| {
			System::set_block_number(1);
			frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(7));
			for asset in [CNY, USD] {
				<Assets as Create<AccountId>>::create(asset, ISSUER, true, 1).unwrap();
				for account in [1, 2, DRIVERS] {
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
	Payments::do_try_state().unwrap();
	for asset in [CNY, USD] {
		let holders: Amount = pallet_assets::Account::<Test>::iter_prefix(asset)
			.map(|(_, account)| account.balance)
			.sum();
		assert_eq!(holders, 3 * FUNDS, "money came or went");
	}
}
