// SPDX-License-Identifier: Apache-2.0

use super::*;

fn batch(accounts: impl IntoIterator<Item = AccountId>) -> BoundedVec<(AccountId, H256), MaxBatch> {
	let entries: Vec<_> = accounts.into_iter().map(|a| (a, commitment(a))).collect();
	entries.try_into().unwrap()
}

#[test]
fn an_enrolled_person_has_an_account_a_commitment_and_a_provider() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Pallet::enroll(signed(REGISTRAR), ALICE, commitment(ALICE)));

		assert_eq!(
			crate::Persons::<Test>::get(FIRST),
			Some(Person {
				account: ALICE,
				commitment: commitment(ALICE),
				enrolled_by: SCHOOL,
				enrolled_at: START,
				transfer_to: None,
				memberships: 0,
				prior_nonce: None,
				status: PersonStatus::Enrolled,
			})
		);
		assert_eq!(PersonByAccount::<Test>::get(ALICE), Some(FIRST));
		assert_eq!(PersonByCommitment::<Test>::get(commitment(ALICE)), Some(FIRST));
		assert_eq!(EnrolledCount::<Test>::get(SCHOOL), 1);
		assert_eq!(providers(ALICE), 1);
		assert_eq!(
			events(),
			[Event::PersonEnrolled {
				actor: actor(REGISTRAR),
				person: FIRST,
				account: ALICE,
				commitment: commitment(ALICE),
			}]
		);
	});
}

#[test]
fn an_account_signs_for_one_person() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		for operator in [REGISTRAR, OFFICER] {
			assert_noop!(
				Pallet::enroll(signed(operator), ALICE, commitment(BOB)),
				Error::<Test>::AlreadyEnrolled
			);
		}
	});
}

#[test]
fn an_operator_is_no_person() {
	ExtBuilder::default().build_and_execute(|| {
		for operator in [REGISTRAR, CLERK, MANAGER] {
			assert_noop!(
				Pallet::enroll(signed(REGISTRAR), operator, commitment(operator)),
				Error::<Test>::OtherRole
			);
		}
	});
}

#[test]
fn a_commitment_is_unique_even_after_release() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		let enroll = || Pallet::enroll(signed(OFFICER), BOB, commitment(ALICE));
		assert_noop!(enroll(), Error::<Test>::AlreadyExists);
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert_noop!(enroll(), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn the_zero_commitment_pins_nobody() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Pallet::enroll(signed(REGISTRAR), ALICE, H256::zero()),
			Error::<Test>::InvalidCommitment
		);
		assert_ok!(Pallet::enroll(signed(REGISTRAR), ALICE, H256::repeat_byte(0xff)));
	});
}

#[test]
fn a_whole_batch_is_enrolled_in_order() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Pallet::enroll_many(signed(REGISTRAR), batch(1000..1200)));
		assert_eq!(EnrolledCount::<Test>::get(SCHOOL), 200);
		assert_eq!(PersonByAccount::<Test>::get(1000), Some(FIRST));
		assert_eq!(PersonByAccount::<Test>::get(1199), Some(PersonId(199)));
		assert_eq!(NextPersonId::<Test>::get(), PersonId(200));
		assert_eq!(events().len(), 200);
	});
}

#[test]
fn one_wrong_entry_refuses_the_batch() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		let cases: [(Vec<_>, Error<Test>); 6] = [
			(vec![(BOB, commitment(BOB)), (BOB, commitment(CAROL))], Error::AlreadyEnrolled),
			(vec![(BOB, commitment(BOB)), (CAROL, commitment(BOB))], Error::AlreadyExists),
			(vec![(BOB, commitment(BOB)), (ALICE, commitment(CAROL))], Error::AlreadyEnrolled),
			(vec![(BOB, commitment(BOB)), (CAROL, commitment(ALICE))], Error::AlreadyExists),
			(vec![(BOB, commitment(BOB)), (CLERK, commitment(CAROL))], Error::OtherRole),
			(vec![(BOB, commitment(BOB)), (CAROL, H256::zero())], Error::InvalidCommitment),
		];
		for (entries, error) in cases {
			assert_noop!(
				Pallet::enroll_many(signed(REGISTRAR), entries.try_into().unwrap()),
				error
			);
		}
		assert_eq!(providers(BOB), 0);
	});
}

#[test]
fn an_empty_batch_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			Pallet::enroll_many(signed(REGISTRAR), BoundedVec::new()),
			Error::<Test>::Empty
		);
	});
}

#[test]
fn an_organization_enrolls_up_to_its_limit() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		amend(SCHOOL, |school| school.limit = 3);
		assert_noop!(
			Pallet::enroll_many(signed(REGISTRAR), batch([10, 11, 12])),
			Error::<Test>::TooManyPersons
		);
		assert_ok!(Pallet::enroll_many(signed(REGISTRAR), batch([10, 11])));
		assert_noop!(
			Pallet::enroll(signed(REGISTRAR), 12, commitment(12)),
			Error::<Test>::TooManyPersons
		);

		// A lower limit takes nothing away, and a release makes room.
		amend(SCHOOL, |school| school.limit = 2);
		assert_ok!(Pallet::release(signed(REGISTRAR), FIRST));
		assert_noop!(
			Pallet::enroll(signed(REGISTRAR), 12, commitment(12)),
			Error::<Test>::TooManyPersons
		);
		assert_ok!(Pallet::release(signed(REGISTRAR), SECOND));
		assert_ok!(Pallet::enroll(signed(REGISTRAR), 12, commitment(12)));
		// Another organization has a limit of its own.
		assert_ok!(Pallet::enroll(signed(OFFICER), 13, commitment(13)));
	});
}

#[test]
fn a_limit_of_zero_enrolls_nobody() {
	ExtBuilder::default().build_and_execute(|| {
		amend(SCHOOL, |school| school.limit = 0);
		assert_noop!(
			Pallet::enroll(signed(REGISTRAR), ALICE, commitment(ALICE)),
			Error::<Test>::TooManyPersons
		);
	});
}

#[test]
fn ids_run_out_rather_than_wrap() {
	ExtBuilder::default().build_and_execute(|| {
		NextPersonId::<Test>::put(PersonId(u64::MAX));
		assert_noop!(
			Pallet::enroll(signed(REGISTRAR), ALICE, commitment(ALICE)),
			sp_runtime::ArithmeticError::Overflow
		);
	});
}

#[test]
fn an_account_with_other_references_gets_one_more() {
	ExtBuilder::default().build_and_execute(|| {
		deposit(ALICE, 5);
		System::inc_providers(&ALICE);
		assert_ok!(Pallet::enroll(signed(REGISTRAR), ALICE, commitment(ALICE)));
		assert_eq!(providers(ALICE), 2);
		assert_ok!(System::dec_providers(&ALICE));
	});
}

#[test]
fn a_batch_weighs_by_its_length() {
	use frame_support::dispatch::GetDispatchInfo;
	let weight = |n| {
		let call = crate::Call::<Test>::enroll_many { batch: batch(0..n) };
		call.get_dispatch_info().call_weight
	};
	assert_eq!(weight(1), <Test as Config>::WeightInfo::enroll_many(1));
	assert_eq!(weight(200), <Test as Config>::WeightInfo::enroll_many(200));
	assert!(weight(200).all_gt(weight(1)));
}
