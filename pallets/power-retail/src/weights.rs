// SPDX-License-Identifier: Apache-2.0
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn publish() -> Weight;
	fn close() -> Weight;
	fn subscribe() -> Weight;
	fn unsubscribe() -> Weight;
	fn take_back() -> Weight;
	fn end() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn publish() -> Weight {
		Weight::zero()
	}
	fn close() -> Weight {
		Weight::zero()
	}
	fn subscribe() -> Weight {
		Weight::zero()
	}
	fn unsubscribe() -> Weight {
		Weight::zero()
	}
	fn take_back() -> Weight {
		Weight::zero()
	}
	fn end() -> Weight {
		Weight::zero()
	}
}
impl WeightInfo for () {
	fn publish() -> Weight {
		Weight::zero()
	}
	fn close() -> Weight {
		Weight::zero()
	}
	fn subscribe() -> Weight {
		Weight::zero()
	}
	fn unsubscribe() -> Weight {
		Weight::zero()
	}
	fn take_back() -> Weight {
		Weight::zero()
	}
	fn end() -> Weight {
		Weight::zero()
	}
}
