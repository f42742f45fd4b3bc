// SPDX-License-Identifier: Apache-2.0

//! What is given up can be registered anew.

use super::*;
use frame_support::assert_storage_noop;

#[test]
fn a_released_digest_is_registered_anew() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE]);
		assert_ok!(open(ALICE));
		let registration = Pallet::registration(DOMAIN, digest()).unwrap();
		System::reset_events();

		assert!(Pallet::release(DOMAIN, digest(), ALICE));
		assert_eq!(owner(), None);
		assert_eq!(events(), [Event::Released { domain: DOMAIN, digest: digest(), registration }]);

		committed(&[BOB]);
		assert_ok!(open(BOB), None);
		assert_eq!(owner(), Some(party(BOB)));
	});
}

#[test]
fn whoever_came_too_late_can_open_after_a_release() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE, BOB]);
		assert_ok!(open(ALICE));
		assert_noop!(open(BOB), Error::<Test>::AlreadyExists);
		assert!(Pallet::release(DOMAIN, digest(), ALICE));
		assert_ok!(open(BOB), None);
		assert_eq!(owner(), Some(party(BOB)));
	});
}

#[test]
fn a_settled_registration_can_be_released() {
	ExtBuilder::build_and_execute(|| {
		committed(&[ALICE]);
		assert_ok!(open(ALICE));
		advance(WINDOW);
		assert!(Pallet::is_settled(&Pallet::registration(DOMAIN, digest()).unwrap()));
		assert!(Pallet::release(DOMAIN, digest(), ALICE));
	});
}

#[test]
fn only_what_was_registered_is_released() {
	ExtBuilder::build_and_execute(|| {
		assert_storage_noop!(assert!(!Pallet::release(DOMAIN, digest(), ALICE)));
		committed(&[ALICE, BOB]);
		assert_ok!(open(BOB));
		assert_storage_noop!({
			assert!(!Pallet::release(DOMAIN, digest(), ALICE));
			assert!(!Pallet::release(*b"cov/else", digest(), BOB));
			assert!(!Pallet::release(DOMAIN, H256::repeat_byte(2), BOB));
		});
		// Whoever gave way has nothing to release.
		assert_ok!(open(ALICE));
		assert_storage_noop!(assert!(!Pallet::release(DOMAIN, digest(), BOB)));
		assert_eq!(owner(), Some(party(ALICE)));
	});
}
