// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, what calls weigh that ask other pallets, and what keeps an
//! organization.

use crate::*;
use covenant_primitives::{HandleDeadline, Obligations, ReportOutcome};
use frame_support::{ensure, weights::Weight};
use sp_runtime::{DispatchError, DispatchResult};

/// How many parts there are, for weights.
pub(crate) fn count_of(length: usize) -> u32 {
	u32::try_from(length).unwrap_or(MAX_PARTS).min(MAX_PARTS)
}

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(task: &Task) -> Weight {
		match task {
			Task::Lapse(_) => Self::invoices_weight(<T as Config>::WeightInfo::lapse()),
			Task::Due(_) => {
				let default = <T as Config>::WeightInfo::fall_in_default();
				let weight = <T as Config>::WeightInfo::fall_due().max(default);
				Self::payment_weight(Self::facts_weight(weight))
			}
			Task::Distribute(_) => T::TaskWeight::get(),
			Task::LapseOffer(_) => <T as Config>::WeightInfo::lapse_offer(),
			Task::EndRecourse(_) => Self::payment_weight(<T as Config>::WeightInfo::end_recourse()),
		}
	}

	fn handle(task: Task) -> DispatchResult {
		match task {
			Task::Lapse(id) => {
				Self::drop_draft(id)?;
				Self::tell(id, Event::Lapsed { receivable: id });
				Ok(())
			}
			Task::Due(id) => {
				let receivable = Self::due_now(id)?;
				Self::fall_due(id, &receivable)
			}
			Task::Distribute(id) => {
				Self::due_now(id)?;
				Self::do_advance(id, u32::MAX, T::TaskWeight::get()).map(drop)
			}
			Task::LapseOffer(part) => {
				let of = Self::drop_offer(part)?;
				Self::tell(of, Event::OfferLapsed { part });
				Ok(())
			}
			Task::EndRecourse(part) => Self::end_recourse(part),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// A receivable whose time has come: nothing waits any more.
	fn due_now(id: ReceivableId) -> Result<Receivable, DispatchError> {
		let receivable = Receivable { timer: None, ..Self::receivable(id)? };
		Receivables::<T>::insert(id, &receivable);
		Ok(receivable)
	}

	/// With what the registry of invoices may use.
	pub(crate) fn invoices_weight(weight: Weight) -> Weight {
		weight.saturating_add(T::Invoices::weight().saturating_mul(MAX_INVOICES.into()))
	}

	/// With what it may take to look at conditions.
	pub(crate) fn facts_weight(weight: Weight) -> Weight {
		let facts = T::Facts::weight().saturating_mul(MAX_CONDITIONS.into());
		// The conditions themselves, of which benchmarks have none that is open, and what history has of each
		// and of the due date.
		let entries = u64::from(MAX_CONDITIONS).saturating_add(1);
		let conditions = T::DbWeight::get().reads_writes(1, entries.saturating_add(1));
		weight.saturating_add(facts).saturating_add(conditions)
	}

	/// With what it takes if an account takes no money, or the record is full of an organization that is reported:
	/// benchmarks have neither.
	pub(crate) fn payment_weight(weight: Weight) -> Weight {
		let owed = T::DbWeight::get().reads_writes(3, 3);
		weight.saturating_add(owed).saturating_add(T::Credit::weight())
	}

	/// With what it takes to see that whoever was agreed on may not arbitrate any more, or has a part in it.
	pub(crate) fn arbiter_weight(weight: Weight) -> Weight {
		weight.saturating_add(T::DbWeight::get().reads(2))
	}

	/// With what it may take to look at conditions and a license.
	pub(crate) fn transfer_weight(weight: Weight) -> Weight {
		Self::facts_weight(weight).saturating_add(T::Licenses::weight())
	}
}

/// An organization stays while it is debtor, guarantor or holder of something that is owed, is asked to pay
/// as an endorser, is owed money, or has drafts that wait.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let open = Open::<T>::get(organization) > 0
			|| DraftCount::<T>::get(organization) > 0
			|| PartsOf::<T>::iter_key_prefix((organization,)).next().is_some()
			|| RecourseOf::<T>::iter_key_prefix(organization).next().is_some()
			|| Owed::<T>::iter_key_prefix(organization).next().is_some();
		ensure!(!open, Error::<T>::OpenReceivables);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(5)
	}
}
