// SPDX-License-Identifier: Apache-2.0

//! Whoever supplies or is supplied stays.

use super::*;
use alloc::collections::BTreeMap;

fn stays(organization: u32) -> bool {
	let settled = <Retail as Obligations>::ensure_settled(OrganizationId(organization));
	settled.is_err_and(|error| error == Error::<Test>::OpenSubscriptions.into())
}

fn stays_in(market: MarketId, party: Party) -> bool {
	let settled = <Retail as Commitments>::ensure_settled(market, party);
	settled.is_err_and(|error| error == Error::<Test>::OpenSubscriptions.into())
}

#[test]
fn both_stay_until_the_last_month_is_over() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		assert!(!stays(1) && !stays(4) && !stays_in(MARKET, SUN));
		assert_ok!(subscribe(FACTORY, id, 1));
		assert_ok!(subscribe(HOUSEHOLD, id, 1));
		assert!(stays(1) && stays(4) && !stays(2));
		for party in [SUN, FACTORY, HOUSEHOLD] {
			assert!(stays_in(MARKET, party) && !stays_in(ABROAD, party));
		}
		go(2);
		assert_ok!(unsubscribe(FACTORY, 3));
		assert_ok!(unsubscribe(HOUSEHOLD, 4));
		Now::set(start(3) - 1);
		assert!(stays_in(MARKET, FACTORY));
		Now::set(start(3));
		assert!(!stays_in(MARKET, FACTORY));
		// The chain does not ask where clocks are.
		assert!(stays(4));
		Now::set(start(3) + 8 * HOUR);
		assert!(!stays(4) && stays(1));
		Now::set(start(4));
		assert!(!stays_in(MARKET, SUN) && !stays_in(MARKET, HOUSEHOLD));
		Now::set(start(4) + 8 * HOUR);
		assert!(!stays(1));
	});
}

#[test]
fn a_retailer_stays_where_it_has_subscribers() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		let name = b"abroad".to_vec().try_into().unwrap();
		let terms = PackageTerms::Fixed(1);
		assert_ok!(Retail::publish(signer(SUN), ABROAD, name, terms, month(1), month(3)));
		assert_ok!(subscribe(WIND, PackageId(1), 1));
		// Wind is a consumer abroad; Sun has nobody at home.
		assert!(stays(1) && stays(2));
		assert!(stays_in(ABROAD, SUN) && stays_in(ABROAD, WIND));
		assert!(!stays_in(MARKET, SUN) && !stays_in(MARKET, WIND));
		assert_ok!(subscribe(FARM, id, 1));
		assert!(stays_in(MARKET, SUN));
		go(3);
		assert!(!stays_in(ABROAD, SUN) && stays_in(MARKET, SUN) && stays(1) && !stays(2));
		assert_ok!(unsubscribe(FARM, 4));
		go(4);
		assert!(!stays(1));
	});
}

/// Has all days before the first of such a month be settled.
fn settled_until(months: u32) {
	UnsettledFrom::set(month(months).first_day().unwrap());
}

fn leaves(party: Party) -> DispatchResult {
	<Retail as Commitments>::ensure_settled(MARKET, party)
}

#[test]
fn a_retailer_stays_until_its_last_month_is_settled() {
	ExtBuilder::build_and_execute(|| {
		settled_until(0);
		let id = offered(SUN);
		// It never supplied anybody.
		assert_ok!(leaves(SUN));
		assert_ok!(subscribe(FARM, id, 1));
		assert_ok!(subscribe(FACTORY, id, 1));
		go(1);
		assert_ok!(unsubscribe(FARM, 2));
		assert_ok!(unsubscribe(FACTORY, 4));
		settled_until(3);
		go(3);
		assert_noop!(leaves(SUN), Error::<Test>::OpenSubscriptions);
		// February: its last month was January.
		Now::set(start(4));
		assert_noop!(leaves(SUN), Error::<Test>::NotSettled);
		UnsettledFrom::set(month(4).first_day().unwrap() - 1);
		assert_noop!(leaves(SUN), Error::<Test>::NotSettled);
		// Whoever was supplied has no subscribers.
		assert_ok!(leaves(FACTORY));
		assert_ok!(leaves(WIND));
		assert_ok!(<Retail as Commitments>::ensure_settled(ABROAD, SUN));
		settled_until(4);
		assert_ok!(leaves(SUN));
		// What it supplied a year ago does not hold it again.
		go(20);
		assert_ok!(leaves(SUN));
	});
}

#[test]
fn what_never_came_about_is_not_settled() {
	ExtBuilder::build_and_execute(|| {
		settled_until(0);
		let (id, wind) = (offered(SUN), offered(WIND));
		assert_ok!(subscribe(FARM, id, 1));
		assert_ok!(take_back(FARM));
		assert_ok!(leaves(SUN));
		// Of a subscription that is ended early the last month counts that was supplied.
		assert_ok!(subscribe(FARM, id, 1));
		go(1);
		assert_ok!(subscribe(FARM, wind, 2));
		settled_until(2);
		go(2);
		assert_ok!(leaves(SUN));
		assert_noop!(leaves(WIND), Error::<Test>::OpenSubscriptions);
	});
}

#[test]
fn the_last_month_is_remembered_however_many_come_and_go() {
	ExtBuilder::build_and_execute(|| {
		settled_until(2);
		let id = offered(SUN);
		assert_ok!(subscribe(FARM, id, 1));
		assert_ok!(subscribe(FACTORY, id, 1));
		go(1);
		assert_ok!(unsubscribe(FARM, 3));
		assert_ok!(unsubscribe(FACTORY, 2));
		// What is counted anew and taken back leaves what is over.
		for months in [3, 6] {
			go(months);
			assert_ok!(subscribe(HOUSEHOLD, id, months + 1));
			assert_noop!(leaves(SUN), Error::<Test>::OpenSubscriptions);
			assert_ok!(take_back(HOUSEHOLD));
			assert_noop!(leaves(SUN), Error::<Test>::NotSettled);
		}
		let ends = Tallies::<Test>::get(Tally::Retailer(MARKET, SUN));
		assert_eq!(ends.into_iter().collect::<Vec<_>>(), [(month(3), 1)]);
		// Histories forget it.
		go(40);
		assert_ok!(publish(WIND, PackageTerms::Fixed(1), 41, 50));
		for party in [FARM, FACTORY] {
			assert_ok!(subscribe(party, PackageId(1), 41));
		}
		assert_eq!(Retail::query_subscribers(id, None, 9).items, []);
		Retail::do_try_state().unwrap();
		assert_noop!(leaves(SUN), Error::<Test>::NotSettled);
		settled_until(3);
		assert_ok!(leaves(SUN));
	});
}

#[test]
fn clocks_of_markets_do_not_disturb_each_other() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		let name = b"abroad".to_vec().try_into().unwrap();
		let terms = PackageTerms::Fixed(1);
		assert_ok!(Retail::publish(signer(SUN), ABROAD, name, terms, month(1), month(3)));
		assert_ok!(subscribe(FACTORY, PackageId(1), 1));
		// It is January in China; abroad the subscription's last month is not over.
		Now::set(start(3));
		assert_ok!(subscribe(FACTORY, id, 4));
		Retail::do_try_state().unwrap();
		assert!(stays_in(ABROAD, FACTORY));
		assert_noop!(
			Retail::unsubscribe(signer(FACTORY), ABROAD, month(3)),
			Error::<Test>::NotSubscribed
		);
		assert_eq!(subscribers(PackageId(1)), 1);
		Now::set(start(3) + 8 * HOUR);
		assert_eq!(subscribers(PackageId(1)), 0);
	});
}

#[test]
fn there_is_room_for_every_month() {
	// Without the invariants: the tally is made up.
	ExtBuilder::build().execute_with(|| {
		// November in China, October elsewhere: what is over in October is remembered, what was before is
		// forgotten for the last month.
		Now::set(start(1));
		let before = Month(OCTOBER.0 - 1);
		let months = (0..=MAX_AHEAD).map(month).chain([before]);
		let ends = months.map(|month| (month, 1)).collect::<BTreeMap<_, _>>();
		let tally = Tally::Organization(SUN);
		Tallies::<Test>::insert(tally, Ends::try_from(ends).unwrap());
		assert_ok!(publish(SUN, PackageTerms::Fixed(1), 2, MAX_AHEAD + 1));
		assert_ok!(subscribe(FARM, PackageId(0), 2));
		let ends = Tallies::<Test>::get(tally);
		assert_eq!((ends.len(), ends.get(&month(MAX_AHEAD + 1))), (MAX_ENDS as usize, Some(&1)));
		assert_eq!((ends.get(&before), ends.get(&OCTOBER)), (None, Some(&1)));
	});
}

#[test]
fn unknown_markets_are_told() {
	ExtBuilder::build_and_execute(|| {
		let settled = <Retail as Commitments>::ensure_settled(MarketId(9), SUN);
		assert_eq!(settled, Err(Error::<Test>::NotFound.into()));
	});
}
