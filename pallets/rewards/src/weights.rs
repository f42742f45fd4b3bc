// SPDX-License-Identifier: Apache-2.0
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn fund() -> Weight;
	fn claim() -> Weight;
	fn roll_over() -> Weight;
	fn on_rated() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn fund() -> Weight {
		Weight::zero()
	}
	fn claim() -> Weight {
		Weight::zero()
	}
	fn roll_over() -> Weight {
		Weight::zero()
	}
	fn on_rated() -> Weight {
		Weight::zero()
	}
}
