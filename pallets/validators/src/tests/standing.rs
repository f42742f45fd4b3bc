// SPDX-License-Identifier: Apache-2.0

//! Suspension, reinstatement, and the limit to disabling.

use super::*;

#[test]
fn a_suspended_organization_is_disabled_at_once_and_out_two_sessions_later() {
	ExtBuilder::default().build_and_execute(|| {
		suspend(3);
		assert_eq!(disabled(), nodes([3]));
		assert!(Session::is_disabled(2));
		rotate();
		assert_eq!((set(), disabled()), (nodes(1..=4), nodes([3])));
		rotate();
		assert_eq!((set(), disabled()), (nodes([1, 2, 4]), vec![]));
	});
}

#[test]
fn a_reinstated_organization_is_enabled_at_once_and_comes_back() {
	ExtBuilder::default().build_and_execute(|| {
		suspend(3);
		reinstate(3);
		assert!(disabled().is_empty());
		rotate_times(3);
		assert_eq!(set(), nodes(1..=4));

		suspend(3);
		rotate();
		reinstate(3);
		assert!(disabled().is_empty());
		// Its absence was planned while it was suspended, its return now.
		rotate();
		assert_eq!(set(), nodes([1, 2, 4]));
		rotate();
		assert_eq!(set(), nodes(1..=4));
	});
}

#[test]
fn the_hooks_do_not_depend_on_when_the_record_changes() {
	use covenant_primitives::OnStandingChange;
	ExtBuilder::default().build_and_execute(|| {
		Validators::on_loss(id(3));
		assert_eq!(disabled(), nodes([3]));
		change(3, |it| it.in_good_standing = false);
		Validators::on_reinstatement(id(3));
		assert!(disabled().is_empty());
		change(3, |it| it.in_good_standing = true);
	});
}

#[test]
fn reinstatement_does_not_lift_a_bar() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(bar(3));
		suspend(3);
		reinstate(3);
		assert_eq!(disabled(), nodes([3]));
	});
}

#[test]
fn lifting_a_bar_does_not_end_a_suspension() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(bar(3));
		suspend(3);
		assert_ok!(lift_bar(3));
		assert_eq!(disabled(), nodes([3]));
		rotate_times(2);
		assert_eq!(set(), nodes([1, 2, 4]));
	});
}

#[test]
fn no_more_than_the_limit_are_disabled() {
	for (validators, limit) in [(1, 0), (2, 0), (3, 0), (4, 1), (6, 1), (7, 2)] {
		ExtBuilder::default().validators(validators).build_and_execute(|| {
			for organization in 1..=validators {
				suspend(organization);
				let expected = organization.min(limit);
				assert_eq!(disabled(), nodes(1..=expected));
			}
		});
	}
}

#[test]
fn a_place_that_becomes_free_goes_to_the_next() {
	ExtBuilder::default().build_and_execute(|| {
		suspend(3);
		suspend(1);
		assert_eq!(disabled(), nodes([3]));
		reinstate(3);
		assert_eq!(disabled(), nodes([1]));
	});
}

#[test]
fn the_barred_come_before_the_suspended() {
	ExtBuilder::default().build_and_execute(|| {
		suspend(1);
		assert_ok!(bar(4));
		assert_eq!(disabled(), nodes([4]));
		// Nobody is enabled for another no worse.
		assert_ok!(bar(2));
		assert_eq!(disabled(), nodes([4]));
		assert_ok!(lift_bar(4));
		assert_eq!(disabled(), nodes([2]));
		assert_ok!(lift_bar(2));
		assert_eq!(disabled(), nodes([1]));
	});
}

#[test]
fn who_was_disabled_is_disabled_again_after_a_key_changed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_keys(node(2), 1_002));
		rotate();
		suspend(1);
		assert_eq!(disabled(), nodes([1]));
		rotate();
		assert!(announced_change().is_some(), "the session pallet enabled everyone");
		assert_eq!((set(), disabled()), (nodes(1..=4), nodes([1])));
	});
}

#[test]
fn who_was_disabled_is_disabled_again_at_its_new_index() {
	ExtBuilder::default().validators(5).build_and_execute(|| {
		assert_ok!(retire(1));
		rotate();
		suspend(3);
		assert_eq!(Session::disabled_validators(), [2]);
		rotate();
		assert_eq!((set(), disabled()), (nodes(2..=5), nodes([3])));
		assert_eq!(Session::disabled_validators(), [1]);
	});
}

#[test]
fn who_was_suspended_before_its_seat_begins_is_disabled_when_it_does() {
	ExtBuilder::default().build_and_execute(|| {
		admit_with_keys(5);
		rotate();
		suspend(5);
		assert!(disabled().is_empty());
		rotate();
		assert_eq!((set(), disabled()), (nodes(1..=5), nodes([5])));
		rotate();
		assert_eq!(set(), nodes(1..=4));
	});
}

#[test]
fn others_do_not_matter() {
	use covenant_primitives::OnStandingChange;
	ExtBuilder::default().build_and_execute(|| {
		suspend(9);
		reinstate(9);
		Validators::on_loss(id(10));
		rotate_times(2);
		assert_eq!((set(), disabled()), (nodes(1..=4), vec![]));
	});
}
