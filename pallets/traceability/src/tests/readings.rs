// SPDX-License-Identifier: Apache-2.0

use super::*;
use binary_merkle_tree::{merkle_proof, merkle_root};
use sp_runtime::traits::BlakeTwo256;

#[test]
fn sensors_are_at_lots_and_shipments() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let target = Target::Lot(one);
		assert_noop!(register_sensor(BAKERY, target, None), Error::<Test>::NotAuthorized);
		let nothing = Target::Lot(LotId(9));
		assert_noop!(register_sensor(MILL, nothing, None), Error::<Test>::NotFound);
		let wrong = Some(Range { min: 2, max: 1 });
		assert_noop!(register_sensor(MILL, target, wrong), Error::<Test>::InvalidRange);
		assert_ok!(register_sensor(MILL, target, Some(COOL)));
		let limits = [Limit { kind: SensorKind::Temperature, range: COOL }];
		assert_ok!(ship_with(MILL, BAKERY, &[one], &limits, &[]));
		let target = Target::Shipment(ShipmentId(0));
		assert_noop!(register_sensor(SHOP, target, None), Error::<Test>::NotAuthorized);
		assert_noop!(register_sensor(MILL, target, Some(COOL)), Error::<Test>::InvalidRange);
		assert_noop!(register_sensor(BAKERY, target, None), Error::<Test>::NotAuthorized);
		assert_ok!(register_sensor(MILL, target, None));
		assert_eq!(Sensors::<Test>::get(SensorId(1)).unwrap().range, Some(COOL));
		let retire = |who, id| Goods::retire_sensor(by(who), SensorId(id));
		// Nobody looks away while the goods are on their way.
		assert_noop!(retire(MILL, 1), Error::<Test>::InTransit);
		assert_ok!(receive(BAKERY, ShipmentId(0)));
		assert_noop!(register_sensor(MILL, target, None), Error::<Test>::InvalidState);
		assert_noop!(retire(MILL, 9), Error::<Test>::NotFound);
		assert_noop!(retire(SHOP, 0), Error::<Test>::NotAuthorized);
		assert_noop!(retire(BAKERY, 1), Error::<Test>::NotAuthorized);
		// The lot is the bakery's now.
		assert_ok!(retire(BAKERY, 0));
		assert_noop!(retire(MILL, 0), Error::<Test>::InvalidState);
		assert_ok!(retire(MILL, 1));
		assert_ok!(Goods::decommission(by(BAKERY), one, 5, now()));
		assert_noop!(register_sensor(BAKERY, Target::Lot(one), None), Error::<Test>::UsedUp);
	});
}

#[test]
fn what_a_device_signed_is_taken_once() {
	ExtBuilder::build_and_execute(|| {
		let id = sensor(MILL, Target::Lot(lot(MILL, 5)), None);
		assert_noop!(Goods::submit(relay(), BoundedVec::default()), Error::<Test>::Empty);
		let at = |sequence, at| sign(Reading { at, ..reading(id, sequence, 5_000) }, 1);
		let now = Now::get();
		let results = taken(vec![
			at(0, now),
			at(7, now + MINUTE),
			at(3, now),
			at(0, now + 1),
			at(8, now + MINUTE + 1),
			at(9, now - 1),
			sign(reading(id, 10, 5_000), 2),
			sign(reading(id, 11, -300_000), 1),
			sign(reading(SensorId(1), 0, 0), 1),
		]);
		let refused = [
			Refusal::Future,
			Refusal::NotInService,
			Refusal::WrongSignature,
			Refusal::Impossible,
			Refusal::UnknownSensor,
		];
		// Two have the number 0; of those one was taken.
		assert_eq!(results[1..3], [Ok(()), Ok(())]);
		assert_eq!(results[4..], refused.map(Err));
		assert_eq!(results[3], Err(Refusal::Replayed));
		let sensor = Sensors::<Test>::get(id).unwrap();
		assert_eq!((sensor.next, sensor.readings), (8, 3));
		assert_eq!(Readings::<Test>::get(id, 0).unwrap().at, now);
		assert_eq!(read(id, u64::MAX, 1), Err(Refusal::Impossible));
	});
}

#[test]
fn readings_are_of_the_time_the_sensor_was_there() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let by_itself = sensor(MILL, Target::Lot(one), None);
		pass(HOUR);
		let shipment = shipped(MILL, BAKERY, &[one]);
		let start = Now::get();
		pass(HOUR);
		let on_its_way = sensor(MILL, Target::Shipment(shipment), None);
		let at = |id, sequence, at| {
			taken(vec![sign(Reading { at, ..reading(id, sequence, 0) }, 1)]).remove(0)
		};
		// From when it was sent.
		assert_eq!(at(on_its_way, 0, start - 1), Err(Refusal::NotInService));
		assert_eq!(at(on_its_way, 1, start), Ok(()));
		assert_ok!(receive(BAKERY, shipment));
		assert_ok!(Goods::retire_sensor(by(BAKERY), by_itself));
		let end = Now::get();
		pass(HOUR);
		for id in [by_itself, on_its_way] {
			assert_eq!(at(id, 2, end), Ok(()));
			assert_eq!(at(id, 3, end + 1), Err(Refusal::NotInService));
		}
		assert_eq!(Goods::query_readings(on_its_way, None, 9).items.len(), 2);
	});
}

#[test]
fn a_reading_is_of_no_use_for_another_sensor_or_chain() {
	ExtBuilder::build_and_execute(|| {
		let target = Target::Lot(lot(MILL, 5));
		let (one, two) = (sensor(MILL, target, None), sensor(MILL, target, None));
		let signed = sign(reading(one, 0, 5), 1);
		let moved = SignedReading { reading: Reading { sensor: two, ..signed.reading }, ..signed };
		let payload = signed.reading.payload(H256::repeat_byte(8));
		let elsewhere = SignedReading { signature: key(1).sign(&payload).0, ..signed };
		assert_eq!(taken(vec![moved, elsewhere]), [Err(Refusal::WrongSignature); 2]);
	});
}

/// Readings of three minutes, from the number 10.
fn series(id: SensorId) -> Vec<Reading> {
	let at = |n: u64| Reading { at: Now::get() + n * MINUTE, ..reading(id, 10 + n, 3_000) };
	(0..3).map(at).collect()
}

fn leaves(series: &[Reading]) -> Vec<H256> {
	series.iter().map(|reading| reading.leaf(series.len() as u32)).collect()
}

fn batch(series: &[Reading]) -> Batch {
	Batch {
		sensor: series[0].sensor,
		first: series[0].sequence,
		count: series.len() as u32,
		from: series[0].at,
		until: series[series.len() - 1].at,
		lowest: series.iter().map(|it| it.value).min().unwrap(),
		highest: series.iter().map(|it| it.value).max().unwrap(),
		root: merkle_root::<BlakeTwo256, _>(leaves(series)),
	}
}

fn proven(series: &[Reading], place: usize) -> ProvenReading {
	let proof = merkle_proof::<BlakeTwo256, _, _>(leaves(series), place as u32).proof;
	ProvenReading { reading: series[place], proof: proof.try_into().unwrap() }
}

fn taken_batches(batches: Vec<Batch>) -> Vec<Result<(), Refusal>> {
	let wanted = batches.iter().map(|it| (it.sensor, it.first)).collect::<Vec<_>>();
	let sign =
		|batch: Batch| SignedBatch { batch, signature: key(1).sign(&batch.payload(GENESIS)).0 };
	System::reset_events();
	let signed = batches.into_iter().map(sign).collect::<Vec<_>>();
	assert_ok!(Goods::submit_batches(relay(), signed.try_into().unwrap()));
	refusals(&wanted)
}

fn prove(id: SensorId, readings: Vec<ProvenReading>) -> DispatchResult {
	Goods::prove(relay(), id, 10, readings.try_into().unwrap())
}

#[test]
fn a_batch_has_one_signature_and_its_readings_are_proved() {
	ExtBuilder::build_and_execute(|| {
		let target = Target::Lot(lot(MILL, 5));
		let (id, other) = (sensor(MILL, target, None), sensor(MILL, target, None));
		let series = series(id);
		pass(2 * MINUTE);
		assert_noop!(Goods::submit_batches(relay(), BoundedVec::default()), Error::<Test>::Empty);
		assert_noop!(prove(id, vec![proven(&series, 0)]), Error::<Test>::NotFound);
		assert_eq!(taken_batches(vec![batch(&series)]), [Ok(())]);
		assert_noop!(prove(id, vec![]), Error::<Test>::Empty);
		let sensor = || Sensors::<Test>::get(id).unwrap();
		assert_eq!((sensor().next, sensor().batched, sensor().readings), (13, 3, 0));
		System::reset_events();
		let forged = Reading { value: 2_999, ..series[1] };
		let wrong =
			ProvenReading { reading: Reading { sequence: 11, ..series[0] }, ..proven(&series, 0) };
		let strange =
			ProvenReading { reading: Reading { sensor: other, ..series[0] }, ..proven(&series, 0) };
		let items = vec![
			proven(&series, 2),
			ProvenReading { reading: forged, ..proven(&series, 1) },
			wrong,
			strange,
		];
		let wanted = items.iter().map(|it| (it.reading.sensor, it.reading.sequence));
		let wanted = wanted.collect::<Vec<_>>();
		assert_ok!(prove(id, items));
		let no = Err(Refusal::WrongProof);
		assert_eq!(refusals(&wanted), [Ok(()), no, no, no]);
		System::reset_events();
		assert_ok!(prove(id, vec![proven(&series, 2)]));
		assert_eq!(refusals(&[(id, 12)]), [Err(Refusal::Replayed)]);
		assert_eq!(sensor().readings, 1);
		assert_eq!(Goods::query_batches(id, None, 9).items, [batch(&series)]);
	});
}

#[test]
fn a_batch_is_sound_and_of_its_sensor() {
	ExtBuilder::build_and_execute(|| {
		let id = sensor(MILL, Target::Lot(lot(MILL, 5)), None);
		let series = series(id);
		pass(2 * MINUTE);
		let good = batch(&series);
		let first = |first, it| Batch { first, ..it };
		let results = taken_batches(vec![
			first(0, Batch { count: 0, ..good }),
			first(1, Batch { from: good.until + 1, ..good }),
			first(2, Batch { until: Now::get() + MINUTE + 1, ..good }),
			first(3, Batch { from: good.from - 1, ..good }),
			first(4, Batch { lowest: -273_151, ..good }),
			first(5, Batch { sensor: SensorId(4), ..good }),
			good,
		]);
		let refused = [
			Refusal::WrongBatch,
			Refusal::WrongBatch,
			Refusal::Future,
			Refusal::NotInService,
			Refusal::Impossible,
			Refusal::UnknownSensor,
		];
		assert_eq!(results[..6], refused.map(Err));
		assert_eq!(results[6], Ok(()));
		assert_eq!(taken_batches(vec![good]), [Err(Refusal::Replayed)]);
		let forged = SignedBatch { batch: first(20, good), signature: [0; 64] };
		System::reset_events();
		assert_ok!(Goods::submit_batches(relay(), vec![forged].try_into().unwrap()));
		assert_eq!(refusals(&[(id, 20)]), [Err(Refusal::WrongSignature)]);
	});
}

/// A series whose values are other than those of [`series`], at a shipment that ended after the second of them.
fn cut_off(values: [i64; 3]) -> (SensorId, Vec<Reading>) {
	let limits = [Limit { kind: SensorKind::Temperature, range: COOL }];
	let shipment = NextShipmentId::<Test>::get();
	assert_ok!(ship_with(MILL, BAKERY, &[lot(MILL, 5)], &limits, &[]));
	let id = sensor(MILL, Target::Shipment(shipment), None);
	let mut series = series(id);
	series.iter_mut().zip(values).for_each(|(reading, value)| reading.value = value);
	pass(MINUTE);
	assert_ok!(receive(BAKERY, shipment));
	pass(MINUTE);
	(id, series)
}

#[test]
fn a_batch_that_goes_on_beyond_the_end_is_kept_and_shown() {
	ExtBuilder::build_and_execute(|| {
		// It got warm on the way, and cold after.
		let (id, series) = cut_off([3_000, 9_000, 1_000]);
		assert_eq!(taken_batches(vec![batch(&series)]), [Ok(())]);
		assert_eq!(Goods::query_batches(id, None, 9).items, [batch(&series)]);
		assert_eq!(Sensors::<Test>::get(id).unwrap().batched, 3);
		// It does not say which of them was beyond the limits.
		assert_eq!(NextRecallId::<Test>::get(), RecallId(0));
		System::reset_events();
		assert_ok!(prove(id, vec![proven(&series, 2), proven(&series, 0)]));
		assert_eq!(refusals(&[(id, 12), (id, 10)]), [Err(Refusal::NotInService), Ok(())]);
		assert_eq!(NextRecallId::<Test>::get(), RecallId(0));
		assert_ok!(prove(id, vec![proven(&series, 1)]));
		let Cause::Breach { evidence, .. } = Recalls::<Test>::get(RecallId(0)).unwrap().cause
		else {
			panic!("no breach")
		};
		let (sequence, value, at) = (11, 9_000, series[1].at);
		assert_eq!(evidence, Evidence { sensor: id, sequence, batch: false, value, at });
		// One that begins after the end is not kept.
		let late = Batch { from: series[1].at + 1, first: 20, ..batch(&series) };
		assert_eq!(taken_batches(vec![late]), [Err(Refusal::NotInService)]);
	});
}

#[test]
fn what_a_sensor_read_until_it_was_retired_is_taken() {
	ExtBuilder::build_and_execute(|| {
		let id = sensor(MILL, Target::Lot(lot(MILL, 5)), Some(COOL));
		let mut series = series(id);
		series[0].value = 9_000;
		pass(MINUTE);
		assert_ok!(Goods::retire_sensor(by(MILL), id));
		pass(MINUTE);
		assert_eq!(taken_batches(vec![batch(&series)]), [Ok(())]);
		assert_eq!(NextRecallId::<Test>::get(), RecallId(0));
		assert_ok!(prove(id, vec![proven(&series, 0)]));
		assert_eq!(NextRecallId::<Test>::get(), RecallId(1));
	});
}

#[test]
fn what_is_shown_of_a_batch_tells_no_breach_again() {
	ExtBuilder::build_and_execute(|| {
		let id = sensor(MILL, Target::Lot(lot(MILL, 5)), Some(COOL));
		let mut series = series(id);
		series[1].value = 9_000;
		pass(2 * MINUTE);
		assert_eq!(taken_batches(vec![batch(&series)]), [Ok(())]);
		assert_eq!(NextRecallId::<Test>::get(), RecallId(1));
		ended(AUDITOR, RecallId(0));
		assert_ok!(prove(id, vec![proven(&series, 1)]));
		assert_eq!(Sensors::<Test>::get(id).unwrap().readings, 1);
		assert_eq!(NextRecallId::<Test>::get(), RecallId(1));
	});
}

#[test]
fn batches_within_one_another_are_both_kept() {
	ExtBuilder::build_and_execute(|| {
		let id = sensor(MILL, Target::Lot(lot(MILL, 5)), Some(COOL));
		let series = series(id);
		pass(2 * MINUTE);
		let inner = batch(&series[1..]);
		assert_eq!(taken_batches(vec![batch(&series), inner]), [Ok(()); 2]);
		assert_eq!(Sensors::<Test>::get(id).unwrap().batched, 5);
		// A number is a reading once, whichever shows it.
		let shown = |first, readings: Vec<ProvenReading>| {
			System::reset_events();
			assert_ok!(Goods::prove(relay(), id, first, readings.try_into().unwrap()));
			refusals(&[(id, 12)]).remove(0)
		};
		assert_eq!(shown(10, vec![proven(&series, 2)]), Ok(()));
		assert_eq!(shown(11, vec![proven(&series[1..], 1)]), Err(Refusal::Replayed));
	});
}

#[test]
fn as_many_readings_are_taken_as_can_be() {
	ExtBuilder::build_and_execute(|| {
		let id = sensor(MILL, Target::Lot(lot(MILL, 5)), None);
		let all = (0..200).map(|n| sign(reading(id, n, 0), 1)).collect::<Vec<_>>();
		assert!(taken(all).iter().all(Result::is_ok));
		assert_eq!(Sensors::<Test>::get(id).unwrap().readings, 200);
	});
}
