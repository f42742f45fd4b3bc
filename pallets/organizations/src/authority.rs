// SPDX-License-Identifier: Apache-2.0

//! What other pallets and the runtime learn here. A guard reads the operator, then its
//! organization, and nothing else.

use super::*;
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get, PalletId};
use sp_runtime::{traits::AccountIdConversion, DispatchError};

/// Who acts, and the organization it acts for.
type Acting<T> = (Actor<<T as frame_system::Config>::AccountId>, OrganizationOf<T>);

/// Who acts, and what it may use.
type Entitled<T> = (Actor<<T as frame_system::Config>::AccountId>, Vec<Capability>);

impl<T: Config> Pallet<T> {
	/// The account that owns the organization's money, asset roles and seats. It can be derived
	/// before the organization is admitted and after it was removed.
	pub fn account_of(organization: OrganizationId) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(organization)
	}

	/// The organization that an account of [`Self::account_of`] belongs to.
	pub fn organization_of_account(account: &T::AccountId) -> Option<OrganizationId> {
		PalletId::try_from_sub_account(account)
			.filter(|(source, _)| *source == T::PalletId::get())
			.map(|(_, organization)| organization)
	}

	/// What an account's role is, whatever the standing of its organization.
	pub fn operator(account: &T::AccountId) -> Option<Operator> {
		Operators::<T>::get(account)
	}

	/// What an organization may use, whatever its standing.
	pub fn quota(organization: OrganizationId) -> Option<Quota> {
		Organizations::<T>::get(organization).map(|record| record.quota)
	}

	pub(crate) fn organization(id: OrganizationId) -> Result<OrganizationOf<T>, Error<T>> {
		Organizations::<T>::get(id).ok_or(Error::<T>::NotFound)
	}

	/// An operator and its organization, in whatever standing.
	fn role(account: &T::AccountId) -> Result<(Operator, OrganizationOf<T>), Error<T>> {
		let operator = Operators::<T>::get(account).ok_or(Error::<T>::NotOperator)?;
		let record = Self::organization(operator.organization)?;
		Ok((operator, record))
	}

	/// An operator and its organization in good standing.
	fn role_in_good_standing(
		account: &T::AccountId,
	) -> Result<(Operator, OrganizationOf<T>), Error<T>> {
		let role = Self::role(account)?;
		ensure!(role.1.is_active(), Error::<T>::Suspended);
		Ok(role)
	}

	/// An administrator and its organization in good standing.
	pub(crate) fn administrator(account: T::AccountId) -> Result<Acting<T>, Error<T>> {
		let role = Self::role_in_good_standing(&account)?;
		Self::only_administrator(account, role)
	}

	/// An administrator and its organization, for what stays allowed under suspension.
	pub(crate) fn administrator_in_any_standing(
		account: T::AccountId,
	) -> Result<Acting<T>, Error<T>> {
		let role = Self::role(&account)?;
		Self::only_administrator(account, role)
	}

	/// An operator of an organization in good standing, and what it was given that its organization
	/// still holds.
	pub(crate) fn effective_capabilities(account: T::AccountId) -> Result<Entitled<T>, Error<T>> {
		let (operator, record) = Self::role_in_good_standing(&account)?;
		let held = operator.capabilities.iter().copied().filter(|given| record.holds(*given));
		Ok((Actor { account, organization: operator.organization }, held.collect()))
	}

	fn only_administrator(
		account: T::AccountId,
		(operator, record): (Operator, OrganizationOf<T>),
	) -> Result<Acting<T>, Error<T>> {
		ensure!(operator.administrator, Error::<T>::NotAdministrator);
		Ok((Actor { account, organization: operator.organization }, record))
	}
}

impl<T: Config> Authority<T::AccountId> for Pallet<T> {
	fn organization_of(account: &T::AccountId) -> Option<OrganizationId> {
		Operators::<T>::get(account).map(|operator| operator.organization)
	}

	fn ensure_operator(account: &T::AccountId) -> Result<Actor<T::AccountId>, DispatchError> {
		let (operator, _) = Self::role_in_good_standing(account)?;
		Ok(Actor { account: account.clone(), organization: operator.organization })
	}

	fn ensure_administrator(account: &T::AccountId) -> Result<Actor<T::AccountId>, DispatchError> {
		let (actor, _) = Self::administrator(account.clone())?;
		Ok(actor)
	}

	fn ensure_capability(
		account: &T::AccountId,
		capability: Capability,
	) -> Result<Actor<T::AccountId>, DispatchError> {
		let (operator, record) = Self::role_in_good_standing(account)?;
		ensure!(record.holds(capability), Error::<T>::CapabilityNotGranted);
		ensure!(operator.capabilities.contains(&capability), Error::<T>::CapabilityNotHeld);
		Ok(Actor { account: account.clone(), organization: operator.organization })
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &T::AccountId, capability: Capability) -> OrganizationId {
		benchmarking::set_up::<T>(account, capability)
	}
}

impl<T: Config> covenant_primitives::Organizations<T::AccountId> for Pallet<T> {
	fn exists(organization: OrganizationId) -> bool {
		Organizations::<T>::contains_key(organization)
	}

	fn is_in_good_standing(organization: OrganizationId) -> bool {
		Organizations::<T>::get(organization).is_some_and(|record| record.is_active())
	}

	fn has_capability(organization: OrganizationId, capability: Capability) -> bool {
		Organizations::<T>::get(organization)
			.is_some_and(|record| record.is_active() && record.holds(capability))
	}

	fn kind(organization: OrganizationId) -> Option<OrganizationKind> {
		Organizations::<T>::get(organization).map(|record| record.kind)
	}

	fn account(organization: OrganizationId) -> T::AccountId {
		Self::account_of(organization)
	}

	fn person_limit(organization: OrganizationId) -> u32 {
		Self::quota(organization).map_or(0, |quota| quota.persons)
	}
}

impl<T: Config> covenant_primitives::Districts for Pallet<T> {
	fn district(organization: OrganizationId) -> Option<covenant_primitives::Region> {
		Organizations::<T>::get(organization)?.uscc.district()
	}
}

impl<T: Config> Enrollment<T::AccountId> for Pallet<T> {
	fn is_enrolled(account: &T::AccountId) -> bool {
		Operators::<T>::contains_key(account) || Self::organization_of_account(account).is_some()
	}
}
