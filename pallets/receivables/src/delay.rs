// SPDX-License-Identifier: Apache-2.0

//! What happens when the debtor does not pay: grace, the guarantor's call, default.

use crate::{payments::IN_TIME, *};
use covenant_primitives::Outcome;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchResult};

/// How much it counts that something was not paid.
pub const BREACHED: u16 = 100;

impl<T: Config> Pallet<T> {
	/// A receivable is due, or the time of whoever was to act is over.
	pub(crate) fn fall_due(id: ReceivableId, before: &Receivable) -> DispatchResult {
		let now = T::Time::now();
		match before.status {
			Status::Outstanding => {
				let mut after = before.clone();
				if Self::show_payable(id, &mut after) {
					let until = now.saturating_add(T::Grace::get());
					after.status = Status::Overdue { until };
					after.timer = Some(until);
					Self::tell(id, Event::Overdue { receivable: id, until });
				} else {
					Self::tell(id, Event::Waits { receivable: id });
				}
				Self::keep(id, before, &after)
			}
			Status::Overdue { .. } => match before.guarantor {
				Some(guarantor) => {
					let until = now.saturating_add(T::CallPeriod::get());
					let status = Status::Called { until };
					let after = Receivable { status, timer: Some(until), ..before.clone() };
					Self::tell(id, Event::Called { receivable: id, guarantor, until });
					Self::keep(id, before, &after)
				}
				None => Self::default_on(id, before),
			},
			Status::Called { .. } => Self::default_on(id, before),
			Status::Frozen { .. } => Self::end_dispute(id, before),
			_ => Err(Error::<T>::InvalidState.into()),
		}
	}

	/// Nobody paid: debtor, and guarantor if there is one, have breached.
	fn default_on(id: ReceivableId, before: &Receivable) -> DispatchResult {
		for organization in core::iter::once(before.debtor).chain(before.guarantor) {
			Self::report(organization, id, Outcome::Breached, BREACHED);
		}
		let after = Receivable { status: Status::Defaulted, timer: None, ..before.clone() };
		Self::tell(id, Event::Defaulted { receivable: id });
		Self::keep(id, before, &after)
	}

	/// After a default, too: nobody reports it any more then.
	pub(crate) fn do_pay_guaranteed(by: ActorOf<T>, id: ReceivableId) -> DispatchResult {
		let before = Self::receivable(id)?;
		ensure!(before.guarantor == Some(by.organization), Error::<T>::NotAuthorized);
		match before.status {
			Status::Called { .. } => {
				Self::report(before.debtor, id, Outcome::Breached, BREACHED);
				Self::report(by.organization, id, Outcome::Fulfilled, IN_TIME);
			}
			Status::Defaulted => {}
			_ => return Err(Error::<T>::InvalidState.into()),
		}
		let mut after = before.clone();
		let (principal, amount) = Self::collect_all(by, id, &mut after)?;
		after.subrogation = Some(Subrogation { amount, principal, since: T::Time::now() });
		Self::keep(id, &before, &after)
	}

	/// The guarantor gives up what the debtor owes it, which may never pay.
	pub(crate) fn do_forgive(by: ActorOf<T>, id: ReceivableId) -> DispatchResult {
		let before = Self::receivable(id)?;
		ensure!(before.guarantor == Some(by.organization), Error::<T>::NotAuthorized);
		let Subrogation { amount, .. } = before.subrogation.ok_or(Error::<T>::NothingOwed)?;
		Self::tell(id, Event::Forgiven { receivable: id, amount, by });
		Self::keep(id, &before, &before.without_subrogation())
	}

	pub(crate) fn do_repay(by: ActorOf<T>, id: ReceivableId) -> DispatchResult {
		let before = Self::receivable(id)?;
		ensure!(before.debtor == by.organization, Error::<T>::NotAuthorized);
		let Subrogation { amount, since, .. } =
			before.subrogation.ok_or(Error::<T>::NothingOwed)?;
		let guarantor = before.guarantor.ok_or(Error::<T>::NothingOwed)?;
		let interest = late_interest(amount, before.late_rate, since, T::Time::now());
		let interest = interest.ok_or(ArithmeticError::Overflow)?;
		let sum = amount.checked_add(interest).ok_or(ArithmeticError::Overflow)?;
		Self::transfer(id, before.asset, before.debtor, guarantor, sum)?;
		Self::tell(id, Event::Repaid { receivable: id, amount, interest, by });
		Self::keep(id, &before, &before.without_subrogation())
	}
}
