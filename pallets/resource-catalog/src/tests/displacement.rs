// SPDX-License-Identifier: Apache-2.0

//! A resource gives way when somebody opens an earlier commitment to its fingerprint.

use super::*;

const COPY: ResourceId = ResourceId(0);
const ORIGINAL: ResourceId = ResourceId(1);

/// The school lists a file.
fn copied() {
	assert_ok!(list_file(DEAN, "copy", content(SCHOOL, 1, 1, 5)));
}

/// The college lists the same, to which it had committed earlier.
fn displace() -> DispatchResult {
	list_file(RECTOR, "original", content(COLLEGE, 2, 1, 3))
}

fn found(filter: Filter) -> Vec<ResourceId> {
	let page = Catalog::query_search(filter, Order::Id, None, 100);
	page.items.into_iter().map(|info| info.id).collect()
}

fn reference(fingerprint: u8) -> ResourceId {
	ResourceId(Catalog::query_fingerprint(H256::repeat_byte(fingerprint)).unwrap().reference)
}

#[test]
fn who_committed_first_has_the_fingerprint() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(displace());
		assert_eq!(resource(COPY).status, Status::Displaced);
		assert_eq!(resource(ORIGINAL).status, Status::Listed);
		assert_eq!(reference(1), ORIGINAL);
	});
}

#[test]
fn who_committed_later_has_not() {
	ExtBuilder::build_and_execute(|| {
		copied();
		for place in [5, 6] {
			let later = content(COLLEGE, 2, 1, place);
			assert_noop!(
				list_file(RECTOR, "later", later),
				DispatchError::Other("already registered")
			);
		}
		assert_eq!((resource(COPY).status, reference(1)), (Status::Listed, COPY));
	});
}

#[test]
fn all_but_the_status_stays() {
	ExtBuilder::build_and_execute(|| {
		copied();
		let before = resource(COPY);
		assert_ok!(displace());
		assert_eq!(resource(COPY), Resource { status: Status::Displaced, ..before });
	});
}

#[test]
fn what_gave_way_is_not_found() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(displace());
		assert_eq!(found(Filter::default()), [ORIGINAL]);
		assert_eq!(found(Filter { owner: Some(SCHOOL), ..Filter::default() }), []);
		assert_eq!(found(Filter { title: Some("copy".into()), ..Filter::default() }), []);
		assert!(Index::<Test>::iter_keys().all(|(_, position)| position.resource() == ORIGINAL));
	});
}

#[test]
fn what_gave_way_is_not_counted() {
	ExtBuilder::build_and_execute(|| {
		copied();
		course(DEAN);
		assert_ok!(displace());
		assert_eq!((Offered::<Test>::get(SCHOOL), Offered::<Test>::get(COLLEGE)), (1, 1));
	});
}

#[test]
fn a_transfer_comes_to_nothing() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(offer(DEAN, COPY, COMPANY));
		assert_ok!(displace());
		assert_eq!(Transfers::<Test>::get(COPY), None);
		content(COMPANY, 3, 1, 0);
		assert_noop!(accept(MANAGER, COPY, Some(3)), Error::<Test>::NotListed);
		for side in [DEAN, MANAGER] {
			assert_noop!(Catalog::cancel_transfer(signed(side), COPY), Error::<Test>::NotListed);
		}
	});
}

#[test]
fn it_is_logged_as_nobodys_act_before_the_other_is_listed() {
	ExtBuilder::build_and_execute(|| {
		copied();
		System::reset_events();
		System::set_block_number(9);
		Now::set(START + 77);
		assert_ok!(displace());
		let act = Act::Displaced { by: ORIGINAL };
		let entry = Entry { at: START + 77, block: 9, by: None, act };
		assert_eq!(Log::<Test>::get(COPY, 1), Some(entry.clone()));
		let listed = Log::<Test>::get(ORIGINAL, 0).unwrap();
		let events: Vec<_> = System::events().into_iter().map(|record| record.event).collect();
		assert_eq!(
			events,
			[
				Event::Logged { resource: COPY, index: 1, entry }.into(),
				Event::Logged { resource: ORIGINAL, index: 0, entry: listed }.into(),
			]
		);
	});
}

#[test]
fn the_object_is_free_for_another_file() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(displace());
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), None);
		assert_ok!(list_file(DEAN, "own", content(SCHOOL, 1, 2, 5)));
	});
}

#[test]
fn what_gave_way_is_closed_to_its_owner() {
	ExtBuilder::build_and_execute(|| {
		copied();
		let other = course(DEAN);
		assert_ok!(displace());
		let (file, salt) = content(SCHOOL, 1, 2, 1);
		let contributors = Contributors::truncate_from(vec![person(AUTHOR, 1)]);
		let error = DispatchError::from(Error::<Test>::NotListed);
		assert_noop!(Catalog::revise(signed(DEAN), COPY, listing("y")), error);
		assert_noop!(Catalog::replace_content(signed(DEAN), COPY, file, salt), error);
		assert_noop!(Catalog::retire(signed(DEAN), COPY), error);
		assert_noop!(Catalog::offer_transfer(signed(DEAN), COPY, COMPANY), error);
		assert_noop!(Catalog::set_contributors(signed(DEAN), COPY, contributors), error);
		assert_noop!(propose(DEAN, COPY, other, 1), error);
		assert_noop!(propose(DEAN, other, COPY, 1), error);
	});
}

#[test]
fn nothing_is_agreed_with_what_gave_way() {
	ExtBuilder::build_and_execute(|| {
		copied();
		let [below, above] = [course(MANAGER), course(MANAGER)];
		assert_ok!(propose(MANAGER, below, COPY, 1));
		assert_ok!(propose(DEAN, COPY, above, 1));
		assert_ok!(displace());
		assert_noop!(agree(DEAN, below, 1), Error::<Test>::NotListed);
		assert_noop!(agree(MANAGER, COPY, 1), Error::<Test>::NotListed);
		// What was proposed can be taken back.
		assert_ok!(end(MANAGER, below));
		assert_ok!(end(DEAN, COPY));
	});
}

#[test]
fn what_is_retired_gives_way_too() {
	ExtBuilder::build_and_execute(|| {
		copied();
		course(DEAN);
		assert_ok!(Catalog::retire(signed(DEAN), COPY));
		assert_ok!(displace());
		assert_eq!(resource(COPY).status, Status::Displaced);
		assert_eq!(acts(COPY)[1..], [Act::Retired, Act::Displaced { by: ResourceId(2) }]);
		assert_eq!(Offered::<Test>::get(SCHOOL), 1, "it was counted no more");
	});
}

/// The object of what is retired may be another's by then.
#[test]
fn an_object_that_was_freed_stays_whose_it_is() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(Catalog::retire(signed(DEAN), COPY));
		assert_ok!(list_file(DEAN, "own", content(SCHOOL, 1, 2, 5)));
		assert_ok!(displace());
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), Some(ResourceId(1)));
	});
}

#[test]
fn one_gives_way_after_another() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(displace());
		assert_ok!(list_file(MANAGER, "earliest", content(COMPANY, 3, 1, 2)));
		assert_eq!(resource(ORIGINAL).status, Status::Displaced);
		assert_eq!(acts(COPY).last(), Some(&Act::Displaced { by: ORIGINAL }));
		assert_eq!(acts(ORIGINAL).last(), Some(&Act::Displaced { by: ResourceId(2) }));
		assert_eq!((Offered::<Test>::get(SCHOOL), Offered::<Test>::get(COLLEGE)), (0, 0));
		assert_eq!(reference(1), ResourceId(2));
	});
}

#[test]
fn a_former_fingerprint_counts() {
	ExtBuilder::build_and_execute(|| {
		copied();
		let (file, salt) = content(SCHOOL, 1, 2, 5);
		assert_ok!(Catalog::replace_content(signed(DEAN), COPY, file, salt));
		assert_ok!(displace());
		assert_eq!(resource(COPY).status, Status::Displaced);
		assert_eq!((reference(1), reference(2)), (ORIGINAL, COPY));
		// And if another one was somebody else's, too, that is told.
		assert_ok!(list_file(MANAGER, "other", content(COMPANY, 3, 2, 3)));
		let gone = [ORIGINAL, ResourceId(2)].map(|by| Act::Displaced { by });
		assert_eq!(acts(COPY)[2..], gone);
		assert_eq!(Offered::<Test>::get(SCHOOL), 0);
	});
}

#[test]
fn what_replaces_content_displaces() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(list_file(RECTOR, "other", content(COLLEGE, 2, 2, 1)));
		let (file, salt) = content(COLLEGE, 2, 1, 3);
		assert_ok!(Catalog::replace_content(signed(RECTOR), ORIGINAL, file, salt));
		assert_eq!(resource(COPY).status, Status::Displaced);
		assert_eq!((reference(1), reference(2)), (ORIGINAL, ORIGINAL));
	});
}

/// It can have listed a file that it committed to twice, and lists it again under the earlier
/// commitment: a fingerprint is that of one resource.
#[test]
fn an_organizations_own_earlier_commitment_displaces_its_other_resource() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(list_file(DEAN, "again", content(SCHOOL, 2, 1, 3)));
		assert_eq!(resource(COPY).status, Status::Displaced);
		assert_eq!(acts(COPY).last(), Some(&Act::Displaced { by: ORIGINAL }));
		assert_eq!(Offered::<Test>::get(SCHOOL), 1);
		assert_eq!(reference(1), ORIGINAL);
	});
}

#[test]
fn a_resource_does_not_displace_itself() {
	ExtBuilder::build_and_execute(|| {
		copied();
		let (other, salt) = content(SCHOOL, 1, 2, 6);
		assert_ok!(Catalog::replace_content(signed(DEAN), COPY, other, salt));
		let (back, salt) = content(SCHOOL, 1, 1, 3);
		assert_ok!(Catalog::replace_content(signed(DEAN), COPY, back, salt));
		assert_eq!((resource(COPY).status, resource(COPY).content), (Status::Listed, Some(back)));
		assert_eq!(acts(COPY).last(), Some(&Act::ContentReplaced { version: 2, content: back }));
	});
}

#[test]
fn what_changed_hands_gives_way() {
	ExtBuilder::build_and_execute(|| {
		copied();
		content(COMPANY, 3, 1, 0);
		assert_ok!(offer(DEAN, COPY, COMPANY));
		assert_ok!(accept(MANAGER, COPY, Some(3)));
		assert_ok!(displace());
		assert_eq!(resource(COPY).status, Status::Displaced);
		assert_eq!(ResourceOf::<Test>::get(ObjectId(3)), None);
		assert_eq!(Offered::<Test>::get(COMPANY), 0);
	});
}

#[test]
fn what_a_suspended_organization_offers_gives_way() {
	ExtBuilder::build_and_execute(|| {
		copied();
		suspend(SCHOOL, true);
		assert_ok!(displace());
		assert_eq!(resource(COPY).status, Status::Displaced);
	});
}

#[test]
fn a_refused_listing_displaces_nothing() {
	ExtBuilder::build_and_execute(|| {
		copied();
		let (file, salt) = content(COLLEGE, 2, 1, 3);
		Objects::mutate(|objects| objects.remove(&file.object));
		assert_noop!(list_file(RECTOR, "original", (file, salt)), Error::<Test>::UnknownObject);
		assert_eq!((resource(COPY).status, reference(1)), (Status::Listed, COPY));
	});
}

#[test]
fn what_gave_way_earns_no_royalty() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(contribute(DEAN, COPY, &[person(AUTHOR, 5_000)]));
		let id = derived(MANAGER, COPY, DEAN, 4_000);
		assert_eq!(shares(id).len(), 3);
		assert_ok!(displace());
		assert_eq!(shares(id), [(Party::Organization(COMPANY), UNIT)]);
		// The derivation is still told, and its end is logged like any other.
		assert!(Derivations::<Test>::get(id).unwrap().agreed);
		assert_noop!(end(MANAGER, id), Error::<Test>::NotAuthorized);
		assert_ok!(end(DEAN, id));
	});
}

#[test]
fn nor_do_those_above_it() {
	ExtBuilder::build_and_execute(|| {
		copied();
		let above = course(RECTOR);
		assert_ok!(propose(DEAN, COPY, above, 5_000));
		assert_ok!(agree(RECTOR, COPY, 5_000));
		let id = derived(MANAGER, COPY, DEAN, 4_000);
		assert_eq!(shares(id).len(), 3);
		assert_ok!(displace());
		assert_eq!(shares(id), [(Party::Organization(COMPANY), UNIT)]);
	});
}

#[test]
fn those_below_it_keep_what_it_would_have_got() {
	ExtBuilder::build_and_execute(|| {
		copied();
		let middle = derived(MANAGER, COPY, DEAN, 5_000);
		let id = derived(RECTOR, middle, MANAGER, 4_000);
		assert_eq!(shares(id).len(), 3);
		assert_ok!(displace());
		let expected = [
			(Party::Organization(COLLEGE), UNIT / 10 * 6),
			(Party::Organization(COMPANY), UNIT / 10 * 4),
		];
		assert_eq!(shares(id), expected);
	});
}

/// What is earned with it from before is still divided.
#[test]
fn the_shares_in_what_gave_way_are_as_before() {
	ExtBuilder::build_and_execute(|| {
		copied();
		assert_ok!(contribute(DEAN, COPY, &[person(AUTHOR, 5_000)]));
		let before = shares(COPY);
		assert_ok!(displace());
		assert_eq!(shares(COPY), before);
	});
}
