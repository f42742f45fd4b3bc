// SPDX-License-Identifier: Apache-2.0

//! Putting money up.

use super::*;

#[test]
fn many_sponsors_fill_a_pool() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(fund(SPONSOR, pool(0), 1_000));
		assert_ok!(fund(COMPANY, pool(0), 500));
		assert_ok!(fund(SPONSOR, pool(0), 200));
		assert_eq!(Pools::<Test>::get(pool(0)), Some(Pool { amount: 1_700, claimed: 0 }));
		assert_eq!(Sponsored::<Test>::get(pool(0), SPONSOR), 1_200);
		assert_eq!(has(SPONSOR), FUNDS - 1_200);
		assert_eq!(Assets::balance(CNY, Rewards::account()), 1_700);
		let by = Actor { account: treasurer(SPONSOR), organization: SPONSOR };
		System::assert_last_event(Event::Funded { pool: pool(0), amount: 200, by }.into());
	});
}

#[test]
fn a_pool_is_for_this_month_or_one_of_the_next_twelve() {
	ExtBuilder::build_and_execute(|| {
		let past = PoolId { month: Month(month(0).0 - 1), asset: CNY };
		assert_noop!(fund(SPONSOR, past, 100), Error::<Test>::WrongMonth);
		assert_noop!(fund(SPONSOR, pool(13), 100), Error::<Test>::WrongMonth);
		assert_ok!(fund(SPONSOR, pool(0), 100));
		assert_ok!(fund(SPONSOR, pool(12), 100));
	});
}

#[test]
fn what_is_put_up_is_there() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(fund(SPONSOR, pool(0), 0), Error::<Test>::ZeroAmount);
		assert!(fund(SPONSOR, pool(0), FUNDS + 1).is_err());
		assert!(fund(SPONSOR, PoolId { asset: 9, ..pool(0) }, 1).is_err());
		// An account is not emptied by accident.
		assert!(fund(SPONSOR, pool(0), FUNDS).is_err());
		assert_eq!(Pools::<Test>::iter().count(), 0);
		assert_ok!(fund(SPONSOR, pool(0), FUNDS - 10));
	});
}

#[test]
fn treasurers_move_money_and_anybody_rolls_over() {
	ExtBuilder::build_and_execute(|| {
		let stranger = || RuntimeOrigin::signed(STRANGER);
		let why = DispatchError::Other("no treasurer");
		assert_noop!(Rewards::fund(stranger(), pool(0), 100), why);
		assert_noop!(Rewards::claim(stranger(), pool(0)), why);
		assert_noop!(Rewards::roll_over(stranger(), pool(0)), Error::<Test>::TooEarly);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let bad = DispatchError::BadOrigin;
			assert_noop!(Rewards::fund(origin.clone(), pool(0), 100), bad);
			assert_noop!(Rewards::claim(origin.clone(), pool(0)), bad);
			assert_noop!(Rewards::roll_over(origin, pool(0)), bad);
		}
	});
}
