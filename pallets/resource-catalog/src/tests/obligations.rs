// SPDX-License-Identifier: Apache-2.0

//! What an organization settles before it is removed.

use super::*;
use frame_support::weights::Weight;

fn offers(organization: OrganizationId) {
	assert_noop!(Catalog::ensure_settled(organization), Error::<Test>::StillOffers);
}

fn is_settled(organization: OrganizationId) {
	assert_ok!(Catalog::ensure_settled(organization));
}

#[test]
fn who_offers_nothing_has_nothing_to_settle() {
	ExtBuilder::build_and_execute(|| {
		course(DEAN);
		for organization in [COLLEGE, CLOSED, NOBODY] {
			is_settled(organization);
		}
	});
}

#[test]
fn who_offers_something_retires_all_of_it() {
	ExtBuilder::build_and_execute(|| {
		let ids = [course(DEAN), course(DEAN)];
		for id in ids {
			offers(SCHOOL);
			assert_ok!(Catalog::retire(signed(DEAN), id));
		}
		is_settled(SCHOOL);
	});
}

#[test]
fn or_passes_it_on() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		offers(SCHOOL);
		is_settled(COLLEGE);
		assert_ok!(accept(RECTOR, id, None));
		is_settled(SCHOOL);
		offers(COLLEGE);
	});
}

#[test]
fn what_gave_way_is_nobodys_obligation() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "copy", content(SCHOOL, 1, 1, 5)));
		offers(SCHOOL);
		assert_ok!(list_file(RECTOR, "original", content(COLLEGE, 2, 1, 3)));
		is_settled(SCHOOL);
		offers(COLLEGE);
	});
}

#[test]
fn what_a_suspended_organization_offers_is_still_offered() {
	ExtBuilder::build_and_execute(|| {
		course(DEAN);
		suspend(SCHOOL, true);
		offers(SCHOOL);
	});
}

#[test]
fn looking_is_not_free() {
	assert!(<Catalog as Obligations>::weight().all_gt(Weight::zero()));
}
