// SPDX-License-Identifier: Apache-2.0

use super::*;
use frame_support::dispatch::GetDispatchInfo;

fn forget(account: AccountId) -> frame_support::dispatch::DispatchResult {
	Pallet::forget(signed(STRANGER), account)
}

#[test]
fn an_account_that_owns_nothing_gives_its_provider_back_at_once() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		set_clock(START + 5);
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));

		assert_eq!(providers(ALICE), 0);
		assert!(!System::account_exists(&ALICE));
		assert_eq!(Pallet::standing_of(&ALICE), None);
		assert_eq!(EnrolledCount::<Test>::get(SCHOOL), 0);
		let record = crate::Persons::<Test>::get(FIRST).unwrap();
		assert_eq!(record.status, PersonStatus::Released { at: START + 5 });
		assert_eq!(record.account, ALICE);
		assert_eq!(
			events(),
			[
				Event::PersonReleased {
					actor: Some(actor(REGISTRAR)),
					person: FIRST,
					account: ALICE
				},
				Event::AccountForgotten { account: ALICE },
			]
		);
		assert_noop!(forget(ALICE), Error::<Test>::NotReleased);
	});
}

#[test]
fn an_account_with_money_keeps_its_provider_until_it_is_forgotten() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 100);
		set_clock(START + 5);
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert_eq!(providers(ALICE), 1);
		assert_eq!(Pallet::standing_of(&ALICE), Some(PersonStanding::Released));
		assert_eq!(
			Released::<Test>::get(ALICE),
			Some(ReleasedAccount { person: FIRST, since: START + 5, own: true })
		);
		assert_eq!(events()[1], Event::AccountRetained { account: ALICE, person: FIRST });

		assert_noop!(forget(ALICE), Error::<Test>::AccountInUse);
		spend_all(ALICE);
		assert_ok!(forget(ALICE));
		assert_eq!(providers(ALICE), 0);
		assert_eq!(events(), [Event::AccountForgotten { account: ALICE }]);
		assert_noop!(forget(ALICE), Error::<Test>::NotReleased);
	});
}

#[test]
fn an_account_with_a_consumer_keeps_its_provider() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(System::inc_consumers(&ALICE));
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert_noop!(forget(ALICE), Error::<Test>::AccountInUse);
		System::dec_consumers(&ALICE);
		assert_ok!(forget(ALICE));
	});
}

#[test]
fn an_account_with_coins_keeps_its_provider() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		System::inc_providers(&ALICE);
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert_eq!(providers(ALICE), 2);
		assert_noop!(forget(ALICE), Error::<Test>::AccountInUse);
		assert_ok!(System::dec_providers(&ALICE));
		assert_ok!(forget(ALICE));
	});
}

#[test]
fn session_keys_are_purged_before_the_provider_goes_back() {
	ExtBuilder::default().persons(&[ALICE, BOB]).build_and_execute(|| {
		set_keys(ALICE);
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert!(Keys::get().is_empty());
		assert_eq!(providers(ALICE), 0);

		// Money keeps the account; the keys go all the same.
		set_keys(BOB);
		deposit(BOB, 1);
		assert_ok!(Pallet::release(signed(REGISTRAR), SECOND));
		assert!(Keys::get().is_empty());
		assert_eq!(providers(BOB), 1);
	});
}

#[test]
fn keys_that_cannot_be_purged_hold_up_the_account_and_not_the_release() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		set_keys(ALICE);
		KeysStuck::set(true);
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert_eq!(Pallet::standing_of(&ALICE), Some(PersonStanding::Released));
		assert_noop!(forget(ALICE), sp_runtime::DispatchError::Other("keys stuck"));
		KeysStuck::set(false);
		assert_ok!(forget(ALICE));
		assert_eq!(providers(ALICE), 0);
	});
}

#[test]
fn a_person_resigns() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(Pallet::resign(signed(ALICE)));
		assert_eq!(
			events(),
			[
				Event::PersonReleased { actor: None, person: FIRST, account: ALICE },
				Event::AccountForgotten { account: ALICE },
			]
		);
		assert_noop!(Pallet::resign(signed(ALICE)), Error::<Test>::NotAPerson);
		assert_noop!(Pallet::release(signed(REGISTRAR), FIRST), Error::<Test>::Released);
	});
}

#[test]
fn release_happens_once_and_to_somebody() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(Pallet::release(signed(REGISTRAR), SECOND), Error::<Test>::NotFound);
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert_noop!(Pallet::release(signed(REGISTRAR), FIRST), Error::<Test>::Released);
	});
}

#[test]
fn memberships_end_with_the_enrollment_and_are_weighed() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(REGISTRAR, ALICE, Some(START + DAY));
		assert_ok!(offer(MANAGER, FIRST, None));
		events();
		let call = crate::Call::<Test>::release { person: FIRST };
		let full = <Test as Config>::WeightInfo::release(2).saturating_add(MockKeys::weight());
		assert_eq!(call.get_dispatch_info().call_weight, full);

		let info = Pallet::release(signed(REGISTRAR), FIRST).unwrap();
		assert_eq!(info.actual_weight, Some(full));
		assert_eq!(Memberships::<Test>::iter().count(), 0);
		assert!(tasks().is_empty());
		let dropped = events().into_iter().filter(|event| {
			matches!(event, Event::MembershipEnded { actor: None, person: FIRST, .. })
		});
		assert_eq!(dropped.count(), 2);
	});
}

#[test]
fn a_release_without_memberships_weighs_less() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		let info = Pallet::resign(signed(ALICE)).unwrap();
		let least = <Test as Config>::WeightInfo::resign(0).saturating_add(MockKeys::weight());
		assert_eq!(info.actual_weight, Some(least));
	});
}

#[test]
fn a_released_account_is_enrolled_again_with_the_provider_it_kept() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 100);
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert_ok!(Pallet::enroll(signed(OFFICER), ALICE, commitment(BOB)));
		assert_eq!(providers(ALICE), 1);
		assert_eq!(Pallet::standing_of(&ALICE), Some(PersonStanding::Enrolled(SECOND)));
		assert_noop!(forget(ALICE), Error::<Test>::NotReleased);

		spend_all(ALICE);
		assert_ok!(Pallet::release(signed(OFFICER), SECOND));
		assert_eq!(providers(ALICE), 0);
	});
}

#[test]
fn an_enrolled_account_is_not_forgotten() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(forget(ALICE), Error::<Test>::NotReleased);
		assert_noop!(forget(STRANGER), Error::<Test>::NotReleased);
	});
}
