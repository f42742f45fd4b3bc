// SPDX-License-Identifier: Apache-2.0

//! Provisional weights, above what the calls were seen to take. `scripts/weights` replaces them.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weights of the calls, without what other pallets do in them.
pub trait WeightInfo {
	/// See [`crate::Pallet::admit`].
	fn admit() -> Weight;
	/// See [`crate::Pallet::amend`].
	fn amend() -> Weight;
	/// See [`crate::Pallet::grant`].
	fn grant() -> Weight;
	/// See [`crate::Pallet::withdraw`].
	fn withdraw() -> Weight;
	/// See [`crate::Pallet::suspend`].
	fn suspend() -> Weight;
	/// See [`crate::Pallet::reinstate`].
	fn reinstate() -> Weight;
	/// See [`crate::Pallet::remove`]; `o` operators.
	fn remove(o: u32) -> Weight;
	/// See [`crate::Pallet::set_quota`].
	fn set_quota() -> Weight;
	/// See [`crate::Pallet::appoint_administrator`]; `o` operators.
	fn appoint_administrator(o: u32) -> Weight;
	/// See [`crate::Pallet::grant_seat`].
	fn grant_seat() -> Weight;
	/// See [`crate::Pallet::withdraw_seat`].
	fn withdraw_seat() -> Weight;
	/// See [`crate::Pallet::set_delegate`].
	fn set_delegate() -> Weight;
	/// See [`crate::Pallet::add_operator`].
	fn add_operator() -> Weight;
	/// See [`crate::Pallet::change_operator`].
	fn change_operator() -> Weight;
	/// See [`crate::Pallet::remove_operator`].
	fn remove_operator() -> Weight;
	/// See [`crate::Pallet::hand_over`].
	fn hand_over() -> Weight;
	/// See [`crate::Pallet::act`].
	fn act() -> Weight;
	/// See [`crate::Pallet::leave`].
	fn leave() -> Weight;
	/// See [`crate::Pallet::release_account`].
	fn release_account() -> Weight;
	/// The council's members, found from all seats and passed on.
	fn change_council() -> Weight;
}

/// Weights with the database weights of `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn admit() -> Weight {
		Weight::from_parts(60_000_000, 6_200).saturating_add(T::DbWeight::get().reads_writes(5, 7))
	}

	fn amend() -> Weight {
		Weight::from_parts(30_000_000, 4_200).saturating_add(T::DbWeight::get().reads_writes(2, 3))
	}

	fn grant() -> Weight {
		Weight::from_parts(25_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn withdraw() -> Weight {
		Weight::from_parts(25_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn suspend() -> Weight {
		Weight::from_parts(25_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn reinstate() -> Weight {
		Weight::from_parts(25_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn remove(o: u32) -> Weight {
		Weight::from_parts(60_000_000, 6_200)
			.saturating_add(T::DbWeight::get().reads_writes(6, 6))
			.saturating_add(
				Weight::from_parts(25_000_000, 2_700)
					.saturating_add(T::DbWeight::get().reads_writes(2, 3))
					.saturating_mul(o.into()),
			)
	}

	fn set_quota() -> Weight {
		Weight::from_parts(25_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn appoint_administrator(o: u32) -> Weight {
		Weight::from_parts(45_000_000, 6_200)
			.saturating_add(T::DbWeight::get().reads_writes(5, 5))
			.saturating_add(
				Weight::from_parts(12_000_000, 2_700)
					.saturating_add(T::DbWeight::get().reads_writes(2, 1))
					.saturating_mul(o.into()),
			)
	}

	fn grant_seat() -> Weight {
		Weight::from_parts(30_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}

	fn withdraw_seat() -> Weight {
		Weight::from_parts(30_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}

	fn set_delegate() -> Weight {
		Weight::from_parts(30_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(4, 1))
	}

	fn add_operator() -> Weight {
		Weight::from_parts(45_000_000, 6_200).saturating_add(T::DbWeight::get().reads_writes(4, 5))
	}

	fn change_operator() -> Weight {
		Weight::from_parts(30_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}

	fn remove_operator() -> Weight {
		Weight::from_parts(45_000_000, 6_200).saturating_add(T::DbWeight::get().reads_writes(5, 5))
	}

	fn hand_over() -> Weight {
		Weight::from_parts(35_000_000, 6_200).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}

	fn act() -> Weight {
		Weight::from_parts(30_000_000, 3_900).saturating_add(T::DbWeight::get().reads_writes(2, 0))
	}

	fn leave() -> Weight {
		Weight::from_parts(45_000_000, 6_200).saturating_add(T::DbWeight::get().reads_writes(4, 5))
	}

	fn release_account() -> Weight {
		Weight::from_parts(25_000_000, 3_600).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}

	fn change_council() -> Weight {
		Weight::from_parts(40_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads_writes(18, 2))
	}
}

// For tests.
impl WeightInfo for () {
	fn admit() -> Weight {
		Weight::from_parts(60_000_000, 6_200)
			.saturating_add(RocksDbWeight::get().reads_writes(5, 7))
	}

	fn amend() -> Weight {
		Weight::from_parts(30_000_000, 4_200)
			.saturating_add(RocksDbWeight::get().reads_writes(2, 3))
	}

	fn grant() -> Weight {
		Weight::from_parts(25_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}

	fn withdraw() -> Weight {
		Weight::from_parts(25_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}

	fn suspend() -> Weight {
		Weight::from_parts(25_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}

	fn reinstate() -> Weight {
		Weight::from_parts(25_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}

	fn remove(o: u32) -> Weight {
		Weight::from_parts(60_000_000, 6_200)
			.saturating_add(RocksDbWeight::get().reads_writes(6, 6))
			.saturating_add(
				Weight::from_parts(25_000_000, 2_700)
					.saturating_add(RocksDbWeight::get().reads_writes(2, 3))
					.saturating_mul(o.into()),
			)
	}

	fn set_quota() -> Weight {
		Weight::from_parts(25_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}

	fn appoint_administrator(o: u32) -> Weight {
		Weight::from_parts(45_000_000, 6_200)
			.saturating_add(RocksDbWeight::get().reads_writes(5, 5))
			.saturating_add(
				Weight::from_parts(12_000_000, 2_700)
					.saturating_add(RocksDbWeight::get().reads_writes(2, 1))
					.saturating_mul(o.into()),
			)
	}

	fn grant_seat() -> Weight {
		Weight::from_parts(30_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(3, 2))
	}

	fn withdraw_seat() -> Weight {
		Weight::from_parts(30_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(3, 2))
	}

	fn set_delegate() -> Weight {
		Weight::from_parts(30_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(4, 1))
	}

	fn add_operator() -> Weight {
		Weight::from_parts(45_000_000, 6_200)
			.saturating_add(RocksDbWeight::get().reads_writes(4, 5))
	}

	fn change_operator() -> Weight {
		Weight::from_parts(30_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(3, 2))
	}

	fn remove_operator() -> Weight {
		Weight::from_parts(45_000_000, 6_200)
			.saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}

	fn hand_over() -> Weight {
		Weight::from_parts(35_000_000, 6_200)
			.saturating_add(RocksDbWeight::get().reads_writes(3, 2))
	}

	fn act() -> Weight {
		Weight::from_parts(30_000_000, 3_900)
			.saturating_add(RocksDbWeight::get().reads_writes(2, 0))
	}

	fn leave() -> Weight {
		Weight::from_parts(45_000_000, 6_200)
			.saturating_add(RocksDbWeight::get().reads_writes(4, 5))
	}

	fn release_account() -> Weight {
		Weight::from_parts(25_000_000, 3_600)
			.saturating_add(RocksDbWeight::get().reads_writes(2, 2))
	}

	fn change_council() -> Weight {
		Weight::from_parts(40_000_000, 12_000)
			.saturating_add(RocksDbWeight::get().reads_writes(18, 2))
	}
}
