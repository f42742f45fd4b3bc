// SPDX-License-Identifier: Apache-2.0

//! How much a person may claim in a month.

use super::*;
use covenant_primitives::Month;

fn cap(shares: Option<u32>, amount: Option<Amount>) -> Option<Cap> {
	Some(Cap { shares, amount })
}

fn set(cap: Option<Cap>) -> DispatchResult {
	RedEnvelope::set_cap(signed(TREASURER), CNY, cap)
}

fn statement_of(account: AccountId, month: Month) -> Statement {
	Statements::<Test>::get((BOOK, month), person(account))
}

/// So many envelopes of ten shares of 10 each.
fn even(count: usize) -> Vec<EnvelopeId> {
	let budget = funded(100_000);
	(0..count).map(|_| fill(budget, equal(10, 10))).collect()
}

#[test]
fn a_cap_limits_something() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(set(cap(None, None)), Error::<Test>::InvalidCap);
		events();
		for limit in [cap(Some(1), None), cap(None, Some(5)), cap(Some(0), Some(0)), None] {
			assert_ok!(set(limit));
			assert_eq!(Caps::<Test>::get(BOOK), limit);
			let by = treasurer();
			assert_eq!(events(), [Event::CapSet { by, asset: CNY, cap: limit }]);
		}
	});
}

#[test]
fn a_person_claims_so_many_shares_in_a_month() {
	ExtBuilder::build_and_execute(|| {
		let ids = even(4);
		assert_ok!(set(cap(Some(2), None)));
		assert_ok!(claim(ALICE, ids[0]));
		assert_ok!(claim(ALICE, ids[1]));
		assert_noop!(claim(ALICE, ids[2]), Error::<Test>::TooManyClaims);
		// Everybody for themselves, and drawn or not.
		assert_ok!(claim(BOB, ids[2]));
		next_block();
		assert_noop!(claim(ALICE, ids[2]), Error::<Test>::TooManyClaims);
		assert_ok!(set(cap(Some(3), None)));
		assert_ok!(claim(ALICE, ids[2]));
		assert_noop!(claim(ALICE, ids[3]), Error::<Test>::TooManyClaims);
		assert_ok!(set(None));
		assert_ok!(claim(ALICE, ids[3]));
		assert_eq!((statement(ALICE).claims, statement(ALICE).counted), (4, 40));
	});
}

#[test]
fn a_person_claims_so_much_in_a_month() {
	ExtBuilder::build_and_execute(|| {
		let ids = even(4);
		assert_ok!(set(cap(None, Some(29))));
		assert_ok!(claim(ALICE, ids[0]));
		assert_ok!(claim(ALICE, ids[1]));
		assert_noop!(claim(ALICE, ids[2]), Error::<Test>::CapExceeded);
		assert_ok!(set(cap(Some(3), Some(30))));
		assert_ok!(claim(ALICE, ids[2]));
		// What is said first is the number.
		assert_noop!(claim(ALICE, ids[3]), Error::<Test>::TooManyClaims);
		assert_ok!(set(cap(Some(9), Some(39))));
		assert_noop!(claim(ALICE, ids[3]), Error::<Test>::CapExceeded);
		assert_ok!(set(cap(Some(9), Some(0))));
		assert_noop!(claim(BOB, ids[3]), Error::<Test>::CapExceeded);
	});
}

#[test]
fn what_is_assigned_counts_as_it_is() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		assert_ok!(set(cap(None, Some(100))));
		let list = recipients(&[(ALICE, 60), (BOB, 101)]);
		let by_list = fill(budget, assigned(161, &list));
		assert_ok!(show(ALICE, by_list, place(&list, 0)));
		assert_noop!(show(BOB, by_list, place(&list, 1)), Error::<Test>::CapExceeded);
		let by_name = fill(budget, named(&[(ALICE, 41), (BOB, 100)]));
		assert_noop!(claim(ALICE, by_name), Error::<Test>::CapExceeded);
		assert_ok!(claim(BOB, by_name));
		assert_eq!([ALICE, BOB].map(|account| statement(account).counted), [60, 100]);
		next_block();
		assert_eq!([ALICE, BOB].map(|account| statement(account).counted), [60, 100]);
	});
}

#[test]
fn a_lucky_share_counts_with_the_mean_until_it_is_drawn() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let id = fill(budget, lucky(100, 3));
		// A third of 100, rounded up.
		assert_ok!(set(cap(None, Some(33))));
		assert_noop!(claim(ALICE, id), Error::<Test>::CapExceeded);
		assert_ok!(set(cap(None, Some(34))));
		assert_ok!(claim(ALICE, id));
		assert_eq!(statement(ALICE).counted, 34);
		draw_all();
		assert_eq!(statement(ALICE).counted, balance(ALICE));
		assert_eq!(balance(ALICE), expected(id, 100, 3, [1])[0]);
	});
}

#[test]
fn luck_may_pass_the_cap_and_the_next_claim_is_refused() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(10_000);
		let id = fill(budget, lucky(1_000, 25));
		assert_ok!(set(cap(None, Some(40))));
		for account in ALICE..ALICE + 25 {
			assert_ok!(claim(account, id));
		}
		draw_all();
		let next = fill(budget, equal(1, 25));
		let mut passed = 0;
		for account in ALICE..ALICE + 25 {
			assert_eq!(statement(account).counted, balance(account));
			if balance(account) >= 40 {
				passed += 1;
				assert_noop!(claim(account, next), Error::<Test>::CapExceeded);
			} else {
				assert_ok!(claim(account, next));
			}
		}
		assert!((5..20).contains(&passed), "{passed} of 25 passed the cap");
	});
}

#[test]
fn a_cap_is_an_organizations_in_an_asset() {
	ExtBuilder::build_and_execute(|| {
		let ids = even(1);
		assert_ok!(RedEnvelope::set_cap(signed(TREASURER), USD, cap(Some(0), None)));
		assert_ok!(RedEnvelope::set_cap(signed(RIVAL_TREASURER), CNY, cap(Some(0), None)));
		assert_ok!(claim(ALICE, ids[0]));
		let budget = rivals(100);
		let id = fill_as(RIVAL_TREASURER, budget, named(&[(ALICE, 10)]), terms());
		assert_noop!(claim(ALICE, id), Error::<Test>::TooManyClaims);
		assert_eq!(statement(ALICE).claims, 1);
	});
}

#[test]
fn a_month_begins_with_nothing_counted() {
	ExtBuilder::build_and_execute(|| {
		let november = START + 17 * DAY;
		let budget = funded(1_000);
		let late = Terms { expires_at: START + 40 * DAY, ..terms() };
		let ids = [0; 4].map(|_| fill_with(budget, equal(10, 10), late));
		assert_ok!(set(cap(Some(1), Some(10))));
		Now::set(november - 1);
		assert_ok!(claim(ALICE, ids[0]));
		assert_noop!(claim(ALICE, ids[1]), Error::<Test>::TooManyClaims);
		Now::set(november);
		assert_ok!(claim(ALICE, ids[1]));
		assert_noop!(claim(ALICE, ids[2]), Error::<Test>::TooManyClaims);
		assert_eq!(statement(ALICE).counted, 10);
		Now::set(START + 40 * DAY);
		pass(0);
	});
}

#[test]
fn a_share_counts_in_the_month_of_its_claim_and_is_income_of_the_month_of_its_draw() {
	ExtBuilder::build_and_execute(|| {
		let (october, november) = (Month::of(START, 0), Month::of(START, 0).next());
		let budget = funded(10_000);
		let id =
			fill_with(budget, lucky(1_000, 7), Terms { expires_at: START + 20 * DAY, ..terms() });
		Now::set(START + 17 * DAY - 1);
		assert_ok!(claim(ALICE, id));
		let before = Statement { claims: 1, counted: 143, ..Default::default() };
		assert_eq!(statement_of(ALICE, october), before);
		Now::set(START + 17 * DAY);
		draw_all();
		let gross = expected(id, 1_000, 7, [1])[0];
		assert_ne!(gross, 143, "the draw corrects nothing");
		let counted = Statement { claims: 1, counted: gross, ..Default::default() };
		assert_eq!(statement_of(ALICE, october), counted);
		let income = Income { untaxed: gross, ..Default::default() };
		let incomes = std::collections::BTreeMap::from([(Purpose::Festival, income)]);
		let drawn = Statement { incomes: incomes.try_into().unwrap(), ..Default::default() };
		assert_eq!(statement_of(ALICE, november), drawn);
		// The next month's cap is not touched by it.
		assert_ok!(set(cap(Some(1), Some(10))));
		let next = fill(budget, equal(10, 1));
		assert_ok!(claim(ALICE, next));
	});
}

#[test]
fn a_cap_is_in_an_asset_that_there_is() {
	ExtBuilder::build_and_execute(|| {
		let set = RedEnvelope::set_cap(signed(TREASURER), 77, cap(Some(1), None));
		assert_noop!(set, Error::<Test>::UnknownAsset);
	});
}
