// SPDX-License-Identifier: Apache-2.0
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn register() -> Weight;
	fn replace() -> Weight;
	fn transfer() -> Weight;
	fn suspend() -> Weight;
	fn resume() -> Weight;
	fn retire() -> Weight;
	fn skip() -> Weight;
	fn submit(n: u32) -> Weight;
	fn close_days(m: u32) -> Weight;
	fn anchor() -> Weight;
	fn challenge() -> Weight;
	fn answer() -> Weight;
	fn prove(n: u32) -> Weight;
	fn strike() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register() -> Weight {
		Weight::zero()
	}
	fn replace() -> Weight {
		Weight::zero()
	}
	fn transfer() -> Weight {
		Weight::zero()
	}
	fn suspend() -> Weight {
		Weight::zero()
	}
	fn resume() -> Weight {
		Weight::zero()
	}
	fn retire() -> Weight {
		Weight::zero()
	}
	fn skip() -> Weight {
		Weight::zero()
	}
	fn submit(_n: u32) -> Weight {
		Weight::zero()
	}
	fn close_days(_m: u32) -> Weight {
		Weight::zero()
	}
	fn anchor() -> Weight {
		Weight::zero()
	}
	fn challenge() -> Weight {
		Weight::zero()
	}
	fn answer() -> Weight {
		Weight::zero()
	}
	fn prove(_n: u32) -> Weight {
		Weight::zero()
	}
	fn strike() -> Weight {
		Weight::zero()
	}
}
