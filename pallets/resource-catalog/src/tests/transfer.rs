// SPDX-License-Identifier: Apache-2.0

//! Resources that change hands.

use super::*;

fn offer(by: AccountId, id: ResourceId, to: OrganizationId) -> DispatchResult {
	Catalog::offer_transfer(signed(by), id, to)
}

fn accept(by: AccountId, id: ResourceId, object: Option<u64>) -> DispatchResult {
	Catalog::accept_transfer(signed(by), id, object.map(ObjectId))
}

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
