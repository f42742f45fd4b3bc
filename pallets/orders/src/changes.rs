// SPDX-License-Identifier: Apache-2.0

//! Orders that a side gives up, and slots that are exchanged for others.

use crate::*;
use covenant_primitives::Outcome;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult, Permill};

impl<T: Config> Pallet<T> {
	/// Until when a side can give up a confirmed order for nothing.
	fn free_until(order: &Order) -> Result<Moment, DispatchError> {
		let begins = match order.slots {
			Some(_) => Self::period(order)?.from,
			None => order.due.ok_or(Error::<T>::WrongState)?,
		};
		Ok(begins.saturating_sub(order.conditions.notice))
	}

	/// The buyer pays a fee if it is late, unless the resource is not offered any more; the seller's
	/// credit suffers if it is.
	pub(crate) fn do_cancel(by: ActorOf<T>, id: OrderId) -> DispatchResult {
		let order = Self::order(id)?;
		let role = order.role_of(by.organization).ok_or(Error::<T>::NotAuthorized)?;
		ensure!(order.status == Status::Confirmed, Error::<T>::WrongState);
		let late = Self::free_until(&order)? < T::Time::now();
		let held = order.remaining();
		let fee = match role {
			Role::Buyer => {
				let begun = order.slots.is_some() && Self::ensure_begun(&order).is_ok();
				ensure!(!begun, Error::<T>::TooLate);
				let owes = late && T::Catalog::offer(order.resource).is_some();
				let rate = u32::from(order.conditions.fee).saturating_mul(100);
				if owes {
					Permill::from_parts(rate).mul_floor(held)
				} else {
					0
				}
			}
			Role::Seller => {
				if late {
					Self::report(order.seller, id, Outcome::Breached);
				}
				0
			}
		};
		let returned = held.saturating_sub(fee);
		Self::divide_among_sharers(id, &order, fee)?;
		Self::give_back(id, &order, returned);
		Self::end(id, order, Status::Canceled { by: role })?;
		Self::record(id, Some(by), Act::Canceled { fee, returned });
		Ok(())
	}

	/// Other slots, as many: at once if the buyer may have them without approval and gives notice, else
	/// when both sides have asked for the same.
	pub(crate) fn do_reschedule(by: ActorOf<T>, id: OrderId, first: u32) -> DispatchResult {
		let order = Self::order(id)?;
		let role = order.role_of(by.organization).ok_or(Error::<T>::NotAuthorized)?;
		ensure!(order.status == Status::Confirmed, Error::<T>::WrongState);
		let former = order.slots.ok_or(Error::<T>::NotBookable)?;
		ensure!(former.first != first, Error::<T>::Unchanged);
		let now = T::Time::now();
		ensure!(now < Self::period(&order)?.from, Error::<T>::TooLate);
		let slots = Slots { first, ..former };
		let agreed = Proposals::<T>::get(id) == Some((role.other(), slots));
		let alone =
			role == Role::Buyer && !order.conditions.approval && now <= Self::free_until(&order)?;
		if !agreed && !alone {
			ensure!(Proposals::<T>::get(id) != Some((role, slots)), Error::<T>::Unchanged);
			Proposals::<T>::insert(id, (role, slots));
			Self::record(id, Some(by), Act::RescheduleProposed { slots });
			return Ok(());
		}
		T::Bookings::book(order.resource, id.0, slots)?;
		Proposals::<T>::remove(id);
		let order = Order { slots: Some(slots), ..order };
		let due = Self::period(&order)?.until.saturating_add(order.conditions.delivery);
		Self::enter(id, order, Status::Confirmed, Some(due))?;
		Self::record(id, Some(by), Act::Rescheduled { slots });
		Ok(())
	}
}
