// SPDX-License-Identifier: Apache-2.0

//! Resources that change hands.

use super::*;

#[test]
fn a_transfer_takes_both() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Facility, listing("Laser lab"));
		assert_noop!(accept(RECTOR, id, None), Error::<Test>::NoTransfer);
		assert_noop!(offer(RECTOR, id, COLLEGE), Error::<Test>::NotAuthorized);
		assert_noop!(offer(DEAN, id, SCHOOL), Error::<Test>::OwnResource);
		for nobody in [CLOSED, NOBODY] {
			assert_noop!(offer(DEAN, id, nobody), Error::<Test>::UnknownParty);
		}
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_noop!(offer(DEAN, id, COMPANY), Error::<Test>::TransferPending);
		for other in [DEAN, MANAGER] {
			assert_noop!(accept(other, id, None), Error::<Test>::NotAuthorized);
		}
		assert_noop!(accept(RECTOR, id, Some(1)), Error::<Test>::WrongContent);
		assert_ok!(accept(RECTOR, id, None));
		assert_eq!(resource(id).owner, COLLEGE);
		assert_eq!((Offered::<Test>::get(SCHOOL), Offered::<Test>::get(COLLEGE)), (0, 1));
		assert_eq!(
			acts(id)[1..],
			[Act::TransferOffered { to: COLLEGE }, Act::Transferred { from: SCHOOL }]
		);
		assert_noop!(accept(RECTOR, id, None), Error::<Test>::NoTransfer);
		assert_noop!(Catalog::retire(signed(DEAN), id), Error::<Test>::NotAuthorized);
		let of = |owner| {
			let filter = Filter { owner: Some(owner), ..Filter::default() };
			Catalog::query_search(filter, Order::Id, None, 10).items.len()
		};
		assert_eq!((of(SCHOOL), of(COLLEGE)), (0, 1));
	});
}

#[test]
fn either_side_cancels() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Facility, listing("x"));
		let cancel = |by| Catalog::cancel_transfer(signed(by), id);
		assert_noop!(cancel(DEAN), Error::<Test>::NoTransfer);
		for side in [DEAN, RECTOR] {
			assert_ok!(offer(DEAN, id, COLLEGE));
			assert_noop!(cancel(MANAGER), Error::<Test>::NotAuthorized);
			assert_ok!(cancel(side));
			assert_eq!(acts(id).last(), Some(&Act::TransferCanceled));
			assert_noop!(accept(RECTOR, id, None), Error::<Test>::NoTransfer);
		}
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_ok!(Catalog::retire(signed(DEAN), id));
		assert_noop!(cancel(DEAN), Error::<Test>::NotListed);
		assert_noop!(accept(RECTOR, id, None), Error::<Test>::NotListed);
	});
}

#[test]
fn a_new_owner_brings_its_own_file() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 1)));
		let id = ResourceId(0);
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_noop!(accept(RECTOR, id, None), Error::<Test>::WrongContent);
		assert_noop!(accept(RECTOR, id, Some(1)), Error::<Test>::UnknownObject);
		content(COLLEGE, 2, 7, 1);
		assert_ok!(accept(RECTOR, id, Some(2)));
		let expected = Content { object: ObjectId(2), fingerprint: H256::repeat_byte(1) };
		assert_eq!(resource(id).content, Some(expected));
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), None);
	});
}

fn cancel(by: AccountId, id: ResourceId) -> DispatchResult {
	Catalog::cancel_transfer(signed(by), id)
}

/// The ids of what an organization is found to offer.
fn found(owner: OrganizationId, order: Order) -> Vec<ResourceId> {
	let filter = Filter { owner: Some(owner), ..Filter::default() };
	let page = Catalog::query_search(filter, order, None, 100);
	page.items.into_iter().map(|info| info.id).collect()
}

/// The school's file, offered to the college, which has an object of its own.
fn offered_file() -> ResourceId {
	assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 1)));
	content(COLLEGE, 2, 1, 0);
	assert_ok!(offer(DEAN, ResourceId(0), COLLEGE));
	ResourceId(0)
}

#[test]
fn what_is_not_there_does_not_change_hands() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(offer(DEAN, NOWHERE, COLLEGE), Error::<Test>::NotFound);
		assert_noop!(cancel(DEAN, NOWHERE), Error::<Test>::NotFound);
		assert_noop!(accept(RECTOR, NOWHERE, None), Error::<Test>::NotFound);
	});
}

#[test]
fn what_is_retired_is_not_offered() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(Catalog::retire(signed(DEAN), id));
		assert_noop!(offer(DEAN, id, COLLEGE), Error::<Test>::NotListed);
	});
}

#[test]
fn an_offer_changes_nothing_yet() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let before = resource(id);
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_eq!(resource(id), before);
		assert_eq!(Transfers::<Test>::get(id), Some(COLLEGE));
		assert_eq!((Offered::<Test>::get(SCHOOL), Offered::<Test>::get(COLLEGE)), (1, 0));
		assert_eq!(found(SCHOOL, Order::Id), [id]);
		// The owner still has it revised.
		assert_ok!(Catalog::revise(signed(DEAN), id, listing("y")));
		assert_noop!(
			Catalog::revise(signed(RECTOR), id, listing("z")),
			Error::<Test>::NotAuthorized
		);
	});
}

#[test]
fn one_offer_is_open_at_a_time() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		for to in [COLLEGE, COMPANY] {
			assert_noop!(offer(DEAN, id, to), Error::<Test>::TransferPending);
		}
		assert_ok!(cancel(DEAN, id));
		assert_ok!(offer(DEAN, id, COMPANY));
		assert_noop!(accept(RECTOR, id, None), Error::<Test>::NotAuthorized);
		assert_ok!(accept(MANAGER, id, None));
	});
}

#[test]
fn a_stranger_to_an_offer_does_not_cancel_it() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_noop!(cancel(MANAGER, id), Error::<Test>::NotAuthorized);
		assert_eq!(Transfers::<Test>::get(id), Some(COLLEGE));
	});
}

#[test]
fn what_was_canceled_is_over_for_both() {
	ExtBuilder::build_and_execute(|| {
		for side in [DEAN, RECTOR] {
			let id = course(DEAN);
			assert_ok!(offer(DEAN, id, COLLEGE));
			assert_ok!(cancel(side, id));
			assert_eq!(Transfers::<Test>::get(id), None);
			for by in [DEAN, RECTOR] {
				assert_noop!(cancel(by, id), Error::<Test>::NoTransfer);
			}
			assert_noop!(accept(RECTOR, id, None), Error::<Test>::NoTransfer);
			assert_eq!(resource(id).owner, SCHOOL);
		}
	});
}

#[test]
fn all_but_the_owner_stays() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(MANAGER);
		let id = derived(DEAN, parent, MANAGER, 1_000);
		let child = derived(MANAGER, id, DEAN, 500);
		let contributors = [person(AUTHOR, 1_000), organization(COMPANY, 500)];
		assert_ok!(contribute(DEAN, id, &contributors));
		assert_ok!(Catalog::revise(signed(DEAN), id, listing("second edition")));
		let (before, length) = (resource(id), LogLength::<Test>::get(id));
		let derivation = Derivations::<Test>::get(id);
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_ok!(accept(RECTOR, id, None));
		assert_eq!(resource(id), Resource { owner: COLLEGE, ..before });
		assert_eq!(ContributorsOf::<Test>::get(id).to_vec(), contributors);
		assert_eq!(Derivations::<Test>::get(id), derivation);
		assert!(Derivatives::<Test>::contains_key(parent, id));
		assert!(Derivatives::<Test>::contains_key(id, child));
		assert_eq!(LogLength::<Test>::get(id), length + 2);
	});
}

#[test]
fn a_rating_goes_with_a_resource() {
	ExtBuilder::build_and_execute(|| {
		let [id, other] = [course(DEAN), course(RECTOR)];
		let before = resource(id);
		let rated = Resource { rating: Rating { stars: 9, count: 2 }, ..before.clone() };
		Catalog::reindex(id, &before, &rated);
		Resources::<Test>::insert(id, rated);
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_ok!(accept(RECTOR, id, None));
		assert_eq!(resource(id).rating, Rating { stars: 9, count: 2 });
		assert_eq!(found(COLLEGE, Order::Rating), [id, other]);
		assert_eq!(found(SCHOOL, Order::Rating), []);
	});
}

#[test]
fn each_owner_is_counted_and_found_for_what_is_its_own() {
	ExtBuilder::build_and_execute(|| {
		let [first, second] = [course(DEAN), course(DEAN)];
		let third = course(RECTOR);
		assert_ok!(offer(DEAN, first, COLLEGE));
		assert_ok!(accept(RECTOR, first, None));
		assert_eq!((Offered::<Test>::get(SCHOOL), Offered::<Test>::get(COLLEGE)), (1, 2));
		for order in [Order::Id, Order::Rating] {
			assert_eq!(found(SCHOOL, order), [second]);
			assert_eq!(found(COLLEGE, order), [first, third]);
		}
		// With the last that an organization offers its count is gone, not zero.
		assert_ok!(offer(DEAN, second, COLLEGE));
		assert_ok!(accept(RECTOR, second, None));
		assert!(!Offered::<Test>::contains_key(SCHOOL));
	});
}

#[test]
fn a_resource_can_come_back() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		for (from, by, to, other) in
			[(SCHOOL, DEAN, COLLEGE, RECTOR), (COLLEGE, RECTOR, SCHOOL, DEAN)]
		{
			assert_ok!(offer(by, id, to));
			assert_ok!(accept(other, id, None));
			assert_eq!(acts(id).last(), Some(&Act::Transferred { from }));
			assert_noop!(offer(by, id, COMPANY), Error::<Test>::NotAuthorized);
		}
		assert_eq!(resource(id).owner, SCHOOL);
	});
}

#[test]
fn a_file_is_accepted_with_a_file_and_nothing_else_is() {
	ExtBuilder::build_and_execute(|| {
		let file = offered_file();
		assert_noop!(accept(RECTOR, file, None), Error::<Test>::WrongContent);
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_noop!(accept(RECTOR, id, Some(2)), Error::<Test>::WrongContent);
	});
}

#[test]
fn the_new_owners_object_is_its_own() {
	ExtBuilder::build_and_execute(|| {
		let id = offered_file();
		content(COMPANY, 3, 1, 0);
		Objects::mutate(|objects| objects.insert(ObjectId(4), Party::Person(AUTHOR)));
		// The former owner's, somebody else's, a person's, and none.
		for object in [1, 3, 4, 5] {
			assert_noop!(accept(RECTOR, id, Some(object)), Error::<Test>::UnknownObject);
		}
	});
}

#[test]
fn the_new_owners_object_is_not_in_use() {
	ExtBuilder::build_and_execute(|| {
		let id = offered_file();
		assert_ok!(list_file(RECTOR, "y", content(COLLEGE, 2, 2, 1)));
		assert_noop!(accept(RECTOR, id, Some(2)), Error::<Test>::ObjectInUse);
		assert_ok!(Catalog::retire(signed(RECTOR), ResourceId(1)));
		assert_ok!(accept(RECTOR, id, Some(2)));
	});
}

/// The fingerprint is the resource's, whoever offers it: nobody commits to it anew.
#[test]
fn a_fingerprint_goes_with_a_resource() {
	ExtBuilder::build_and_execute(|| {
		let id = offered_file();
		let fingerprint = H256::repeat_byte(1);
		let registered = Catalog::query_fingerprint(fingerprint);
		assert_ok!(accept(RECTOR, id, Some(2)));
		assert_eq!(Catalog::query_fingerprint(fingerprint), registered);
		assert_eq!(resource(id).content, Some(Content { object: ObjectId(2), fingerprint }));
		assert_eq!(resource(id).version, 0);
	});
}

#[test]
fn the_former_owners_object_is_free() {
	ExtBuilder::build_and_execute(|| {
		let id = offered_file();
		assert_ok!(accept(RECTOR, id, Some(2)));
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), None);
		assert_eq!(ResourceOf::<Test>::get(ObjectId(2)), Some(id));
		assert_ok!(list_file(DEAN, "y", content(SCHOOL, 1, 2, 1)));
	});
}

/// What is accepted is what is offered by then.
#[test]
fn content_that_was_replaced_meanwhile_is_accepted() {
	ExtBuilder::build_and_execute(|| {
		let id = offered_file();
		let (file, salt) = content(SCHOOL, 3, 7, 1);
		assert_ok!(Catalog::replace_content(signed(DEAN), id, file, salt));
		assert_ok!(accept(RECTOR, id, Some(2)));
		let expected = Content { object: ObjectId(2), fingerprint: H256::repeat_byte(7) };
		assert_eq!(resource(id).content, Some(expected));
	});
}

#[test]
fn nothing_is_offered_to_whom_is_suspended_or_nobody() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		for to in [CLOSED, NOBODY] {
			assert_noop!(offer(DEAN, id, to), Error::<Test>::UnknownParty);
		}
		suspend(CLOSED, false);
		assert_ok!(offer(DEAN, id, CLOSED));
	});
}

#[test]
fn a_recipient_that_is_suspended_meanwhile_does_not_answer() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		suspend(COLLEGE, true);
		assert_noop!(accept(RECTOR, id, None), DispatchError::Other("suspended"));
		assert_noop!(cancel(RECTOR, id), DispatchError::Other("suspended"));
		// The owner need not wait.
		assert_ok!(cancel(DEAN, id));
		assert_ok!(offer(DEAN, id, COMPANY));
	});
}

#[test]
fn a_recipient_that_is_reinstated_answers() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		suspend(COLLEGE, true);
		suspend(COLLEGE, false);
		assert_ok!(accept(RECTOR, id, None));
	});
}

#[test]
fn an_owner_that_is_suspended_meanwhile_lets_go_of_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		suspend(SCHOOL, true);
		assert_noop!(cancel(DEAN, id), DispatchError::Other("suspended"));
		assert_noop!(accept(RECTOR, id, None), Error::<Test>::OwnerSuspended);
		suspend(SCHOOL, false);
		assert_ok!(accept(RECTOR, id, None));
		assert_ok!(offer(RECTOR, id, SCHOOL));
		suspend(COLLEGE, true);
		assert_ok!(cancel(DEAN, id));
	});
}
