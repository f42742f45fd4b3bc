// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, and what keeps an organization or a participant.

use crate::*;
use covenant_primitives::{power::Commitments, HandleDeadline, Obligations, OrganizationId};
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(_: &Task) -> Weight {
		T::TaskWeight::get()
	}

	/// If it fails, the run goes on whenever somebody asks for it.
	fn handle(Task::Advance(id): Task) -> DispatchResult {
		Self::do_advance(id, u32::MAX, T::TaskWeight::get())?;
		Ok(())
	}
}

/// An organization stays until it has paid its bills.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let party = Party::Organization(organization);
		let owes = Debts::<T>::iter_key_prefix(party).next().is_some();
		ensure!(!owes, Error::<T>::OpenDebts);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}

/// So does a participant.
impl<T: Config> Commitments for Pallet<T> {
	fn ensure_settled(market: MarketId, party: Party) -> DispatchResult {
		ensure!(Debts::<T>::get(party, market) == 0, Error::<T>::OpenDebts);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
