// SPDX-License-Identifier: Apache-2.0

//! Where persons belong.

use crate::*;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_membership(
		actor: ActorOf<T>,
		person: PersonId,
		terms: Terms,
	) -> DispatchResult {
		let mut record = Self::enrolled(person)?;
		ensure!(terms.is_valid(T::Time::now()), Error::<T>::InvalidPeriod);
		ensure!(
			!Memberships::<T>::contains_key(person, actor.organization),
			Error::<T>::AlreadyMember
		);
		record.memberships = record
			.memberships
			.checked_add(1)
			.filter(|count| *count <= T::MaxMembershipsPerPerson::get())
			.ok_or(Error::<T>::TooManyMemberships)?;

		Self::schedule_end(person, actor.organization, &terms)?;
		Persons::<T>::insert(person, record);
		MembersOf::<T>::insert(actor.organization, person, ());
		Memberships::<T>::insert(
			person,
			actor.organization,
			Membership {
				terms: terms.clone(),
				status: MembershipStatus::Offered,
				added_by: actor.account.clone(),
			},
		);
		Self::deposit_event(Event::MembershipOffered { actor, person, terms });
		Ok(())
	}

	pub(crate) fn do_amend_membership(
		actor: ActorOf<T>,
		person: PersonId,
		terms: Terms,
	) -> DispatchResult {
		let membership = Self::membership_of(person, actor.organization)?;
		let now = T::Time::now();
		ensure!(!membership.terms.has_ended(now), Error::<T>::Expired);
		ensure!(terms.is_valid(now), Error::<T>::InvalidPeriod);

		if membership.terms.until != terms.until {
			Self::unschedule_end(person, actor.organization, &membership.terms);
			Self::schedule_end(person, actor.organization, &terms)?;
		}
		Memberships::<T>::insert(
			person,
			actor.organization,
			Membership { terms: terms.clone(), ..membership },
		);
		Self::deposit_event(Event::MembershipAmended { actor, person, terms });
		Ok(())
	}

	pub(crate) fn do_accept_membership(
		account: T::AccountId,
		person: PersonId,
		organization: OrganizationId,
	) -> DispatchResult {
		let membership = Self::membership_of(person, organization)?;
		ensure!(membership.status == MembershipStatus::Offered, Error::<T>::AlreadyAccepted);
		ensure!(!membership.terms.has_ended(T::Time::now()), Error::<T>::Expired);
		ensure!(T::Organizations::exists(organization), Error::<T>::UnknownOrganization);

		Memberships::<T>::insert(
			person,
			organization,
			Membership { status: MembershipStatus::Accepted, ..membership },
		);
		Self::deposit_event(Event::MembershipAccepted { person, account, organization });
		Ok(())
	}

	pub(crate) fn do_leave_membership(
		account: T::AccountId,
		person: PersonId,
		organization: OrganizationId,
	) -> DispatchResult {
		Self::close_membership(person, organization)?;
		Self::deposit_event(Event::MembershipLeft { person, account, organization });
		Ok(())
	}

	pub(crate) fn do_end_membership(actor: ActorOf<T>, person: PersonId) -> DispatchResult {
		let organization = actor.organization;
		Self::close_membership(person, organization)?;
		let actor = Some(actor);
		Self::deposit_event(Event::MembershipEnded { actor, person, organization });
		Ok(())
	}

	pub(crate) fn do_sweep_membership(
		person: PersonId,
		organization: OrganizationId,
	) -> DispatchResult {
		ensure!(!T::Organizations::exists(organization), Error::<T>::OrganizationExists);
		Self::close_membership(person, organization)?;
		Self::deposit_event(Event::MembershipEnded { actor: None, person, organization });
		Ok(())
	}

	/// The deadline of a membership with an end.
	pub(crate) fn expire_membership(
		person: PersonId,
		organization: OrganizationId,
	) -> DispatchResult {
		let membership = Self::membership_of(person, organization)?;
		ensure!(membership.terms.has_ended(T::Time::now()), Error::<T>::NotDue);
		Self::remove_membership(person, organization);
		Self::deposit_event(Event::MembershipExpired { person, organization });
		Ok(())
	}

	/// Removes every membership of a person who is being released, without touching the person's
	/// record. Returns how many there were; `Config::MaxMembershipsPerPerson` bounds them.
	pub(crate) fn drop_memberships(person: PersonId) -> u32 {
		let mut count: u32 = 0;
		for (organization, membership) in Memberships::<T>::drain_prefix(person) {
			MembersOf::<T>::remove(organization, person);
			Self::unschedule_end(person, organization, &membership.terms);
			Self::deposit_event(Event::MembershipEnded { actor: None, person, organization });
			count = count.saturating_add(1);
		}
		count
	}

	fn membership_of(
		person: PersonId,
		organization: OrganizationId,
	) -> Result<Membership<T::AccountId>, DispatchError> {
		Memberships::<T>::get(person, organization).ok_or(Error::<T>::NotAMember.into())
	}

	fn close_membership(person: PersonId, organization: OrganizationId) -> DispatchResult {
		let membership = Self::membership_of(person, organization)?;
		Self::unschedule_end(person, organization, &membership.terms);
		Self::remove_membership(person, organization);
		Ok(())
	}

	fn remove_membership(person: PersonId, organization: OrganizationId) {
		Memberships::<T>::remove(person, organization);
		MembersOf::<T>::remove(organization, person);
		Persons::<T>::mutate_extant(person, |record| {
			record.memberships = record.memberships.saturating_sub(1);
		});
	}

	fn schedule_end(
		person: PersonId,
		organization: OrganizationId,
		terms: &Terms,
	) -> DispatchResult {
		terms.until.map_or(Ok(()), |until| {
			T::Deadlines::schedule(until, Task::MembershipEnds { person, organization })
		})
	}

	fn unschedule_end(person: PersonId, organization: OrganizationId, terms: &Terms) {
		if let Some(until) = terms.until {
			Self::unschedule(until, Task::MembershipEnds { person, organization });
		}
	}

	/// Forgets a task. It is missing only if it was carried out and failed, which the deadlines pallet
	/// reported then.
	pub(crate) fn unschedule(at: Moment, task: Task) {
		if !T::Deadlines::cancel(at, task) {
			log::warn!(target: "runtime::persons", "{task:?} was not waiting at {at}");
		}
	}
}
