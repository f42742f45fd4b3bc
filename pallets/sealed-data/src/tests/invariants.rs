// SPDX-License-Identifier: Apache-2.0

//! Each invariant is checked: state that breaks it is found.

use super::*;
use sp_runtime::DispatchError;

/// Breaks a state that is in order, with an object about a person, a grant and an open request.
fn is_found(message: &'static str, breaks: impl FnOnce()) {
	ExtBuilder::build().execute_with(|| {
		assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy(Decision::Owner)));
		let about = Some(PersonId(0));
		assert_ok!(SealedData::register(signed(JUDGE), content(1), salt(10), 0, about));
		assert_ok!(SealedData::publish_key(signed(LAWYER), key(100)));
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
		assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)));
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
		check();
		breaks();
		assert_eq!(SealedData::do_try_state(), Err(DispatchError::Other(message)));
	});
}

fn amend_object(amend: impl FnOnce(&mut Object)) {
	Objects::<Test>::mutate_extant(FIRST, amend);
}

fn amend_request(id: RequestId, amend: impl FnOnce(&mut Request)) {
	Requests::<Test>::mutate_extant(id, amend);
}

fn amend_grant(amend: impl FnOnce(&mut Grant)) {
	amend_request(ASKED, |request| {
		let RequestStatus::Granted(grant) = &mut request.status else { panic!("it is granted") };
		amend(grant);
	});
}

#[test]
fn objects_are_indexed() {
	let (court, me) = (Party::Organization(COURT), PersonId(0));
	is_found("an object has an id that was not given out", || NextObjectId::<Test>::put(FIRST));
	is_found("an owner misses an object", || ObjectsOf::<Test>::remove(court, FIRST));
	is_found("a person misses an object", || ObjectsAbout::<Test>::remove(me, FIRST));
	is_found("an epoch has no content", || Contents::<Test>::remove(FIRST, 0));
	is_found("a content is invalid", || {
		Contents::<Test>::insert(FIRST, 0, Content { size: 0, ..content(1) })
	});
	is_found("a digest is not registered", || Contents::<Test>::insert(FIRST, 0, content(2)));
	is_found("a digest is registered to another object", || {
		amend_object(|record| record.status = ObjectStatus::Displaced { by: SECOND })
	});
	is_found("an object has no log", || LogLength::<Test>::insert(FIRST, 0));
	is_found("a log has a gap", || Log::<Test>::remove(FIRST, 1));
	is_found("an owner has an object too many", || {
		ObjectsOf::<Test>::insert(party(LAWYER), FIRST, ())
	});
	is_found("a person has an object too many", || {
		ObjectsAbout::<Test>::insert(PersonId(1), FIRST, ())
	});
	is_found("a content has no epoch", || Contents::<Test>::insert(FIRST, 1, content(2)));
	is_found("an entry is in no log", || LogLength::<Test>::mutate(FIRST, |length| *length -= 1));
}

#[test]
fn requests_are_indexed() {
	let [court, firm] = [COURT, LAW_FIRM].map(Party::Organization);
	is_found("a request is for nothing", || amend_request(AGAIN, |it| it.object = NO_OBJECT));
	is_found("a request has an id that was not given out", || NextRequestId::<Test>::put(ASKED));
	is_found("an object misses a request", || RequestsFor::<Test>::remove(FIRST, AGAIN));
	is_found("a party misses a request", || RequestsBy::<Test>::remove(firm, AGAIN));
	is_found("an owner asks itself", || {
		RequestsBy::<Test>::insert(court, AGAIN, ());
		amend_request(AGAIN, |it| it.requester = court);
	});
	is_found("an open request is not known as such", || OpenRequests::<Test>::remove(FIRST, firm));
	is_found("a closed request is overdue", || amend_request(ASKED, |it| it.overdue = true));
	is_found("a request too many is listed", || RequestsFor::<Test>::insert(SECOND, ASKED, ()));
	is_found("a party has a request too many", || RequestsBy::<Test>::insert(court, ASKED, ()));
	is_found("a closed request is open", || OpenRequests::<Test>::insert(SECOND, firm, ASKED));
	is_found("open requests are miscounted", || OpenCount::<Test>::insert(firm, 2));
	is_found("open requests are miscounted", || OpenCount::<Test>::insert(court, 0));
	is_found("a request waits for the wrong party", || Waiting::<Test>::remove(court, AGAIN));
	is_found("a request waits for the wrong party", || {
		Waiting::<Test>::insert(party(ARBITER), AGAIN, ())
	});
	is_found("a party has too many open requests", || {
		for number in 2..=4 {
			assert_ok!(SealedData::register(signed(JUDGE), content(number), salt(1), 0, None));
		}
		for object in [2, 3] {
			assert_ok!(SealedData::ask(signed(LAWYER), ObjectId(object), terms()));
		}
		// A fourth, as if more were allowed.
		let fourth = RequestId(4);
		Requests::<Test>::insert(
			fourth,
			Request { object: SECOND, ..Requests::<Test>::get(AGAIN).unwrap() },
		);
		NextRequestId::<Test>::put(RequestId(5));
		RequestsFor::<Test>::insert(SECOND, fourth, ());
		RequestsBy::<Test>::insert(firm, fourth, ());
		OpenRequests::<Test>::insert(SECOND, firm, fourth);
		Waiting::<Test>::insert(court, fourth, ());
		OpenCount::<Test>::insert(firm, 4);
	});
}

#[test]
fn keys_are_counted() {
	let firm = Party::Organization(LAW_FIRM);
	let amend = |amend: fn(&mut EncryptionKey)| {
		EncryptionKeys::<Test>::mutate(firm, 0, |record| amend(record.as_mut().unwrap()));
	};
	is_found("a key is missing", || EncryptionKeys::<Test>::remove(firm, 0));
	is_found("a key is of small order", || amend(|record| record.key = PublicKey(H256::zero())));
	is_found("the present key is not the last", || {
		amend(|record| record.replaced_at = Some(START))
	});
	is_found("a key is not counted", || {
		let record = EncryptionKeys::<Test>::get(firm, 0).unwrap();
		EncryptionKeys::<Test>::insert(firm, 1, record);
	});
}

#[test]
fn grants_hold() {
	is_found("a grant has uses that nobody asked for", || amend_grant(|it| it.uses_left = 4));
	is_found("a grant is for a future epoch", || amend_grant(|it| it.epoch = 1));
	is_found("a grant is to a key that does not exist", || amend_grant(|it| it.key_version = 1));
}
