// SPDX-License-Identifier: Apache-2.0

use super::*;
use binary_merkle_tree::{merkle_proof, merkle_root};
use sp_runtime::traits::BlakeTwo256;

const BATCH: BatchId = BatchId(0);

/// What the concentrator has: three readings, the second of which no device signed.
fn messages() -> Vec<Message> {
	let of = |meter, import| Message { meter: MeterId(meter), ..message(0, FIRST, import, 0) };
	vec![of(0, 5), of(1, 900), of(2, 7)]
}

fn leaves() -> Vec<H256> {
	messages().iter().map(|message| message.leaf(3)).collect()
}

fn proven(index: u32) -> ProvenMessage {
	let proof = merkle_proof::<BlakeTwo256, _, _>(leaves(), index).proof;
	let message = messages()[index as usize];
	ProvenMessage { message, index, proof: proof.try_into().unwrap() }
}

fn anchor(by: RuntimeOrigin, start: Moment, count: u32) -> DispatchResult {
	Metering::anchor(by, MARKET, start, merkle_root::<BlakeTwo256, _>(leaves()), count)
}

/// Two meters of the household's and one of the factory's, and the batch.
fn anchored() {
	assert_ok!(register(0, HOUSEHOLD));
	assert_ok!(register(1, HOUSEHOLD));
	assert_ok!(register(2, FACTORY));
	pass(HOUR);
	assert_ok!(anchor(grid(), TIMETABLE.start(FIRST), 3));
}

fn challenge(by: RuntimeOrigin, index: u32) -> DispatchResult {
	Metering::challenge(by, BATCH, proven(index))
}

fn prove(items: Vec<ProvenMessage>) -> DispatchResult {
	Metering::prove(relay(), BATCH, items.try_into().unwrap())
}

fn answer(index: u32, number: u8) -> DispatchResult {
	let signature = sign(messages()[index as usize], number).signature;
	Metering::answer(relay(), BATCH, index, signature)
}

#[test]
fn a_batch_is_of_an_interval_that_is_over() {
	ExtBuilder::build_and_execute(|| {
		pass(HOUR);
		let start = TIMETABLE.start(FIRST);
		assert_noop!(anchor(signed(operator(3)), start, 3), Error::<Test>::NotAuthorized);
		assert_noop!(anchor(grid(), start, 0), Error::<Test>::Empty);
		assert_noop!(anchor(grid(), start + 1, 3), Error::<Test>::InvalidTime);
		let runs = TIMETABLE.start(FIRST + 4);
		assert_noop!(anchor(grid(), runs, 3), Error::<Test>::InvalidTime);
		assert_noop!(
			Metering::anchor(grid(), MarketId(1), start, H256::zero(), 3),
			Error::<Test>::NotFound
		);
		assert_ok!(anchor(grid(), start, 3));
	});
}

#[test]
fn readings_are_proved_once_nobody_doubts_the_batch() {
	ExtBuilder::build_and_execute(|| {
		anchored();
		assert_noop!(prove(vec![proven(0)]), Error::<Test>::TooEarly);
		pass(2 * DAY);
		assert_noop!(prove(vec![]), Error::<Test>::Empty);
		assert_noop!(
			Metering::prove(relay(), BatchId(1), vec![proven(0)].try_into().unwrap()),
			Error::<Test>::NotFound
		);
		System::reset_events();
		let forged = ProvenMessage { message: Message { import: 6, ..messages()[2] }, ..proven(2) };
		assert_ok!(prove(vec![proven(0), forged, ProvenMessage { index: 1, ..proven(2) }]));
		let wanted = [messages()[0], messages()[2]];
		assert_eq!(System::events().len(), 3);
		let refused = |it: &Message, reason| Event::Refused {
			meter: it.meter,
			sequence: it.sequence,
			start: it.start,
			reason,
		};
		System::assert_has_event(refused(&wanted[1], Refusal::WrongProof).into());
		assert_ok!(prove(vec![proven(2), proven(2)]));
		System::assert_has_event(refused(&wanted[1], Refusal::Replayed).into());
		assert_eq!(Metering::reading(ID, FIRST), Some(reading(50, 0)));
		assert_eq!(Metering::reading(MeterId(2), FIRST), Some(reading(70, 0)));
		// A proof with another's way, or none, proves nothing.
		System::reset_events();
		assert_ok!(prove(vec![ProvenMessage { proof: Proof::default(), ..proven(1) }]));
		System::assert_has_event(refused(&messages()[1], Refusal::WrongProof).into());
	});
}

#[test]
fn nobody_proves_readings_of_anothers_meters() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(register(0, HOUSEHOLD));
		pass(HOUR);
		assert_ok!(anchor(signed(operator(1)), TIMETABLE.start(FIRST), 3));
		pass(2 * DAY);
		System::reset_events();
		assert_ok!(prove(vec![proven(0)]));
		let Message { meter, sequence, start, .. } = messages()[0];
		let reason = Refusal::OtherOperator;
		System::assert_has_event(Event::Refused { meter, sequence, start, reason }.into());
	});
}

#[test]
fn an_owner_doubts_and_the_device_signed() {
	ExtBuilder::build_and_execute(|| {
		anchored();
		assert_noop!(challenge(signed(operator(3)), 0), Error::<Test>::NotAuthorized);
		assert_noop!(
			Metering::challenge(household(), BatchId(1), proven(0)),
			Error::<Test>::NotFound
		);
		let other = ProvenMessage { index: 2, ..proven(0) };
		assert_noop!(Metering::challenge(household(), BATCH, other), Error::<Test>::InvalidProof);
		assert_ok!(challenge(household(), 0));
		assert_noop!(challenge(household(), 0), Error::<Test>::AlreadyExists);
		pass(2 * DAY - 1);
		assert_noop!(prove(vec![proven(0)]), Error::<Test>::TooEarly);
		assert_noop!(answer(0, 1), Error::<Test>::InvalidSignature);
		assert_noop!(answer(1, 1), Error::<Test>::NotFound);
		assert_ok!(answer(0, 0));
		pass(1);
		assert_noop!(challenge(household(), 0), Error::<Test>::TooLate);
		assert_ok!(prove(vec![proven(0)]));
		assert_eq!(Reports::get(), []);
	});
}

#[test]
fn a_batch_is_struck_if_nobody_has_the_signature() {
	ExtBuilder::build_and_execute(|| {
		anchored();
		assert_ok!(challenge(household(), 1));
		assert_ok!(challenge(household(), 0));
		pass(2 * DAY);
		assert!(Batches::<Test>::get(BATCH).unwrap().struck);
		assert_noop!(prove(vec![proven(0)]), Error::<Test>::Struck);
		assert_noop!(challenge(household(), 0), Error::<Test>::Struck);
		// Once, however many are not answered.
		let reports = Reports::get();
		assert_eq!(reports.len(), 1);
		assert_eq!((reports[0].0, reports[0].1.weight), (OrganizationId(GRID), 50));
	});
}

#[test]
fn so_many_challenges_wait_and_no_more() {
	ExtBuilder::build_and_execute(|| {
		anchored();
		Batches::<Test>::mutate(BATCH, |it| it.as_mut().unwrap().challenges = MAX_CHALLENGES);
		assert_noop!(challenge(household(), 0), Error::<Test>::TooMany);
		Batches::<Test>::mutate(BATCH, |it| it.as_mut().unwrap().challenges = 0);
	});
}
