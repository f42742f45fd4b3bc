// SPDX-License-Identifier: Apache-2.0

use super::*;

fn elsewhere() -> Locations {
	vec![location("https://b.example/1"), location("https://c.example/1")].try_into().unwrap()
}

#[test]
fn the_present_content_is_elsewhere() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::rotate(signed(JUDGE), FIRST, content(2), salt(11)));
		assert_ok!(SealedData::relocate(signed(JUDGE), FIRST, elsewhere()));
		let moved = Content { locations: elsewhere(), ..content(2) };
		assert_eq!(Contents::<Test>::get(FIRST, 1), Some(moved));
		assert_eq!(Contents::<Test>::get(FIRST, 0), Some(content(1)));
		let entry = logged();
		assert_eq!((entry.by, entry.request, entry.act), (by(JUDGE), None, Act::Relocated));
	});
}

#[test]
fn grants_stay() {
	ExtBuilder::build_and_execute(|| {
		granted();
		assert_ok!(SealedData::relocate(signed(JUDGE), FIRST, elsewhere()));
		assert_eq!(standing(), Some(GrantStanding::InForce));
	});
}

#[test]
fn only_the_owner_relocates() {
	ExtBuilder::build_and_execute(|| {
		granted();
		for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(
				SealedData::relocate(signed(account), FIRST, elsewhere()),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			SealedData::relocate(signed(JUDGE), NO_OBJECT, elsewhere()),
			Error::<Test>::NotFound
		);
	});
}

#[test]
fn somewhere_it_has_to_be() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		for bad in [vec![], vec![location("")], vec![location("https://a.example/\n")]] {
			assert_noop!(
				SealedData::relocate(signed(JUDGE), FIRST, bad.try_into().unwrap()),
				Error::<Test>::InvalidContent
			);
		}
	});
}

#[test]
fn what_is_closed_stays_where_it_is() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(
			SealedData::relocate(signed(JUDGE), FIRST, elsewhere()),
			Error::<Test>::ObjectClosed
		);
		displace();
		assert_noop!(
			SealedData::relocate(signed(JUDGE), FIRST, elsewhere()),
			Error::<Test>::ObjectClosed
		);
	});
}
