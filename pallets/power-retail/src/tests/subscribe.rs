// SPDX-License-Identifier: Apache-2.0

//! Parties subscribe.

use super::*;

#[test]
fn whoever_uses_power_subscribes() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		for party in [FACTORY, BATTERY, HOUSEHOLD, FARM] {
			assert_ok!(subscribe(party, id, 1));
			assert_eq!(has(party), [(id, 1, 13)]);
			let (market, from) = (MARKET, month(1));
			let event = Event::Subscribed { market, package: id, from, by: by(party) };
			System::assert_last_event(event.into());
		}
		assert_eq!(subscribers(id), 4);
		let supply = Retail::supply(MARKET, FACTORY, month(12)).unwrap();
		assert_eq!((supply.package, supply.retailer), (id, SUN));
		assert_eq!(Retail::supply(MARKET, FACTORY, month(0)), None);
		assert_eq!(Retail::supply(MARKET, FACTORY, month(13)), None);
		assert_eq!(Retail::supply(ABROAD, FACTORY, month(1)), None);
	});
}

#[test]
fn nobody_else_subscribes() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		for party in [SUN, WIND, PLANT] {
			assert_noop!(subscribe(party, id, 1), Error::<Test>::InvalidRole);
		}
		assert_noop!(subscribe(person(9), id, 1), DispatchError::Other("no participant"));
		Barred::set([FARM].into());
		assert_noop!(subscribe(FARM, id, 1), DispatchError::Other("barred"));
		Released::set([covenant_primitives::PersonId(1)].into());
		assert_noop!(subscribe(HOUSEHOLD, id, 1), DispatchError::Other("no person"));
		Suspended::set([OrganizationId(4)].into());
		assert_noop!(subscribe(FACTORY, id, 1), DispatchError::Other("suspended"));
	});
}

#[test]
fn the_retailer_has_to_trade() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		Barred::set([SUN].into());
		assert_noop!(subscribe(FARM, id, 1), Error::<Test>::RetailerNotTrading);
		Barred::set(Default::default());
		Roles::mutate(|roles| roles.insert((MARKET, SUN), Role::Generator));
		assert_noop!(subscribe(FARM, id, 1), Error::<Test>::RetailerNotTrading);
	});
}

#[test]
fn only_from_a_month_to_come_within_the_package() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(subscribe(FARM, PackageId(0), 1), Error::<Test>::NotFound);
		assert_ok!(publish(SUN, PackageTerms::Fixed(1), 2, 4));
		let id = PackageId(0);
		assert_noop!(subscribe(FARM, id, 0), Error::<Test>::TooEarly);
		for from in [1, 4, 100] {
			assert_noop!(subscribe(FARM, id, from), Error::<Test>::OutOfPeriod);
		}
		// The last moment of November in China, and the one after.
		Now::set(start(2) - 1);
		assert_ok!(subscribe(FARM, id, 2));
		Now::set(start(2));
		assert_noop!(subscribe(FACTORY, id, 2), Error::<Test>::TooEarly);
		assert_ok!(subscribe(FACTORY, id, 3));
		Now::set(start(3));
		assert_noop!(subscribe(HOUSEHOLD, id, 3), Error::<Test>::TooEarly);
		assert_noop!(subscribe(HOUSEHOLD, id, 4), Error::<Test>::OutOfPeriod);
	});
}

#[test]
fn nobody_subscribes_twice() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		assert_ok!(subscribe(FARM, id, 1));
		assert_noop!(subscribe(FARM, id, 1), Error::<Test>::NothingChanges);
		// A planned one begins in another month instead.
		assert_ok!(subscribe(FARM, id, 3));
		assert_eq!(has(FARM), [(id, 3, 13)]);
		go(3);
		assert_noop!(subscribe(FARM, id, 4), Error::<Test>::NothingChanges);
		assert_eq!(subscribers(id), 1);
	});
}

#[test]
fn markets_do_not_mix() {
	ExtBuilder::build_and_execute(|| {
		let home = offered(SUN);
		let abroad = PackageId(1);
		let name = b"abroad".to_vec().try_into().unwrap();
		let terms = PackageTerms::Fixed(1);
		assert_ok!(Retail::publish(signer(SUN), ABROAD, name, terms, month(1), month(3)));
		assert_ok!(subscribe(FACTORY, home, 1));
		assert_ok!(subscribe(FACTORY, abroad, 2));
		assert_eq!(has(FACTORY), [(home, 1, 13)]);
		assert!(Retail::supply(ABROAD, FACTORY, month(2)).is_some());
		// A retailer here, a consumer there.
		assert_ok!(subscribe(WIND, abroad, 1));
		assert_noop!(subscribe(WIND, home, 1), Error::<Test>::InvalidRole);
		// November has begun in China only.
		Now::set(start(1));
		assert_noop!(subscribe(HOUSEHOLD, home, 1), Error::<Test>::TooEarly);
		assert_ok!(subscribe(HOUSEHOLD, abroad, 1));
	});
}
