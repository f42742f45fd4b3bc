// SPDX-License-Identifier: Apache-2.0

//! Recomputes what the crate documentation calls the invariants.

use crate::{disabling::limit, Bars, Config, OrganizationOf, Pallet, Seats, Validators};
use alloc::{collections::BTreeSet, vec::Vec};
use covenant_primitives::Organizations;
use frame_support::{ensure, traits::Get};
use pallet_session::{historical::StoredRange, Pallet as Session};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_registry()?;
		Self::try_state_sessions()
	}

	fn try_state_registry() -> Result<(), TryRuntimeError> {
		let mut validators = 0_u32;
		for (organization, validator) in Validators::<T>::iter() {
			validators = validators.saturating_add(1);
			ensure!(
				OrganizationOf::<T>::get(&validator.account) == Some(organization),
				"OneAccountEach: a validator account does not lead back to its organization"
			);
			ensure!(
				T::Organizations::exists(organization),
				"KnownOrganizations: a validator is not on the chain"
			);
			ensure!(
				validator.cleared <= Session::<T>::current_index(),
				"a bar was lifted in a session that has not begun"
			);
		}
		let accounts = u32::try_from(OrganizationOf::<T>::iter_keys().count());
		ensure!(accounts == Ok(validators), "OneAccountEach: an account without a validator");
		ensure!(
			validators == Validators::<T>::count() && validators <= T::MaxValidators::get(),
			"Bounded: the number of validators is wrong or too high"
		);
		ensure!(
			Bars::<T>::iter_keys().all(T::Organizations::exists),
			"KnownOrganizations: whoever is barred is not on the chain"
		);
		Ok(())
	}

	fn try_state_sessions() -> Result<(), TryRuntimeError> {
		let set = Session::<T>::validators();
		ensure!(!set.is_empty(), "NeverEmpty: the current set is empty");
		ensure!(!Session::<T>::queued_keys().is_empty(), "NeverEmpty: the next set is empty");

		let (first, end) = StoredRange::<T>::get().unwrap_or_default();
		let sessions: BTreeSet<_> = Seats::<T>::iter_keys().collect();
		ensure!(
			sessions == (first..end).collect(),
			"SeatsWithHistory: seats are not kept for the sessions that roots are kept for"
		);
		for seats in Seats::<T>::iter_values() {
			let organizations: BTreeSet<_> = seats.iter().map(|seat| seat.organization).collect();
			let accounts: BTreeSet<_> = seats.iter().map(|seat| &seat.account).collect();
			ensure!(
				organizations.len() == seats.len() && accounts.len() == seats.len(),
				"OneAccountEach: two seats of one organization or account in a session"
			);
		}
		let seated: Vec<_> = Seats::<T>::get(Session::<T>::current_index()).into_inner();
		ensure!(
			seated.iter().all(|seat| set.contains(&seat.account)),
			"a seat of the current session is not in its set"
		);

		ensure!(
			Session::<T>::disabled_validators().len() <= limit(set.len()) && Self::is_enforced(),
			"Disabled: others are disabled than are to be"
		);
		Ok(())
	}
}
