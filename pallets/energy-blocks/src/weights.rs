// SPDX-License-Identifier: Apache-2.0
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn create() -> Weight;
	fn give() -> Weight;
	fn split() -> Weight;
	fn offer() -> Weight;
	fn withdraw_offer() -> Weight;
	fn buy() -> Weight;
	fn use_up() -> Weight;
	fn remove() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn create() -> Weight {
		Weight::zero()
	}
	fn give() -> Weight {
		Weight::zero()
	}
	fn split() -> Weight {
		Weight::zero()
	}
	fn offer() -> Weight {
		Weight::zero()
	}
	fn withdraw_offer() -> Weight {
		Weight::zero()
	}
	fn buy() -> Weight {
		Weight::zero()
	}
	fn use_up() -> Weight {
		Weight::zero()
	}
	fn remove() -> Weight {
		Weight::zero()
	}
}
impl WeightInfo for () {
	fn create() -> Weight {
		Weight::zero()
	}
	fn give() -> Weight {
		Weight::zero()
	}
	fn split() -> Weight {
		Weight::zero()
	}
	fn offer() -> Weight {
		Weight::zero()
	}
	fn withdraw_offer() -> Weight {
		Weight::zero()
	}
	fn buy() -> Weight {
		Weight::zero()
	}
	fn use_up() -> Weight {
		Weight::zero()
	}
	fn remove() -> Weight {
		Weight::zero()
	}
}
