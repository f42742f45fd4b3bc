// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, and what an organization leaves behind.

use crate::*;
use covenant_primitives::{HandleDeadline, Obligations, OrganizationId};
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(_: &Task) -> Weight {
		<T as Config>::WeightInfo::settle()
	}

	/// If it fails, `settle` tries again whenever somebody asks for it.
	fn handle(Task::Settle(channel): Task) -> DispatchResult {
		Self::do_settle(channel)
	}
}

/// An organization stays until its channels are closed.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let open = OpenChannels::<T>::get(Party::Organization(organization));
		ensure!(open == 0, Error::<T>::OpenChannels);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
