// SPDX-License-Identifier: Apache-2.0

//! What clients ask about orders. JSON-RPC serves it under `catalog_*`.

use crate::*;
use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use covenant_primitives::Period;
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// An order.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderInfo {
	/// The id.
	pub id: OrderId,
	/// What is known of it.
	#[serde(flatten)]
	pub order: Order,
	/// What it costs.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub total: Amount,
	/// What is held for it.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub held: Amount,
	/// When its slots are.
	pub period: Option<Period>,
	/// What was delivered in each stage.
	pub deliveries: Vec<Evidence>,
	/// The slots that a side would have instead.
	pub proposal: Option<(Role, Slots)>,
	/// What could not be paid, and to whom.
	pub unpaid: Vec<Payment>,
	/// How the buyer rated the seller.
	pub marks_of_buyer: Option<Marks>,
	/// How the seller rated the buyer.
	pub marks_of_seller: Option<Marks>,
}

/// What an owner offers for a demand.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuoteInfo {
	/// The id.
	pub id: QuoteId,
	/// What it says.
	#[serde(flatten)]
	pub quote: Quote,
}

/// Money for somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
	/// Whose.
	pub party: Party,
	/// How much.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub amount: Amount,
}

sp_api::decl_runtime_apis! {
	/// The orders. Pages hold at most 100.
	pub trait OrdersApi<AccountId> where AccountId: Codec {
		/// On which terms a resource can be ordered.
		fn terms(resource: ResourceId) -> Option<Terms>;

		/// An order.
		fn order(id: OrderId) -> Option<OrderInfo>;

		/// The orders of an organization; with a role, on that side only. In no particular order.
		fn orders_of(organization: OrganizationId, role: Option<Role>, cursor: Option<OrderId>, limit: u32) -> Page<OrderInfo, OrderId>;

		/// The orders of a resource, in no particular order.
		fn orders_for(resource: ResourceId, cursor: Option<OrderId>, limit: u32) -> Page<OrderInfo, OrderId>;

		/// What owners offer for a demand, in no particular order.
		fn quotes_for(demand: DemandId, cursor: Option<QuoteId>, limit: u32) -> Page<QuoteInfo, QuoteId>;

		/// Whose what an order earns is.
		fn shares_of(order: OrderId) -> Vec<Share>;

		/// How an amount would be divided by the shares of an order.
		fn division(order: OrderId, amount: Amount) -> Vec<Payment>;

		/// What happened to an order, in order.
		fn log(order: OrderId, cursor: Option<u32>, limit: u32) -> Page<Entry<AccountId>, u32>;

		/// What an organization did in a month.
		fn figures(organization: OrganizationId, month: Month) -> Figures;

		/// What was done with a resource in a month.
		fn figures_for(resource: ResourceId, month: Month) -> Figures;

		/// What an organization earned and spent in a month.
		fn turnover(organization: OrganizationId, month: Month, asset: AssetId) -> Turnover;
	}
}
