// SPDX-License-Identifier: Apache-2.0

//! The invariants that the crate's documentation names, recomputed from the records.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::one_account_one_person()?;
		Self::counts()?;
		Self::memberships_are_indexed()?;
		Self::recoveries_have_persons()?;
		Self::one_provider()
	}

	fn one_account_one_person() -> Result<(), TryRuntimeError> {
		let next = NextPersonId::<T>::get();
		let (mut ever, mut enrolled) = (0_usize, 0_usize);
		for (person, record) in Persons::<T>::iter() {
			ensure!(person < next, "a person has an id that was not given out");
			ensure!(!record.commitment.is_zero(), "a person has no commitment");
			ensure!(
				PersonByCommitment::<T>::get(record.commitment) == Some(person),
				"a commitment leads to another person"
			);
			ever = ever.saturating_add(1);
			if record.is_enrolled() {
				ensure!(
					PersonByAccount::<T>::get(&record.account) == Some(person),
					"an account leads to another person"
				);
				enrolled = enrolled.saturating_add(1);
			} else {
				ensure!(record.transfer_to.is_none(), "a released person consents");
			}
		}
		ensure!(PersonByCommitment::<T>::iter().count() == ever, "a commitment leads nowhere");
		ensure!(PersonByAccount::<T>::iter().count() == enrolled, "an account leads nowhere");
		Ok(())
	}

	fn counts() -> Result<(), TryRuntimeError> {
		let mut expected = BTreeMap::<OrganizationId, u32>::new();
		for (person, record) in Persons::<T>::iter() {
			if record.is_enrolled() {
				let count = expected.entry(record.enrolled_by).or_default();
				*count = count.saturating_add(1);
			}
			let memberships: u32 =
				Memberships::<T>::iter_key_prefix(person).count().saturated_into();
			ensure!(record.memberships == memberships, "a person's memberships are miscounted");
			ensure!(
				memberships <= T::MaxMembershipsPerPerson::get(),
				"a person has too many memberships"
			);
		}
		let counted: BTreeMap<_, _> = EnrolledCount::<T>::iter().collect();
		ensure!(counted == expected, "an organization's persons are miscounted");
		Ok(())
	}

	fn memberships_are_indexed() -> Result<(), TryRuntimeError> {
		let mut count = 0_usize;
		for (person, organization, membership) in Memberships::<T>::iter() {
			ensure!(
				MembersOf::<T>::contains_key(organization, person),
				"a membership is not in its organization's index"
			);
			ensure!(Self::enrolled(person).is_ok(), "a member is not enrolled");
			ensure!(
				membership.terms.until.is_none_or(|until| membership.terms.from < until),
				"a membership has an empty period"
			);
			count = count.saturating_add(1);
		}
		ensure!(MembersOf::<T>::iter().count() == count, "an index entry has no membership");
		Ok(())
	}

	fn recoveries_have_persons() -> Result<(), TryRuntimeError> {
		for (person, recovery) in Recoveries::<T>::iter() {
			let record =
				Self::enrolled(person).map_err(|_| "a recovery's person is not enrolled")?;
			ensure!(
				record.enrolled_by == recovery.requested_by.organization,
				"a recovery was not requested by the enroller"
			);
			ensure!(
				RecoveringTo::<T>::get(&recovery.new_account) == Some(person),
				"a recovery did not reserve its account"
			);
			ensure!(
				!PersonByAccount::<T>::contains_key(&recovery.new_account),
				"a reserved account signs for somebody"
			);
		}
		ensure!(
			RecoveringTo::<T>::iter().count() == Recoveries::<T>::iter().count(),
			"an account is reserved for no recovery"
		);
		Ok(())
	}

	fn one_provider() -> Result<(), TryRuntimeError> {
		for account in PersonByAccount::<T>::iter_keys() {
			ensure!(!Released::<T>::contains_key(&account), "a person's account is released");
			Self::ensure_provider(&account)?;
		}
		for account in Released::<T>::iter_keys() {
			Self::ensure_provider(&account)?;
		}
		Ok(())
	}

	fn ensure_provider(account: &T::AccountId) -> Result<(), TryRuntimeError> {
		ensure!(
			frame_system::Pallet::<T>::providers(account) > 0,
			"an account lost its provider reference"
		);
		Ok(())
	}
}
