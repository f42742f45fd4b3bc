// SPDX-License-Identifier: Apache-2.0

//! Who is enrolled, and which organization answers for it.
//!
//! ## Commitments
//! A commitment is never used again, not even after its person was released: a proof about it must
//! mean one person for ever. Whoever was released may be enrolled anew under another salt, as a new
//! person. The chain cannot tell that two commitments hide one human being; enrollers can.
//!
//! ## Who is responsible
//! `take_over` needs the person's consent, unless the enroller cannot act: suspended, without the
//! capability, or removed. Otherwise persons who lost their keys meanwhile would be stranded, and an
//! organization with thousands of persons could never be removed. It ends a pending recovery, which
//! the new enroller has not vouched for. An organization with enrolled persons cannot be removed;
//! one with members can.

use crate::*;
use alloc::vec::Vec;
use covenant_primitives::Capability;
use frame_support::{ensure, traits::Incrementable, weights::Weight};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The person's record, if it is enrolled.
	pub(crate) fn enrolled(person: PersonId) -> Result<Person<T::AccountId>, DispatchError> {
		let record = Persons::<T>::get(person).ok_or(Error::<T>::NotFound)?;
		ensure!(record.is_enrolled(), Error::<T>::Released);
		Ok(record)
	}

	/// The person's record, if it is enrolled and `actor`'s organization is responsible for it.
	pub(crate) fn enrolled_by(
		actor: &ActorOf<T>,
		person: PersonId,
	) -> Result<Person<T::AccountId>, DispatchError> {
		let record = Self::enrolled(person)?;
		ensure!(record.enrolled_by == actor.organization, Error::<T>::NotAuthorized);
		Ok(record)
	}

	/// Enrolls all of `batch`, or fails; the caller's transaction then undoes what was written.
	pub(crate) fn do_enroll(actor: ActorOf<T>, batch: Vec<(T::AccountId, H256)>) -> DispatchResult {
		Self::assume(actor.organization, batch.len().saturated_into())?;
		let now = T::Time::now();
		let mut next = NextPersonId::<T>::get();
		for (account, commitment) in batch {
			let person = next;
			next = person.increment().ok_or(ArithmeticError::Overflow)?;
			Self::insert(&actor, person, account, commitment, now)?;
		}
		NextPersonId::<T>::put(next);
		Ok(())
	}

	fn insert(
		actor: &ActorOf<T>,
		person: PersonId,
		account: T::AccountId,
		commitment: H256,
		now: Moment,
	) -> DispatchResult {
		ensure!(!commitment.is_zero(), Error::<T>::InvalidCommitment);
		ensure!(!PersonByCommitment::<T>::contains_key(commitment), Error::<T>::AlreadyExists);
		Self::ensure_free(&account, None)?;

		let prior_nonce = Self::bind(&account, person);
		PersonByCommitment::<T>::insert(commitment, person);
		Persons::<T>::insert(
			person,
			Person {
				account: account.clone(),
				commitment,
				enrolled_by: actor.organization,
				enrolled_at: now,
				transfer_to: None,
				memberships: 0,
				prior_nonce,
				status: PersonStatus::Enrolled,
			},
		);
		Self::deposit_event(Event::PersonEnrolled {
			actor: actor.clone(),
			person,
			account,
			commitment,
		});
		Ok(())
	}

	/// Returns how many memberships ended with the enrollment.
	pub(crate) fn do_release(actor: ActorOf<T>, person: PersonId) -> Result<u32, DispatchError> {
		let record = Self::enrolled_by(&actor, person)?;
		let account = record.account.clone();
		Self::deposit_event(Event::PersonReleased { actor: Some(actor), person, account });
		Ok(Self::end_enrollment(person, record))
	}

	/// Returns how many memberships ended with the enrollment.
	pub(crate) fn do_resign(account: T::AccountId, person: PersonId) -> Result<u32, DispatchError> {
		let record = Self::enrolled(person)?;
		Self::deposit_event(Event::PersonReleased { actor: None, person, account });
		Ok(Self::end_enrollment(person, record))
	}

	/// What a release weighs that ended this many memberships.
	pub(crate) fn release_weight(memberships: u32) -> Weight {
		<T as Config>::WeightInfo::release(memberships).saturating_add(T::AccountRelease::weight())
	}

	/// What a resignation weighs that ended this many memberships.
	pub(crate) fn resign_weight(memberships: u32) -> Weight {
		<T as Config>::WeightInfo::resign(memberships).saturating_add(T::AccountRelease::weight())
	}

	fn end_enrollment(person: PersonId, record: Person<T::AccountId>) -> u32 {
		Self::lapse_recovery(person);
		let memberships = Self::drop_memberships(person);
		Self::vacate(record.enrolled_by);
		Self::unbind(&record.account, person, true);
		Persons::<T>::insert(
			person,
			Person {
				status: PersonStatus::Released { at: T::Time::now() },
				transfer_to: None,
				memberships: 0,
				..record
			},
		);
		memberships
	}

	pub(crate) fn do_consent_transfer(
		account: T::AccountId,
		person: PersonId,
		to: Option<OrganizationId>,
	) -> DispatchResult {
		let record = Self::enrolled(person)?;
		if let Some(organization) = to {
			ensure!(T::Organizations::exists(organization), Error::<T>::UnknownOrganization);
			ensure!(organization != record.enrolled_by, Error::<T>::AlreadyResponsible);
		}
		Persons::<T>::insert(person, Person { transfer_to: to, ..record });
		Self::deposit_event(Event::TransferConsented { person, account, to });
		Ok(())
	}

	pub(crate) fn do_take_over(actor: ActorOf<T>, person: PersonId) -> DispatchResult {
		let record = Self::enrolled(person)?;
		let from = record.enrolled_by;
		ensure!(from != actor.organization, Error::<T>::AlreadyResponsible);
		ensure!(
			record.transfer_to == Some(actor.organization) || !Self::may_identify(from),
			Error::<T>::NotConsented
		);

		Self::assume(actor.organization, 1)?;
		Self::vacate(from);
		Self::lapse_recovery(person);
		Persons::<T>::insert(
			person,
			Person { enrolled_by: actor.organization, transfer_to: None, ..record },
		);
		Self::deposit_event(Event::PersonTakenOver { actor, person, from });
		Ok(())
	}

	pub(crate) fn may_identify(organization: OrganizationId) -> bool {
		T::Organizations::has_capability(organization, Capability::IdentifyPersons)
	}

	/// Makes `organization` responsible for `persons` more, within its limit.
	fn assume(organization: OrganizationId, persons: u32) -> DispatchResult {
		let count = EnrolledCount::<T>::get(organization)
			.checked_add(persons)
			.filter(|count| *count <= T::Organizations::person_limit(organization))
			.ok_or(Error::<T>::TooManyPersons)?;
		EnrolledCount::<T>::insert(organization, count);
		Ok(())
	}

	/// Makes `organization` responsible for one person fewer.
	fn vacate(organization: OrganizationId) {
		EnrolledCount::<T>::mutate_exists(organization, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
	}
}
