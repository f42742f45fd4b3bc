// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn clients_learn_of_meters_and_readings() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(register(1, HOUSEHOLD));
		run(FIRST..FIRST + 2);
		let info = Metering::query_meter(ID).unwrap();
		assert_eq!(info.progress.next, 2);
		assert_eq!(Metering::query_meter_at(MARKET, point(0).into_inner()), Some(info));
		assert_eq!(Metering::query_meter_at(MARKET, vec![0; 99]), None);
		let first = Metering::query_meters(MARKET, HOUSEHOLD, None, 1);
		let second = Metering::query_meters(MARKET, HOUSEHOLD, first.next, 5);
		assert_eq!((first.items.len(), second.items.len(), second.next), (1, 1, None));
		assert_ne!(first.items[0].id, second.items[0].id);
		let page = Metering::query_readings(ID, 0, 1);
		assert_eq!(page.next, Some(FIRST));
		let page = Metering::query_readings(ID, FIRST + 1, 5);
		assert_eq!(page.items.len(), 1);
		assert_eq!((page.items[0].interval, page.items[0].reading), (FIRST + 1, reading(330, 10)));
		assert_eq!(Metering::query_readings(MeterId(9), 0, 5).items, []);
	});
}

#[test]
fn clients_learn_how_complete_a_day_is() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(register(1, HOUSEHOLD));
		run(FIRST..FIRST + 2);
		pass(15 * MINUTE);
		let info = Metering::query_day(ID, TODAY).unwrap();
		assert_eq!((info.closed, info.expected, info.read), (false, 3, 2));
		assert_eq!(info.total, Register { import: 650, export: 20 });
		let totals = Metering::query_totals(MARKET, HOUSEHOLD, TODAY);
		assert_eq!((totals.meters, totals.missing), (2, 126));
		assert_eq!(totals.intervals[32], Register { import: 320, export: 10 });
		close_time(TODAY);
		assert_ok!(close(&[ID, MeterId(1)], TODAY));
		let info = Metering::query_day(ID, TODAY).unwrap();
		assert_eq!((info.closed, info.expected), (true, 64));
		assert_eq!((info.read, info.substituted), (2, 62));
		let totals = Metering::query_totals(MARKET, HOUSEHOLD, TODAY);
		assert_eq!((totals.missing, totals.substituted), (0, 126));
		assert_eq!(Metering::query_totals(MARKET, FACTORY, TODAY).meters, 0);
		assert_eq!(Metering::query_totals(MarketId(1), FACTORY, TODAY).intervals, []);
		assert_eq!(Metering::query_day(MeterId(9), TODAY), None);
	});
}

#[test]
fn answers_are_plain_json() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let json = serde_json::to_value(Metering::query_meter(ID)).unwrap();
		assert_eq!(json["point"], "aaa");
		assert_eq!(json["source"], "solar");
		assert_eq!(json["owner"], serde_json::json!({"person": 5}));
		pass(HOUR);
		assert_ok!(Metering::anchor(grid(), MARKET, TIMETABLE.start(FIRST), H256::zero(), 3));
		let json = serde_json::to_value(Metering::query_batch(BatchId(0))).unwrap();
		assert_eq!(json["count"], 3);
		assert_eq!(json["doubted"], serde_json::json!([]));
		let it = sign(message(0, FIRST, 1, 1), 0);
		let json = serde_json::to_value(it).unwrap();
		assert_eq!(serde_json::from_value::<SignedMessage>(json).unwrap(), it);
	});
}
