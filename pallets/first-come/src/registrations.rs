// SPDX-License-Identifier: Apache-2.0

//! Opening commitments, and the digests that were registered by it.

use crate::*;
use covenant_primitives::{FirstCome, Opening};
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchError;

impl<T: Config> FirstCome for Pallet<T> {
	fn register(opening: &Opening, reference: u64) -> Result<Option<Registration>, DispatchError> {
		let Opening { domain, digest, party, .. } = *opening;
		ensure!(!digest.is_zero(), Error::<T>::InvalidDigest);
		let hash = opening.commitment();
		let commitment = Commitments::<T>::get(hash).ok_or(Error::<T>::NotCommitted)?;
		match Self::phase(&commitment) {
			Phase::Sealed => return Err(Error::<T>::TooEarly.into()),
			Phase::Over => return Err(Error::<T>::Expired.into()),
			Phase::Open => (),
		}
		let present = Registrations::<T>::get(domain, digest);
		// A commitment that is earlier and open finds a settled registration only if an upgrade made
		// the window longer.
		let gives_way = |present: &Registration| {
			commitment.precedence < present.precedence && !Self::is_settled(present)
		};
		ensure!(present.as_ref().is_none_or(gives_way), Error::<T>::AlreadyExists);

		let registration = Registration {
			party,
			reference,
			precedence: commitment.precedence,
			provisional_until: commitment.until(T::OpeningWindow::get()),
		};
		Self::forget(hash, &commitment);
		Registrations::<T>::insert(domain, digest, registration);
		if let Some(displaced) = present {
			Self::deposit_event(Event::Displaced { domain, digest, displaced });
		}
		Self::deposit_event(Event::Registered { domain, digest, registration });
		Ok(present)
	}

	fn registration(domain: [u8; 8], digest: H256) -> Option<Registration> {
		Registrations::<T>::get(domain, digest)
	}

	fn release(domain: [u8; 8], digest: H256, reference: u64) -> bool {
		let Some(registration) = Registrations::<T>::get(domain, digest) else { return false };
		if registration.reference != reference {
			return false;
		}
		Registrations::<T>::remove(domain, digest);
		Self::deposit_event(Event::Released { domain, digest, registration });
		true
	}

	fn is_settled(registration: &Registration) -> bool {
		Self::now() > registration.provisional_until
	}

	fn register_weight() -> Weight {
		T::WeightInfo::register()
	}

	/// Moves a chain that has no block yet to its first, so that there is an earlier one.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(opening: &Opening) {
		if Self::now() == 0 {
			frame_system::Pallet::<T>::set_block_number(1u32.into());
		}
		let precedence = NextPrecedence::<T>::get();
		NextPrecedence::<T>::put(precedence.saturating_add(1));
		let at = Self::now().saturating_sub(1);
		Self::keep(opening.commitment(), Commitment { by: opening.party, precedence, at });
	}
}
