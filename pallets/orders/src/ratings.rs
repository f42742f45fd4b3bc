// SPDX-License-Identifier: Apache-2.0

//! What each side says of the other after settlement, once.
//!
//! A resource's rating is the mean of its users' last marks: whoever orders it again and again counts
//! once.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_rate(by: ActorOf<T>, id: OrderId, marks: Marks) -> DispatchResult {
		let order = Self::order(id)?;
		let role = order.role_of(by.organization).ok_or(Error::<T>::NotAuthorized)?;
		ensure!(order.was_had(), Error::<T>::WrongState);
		ensure!(are_marks(&marks), Error::<T>::InvalidMarks);
		ensure!(!MarksOf::<T>::contains_key(id, role), Error::<T>::AlreadyRated);
		let until = order.since.saturating_add(T::RatingPeriod::get());
		ensure!(T::Time::now() < until, Error::<T>::TooLate);
		MarksOf::<T>::insert(id, role, marks);
		if role == Role::Buyer {
			let last = LastRated::<T>::get(order.resource, order.buyer);
			let before = last.and_then(|last| MarksOf::<T>::get(last, Role::Buyer));
			let before = before.as_ref().map_or(&[][..], |marks| &marks[..]);
			T::Catalog::rate(order.resource, before, &marks);
			LastRated::<T>::insert(order.resource, order.buyer, id);
			T::OnRated::on_rated(order.buyer, order.seller, mean(&marks));
		}
		Self::record(id, Some(by), Act::Rated { marks });
		Ok(())
	}
}
