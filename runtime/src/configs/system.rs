// SPDX-License-Identifier: Apache-2.0

//! The block: how much fits in, how long it is remembered.

use crate::{
	AccountId, Balance, Block, Hash, MultiBlockMigrations, Nonce, PalletInfo, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, RuntimeTask, TxPause, VERSION,
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{ConstU32, ConstU64, Contains, InsideBoth},
	weights::{
		constants::{
			BlockExecutionWeight, ExtrinsicBaseWeight, ParityDbWeight, WEIGHT_REF_TIME_PER_SECOND,
		},
		Weight,
	},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::Perbill;
use sp_version::RuntimeVersion;

/// Of each block's weight, `on_initialize` and inherents are expected to need this much.
const AVERAGE_ON_INITIALIZE: Perbill = Perbill::from_percent(5);

/// The weight of a full block: half a second of execution on the reference machine.
///
/// A slot lasts 2 s. An author stops adding transactions at two thirds of it, the others execute
/// the block after it has traveled, and a vote follows. With half a second to author and half a
/// second to import, a full block leaves a second for the network and for machines that are half
/// as fast as the reference.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND / 2, MAXIMUM_PROOF_SIZE);

/// Transactions other than operational ones may fill three quarters of a block.
const NORMAL_BLOCK_WEIGHT: Weight = MAXIMUM_BLOCK_WEIGHT.saturating_div(4).saturating_mul(3);
const NORMAL_BLOCK_LENGTH: u32 = MAXIMUM_BLOCK_LENGTH / 4 * 3;

/// No parachain: proofs of validity are not built, so their size does not limit a block.
const MAXIMUM_PROOF_SIZE: u64 = u64::MAX;

/// The length of a full block in bytes: 2 MiB take under 0.2 s over a link of 100 Mbit/s, for
/// each hop between validators.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 2 * 1024 * 1024;

parameter_types! {
	pub const Version: RuntimeVersion = VERSION;
	/// 80 minutes of 2 s blocks: how far back a mortal transaction may be anchored.
	pub const BlockHashCount: u32 = 2_400;
	/// 42: the generic Substrate prefix, until one is registered.
	pub const Ss58Prefix: u8 = 42;
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAXIMUM_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |length| {
			*length = NORMAL_BLOCK_LENGTH
		})
		.build();
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |class| {
			class.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |class| {
			class.max_total = Some(NORMAL_BLOCK_WEIGHT);
		})
		.for_class(DispatchClass::Operational, |class| {
			class.max_total = Some(MAXIMUM_BLOCK_WEIGHT);
			class.reserved = Some(MAXIMUM_BLOCK_WEIGHT.saturating_sub(NORMAL_BLOCK_WEIGHT));
		})
		.avg_block_initialization(AVERAGE_ON_INITIALIZE)
		.build_or_panic();
	/// Multi-block migrations leave room for the inherents.
	pub MigrationWeight: Weight = MAXIMUM_BLOCK_WEIGHT.saturating_div(5).saturating_mul(4);
}

/// Refuses `session.purge_keys`: a validator that equivocated could escape the proof by it. Keys
/// are purged when an operator leaves or is removed, once it sits in no set. New keys, which
/// `session.set_keys` registers, have the same effect on proofs until the next session starts, for
/// `pallet-session` proves by the keys that are registered: then the council bars by hand, on the
/// evidence of the two signed blocks.
pub struct KeepSessionKeys;

impl Contains<RuntimeCall> for KeepSessionKeys {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(call, RuntimeCall::Session(pallet_session::Call::purge_keys { .. }))
	}
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountData = pallet_balances::AccountData<Balance>;
	type AccountId = AccountId;
	type BaseCallFilter = InsideBoth<TxPause, KeepSessionKeys>;
	type Block = Block;
	type BlockHashCount = BlockHashCount;
	type BlockLength = RuntimeBlockLength;
	type BlockWeights = RuntimeBlockWeights;
	type DbWeight = ParityDbWeight;
	type Hash = Hash;
	type Lookup = sp_runtime::traits::AccountIdLookup<AccountId, ()>;
	type MaxConsumers = ConstU32<128>;
	type MultiBlockMigrator = MultiBlockMigrations;
	type Nonce = Nonce;
	type RuntimeCall = RuntimeCall;
	type SS58Prefix = Ss58Prefix;
	type SingleBlockMigrations = ();
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type Version = Version;
}

impl pallet_timestamp::Config for Runtime {
	type MinimumPeriod = ConstU64<{ super::consensus::SLOT_DURATION / 2 }>;
	type Moment = covenant_primitives::Moment;
	type OnTimestampSet = crate::Babe;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

#[derive_impl(pallet_migrations::config_preludes::TestDefaultConfig)]
impl pallet_migrations::Config for Runtime {
	type FailedMigrationHandler = frame_support::migrations::FreezeChainOnFailedMigration;
	type MaxServiceWeight = MigrationWeight;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
