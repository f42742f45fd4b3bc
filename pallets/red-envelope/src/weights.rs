// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_red_envelope`. Provisional: to be measured with `scripts/weights red-envelope`.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What the calls and hooks of `pallet_red_envelope` cost.
pub trait WeightInfo {
	fn open_budget() -> Weight;
	fn open_sub_budget() -> Weight;
	fn fund() -> Weight;
	fn return_funds() -> Weight;
	fn allot() -> Weight;
	fn take_back() -> Weight;
	fn freeze() -> Weight;
	fn unfreeze() -> Weight;
	fn close_budget() -> Weight;
	fn grant_right() -> Weight;
	fn revoke_right() -> Weight;
	fn set_cap() -> Weight;
	fn fill(n: u32) -> Weight;
	fn pause() -> Weight;
	fn resume() -> Weight;
	fn cancel() -> Weight;
	fn attach_register() -> Weight;
	fn claim() -> Weight;
	fn withdraw() -> Weight;
	fn pay_out() -> Weight;
	fn redeem() -> Weight;
	fn withdraw_redemption() -> Weight;
	fn confirm_redemption() -> Weight;
	fn reject_redemption() -> Weight;
	fn remit_tax() -> Weight;
	fn check_place() -> Weight;
	fn check_code() -> Weight;
	fn look() -> Weight;
	fn draw(n: u32) -> Weight;
	fn expire() -> Weight;
	fn lapse() -> Weight;
	fn time_out() -> Weight;
}

/// What was measured, with the runtime's own database weights.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn open_budget() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn open_sub_budget() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn fund() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn return_funds() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn allot() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn take_back() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn freeze() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn unfreeze() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn close_budget() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn grant_right() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn revoke_right() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn set_cap() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn fill(n: u32) -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(Weight::from_parts(40_000_000, 4000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
			.saturating_add(T::DbWeight::get().reads_writes(5, 5).saturating_mul(n.into()))
	}
	fn pause() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn resume() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn cancel() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn attach_register() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn claim() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn pay_out() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn redeem() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn withdraw_redemption() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn confirm_redemption() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn reject_redemption() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn remit_tax() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn check_place() -> Weight {
		Weight::from_parts(60_000_000, 4000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn check_code() -> Weight {
		Weight::from_parts(60_000_000, 4000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn look() -> Weight {
		Weight::from_parts(60_000_000, 4000)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn draw(n: u32) -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(Weight::from_parts(40_000_000, 4000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
			.saturating_add(T::DbWeight::get().reads_writes(5, 5).saturating_mul(n.into()))
	}
	fn expire() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn lapse() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
	fn time_out() -> Weight {
		Weight::from_parts(200_000_000, 40000)
			.saturating_add(T::DbWeight::get().reads_writes(30, 30))
	}
}
