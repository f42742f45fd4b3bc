// SPDX-License-Identifier: Apache-2.0

//! What the council decides about organizations.

use super::*;
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchResultWithPostInfo,
	ensure,
	traits::{Incrementable, Time},
	weights::Weight,
	BoundedVec,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_admit(
		name: BoundedVec<u8, T::MaxNameLength>,
		uscc: [u8; uscc::LENGTH],
		kind: OrganizationKind,
		capabilities: Capabilities,
		quota: Quota,
		administrator: T::AccountId,
	) -> Result<OrganizationId, sp_runtime::DispatchError> {
		Self::ensure_name(&name)?;
		let uscc = Self::free_uscc(uscc)?;
		Self::ensure_grantable(&capabilities)?;
		let organization = NextOrganizationId::<T>::get();
		let next = organization.increment().ok_or(Error::<T>::TooManyOrganizations)?;

		let mut record = Organization {
			name,
			uscc,
			kind,
			status: Status::Active,
			capabilities,
			quota,
			admitted_at: T::Time::now(),
			operators: 0,
			administrators: 0,
		};
		let operator = Self::full_administrator(organization, &record)?;
		Self::enlist(&mut record, &administrator, operator)?;
		let account = Self::account_of(organization);
		frame_system::Pallet::<T>::inc_providers(&account);
		NextOrganizationId::<T>::put(next);
		OrganizationByUscc::<T>::insert(uscc, organization);
		Organizations::<T>::insert(organization, record);
		Self::deposit_event(Event::Admitted { organization, uscc, account, administrator });
		Ok(organization)
	}

	pub(crate) fn do_amend(
		organization: OrganizationId,
		name: Option<BoundedVec<u8, T::MaxNameLength>>,
		uscc: Option<[u8; uscc::LENGTH]>,
		kind: Option<OrganizationKind>,
	) -> DispatchResult {
		let before = Self::organization(organization)?;
		let mut record = before.clone();
		if let Some(name) = name {
			Self::ensure_name(&name)?;
			record.name = name;
		}
		if let Some(code) = uscc.filter(|code| code != before.uscc.as_bytes()) {
			record.uscc = Self::free_uscc(code)?;
			OrganizationByUscc::<T>::remove(before.uscc);
			OrganizationByUscc::<T>::insert(record.uscc, organization);
		}
		if let Some(kind) = kind {
			record.kind = kind;
		}
		ensure!(record != before, Error::<T>::NoChange);
		let uscc = record.uscc;
		Organizations::<T>::insert(organization, record);
		Self::deposit_event(Event::Amended { organization, uscc });
		Ok(())
	}

	pub(crate) fn do_grant(
		organization: OrganizationId,
		capabilities: Capabilities,
	) -> DispatchResult {
		let mut record = Self::organization(organization)?;
		Self::ensure_grantable(&capabilities)?;
		ensure!(!capabilities.is_subset(&record.capabilities), Error::<T>::NoChange);
		for capability in capabilities.iter() {
			record
				.capabilities
				.try_insert(*capability)
				.map_err(|_| Error::<T>::TooManyCapabilities)?;
		}
		Organizations::<T>::insert(organization, record);
		Self::deposit_event(Event::Granted { organization, capabilities });
		Ok(())
	}

	pub(crate) fn do_withdraw(
		organization: OrganizationId,
		capabilities: Capabilities,
	) -> DispatchResult {
		let mut record = Self::organization(organization)?;
		Self::ensure_grantable(&capabilities)?;
		ensure!(!capabilities.is_empty(), Error::<T>::NoChange);
		for capability in capabilities.iter() {
			ensure!(record.capabilities.remove(capability), Error::<T>::CapabilityNotGranted);
		}
		Organizations::<T>::insert(organization, record);
		Self::deposit_event(Event::Withdrawn { organization, capabilities });
		Ok(())
	}

	pub(crate) fn do_suspend(
		organization: OrganizationId,
		reason: SuspensionReason,
	) -> DispatchResult {
		let mut record = Self::organization(organization)?;
		ensure!(record.is_active(), Error::<T>::Suspended);
		record.status = Status::Suspended { since: T::Time::now(), reason };
		Organizations::<T>::insert(organization, record);
		Self::deposit_event(Event::Suspended { organization, reason });
		T::OnStandingChange::on_loss(organization);
		Ok(())
	}

	pub(crate) fn do_reinstate(organization: OrganizationId) -> DispatchResult {
		let mut record = Self::organization(organization)?;
		ensure!(!record.is_active(), Error::<T>::NotSuspended);
		record.status = Status::Active;
		Organizations::<T>::insert(organization, record);
		Self::deposit_event(Event::Reinstated { organization });
		T::OnStandingChange::on_reinstatement(organization);
		Ok(())
	}

	pub(crate) fn do_set_quota(organization: OrganizationId, quota: Quota) -> DispatchResult {
		let mut record = Self::organization(organization)?;
		ensure!(record.quota != quota, Error::<T>::NoChange);
		record.quota = quota;
		Organizations::<T>::insert(organization, record);
		Self::deposit_event(Event::QuotaSet { organization, quota });
		Ok(())
	}

	pub(crate) fn do_appoint_administrator(
		organization: OrganizationId,
		by_two_thirds: bool,
		administrator: T::AccountId,
	) -> DispatchResultWithPostInfo {
		let mut record = Self::organization(organization)?;
		// An administrator names the delegate: more than half could appoint its way to two thirds.
		Self::ensure_may_touch_seat(organization, by_two_thirds)?;
		let visited = record.operators;
		// Whoever holds the lost keys may not get in the way of the new administrator.
		for account in OperatorsOf::<T>::iter_key_prefix(organization) {
			Operators::<T>::mutate_extant(account, |operator| operator.administrator = false);
		}
		record.administrators = 0;

		let operator = Self::full_administrator(organization, &record)?;
		if OperatorsOf::<T>::contains_key(organization, &administrator) {
			record.administrators = 1;
			Operators::<T>::insert(&administrator, operator);
		} else {
			Self::enlist(&mut record, &administrator, operator)?;
		}
		Organizations::<T>::insert(organization, record);
		Self::deposit_event(Event::AdministratorAppointed { organization, administrator });
		Ok(Some(<T as Config>::WeightInfo::appoint_administrator(visited)).into())
	}

	pub(crate) fn do_remove(
		organization: OrganizationId,
		by_two_thirds: bool,
	) -> DispatchResultWithPostInfo {
		let record = Self::organization(organization)?;
		Self::ensure_may_touch_seat(organization, by_two_thirds)?;
		T::Obligations::ensure_settled(organization)?;

		let lost_delegate = Self::unseat(organization)?;
		// Collected first: keys must not be removed from under the iteration.
		let operators: Vec<_> = OperatorsOf::<T>::iter_key_prefix(organization).collect();
		for account in operators {
			OperatorsOf::<T>::remove(organization, &account);
			Operators::<T>::remove(&account);
			Self::release_or_retain(account);
		}
		OrganizationByUscc::<T>::remove(record.uscc);
		Organizations::<T>::remove(organization);

		Self::release_or_retain(Self::account_of(organization));
		Self::deposit_event(Event::Removed { organization, uscc: record.uscc });
		if record.is_active() {
			T::OnStandingChange::on_loss(organization);
		}
		let weight = Self::remove_weight(record.operators, record.is_active(), lost_delegate);
		Ok(Some(weight).into())
	}

	/// The weight of removing an organization with so many operators.
	pub(crate) fn remove_weight(operators: u32, was_active: bool, lost_delegate: bool) -> Weight {
		let releases = u64::from(operators).saturating_add(1);
		let mut weight = <T as Config>::WeightInfo::remove(operators)
			.saturating_add(T::Obligations::weight())
			.saturating_add(T::AccountRelease::weight().saturating_mul(releases));
		if was_active {
			weight = weight.saturating_add(T::OnStandingChange::weight());
		}
		if lost_delegate {
			weight = weight.saturating_add(Self::council_weight());
		}
		weight
	}

	/// An administrator with everything that its organization holds.
	pub(crate) fn full_administrator(
		organization: OrganizationId,
		record: &OrganizationOf<T>,
	) -> Result<Operator, Error<T>> {
		let capabilities =
			Capabilities::try_from(record.held()).map_err(|_| Error::<T>::TooManyCapabilities)?;
		Ok(Operator { organization, administrator: true, capabilities })
	}

	fn ensure_name(name: &[u8]) -> DispatchResult {
		let text = core::str::from_utf8(name).map_err(|_| Error::<T>::InvalidName)?;
		ensure!(!text.trim().is_empty(), Error::<T>::InvalidName);
		Ok(())
	}

	/// A valid code that no organization has.
	fn free_uscc(code: [u8; uscc::LENGTH]) -> Result<Uscc, Error<T>> {
		let uscc = Uscc::try_from(code).map_err(|reason| match reason {
			uscc::Invalid::CheckCharacter => Error::<T>::WrongCheckCharacter,
			uscc::Invalid::Character | uscc::Invalid::Length => Error::<T>::InvalidUscc,
		})?;
		ensure!(!OrganizationByUscc::<T>::contains_key(uscc), Error::<T>::AlreadyExists);
		Ok(uscc)
	}

	fn ensure_grantable(capabilities: &Capabilities) -> DispatchResult {
		ensure!(
			!capabilities.iter().any(|capability| capability.is_inherent()),
			Error::<T>::InherentCapability
		);
		Ok(())
	}
}
