// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::{power::Commitments, Obligations};

/// Whether a party may go: from the market, and from the consortium.
fn keeps(party: Party) -> (bool, bool) {
	let leaves = <Settlement as Commitments>::ensure_settled(MARKET, party);
	assert!(leaves.is_ok() || leaves == Err(Error::<Test>::OpenDebts.into()));
	let goes = party.organization().map(<Settlement as Obligations>::ensure_settled);
	let goes = goes.unwrap_or(Ok(()));
	assert!(goes.is_ok() || goes == Err(Error::<Test>::OpenDebts.into()));
	(leaves.is_err(), goes.is_err())
}

#[test]
fn debts_keep_an_organization_and_a_participant() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		// Nothing is owed before it is final.
		assert_eq!(keeps(FACTORY), (false, false));
		finalized();
		assert_eq!(keeps(FACTORY), (true, true));
		assert_eq!(keeps(RETAILER), (true, true));
		assert_eq!(
			(keeps(PLANT), keeps(EXCHANGE), keeps(HOUSE)),
			((false, false), (false, false), (false, false))
		);
		let elsewhere = <Settlement as Commitments>::ensure_settled(MarketId(1), FACTORY);
		assert_ok!(elsewhere);
		assert_ok!(pay(FACTORY));
		assert_eq!(keeps(FACTORY), (false, false));
		late();
		assert_eq!(keeps(RETAILER), (true, true));
		assert_ok!(pay(RETAILER));
		assert_eq!(keeps(RETAILER), (false, false));
		assert_eq!(Debts::<Test>::iter().count(), 0);
	});
}

#[test]
fn what_was_drawn_in_full_keeps_nobody() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		CollateralOf::insert(FACTORY, 100);
		CollateralOf::insert(RETAILER, 49);
		late();
		assert_eq!((keeps(FACTORY), keeps(RETAILER)), ((false, false), (true, true)));
		CollateralOf::insert(RETAILER, 1);
		assert_ok!(Settlement::enforce(signed(ANYBODY), ID, RETAILER));
		assert_eq!(keeps(RETAILER), (false, false));
	});
}

#[test]
fn persons_are_kept_in_the_market() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		items(&[Item::Contracts]);
		join(&[HOUSE, PLANT]);
		sells(0, PLANT, HOUSE, 5);
		posted();
		assert_eq!(keeps(HOUSE), (true, false));
		assert_ok!(pay(HOUSE));
		assert_eq!(keeps(HOUSE), (false, false));
	});
}

#[test]
fn every_debt_counts() {
	ExtBuilder::build_and_execute(|| {
		published(0, 10);
		items(&[Item::RealTime]);
		join(&[HOUSE, FACTORY]);
		reads(0, FACTORY, FIRST, &[(0, took(MWH))]);
		posted();
		late();
		// A correction has it owe more.
		reads(0, FACTORY, FIRST, &[(0, took(3 * MWH))]);
		posted();
		assert_eq!(Debts::<Test>::get(FACTORY, MARKET), 2);
		assert_ok!(Settlement::pay(by(FACTORY), NEXT));
		assert_eq!((Debts::<Test>::get(FACTORY, MARKET), keeps(FACTORY)), (1, (true, true)));
		assert_ok!(Settlement::pay(by(FACTORY), ID));
		assert_eq!((Debts::<Test>::get(FACTORY, MARKET), keeps(FACTORY)), (0, (false, false)));
		assert_eq!(gain(FACTORY), -30);
	});
}
