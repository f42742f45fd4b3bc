// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet. Licenses and receivables are tables of the mock's own.

use crate as pallet_traceability;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::{
	testing::{agenda, World},
	time::DAY,
	EnsureOperator, LicenseId, Party, TypeCode,
};
use frame_support::{derive_impl, parameter_types, weights::Weight, Twox64Concat};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};

pub use covenant_primitives::testing::{Lacking, Now, Suspended};

type Block = frame_system::mocking::MockBlock<Test>;

/// Makes things of its own, and sends them on.
pub const MILL: OrganizationId = OrganizationId(2);
/// Makes things of what the mill sends.
pub const BAKERY: OrganizationId = OrganizationId(3);
/// Sells what the bakery makes.
pub const SHOP: OrganizationId = OrganizationId(4);
/// Has nothing to do with it.
pub const OUTSIDER: OrganizationId = OrganizationId(9);
/// Audits; nobody else does.
pub const AUDITOR: OrganizationId = OrganizationId(10);
/// Not on the chain.
pub const NOBODY: OrganizationId = OrganizationId(70);

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
	pub type Goods = pallet_traceability;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	pub const MaxTransit: Moment = 90 * DAY;
	/// How many steps a recall takes by itself.
	pub static StepsPerTask: u32 = 5;
	/// Whose receivables are.
	pub static CreditorOf: BTreeMap<ReceivableId, OrganizationId> = BTreeMap::new();
	/// Receivables that cannot be frozen.
	pub static Final: BTreeSet<ReceivableId> = BTreeSet::new();
	/// Who holds which licenses of the type.
	pub static HolderOf: BTreeMap<LicenseId, OrganizationId> = BTreeMap::new();
}

/// How often a receivable is frozen. It is part of the state, so that what fails is undone.
#[frame_support::storage_alias]
pub type FrozenTimes =
	StorageMap<Goods, Twox64Concat, ReceivableId, u32, frame_support::pallet_prelude::ValueQuery>;

/// Of which type licenses are.
pub fn type_code() -> TypeCode {
	"11100000000013338W011".parse().unwrap()
}

/// The licenses and receivables.
pub struct Others;

impl Creditors for Others {
	fn creditor(receivable: ReceivableId) -> Option<OrganizationId> {
		CreditorOf::get().get(&receivable).copied()
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

impl Freezable for Others {
	fn freeze(receivable: ReceivableId) -> DispatchResult {
		FrozenTimes::mutate(receivable, |times| *times += 1);
		let is_final = Final::get().contains(&receivable);
		(!is_final).then_some(()).ok_or(DispatchError::Unavailable)
	}

	fn unfreeze(receivable: ReceivableId) -> DispatchResult {
		FrozenTimes::mutate_exists(receivable, |times| {
			let left = times.unwrap().checked_sub(1).expect("it was frozen");
			*times = (left > 0).then_some(left);
		});
		Ok(())
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

impl Licenses for Others {
	fn ensure_held(party: Party, license: LicenseId, of: TypeCode) -> DispatchResult {
		let holder = HolderOf::get().get(&license).copied();
		let held = holder.is_some() && party.organization() == holder && of == type_code();
		held.then_some(()).ok_or(DispatchError::Other("no license"))
	}

	fn weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(party: Party) -> (LicenseId, TypeCode) {
		HolderOf::mutate(|all| all.insert(LicenseId(7), party.organization().unwrap()));
		(LicenseId(7), type_code())
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for Others {
	fn organization(number: u32) -> OrganizationId {
		OrganizationId(2 + number)
	}

	fn receivable(creditor: OrganizationId, number: u32) -> ReceivableId {
		let id = ReceivableId(1_000 + u64::from(number));
		CreditorOf::mutate(|all| all.insert(id, creditor));
		id
	}

	fn set_time(now: Moment) {
		Now::set(now);
	}
}

impl Config for Test {
	type Authority = World;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Others;
	type Deadlines = World;
	type Licenses = Others;
	type MaxTransit = MaxTransit;
	type OperatorOrigin = EnsureOperator<World>;
	type Organizations = World;
	type Receivables = Others;
	type StepsPerTask = StepsPerTask;
	type Time = World;
	type WeightInfo = pallet_traceability::weights::SubstrateWeight<Test>;
}

/// Moves the clock, and does what is due.
pub fn pass(time: Moment) {
	covenant_primitives::testing::pass::<Goods, Task>(time);
}

/// The chain on which tests run. Its first block has the hash of sevens.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		Lacking::set(
			(1..=20)
				.map(OrganizationId)
				.filter(|id| *id != AUDITOR && *id != OrganizationId(1))
				.map(|id| (id, covenant_primitives::Capability::Audit))
				.collect(),
		);
		StepsPerTask::set(5);
		CreditorOf::set(BTreeMap::new());
		Final::set(BTreeSet::new());
		HolderOf::set(BTreeMap::new());
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		#[cfg(feature = "runtime-benchmarks")]
		ext.register_extension(sp_keystore::KeystoreExt::new(
			sp_keystore::testing::MemoryKeystore::new(),
		));
		ext.execute_with(|| {
			System::set_block_number(1);
			frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(7));
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

/// Every invariant; what is frozen is frozen once for each recall that did it, and what is to happen falls due.
pub fn check() {
	Goods::do_try_state().unwrap();
	let mut frozen = BTreeMap::<ReceivableId, u32>::new();
	for (_, receivable) in Frozen::<Test>::iter_keys() {
		*frozen.entry(receivable).or_default() += 1;
	}
	assert_eq!(FrozenTimes::iter().collect::<BTreeMap<_, _>>(), frozen);
	let mut expected = BTreeSet::new();
	let mut due = |at: Moment, task: Task| expected.insert((at, codec::Encode::encode(&task)));
	for (id, shipment) in Shipments::<Test>::iter() {
		if shipment.status == ShipmentStatus::InTransit {
			due(shipment.answer_by, Task::Lapse(id));
		}
	}
	for (id, recall) in Recalls::<Test>::iter() {
		if let Some(at) = recall.due {
			due(at, Task::Spread(id));
		}
		assert_eq!(recall.due.is_some(), recall.is_working());
	}
	let found = agenda::<Task>().into_iter().map(|(at, task)| (at, codec::Encode::encode(&task)));
	assert_eq!(found.collect::<BTreeSet<_>>(), expected);
}
