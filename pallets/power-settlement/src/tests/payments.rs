// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::Report;
use sp_runtime::TokenError;

/// Credit reports, in order: of whom, and of what weight.
fn reports() -> Vec<(u32, Outcome, u16)> {
	let all = Reports::get().into_iter();
	all.map(|(of, report)| (of.0, report.outcome, report.weight)).collect()
}

fn enforce(party: Party) -> DispatchResult {
	Settlement::enforce(signed(ANYBODY), ID, party)
}

fn collect(party: Party) -> DispatchResult {
	Settlement::collect(signed(ANYBODY), ID, party)
}

/// No more money goes to a party, and none from it.
fn block(party: Party) {
	assert_ok!(Assets::block(signed(0), CNY, account_of(party)));
}

/// No money goes from a party.
fn freeze(party: Party) {
	assert_ok!(Assets::freeze(signed(0), CNY, account_of(party)));
}

fn thaw(party: Party) {
	assert_ok!(Assets::thaw(signed(0), CNY, account_of(party)));
}

/// A party has spent all its money but so much.
fn impoverish(party: Party, left: Amount) {
	let account = account_of(party);
	assert_ok!(Assets::burn(signed(0), CNY, account, money(party) - left));
}

/// What the plant and the wind farm got, and what lies between.
fn got() -> (i128, i128, Amount) {
	(gain(PLANT), gain(WIND), pot())
}

#[test]
fn whoever_owes_pays_what_is_final() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		assert_eq!((run().owed, run().collected), (150, 0));
		let until = Now::get() + 7 * DAY;
		assert!(events().contains(&Event::Finalized { run: ID, owed: 150, until }));
		assert_ok!(pay(FACTORY));
		assert_eq!((gain(FACTORY), pot(), run().collected), (-100, 100, 100));
		assert_eq!((bill(FACTORY).paid, bill(FACTORY).owes()), (100, 0));
		let by = Signatory { account: 106, party: FACTORY };
		assert_eq!(events().last(), Some(&Event::Paid { run: ID, amount: 100, by }));
		// Creditors wait for the others.
		assert_eq!(status(), Status::Payable { until });
		assert_eq!(tasks(), [(until, Task::Advance(ID))]);
		assert_eq!(got(), (0, 0, 100));
	});
}

#[test]
fn what_is_not_owed_is_not_paid() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		while !matches!(status(), Status::Payable { .. }) {
			assert_noop!(pay(FACTORY), Error::<Test>::InvalidState);
			assert_noop!(enforce(FACTORY), Error::<Test>::InvalidState);
			assert_noop!(collect(PLANT), Error::<Test>::InvalidState);
			if let Status::Preliminary { until } = status() {
				Now::set(until);
			}
			assert_ok!(advance(1));
		}
		assert_noop!(Settlement::pay(by(FACTORY), NEXT), Error::<Test>::NotFound);
		assert_noop!(pay(PLANT), Error::<Test>::NothingDue);
		assert_noop!(pay(EXCHANGE), Error::<Test>::NothingDue);
		assert_noop!(pay(HOUSE), Error::<Test>::NoBill);
		assert_ok!(pay(FACTORY));
		assert_noop!(pay(FACTORY), Error::<Test>::NothingDue);
		assert_noop!(enforce(RETAILER), Error::<Test>::InvalidState);
		assert_noop!(collect(PLANT), Error::<Test>::InvalidState);
		Lacking::set([(OrganizationId(4), Capability::Treasury)].into());
		assert_noop!(pay(RETAILER), DispatchError::Other("capability lacking"));
	});
}

#[test]
fn a_debt_is_paid_as_a_whole() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		impoverish(FACTORY, 99);
		assert_noop!(pay(FACTORY), TokenError::FundsUnavailable);
		freeze(RETAILER);
		assert!(pay(RETAILER).is_err());
		assert_eq!((pot(), run().collected), (0, 0));
		thaw(RETAILER);
		assert_ok!(pay(RETAILER));
		// The last unit goes, too.
		assert_ok!(Assets::mint(signed(0), CNY, account_of(FACTORY), 1));
		assert_ok!(pay(FACTORY));
		assert_eq!(money(FACTORY), 0);
	});
}

#[test]
fn creditors_are_paid_as_soon_as_all_have_paid() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		assert_ok!(pay(RETAILER));
		assert_ok!(pay(FACTORY));
		assert_eq!(status(), Status::Distributing { last: None });
		assert_eq!(tasks(), [(Now::get(), Task::Advance(ID))]);
		assert_noop!(pay(FACTORY), Error::<Test>::InvalidState);
		assert_noop!(collect(PLANT), Error::<Test>::InvalidState);
		assert!(!Settlement::is_settled(MARKET, FIRST));
		// Five bills, and then the end.
		pass(0);
		assert_eq!(got(), (90, 60, 0));
		pass(MINUTE);
		assert_eq!((status(), tasks()), (Status::Settled, vec![]));
		assert!(Settlement::is_settled(MARKET, FIRST));
		assert_eq!((run().collected, run().paid_out), (150, 150));
		assert_eq!(events().last(), Some(&Event::Settled { run: ID, missing: 0 }));
		assert!(events().contains(&Event::PaidOut { run: ID, party: PLANT, amount: 90 }));
		assert_eq!(reports(), []);
	});
}

#[test]
fn what_was_not_paid_in_time_is_drawn_from_collateral() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		CollateralOf::insert(FACTORY, 1_000);
		CollateralOf::insert(RETAILER, 1_000);
		assert_ok!(pay(RETAILER));
		late();
		assert_eq!((status(), got()), (Status::Settled, (90, 60, 0)));
		// It is the collateral that paid.
		assert_eq!((gain(FACTORY), CollateralOf::get(FACTORY)), (0, 900));
		assert_eq!((gain(RETAILER), CollateralOf::get(RETAILER)), (-50, 1_000));
		let enforced = Event::Enforced { run: ID, party: FACTORY, drawn: 100, missing: 0 };
		assert_eq!(events().iter().filter(|it| matches!(it, Event::Enforced { .. })).count(), 1);
		assert!(events().contains(&enforced));
		assert_eq!(reports(), [(6, Outcome::Late, 20)]);
		let (_, Report { source, .. }) = Reports::get()[0];
		assert_eq!(source, *b"cov/pset");
	});
}

#[test]
fn creditors_miss_the_same_part_of_what_is_missing() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		CollateralOf::insert(FACTORY, 40);
		assert_ok!(pay(RETAILER));
		late();
		assert_eq!((status(), tasks()), (Status::Short, vec![]));
		// 90 of 150: three fifths of 90 and of 60.
		assert_eq!(got(), (54, 36, 0));
		assert_eq!(CollateralOf::get(FACTORY), 0);
		assert_eq!(reports(), [(6, Outcome::Breached, 50)]);
		assert!(events().contains(&Event::Enforced {
			run: ID,
			party: FACTORY,
			drawn: 40,
			missing: 60
		}));
		assert_eq!(events().last(), Some(&Event::Settled { run: ID, missing: 60 }));
		assert_eq!(bill(FACTORY).owes(), 60);
		assert!(Settlement::is_settled(MARKET, FIRST));
		assert_noop!(collect(PLANT), Error::<Test>::NothingDue);
	});
}

#[test]
fn without_collateral_nothing_is_drawn() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		late();
		assert_eq!((status(), got()), (Status::Short, (0, 0, 0)));
		assert_eq!(reports().len(), 2);
		assert!(reports().contains(&(4, Outcome::Breached, 50)));
		assert!(reports().contains(&(6, Outcome::Breached, 50)));
		// Each is reported once.
		let of = |place: usize| Reports::get()[place].1.reference;
		assert!(of(0) != of(1));
		assert_eq!(events().iter().filter(|it| matches!(it, Event::PaidOut { .. })).count(), 0);
	});
}

#[test]
fn parts_are_rounded_down_until_the_rest_is_paid() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		CollateralOf::insert(FACTORY, 1);
		assert_ok!(pay(RETAILER));
		late();
		// 51 of 150: 30.6 and 20.4. A unit stays.
		assert_eq!(got(), (30, 20, 1));
		assert_eq!((run().collected, run().paid_out), (51, 50));
		CollateralOf::insert(FACTORY, 1);
		assert_ok!(enforce(FACTORY));
		// 52 of 150: 31.2 and 20.8.
		assert_ok!(collect(PLANT));
		assert_noop!(collect(WIND), Error::<Test>::NothingDue);
		assert_eq!(got(), (31, 20, 1));
		assert_ok!(pay(FACTORY));
		assert_eq!((gain(FACTORY), status()), (-98, Status::Distributing { last: None }));
		pass(0);
		pass(MINUTE);
		assert_eq!((status(), got()), (Status::Settled, (90, 60, 0)));
		assert_eq!(bill(PLANT).paid, 90);
	});
}

#[test]
fn who_is_late_pays_as_well() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		late();
		assert_ok!(pay(RETAILER));
		// It stays as it is until everything is there.
		assert_eq!((status(), tasks()), (Status::Short, vec![]));
		assert_eq!(got(), (0, 0, 50));
		assert_ok!(collect(WIND));
		assert_eq!(got(), (0, 20, 30));
		assert_eq!(events().last(), Some(&Event::PaidOut { run: ID, party: WIND, amount: 20 }));
		assert_noop!(collect(WIND), Error::<Test>::NothingDue);
		assert_noop!(pay(RETAILER), Error::<Test>::NothingDue);
		assert_ok!(pay(FACTORY));
		assert_ok!(advance(ALL));
		assert_eq!((status(), got()), (Status::Settled, (90, 60, 0)));
	});
}

#[test]
fn collateral_that_comes_later_is_drawn_when_somebody_asks() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		late();
		assert_noop!(enforce(FACTORY), Error::<Test>::NoCollateral);
		assert_noop!(enforce(PLANT), Error::<Test>::NothingDue);
		assert_noop!(enforce(EXCHANGE), Error::<Test>::NothingDue);
		assert_noop!(enforce(HOUSE), Error::<Test>::NoBill);
		assert_noop!(Settlement::enforce(signed(1), NEXT, FACTORY), Error::<Test>::NotFound);
		CollateralOf::insert(FACTORY, 30);
		assert_ok!(enforce(FACTORY));
		let enforced = Event::Enforced { run: ID, party: FACTORY, drawn: 30, missing: 70 };
		assert_eq!(events().last(), Some(&enforced));
		assert_eq!((status(), pot()), (Status::Short, 30));
		CollateralOf::insert(FACTORY, 1_000);
		CollateralOf::insert(RETAILER, 1_000);
		assert_ok!(enforce(RETAILER));
		assert_ok!(enforce(FACTORY));
		assert_eq!((CollateralOf::get(FACTORY), CollateralOf::get(RETAILER)), (930, 950));
		assert_eq!(status(), Status::Distributing { last: None });
		assert_noop!(enforce(FACTORY), Error::<Test>::InvalidState);
		assert_ok!(advance(ALL));
		assert_eq!((status(), got()), (Status::Settled, (90, 60, 0)));
		// No more is reported than that it was short in time.
		assert_eq!(reports().len(), 2);
		assert_noop!(enforce(FACTORY), Error::<Test>::InvalidState);
	});
}

#[test]
fn creditors_collect_when_something_came_in() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		late();
		assert_noop!(collect(PLANT), Error::<Test>::NothingDue);
		assert_noop!(collect(HOUSE), Error::<Test>::NoBill);
		assert_noop!(Settlement::collect(signed(1), NEXT, PLANT), Error::<Test>::NotFound);
		assert_ok!(pay(RETAILER));
		assert_noop!(collect(FACTORY), Error::<Test>::NothingDue);
		assert_noop!(collect(EXCHANGE), Error::<Test>::NothingDue);
		assert_ok!(collect(PLANT));
		assert_eq!(got(), (30, 0, 20));
	});
}

#[test]
fn an_account_that_takes_no_money_does_not_keep_others_from_theirs() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		block(PLANT);
		assert_ok!(pay(RETAILER));
		assert_ok!(pay(FACTORY));
		assert_ok!(advance(ALL));
		assert_eq!((status(), got()), (Status::Short, (0, 60, 90)));
		let error = TokenError::Blocked.into();
		assert!(events().contains(&Event::NotPaidOut { run: ID, party: PLANT, error }));
		assert_eq!(events().last(), Some(&Event::Settled { run: ID, missing: 0 }));
		assert!(Settlement::is_settled(MARKET, FIRST));
		assert_noop!(collect(PLANT), TokenError::Blocked);
		assert_noop!(pay(FACTORY), Error::<Test>::NothingDue);
		thaw(PLANT);
		assert_ok!(collect(PLANT));
		assert_eq!((status(), got()), (Status::Settled, (90, 60, 0)));
		assert_noop!(collect(PLANT), Error::<Test>::InvalidState);
		assert_eq!(reports(), []);
	});
}

#[test]
fn frozen_accounts_take_money_but_give_none() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		freeze(PLANT);
		freeze(FACTORY);
		CollateralOf::insert(FACTORY, 1_000);
		assert_ok!(pay(RETAILER));
		late();
		// What was drawn of the factory's collateral could not be paid, and was not drawn then.
		assert_eq!((gain(FACTORY), CollateralOf::get(FACTORY)), (0, 1_000));
		let enforced = Event::Enforced { run: ID, party: FACTORY, drawn: 0, missing: 100 };
		assert!(events().contains(&enforced));
		assert_eq!(reports(), [(6, Outcome::Breached, 50)]);
		assert_eq!((status(), got()), (Status::Short, (30, 20, 0)));
		assert_noop!(enforce(FACTORY), TokenError::Frozen);
		thaw(FACTORY);
		assert_ok!(enforce(FACTORY));
		assert_ok!(advance(ALL));
		assert_eq!((status(), got()), (Status::Settled, (90, 60, 0)));
	});
}

#[test]
fn nothing_moves_while_the_asset_is_frozen() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		assert_ok!(pay(FACTORY));
		assert_ok!(pay(RETAILER));
		assert_ok!(Assets::freeze_asset(signed(0), CNY));
		assert_ok!(advance(ALL));
		assert_eq!((status(), got()), (Status::Short, (0, 0, 150)));
		assert_ok!(Assets::thaw_asset(signed(0), CNY));
		assert_ok!(collect(WIND));
		assert_eq!(status(), Status::Short);
		assert_ok!(collect(PLANT));
		assert_eq!((status(), got()), (Status::Settled, (90, 60, 0)));
	});
}

#[test]
fn persons_pay_and_are_paid_but_not_reported() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		items(&[Item::Contracts]);
		join(&[HOUSE, ROOF, PLANT]);
		sells(0, ROOF, HOUSE, 30);
		sells(1, PLANT, HOUSE, 70);
		posted();
		CollateralOf::insert(HOUSE, 10);
		late();
		assert_eq!((status(), gain(ROOF), gain(PLANT)), (Status::Short, 3, 7));
		assert_eq!(reports(), []);
		assert_ok!(pay(HOUSE));
		assert_ok!(advance(ALL));
		assert_eq!((gain(HOUSE), gain(ROOF), gain(PLANT)), (-90, 30, 70));
	});
}

#[test]
fn whoever_left_is_paid_all_the_same() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		items(&[Item::Contracts]);
		join(&[HOUSE, ROOF, PLANT, FACTORY]);
		sells(0, ROOF, FACTORY, 30);
		sells(1, PLANT, HOUSE, 70);
		posted();
		CollateralOf::insert(HOUSE, 1_000);
		covenant_primitives::testing::Released::mutate(|all| {
			all.extend([covenant_primitives::PersonId(1), covenant_primitives::PersonId(2)]);
		});
		Suspended::set([OrganizationId(2)].into());
		Participants::set(BTreeMap::new());
		assert_noop!(pay(HOUSE), DispatchError::Other("no person"));
		assert_ok!(pay(FACTORY));
		late();
		assert_eq!((status(), gain(ROOF), gain(PLANT)), (Status::Settled, 30, 70));
		assert_eq!(CollateralOf::get(HOUSE), 930);
	});
}

#[test]
fn a_month_in_which_nobody_owes_anything_is_settled_at_once() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		items(&[Item::Contracts, Item::RealTime]);
		join(&[PLANT, FACTORY]);
		posted();
		assert_eq!((status(), tasks(), run().owed), (Status::Settled, vec![], 0));
		assert!(Settlement::is_settled(MARKET, FIRST));
		assert_noop!(pay(FACTORY), Error::<Test>::InvalidState);
		assert_eq!(Settlement::query_bills_of(PLANT, None, 9).items.len(), 1);
	});
}

#[test]
fn the_operator_pays_what_pools_lack() {
	ExtBuilder::build_and_execute(|| {
		village();
		posted();
		assert_eq!(run().owed, 1_337_500 + 137_580 + 200_000);
		for debtor in [FACTORY, HOUSE, EXCHANGE] {
			assert_ok!(pay(debtor));
		}
		assert_ok!(advance(ALL));
		assert_eq!((status(), pot()), (Status::Settled, 0));
		let gains = [PLANT, RETAILER, GRID, EXCHANGE].map(gain);
		assert_eq!(gains, [705_000, 9_000, 961_080, -200_000]);
	});
}

#[test]
fn money_that_somebody_gave_the_account_stays_there() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(Assets::mint(signed(0), CNY, Settlement::account(), 7));
		posted();
		assert_ok!(pay(FACTORY));
		assert_ok!(pay(RETAILER));
		assert_ok!(advance(ALL));
		assert_eq!(got(), (90, 60, 7));
	});
}

#[test]
fn the_account_that_money_lies_on_is_one_of_its_own() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		let account = Settlement::account();
		assert_eq!(System::providers(&account), 0);
		for debtor in [FACTORY, RETAILER] {
			assert_ok!(pay(debtor));
			assert_eq!(System::providers(&account), 1);
		}
		assert_ok!(advance(ALL));
		assert_eq!((pot(), System::providers(&account)), (0, 1));
	});
}

#[test]
fn payments_are_large() {
	ExtBuilder::build_and_execute(|| {
		// 2^64 − 1 Wh.
		published(0, 0);
		items(&[Item::Contracts]);
		join(&[PLANT, FACTORY]);
		let days = (FIRST, FIRST + 1);
		let (plant, factory) = (Some(PLANT), Some(FACTORY));
		let most = early(Energy::MAX);
		contract(0, vec![stretch(days, plant, factory, most, fixed(10_000_000_000))]);
		posted();
		let owed = 184_467_440_737_095_516_150_000;
		assert_eq!(run().owed, owed);
		CollateralOf::insert(FACTORY, owed / 3);
		late();
		assert_eq!(gain(PLANT), 61_489_146_912_365_172_050_000);
		assert_noop!(pay(FACTORY), ArithmeticError::Underflow);
		CollateralOf::insert(FACTORY, owed);
		assert_ok!(enforce(FACTORY));
		assert_ok!(advance(ALL));
		assert_eq!((status(), pot()), (Status::Settled, 0));
		assert_eq!(money(PLANT), MONEY + owed);
	});
}
