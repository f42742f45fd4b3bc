// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::traits::BadOrigin;

#[test]
fn a_run_begins_with_nothing_counted() {
	ExtBuilder::build_and_execute(|| {
		published(40_000, 50_000);
		items(&[
			Item::Contracts,
			flat_charge(1, Payee::Participant(GRID)),
			flat_charge(2, Payee::Participant(HOUSE)),
			flat_charge(3, Payee::Participant(GRID)),
			flat_charge(4, Payee::Pool(Pool::LineLoss)),
		]);
		join(&[PLANT]);
		assert_ok!(start());
		let expected = Run {
			market: MARKET,
			month: SEPTEMBER,
			version: 0,
			before: None,
			base: None,
			rules: 3,
			operator: OrganizationId(1),
			asset: CNY,
			price: 40_000,
			status: Status::Counting { next: Cursor::After(None) },
			// The operator's, and those of whoever is paid by the rules.
			accounts: 3,
			import: 0,
			incomes: vec![0; 5].try_into().unwrap(),
			pools: Pools::default(),
			divided: Pools::default(),
			sum: 0,
			disputes: 0,
			owed: 0,
			collected: 0,
			paid_out: 0,
			due: Now::get() + MINUTE,
		};
		assert_eq!(run(), expected);
		assert_eq!(tasks(), [(Now::get() + MINUTE, Task::Advance(ID))]);
		for party in [EXCHANGE, GRID, HOUSE] {
			assert_eq!(account(party), Default::default());
		}
		assert_eq!(Accounts::<Test>::iter().count(), 3);
		assert_eq!((latest(), NextRunId::<Test>::get()), (ID, NEXT));
		let actor = covenant_primitives::Actor { account: 101, organization: OrganizationId(1) };
		let started =
			Event::Started { run: ID, market: MARKET, month: SEPTEMBER, version: 0, by: actor };
		assert_eq!(events().last(), Some(&started));
	});
}

#[test]
fn whoever_runs_the_market_starts_it() {
	ExtBuilder::build_and_execute(|| {
		published(1, 1);
		let start = |origin, market| Settlement::start(origin, market, SEPTEMBER);
		assert_noop!(start(by(PLANT), MARKET), Error::<Test>::NotAuthorized);
		assert_noop!(start(by(EXCHANGE), MarketId(1)), Error::<Test>::NotFound);
		assert_noop!(start(by(HOUSE), MARKET), DispatchError::Other("no operator"));
		assert_noop!(start(RuntimeOrigin::none(), MARKET), BadOrigin);
		Lacking::set([(OrganizationId(1), Capability::OperateMarket)].into());
		assert_noop!(start(by(EXCHANGE), MARKET), DispatchError::Other("capability lacking"));
	});
}

#[test]
fn a_month_is_settled_when_no_block_of_it_can_be_used_any_more() {
	ExtBuilder::build_and_execute(|| {
		published(1, 1);
		BlocksSince::set(END - 1);
		assert_noop!(start(), Error::<Test>::TooEarly);
		BlocksSince::set(END);
		assert_ok!(start());
	});
}

#[test]
fn prices_of_every_day_are_there() {
	ExtBuilder::build_and_execute(|| {
		published(1, 1);
		for day in [FIRST, FIRST + 14, END - 1] {
			let missing = PricesOf::<Test>::take(MARKET, day).unwrap();
			assert_noop!(start(), Error::<Test>::NoPrices);
			PricesOf::<Test>::insert(MARKET, day, missing);
		}
		assert_ok!(start());
	});
}

#[test]
fn a_month_has_the_rules_of_its_last_day() {
	ExtBuilder::build_and_execute(|| {
		published(1, 1);
		RulesSince::set(END);
		assert_noop!(start(), Error::<Test>::NoRules);
		// The market's first rules may have begun within the month.
		RulesSince::set(END - 1);
		assert_ok!(start());
	});
}

#[test]
fn new_rules_hold_for_a_month_if_they_do_on_its_last_day() {
	for (since, charge) in [(FIRST, 7), (END - 1, 7), (END, 5)] {
		ExtBuilder::build_and_execute(|| {
			published(0, 0);
			items(&[flat_charge(5, Payee::Participant(GRID))]);
			NewItems::set(Some((since, vec![flat_charge(7, Payee::Participant(GRID))])));
			join(&[FACTORY]);
			reads(0, FACTORY, FIRST, &[(0, took(MWH))]);
			billed();
			assert_eq!(bill(GRID).total, charge);
		});
	}
}

#[test]
fn the_last_run_has_no_successor() {
	ExtBuilder::build_and_execute(|| {
		published(1, 1);
		NextRunId::<Test>::put(RunId(u64::MAX));
		assert_noop!(start(), ArithmeticError::Overflow);
	});
}

#[test]
fn months_are_settled_one_after_another() {
	ExtBuilder::build_and_execute(|| {
		published(1, 1);
		RulesSince::set(FIRST - 1);
		assert_noop!(start(), Error::<Test>::EarlierMonth);
		let august = Month(SEPTEMBER.0 - 1);
		for settled in [false, true] {
			let last = Final { run: RunId(9), settled };
			Finals::<Test>::insert(MARKET, august, last);
			assert_eq!(start().is_ok(), settled);
		}
	});
}

#[test]
fn a_month_is_one_of_the_calendar() {
	ExtBuilder::build_and_execute(|| {
		for month in [Month(u32::MAX), Month::LAST, Month::LAST.next()] {
			let start = Settlement::start(by(EXCHANGE), MARKET, month);
			assert_noop!(start, Error::<Test>::InvalidMonth);
		}
		let start = Settlement::start(by(EXCHANGE), MARKET, Month(0));
		assert_noop!(start, Error::<Test>::NoRules);
	});
}

#[test]
fn the_month_s_price_is_the_mean_of_day_ahead_prices() {
	// There are 1,440 prices in September: 30 days of 48.
	for (sum, mean) in [(719, 0), (720, 1), (2_159, 1), (2_160, 2), (-720, 0), (-721, -1)] {
		ExtBuilder::build_and_execute(|| {
			published(0, 9);
			assert_ok!(publish(FIRST + 9, prices_at(&[(5, sum, 100)])));
			assert_ok!(start());
			assert_eq!(run().price, mean, "{sum}");
		});
	}
	ExtBuilder::build_and_execute(|| {
		for day in FIRST..END {
			PricesOf::<Test>::insert(MARKET, day, prices(Price::MIN, 0));
		}
		assert_ok!(start());
		assert_eq!(run().price, Price::MIN);
	});
}

#[test]
fn a_month_has_one_run_at_a_time() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		let mut over = false;
		while !over {
			assert_noop!(start(), Error::<Test>::InvalidState);
			match status() {
				Status::Preliminary { until } | Status::Payable { until } => Now::set(until),
				_ => {}
			}
			assert_ok!(advance(1));
			over = status() == Status::Short;
		}
		// Something is missing, but all that there was to collect was paid out.
		assert_ok!(start());
		let Run { version, before, base, operator, .. } = run_of(NEXT);
		assert_eq!((version, before, base), (1, Some(ID), Some(ID)));
		assert_eq!(operator, OrganizationId(1));
		assert_eq!(latest(), NEXT);
	});
}

#[test]
fn a_month_is_settled_again_beside_the_next() {
	ExtBuilder::build_and_execute(|| {
		published(1, 1);
		let august = Month(SEPTEMBER.0 - 1);
		RulesSince::set(august.first_day().unwrap());
		for day in august.first_day().unwrap()..FIRST {
			assert_ok!(publish(day, prices(2, 2)));
		}
		let start_august = || Settlement::start(by(EXCHANGE), MARKET, august);
		assert_ok!(start_august());
		assert_noop!(start(), Error::<Test>::EarlierMonth);
		assert_ok!(advance(ALL));
		Now::mutate(|now| *now += 5 * DAY);
		assert_ok!(advance(ALL));
		assert_eq!(status(), Status::Settled);
		assert_ok!(start());
		assert_ok!(start_august());
		let run = run_of(RunId(2));
		assert_eq!((run.month, run.version, run.before), (august, 1, Some(ID)));
		assert_eq!((run_of(NEXT).version, run_of(NEXT).price), (0, 1));
		assert_eq!(RunsIn::<Test>::iter_prefix(MARKET).count(), 3);
		assert_eq!(tasks().len(), 2);
	});
}

#[test]
fn a_run_that_was_withdrawn_is_followed_by_another_of_its_own() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		assert_ok!(rule(FACTORY, 0, true));
		// It reads everything anew.
		sells(0, PLANT, FACTORY, 70);
		join(&[ROOF]);
		let id = billed();
		let Run { version, before, base, .. } = run_of(id);
		assert_eq!((version, before, base), (1, Some(ID), None));
		assert_eq!((bill_of(id, FACTORY).due, bill_of(id, PLANT).due), (-80, 70));
		assert!(Bills::<Test>::contains_key(id, ROOF));
	});
}

#[test]
fn pools_stay_whose_they_were() {
	ExtBuilder::build_and_execute(|| {
		// The plant delivers a MWh too much, which the operator pays for.
		published(0, 70);
		items(&[Item::RealTime]);
		join(&[PLANT]);
		reads(0, PLANT, FIRST, &[(0, gave(MWH))]);
		posted();
		assert_ok!(pay(EXCHANGE));
		assert_ok!(advance(ALL));
		assert_eq!(status(), Status::Settled);
		RunBy::set(GRID);
		assert_noop!(start(), Error::<Test>::NotAuthorized);
		reads(0, PLANT, FIRST, &[(0, gave(2 * MWH))]);
		assert_ok!(Settlement::start(by(GRID), MARKET, SEPTEMBER));
		assert_ok!(advance_run(NEXT, ALL));
		assert_eq!(run_of(NEXT).operator, OrganizationId(1));
		assert_eq!(bill_of(NEXT, EXCHANGE).due, -70);
		assert!(!Bills::<Test>::contains_key(NEXT, GRID));
		// A month that nobody settled is the new one's.
		let october = SEPTEMBER.next();
		for day in END..october.next().first_day().unwrap() {
			PricesOf::<Test>::insert(MARKET, day, prices(2, 2));
		}
		assert_ok!(Settlement::start(by(GRID), MARKET, october));
		assert_eq!(run_of(RunId(2)).operator, OrganizationId(5));
	});
}
