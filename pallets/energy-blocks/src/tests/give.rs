// SPDX-License-Identifier: Apache-2.0

//! Blocks that are given.

use super::*;

#[test]
fn a_block_is_given_to_a_neighbor() {
	ExtBuilder::build_and_execute(|| {
		created();
		let was = block(ID);
		assert_ok!(give(FAMILYS, ID, NEIGHBOR));
		assert_eq!(block(ID), Block { owner: NEIGHBOR, ..was });
		last_event(Event::Given { block: ID, to: NEIGHBOR, by: by(FAMILYS, FAMILY) });
		// And on.
		assert_noop!(give(FAMILYS, ID, HOTEL), Error::<Test>::NotAuthorized);
		assert_ok!(give(NEIGHBORS, ID, HOTEL));
		assert_ok!(give(HOTELS, ID, FAMILY));
	});
}

#[test]
fn a_gift_is_no_longer_offered() {
	ExtBuilder::build_and_execute(|| {
		offered();
		assert_ok!(give(FAMILYS, ID, NEIGHBOR));
		assert_eq!(block(ID).offer, None);
		assert_noop!(buy(HOTELS, ID, 90), Error::<Test>::NotOffered);
	});
}

#[test]
fn gifts_go_to_other_participants() {
	ExtBuilder::build_and_execute(|| {
		created();
		assert_noop!(give(FAMILYS, ID, FAMILY), Error::<Test>::OwnBlock);
		assert_noop!(give(FAMILYS, ID, OUTSIDER), Error::<Test>::NotParticipant);
		assert_noop!(give(FAMILYS, BlockId(9), NEIGHBOR), Error::<Test>::NotFound);
		assert_noop!(give(NEIGHBORS, ID, HOTEL), Error::<Test>::NotAuthorized);
		lapse();
		assert_noop!(give(FAMILYS, ID, NEIGHBOR), Error::<Test>::Lapsed);
	});
}

#[test]
fn gifts_leave_room() {
	ExtBuilder::build_and_execute(|| {
		MaxBlocks::set(4);
		for id in 0..3 {
			assert_ok!(create(FAMILYS, ROOF, 1));
			let given = give(FAMILYS, BlockId(id), HOTEL);
			assert_eq!(given.is_ok(), id < 2);
		}
		assert_noop!(give(FAMILYS, BlockId(2), HOTEL), Error::<Test>::TooMany);
		assert_ok!(create(HOTELS, BOILER, 1));
		assert_ok!(offer(FAMILYS, BlockId(2), 1, None));
		assert_ok!(buy(HOTELS, BlockId(2), 1));
	});
}
