// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_beacon`. Provisional: to be replaced by `scripts/weights beacon`.
//!
//! Nothing was measured. The figures are above what pallets of the kind take on the machine on which
//! weights are measured.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What the calls and hooks of `pallet_beacon` cost.
pub trait WeightInfo {
	fn note_output() -> Weight;
	fn ask() -> Weight;
}

/// Provisional figures, with the runtime's own database weights.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: the digest, the validators, the output, `Beacon::Current` (r:1 w:1), `Beacon::Seeds` (r:1 w:1)
	fn note_output() -> Weight {
		Weight::from_parts(200_000_000, 16_000)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Beacon::Current` (r:1 w:1)
	fn ask() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}
