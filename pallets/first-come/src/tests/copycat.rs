// SPDX-License-Identifier: Apache-2.0

//! Whoever sends somebody else's commitment gains nothing.

use super::*;

#[test]
fn a_copied_commitment_serves_its_party() {
	ExtBuilder::build_and_execute(|| {
		// Bob saw Alice's commitment in the pool, and is included first.
		assert_ok!(commit(BOB, &opening(ALICE)));
		assert_noop!(commit(ALICE, &opening(ALICE)), Error::<Test>::AlreadyExists);
		assert_eq!((waiting(ALICE), waiting(BOB)), (0, 1));

		// Once he has seen her opening too, he still cannot open it for himself.
		advance(1);
		let his = Opening { party: party(BOB), ..opening(ALICE) };
		assert_noop!(Pallet::register(&his, 0), Error::<Test>::NotCommitted);

		assert_ok!(open(ALICE));
		assert_eq!(owner(), Some(party(ALICE)));
		assert_eq!((waiting(ALICE), waiting(BOB)), (0, 0));
	});
}

#[test]
fn a_copy_that_comes_later_is_refused() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE]);
		assert_noop!(commit(BOB, &opening(ALICE)), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn copies_fill_the_copycats_own_room() {
	ExtBuilder::build_and_execute(|| {
		for account in [ALICE, REGISTRAR, BANKER] {
			assert_ok!(commit(BOB, &opening(account)));
		}
		assert_noop!(commit(BOB, &opening(BOB)), Error::<Test>::TooMany);
		let another = Opening { salt: [0; 16], ..opening(ALICE) };
		assert_ok!(commit(ALICE, &another));
	});
}

#[test]
fn a_victim_whose_copy_is_over_commits_anew() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(BOB, &opening(ALICE)));
		advance(WINDOW + 1);
		assert_noop!(open(ALICE), Error::<Test>::Expired);
		let another = Opening { salt: [0; 16], ..opening(ALICE) };
		assert_ok!(commit(ALICE, &another));
		advance(1);
		assert_ok!(Pallet::register(&another, 0));
		assert_eq!(owner(), Some(party(ALICE)));
	});
}
