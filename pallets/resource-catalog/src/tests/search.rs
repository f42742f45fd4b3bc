// SPDX-License-Identifier: Apache-2.0

//! Finding.

use super::*;
use proptest::prelude::*;

fn ids(page: &Page<ResourceInfo, Position>) -> Vec<u64> {
	page.items.iter().map(|info| info.id.0).collect()
}

/// All that is found, page by page of `limit`.
fn all(filter: &Filter, order: Order, limit: u32) -> Vec<u64> {
	let mut found = Vec::new();
	let mut cursor = None;
	loop {
		let page = Catalog::query_search(filter.clone(), order, cursor, limit);
		assert!(page.items.len() <= limit as usize);
		found.extend(ids(&page));
		assert!(page.next.is_none() || page.next > cursor, "a search goes on");
		cursor = page.next;
		if cursor.is_none() {
			return found;
		}
	}
}

fn found(filter: Filter) -> Vec<u64> {
	all(&filter, Order::Id, 100)
}

fn within(least: Amount, most: Amount) -> Option<PriceFilter> {
	Some(PriceFilter::Within { asset: CNY, least, most })
}

fn titled(title: &str) -> Filter {
	Filter { title: Some(title.into()), ..Filter::default() }
}

/// What was rated, so that lists know.
fn rate(id: u64, stars: u64, count: u32) {
	let id = ResourceId(id);
	let before = resource(id);
	let after = Resource { rating: Rating { stars, count }, ..before.clone() };
	Catalog::reindex(id, &before, &after);
	Resources::<Test>::insert(id, after);
}

#[test]
fn each_filter_narrows() {
	ExtBuilder::build_and_execute(|| {
		let course = Listing { tags: tags(&[1, 2]), price: price(100), ..listing("Welding I") };
		list(DEAN, Kind::Course, course);
		let lab = Listing { region: Region(320_500), tags: tags(&[2]), ..listing("Laser lab") };
		list(DEAN, Kind::Facility, lab);
		let other = Listing { tags: tags(&[1]), price: price(250), ..listing("welding II") };
		list(RECTOR, Kind::Course, other);

		let none = Filter::default();
		assert_eq!(found(none.clone()), [0, 1, 2]);
		assert_eq!(found(Filter { kind: Some(Kind::Course), ..none.clone() }), [0, 2]);
		assert!(found(Filter { kind: Some(Kind::Project), ..none.clone() }).is_empty());
		assert_eq!(found(Filter { tags: tags(&[1]), ..none.clone() }), [0, 2]);
		assert_eq!(found(Filter { tags: tags(&[1, 2]), ..none.clone() }), [0]);
		assert_eq!(found(Filter { owner: Some(SCHOOL), ..none.clone() }), [0, 1]);
		assert_eq!(found(Filter { region: Some(Region(330_000)), ..none.clone() }), [0, 2]);
		assert_eq!(found(Filter { region: Some(Region(320_500)), ..none.clone() }), [1]);
		assert!(found(Filter { region: Some(Region(320_506)), ..none.clone() }).is_empty());
		assert_eq!(found(Filter { region: Some(Region::COUNTRY), ..none.clone() }), [0, 1, 2]);
		assert_eq!(found(Filter { price: Some(PriceFilter::Free), ..none.clone() }), [1]);
		let both = Filter {
			owner: Some(COLLEGE),
			kind: Some(Kind::Course),
			price: within(200, 300),
			..titled("weld")
		};
		assert_eq!(found(both), [2]);
	});
}

#[test]
fn prices_are_found_to_the_unit() {
	ExtBuilder::build_and_execute(|| {
		for amount in [1, 2, 3, 4, 127, 128, 129, Amount::MAX] {
			list(DEAN, Kind::Course, Listing { price: price(amount), ..listing("x") });
		}
		let by_price =
			|least, most| found(Filter { price: within(least, most), ..Filter::default() });
		assert_eq!(by_price(0, 3), [0, 1, 2]);
		assert_eq!(by_price(2, 2), [1]);
		assert_eq!(by_price(128, 128), [5]);
		assert_eq!(by_price(127, 129), [4, 5, 6]);
		assert_eq!(by_price(130, Amount::MAX), [7]);
		assert_eq!(by_price(0, Amount::MAX).len(), 8);
		assert!(by_price(4, 3).is_empty());
		assert!(by_price(0, 0).is_empty());
		let elsewhere = PriceFilter::Within { asset: 2, least: 0, most: Amount::MAX };
		assert!(found(Filter { price: Some(elsewhere), ..Filter::default() }).is_empty());
	});
}

#[test]
fn titles_are_found_by_their_beginning() {
	ExtBuilder::build_and_execute(|| {
		for title in ["数控机床实训室", "数控编程", "数学", " Control theory ", "ÉCOLE"]
		{
			list(DEAN, Kind::Course, listing(title));
		}
		assert_eq!(found(titled("数")), [0, 1, 2]);
		assert_eq!(found(titled("数控")), [0, 1]);
		assert_eq!(found(titled("数控机")), [0]);
		assert_eq!(found(titled("数控机床实训室")), [0]);
		assert!(found(titled("数控机床实训室二")).is_empty());
		assert_eq!(found(titled("CONTROL THE")), [3]);
		assert!(found(titled("control thr")).is_empty());
		assert_eq!(found(titled("école")), [4]);
		assert_eq!(found(titled("")), [0, 1, 2, 3, 4]);
		assert!(found(titled("z")).is_empty());
	});
}

#[test]
fn the_best_come_first() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..5 {
			list(DEAN, Kind::Course, listing("x"));
		}
		rate(1, 9, 2);
		rate(3, 50, 10);
		rate(4, 45, 10);
		let best = all(&Filter::default(), Order::Rating, 2);
		assert_eq!(best, [3, 1, 4, 0, 2], "of equal ratings the oldest comes first");
		rate(3, 51, 11);
		assert_eq!(resource(ResourceId(3)).rating.mean(), Some(46));
		rate(0, 5, 1);
		assert_eq!(all(&Filter::default(), Order::Rating, 100), [0, 3, 1, 4, 2]);
		assert_eq!(all(&Filter::default(), Order::Id, 100), [0, 1, 2, 3, 4]);
	});
}

#[test]
fn what_is_gone_is_not_found() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Course, listing("x"));
		assert_ok!(Catalog::revise(signed(DEAN), id, listing("y")));
		assert!(found(titled("x")).is_empty());
		assert_eq!(found(titled("y")), [0]);
		assert_ok!(Catalog::retire(signed(DEAN), id));
		assert!(found(Filter::default()).is_empty());
		assert_eq!(Index::<Test>::iter().count(), 0);
	});
}

#[test]
fn pages_end_where_the_list_does() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..6 {
			list(DEAN, Kind::Course, listing("x"));
		}
		let page = Catalog::query_search(Filter::default(), Order::Id, None, 3);
		assert_eq!(ids(&page), [0, 1, 2]);
		let page = Catalog::query_search(Filter::default(), Order::Id, page.next, 3);
		assert_eq!((ids(&page), page.next), (vec![3, 4, 5], None));
		let page = Catalog::query_search(Filter::default(), Order::Id, None, 0);
		assert_eq!(ids(&page), [0], "no limit is a limit of one");
		let end = Some(Position([u8::MAX; 9]));
		let page = Catalog::query_search(Filter::default(), Order::Id, end, 3);
		assert!(page.items.is_empty() && page.next.is_none());
	});
}

/// Two subjects that take turns, and never meet but once, at the end.
#[test]
fn a_search_that_finds_little_gives_up_and_goes_on() {
	ExtBuilder::build_and_execute(|| {
		for number in 0..3_000_u16 {
			let subject = 1 + number % 2;
			list(DEAN, Kind::Course, Listing { tags: tags(&[subject]), ..listing("x") });
		}
		list(DEAN, Kind::Course, Listing { tags: tags(&[1, 2]), ..listing("x") });
		let filter = Filter { tags: tags(&[1, 2]), ..Filter::default() };
		let page = Catalog::query_search(filter.clone(), Order::Id, None, 1);
		assert!(ids(&page).is_empty());
		assert!(page.next.is_some());
		assert_eq!(all(&filter, Order::Id, 1), [3_000]);
	});
}

prop_compose! {
	fn offers()(
		kind in 0..3_u8,
		subjects in prop::collection::btree_set(0..4_u16, 0..4),
		region in prop::sample::select(vec![330_106, 330_100, 320_000, 100_000]),
		amount in prop::option::of(1..20 as Amount),
		title in "[ab数]{1,10}",
		stars in prop::option::of(1..=5_u64),
	) -> (Kind, Listing, Option<u64>) {
		let kind = [Kind::Course, Kind::Facility, Kind::Project][usize::from(kind)];
		let subjects: Vec<_> = subjects.into_iter().collect();
		let listing = Listing {
			tags: tags(&subjects),
			region: Region(region),
			price: amount.and_then(price),
			..listing(&title)
		};
		(kind, listing, stars)
	}
}

prop_compose! {
	fn filters()(
		kind in prop::option::of(0..3_u8),
		subjects in prop::collection::btree_set(0..4_u16, 0..3),
		region in prop::option::of(prop::sample::select(vec![330_106, 330_000, 320_000, 100_000])),
		range in prop::option::of((0..20 as Amount, 0..20 as Amount)),
		free in any::<bool>(),
		free_at in prop::option::weighted(0.2, 0..3 as Moment),
		title in prop::option::of("[ab数]{0,9}"),
	) -> Filter {
		let subjects: Vec<_> = subjects.into_iter().collect();
		let kinds = [Kind::Course, Kind::Facility, Kind::Project];
		let range = range.and_then(|(least, most)| within(least, most));
		Filter {
			kind: kind.map(|kind| kinds[usize::from(kind)]),
			tags: tags(&subjects),
			region: region.map(Region),
			owner: None,
			price: if free { range.map(|_| PriceFilter::Free) } else { range },
			free_at,
			title,
		}
	}
}

/// The rule, without lists.
fn is_wanted(filter: &Filter, id: u64, resource: &Resource) -> bool {
	let Listing { title, tags, region, price, .. } = &resource.listing;
	let title = core::str::from_utf8(title).unwrap();
	filter.kind.is_none_or(|kind| kind == resource.kind)
		&& filter.free_at.is_none_or(|at| Free::get().contains(&(ResourceId(id), at)))
		&& filter.tags.iter().all(|tag| tags.contains(tag))
		&& filter.region.is_none_or(|wanted| wanted.contains(*region))
		&& filter.title.as_ref().is_none_or(|wanted| title.starts_with(wanted.as_str()))
		&& match filter.price {
			None => true,
			Some(PriceFilter::Free) => price.is_none(),
			Some(PriceFilter::Within { least, most, .. }) => {
				price.is_some_and(|price| least <= price.amount && price.amount <= most)
			}
		}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn lists_find_what_the_rule_says(
		offers in prop::collection::vec(offers(), 1..40),
		filters in prop::collection::vec(filters(), 1..10),
		limit in 1..6_u32,
	) {
		ExtBuilder::build_and_execute(|| {
			for (number, (kind, listing, stars)) in (0..).zip(&offers) {
				list(DEAN, *kind, listing.clone());
				if let Some(stars) = stars {
					rate(number, *stars, 1);
				}
			}
			// At the time 1, every other resource has a place; at 2, every third.
			let free = (0..40).flat_map(|id| [(id, 1), (id, 2)]);
			let free = free.filter(|(id, at)| id % (at + 1) == 0);
			Free::set(free.map(|(id, at)| (ResourceId(id), at)).collect());
			for filter in &filters {
				let wanted = |id: &u64| is_wanted(filter, *id, &resource(ResourceId(*id)));
				let mut expected: Vec<_> = (0..offers.len() as u64).filter(wanted).collect();
				assert_eq!(all(filter, Order::Id, limit), expected);
				let stars = |id: &u64| resource(ResourceId(*id)).rating.mean().unwrap_or(0);
				expected.sort_by_key(|id| (core::cmp::Reverse(stars(id)), *id));
				assert_eq!(all(filter, Order::Rating, limit), expected);
			}
		});
	}
}
