// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::{ReceivableSides, Sides};

fn dispute(by: OrganizationId, part: Option<PartId>, arbiter: OrganizationId) -> DispatchResult {
	Debts::dispute(signer(by), ID, part, arbiter, DIGEST)
}

fn rule(by: OrganizationId, upheld: bool) -> DispatchResult {
	Debts::rule(signer(by), ID, upheld, DIGEST)
}

#[test]
fn a_dispute_freezes_until_it_is_rejected() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		pass(DAY);
		assert_ok!(dispute(MAKER, None, COURT));
		let until = Now::get() + ArbitrationPeriod::get();
		let (arbiter, reason, by) = (COURT, DIGEST, actor(MAKER));
		let expected = Event::DisputeRaised { receivable: ID, arbiter, reason, until, by };
		assert_eq!(last_event(), expected);
		let (before, since) = (Phase::Outstanding, Now::get());
		assert_eq!(
			status(),
			Status::Frozen { before, since, recalls: 0, recalled: since, excused: 0 }
		);
		assert_noop!(pay(MAKER), Error::<Test>::InvalidState);
		assert_noop!(offer(TIER1, WHOLE, TIER2, false), Error::<Test>::InvalidState);
		assert_noop!(dispute(TIER1, Some(WHOLE), COURT), Error::<Test>::InvalidState);
		assert_noop!(rule(TIER3, false), Error::<Test>::NotAuthorized);
		assert_ok!(rule(COURT, false));
		let has = System::events().into_iter().any(|it| {
			let (upheld, by) = (false, actor(COURT));
			it.event == Event::Ruled { receivable: ID, upheld, reason, by }.into()
		});
		assert!(has);
		assert_eq!(last_event(), Event::Thawed { receivable: ID });
		assert_noop!(rule(COURT, false), Error::<Test>::InvalidState);
		assert_eq!((status(), receivable().timer), (Status::Outstanding, Some(DUE)));
		assert_eq!(reports(), []);
		// Once each.
		assert_noop!(dispute(MAKER, None, COURT), Error::<Test>::AlreadyDisputed);
		assert_ok!(dispute(TIER1, Some(WHOLE), COURT));
		assert_ok!(rule(COURT, false));
		assert_ok!(pay(MAKER));
		distributed();
	});
}

#[test]
fn a_dispute_that_is_upheld_cancels() {
	ExtBuilder::build_and_execute(|| {
		registered(&[1]);
		accepted_on(with_invoices(&[1]));
		assert_ok!(split(TIER1, WHOLE, &[5, 6, AMOUNT - 11]));
		assert_ok!(Debts::lock(PartId(1), TIER1));
		assert_ok!(offer(TIER1, PartId(2), TIER2, false));
		assert_ok!(dispute(MAKER, None, COURT));
		assert_ok!(rule(COURT, true));
		assert_eq!(last_event(), Event::Cancelled { receivable: ID, amount: AMOUNT });
		assert_eq!(reports(), [(TIER1, Outcome::DisputeUpheld, 50)]);
		assert_eq!(Bound::iter().count(), 0);
		assert_eq!(Debts::query_exposure(MAKER, CNY).line.outstanding, 0);
		distributed();
		assert_eq!(status(), Status::Cancelled);
		assert_eq!(Ended::get(), [PartId(1)]);
		assert_eq!([gained(MAKER), gained(TIER1)], [0, 0]);
	});
}

#[test]
fn who_disputes_and_who_decides() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		assert_ok!(split(TIER1, WHOLE, &[5, AMOUNT - 5]));
		passed(TIER1, PartId(1), TIER2, false);
		assert_noop!(dispute(TIER1, None, COURT), Error::<Test>::NotAuthorized);
		assert_noop!(dispute(TIER1, Some(PartId(1)), COURT), Error::<Test>::NotAuthorized);
		assert_noop!(dispute(TIER3, Some(PartId(1)), COURT), Error::<Test>::NotAuthorized);
		assert_noop!(dispute(TIER1, Some(PartId(9)), COURT), Error::<Test>::NotFound);
		assert_noop!(dispute(TIER1, Some(WHOLE), COURT), Error::<Test>::InvalidState);
		// A part of another receivable.
		assert_ok!(draft(terms()));
		assert_ok!(Debts::accept(signer(MAKER), ReceivableId(1), 5));
		let other = Some(PartId(3));
		assert_noop!(dispute(TIER1, other, COURT), Error::<Test>::NotAuthorized);
		let unknown = Debts::dispute(signer(MAKER), ReceivableId(9), None, COURT, DIGEST);
		assert_noop!(unknown, Error::<Test>::NotFound);
		// Debtor, creditor, guarantor and holders do not decide; nor does who may not.
		for arbiter in [MAKER, TIER1, BANK, TIER2, NOBODY] {
			assert_noop!(dispute(MAKER, None, arbiter), Error::<Test>::NotImpartial);
		}
		Lacking::set([(COURT, covenant_primitives::Capability::Arbitrate)].into());
		assert_noop!(dispute(MAKER, None, COURT), Error::<Test>::NotImpartial);
		Lacking::set([].into());
		assert_ok!(dispute(TIER2, Some(PartId(1)), COURT));
		Lacking::set([(COURT, covenant_primitives::Capability::Arbitrate)].into());
		assert_noop!(rule(COURT, true), DispatchError::Other("capability lacking"));
	});
}

#[test]
fn an_arbiter_that_is_silent_is_reported() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(dispute(MAKER, None, COURT));
		Now::mutate(|now| *now += ArbitrationPeriod::get());
		assert_noop!(rule(COURT, true), Error::<Test>::Expired);
		pass(0);
		assert_eq!(last_event(), Event::Thawed { receivable: ID });
		assert_eq!(reports(), [(COURT, Outcome::Breached, 10)]);
		assert_eq!(status(), Status::Outstanding);
	});
}

#[test]
fn who_had_time_has_what_was_left_and_interest_counts() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		pass_to(DUE);
		pass(2 * DAY);
		assert_ok!(dispute(MAKER, None, COURT));
		pass(20 * DAY);
		assert!(matches!(status(), Status::Frozen { .. }));
		assert_ok!(rule(COURT, false));
		// Of five days of grace two were over.
		assert_eq!(status(), Status::Overdue { until: DUE + 25 * DAY });
		pass_to(DUE + 25 * DAY);
		let until = DUE + 35 * DAY;
		assert_eq!(status(), Status::Called { until });
		assert_ok!(dispute(TIER1, Some(WHOLE), COURT));
		pass(ArbitrationPeriod::get());
		assert_eq!(status(), Status::Called { until: until + ArbitrationPeriod::get() });
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(balance(TIER1), MONEY + AMOUNT + 85 * A_DAY);
	});
}

#[test]
fn what_fell_due_meanwhile_is_overdue_at_once() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		pass_to(DUE - 10 * DAY);
		assert_ok!(dispute(MAKER, None, COURT));
		pass_to(DUE + 10 * DAY);
		assert_eq!(Debts::query_exposure(MAKER, CNY).line.overdue, 0);
		assert_ok!(rule(COURT, false));
		pass(0);
		assert_eq!(status(), Status::Overdue { until: DUE + 15 * DAY });
		assert_eq!(receivable().due, DUE);
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(balance(TIER1), MONEY + AMOUNT + 10 * A_DAY);
	});
}

#[test]
fn a_recall_freezes_and_its_time_does_not_count() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		pass_to(DUE - DAY);
		assert_ok!(freeze());
		assert_eq!(last_event(), Event::Frozen { receivable: ID });
		assert_eq!(receivable().timer, None);
		assert_noop!(pay(MAKER), Error::<Test>::InvalidState);
		pass(11 * DAY);
		assert_ok!(unfreeze());
		let due = DUE + 10 * DAY;
		assert_eq!((status(), receivable().due), (Status::Outstanding, due));
		pass(3 * DAY);
		assert!(matches!(status(), Status::Overdue { .. }));
		// Once more: of three days' delay a week does not count.
		assert_ok!(freeze());
		pass(7 * DAY);
		assert_ok!(unfreeze());
		assert_eq!(receivable().due, due + 7 * DAY);
		assert_eq!(last_event(), Event::DueMoved { receivable: ID, due: due + 7 * DAY });
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(balance(TIER1), MONEY + AMOUNT + 3 * A_DAY);
	});
}

#[test]
fn a_recall_that_is_over_in_time_moves_nothing() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(freeze());
		pass(DAY);
		assert_ok!(unfreeze());
		assert_eq!((receivable().due, receivable().timer), (DUE, Some(DUE)));
		assert_eq!(last_event(), Event::Thawed { receivable: ID });
	});
}

#[test]
fn every_recall_has_to_be_over() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(unfreeze());
		assert_ok!(freeze());
		assert_ok!(freeze());
		assert_ok!(unfreeze());
		assert!(matches!(status(), Status::Frozen { recalls: 1, .. }));
		assert_ok!(unfreeze());
		assert_eq!(status(), Status::Outstanding);
		assert_ok!(unfreeze());
		assert_eq!(status(), Status::Outstanding);
	});
}

#[test]
fn a_court_ends_recalls() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let freeze = || <Debts as Freezable>::freeze(ID).unwrap();
		let unfreeze = |freeze| <Debts as Freezable>::unfreeze(ID, freeze).unwrap();
		assert_eq!([freeze(), freeze()], [0, 0]);
		for side in [MAKER, TIER1] {
			assert_noop!(rule(side, false), Error::<Test>::NotImpartial);
		}
		// Nobody said that nothing is owed.
		assert_noop!(rule(COURT, true), Error::<Test>::NotDisputed);
		assert_ok!(rule(COURT, false));
		assert_eq!(status(), Status::Outstanding);
		// The ends of both undo nothing that came later, in whatever order.
		let later = freeze();
		unfreeze(0);
		assert!(matches!(status(), Status::Frozen { recalls: 1, .. }));
		unfreeze(later);
		assert_eq!(status(), Status::Outstanding);
		unfreeze(0);
		let last = freeze();
		assert_eq!(last, later);
		unfreeze(last);
		assert_eq!((status(), reports()), (Status::Outstanding, vec![]));
	});
}

#[test]
fn what_a_recall_has_stopped_can_be_disputed() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(freeze());
		assert_ok!(dispute(MAKER, None, COURT));
		assert_noop!(dispute(TIER1, Some(WHOLE), COURT), Error::<Test>::InvalidState);
		assert_ok!(unfreeze());
		assert!(matches!(status(), Status::Frozen { recalls: 0, .. }));
		assert_ok!(rule(COURT, true));
		distributed();
		assert_eq!((status(), part(0).status), (Status::Cancelled, PartStatus::Void));
	});
}

#[test]
fn whoever_was_agreed_on_decides() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(line(MAKER, 10 * AMOUNT));
		for side in [MAKER, TIER1] {
			let partial = Terms { arbiter: Some(side), ..terms() };
			assert_noop!(draft(partial), Error::<Test>::NotImpartial);
		}
		let agreed = Terms { guarantor: Some(BANK), arbiter: Some(BANK), ..terms() };
		assert_noop!(draft(agreed), Error::<Test>::NotImpartial);
		accepted_on(Terms { arbiter: Some(COURT), ..terms() });
		assert_noop!(dispute(MAKER, None, TIER3), Error::<Test>::NotImpartial);
		assert_ok!(freeze());
		assert_noop!(rule(TIER3, false), Error::<Test>::NotImpartial);
		assert_ok!(rule(COURT, false));
		assert_ok!(dispute(MAKER, None, COURT));
		assert_ok!(rule(COURT, false));
		// It has a part in it, as any may that takes one: who disputes names another.
		passed(TIER1, WHOLE, COURT, false);
		assert_noop!(dispute(COURT, Some(WHOLE), COURT), Error::<Test>::NotImpartial);
		assert_ok!(freeze());
		assert_noop!(rule(COURT, false), Error::<Test>::NotImpartial);
		assert_ok!(rule(TIER3, false));
		passed(COURT, WHOLE, TIER1, false);
		assert_noop!(dispute(TIER1, Some(WHOLE), TIER3), Error::<Test>::NotImpartial);
		// It may not arbitrate any more.
		covenant_primitives::testing::Suspended::mutate(|all| all.insert(COURT));
		assert_ok!(dispute(TIER1, Some(WHOLE), TIER3));
	});
}

#[test]
fn a_dispute_and_a_recall_at_once() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(dispute(MAKER, None, COURT));
		assert_ok!(freeze());
		assert_ok!(rule(COURT, false));
		assert!(matches!(status(), Status::Frozen { recalls: 1, .. }));
		assert_eq!(receivable().timer, None);
		assert_ok!(unfreeze());
		assert_eq!(status(), Status::Outstanding);
		// And the other way round.
		assert_ok!(dispute(TIER1, Some(WHOLE), COURT));
		assert_ok!(freeze());
		assert_ok!(unfreeze());
		assert!(matches!(status(), Status::Frozen { recalls: 0, .. }));
		pass(ArbitrationPeriod::get());
		assert_eq!(status(), Status::Outstanding);
		assert_eq!(reports(), [(COURT, Outcome::Breached, 10)]);
	});
}

/// Whichever of the two ends last: of 40 days' delay the dispute excuses nothing, the recall its own time.
#[test]
fn only_the_time_of_recalls_is_excused() {
	let lives: [fn(); 3] = [
		|| {
			assert_ok!(freeze());
			pass(10 * DAY);
			assert_ok!(dispute(MAKER, None, COURT));
			pass(10 * DAY);
			assert_ok!(unfreeze());
			pass(10 * DAY);
			assert_ok!(rule(COURT, false));
		},
		|| {
			assert_ok!(dispute(MAKER, None, COURT));
			pass(5 * DAY);
			assert_ok!(freeze());
			assert_ok!(freeze());
			pass(5 * DAY);
			assert_ok!(rule(COURT, false));
			pass(5 * DAY);
			assert_ok!(unfreeze());
			pass(10 * DAY);
			assert_ok!(unfreeze());
			pass(5 * DAY);
		},
		|| {
			assert_ok!(dispute(MAKER, None, COURT));
			for days in [5, 15] {
				assert_ok!(freeze());
				pass(days * DAY);
				assert_ok!(unfreeze());
				pass(5 * DAY);
			}
			assert_ok!(rule(COURT, false));
		},
	];
	for life in lives {
		ExtBuilder::build_and_execute(|| {
			accepted();
			pass_to(DUE + 10 * DAY);
			let before = status();
			assert!(matches!(before, Status::Overdue { .. }));
			life();
			assert_eq!(receivable().due, DUE + 20 * DAY);
			assert_ok!(pay(MAKER));
			distributed();
			assert_eq!(balance(TIER1), MONEY + AMOUNT + 20 * A_DAY);
		});
	}
}

/// A recall excuses nothing of the time before it was due.
#[test]
fn a_recall_during_a_dispute_moves_the_due_date_by_what_is_beyond_it() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		pass_to(DUE - 10 * DAY);
		assert_ok!(dispute(MAKER, None, COURT));
		assert_ok!(freeze());
		pass(15 * DAY);
		assert_ok!(unfreeze());
		pass(5 * DAY);
		assert_ok!(rule(COURT, false));
		assert_eq!(receivable().due, DUE + 5 * DAY);
		pass(0);
		assert!(matches!(status(), Status::Overdue { .. }));
		assert_eq!(receivable().excused(DUE), 0);
	});
}

#[test]
fn a_frozen_receivable_can_be_cancelled_by_all() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(dispute(MAKER, None, COURT));
		assert_ok!(Debts::propose_cancellation(signer(MAKER), ID, DIGEST));
		assert_ok!(Debts::consent(signer(TIER1), WHOLE));
		distributed();
		assert_eq!(status(), Status::Cancelled);
		assert_noop!(rule(COURT, false), Error::<Test>::InvalidState);
		assert_eq!(Disputes::<Test>::iter().count(), 0);
	});
}

#[test]
fn drafts_defaults_and_what_is_over_are_not_frozen() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(freeze(), Error::<Test>::NotFound);
		assert_noop!(unfreeze(), Error::<Test>::NotFound);
		assert_noop!(rule(COURT, true), Error::<Test>::NotFound);
		assert_ok!(line(MAKER, AMOUNT));
		assert_ok!(draft(terms()));
		let refused = || {
			assert_noop!(freeze(), Error::<Test>::InvalidState);
			assert_noop!(dispute(MAKER, None, COURT), Error::<Test>::InvalidState);
			assert_noop!(rule(COURT, true), Error::<Test>::InvalidState);
		};
		refused();
		assert_ok!(accept(MAKER, AMOUNT));
		defaulted();
		refused();
		assert_ok!(pay(MAKER));
		refused();
		distributed();
		refused();
	});
}

#[test]
fn the_sides_of_what_is_owed_are_known() {
	ExtBuilder::build_and_execute(|| {
		let sides = || <Debts as ReceivableSides>::sides(ID);
		let known = |relied_on| Some(Sides { creditor: TIER1, debtor: MAKER, relied_on });
		assert_eq!(sides(), None);
		assert_ok!(line(MAKER, AMOUNT));
		assert_ok!(draft(terms()));
		assert_eq!(sides(), None);
		assert_ok!(accept(MAKER, AMOUNT));
		assert_ok!(split(TIER1, WHOLE, &[5, AMOUNT - 5]));
		assert_eq!(sides(), known(false));
		passed(TIER1, PartId(1), TIER2, false);
		assert_eq!(sides(), known(true));
		passed(TIER2, PartId(1), TIER1, false);
		assert_ok!(freeze());
		assert_eq!(sides(), known(true));
		assert_ok!(unfreeze());
		assert_ok!(pay(MAKER));
		assert_eq!(sides(), None);
		distributed();
	});
}

/// Nothing is tied to a receivable between what they have seen and what they sign.
#[test]
fn others_rely_on_what_is_offered_pledged_or_put_before_them() {
	let lives: [fn() -> DispatchResult; 3] = [
		|| offer(TIER1, WHOLE, TIER2, false),
		|| Debts::lock(WHOLE, TIER1),
		|| <Debts as covenant_primitives::Parts>::rely_on(WHOLE, TIER1),
	];
	for life in lives {
		ExtBuilder::build_and_execute(|| {
			accepted();
			let another = <Debts as covenant_primitives::Parts>::rely_on(WHOLE, TIER2);
			assert_noop!(another, Error::<Test>::NotAuthorized);
			let relied_on = || <Debts as ReceivableSides>::sides(ID).unwrap().relied_on;
			assert!(!relied_on());
			assert_ok!(life());
			assert!(relied_on());
		});
	}
}
