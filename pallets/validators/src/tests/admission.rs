// SPDX-License-Identifier: Apache-2.0

//! `admit` and `retire`.

use super::*;

#[test]
fn an_admitted_organization_sits_two_sessions_later() {
	ExtBuilder::default().build_and_execute(|| {
		admit_with_keys(5);
		assert_event(Event::Admitted { organization: id(5), account: node(5) });
		rotate();
		assert_eq!(set(), nodes(1..=4));
		rotate();
		assert_eq!(set(), nodes(1..=5));
		assert_eq!(announced_change(), Some(nodes(1..=5)));
	});
}

#[test]
fn the_set_is_in_the_order_of_organizations() {
	ExtBuilder::default().validators(1).build_and_execute(|| {
		for organization in [7, 3, 5] {
			admit_with_keys(organization);
		}
		rotate_times(2);
		assert_eq!(set(), nodes([1, 3, 5, 7]));
	});
}

#[test]
fn without_keys_there_is_no_seat() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(admit(5, node(5)));
		rotate_times(5);
		assert_eq!(set(), nodes(1..=4));
		assert_eq!(announced_change(), None);

		assert_ok!(set_keys(node(5), 5));
		rotate_times(2);
		assert_eq!(set(), nodes(1..=5));
	});
}

#[test]
fn only_the_council_admits_and_retires() {
	ExtBuilder::default().build_and_execute(|| {
		for signer in [administrator(5), node(5), administrator(1), 999] {
			let origin = RuntimeOrigin::signed(signer);
			assert_noop!(
				Validators::admit(origin.clone(), id(5), node(5)),
				DispatchError::BadOrigin
			);
			assert_noop!(Validators::retire(origin, id(1)), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn whom_the_council_cannot_admit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(admit(10, node(5)), Error::<Test>::UnknownOrganization);
		assert_noop!(admit(1, spare(1)), Error::<Test>::AlreadyExists);
		assert_noop!(admit(5, node(6)), Error::<Test>::NotAuthorized);
		assert_noop!(admit(5, 999), NO_OPERATOR);
		assert_noop!(admit(5, administrator(5)), NOT_GRANTED);
		change(5, |it| it.capable = false);
		assert_noop!(admit(5, node(5)), NOT_GRANTED);
		suspend(6);
		assert_noop!(admit(6, node(6)), SUSPENDED);
	});
}

#[test]
fn there_is_room_for_so_many() {
	ExtBuilder::default().validators(MaxValidators::get()).build_and_execute(|| {
		assert_noop!(admit(8, node(8)), Error::<Test>::TooMany);
		assert_ok!(retire(1));
		assert_ok!(admit(8, node(8)));
	});
}

#[test]
fn a_retired_organization_leaves_two_sessions_later() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(retire(2));
		assert_event(Event::Retired { organization: id(2), account: node(2) });
		assert_noop!(retire(2), Error::<Test>::NotFound);
		rotate();
		assert_eq!(set(), nodes(1..=4));
		rotate();
		assert_eq!(set(), nodes([1, 3, 4]));
		assert!(disabled().is_empty());
	});
}

#[test]
fn an_organization_comes_back() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(retire(2));
		rotate_times(3);
		assert_ok!(admit(2, spare(2)));
		assert_ok!(set_keys(spare(2), spare(2)));
		rotate_times(2);
		assert_eq!(set(), [node(1), spare(2), node(3), node(4)]);
	});
}

#[test]
fn a_capability_withdrawn_costs_the_seat() {
	ExtBuilder::default().build_and_execute(|| {
		change(1, |it| it.capable = false);
		change(2, |it| {
			it.operators.insert(node(2), false);
		});
		rotate_times(2);
		assert_eq!(set(), nodes([3, 4]));
		change(1, |it| it.capable = true);
		rotate_times(2);
		assert_eq!(set(), nodes([1, 3, 4]));
	});
}
