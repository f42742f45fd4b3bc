// SPDX-License-Identifier: Apache-2.0

//! What is delivered, and what shows it.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_deliver(by: ActorOf<T>, id: OrderId, evidence: Evidence) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Seller)?;
		ensure!(order.status == Status::Confirmed, Error::<T>::WrongState);
		let now = T::Time::now();
		ensure!(order.due.is_some_and(|due| now < due), Error::<T>::TooLate);
		Self::ensure_shows(&order, evidence)?;
		let stage = order.stage;
		Deliveries::<T>::insert(id, stage, evidence);
		let due = now.saturating_add(order.conditions.acceptance);
		Proposals::<T>::remove(id);
		Self::enter(id, order, Status::Delivered, Some(due))?;
		Self::record(id, Some(by), Act::Delivered { stage });
		Ok(())
	}

	/// Refuses what does not show that it was delivered.
	fn ensure_shows(order: &Order, evidence: Evidence) -> DispatchResult {
		match (order.conditions.method, evidence) {
			(Method::Statement | Method::Milestones, Evidence::Statement(_)) => Ok(()),
			(Method::Attendance, Evidence::Statement(_)) => Self::ensure_begun(order),
			(Method::Key, Evidence::Key { key_version, .. })
			| (Method::Computation, Evidence::Result { key_version, .. }) => {
				Self::ensure_opens(order, key_version)
			}
			(Method::Grant, Evidence::Grant) => {
				let access = order.request.and_then(T::SealedKeys::access);
				ensure!(access.is_some_and(|access| access.granted), Error::<T>::NotGranted);
				Ok(())
			}
			_ => Err(Error::<T>::WrongEvidence.into()),
		}
	}

	/// Refuses to say that somebody was there before the slots begin.
	pub(crate) fn ensure_begun(order: &Order) -> DispatchResult {
		ensure!(Self::period(order)?.from <= T::Time::now(), Error::<T>::TooEarly);
		Ok(())
	}

	/// Refuses a key sealed to what the buyer did not use since the order was confirmed. One that it
	/// replaced later will do: else a buyer could keep a seller from delivering.
	fn ensure_opens(order: &Order, key_version: u32) -> DispatchResult {
		let in_use = T::SealedKeys::is_in_use(party(order.buyer), key_version, order.since);
		ensure!(in_use, Error::<T>::WrongKey);
		Ok(())
	}
}
