// SPDX-License-Identifier: Apache-2.0

//! Tables in place of organizations, persons, the clock and the deadlines, for tests of pallets.
//!
//! | who | what |
//! | --- | --- |
//! | organizations 1 to 20 | in good standing, with every capability, unless the tables say otherwise |
//! | account `n` | organization `n`'s own |
//! | account `100 + n` | its operator, an administrator with every capability that it has |
//! | persons 1 to 20 | enrolled, unless released |
//! | account `1000 + n` | person `n`'s |

use crate::{
	actor::Actor, time::DAY, Authority, Capability, Deadlines, HandleDeadline, Member, Moment,
	OrganizationId, OrganizationKind, Organizations, Party, PersonId, Persons, Report,
	ReportOutcome,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::{Decode, Encode};
use frame_support::{parameter_types, storage::unhashed, traits::Time, weights::Weight};
use sp_runtime::DispatchError;

/// How accounts are named.
pub type AccountId = u64;

/// When tests begin: 2026-10-15T00:00:00Z, a Thursday.
pub const START: Moment = 20_741 * DAY;

/// Gives the runtime `Test` of a mock accounts and settlement assets: its pallets are `System`, `Balances`
/// and `Assets`, and holds on assets are kept by what is named, or by `()`.
#[macro_export]
macro_rules! mock_assets {
	($holder:ty) => {
		const _: () = {
			use frame_support::derive_impl;

			#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
			impl frame_system::Config for Test {
				type AccountData = pallet_balances::AccountData<u64>;
				type Block = frame_system::mocking::MockBlock<Test>;
			}
		};

		const _: () = {
			use frame_support::derive_impl;

			#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
			impl pallet_balances::Config for Test {
				type AccountStore = System;
			}
		};

		const _: () = {
			use frame_support::derive_impl;

			#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
			impl pallet_assets::Config for Test {
				type AssetId = $crate::AssetId;
				type AssetIdParameter = $crate::AssetId;
				type Balance = $crate::Amount;
				type CreateOrigin = frame_support::traits::AsEnsureOriginWithArg<
					frame_system::EnsureSigned<$crate::testing::AccountId>,
				>;
				type Currency = Balances;
				type ForceOrigin = frame_system::EnsureRoot<$crate::testing::AccountId>;
				type Freezer = ();
				type Holder = $holder;
			}
		};
	};
}

parameter_types! {
	/// Chain time.
	pub static Now: Moment = START;
	/// Organizations that are suspended.
	pub static Suspended: BTreeSet<OrganizationId> = BTreeSet::new();
	/// What organizations were not granted.
	pub static Lacking: BTreeSet<(OrganizationId, Capability)> = BTreeSet::new();
	/// Persons who were released.
	pub static Released: BTreeSet<PersonId> = BTreeSet::new();
	/// Operators of benchmarks, beside those of every organization.
	pub static Operators: BTreeMap<AccountId, OrganizationId> = BTreeMap::new();
	/// Persons of benchmarks, beside the twenty.
	pub static Enrolled: BTreeMap<PersonId, AccountId> = BTreeMap::new();
	/// What was reported of organizations, in order.
	pub static Reports: Vec<(OrganizationId, Report)> = Vec::new();
}

/// Sets every table back. Chains of tests begin with it.
pub fn reset() {
	Now::set(START);
	Suspended::set(BTreeSet::new());
	Lacking::set(BTreeSet::new());
	Released::set(BTreeSet::new());
	Operators::set(BTreeMap::new());
	Enrolled::set(BTreeMap::new());
	Reports::set(Vec::new());
}

/// An organization.
pub const fn organization(number: u32) -> Party {
	Party::Organization(OrganizationId(number))
}

/// A person.
pub const fn person(number: u64) -> Party {
	Party::Person(PersonId(number))
}

/// An operator of the organization `number`.
pub const fn operator(number: u32) -> AccountId {
	100 + number as AccountId
}

/// Whose money a party's is.
pub fn account_of(party: Party) -> AccountId {
	match party {
		Party::Organization(organization) => organization.0.into(),
		Party::Person(person) => 1_000 + person.0,
	}
}

/// The organizations, the persons and the clock.
pub struct World;

impl Time for World {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

impl World {
	fn operated(account: AccountId) -> Option<OrganizationId> {
		if let Some(organization) = Operators::get().get(&account) {
			return Some(*organization);
		}
		let number = u32::try_from(account.checked_sub(100)?).ok()?;
		Some(OrganizationId(number)).filter(|id| <Self as Organizations<AccountId>>::exists(*id))
	}
}

impl Authority<AccountId> for World {
	fn organization_of(account: &AccountId) -> Option<OrganizationId> {
		Self::operated(*account)
	}

	fn ensure_operator(account: &AccountId) -> Result<Actor<AccountId>, DispatchError> {
		let organization = Self::operated(*account).ok_or(DispatchError::Other("no operator"))?;
		if Self::is_in_good_standing(organization) {
			Ok(Actor { account: *account, organization })
		} else {
			Err(DispatchError::Other("suspended"))
		}
	}

	fn ensure_administrator(account: &AccountId) -> Result<Actor<AccountId>, DispatchError> {
		Self::ensure_operator(account)
	}

	fn ensure_capability(
		account: &AccountId,
		capability: Capability,
	) -> Result<Actor<AccountId>, DispatchError> {
		let actor = Self::ensure_operator(account)?;
		if Self::has_capability(actor.organization, capability) {
			Ok(actor)
		} else {
			Err(DispatchError::Other("capability lacking"))
		}
	}

	/// Benchmarks act for organization 1.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, _: Capability) -> OrganizationId {
		Operators::mutate(|operators| operators.insert(*account, OrganizationId(1)));
		OrganizationId(1)
	}
}

impl Organizations<AccountId> for World {
	fn exists(organization: OrganizationId) -> bool {
		(1..=20).contains(&organization.0)
	}

	fn is_in_good_standing(organization: OrganizationId) -> bool {
		<Self as Organizations<AccountId>>::exists(organization)
			&& !Suspended::get().contains(&organization)
	}

	fn has_capability(organization: OrganizationId, capability: Capability) -> bool {
		Self::is_in_good_standing(organization)
			&& !Lacking::get().contains(&(organization, capability))
	}

	fn kind(_: OrganizationId) -> Option<OrganizationKind> {
		Some(OrganizationKind::Enterprise)
	}

	fn account(organization: OrganizationId) -> AccountId {
		organization.0.into()
	}

	fn person_limit(_: OrganizationId) -> u32 {
		100
	}
}

impl Persons<AccountId> for World {
	fn person_of(account: &AccountId) -> Option<PersonId> {
		if let Some((person, _)) = Enrolled::get().iter().find(|(_, it)| *it == account) {
			return Some(*person);
		}
		let person = PersonId(account.checked_sub(1_000)?);
		<Self as Persons<AccountId>>::account_of(person).map(|_| person)
	}

	fn account_of(person: PersonId) -> Option<AccountId> {
		Self::last_account_of(person).filter(|_| !Released::get().contains(&person))
	}

	fn last_account_of(person: PersonId) -> Option<AccountId> {
		if let Some(account) = Enrolled::get().get(&person) {
			return Some(*account);
		}
		(1..=20).contains(&person.0).then_some(1_000 + person.0)
	}

	fn ensure_person(account: &AccountId) -> Result<PersonId, DispatchError> {
		Self::person_of(account).ok_or(DispatchError::Other("no person"))
	}

	fn ensure_member(_: &AccountId, _: OrganizationId) -> Result<Member<AccountId>, DispatchError> {
		Err(DispatchError::Other("no member"))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, _: OrganizationId) -> PersonId {
		let person = PersonId(1_001 + Enrolled::get().len() as u64);
		Enrolled::mutate(|enrolled| enrolled.insert(person, *account));
		person
	}
}

impl ReportOutcome for World {
	fn report(organization: OrganizationId, report: Report) {
		Reports::mutate(|reports| reports.push((organization, report)));
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Where the agenda lies in the state: what a failed call wrote to it is undone with the rest.
const AGENDA: &[u8] = b"agenda of the tests";

/// What is to happen, and when.
pub fn agenda<Task: Decode>() -> Vec<(Moment, Task)> {
	unhashed::get_or_default(AGENDA)
}

impl<Task: Encode + Decode + PartialEq> Deadlines<Task> for World {
	fn schedule(at: Moment, task: Task) -> Result<(), DispatchError> {
		let mut entries = agenda::<Task>();
		let entry = (at, task);
		assert!(!entries.contains(&entry), "scheduled twice");
		entries.push(entry);
		unhashed::put(AGENDA, &entries);
		Ok(())
	}

	fn cancel(at: Moment, task: Task) -> bool {
		let mut entries = agenda::<Task>();
		let count = entries.len();
		entries.retain(|(due, waiting)| *due != at || *waiting != task);
		unhashed::put(AGENDA, &entries);
		entries.len() < count
	}
}

/// Moves the clock, and does what is due, the earliest first; as on the chain, what fails leaves nothing.
pub fn pass<Handler: HandleDeadline<Task>, Task: Encode + Decode + PartialEq + Clone>(
	time: Moment,
) {
	Now::mutate(|now| *now = now.saturating_add(time));
	loop {
		let due = agenda::<Task>().into_iter().filter(|(at, _)| *at <= Now::get());
		let Some((at, task)) = due.min_by_key(|(at, _)| *at) else { break };
		<World as Deadlines<Task>>::cancel(at, task.clone());
		let _ = frame_support::storage::with_storage_layer(|| Handler::handle(task));
	}
}
