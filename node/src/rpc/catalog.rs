// SPDX-License-Identifier: Apache-2.0

//! `catalog_*`: what organizations offer one another.

use super::query::{Limit, Query};
use covenant_primitives::{DemandId, OrganizationId, Page, Registration, ResourceId};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_resource_catalog::{
	runtime_api::{CatalogApi, DemandInfo, Filter, ResourceInfo, TagInfo},
	Entry, Order, Position, Share, TagId, Tiers,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts and weights are decimal strings, and `cursor` is `next` of the page
/// before.
#[rpc(server)]
pub trait CatalogRpc {
	/// A resource.
	#[method(name = "catalog_getResource")]
	fn resource(&self, id: ResourceId, at: Option<Hash>) -> RpcResult<Option<ResourceInfo>>;

	/// The resources that are offered and match a filter, such as
	/// `{"kind":"course","tags":[1],"region":"330000","title":"weld"}`; `order` is `"id"` or `"rating"`.
	#[method(name = "catalog_search")]
	fn search(
		&self,
		filter: Filter,
		order: Order,
		cursor: Option<Position>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ResourceInfo, Position>>;

	/// What is derived from a resource.
	#[method(name = "catalog_listDerivatives")]
	fn derivatives(
		&self,
		resource: ResourceId,
		cursor: Option<ResourceId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ResourceInfo, ResourceId>>;

	/// Whose what a resource earns is.
	#[method(name = "catalog_getShares")]
	fn shares(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Vec<Share>>;

	/// What happened to a resource, in order.
	#[method(name = "catalog_getLog")]
	fn log(
		&self,
		resource: ResourceId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Entry<AccountId>, u32>>;

	/// Whose a fingerprint is, and of which resource.
	#[method(name = "catalog_getFingerprint")]
	fn fingerprint(&self, fingerprint: Hash, at: Option<Hash>) -> RpcResult<Option<Registration>>;

	/// The vocabulary of tags.
	#[method(name = "catalog_listTags")]
	fn tags(
		&self,
		cursor: Option<TagId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<TagInfo, TagId>>;

	/// A demand.
	#[method(name = "catalog_getDemand")]
	fn demand(&self, id: DemandId, at: Option<Hash>) -> RpcResult<Option<DemandInfo>>;

	/// The demands of an organization, open or over.
	#[method(name = "catalog_listDemands")]
	fn demands(
		&self,
		organization: OrganizationId,
		cursor: Option<DemandId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<DemandInfo, DemandId>>;

	/// What fits an open demand.
	#[method(name = "catalog_matchResources")]
	fn resources_for(
		&self,
		demand: DemandId,
		order: Order,
		cursor: Option<Position>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ResourceInfo, Position>>;

	/// The open demands that a resource fits.
	#[method(name = "catalog_matchDemands")]
	fn demands_for(
		&self,
		resource: ResourceId,
		cursor: Option<DemandId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<DemandInfo, DemandId>>;

	/// By how much prices are raised as ratings rise.
	#[method(name = "catalog_getTiers")]
	fn tiers(&self, at: Option<Hash>) -> RpcResult<Tiers>;
}

impl CatalogRpcServer for Query {
	fn resource(&self, id: ResourceId, at: Option<Hash>) -> RpcResult<Option<ResourceInfo>> {
		self.ask(at, |api, at| api.resource(at, id))
	}

	fn search(
		&self,
		filter: Filter,
		order: Order,
		cursor: Option<Position>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ResourceInfo, Position>> {
		self.ask(at, |api, at| api.search(at, filter, order, cursor, limit.0))
	}

	fn derivatives(
		&self,
		resource: ResourceId,
		cursor: Option<ResourceId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ResourceInfo, ResourceId>> {
		self.ask(at, |api, at| api.derivatives(at, resource, cursor, limit.0))
	}

	fn shares(&self, resource: ResourceId, at: Option<Hash>) -> RpcResult<Vec<Share>> {
		self.ask(at, |api, at| api.shares(at, resource))
	}

	fn log(
		&self,
		resource: ResourceId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Entry<AccountId>, u32>> {
		self.ask(at, |api, at| api.log(at, resource, cursor, limit.0))
	}

	fn fingerprint(&self, fingerprint: Hash, at: Option<Hash>) -> RpcResult<Option<Registration>> {
		self.ask(at, |api, at| api.fingerprint(at, fingerprint))
	}

	fn tags(
		&self,
		cursor: Option<TagId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<TagInfo, TagId>> {
		self.ask(at, |api, at| api.tags(at, cursor, limit.0))
	}

	fn demand(&self, id: DemandId, at: Option<Hash>) -> RpcResult<Option<DemandInfo>> {
		self.ask(at, |api, at| api.demand(at, id))
	}

	fn demands(
		&self,
		organization: OrganizationId,
		cursor: Option<DemandId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<DemandInfo, DemandId>> {
		self.ask(at, |api, at| api.demands(at, organization, cursor, limit.0))
	}

	fn resources_for(
		&self,
		demand: DemandId,
		order: Order,
		cursor: Option<Position>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ResourceInfo, Position>> {
		self.ask(at, |api, at| api.resources_for(at, demand, order, cursor, limit.0))
	}

	fn demands_for(
		&self,
		resource: ResourceId,
		cursor: Option<DemandId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<DemandInfo, DemandId>> {
		self.ask(at, |api, at| api.demands_for(at, resource, cursor, limit.0))
	}

	fn tiers(&self, at: Option<Hash>) -> RpcResult<Tiers> {
		self.ask(at, |api, at| api.tiers(at))
	}
}
