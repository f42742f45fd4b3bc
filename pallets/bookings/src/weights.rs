// SPDX-License-Identifier: Apache-2.0
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn set_calendar() -> Weight;
	fn clear_calendar() -> Weight;
	fn close() -> Weight;
	fn reopen() -> Weight;
	fn book() -> Weight;
	fn free() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_calendar() -> Weight {
		Weight::zero()
	}
	fn clear_calendar() -> Weight {
		Weight::zero()
	}
	fn close() -> Weight {
		Weight::zero()
	}
	fn reopen() -> Weight {
		Weight::zero()
	}
	fn book() -> Weight {
		Weight::zero()
	}
	fn free() -> Weight {
		Weight::zero()
	}
}
