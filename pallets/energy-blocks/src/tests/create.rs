// SPDX-License-Identifier: Apache-2.0

//! Surplus that becomes blocks.

use super::*;

#[test]
fn surplus_becomes_a_block() {
	ExtBuilder::build_and_execute(|| {
		created();
		let details = Block {
			market: MARKET,
			meter: ROOF,
			interval: AT,
			energy: 400,
			owner: FAMILY,
			green: true,
			offer: None,
			status: Status::Open,
		};
		assert_eq!(block(ID), details);
		assert_eq!(flow(ROOF), Flow { created: 400, ..Flow::default() });
		last_event(Event::Created { block: ID, details, by: by(FAMILYS, FAMILY) });
		assert_ok!(create(HOTELS, BOILER, 500));
		assert!(!block(BlockId(1)).green);
	});
}

#[test]
fn no_more_than_was_exported_becomes_blocks() {
	ExtBuilder::build_and_execute(|| {
		for energy in [1_001, Energy::MAX] {
			assert_noop!(create(FAMILYS, ROOF, energy), Error::<Test>::BeyondExport);
		}
		assert_ok!(create(FAMILYS, ROOF, 400));
		assert_ok!(create(FAMILYS, ROOF, 600));
		for energy in [1, Energy::MAX] {
			assert_noop!(create(FAMILYS, ROOF, energy), Error::<Test>::BeyondExport);
		}
		// Each interval has its own.
		assert_ok!(EnergyBlocks::create(signed(FAMILYS), ROOF, NEXT, 1_000));
		assert_noop!(create(NEIGHBORS, HOUSE, 1), Error::<Test>::BeyondExport);
	});
}

#[test]
fn only_what_the_device_said_counts() {
	ExtBuilder::build_and_execute(|| {
		let unread = EnergyBlocks::create(signed(FAMILYS), ROOF, NEXT + 1, 1);
		assert_noop!(unread, Error::<Test>::NoReading);
		Readings::mutate(|readings| readings.get_mut(&(ROOF, AT)).unwrap().substituted = true);
		assert_noop!(create(FAMILYS, ROOF, 1), Error::<Test>::NoReading);
	});
}

#[test]
fn whoever_owned_the_meter_on_the_day_makes_blocks() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(create(NEIGHBORS, ROOF, 1), Error::<Test>::NotAuthorized);
		Transfers::set([(ROOF, (TODAY + 1, NEIGHBOR))].into());
		assert_noop!(create(NEIGHBORS, ROOF, 1), Error::<Test>::NotAuthorized);
		assert_ok!(create(FAMILYS, ROOF, 1));
		Transfers::set([(ROOF, (TODAY, NEIGHBOR))].into());
		assert_noop!(create(FAMILYS, ROOF, 1), Error::<Test>::NotAuthorized);
		assert_ok!(create(NEIGHBORS, ROOF, 1));
	});
}

#[test]
fn what_cannot_be_a_block_is_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(create(FAMILYS, ROOF, 0), Error::<Test>::ZeroEnergy);
		assert_noop!(create(FAMILYS, MeterId(99), 1), Error::<Test>::UnknownMeter);
		assert_noop!(create(FAMILYS, HUT, 1), Error::<Test>::UnknownMarket);
		let never = EnergyBlocks::create(signed(FAMILYS), ROOF, Interval::MAX, 1);
		assert_noop!(never, Error::<Test>::NoReading);
		let long_ago = EnergyBlocks::create(signed(FAMILYS), ROOF, 0, 1);
		assert_noop!(long_ago, Error::<Test>::Lapsed);
	});
}

#[test]
fn blocks_are_made_until_the_use_period_is_over() {
	ExtBuilder::build_and_execute(|| {
		lapse();
		assert_noop!(create(FAMILYS, ROOF, 1), Error::<Test>::Lapsed);
		Now::mutate(|now| *now -= 1);
		assert_ok!(create(FAMILYS, ROOF, 1));
	});
}

#[test]
fn nobody_has_too_many() {
	ExtBuilder::build_and_execute(|| {
		MaxBlocks::set(2);
		assert_ok!(create(FAMILYS, ROOF, 1));
		assert_ok!(create(FAMILYS, ROOF, 1));
		assert_noop!(create(FAMILYS, ROOF, 1), Error::<Test>::TooMany);
		assert_ok!(give(FAMILYS, ID, NEIGHBOR));
		assert_ok!(create(FAMILYS, ROOF, 1));
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
		assert_eq!(OpenBlocks::<Test>::get(NEIGHBOR), 0);
	});
}

#[test]
fn ids_are_not_used_again() {
	ExtBuilder::build_and_execute(|| {
		NextBlockId::<Test>::put(BlockId(u64::MAX));
		let error = sp_runtime::ArithmeticError::Overflow;
		assert_noop!(create(FAMILYS, ROOF, 1), error);
	});
}
