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
//! released account may be enrolled again, and may take another role; one that still owns something
//! of a recovered person signs for nobody else.
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

	/// Refuses an account that cannot sign for `person`, or for a new one.
	pub(crate) fn ensure_free(account: &T::AccountId, person: Option<PersonId>) -> DispatchResult {
		ensure!(!PersonByAccount::<T>::contains_key(account), Error::<T>::AlreadyEnrolled);
		ensure!(!T::OtherRoles::is_enrolled(account), Error::<T>::OtherRole);
		let is_others = |owner: PersonId| person != Some(owner);
		ensure!(!RecoveringTo::<T>::get(account).is_some_and(is_others), Error::<T>::Reserved);
		// What is left there belongs to a person who has another account now.
		let former = Released::<T>::get(account).map(|released| released.person);
		ensure!(
			!former.is_some_and(|owner| is_others(owner) && Self::enrolled(owner).is_ok()),
			Error::<T>::FormerAccount
		);
		Ok(())
	}

	/// Has `account` sign for `person`. A released account brings its reference along. Returns the
	/// nonce of an account that was there before.
	pub(crate) fn bind(account: &T::AccountId, person: PersonId) -> Option<u64> {
		let prior_nonce =
			frame_system::Pallet::<T>::account_exists(account).then(|| Self::nonce(account));
		PersonByAccount::<T>::insert(account, person);
		if Released::<T>::take(account).is_none() {
			frame_system::Pallet::<T>::inc_providers(account);
		}
		prior_nonce
	}

	pub(crate) fn nonce(account: &T::AccountId) -> u64 {
		frame_system::Pallet::<T>::account_nonce(account).saturated_into()
	}

	/// Has `account` no longer sign for `person`, who owns what is there if it is its `own`. It
	/// never fails: what cannot be given back now waits for [`Pallet::forget`].
	pub(crate) fn unbind(account: &T::AccountId, person: PersonId, own: bool) {
		PersonByAccount::<T>::remove(account);
		let given_back = with_storage_layer(|| T::AccountRelease::release(account))
			.and_then(|()| Self::give_back(account));
		if given_back.is_err() {
			let since = T::Time::now();
			Released::<T>::insert(account, ReleasedAccount { person, since, own });
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
