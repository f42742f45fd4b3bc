// SPDX-License-Identifier: Apache-2.0

//! What is reported of borrowers, once a loan.

use super::*;

const BREACHED: (OrganizationId, Outcome, u16) = (HOLDER, Outcome::Breached, 50);
const LATE: (OrganizationId, Outcome, u16) = (HOLDER, Outcome::Late, 30);
const FULFILLED: (OrganizationId, Outcome, u16) = (HOLDER, Outcome::Fulfilled, 10);

/// The pledge is gone, and something is owed still.
fn cancelled() {
	pledged(1_800_000);
	settle(PART, 0);
	assert_eq!(reports(), []);
}

#[test]
fn a_debt_without_a_pledge_is_repaid_in_time() {
	ExtBuilder::build_and_execute(|| {
		cancelled();
		pass_to(UNTIL - 1);
		assert_ok!(repay(5));
		assert_eq!(reports(), []);
		assert_ok!(repay(Amount::MAX));
		assert_eq!(reports(), [FULFILLED]);
		pass(2);
		assert_eq!(reports(), []);
	});
}

#[test]
fn a_debt_without_a_pledge_is_breached_when_its_time_is_over() {
	ExtBuilder::build_and_execute(|| {
		cancelled();
		pass_to(UNTIL - 1);
		assert!(!loan().reported);
		pass(1);
		assert_eq!(reports(), [BREACHED]);
		assert!(loan().reported);
		// Once only.
		pass(DAY);
		assert_ok!(repay(5));
		assert_ok!(repay(Amount::MAX));
		assert_eq!(reports(), []);
	});
}

#[test]
fn a_pledge_that_is_gone_late_and_not_enough_is_a_breach() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		pass_to(DUE);
		// Past its time, and the bank can realize.
		assert_eq!((reports(), loan().reported), (vec![], false));
		settle(PART, AMOUNT);
		assert_eq!((reports(), loan().reported), (vec![BREACHED], true));
		assert_ok!(repay(Amount::MAX));
		assert_eq!(reports(), []);
	});
}

#[test]
fn a_pledge_that_is_paid_late_is_late() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		pass_to(DUE);
		settle(PART, AMOUNT);
		assert_eq!(reports(), [LATE]);
	});
}

#[test]
fn a_pledge_that_is_realized_is_reported_once() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		pass_to(UNTIL);
		assert_ok!(realize());
		assert_eq!((reports(), loan().reported), (vec![BREACHED], true));
		pass(DAY);
		assert_ok!(repay(Amount::MAX));
		assert_eq!(reports(), []);
	});
}

#[test]
fn what_is_forgiven_is_not_reported() {
	ExtBuilder::build_and_execute(|| {
		cancelled();
		assert_ok!(Financing::forgive(signer(BANK), LOAN));
		pass_to(UNTIL + 1);
		assert_eq!(reports(), []);
	});
}
