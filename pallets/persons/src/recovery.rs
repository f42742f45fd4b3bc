// SPDX-License-Identifier: Apache-2.0

//! Another account for a person whose key was lost.
//!
//! The enroller alone requests it, for it alone identified the person. The new account is reserved
//! meanwhile, lest anybody else give it a role. What moves is the person:
//! its id, its memberships and whatever else is recorded under the id. What is recorded under the
//! old account stays there, except for what `Config::OnAccountReplaced` moves; if that fails, the
//! person is recovered all the same and `NotMoved` says why. The old account becomes a released one,
//! so whoever holds its key, be it a thief, may move what is left on it; and `collect` moves it along
//! for whoever asks, as soon as it is free.
//!
//! Against an enroller gone rogue there are the delay, in which the old key keeps every power and
//! one objection ends the attempt; the council, since nothing completes for an organization that has
//! lost its standing or its capability; and `consent_transfer`. Against a thief who objects with
//! the stolen key there is only `release`, and enrollment anew.

use crate::*;
use frame_support::{ensure, storage::with_storage_layer, weights::Weight};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request_recovery(
		actor: ActorOf<T>,
		person: PersonId,
		new_account: T::AccountId,
	) -> DispatchResult {
		Self::enrolled_by(&actor, person)?;
		ensure!(!Recoveries::<T>::contains_key(person), Error::<T>::RecoveryPending);
		Self::ensure_free(&new_account, Some(person))?;

		let due =
			T::Time::now().checked_add(T::RecoveryDelay::get()).ok_or(ArithmeticError::Overflow)?;
		T::Deadlines::schedule(due, Task::RecoveryDue(person))?;
		RecoveringTo::<T>::insert(&new_account, person);
		Recoveries::<T>::insert(
			person,
			Recovery { new_account: new_account.clone(), requested_by: actor.clone(), due },
		);
		Self::deposit_event(Event::RecoveryRequested { actor, person, new_account, due });
		Ok(())
	}

	/// Possible for as long as the recovery has not completed, even if that is late.
	pub(crate) fn do_object(account: T::AccountId, person: PersonId) -> DispatchResult {
		ensure!(Self::drop_recovery(person), Error::<T>::NoRecovery);
		Self::deposit_event(Event::RecoveryObjected { person, account });
		Ok(())
	}

	pub(crate) fn do_cancel_recovery(actor: ActorOf<T>, person: PersonId) -> DispatchResult {
		Self::enrolled_by(&actor, person)?;
		ensure!(Self::drop_recovery(person), Error::<T>::NoRecovery);
		Self::deposit_event(Event::RecoveryCanceled { actor: Some(actor), person });
		Ok(())
	}

	/// Ends a recovery whose ground is gone.
	pub(crate) fn lapse_recovery(person: PersonId) {
		if Self::drop_recovery(person) {
			Self::deposit_event(Event::RecoveryCanceled { actor: None, person });
		}
	}

	/// The deadline of a recovery. One that cannot complete is off: left pending it would stay so for
	/// ever, as its deadline has passed.
	pub(crate) fn finish_recovery(person: PersonId) -> DispatchResult {
		let Recovery { new_account, due, .. } =
			Self::take_recovery(person).ok_or(Error::<T>::NoRecovery)?;
		ensure!(due <= T::Time::now(), Error::<T>::NotDue);

		let event = match with_storage_layer(|| Self::replace_account(person, &new_account)) {
			Ok(old_account) => Event::PersonRecovered { person, old_account, new_account },
			Err(error) => Event::RecoveryFailed { person, new_account, error },
		};
		Self::deposit_event(event);
		Ok(())
	}

	/// Returns the account that signed for the person until now.
	fn replace_account(
		person: PersonId,
		new: &T::AccountId,
	) -> Result<T::AccountId, DispatchError> {
		let record = Self::enrolled(person)?;
		ensure!(Self::may_identify(record.enrolled_by), Error::<T>::EnrollerCannotAct);
		Self::ensure_free(new, Some(person))?;

		let old = record.account.clone();
		// Nobody asks an account whether it wants to be enrolled. One that was there before and has
		// not signed since may be anybody's: its enroller does not get at what it owns.
		let own = record.prior_nonce.is_none_or(|nonce| nonce < Self::nonce(&old));
		let prior_nonce = Self::bind(new, person);
		Persons::<T>::insert(person, Person { account: new.clone(), prior_nonce, ..record });
		// A frozen asset must not keep a person from acting again.
		let moved = with_storage_layer(|| {
			ensure!(own, Error::<T>::NotItsOwn);
			T::OnAccountReplaced::on_replaced(person, &old, new)
		});
		if let Err(error) = moved {
			Self::deposit_event(Event::NotMoved { person, old_account: old.clone(), error });
		}
		// Last, for the account may own nothing now.
		Self::unbind(&old, person, own);
		Ok(old)
	}

	pub(crate) fn do_collect(account: T::AccountId) -> DispatchResult {
		let ReleasedAccount { person, own, .. } =
			Released::<T>::get(&account).ok_or(Error::<T>::NotReleased)?;
		ensure!(own, Error::<T>::NotItsOwn);
		ensure!(!T::OtherRoles::is_enrolled(&account), Error::<T>::OtherRole);
		let present = Self::enrolled(person)?.account;
		T::OnAccountReplaced::on_replaced(person, &account, &present)?;
		Self::deposit_event(Event::Collected { account: account.clone(), person });
		// What is still on hold keeps the account, until the next time.
		if with_storage_layer(|| Self::do_forget(account.clone())).is_err() {
			Self::deposit_event(Event::AccountRetained { account, person });
		}
		Ok(())
	}

	/// What collecting from an account weighs.
	pub(crate) fn collect_weight() -> Weight {
		<T as Config>::WeightInfo::collect()
			.saturating_add(T::OnAccountReplaced::weight())
			.saturating_add(T::AccountRelease::weight())
	}

	/// Returns whether a recovery was pending.
	fn drop_recovery(person: PersonId) -> bool {
		Self::take_recovery(person)
			.map(|recovery| Self::unschedule(recovery.due, Task::RecoveryDue(person)))
			.is_some()
	}

	fn take_recovery(person: PersonId) -> Option<Recovery<T::AccountId>> {
		let recovery = Recoveries::<T>::take(person)?;
		RecoveringTo::<T>::remove(&recovery.new_account);
		Some(recovery)
	}
}
