// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungibles::hold::Inspect as _};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::money_is_held()?;
		Self::open_orders_are_counted()?;
		Self::quotes_are_counted()?;
		Self::slots_are_booked()?;
		Self::shares_sum_to_one()?;
		Self::logs_have_no_gaps()
	}

	fn money_is_held() -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::<(OrganizationId, AssetId), Amount>::new();
		let mut add = |order: &Order, amount| {
			let Some(asset) = order.asset.filter(|_| amount > 0) else { return };
			let sum = owed.entry((order.buyer, asset)).or_default();
			*sum = sum.saturating_add(amount);
		};
		for order in Orders::<T>::iter_values().filter(|order| order.status.holds()) {
			add(&order, order.remaining());
		}
		for (id, _, amount) in Unpaid::<T>::iter() {
			ensure!(amount > 0, "nothing is unpaid");
			add(&Orders::<T>::get(id).ok_or("an order is nowhere")?, amount);
		}
		for ((buyer, asset), amount) in &owed {
			let account = T::Organizations::account(*buyer);
			let held = T::Assets::balance_on_hold(*asset, &HoldReason::Orders.into(), &account);
			ensure!(held == *amount, "the asset holds another amount");
		}
		let held = Held::<T>::iter().map(|(buyer, asset, amount)| ((buyer, asset), amount));
		ensure!(held.collect::<BTreeMap<_, _>>() == owed, "another amount is held than is owed");
		Ok(())
	}

	fn open_orders_are_counted() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<OrganizationId, u32>::new();
		let mut sides = 0_usize;
		for (id, order) in Orders::<T>::iter() {
			ensure!(id < NextOrderId::<T>::get(), "an order has an id to come");
			ensure!(order.status.is_open() == order.due.is_some(), "an order waits forever");
			ensure!(
				order.role_of(order.seller) == Some(Role::Seller),
				"an own resource is ordered"
			);
			for organization in [order.buyer, order.seller] {
				let role = OrdersOf::<T>::get(organization, id);
				ensure!(role == order.role_of(organization), "a side does not find its order");
				sides = sides.saturating_add(1);
				if order.status.is_open() {
					let count = open.entry(organization).or_default();
					*count = count.saturating_add(1);
				}
			}
			ensure!(OrdersFor::<T>::contains_key(order.resource, id), "a resource lost an order");
		}
		ensure!(OrdersOf::<T>::iter_keys().count() == sides, "an order is nobody's");
		let found = OpenOrders::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(found == open, "open orders are miscounted");
		Ok(())
	}

	fn quotes_are_counted() -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<OrganizationId, u32>::new();
		for (id, quote) in Quotes::<T>::iter() {
			ensure!(id < NextQuoteId::<T>::get(), "a quote has an id to come");
			ensure!(QuotesFor::<T>::contains_key(quote.demand, id), "a demand lost a quote");
			let count = open.entry(quote.seller).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(QuotesFor::<T>::iter().count() == Quotes::<T>::iter().count(), "a quote is gone");
		let found = OpenQuotes::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(found == open, "quotes are miscounted");
		Ok(())
	}

	fn slots_are_booked() -> Result<(), TryRuntimeError> {
		for (id, order) in Orders::<T>::iter() {
			let booked = T::Bookings::booked(order.resource, id.0);
			let expected = order.slots.filter(|_| order.status.holds());
			ensure!(booked == expected, "an order has other slots");
		}
		for (id, (_, slots)) in Proposals::<T>::iter() {
			let order = Orders::<T>::get(id).ok_or("an order is nowhere")?;
			ensure!(order.status == Status::Confirmed, "it is too late for other slots");
			let as_many = order.slots.is_some_and(|it| Slots { first: slots.first, ..it } == slots);
			ensure!(as_many, "more slots are proposed, or fewer");
		}
		Ok(())
	}

	fn shares_sum_to_one() -> Result<(), TryRuntimeError> {
		for id in Orders::<T>::iter_keys() {
			let shares = SharesOf::<T>::get(id);
			let sum = shares.iter().map(|share| u128::from(share.weight)).sum::<u128>();
			ensure!(sum == 10_000_000_000_000_000, "shares do not sum to one");
		}
		Ok(())
	}

	fn logs_have_no_gaps() -> Result<(), TryRuntimeError> {
		let whole = LogLength::<T>::iter_keys().all(Orders::<T>::contains_key);
		ensure!(whole, "a log is of nothing");
		Ok(log::check::<LogLength<T>, Log<T>, _, _>()?)
	}
}
