// SPDX-License-Identifier: Apache-2.0

//! Subscribers change their retailer, or have none, and change their mind.

use super::*;

/// The farm has Sun's package since November; it is December. Wind offers one as well.
fn subscribed() -> (PackageId, PackageId) {
	let (sun, wind) = (offered(SUN), offered(WIND));
	assert_ok!(subscribe(FARM, sun, 1));
	go(2);
	(sun, wind)
}

#[test]
fn one_package_ends_when_the_next_begins() {
	ExtBuilder::build_and_execute(|| {
		let (sun, wind) = subscribed();
		assert_ok!(subscribe(FARM, wind, 4));
		assert_eq!(has(FARM), [(sun, 1, 4), (wind, 4, 13)]);
		for (at, id) in [(1, sun), (3, sun), (4, wind), (12, wind)] {
			assert_eq!(Retail::supply(MARKET, FARM, month(at)).unwrap().package, id);
		}
		assert_eq!((subscribers(sun), subscribers(wind)), (1, 1));
		go(4);
		assert_eq!((subscribers(sun), subscribers(wind)), (0, 1));
		// And back again: what was stays.
		assert_ok!(subscribe(FARM, sun, 6));
		assert_eq!(has(FARM), [(sun, 1, 4), (wind, 4, 6), (sun, 6, 13)]);
		go(13);
		assert_eq!((subscribers(sun), subscribers(wind)), (0, 0));
		assert_eq!(Retail::supply(MARKET, FARM, month(13)), None);
		assert_eq!(Retail::supply(MARKET, FARM, month(5)).unwrap().package, wind);
	});
}

#[test]
fn a_package_that_is_over_leaves_none() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(publish(SUN, PackageTerms::Fixed(1), 1, 3));
		assert_ok!(publish(WIND, PackageTerms::Fixed(1), 1, 12));
		let (short, long) = (PackageId(0), PackageId(1));
		assert_ok!(subscribe(FARM, short, 1));
		go(1);
		// Later than the first is over: in between there is none.
		assert_ok!(subscribe(FARM, long, 5));
		assert_eq!(has(FARM), [(short, 1, 3), (long, 5, 12)]);
		assert_eq!(Retail::supply(MARKET, FARM, month(4)), None);
	});
}

#[test]
fn a_subscriber_has_none_from_a_month_on() {
	ExtBuilder::build_and_execute(|| {
		let (sun, _) = subscribed();
		for until in [0, 1, 2] {
			assert_noop!(unsubscribe(FARM, until), Error::<Test>::TooEarly);
		}
		for until in [13, 20] {
			assert_noop!(unsubscribe(FARM, until), Error::<Test>::NotSubscribed);
		}
		assert_noop!(unsubscribe(FACTORY, 3), Error::<Test>::NotSubscribed);
		assert_noop!(
			Retail::unsubscribe(signer(FARM), MarketId(9), month(3)),
			Error::<Test>::NotFound
		);
		// Whoever may not trade may go.
		Barred::set([FARM].into());
		assert_ok!(unsubscribe(FARM, 5));
		let event = Event::Unsubscribed { market: MARKET, until: month(5), by: by(FARM) };
		System::assert_last_event(event.into());
		assert_eq!(has(FARM), [(sun, 1, 5)]);
		assert_noop!(unsubscribe(FARM, 5), Error::<Test>::NothingChanges);
		// Earlier or later instead.
		assert_ok!(unsubscribe(FARM, 3));
		assert_eq!(has(FARM), [(sun, 1, 3)]);
		assert_ok!(unsubscribe(FARM, 12));
		assert_eq!(has(FARM), [(sun, 1, 12)]);
		go(12);
		assert_noop!(unsubscribe(FARM, 13), Error::<Test>::NotSubscribed);
		assert_eq!(subscribers(sun), 0);
	});
}

#[test]
fn a_planned_change_is_replaced() {
	ExtBuilder::build_and_execute(|| {
		let (sun, wind) = subscribed();
		let water = offered_by_water();
		assert_ok!(subscribe(FARM, wind, 3));
		assert_ok!(subscribe(FARM, water, 5));
		assert_eq!(has(FARM), [(sun, 1, 5), (water, 5, 10)]);
		assert_eq!((subscribers(wind), subscribers(water)), (0, 1));
		assert_eq!(Retail::query_subscribers(wind, None, 9).items, []);
		assert_ok!(unsubscribe(FARM, 4));
		assert_eq!(has(FARM), [(sun, 1, 4)]);
		assert_ok!(subscribe(FARM, wind, 6));
		assert_eq!(has(FARM), [(sun, 1, 6), (wind, 6, 13)]);
		// Back to what is current is nothing to subscribe to.
		assert_noop!(subscribe(FARM, sun, 6), Error::<Test>::NothingChanges);
	});
}

fn offered_by_water() -> PackageId {
	let id = NextPackageId::<Test>::get();
	assert_ok!(publish(WATER, PackageTerms::Fixed(3), 3, 10));
	id
}

#[test]
fn a_planned_change_is_taken_back() {
	ExtBuilder::build_and_execute(|| {
		let (sun, wind) = subscribed();
		assert_noop!(take_back(FARM), Error::<Test>::NothingPlanned);
		assert_noop!(take_back(FACTORY), Error::<Test>::NothingPlanned);
		assert_noop!(Retail::take_back(signer(FARM), MarketId(9)), Error::<Test>::NotFound);
		assert_ok!(subscribe(FARM, wind, 3));
		// Those that are there go on, though the package takes no more.
		assert_ok!(close(SUN, sun));
		assert_ok!(take_back(FARM));
		let choice = Choice { package: wind, retailer: WIND, until: month(13) };
		let change = Change { from: month(3), to: Some(choice) };
		let event = Event::TakenBack { market: MARKET, change, by: by(FARM) };
		System::assert_last_event(event.into());
		assert_eq!(has(FARM), [(sun, 1, 13)]);
		assert_ok!(unsubscribe(FARM, 3));
		assert_ok!(take_back(FARM));
		assert_eq!(has(FARM), [(sun, 1, 13)]);
		// Not once it has begun.
		assert_ok!(subscribe(FARM, wind, 3));
		Now::set(start(3));
		assert_noop!(take_back(FARM), Error::<Test>::NothingPlanned);
		assert_eq!(has(FARM), [(sun, 1, 3), (wind, 3, 13)]);
	});
}

#[test]
fn the_first_subscription_is_taken_back() {
	ExtBuilder::build_and_execute(|| {
		let sun = offered(SUN);
		assert_ok!(subscribe(FARM, sun, 1));
		// There is none yet that would go on.
		assert_noop!(unsubscribe(FARM, 5), Error::<Test>::NotSubscribed);
		assert_ok!(take_back(FARM));
		assert_eq!(Histories::<Test>::iter().count(), 0);
		assert_eq!(Customers::<Test>::iter().count(), 0);
		assert_eq!(Tallies::<Test>::iter().count(), 0);
	});
}

#[test]
fn months_are_known_as_long_as_is_told() {
	ExtBuilder::build_and_execute(|| {
		// Every month another of two packages, for five years.
		assert_ok!(publish(SUN, PackageTerms::Fixed(1), 1, MAX_AHEAD));
		assert_ok!(publish(WIND, PackageTerms::Fixed(1), 1, MAX_AHEAD));
		let id = |month: u32| PackageId(u64::from(month % 2));
		for this in 1..MAX_AHEAD {
			go(this - 1);
			assert_ok!(subscribe(FARM, id(this), this));
			for past in this.saturating_sub(1 + 18).max(1)..=this {
				let found = Retail::supply(MARKET, FARM, month(past)).unwrap().package;
				assert_eq!(found, id(past), "of {past} in {this}");
			}
			Retail::do_try_state().unwrap();
		}
		assert_eq!(Histories::<Test>::get(MARKET, FARM).0.len(), 20);
	});
}

#[test]
fn what_is_old_is_forgotten_little_by_little() {
	ExtBuilder::build_and_execute(|| {
		let [sun, wind, old] = [SUN, WIND, WATER].map(|party| {
			let id = NextPackageId::<Test>::get();
			assert_ok!(publish(party, PackageTerms::Fixed(1), 1, MAX_AHEAD));
			id
		});
		for (this, id) in [(1, old), (2, sun), (3, wind), (4, sun)] {
			go(this - 1);
			assert_ok!(subscribe(FARM, id, this));
		}
		go(40);
		assert_ok!(subscribe(FARM, wind, 41));
		assert_eq!(has(FARM), [(wind, 3, 4), (sun, 4, 41), (wind, 41, 60)]);
		assert_eq!(Retail::query_subscribers(old, None, 9).items, []);
		// What is still in force is not forgotten, however long ago it began.
		assert_ok!(subscribe(FARM, wind, 42));
		assert_eq!(has(FARM), [(sun, 4, 42), (wind, 42, 60)]);
		go(59);
		assert_ok!(publish(WATER, PackageTerms::Fixed(1), 61, 62));
		assert_ok!(subscribe(FARM, PackageId(3), 61));
		assert_eq!(has(FARM), [(sun, 4, 42), (wind, 42, 60), (PackageId(3), 61, 62)]);
	});
}
