// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::traits::BadOrigin;

#[test]
fn anybody_has_a_run_go_on() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		let root = Settlement::advance(RuntimeOrigin::root(), ID, 1).map_err(|it| it.error);
		assert_noop!(root, BadOrigin);
		assert_noop!(advance_run(NEXT, 1), Error::<Test>::NotFound);
		// The first participant, and that it has no meters.
		assert_ok!(advance(2));
		let next = Cursor::Contracts { of: PLANT, after: None };
		assert_eq!(status(), Status::Counting { next });
		// None counts as one.
		assert_ok!(advance(0));
		let next = Cursor::Contracts { of: PLANT, after: Some(ContractId(0)) };
		assert_eq!(status(), Status::Counting { next });
		assert_ok!(advance(ALL));
		assert!(matches!(status(), Status::Preliminary { .. }));
	});
}

#[test]
fn as_much_is_paid_for_as_was_done() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		let used = |limit| Settlement::advance(signed(ANYBODY), ID, limit).unwrap().actual_weight;
		let steps = |weight: fn() -> Weight, count: u64| weight() * count;
		assert_eq!(used(7), Some(Weights::advance() + steps(Weights::count_contract, 7)));
		// Each of 4 participants has 3 steps, and one for each contract, which are 6, less those 7, and there
		// is the end of them. Then there are 5 bills and their end, twice, and a step that finds nothing
		// to do.
		let rest = Weights::advance()
			+ steps(Weights::count_contract, 4 * 3 + 6 - 7 + 1)
			+ steps(Weights::price, 6)
			+ steps(Weights::close, 6)
			+ steps(Weights::post, 1);
		assert_eq!(used(ALL), Some(rest));
	});
}

#[test]
fn a_run_goes_on_by_itself_until_it_is_over() {
	ExtBuilder::build_and_execute(|| {
		debts();
		CollateralOf::insert(FACTORY, 100);
		CollateralOf::insert(RETAILER, 100);
		assert_ok!(start());
		let mut passed = 0;
		while tasks().len() == 1 {
			let (due, task) = tasks()[0];
			assert_eq!((due, task), (run().due, Task::Advance(ID)));
			assert!(due > Now::get());
			pass(due - Now::get());
			check();
			passed += 1;
		}
		assert_eq!((tasks(), status()), (vec![], Status::Settled));
		assert!(passed > 5);
		assert_eq!((gain(PLANT), gain(WIND), gain(FACTORY)), (90, 60, 0));
		assert_eq!(CollateralOf::get(RETAILER), 50);
		// There was time to dispute and to pay.
		assert!(Now::get() >= covenant_primitives::testing::START + 12 * DAY);
	});
}

#[test]
fn by_itself_it_takes_a_few_steps_a_minute() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		pass(MINUTE - 1);
		assert_eq!(status(), Status::Counting { next: Cursor::After(None) });
		pass(1);
		let next = Cursor::Meters { of: WIND, after: None };
		assert_eq!(status(), Status::Counting { next });
		assert_eq!(tasks(), [(Now::get() + MINUTE, Task::Advance(ID))]);
	});
}

#[test]
fn a_run_that_waits_does_not_go_on() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		let Status::Preliminary { until } = status() else { panic!() };
		assert_eq!(until, Now::get() + 5 * DAY);
		assert_eq!(tasks(), [(until, Task::Advance(ID))]);
		assert_noop!(advance(ALL), Error::<Test>::TooEarly);
		Now::set(until - 1);
		assert_noop!(advance(1), Error::<Test>::TooEarly);
		Now::set(until);
		assert_ok!(advance(1));
		assert_eq!(status(), Status::Posting { last: None });
		assert_ok!(advance(ALL));
		let Status::Payable { until } = status() else { panic!() };
		assert_eq!(until, Now::get() + 7 * DAY);
		assert_eq!(tasks(), [(until, Task::Advance(ID))]);
		Now::set(until - 1);
		assert_noop!(advance(1), Error::<Test>::TooEarly);
		Now::set(until);
		assert_ok!(advance(1));
		assert_eq!(status(), Status::Enforcing { last: None });
	});
}

#[test]
fn a_run_that_is_over_does_not_go_on() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		assert_ok!(rule(FACTORY, 0, true));
		assert_eq!((status(), tasks()), (Status::Withdrawn, vec![]));
		assert_noop!(advance(1), Error::<Test>::InvalidState);
		assert_eq!(posted(), NEXT);
		late();
		assert_eq!((run_of(NEXT).status, tasks()), (Status::Short, vec![]));
		assert_noop!(advance_run(NEXT, 1), Error::<Test>::InvalidState);
		for debtor in [FACTORY, RETAILER] {
			assert_ok!(Settlement::pay(by(debtor), NEXT));
		}
		assert_ok!(advance_run(NEXT, ALL));
		assert_eq!((run_of(NEXT).status, tasks()), (Status::Settled, vec![]));
		assert_noop!(advance_run(NEXT, 1), Error::<Test>::InvalidState);
	});
}

#[test]
fn callers_and_tasks_do_not_get_into_each_other_s_way() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		for turn in 0..200 {
			if turn % 3 == 0 {
				pass(MINUTE);
			} else if advance(1 + turn % 2).is_err() {
				pass(DAY);
			}
			check();
			match status() {
				Status::Short => break,
				// The mock refuses what was scheduled already.
				_ => assert_eq!(tasks(), [(run().due, Task::Advance(ID))]),
			}
		}
		assert_eq!((status(), tasks()), (Status::Short, vec![]));
		// Nothing was counted twice.
		assert_eq!((bill(FACTORY).total, bill(RETAILER).total), (-100, -50));
	});
}

#[test]
fn what_cannot_be_counted_leaves_the_run_where_it_was() {
	ExtBuilder::build_and_execute(|| {
		items(&[Item::RealTime]);
		published(0, 1);
		join(&[PLANT]);
		let most = gave(Energy::MAX);
		reads(0, PLANT, FIRST, &[(0, most), (1, most), (2, most)]);
		PricesOf::<Test>::insert(MARKET, FIRST, prices(0, Price::MAX));
		assert_ok!(start());
		assert_noop!(advance(ALL), ArithmeticError::Overflow);
		assert_ok!(advance(2));
		let before = run();
		assert_noop!(advance(1), ArithmeticError::Overflow);
		// By itself it fails as well, and is not tried again.
		pass(MINUTE);
		assert_eq!((run(), tasks()), (before, vec![]));
		// Whoever asks for it has it go on, once it can.
		reads(0, PLANT, FIRST, &[(0, gave(1))]);
		assert_ok!(advance(1));
		assert_eq!(tasks().len(), 1);
		assert_ok!(advance(ALL));
		// 2^63 − 1, in millionths.
		assert_eq!(lines(PLANT), [(LineKind::RealTime, 9_223_372_036_855)]);
	});
}

#[test]
fn what_cannot_be_priced_leaves_the_run_where_it_was() {
	ExtBuilder::build_and_execute(|| {
		// 10^19 Wh beyond contracts, at 2^63, a millionth of it: ten times what can be computed.
		items(&[Item::Deviation { tolerance: Permill::zero(), fee: Permill::from_parts(10) }]);
		for day in FIRST..END {
			PricesOf::<Test>::insert(MARKET, day, prices(Price::MAX, 0));
		}
		join(&[PLANT]);
		reads(0, PLANT, FIRST, &[(0, gave(10_000_000_000_000_000_000))]);
		let days = (FIRST, FIRST + 1);
		contract(0, vec![stretch(days, Some(PLANT), None, early(1), fixed(0))]);
		assert_ok!(start());
		assert_noop!(advance(ALL), ArithmeticError::Overflow);
		while !matches!(status(), Status::Pricing { .. }) {
			assert_ok!(advance(1));
		}
		while advance(1).is_ok() {}
		assert_noop!(advance(1), ArithmeticError::Overflow);
		assert!(matches!(status(), Status::Pricing { .. }));
		assert!(!Bills::<Test>::contains_key(ID, PLANT));
	});
}

#[test]
fn what_is_taken_is_counted_exactly_or_not_at_all() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		join(&[FACTORY, HOUSE]);
		reads(0, FACTORY, FIRST, &[(0, took(Energy::MAX)), (1, took(1))]);
		assert_ok!(start());
		assert_noop!(advance(ALL), ArithmeticError::Overflow);
		// What each party took can be counted, but not what all did.
		reads(0, FACTORY, FIRST, &[(0, took(Energy::MAX))]);
		reads(1, HOUSE, FIRST, &[(0, took(1))]);
		assert_noop!(advance(ALL), ArithmeticError::Overflow);
		reads(1, HOUSE, FIRST, &[]);
		assert_ok!(advance(ALL));
		assert_eq!(run().import, Energy::MAX);
	});
}
