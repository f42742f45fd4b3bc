// SPDX-License-Identifier: Apache-2.0

//! Who authors and finalizes blocks.

use crate::{
	AccountId, Babe, Hash, Historical, Offences, Runtime, RuntimeEvent, Session, SessionKeys,
	System, Validators,
};
use covenant_primitives::{Capability, EnsureAdministrator, OrganizationId};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, FindAuthor},
};
use pallet_beacon::AuthorOutput;
use sp_consensus_babe::{digests::CompatibleDigestItem, AllowedSlots, BabeEpochConfiguration};
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

/// The VRF outputs of BABE.
pub struct BabeOutput;

impl AuthorOutput<OrganizationId> for BabeOutput {
	/// BABE leaves the last output where it is in a block that has none, so the digest is asked. The
	/// author is looked up anew: `pallet_authorship` forgets it at the end of the block, and would
	/// keep what it is asked for after that until the next. It is told by its organization, which may
	/// change its validator account in the middle of a round.
	fn output() -> Option<(OrganizationId, Hash)> {
		let digest = System::digest();
		digest.logs.iter().find_map(CompatibleDigestItem::as_babe_pre_digest)?.vrf_signature()?;
		let logs = digest.logs.iter().filter_map(|log| log.as_pre_runtime());
		let author =
			pallet_session::FindAccountFromAuthorIndex::<Runtime, Babe>::find_author(logs)?;
		let seats = pallet_validators::Seats::<Runtime>::get(Session::current_index());
		let seat = seats.iter().find(|seat| seat.account == author)?;
		Some((seat.organization, Hash::from(Babe::author_vrf_randomness()?)))
	}

	fn validators() -> u32 {
		u32::try_from(Session::validators().len()).unwrap_or(u32::MAX)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(validators: u32) {
		use codec::Decode;
		use frame_support::BoundedVec;
		use pallet_validators::Seat;
		use sp_consensus_babe::digests::{PreDigest, SecondaryVRFPreDigest};
		use sp_core::sr25519::vrf::VrfSignature;
		use sp_runtime::traits::TrailingZeroInput;
		let seats: alloc::vec::Vec<_> = (0..validators)
			.map(|index| Seat {
				organization: OrganizationId(index),
				account: frame_benchmarking::account::<AccountId>("author", index, 0),
			})
			.collect();
		let accounts: alloc::vec::Vec<_> = seats.iter().map(|seat| seat.account.clone()).collect();
		pallet_session::Validators::<Runtime>::put(accounts);
		let session = Session::current_index();
		pallet_validators::Seats::<Runtime>::insert(session, BoundedVec::truncate_from(seats));
		pallet_babe::AuthorVrfRandomness::<Runtime>::put(Some([1; 32]));
		let Ok(vrf_signature) = VrfSignature::decode(&mut TrailingZeroInput::zeroes()) else {
			return;
		};
		let digest = SecondaryVRFPreDigest { authority_index: 0, slot: 1.into(), vrf_signature };
		let item = CompatibleDigestItem::babe_pre_digest(PreDigest::SecondaryVRF(digest));
		System::deposit_log(item);
	}
}

impl pallet_beacon::Config for Runtime {
	type MaxValidators = ConstU32<MAX_VALIDATORS>;
	type Outputs = BabeOutput;
	type ValidatorId = OrganizationId;
	type WeightInfo = pallet_beacon::weights::SubstrateWeight<Runtime>;
}
