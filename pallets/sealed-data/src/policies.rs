// SPDX-License-Identifier: Apache-2.0

//! How owners answer requests.

use crate::*;
use covenant_primitives::Capability;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_policy(by: SignatoryOf<T>, policy: u32, terms: Policy) -> DispatchResult {
		ensure!(policy < T::MaxPolicies::get(), Error::<T>::TooManyPolicies);
		ensure!(terms.is_valid(by.party), Error::<T>::InvalidPolicy);
		if let Some(arbiter) = terms.arbiter {
			ensure!(T::Organizations::exists(arbiter), Error::<T>::UnknownParty);
			ensure!(
				T::Organizations::has_capability(arbiter, Capability::Arbitrate),
				Error::<T>::NotAnArbiter
			);
		}
		if let Decision::Approvers { approvers, .. } = &terms.decision {
			ensure!(approvers.iter().copied().all(Self::exists), Error::<T>::UnknownParty);
		}
		Policies::<T>::insert(by.party, policy, &terms);
		Self::deposit_event(Event::PolicySet { by, policy, terms });
		Ok(())
	}

	pub(crate) fn policy(owner: Party, policy: u32) -> Result<Policy, DispatchError> {
		Policies::<T>::get(owner, policy).ok_or(Error::<T>::PolicyNotFound.into())
	}

	/// Whether the party is on the chain.
	pub(crate) fn exists(party: Party) -> bool {
		match party {
			Party::Organization(organization) => T::Organizations::exists(organization),
			Party::Person(person) => T::Persons::account_of(person).is_some(),
		}
	}

	/// Whether somebody may act for the party.
	pub(crate) fn can_act(party: Party) -> bool {
		match party {
			Party::Organization(organization) => {
				T::Organizations::is_in_good_standing(organization)
			}
			Party::Person(person) => T::Persons::account_of(person).is_some(),
		}
	}
}
