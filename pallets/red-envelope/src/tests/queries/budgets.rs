// SPDX-License-Identifier: Apache-2.0

//! Budgets, rights and funds.

use super::*;

fn usable(id: BudgetId) -> bool {
	RedEnvelope::query_budget(id).unwrap().usable
}

fn close(id: BudgetId) {
	assert_ok!(RedEnvelope::close_budget(signed(TREASURER), id));
}

#[test]
fn a_budget_is_shown_as_it_is_kept() {
	ExtBuilder::build_and_execute(|| {
		let top = funded(100);
		let id = below(top, 30);
		let shown = BudgetInfo { id, budget: budget(id), usable: true };
		assert_eq!(RedEnvelope::query_budget(id), Some(shown));
		assert_eq!(RedEnvelope::query_budget(NO_BUDGET), None);
	});
}

#[test]
fn a_budget_is_usable_while_it_and_all_above_it_are_open() {
	ExtBuilder::build_and_execute(|| {
		let top = funded(0);
		let middle = below(top, 0);
		let bottom = below(middle, 0);
		let ids = [top, middle, bottom];
		assert_eq!(ids.map(usable), [true; 3]);
		for (id, expected) in
			[(top, [false; 3]), (middle, [true, false, false]), (bottom, [true, true, false])]
		{
			assert_ok!(RedEnvelope::freeze(signed(TREASURER), id));
			assert_eq!(ids.map(usable), expected);
			assert_ok!(RedEnvelope::unfreeze(signed(TREASURER), id));
			assert_eq!(ids.map(usable), [true; 3]);
		}
		close(bottom);
		assert_eq!(ids.map(usable), [true, true, false]);
	});
}

#[test]
fn a_budget_that_has_lapsed_is_not_usable_even_if_that_was_not_noticed() {
	ExtBuilder::build_and_execute(|| {
		let ids = [BudgetId(0), BudgetId(1)];
		let late = Some(START + 2 * DAY);
		assert_ok!(RedEnvelope::open_budget(signed(TREASURER), CNY, name("annual"), late));
		let early = Some(START + DAY);
		assert_ok!(RedEnvelope::open_sub_budget(signed(TREASURER), ids[0], name("part"), early));
		for (at, expected) in [
			(START + DAY - 1, [true, true]),
			(START + DAY, [true, false]),
			(START + 2 * DAY - 1, [true, false]),
			(START + 2 * DAY, [false, false]),
		] {
			Now::set(at);
			assert_eq!(ids.map(usable), expected);
			assert_eq!(ids.map(|id| budget(id).status), [BudgetStatus::Open; 2]);
		}
		pass(0);
		assert_eq!(ids.map(|id| budget(id).status), [BudgetStatus::Ended; 2]);
		assert_eq!(ids.map(usable), [false, false]);
	});
}

#[test]
fn budgets_with_none_above_them_are_listed_also_those_that_ended() {
	ExtBuilder::build_and_execute(|| {
		let ids = [0; 5].map(|_| funded(0));
		below(ids[0], 0);
		close(ids[3]);
		let rival = rivals(10);
		let of = |organization| {
			let query = |c, limit| RedEnvelope::query_budgets(organization, c, limit);
			all(query, |it| it.id)
		};
		let shown = ids.map(|id| RedEnvelope::query_budget(id).unwrap());
		assert_eq!(of(COMPANY), shown);
		assert_eq!(shown.map(|it| it.usable), [true, true, true, false, true]);
		assert_eq!(of(RIVAL), [RedEnvelope::query_budget(rival).unwrap()]);
		assert_eq!(RedEnvelope::query_budgets(NOBODY, None, 9), nothing());
	});
}

#[test]
fn sub_budgets_are_listed_below_the_next_one_above() {
	ExtBuilder::build_and_execute(|| {
		let top = funded(0);
		let ids = [0; 4].map(|_| below(top, 0));
		let grandchild = below(ids[1], 0);
		close(ids[2]);
		let under = |id| {
			let query = |c, limit| RedEnvelope::query_sub_budgets(id, c, limit);
			all(query, |it| it.id)
		};
		assert_eq!(under(top), ids.map(|id| RedEnvelope::query_budget(id).unwrap()));
		assert_eq!(under(ids[1]), [RedEnvelope::query_budget(grandchild).unwrap()]);
		for id in [grandchild, NO_BUDGET] {
			assert_eq!(RedEnvelope::query_sub_budgets(id, None, 9), nothing());
		}
	});
}

#[test]
fn a_page_of_budgets_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		let top = funded(0);
		(0..100).for_each(|_| close(funded(0)));
		(0..101).for_each(|_| close(below(top, 0)));
		is_capped(|c, limit| RedEnvelope::query_budgets(COMPANY, c, limit));
		is_capped(|c, limit| RedEnvelope::query_sub_budgets(top, c, limit));
	});
}

#[test]
fn the_next_page_of_budgets_begins_behind_the_last_one_shown() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..3 {
			funded(0);
		}
		let whole = RedEnvelope::query_budgets(COMPANY, None, 3);
		assert_eq!((whole.items.len(), whole.next), (3, None));
		let first = RedEnvelope::query_budgets(COMPANY, None, 2);
		assert_eq!((&first.items[..], first.next), (&whole.items[..2], Some(whole.items[1].id)));
		let last = RedEnvelope::query_budgets(COMPANY, first.next, 2);
		assert_eq!((&last.items[..], last.next), (&whole.items[2..], None));
	});
}

fn grant(budget: BudgetId, spender: SpenderOf<Test>, ceiling: Amount) {
	let until = START + DAY;
	let grant =
		RedEnvelope::grant_right(signed(TREASURER), budget, spender, ceiling, START + HOUR, until);
	assert_ok!(grant);
}

fn rights(budget: BudgetId) -> Vec<RightInfo<AccountId>> {
	all(|c, limit| RedEnvelope::query_rights(budget, c, limit), |it| it.spender)
}

#[test]
fn rights_are_listed_until_they_are_revoked() {
	ExtBuilder::build_and_execute(|| {
		let (id, other) = (funded(1_000), funded(1_000));
		let (clerk, alice) = (Spender::Operator(CLERK), Spender::Person(person(ALICE)));
		let bob = Spender::Person(person(BOB));
		for (spender, ceiling) in [(bob, 70), (clerk, 500), (alice, 80)] {
			grant(id, spender, ceiling);
		}
		grant(other, alice, 90);
		Now::set(START + HOUR);
		fill_as(CLERK, id, equal(20, 2), terms());
		let shown = |spender, number, ceiling, used| {
			let (from, until) = (START + HOUR, START + DAY);
			let right = SpendingRight { number, ceiling, used, from, until };
			RightInfo { spender, right }
		};
		let (first, second) = (shown(clerk, 1, 500, 40), shown(alice, 2, 80, 0));
		let third = shown(bob, 0, 70, 0);
		assert_eq!(rights(id), [first.clone(), second.clone(), third]);
		assert_eq!(rights(other), [shown(alice, 0, 90, 0)]);
		assert_ok!(RedEnvelope::revoke_right(signed(TREASURER), id, bob));
		// Those whose time is over are listed.
		Now::set(START + DAY);
		assert_eq!(rights(id), [first, second]);
		assert_eq!(RedEnvelope::query_rights(NO_BUDGET, None, 9), nothing());
	});
}

#[test]
fn a_page_of_rights_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		let id = funded(0);
		(0..101).for_each(|number| grant(id, Spender::Person(PersonId(number)), 1));
		is_capped(|c, limit| RedEnvelope::query_rights(id, c, limit));
	});
}

#[test]
fn funds_are_what_is_held_what_is_due_as_tax_and_the_cap() {
	ExtBuilder::build_and_execute(|| {
		let funds = || RedEnvelope::query_funds(COMPANY, CNY);
		let none = FundsInfo { held: 0, tax_due: 0, cap: None };
		assert_eq!(funds(), none);
		let id = fill_with(funded(1_000), equal(100, 5), taxed(2_000));
		assert_eq!(funds(), FundsInfo { held: 1_000, ..none.clone() });
		assert_ok!(claim(ALICE, id));
		next_block();
		assert_eq!(funds(), FundsInfo { held: 1_000, tax_due: 20, cap: None });
		let cap = Some(Cap { shares: Some(3), amount: None });
		assert_ok!(RedEnvelope::set_cap(signed(TREASURER), CNY, cap));
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), COMPANY, CNY, 80));
		assert_eq!(funds(), FundsInfo { held: 920, tax_due: 20, cap });
		assert_ok!(RedEnvelope::remit_tax(signed(TREASURER), CNY, 15, H256::zero()));
		assert_eq!(funds(), FundsInfo { held: 905, tax_due: 5, cap });
		for (organization, asset) in [(COMPANY, USD), (RIVAL, CNY), (NOBODY, CNY)] {
			assert_eq!(RedEnvelope::query_funds(organization, asset), none);
		}
	});
}
