// SPDX-License-Identifier: Apache-2.0

//! Suspension: what ends, what stays, and who is told.

use super::operators::{add, change};
use crate::mock::*;
use Capability::*;

pub const REASON: SuspensionReason =
	SuspensionReason { ground: Ground::RuleBreach, commitment: None };

pub fn suspend(organization: OrganizationId) {
	assert_ok!(send(MAJORITY, Call::suspend { organization, reason: REASON }));
}

#[test]
fn suspension_and_reinstatement() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(send(MAJORITY, Call::reinstate { organization: BANK }), Error::NotSuspended);
		suspend(BANK);
		assert_eq!(last_event(), Event::Suspended { organization: BANK, reason: REASON });
		assert_eq!(
			crate::Organizations::<Test>::get(BANK).unwrap().status,
			Status::Suspended { since: Now::get(), reason: REASON }
		);
		assert_noop!(
			send(MAJORITY, Call::suspend { organization: BANK, reason: REASON }),
			Error::Suspended
		);

		assert_ok!(send(MAJORITY, Call::reinstate { organization: BANK }));
		assert_eq!(last_event(), Event::Reinstated { organization: BANK });
		assert_eq!(Told::get(), [(BANK, false), (BANK, true)]);
	});
}

#[test]
fn nothing_that_needs_good_standing_is_left() {
	ExtBuilder::default().build_and_execute(|| {
		suspend(BANK);
		let call = RuntimeCall::System(frame_system::Call::remark_with_event { remark: vec![] });
		for (signer, call) in [
			(ALICE, add(&EVE, &[], false)),
			(ALICE, change(&BOB, &[], false)),
			(ALICE, Call::hand_over { to: BOB }),
			(BOB, Call::act { call: Box::new(call) }),
		] {
			assert_noop!(send(signer, call), Error::Suspended);
		}
		for refusal in [
			Organizations::ensure_operator(&BOB),
			Organizations::ensure_administrator(&ALICE),
			Organizations::ensure_capability(&BOB, Treasury),
		] {
			assert_noop!(refusal, Error::Suspended);
		}
	});
}

#[test]
fn what_makes_it_safer_stays_allowed() {
	ExtBuilder::default().build_and_execute(|| {
		suspend(BANK);
		assert_ok!(send(ALICE, Call::set_delegate { delegate: Some(BOB) }));
		assert_ok!(send(ALICE, Call::set_delegate { delegate: None }));
		assert_ok!(send(ALICE, Call::remove_operator { account: BOB }));
		assert_eq!(providers(&BOB), 0);
		assert_noop!(send(ALICE, Call::leave {}), Error::LastAdministrator);
	});
}

#[test]
fn the_council_still_looks_after_a_suspended_organization() {
	ExtBuilder::default().build_and_execute(|| {
		suspend(SCHOOL);
		let organization = SCHOOL;
		assert_noop!(send(TWO_THIRDS, Call::grant_seat { organization }), Error::Suspended);
		for call in [
			Call::appoint_administrator { organization, administrator: EVE },
			Call::grant { organization, capabilities: capabilities(&[Audit]) },
			Call::withdraw { organization, capabilities: capabilities(&[Audit]) },
			Call::set_quota { organization, quota: Quota::default() },
			Call::remove { organization },
		] {
			assert_ok!(send(MAJORITY, call));
		}
	});
}

#[test]
fn the_vote_is_kept() {
	ExtBuilder::default().build_and_execute(|| {
		suspend(BANK);
		assert_eq!(Council::members(), [ALICE, CAROL]);
	});
}
