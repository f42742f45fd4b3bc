// SPDX-License-Identifier: Apache-2.0

//! What clients are told.

use super::*;
use crate::runtime_api::*;

#[test]
fn packages_are_listed() {
	ExtBuilder::build_and_execute(|| {
		let ids: Vec<_> = [SUN, WIND, SUN, SUN].map(offered).into();
		assert_ok!(close(SUN, ids[2]));
		let list = |open_only, limit| {
			let (mut found, mut cursor) = (Vec::new(), None);
			loop {
				let page = Retail::query_packages(MARKET, open_only, cursor, limit);
				found.extend(page.items.into_iter().map(|info| info.id));
				cursor = page.next;
				if cursor.is_none() {
					found.sort_unstable();
					return found;
				}
			}
		};
		for limit in [1, 3, 100] {
			assert_eq!(list(false, limit), ids);
			assert_eq!(list(true, limit), [ids[0], ids[1], ids[3]]);
		}
		assert_eq!(Retail::query_packages(ABROAD, false, None, 9).items, []);
		assert_eq!(Retail::query_packages_of(SUN, None, 9).items.len(), 3);
		let first = Retail::query_packages_of(SUN, None, 2);
		let second = Retail::query_packages_of(SUN, first.next, 2);
		assert_eq!((first.items.len(), second.items.len(), second.next), (2, 1, None));
		assert_eq!(Retail::query_package(PackageId(9)), None);
	});
}

#[test]
fn customers_are_listed() {
	ExtBuilder::build_and_execute(|| {
		let (first, second, other) = (offered(SUN), offered(SUN), offered(WIND));
		for (party, id) in [(FARM, first), (HOUSEHOLD, first), (FACTORY, second), (BATTERY, other)]
		{
			assert_ok!(subscribe(party, id, 1));
		}
		go(1);
		assert_ok!(subscribe(FARM, second, 3));
		let list = |at: u32, limit| {
			let (mut found, mut cursor) = (Vec::new(), None);
			loop {
				let page = Retail::query_customers(MARKET, SUN, month(at), cursor, limit);
				found.extend(page.items.into_iter().map(|it| (it.party, it.subscription.package)));
				cursor = page.next;
				if cursor.is_none() {
					found.sort_unstable();
					return found;
				}
			}
		};
		for limit in [1, 2, 100] {
			assert_eq!(list(0, limit), []);
			assert_eq!(list(1, limit), [(FACTORY, second), (HOUSEHOLD, first), (FARM, first)]);
			assert_eq!(list(3, limit), [(FACTORY, second), (HOUSEHOLD, first), (FARM, second)]);
			assert_eq!(list(13, limit), []);
		}
		let page = Retail::query_subscribers(second, None, 1);
		let rest = Retail::query_subscribers(second, page.next, 1);
		assert_eq!(rest.next, None);
		let mut found = [page.items, rest.items].concat();
		found.sort_unstable_by_key(|it| it.party);
		let subscription = |from| Subscription {
			package: second,
			retailer: SUN,
			from: month(from),
			until: month(13),
		};
		assert_eq!(
			found,
			[
				Customer { party: FACTORY, subscription: subscription(1) },
				Customer { party: FARM, subscription: subscription(3) }
			]
		);
		assert_eq!(Retail::query_subscription(MARKET, FARM, month(4)), Some(subscription(3)));
		assert_eq!(Retail::query_subscribers(PackageId(9), None, 9).items, []);
	});
}

#[test]
fn the_last_of_several_times_is_told() {
	ExtBuilder::build_and_execute(|| {
		let (sun, wind) = (offered(SUN), offered(WIND));
		for (this, id) in [(1, sun), (2, wind), (3, sun)] {
			go(this - 1);
			assert_ok!(subscribe(FARM, id, this));
		}
		let items = Retail::query_subscribers(sun, None, 9).items;
		assert_eq!((items.len(), items[0].subscription.from), (1, month(3)));
		assert_eq!(subscribers(sun), 1);
	});
}

#[test]
fn costs_are_estimated() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		let use_of = |import| IntervalUse { import, band: Band::Flat, spot: 0 };
		let lines = vec![ChargeLine { part: Part::All, energy: 3 * MWH, cost: 1_500 }];
		let estimate = Retail::query_estimate(id, vec![use_of(MWH), use_of(2 * MWH)]);
		assert_eq!(estimate, Some(Estimate { lines, total: 1_500 }));
		let month = vec![use_of(1_000); MAX_USES as usize];
		assert_eq!(Retail::query_estimate(id, month.clone()).unwrap().total, 4_464);
		let longer = [month, vec![use_of(0)]].concat();
		assert_eq!(Retail::query_estimate(id, longer), None);
		assert_eq!(Retail::query_estimate(id, vec![use_of(Energy::MAX), use_of(1)]), None);
		assert_eq!(Retail::query_estimate(PackageId(9), vec![]), None);
	});
}

#[test]
fn json_is_readable() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		let info = Retail::query_package(id).unwrap();
		let json = serde_json::to_value(&info).unwrap();
		let expected = serde_json::json!({
			"id": 0,
			"market": 1,
			"retailer": { "organization": 1 },
			"name": "Green home",
			"terms": { "fixed": 500 },
			"from": "2026-11",
			"until": "2027-11",
			"open": true,
			"subscribers": 0,
		});
		assert_eq!(json, expected);
		assert_eq!(serde_json::from_value::<PackageInfo>(json).unwrap(), info);
		assert_ok!(subscribe(HOUSEHOLD, id, 2));
		let customer = &Retail::query_subscribers(id, None, 1).items[0];
		let expected = serde_json::json!({
			"party": { "person": 1 },
			"package": 0,
			"retailer": { "organization": 1 },
			"from": "2026-12",
			"until": "2027-11",
		});
		assert_eq!(serde_json::to_value(customer).unwrap(), expected);
		let spot = PackageTerms::SpotPlusFee {
			reference: Reference::DayAhead,
			fee: -5,
			floor: 0,
			ceiling: 9,
		};
		let expected = serde_json::json!({
			"spotPlusFee": { "reference": "dayAhead", "fee": -5, "floor": 0, "ceiling": 9 },
		});
		assert_eq!(serde_json::to_value(spot).unwrap(), expected);
	});
}
