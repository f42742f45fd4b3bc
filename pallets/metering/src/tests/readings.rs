// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_core::sr25519;

#[test]
fn what_a_device_signs_is_as_documented() {
	let it = Message { meter: MeterId(1), sequence: 2, start: 3, import: 4, export: 5 };
	let mut payload = b"covenant meter reading v1".to_vec();
	payload.extend([7; 32]);
	for field in [1_u64, 2, 3, 4, 5] {
		payload.extend(field.to_le_bytes());
	}
	assert_eq!(it.payload(GENESIS), payload);
	let mut leaf = b"covenant meter batch v1".to_vec();
	leaf.extend(9_u32.to_le_bytes());
	leaf.extend(&payload[payload.len() - 40..]);
	assert_eq!(it.leaf(9).0, sp_io::hashing::blake2_256(&leaf));
}

#[test]
fn readings_are_wh_whoever_carries_them() {
	ExtBuilder::build_and_execute(|| {
		registered();
		pass(HOUR);
		assert_eq!(read(message(0, FIRST, 12, 3)), Ok(()));
		assert_eq!(Metering::reading(ID, FIRST), Some(reading(120, 30)));
		assert_eq!(Metering::reading(ID, FIRST + 1), None);
		assert_eq!(ProgressOf::<Test>::get(ID), Progress { next: 1, last: Some(FIRST) });
		assert_noop!(submit(vec![]), Error::<Test>::Empty);
	});
}

#[test]
fn both_schemes_sign() {
	ExtBuilder::build_and_execute(|| {
		let pair = sr25519::Pair::from_seed(&[1; 32]);
		let device = Device { key: DeviceKey::Sr25519(pair.public()), ..device(0) };
		assert_ok!(Metering::register(grid(), MARKET, point(0), HOUSEHOLD, device));
		pass(HOUR);
		let message = message(0, FIRST, 1, 1);
		let signature = pair.sign(&message.payload(GENESIS)).0;
		assert_eq!(read(message), Err(Refusal::WrongSignature));
		assert_eq!(taken(vec![SignedMessage { message, signature }]), [Ok(())]);
	});
}

#[test]
fn each_reading_is_refused_for_its_own_reason_and_the_rest_is_taken() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(Metering::register(
			grid(),
			MARKET,
			point(1),
			FACTORY,
			Device { exports: false, source: None, ..device(1) }
		));
		assert_ok!(Metering::register(
			grid(),
			MARKET,
			point(2),
			FACTORY,
			Device { imports: false, ..device(2) }
		));
		pass(HOUR);
		let of = |meter, it| Message { meter: MeterId(meter), ..it };
		let odd = Message { start: TIMETABLE.start(FIRST) + 1, ..message(0, FIRST, 1, 1) };
		let forged = SignedMessage {
			message: message(1, FIRST + 1, 2, 1),
			..sign(message(1, FIRST + 1, 1, 1), 0)
		};
		let cases = vec![
			(sign(message(0, FIRST, 1, 1), 0), Ok(())),
			(sign(of(9, message(0, FIRST, 1, 1)), 0), Err(Refusal::UnknownMeter)),
			(sign(odd, 0), Err(Refusal::NoInterval)),
			(sign(message(1, FIRST + 4, 1, 1), 0), Err(Refusal::Future)),
			(sign(message(1, FIRST - 1, 1, 1), 0), Err(Refusal::NotInService)),
			(sign(of(1, message(0, FIRST, 1, 1)), 1), Err(Refusal::WrongDirection)),
			(sign(of(2, message(0, FIRST, 1, 1)), 2), Err(Refusal::WrongDirection)),
			(sign(message(1, FIRST + 2, 1_001, 1), 0), Err(Refusal::OutOfRange)),
			(sign(message(1, FIRST + 3, 1, u64::MAX), 0), Err(Refusal::OutOfRange)),
			(sign(message(2, FIRST + 2, 1, 1), 0), Err(Refusal::Gap)),
			(forged, Err(Refusal::WrongSignature)),
			(sign(of(1, message(0, FIRST + 1, 1, 0)), 1), Ok(())),
			(sign(of(2, message(0, FIRST + 1, 0, 1_000)), 2), Ok(())),
		];
		let (messages, expected): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
		assert_eq!(taken(messages), expected);
		assert_eq!(Readings::<Test>::iter().count(), 3);
		// By the wrong device, and for another chain.
		let it = message(1, FIRST + 1, 1, 1);
		assert_eq!(taken(vec![sign(it, 1)]), [Err(Refusal::WrongSignature)]);
		let elsewhere = key(0).sign(&it.payload(H256::zero())).0;
		let it = SignedMessage { message: it, signature: elsewhere };
		assert_eq!(taken(vec![it]), [Err(Refusal::WrongSignature)]);
	});
}

#[test]
fn nothing_is_read_twice() {
	ExtBuilder::build_and_execute(|| {
		registered();
		pass(HOUR);
		let it = sign(message(0, FIRST, 1, 1), 0);
		System::reset_events();
		assert_ok!(submit(vec![it, it]));
		let refused = Event::Refused {
			meter: ID,
			sequence: 0,
			start: it.message.start,
			reason: Refusal::Replayed,
		};
		System::assert_has_event(refused.into());
		assert_eq!(read(message(1, FIRST, 5, 5)), Err(Refusal::Replayed));
		assert_eq!(Metering::reading(ID, FIRST), Some(reading(10, 10)));
		close_time(TODAY);
		assert_eq!(closed(TODAY), Ok(63));
		assert_eq!(read(message(1, FIRST, 5, 5)), Err(Refusal::Replayed));
	});
}

#[test]
fn what_is_lost_is_given_up_and_taken_if_it_turns_up() {
	ExtBuilder::build_and_execute(|| {
		registered();
		pass(2 * HOUR);
		assert_eq!(read(message(0, FIRST, 1, 1)), Ok(()));
		assert_eq!(read(message(3, FIRST + 3, 1, 1)), Err(Refusal::Gap));
		let skip = |until| Metering::skip(grid(), ID, until);
		assert_noop!(Metering::skip(signed(operator(1)), ID, 3), Error::<Test>::NotAuthorized);
		assert_noop!(skip(1), Error::<Test>::InvalidSequence);
		assert_noop!(skip(1 + MAX_SKIP + 1), Error::<Test>::InvalidSequence);
		assert_noop!(Metering::skip(grid(), MeterId(1), 1), Error::<Test>::NotFound);
		assert_ok!(skip(3));
		assert_eq!(read(message(3, FIRST + 3, 1, 1)), Ok(()));
		assert_eq!(read(message(1, FIRST + 1, 1, 1)), Ok(()));
		assert_eq!(ProgressOf::<Test>::get(ID), Progress { next: 4, last: Some(FIRST + 3) });
	});
}

#[test]
fn the_largest_figures_do_no_harm() {
	ExtBuilder::build_and_execute(|| {
		let device = Device { multiplier: u32::MAX, limit: u64::MAX, ..device(0) };
		assert_ok!(Metering::register(grid(), MARKET, point(0), HOUSEHOLD, device));
		pass(HOUR);
		let most = u64::MAX / u64::from(u32::MAX);
		assert_eq!(read(message(0, FIRST, most + 1, 0)), Err(Refusal::OutOfRange));
		assert_eq!(read(message(0, FIRST, most, most)), Ok(()));
		assert_eq!(read(message(u64::MAX, FIRST + 1, 0, 0)), Err(Refusal::Gap));
		let late = Message { start: u64::MAX, ..message(1, 0, 0, 0) };
		assert_eq!(read(late), Err(Refusal::NoInterval));
		assert_noop!(
			Metering::retire(grid(), ID, Interval::MAX),
			sp_runtime::ArithmeticError::Overflow
		);
		let day = Metering::query_totals(MARKET, HOUSEHOLD, TODAY);
		assert_eq!(day.intervals[32].import, most * u64::from(u32::MAX));
	});
}
