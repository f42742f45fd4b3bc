// SPDX-License-Identifier: Apache-2.0

//! Removal of organizations.

use crate::mock::*;
use frame_support::dispatch::GetDispatchInfo;
use sp_runtime::{traits::Dispatchable, DispatchError};

fn remove(organization: OrganizationId) -> Call {
	Call::remove { organization }
}

#[test]
fn an_organization_without_a_seat_is_removed_by_a_majority() {
	ExtBuilder::default().build_and_execute(|| {
		let account = Organizations::account_of(SCHOOL);
		assert_eq!((providers(&account), providers(&DAVE)), (1, 1));
		assert_ok!(send(MAJORITY, remove(SCHOOL)));
		assert_eq!(last_event(), Event::Removed { organization: SCHOOL, uscc: uscc(2) });
		assert_eq!((providers(&account), providers(&DAVE)), (0, 0));
		assert_eq!(Organizations::operator(&DAVE), None);
		assert_eq!(Told::get(), [(SCHOOL, false)]);
		assert_noop!(send(MAJORITY, remove(SCHOOL)), Error::NotFound);
	});
}

#[test]
fn an_organization_with_a_seat_needs_two_thirds() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(send(MAJORITY, remove(BANK)), Error::TwoThirdsRequired);
		assert_ok!(send(TWO_THIRDS, remove(BANK)));
		assert_eq!(Council::members(), [CAROL]);
		assert_eq!(Seats::<Test>::count(), 1);
		for account in [ALICE, BOB, Organizations::account_of(BANK)] {
			assert_eq!(providers(&account), 0);
		}
		assert_noop!(send(ALICE, Call::leave {}), Error::NotOperator);
	});
}

#[test]
fn debts_keep_it() {
	ExtBuilder::default().build_and_execute(|| {
		Unsettled::set(Some(SCHOOL));
		assert_noop!(send(MAJORITY, remove(SCHOOL)), DispatchError::Other("owes"));
		Unsettled::set(None);
		assert_ok!(send(MAJORITY, remove(SCHOOL)));
	});
}

#[test]
fn what_others_put_on_its_account_does_not_keep_it() {
	ExtBuilder::default().build_and_execute(|| {
		let account = Organizations::account_of(SCHOOL);
		System::inc_consumers(&account).unwrap();
		assert_ok!(send(MAJORITY, remove(SCHOOL)));
		assert!(RetainedAccounts::<Test>::contains_key(&account));
		let release = || send(EVE, Call::release_account { account: account.clone() });
		assert_noop!(release(), Error::AccountInUse);
		System::dec_consumers(&account);
		assert_ok!(release());
		assert_eq!(providers(&account), 0);
	});
}

#[test]
fn session_keys_do_not_keep_it() {
	ExtBuilder::default().build_and_execute(|| {
		let account = Organizations::account_of(SCHOOL);
		for account in [&account, &DAVE] {
			SessionKeys::set(account);
		}
		assert_ok!(send(MAJORITY, remove(SCHOOL)));
		for account in [&account, &DAVE] {
			assert!(!SessionKeys::is_set(account));
			assert_eq!(providers(account), 0);
		}
	});
}

#[test]
fn an_operator_cannot_keep_it() {
	ExtBuilder::default().build_and_execute(|| {
		System::inc_consumers(&DAVE).unwrap();
		assert_ok!(send(MAJORITY, remove(SCHOOL)));
		assert!(RetainedAccounts::<Test>::contains_key(DAVE));
	});
}

#[test]
fn a_suspended_organization_is_lost_once() {
	ExtBuilder::default().build_and_execute(|| {
		super::standing::suspend(SCHOOL);
		assert_ok!(send(MAJORITY, remove(SCHOOL)));
		assert_eq!(Told::get(), [(SCHOOL, false)]);
	});
}

#[test]
fn a_legal_body_can_come_back_as_a_new_organization() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(MAJORITY, remove(SCHOOL)));
		assert_ok!(send(
			MAJORITY,
			Call::admit {
				name: b"School".to_vec().try_into().unwrap(),
				uscc: *uscc(2).as_bytes(),
				kind: OrganizationKind::School,
				capabilities: Default::default(),
				quota: Quota::default(),
				administrator: DAVE,
			}
		));
		assert_eq!(OrganizationByUscc::<Test>::get(uscc(2)), Some(OrganizationId(3)));
		assert_eq!(providers(&DAVE), 1);
	});
}

#[test]
fn what_did_not_happen_is_not_paid_for() {
	ExtBuilder::default().build_and_execute(|| {
		let call: RuntimeCall = remove(SCHOOL).into();
		let declared = call.get_dispatch_info().call_weight;
		let used = call.dispatch(RuntimeOrigin::signed(MAJORITY)).unwrap().actual_weight.unwrap();
		assert_eq!(declared, Organizations::remove_weight(5, true, true));
		assert_eq!(used, Organizations::remove_weight(1, true, false));
		assert!(used.all_lt(declared));
	});
}
