// SPDX-License-Identifier: Apache-2.0

//! What clients ask about goods.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use covenant_primitives::json;
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A product.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct ProductInfo {
	/// The id.
	pub id: ProductId,
	/// As it was registered.
	#[serde(flatten)]
	pub product: Product,
}

/// A location.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct LocationInfo {
	/// The id.
	pub id: LocationId,
	/// As it was registered.
	#[serde(flatten)]
	pub location: Location,
}

/// A lot.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LotInfo {
	/// The id.
	pub id: LotId,
	/// Of which product.
	pub product: ProductId,
	/// Who made it.
	pub producer: OrganizationId,
	/// Its number.
	#[serde(with = "json::text")]
	pub code: Code,
	/// Whether it is one item with a serial number.
	pub serial: bool,
	/// What it is counted in.
	pub unit: Unit,
	/// How much it was.
	#[serde(with = "json::decimal")]
	pub quantity: Quantity,
	/// How much is left.
	#[serde(with = "json::decimal")]
	pub left: Quantity,
	/// Who has it.
	pub custodian: OrganizationId,
	/// Where it is.
	pub place: Place,
	/// How many lots are directly inside it or attached to it.
	pub contents: u32,
	/// How many events it has.
	pub events: u32,
	/// The event that it came of.
	pub origin: EventId,
	/// Whether that was undone.
	pub void: bool,
	/// How it is.
	pub disposition: Option<Disposition>,
	/// What the last inspection found.
	pub inspection: Option<Inspection>,
	/// The breach that was found at it last.
	pub breach: Option<RecallId>,
	/// The recalls that mark it or something inside it, and count; ten at most.
	pub recalls: Vec<RecallId>,
	/// The licenses that are attached to it.
	pub licenses: TiedLicenses,
	/// The receivables that are attached to it.
	pub receivables: TiedReceivables,
}

/// An event.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(bound(
	serialize = "AccountId: Serialize",
	deserialize = "AccountId: serde::de::DeserializeOwned"
))]
pub struct EventInfo<AccountId> {
	/// The id.
	pub id: EventId,
	/// What it was.
	#[serde(flatten)]
	pub record: EventRecord<AccountId>,
	/// What is wrong about it.
	pub error: Option<Declaration<AccountId>>,
}

/// An edge, to another lot or from it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct EdgeInfo {
	/// The other lot.
	pub lot: LotId,
	/// How it came to that.
	#[serde(flatten)]
	pub edge: Edge,
}

/// Ids of lots, one after the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct Run {
	/// The first.
	pub from: LotId,
	/// The first that is not in it.
	pub until: LotId,
}

/// A lot whose edges are being looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct TracePlace {
	/// Which.
	pub lot: LotId,
	/// The last one.
	pub last: Option<LotId>,
}

/// Where a trace goes on: clients pass it back as it is. It holds at most 65,536 runs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct TraceCursor {
	/// Lots that are known, and not yet answered.
	pub known: Vec<Run>,
	/// Where it was.
	pub at: Option<TracePlace>,
}

/// A part of a trace.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct Trace {
	/// Lots, each once. There can be none on a page that is not the last.
	pub items: Vec<LotInfo>,
	/// What to ask the next page with; `None` if this is the last one.
	pub next: Option<TraceCursor>,
	/// Whether more lots were known at a time than a cursor holds. Some are missing then, and are found only by
	/// going from edge to edge.
	pub cut: bool,
}

/// A shipment.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct ShipmentInfo {
	/// The id.
	pub id: ShipmentId,
	/// As it is.
	#[serde(flatten)]
	pub shipment: Shipment,
	/// The licenses that are attached to it.
	pub licenses: TiedLicenses,
	/// The receivables that are attached to it.
	pub receivables: TiedReceivables,
}

/// A sensor.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct SensorInfo {
	/// The id.
	pub id: SensorId,
	/// As it is.
	#[serde(flatten)]
	pub sensor: Sensor,
}

/// A reading.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct ReadingInfo {
	/// Its number.
	pub sequence: u64,
	/// What it was.
	#[serde(flatten)]
	pub reading: StoredReading,
}

/// A recall.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct RecallInfo {
	/// The id.
	pub id: RecallId,
	/// As it is.
	#[serde(flatten)]
	pub recall: Recall,
}

/// A lot that a recall marks.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkedLot {
	/// Which.
	pub lot: LotId,
	/// How.
	#[serde(flatten)]
	pub mark: Mark,
	/// Who has it.
	pub custodian: OrganizationId,
	/// Where it is.
	pub place: Place,
	/// How much is left.
	#[serde(with = "json::decimal")]
	pub left: Quantity,
}

sp_api::decl_runtime_apis! {
	/// Goods and where they were. Pages hold at most 100, in no particular order unless it is said.
	pub trait TraceabilityApi<AccountId> where AccountId: codec::Codec {
		/// A product.
		fn product(id: ProductId) -> Option<ProductInfo>;

		/// The products of an organization.
		fn products_of(
			organization: OrganizationId,
			cursor: Option<ProductId>,
			limit: u32,
		) -> Page<ProductInfo, ProductId>;

		/// The product to which an organization gave a number.
		fn product_with(organization: OrganizationId, gtin: Gtin) -> Option<ProductInfo>;

		/// A location.
		fn location(id: LocationId) -> Option<LocationInfo>;

		/// The locations of an organization.
		fn locations_of(
			organization: OrganizationId,
			cursor: Option<LocationId>,
			limit: u32,
		) -> Page<LocationInfo, LocationId>;

		/// The location to which an organization gave a number.
		fn location_with(organization: OrganizationId, gln: Gln) -> Option<LocationInfo>;

		/// A lot.
		fn lot(id: LotId) -> Option<LotInfo>;

		/// The lot that a producer gave a code, among those of a product.
		fn lot_with(
			producer: OrganizationId,
			product: ProductId,
			code: Vec<u8>,
		) -> Option<LotInfo>;

		/// What an organization has: lots of which something is left, and that are not inside others.
		fn lots_of(
			organization: OrganizationId,
			cursor: Option<LotId>,
			limit: u32,
		) -> Page<LotInfo, LotId>;

		/// What is directly inside a lot, or attached to it.
		fn contents_of(lot: LotId, cursor: Option<LotId>, limit: u32) -> Page<LotInfo, LotId>;

		/// An event.
		fn event(id: EventId) -> Option<EventInfo<AccountId>>;

		/// The events of a lot, in the order in which they were recorded. The cursor is the number of the last.
		fn events_of(
			lot: LotId,
			cursor: Option<u32>,
			limit: u32,
		) -> Page<EventInfo<AccountId>, u32>;

		/// The events that have a hash off chain.
		fn events_with(
			digest: H256,
			cursor: Option<EventId>,
			limit: u32,
		) -> Page<EventInfo<AccountId>, EventId>;

		/// The lots that were made of a lot, or were inside it or fixed to it.
		fn edges_down(lot: LotId, cursor: Option<LotId>, limit: u32) -> Page<EdgeInfo, LotId>;

		/// The lots that a lot was made of, or was inside of or fixed to.
		fn edges_up(lot: LotId, cursor: Option<LotId>, limit: u32) -> Page<EdgeInfo, LotId>;

		/// All that a lot was made of, from the highest id to the lowest. A page looks at 2,000 edges at most.
		fn trace_back(lot: LotId, cursor: Option<TraceCursor>, limit: u32) -> Trace;

		/// All that was made of a lot, from the lowest id to the highest. A page looks at 2,000 edges at most.
		fn trace_forward(lot: LotId, cursor: Option<TraceCursor>, limit: u32) -> Trace;

		/// A shipment.
		fn shipment(id: ShipmentId) -> Option<ShipmentInfo>;

		/// The shipments that a lot was in.
		fn shipments_of(
			lot: LotId,
			cursor: Option<ShipmentId>,
			limit: u32,
		) -> Page<ShipmentInfo, ShipmentId>;

		/// What is on its way to an organization.
		fn incoming(
			organization: OrganizationId,
			cursor: Option<ShipmentId>,
			limit: u32,
		) -> Page<ShipmentInfo, ShipmentId>;

		/// What is on its way from an organization.
		fn outgoing(
			organization: OrganizationId,
			cursor: Option<ShipmentId>,
			limit: u32,
		) -> Page<ShipmentInfo, ShipmentId>;

		/// The lots and shipments that a receivable is attached to.
		fn tied_to(
			receivable: ReceivableId,
			cursor: Option<Target>,
			limit: u32,
		) -> Page<Target, Target>;

		/// A sensor.
		fn sensor(id: SensorId) -> Option<SensorInfo>;

		/// The sensors at a lot or a shipment.
		fn sensors_of(
			target: Target,
			cursor: Option<SensorId>,
			limit: u32,
		) -> Page<SensorInfo, SensorId>;

		/// What a sensor read, one by one.
		fn readings(sensor: SensorId, cursor: Option<u64>, limit: u32) -> Page<ReadingInfo, u64>;

		/// What a sensor read in batches. The cursor is the number of the last one's first reading.
		fn batches(sensor: SensorId, cursor: Option<u64>, limit: u32) -> Page<Batch, u64>;

		/// A recall.
		fn recall(id: RecallId) -> Option<RecallInfo>;

		/// All recalls and breaches, the last one first.
		fn recalls(cursor: Option<RecallId>, limit: u32) -> Page<RecallInfo, RecallId>;

		/// The lots that a recall marks, or marked, and who has them.
		fn marked(recall: RecallId, cursor: Option<LotId>, limit: u32) -> Page<MarkedLot, LotId>;

		/// The receivables that a recall has frozen.
		fn frozen(
			recall: RecallId,
			cursor: Option<ReceivableId>,
			limit: u32,
		) -> Page<ReceivableId, ReceivableId>;
	}
}
