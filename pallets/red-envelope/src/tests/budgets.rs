// SPDX-License-Identifier: Apache-2.0

//! Opening budgets, and money going up and down the tree.

use super::*;
use sp_runtime::{ArithmeticError, TokenError};

fn open(text: &[u8], lapses_at: Option<Moment>) -> DispatchResult {
	let name = BoundedVec::truncate_from(text.to_vec());
	RedEnvelope::open_budget(signed(TREASURER), CNY, name, lapses_at)
}

fn open_below(parent: BudgetId, text: &[u8], lapses_at: Option<Moment>) -> DispatchResult {
	let name = BoundedVec::truncate_from(text.to_vec());
	RedEnvelope::open_sub_budget(signed(TREASURER), parent, name, lapses_at)
}

/// Every call that moves money of a budget or changes it, as the treasurer of an organization.
fn calls_on(budget: BudgetId) -> Vec<Call<Test>> {
	let spender = Spender::Operator(CLERK);
	let (from, until) = (Now::get(), Now::get() + DAY);
	vec![
		Call::open_sub_budget { parent: budget, name: name("part"), lapses_at: None },
		Call::fund { budget, amount: 1 },
		Call::return_funds { budget, amount: 1 },
		Call::allot { budget, amount: 1 },
		Call::take_back { budget, amount: 1 },
		Call::freeze { budget },
		Call::unfreeze { budget },
		Call::close_budget { budget },
		Call::grant_right { budget, spender, ceiling: 1, from, until },
		Call::revoke_right { budget, spender },
	]
}

#[test]
fn budgets_are_numbered_and_listed() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(0);
		let part = below(root, 0);
		let rival = rivals(1);
		assert_eq!([root, part, rival], [0, 1, 2].map(BudgetId));
		let by = treasurer();
		let opened = |by: &ActorOf<Test>, budget, parent| Event::BudgetOpened {
			by: by.clone(),
			budget,
			parent,
			asset: CNY,
		};
		let rival_treasurer = Actor { account: RIVAL_TREASURER, organization: RIVAL };
		assert_eq!(
			events()[..3],
			[
				opened(&by, root, None),
				opened(&by, part, Some(root)),
				opened(&rival_treasurer, rival, None),
			]
		);
		assert_eq!(
			budget(part),
			Budget { children: 0, ..Budget::new(BOOK, Some((root, 0)), name("part"), None) }
		);
		assert_eq!((budget(root).children, budget(root).depth, budget(part).depth), (1, 0, 1));
		assert_eq!(BudgetsOf::<Test>::iter_key_prefix(COMPANY).collect::<Vec<_>>(), [root]);
		assert_eq!(BudgetsOf::<Test>::iter_key_prefix(RIVAL).collect::<Vec<_>>(), [rival]);
		assert_eq!(ChildrenOf::<Test>::iter_key_prefix(root).collect::<Vec<_>>(), [part]);
	});
}

#[test]
fn a_name_is_text() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(0);
		for bad in [&b""[..], &[0xff, 0xfe], &"中".as_bytes()[..2]] {
			assert_noop!(open(bad, None), Error::<Test>::InvalidName);
			assert_noop!(open_below(root, bad, None), Error::<Test>::InvalidName);
		}
		for good in ["中秋节福利", "6601-02", &"x".repeat(64)] {
			assert_ok!(open(good.as_bytes(), None));
			assert_ok!(open_below(root, good.as_bytes(), None));
		}
	});
}

#[test]
fn a_budget_lapses_in_the_future_and_no_later_than_the_one_above() {
	ExtBuilder::build_and_execute(|| {
		for past in [0, START - 1, START] {
			assert_noop!(open(b"annual", Some(past)), Error::<Test>::InvalidLapse);
		}
		assert_ok!(open(b"annual", Some(START + DAY)));
		let root = BudgetId(0);
		assert_noop!(open_below(root, b"part", Some(START)), Error::<Test>::InvalidLapse);
		for late in [START + DAY + 1, Moment::MAX] {
			assert_noop!(open_below(root, b"part", Some(late)), Error::<Test>::InvalidLapse);
		}
		for (lapses_at, expected) in
			[(Some(START + 1), START + 1), (Some(START + DAY), START + DAY), (None, START + DAY)]
		{
			let part = NextBudgetId::<Test>::get();
			assert_ok!(open_below(root, b"part", lapses_at));
			assert_eq!(budget(part).lapses_at, Some(expected));
			assert!(Agenda::get().contains(&(expected, Task::Lapse(part))));
		}
		// Below one that does not lapse.
		let forever = funded(0);
		assert_ok!(open_below(forever, b"part", Some(Moment::MAX)));
		// Below one whose end has come without having been noticed.
		Now::set(START + DAY);
		assert_noop!(open_below(root, b"part", None), Error::<Test>::BudgetEnded);
	});
}

#[test]
fn what_has_lapsed_is_not_used_though_nobody_noticed() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(open(b"annual", Some(START + DAY)));
		let root = BudgetId(0);
		assert_ok!(RedEnvelope::fund(signed(TREASURER), root, 1_000));
		let part = below(root, 500);
		Now::set(START + DAY - 1);
		fill(part, equal(1, 1));
		Now::set(START + DAY);
		for id in [root, part] {
			assert_noop!(
				RedEnvelope::fill(signed(TREASURER), id, equal(1, 1), terms()),
				Error::<Test>::BudgetEnded
			);
		}
		assert_noop!(RedEnvelope::allot(signed(TREASURER), part, 1), Error::<Test>::BudgetEnded);
	});
}

#[test]
fn a_budget_is_in_an_asset_that_there_is() {
	ExtBuilder::build_and_execute(|| {
		let open = RedEnvelope::open_budget(signed(TREASURER), 77, name("annual"), None);
		assert_noop!(open, Error::<Test>::UnknownAsset);
	});
}

#[test]
fn an_organization_has_so_many_roots_that_have_not_ended() {
	ExtBuilder::build_and_execute(|| {
		let first = funded(0);
		for _ in 1..8 {
			funded(0);
		}
		assert_noop!(open(b"ninth", None), Error::<Test>::TooManyBudgets);
		// In another asset too, but not another organization.
		assert_noop!(
			RedEnvelope::open_budget(signed(TREASURER), USD, name("ninth"), None),
			Error::<Test>::TooManyBudgets
		);
		rivals(1);
		// Below one of them there is room of its own.
		below(first, 0);
		assert_noop!(open(b"ninth", None), Error::<Test>::TooManyBudgets);
		assert_ok!(RedEnvelope::close_budget(signed(TREASURER), BudgetId(7)));
		assert_ok!(open(b"ninth", None));
	});
}

#[test]
fn a_budget_has_so_many_children_that_have_not_ended() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(0);
		let parts: Vec<_> = (0..8).map(|_| below(root, 0)).collect();
		assert_noop!(open_below(root, b"ninth", None), Error::<Test>::TooManyBudgets);
		below(parts[0], 0);
		assert_ok!(RedEnvelope::close_budget(signed(TREASURER), parts[1]));
		assert_ok!(open_below(root, b"ninth", None));
		assert_noop!(open_below(root, b"tenth", None), Error::<Test>::TooManyBudgets);
	});
}

#[test]
fn a_tree_is_only_so_deep() {
	ExtBuilder::build_and_execute(|| {
		let deepest = below(below(below(funded(0), 0), 0), 0);
		assert_eq!(budget(deepest).depth, 3);
		assert_noop!(open_below(deepest, b"deeper", None), Error::<Test>::TooDeep);
	});
}

#[test]
fn funding_holds_money_of_the_organization() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(0);
		events();
		assert_ok!(RedEnvelope::fund(signed(TREASURER), root, 700));
		assert_eq!((held(), free()), (700, FUNDS - 700));
		assert_eq!((budget(root).allotted, budget(root).available), (700, 700));
		assert_eq!(events(), [Event::Funded { by: treasurer(), budget: root, amount: 700 }]);
		assert_eq!(Vouchers::get(), [(Some(treasurer()), Occasion::Funded { budget: root })]);
		assert_eq!(Totals::get(BOOK, Account::Funds), (700, 0));
		assert_eq!(Totals::get(BOOK, Account::Available(root)), (0, 700));

		assert_ok!(RedEnvelope::return_funds(signed(TREASURER), root, 200));
		assert_eq!((held(), free()), (500, FUNDS - 500));
		assert_eq!((budget(root).allotted, budget(root).available), (500, 500));
		let by = Some(treasurer());
		assert_eq!(events(), [Event::Returned { by: by.clone(), budget: root, amount: 200 }]);
		assert_eq!(Vouchers::get()[1], (by, Occasion::Returned { budget: root }));
		assert_eq!(Totals::get(BOOK, Account::Funds), (700, 200));
		assert_ok!(RedEnvelope::return_funds(signed(TREASURER), root, 500));
		assert!(!Held::<Test>::contains_key(COMPANY, CNY));
		assert_eq!(free(), FUNDS);
	});
}

#[test]
fn each_asset_is_held_for_itself() {
	ExtBuilder::build_and_execute(|| {
		funded(700);
		let dollars = NextBudgetId::<Test>::get();
		assert_ok!(RedEnvelope::open_budget(signed(TREASURER), USD, name("dollars"), None));
		assert_ok!(RedEnvelope::fund(signed(TREASURER), dollars, 30));
		assert_eq!((held(), Held::<Test>::get(COMPANY, USD)), (700, 30));
	});
}

#[test]
fn no_more_is_funded_than_there_is() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(0);
		// The account keeps the asset's minimum, 1, to itself.
		for amount in [FUNDS, FUNDS + 1, Amount::MAX] {
			assert_noop!(
				RedEnvelope::fund(signed(TREASURER), root, amount),
				DispatchError::Token(TokenError::FundsUnavailable)
			);
		}
		assert_ok!(RedEnvelope::fund(signed(TREASURER), root, FUNDS - 1));
		assert_noop!(
			RedEnvelope::fund(signed(TREASURER), root, 1),
			DispatchError::Token(TokenError::FundsUnavailable)
		);
		assert_eq!((held(), free()), (FUNDS - 1, 1));
	});
}

#[test]
fn sums_do_not_overflow() {
	ExtBuilder::build().execute_with(|| {
		let root = funded(1);
		Budgets::<Test>::mutate_extant(root, |budget| budget.allotted = Amount::MAX);
		assert_noop!(
			RedEnvelope::fund(signed(TREASURER), root, 1),
			DispatchError::Arithmetic(ArithmeticError::Overflow)
		);
	});
}

#[test]
fn money_comes_and_goes_through_the_root() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(1_000);
		let part = below(root, 100);
		assert_noop!(RedEnvelope::fund(signed(TREASURER), part, 1), Error::<Test>::NotARoot);
		assert_noop!(
			RedEnvelope::return_funds(signed(TREASURER), part, 1),
			Error::<Test>::NotARoot
		);
		assert_noop!(RedEnvelope::allot(signed(TREASURER), root, 1), Error::<Test>::NoParent);
		assert_noop!(RedEnvelope::take_back(signed(TREASURER), root, 1), Error::<Test>::NoParent);
	});
}

#[test]
fn money_is_allotted_and_taken_back_level_by_level() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(1_000);
		let (part, twig) = (below(root, 0), below(BudgetId(1), 0));
		events();
		posted();
		assert_ok!(RedEnvelope::allot(signed(TREASURER), part, 600));
		assert_ok!(RedEnvelope::allot(signed(TREASURER), twig, 250));
		assert_ok!(RedEnvelope::take_back(signed(TREASURER), twig, 50));
		let parts = |id| {
			let Budget { allotted, available, passed_on, .. } = budget(id);
			(allotted, available, passed_on)
		};
		assert_eq!(parts(root), (1_000, 400, 600));
		assert_eq!(parts(part), (600, 400, 200));
		assert_eq!(parts(twig), (200, 200, 0));
		assert_eq!(held(), 1_000);
		let by = treasurer();
		let taken = Event::TakenBack { by: Some(by.clone()), budget: twig, to: part, amount: 50 };
		assert_eq!(
			events(),
			[
				Event::Allotted { by: by.clone(), budget: part, amount: 600 },
				Event::Allotted { by, budget: twig, amount: 250 },
				taken,
			]
		);
		assert_eq!(
			posted(),
			[
				Occasion::Allotted { budget: part },
				Occasion::Allotted { budget: twig },
				Occasion::TakenBack { budget: twig },
			]
		);
		assert_eq!(Totals::get(BOOK, Account::Available(part)), (250, 650));
	});
}

#[test]
fn only_what_is_available_moves() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(1_000);
		let part = below(root, 400);
		fill(root, equal(100, 1));
		fill(part, equal(100, 1));
		let (fund, give) = (RedEnvelope::fund, RedEnvelope::return_funds);
		let (allot, take) = (RedEnvelope::allot, RedEnvelope::take_back);
		for call in [fund, give, allot, take] {
			for budget in [root, part] {
				assert_noop!(call(signed(TREASURER), budget, 0), Error::<Test>::ZeroAmount);
			}
		}
		// 100 of 1,000 are committed and 400 passed on; of these 100 are committed again.
		let calls: [(fn(_, _, _) -> DispatchResult, _, _); 3] =
			[(give, root, 500), (allot, part, 500), (take, part, 300)];
		for (call, budget, available) in calls {
			for amount in [available + 1, Amount::MAX] {
				assert_noop!(
					call(signed(TREASURER), budget, amount),
					Error::<Test>::InsufficientBudget
				);
			}
			undone(|| {
				assert_ok!(call(signed(TREASURER), budget, available));
				check();
			});
		}
	});
}

#[test]
fn a_budget_is_its_organizations() {
	ExtBuilder::build_and_execute(|| {
		let root = rivals(100);
		let part = NextBudgetId::<Test>::get();
		assert_ok!(RedEnvelope::open_sub_budget(signed(RIVAL_TREASURER), root, name("part"), None));
		for budget in [root, part] {
			for call in calls_on(budget) {
				assert_noop!(dispatch(call, signed(TREASURER)), Error::<Test>::NotAuthorized);
			}
		}
	});
}

#[test]
fn a_budget_is_there() {
	ExtBuilder::build_and_execute(|| {
		for call in calls_on(NO_BUDGET) {
			assert_noop!(dispatch(call, signed(TREASURER)), Error::<Test>::BudgetNotFound);
		}
		assert_noop!(
			RedEnvelope::fill(signed(TREASURER), NO_BUDGET, equal(1, 1), terms()),
			Error::<Test>::BudgetNotFound
		);
	});
}

#[test]
fn a_budget_that_has_ended_is_not_used_again() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(100);
		let part = below(root, 50);
		let spender = Spender::Operator(CLERK);
		let until = Now::get() + DAY;
		let grant = || RedEnvelope::grant_right(signed(TREASURER), part, spender, 1, 0, until);
		assert_ok!(grant());
		for id in [part, root] {
			assert_ok!(RedEnvelope::close_budget(signed(TREASURER), id));
			let calls = calls_on(id).into_iter();
			for call in calls.filter(|call| !matches!(call, Call::revoke_right { .. })) {
				assert_noop!(dispatch(call, signed(TREASURER)), Error::<Test>::BudgetEnded);
			}
			assert_noop!(
				RedEnvelope::fill(signed(TREASURER), id, equal(1, 1), terms()),
				Error::<Test>::BudgetEnded
			);
		}
		// What somebody may do with it can still be taken away.
		assert_ok!(RedEnvelope::revoke_right(signed(TREASURER), part, spender));
		assert_noop!(
			RedEnvelope::revoke_right(signed(TREASURER), part, spender),
			Error::<Test>::NoRight
		);
	});
}
