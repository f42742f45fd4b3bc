// SPDX-License-Identifier: Apache-2.0

//! Sealed data, and what it leans on: digests that belong to whoever committed first, and deadlines
//! in working days.

use crate::{
	Credit, Deadlines, FirstCome, Organizations, Persons, Runtime, Timestamp, WorkingDays,
};
use covenant_primitives::{time, Capability, EnsureCapability, EnsureParty, Moment};
use frame_support::{parameter_types, traits::ConstU32};

parameter_types! {
	pub const ShareData: Capability = Capability::ShareData;
	pub const Arbitrate: Capability = Capability::Arbitrate;
	/// An hour at two seconds a block.
	pub const OpeningWindow: u32 = 1_800;
	/// China Standard Time.
	pub const UtcOffset: Moment = 8 * time::HOUR;
	/// As long as an administrative decision can be taken to review (Administrative
	/// Reconsideration Law, art. 20).
	pub const DisputePeriod: Moment = 60 * time::DAY;
}

/// Whoever may own data and ask for data: an operator with `ShareData`, or a person.
pub(super) type DataParty = EnsureParty<Organizations, Persons, ShareData>;

impl pallet_first_come::Config for Runtime {
	type MaxOpen = ConstU32<1_000>;
	type OpeningWindow = OpeningWindow;
	type PartyOrigin = DataParty;
	type WeightInfo = pallet_first_come::weights::SubstrateWeight<Runtime>;
}

impl pallet_working_days::Config for Runtime {
	type CalendarOrigin = super::CouncilMajority;
	type MaxChanges = ConstU32<128>;
	type Time = Timestamp;
	type UtcOffset = UtcOffset;
	type WeightInfo = pallet_working_days::weights::SubstrateWeight<Runtime>;
}

impl pallet_sealed_data::Config for Runtime {
	type ArbiterOrigin = EnsureCapability<Organizations, Arbitrate>;
	type Credit = Credit;
	type Deadlines = Deadlines;
	type DisputePeriod = DisputePeriod;
	type FirstCome = FirstCome;
	type MaxOpenRequests = ConstU32<100>;
	type MaxPolicies = ConstU32<64>;
	type Organizations = Organizations;
	type PartyOrigin = DataParty;
	type Persons = Persons;
	type Time = Timestamp;
	type WeightInfo = pallet_sealed_data::weights::SubstrateWeight<Runtime>;
	type WorkingDays = WorkingDays;
}
