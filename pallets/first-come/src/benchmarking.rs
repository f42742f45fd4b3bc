// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls and of what other pallets ask, each on its longest path.

#![cfg(feature = "runtime-benchmarks")]

use super::*;
use covenant_primitives::{FirstCome, Opening, OrganizationId};
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;
use frame_system::RawOrigin;

const DOMAIN: [u8; 8] = *b"cov/benc";

/// What a party who committed to the digest opens.
fn opening(salt: u8) -> Opening {
	Opening {
		domain: DOMAIN,
		digest: H256::repeat_byte(1),
		salt: [salt; 16],
		party: Party::Organization(OrganizationId(0)),
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn commit() -> Result<(), BenchmarkError> {
		let origin =
			T::PartyOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let commitment = H256::repeat_byte(1);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, commitment);

		assert!(Commitments::<T>::contains_key(commitment));
		Ok(())
	}

	#[benchmark]
	fn sweep() {
		let caller: T::AccountId = whitelisted_caller();
		let commitment = opening(0).commitment();
		Pallet::<T>::set_up(&opening(0));
		let over = T::OpeningWindow::get().saturating_add(Pallet::<T>::now());
		frame_system::Pallet::<T>::set_block_number(over.into());

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), commitment);

		assert!(!Commitments::<T>::contains_key(commitment));
	}

	// The registration of a later commitment gives way.
	#[benchmark]
	fn register() -> Result<(), BenchmarkError> {
		Pallet::<T>::set_up(&opening(0));
		Pallet::<T>::set_up(&opening(1));
		Pallet::<T>::register(&opening(1), 1)?;
		let displaced;

		#[block]
		{
			displaced = Pallet::<T>::register(&opening(0), 0)?;
		}

		assert_eq!(displaced.map(|registration| registration.reference), Some(1));
		Ok(())
	}

	#[benchmark]
	fn release() -> Result<(), BenchmarkError> {
		Pallet::<T>::set_up(&opening(0));
		Pallet::<T>::register(&opening(0), 7)?;
		let released;

		#[block]
		{
			released = Pallet::<T>::release(DOMAIN, opening(0).digest, 7);
		}

		assert!(released);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
