// SPDX-License-Identifier: Apache-2.0

//! Acceptance, in full, in part or by silence; disputes, and what an arbiter makes of them.

use crate::*;
use covenant_primitives::Outcome;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// The buyer has what it ordered. Of slots it can say so once they begin, whatever the seller says.
	pub(crate) fn do_accept(by: ActorOf<T>, id: OrderId) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Buyer)?;
		match order.status {
			Status::Delivered | Status::Reduced { .. } | Status::Disputed { .. } => (),
			Status::Confirmed if order.slots.is_some() => Self::ensure_begun(&order)?,
			_ => Err(Error::<T>::WrongState)?,
		}
		let paid = order.stage_amount();
		Self::settle(id, order, Some(by), paid, Cause::Accepted)
	}

	pub(crate) fn do_accept_part(by: ActorOf<T>, id: OrderId, amount: Amount) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Buyer)?;
		ensure!(order.status == Status::Delivered, Error::<T>::WrongState);
		ensure!(amount < order.stage_amount(), Error::<T>::InvalidAmount);
		let due = T::Time::now().saturating_add(order.conditions.acceptance);
		Self::enter(id, order, Status::Reduced { amount }, Some(due))?;
		Self::record(id, Some(by), Act::Reduced { amount });
		Ok(())
	}

	pub(crate) fn do_agree_part(by: ActorOf<T>, id: OrderId, amount: Amount) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Seller)?;
		ensure!(order.status == Status::Reduced { amount }, Error::<T>::WrongState);
		Self::settle(id, order, Some(by), amount, Cause::PartAgreed)
	}

	pub(crate) fn do_dispute(by: ActorOf<T>, id: OrderId, grounds: H256) -> DispatchResult {
		let order = Self::order(id)?;
		let role = order.role_of(by.organization).ok_or(Error::<T>::NotAuthorized)?;
		let may = match order.status {
			Status::Delivered => role == Role::Buyer,
			Status::Reduced { .. } => role == Role::Seller,
			_ => Err(Error::<T>::WrongState)?,
		};
		ensure!(may, Error::<T>::NotAuthorized);
		ensure!(order.conditions.arbiter.is_some(), Error::<T>::NoArbiter);
		let due = T::Time::now().saturating_add(T::ArbitrationPeriod::get());
		Self::enter(id, order, Status::Disputed { by: role }, Some(due))?;
		Self::record(id, Some(by), Act::Disputed { grounds });
		Ok(())
	}

	pub(crate) fn do_rule(
		by: ActorOf<T>,
		id: OrderId,
		paid: Amount,
		at_fault: Option<Role>,
	) -> DispatchResult {
		let order = Self::order(id)?;
		ensure!(order.conditions.arbiter == Some(by.organization), Error::<T>::NotAuthorized);
		ensure!(matches!(order.status, Status::Disputed { .. }), Error::<T>::WrongState);
		ensure!(paid <= order.stage_amount(), Error::<T>::InvalidAmount);
		Self::report(by.organization, id, Outcome::Fulfilled);
		if let Some(role) = at_fault {
			Self::report(order.side(role), id, Outcome::DisputeUpheld);
		}
		Self::settle(id, order, Some(by), paid, Cause::Ruled { at_fault })
	}

	/// Divides `paid` of what the stage costs among those who share, and gives the rest back. The order
	/// is in its next stage then, or over.
	pub(crate) fn settle(
		id: OrderId,
		order: Order,
		by: Option<ActorOf<T>>,
		paid: Amount,
		cause: Cause,
	) -> DispatchResult {
		let stage = order.stage;
		let returned = order.stage_amount().saturating_sub(paid);
		Self::divide_among_sharers(id, &order, paid)?;
		Self::give_back(id, &order, returned);
		if returned == 0 && matches!(cause, Cause::Accepted | Cause::Silence) {
			Self::report(order.seller, id, Outcome::Fulfilled);
		}
		if order.is_last_stage() {
			Self::count_settled(&order);
			Self::end(id, order, Status::Settled)?;
		} else {
			let due = T::Time::now().saturating_add(order.conditions.delivery);
			let next = Order { stage: stage.saturating_add(1), ..order };
			Self::enter(id, next, Status::Confirmed, Some(due))?;
		}
		Self::record(id, by, Act::Paid { stage, paid, returned, cause });
		Ok(())
	}
}
