// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask, and what they have to say.

use super::*;
use covenant_primitives::catalog::{Catalog as Described, Offer};

#[test]
fn what_is_listed_is_on_offer() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Course, Listing { price: price(7), ..listing("x") });
		let offer =
			Offer { owner: SCHOOL, kind: Kind::Course, version: 0, price: price(7), content: None };
		assert_eq!(Catalog::offer(id), Some(offer));
		assert_ok!(Catalog::revise(signed(DEAN), id, listing("y")));
		assert_eq!(Catalog::offer(id), Some(Offer { version: 1, price: None, ..offer }));
		assert_ok!(Catalog::retire(signed(DEAN), id));
		assert_eq!(Catalog::offer(id), None);
		assert_eq!(Catalog::offer(NOWHERE), None);
	});
}

#[test]
fn a_file_on_offer_names_its_object() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 4, 1, 5)));
		assert_eq!(Catalog::offer(ResourceId(0)).unwrap().content, Some(ObjectId(4)));
	});
}

#[test]
fn a_note_is_logged() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let by = Actor { account: DEAN, organization: SCHOOL };
		let note = Note::CalendarSet { calendar: H256::repeat_byte(7) };
		Catalog::note(id, by.clone(), note);
		let entry = Log::<Test>::get(id, 1).unwrap();
		assert_eq!((entry.by, entry.act), (Some(by), Act::Noted(note)));
	});
}

fn found(order: Order) -> Vec<u64> {
	let page = Catalog::query_search(Filter::default(), order, None, 100);
	page.items.into_iter().map(|info| info.id.0).collect()
}

#[test]
fn marks_move_a_resource_up_and_down() {
	ExtBuilder::build_and_execute(|| {
		let (first, second) = (course(DEAN), course(DEAN));
		Catalog::rate(second, &[], &[5, 4, 5, 4]);
		assert_eq!(resource(second).rating, Rating { stars: 18, count: 4 });
		assert_eq!(found(Order::Rating), [1, 0]);
		Catalog::rate(first, &[], &[5]);
		assert_eq!(found(Order::Rating), [0, 1]);
		// Its user thought better of it.
		Catalog::rate(first, &[5], &[1, 1]);
		assert_eq!(resource(first).rating, Rating { stars: 2, count: 2 });
		assert_eq!(found(Order::Rating), [1, 0]);
		assert_eq!(found(Order::Id), [0, 1]);
	});
}

#[test]
fn what_is_retired_is_rated_and_stays_away() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(Catalog::retire(signed(DEAN), id));
		Catalog::rate(id, &[], &[3]);
		assert_eq!(resource(id).rating.mean(), Some(30));
		assert_eq!(found(Order::Rating), Vec::<u64>::new());
		Catalog::rate(NOWHERE, &[], &[3]);
	});
}

#[test]
fn resources_with_a_free_place_are_found() {
	ExtBuilder::build_and_execute(|| {
		let at = START + 5;
		let ids: Vec<_> = (0..5).map(|_| course(DEAN)).collect();
		Free::set([(ids[1], at), (ids[3], at), (ids[4], at + 1)].into());
		let filter = Filter { free_at: Some(at), ..Filter::default() };
		let page = Catalog::query_search(filter.clone(), Order::Id, None, 1);
		assert_eq!(page.items[0].id, ids[1]);
		let page = Catalog::query_search(filter, Order::Id, page.next, 1);
		assert_eq!((page.items[0].id, page.next), (ids[3], None));
	});
}
