// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, and what keeps an organization.

use crate::*;
use covenant_primitives::{HandleDeadline, Obligations};
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(task: &Task) -> Weight {
		match task {
			Task::Lapse(_) => <T as Config>::WeightInfo::receive(MAX_LOTS),
			Task::Spread(_) => Self::weight_of(T::StepsPerTask::get()),
		}
	}

	fn handle(task: Task) -> DispatchResult {
		match task {
			Task::Lapse(shipment) => Self::lapse(shipment),
			Task::Spread(organization) => {
				Self::spread_by_itself(organization);
				Ok(())
			}
		}
	}
}

/// An organization stays while it has goods, which nobody else could move; while goods are on their way from it or
/// to it; and while a recall of its own spreads or ends.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let settled = LotsOf::<T>::iter_key_prefix(organization).next().is_none()
			&& Outgoing::<T>::iter_key_prefix(organization).next().is_none()
			&& Incoming::<T>::iter_key_prefix(organization).next().is_none()
			&& Working::<T>::iter_key_prefix(organization).next().is_none();
		ensure!(settled, Error::<T>::NotSettled);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(4)
	}
}
