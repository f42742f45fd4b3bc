// SPDX-License-Identifier: Apache-2.0

//! Blocks that are removed.

use super::*;

#[test]
fn anybody_removes_what_has_lapsed() {
	ExtBuilder::build_and_execute(|| {
		offered();
		assert_noop!(remove(HOTELS, ID), Error::<Test>::NotAuthorized);
		lapse();
		Now::mutate(|now| *now -= 1);
		assert_noop!(remove(HOTELS, ID), Error::<Test>::NotAuthorized);
		Now::mutate(|now| *now += 1);
		assert_ok!(remove(OUTSIDERS, ID));
		last_event(Event::Removed { block: ID, by: by(OUTSIDERS, OUTSIDER) });
		assert_noop!(remove(OUTSIDERS, ID), Error::<Test>::NotFound);
		assert_eq!(Blocks::<Test>::iter().count(), 0);
		assert_eq!(Flows::<Test>::iter().count(), 0);
	});
}

#[test]
fn owners_remove_what_they_do_not_want() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(create(FAMILYS, ROOF, 600));
		assert_ok!(create(FAMILYS, ROOF, 400));
		assert_ok!(give(FAMILYS, ID, NEIGHBOR));
		assert_noop!(remove(FAMILYS, ID), Error::<Test>::NotAuthorized);
		assert_ok!(remove(NEIGHBORS, ID));
		assert_eq!(flow(ROOF).created, 400);
		// The energy may become a block again, and no more than it.
		assert_noop!(create(FAMILYS, ROOF, 601), Error::<Test>::BeyondExport);
		assert_ok!(create(FAMILYS, ROOF, 600));
	});
}

#[test]
fn what_was_used_stays_counted() {
	ExtBuilder::build_and_execute(|| {
		given();
		assert_ok!(create(FAMILYS, ROOF, 600));
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
		lapse();
		assert_ok!(remove(HOTELS, BlockId(1)));
		let left = Flow { created: 400, used_elsewhere: 400, ..Flow::default() };
		assert_eq!(flow(ROOF), left);
	});
}
