// SPDX-License-Identifier: Apache-2.0

//! What settlement reads.

use super::*;

/// The meters of a party, in the order of their ids, if each comes once.
fn meters(party: Party) -> Vec<MeterId> {
	let next = |last: &MeterId| Metering::meter_after(MARKET, party, Some(*last));
	let first = Metering::meter_after(MARKET, party, None);
	let mut meters = core::iter::successors(first, next).collect::<Vec<_>>();
	meters.sort_unstable();
	meters
}

/// Whose the meter was on a day that is closed, and how much it imported, in Wh.
fn whose(id: MeterId, day: Day) -> (Party, Energy) {
	match Metering::metered(id, day) {
		Metered::Closed { owner, readings } => {
			assert_eq!(readings.len(), 96);
			(owner, readings.iter().map(|it| it.import).sum())
		}
		other => panic!("{other:?}"),
	}
}

#[test]
fn days_are_open_until_they_are_closed() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 2);
		let of = |day| Metering::metered(ID, day);
		for day in [0, TODAY - 1] {
			assert_eq!(of(day), Metered::Nothing);
		}
		// Days to come as well: nobody can say that there will be nothing.
		for day in [TODAY, TODAY + 1, Day::MAX] {
			assert_eq!(of(day), Metered::Open);
		}
		close_time(TODAY);
		assert_eq!(of(TODAY), Metered::Open);
		assert_eq!(closed(TODAY), Ok(62));
		// Intervals 32 and 33, in tens of Wh.
		assert_eq!(whose(ID, TODAY), (HOUSEHOLD, 650));
		assert_eq!((of(TODAY - 1), of(TODAY + 1)), (Metered::Nothing, Metered::Open));
		assert_eq!(Metering::metered(MeterId(1), TODAY), Metered::Nothing);
	});
}

#[test]
fn nothing_is_read_after_the_last_day() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 2);
		assert_ok!(Metering::retire(grid(), ID, FIRST + 1));
		assert_eq!(Metering::metered(ID, TODAY), Metered::Open);
		assert_eq!(Metering::metered(ID, TODAY + 1), Metered::Nothing);
		close_time(TODAY);
		assert_eq!(closed(TODAY), Ok(0));
		assert_eq!(whose(ID, TODAY), (HOUSEHOLD, 650));
		assert_eq!(meters(HOUSEHOLD), [ID]);
	});
}

#[test]
fn a_day_stays_its_owners() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(Metering::transfer(grid(), ID, FACTORY, TODAY + 1));
		for day in [TODAY, TODAY + 1] {
			close_time(day);
			assert_ok!(closed(day));
		}
		assert_ok!(Metering::transfer(grid(), ID, HOUSEHOLD, TODAY + 3));
		let owners = [TODAY, TODAY + 1].map(|day| whose(ID, day).0);
		assert_eq!(owners, [HOUSEHOLD, FACTORY]);
		// Both find it.
		assert_eq!((meters(HOUSEHOLD), meters(FACTORY)), (vec![ID], vec![ID]));
	});
}

#[test]
fn both_devices_are_read_of_a_day_on_which_one_was_replaced() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 4);
		replaced(FIRST + 4);
		let (old, new) = (ID, MeterId(1));
		assert_eq!(meters(HOUSEHOLD), [old, new]);
		let of = |day| [old, new].map(|id| Metering::metered(id, day));
		assert_eq!(of(TODAY - 1), [Metered::Nothing, Metered::Nothing]);
		assert_eq!(of(TODAY), [Metered::Open, Metered::Open]);
		assert_eq!(of(TODAY + 1), [Metered::Nothing, Metered::Open]);
		let it = Message { meter: new, ..message(0, FIRST + 4, 7, 0) };
		Now::set(TIMETABLE.end(FIRST + 4));
		assert_eq!(taken(vec![sign(it, 1)]), [Ok(())]);
		close_time(TODAY);
		assert_ok!(close(&[old, new], TODAY));
		// Intervals 32 to 35, then 36, in tens of Wh.
		assert_eq!(whose(old, TODAY), (HOUSEHOLD, 1_340));
		assert_eq!(whose(new, TODAY), (HOUSEHOLD, 70));
		assert_eq!(Metering::metered(old, TODAY + 1), Metered::Nothing);
	});
}

#[test]
fn at_midnight_no_day_is_of_both_devices() {
	ExtBuilder::build_and_execute(|| {
		registered();
		Now::set(TIMETABLE.start_of_day(TODAY + 1));
		replaced((TODAY + 1) * 96);
		let of = |day| [ID, MeterId(1)].map(|id| Metering::metered(id, day));
		assert_eq!(of(TODAY), [Metered::Open, Metered::Nothing]);
		assert_eq!(of(TODAY + 1), [Metered::Nothing, Metered::Open]);
	});
}

#[test]
fn a_new_device_is_its_previous_owners_too_until_it_changes_hands() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(Metering::transfer(grid(), ID, FACTORY, TODAY + 1));
		pass(HOUR);
		replaced(FIRST + 4);
		let new = MeterId(1);
		for party in [HOUSEHOLD, FACTORY] {
			assert_eq!(meters(party), [ID, new]);
		}
		close_time(TODAY);
		assert_ok!(close(&[ID, new], TODAY));
		close_time(TODAY + 1);
		assert_ok!(close(&[new], TODAY + 1));
		assert_eq!([ID, new].map(|id| whose(id, TODAY).0), [HOUSEHOLD, HOUSEHOLD]);
		assert_eq!(whose(new, TODAY + 1).0, FACTORY);
	});
}

#[test]
fn each_meter_comes_once() {
	ExtBuilder::build_and_execute(|| {
		for number in 0..4 {
			assert_ok!(register(number, HOUSEHOLD));
		}
		assert_ok!(register(4, FACTORY));
		assert_eq!(meters(HOUSEHOLD), [0, 1, 2, 3].map(MeterId));
		assert_eq!(meters(FACTORY), [MeterId(4)]);
		assert_eq!(meters(OUTSIDER), []);
		assert_eq!(Metering::meter_after(MarketId(1), HOUSEHOLD, None), None);
	});
}
