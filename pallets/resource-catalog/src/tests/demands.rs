// SPDX-License-Identifier: Apache-2.0

//! What organizations look for, and what fits it.

use super::*;
use covenant_primitives::{catalog::Catalog as Described, OrderId, Period};
use proptest::prelude::*;

fn post(by: AccountId, wanted: Wanted) -> DispatchResult {
	Catalog::post_demand(signed(by), wanted)
}

fn posted(by: AccountId, wanted: Wanted) -> DemandId {
	let id = NextDemandId::<Test>::get();
	assert_ok!(post(by, wanted));
	id
}

fn status(id: DemandId) -> DemandStatus {
	Demands::<Test>::get(id).unwrap().status
}

/// All resources that fit a demand, page by page.
fn resources_for(id: DemandId, limit: u32) -> Vec<u64> {
	let mut found = Vec::new();
	let mut cursor = None;
	loop {
		let page = Catalog::query_resources_for(id, Order::Id, cursor, limit);
		found.extend(page.items.into_iter().map(|info| info.id.0));
		cursor = page.next;
		if cursor.is_none() {
			return found;
		}
	}
}

/// All demands that a resource fits, page by page.
fn demands_for(id: ResourceId, limit: u32) -> Vec<u64> {
	let mut found = Vec::new();
	let mut cursor = None;
	loop {
		let page = Catalog::query_demands_for(id, cursor, limit);
		assert!(page.items.len() <= limit as usize);
		found.extend(page.items.into_iter().map(|info| info.id.0));
		cursor = page.next;
		if cursor.is_none() {
			return found;
		}
	}
}

#[test]
fn a_demand_is_kept_as_it_was_posted() {
	ExtBuilder::build_and_execute(|| {
		let id = posted(MANAGER, wanted());
		let demand = Demand {
			organization: COMPANY,
			wanted: wanted(),
			since: START,
			status: DemandStatus::Open,
		};
		assert_eq!(Catalog::query_demand(id).unwrap().demand, demand);
		let by = Actor { account: MANAGER, organization: COMPANY };
		System::assert_last_event(Event::DemandPosted { demand: id, wanted: wanted(), by }.into());
		assert_eq!(Catalog::query_demands(COMPANY, None, 10).items.len(), 1);
		assert_eq!(Catalog::query_demands(SCHOOL, None, 10).items, []);
	});
}

#[test]
fn what_a_demand_says_is_sound() {
	ExtBuilder::build_and_execute(|| {
		let wrong = [
			(Wanted { summary: Summary::new(), ..wanted() }, Error::<Test>::InvalidText),
			(Wanted { region: Region(7), ..wanted() }, Error::<Test>::InvalidRegion),
			(Wanted { quantity: 0, ..wanted() }, Error::<Test>::ZeroAmount),
			(
				Wanted { budget: Some(Budget { asset: CNY, amount: 0 }), ..wanted() },
				Error::<Test>::ZeroAmount,
			),
			(
				Wanted { budget: Some(Budget { asset: 99, amount: 1 }), ..wanted() },
				Error::<Test>::UnknownAsset,
			),
			(Wanted { tags: tags(&[77]), ..wanted() }, Error::<Test>::UnknownTag),
			(Wanted { until: START, ..wanted() }, Error::<Test>::InvalidPeriod),
			(Wanted { until: START + MAX_DEMAND + 1, ..wanted() }, Error::<Test>::InvalidPeriod),
			(
				Wanted { period: Some(Period { from: 5, until: 5 }), ..wanted() },
				Error::<Test>::InvalidPeriod,
			),
			(
				Wanted { period: Some(Period { from: 5, until: START }), ..wanted() },
				Error::<Test>::InvalidPeriod,
			),
		];
		for (wanted, error) in wrong {
			assert_noop!(post(MANAGER, wanted), error);
		}
		assert_ok!(Catalog::retire_tag(RuntimeOrigin::root(), TagId(3)));
		assert_noop!(
			post(MANAGER, Wanted { tags: tags(&[3]), ..wanted() }),
			Error::<Test>::TagRetired
		);
		assert_ok!(post(MANAGER, Wanted { until: START + MAX_DEMAND, ..wanted() }));
	});
}

#[test]
fn an_organization_has_so_many_open_demands() {
	ExtBuilder::build_and_execute(|| {
		let first = posted(MANAGER, wanted());
		for _ in 1..5 {
			assert_ok!(post(MANAGER, wanted()));
		}
		assert_noop!(post(MANAGER, wanted()), Error::<Test>::TooManyDemands);
		assert_ok!(post(RECTOR, wanted()));
		assert_ok!(Catalog::withdraw_demand(signed(MANAGER), first));
		assert_ok!(post(MANAGER, wanted()));
	});
}

#[test]
fn a_demand_is_withdrawn_by_whose_it_is_once() {
	ExtBuilder::build_and_execute(|| {
		let id = posted(MANAGER, wanted());
		let withdraw = |by, id| Catalog::withdraw_demand(signed(by), id);
		assert_noop!(withdraw(DEAN, id), Error::<Test>::NotAuthorized);
		assert_noop!(withdraw(MANAGER, DemandId(9)), Error::<Test>::NoDemand);
		assert_ok!(withdraw(MANAGER, id));
		let ended = Event::DemandEnded { demand: id, status: DemandStatus::Withdrawn };
		System::assert_last_event(ended.into());
		assert_noop!(withdraw(MANAGER, id), Error::<Test>::DemandOver);
		pass(8 * DAY);
		assert_eq!(status(id), DemandStatus::Withdrawn);
	});
}

#[test]
fn a_demand_expires() {
	ExtBuilder::build_and_execute(|| {
		let id = posted(MANAGER, wanted());
		let course = course(DEAN);
		pass(7 * DAY - 1);
		assert_eq!((status(id), resources_for(id, 9)), (DemandStatus::Open, [0].to_vec()));
		Now::mutate(|now| *now += 1);
		assert_eq!(Catalog::looks_for(id, course), None);
		pass(0);
		assert_eq!(status(id), DemandStatus::Expired);
		assert_eq!((resources_for(id, 9), demands_for(course, 9)), Default::default());
	});
}

#[test]
fn a_demand_that_was_met_is_over() {
	ExtBuilder::build_and_execute(|| {
		let id = posted(MANAGER, wanted());
		let course = course(DEAN);
		assert_eq!(Catalog::looks_for(id, course), Some(COMPANY));
		Catalog::meet(id, OrderId(3));
		assert_eq!(status(id), DemandStatus::Met { order: OrderId(3) });
		assert_eq!(Catalog::looks_for(id, course), None);
		Catalog::meet(id, OrderId(4));
		assert_eq!(status(id), DemandStatus::Met { order: OrderId(3) });
		pass(8 * DAY);
	});
}

#[test]
fn each_part_of_the_rule_counts() {
	ExtBuilder::build_and_execute(|| {
		let lab = Listing {
			tags: tags(&[1, 2]),
			price: price(100),
			region: Region(330_106),
			..listing("lab")
		};
		let id = list(DEAN, Kind::Facility, lab);
		let good = Wanted {
			kind: Kind::Facility,
			tags: tags(&[2]),
			region: Region(330_100),
			quantity: 10,
			..wanted()
		};
		let fits = |by, wanted| {
			let demand = posted(by, wanted);
			let looked_for = Catalog::looks_for(demand, id).is_some();
			assert_eq!(resources_for(demand, 1), if looked_for { [0].to_vec() } else { vec![] });
			assert_eq!(demands_for(id, 1).contains(&demand.0), looked_for);
			assert_ok!(Catalog::withdraw_demand(signed(by), demand));
			looked_for
		};
		assert!(fits(MANAGER, good.clone()));
		assert!(!fits(DEAN, good.clone()));
		assert!(!fits(MANAGER, Wanted { kind: Kind::Equipment, ..good.clone() }));
		assert!(!fits(MANAGER, Wanted { tags: tags(&[2, 3]), ..good.clone() }));
		assert!(!fits(MANAGER, Wanted { region: Region(330_200), ..good.clone() }));
		let other = Some(Budget { asset: 2, amount: 1_000 });
		<Assets as frame_support::traits::fungibles::Create<_>>::create(2, 9, true, 1).unwrap();
		// Its owner can ask for less than it listed.
		let too_dear = |wanted| {
			let demand = posted(MANAGER, wanted);
			assert_eq!((resources_for(demand, 1), demands_for(id, 9)), Default::default());
			assert_eq!(Catalog::looks_for(demand, id), Some(COMPANY));
			assert_ok!(Catalog::withdraw_demand(signed(MANAGER), demand));
		};
		too_dear(Wanted { quantity: 11, ..good.clone() });
		too_dear(Wanted { quantity: u32::MAX, ..good.clone() });
		too_dear(Wanted { budget: None, ..good.clone() });
		too_dear(Wanted { budget: other, ..good.clone() });
		let period = Some(Period { from: START + 5, until: START + 9 });
		let at_a_time = Wanted { period, ..good.clone() };
		assert!(!fits(MANAGER, at_a_time.clone()));
		Free::set([(id, START + 5)].into());
		assert!(fits(MANAGER, at_a_time));
		suspend(SCHOOL, true);
		assert!(!fits(MANAGER, good.clone()));
		suspend(SCHOOL, false);
		let demand = posted(MANAGER, good);
		suspend(COMPANY, true);
		assert_eq!((resources_for(demand, 9), demands_for(id, 9)), Default::default());
	});
}

#[test]
fn a_time_is_nothing_to_what_cannot_be_booked() {
	ExtBuilder::build_and_execute(|| {
		list(DEAN, Kind::Project, listing("x"));
		let period = Some(Period { from: START + 5, until: START + 9 });
		let id = posted(MANAGER, Wanted { kind: Kind::Project, period, ..wanted() });
		assert_eq!(resources_for(id, 9), [0]);
	});
}

#[test]
fn what_is_retired_fits_nothing() {
	ExtBuilder::build_and_execute(|| {
		let (id, course) = (posted(MANAGER, wanted()), course(DEAN));
		assert_ok!(Catalog::retire(signed(DEAN), course));
		assert_eq!((resources_for(id, 9), demands_for(course, 9)), Default::default());
		assert_eq!(Catalog::looks_for(id, course), None);
		assert_eq!((resources_for(DemandId(9), 9), demands_for(NOWHERE, 9)), Default::default());
	});
}

#[test]
fn an_organization_stays_while_it_looks_for_something() {
	ExtBuilder::build_and_execute(|| {
		let id = posted(MANAGER, wanted());
		assert_noop!(Catalog::ensure_settled(COMPANY), Error::<Test>::StillDemands);
		assert_ok!(Catalog::withdraw_demand(signed(MANAGER), id));
		assert_ok!(Catalog::ensure_settled(COMPANY));
	});
}

prop_compose! {
	fn offers()(
		kind in 0..2_usize,
		subjects in prop::collection::btree_set(0..4_u16, 0..4),
		region in prop::sample::select(vec![330_106, 330_108, 320_500]),
		amount in prop::option::of(1..20 as Amount),
		by in prop::sample::select(vec![DEAN, RECTOR]),
	) -> (AccountId, Kind, Listing) {
		let subjects: Vec<_> = subjects.into_iter().collect();
		let price = amount.and_then(price);
		let listing = Listing { tags: tags(&subjects), region: Region(region), price, ..listing("x") };
		(by, [Kind::Course, Kind::Facility][kind], listing)
	}
}

prop_compose! {
	fn demands()(
		kind in 0..2_usize,
		subjects in prop::collection::btree_set(0..4_u16, 0..3),
		region in prop::sample::select(vec![330_106, 330_000, 100_000]),
		quantity in 1..3_u32,
		amount in prop::option::of(1..30 as Amount),
		by in prop::sample::select(vec![DEAN, RECTOR, MANAGER]),
	) -> (AccountId, Wanted) {
		let subjects: Vec<_> = subjects.into_iter().collect();
		let wanted = Wanted {
			kind: [Kind::Course, Kind::Facility][kind],
			tags: tags(&subjects),
			region: Region(region),
			quantity,
			budget: amount.map(|amount| Budget { asset: CNY, amount }),
			..wanted()
		};
		(by, wanted)
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn both_sides_find_the_same(
		offers in prop::collection::vec(offers(), 1..30),
		demands in prop::collection::vec(demands(), 1..12),
		limit in 1..5_u32,
	) {
		ExtBuilder::build_and_execute(|| {
			for (by, kind, listing) in offers {
				list(by, kind, listing);
			}
			let mut posted = Vec::new();
			for (by, wanted) in demands {
				let id = NextDemandId::<Test>::get();
				if post(by, wanted.clone()).is_ok() {
					posted.push((id, by, wanted));
				}
			}
			let all = (0..NextResourceId::<Test>::get().0).map(ResourceId).collect::<Vec<_>>();
			let fits = |(_, by, wanted): &(DemandId, AccountId, Wanted), id: ResourceId| {
				let Resource { owner, kind, listing, .. } = resource(id);
				let costs = listing.price.map_or(0, |price| price.amount * Amount::from(wanted.quantity));
				kind == wanted.kind
					&& wanted.tags.is_subset(&listing.tags)
					&& wanted.region.contains(listing.region)
					&& costs <= wanted.budget.map_or(0, |budget| budget.amount)
					&& owner != Operators::get()[by].0
			};
			for demand in &posted {
				let expected: Vec<_> =
					all.iter().filter(|id| fits(demand, **id)).map(|id| id.0).collect();
				assert_eq!(resources_for(demand.0, limit), expected);
			}
			for id in all {
				let expected: Vec<_> =
					posted.iter().filter(|demand| fits(demand, id)).map(|demand| demand.0.0).collect();
				assert_eq!(demands_for(id, limit), expected);
			}
		});
	}
}
