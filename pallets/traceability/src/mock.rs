// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet. Licenses and receivables are tables of the mock's own.

use crate as pallet_traceability;
use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::{
	testing::{agenda, World},
	time::DAY,
	EnsureOperator, LicenseId, Party, Sides, TypeCode,
};
use frame_support::{
	derive_impl, pallet_prelude::ValueQuery, parameter_types, weights::Weight, Twox64Concat,
};
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
	/// Whom receivables are between, as long as they are owed.
	pub static SidesOf: BTreeMap<ReceivableId, Sides> = BTreeMap::new();
	/// Receivables that cannot be frozen.
	pub static Final: BTreeSet<ReceivableId> = BTreeSet::new();
	/// Who holds which licenses of the type.
	pub static HolderOf: BTreeMap<LicenseId, OrganizationId> = BTreeMap::new();
}

/// What freezes a receivable, each by its number. It is part of the state, so that what fails is undone.
#[frame_support::storage_alias]
pub type Freezes =
	StorageDoubleMap<Goods, Twox64Concat, ReceivableId, Twox64Concat, u32, (), ValueQuery>;

/// The number of the next one.
#[frame_support::storage_alias]
pub type NextFreeze = StorageValue<Goods, u32, ValueQuery>;

/// Of which type licenses are.
pub fn type_code() -> TypeCode {
	"11100000000013338W011".parse().unwrap()
}

/// The licenses and receivables.
pub struct Others;

impl ReceivableSides for Others {
	fn sides(receivable: ReceivableId) -> Option<Sides> {
		SidesOf::get().get(&receivable).copied()
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

impl Freezable for Others {
	fn freeze(receivable: ReceivableId) -> Result<u32, DispatchError> {
		let freeze = NextFreeze::get();
		NextFreeze::put(freeze + 1);
		Freezes::insert(receivable, freeze, ());
		let is_final = Final::get().contains(&receivable);
		(!is_final).then_some(freeze).ok_or(DispatchError::Unavailable)
	}

	fn unfreeze(receivable: ReceivableId, freeze: u32) -> DispatchResult {
		assert!(Freezes::contains_key(receivable, freeze), "it was not frozen");
		Freezes::remove(receivable, freeze);
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
		let sides = Sides { creditor, debtor: OrganizationId(9), relied_on: false };
		SidesOf::mutate(|all| all.insert(id, sides));
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
		SidesOf::set(BTreeMap::new());
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

/// Every invariant; what is frozen is frozen by the recalls that did it, and what is to happen falls due.
pub fn check() {
	Goods::do_try_state().unwrap();
	let frozen = Frozen::<Test>::iter().map(|(_, receivable, freeze)| (receivable, freeze));
	let frozen = frozen.collect::<BTreeSet<_>>();
	assert_eq!(frozen.len(), Frozen::<Test>::iter().count());
	assert_eq!(Freezes::iter_keys().collect::<BTreeSet<_>>(), frozen);
	let mut expected = BTreeSet::new();
	let mut due = |at: Moment, task: Task| expected.insert((at, codec::Encode::encode(&task)));
	for (id, shipment) in Shipments::<Test>::iter() {
		if shipment.status == ShipmentStatus::InTransit {
			due(shipment.answer_by, Task::Lapse(id));
		}
	}
	for (organization, turn) in NextSpread::<Test>::iter() {
		due(turn.due, Task::Spread(organization));
	}
	// There is always room here.
	for (organization, _) in Working::<Test>::iter_keys() {
		assert!(NextSpread::<Test>::contains_key(organization));
	}
	let found = agenda::<Task>().into_iter().map(|(at, task)| (at, codec::Encode::encode(&task)));
	assert_eq!(found.collect::<BTreeSet<_>>(), expected);
}
