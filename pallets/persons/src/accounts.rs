// SPDX-License-Identifier: Apache-2.0

//! Which account signs for whom, and the provider reference that lets it transact without coins.
//!
//! An account has one reference from here while it is in [`PersonByAccount`] or in [`Released`],
//! and is never in both.
//!
//! When its person is released or recovered, an account that owns nothing gives its provider
//! reference back at once; any other becomes a released account until `forget`. An account owns
//! something while it has a consumer or a sufficient reference, or a provider reference that is not
//! from here: a pallet that keeps for an account what it may want to move takes one of them. A
//! released account may be enrolled again, and may take another role.
//!
//! An account that is forgotten loses its nonce. Sign with mortal eras, lest transactions be
//! replayed when the account is enrolled again.

use crate::*;
use frame_support::{ensure, storage::with_storage_layer, weights::Weight};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// What `account` is here, for the rules about who may transact.
	pub fn standing_of(account: &T::AccountId) -> Option<PersonStanding> {
		PersonByAccount::<T>::get(account)
			.map(PersonStanding::Enrolled)
			.or_else(|| Released::<T>::contains_key(account).then_some(PersonStanding::Released))
	}

	/// The signer and the enrolled person it signs for.
	pub(crate) fn ensure_self(
		origin: OriginFor<T>,
	) -> Result<(T::AccountId, PersonId), DispatchError> {
		let account = ensure_signed(origin)?;
		let person = Self::ensure_person(&account)?;
		Ok((account, person))
	}

	/// Refuses an account that cannot sign for another person.
	pub(crate) fn ensure_free(account: &T::AccountId) -> DispatchResult {
		ensure!(!PersonByAccount::<T>::contains_key(account), Error::<T>::AlreadyEnrolled);
		ensure!(!T::OtherRoles::is_enrolled(account), Error::<T>::OtherRole);
		Ok(())
	}

	/// Has `account` sign for `person`. A released account brings its reference along.
	pub(crate) fn bind(account: &T::AccountId, person: PersonId) {
		PersonByAccount::<T>::insert(account, person);
		if Released::<T>::take(account).is_none() {
			frame_system::Pallet::<T>::inc_providers(account);
		}
	}

	/// Has `account` no longer sign for `person`. It never fails: what cannot be given back now
	/// waits for [`Pallet::forget`].
	pub(crate) fn unbind(account: &T::AccountId, person: PersonId) {
		PersonByAccount::<T>::remove(account);
		let given_back = with_storage_layer(|| T::AccountRelease::release(account))
			.and_then(|()| Self::give_back(account));
		if given_back.is_err() {
			let since = T::Time::now();
			Released::<T>::insert(account, ReleasedAccount { person, since });
			Self::deposit_event(Event::AccountRetained { account: account.clone(), person });
		}
	}

	pub(crate) fn do_forget(account: T::AccountId) -> DispatchResult {
		ensure!(Released::<T>::take(&account).is_some(), Error::<T>::NotReleased);
		T::AccountRelease::release(&account)?;
		Self::give_back(&account)
	}

	/// What forgetting an account weighs.
	pub(crate) fn forget_weight() -> Weight {
		<T as Config>::WeightInfo::forget().saturating_add(T::AccountRelease::weight())
	}

	/// Takes the reference back, if nothing else keeps the account alive. `dec_providers` alone would
	/// strand an account with a sufficient asset: alive, but no longer allowed to transact.
	fn give_back(account: &T::AccountId) -> DispatchResult {
		let references = frame_system::Account::<T>::get(account);
		ensure!(
			references.consumers == 0 && references.sufficients == 0 && references.providers == 1,
			Error::<T>::AccountInUse
		);
		frame_system::Pallet::<T>::dec_providers(account)?;
		Self::deposit_event(Event::AccountForgotten { account: account.clone() });
		Ok(())
	}
}
