// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask.

use super::*;
use covenant_primitives::{EnsureMember, EnsurePerson, Obligations};
use frame_support::traits::{EnsureOrigin, EnsureOriginWithArg};

#[test]
fn an_account_leads_to_its_person_and_back() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_eq!(Pallet::person_of(&ALICE), Some(FIRST));
		assert_eq!(Pallet::account_of(FIRST), Some(ALICE));
		assert_eq!(Pallet::ensure_person(&ALICE), Ok(FIRST));
		assert!(Pallet::is_enrolled(&ALICE));

		assert_eq!(Pallet::person_of(&BOB), None);
		assert_eq!(Pallet::account_of(SECOND), None);
		assert_noop!(Pallet::ensure_person(&BOB), Error::<Test>::NotAPerson);
		assert!(!Pallet::is_enrolled(&BOB));
	});
}

#[test]
fn a_released_account_has_no_role() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 1);
		assert_ok!(Pallet::resign(signed(ALICE)));
		assert_eq!(Pallet::standing_of(&ALICE), Some(PersonStanding::Released));
		assert!(!Pallet::is_enrolled(&ALICE));
		assert_eq!(Pallet::account_of(FIRST), None);
		assert_eq!(Pallet::person_of(&ALICE), None);
	});
}

#[test]
fn origins_see_persons_and_members() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		let person = EnsurePerson::<Pallet>::ensure_origin(signed(ALICE));
		assert_eq!(person.unwrap(), Ok((ALICE, FIRST)));
		let member = || EnsureMember::<Pallet>::ensure_origin(signed(ALICE), &SCHOOL).unwrap();
		assert_eq!(member(), Err(Error::<Test>::NotAMember.into()));
		join(REGISTRAR, ALICE, None);
		assert_eq!(member().unwrap().person, FIRST);
	});
}

#[test]
fn an_organization_with_persons_is_not_settled() {
	ExtBuilder::default().persons(&[ALICE, BOB]).build_and_execute(|| {
		assert_noop!(Pallet::ensure_settled(SCHOOL), Error::<Test>::PersonsRemain);
		assert_ok!(Pallet::ensure_settled(POLICE));

		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert_noop!(Pallet::ensure_settled(SCHOOL), Error::<Test>::PersonsRemain);
		assert_ok!(Pallet::consent_transfer(signed(BOB), Some(POLICE)));
		assert_ok!(Pallet::take_over(signed(OFFICER), SECOND));
		assert_ok!(Pallet::ensure_settled(SCHOOL));
		assert_noop!(Pallet::ensure_settled(POLICE), Error::<Test>::PersonsRemain);
	});
}

#[test]
fn members_do_not_keep_an_organization() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(MANAGER, ALICE, None);
		assert_ok!(Pallet::ensure_settled(COMPANY));
	});
}
