// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, what organizations are credited with, and what they leave
//! behind.

use crate::*;
use covenant_primitives::{HandleDeadline, Obligations, Outcome, Report};
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(_: &Task) -> Weight {
		<T as Config>::WeightInfo::fall_due()
	}

	fn handle(Task::Due(id): Task) -> DispatchResult {
		Self::fall_due(id)
	}
}

impl<T: Config> Pallet<T> {
	/// Whoever was to act on an order has not.
	fn fall_due(id: OrderId) -> DispatchResult {
		let order = Self::order(id)?;
		ensure!(order.due.is_some_and(|due| due <= T::Time::now()), Error::<T>::TooEarly);
		let whole = order.stage_amount();
		match order.status {
			Status::Requested => {
				Self::end(id, order, Status::Lapsed)?;
				Self::record(id, None, Act::Lapsed);
				Ok(())
			}
			Status::Confirmed => {
				let returned = order.remaining();
				Self::report(order.seller, id, Outcome::Breached);
				Self::count(&order, |it| it.failed = it.failed.saturating_add(1));
				Self::give_back(id, &order, returned);
				Self::end(id, order, Status::Failed)?;
				Self::record(id, None, Act::Failed { returned });
				Ok(())
			}
			Status::Delivered => Self::settle(id, order, None, whole, Cause::Silence),
			Status::Reduced { amount } => Self::settle(id, order, None, amount, Cause::Silence),
			Status::Disputed { .. } => {
				if let Some(arbiter) = order.conditions.arbiter {
					Self::report(arbiter, id, Outcome::Breached);
				}
				Self::settle(id, order, None, whole / 2, Cause::Halved)
			}
			_ => Err(Error::<T>::WrongState.into()),
		}
	}

	/// Reports how an organization kept what it owed to an order.
	pub(crate) fn report(organization: OrganizationId, id: OrderId, outcome: Outcome) {
		let mut reference = H256::zero();
		reference.0[24..].copy_from_slice(&id.0.to_be_bytes());
		let report = Report { outcome, weight: 1, source: DOMAIN, reference };
		T::Credit::report(organization, report);
	}
}

/// An organization stays until its orders are over and what is held of its money is paid.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		ensure!(OpenOrders::<T>::get(organization) == 0, Error::<T>::OpenOrders);
		let held = Held::<T>::iter_key_prefix(organization).next().is_some();
		ensure!(!held, Error::<T>::MoneyHeld);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(2)
	}
}
