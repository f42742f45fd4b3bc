// SPDX-License-Identifier: Apache-2.0

//! How budgets are frozen, closed and lapse.

use super::*;

/// A root, a budget below it, and one below that: each with 1,000 available.
fn three() -> [BudgetId; 3] {
	let root = funded(3_000);
	let middle = below(root, 2_000);
	let leaf = below(middle, 1_000);
	events();
	posted();
	[root, middle, leaf]
}

fn lapsing(at: Moment, amount: Amount) -> BudgetId {
	let id = NextBudgetId::<Test>::get();
	assert_ok!(RedEnvelope::open_budget(signed(TREASURER), CNY, name("annual"), Some(at)));
	assert_ok!(RedEnvelope::fund(signed(TREASURER), id, amount));
	id
}

fn close(budget: BudgetId) -> DispatchResult {
	RedEnvelope::close_budget(signed(TREASURER), budget)
}

/// What uses a budget, the last of it if there is one below.
fn uses(budget: BudgetId, child: Option<BudgetId>) -> Vec<Call<Test>> {
	let mut calls = vec![
		Call::fill { budget, form: equal(1, 1), terms: terms() },
		Call::open_sub_budget { parent: budget, name: name("new"), lapses_at: None },
	];
	calls.extend(child.map(|budget| Call::allot { budget, amount: 1 }));
	calls
}

#[test]
fn a_frozen_budget_stops_all_below() {
	for frozen in 0..3 {
		ExtBuilder::build_and_execute(|| {
			let budgets = three();
			let [root, middle, leaf] = budgets;
			let calls = || [uses(root, Some(middle)), uses(middle, Some(leaf)), uses(leaf, None)];
			let (by, budget) = (treasurer(), budgets[frozen]);
			assert_ok!(RedEnvelope::freeze(signed(TREASURER), budget));
			assert_eq!(events(), [Event::Frozen { by: by.clone(), budget }]);
			for (level, calls) in calls().into_iter().enumerate() {
				for call in calls {
					if level < frozen {
						would_do(call, TREASURER);
					} else {
						assert_noop!(
							dispatch(call, signed(TREASURER)),
							Error::<Test>::BudgetFrozen
						);
					}
				}
			}
			assert_ok!(RedEnvelope::unfreeze(signed(TREASURER), budget));
			assert_eq!(events(), [Event::Unfrozen { by, budget }]);
			for call in calls().into_iter().flatten() {
				would_do(call, TREASURER);
			}
		});
	}
}

#[test]
fn a_right_is_stopped_too() {
	ExtBuilder::build_and_execute(|| {
		let [root, _, leaf] = three();
		let clerk = Spender::Operator(CLERK);
		assert_ok!(RedEnvelope::grant_right(signed(TREASURER), leaf, clerk, 10, 0, Moment::MAX));
		assert_ok!(RedEnvelope::freeze(signed(TREASURER), root));
		assert_noop!(
			RedEnvelope::fill(signed(CLERK), leaf, equal(1, 1), terms()),
			Error::<Test>::BudgetFrozen
		);
	});
}

#[test]
fn money_leaves_a_frozen_budget_upwards_and_its_envelopes_are_claimed() {
	ExtBuilder::build_and_execute(|| {
		let [root, middle, leaf] = three();
		let envelope = fill(leaf, equal(10, 10));
		assert_ok!(RedEnvelope::freeze(signed(TREASURER), root));
		assert_ok!(RedEnvelope::freeze(signed(TREASURER), leaf));
		assert_ok!(claim(ALICE, envelope));
		next_block();
		assert_eq!(balance(ALICE), 10);
		assert_ok!(RedEnvelope::take_back(signed(TREASURER), leaf, 900));
		assert_ok!(RedEnvelope::take_back(signed(TREASURER), middle, 1_900));
		assert_ok!(RedEnvelope::return_funds(signed(TREASURER), root, 2_900));
		// It can get more, which waits.
		assert_ok!(RedEnvelope::fund(signed(TREASURER), root, 1));
		assert_ok!(close(leaf));
		pass(DAY);
		assert_eq!(budget(middle).available, 90);
	});
}

#[test]
fn a_frozen_budget_can_be_given_money_by_one_that_is_not() {
	ExtBuilder::build_and_execute(|| {
		let [_, middle, leaf] = three();
		assert_ok!(RedEnvelope::freeze(signed(TREASURER), leaf));
		assert_ok!(RedEnvelope::allot(signed(TREASURER), leaf, 10));
		assert_eq!((budget(middle).available, budget(leaf).available), (990, 1_010));
	});
}

#[test]
fn only_what_is_frozen_is_unfrozen() {
	ExtBuilder::build_and_execute(|| {
		let [root, middle, _] = three();
		let freeze = |id| RedEnvelope::freeze(signed(TREASURER), id);
		let unfreeze = |id| RedEnvelope::unfreeze(signed(TREASURER), id);
		assert_noop!(unfreeze(root), Error::<Test>::NotFrozen);
		assert_ok!(freeze(root));
		assert_noop!(freeze(root), Error::<Test>::BudgetFrozen);
		// What is frozen from above is not frozen itself, and can be so.
		assert_noop!(unfreeze(middle), Error::<Test>::NotFrozen);
		assert_ok!(freeze(middle));
		assert_ok!(unfreeze(root));
		assert_noop!(
			RedEnvelope::fill(signed(TREASURER), middle, equal(1, 1), terms()),
			Error::<Test>::BudgetFrozen
		);
	});
}

#[test]
fn a_budget_is_closed_from_below() {
	ExtBuilder::build_and_execute(|| {
		let [root, middle, leaf] = three();
		let by = treasurer();
		for above in [root, middle] {
			assert_noop!(close(above), Error::<Test>::ChildrenRemain);
		}
		assert_ok!(close(leaf));
		let ended = |budget| Event::BudgetEnded { by: Some(by.clone()), budget };
		let up = |budget, to, amount| {
			let by = Some(by.clone());
			Event::TakenBack { by, budget, to, amount }
		};
		assert_eq!(events(), [ended(leaf), up(leaf, middle, 1_000)]);
		assert_eq!((budget(middle).available, budget(middle).children), (2_000, 0));
		assert_eq!(budget(leaf).status, BudgetStatus::Ended);
		assert_noop!(close(root), Error::<Test>::ChildrenRemain);
		assert_ok!(close(middle));
		assert_eq!(events(), [ended(middle), up(middle, root, 2_000)]);
		assert_ok!(close(root));
		let returned = Event::Returned { by: Some(by.clone()), budget: root, amount: 3_000 };
		assert_eq!(events(), [ended(root), returned]);
		assert_eq!((held(), free()), (0, FUNDS));
		assert!(!BudgetCount::<Test>::contains_key(COMPANY));
		assert_eq!(
			posted(),
			[
				Occasion::TakenBack { budget: leaf },
				Occasion::TakenBack { budget: middle },
				Occasion::Returned { budget: root },
			]
		);
	});
}

#[test]
fn an_empty_budget_is_closed_without_a_posting() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(0);
		events();
		assert_ok!(close(root));
		assert_eq!(events(), [Event::BudgetEnded { by: Some(treasurer()), budget: root }]);
		assert_eq!(posted(), []);
	});
}

#[test]
fn what_comes_back_to_an_ended_budget_goes_on_to_one_that_has_not_ended() {
	// How many of the three budgets have ended when the money comes back.
	for ended in 0..4 {
		ExtBuilder::build_and_execute(|| {
			let budgets = three();
			let [root, middle, leaf] = budgets;
			let envelope = fill(leaf, equal(100, 3));
			assert_ok!(claim(ALICE, envelope));
			next_block();
			for id in [leaf, middle, root].into_iter().take(ended) {
				assert_ok!(close(id));
			}
			let before = budgets.map(|id| budget(id).available);
			let free_before = free();
			posted();
			pass(DAY);
			assert_eq!(status(envelope), EnvelopeStatus::Expired);
			let mut expected = before;
			match ended {
				3 => assert_eq!(free(), free_before + 200),
				_ => expected[2 - ended] += 200,
			}
			assert_eq!(budgets.map(|id| budget(id).available), expected);
			// In one step, from the envelope to where it stays.
			assert_eq!(posted(), [Occasion::Emptied { envelope }]);
			let (debits, credits) = Totals::get(BOOK, Account::Committed(leaf));
			assert_eq!((debits, credits), (300, 300));
			// What was spent was allotted, all the way.
			assert_eq!(budget(leaf).spent, 100);
			assert_eq!(balance(ALICE), 100);
			if ended == 3 {
				assert_eq!(budgets.map(|id| budget(id).allotted), [100; 3]);
			}
		});
	}
}

#[test]
fn a_closed_budget_does_not_lapse_again() {
	ExtBuilder::build_and_execute(|| {
		let root = lapsing(START + DAY, 100);
		assert_ok!(close(root));
		assert_eq!(Agenda::get(), []);
		// A task that was tried again, and done in the meantime, does nothing.
		for id in [root, NO_BUDGET] {
			assert_storage_noop!(assert_ok!(RedEnvelope::handle(Task::Lapse(id))));
		}
	});
}

#[test]
fn what_is_available_lapses() {
	ExtBuilder::build_and_execute(|| {
		let root = lapsing(START + DAY, 1_000);
		assert_ok!(RedEnvelope::freeze(signed(TREASURER), root));
		events();
		posted();
		pass(DAY - 1);
		assert_eq!(budget(root).status, BudgetStatus::Frozen);
		pass(1);
		assert_eq!(budget(root).status, BudgetStatus::Ended);
		let returned = Event::Returned { by: None, budget: root, amount: 1_000 };
		assert_eq!(events(), [Event::BudgetEnded { by: None, budget: root }, returned]);
		assert_eq!(posted(), [Occasion::Returned { budget: root }]);
		assert_eq!((held(), free()), (0, FUNDS));
		assert!(!BudgetCount::<Test>::contains_key(COMPANY));
	});
}

#[test]
fn nothing_lapses_of_envelopes_and_wallets() {
	ExtBuilder::build_and_execute(|| {
		let root = lapsing(START + DAY, 1_000);
		let open = fill_with(root, equal(100, 3), Terms { expires_at: START + 3 * DAY, ..terms() });
		assert_ok!(claim(ALICE, open));
		next_block();
		assert_ok!(claim(BOB, open));
		pass(DAY);
		assert_eq!((budget(root).status, budget(root).committed), (BudgetStatus::Ended, 100));
		assert_eq!([ALICE, BOB].map(balance), [100, 100]);
		assert_eq!(held(), 300);
		assert_ok!(claim(CAROL, open));
		next_block();
		assert_eq!(balance(CAROL), 100);
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), COMPANY, CNY, 100));
	});
}

#[test]
fn a_tree_lapses_in_any_order() {
	let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
	for order in orders {
		ExtBuilder::build_and_execute(|| {
			let root = lapsing(START + DAY, 3_000);
			let middle = below(root, 2_000);
			let leaf = below(middle, 1_000);
			let budgets = [root, middle, leaf];
			let late = Terms { expires_at: START + 9 * DAY, ..terms() };
			let envelope = fill_with(leaf, equal(100, 3), late);
			assert_ok!(claim(ALICE, envelope));
			next_block();
			// All three are due, and which comes first has no meaning.
			assert_eq!(Agenda::get().len(), 4);
			Agenda::mutate(|agenda| agenda.retain(|(_, task)| !matches!(task, Task::Lapse(_))));
			Now::set(START + DAY);
			for (done, place) in order.into_iter().enumerate() {
				assert_ok!(RedEnvelope::handle(Task::Lapse(budgets[place])));
				check();
				// A child that has not lapsed yet is not used any more if one above has.
				let ended = &order[..=done];
				for (level, id) in budgets.into_iter().enumerate() {
					if (0..=level).any(|above| ended.contains(&above)) {
						assert_noop!(
							RedEnvelope::fill(signed(TREASURER), id, equal(1, 1), terms()),
							Error::<Test>::BudgetEnded
						);
					}
				}
			}
			assert_eq!((held(), free()), (300, FUNDS - 300));
			assert_eq!(budgets.map(|id| (budget(id).children, budget(id).available)), [(0, 0); 3]);
			assert_eq!(BudgetCount::<Test>::get(COMPANY), 0);
			pass(9 * DAY);
			assert_eq!((held(), balance(ALICE)), (100, 100));
			assert_eq!(budgets.map(|id| budget(id).allotted), [100; 3]);
		});
	}
}

#[test]
fn a_child_lapses_before_the_one_above() {
	ExtBuilder::build_and_execute(|| {
		let root = lapsing(START + 9 * DAY, 1_000);
		let part = NextBudgetId::<Test>::get();
		let at = Some(START + DAY);
		assert_ok!(RedEnvelope::open_sub_budget(signed(TREASURER), root, name("part"), at));
		assert_ok!(RedEnvelope::allot(signed(TREASURER), part, 400));
		events();
		pass(DAY);
		let lapsed = Event::TakenBack { by: None, budget: part, to: root, amount: 400 };
		assert_eq!(events(), [Event::BudgetEnded { by: None, budget: part }, lapsed]);
		assert_eq!((budget(root).available, budget(root).children), (1_000, 0));
		assert_eq!(held(), 1_000);
	});
}

#[test]
fn what_is_taken_back_past_an_ended_parent_goes_on() {
	ExtBuilder::build_and_execute(|| {
		let root = lapsing(START + DAY, 1_000);
		let part = below(root, 400);
		Now::set(START + DAY);
		// The root has lapsed, its child will in the same minute.
		Agenda::mutate(|agenda| agenda.retain(|(_, task)| *task != Task::Lapse(root)));
		assert_ok!(RedEnvelope::handle(Task::Lapse(root)));
		assert_ok!(RedEnvelope::take_back(signed(TREASURER), part, 100));
		assert_eq!((held(), budget(part).available), (300, 300));
		assert_noop!(RedEnvelope::allot(signed(TREASURER), part, 1), Error::<Test>::BudgetEnded);
		pass(0);
		assert_eq!(held(), 0);
	});
}
