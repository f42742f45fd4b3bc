// SPDX-License-Identifier: Apache-2.0

use super::*;

const LIMITS: [Limit; 1] = [Limit { kind: SensorKind::Temperature, range: COOL }];

/// A shipment that is to stay cool, for which a receivable is owed, and its thermometer.
fn cooled(lots: &[LotId]) -> (ShipmentId, SensorId) {
	owed(MILL, 1);
	let id = NextShipmentId::<Test>::get();
	assert_ok!(ship_with(MILL, BAKERY, lots, &LIMITS, &[1]));
	(id, sensor(MILL, Target::Shipment(id), None))
}

#[test]
fn a_breach_marks_the_shipment_its_lots_and_what_comes_of_them() {
	ExtBuilder::build_and_execute(|| {
		let (milk, pallet) = (lot(MILL, 10), item(MILL));
		let (cheese, butter) = (lot(MILL, 3), lot(MILL, 4));
		pack(MILL, pallet, &[cheese, butter]);
		let earlier = made(MILL, &[(milk, 2)]);
		pass(HOUR);
		let (id, sensor) = cooled(&[milk, pallet]);
		assert_eq!(read(sensor, 0, 8_000), Ok(()));
		assert_eq!(NextRecallId::<Test>::get(), RecallId(0));
		assert_eq!(read(sensor, 1, 8_001), Ok(()));
		let breach = RecallId(0);
		assert_eq!(Shipments::<Test>::get(id).unwrap().breach, Some(breach));
		let evidence = Evidence { sensor, sequence: 1, batch: false, value: 8_001, at: Now::get() };
		let target = Target::Shipment(id);
		System::assert_has_event(Event::Breached { recall: breach, target, evidence }.into());
		// Another one is no news.
		assert_eq!(read(sensor, 2, 9_000), Ok(()));
		assert_eq!(NextRecallId::<Test>::get(), RecallId(1));
		// The goods arrive, are unpacked and used at that moment, before anything is marked.
		assert_ok!(receive(BAKERY, id));
		unpack(BAKERY, pallet, &[cheese]);
		let cake = made(BAKERY, &[(milk, 1), (cheese, 1)]);
		assert_eq!(marks(breach), BTreeSet::new());
		(0..10).for_each(|_| pass(MINUTE));
		assert_eq!(marks(breach), [milk, pallet, cheese, butter, cake].into());
		assert_eq!(Recalls::<Test>::get(breach).unwrap().status, RecallStatus::Open);
		assert_eq!(get(milk).breach, Some(breach));
		assert_eq!(Goods::query_lot(earlier).unwrap().recalls, []);
		assert_eq!(frozen(1), 1);
		assert_noop!(ship(BAKERY, SHOP, &[cake]), Error::<Test>::Recalled);
		assert_noop!(
			transform(BAKERY, &[(cheese, 1)], vec![output(get(cake).product, "b", 1)], 0),
			Error::<Test>::Recalled
		);
		// It goes back to who sent it.
		assert_ok!(ship(BAKERY, MILL, &[cake, pallet]));
	});
}

#[test]
fn an_auditor_ends_a_breach() {
	ExtBuilder::build_and_execute(|| {
		let milk = lot(MILL, 10);
		let (id, sensor) = cooled(&[milk]);
		assert_eq!(read(sensor, 1, 1_999), Ok(()));
		finish(RecallId(0));
		assert_ok!(receive(BAKERY, id));
		let end = |who| Goods::end_recall(by(who), RecallId(0));
		assert_noop!(end(MILL), Error::<Test>::NotAuthorized);
		assert_noop!(end(BAKERY), Error::<Test>::NotAuthorized);
		ended(AUDITOR, RecallId(0));
		assert_eq!((frozen(1), marks(RecallId(0))), (0, BTreeSet::new()));
		// What was read stays on the lot.
		assert_eq!(get(milk).breach, Some(RecallId(0)));
		assert_ok!(ship(BAKERY, SHOP, &[milk]));
	});
}

#[test]
fn after_a_false_alarm_a_shipment_is_as_before() {
	ExtBuilder::build_and_execute(|| {
		let milk = lot(MILL, 10);
		let (id, sensor) = cooled(&[milk]);
		let (target, tied) = (Target::Shipment(id), Attachment::Receivable(ReceivableId(1)));
		let more = Attachment::Receivable(owed(MILL, 2));
		assert_eq!(read(sensor, 1, 1_999), Ok(()));
		// From the reading until all is undone, what is owed for it stays as it is.
		assert_noop!(Goods::attach(by(MILL), target, more), Error::<Test>::Recalled);
		finish(RecallId(0));
		assert_noop!(Goods::detach(by(OUTSIDER), target, tied), Error::<Test>::Recalled);
		assert_ok!(Goods::end_recall(by(AUDITOR), RecallId(0)));
		assert_noop!(Goods::attach(by(MILL), target, more), Error::<Test>::Recalled);
		finish(RecallId(0));
		assert_ok!(Goods::attach(by(MILL), target, more));
		assert_ok!(Goods::detach(by(OUTSIDER), target, tied));
		assert_eq!([frozen(1), frozen(2)], [0, 0]);
		// What is read again is another alarm, and a third is no news.
		assert_eq!(read(sensor, 2, 9_000), Ok(()));
		pass(MINUTE);
		assert_eq!(read(sensor, 3, 9_000), Ok(()));
		assert_eq!(NextRecallId::<Test>::get(), RecallId(2));
		assert_eq!(Shipments::<Test>::get(id).unwrap().breach, Some(RecallId(1)));
		finish(RecallId(1));
		assert_eq!((marks(RecallId(1)), frozen(2)), ([milk].into(), 1));
	});
}

#[test]
fn a_batch_tells_a_breach_by_its_lowest_and_highest() {
	ExtBuilder::build_and_execute(|| {
		let (id, sensor) = cooled(&[lot(MILL, 10)]);
		let batch = Batch {
			sensor,
			first: 5,
			count: 100,
			from: Now::get(),
			until: Now::get(),
			lowest: 2_000,
			highest: 8_001,
			root: H256::repeat_byte(4),
		};
		let signature = key(1).sign(&batch.payload(GENESIS)).0;
		let signed = vec![SignedBatch { batch, signature }].try_into().unwrap();
		assert_ok!(Goods::submit_batches(relay(), signed));
		let Cause::Breach { target, evidence } = Recalls::<Test>::get(RecallId(0)).unwrap().cause
		else {
			panic!("no breach")
		};
		assert_eq!(target, Target::Shipment(id));
		assert_eq!((evidence.sequence, evidence.batch, evidence.value), (5, true, 8_001));
	});
}

#[test]
fn a_breach_of_a_lot_counts_from_its_time() {
	ExtBuilder::build_and_execute(|| {
		let milk = lot(MILL, 10);
		let sensor = sensor(MILL, Target::Lot(milk), Some(COOL));
		let before = made(MILL, &[(milk, 1)]);
		pass(HOUR);
		let bad = sign(reading(sensor, 1, 20_000), 1);
		pass(HOUR);
		let after = made(MILL, &[(milk, 1)]);
		assert_eq!(taken(vec![bad]), [Ok(())]);
		finish(RecallId(0));
		assert_eq!(marks(RecallId(0)), [milk, after].into());
		assert_eq!(Goods::query_lot(before).unwrap().recalls, []);
		// A later one is known to be.
		assert_eq!(read(sensor, 2, 20_000), Ok(()));
		assert_eq!(NextRecallId::<Test>::get(), RecallId(1));
		// An earlier one that turns up reaches farther.
		let at = Now::get() - 2 * HOUR;
		let earlier = Reading { at, ..reading(sensor, 0, 20_000) };
		assert_eq!(taken(vec![sign(earlier, 1)]), [Ok(())]);
		finish(RecallId(1));
		assert_eq!(marks(RecallId(1)), [milk, before, after].into());
		assert_eq!(get(milk).breach, Some(RecallId(1)));
		// It takes the first one's place.
		finish(RecallId(0));
		assert_eq!(marks(RecallId(0)), BTreeSet::new());
		ended(AUDITOR, RecallId(1));
		// What was held back is of the time before, and whoever ended them did not know of it.
		let at = Now::get() - 2 * HOUR + 1;
		let held_back = Reading { at, ..reading(sensor, 3, 20_000) };
		assert_eq!(taken(vec![sign(held_back, 1)]), [Ok(())]);
		finish(RecallId(2));
		assert_eq!(marks(RecallId(2)), [milk, after].into());
		// It is not judged twice.
		assert_eq!(taken(vec![sign(held_back, 1)]), [Err(Refusal::Replayed)]);
		assert_eq!(read(sensor, 4, 20_000), Ok(()));
		assert_eq!(NextRecallId::<Test>::get(), RecallId(3));
	});
}

#[test]
fn a_breach_is_not_lost_while_another_ends() {
	ExtBuilder::build_and_execute(|| {
		let milk = lot(MILL, 10);
		let sensor = sensor(MILL, Target::Lot(milk), Some(COOL));
		assert_eq!(read(sensor, 0, 20_000), Ok(()));
		finish(RecallId(0));
		assert_ok!(Goods::end_recall(by(AUDITOR), RecallId(0)));
		// It has not ended yet.
		assert_eq!(read(sensor, 1, 20_000), Ok(()));
		assert_eq!(get(milk).breach, Some(RecallId(1)));
		assert_eq!(read(sensor, 2, 20_000), Ok(()));
		assert_eq!(NextRecallId::<Test>::get(), RecallId(2));
		finish(RecallId(0));
		finish(RecallId(1));
		assert_eq!((marks(RecallId(0)), marks(RecallId(1))), (BTreeSet::new(), [milk].into()));
		// And at a shipment.
		let butter = lot(MILL, 10);
		let (id, sensor) = cooled(&[butter]);
		assert_eq!(read(sensor, 0, 9_000), Ok(()));
		assert_ok!(Goods::end_recall(by(AUDITOR), RecallId(2)));
		assert_eq!(read(sensor, 1, 9_000), Ok(()));
		assert_eq!(Shipments::<Test>::get(id).unwrap().breach, Some(RecallId(3)));
	});
}

#[test]
fn what_begins_as_goods_arrive_freezes_nothing_of_their_shipment() {
	ExtBuilder::build_and_execute(|| {
		let milk = lot(MILL, 10);
		let (id, _) = cooled(&[milk]);
		pass(HOUR);
		// All at one moment.
		assert_ok!(receive(BAKERY, id));
		let sensor = sensor(BAKERY, Target::Lot(milk), Some(COOL));
		assert_eq!(read(sensor, 0, 40_000), Ok(()));
		finish(RecallId(0));
		assert_eq!((marks(RecallId(0)), frozen(1)), ([milk].into(), 0));
	});
}

#[test]
fn what_left_before_goods_were_sent_has_no_part_in_their_breach() {
	ExtBuilder::build_and_execute(|| {
		let (milk, pallet) = (lot(MILL, 10), item(MILL));
		let (cheese, butter) = (lot(MILL, 3), lot(MILL, 4));
		pack(MILL, pallet, &[cheese, butter]);
		pass(HOUR);
		// All at one moment: some is split off and taken out, then the rest is sent, and arrives.
		let before = NextLotId::<Test>::get();
		assert_ok!(Goods::split(by(MILL), milk, parts(&[("a", 1)]), now()));
		unpack(MILL, pallet, &[cheese]);
		let (id, sensor) = cooled(&[milk, pallet]);
		assert_eq!(read(sensor, 0, 40_000), Ok(()));
		assert_ok!(receive(BAKERY, id));
		unpack(BAKERY, pallet, &[butter]);
		let after = made(BAKERY, &[(milk, 1)]);
		finish(RecallId(0));
		assert_eq!(marks(RecallId(0)), [milk, pallet, butter, after].into());
		assert_eq!(Goods::query_lot(before).unwrap().recalls, []);
		assert_eq!(frozen(1), 1);
		// A recall of what was taken out has nothing to do with the shipment either.
		recalled(MILL, &[cheese]);
		assert_eq!(frozen(1), 1);
	});
}

#[test]
fn what_is_fixed_to_goods_travels_with_them() {
	ExtBuilder::build_and_execute(|| {
		let associate = |who, action, parent, child| {
			assert_ok!(Goods::associate(by(who), action, parent, lots(&[child]), now()));
		};
		let (crate_, engine, lamp) = (item(MILL), item(MILL), item(MILL));
		let (early, late) = (item(MILL), item(BAKERY));
		associate(MILL, Action::Add, engine, lamp);
		associate(MILL, Action::Add, crate_, engine);
		associate(MILL, Action::Add, crate_, early);
		pass(HOUR);
		associate(MILL, Action::Delete, crate_, early);
		let (id, sensor) = cooled(&[crate_]);
		pass(HOUR);
		let bad = sign(reading(sensor, 0, 40_000), 1);
		assert_ok!(receive(BAKERY, id));
		associate(BAKERY, Action::Add, crate_, late);
		assert_eq!(taken(vec![bad]), [Ok(())]);
		finish(RecallId(0));
		assert_eq!(marks(RecallId(0)), [crate_, engine, lamp].into());
		assert_eq!(frozen(1), 1);
		ended(AUDITOR, RecallId(0));
		// A recall of what traveled finds what is owed for the shipment, and no other does.
		recalled(MILL, &[early]);
		recalled(BAKERY, &[late]);
		assert_eq!(frozen(1), 0);
		recalled(MILL, &[lamp]);
		assert_eq!(frozen(1), 1);
		// What is fixed to recalled goods is not recalled, unless it was inside once.
		assert_eq!(marks(recalled(MILL, &[crate_])), [crate_].into());
		associate(BAKERY, Action::Delete, crate_, late);
		let bag = item(BAKERY);
		pack(BAKERY, bag, &[late]);
		unpack(BAKERY, bag, &[late]);
		associate(BAKERY, Action::Add, bag, late);
		assert_eq!(marks(recalled(BAKERY, &[bag])), [bag, late].into());
	});
}

#[test]
fn a_breach_that_is_learned_of_late_is_whose_sensor_it_is() {
	ExtBuilder::build_and_execute(|| {
		let milk = lot(MILL, 10);
		let sensor = sensor(MILL, Target::Lot(milk), Some(COOL));
		let own = Attachment::Receivable(owed(MILL, 2));
		assert_ok!(Goods::attach(by(MILL), Target::Lot(milk), own));
		let bad = sign(reading(sensor, 0, 20_000), 1);
		pass(HOUR);
		let (id, _) = cooled(&[milk]);
		pass(HOUR);
		assert_ok!(receive(BAKERY, id));
		owed(BAKERY, 3);
		assert_ok!(ship_with(BAKERY, SHOP, &[milk], &[], &[3]));
		assert_eq!(taken(vec![bad]), [Ok(())]);
		finish(RecallId(0));
		assert_eq!([1, 2, 3].map(frozen), [1, 1, 1]);
		assert_ok!(receive(SHOP, ShipmentId(1)));
		assert_noop!(ship(SHOP, BAKERY, &[milk]), Error::<Test>::Recalled);
		assert_ok!(ship(SHOP, MILL, &[milk]));
	});
}

#[test]
fn nobody_has_what_it_owes_frozen_by_what_it_does() {
	ExtBuilder::build_and_execute(|| {
		let milk = lot(MILL, 10);
		let others = Attachment::Receivable(owed(MILL, 4));
		assert_ok!(Goods::attach(by(MILL), Target::Lot(milk), others));
		let (id, _) = cooled(&[milk]);
		pass(HOUR);
		assert_ok!(receive(BAKERY, id));
		pass(HOUR);
		// The bakery leaves it in the sun: no matter for the mill.
		let sensor = sensor(BAKERY, Target::Lot(milk), Some(COOL));
		let own = Attachment::Receivable(owed(BAKERY, 2));
		assert_ok!(Goods::attach(by(BAKERY), Target::Lot(milk), own));
		assert_eq!(read(sensor, 0, 40_000), Ok(()));
		finish(RecallId(0));
		assert_eq!([1, 2, 4].map(frozen), [0, 1, 0]);
		assert_eq!(Recalls::<Test>::get(RecallId(0)).unwrap().by, BAKERY);
	});
}

#[test]
fn a_clock_that_is_fast_changes_nothing() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, milk) = (item(MILL), lot(MILL, 10));
		pack(MILL, pallet, &[milk]);
		let sensor = sensor(MILL, Target::Lot(pallet), Some(COOL));
		let ahead = Reading { at: Now::get() + MINUTE, ..reading(sensor, 0, 20_000) };
		assert_eq!(taken(vec![sign(ahead, 1)]), [Ok(())]);
		unpack(MILL, pallet, &[milk]);
		finish(RecallId(0));
		assert_eq!(marks(RecallId(0)), [pallet, milk].into());
	});
}

/// The recalls that are open.
fn open() -> Vec<RecallId> {
	let open = Recalls::<Test>::iter().filter(|(_, recall)| recall.is_open());
	open.map(|(id, _)| id).collect::<BTreeSet<_>>().into_iter().collect()
}

fn superseded(id: u64, other: u64) -> RuntimeEvent {
	Event::Superseded { recall: RecallId(id), by: RecallId(other) }.into()
}

/// What a thermometer at a lot of the mill's read when every hour: it was too warm. Something was made of the lot
/// before each, and what is owed for it is attached to it.
fn warmed(hours: u64) -> (LotId, Vec<LotId>, Vec<SignedReading>) {
	let milk = lot(MILL, 90);
	let own = Attachment::Receivable(owed(MILL, 1));
	assert_ok!(Goods::attach(by(MILL), Target::Lot(milk), own));
	let sensor = sensor(MILL, Target::Lot(milk), Some(COOL));
	let (mut parts, mut readings) = (Vec::new(), Vec::new());
	for hour in 0..hours {
		parts.push(made(MILL, &[(milk, 1)]));
		pass(HOUR);
		readings.push(sign(reading(sensor, hour, 20_000), 1));
		pass(HOUR);
	}
	moved(MILL, BAKERY, &[milk]);
	(milk, parts, readings)
}

#[test]
fn readings_that_turn_up_newest_first_leave_one_breach_open() {
	ExtBuilder::build_and_execute(|| {
		let (milk, parts, readings) = warmed(6);
		for (id, reading) in (0_u64..).zip(readings.into_iter().rev()) {
			assert_eq!(taken(vec![reading]), [Ok(())]);
			finish(RecallId(id));
			assert_eq!(open(), [RecallId(id)]);
			// What was made after the reading, and what is owed.
			let from = parts.len() - usize::try_from(id).unwrap();
			let reached = parts[from..].iter().copied().chain([milk]);
			assert_eq!(marks(RecallId(id)), reached.collect());
			assert!(frozen(1) > 0);
			if let Some(before) = id.checked_sub(1) {
				System::assert_has_event(superseded(before, id));
				assert_eq!(
					Recalls::<Test>::get(RecallId(id)).unwrap().supersedes,
					Some(RecallId(before))
				);
				check();
				finish(RecallId(before));
				assert_eq!((frozen(1), marks(RecallId(before))), (1, BTreeSet::new()));
			}
		}
		assert_eq!(Burdens::<Test>::iter_prefix(milk).count(), 1);
		assert_ok!(ship(BAKERY, MILL, &[milk]));
		ended(AUDITOR, RecallId(5));
		assert_eq!((frozen(1), open()), (0, vec![]));
	});
}

#[test]
fn and_so_do_those_that_turn_up_at_once() {
	ExtBuilder::build_and_execute(|| {
		let (milk, parts, readings) = warmed(6);
		let readings = readings.into_iter().rev().collect::<Vec<_>>();
		assert_eq!(taken(readings), [Ok(()); 6]);
		// The first one stays until the last one is there. Those between end at once.
		assert_eq!(open(), [RecallId(0), RecallId(5)]);
		for id in 1..5 {
			System::assert_has_event(superseded(id, id + 1));
			assert_eq!(Recalls::<Test>::get(RecallId(id)).unwrap().supersedes, Some(RecallId(0)));
		}
		assert_eq!(get(milk).breach, Some(RecallId(5)));
		finish(RecallId(0));
		assert_eq!(frozen(1), 1);
		finish(RecallId(5));
		System::assert_has_event(superseded(0, 5));
		(0..20).for_each(|_| pass(MINUTE));
		assert_eq!((open(), frozen(1)), (vec![RecallId(5)], 1));
		assert_eq!(marks(RecallId(5)), parts[1..].iter().copied().chain([milk]).collect());
		assert_eq!(Burdens::<Test>::iter_prefix(milk).count(), 1);
		assert_ok!(ship(BAKERY, MILL, &[milk]));
	});
}

#[test]
fn what_is_frozen_stays_so_from_one_breach_to_the_next() {
	ExtBuilder::build_and_execute(|| {
		let (milk, _, mut readings) = warmed(3);
		// Sold on, so that what is owed is found late.
		owed(BAKERY, 2);
		assert_ok!(ship_with(BAKERY, SHOP, &[milk], &[], &[2]));
		assert_eq!(taken(vec![readings.pop().unwrap()]), [Ok(())]);
		finish(RecallId(0));
		assert_eq!([1, 2].map(frozen), [1, 1]);
		assert_eq!(taken(vec![readings.pop().unwrap()]), [Ok(())]);
		let step = |id| {
			let id = RecallId(id);
			let working = Recalls::<Test>::get(id).unwrap().is_working();
			if working {
				assert_ok!(Goods::spread(relay(), id, 1));
			}
			assert!([1, 2].map(frozen).iter().all(|count| *count > 0));
			check();
			working
		};
		step(1);
		step(1);
		// A third one: the second was not yet done, and the first waits for the third.
		assert_eq!(taken(vec![readings.pop().unwrap()]), [Ok(())]);
		assert_eq!(open(), [RecallId(0), RecallId(2)]);
		while step(1) {}
		while step(2) {}
		assert_eq!(open(), [RecallId(2)]);
		while step(0) {}
		assert_eq!([1, 2].map(frozen), [1, 1]);
	});
}

#[test]
fn breaches_of_several_organizations_take_no_place_of_one_another() {
	ExtBuilder::build_and_execute(|| {
		let milk = lot(MILL, 90);
		let of_mill = sensor(MILL, Target::Lot(milk), Some(COOL));
		moved(MILL, BAKERY, &[milk]);
		let of_bakery = sensor(BAKERY, Target::Lot(milk), Some(COOL));
		let mut readings = Vec::new();
		for n in 0..3 {
			for sensor in [of_mill, of_bakery] {
				pass(HOUR);
				readings.push(sign(reading(sensor, n, 20_000), 1));
			}
		}
		for (id, reading) in (0_u64..).zip(readings.into_iter().rev()) {
			assert_eq!(taken(vec![reading]), [Ok(())]);
			let working = Working::<Test>::iter_keys().collect::<Vec<_>>();
			working.into_iter().for_each(|(_, id)| finish(id));
			let last = Working::<Test>::iter_keys().collect::<Vec<_>>();
			last.into_iter().for_each(|(_, id)| finish(id));
			let both = [id, id.saturating_sub(1)].map(RecallId);
			assert_eq!(open().into_iter().collect::<BTreeSet<_>>(), both.into());
		}
		// Later than what is known of its own, however it is with the other's.
		let id = NextRecallId::<Test>::get();
		assert_eq!(read(of_bakery, 9, 20_000), Ok(()));
		assert_eq!(NextRecallId::<Test>::get(), id);
	});
}

#[test]
fn a_breach_that_is_ended_early_takes_no_place() {
	ExtBuilder::build_and_execute(|| {
		let (milk, _, mut readings) = warmed(3);
		assert_eq!(taken(vec![readings.pop().unwrap()]), [Ok(())]);
		finish(RecallId(0));
		let last = readings.pop().unwrap();
		assert_eq!(taken(vec![last]), [Ok(())]);
		assert_ok!(Goods::end_recall(by(AUDITOR), RecallId(1)));
		finish(RecallId(1));
		assert_eq!(open(), [RecallId(0)]);
		// What is later than the first is no news; what is earlier takes the first one's place.
		assert_eq!(read(SensorId(0), 9, 20_000), Ok(()));
		assert_eq!(NextRecallId::<Test>::get(), RecallId(2));
		assert_eq!(taken(vec![readings.pop().unwrap()]), [Ok(())]);
		assert_eq!(Recalls::<Test>::get(RecallId(2)).unwrap().supersedes, Some(RecallId(0)));
		// The first one is ended meanwhile: there is nothing to supersede any more.
		assert_ok!(Goods::end_recall(by(AUDITOR), RecallId(0)));
		finish(RecallId(2));
		finish(RecallId(0));
		assert_eq!((open(), frozen(1)), (vec![RecallId(2)], 1));
		assert_eq!(get(milk).breach, Some(RecallId(2)));
	});
}
