// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet. Organizations and resources are tables of the mock's own.

use crate as pallet_bookings;
use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use covenant_primitives::{
	catalog::{Kind, Note, Offer, Share},
	time::{DAY, HOUR},
	DemandId, OrderId, OrganizationId,
};
use frame_support::{
	derive_impl, parameter_types,
	traits::{EnsureOrigin, OriginTrait},
	weights::Weight,
};
use sp_runtime::{BuildStorage, DispatchError};

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

pub const SCHOOL: OrganizationId = OrganizationId(1);
pub const COMPANY: OrganizationId = OrganizationId(3);
/// May share what the school has.
pub const DEAN: AccountId = 101;
/// May share what a company has.
pub const MANAGER: AccountId = 103;
/// Nobody's operator.
pub const STRANGER: AccountId = 50;

/// The school's laboratory, course and file; the company's machine; and one that is not there.
pub const LAB: ResourceId = ResourceId(0);
pub const COURSE: ResourceId = ResourceId(1);
pub const FILE: ResourceId = ResourceId(2);
pub const MACHINE: ResourceId = ResourceId(3);
pub const NOWHERE: ResourceId = ResourceId(99);

/// Midnight, local time, of a Thursday: 2026-10-15T00:00:00+08:00.
pub const START: Moment = 20_741 * DAY - 8 * HOUR;

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
	pub type Schedule = pallet_bookings;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub static Now: Moment = START;
	/// Resources that are gone.
	pub static Gone: BTreeSet<ResourceId> = BTreeSet::new();
	/// Resources that tests or benchmarks made.
	pub static Made: BTreeMap<ResourceId, (OrganizationId, Kind)> = BTreeMap::new();
	/// What was noted.
	pub static Notes: Vec<(ResourceId, ActorOf<Test>, Note)> = Vec::new();
	pub const UtcOffset: Moment = 8 * HOUR;
}

pub struct MockClock;

impl Time for MockClock {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

/// The dean and the manager.
pub struct EnsureOwner;

impl EnsureOrigin<RuntimeOrigin> for EnsureOwner {
	type Success = Authorized<ActorOf<Test>>;

	fn try_origin(origin: RuntimeOrigin) -> Result<Self::Success, RuntimeOrigin> {
		let Some(account) = origin.as_signer().copied() else { return Err(origin) };
		Ok(match account {
			DEAN => Ok(Actor { account, organization: SCHOOL }),
			MANAGER => Ok(Actor { account, organization: COMPANY }),
			_ => Err(DispatchError::Other("no operator")),
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::signed(DEAN))
	}
}

pub struct MockCatalog;

impl Catalog<AccountId> for MockCatalog {
	fn offer(resource: ResourceId) -> Option<Offer> {
		let (owner, kind) = match resource {
			LAB => (SCHOOL, Kind::Facility),
			COURSE => (SCHOOL, Kind::Course),
			FILE => (SCHOOL, Kind::DataSet),
			MACHINE => (COMPANY, Kind::Equipment),
			_ => *Made::get().get(&resource)?,
		};
		let offer = Offer { owner, kind, version: 0, price: None, content: None };
		(!Gone::get().contains(&resource)).then_some(offer)
	}

	fn looks_for(_: DemandId, _: ResourceId) -> Option<OrganizationId> {
		unreachable!("bookings answer no demands")
	}

	fn meet(_: DemandId, _: OrderId) {
		unreachable!("bookings answer no demands")
	}

	fn shares(_: ResourceId) -> Vec<Share> {
		unreachable!("bookings earn nothing")
	}

	fn note(resource: ResourceId, by: ActorOf<Test>, note: Note) {
		Notes::mutate(|notes| notes.push((resource, by, note)));
	}

	fn rate(_: ResourceId, _: &[u8], _: &[u8]) {
		unreachable!("bookings are not rated")
	}

	fn shares_weight() -> Weight {
		Weight::zero()
	}

	fn meet_weight() -> Weight {
		Weight::zero()
	}

	fn note_weight() -> Weight {
		Weight::from_parts(7, 7)
	}

	fn rate_weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(
		owner: OrganizationId,
		kind: Kind,
		_: Option<covenant_primitives::catalog::Price>,
	) -> ResourceId {
		Made::mutate(|made| {
			let id = ResourceId(1_000 + u64::try_from(made.len()).unwrap());
			made.insert(id, (owner, kind));
			id
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up_demand(_: OrganizationId, _: ResourceId) -> DemandId {
		unreachable!("bookings answer no demands")
	}
}

impl Config for Test {
	type Catalog = MockCatalog;
	type OwnerOrigin = EnsureOwner;
	type Time = MockClock;
	type UtcOffset = UtcOffset;
	type WeightInfo = pallet_bookings::weights::SubstrateWeight<Test>;
}

/// The chain on which tests run.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		Now::set(START);
		Gone::set(BTreeSet::new());
		Made::set(BTreeMap::new());
		Notes::set(Vec::new());
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Schedule::do_try_state().unwrap();
		});
	}
}
