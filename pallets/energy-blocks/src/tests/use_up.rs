// SPDX-License-Identifier: Apache-2.0

//! Blocks that are used up.

use super::*;

#[test]
fn a_block_counts_for_a_meter() {
	ExtBuilder::build_and_execute(|| {
		given();
		let was = block(ID);
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
		assert_eq!(block(ID), Block { status: Status::Used { meter: HOUSE }, ..was });
		last_event(Event::UsedUp { block: ID, meter: HOUSE, by: by(NEIGHBORS, NEIGHBOR) });
		let elsewhere = Flow { created: 400, used_elsewhere: 400, ..Flow::default() };
		let here = Flow { used_here: 400, green_here: 400, ..Flow::default() };
		assert_eq!((flow(ROOF), flow(HOUSE)), (elsewhere, here));
	});
}

#[test]
fn what_is_not_green_does_not_become_so() {
	ExtBuilder::build_and_execute(|| {
		given();
		assert_ok!(create(HOTELS, BOILER, 100));
		assert_ok!(give(HOTELS, BlockId(1), NEIGHBOR));
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
		assert_ok!(use_up(NEIGHBORS, BlockId(1), HOUSE));
		assert_eq!(flow(HOUSE), Flow { used_here: 500, green_here: 400, ..Flow::default() });
		// Whatever the meters are said to be later.
		Meters::mutate(|meters| meters.get_mut(&ROOF).unwrap().2 = false);
		assert!(block(ID).green);
	});
}

#[test]
fn a_block_is_used_once() {
	ExtBuilder::build_and_execute(|| {
		given();
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
		for refused in [
			use_up(NEIGHBORS, ID, HOUSE),
			give(NEIGHBORS, ID, HOTEL),
			split(NEIGHBORS, ID, 1),
			offer(NEIGHBORS, ID, 1, None),
			withdraw_offer(NEIGHBORS, ID),
			buy(HOTELS, ID, 1),
			remove(NEIGHBORS, ID),
		] {
			assert_eq!(refused, Err(Error::<Test>::InvalidState.into()));
		}
		lapse();
		assert_noop!(remove(HOTELS, ID), Error::<Test>::InvalidState);
	});
}

#[test]
fn no_more_is_used_than_was_imported() {
	ExtBuilder::build_and_execute(|| {
		given();
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
		assert_ok!(create(FAMILYS, ROOF, 201));
		assert_ok!(give(FAMILYS, BlockId(1), NEIGHBOR));
		assert_noop!(use_up(NEIGHBORS, BlockId(1), HOUSE), Error::<Test>::BeyondImport);
		assert_ok!(split(NEIGHBORS, BlockId(1), 200));
		assert_ok!(use_up(NEIGHBORS, BlockId(2), HOUSE));
		assert_noop!(use_up(NEIGHBORS, BlockId(3), HOUSE), Error::<Test>::BeyondImport);
		assert_eq!(flow(HOUSE).used_here, 600);
	});
}

#[test]
fn no_meter_uses_what_it_exported() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(create(FAMILYS, ROOF, 50));
		assert_noop!(use_up(FAMILYS, ID, ROOF), Error::<Test>::SameMeter);
		// Another of the same owner's does.
		Transfers::set([(OVEN, (TODAY, FAMILY))].into());
		assert_ok!(use_up(FAMILYS, ID, OVEN));
		// And this one uses what others exported.
		assert_ok!(create(HOTELS, BOILER, 50));
		assert_ok!(give(HOTELS, BlockId(1), FAMILY));
		assert_ok!(use_up(FAMILYS, BlockId(1), ROOF));
		let both = Flow { created: 50, used_elsewhere: 50, used_here: 50, green_here: 0 };
		assert_eq!(flow(ROOF), both);
	});
}

#[test]
fn only_ones_own_meter_of_the_market_uses_a_block() {
	ExtBuilder::build_and_execute(|| {
		given();
		assert_noop!(use_up(NEIGHBORS, ID, OVEN), Error::<Test>::NotAuthorized);
		assert_noop!(use_up(BAKERYS, ID, OVEN), Error::<Test>::NotAuthorized);
		assert_noop!(use_up(NEIGHBORS, ID, MeterId(99)), Error::<Test>::UnknownMeter);
		assert_noop!(use_up(NEIGHBORS, BlockId(9), HOUSE), Error::<Test>::NotFound);
		Transfers::set([(CABIN, (TODAY, NEIGHBOR)), (HOUSE, (TODAY + 1, BAKERY))].into());
		assert_noop!(use_up(NEIGHBORS, ID, CABIN), Error::<Test>::WrongMarket);
		// The meter was its own still on the day of the block.
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
	});
}

#[test]
fn only_what_the_device_said_counts() {
	ExtBuilder::build_and_execute(|| {
		given();
		Readings::mutate(|readings| readings.get_mut(&(HOUSE, AT)).unwrap().substituted = true);
		assert_noop!(use_up(NEIGHBORS, ID, HOUSE), Error::<Test>::NoReading);
		Readings::mutate(|readings| readings.remove(&(HOUSE, AT)));
		assert_noop!(use_up(NEIGHBORS, ID, HOUSE), Error::<Test>::NoReading);
	});
}

#[test]
fn blocks_are_used_until_the_use_period_is_over() {
	ExtBuilder::build_and_execute(|| {
		given();
		lapse();
		assert_noop!(use_up(NEIGHBORS, ID, HOUSE), Error::<Test>::Lapsed);
		assert_eq!(block(ID).status, Status::Open);
		Now::mutate(|now| *now -= 1);
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
	});
}

#[test]
fn a_use_withdraws_the_offer() {
	ExtBuilder::build_and_execute(|| {
		given();
		assert_ok!(offer(NEIGHBORS, ID, 1, None));
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
		assert_eq!(block(ID).offer, None);
	});
}

#[test]
fn a_day_is_final_when_its_last_blocks_have_lapsed() {
	ExtBuilder::build_and_execute(|| {
		let midnight = QUARTERS.start_of_day(TODAY + 1);
		Now::set(midnight + UsePeriod::get() - 1);
		assert!(!EnergyBlocks::is_final(MARKET, TODAY));
		assert!(EnergyBlocks::is_final(MARKET, TODAY - 1));
		let last = TODAY * 96 + 95;
		read(ROOF, last, 0, 1);
		assert_ok!(EnergyBlocks::create(signed(FAMILYS), ROOF, last, 1));
		Now::mutate(|now| *now += 1);
		assert!(EnergyBlocks::is_final(MARKET, TODAY));
		assert_noop!(give(FAMILYS, ID, NEIGHBOR), Error::<Test>::Lapsed);
		assert!(!EnergyBlocks::is_final(MUTE, TODAY));
	});
}
