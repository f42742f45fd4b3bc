// SPDX-License-Identifier: Apache-2.0

//! What is planned for each session, and that there always is a set.

use super::*;
use crate::Seats;

#[test]
fn an_unchanged_set_is_not_announced() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..10 {
			rotate();
			assert_eq!(set(), nodes(1..=4));
			assert_eq!(announced_change(), None);
		}
	});
}

#[test]
fn a_queued_change_is_not_undone() {
	ExtBuilder::default().build_and_execute(|| {
		admit_with_keys(5);
		rotate();
		assert_eq!(Session::queued_keys().len(), 5);
		rotate();
		assert_eq!((set(), announced_change()), (nodes(1..=5), Some(nodes(1..=5))));
		// The set stays what it is, unannounced.
		rotate();
		assert_eq!((set(), announced_change()), (nodes(1..=5), None));
		rotate();
		assert_eq!((set(), announced_change()), (nodes(1..=5), None));
	});
}

#[test]
fn a_change_of_mind_follows_a_session_later() {
	ExtBuilder::default().build_and_execute(|| {
		admit_with_keys(5);
		rotate();
		assert_ok!(retire(5));
		rotate();
		assert_eq!((set(), announced_change()), (nodes(1..=5), Some(nodes(1..=5))));
		rotate();
		assert_eq!((set(), announced_change()), (nodes(1..=4), Some(nodes(1..=4))));
		rotate();
		assert_eq!((set(), announced_change()), (nodes(1..=4), None));
	});
}

#[test]
fn changes_in_every_session_follow_one_another() {
	ExtBuilder::default().validators(1).build_and_execute(|| {
		for organization in 2..=7 {
			admit_with_keys(organization);
			rotate();
			assert_eq!(set(), nodes(1..organization));
		}
		for organization in 1..=6 {
			assert_ok!(retire(organization));
			rotate();
			assert_eq!(set(), nodes(organization..=7));
		}
		rotate();
		assert_eq!(set(), nodes([7]));
	});
}

#[test]
fn a_changed_key_is_announced_with_the_same_set() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_keys(node(2), 1_002));
		rotate();
		assert_eq!(announced_change(), None);
		rotate();
		assert_eq!(announced_change(), Some(vec![node(1), 1_002, node(3), node(4)]));
		rotate();
		assert_eq!(announced_change(), None);
	});
}

#[test]
fn whoever_loses_its_keys_loses_its_seat() {
	for organization in 1..=4 {
		ExtBuilder::default().build_and_execute(|| {
			assert_ok!(purge_keys(node(organization)));
			rotate_times(2);
			let others = nodes((1..=4).filter(|other| *other != organization));
			assert_eq!((set(), announced_change()), (others.clone(), Some(others)));
		});
	}
}

#[test]
fn if_all_are_excluded_the_set_stays() {
	ExtBuilder::default().build_and_execute(|| {
		(1..=4).for_each(suspend);
		rotate_times(4);
		assert_eq!((set(), disabled()), (nodes(1..=4), nodes([1])));
		assert_event(Event::PreviousSetKept { session: Session::current_index() + 1 });
		assert_eq!(announced_change(), None);

		reinstate(2);
		rotate_times(2);
		assert_eq!((set(), disabled()), (nodes([2]), vec![]));
	});
}

#[test]
fn the_last_validator_goes_on_after_it_retired() {
	ExtBuilder::default().validators(1).build_and_execute(|| {
		assert_ok!(retire(1));
		rotate_times(5);
		assert_eq!(set(), nodes([1]));
		admit_with_keys(2);
		rotate_times(2);
		assert_eq!(set(), nodes([2]));
	});
}

#[test]
fn of_a_set_that_stays_those_without_keys_leave() {
	ExtBuilder::default().build_and_execute(|| {
		(1..=4).for_each(suspend);
		assert_ok!(purge_keys(node(2)));
		rotate_times(2);
		assert_eq!((set(), announced_change()), (nodes([1, 3, 4]), Some(nodes([1, 3, 4]))));
		assert_eq!(Seats::<Test>::get(Session::current_index()).len(), 3);
	});
}

#[test]
fn if_all_lose_their_keys_they_get_them_back() {
	ExtBuilder::default().validators(2).build_and_execute(|| {
		assert_ok!(purge_keys(node(1)));
		assert_ok!(purge_keys(node(2)));
		assert_eq!(System::consumers(&node(1)), 0);
		rotate();
		assert_event(Event::KeysRestored { account: node(1) });
		assert_event(Event::KeysRestored { account: node(2) });
		rotate_times(3);
		assert_eq!((set(), announced_change()), (nodes([1, 2]), None));

		// Restored keys hold no reference, and are replaced as any.
		assert_eq!(System::consumers(&node(1)), 0);
		assert_ok!(set_keys(node(1), 1_001));
		assert_eq!(System::consumers(&node(1)), 1);
		rotate_times(2);
		assert_eq!(announced_change(), Some(vec![1_001, node(2)]));
	});
}

#[test]
fn keys_are_taken_back_from_whoever_registered_them_since() {
	ExtBuilder::default().validators(1).build_and_execute(|| {
		assert_ok!(purge_keys(node(1)));
		assert_ok!(set_keys(node(9), node(1)));
		assert_eq!(System::consumers(&node(9)), 1);
		rotate_times(3);
		assert_eq!(set(), nodes([1]));
		assert_eq!(System::consumers(&node(9)), 0);
		assert!(!Validators::has_keys(&node(9)));
	});
}

#[test]
fn keys_are_not_restored_while_another_can_be_seated() {
	ExtBuilder::default().validators(2).build_and_execute(|| {
		assert_ok!(purge_keys(node(1)));
		rotate_times(2);
		assert_eq!(set(), nodes([2]));
		assert!(!Validators::has_keys(&node(1)));
	});
}

#[test]
fn seats_name_who_sits_in_each_session() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_keys(spare(1), spare(1)));
		assert_ok!(set_account(administrator(1), spare(1)));
		rotate_times(2);
		let account = |session| Seats::<Test>::get(session)[0].account;
		assert_eq!([0, 1, 2, 3].map(account), [node(1), node(1), spare(1), spare(1)]);
	});
}
