// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::HandleDeadline;
use sp_runtime::DispatchError;

const DUE: Moment = START + DELAY;

fn request() -> frame_support::dispatch::DispatchResult {
	Pallet::request_recovery(signed(REGISTRAR), FIRST, BOB)
}

/// The error that ended the recovery which was due last.
fn failure() -> Option<DispatchError> {
	events().into_iter().find_map(|event| match event {
		Event::RecoveryFailed { person: FIRST, new_account: BOB, error } => Some(error),
		_ => None,
	})
}

#[test]
fn another_account_signs_after_the_delay() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(REGISTRAR, ALICE, None);
		events();
		assert_ok!(request());
		assert_eq!(
			events(),
			[Event::RecoveryRequested {
				actor: actor(REGISTRAR),
				person: FIRST,
				new_account: BOB,
				due: DUE,
			}]
		);

		advance_to(DUE - 1);
		assert_ok!(Pallet::ensure_member(&ALICE, SCHOOL));
		assert_noop!(Pallet::ensure_person(&BOB), Error::<Test>::NotAPerson);

		advance_to(DUE);
		assert_eq!(Pallet::account_of(FIRST), Some(BOB));
		assert_ok!(Pallet::ensure_member(&BOB, SCHOOL));
		assert_noop!(Pallet::ensure_person(&ALICE), Error::<Test>::NotAPerson);
		assert_eq!((providers(ALICE), providers(BOB)), (0, 1));
		assert_eq!(
			events(),
			[
				Event::AccountForgotten { account: ALICE },
				Event::PersonRecovered { person: FIRST, old_account: ALICE, new_account: BOB },
			]
		);
	});
}

#[test]
fn the_old_key_objects_until_the_recovery_completes() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(Pallet::object(signed(ALICE)), Error::<Test>::NoRecovery);
		assert_ok!(request());
		// The delay is over, but the chain is busy.
		set_clock(DUE + 1);
		events();
		assert_ok!(Pallet::object(signed(ALICE)));
		assert_eq!(events(), [Event::RecoveryObjected { person: FIRST, account: ALICE }]);
		assert_noop!(Pallet::object(signed(ALICE)), Error::<Test>::NoRecovery);
		advance_to(DUE + DAY);
		assert_eq!(Pallet::account_of(FIRST), Some(ALICE));
	});
}

#[test]
fn the_new_key_cannot_object() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(request());
		assert_noop!(Pallet::object(signed(BOB)), Error::<Test>::NotAPerson);
	});
}

#[test]
fn after_an_objection_the_delay_starts_anew() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(request());
		set_clock(START + DAY);
		assert_ok!(Pallet::object(signed(ALICE)));
		assert_ok!(request());
		advance_to(DUE);
		assert_eq!(Pallet::account_of(FIRST), Some(ALICE));
		advance_to(DUE + DAY);
		assert_eq!(Pallet::account_of(FIRST), Some(BOB));
	});
}

#[test]
fn the_enroller_cancels() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		let cancel = || Pallet::cancel_recovery(signed(REGISTRAR), FIRST);
		assert_noop!(cancel(), Error::<Test>::NoRecovery);
		assert_ok!(request());
		events();
		assert_ok!(cancel());
		assert_eq!(
			events(),
			[Event::RecoveryCanceled { actor: Some(actor(REGISTRAR)), person: FIRST }]
		);
		assert!(tasks().is_empty());
		assert_noop!(cancel(), Error::<Test>::NoRecovery);
	});
}

#[test]
fn one_recovery_at_a_time() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(request());
		assert_noop!(request(), Error::<Test>::RecoveryPending);
		assert_noop!(
			Pallet::request_recovery(signed(REGISTRAR), FIRST, CAROL),
			Error::<Test>::RecoveryPending
		);
	});
}

#[test]
fn a_person_is_recovered_twice_and_back() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 100);
		MoneyFrozen::set(true);
		assert_ok!(request());
		advance_to(DUE);
		assert_eq!((providers(ALICE), providers(BOB)), (1, 1));

		// The first key was found; its account still has its provider.
		assert_ok!(Pallet::request_recovery(signed(REGISTRAR), FIRST, ALICE));
		advance_to(DUE + DELAY);
		assert_eq!(Pallet::account_of(FIRST), Some(ALICE));
		assert_eq!((providers(ALICE), providers(BOB)), (1, 0));
		assert!(!Released::<Test>::contains_key(ALICE));
	});
}

#[test]
fn the_new_account_must_be_free() {
	ExtBuilder::default().persons(&[ALICE, BOB]).build_and_execute(|| {
		let request = |account| Pallet::request_recovery(signed(REGISTRAR), FIRST, account);
		assert_noop!(request(ALICE), Error::<Test>::AlreadyEnrolled);
		assert_noop!(request(BOB), Error::<Test>::AlreadyEnrolled);
		assert_noop!(request(CLERK), Error::<Test>::OtherRole);
	});
}

#[test]
fn the_new_account_is_reserved_meanwhile() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(request());
		let enroll = || Pallet::enroll(signed(OFFICER), BOB, commitment(BOB));
		assert_noop!(enroll(), Error::<Test>::Reserved);
		assert!(Pallet::is_enrolled(&BOB), "nor does anybody make it an operator");
		assert_ok!(Pallet::object(signed(ALICE)));
		assert!(!Pallet::is_enrolled(&BOB));
		assert_ok!(enroll());
	});
}

#[test]
fn what_a_recovered_person_left_is_nobody_elses() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 100);
		recover_without_money(REGISTRAR, ALICE, BOB);
		assert_noop!(
			Pallet::enroll(signed(OFFICER), ALICE, commitment(CAROL)),
			Error::<Test>::FormerAccount
		);
		assert_ok!(Pallet::collect(signed(STRANGER), ALICE));
		assert_ok!(Pallet::enroll(signed(OFFICER), ALICE, commitment(CAROL)));
	});
}

#[test]
fn an_enroller_does_not_get_at_what_an_account_owned_before() {
	ExtBuilder::default().build_and_execute(|| {
		deposit(ALICE, 100);
		assert_ok!(Pallet::enroll(signed(REGISTRAR), ALICE, commitment(ALICE)));
		assert_ok!(request());
		advance_to(DUE);
		let error = Error::<Test>::NotItsOwn.into();
		assert!(events().contains(&Event::NotMoved { person: FIRST, old_account: ALICE, error }));
		assert_eq!((money(ALICE), money(BOB)), (100, 0));
		assert_noop!(Pallet::collect(signed(STRANGER), ALICE), Error::<Test>::NotItsOwn);
		assert_eq!(Pallet::standing_of(&ALICE), Some(PersonStanding::Released));
	});
}

#[test]
fn a_key_that_has_signed_for_the_person_proves_that_it_was_its_account() {
	ExtBuilder::default().build_and_execute(|| {
		deposit(ALICE, 100);
		assert_ok!(Pallet::enroll(signed(REGISTRAR), ALICE, commitment(ALICE)));
		System::inc_account_nonce(ALICE);
		assert_ok!(request());
		advance_to(DUE);
		assert_eq!((money(ALICE), money(BOB)), (0, 100));
	});
}

#[test]
fn nothing_is_collected_from_an_account_with_a_new_role() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 100);
		recover_without_money(REGISTRAR, ALICE, BOB);
		Operators::mutate(|operators| operators.insert(ALICE, (COMPANY, Default::default())));
		assert_noop!(Pallet::collect(signed(STRANGER), ALICE), Error::<Test>::OtherRole);
	});
}

#[test]
fn an_account_that_became_an_operators_meanwhile_ends_the_recovery() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(request());
		Operators::mutate(|operators| operators.insert(BOB, (COMPANY, Default::default())));
		advance_to(DUE);
		assert_eq!(failure(), Some(Error::<Test>::OtherRole.into()));
		assert_eq!(providers(BOB), 0);
	});
}

#[test]
fn two_persons_cannot_be_recovered_onto_one_account() {
	ExtBuilder::default().persons(&[ALICE, CAROL]).build_and_execute(|| {
		assert_ok!(request());
		assert_noop!(
			Pallet::request_recovery(signed(REGISTRAR), SECOND, BOB),
			Error::<Test>::Reserved
		);
		advance_to(DUE);
		assert_eq!(PersonByAccount::<Test>::get(BOB), Some(FIRST));
		assert_eq!(Pallet::account_of(SECOND), Some(CAROL));
		assert_eq!(providers(BOB), 1);
	});
}

#[test]
fn nothing_completes_for_an_enroller_that_cannot_act() {
	let cannot_act: [fn(); 3] = [
		|| suspend(SCHOOL, true),
		|| amend(SCHOOL, |school| school.may_identify = false),
		|| remove(SCHOOL),
	];
	for disable in cannot_act {
		ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
			assert_ok!(request());
			disable();
			advance_to(DUE);
			assert_eq!(failure(), Some(Error::<Test>::EnrollerCannotAct.into()));
			assert_eq!(Pallet::account_of(FIRST), Some(ALICE));
		});
	}
}

#[test]
fn release_and_resignation_end_the_recovery() {
	let leave: [fn() -> frame_support::dispatch::DispatchResultWithPostInfo; 2] =
		[|| Pallet::release(signed(REGISTRAR), FIRST), || Pallet::resign(signed(ALICE))];
	for leave in leave {
		ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
			assert_ok!(request());
			assert_ok!(leave());
			assert!(events().contains(&Event::RecoveryCanceled { actor: None, person: FIRST }));
			assert!(tasks().is_empty());
			advance_to(DUE);
			assert_eq!((providers(ALICE), providers(BOB)), (0, 0));
		});
	}
}

#[test]
fn only_enrolled_persons_are_recovered() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(
			Pallet::request_recovery(signed(REGISTRAR), SECOND, BOB),
			Error::<Test>::NotFound
		);
		assert_ok!(Pallet::resign(signed(ALICE)));
		assert_noop!(request(), Error::<Test>::Released);
	});
}

#[test]
fn money_moves_along() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 100);
		assert_ok!(request());
		advance_to(DUE);
		assert_eq!((money(ALICE), money(BOB)), (0, 100));
		assert_eq!((providers(ALICE), providers(BOB)), (0, 1));
		assert_eq!(Pallet::standing_of(&ALICE), None);
	});
}

#[test]
fn money_that_cannot_move_does_not_stop_the_recovery() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 100);
		MoneyFrozen::set(true);
		assert_ok!(request());
		events();
		advance_to(DUE);
		assert_eq!(
			events(),
			[
				Event::NotMoved {
					person: FIRST,
					old_account: ALICE,
					error: sp_runtime::TokenError::Frozen.into(),
				},
				Event::AccountRetained { account: ALICE, person: FIRST },
				Event::PersonRecovered { person: FIRST, old_account: ALICE, new_account: BOB },
			]
		);
		assert_eq!((money(ALICE), money(BOB)), (100, 0));
		assert_eq!(System::sufficients(&BOB), 0);
		assert_eq!(Pallet::standing_of(&ALICE), Some(PersonStanding::Released));

		spend_all(ALICE);
		assert_ok!(Pallet::forget(signed(ALICE), ALICE));
		assert_eq!((providers(ALICE), providers(BOB)), (0, 1));
	});
}

#[test]
fn what_was_on_hold_is_collected_later() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 100);
		recover_without_money(REGISTRAR, ALICE, BOB);
		deposit(BOB, 1);
		MoneyFrozen::set(true);
		assert_noop!(Pallet::collect(signed(STRANGER), ALICE), sp_runtime::TokenError::Frozen);

		MoneyFrozen::set(false);
		events();
		assert_ok!(Pallet::collect(signed(STRANGER), ALICE));
		assert_eq!((money(ALICE), money(BOB)), (0, 101));
		assert_eq!(
			events(),
			[
				Event::Collected { account: ALICE, person: FIRST },
				Event::AccountForgotten { account: ALICE },
			]
		);
		assert_eq!((providers(ALICE), providers(BOB)), (0, 1));
		assert_noop!(Pallet::collect(signed(STRANGER), ALICE), Error::<Test>::NotReleased);
	});
}

#[test]
fn an_account_that_still_owns_something_is_collected_from_again() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		deposit(ALICE, 100);
		recover_without_money(REGISTRAR, ALICE, BOB);
		// Something else keeps the account.
		System::inc_sufficients(&ALICE);
		assert_ok!(Pallet::collect(signed(STRANGER), ALICE));
		assert_eq!((money(ALICE), money(BOB)), (0, 100));
		assert!(events().contains(&Event::AccountRetained { account: ALICE, person: FIRST }));
		assert_eq!(Pallet::standing_of(&ALICE), Some(PersonStanding::Released));

		System::dec_sufficients(&ALICE);
		assert_ok!(Pallet::collect(signed(STRANGER), ALICE));
		assert_eq!(Pallet::standing_of(&ALICE), None);
	});
}

#[test]
fn nothing_is_collected_for_someone_who_was_released_or_is_still_there() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(Pallet::collect(signed(STRANGER), ALICE), Error::<Test>::NotReleased);
		deposit(ALICE, 100);
		assert_ok!(Pallet::resign(signed(ALICE)));
		assert_noop!(Pallet::collect(signed(STRANGER), ALICE), Error::<Test>::Released);
		assert_eq!(money(ALICE), 100);
	});
}

#[test]
fn session_keys_of_the_old_account_are_purged() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		set_keys(ALICE);
		assert_ok!(request());
		advance_to(DUE);
		assert_eq!(providers(ALICE), 0);
	});
}

#[test]
fn an_early_deadline_changes_nothing() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(request());
		let handle = |person| {
			frame_support::storage::with_storage_layer(|| Pallet::handle(Task::RecoveryDue(person)))
		};
		assert_noop!(handle(FIRST), Error::<Test>::NotDue);
		assert_noop!(handle(SECOND), Error::<Test>::NoRecovery);
	});
}

#[test]
fn a_deadline_beyond_time_is_refused() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		set_clock(Moment::MAX);
		assert_noop!(request(), sp_runtime::ArithmeticError::Overflow);
	});
}

#[test]
fn a_recovery_weighs_what_its_hooks_weigh() {
	let weight = Pallet::weight(&Task::RecoveryDue(FIRST));
	assert_eq!(
		weight,
		<Test as Config>::WeightInfo::recovery_due()
			.saturating_add(MockKeys::weight())
			.saturating_add(MockMoney::weight())
	);
}
