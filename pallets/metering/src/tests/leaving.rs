// SPDX-License-Identifier: Apache-2.0

//! Whoever had a meter stays until the last day that it read is settled.

use super::*;

fn leaves(party: Party) -> DispatchResult {
	<Metering as Commitments>::ensure_settled(MARKET, party)
}

/// The party stays until just the days up to `last` are settled.
fn stays_for(party: Party, last: Day) {
	for unsettled in [0, last] {
		UnsettledFrom::set(unsettled);
		assert_noop!(leaves(party), Error::<Test>::NotSettled);
	}
	UnsettledFrom::set(last + 1);
	assert_ok!(leaves(party));
}

#[test]
fn what_a_retired_meter_read_last_is_settled_first() {
	ExtBuilder::build_and_execute(|| {
		UnsettledFrom::set(0);
		assert_ok!(leaves(HOUSEHOLD));
		registered();
		run(FIRST..FIRST + 2);
		UnsettledFrom::set(Day::MAX);
		assert_noop!(leaves(HOUSEHOLD), Error::<Test>::MetersInUse);
		assert_ok!(Metering::retire(grid(), ID, FIRST + 1));
		stays_for(HOUSEHOLD, TODAY);
		UnsettledFrom::set(0);
		assert_ok!(leaves(FACTORY));
		assert_ok!(<Metering as Commitments>::ensure_settled(MarketId(1), HOUSEHOLD));
	});
}

#[test]
fn a_meter_that_is_retired_at_midnight_reads_nothing_of_the_next_day() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 64);
		assert_ok!(Metering::retire(grid(), ID, FIRST + 63));
		assert_eq!(Metering::metered(ID, TODAY + 1), Metered::Nothing);
		stays_for(HOUSEHOLD, TODAY);
	});
}

#[test]
fn whoever_had_a_meter_before_another_stays_for_its_last_day() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(Metering::transfer(grid(), ID, FACTORY, TODAY + 3));
		stays_for(HOUSEHOLD, TODAY + 2);
		assert_noop!(leaves(FACTORY), Error::<Test>::MetersInUse);
	});
}

#[test]
fn the_last_of_several_days_counts() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(register(1, HOUSEHOLD));
		pass(HOUR);
		assert_ok!(Metering::transfer(grid(), ID, FACTORY, TODAY + 3));
		assert_noop!(leaves(HOUSEHOLD), Error::<Test>::MetersInUse);
		assert_ok!(Metering::retire(grid(), MeterId(1), FIRST));
		stays_for(HOUSEHOLD, TODAY + 2);
	});
}

#[test]
fn a_replaced_meter_goes_on_in_another() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 4);
		replaced(FIRST + 4);
		assert_noop!(leaves(HOUSEHOLD), Error::<Test>::MetersInUse);
		Now::set(TIMETABLE.start_of_day(TODAY + 2));
		assert_ok!(Metering::retire(grid(), MeterId(1), (TODAY + 1) * 96 + 5));
		stays_for(HOUSEHOLD, TODAY + 1);
	});
}
