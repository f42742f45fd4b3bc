// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, what calls weigh that lock parts or hand them over, and what keeps
//! an organization.

use crate::*;
use covenant_primitives::{HandleDeadline, Obligations, ReportOutcome};
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(task: &Task) -> Weight {
		match task {
			Task::LapseRequest(_) => <T as Config>::WeightInfo::lapse_request(),
			Task::LapseQuote(..) => <T as Config>::WeightInfo::lapse_quote(),
			Task::Overdue(_) => Self::payment_weight(<T as Config>::WeightInfo::overdue(), 0),
		}
	}

	fn handle(task: Task) -> DispatchResult {
		match task {
			Task::LapseRequest(id) => Self::lapse_request(id),
			Task::LapseQuote(id, bank) => Self::lapse_quote(id, bank),
			Task::Overdue(id) => Self::overdue(id),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// With what it may take to lock a part or hand it over that is offered, or asks for a license and
	/// conditions, which benchmarks have none of.
	pub(crate) fn parts_weight(weight: Weight) -> Weight {
		weight.saturating_add(T::Parts::weight())
	}

	/// With what it takes if so many accounts take no money, or the record of the borrower is full, which is
	/// reported: benchmarks have neither.
	pub(crate) fn payment_weight(weight: Weight, accounts: u32) -> Weight {
		let owed = T::DbWeight::get().reads_writes(2, 2).saturating_mul(accounts.into());
		weight.saturating_add(owed).saturating_add(T::Credit::weight())
	}
}

/// An organization stays while it has requests, quotes, loans or claims that count, or is owed money.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let open = Open::<T>::contains_key(organization)
			|| Owed::<T>::iter_key_prefix(organization).next().is_some();
		ensure!(!open, Error::<T>::OpenFinancing);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(2)
	}
}
