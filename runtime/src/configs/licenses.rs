// SPDX-License-Identifier: Apache-2.0

//! Licenses.

use super::data::DataParty;
use crate::{Credit, Organizations, Persons, Runtime, Timestamp};
use covenant_primitives::{Capability, EnsureCapability};
use frame_support::{parameter_types, traits::ConstU32};

parameter_types! {
	pub const IssueLicenses: Capability = Capability::IssueLicenses;
}

impl pallet_license_registry::Config for Runtime {
	type Credit = Credit;
	type IssuerOrigin = EnsureCapability<Organizations, IssueLicenses>;
	type MaxBatch = ConstU32<500>;
	type MaxDepth = ConstU32<8>;
	type Organizations = Organizations;
	type PartyOrigin = DataParty;
	type Persons = Persons;
	type Time = Timestamp;
	type WeightInfo = pallet_license_registry::weights::SubstrateWeight<Runtime>;
}
