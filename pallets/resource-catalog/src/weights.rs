// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_resource_catalog`, not measured yet.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::weights::Weight;

/// What the calls and hooks of `pallet_resource_catalog` cost.
pub trait WeightInfo {
	fn add_tag() -> Weight;
	fn retire_tag() -> Weight;
	fn list() -> Weight;
	fn revise() -> Weight;
	fn replace_content() -> Weight;
	fn retire() -> Weight;
	fn offer_transfer() -> Weight;
	fn cancel_transfer() -> Weight;
	fn accept_transfer() -> Weight;
	fn set_contributors() -> Weight;
	fn propose_derivation() -> Weight;
	fn agree_derivation() -> Weight;
	fn end_derivation() -> Weight;
	fn ensure_settled() -> Weight;
}

/// To be measured.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn add_tag() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn retire_tag() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn list() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn revise() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn replace_content() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn retire() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn offer_transfer() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn cancel_transfer() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn accept_transfer() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn set_contributors() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn propose_derivation() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn agree_derivation() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn end_derivation() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
	fn ensure_settled() -> Weight {
		Weight::from_parts(1_000_000_000, 10_000)
	}
}
