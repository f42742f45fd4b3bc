// SPDX-License-Identifier: Apache-2.0

//! What a search reads, however much there is.

use super::*;

/// A chain with so many resources, of every kind, tag, region, price and beginning of a title.
fn catalog(size: u64) -> sp_io::TestExternalities {
	let mut ext = ExtBuilder::build();
	ext.execute_with(|| {
		let kinds = [Kind::Course, Kind::Equipment, Kind::Facility, Kind::ExpertTime];
		for number in 0..size {
			let kind = kinds[(number % 4) as usize];
			let subjects = [number / 4 % 10, number / 40 % 10];
			let offer = Listing {
				tags: tags(&subjects.map(|subject| subject as u16)),
				region: Region(330_101 + 10_000 * (number % 3) as u32),
				price: price(1 + Amount::from(number % 1_000)),
				..listing(["数控加工", "焊接技术", "laser"][(number / 7 % 3) as usize])
			};
			list([DEAN, RECTOR, MANAGER][(number % 3) as usize], kind, offer);
		}
		System::reset_events();
	});
	ext.commit_all().unwrap();
	ext
}

const ORDERS: [Order; 2] = [Order::Id, Order::Rating];

/// Filters that find a part of everything, and how large it is at least: one in so many.
fn filters() -> [(&'static str, Filter); 6] {
	let none = Filter::default;
	[
		("everything", none()),
		("kind", Filter { kind: Some(Kind::Course), ..none() }),
		("region", Filter { region: Some(Region(330_000)), ..none() }),
		("title", Filter { title: Some("数控".into()), ..none() }),
		("kind and tag", Filter { kind: Some(Kind::Facility), tags: tags(&[3]), ..none() }),
		(
			"kind, tag, region and price",
			Filter {
				kind: Some(Kind::Course),
				tags: tags(&[3]),
				region: Some(Region(340_000)),
				price: Some(PriceFilter::Within { asset: CNY, least: 64, most: 1_000 }),
				..none()
			},
		),
	]
}

/// Each step is a key that is looked for and one that follows.
#[test]
fn a_page_of_a_large_catalog_reads_as_much_as_one_of_a_small_one() {
	let [mut small, mut large] = [500, 4_000].map(catalog);
	for (name, filter) in filters() {
		for order in ORDERS {
			let nodes = |ext: &mut sp_io::TestExternalities| {
				let search = || {
					let page = Catalog::query_search(filter.clone(), order, None, 20);
					assert!(page.items.len() >= 5, "{name}: {}", page.items.len());
				};
				ext.execute_and_prove(search).1.iter_nodes().count()
			};
			let (few, many) = (nodes(&mut small), nodes(&mut large));
			assert!(many <= few + few / 2 + 60, "{name}: {few} nodes, and {many} of a larger one");
		}
	}
}

/// All terms in both orders, the resource, its count, id and log.
#[test]
fn what_is_written_depends_on_the_terms_alone() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..20 {
			list(DEAN, Kind::Course, listing("x"));
		}
		let entries = Index::<Test>::iter_keys().count();
		let full = Listing {
			tags: tags(&[0, 1, 2, 3, 4, 5, 6, 7]),
			price: price(8),
			..listing("数控机床实训室")
		};
		let id =
			list(DEAN, Kind::Course, Listing { title: listing("数控机床实训室二").title, ..full });
		assert_eq!(
			Index::<Test>::iter_keys().count() - entries,
			2 * index::terms(&resource(id)).len()
		);
		assert_eq!(index::terms(&resource(id)).len(), 3 + 8 + 3 + 4 + 1);
	});
}
