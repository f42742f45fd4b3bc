// SPDX-License-Identifier: Apache-2.0

//! `sweep`.

use super::*;

fn sweep(account: AccountId) -> DispatchResult {
	Pallet::sweep(signed(STRANGER), opening(account).commitment())
}

#[test]
fn a_commitment_that_is_over_is_swept() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(ALICE, &opening(ALICE)));
		assert_ok!(commit(BOB, &opening(BOB)));
		System::reset_events();
		advance(WINDOW + 1);
		assert_ok!(sweep(ALICE));
		let commitment = opening(ALICE).commitment();
		assert_eq!(events(), [Event::Swept { commitment, party: party(ALICE) }]);
		assert!(!Commitments::<Test>::contains_key(commitment));
		assert_eq!((waiting(ALICE), waiting(BOB)), (0, 1));
		assert!(!OpenCommitments::<Test>::contains_key(party(ALICE)));
		assert_noop!(open(ALICE), Error::<Test>::NotCommitted);
	});
}

#[test]
fn what_does_not_wait_is_not_swept() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(sweep(ALICE), Error::<Test>::NotFound);
		committed(&[ALICE]);
		assert_ok!(open(ALICE));
		advance(WINDOW + 1);
		assert_noop!(sweep(ALICE), Error::<Test>::NotFound);
	});
}

#[test]
fn what_can_be_opened_is_not_swept() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(ALICE, &opening(ALICE)));
		assert_noop!(sweep(ALICE), Error::<Test>::NotExpired);
		advance(WINDOW);
		assert_noop!(sweep(ALICE), Error::<Test>::NotExpired);
		advance(1);
		assert_ok!(sweep(ALICE));
	});
}
