// SPDX-License-Identifier: Apache-2.0

use super::*;

fn take_over(operator: AccountId) -> frame_support::dispatch::DispatchResult {
	Pallet::take_over(signed(operator), FIRST)
}

fn consent(to: Option<OrganizationId>) -> frame_support::dispatch::DispatchResult {
	Pallet::consent_transfer(signed(ALICE), to)
}

#[test]
fn a_person_moves_to_another_organization_by_consent() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(take_over(OFFICER), Error::<Test>::NotConsented);
		assert_ok!(consent(Some(POLICE)));
		assert_ok!(take_over(OFFICER));

		let record = Pallet::enrolled(FIRST).unwrap();
		assert_eq!((record.enrolled_by, record.transfer_to), (POLICE, None));
		assert_eq!(EnrolledCount::<Test>::get(SCHOOL), 0);
		assert_eq!(EnrolledCount::<Test>::get(POLICE), 1);
		assert_eq!(
			events(),
			[
				Event::TransferConsented { person: FIRST, account: ALICE, to: Some(POLICE) },
				Event::PersonTakenOver { actor: actor(OFFICER), person: FIRST, from: SCHOOL },
			]
		);
		assert_noop!(Pallet::release(signed(REGISTRAR), FIRST), Error::<Test>::NotAuthorized);
		// The consent is used up.
		assert_noop!(take_over(REGISTRAR), Error::<Test>::NotConsented);
	});
}

#[test]
fn consent_is_for_one_organization_and_can_be_withdrawn() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(consent(Some(COMPANY)));
		assert_noop!(take_over(OFFICER), Error::<Test>::NotConsented);
		assert_ok!(consent(Some(POLICE)));
		assert_ok!(consent(None));
		assert_noop!(take_over(OFFICER), Error::<Test>::NotConsented);
		assert_ok!(consent(None));
	});
}

#[test]
fn consent_names_another_organization_on_the_chain() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(consent(Some(UNKNOWN)), Error::<Test>::UnknownOrganization);
		assert_noop!(consent(Some(SCHOOL)), Error::<Test>::AlreadyResponsible);
	});
}

#[test]
fn persons_of_an_enroller_that_cannot_act_are_taken_over() {
	let cannot_act: [fn(); 3] = [
		|| suspend(SCHOOL, true),
		|| amend(SCHOOL, |school| school.may_identify = false),
		|| remove(SCHOOL),
	];
	for disable in cannot_act {
		ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
			disable();
			assert_ok!(take_over(OFFICER));
			assert_eq!(EnrolledCount::<Test>::get(POLICE), 1);
		});
	}
}

#[test]
fn nobody_takes_over_beyond_its_limit() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(consent(Some(POLICE)));
		amend(POLICE, |police| police.limit = 0);
		assert_noop!(take_over(OFFICER), Error::<Test>::TooManyPersons);
	});
}

#[test]
fn nobody_takes_over_whom_it_has_or_who_is_not_there() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(take_over(REGISTRAR), Error::<Test>::AlreadyResponsible);
		assert_noop!(Pallet::take_over(signed(OFFICER), SECOND), Error::<Test>::NotFound);
		assert_ok!(consent(Some(POLICE)));
		assert_ok!(Pallet::resign(signed(ALICE)));
		assert_noop!(take_over(OFFICER), Error::<Test>::Released);
	});
}

#[test]
fn a_pending_recovery_lapses() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(Pallet::request_recovery(signed(REGISTRAR), FIRST, BOB));
		assert_ok!(consent(Some(POLICE)));
		assert_ok!(take_over(OFFICER));
		assert!(events().contains(&Event::RecoveryCanceled { actor: None, person: FIRST }));
		advance_to(START + DELAY);
		assert_eq!(PersonByAccount::<Test>::get(ALICE), Some(FIRST));
	});
}

#[test]
fn memberships_stay() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(REGISTRAR, ALICE, None);
		assert_ok!(consent(Some(POLICE)));
		assert_ok!(take_over(OFFICER));
		assert_ok!(Pallet::ensure_member(&ALICE, SCHOOL));
	});
}
