// SPDX-License-Identifier: Apache-2.0

//! Taking a resource out of the catalog, for good.

use super::*;

fn retire(by: AccountId, id: ResourceId) -> DispatchResult {
	Catalog::retire(signed(by), id)
}

#[test]
fn it_is_known_but_not_found() {
	ExtBuilder::build_and_execute(|| {
		let [id, other] = [course(DEAN), course(DEAN)];
		let before = resource(id);
		assert_ok!(retire(DEAN, id));
		assert_eq!(resource(id), Resource { status: Status::Retired, ..before });
		assert_eq!(acts(id).last(), Some(&Act::Retired));
		for order in [Order::Id, Order::Rating] {
			let found = Catalog::query_search(Filter::default(), order, None, 9).items;
			assert_eq!(found.iter().map(|info| info.id).collect::<Vec<_>>(), [other]);
		}
	});
}

#[test]
fn it_is_not_counted() {
	ExtBuilder::build_and_execute(|| {
		let [first, second] = [course(DEAN), course(DEAN)];
		assert_ok!(retire(DEAN, second));
		assert_eq!(Offered::<Test>::get(SCHOOL), 1);
		assert_ok!(retire(DEAN, first));
		assert!(!Offered::<Test>::contains_key(SCHOOL));
	});
}

#[test]
fn the_owner_of_what_is_offered_retires_it() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_noop!(retire(DEAN, NOWHERE), Error::<Test>::NotFound);
		for other in [RECTOR, MANAGER] {
			assert_noop!(retire(other, id), Error::<Test>::NotAuthorized);
		}
		assert_ok!(retire(DEAN, id));
		assert_noop!(retire(DEAN, id), Error::<Test>::NotListed);
	});
}

#[test]
fn an_offer_to_another_organization_ends() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_noop!(retire(RECTOR, id), Error::<Test>::NotAuthorized);
		assert_ok!(retire(DEAN, id));
		assert_eq!(Transfers::<Test>::get(id), None);
		assert_noop!(accept(RECTOR, id, None), Error::<Test>::NotListed);
	});
}

#[test]
fn its_object_is_free_and_its_fingerprint_is_not() {
	ExtBuilder::build_and_execute(|| {
		let (file, salt) = content(SCHOOL, 1, 1, 5);
		assert_ok!(list_file(DEAN, "x", (file, salt)));
		assert_ok!(retire(DEAN, ResourceId(0)));
		assert_eq!(ResourceOf::<Test>::get(file.object), None);
		assert_eq!(Catalog::query_fingerprint(file.fingerprint).unwrap().reference, 0);
		for (by, owner) in [(RECTOR, COLLEGE), (DEAN, SCHOOL)] {
			assert_noop!(
				list_file(by, "y", content(owner, 2, 1, 6)),
				DispatchError::Other("already registered")
			);
		}
		assert_ok!(list_file(DEAN, "y", content(SCHOOL, 1, 2, 5)));
	});
}

#[test]
fn nothing_is_done_with_it_any_more() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 1)));
		let (id, other) = (ResourceId(0), course(DEAN));
		assert_ok!(retire(DEAN, id));
		let (file, salt) = content(SCHOOL, 2, 2, 1);
		let error = DispatchError::from(Error::<Test>::NotListed);
		assert_noop!(Catalog::revise(signed(DEAN), id, listing("y")), error);
		assert_noop!(Catalog::replace_content(signed(DEAN), id, file, salt), error);
		assert_noop!(offer(DEAN, id, COLLEGE), error);
		assert_noop!(Catalog::cancel_transfer(signed(DEAN), id), error);
		assert_noop!(accept(RECTOR, id, Some(2)), error);
		assert_noop!(contribute(DEAN, id, &[person(AUTHOR, 1)]), error);
		assert_noop!(propose(DEAN, id, other, 1), error);
		assert_noop!(propose(DEAN, other, id, 1), error);
		assert_noop!(agree(DEAN, id, 1), error);
	});
}

/// What was earned with it is divided as before.
#[test]
fn whose_what_it_earned_is_stays() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(RECTOR);
		let id = derived(DEAN, parent, RECTOR, 1_000);
		assert_ok!(contribute(DEAN, id, &[person(AUTHOR, 2_500)]));
		let before = shares(id);
		assert_eq!(before.len(), 3);
		assert_ok!(retire(DEAN, id));
		assert_eq!(shares(id), before);
		assert_eq!(Catalog::query_derivatives(parent, None, 9).items[0].id, id);
	});
}

#[test]
fn a_proposal_of_what_is_retired_can_be_taken_back() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(RECTOR);
		let id = course(DEAN);
		assert_ok!(propose(DEAN, id, parent, 1));
		assert_ok!(retire(DEAN, id));
		assert_ok!(end(DEAN, id));
		assert_eq!(acts(id).last(), Some(&Act::DerivationEnded));
	});
}
