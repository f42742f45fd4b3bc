// SPDX-License-Identifier: Apache-2.0

//! The invariants of the crate documentation, recomputed from the primary records.

use super::*;
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_organizations()?;
		Self::check_operators()?;
		Self::check_seats()?;
		Self::check_provided()
	}

	/// Codes, Administered, Granted, and the counts of Operators.
	fn check_organizations() -> Result<(), TryRuntimeError> {
		let mut organizations = 0;
		for (id, record) in Organizations::<T>::iter() {
			organizations += 1;
			ensure!(id < NextOrganizationId::<T>::get(), "an id is not below the next one");
			ensure!(
				OrganizationByUscc::<T>::get(record.uscc) == Some(id),
				"an organization is not found by its code"
			);
			ensure!(record.administrators > 0, "an organization has no administrator");
			ensure!(
				record.operators <= T::MaxOperators::get(),
				"an organization has too many operators"
			);
			ensure!(
				!record.capabilities.iter().any(|capability| capability.is_inherent()),
				"a capability that everybody has is recorded as granted"
			);

			let mut operators = 0;
			let mut administrators = 0;
			for account in OperatorsOf::<T>::iter_key_prefix(id) {
				let operator = Operators::<T>::get(account).ok_or("an index entry is stale")?;
				ensure!(operator.organization == id, "an operator is indexed elsewhere");
				operators += 1;
				administrators += u32::from(operator.administrator);
			}
			ensure!(record.operators == operators, "operators are miscounted");
			ensure!(record.administrators == administrators, "administrators are miscounted");
		}
		ensure!(
			OrganizationByUscc::<T>::iter_keys().count() == organizations,
			"a code belongs to no organization"
		);
		Ok(())
	}

	/// Operators.
	fn check_operators() -> Result<(), TryRuntimeError> {
		for (account, operator) in Operators::<T>::iter() {
			ensure!(
				OperatorsOf::<T>::contains_key(operator.organization, &account),
				"an operator is not indexed"
			);
		}
		for (organization, account, ()) in OperatorsOf::<T>::iter() {
			ensure!(
				Organizations::<T>::contains_key(organization),
				"an operator of no organization is indexed"
			);
			ensure!(Operators::<T>::contains_key(account), "an index entry is stale");
		}
		Ok(())
	}

	/// Seated.
	fn check_seats() -> Result<(), TryRuntimeError> {
		let mut seats = 0;
		for (organization, seat) in Seats::<T>::iter() {
			seats += 1;
			ensure!(
				Organizations::<T>::contains_key(organization),
				"a seat belongs to no organization"
			);
			if let Some(delegate) = seat.delegate {
				ensure!(
					OperatorsOf::<T>::contains_key(organization, delegate),
					"a delegate is not an operator of its organization"
				);
			}
		}
		ensure!(seats == Seats::<T>::count(), "seats are miscounted");
		ensure!(seats <= T::MaxSeats::get(), "there are too many seats");
		Ok(())
	}

	/// Provided.
	fn check_provided() -> Result<(), TryRuntimeError> {
		let has_provider =
			|account: &T::AccountId| frame_system::Pallet::<T>::providers(account) > 0;
		for id in Organizations::<T>::iter_keys() {
			ensure!(
				has_provider(&Self::account_of(id)),
				"an organization's account has no provider"
			);
		}
		for account in Operators::<T>::iter_keys() {
			ensure!(has_provider(&account), "an operator's account has no provider");
			ensure!(
				!RetainedAccounts::<T>::contains_key(&account),
				"an operator's account is retained"
			);
		}
		for account in RetainedAccounts::<T>::iter_keys() {
			ensure!(has_provider(&account), "a retained account has no provider");
		}
		Ok(())
	}
}
