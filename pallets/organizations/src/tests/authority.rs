// SPDX-License-Identifier: Apache-2.0

//! What other pallets learn through the traits of the primitives.

use super::operators::add;
use crate::mock::*;
use covenant_primitives::Organizations as Describe;
use Capability::*;

type Pallet = crate::Pallet<Test>;

#[test]
fn each_refusal_has_its_own_error() {
	ExtBuilder::default().build_and_execute(|| {
		let actor = Actor { account: BOB, organization: BANK };
		assert_eq!(Pallet::ensure_operator(&BOB), Ok(actor.clone()));
		assert_eq!(Pallet::ensure_capability(&BOB, Treasury), Ok(actor));
		assert_ok!(Pallet::ensure_administrator(&ALICE));

		assert_noop!(Pallet::ensure_operator(&EVE), Error::NotOperator);
		assert_noop!(Pallet::ensure_administrator(&EVE), Error::NotOperator);
		assert_noop!(Pallet::ensure_capability(&EVE, Treasury), Error::NotOperator);
		assert_noop!(Pallet::ensure_administrator(&BOB), Error::NotAdministrator);
		assert_noop!(Pallet::ensure_capability(&BOB, Arbitrate), Error::CapabilityNotGranted);
		assert_noop!(Pallet::ensure_capability(&BOB, ManageMembers), Error::CapabilityNotHeld);
	});
}

#[test]
fn administration_gives_no_capability() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(ALICE, add(&EVE, &[], true)));
		assert_ok!(Pallet::ensure_administrator(&EVE));
		assert_noop!(Pallet::ensure_capability(&EVE, Treasury), Error::CapabilityNotHeld);
	});
}

#[test]
fn organizations_are_described() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(<Pallet as Describe<_>>::exists(BANK));
		assert!(Pallet::is_in_good_standing(BANK));
		assert!(Pallet::has_capability(BANK, IssueMoney));
		assert!(Pallet::has_capability(BANK, ManageMembers));
		assert!(!Pallet::has_capability(BANK, Arbitrate));
		assert_eq!(Pallet::kind(BANK), Some(OrganizationKind::Bank));
		assert_eq!(Pallet::person_limit(BANK), 100);
		assert_eq!(Pallet::organization_of(&BOB), Some(BANK));
		assert!(Pallet::is_enrolled(&BOB));

		super::standing::suspend(BANK);
		assert!(Pallet::exists(BANK));
		assert!(!Pallet::is_in_good_standing(BANK));
		assert!(!Pallet::has_capability(BANK, IssueMoney));
		assert_eq!(Pallet::organization_of(&BOB), Some(BANK));

		assert!(!Pallet::exists(NOBODY));
		assert!(!Pallet::is_in_good_standing(NOBODY));
		assert!(!Pallet::has_capability(NOBODY, Treasury));
		assert_eq!(Pallet::kind(NOBODY), None);
		assert_eq!(Pallet::person_limit(NOBODY), 0);
		assert_eq!(Pallet::organization_of(&EVE), None);
		assert!(!Pallet::is_enrolled(&EVE));
	});
}

#[test]
fn accounts_are_derived_from_ids() {
	ExtBuilder::default().build_and_execute(|| {
		let account = Pallet::account(SCHOOL);
		assert_ne!(account, Pallet::account(BANK));
		assert_eq!(Pallet::organization_of_account(&account), Some(SCHOOL));
		assert_eq!(Pallet::organization_of_account(&ALICE), None);
		let elsewhere: AccountId =
			sp_runtime::traits::AccountIdConversion::into_sub_account_truncating(
				&frame_support::PalletId(*b"cov/else"),
				SCHOOL,
			);
		assert_eq!(Pallet::organization_of_account(&elsewhere), None);
	});
}

#[test]
fn the_constants_fit_together() {
	use frame_support::traits::Hooks;
	Pallet::integrity_test();
}

#[cfg(feature = "runtime-benchmarks")]
#[test]
fn benchmarks_can_set_up_an_operator_again_and_again() {
	ExtBuilder::default().build_and_execute(|| {
		const NEWCOMER: AccountId = AccountId::new([7; 32]);
		let organization = <Pallet as Authority<_>>::set_up(&EVE, Treasury);
		for capability in Capability::ALL {
			assert_eq!(<Pallet as Authority<_>>::set_up(&EVE, capability), organization);
			assert_ok!(Pallet::ensure_capability(&EVE, capability));
		}
		assert_ok!(Pallet::ensure_administrator(&EVE));
		assert_ne!(<Pallet as Authority<_>>::set_up(&NEWCOMER, Audit), organization);
		assert_ok!(Pallet::ensure_capability(&NEWCOMER, Audit));
	});
}
