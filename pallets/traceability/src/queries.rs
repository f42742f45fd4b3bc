// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use crate::{
	runtime_api::*,
	trace::{MAX_RUNS, MAX_STEPS},
	*,
};
use alloc::vec::Vec;

/// How many recalls of a lot are shown.
const RECALLS_SHOWN: usize = 10;

impl<T: Config> Pallet<T> {
	/// See [`TraceabilityApi::product`].
	pub fn query_product(id: ProductId) -> Option<ProductInfo> {
		Some(ProductInfo { id, product: Products::<T>::get(id)? })
	}

	/// See [`TraceabilityApi::products_of`].
	pub fn query_products_of(
		organization: OrganizationId,
		cursor: Option<ProductId>,
		limit: u32,
	) -> Page<ProductInfo, ProductId> {
		let show = |id: &ProductId| Self::query_product(*id);
		Page::under::<ProductsOf<T>, _, _>(organization, cursor, limit, show)
	}

	/// See [`TraceabilityApi::product_with`].
	pub fn query_product_with(organization: OrganizationId, gtin: Gtin) -> Option<ProductInfo> {
		Self::query_product(ProductWith::<T>::get(organization, gtin)?)
	}

	/// See [`TraceabilityApi::location`].
	pub fn query_location(id: LocationId) -> Option<LocationInfo> {
		Some(LocationInfo { id, location: Locations::<T>::get(id)? })
	}

	/// See [`TraceabilityApi::locations_of`].
	pub fn query_locations_of(
		organization: OrganizationId,
		cursor: Option<LocationId>,
		limit: u32,
	) -> Page<LocationInfo, LocationId> {
		let show = |id: &LocationId| Self::query_location(*id);
		Page::under::<LocationsOf<T>, _, _>(organization, cursor, limit, show)
	}

	/// See [`TraceabilityApi::location_with`].
	pub fn query_location_with(organization: OrganizationId, gln: Gln) -> Option<LocationInfo> {
		Self::query_location(LocationWith::<T>::get(organization, gln)?)
	}

	/// See [`TraceabilityApi::lot`].
	pub fn query_lot(id: LotId) -> Option<LotInfo> {
		let lot = Lots::<T>::get(id)?;
		let (custodian, left) = (Self::custodian(&lot), lot.left());
		let counts = |recall: &RecallId| Recalls::<T>::get(recall).is_some_and(|it| it.is_open());
		let recalls = Burdens::<T>::iter_key_prefix(id).take(RECALLS_SHOWN).filter(counts);
		let target = Target::Lot(id);
		let Lot { product, producer, code, serial, quantity, place, contents, events, .. } = lot;
		let Lot { origin, void, disposition, inspection, breach, .. } = lot;
		Some(LotInfo {
			id,
			product,
			producer,
			code,
			serial,
			unit: Products::<T>::get(product)?.unit,
			quantity,
			left,
			custodian,
			place,
			contents,
			events,
			origin,
			void,
			disposition,
			inspection,
			breach,
			recalls: recalls.collect(),
			licenses: LicensesOf::<T>::get(target),
			receivables: ReceivablesOf::<T>::get(target),
		})
	}

	/// See [`TraceabilityApi::lot_with`].
	pub fn query_lot_with(
		producer: OrganizationId,
		product: ProductId,
		code: Vec<u8>,
	) -> Option<LotInfo> {
		let code = Code::try_from(code).ok()?;
		Self::query_lot(LotWith::<T>::get((producer, product, code))?)
	}

	/// See [`TraceabilityApi::lots_of`].
	pub fn query_lots_of(
		organization: OrganizationId,
		cursor: Option<LotId>,
		limit: u32,
	) -> Page<LotInfo, LotId> {
		let show = |id: &LotId| Self::query_lot(*id);
		Page::under::<LotsOf<T>, _, _>(organization, cursor, limit, show)
	}

	/// See [`TraceabilityApi::contents_of`].
	pub fn query_contents_of(
		lot: LotId,
		cursor: Option<LotId>,
		limit: u32,
	) -> Page<LotInfo, LotId> {
		let show = |id: &LotId| Self::query_lot(*id);
		Page::under::<ContentsOf<T>, _, _>(lot, cursor, limit, show)
	}

	/// See [`TraceabilityApi::event`].
	pub fn query_event(id: EventId) -> Option<EventInfo<T::AccountId>> {
		let record = Records::<T>::get(id)?;
		Some(EventInfo { id, record, error: Declarations::<T>::get(id) })
	}

	/// See [`TraceabilityApi::events_of`].
	pub fn query_events_of(
		lot: LotId,
		cursor: Option<u32>,
		limit: u32,
	) -> Page<EventInfo<T::AccountId>, u32> {
		let from = cursor.map_or(0, |last| last.saturating_add(1));
		let until = Lots::<T>::get(lot).map_or(0, |lot| lot.events);
		Page::of(from..until, limit, |index| Self::query_event(EventsOf::<T>::get(lot, index)?))
	}

	/// See [`TraceabilityApi::events_with`].
	pub fn query_events_with(
		digest: H256,
		cursor: Option<EventId>,
		limit: u32,
	) -> Page<EventInfo<T::AccountId>, EventId> {
		let show = |id: &EventId| Self::query_event(*id);
		Page::under::<EventsWith<T>, _, _>(digest, cursor, limit, show)
	}

	/// See [`TraceabilityApi::edges_down`].
	pub fn query_edges_down(
		lot: LotId,
		cursor: Option<LotId>,
		limit: u32,
	) -> Page<EdgeInfo, LotId> {
		Page::under::<EdgesDown<T>, _, _>(lot, cursor, limit, |other| {
			Some(EdgeInfo { lot: *other, edge: EdgesDown::<T>::get(lot, other)? })
		})
	}

	/// See [`TraceabilityApi::edges_up`].
	pub fn query_edges_up(lot: LotId, cursor: Option<LotId>, limit: u32) -> Page<EdgeInfo, LotId> {
		Page::under::<EdgesUp<T>, _, _>(lot, cursor, limit, |other| {
			Some(EdgeInfo { lot: *other, edge: EdgesUp::<T>::get(lot, other)? })
		})
	}

	/// See [`TraceabilityApi::trace_back`] and [`TraceabilityApi::trace_forward`].
	pub fn query_trace(
		lot: LotId,
		forward: bool,
		cursor: Option<TraceCursor>,
		limit: u32,
	) -> Trace {
		let walk = Self::walk(lot, forward, cursor, limit, MAX_STEPS, MAX_RUNS);
		let items = walk.found.into_iter().filter_map(Self::query_lot).collect();
		Trace { items, next: walk.next, cut: walk.cut }
	}

	/// See [`TraceabilityApi::shipment`].
	pub fn query_shipment(id: ShipmentId) -> Option<ShipmentInfo> {
		let shipment = Shipments::<T>::get(id)?;
		let target = Target::Shipment(id);
		let licenses = LicensesOf::<T>::get(target);
		Some(ShipmentInfo { id, shipment, licenses, receivables: ReceivablesOf::<T>::get(target) })
	}

	/// See [`TraceabilityApi::shipments_of`].
	pub fn query_shipments_of(
		lot: LotId,
		cursor: Option<ShipmentId>,
		limit: u32,
	) -> Page<ShipmentInfo, ShipmentId> {
		let show = |id: &ShipmentId| Self::query_shipment(*id);
		Page::under::<ShipmentsOf<T>, _, _>(lot, cursor, limit, show)
	}

	/// See [`TraceabilityApi::incoming`].
	pub fn query_incoming(
		organization: OrganizationId,
		cursor: Option<ShipmentId>,
		limit: u32,
	) -> Page<ShipmentInfo, ShipmentId> {
		let show = |id: &ShipmentId| Self::query_shipment(*id);
		Page::under::<Incoming<T>, _, _>(organization, cursor, limit, show)
	}

	/// See [`TraceabilityApi::outgoing`].
	pub fn query_outgoing(
		organization: OrganizationId,
		cursor: Option<ShipmentId>,
		limit: u32,
	) -> Page<ShipmentInfo, ShipmentId> {
		let show = |id: &ShipmentId| Self::query_shipment(*id);
		Page::under::<Outgoing<T>, _, _>(organization, cursor, limit, show)
	}

	/// See [`TraceabilityApi::tied_to`].
	pub fn query_tied_to(
		receivable: ReceivableId,
		cursor: Option<Target>,
		limit: u32,
	) -> Page<Target, Target> {
		Page::under::<TiedTo<T>, _, _>(receivable, cursor, limit, |target| Some(*target))
	}

	/// See [`TraceabilityApi::sensor`].
	pub fn query_sensor(id: SensorId) -> Option<SensorInfo> {
		Some(SensorInfo { id, sensor: Sensors::<T>::get(id)? })
	}

	/// See [`TraceabilityApi::sensors_of`].
	pub fn query_sensors_of(
		target: Target,
		cursor: Option<SensorId>,
		limit: u32,
	) -> Page<SensorInfo, SensorId> {
		let show = |id: &SensorId| Self::query_sensor(*id);
		Page::under::<SensorsOf<T>, _, _>(target, cursor, limit, show)
	}

	/// See [`TraceabilityApi::readings`].
	pub fn query_readings(
		sensor: SensorId,
		cursor: Option<u64>,
		limit: u32,
	) -> Page<ReadingInfo, u64> {
		Page::under::<Readings<T>, _, _>(sensor, cursor, limit, |sequence| {
			let reading = Readings::<T>::get(sensor, sequence)?;
			Some(ReadingInfo { sequence: *sequence, reading })
		})
	}

	/// See [`TraceabilityApi::batches`].
	pub fn query_batches(sensor: SensorId, cursor: Option<u64>, limit: u32) -> Page<Batch, u64> {
		Page::under::<Batches<T>, _, _>(sensor, cursor, limit, |first| {
			Batches::<T>::get(sensor, first).map(|it| it.batch)
		})
	}

	/// See [`TraceabilityApi::recall`].
	pub fn query_recall(id: RecallId) -> Option<RecallInfo> {
		Some(RecallInfo { id, recall: Recalls::<T>::get(id)? })
	}

	/// See [`TraceabilityApi::recalls`].
	pub fn query_recalls(cursor: Option<RecallId>, limit: u32) -> Page<RecallInfo, RecallId> {
		let until = cursor.unwrap_or(NextRecallId::<T>::get()).min(NextRecallId::<T>::get());
		let ids = (0..until.0).rev().map(RecallId);
		Page::of(ids, limit, |id| Self::query_recall(*id))
	}

	/// See [`TraceabilityApi::marked`].
	pub fn query_marked(
		recall: RecallId,
		cursor: Option<LotId>,
		limit: u32,
	) -> Page<MarkedLot, LotId> {
		Page::under::<Marked<T>, _, _>(recall, cursor, limit, |id| {
			let (mark, lot) = (Marked::<T>::get(recall, id)?, Lots::<T>::get(id)?);
			let (custodian, left) = (Self::custodian(&lot), lot.left());
			Some(MarkedLot { lot: *id, mark, custodian, place: lot.place, left })
		})
	}

	/// See [`TraceabilityApi::frozen`].
	pub fn query_frozen(
		recall: RecallId,
		cursor: Option<ReceivableId>,
		limit: u32,
	) -> Page<ReceivableId, ReceivableId> {
		Page::under::<Frozen<T>, _, _>(recall, cursor, limit, |id| Some(*id))
	}
}
