// SPDX-License-Identifier: Apache-2.0

//! What keeps an organization or an operator's account from being let go.

use crate::{Config, Error, OrganizationOf, Pallet, Seats, Validators, WeightInfo};
use core::marker::PhantomData;
use covenant_primitives::{Obligations, OrganizationId, ReleaseAccount};
use frame_support::{ensure, weights::Weight};
use frame_system::RawOrigin;
use pallet_session::Pallet as Session;
use sp_runtime::DispatchResult;

/// An organization is let go once it has retired, no bar is left to decide on, and the sets it sat
/// in are over.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		ensure!(!Validators::<T>::contains_key(organization), Error::<T>::StillValidating);
		ensure!(!Self::is_barred(organization), Error::<T>::Barred);
		let current = Session::<T>::current_index();
		for session in [current, current.saturating_add(1)] {
			let seats = Seats::<T>::get(session);
			let is_seated = seats.iter().any(|seat| seat.organization == organization);
			ensure!(!is_seated, Error::<T>::StillSeated);
		}
		Ok(())
	}

	fn weight() -> Weight {
		<T as Config>::WeightInfo::ensure_settled()
	}
}

/// Purges an account's session keys, which hold a consumer reference on it, before its provider
/// reference is given back.
///
/// A validator account is not released, nor is one in the current or the next set: without its keys
/// what it does in that set could not be proved.
pub struct PurgeKeys<T>(PhantomData<T>);

impl<T: Config> ReleaseAccount<T::AccountId> for PurgeKeys<T> {
	fn release(account: &T::AccountId) -> DispatchResult {
		ensure!(!OrganizationOf::<T>::contains_key(account), Error::<T>::StillValidating);
		if !Pallet::<T>::has_keys(account) {
			return Ok(());
		}
		ensure!(
			!Session::<T>::validators().contains(account) && !Pallet::<T>::is_queued(account),
			Error::<T>::StillSeated
		);
		Session::<T>::purge_keys(RawOrigin::Signed(account.clone()).into())
	}

	fn weight() -> Weight {
		<T as Config>::WeightInfo::release()
	}
}

impl<T: Config> Pallet<T> {
	/// Whether `account` is in the next set.
	pub(crate) fn is_queued(account: &T::AccountId) -> bool {
		Session::<T>::queued_keys().iter().any(|(queued, _)| queued == account)
	}
}
