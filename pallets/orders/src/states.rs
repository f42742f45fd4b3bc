// SPDX-License-Identifier: Apache-2.0

//! How orders go from one state to the next, each with its deadline, and what is logged.

use crate::*;
use covenant_primitives::Period;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Adds an entry to the log of an order, and reports it.
	pub(crate) fn record(order: OrderId, by: Option<ActorOf<T>>, act: Act) {
		let block = frame_system::Pallet::<T>::block_number().saturated_into();
		let entry = Entry { at: T::Time::now(), block, by, act };
		let index = log::append::<LogLength<T>, Log<T>, _, _>(order, &entry);
		Self::deposit_event(Event::Logged { order, index, entry });
	}

	/// The order.
	pub(crate) fn order(id: OrderId) -> Result<Order, DispatchError> {
		Ok(Orders::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// The order, if `by` acts for that side.
	pub(crate) fn of_side(
		by: &ActorOf<T>,
		id: OrderId,
		role: Role,
	) -> Result<Order, DispatchError> {
		let order = Self::order(id)?;
		ensure!(order.side(role) == by.organization, Error::<T>::NotAuthorized);
		Ok(order)
	}

	/// When the slots of an order are.
	pub(crate) fn period(order: &Order) -> Result<Period, DispatchError> {
		let period = order.slots.and_then(|slots| T::Bookings::period(order.resource, slots));
		Ok(period.ok_or(Error::<T>::NotBookable)?)
	}

	/// Puts an order into a state, in which somebody is to act until `due`.
	pub(crate) fn enter(
		id: OrderId,
		order: Order,
		status: Status,
		due: Option<Moment>,
	) -> DispatchResult {
		if let Some(former) = order.due {
			T::Deadlines::cancel(former, Task::Due(id));
		}
		if let Some(due) = due {
			T::Deadlines::schedule(due, Task::Due(id))?;
		}
		let since = T::Time::now();
		Orders::<T>::insert(id, Order { status, since, due, ..order });
		Ok(())
	}

	/// Ends an order: nobody is to act any more, and nothing is booked. Its money is paid out.
	pub(crate) fn end(id: OrderId, order: Order, status: Status) -> DispatchResult {
		Self::count_open(order.buyer, false);
		Self::count_open(order.seller, false);
		Proposals::<T>::remove(id);
		if order.slots.is_some() {
			T::Bookings::free(order.resource, id.0);
		}
		Self::enter(id, order, status, None)
	}

	/// Counts an open order more or less of an organization.
	pub(crate) fn count_open(organization: OrganizationId, more: bool) {
		OpenOrders::<T>::mutate_exists(organization, |count| {
			let now = count.unwrap_or_default();
			let after = if more { now.saturating_add(1) } else { now.saturating_sub(1) };
			*count = (after > 0).then_some(after);
		});
	}
}
