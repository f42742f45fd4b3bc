// SPDX-License-Identifier: Apache-2.0

//! What clients ask about the catalog. Each `catalog_*` method of the JSON-RPC is an alias of one query.

use crate::*;
use alloc::{string::String, vec::Vec};
use codec::{Codec, Decode, Encode};
pub use covenant_primitives::{Page, Registration, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What prices a search is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum PriceFilter {
	/// What is free.
	#[codec(index = 0)]
	Free,
	/// What has a price in a range, whatever the price is for.
	#[codec(index = 1)]
	Within {
		/// In this asset.
		asset: AssetId,
		/// At least so much.
		#[serde(with = "covenant_primitives::json::decimal")]
		least: Amount,
		/// At most so much.
		#[serde(with = "covenant_primitives::json::decimal")]
		most: Amount,
	},
}

/// What a search is for. What is not told is not looked at.
#[derive(
	Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Filter {
	/// Of this kind.
	pub kind: Option<Kind>,
	/// With all of these tags.
	pub tags: Tags,
	/// In this division.
	pub region: Option<Region>,
	/// Of this owner.
	pub owner: Option<OrganizationId>,
	/// At such a price.
	pub price: Option<PriceFilter>,
	/// With a place to be had at this time, in UTC milliseconds.
	pub free_at: Option<Moment>,
	/// With a title that begins so, in small or capital letters.
	pub title: Option<String>,
}

/// A resource.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceInfo {
	/// The id.
	pub id: ResourceId,
	/// What is known of it.
	#[serde(flatten)]
	pub resource: Resource,
	/// Whether its owner is in good standing.
	pub owner_in_good_standing: bool,
	/// What it costs now, tiers regarded.
	pub price_now: Option<Price>,
	/// The mean of its rating in tenths of a star.
	pub mean: Option<u8>,
	/// To whom it is offered.
	pub transfer_to: Option<OrganizationId>,
	/// What it is derived from.
	pub derivation: Option<Derivation>,
	/// Who shares in what it earns, beside its owner.
	pub contributors: Contributors,
}

/// A demand.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemandInfo {
	/// The id.
	pub id: DemandId,
	/// What is known of it.
	#[serde(flatten)]
	pub demand: Demand,
}

/// A tag.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagInfo {
	/// The id.
	pub id: TagId,
	/// What it is.
	#[serde(flatten)]
	pub tag: Tag,
}

sp_api::decl_runtime_apis! {
	/// The catalog. Pages hold at most 100.
	pub trait CatalogApi<AccountId> where AccountId: Codec {
		/// A resource.
		fn resource(id: ResourceId) -> Option<ResourceInfo>;

		/// The resources that are offered and match a filter. A page may hold fewer than there are, or
		/// none, and still have a next one.
		fn search(filter: Filter, order: Order, cursor: Option<Position>, limit: u32) -> Page<ResourceInfo, Position>;

		/// What is derived from a resource.
		fn derivatives(resource: ResourceId, cursor: Option<ResourceId>, limit: u32) -> Page<ResourceInfo, ResourceId>;

		/// A demand.
		fn demand(id: DemandId) -> Option<DemandInfo>;

		/// The demands of an organization, whether open or over, in no particular order.
		fn demands(organization: OrganizationId, cursor: Option<DemandId>, limit: u32) -> Page<DemandInfo, DemandId>;

		/// What fits an open demand. A page may hold fewer than there are, or none, and still have a next
		/// one.
		fn resources_for(demand: DemandId, order: Order, cursor: Option<Position>, limit: u32) -> Page<ResourceInfo, Position>;

		/// The open demands that a resource fits, the oldest first. A page may hold fewer than there are,
		/// or none, and still have a next one.
		fn demands_for(resource: ResourceId, cursor: Option<DemandId>, limit: u32) -> Page<DemandInfo, DemandId>;

		/// Whose what a resource earns is.
		fn shares(resource: ResourceId) -> Vec<Share>;

		/// What happened to a resource, in order.
		fn log(resource: ResourceId, cursor: Option<u32>, limit: u32) -> Page<Entry<AccountId>, u32>;

		/// Whose a fingerprint is, and of which resource.
		fn fingerprint(fingerprint: H256) -> Option<Registration>;

		/// By how much prices are raised as ratings rise.
		fn tiers() -> Tiers;

		/// The vocabulary of tags.
		fn tags(cursor: Option<TagId>, limit: u32) -> Page<TagInfo, TagId>;
	}
}
