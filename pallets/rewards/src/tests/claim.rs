// SPDX-License-Identifier: Apache-2.0

//! Sharing out.

use super::*;

/// The school has 25 points, the college 50, the company 25.
fn rated() {
	rate(SPONSOR, SCHOOL, 25);
	rate(SPONSOR, COLLEGE, 50);
	rate(SPONSOR, COMPANY, 25);
}

#[test]
fn owners_share_in_proportion_up_to_the_cap() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(fund(SPONSOR, pool(0), 1_001));
		rated();
		pass(1);
		assert_ok!(claim(SCHOOL, pool(0)));
		// A half of it, but for the cap.
		assert_ok!(claim(COLLEGE, pool(0)));
		assert_ok!(claim(COMPANY, pool(0)));
		assert_eq!(has(SCHOOL), FUNDS + 250);
		assert_eq!(has(COLLEGE), FUNDS + 400);
		assert_eq!(has(COMPANY), FUNDS + 250);
		assert_eq!(Pools::<Test>::get(pool(0)), Some(Pool { amount: 1_001, claimed: 900 }));
		let by = Actor { account: treasurer(COMPANY), organization: COMPANY };
		System::assert_last_event(Event::Claimed { pool: pool(0), amount: 250, by }.into());
	});
}

#[test]
fn a_part_is_claimed_once_and_in_time() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(fund(SPONSOR, pool(0), 1_000));
		rated();
		Now::set(START + 31 * DAY - 1);
		assert_noop!(claim(SCHOOL, pool(0)), Error::<Test>::TooEarly);
		Now::set(START + 31 * DAY);
		assert_ok!(claim(SCHOOL, pool(0)));
		assert_noop!(claim(SCHOOL, pool(0)), Error::<Test>::AlreadyClaimed);
		assert_noop!(claim(SPONSOR, pool(0)), Error::<Test>::NothingToClaim);
		assert_noop!(claim(SCHOOL, PoolId { asset: USD, ..pool(0) }), Error::<Test>::NoPool);
		// The last moment of January.
		Now::set(START + 123 * DAY - 1);
		assert_ok!(claim(COLLEGE, pool(0)));
		Now::set(START + 123 * DAY);
		assert_noop!(claim(COMPANY, pool(0)), Error::<Test>::TooLate);
	});
}

#[test]
fn what_is_left_is_rolled_over_once() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(fund(SPONSOR, pool(0), 1_000));
		rated();
		pass(1);
		assert_ok!(claim(SCHOOL, pool(0)));
		Now::set(START + 123 * DAY - 1);
		assert_noop!(roll_over(pool(0)), Error::<Test>::TooEarly);
		Now::set(START + 123 * DAY);
		assert_ok!(roll_over(pool(0)));
		let event = Event::RolledOver { pool: pool(0), to: pool(4), amount: 750 };
		System::assert_last_event(event.into());
		assert_eq!(Pools::<Test>::get(pool(0)), Some(Pool { amount: 250, claimed: 250 }));
		assert_eq!(Pools::<Test>::get(pool(4)), Some(Pool { amount: 750, claimed: 0 }));
		assert_noop!(roll_over(pool(0)), Error::<Test>::NoPool);
		assert_ok!(fund(SPONSOR, pool(4), 50));
		rate(SPONSOR, COLLEGE, 10);
		pass(1);
		assert_ok!(claim(COLLEGE, pool(4)));
		assert_eq!(has(COLLEGE), FUNDS + 320);
	});
}

#[test]
fn nobody_has_a_part_where_nothing_counted() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(fund(SPONSOR, pool(0), 1_000));
		pass(1);
		assert_noop!(claim(SCHOOL, pool(0)), Error::<Test>::NothingToClaim);
		Now::set(START + 123 * DAY);
		assert_ok!(roll_over(pool(0)));
	});
}

#[test]
fn a_pool_can_be_emptied() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(fund(SPONSOR, pool(0), 1_000));
		rate(SPONSOR, SCHOOL, 20);
		rate(SPONSOR, COLLEGE, 20);
		rate(SPONSOR, COMPANY, 10);
		pass(1);
		for owner in [SCHOOL, COLLEGE, COMPANY] {
			assert_ok!(claim(owner, pool(0)));
		}
		assert_eq!(Assets::balance(CNY, Rewards::account()), 0);
		Now::set(START + 123 * DAY);
		assert_noop!(roll_over(pool(0)), Error::<Test>::NoPool);
		assert_ok!(fund(SPONSOR, pool(4), 100));
	});
}
