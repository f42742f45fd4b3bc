// SPDX-License-Identifier: Apache-2.0

//! A holder pays a claim, and has its part free.

use super::*;

fn settle_claim(id: u64) -> DispatchResult {
	Financing::settle_claim(signer(HOLDER), ClaimId(id))
}

#[test]
fn a_holder_pays_a_claim_and_the_part_is_free() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		assert_ok!(rule(0, true));
		for by in [THIRD, SUPPLIER, MAKER] {
			let settle = Financing::settle_claim(signer(by), CLAIM);
			assert_noop!(settle, Error::<Test>::NotAuthorized);
		}
		assert_noop!(settle_claim(9), Error::<Test>::NotFound);
		assert_ok!(settle_claim(0));
		let event = Event::ClaimSettled { claim: CLAIM, amount: 500, by: actor(HOLDER) };
		assert_eq!(last_event(), event);
		assert_eq!((gained(HOLDER), gained(THIRD)), (-500, 500));
		assert_eq!((part(PART), Claims::<Test>::iter().count()), (paper(), 0));
		assert_ok!(settled(THIRD));
		assert_noop!(settle_claim(0), Error::<Test>::NotFound);
		// Also one that does not count.
		assert_ok!(claim(SUPPLIER, 7));
		assert_ok!(settle_claim(1));
		assert_eq!(gained(SUPPLIER), 7);
	});
}

#[test]
fn the_part_stays_locked_for_others() {
	ExtBuilder::build_and_execute(|| {
		pledged(9_000);
		pass(1);
		assert_ok!(claim(THIRD, 500));
		assert_ok!(acknowledge(0));
		assert_ok!(settle_claim(0));
		assert_eq!(part(PART).state, State::Locked);
		assert_ok!(admit(admission(THIRD, 5)));
		assert_ok!(admit(admission(FOURTH, 5)));
		assert_ok!(repay(Amount::MAX));
		assert_ok!(settle_claim(1));
		assert_eq!(part(PART).state, State::Locked);
		assert_ok!(settle_claim(2));
		assert_eq!(part(PART).state, State::Idle);
	});
}

#[test]
fn who_takes_no_money_is_owed_it() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		assert_ok!(acknowledge(0));
		block(THIRD);
		assert_ok!(settle_claim(0));
		assert_eq!(Financing::query_owed(THIRD, CNY), 500);
		assert_eq!(part(PART), paper());
		unblock(THIRD);
		assert_ok!(Financing::collect(signer(HOLDER), THIRD, CNY));
		assert_eq!(gained(THIRD), 500);
	});
}

#[test]
fn it_takes_the_money() {
	ExtBuilder::build_and_execute(|| {
		change(PART, |it| it.amount = 2 * MONEY);
		assert_ok!(claim(THIRD, MONEY + 1));
		assert_ok!(acknowledge(0));
		assert_noop!(settle_claim(0), TokenError::FundsUnavailable);
	});
}

#[test]
fn a_part_that_is_closed_has_no_holder() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		split(PART, 9);
		assert_noop!(settle_claim(0), Error::<Test>::NotFound);
	});
}

#[test]
fn a_claimant_that_came_to_hold_the_part_pays_itself_nothing() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		change(PART, |it| it.holder = THIRD);
		assert_ok!(rule(0, true));
		block(THIRD);
		assert_ok!(Financing::settle_claim(signer(THIRD), CLAIM));
		assert_eq!((gained(THIRD), part(PART).state), (0, State::Idle));
	});
}
