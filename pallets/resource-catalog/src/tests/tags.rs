// SPDX-License-Identifier: Apache-2.0

//! The vocabulary of subjects.

use super::*;
use sp_runtime::ArithmeticError;

fn add(name: &[u8]) -> DispatchResult {
	Catalog::add_tag(RuntimeOrigin::root(), TagName::truncate_from(name.to_vec()))
}

fn retire(tag: u16) -> DispatchResult {
	Catalog::retire_tag(RuntimeOrigin::root(), TagId(tag))
}

fn tagged(ids: &[u16]) -> Listing {
	Listing { tags: tags(ids), ..listing("x") }
}

fn found_under(tag: u16) -> usize {
	let filter = Filter { tags: tags(&[tag]), ..Filter::default() };
	Catalog::query_search(filter, Order::Id, None, 10).items.len()
}

#[test]
fn a_subject_gets_the_next_id() {
	ExtBuilder::build_and_execute(|| {
		for (name, id) in [("机器人", TagId(10)), ("robotics", TagId(11))] {
			assert_ok!(add(name.as_bytes()));
			let name = TagName::truncate_from(name.as_bytes().to_vec());
			System::assert_last_event(Event::TagAdded { tag: id, name: name.clone() }.into());
			assert_eq!(Vocabulary::<Test>::get(id), Some(Tag { name, retired: false }));
		}
	});
}

#[test]
fn a_blank_name_is_none() {
	ExtBuilder::build_and_execute(|| {
		for name in ["", " ", "\u{3000}", "\u{a0}\u{2003}"] {
			assert_noop!(add(name.as_bytes()), Error::<Test>::InvalidName);
		}
	});
}

#[test]
fn a_name_is_utf8() {
	ExtBuilder::build_and_execute(|| {
		for name in [&b"a\xff"[..], &"数".as_bytes()[..2], b"\xc0\x80", b"\xed\xa0\x80"] {
			assert_noop!(add(name), Error::<Test>::InvalidName);
		}
	});
}

#[test]
fn a_name_has_no_control_characters() {
	ExtBuilder::build_and_execute(|| {
		for name in ["a\0", "a\tb", "a\n", "\u{7f}a", "a\u{85}b", "\u{9f}"] {
			assert_noop!(add(name.as_bytes()), Error::<Test>::InvalidName);
		}
	});
}

#[test]
fn a_name_can_fill_its_bound() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(add(&[b'a'; 64]));
		assert_eq!(Vocabulary::<Test>::get(TagId(10)).unwrap().name.len(), 64);
	});
}

#[test]
fn a_subject_is_retired_once() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(retire(3));
		System::assert_last_event(Event::TagRetired { tag: TagId(3) }.into());
		let tag = Vocabulary::<Test>::get(TagId(3)).unwrap();
		assert_eq!((&tag.name[..], tag.retired), (&b"subject 3"[..], true));
		assert_noop!(retire(3), Error::<Test>::TagRetired);
	});
}

#[test]
fn what_nobody_added_is_not_retired() {
	ExtBuilder::build_and_execute(|| {
		for tag in [10, u16::MAX] {
			assert_noop!(retire(tag), Error::<Test>::UnknownTag);
		}
	});
}

#[test]
fn a_retired_subject_keeps_its_id() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(retire(9));
		assert_ok!(add(b"subject 9"));
		assert!(Vocabulary::<Test>::get(TagId(9)).unwrap().retired);
		assert!(!Vocabulary::<Test>::get(TagId(10)).unwrap().retired);
	});
}

#[test]
fn ids_do_not_wrap() {
	ExtBuilder::build_and_execute(|| {
		NextTagId::<Test>::put(TagId(u16::MAX));
		assert_noop!(add(b"last"), ArithmeticError::Overflow);
	});
}

#[test]
fn a_tag_of_no_vocabulary_is_not_given() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Course, listing("x"));
		for unknown in [tagged(&[10]), tagged(&[0, 9, 10]), tagged(&[u16::MAX])] {
			assert_noop!(
				Catalog::list(signed(DEAN), Kind::Course, unknown.clone(), None),
				Error::<Test>::UnknownTag
			);
			assert_noop!(Catalog::revise(signed(DEAN), id, unknown), Error::<Test>::UnknownTag);
		}
	});
}

#[test]
fn a_retired_tag_is_not_newly_given() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Course, tagged(&[1]));
		assert_ok!(retire(2));
		for retired in [tagged(&[2]), tagged(&[1, 2])] {
			assert_noop!(
				Catalog::list(signed(DEAN), Kind::Course, retired.clone(), None),
				Error::<Test>::TagRetired
			);
			assert_noop!(Catalog::revise(signed(DEAN), id, retired), Error::<Test>::TagRetired);
		}
	});
}

#[test]
fn a_revised_listing_keeps_its_retired_tag() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Course, tagged(&[1, 2]));
		assert_ok!(retire(2));
		assert_eq!(found_under(2), 1, "what has it is found under it");
		assert_ok!(Catalog::revise(signed(DEAN), id, tagged(&[2, 3])));
		assert_eq!((found_under(1), found_under(2), found_under(3)), (0, 1, 1));
	});
}

#[test]
fn a_retired_tag_that_was_given_up_is_gone() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Course, tagged(&[1, 2]));
		assert_ok!(retire(2));
		assert_ok!(Catalog::revise(signed(DEAN), id, tagged(&[1])));
		assert_eq!(found_under(2), 0);
		assert_noop!(Catalog::revise(signed(DEAN), id, tagged(&[1, 2])), Error::<Test>::TagRetired);
	});
}

/// What one resource keeps, another cannot take from it.
#[test]
fn a_retired_tag_is_kept_by_who_has_it_alone() {
	ExtBuilder::build_and_execute(|| {
		list(DEAN, Kind::Course, tagged(&[2]));
		let other = list(DEAN, Kind::Course, tagged(&[1]));
		assert_ok!(retire(2));
		assert_noop!(Catalog::revise(signed(DEAN), other, tagged(&[2])), Error::<Test>::TagRetired);
	});
}
