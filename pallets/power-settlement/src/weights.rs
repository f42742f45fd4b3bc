// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_power_settlement`, until `scripts/weights` has measured them.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::weights::Weight;

/// What the calls and hooks of `pallet_power_settlement` cost.
pub trait WeightInfo {
	fn publish_prices() -> Weight;
	fn start() -> Weight;
	fn advance() -> Weight;
	fn count_days() -> Weight;
	fn count_contract() -> Weight;
	fn price() -> Weight;
	fn close() -> Weight;
	fn post() -> Weight;
	fn draw() -> Weight;
	fn distribute() -> Weight;
	fn enforce() -> Weight;
	fn collect() -> Weight;
	fn dispute() -> Weight;
	fn rule() -> Weight;
	fn pay() -> Weight;
}

/// What was measured, with the runtime's own database weights.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn publish_prices() -> Weight {
		Weight::zero()
	}
	fn start() -> Weight {
		Weight::zero()
	}
	fn advance() -> Weight {
		Weight::zero()
	}
	fn count_days() -> Weight {
		Weight::zero()
	}
	fn count_contract() -> Weight {
		Weight::zero()
	}
	fn price() -> Weight {
		Weight::zero()
	}
	fn close() -> Weight {
		Weight::zero()
	}
	fn post() -> Weight {
		Weight::zero()
	}
	fn draw() -> Weight {
		Weight::zero()
	}
	fn distribute() -> Weight {
		Weight::zero()
	}
	fn enforce() -> Weight {
		Weight::zero()
	}
	fn collect() -> Weight {
		Weight::zero()
	}
	fn dispute() -> Weight {
		Weight::zero()
	}
	fn rule() -> Weight {
		Weight::zero()
	}
	fn pay() -> Weight {
		Weight::zero()
	}
}
