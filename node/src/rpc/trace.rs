// SPDX-License-Identifier: Apache-2.0

//! `trace_*`: goods and where they were.

use super::query::{Limit, Query};
use covenant_primitives::{LotId, OrganizationId, Page, ReceivableId, ShipmentId};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_traceability::{
	runtime_api::{
		EdgeInfo, EventInfo, LocationInfo, LotInfo, MarkedLot, ProductInfo, ReadingInfo,
		RecallInfo, SensorInfo, ShipmentInfo, Trace, TraceCursor, TraceabilityApi,
	},
	Batch, EventId, Gln, Gtin, LocationId, ProductId, RecallId, SensorId, Target,
};
use sp_core::H256;

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts are decimal strings, and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait TraceRpc {
	/// A product.
	#[method(name = "trace_getProduct")]
	fn product(&self, id: ProductId, at: Option<Hash>) -> RpcResult<Option<ProductInfo>>;

	/// The products of an organization.
	#[method(name = "trace_listProducts")]
	fn products_of(
		&self,
		organization: OrganizationId,
		cursor: Option<ProductId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ProductInfo, ProductId>>;

	/// The product to which an organization gave a number.
	#[method(name = "trace_getProductByGtin")]
	fn product_with(
		&self,
		organization: OrganizationId,
		gtin: Gtin,
		at: Option<Hash>,
	) -> RpcResult<Option<ProductInfo>>;

	/// A location.
	#[method(name = "trace_getLocation")]
	fn location(&self, id: LocationId, at: Option<Hash>) -> RpcResult<Option<LocationInfo>>;

	/// The locations of an organization.
	#[method(name = "trace_listLocations")]
	fn locations_of(
		&self,
		organization: OrganizationId,
		cursor: Option<LocationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LocationInfo, LocationId>>;

	/// The location to which an organization gave a number.
	#[method(name = "trace_getLocationByGln")]
	fn location_with(
		&self,
		organization: OrganizationId,
		gln: Gln,
		at: Option<Hash>,
	) -> RpcResult<Option<LocationInfo>>;

	/// A lot.
	#[method(name = "trace_getLot")]
	fn lot(&self, id: LotId, at: Option<Hash>) -> RpcResult<Option<LotInfo>>;

	/// The lot that a producer gave a code, among those of a product.
	#[method(name = "trace_getLotByCode")]
	fn lot_with(
		&self,
		producer: OrganizationId,
		product: ProductId,
		code: String,
		at: Option<Hash>,
	) -> RpcResult<Option<LotInfo>>;

	/// What an organization has: lots of which something is left, and that are not inside others.
	#[method(name = "trace_listLots")]
	fn lots_of(
		&self,
		organization: OrganizationId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LotInfo, LotId>>;

	/// What is directly inside a lot, or attached to it.
	#[method(name = "trace_listContents")]
	fn contents_of(
		&self,
		lot: LotId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LotInfo, LotId>>;

	/// An event.
	#[method(name = "trace_getEvent")]
	fn event(&self, id: EventId, at: Option<Hash>) -> RpcResult<Option<EventInfo<AccountId>>>;

	/// The events of a lot, in the order in which they were recorded. The cursor is the number of the last.
	#[method(name = "trace_listEvents")]
	fn events_of(
		&self,
		lot: LotId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EventInfo<AccountId>, u32>>;

	/// The events that have a hash off chain.
	#[method(name = "trace_listEventsByHash")]
	fn events_with(
		&self,
		digest: H256,
		cursor: Option<EventId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EventInfo<AccountId>, EventId>>;

	/// The lots that were made of a lot, or were inside it.
	#[method(name = "trace_listEdgesDown")]
	fn edges_down(
		&self,
		lot: LotId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EdgeInfo, LotId>>;

	/// The lots that a lot was made of, or was inside of.
	#[method(name = "trace_listEdgesUp")]
	fn edges_up(
		&self,
		lot: LotId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EdgeInfo, LotId>>;

	/// All that a lot was made of, from the highest id to the lowest. A page looks at 2,000 edges at most.
	#[method(name = "trace_back")]
	fn trace_back(
		&self,
		lot: LotId,
		cursor: Option<TraceCursor>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Trace>;

	/// All that was made of a lot, from the lowest id to the highest. A page looks at 2,000 edges at most.
	#[method(name = "trace_forward")]
	fn trace_forward(
		&self,
		lot: LotId,
		cursor: Option<TraceCursor>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Trace>;

	/// A shipment.
	#[method(name = "trace_getShipment")]
	fn shipment(&self, id: ShipmentId, at: Option<Hash>) -> RpcResult<Option<ShipmentInfo>>;

	/// The shipments that a lot was in.
	#[method(name = "trace_listShipments")]
	fn shipments_of(
		&self,
		lot: LotId,
		cursor: Option<ShipmentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ShipmentInfo, ShipmentId>>;

	/// What is on its way to an organization.
	#[method(name = "trace_listIncoming")]
	fn incoming(
		&self,
		organization: OrganizationId,
		cursor: Option<ShipmentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ShipmentInfo, ShipmentId>>;

	/// What is on its way from an organization.
	#[method(name = "trace_listOutgoing")]
	fn outgoing(
		&self,
		organization: OrganizationId,
		cursor: Option<ShipmentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ShipmentInfo, ShipmentId>>;

	/// A sensor.
	#[method(name = "trace_getSensor")]
	fn sensor(&self, id: SensorId, at: Option<Hash>) -> RpcResult<Option<SensorInfo>>;

	/// The sensors at a lot or a shipment.
	#[method(name = "trace_listSensors")]
	fn sensors_of(
		&self,
		target: Target,
		cursor: Option<SensorId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<SensorInfo, SensorId>>;

	/// What a sensor read, one by one.
	#[method(name = "trace_listReadings")]
	fn readings(
		&self,
		sensor: SensorId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReadingInfo, u64>>;

	/// What a sensor read in batches. The cursor is the number of the last one's first reading.
	#[method(name = "trace_listBatches")]
	fn batches(
		&self,
		sensor: SensorId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Batch, u64>>;

	/// A recall.
	#[method(name = "trace_getRecall")]
	fn recall(&self, id: RecallId, at: Option<Hash>) -> RpcResult<Option<RecallInfo>>;

	/// All recalls and breaches, the last one first.
	#[method(name = "trace_listRecalls")]
	fn recalls(
		&self,
		cursor: Option<RecallId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RecallInfo, RecallId>>;

	/// The lots that a recall marks, or marked, and who has them.
	#[method(name = "trace_listMarked")]
	fn marked(
		&self,
		recall: RecallId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MarkedLot, LotId>>;

	/// The receivables that a recall has frozen.
	#[method(name = "trace_listFrozen")]
	fn frozen(
		&self,
		recall: RecallId,
		cursor: Option<ReceivableId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableId, ReceivableId>>;

	/// The lots and shipments that a receivable is attached to: their recall freezes it.
	#[method(name = "trace_listTies")]
	fn tied_to(
		&self,
		receivable: ReceivableId,
		cursor: Option<Target>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Target, Target>>;
}

impl TraceRpcServer for Query {
	fn product(&self, id: ProductId, at: Option<Hash>) -> RpcResult<Option<ProductInfo>> {
		self.ask(at, |api, at| api.product(at, id))
	}

	fn products_of(
		&self,
		organization: OrganizationId,
		cursor: Option<ProductId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ProductInfo, ProductId>> {
		self.ask(at, |api, at| api.products_of(at, organization, cursor, limit.0))
	}

	fn product_with(
		&self,
		organization: OrganizationId,
		gtin: Gtin,
		at: Option<Hash>,
	) -> RpcResult<Option<ProductInfo>> {
		self.ask(at, |api, at| api.product_with(at, organization, gtin))
	}

	fn location(&self, id: LocationId, at: Option<Hash>) -> RpcResult<Option<LocationInfo>> {
		self.ask(at, |api, at| api.location(at, id))
	}

	fn locations_of(
		&self,
		organization: OrganizationId,
		cursor: Option<LocationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LocationInfo, LocationId>> {
		self.ask(at, |api, at| api.locations_of(at, organization, cursor, limit.0))
	}

	fn location_with(
		&self,
		organization: OrganizationId,
		gln: Gln,
		at: Option<Hash>,
	) -> RpcResult<Option<LocationInfo>> {
		self.ask(at, |api, at| api.location_with(at, organization, gln))
	}

	fn lot(&self, id: LotId, at: Option<Hash>) -> RpcResult<Option<LotInfo>> {
		self.ask(at, |api, at| api.lot(at, id))
	}

	fn lot_with(
		&self,
		producer: OrganizationId,
		product: ProductId,
		code: String,
		at: Option<Hash>,
	) -> RpcResult<Option<LotInfo>> {
		self.ask(at, |api, at| api.lot_with(at, producer, product, code.into_bytes()))
	}

	fn lots_of(
		&self,
		organization: OrganizationId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LotInfo, LotId>> {
		self.ask(at, |api, at| api.lots_of(at, organization, cursor, limit.0))
	}

	fn contents_of(
		&self,
		lot: LotId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LotInfo, LotId>> {
		self.ask(at, |api, at| api.contents_of(at, lot, cursor, limit.0))
	}

	fn event(&self, id: EventId, at: Option<Hash>) -> RpcResult<Option<EventInfo<AccountId>>> {
		self.ask(at, |api, at| api.event(at, id))
	}

	fn events_of(
		&self,
		lot: LotId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EventInfo<AccountId>, u32>> {
		self.ask(at, |api, at| api.events_of(at, lot, cursor, limit.0))
	}

	fn events_with(
		&self,
		digest: H256,
		cursor: Option<EventId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EventInfo<AccountId>, EventId>> {
		self.ask(at, |api, at| api.events_with(at, digest, cursor, limit.0))
	}

	fn edges_down(
		&self,
		lot: LotId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EdgeInfo, LotId>> {
		self.ask(at, |api, at| api.edges_down(at, lot, cursor, limit.0))
	}

	fn edges_up(
		&self,
		lot: LotId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EdgeInfo, LotId>> {
		self.ask(at, |api, at| api.edges_up(at, lot, cursor, limit.0))
	}

	fn trace_back(
		&self,
		lot: LotId,
		cursor: Option<TraceCursor>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Trace> {
		self.ask(at, |api, at| api.trace_back(at, lot, cursor, limit.0))
	}

	fn trace_forward(
		&self,
		lot: LotId,
		cursor: Option<TraceCursor>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Trace> {
		self.ask(at, |api, at| api.trace_forward(at, lot, cursor, limit.0))
	}

	fn shipment(&self, id: ShipmentId, at: Option<Hash>) -> RpcResult<Option<ShipmentInfo>> {
		self.ask(at, |api, at| api.shipment(at, id))
	}

	fn shipments_of(
		&self,
		lot: LotId,
		cursor: Option<ShipmentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ShipmentInfo, ShipmentId>> {
		self.ask(at, |api, at| api.shipments_of(at, lot, cursor, limit.0))
	}

	fn incoming(
		&self,
		organization: OrganizationId,
		cursor: Option<ShipmentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ShipmentInfo, ShipmentId>> {
		self.ask(at, |api, at| api.incoming(at, organization, cursor, limit.0))
	}

	fn outgoing(
		&self,
		organization: OrganizationId,
		cursor: Option<ShipmentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ShipmentInfo, ShipmentId>> {
		self.ask(at, |api, at| api.outgoing(at, organization, cursor, limit.0))
	}

	fn sensor(&self, id: SensorId, at: Option<Hash>) -> RpcResult<Option<SensorInfo>> {
		self.ask(at, |api, at| api.sensor(at, id))
	}

	fn sensors_of(
		&self,
		target: Target,
		cursor: Option<SensorId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<SensorInfo, SensorId>> {
		self.ask(at, |api, at| api.sensors_of(at, target, cursor, limit.0))
	}

	fn readings(
		&self,
		sensor: SensorId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReadingInfo, u64>> {
		self.ask(at, |api, at| api.readings(at, sensor, cursor, limit.0))
	}

	fn batches(
		&self,
		sensor: SensorId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Batch, u64>> {
		self.ask(at, |api, at| api.batches(at, sensor, cursor, limit.0))
	}

	fn recall(&self, id: RecallId, at: Option<Hash>) -> RpcResult<Option<RecallInfo>> {
		self.ask(at, |api, at| api.recall(at, id))
	}

	fn recalls(
		&self,
		cursor: Option<RecallId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RecallInfo, RecallId>> {
		self.ask(at, |api, at| api.recalls(at, cursor, limit.0))
	}

	fn marked(
		&self,
		recall: RecallId,
		cursor: Option<LotId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MarkedLot, LotId>> {
		self.ask(at, |api, at| api.marked(at, recall, cursor, limit.0))
	}

	fn frozen(
		&self,
		recall: RecallId,
		cursor: Option<ReceivableId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableId, ReceivableId>> {
		self.ask(at, |api, at| api.frozen(at, recall, cursor, limit.0))
	}

	fn tied_to(
		&self,
		receivable: ReceivableId,
		cursor: Option<Target>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Target, Target>> {
		self.ask(at, |api, at| api.tied_to(at, receivable, cursor, limit.0))
	}
}
