// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::{
	Capability,
	Outcome::{Breached, DisputeUpheld, Fulfilled, Late},
};
use sp_runtime::DispatchResult;

const REASON: RefusalReason = RefusalReason::NotNecessary;

fn rule(ruling: Ruling) -> DispatchResult {
	SealedData::rule(signed(ARBITER), ASKED, ruling)
}

fn handed_over() -> Ruling {
	Ruling::Grant { key_version: 0, wrapped: wrapped(9) }
}

/// The owner was silent.
fn silent() {
	asked_under(Decision::Owner);
	advance_to(START + 5 * DAY);
	reports();
}

#[test]
fn the_arbiter_has_the_owner_hand_the_key_over() {
	ExtBuilder::build_and_execute(|| {
		silent();
		assert_ok!(rule(Ruling::Approve));
		assert_eq!(status(), RequestStatus::Approved);
		let entry = logged();
		assert_eq!((entry.by, entry.request), (by(ARBITER), Some(ASKED)));
		assert_eq!(entry.act, Act::Approved);
		assert!(waits_for(JUDGE) && !waits_for(ARBITER));
		assert_eq!(request().due, START + 10 * DAY);
		assert_eq!(reports(), [(DATA_OFFICE, Fulfilled, 0)]);
		assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)));
		assert_eq!(reports(), [(COURT, Fulfilled, 0)]);
	});
}

#[test]
fn the_arbiter_grants_from_escrow() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::publish_key(signed(ARBITER), key(1)));
		assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy(two_of_three())));
		assert_ok!(SealedData::register(signed(JUDGE), escrowed(1, 0), salt(10), 0, None));
		assert_ok!(SealedData::publish_key(signed(LAWYER), key(100)));
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
		advance_to(START + 5 * DAY);
		reports();
		// A later key of the arbiter's changes nothing: it keeps the former one.
		assert_ok!(SealedData::publish_key(signed(ARBITER), key(2)));
		assert_ok!(rule(handed_over()));
		let grant = Grant { epoch: 0, key_version: 0, wrapped: wrapped(9), uses_left: 3 };
		assert_eq!(status(), RequestStatus::Granted(grant));
		let entry = logged();
		assert_eq!((entry.by, entry.request), (by(ARBITER), Some(ASKED)));
		assert_eq!(entry.act, Act::Granted);
		assert_eq!(reports(), [(DATA_OFFICE, Fulfilled, 0)]);
		assert!(!waits_for(ARBITER));
		assert_eq!((tasks(), OpenCount::<Test>::get(party(LAWYER))), (vec![], 0));
	});
}

#[test]
fn the_arbiter_refuses_for_good() {
	let states: [fn(); 2] = [silent, disputed];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_ok!(rule(Ruling::Refuse(REASON)));
			let at = Now::get();
			assert_eq!(status(), RequestStatus::Refused { reason: REASON, at, upheld: true });
			let entry = logged();
			assert_eq!((entry.by, entry.act), (by(ARBITER), Act::Refused { reason: REASON }));
			assert_eq!(reports(), [(DATA_OFFICE, Fulfilled, 0)]);
			assert!(!waits_for(ARBITER) && !waits_for(JUDGE));
			assert_eq!((tasks(), OpenCount::<Test>::get(party(LAWYER))), (vec![], 0));
			// Another request may be made.
			assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
		});
	}
}

#[test]
fn a_refusal_that_is_overruled_is_reported() {
	for ruling in [Ruling::Approve, handed_over()] {
		ExtBuilder::build_and_execute(|| {
			disputed();
			assert_ok!(rule(ruling));
			assert_eq!(reports(), [(DATA_OFFICE, Fulfilled, 0), (COURT, DisputeUpheld, 0)]);
		});
	}
}

#[test]
fn a_refusal_is_overruled_once() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		assert_ok!(rule(Ruling::Approve));
		reports();
		advance_to(START + 5 * DAY);
		assert_eq!(reports(), [(COURT, Breached, 0)]);
		assert_ok!(SealedData::dispute(signed(LAWYER), ASKED));
		assert_ok!(rule(handed_over()));
		assert_eq!(reports(), [(DATA_OFFICE, Fulfilled, 0)]);
	});
}

#[test]
fn a_late_ruling_is_still_one() {
	for ruling in [Ruling::Approve, handed_over(), Ruling::Refuse(REASON)] {
		ExtBuilder::build_and_execute(|| {
			disputed();
			advance_to(START + 5 * DAY);
			assert_eq!(reports(), [(DATA_OFFICE, Late, 0)]);
			assert!(waits_for(ARBITER));
			assert_ok!(rule(ruling));
			let upheld = !matches!(ruling, Ruling::Refuse(_));
			let expected = [(COURT, DisputeUpheld, 0)];
			assert_eq!(reports(), expected.into_iter().filter(|_| upheld).collect::<Vec<_>>());
		});
	}
}

#[test]
fn only_the_requests_arbiter_rules() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		Arbiters::mutate(|arbiters| arbiters.insert(BAR));
		Operators::mutate(|operators| {
			operators.get_mut(&CHAIR).unwrap().1.insert(Capability::Arbitrate)
		});
		assert_noop!(
			SealedData::rule(signed(CHAIR), ASKED, Ruling::Approve),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(
			SealedData::rule(signed(ARBITER), NO_REQUEST, Ruling::Approve),
			Error::<Test>::RequestNotFound
		);
	});
}

#[test]
fn where_there_is_no_arbiter_nobody_rules() {
	ExtBuilder::build_and_execute(|| {
		asked_without_arbiter(Decision::Owner);
		advance_to(START + 5 * DAY);
		assert_noop!(rule(Ruling::Approve), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn only_escalated_requests_are_ruled_on() {
	let ruled = || {
		disputed();
		assert_ok!(rule(Ruling::Refuse(REASON)));
	};
	let states: [fn(); 5] = [|| asked_under(Decision::Owner), approved, granted, refused, ruled];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			for ruling in [Ruling::Approve, handed_over(), Ruling::Refuse(REASON)] {
				assert_noop!(rule(ruling), Error::<Test>::InvalidState);
			}
		});
	}
}

#[test]
fn the_arbiter_seals_to_a_key_of_the_requester() {
	ExtBuilder::build_and_execute(|| {
		silent();
		assert_noop!(
			rule(Ruling::Grant { key_version: 1, wrapped: wrapped(9) }),
			Error::<Test>::StaleKey
		);
		assert_ok!(SealedData::publish_key(signed(LAWYER), key(101)));
		assert_ok!(rule(Ruling::Grant { key_version: 1, wrapped: wrapped(9) }));
	});
}

#[test]
fn what_cannot_be_granted_is_not_granted_by_the_arbiter_either() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		set_clock(START + 30 * DAY);
		assert_noop!(rule(handed_over()), Error::<Test>::Expired);
		set_clock(START + 30 * DAY - 1);
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
		assert_noop!(rule(handed_over()), Error::<Test>::ObjectClosed);
	});
}

#[test]
fn but_a_refusal_is_overruled_which_binds_the_owner_to_nothing() {
	let over = || {
		disputed();
		set_clock(START + 30 * DAY);
	};
	let closed = || {
		disputed();
		assert_ok!(SealedData::retire(signed(JUDGE), FIRST));
	};
	let states: [fn(); 2] = [over, closed];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_ok!(rule(Ruling::Approve));
			assert_eq!(reports(), [(DATA_OFFICE, Fulfilled, 0), (COURT, DisputeUpheld, 0)]);
			advance_to(START + 100 * DAY);
			assert!(matches!(status(), RequestStatus::Refused { upheld: true, .. }));
			assert_eq!(reports(), []);
		});
	}
}
