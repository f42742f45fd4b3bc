// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::traits::BadOrigin;

fn until() -> Moment {
	let Status::Preliminary { until } = status() else { panic!("not preliminary") };
	until
}

#[test]
fn a_party_disputes_a_line_of_its_bill() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		assert_ok!(Settlement::dispute(by(HOUSE), ID, 4, text("电费 too high")));
		assert_ok!(dispute(FACTORY, 0));
		assert_ok!(dispute(FACTORY, 9));
		assert_eq!(run().disputes, 3);
		let dispute = Disputes::<Test>::get(ID, (HOUSE, 4)).unwrap();
		assert_eq!(dispute, Dispute { reason: text("电费 too high"), ruling: None });
		let by = Signatory { account: 1_001, party: HOUSE };
		assert!(events().contains(&Event::Disputed { run: ID, line: 4, by }));
	});
}

#[test]
fn only_lines_of_one_s_own_are_disputed() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		assert_noop!(dispute(ROOF, 0), Error::<Test>::NoBill);
		assert_noop!(dispute(organization(COURT), 0), Error::<Test>::NoBill);
		assert_noop!(dispute(FACTORY, 10), Error::<Test>::NoLine);
		assert_noop!(dispute(FACTORY, u8::MAX), Error::<Test>::NoLine);
		let reason = text("no");
		let at = |origin, run| Settlement::dispute(origin, run, 0, reason.clone());
		assert_noop!(at(by(FACTORY), NEXT), Error::<Test>::NotFound);
		assert_noop!(at(RuntimeOrigin::none(), ID), BadOrigin);
		assert_noop!(at(signed(ANYBODY), ID), DispatchError::Other("no person"));
		Lacking::set([(OrganizationId(6), Capability::Treasury)].into());
		assert_noop!(dispute(FACTORY, 0), DispatchError::Other("capability lacking"));
	});
}

#[test]
fn reasons_say_something() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		let court = || signed(operator(COURT));
		for blank in [&b""[..], b"  ", b"\xff", b"a\x07"] {
			let blank = Reason::try_from(blank.to_vec()).unwrap();
			let dispute = Settlement::dispute(by(FACTORY), ID, 0, blank);
			assert_noop!(dispute, Error::<Test>::InvalidReason);
		}
		assert_ok!(dispute(FACTORY, 0));
		let blank = Reason::default();
		let rule = Settlement::rule(court(), ID, FACTORY, 0, true, blank);
		assert_noop!(rule, Error::<Test>::InvalidReason);
	});
}

#[test]
fn a_line_is_disputed_once() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		assert_noop!(dispute(FACTORY, 0), Error::<Test>::AlreadyExists);
		assert_ok!(rule(FACTORY, 0, false));
		assert_noop!(dispute(FACTORY, 0), Error::<Test>::AlreadyExists);
		assert_ok!(dispute(FACTORY, 1));
		assert_ok!(dispute(PLANT, 0));
	});
}

#[test]
fn bills_are_disputed_while_they_are_preliminary() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		for _ in 0..100 {
			if matches!(status(), Status::Preliminary { .. }) {
				break;
			}
			assert_noop!(dispute(FACTORY, 0), Error::<Test>::InvalidState);
			assert_noop!(rule(FACTORY, 0, true), Error::<Test>::InvalidState);
			assert_ok!(advance(1));
		}
		Now::set(until() - 1);
		assert_ok!(dispute(FACTORY, 0));
		Now::set(until());
		assert_noop!(dispute(RETAILER, 0), Error::<Test>::TooLate);
		assert_ok!(rule(FACTORY, 0, false));
		assert_ok!(advance(ALL));
		assert!(status().is_final());
		assert_noop!(dispute(RETAILER, 0), Error::<Test>::InvalidState);
		assert_noop!(rule(FACTORY, 0, true), Error::<Test>::InvalidState);
	});
}

#[test]
fn whoever_has_a_part_in_it_does_not_rule() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		let rule = |origin| Settlement::rule(origin, ID, FACTORY, 0, true, text("so"));
		for party in [EXCHANGE, PLANT, FACTORY] {
			assert_noop!(rule(by(party)), Error::<Test>::NotImpartial);
		}
		assert_noop!(rule(by(HOUSE)), DispatchError::Other("no operator"));
		assert_noop!(rule(RuntimeOrigin::root()), BadOrigin);
		Lacking::set([(OrganizationId(COURT), Capability::Arbitrate)].into());
		assert_noop!(rule(by(organization(COURT))), DispatchError::Other("capability lacking"));
		Lacking::set([].into());
		// The grid has no bill here.
		assert_ok!(rule(by(GRID)));
	});
}

#[test]
fn whoever_runs_the_market_now_does_not_rule_either() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		let court = covenant_primitives::testing::organization(COURT);
		RunBy::set(court);
		let rule = Settlement::rule(by(court), ID, FACTORY, 0, true, text("so"));
		assert_noop!(rule, Error::<Test>::NotImpartial);
	});
}

#[test]
fn whoever_the_rules_pay_does_not_rule() {
	ExtBuilder::build_and_execute(|| {
		debts();
		items(&[Item::Contracts, flat_charge(5, Payee::Participant(GRID))]);
		billed();
		assert_eq!(lines(GRID), []);
		assert_ok!(dispute(FACTORY, 0));
		let rule = Settlement::rule(by(GRID), ID, FACTORY, 0, true, text("so"));
		assert_noop!(rule, Error::<Test>::NotImpartial);
	});
}

#[test]
fn what_was_disputed_is_ruled_on_once() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		assert_noop!(rule(FACTORY, 0, true), Error::<Test>::NoDispute);
		assert_ok!(dispute(FACTORY, 0));
		assert_noop!(rule(FACTORY, 1, true), Error::<Test>::NoDispute);
		assert_noop!(rule(PLANT, 0, true), Error::<Test>::NoDispute);
		let court = signed(operator(COURT));
		let unknown = Settlement::rule(court, NEXT, FACTORY, 0, true, text("so"));
		assert_noop!(unknown, Error::<Test>::NotFound);
		assert_ok!(rule(FACTORY, 0, false));
		assert_noop!(rule(FACTORY, 0, true), Error::<Test>::AlreadyRuled);
		let ruling =
			Ruling { arbiter: OrganizationId(COURT), upheld: false, reason: text("heard") };
		let dispute = Disputes::<Test>::get(ID, (FACTORY, 0)).unwrap();
		assert_eq!(dispute, Dispute { reason: text("too much"), ruling: Some(ruling) });
		let actor = covenant_primitives::Actor { account: 109, organization: OrganizationId(9) };
		let ruled = Event::Ruled { run: ID, party: FACTORY, line: 0, upheld: false, by: actor };
		assert_eq!(events().last(), Some(&ruled));
		assert_eq!(run().disputes, 0);
	});
}

#[test]
fn bills_are_final_once_disputes_were_rejected() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		assert_ok!(dispute(RETAILER, 0));
		assert_ok!(rule(FACTORY, 0, false));
		assert_ok!(rule(RETAILER, 0, false));
		// Others may still dispute theirs.
		assert_eq!(tasks(), [(until(), Task::Advance(ID))]);
		assert_noop!(advance(1), Error::<Test>::TooEarly);
		pass(5 * DAY - 1);
		assert!(matches!(status(), Status::Preliminary { .. }));
		pass(1);
		assert!(!matches!(status(), Status::Preliminary { .. }));
		pass(MINUTE);
		assert!(matches!(status(), Status::Payable { .. }));
	});
}

#[test]
fn bills_are_final_by_themselves_once_the_last_dispute_was_rejected_late() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		assert_ok!(dispute(RETAILER, 0));
		let latest = until() + 10 * DAY;
		pass(6 * DAY);
		assert_ok!(rule(FACTORY, 0, false));
		assert_noop!(advance(1), Error::<Test>::TooEarly);
		assert_eq!(tasks(), [(latest, Task::Advance(ID))]);
		assert_ok!(rule(RETAILER, 0, false));
		// Nobody has to ask for it.
		assert_eq!(tasks().len(), 1);
		pass(MINUTE);
		pass(MINUTE);
		assert!(matches!(status(), Status::Payable { .. }));
	});
}

#[test]
fn bills_wait_for_arbiters_but_not_forever() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		let latest = until() + 10 * DAY;
		pass(5 * DAY);
		assert_eq!(tasks(), [(latest, Task::Advance(ID))]);
		Now::set(latest - 1);
		assert_noop!(advance(ALL), Error::<Test>::TooEarly);
		pass(1);
		assert_eq!(run().disputes, 1);
		pass(MINUTE);
		assert!(matches!(status(), Status::Payable { .. }));
		assert_eq!(Disputes::<Test>::get(ID, (FACTORY, 0)).unwrap().ruling, None);
	});
}

#[test]
fn a_run_is_withdrawn_when_a_dispute_is_upheld() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		let before = bills_of(ID);
		assert_ok!(dispute(FACTORY, 0));
		assert_ok!(dispute(RETAILER, 0));
		assert_ok!(rule(FACTORY, 0, true));
		assert_eq!((status(), tasks()), (Status::Withdrawn, vec![]));
		assert_noop!(rule(RETAILER, 0, true), Error::<Test>::InvalidState);
		assert_noop!(pay(FACTORY), Error::<Test>::InvalidState);
		pass(100 * DAY);
		assert_eq!((status(), bills_of(ID)), (Status::Withdrawn, before));
		assert!(!Settlement::is_locked(MARKET, FIRST));
		assert!(!Settlement::is_settled(MARKET, FIRST));
		assert_eq!(Debts::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_ruling_after_the_window_withdraws_a_run_as_well() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		pass(9 * DAY);
		assert_ok!(rule(FACTORY, 0, true));
		assert_eq!((status(), tasks()), (Status::Withdrawn, vec![]));
	});
}

#[test]
fn disputes_of_one_version_are_not_those_of_the_next() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		assert_ok!(rule(FACTORY, 0, true));
		billed();
		assert_eq!(run_of(NEXT).disputes, 0);
		assert_ok!(Settlement::dispute(by(FACTORY), NEXT, 0, text("again")));
		assert_eq!(run_of(NEXT).disputes, 1);
	});
}
