// SPDX-License-Identifier: Apache-2.0

//! Equivocations as `pallet-offences` hands them over.

use super::*;
use crate::{Bar, Bars, Cause};
use sp_staking::offence::OffenceError;

fn is_barred(organization: u32) -> bool {
	Bars::<Test>::contains_key(id(organization))
}

#[test]
fn an_equivocation_bars_until_the_council_decides() {
	ExtBuilder::default().build_and_execute(|| {
		rotate_times(3);
		equivocate(node(2));
		assert_event(Event::OffenceRecorded {
			offender: node(2),
			organization: Some(id(2)),
			session: 3,
		});
		let cause = Cause::Equivocation { session: 3 };
		assert_event(Event::Barred { organization: id(2), cause: cause.clone() });
		assert_eq!(Bars::<Test>::get(id(2)), Some(Bar { since: Now::get(), cause }));
		assert_eq!(disabled(), nodes([2]));
		rotate();
		assert_eq!((set(), disabled()), (nodes(1..=4), nodes([2])));
		rotate();
		assert_eq!((set(), disabled()), (nodes([1, 3, 4]), vec![]));
		rotate_times(5);
		assert_eq!(set(), nodes([1, 3, 4]));

		assert_ok!(lift_bar(2));
		rotate_times(2);
		assert_eq!(set(), nodes(1..=4));
	});
}

#[test]
fn who_equivocated_is_disabled_again_when_the_set_changes() {
	ExtBuilder::default().build_and_execute(|| {
		admit_with_keys(5);
		rotate();
		equivocate(node(2));
		rotate();
		assert_eq!(announced_change(), Some(nodes(1..=5)));
		assert_eq!(disabled(), nodes([2]));
	});
}

#[test]
fn a_report_counts_once() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(report(node(2), 0, 7));
		assert_eq!(report(node(2), 0, 7), Err(OffenceError::DuplicateReport));
		assert_ok!(report(node(2), 0, 8));
		assert_eq!(events_of(|event| matches!(event, Event::OffenceRecorded { .. })), 2);
		assert_eq!(events_of(|event| matches!(event, Event::Barred { .. })), 1);
		assert_eq!(disabled(), nodes([2]));
	});
}

#[test]
fn what_the_council_decided_is_not_reopened_by_anothers_report() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(report(node(2), 0, 7));
		rotate();
		assert_ok!(lift_bar(2));
		// The offences pallet names everyone reported for the slot again.
		assert_ok!(report(node(3), 0, 7));
		assert!(is_barred(3) && !is_barred(2));

		assert_ok!(report(node(2), 1, 9));
		assert!(is_barred(2));
	});
}

#[test]
fn nor_is_it_after_the_organization_retired() {
	let decide: [fn(); 2] = [
		|| {
			assert_ok!(lift_bar(2));
			assert_ok!(retire(2));
			assert_ok!(admit(2, node(2)));
		},
		|| {
			assert_ok!(retire(2));
			assert_ok!(lift_bar(2));
		},
	];
	for decide in decide {
		ExtBuilder::default().build_and_execute(|| {
			assert_ok!(report(node(2), 0, 7));
			rotate();
			decide();
			assert_ok!(report(node(3), 0, 7));
			assert!(is_barred(3) && !is_barred(2));
		});
	}
}

#[test]
fn changing_the_account_does_not_hide_an_equivocation() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_keys(spare(2), spare(2)));
		assert_ok!(set_account(administrator(2), spare(2)));
		equivocate(node(2));
		assert!(is_barred(2));
		assert_eq!(disabled(), nodes([2]));
		rotate_times(2);
		assert_eq!(set(), nodes([1, 3, 4]));
	});
}

#[test]
fn neither_does_removing_the_operator() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_keys(spare(2), spare(2)));
		assert_ok!(set_account(administrator(2), spare(2)));
		rotate_times(2);
		assert_ok!(remove_operator(node(2)));
		assert_ok!(report(node(2), 1, 7));
		assert!(is_barred(2));
		assert_eq!(disabled(), [spare(2)]);
	});
}

#[test]
fn a_retired_organization_is_barred_as_well() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(retire(2));
		rotate_times(2);
		assert_ok!(report(node(2), 1, 7));
		assert_noop!(admit(2, node(2)), Error::<Test>::Barred);
		assert!(disabled().is_empty());
	});
}

#[test]
fn a_session_long_past_still_bars_whoever_validates_with_the_account() {
	ExtBuilder::default().build_and_execute(|| {
		rotate_times(10);
		assert_ok!(report(node(2), 1, 7));
		assert!(is_barred(2));
	});
}

#[test]
fn an_unknown_offender_is_only_recorded() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(report(999, 0, 7));
		assert_event(Event::OffenceRecorded { offender: 999, organization: None, session: 0 });
		assert_eq!(Bars::<Test>::iter().count(), 0);
		assert!(disabled().is_empty());
	});
}

#[test]
fn an_organization_that_is_gone_is_not_barred() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(retire(2));
		rotate_times(2);
		assert_ok!(remove_organization(2));
		assert_ok!(report(node(2), 1, 7));
		assert!(!is_barred(2));
	});
}

#[test]
fn the_last_validator_goes_on_although_it_equivocated() {
	ExtBuilder::default().validators(1).build_and_execute(|| {
		equivocate(node(1));
		assert!(disabled().is_empty());
		rotate_times(4);
		assert_eq!((set(), disabled()), (nodes([1]), vec![]));
	});
}

#[test]
fn an_equivocation_leaves_the_councils_bar_as_it_is() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(bar(2));
		equivocate(node(2));
		assert_eq!(Bars::<Test>::get(id(2)).unwrap().cause, Cause::Council);
	});
}

#[test]
fn the_limit_holds_for_equivocations_too() {
	ExtBuilder::default().build_and_execute(|| {
		equivocate(node(2));
		equivocate(node(1));
		assert!(is_barred(1) && is_barred(2));
		assert_eq!(disabled(), nodes([2]));
		rotate_times(2);
		assert_eq!(set(), nodes([3, 4]));
	});
}
