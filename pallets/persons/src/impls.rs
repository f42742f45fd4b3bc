// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask of this one.

use crate::*;
use covenant_primitives::{HandleDeadline, Member, Obligations};
use frame_support::{ensure, weights::Weight};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> covenant_primitives::Persons<T::AccountId> for Pallet<T> {
	fn person_of(account: &T::AccountId) -> Option<PersonId> {
		PersonByAccount::<T>::get(account)
	}

	/// `None` for a released person: nobody signs for it.
	fn account_of(person: PersonId) -> Option<T::AccountId> {
		Persons::<T>::get(person).filter(Person::is_enrolled).map(|record| record.account)
	}

	fn last_account_of(person: PersonId) -> Option<T::AccountId> {
		Persons::<T>::get(person).map(|record| record.account)
	}

	fn ensure_person(account: &T::AccountId) -> Result<PersonId, DispatchError> {
		PersonByAccount::<T>::get(account).ok_or(Error::<T>::NotAPerson.into())
	}

	fn ensure_member(
		account: &T::AccountId,
		organization: OrganizationId,
	) -> Result<Member<T::AccountId>, DispatchError> {
		let person = Self::ensure_person(account)?;
		let membership =
			Memberships::<T>::get(person, organization).ok_or(Error::<T>::NotAMember)?;
		match membership.standing(T::Time::now()) {
			MembershipStanding::Offered => Err(Error::<T>::NotAccepted)?,
			MembershipStanding::NotYet => Err(Error::<T>::NotYetInForce)?,
			MembershipStanding::Ended => Err(Error::<T>::Expired)?,
			MembershipStanding::InForce => (),
		}
		// A suspended organization keeps its members, a removed one has none.
		ensure!(T::Organizations::exists(organization), Error::<T>::UnknownOrganization);
		Ok(Member { account: account.clone(), person, organization, unit: membership.terms.unit })
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &T::AccountId, organization: OrganizationId) -> PersonId {
		Self::benchmark_member(account, organization)
	}
}

/// A released account has no role: it only moves what it owns. One that a recovery leads to has.
impl<T: Config> Enrollment<T::AccountId> for Pallet<T> {
	fn is_enrolled(account: &T::AccountId) -> bool {
		PersonByAccount::<T>::contains_key(account) || RecoveringTo::<T>::contains_key(account)
	}
}

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(task: &Task) -> Weight {
		match task {
			Task::RecoveryDue(_) => <T as Config>::WeightInfo::recovery_due()
				.saturating_add(T::OnAccountReplaced::weight())
				.saturating_add(T::AccountRelease::weight()),
			Task::MembershipEnds { .. } => <T as Config>::WeightInfo::membership_ends(),
		}
	}

	fn handle(task: Task) -> DispatchResult {
		match task {
			Task::RecoveryDue(person) => Self::finish_recovery(person),
			Task::MembershipEnds { person, organization } => {
				Self::expire_membership(person, organization)
			}
		}
	}
}

/// An organization answers for the persons it enrolled until it has released them or another one has
/// taken them over.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		ensure!(!EnrolledCount::<T>::contains_key(organization), Error::<T>::PersonsRemain);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
