// SPDX-License-Identifier: Apache-2.0

//! Replacing the file that is delivered.

use super::*;
use sp_runtime::ArithmeticError;

const ID: ResourceId = ResourceId(0);

/// The school's file: the object 1, with the fingerprint 1, to which it committed as the fifth.
fn listed() {
	assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 5)));
}

fn replace(by: AccountId, id: ResourceId, (content, salt): (Content, Salt)) -> DispatchResult {
	Catalog::replace_content(signed(by), id, content, salt)
}

fn reference(fingerprint: u8) -> Option<u64> {
	Catalog::query_fingerprint(H256::repeat_byte(fingerprint)).map(|it| it.reference)
}

#[test]
fn another_file_is_a_new_version() {
	ExtBuilder::build_and_execute(|| {
		listed();
		let before = resource(ID);
		for version in 1..=3 {
			let number = 10 + version as u8;
			let (file, salt) = content(SCHOOL, number.into(), number, 5);
			assert_ok!(replace(DEAN, ID, (file, salt)));
			let after = Resource { content: Some(file), version, ..before.clone() };
			assert_eq!(resource(ID), after);
			assert_eq!(acts(ID).last(), Some(&Act::ContentReplaced { version, content: file }));
		}
	});
}

#[test]
fn the_lists_do_not_change() {
	ExtBuilder::build_and_execute(|| {
		listed();
		let entries = || Index::<Test>::iter_keys().collect::<Vec<_>>();
		let before = entries();
		assert_ok!(replace(DEAN, ID, content(SCHOOL, 2, 2, 5)));
		assert_eq!(entries(), before);
		assert_eq!(Offered::<Test>::get(SCHOOL), 1);
	});
}

#[test]
fn the_same_file_encrypted_anew_needs_no_commitment() {
	ExtBuilder::build_and_execute(|| {
		listed();
		let registered = Catalog::query_fingerprint(H256::repeat_byte(1));
		let uncommitted = content(SCHOOL, 2, 1, 0);
		assert_ok!(replace(DEAN, ID, uncommitted));
		assert_eq!(resource(ID).content, Some(uncommitted.0));
		assert_eq!(Catalog::query_fingerprint(H256::repeat_byte(1)), registered);
	});
}

#[test]
fn another_file_of_the_same_object_needs_a_commitment() {
	ExtBuilder::build_and_execute(|| {
		listed();
		assert_noop!(
			replace(DEAN, ID, content(SCHOOL, 1, 2, 0)),
			DispatchError::Other("not committed")
		);
		assert_ok!(replace(DEAN, ID, content(SCHOOL, 1, 2, 1)));
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), Some(ID));
	});
}

#[test]
fn what_was_not_committed_to_changes_nothing() {
	ExtBuilder::build_and_execute(|| {
		listed();
		let before = resource(ID);
		assert_noop!(
			replace(DEAN, ID, content(SCHOOL, 2, 2, 0)),
			DispatchError::Other("not committed")
		);
		assert_eq!(resource(ID), before);
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), Some(ID));
		assert_eq!(ResourceOf::<Test>::get(ObjectId(2)), None);
	});
}

#[test]
fn the_former_object_is_free_for_another_resource() {
	ExtBuilder::build_and_execute(|| {
		listed();
		assert_ok!(replace(DEAN, ID, content(SCHOOL, 2, 2, 5)));
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), None);
		assert_eq!(ResourceOf::<Test>::get(ObjectId(2)), Some(ID));
		assert_ok!(list_file(DEAN, "y", content(SCHOOL, 1, 3, 5)));
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), Some(ResourceId(1)));
	});
}

#[test]
fn the_former_fingerprint_stays_registered() {
	ExtBuilder::build_and_execute(|| {
		listed();
		assert_ok!(replace(DEAN, ID, content(SCHOOL, 2, 2, 5)));
		assert_eq!((reference(1), reference(2)), (Some(ID.0), Some(ID.0)));
		// Neither others nor the same organization list it again under a later commitment.
		for (by, owner) in [(RECTOR, COLLEGE), (DEAN, SCHOOL)] {
			assert_noop!(
				list_file(by, "y", content(owner, 3, 1, 6)),
				DispatchError::Other("already registered")
			);
		}
	});
}

#[test]
fn a_former_file_comes_back_without_another_commitment() {
	ExtBuilder::build_and_execute(|| {
		listed();
		let registered = Catalog::query_fingerprint(H256::repeat_byte(1));
		assert_ok!(replace(DEAN, ID, content(SCHOOL, 2, 2, 5)));
		assert_ok!(replace(DEAN, ID, content(SCHOOL, 1, 1, 0)));
		assert_eq!(Catalog::query_fingerprint(H256::repeat_byte(1)), registered);
		assert_eq!(resource(ID).status, Status::Listed);
		// To another resource of the same organization it does not.
		assert_noop!(
			list_file(DEAN, "y", content(SCHOOL, 3, 1, 0)),
			DispatchError::Other("not committed")
		);
	});
}

#[test]
fn something_changes() {
	ExtBuilder::build_and_execute(|| {
		listed();
		assert_noop!(replace(DEAN, ID, content(SCHOOL, 1, 1, 1)), Error::<Test>::Unchanged);
	});
}

#[test]
fn the_object_is_the_owners() {
	ExtBuilder::build_and_execute(|| {
		listed();
		for fingerprint in [1, 2] {
			let foreign = content(COLLEGE, 2, fingerprint, 1);
			assert_noop!(replace(DEAN, ID, foreign), Error::<Test>::UnknownObject);
			let (persons, salt) = content(SCHOOL, 3, fingerprint, 1);
			Objects::mutate(|objects| objects.insert(ObjectId(3), Party::Person(AUTHOR)));
			assert_noop!(replace(DEAN, ID, (persons, salt)), Error::<Test>::UnknownObject);
			Objects::mutate(|objects| objects.remove(&ObjectId(3)));
			assert_noop!(replace(DEAN, ID, (persons, salt)), Error::<Test>::UnknownObject);
		}
	});
}

#[test]
fn the_object_is_not_in_use() {
	ExtBuilder::build_and_execute(|| {
		listed();
		assert_ok!(list_file(DEAN, "y", content(SCHOOL, 2, 2, 1)));
		for fingerprint in [1, 3] {
			let used = content(SCHOOL, 2, fingerprint, 1);
			assert_noop!(replace(DEAN, ID, used), Error::<Test>::ObjectInUse);
		}
	});
}

#[test]
fn what_is_no_file_has_no_content() {
	ExtBuilder::build_and_execute(|| {
		for kind in [Kind::Course, Kind::Equipment, Kind::Facility, Kind::ExpertTime, Kind::Project]
		{
			let id = list(DEAN, kind, listing("x"));
			let file = content(SCHOOL, 1, 1, 1);
			assert_noop!(replace(DEAN, id, file), Error::<Test>::WrongContent);
		}
	});
}

#[test]
fn both_kinds_of_files_are_replaced() {
	ExtBuilder::build_and_execute(|| {
		for (number, kind) in [(1, Kind::Content), (3, Kind::DataSet)] {
			let id = NextResourceId::<Test>::get();
			let file = content(SCHOOL, number.into(), number, 1);
			assert_ok!(Catalog::list(signed(DEAN), kind, listing("x"), Some(file)));
			assert_ok!(replace(DEAN, id, content(SCHOOL, (number + 1).into(), number + 1, 1)));
			assert_eq!(resource(id).version, 1);
		}
	});
}

#[test]
fn the_owner_of_what_is_offered_replaces_it() {
	ExtBuilder::build_and_execute(|| {
		listed();
		let theirs = content(COLLEGE, 2, 2, 1);
		assert_noop!(replace(RECTOR, ID, theirs), Error::<Test>::NotAuthorized);
		let file = content(SCHOOL, 3, 3, 1);
		assert_noop!(replace(DEAN, NOWHERE, file), Error::<Test>::NotFound);
		assert_ok!(Catalog::retire(signed(DEAN), ID));
		assert_noop!(replace(DEAN, ID, file), Error::<Test>::NotListed);
	});
}

#[test]
fn versions_do_not_wrap() {
	ExtBuilder::build_and_execute(|| {
		listed();
		Resources::<Test>::mutate(ID, |it| it.as_mut().unwrap().version = u32::MAX);
		assert_noop!(replace(DEAN, ID, content(SCHOOL, 2, 2, 1)), ArithmeticError::Overflow);
	});
}
