// SPDX-License-Identifier: Apache-2.0

//! Who may call what, line by line of the crate's table.

use super::*;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchError::BadOrigin};

fn dispatch(call: crate::Call<Test>, origin: RuntimeOrigin) -> Result<(), DispatchError> {
	RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|error| error.error)
}

fn enroller_calls() -> [crate::Call<Test>; 6] {
	[
		Call::enroll { account: BOB, commitment: commitment(BOB) },
		Call::enroll_many { batch: BoundedVec::truncate_from(vec![(BOB, commitment(BOB))]) },
		Call::release { person: FIRST },
		Call::take_over { person: FIRST },
		Call::request_recovery { person: FIRST, new_account: BOB },
		Call::cancel_recovery { person: FIRST },
	]
}

fn manager_calls() -> [crate::Call<Test>; 3] {
	let (unit, role) = (text::<frame_support::traits::ConstU32<64>>("u"), text("r"));
	let (person, from, until) = (FIRST, START, None);
	[
		Call::offer_membership {
			person,
			unit: unit.clone(),
			role: Role::clone(&role),
			from,
			until,
		},
		Call::amend_membership { person, unit, role, from, until },
		Call::end_membership { person },
	]
}

fn person_calls() -> [crate::Call<Test>; 5] {
	[
		Call::resign {},
		Call::consent_transfer { to: Some(POLICE) },
		Call::accept_membership { organization: SCHOOL },
		Call::leave_membership { organization: SCHOOL },
		Call::object {},
	]
}

fn public_calls() -> [crate::Call<Test>; 3] {
	[
		Call::forget { account: CAROL },
		Call::collect { account: CAROL },
		Call::sweep_membership { person: FIRST, organization: UNKNOWN },
	]
}

fn refuses(
	calls: impl IntoIterator<Item = crate::Call<Test>>,
	origin: RuntimeOrigin,
	error: impl Into<DispatchError>,
) {
	let error = error.into();
	for call in calls {
		assert_noop!(dispatch(call, origin.clone()), error);
	}
}

#[test]
fn nothing_is_unsigned_or_roots() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			refuses(enroller_calls(), origin.clone(), BadOrigin);
			refuses(manager_calls(), origin.clone(), BadOrigin);
			refuses(person_calls(), origin.clone(), BadOrigin);
			refuses(public_calls(), origin, BadOrigin);
		}
	});
}

#[test]
fn enrolling_takes_the_capability() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		for account in [TEACHER, CLERK, MANAGER] {
			refuses(enroller_calls(), signed(account), DispatchError::Other("no capability"));
		}
		for account in [ALICE, STRANGER] {
			refuses(enroller_calls(), signed(account), DispatchError::Other("nobody's operator"));
		}
		suspend(SCHOOL, true);
		refuses(enroller_calls(), signed(REGISTRAR), DispatchError::Other("suspended"));
	});
}

#[test]
fn another_enroller_has_no_say_in_a_person() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(Pallet::request_recovery(signed(REGISTRAR), FIRST, BOB));
		refuses(
			[
				Call::release { person: FIRST },
				Call::request_recovery { person: FIRST, new_account: CAROL },
				Call::cancel_recovery { person: FIRST },
			],
			signed(OFFICER),
			Error::<Test>::NotAuthorized,
		);
	});
}

#[test]
fn managing_members_takes_the_capability() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		refuses(manager_calls(), signed(CLERK), DispatchError::Other("no capability"));
		for account in [ALICE, STRANGER] {
			refuses(manager_calls(), signed(account), DispatchError::Other("nobody's operator"));
		}
		suspend(SCHOOL, true);
		refuses(manager_calls(), signed(TEACHER), DispatchError::Other("suspended"));
	});
}

#[test]
fn a_person_speaks_for_itself() {
	ExtBuilder::default().persons(&[ALICE, BOB]).build_and_execute(|| {
		deposit(BOB, 1);
		assert_ok!(Pallet::release(signed(REGISTRAR), SECOND));
		for account in [REGISTRAR, STRANGER, BOB] {
			refuses(person_calls(), signed(account), Error::<Test>::NotAPerson);
		}
	});
}

#[test]
fn anyone_cleans_up() {
	ExtBuilder::default().persons(&[ALICE, CAROL]).build_and_execute(|| {
		deposit(CAROL, 1);
		assert_ok!(Pallet::resign(signed(CAROL)));
		spend_all(CAROL);
		join(MANAGER, ALICE, None);
		remove(COMPANY);
		assert_ok!(Pallet::forget(signed(STRANGER), CAROL));
		deposit(ALICE, 1);
		recover_without_money(REGISTRAR, ALICE, BOB);
		assert_ok!(Pallet::collect(signed(STRANGER), ALICE));
		assert_ok!(Pallet::sweep_membership(signed(STRANGER), FIRST, COMPANY));
	});
}
