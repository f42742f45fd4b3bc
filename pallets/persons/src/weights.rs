// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet-persons`. Provisional until `scripts/weights` replaces this file by measured
//! ones.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What the pallet's calls and deadlines use.
pub trait WeightInfo {
	fn enroll() -> Weight;
	fn enroll_many(n: u32) -> Weight;
	fn release(m: u32) -> Weight;
	fn resign(m: u32) -> Weight;
	fn consent_transfer() -> Weight;
	fn take_over() -> Weight;
	fn forget() -> Weight;
	fn offer_membership() -> Weight;
	fn amend_membership() -> Weight;
	fn accept_membership() -> Weight;
	fn leave_membership() -> Weight;
	fn end_membership() -> Weight;
	fn sweep_membership() -> Weight;
	fn request_recovery() -> Weight;
	fn object() -> Weight;
	fn cancel_recovery() -> Weight;
	fn recovery_due() -> Weight;
	fn membership_ends() -> Weight;
}

/// Weights on the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn enroll() -> Weight {
		Weight::from_parts(40_000_000, 26_000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn enroll_many(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 14_000)
			.saturating_add(Weight::from_parts(30_000_000, 18_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(T::DbWeight::get().writes(4_u64.saturating_mul(n.into())))
	}

	fn release(m: u32) -> Weight {
		Weight::from_parts(50_000_000, 20_000)
			.saturating_add(Weight::from_parts(20_000_000, 6_000).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(m.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(m.into())))
	}

	fn resign(m: u32) -> Weight {
		Weight::from_parts(50_000_000, 23_000)
			.saturating_add(Weight::from_parts(20_000_000, 6_000).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(m.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(m.into())))
	}

	fn consent_transfer() -> Weight {
		Weight::from_parts(20_000_000, 11_000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn take_over() -> Weight {
		Weight::from_parts(40_000_000, 26_000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn forget() -> Weight {
		Weight::from_parts(25_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn offer_membership() -> Weight {
		Weight::from_parts(35_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn amend_membership() -> Weight {
		Weight::from_parts(35_000_000, 23_000)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn accept_membership() -> Weight {
		Weight::from_parts(25_000_000, 14_000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn leave_membership() -> Weight {
		Weight::from_parts(30_000_000, 17_000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn end_membership() -> Weight {
		Weight::from_parts(30_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn sweep_membership() -> Weight {
		Weight::from_parts(30_000_000, 17_000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn request_recovery() -> Weight {
		Weight::from_parts(35_000_000, 26_000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn object() -> Weight {
		Weight::from_parts(25_000_000, 14_000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn cancel_recovery() -> Weight {
		Weight::from_parts(30_000_000, 20_000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn recovery_due() -> Weight {
		Weight::from_parts(60_000_000, 38_000)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn membership_ends() -> Weight {
		Weight::from_parts(25_000_000, 11_000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}
}

/// For tests.
impl WeightInfo for () {
	fn enroll() -> Weight {
		Weight::from_parts(40_000_000, 26_000)
			.saturating_add(RocksDbWeight::get().reads(8))
			.saturating_add(RocksDbWeight::get().writes(6))
	}

	fn enroll_many(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 14_000)
			.saturating_add(Weight::from_parts(30_000_000, 18_000).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4))
			.saturating_add(RocksDbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2))
			.saturating_add(RocksDbWeight::get().writes(4_u64.saturating_mul(n.into())))
	}

	fn release(m: u32) -> Weight {
		Weight::from_parts(50_000_000, 20_000)
			.saturating_add(Weight::from_parts(20_000_000, 6_000).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(6))
			.saturating_add(RocksDbWeight::get().reads(2_u64.saturating_mul(m.into())))
			.saturating_add(RocksDbWeight::get().writes(7))
			.saturating_add(RocksDbWeight::get().writes(5_u64.saturating_mul(m.into())))
	}

	fn resign(m: u32) -> Weight {
		Weight::from_parts(50_000_000, 23_000)
			.saturating_add(Weight::from_parts(20_000_000, 6_000).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(7))
			.saturating_add(RocksDbWeight::get().reads(2_u64.saturating_mul(m.into())))
			.saturating_add(RocksDbWeight::get().writes(7))
			.saturating_add(RocksDbWeight::get().writes(5_u64.saturating_mul(m.into())))
	}

	fn consent_transfer() -> Weight {
		Weight::from_parts(20_000_000, 11_000)
			.saturating_add(RocksDbWeight::get().reads(3))
			.saturating_add(RocksDbWeight::get().writes(1))
	}

	fn take_over() -> Weight {
		Weight::from_parts(40_000_000, 26_000)
			.saturating_add(RocksDbWeight::get().reads(8))
			.saturating_add(RocksDbWeight::get().writes(6))
	}

	fn forget() -> Weight {
		Weight::from_parts(25_000_000, 8_000)
			.saturating_add(RocksDbWeight::get().reads(2))
			.saturating_add(RocksDbWeight::get().writes(2))
	}

	fn offer_membership() -> Weight {
		Weight::from_parts(35_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(6))
			.saturating_add(RocksDbWeight::get().writes(5))
	}

	fn amend_membership() -> Weight {
		Weight::from_parts(35_000_000, 23_000)
			.saturating_add(RocksDbWeight::get().reads(7))
			.saturating_add(RocksDbWeight::get().writes(5))
	}

	fn accept_membership() -> Weight {
		Weight::from_parts(25_000_000, 14_000)
			.saturating_add(RocksDbWeight::get().reads(4))
			.saturating_add(RocksDbWeight::get().writes(1))
	}

	fn leave_membership() -> Weight {
		Weight::from_parts(30_000_000, 17_000)
			.saturating_add(RocksDbWeight::get().reads(5))
			.saturating_add(RocksDbWeight::get().writes(5))
	}

	fn end_membership() -> Weight {
		Weight::from_parts(30_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(6))
			.saturating_add(RocksDbWeight::get().writes(5))
	}

	fn sweep_membership() -> Weight {
		Weight::from_parts(30_000_000, 17_000)
			.saturating_add(RocksDbWeight::get().reads(5))
			.saturating_add(RocksDbWeight::get().writes(5))
	}

	fn request_recovery() -> Weight {
		Weight::from_parts(35_000_000, 26_000)
			.saturating_add(RocksDbWeight::get().reads(8))
			.saturating_add(RocksDbWeight::get().writes(4))
	}

	fn object() -> Weight {
		Weight::from_parts(25_000_000, 14_000)
			.saturating_add(RocksDbWeight::get().reads(4))
			.saturating_add(RocksDbWeight::get().writes(4))
	}

	fn cancel_recovery() -> Weight {
		Weight::from_parts(30_000_000, 20_000)
			.saturating_add(RocksDbWeight::get().reads(6))
			.saturating_add(RocksDbWeight::get().writes(4))
	}

	fn recovery_due() -> Weight {
		Weight::from_parts(60_000_000, 38_000)
			.saturating_add(RocksDbWeight::get().reads(12))
			.saturating_add(RocksDbWeight::get().writes(8))
	}

	fn membership_ends() -> Weight {
		Weight::from_parts(25_000_000, 11_000)
			.saturating_add(RocksDbWeight::get().reads(3))
			.saturating_add(RocksDbWeight::get().writes(3))
	}
}
