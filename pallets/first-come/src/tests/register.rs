// SPDX-License-Identifier: Apache-2.0

//! What other pallets open.

use super::*;

#[test]
fn an_opening_registers_the_digest() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE]);
		assert_ok!(Pallet::register(&opening(ALICE), 7), None);
		let registration = Registration {
			party: party(ALICE),
			reference: 7,
			precedence: 0,
			provisional_until: 1 + WINDOW,
		};
		assert_eq!(Pallet::registration(DOMAIN, digest()), Some(registration));
		assert_eq!(
			events(),
			[Event::Registered { domain: DOMAIN, digest: digest(), registration }]
		);
		// The commitment is used up.
		assert_eq!(Commitments::<Test>::iter().count(), 0);
		assert_eq!(OpenCommitments::<Test>::iter().count(), 0);
		assert_noop!(open(ALICE), Error::<Test>::NotCommitted);
	});
}

#[test]
fn every_part_of_an_opening_counts() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE]);
		let real = opening(ALICE);
		for other in [
			Opening { domain: *b"cov/else", ..real },
			Opening { digest: H256::repeat_byte(2), ..real },
			Opening { salt: [0; 16], ..real },
			Opening { party: party(BOB), ..real },
		] {
			assert_noop!(Pallet::register(&other, 7), Error::<Test>::NotCommitted);
		}
	});
}

#[test]
fn a_digest_is_not_zero() {
	ExtBuilder::build_and_execute(|| {
		let zero = Opening { digest: H256::zero(), ..opening(ALICE) };
		assert_ok!(commit(ALICE, &zero));
		advance(1);
		assert_noop!(Pallet::register(&zero, 7), Error::<Test>::InvalidDigest);
	});
}

#[test]
fn the_commitments_own_block_is_too_early() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(ALICE, &opening(ALICE)));
		assert_noop!(open(ALICE), Error::<Test>::TooEarly);
		advance(1);
		assert_ok!(open(ALICE));
	});
}

#[test]
fn the_last_block_of_the_window_is_in_time() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(ALICE, &opening(ALICE)));
		advance(WINDOW);
		assert_ok!(open(ALICE));
	});
}

#[test]
fn the_block_after_the_window_is_too_late() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(ALICE, &opening(ALICE)));
		advance(WINDOW + 1);
		assert_noop!(open(ALICE), Error::<Test>::Expired);
	});
}

#[test]
fn a_digest_is_registered_once_in_each_domain() {
	ExtBuilder::build_and_execute(|| {
		let elsewhere = Opening { domain: *b"cov/else", ..opening(BOB) };
		assert_ok!(commit(ALICE, &opening(ALICE)));
		assert_ok!(commit(BOB, &elsewhere));
		advance(1);
		assert_ok!(open(ALICE), None);
		assert_ok!(Pallet::register(&elsewhere, 1), None);
		assert_eq!(owner(), Some(party(ALICE)));
		let other = Pallet::registration(*b"cov/else", digest());
		assert_eq!(other.map(|registration| registration.party), Some(party(BOB)));
	});
}

#[test]
fn whoever_committed_later_is_refused_and_waits_on() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE, BOB]);
		assert_ok!(open(ALICE));
		assert_noop!(open(BOB), Error::<Test>::AlreadyExists);
		assert_eq!(waiting(BOB), 1);
	});
}

#[test]
fn a_party_cannot_register_its_digest_again() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE]);
		assert_ok!(open(ALICE));
		committed(&[ALICE]);
		assert_noop!(open(ALICE), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn registering_weighs_what_was_measured() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Pallet::register_weight(), <Test as Config>::WeightInfo::register());
	});
}
