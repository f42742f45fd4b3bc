// SPDX-License-Identifier: Apache-2.0

//! A market's rules may change for days that contracts are about.

use super::*;

/// A MWh a day, whose price is the market's: 600,000 fen a day at most lie between the two.
fn difference(by: Party, to: Party) -> DispatchResult {
	let profile = Profile::Window { from: 0, until: 1, energy: 1_000_000 };
	let pricing = Pricing::Difference { price: 400_000, reference: Reference::DayAhead };
	let days = (TOMORROW, TOMORROW + 1);
	Trade::propose(signer(by), MARKET, to, true, days, profile, pricing, answer_by())
}

#[test]
fn what_is_at_stake_stays_as_it_was_agreed() {
	ExtBuilder::build_and_execute(|| {
		PriceBounds::set((0, 1_000_000));
		assert_ok!(difference(PLANT, RETAILER));
		assert_ok!(accept(RETAILER));
		assert_eq!(at_stake(PLANT), 600_000);
		PriceBounds::set((0, 500_000));
		check();
		// Whoever takes a place does so by the rules of its own time.
		assert_ok!(change(RETAILER, TOMORROW, Change::Transfer { to: TRADER }));
		assert_ok!(agree(TRADER));
		assert_ok!(agree(PLANT));
		assert_eq!([PLANT, RETAILER, TRADER].map(at_stake), [400_000, 0, 400_000]);
	});
}

#[test]
fn the_rules_when_all_agree_count() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(propose(PLANT, RETAILER));
		PriceBounds::set((0, PRICE - 1));
		assert_noop!(accept(RETAILER), Error::<Test>::PriceOutOfBounds);
		PriceBounds::set(BOUNDS);
		// Trade for tomorrow ended an hour ago.
		GateClosure::set(TIMETABLE.start_of_day(TOMORROW) + HOUR - Now::get());
		assert_noop!(accept(RETAILER), Error::<Test>::GateClosed);
		GateClosure::set(2 * HOUR);
		assert_ok!(accept(RETAILER));
		let amend = Change::Amend { profile: flat(), pricing: Pricing::Fixed(PRICE + 1) };
		assert_ok!(change(PLANT, TOMORROW, amend));
		PriceBounds::set((0, PRICE));
		assert_noop!(agree(RETAILER), Error::<Test>::PriceOutOfBounds);
		GateClosure::set(TIMETABLE.start_of_day(TOMORROW) + HOUR - Now::get());
		assert_noop!(agree(RETAILER), Error::<Test>::GateClosed);
	});
}
