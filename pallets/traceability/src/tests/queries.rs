// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn clients_learn_where_goods_are() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, a) = (item(MILL), lot(MILL, 9));
		pack(MILL, pallet, &[a]);
		moved(MILL, BAKERY, &[pallet]);
		let info = Goods::query_lot(a).unwrap();
		assert_eq!((info.custodian, info.left, info.unit), (BAKERY, 9, Unit::Kilogram));
		assert_eq!(info.place, Place::Inside { parent: pallet, bond: Bond::Content });
		assert_eq!(Goods::query_lot(LotId(9)), None);
		let ids = |page: Page<runtime_api::LotInfo, LotId>| {
			page.items.into_iter().map(|it| it.id).collect::<Vec<_>>()
		};
		assert_eq!(ids(Goods::query_lots_of(BAKERY, None, 9)), [pallet]);
		assert_eq!(ids(Goods::query_lots_of(BAKERY, Some(pallet), 9)), []);
		assert_eq!(Goods::query_products_of(MILL, None, 9).items.len(), 2);
		assert_eq!(Goods::query_locations_of(MILL, None, 9).items, []);
		assert_eq!(Goods::query_shipments_of(pallet, None, 9).items.len(), 1);
		assert_eq!(Goods::query_edges_up(a, None, 9).items[0].lot, pallet);
	});
}

use covenant_primitives::Page;

#[test]
fn the_events_of_a_lot_come_in_order_page_by_page() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		for _ in 0..4 {
			assert_ok!(Goods::observe(by(MILL), lots(&[a]), now()));
		}
		let first = Goods::query_events_of(a, None, 2);
		assert_eq!(first.next, Some(1));
		let rest = Goods::query_events_of(a, first.next, 9);
		let ids = first.items.iter().chain(&rest.items).map(|it| it.id.0).collect::<Vec<_>>();
		assert_eq!(ids, [0, 1, 2, 3, 4]);
		assert_eq!(Goods::query_events_of(LotId(7), None, 9).items, []);
		assert_eq!(Goods::query_event(EventId(7)), None);
	});
}

#[test]
fn clients_learn_of_shipments_sensors_and_recalls() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		let id = shipped(MILL, BAKERY, &[a]);
		assert_eq!(Goods::query_incoming(BAKERY, None, 9).items[0].id, id);
		assert_eq!(Goods::query_outgoing(MILL, None, 9).items[0].id, id);
		assert_eq!(Goods::query_incoming(MILL, None, 9).items, []);
		let target = Target::Shipment(id);
		let sensor = sensor(MILL, target, None);
		assert_eq!(read(sensor, 0, 1), Ok(()));
		assert_eq!(Goods::query_sensors_of(target, None, 9).items[0].id, sensor);
		assert_eq!(Goods::query_sensor(sensor).unwrap().sensor.next, 1);
		assert_eq!(Goods::query_readings(sensor, None, 9).items[0].reading.value, 1);
		let recall = recalled(MILL, &[a]);
		assert_eq!(Goods::query_recall(recall).unwrap().recall.marked, 1);
		assert_eq!(Goods::query_recall(RecallId(7)), None);
		assert_eq!(Goods::query_recalls(None, 9).items.len(), 1);
	});
}

#[test]
fn json_is_what_clients_expect() {
	ExtBuilder::build_and_execute(|| {
		let (a, b) = (lot(MILL, Quantity::MAX), lot(MILL, 9));
		let details = Details {
			step: Some(BizStep::StagingOutbound),
			disposition: Some(Disposition::SellableNotAccessible),
			digest: Some(H256::repeat_byte(2)),
			..now()
		};
		assert_ok!(Goods::observe(by(MILL), lots(&[a]), details));
		let json = serde_json::to_value(Goods::query_lot(a)).unwrap();
		assert_eq!(json["left"], Quantity::MAX.to_string());
		assert_eq!((&json["code"], &json["unit"]), (&"lot".into(), &"kilogram".into()));
		assert_eq!((&json["place"], &json["inspection"]), (&"free".into(), &().into()));
		let json = serde_json::to_value(Goods::query_event(EventId(2))).unwrap();
		assert_eq!(json["step"], "staging_outbound");
		assert_eq!(json["disposition"], "sellable_not_accessible");
		assert_eq!(json["body"]["observe"]["lots"], serde_json::json!([0]));
		let pallet = item(MILL);
		pack(MILL, pallet, &[b]);
		let json = serde_json::to_value(Goods::query_event(EventId(4))).unwrap();
		assert_eq!(json["body"]["gather"]["action"], "ADD");
		shipped(MILL, BAKERY, &[pallet]);
		let json = serde_json::to_value(Goods::query_shipment(ShipmentId(0))).unwrap();
		assert_eq!(json["status"], "inTransit");
		let id = recalled(MILL, &[a]);
		let json = serde_json::to_value(Goods::query_recall(id)).unwrap();
		assert_eq!(json["cause"]["called"]["reason"], "metal in it");
		assert_eq!(json["status"], "open");
		let json = serde_json::to_value(Goods::query_event(EventId(0))).unwrap();
		assert_eq!(json["body"]["commission"]["quantity"], Quantity::MAX.to_string());
		let info: runtime_api::EventInfo<u64> = serde_json::from_value(json).unwrap();
		assert_eq!(Some(info), Goods::query_event(EventId(0)));
	});
}
