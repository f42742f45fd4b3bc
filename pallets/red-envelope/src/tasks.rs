// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, and what an organization leaves behind.

use crate::*;
use covenant_primitives::{time::HOUR, HandleDeadline, Obligations};
use frame_support::{ensure, storage::with_storage_layer, weights::Weight};
use sp_runtime::{DispatchError, DispatchResult};

/// After how long what failed is tried again.
pub(crate) const RETRY: Moment = HOUR;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(task: &Task) -> Weight {
		match task {
			Task::Expire(_) => <T as Config>::WeightInfo::expire(),
			Task::Lapse(_) => <T as Config>::WeightInfo::lapse(),
			Task::RedemptionDue(_) => <T as Config>::WeightInfo::time_out(),
		}
	}

	fn handle(task: Task) -> DispatchResult {
		// It was tried again, and done in the meantime.
		if !Self::is_pending(task) {
			return Ok(());
		}
		let done = with_storage_layer(|| match task {
			Task::Expire(envelope) => Self::expire(envelope),
			Task::Lapse(budget) => Self::lapse(budget),
			Task::RedemptionDue(redemption) => Self::time_out(redemption),
		});
		done.or_else(|error| Self::postpone(task, error))
	}
}

impl<T: Config> Pallet<T> {
	/// Has a task that failed tried again. An issuer that froze the organization's account, or the
	/// asset, keeps money from going back to the organization; it must not be forgotten for that.
	pub(crate) fn postpone(task: Task, error: DispatchError) -> DispatchResult {
		let until = T::Time::now().saturating_add(RETRY);
		T::Deadlines::schedule(until, task)?;
		Self::deposit_event(Event::Postponed { task, until, error });
		Ok(())
	}

	fn is_pending(task: Task) -> bool {
		match task {
			Task::Expire(id) => Progresses::<T>::get(id).is_some_and(|progress| {
				let to_give_back = progress.pending() == 0 && progress.left > 0;
				!progress.status.has_ended() || to_give_back
			}),
			Task::Lapse(id) => {
				Budgets::<T>::get(id).is_some_and(|budget| budget.status != BudgetStatus::Ended)
			}
			Task::RedemptionDue(id) => {
				Redemptions::<T>::get(id).is_some_and(|it| it.status == RedemptionStatus::Open)
			}
		}
	}
}

/// An organization stays until it has given back, paid or remitted all that is held of its money.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let held = Held::<T>::iter_key_prefix(organization).next().is_some();
		ensure!(!held, Error::<T>::MoneyHeld);
		ensure!(!BudgetCount::<T>::contains_key(organization), Error::<T>::BudgetsRemain);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(2)
	}
}
