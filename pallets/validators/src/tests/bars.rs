// SPDX-License-Identifier: Apache-2.0

//! `bar` and `lift_bar`.

use super::*;
use crate::{Bar, Bars, Cause};

#[test]
fn the_council_bars_and_lifts() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(bar(1));
		assert_event(Event::Barred { organization: id(1), cause: Cause::Council });
		assert_eq!(
			Bars::<Test>::get(id(1)),
			Some(Bar { since: Now::get(), cause: Cause::Council })
		);
		assert_eq!(disabled(), nodes([1]));
		rotate();
		assert_eq!((set(), disabled()), (nodes(1..=4), nodes([1])));
		rotate();
		assert_eq!((set(), disabled()), (nodes(2..=4), vec![]));

		assert_ok!(lift_bar(1));
		assert_event(Event::BarLifted { organization: id(1) });
		rotate_times(2);
		assert_eq!((set(), disabled()), (nodes(1..=4), vec![]));
	});
}

#[test]
fn a_bar_lifted_at_once_changes_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(bar(1));
		assert_ok!(lift_bar(1));
		assert!(disabled().is_empty());
		rotate_times(3);
		assert_eq!(set(), nodes(1..=4));
		assert_eq!(announced_change(), None);
	});
}

#[test]
fn only_the_council_decides() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(bar(2));
		for signer in [administrator(1), administrator(2), 999] {
			let origin = RuntimeOrigin::signed(signer);
			assert_noop!(Validators::bar(origin.clone(), id(1)), DispatchError::BadOrigin);
			assert_noop!(Validators::lift_bar(origin, id(2)), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn what_cannot_be_decided() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(bar(5), Error::<Test>::NotFound);
		assert_noop!(bar(10), Error::<Test>::NotFound);
		assert_noop!(lift_bar(1), Error::<Test>::NotBarred);
		assert_ok!(bar(1));
		assert_noop!(bar(1), Error::<Test>::Barred);
		assert_ok!(lift_bar(1));
		assert_noop!(lift_bar(1), Error::<Test>::NotBarred);
	});
}

#[test]
fn leaving_does_not_lift_a_bar() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(bar(1));
		assert_ok!(resign(administrator(1)));
		assert_eq!(disabled(), nodes([1]));
		assert_noop!(admit(1, node(1)), Error::<Test>::Barred);
		assert_ok!(lift_bar(1));
		assert_ok!(admit(1, node(1)));
	});
}

#[test]
fn changing_the_account_does_not_evade_a_bar() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_keys(spare(1), spare(1)));
		assert_ok!(bar(1));
		assert_ok!(set_account(administrator(1), spare(1)));
		rotate();
		assert_eq!(disabled(), nodes([1]));
		rotate_times(2);
		assert_eq!(set(), nodes(2..=4));
	});
}
