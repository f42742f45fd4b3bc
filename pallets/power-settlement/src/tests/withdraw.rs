// SPDX-License-Identifier: Apache-2.0

use super::*;

fn withdraw(party: Party) -> DispatchResult {
	Settlement::withdraw(by(party), latest())
}

#[test]
fn whoever_runs_the_market_gives_a_run_up_and_begins_another() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		assert_noop!(withdraw(PLANT), Error::<Test>::NotAuthorized);
		let unknown = Settlement::withdraw(by(EXCHANGE), RunId(9));
		assert_noop!(unknown, Error::<Test>::NotFound);
		assert_ok!(advance(3));
		assert_ok!(withdraw(EXCHANGE));
		assert_eq!(status(), Status::Withdrawn);
		assert!(tasks().is_empty());
		assert!(!Settlement::is_locked(MARKET, FIRST));
		assert_noop!(withdraw(EXCHANGE), Error::<Test>::InvalidState);
		assert_noop!(advance(1), Error::<Test>::InvalidState);
		assert_ok!(start());
		assert_eq!((latest(), run_of(latest()).version), (RunId(1), 1));
	});
}

#[test]
fn a_run_is_given_up_until_its_bills_are_posted() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		let Status::Preliminary { until } = status() else { panic!("{:?}", status()) };
		assert_ok!(dispute(FACTORY, 0));
		assert_ok!(withdraw(EXCHANGE));
		billed();
		Now::set(Now::get().max(until) + DisputePeriod::get());
		// The window's end, and the first bill.
		assert_ok!(advance_run(latest(), 2));
		assert!(matches!(run_of(latest()).status, Status::Posting { .. }));
		assert_noop!(withdraw(EXCHANGE), Error::<Test>::InvalidState);
		assert_ok!(advance_run(latest(), ALL));
		assert_noop!(withdraw(EXCHANGE), Error::<Test>::InvalidState);
	});
}

#[test]
fn what_nobody_can_compute_is_given_up_and_prices_are_mended() {
	ExtBuilder::build_and_execute(|| {
		debts();
		items(&[Item::RealTime]);
		reads(7, PLANT, FIRST, &[(0, gave(Energy::MAX)), (1, gave(Energy::MAX))]);
		assert_ok!(start());
		assert_ok!(withdraw(EXCHANGE));
		assert_ok!(publish(FIRST, prices(0, 0)));
		billed();
	});
}
