// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::FirstComeApi`] answers.

use crate::{
	runtime_api::{CommitmentInfo, RegistrationInfo},
	*,
};
use covenant_primitives::FirstCome;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::FirstComeApi::commitment`].
	pub fn query_commitment(commitment: H256) -> Option<CommitmentInfo> {
		let record = Commitments::<T>::get(commitment)?;
		let Commitment { by, precedence, at } = record;
		let until = record.until(T::OpeningWindow::get());
		let expired = Self::phase(&record) == Phase::Over;
		Some(CommitmentInfo { by, precedence, at, until, expired })
	}

	/// See [`crate::runtime_api::FirstComeApi::registration`].
	pub fn query_registration(domain: [u8; 8], digest: H256) -> Option<RegistrationInfo> {
		let registration = Registrations::<T>::get(domain, digest)?;
		let settled = Self::is_settled(&registration);
		let Registration { party, reference, precedence, provisional_until } = registration;
		Some(RegistrationInfo { party, reference, precedence, provisional_until, settled })
	}
}
