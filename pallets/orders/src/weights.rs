// SPDX-License-Identifier: Apache-2.0
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn set_terms() -> Weight;
	fn request() -> Weight;
	fn approve() -> Weight;
	fn refuse() -> Weight;
	fn withdraw() -> Weight;
	fn cancel() -> Weight;
	fn reschedule() -> Weight;
	fn deliver() -> Weight;
	fn accept() -> Weight;
	fn accept_part() -> Weight;
	fn agree_part() -> Weight;
	fn dispute() -> Weight;
	fn rule() -> Weight;
	fn rate() -> Weight;
	fn collect() -> Weight;
	fn fall_due() -> Weight;
	fn quote() -> Weight;
	fn withdraw_quote() -> Weight;
	fn accept_quote() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_terms() -> Weight {
		Weight::zero()
	}
	fn request() -> Weight {
		Weight::zero()
	}
	fn approve() -> Weight {
		Weight::zero()
	}
	fn refuse() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn cancel() -> Weight {
		Weight::zero()
	}
	fn reschedule() -> Weight {
		Weight::zero()
	}
	fn deliver() -> Weight {
		Weight::zero()
	}
	fn accept() -> Weight {
		Weight::zero()
	}
	fn accept_part() -> Weight {
		Weight::zero()
	}
	fn agree_part() -> Weight {
		Weight::zero()
	}
	fn dispute() -> Weight {
		Weight::zero()
	}
	fn rule() -> Weight {
		Weight::zero()
	}
	fn rate() -> Weight {
		Weight::zero()
	}
	fn collect() -> Weight {
		Weight::zero()
	}
	fn fall_due() -> Weight {
		Weight::zero()
	}
	fn quote() -> Weight {
		Weight::zero()
	}
	fn withdraw_quote() -> Weight {
		Weight::zero()
	}
	fn accept_quote() -> Weight {
		Weight::zero()
	}
}
