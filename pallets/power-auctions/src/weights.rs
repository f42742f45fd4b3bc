// SPDX-License-Identifier: Apache-2.0
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn open() -> Weight;
	fn cancel() -> Weight;
	fn bid() -> Weight;
	fn withdraw() -> Weight;
	fn reveal(s: u32) -> Weight;
	fn match_levels(n: u32) -> Weight;
	fn share(n: u32) -> Weight;
	fn settle(n: u32) -> Weight;
	fn reschedule() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn open() -> Weight {
		Weight::zero()
	}
	fn cancel() -> Weight {
		Weight::zero()
	}
	fn bid() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn reveal(_: u32) -> Weight {
		Weight::zero()
	}
	fn match_levels(_: u32) -> Weight {
		Weight::zero()
	}
	fn share(_: u32) -> Weight {
		Weight::zero()
	}
	fn settle(_: u32) -> Weight {
		Weight::zero()
	}
	fn reschedule() -> Weight {
		Weight::zero()
	}
}
impl WeightInfo for () {
	fn open() -> Weight {
		Weight::zero()
	}
	fn cancel() -> Weight {
		Weight::zero()
	}
	fn bid() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn reveal(_: u32) -> Weight {
		Weight::zero()
	}
	fn match_levels(_: u32) -> Weight {
		Weight::zero()
	}
	fn share(_: u32) -> Weight {
		Weight::zero()
	}
	fn settle(_: u32) -> Weight {
		Weight::zero()
	}
	fn reschedule() -> Weight {
		Weight::zero()
	}
}
