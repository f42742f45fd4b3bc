// SPDX-License-Identifier: Apache-2.0

//! Which organizations validate, with which account, and which are barred.

use crate::{
	Bar, Bars, Cause, Config, Error, Event, OrganizationOf, Pallet, Validator, Validators,
};
use covenant_primitives::{Actor, Authority, Capability, OrganizationId, Organizations};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_admit(organization: OrganizationId, account: T::AccountId) -> DispatchResult {
		ensure!(T::Organizations::exists(organization), Error::<T>::UnknownOrganization);
		ensure!(!Validators::<T>::contains_key(organization), Error::<T>::AlreadyExists);
		ensure!(!Bars::<T>::contains_key(organization), Error::<T>::Barred);
		ensure!(Validators::<T>::count() < T::MaxValidators::get(), Error::<T>::TooMany);
		Self::ensure_free_to_validate(organization, &account)?;

		OrganizationOf::<T>::insert(&account, organization);
		Validators::<T>::insert(organization, Validator { account: account.clone(), cleared: 0 });
		Self::deposit_event(Event::Admitted { organization, account });
		Ok(())
	}

	pub(crate) fn do_retire(organization: OrganizationId) -> DispatchResult {
		let account = Self::deregister(organization)?;
		Self::deposit_event(Event::Retired { organization, account });
		Ok(())
	}

	pub(crate) fn do_resign(actor: Actor<T::AccountId>) -> DispatchResult {
		let account = Self::deregister(actor.organization)?;
		Self::deposit_event(Event::Resigned { actor, account });
		Ok(())
	}

	pub(crate) fn do_set_account(
		actor: Actor<T::AccountId>,
		account: T::AccountId,
	) -> DispatchResult {
		let organization = actor.organization;
		let validator = Validators::<T>::get(organization).ok_or(Error::<T>::NotFound)?;
		Self::ensure_free_to_validate(organization, &account)?;

		OrganizationOf::<T>::remove(&validator.account);
		OrganizationOf::<T>::insert(&account, organization);
		let changed = Validator { account: account.clone(), ..validator.clone() };
		Validators::<T>::insert(organization, changed);
		Self::deposit_event(Event::AccountChanged { actor, from: validator.account, to: account });
		Ok(())
	}

	pub(crate) fn do_bar(organization: OrganizationId) -> DispatchResult {
		ensure!(Validators::<T>::contains_key(organization), Error::<T>::NotFound);
		ensure!(!Bars::<T>::contains_key(organization), Error::<T>::Barred);
		Self::set_bar(organization, Cause::Council);
		Self::enforce();
		Ok(())
	}

	pub(crate) fn do_lift_bar(organization: OrganizationId) -> DispatchResult {
		ensure!(Bars::<T>::take(organization).is_some(), Error::<T>::NotBarred);
		if let Some(mut validator) = Validators::<T>::get(organization) {
			validator.cleared = pallet_session::Pallet::<T>::current_index();
			Validators::<T>::insert(organization, validator);
		}
		Self::deposit_event(Event::BarLifted { organization });
		Self::enforce();
		Ok(())
	}

	/// Bars an organization that is not barred yet; whoever calls this enforces it.
	pub(crate) fn set_bar(organization: OrganizationId, cause: Cause) {
		Bars::<T>::insert(organization, Bar { since: T::Time::now(), cause: cause.clone() });
		Self::deposit_event(Event::Barred { organization, cause });
	}

	/// Whether `account` may validate for `organization` as far as the organization decides.
	pub(crate) fn ensure_authorized(
		organization: OrganizationId,
		account: &T::AccountId,
	) -> DispatchResult {
		let actor = T::Authority::ensure_capability(account, Capability::ValidateBlocks)?;
		ensure!(actor.organization == organization, Error::<T>::NotAuthorized);
		Ok(())
	}

	fn ensure_free_to_validate(
		organization: OrganizationId,
		account: &T::AccountId,
	) -> DispatchResult {
		Self::ensure_authorized(organization, account)?;
		ensure!(!OrganizationOf::<T>::contains_key(account), Error::<T>::AccountInUse);
		Ok(())
	}

	fn deregister(organization: OrganizationId) -> Result<T::AccountId, DispatchError> {
		let account = Validators::<T>::take(organization).ok_or(Error::<T>::NotFound)?.account;
		OrganizationOf::<T>::remove(&account);
		Ok(account)
	}
}
