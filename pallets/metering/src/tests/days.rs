// SPDX-License-Identifier: Apache-2.0

use super::*;

/// The first whole day.
const DAY_1: Day = TODAY + 1;

/// A meter that was read on its first day, and read all of the next but the last two intervals.
fn read_day() {
	registered();
	run(FIRST..DAY_1 * 96 + 94);
	close_time(TODAY);
	assert_eq!(closed(TODAY), Ok(0));
	close_time(DAY_1);
}

fn day(day: Day) -> Vec<Reading> {
	Metering::day(ID, day).unwrap()
}

#[test]
fn a_day_is_closed_when_readings_were_waited_for() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 64);
		assert_noop!(close(&[], TODAY), Error::<Test>::Empty);
		assert_eq!(closed(TODAY), Err(NotClosed::TooEarly));
		Now::set(TIMETABLE.start_of_day(DAY_1) + 6 * HOUR - 1);
		assert_eq!(closed(TODAY), Err(NotClosed::TooEarly));
		Now::set(TIMETABLE.start_of_day(DAY_1) + 6 * HOUR);
		assert_eq!(closed(DAY_1), Err(NotClosed::NotNext));
		assert_eq!(closed(TODAY - 1), Err(NotClosed::NotNext));
		assert_eq!(closed(TODAY), Ok(0));
		assert_eq!(closed(TODAY), Err(NotClosed::NotNext));
		assert_eq!(closed(DAY_1), Err(NotClosed::TooEarly));
		// The meter was not there in the first eight hours: nothing is missing.
		let readings = day(TODAY);
		assert_eq!(readings[..32], [Reading::default(); 32]);
		assert_eq!(readings[33], reading(330, 10));
		assert_eq!(Readings::<Test>::iter().count(), 0);
		assert_eq!(Metering::reading(ID, FIRST + 1), Some(reading(330, 10)));
		assert_eq!(Metering::owner(ID, TODAY), Some(HOUSEHOLD));
	});
}

#[test]
fn meters_that_cannot_be_closed_do_not_keep_the_others() {
	ExtBuilder::build_and_execute(|| {
		registered();
		close_time(TODAY);
		System::reset_events();
		assert_ok!(close(&[MeterId(7), ID, ID], TODAY));
		let reasons = System::events().into_iter().map(|record| match record.event {
			RuntimeEvent::Metering(Event::DayNotClosed { reason, .. }) => Some(reason),
			_ => None,
		});
		let expected = [Some(NotClosed::UnknownMeter), None, Some(NotClosed::NotNext)];
		assert_eq!(reasons.collect::<Vec<_>>(), expected);
	});
}

#[test]
fn what_is_missing_is_as_a_week_before() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 64);
		for past in 0..7 {
			close_time(TODAY + past);
			assert_ok!(closed(TODAY + past));
		}
		close_time(TODAY + 7);
		assert_eq!(closed(TODAY + 7), Ok(96));
		let again = day(TODAY + 7);
		assert_eq!(again[33], Reading { import: 330, export: 10, substituted: true });
		assert_eq!(again[3], Reading { import: 0, export: 0, substituted: true });
		// No device said so.
		assert_eq!(Metering::reading(ID, (TODAY + 7) * 96 + 33), None);
	});
}

#[test]
fn a_device_in_the_place_of_another_has_its_past() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 64);
		let none = Register::default();
		assert_ok!(Metering::replace(grid(), ID, device(1), FIRST + 64, none, none));
		let new = MeterId(1);
		close_time(TODAY);
		assert_ok!(closed(TODAY));
		for past in 1..8 {
			close_time(TODAY + past);
			assert_ok!(close(&[new], TODAY + past));
		}
		let week = Metering::day(new, TODAY + 7).unwrap();
		assert_eq!(week[33], Reading { import: 330, export: 10, substituted: true });
	});
}

#[test]
fn the_day_of_a_replacement_has_a_past_of_both() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 4);
		let none = Register::default();
		assert_ok!(Metering::replace(grid(), ID, device(1), FIRST + 4, none, none));
		let new = MeterId(1);
		Now::set(TIMETABLE.end(FIRST + 4));
		let it = Message { meter: new, ..message(0, FIRST + 4, 7, 2) };
		assert_eq!(taken(vec![sign(it, 1)]), [Ok(())]);
		close_time(TODAY);
		assert_ok!(close(&[ID, new], TODAY));
		for past in 1..8 {
			close_time(TODAY + past);
			assert_ok!(close(&[new], TODAY + past));
		}
		let week = Metering::day(new, TODAY + 7).unwrap();
		let substitute = |import, export| Reading { import, export, substituted: true };
		assert_eq!(week[35..37], [substitute(350, 10), substitute(70, 20)]);
		assert_eq!(week[31], substitute(0, 0));
	});
}

#[test]
fn what_is_missing_is_the_average_or_nothing_if_the_rules_say_so() {
	for (rule, import, export) in [(Substitution::Average, 465, 10), (Substitution::Zero, 0, 0)] {
		ExtBuilder::build_and_execute(|| {
			Rule::set(rule);
			read_day();
			assert_eq!(closed(DAY_1), Ok(2));
			assert_eq!(day(DAY_1)[93], reading(930, 10));
			assert_eq!(day(DAY_1)[94], Reading { import, export, substituted: true });
			close_time(DAY_1 + 1);
			assert_eq!(closed(DAY_1 + 1), Ok(96));
			assert_eq!(day(DAY_1 + 1)[5], Reading { substituted: true, ..Reading::default() });
		});
	}
}

#[test]
fn a_late_reading_takes_the_place_of_what_was_put_in() {
	ExtBuilder::build_and_execute(|| {
		Rule::set(Substitution::Average);
		read_day();
		assert_ok!(closed(DAY_1));
		let interval = DAY_1 * 96 + 94;
		let next = ProgressOf::<Test>::get(ID).next;
		let late = message(next, interval, 7, 8);
		Locked::set([DAY_1].into());
		assert_eq!(read(late), Err(Refusal::Locked));
		Locked::set(Default::default());
		assert_eq!(read(late), Ok(()));
		let was = Reading { import: 465, export: 10, substituted: true };
		let is = reading(70, 80);
		System::assert_has_event(Event::Corrected { meter: ID, interval, was, is }.into());
		assert_eq!(day(DAY_1)[94], is);
		assert_eq!(read(message(next + 1, interval, 7, 8)), Err(Refusal::Replayed));
		assert_eq!(Metering::reading(ID, interval), Some(is));
		let info = Metering::query_day(ID, DAY_1).unwrap();
		assert_eq!((info.expected, info.read, info.substituted), (96, 95, 1));
	});
}
