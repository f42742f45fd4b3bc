// SPDX-License-Identifier: Apache-2.0

//! Who committed first wins, whoever opens first.

use super::*;

#[test]
fn a_later_commitment_gives_way() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE, BOB]);
		assert_ok!(open(BOB), None);
		let displaced = Registration {
			party: party(BOB),
			reference: BOB,
			precedence: 1,
			provisional_until: 2 + WINDOW,
		};
		assert_eq!(Pallet::registration(DOMAIN, digest()), Some(displaced));
		System::reset_events();

		assert_ok!(open(ALICE), Some(displaced));
		let registration = Registration {
			party: party(ALICE),
			reference: ALICE,
			precedence: 0,
			provisional_until: 1 + WINDOW,
		};
		assert_eq!(Pallet::registration(DOMAIN, digest()), Some(registration));
		assert_eq!(
			events(),
			[
				Event::Displaced { domain: DOMAIN, digest: digest(), displaced },
				Event::Registered { domain: DOMAIN, digest: digest(), registration },
			]
		);
		// Bob used his commitment up.
		assert_noop!(open(BOB), Error::<Test>::NotCommitted);
	});
}

#[test]
fn commitments_of_one_block_have_an_order_too() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(ALICE, &opening(ALICE)));
		assert_ok!(commit(BOB, &opening(BOB)));
		advance(1);
		assert_ok!(open(BOB));
		assert_ok!(open(ALICE));
		assert_eq!(owner(), Some(party(ALICE)));
	});
}

#[test]
fn three_come_in_the_wrong_order() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE, BOB, REGISTRAR]);
		for (account, displaced) in [(REGISTRAR, None), (BOB, Some(2)), (ALICE, Some(1))] {
			let precedence = open(account).unwrap().map(|registration| registration.precedence);
			assert_eq!(precedence, displaced);
			assert_eq!(owner(), Some(party(account)));
		}
	});
}

#[test]
fn whoever_watches_the_pool_gives_way() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE]);
		// Alice's opening waits in the pool. Its digest is known: the author takes Bob's commitment
		// and opening first.
		committed(&[BOB]);
		assert_ok!(open(BOB));
		assert_ok!(open(ALICE));
		assert_eq!(owner(), Some(party(ALICE)));
	});
}

#[test]
fn an_opening_that_was_kept_out_is_lost() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE]);
		advance(WINDOW - 2);
		committed(&[BOB]);
		advance(1);
		assert_noop!(open(ALICE), Error::<Test>::Expired);
		assert_ok!(open(BOB));
		assert_eq!(owner(), Some(party(BOB)));
	});
}

/// Alice and Bob commit in one block, and Bob opens.
fn bob_opened_first() -> Registration {
	assert_ok!(commit(ALICE, &opening(ALICE)));
	assert_ok!(commit(BOB, &opening(BOB)));
	advance(1);
	assert_ok!(open(BOB));
	Pallet::registration(DOMAIN, digest()).unwrap()
}

#[test]
fn a_registration_is_provisional_up_to_the_last_block_of_its_window() {
	ExtBuilder::build_and_execute(|| {
		let registration = bob_opened_first();
		go_to(registration.provisional_until);
		assert!(!Pallet::is_settled(&registration));
		assert_ok!(open(ALICE), Some(registration));
	});
}

#[test]
fn a_registration_is_settled_from_the_next_block_on() {
	ExtBuilder::build_and_execute(|| {
		let registration = bob_opened_first();
		go_to(registration.provisional_until + 1);
		assert!(Pallet::is_settled(&registration));
		assert_noop!(open(ALICE), Error::<Test>::Expired);
		assert_eq!(owner(), Some(party(BOB)));
	});
}

#[test]
fn a_settled_registration_stays_though_the_window_became_longer() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE, BOB]);
		assert_ok!(open(BOB));
		let registration = Pallet::registration(DOMAIN, digest()).unwrap();
		go_to(registration.provisional_until + 1);
		assert_noop!(open(ALICE), Error::<Test>::Expired);
		OpeningWindow::set(2 * WINDOW);
		assert_noop!(open(ALICE), Error::<Test>::AlreadyExists);
	});
}
