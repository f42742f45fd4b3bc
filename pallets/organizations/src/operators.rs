// SPDX-License-Identifier: Apache-2.0

//! Operators: who they are, what they were given, and the provider references of their accounts.

use super::*;
use frame_support::{
	dispatch::DispatchResultWithPostInfo, ensure, storage::with_storage_layer, traits::Get,
	weights::Weight,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_operator(
		signer: T::AccountId,
		account: T::AccountId,
		capabilities: Capabilities,
		administrator: bool,
	) -> DispatchResult {
		let (actor, mut record) = Self::administrator(signer)?;
		Self::ensure_place_for_operator(&record)?;
		Self::ensure_held(&record, &capabilities)?;
		let operator = Operator {
			organization: actor.organization,
			administrator,
			capabilities: capabilities.clone(),
		};
		Self::enlist(&mut record, &account, operator)?;
		Organizations::<T>::insert(actor.organization, record);
		Self::deposit_event(Event::OperatorAdded {
			actor,
			operator: account,
			capabilities,
			administrator,
		});
		Ok(())
	}

	pub(crate) fn do_change_operator(
		signer: T::AccountId,
		account: T::AccountId,
		capabilities: Capabilities,
		administrator: bool,
	) -> DispatchResult {
		let (actor, mut record) = Self::administrator(signer)?;
		let mut operator = Self::operator_of(actor.organization, &account)?;
		Self::ensure_held(&record, &capabilities)?;
		if operator.administrator != administrator {
			Self::count_administrator(&mut record, administrator)?;
			Organizations::<T>::insert(actor.organization, record);
		}
		operator.administrator = administrator;
		operator.capabilities = capabilities.clone();
		Operators::<T>::insert(&account, operator);
		Self::deposit_event(Event::OperatorChanged {
			actor,
			operator: account,
			capabilities,
			administrator,
		});
		Ok(())
	}

	pub(crate) fn do_remove_operator(
		signer: T::AccountId,
		account: T::AccountId,
	) -> DispatchResultWithPostInfo {
		let (actor, record) = Self::administrator_in_any_standing(signer)?;
		let operator = Self::operator_of(actor.organization, &account)?;
		let was_delegate = Self::delist(record, &account, &operator)?;
		Self::release_or_retain(account.clone());
		Self::deposit_event(Event::OperatorRemoved { actor, operator: account });
		let base = <T as Config>::WeightInfo::remove_operator();
		Ok(Some(Self::end_role_weight(base, was_delegate)).into())
	}

	pub(crate) fn do_leave(signer: T::AccountId) -> DispatchResultWithPostInfo {
		let operator = Self::operator(&signer).ok_or(Error::<T>::NotOperator)?;
		let record = Self::organization(operator.organization)?;
		let was_delegate = Self::delist(record, &signer, &operator)?;
		Self::release(&signer)?;
		let actor = Actor { account: signer, organization: operator.organization };
		Self::deposit_event(Event::OperatorLeft { actor });
		let base = <T as Config>::WeightInfo::leave();
		Ok(Some(Self::end_role_weight(base, was_delegate)).into())
	}

	pub(crate) fn do_hand_over(signer: T::AccountId, to: T::AccountId) -> DispatchResult {
		let (actor, _) = Self::administrator(signer)?;
		let operator = Self::operator_of(actor.organization, &to)?;
		ensure!(!operator.administrator, Error::<T>::AlreadyAdministrator);
		for (account, administrator) in [(&actor.account, false), (&to, true)] {
			Operators::<T>::mutate(account, |operator| {
				if let Some(operator) = operator {
					operator.administrator = administrator;
				}
			});
		}
		Self::deposit_event(Event::HandedOver { actor, to });
		Ok(())
	}

	pub(crate) fn do_release_account(account: T::AccountId) -> DispatchResult {
		RetainedAccounts::<T>::take(&account).ok_or(Error::<T>::NotRetained)?;
		Self::release(&account)?;
		Self::deposit_event(Event::AccountReleased { account });
		Ok(())
	}

	/// The weight of a call that ends one role, with `base` for everything that happens here.
	pub(crate) fn end_role_weight(base: Weight, was_delegate: bool) -> Weight {
		let weight = base.saturating_add(T::AccountRelease::weight());
		if was_delegate {
			weight.saturating_add(Self::council_weight())
		} else {
			weight
		}
	}

	/// Makes `account` an operator. `record` is left for the caller to store.
	pub(crate) fn enlist(
		record: &mut OrganizationOf<T>,
		account: &T::AccountId,
		operator: Operator,
	) -> DispatchResult {
		ensure!(!Operators::<T>::contains_key(account), Error::<T>::AlreadyOperator);
		ensure!(!T::OtherRoles::is_enrolled(account), Error::<T>::HasOtherRole);
		ensure!(Self::organization_of_account(account).is_none(), Error::<T>::OrganizationAccount);
		ensure!(record.operators < T::MaxOperators::get(), Error::<T>::TooManyOperators);

		record.operators = record.operators.saturating_add(1);
		if operator.administrator {
			record.administrators = record.administrators.saturating_add(1);
		}
		// A retained account still has the reference from its former role.
		if RetainedAccounts::<T>::take(account).is_none() {
			frame_system::Pallet::<T>::inc_providers(account);
		}
		OperatorsOf::<T>::insert(operator.organization, account, ());
		Operators::<T>::insert(account, operator);
		Ok(())
	}

	/// Ends the role of `account` and stores `record`. Says whether the council lost a member.
	fn delist(
		mut record: OrganizationOf<T>,
		account: &T::AccountId,
		operator: &Operator,
	) -> Result<bool, Error<T>> {
		if operator.administrator {
			Self::count_administrator(&mut record, false)?;
		}
		record.operators = record.operators.saturating_sub(1);
		Organizations::<T>::insert(operator.organization, record);
		OperatorsOf::<T>::remove(operator.organization, account);
		Operators::<T>::remove(account);
		Ok(Self::lose_delegate(operator.organization, account))
	}

	/// Gives the account's provider reference back.
	pub(crate) fn release(account: &T::AccountId) -> DispatchResult {
		T::AccountRelease::release(account)?;
		frame_system::Pallet::<T>::dec_providers(account).map_err(|_| Error::<T>::AccountInUse)?;
		Ok(())
	}

	/// Gives the account's provider reference back, or remembers that it has to be.
	pub(crate) fn release_or_retain(account: T::AccountId) {
		if let Err(error) = with_storage_layer(|| Self::release(&account)) {
			RetainedAccounts::<T>::insert(&account, ());
			Self::deposit_event(Event::AccountRetained { account, error });
		}
	}

	fn operator_of(
		organization: OrganizationId,
		account: &T::AccountId,
	) -> Result<Operator, Error<T>> {
		Self::operator(account)
			.filter(|operator| operator.organization == organization)
			.ok_or(Error::<T>::OperatorNotFound)
	}

	/// One administrator more or less; never none.
	fn count_administrator(record: &mut OrganizationOf<T>, more: bool) -> Result<(), Error<T>> {
		record.administrators = if more {
			record.administrators.saturating_add(1)
		} else {
			ensure!(record.administrators > 1, Error::<T>::LastAdministrator);
			record.administrators.saturating_sub(1)
		};
		Ok(())
	}

	/// Whether administrators may add an operator; the last place is the council's.
	pub(crate) fn ensure_place_for_operator(record: &OrganizationOf<T>) -> DispatchResult {
		ensure!(
			record.operators < T::MaxOperators::get().saturating_sub(1),
			Error::<T>::TooManyOperators
		);
		Ok(())
	}

	pub(crate) fn ensure_held(
		record: &OrganizationOf<T>,
		capabilities: &Capabilities,
	) -> DispatchResult {
		ensure!(
			capabilities.iter().all(|capability| record.holds(*capability)),
			Error::<T>::CapabilityNotGranted
		);
		Ok(())
	}
}
