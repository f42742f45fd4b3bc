// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_ledger`. Provisional: to be measured with `scripts/weights ledger`.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What the calls and hooks of `pallet_ledger` cost.
pub trait WeightInfo {
	fn post(l: u32) -> Weight;
	fn close() -> Weight;
	fn adjust() -> Weight;
}

/// What was measured, with the runtime's own database weights.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn post(l: u32) -> Weight {
		Weight::from_parts(60_000_000, 8000)
			.saturating_add(Weight::from_parts(20_000_000, 8000).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads_writes(4, 4))
			.saturating_add(T::DbWeight::get().reads_writes(3, 3).saturating_mul(l.into()))
	}
	fn close() -> Weight {
		Weight::from_parts(60_000_000, 8000)
			.saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}
	fn adjust() -> Weight {
		Weight::from_parts(200_000_000, 60000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 12))
	}
}
