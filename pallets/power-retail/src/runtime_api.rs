// SPDX-License-Identifier: Apache-2.0

//! What clients ask about packages and subscriptions.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use covenant_primitives::json;
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A package.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackageInfo {
	/// The id.
	pub id: PackageId,
	/// What is known of it.
	#[serde(flatten)]
	pub package: Package,
	/// How many subscriptions to it are current or to come.
	pub subscribers: u32,
}

/// A party that was, is or will be supplied by a package.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
	/// Who.
	pub party: Party,
	/// By which, and when.
	#[serde(flatten)]
	pub subscription: Subscription,
}

/// What energy would cost.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
	/// Line by line.
	pub lines: Vec<ChargeLine>,
	/// All together, in minor units.
	#[serde(with = "json::decimal")]
	pub total: i128,
}

/// Where a page of a retailer's customers ended.
pub type CustomerCursor = (PackageId, Party);

sp_api::decl_runtime_apis! {
	/// The retail of power. Pages hold at most 100. Months are where the market is.
	pub trait RetailApi {
		/// A package.
		fn package(id: PackageId) -> Option<PackageInfo>;

		/// The packages of a market, in no particular order; if `open_only`, those that take subscriptions.
		fn packages(
			market: MarketId,
			open_only: bool,
			cursor: Option<PackageId>,
			limit: u32,
		) -> Page<PackageInfo, PackageId>;

		/// The packages of a retailer in all markets, in no particular order.
		fn packages_of(
			retailer: Party,
			cursor: Option<PackageId>,
			limit: u32,
		) -> Page<PackageInfo, PackageId>;

		/// By what a party was, is or will be supplied in a month.
		fn subscription(market: MarketId, party: Party, month: Month) -> Option<Subscription>;

		/// All that is known of a party's subscriptions in a market, at most [`MAX_CHANGES`], in order.
		fn subscriptions(market: MarketId, party: Party) -> Vec<Subscription>;

		/// Who was, is or will be supplied by a package, each with the last time, in no particular order.
		fn subscribers(package: PackageId, cursor: Option<Party>, limit: u32) -> Page<Customer, Party>;

		/// Whom a retailer supplies in a month, by whichever package, in no particular order.
		fn customers(
			market: MarketId,
			retailer: Party,
			month: Month,
			cursor: Option<CustomerCursor>,
			limit: u32,
		) -> Page<Customer, CustomerCursor>;

		/// What a month's use would cost by a package's terms, at most [`MAX_USES`] intervals of it, with the
		/// market's prices that the terms refer to. `None` if there is no such package, or too much of
		/// anything.
		fn estimate(package: PackageId, uses: Vec<IntervalUse>) -> Option<Estimate>;
	}
}
