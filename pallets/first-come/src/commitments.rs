// SPDX-License-Identifier: Apache-2.0

//! Commitments that wait to be opened.

use crate::*;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchResult, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// The present block.
	pub(crate) fn now() -> u32 {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// Whether `commitment` is sealed, open or over in the present block.
	pub(crate) fn phase(commitment: &Commitment) -> Phase {
		commitment.phase(Self::now(), T::OpeningWindow::get())
	}

	pub(crate) fn do_commit(by: SignatoryOf<T>, commitment: H256) -> DispatchResult {
		ensure!(!commitment.is_zero(), Error::<T>::InvalidCommitment);
		ensure!(!Commitments::<T>::contains_key(commitment), Error::<T>::AlreadyExists);
		ensure!(OpenCommitments::<T>::get(by.party) < T::MaxOpen::get(), Error::<T>::TooMany);
		let precedence = NextPrecedence::<T>::get();
		let next = precedence.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		let record = Commitment { by: by.party, precedence, at: Self::now() };
		NextPrecedence::<T>::put(next);
		Self::keep(commitment, record);
		let until = record.until(T::OpeningWindow::get());
		Self::deposit_event(Event::Committed { by, commitment, precedence, until });
		Ok(())
	}

	pub(crate) fn do_sweep(commitment: H256) -> DispatchResult {
		let record = Commitments::<T>::get(commitment).ok_or(Error::<T>::NotFound)?;
		ensure!(Self::phase(&record) == Phase::Over, Error::<T>::NotExpired);

		Self::forget(commitment, &record);
		Self::deposit_event(Event::Swept { commitment, party: record.by });
		Ok(())
	}

	/// Has a commitment wait.
	pub(crate) fn keep(commitment: H256, record: Commitment) {
		Commitments::<T>::insert(commitment, record);
		OpenCommitments::<T>::mutate(record.by, |count| *count = count.saturating_add(1));
	}

	/// Has a commitment wait no longer.
	pub(crate) fn forget(commitment: H256, record: &Commitment) {
		Commitments::<T>::remove(commitment);
		OpenCommitments::<T>::mutate_exists(record.by, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|left| *left > 0);
		});
	}
}
