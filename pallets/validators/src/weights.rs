// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_validators`. Provisional figures in the shape that `scripts/weights` writes.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weight functions needed for `pallet_validators`.
pub trait WeightInfo {
	fn admit() -> Weight;
	fn retire() -> Weight;
	fn bar() -> Weight;
	fn lift_bar() -> Weight;
	fn set_account() -> Weight;
	fn resign() -> Weight;
	fn standing_change() -> Weight;
	fn on_offence() -> Weight;
	fn ensure_settled() -> Weight;
	fn release() -> Weight;
}

/// Weights of `pallet_validators` on the reference machine.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn admit() -> Weight {
		Weight::from_parts(60_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn retire() -> Weight {
		Weight::from_parts(40_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn bar() -> Weight {
		Weight::from_parts(150_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(210))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn lift_bar() -> Weight {
		Weight::from_parts(150_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(210))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn set_account() -> Weight {
		Weight::from_parts(60_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn resign() -> Weight {
		Weight::from_parts(45_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn standing_change() -> Weight {
		Weight::from_parts(150_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(210))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn on_offence() -> Weight {
		Weight::from_parts(160_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(212))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn ensure_settled() -> Weight {
		Weight::from_parts(40_000_000, 20_000).saturating_add(T::DbWeight::get().reads(6))
	}

	fn release() -> Weight {
		Weight::from_parts(60_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}
}

impl WeightInfo for () {
	fn admit() -> Weight {
		Weight::from_parts(60_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(9))
			.saturating_add(RocksDbWeight::get().writes(3))
	}

	fn retire() -> Weight {
		Weight::from_parts(40_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(1))
			.saturating_add(RocksDbWeight::get().writes(3))
	}

	fn bar() -> Weight {
		Weight::from_parts(150_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(210))
			.saturating_add(RocksDbWeight::get().writes(3))
	}

	fn lift_bar() -> Weight {
		Weight::from_parts(150_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(210))
			.saturating_add(RocksDbWeight::get().writes(3))
	}

	fn set_account() -> Weight {
		Weight::from_parts(60_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(7))
			.saturating_add(RocksDbWeight::get().writes(4))
	}

	fn resign() -> Weight {
		Weight::from_parts(45_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(4))
			.saturating_add(RocksDbWeight::get().writes(3))
	}

	fn standing_change() -> Weight {
		Weight::from_parts(150_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(210))
			.saturating_add(RocksDbWeight::get().writes(1))
	}

	fn on_offence() -> Weight {
		Weight::from_parts(160_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(212))
			.saturating_add(RocksDbWeight::get().writes(3))
	}

	fn ensure_settled() -> Weight {
		Weight::from_parts(40_000_000, 20_000).saturating_add(RocksDbWeight::get().reads(6))
	}

	fn release() -> Weight {
		Weight::from_parts(60_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(6))
			.saturating_add(RocksDbWeight::get().writes(4))
	}
}
