// SPDX-License-Identifier: Apache-2.0

//! Letting go of organizations and of operators' accounts.

use super::*;
use crate::PurgeKeys;
use covenant_primitives::{Obligations, ReleaseAccount};

fn release(account: AccountId) -> DispatchResult {
	PurgeKeys::<Test>::release(&account)
}

#[test]
fn an_account_without_keys_is_released_as_it_is() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(release(administrator(1)));
		assert_ok!(release(spare(1)));
		assert_ok!(release(999));
	});
}

#[test]
fn a_validator_account_is_not_released() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(release(node(1)), Error::<Test>::StillValidating);
		// With or without keys, in the set or not.
		assert_ok!(admit(5, node(5)));
		assert_noop!(release(node(5)), Error::<Test>::StillValidating);
	});
}

#[test]
fn an_account_is_released_once_it_is_out_of_the_set() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(retire(1));
		assert_noop!(release(node(1)), Error::<Test>::StillSeated);
		rotate();
		assert_noop!(release(node(1)), Error::<Test>::StillSeated);
		rotate();
		assert_ok!(remove_operator(node(1)));
		assert!(!Validators::has_keys(&node(1)));
		assert_eq!((System::consumers(&node(1)), System::providers(&node(1))), (0, 0));
	});
}

#[test]
fn an_account_that_is_about_to_be_seated_is_not_released() {
	ExtBuilder::default().build_and_execute(|| {
		admit_with_keys(5);
		rotate();
		assert_ok!(retire(5));
		assert!(!set().contains(&node(5)));
		assert_noop!(release(node(5)), Error::<Test>::StillSeated);
		rotate_times(2);
		assert_ok!(release(node(5)));
	});
}

#[test]
fn keys_that_were_never_used_are_purged() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_keys(node(9), 9));
		assert_ok!(remove_operator(node(9)));
		assert_eq!((System::consumers(&node(9)), System::providers(&node(9))), (0, 0));
		// The keys are free for another account.
		assert_ok!(set_keys(spare(9), 9));
	});
}

#[test]
fn an_organization_is_let_go_after_its_last_session() {
	ExtBuilder::default().build_and_execute(|| {
		let settled = || Validators::ensure_settled(id(2));
		assert_ok!(Validators::ensure_settled(id(9)));
		assert_noop!(settled(), Error::<Test>::StillValidating);
		assert_ok!(retire(2));
		assert_noop!(settled(), Error::<Test>::StillSeated);
		rotate();
		assert_noop!(settled(), Error::<Test>::StillSeated);
		rotate();
		assert_ok!(settled());
		assert_ok!(remove_organization(2));
		rotate_times(2);
	});
}

#[test]
fn an_organization_about_to_be_seated_is_not_let_go() {
	ExtBuilder::default().build_and_execute(|| {
		admit_with_keys(5);
		rotate();
		assert_ok!(retire(5));
		assert_noop!(Validators::ensure_settled(id(5)), Error::<Test>::StillSeated);
	});
}

#[test]
fn a_barred_organization_is_not_let_go() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(bar(2));
		assert_ok!(retire(2));
		rotate_times(2);
		assert_noop!(Validators::ensure_settled(id(2)), Error::<Test>::Barred);
		assert_ok!(lift_bar(2));
		assert_ok!(remove_organization(2));
	});
}
