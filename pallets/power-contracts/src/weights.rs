// SPDX-License-Identifier: Apache-2.0
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn propose() -> Weight;
	fn accept() -> Weight;
	fn decline() -> Weight;
	fn propose_change() -> Weight;
	fn agree_change() -> Weight;
	fn decline_change() -> Weight;
	fn conclude() -> Weight;
	fn award() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn propose() -> Weight {
		Weight::zero()
	}
	fn accept() -> Weight {
		Weight::zero()
	}
	fn decline() -> Weight {
		Weight::zero()
	}
	fn propose_change() -> Weight {
		Weight::zero()
	}
	fn agree_change() -> Weight {
		Weight::zero()
	}
	fn decline_change() -> Weight {
		Weight::zero()
	}
	fn conclude() -> Weight {
		Weight::zero()
	}
	fn award() -> Weight {
		Weight::zero()
	}
}
