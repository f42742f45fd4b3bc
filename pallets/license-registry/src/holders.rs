// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask: who holds a license.

use crate::*;
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> covenant_primitives::Licenses for Pallet<T> {
	fn ensure_held(party: Party, license: LicenseId, type_code: TypeCode) -> DispatchResult {
		let record = Licenses::<T>::get(license).ok_or(Error::<T>::NotFound)?;
		ensure!(record.type_code() == type_code, Error::<T>::TypeMismatch);
		ensure!(Self::speaker(&record) == Some(party), Error::<T>::NotAuthorized);
		let failures = Self::failures(license, &record, None, T::Time::now());
		match failures.into_iter().next() {
			Some(failure) => Err(Error::<T>::from(failure).into()),
			None => Ok(()),
		}
	}

	/// As much as using a consent, which asks all this and more.
	fn weight() -> Weight {
		T::WeightInfo::use_consent()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(party: Party) -> (LicenseId, TypeCode) {
		crate::benchmarking::license_of::<T>(party)
	}
}
