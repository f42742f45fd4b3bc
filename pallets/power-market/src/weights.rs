// SPDX-License-Identifier: Apache-2.0
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn open() -> Weight;
	fn propose_rules() -> Weight;
	fn consent() -> Weight;
	fn join() -> Weight;
	fn admit() -> Weight;
	fn suspend() -> Weight;
	fn reinstate() -> Weight;
	fn set_capacity() -> Weight;
	fn deposit() -> Weight;
	fn withdraw() -> Weight;
	fn call_for_collateral() -> Weight;
	fn leave() -> Weight;
	fn appoint() -> Weight;
	fn end_call() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn open() -> Weight {
		Weight::zero()
	}
	fn propose_rules() -> Weight {
		Weight::zero()
	}
	fn consent() -> Weight {
		Weight::zero()
	}
	fn join() -> Weight {
		Weight::zero()
	}
	fn admit() -> Weight {
		Weight::zero()
	}
	fn suspend() -> Weight {
		Weight::zero()
	}
	fn reinstate() -> Weight {
		Weight::zero()
	}
	fn set_capacity() -> Weight {
		Weight::zero()
	}
	fn deposit() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn call_for_collateral() -> Weight {
		Weight::zero()
	}
	fn leave() -> Weight {
		Weight::zero()
	}
	fn appoint() -> Weight {
		Weight::zero()
	}
	fn end_call() -> Weight {
		Weight::zero()
	}
}
