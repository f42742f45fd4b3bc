// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, and what an organization or a participant leaves behind.

use crate::*;
use covenant_primitives::{
	power::Commitments, time::DAY, HandleDeadline, Obligations, OrganizationId,
};
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

/// After how long a contract that is not settled is looked at again, in milliseconds.
pub const RETRY: Moment = DAY;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(task: &Task) -> Weight {
		match task {
			Task::Lapse(_) => <T as Config>::WeightInfo::decline(),
			Task::LapseChange(_) => <T as Config>::WeightInfo::decline_change(),
			Task::Conclude(_) => <T as Config>::WeightInfo::conclude(),
		}
	}

	fn handle(task: Task) -> DispatchResult {
		match task {
			Task::Lapse(contract) => {
				Self::drop_proposal(contract)?;
				Self::deposit_event(Event::Lapsed { contract });
				Ok(())
			}
			Task::LapseChange(contract) => {
				Self::drop_change(contract);
				Self::deposit_event(Event::ChangeLapsed { contract });
				Ok(())
			}
			Task::Conclude(contract) => Self::conclude_or_wait(contract),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// A contract that was not settled in time waits until it is.
	fn conclude_or_wait(id: ContractId) -> DispatchResult {
		let contract = Self::contract(id)?;
		if contract.status == Status::Concluded {
			return Ok(());
		}
		if Self::is_settled(&contract) {
			return Self::do_conclude(id);
		}
		T::Deadlines::schedule(T::Time::now().saturating_add(RETRY), Task::Conclude(id))
	}
}

/// An organization stays until its contracts are concluded and its proposals answered.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let party = Party::Organization(organization);
		let open = OpenCount::<T>::iter_key_prefix(party).next().is_some();
		let idle = ProposalCount::<T>::get(party) == 0;
		ensure!(!open && idle, Error::<T>::OpenContracts);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(2)
	}
}

impl<T: Config> Commitments for Pallet<T> {
	fn ensure_settled(market: MarketId, party: Party) -> DispatchResult {
		ensure!(OpenCount::<T>::get(party, market) == 0, Error::<T>::OpenContracts);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
