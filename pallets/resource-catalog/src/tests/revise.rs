// SPDX-License-Identifier: Apache-2.0

//! Changing what a listing says.

use super::*;
use sp_runtime::ArithmeticError;

fn revise(by: AccountId, id: ResourceId, listing: Listing) -> DispatchResult {
	Catalog::revise(signed(by), id, listing)
}

fn found(filter: Filter) -> usize {
	Catalog::query_search(filter, Order::Id, None, 100).items.len()
}

/// The same with one thing changed, for each thing.
fn changes(former: &Listing) -> [Listing; 6] {
	let summary = Summary::truncate_from(b"more".to_vec());
	[
		Listing { title: listing("another").title, ..former.clone() },
		Listing { summary, ..former.clone() },
		Listing { description: H256::repeat_byte(2), ..former.clone() },
		Listing { tags: tags(&[1, 2]), ..former.clone() },
		Listing { region: Region(320_500), ..former.clone() },
		Listing { price: price(500), ..former.clone() },
	]
}

#[test]
fn each_thing_can_be_changed() {
	ExtBuilder::build_and_execute(|| {
		let former = listing("x");
		for changed in changes(&former) {
			let id = list(DEAN, Kind::Course, former.clone());
			assert_ok!(revise(DEAN, id, changed.clone()));
			assert_eq!(resource(id).listing, changed);
			assert_ok!(revise(DEAN, id, former.clone()));
			assert_eq!((resource(id).listing, resource(id).version), (former.clone(), 2));
		}
	});
}

#[test]
fn each_revision_is_logged_by_its_hash() {
	ExtBuilder::build_and_execute(|| {
		let former = listing("x");
		let id = list(DEAN, Kind::Course, former.clone());
		for (version, changed) in (1..).zip(changes(&former)) {
			assert_ok!(revise(DEAN, id, changed.clone()));
			let hash = BlakeTwo256::hash_of(&changed);
			assert_eq!(acts(id).last(), Some(&Act::Revised { version, listing: hash }));
		}
	});
}

#[test]
fn what_is_no_listing_stays() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 1)));
		let id = ResourceId(0);
		let parent = course(RECTOR);
		assert_ok!(propose(DEAN, id, parent, 1));
		assert_ok!(contribute(DEAN, id, &[person(AUTHOR, 1)]));
		assert_ok!(offer(DEAN, id, COLLEGE));
		let before = Catalog::query_resource(id).unwrap();
		assert_ok!(revise(DEAN, id, listing("y")));
		let resource = Resource { listing: listing("y"), version: 1, ..before.resource.clone() };
		assert_eq!(Catalog::query_resource(id), Some(ResourceInfo { resource, ..before }));
	});
}

#[test]
fn it_is_found_under_what_it_says_now() {
	ExtBuilder::build_and_execute(|| {
		let former = Listing { tags: tags(&[1]), price: price(100), ..listing("Welding") };
		let id = list(DEAN, Kind::Course, former);
		let now = Listing { tags: tags(&[2]), region: Region(320_500), ..listing("Laser") };
		assert_ok!(revise(DEAN, id, now));
		let none = Filter::default;
		let within = PriceFilter::Within { asset: CNY, least: 1, most: 200 };
		for gone in [
			Filter { tags: tags(&[1]), ..none() },
			Filter { region: Some(Region(330_106)), ..none() },
			Filter { price: Some(within), ..none() },
			Filter { title: Some("weld".into()), ..none() },
		] {
			assert_eq!(found(gone.clone()), 0, "{gone:?}");
		}
		for new in [
			Filter { tags: tags(&[2]), ..none() },
			Filter { region: Some(Region(320_000)), ..none() },
			Filter { price: Some(PriceFilter::Free), ..none() },
			Filter { title: Some("las".into()), ..none() },
		] {
			assert_eq!(found(new.clone()), 1, "{new:?}");
		}
	});
}

#[test]
fn something_changes() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_noop!(revise(DEAN, id, listing("x")), Error::<Test>::Unchanged);
	});
}

#[test]
fn a_revision_is_a_listing_like_any_other() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let refused = |listing: Listing, error: Error<Test>| {
			assert_noop!(revise(DEAN, id, listing), error);
		};
		for text in ["", " ", "\u{3000}", "a\tb", "a\u{85}"] {
			refused(listing(text), Error::InvalidText);
			let summary = Summary::truncate_from(text.as_bytes().to_vec());
			refused(Listing { summary, ..listing("y") }, Error::InvalidText);
		}
		let title = Title::truncate_from(b"\xff".to_vec());
		refused(Listing { title, ..listing("y") }, Error::InvalidText);
		refused(Listing { region: Region(330_006), ..listing("y") }, Error::InvalidRegion);
		refused(Listing { price: price(0), ..listing("y") }, Error::ZeroPrice);
		let foreign = Some(Price { asset: 2, amount: 1, per: Per::Use });
		refused(Listing { price: foreign, ..listing("y") }, Error::UnknownAsset);
		refused(Listing { tags: tags(&[10]), ..listing("y") }, Error::UnknownTag);
		assert_ok!(Catalog::retire_tag(RuntimeOrigin::root(), TagId(1)));
		refused(Listing { tags: tags(&[1]), ..listing("y") }, Error::TagRetired);
	});
}

#[test]
fn the_owner_of_what_is_offered_revises_it() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_noop!(revise(DEAN, NOWHERE, listing("y")), Error::<Test>::NotFound);
		for other in [RECTOR, MANAGER] {
			assert_noop!(revise(other, id, listing("y")), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Catalog::retire(signed(DEAN), id));
		assert_noop!(revise(DEAN, id, listing("y")), Error::<Test>::NotListed);
	});
}

#[test]
fn the_new_owner_revises_what_it_took_over() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_ok!(accept(RECTOR, id, None));
		assert_noop!(revise(DEAN, id, listing("y")), Error::<Test>::NotAuthorized);
		assert_ok!(revise(RECTOR, id, listing("y")));
	});
}

#[test]
fn versions_do_not_wrap() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		Resources::<Test>::mutate(id, |it| it.as_mut().unwrap().version = u32::MAX);
		assert_noop!(revise(DEAN, id, listing("y")), ArithmeticError::Overflow);
	});
}
