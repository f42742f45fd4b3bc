// SPDX-License-Identifier: Apache-2.0

//! `set_account` and `resign`.

use super::*;

#[test]
fn an_administrator_changes_the_account() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_keys(spare(2), spare(2)));
		assert_ok!(set_account(administrator(2), spare(2)));
		assert_event(Event::AccountChanged { actor: acting_for(2), from: node(2), to: spare(2) });
		rotate();
		assert_eq!(set(), nodes(1..=4));
		rotate();
		assert_eq!(set(), [node(1), spare(2), node(3), node(4)]);
	});
}

#[test]
fn keys_do_not_follow() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_account(administrator(2), spare(2)));
		rotate_times(2);
		assert_eq!(set(), nodes([1, 3, 4]));
		assert_noop!(set_keys(spare(2), node(2)), pallet_session::Error::<Test>::DuplicatedKey);
		assert_ok!(set_keys(spare(2), 1_002));
		rotate_times(2);
		assert_eq!(set(), [node(1), spare(2), node(3), node(4)]);
	});
}

#[test]
fn the_account_can_be_changed_back() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_account(administrator(2), spare(2)));
		assert_ok!(set_account(administrator(2), node(2)));
		rotate_times(3);
		assert_eq!(set(), nodes(1..=4));
		assert_eq!(announced_change(), None);
	});
}

#[test]
fn only_an_administrator_in_good_standing_changes_it() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(set_account(node(2), spare(2)), NO_ADMINISTRATOR);
		assert_noop!(set_account(999, spare(2)), NO_OPERATOR);
		assert_noop!(
			Validators::set_account(RuntimeOrigin::root(), spare(2)),
			DispatchError::BadOrigin
		);
		suspend(2);
		assert_noop!(set_account(administrator(2), spare(2)), SUSPENDED);
	});
}

#[test]
fn accounts_that_do_not_fit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(set_account(administrator(5), node(5)), Error::<Test>::NotFound);
		assert_noop!(set_account(administrator(2), node(2)), Error::<Test>::AccountInUse);
		assert_noop!(set_account(administrator(2), node(1)), Error::<Test>::NotAuthorized);
		assert_noop!(set_account(administrator(2), administrator(2)), NOT_GRANTED);
		assert_noop!(set_account(administrator(2), 999), NO_OPERATOR);
	});
}

#[test]
fn an_administrator_resigns() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(resign(administrator(3)));
		assert_event(Event::Resigned { actor: acting_for(3), account: node(3) });
		rotate_times(2);
		assert_eq!(set(), nodes([1, 2, 4]));
	});
}

#[test]
fn who_cannot_resign() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(resign(administrator(5)), Error::<Test>::NotFound);
		assert_noop!(resign(node(3)), NO_ADMINISTRATOR);
		assert_noop!(resign(999), NO_OPERATOR);
		assert_noop!(Validators::resign(RuntimeOrigin::root()), DispatchError::BadOrigin);
		suspend(3);
		assert_noop!(resign(administrator(3)), SUSPENDED);
	});
}
