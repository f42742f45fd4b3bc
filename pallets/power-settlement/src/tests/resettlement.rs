// SPDX-License-Identifier: Apache-2.0

use super::*;

/// All pay what they owe in the last run, and creditors are paid.
fn settled() {
	let id = latest();
	for (party, bill) in bills_of(id) {
		if bill.owes() > 0 {
			assert_ok!(Settlement::pay(by(party), id));
		}
	}
	if run_of(id).status != Status::Settled {
		assert_ok!(advance_run(id, ALL));
	}
	assert_eq!(run_of(id).status, Status::Settled);
}

fn all() -> [Party; 6] {
	[EXCHANGE, PLANT, FACTORY, RETAILER, HOUSE, GRID]
}

fn due(id: RunId) -> [i128; 6] {
	all().map(|party| bill_of(id, party).due)
}

fn totals(id: RunId) -> [i128; 6] {
	all().map(|party| bill_of(id, party).total)
}

#[test]
fn a_correction_posts_the_difference_only() {
	ExtBuilder::build_and_execute(|| {
		village();
		posted();
		settled();
		let before = [-200_000, 705_000, -1_337_500, 9_000, -137_580, 961_080];
		assert_eq!((totals(ID), all().map(gain)), (before, before));
		// The house took 2 MWh.
		reads(2, HOUSE, FIRST, &[(0, took(2 * MWH))]);
		assert_eq!(posted(), NEXT);
		let Run { version, before: last, base, .. } = run_of(NEXT);
		assert_eq!((version, last, base), (1, Some(ID), Some(ID)));
		use LineKind::*;
		let of = |party| {
			let bill = bill_of(NEXT, party);
			bill.lines.iter().map(|line| (line.of, line.amount)).collect::<Vec<_>>()
		};
		// Bills are whole ones: 13 MWh were taken by all, and the retailer does not deviate.
		let expected = [
			(Charge(4), -40_000),
			(Charge(5), -120_000),
			(Charge(6), -80),
			(Charge(7), -2_000),
			(Retail, -120_000),
			// 2 of 13 parts of 14,000, which are 2,153.8.
			(Share(Pool::Deviation), 2_154),
			(Share(Pool::Surcharges), 2_000),
		];
		assert_eq!(of(HOUSE), expected);
		let expected = [(Contracts, -84_000), (Differences, -1_000), (Sales, 120_000)];
		assert_eq!(of(RETAILER), expected);
		// The pool of balancing has 50,000 less to give, the grid gets 20,000 and 60,000 more. The factory
		// has 11,846.2 of 14,000 instead of 27,500.
		let expected = [50_000, 0, -15_654, 26_000, -140_346, 80_000];
		assert_eq!((due(NEXT), due(NEXT).iter().sum::<i128>()), (expected, 0));
		assert_eq!(run_of(NEXT).owed, 15_654 + 140_346);
		settled();
		let now = totals(NEXT);
		assert_eq!(all().map(gain), now);
		assert_eq!(now, core::array::from_fn(|place| before[place] + expected[place]));
	});
}

#[test]
fn contracts_capacity_and_supply_are_those_of_the_version_before() {
	ExtBuilder::build_and_execute(|| {
		village();
		posted();
		settled();
		// All that is another month's by now, or was forgotten.
		Stretches::set(BTreeMap::new());
		sells(9, PLANT, FACTORY, 1_000);
		SupplyOf::set(BTreeMap::new());
		Participants::mutate(|all| {
			all.insert(FACTORY, 9_999);
			all.remove(&HOUSE);
			all.remove(&RETAILER);
			all.insert(ROOF, 5);
		});
		reads(3, FACTORY, FIRST + 1, &[(0, took(MWH))]);
		posted();
		let before = |party| Accounts::<Test>::get(ID, party).unwrap();
		let now = |party| Accounts::<Test>::get(NEXT, party).unwrap();
		for party in all() {
			assert_eq!(now(party).contracted, before(party).contracted);
			assert_eq!(now(party).capacity, before(party).capacity);
			assert_eq!(now(party).supply, before(party).supply);
			if party != FACTORY {
				assert_eq!(now(party), before(party));
			}
		}
		assert_eq!(now(FACTORY).metered.energy, before(FACTORY).metered.energy - 1_000_000);
		assert_eq!(run_of(NEXT).accounts, 6);
		assert!(!Bills::<Test>::contains_key(NEXT, ROOF));
		assert_eq!(bill_of(NEXT, RETAILER).total, 9_000);
	});
}

#[test]
fn prices_are_those_of_the_version_before() {
	ExtBuilder::build_and_execute(|| {
		village();
		posted();
		settled();
		assert_noop!(publish(FIRST, prices(0, 0)), Error::<Test>::Fixed);
		posted();
		assert_eq!(run_of(NEXT).price, run().price);
	});
}

#[test]
fn a_run_without_a_difference_is_settled_at_once() {
	ExtBuilder::build_and_execute(|| {
		village();
		posted();
		settled();
		let gains = all().map(gain);
		posted();
		let Run { status, owed, .. } = run_of(NEXT);
		assert_eq!((status, owed, tasks()), (Status::Settled, 0, vec![]));
		assert_eq!((due(NEXT), totals(NEXT)), ([0; 6], totals(ID)));
		assert_eq!(all().map(gain), gains);
		assert_eq!(Debts::<Test>::iter().count(), 0);
		let latest = Finals::<Test>::get(MARKET, SEPTEMBER).unwrap();
		assert_eq!(latest, Final { run: NEXT, settled: true });
	});
}

#[test]
fn versions_follow_one_another() {
	ExtBuilder::build_and_execute(|| {
		published(0, 10);
		items(&[Item::RealTime]);
		join(&[FACTORY]);
		for (version, energy) in (0_u64..).zip([1, 4, 2, 2]) {
			reads(0, FACTORY, FIRST, &[(0, took(energy * MWH))]);
			let id = posted();
			let Run { version: number, base, .. } = run_of(id);
			assert_eq!((id, u64::from(number)), (RunId(version), version));
			assert_eq!(base, version.checked_sub(1).map(RunId));
			assert_eq!(bill_of(id, FACTORY).total, -10 * i128::from(energy));
			settled();
			assert_eq!(gain(FACTORY), -10 * i128::from(energy));
		}
		let due = [0, 1, 2, 3].map(|id| bill_of(RunId(id), FACTORY).due);
		assert_eq!(due, [-10, -30, 20, 0]);
	});
}

#[test]
fn a_version_that_was_withdrawn_is_nobody_s_base() {
	ExtBuilder::build_and_execute(|| {
		published(0, 10);
		items(&[Item::RealTime]);
		join(&[FACTORY]);
		reads(0, FACTORY, FIRST, &[(0, took(MWH))]);
		posted();
		settled();
		reads(0, FACTORY, FIRST, &[(0, took(9 * MWH))]);
		billed();
		let court = signed(operator(COURT));
		assert_ok!(Settlement::dispute(by(FACTORY), NEXT, 0, text("no")));
		assert_ok!(Settlement::rule(court, NEXT, FACTORY, 0, true, text("right")));
		// The month is settled still, by the version before.
		assert!(Settlement::is_settled(MARKET, FIRST));
		reads(0, FACTORY, FIRST, &[(0, took(3 * MWH))]);
		let id = posted();
		let Run { version, before, base, .. } = run_of(id);
		assert_eq!((version, before, base), (2, Some(NEXT), Some(ID)));
		assert_eq!(bill_of(id, FACTORY).due, -20);
	});
}

#[test]
fn what_is_missing_of_one_version_is_still_owed_beside_the_next() {
	ExtBuilder::build_and_execute(|| {
		published(0, 10);
		items(&[Item::RealTime]);
		join(&[FACTORY]);
		reads(0, FACTORY, FIRST, &[(0, took(4 * MWH))]);
		posted();
		late();
		assert_eq!(status(), Status::Short);
		reads(0, FACTORY, FIRST, &[(0, took(MWH))]);
		posted();
		assert_eq!((bill_of(NEXT, FACTORY).due, bill_of(NEXT, EXCHANGE).due), (30, -30));
		// Both are paid apart, while the other goes on.
		assert_ok!(pay(FACTORY));
		assert_eq!(tasks().len(), 2);
		assert_ok!(advance(ALL));
		assert_eq!((status(), tasks().len()), (Status::Settled, 1));
		assert_ok!(Settlement::pay(by(EXCHANGE), NEXT));
		assert_ok!(advance_run(NEXT, ALL));
		assert_eq!((gain(FACTORY), gain(EXCHANGE), pot()), (-10, 10, 0));
	});
}

#[test]
fn a_retailer_that_had_nothing_to_supply_gets_a_bill_when_it_had() {
	ExtBuilder::build_and_execute(|| {
		published(0, 10);
		items(&[Item::RealTime, Item::Retail]);
		join(&[HOUSE]);
		supplied(HOUSE, RETAILER, PackageTerms::Fixed(30));
		reads(0, HOUSE, FIRST, &[]);
		posted();
		assert!(!Bills::<Test>::contains_key(ID, RETAILER));
		reads(0, HOUSE, FIRST, &[(0, took(MWH))]);
		posted();
		let due = [HOUSE, RETAILER, EXCHANGE].map(|party| bill_of(NEXT, party).due);
		assert_eq!(due, [-30, 20, 10]);
		settled();
		// And loses it again.
		reads(0, HOUSE, FIRST, &[]);
		let id = posted();
		let due = [HOUSE, RETAILER, EXCHANGE].map(|party| bill_of(id, party).due);
		assert_eq!(due, [30, -20, -10]);
	});
}

#[test]
fn a_run_waits_for_a_day_again() {
	ExtBuilder::build_and_execute(|| {
		published(0, 10);
		items(&[Item::RealTime]);
		join(&[FACTORY]);
		reads(0, FACTORY, FIRST, &[(0, took(MWH))]);
		posted();
		settled();
		Readings::mutate(|days| days.insert((MeterId(0), FIRST + 1), None));
		assert_ok!(start());
		assert_ok!(advance_run(NEXT, ALL));
		assert!(matches!(run_of(NEXT).status, Status::Counting { .. }));
		assert!(events().contains(&Event::Waits { run: NEXT, meter: MeterId(0), day: FIRST + 1 }));
		reads(0, FACTORY, FIRST + 1, &[(0, took(2 * MWH))]);
		assert_ok!(advance_run(NEXT, ALL));
		assert_eq!(bill_of(NEXT, FACTORY).due, -20);
	});
}

#[test]
fn days_are_locked_while_a_run_reads_them_and_settled_once_it_was_paid_for() {
	ExtBuilder::build_and_execute(|| {
		debts();
		let is = |day| (Settlement::is_locked(MARKET, day), Settlement::is_settled(MARKET, day));
		let mut seen = Vec::new();
		let mut see = || {
			assert_eq!(is(FIRST), is(END - 1));
			for day in [FIRST - 1, END, 0, Day::MAX] {
				assert_eq!(is(day), (false, false));
			}
			let other = MarketId(1);
			assert!(!Settlement::is_locked(other, FIRST) && !Settlement::is_settled(other, FIRST));
			if seen.last() != Some(&is(FIRST)) {
				seen.push(is(FIRST));
			}
		};
		see();
		for _ in 0..2 {
			assert_ok!(start());
			let id = latest();
			loop {
				see();
				match run_of(id).status {
					Status::Preliminary { until } | Status::Payable { until } => Now::set(until),
					Status::Short | Status::Settled => break,
					_ => {}
				}
				assert_ok!(advance_run(id, 1));
			}
		}
		let expected = [
			(false, false),
			(true, false),
			(false, false),
			(false, true),
			(true, true),
			(false, true),
		];
		assert_eq!(seen, expected);
	});
}
