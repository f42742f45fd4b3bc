// SPDX-License-Identifier: Apache-2.0

//! Provider references: given once, given back once.

use super::operators::add;
use crate::mock::*;
use sp_runtime::DispatchError;

#[test]
fn an_account_that_is_needed_cannot_leave() {
	ExtBuilder::default().build_and_execute(|| {
		System::inc_consumers(&BOB).unwrap();
		assert_noop!(send(BOB, Call::leave {}), Error::AccountInUse);
		System::dec_consumers(&BOB);
		SessionKeys::set(&BOB);
		assert_ok!(send(BOB, Call::leave {}));
		assert_eq!(providers(&BOB), 0);
	});
}

#[test]
fn an_account_that_is_needed_does_not_keep_its_role() {
	ExtBuilder::default().build_and_execute(|| {
		System::inc_consumers(&BOB).unwrap();
		assert_ok!(send(ALICE, Call::remove_operator { account: BOB }));
		assert_eq!(Organizations::operator(&BOB), None);
		assert_eq!(providers(&BOB), 1);
		System::assert_has_event(
			Event::AccountRetained { account: BOB, error: Error::AccountInUse.into() }.into(),
		);

		let release = || Call::release_account { account: BOB };
		assert_noop!(send(EVE, release()), Error::AccountInUse);
		System::dec_consumers(&BOB);
		assert_ok!(send(EVE, release()));
		assert_eq!(last_event(), Event::AccountReleased { account: BOB });
		assert_eq!(providers(&BOB), 0);
		assert_noop!(send(EVE, release()), Error::NotRetained);
		assert_noop!(send(EVE, Call::release_account { account: ALICE }), Error::NotRetained);
	});
}

#[test]
fn a_retained_account_that_comes_back_has_one_reference() {
	ExtBuilder::default().build_and_execute(|| {
		System::inc_consumers(&BOB).unwrap();
		assert_ok!(send(ALICE, Call::remove_operator { account: BOB }));
		assert_ok!(send(DAVE, add(&BOB, &[], false)));
		assert_eq!(providers(&BOB), 1);
		assert_noop!(send(EVE, Call::release_account { account: BOB }), Error::NotRetained);
		System::dec_consumers(&BOB);
		assert_ok!(send(DAVE, Call::remove_operator { account: BOB }));
		assert_eq!(providers(&BOB), 0);
	});
}

#[test]
fn a_failing_release_leaves_nothing_half_done() {
	ExtBuilder::default().build_and_execute(|| {
		SessionKeys::set(&BOB);
		SessionKeys::jam(&BOB);
		assert_noop!(send(BOB, Call::leave {}), DispatchError::Other("jammed"));
		assert_ok!(send(ALICE, Call::remove_operator { account: BOB }));
		assert!(SessionKeys::is_set(&BOB));
		assert!(RetainedAccounts::<Test>::contains_key(BOB));
	});
}

#[test]
fn a_balance_of_its_own_survives() {
	ExtBuilder::default().build_and_execute(|| {
		Balances::force_set_balance(RuntimeOrigin::root(), BOB, 100).unwrap();
		assert_eq!(providers(&BOB), 2);
		assert_ok!(send(BOB, Call::leave {}));
		assert_eq!(providers(&BOB), 1);
		assert_eq!(Balances::free_balance(BOB), 100);
	});
}
