// SPDX-License-Identifier: Apache-2.0

//! Who authors and finalizes blocks.

use crate::{
	AccountId, Babe, Historical, Offences, Runtime, RuntimeEvent, Session, SessionKeys, Validators,
};
use covenant_primitives::{Capability, EnsureAdministrator};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::traits::{ConvertInto, OpaqueKeys};

/// Milliseconds in a slot.
pub const SLOT_DURATION: u64 = 2_000;

/// Slots in an epoch, a constant of the chain: 10 minutes, in which some 30 slots are primary.
#[cfg(not(feature = "fast-runtime"))]
pub const EPOCH_DURATION: u64 = 300;
/// Slots in an epoch, for tests that change validators.
#[cfg(feature = "fast-runtime")]
pub const EPOCH_DURATION: u64 = 10;

/// The probability that a slot has a primary author: 1/10.
///
/// Only the VRF outputs of primary blocks feed the epoch's randomness, so it may not vanish. Every
/// other slot falls to a secondary author, so blocks stay regular; where two primary authors meet,
/// short forks are expected.
pub const PRIMARY_PROBABILITY: (u64, u64) = (1, 10);

/// How BABE starts.
pub const BABE_GENESIS_CONFIGURATION: BabeEpochConfiguration = BabeEpochConfiguration {
	c: PRIMARY_PROBABILITY,
	allowed_slots: AllowedSlots::PrimaryAndSecondaryVRFSlots,
};

/// The most validators at a time.
pub const MAX_VALIDATORS: u32 = 100;

/// Sessions for which an equivocation can still be reported: about a week.
const REPORT_SESSIONS: u32 = 1_008;
const REPORT_SLOTS: u64 = REPORT_SESSIONS as u64 * EPOCH_DURATION;

parameter_types! {
	pub const ReportLongevity: u64 = REPORT_SLOTS;
	pub const ValidateBlocks: Capability = Capability::ValidateBlocks;
	pub const HistoryDepth: u32 = REPORT_SESSIONS;
}

impl pallet_babe::Config for Runtime {
	type DisabledValidators = Session;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type EpochDuration = ConstU64<EPOCH_DURATION>;
	type EquivocationReportSystem =
		pallet_babe::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
	type ExpectedBlockTime = ConstU64<SLOT_DURATION>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type MaxNominators = ConstU32<0>;
	type WeightInfo = ();
}

impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type MaxAuthorities = ConstU32<MAX_VALIDATORS>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<{ REPORT_SESSIONS as u64 }>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = ();
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
}

impl pallet_session::Config for Runtime {
	type Currency = crate::Balances;
	type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy;
	type KeyDeposit = ();
	type Keys = SessionKeys;
	type NextSessionRotation = Babe;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, Validators>;
	type ShouldEndSession = Babe;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
}

impl pallet_session::historical::Config for Runtime {
	type FullIdentification = ();
	type FullIdentificationOf = pallet_validators::NoIdentification;
	type RuntimeEvent = RuntimeEvent;
}

impl pallet_offences::Config for Runtime {
	type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
	type OnOffenceHandler = Validators;
	type RuntimeEvent = RuntimeEvent;
}

impl pallet_validators::Config for Runtime {
	type AdministratorOrigin = EnsureAdministrator<crate::Organizations>;
	type Authority = crate::Organizations;
	type CouncilOrigin = super::CouncilMajority;
	type HistoryDepth = HistoryDepth;
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type Organizations = crate::Organizations;
	type Time = crate::Timestamp;
	type WeightInfo = pallet_validators::weights::SubstrateWeight<Runtime>;
}
