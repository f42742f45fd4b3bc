// SPDX-License-Identifier: Apache-2.0

//! The council and what it may do. There is no sudo.
//!
//! More than half of the council admits, suspends and removes organizations, grants capabilities
//! and admits validators. Two thirds change seats, remove a seated organization or appoint its
//! administrator, and act as Root:
//! a motion whitelists a call's hash, a second one dispatches the call.

use crate::{
	AccountId, Balances, BlockNumber, Council, Preimage, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	ensure, parameter_types,
	traits::{Consideration, ConstU32, Contains, EitherOf, EqualPrivilegeOnly},
	weights::Weight,
};
use frame_system::{EnsureNever, EnsureRoot};
use pallet_tx_pause::RuntimeCallNameOf;
use scale_info::TypeInfo;
use sp_runtime::DispatchError;

/// More than half of the council.
pub type CouncilMajority =
	pallet_collective::EnsureProportionMoreThan<AccountId, pallet_collective::Instance1, 1, 2>;

/// Two thirds of the council or more.
pub type CouncilTwoThirds =
	pallet_collective::EnsureProportionAtLeast<AccountId, pallet_collective::Instance1, 2, 3>;

/// Seats on the council.
pub const MAX_SEATS: u32 = 50;

/// Motions that can be open at a time.
pub const MAX_MOTIONS: u32 = 100;

/// Blocks in a day.
const DAY: BlockNumber = 24 * 60 * 60 / 2;

parameter_types! {
	/// A motion can be voted on for a week.
	pub const MotionDuration: BlockNumber = 7 * DAY;
	pub MaxProposalWeight: Weight =
		super::system::MAXIMUM_BLOCK_WEIGHT.saturating_div(2);
	pub MaxScheduledWeight: Weight =
		super::system::MAXIMUM_BLOCK_WEIGHT.saturating_div(2);
	/// A call that was to be dispatched before it was whitelisted: within this time after the latter,
	/// anyone may have it dispatched.
	pub const DeferredDispatchExpiration: BlockNumber = 7 * DAY;
}

impl pallet_collective::Config<pallet_collective::Instance1> for Runtime {
	type Consideration = ();
	/// Who did not vote when a motion's time is over is taken for a nay: there is no prime. Anything
	/// else would turn more than half into two thirds by waiting.
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type DisapproveOrigin = CouncilTwoThirds;
	type KillOrigin = CouncilTwoThirds;
	type MaxMembers = ConstU32<MAX_SEATS>;
	type MaxProposalWeight = MaxProposalWeight;
	type MaxProposals = ConstU32<MAX_MOTIONS>;
	type MotionDuration = MotionDuration;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	/// The organizations pallet keeps the members in step with the seats.
	type SetMembersOrigin = EnsureNever<()>;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
}

impl pallet_whitelist::Config for Runtime {
	type BlockNumberProvider = System;
	type DeferredDispatchExpiration = DeferredDispatchExpiration;
	type DispatchWhitelistedOrigin = EitherOf<EnsureRoot<AccountId>, CouncilTwoThirds>;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_whitelist::weights::SubstrateWeight<Runtime>;
	type WhitelistOrigin = CouncilTwoThirds;
}

/// Only members of the council note preimages that nobody asked for: storage costs no deposit here.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct CouncilMembersNote;

impl<Footprint> Consideration<AccountId, Footprint> for CouncilMembersNote {
	fn new(who: &AccountId, _: Footprint) -> Result<Self, DispatchError> {
		ensure!(Council::is_member(who), DispatchError::BadOrigin);
		Ok(Self)
	}

	fn update(self, who: &AccountId, new: Footprint) -> Result<Self, DispatchError> {
		Self::new(who, new)
	}

	fn drop(self, _: &AccountId) -> Result<(), DispatchError> {
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: &AccountId, _: Footprint) {}
}

impl pallet_preimage::Config for Runtime {
	type Consideration = CouncilMembersNote;
	type Currency = Balances;
	type ManagerOrigin = EitherOf<EnsureRoot<AccountId>, CouncilTwoThirds>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
}

impl pallet_scheduler::Config for Runtime {
	type BlockNumberProvider = System;
	type MaxScheduledPerBlock = ConstU32<50>;
	type MaximumWeight = MaxScheduledWeight;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type PalletsOrigin = crate::OriginCaller;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
}

/// Calls that no pause may stop: those that lift it, and those that the chain lives on.
pub struct NeverPaused;

impl Contains<RuntimeCallNameOf<Runtime>> for NeverPaused {
	fn contains((pallet, _): &RuntimeCallNameOf<Runtime>) -> bool {
		matches!(
			pallet.as_slice(),
			b"System"
				| b"Timestamp"
				| b"Babe" | b"Grandpa"
				| b"Session" | b"Council"
				| b"Whitelist"
				| b"TxPause" | b"Preimage"
				| b"MultiBlockMigrations"
		)
	}
}

impl pallet_tx_pause::Config for Runtime {
	type MaxNameLen = ConstU32<64>;
	type PauseOrigin = CouncilTwoThirds;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type UnpauseOrigin = CouncilTwoThirds;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
	type WhitelistedCalls = NeverPaused;
}
