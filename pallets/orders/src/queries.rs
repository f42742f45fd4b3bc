// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::OrdersApi`] is answered.

use crate::{runtime_api::*, *};
use alloc::vec::Vec;
use covenant_primitives::division::divide;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::OrdersApi`].
	pub fn query_order(id: OrderId) -> Option<OrderInfo> {
		let order = Orders::<T>::get(id)?;
		let unpaid = Unpaid::<T>::iter_prefix(id);
		let unpaid = unpaid.map(|(party, amount)| Payment { party, amount }).collect();
		let stages = u8::try_from(order.stages.len()).unwrap_or(u8::MAX);
		Some(OrderInfo {
			id,
			total: order.total(),
			held: if order.status.holds() { order.remaining() } else { 0 },
			period: Self::period(&order).ok(),
			deliveries: (0..stages).map_while(|stage| Deliveries::<T>::get(id, stage)).collect(),
			proposal: Proposals::<T>::get(id),
			unpaid,
			marks_of_buyer: MarksOf::<T>::get(id, Role::Buyer),
			marks_of_seller: MarksOf::<T>::get(id, Role::Seller),
			order,
		})
	}

	/// See [`crate::runtime_api::OrdersApi`].
	pub fn query_orders_of(
		organization: OrganizationId,
		role: Option<Role>,
		cursor: Option<OrderId>,
		limit: u32,
	) -> Page<OrderInfo, OrderId> {
		Page::under::<OrdersOf<T>, _, _>(organization, cursor, limit, |id| {
			let is = OrdersOf::<T>::get(organization, id)?;
			Self::query_order(*id).filter(|_| role.is_none_or(|role| role == is))
		})
	}

	/// See [`crate::runtime_api::OrdersApi`].
	pub fn query_orders_for(
		resource: ResourceId,
		cursor: Option<OrderId>,
		limit: u32,
	) -> Page<OrderInfo, OrderId> {
		Page::under::<OrdersFor<T>, _, _>(resource, cursor, limit, |id| Self::query_order(*id))
	}

	/// See [`crate::runtime_api::OrdersApi`].
	pub fn query_quotes_for(
		demand: DemandId,
		cursor: Option<QuoteId>,
		limit: u32,
	) -> Page<QuoteInfo, QuoteId> {
		Page::under::<QuotesFor<T>, _, _>(demand, cursor, limit, |id| {
			Some(QuoteInfo { id: *id, quote: Quotes::<T>::get(id)? })
		})
	}

	/// See [`crate::runtime_api::OrdersApi`].
	pub fn query_division(id: OrderId, amount: Amount) -> Vec<Payment> {
		let shares = SharesOf::<T>::get(id);
		let weights = shares.iter().map(|share| share.weight).collect::<Vec<_>>();
		let parts = divide(amount, &weights).unwrap_or_default();
		let parts = shares.iter().zip(parts);
		parts.map(|(share, amount)| Payment { party: share.party, amount }).collect()
	}

	/// See [`crate::runtime_api::OrdersApi`].
	pub fn query_log(id: OrderId, cursor: Option<u32>, limit: u32) -> Page<EntryOf<T>, u32> {
		log::page::<LogLength<T>, Log<T>, _, _>(id, cursor, limit)
	}
}
