// SPDX-License-Identifier: Apache-2.0

//! Prices that rise with ratings.

use super::*;
use covenant_primitives::catalog::Catalog as Described;

/// From 40 tenths of 8 marks on a tenth more, from 45 of 20 marks on a quarter more.
fn steps() -> Vec<Tier> {
	vec![Tier { mean: 40, marks: 8, raise: 1_000 }, Tier { mean: 45, marks: 20, raise: 2_500 }]
}

fn set(tiers: Vec<Tier>) -> DispatchResult {
	Catalog::set_tiers(RuntimeOrigin::root(), Tiers::truncate_from(tiers))
}

fn price_of(id: ResourceId) -> Amount {
	let now = Catalog::offer(id).unwrap().price.unwrap();
	assert_eq!(Catalog::query_resource(id).unwrap().price_now, Some(now));
	now.amount
}

fn offered(tiered: bool) -> ResourceId {
	list(DEAN, Kind::Course, Listing { price: price(1_009), tiered, ..listing("x") })
}

#[test]
fn a_price_rises_step_by_step() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(true);
		assert_ok!(set(steps()));
		assert_eq!(price_of(id), 1_009);
		Catalog::rate(id, &[], &[4; 4]);
		assert_eq!(price_of(id), 1_009);
		Catalog::rate(id, &[], &[4; 4]);
		assert_eq!(price_of(id), 1_109);
		Catalog::rate(id, &[], &[5; 11]);
		assert_eq!(price_of(id), 1_109);
		Catalog::rate(id, &[], &[5; 1]);
		assert_eq!(price_of(id), 1_261);
		Catalog::rate(id, &[], &[1; 2]);
		assert_eq!(price_of(id), 1_109);
		Catalog::rate(id, &[], &[1; 20]);
		assert_eq!(price_of(id), 1_009);
	});
}

#[test]
fn owners_choose_whether_their_prices_rise() {
	ExtBuilder::build_and_execute(|| {
		let (id, free) = (offered(false), course(DEAN));
		assert_ok!(set(steps()));
		for id in [id, free] {
			Catalog::rate(id, &[], &[5; 40]);
		}
		assert_eq!(price_of(id), 1_009);
		assert_eq!(Catalog::offer(free).unwrap().price, None);
	});
}

#[test]
fn tiers_rise() {
	ExtBuilder::build_and_execute(|| {
		let with = |tier| [vec![tier], steps()].concat();
		for wrong in [
			Tier { mean: 9, marks: 1, raise: 1 },
			Tier { mean: 41, marks: 1, raise: 1 },
			Tier { mean: 10, marks: 9, raise: 1 },
			Tier { mean: 10, marks: 1, raise: 0 },
			Tier { mean: 10, marks: 1, raise: 1_000 },
		] {
			assert_noop!(set(with(wrong)), Error::<Test>::InvalidTiers);
		}
		let beyond =
			[Tier { mean: 51, marks: 1, raise: 1 }, Tier { mean: 50, marks: 1, raise: 10_001 }];
		for wrong in beyond {
			assert_noop!(set(vec![wrong]), Error::<Test>::InvalidTiers);
		}
		assert_ok!(set(with(Tier { mean: 10, marks: 0, raise: 1 })));
		assert_ok!(set(vec![Tier { mean: 50, marks: 1, raise: 10_000 }]));
		System::assert_last_event(Event::TiersSet { tiers: PriceTiers::<Test>::get() }.into());
		assert_ok!(set(vec![]));
		assert_eq!(PriceTiers::<Test>::get(), Tiers::new());
	});
}

#[test]
fn the_largest_price_does_not_wrap() {
	ExtBuilder::build_and_execute(|| {
		let all = Listing { price: price(Amount::MAX), tiered: true, ..listing("x") };
		let id = list(DEAN, Kind::Course, all);
		assert_ok!(set(vec![Tier { mean: 10, marks: 1, raise: 10_000 }]));
		Catalog::rate(id, &[], &[5]);
		assert_eq!(price_of(id), Amount::MAX);
	});
}
