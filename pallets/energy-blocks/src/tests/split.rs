// SPDX-License-Identifier: Apache-2.0

//! Blocks that are split.

use super::*;

#[test]
fn the_parts_sum_to_the_whole() {
	ExtBuilder::build_and_execute(|| {
		offered();
		let was = block(ID);
		let before = flow(ROOF);
		assert_ok!(split(FAMILYS, ID, 150));
		let (part, rest) = (BlockId(1), BlockId(2));
		last_event(Event::Split { block: ID, part, rest, by: by(FAMILYS, FAMILY) });
		assert_eq!(block(part), Block { energy: 150, offer: None, ..was });
		assert_eq!(block(rest), Block { energy: 250, offer: None, ..was });
		assert_eq!((flow(ROOF), OpenBlocks::<Test>::get(FAMILY)), (before, 2));
		// Nobody gets a part for what the whole would have cost.
		assert_noop!(buy(HOTELS, ID, 90), Error::<Test>::NotFound);
	});
}

#[test]
fn neither_part_is_empty() {
	ExtBuilder::build_and_execute(|| {
		created();
		for energy in [0, 400, 401, Energy::MAX] {
			assert_noop!(split(FAMILYS, ID, energy), Error::<Test>::InvalidSplit);
		}
		assert_ok!(split(FAMILYS, ID, 399));
		assert_noop!(split(FAMILYS, BlockId(2), 1), Error::<Test>::InvalidSplit);
	});
}

#[test]
fn owners_split_what_can_be_used() {
	ExtBuilder::build_and_execute(|| {
		created();
		assert_noop!(split(NEIGHBORS, ID, 1), Error::<Test>::NotAuthorized);
		assert_noop!(split(FAMILYS, BlockId(9), 1), Error::<Test>::NotFound);
		MaxBlocks::set(1);
		assert_noop!(split(FAMILYS, ID, 1), Error::<Test>::TooMany);
		lapse();
		assert_noop!(split(FAMILYS, ID, 1), Error::<Test>::Lapsed);
	});
}
