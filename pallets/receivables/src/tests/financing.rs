// SPDX-License-Identifier: Apache-2.0

//! What pallets that finance parts do with them.

use super::*;

fn info() -> PartInfo {
	Debts::part(WHOLE).unwrap()
}

#[test]
fn a_part_is_described() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Debts::part(WHOLE), None);
		accepted();
		let expected = PartInfo {
			receivable: ID,
			holder: TIER1,
			amount: AMOUNT,
			asset: CNY,
			due: DUE,
			debtor: MAKER,
			creditor: TIER1,
			guarantor: None,
			idle: true,
		};
		assert_eq!(info(), expected);
		assert_ok!(offer(TIER1, WHOLE, TIER2, false));
		assert!(!info().idle);
		assert_ok!(take(TIER2, WHOLE));
		assert_eq!(info(), PartInfo { holder: TIER2, ..expected });
		pass_to(DUE);
		assert!(!info().idle);
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(Debts::part(WHOLE), None);
	});
}

#[test]
fn a_lock_keeps_a_part_as_it_is() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_noop!(Debts::lock(WHOLE, TIER2), Error::<Test>::NotAuthorized);
		assert_noop!(Debts::lock(PartId(9), TIER1), Error::<Test>::NotFound);
		assert_ok!(Debts::lock(WHOLE, TIER1));
		assert_eq!(last_event(), Event::Locked { part: WHOLE });
		assert_noop!(Debts::lock(WHOLE, TIER1), Error::<Test>::NotIdle);
		assert_noop!(offer(TIER1, WHOLE, TIER2, false), Error::<Test>::NotIdle);
		assert_noop!(split(TIER1, WHOLE, &[1, AMOUNT - 1]), Error::<Test>::NotIdle);
		let credit = Debts::credit_note(signer(TIER1), WHOLE, 1, DIGEST);
		assert_noop!(credit, Error::<Test>::NotIdle);
		assert!(!info().idle);
		Debts::unlock(WHOLE);
		assert_eq!(last_event(), Event::Unlocked { part: WHOLE });
		assert!(info().idle);
		let events = System::event_count();
		Debts::unlock(WHOLE);
		Debts::unlock(PartId(9));
		assert_eq!(System::event_count(), events);
		assert_ok!(offer(TIER1, WHOLE, TIER2, false));
		assert_noop!(Debts::lock(WHOLE, TIER1), Error::<Test>::NotIdle);
		Debts::unlock(WHOLE);
		assert!(matches!(part(0).status, PartStatus::Offered { .. }));
	});
}

#[test]
fn what_is_due_or_over_is_not_locked() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		pass_to(DUE);
		assert_noop!(Debts::lock(WHOLE, TIER1), Error::<Test>::InvalidState);
		assert_ok!(pay(MAKER));
		distributed();
		assert_noop!(Debts::lock(WHOLE, TIER1), Error::<Test>::InvalidState);
		let hand_over = Debts::hand_over(WHOLE, BANK, false, None);
		assert_noop!(hand_over, Error::<Test>::InvalidState);
	});
}

#[test]
fn a_part_is_handed_over() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let hand_over = |to| Debts::hand_over(WHOLE, to, true, None);
		for to in [TIER1, MAKER] {
			assert_noop!(hand_over(to), Error::<Test>::InvalidParty);
		}
		assert_noop!(hand_over(NOBODY), Error::<Test>::NotInGoodStanding);
		assert_noop!(Debts::hand_over(PartId(9), BANK, true, None), Error::<Test>::NotFound);
		assert_ok!(Debts::lock(WHOLE, TIER1));
		assert_ok!(hand_over(BANK));
		let endorsement =
			Endorsement { from: TIER1, to: BANK, recourse: true, at: START, before: None };
		assert_eq!(last_event(), Event::Endorsed { part: WHOLE, number: 0, endorsement });
		// The lock stays until it is undone.
		assert_eq!((part(0).holder, part(0).status), (BANK, PartStatus::Locked));
		Debts::unlock(WHOLE);
		assert_ok!(hand_over(OTHER_BANK));
		assert_ok!(offer(OTHER_BANK, WHOLE, TIER2, false));
		assert_noop!(hand_over(BANK), Error::<Test>::NotIdle);
	});
}

#[test]
fn a_pledge_is_realized_after_maturity_too() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		assert_ok!(split(TIER1, WHOLE, &[5, AMOUNT - 5]));
		let hand_over = |to| Debts::hand_over(PartId(1), to, true, None);
		assert_ok!(freeze());
		assert_noop!(hand_over(TIER2), Error::<Test>::InvalidState);
		assert_ok!(unfreeze());
		pass_to(DUE);
		assert_ok!(hand_over(TIER2));
		pass(Grace::get());
		assert_ok!(hand_over(TIER3));
		pass(CallPeriod::get());
		assert_ok!(hand_over(TIER1));
		// With recourse to whom it is from.
		assert_ok!(Debts::claim_recourse(signer(TIER1), PartId(1)));
		assert_noop!(hand_over(TIER2), Error::<Test>::NotIdle);
		assert_ok!(Debts::pay_recourse(signer(TIER3), PartId(1)));
		assert_ok!(pay(MAKER));
		assert_noop!(hand_over(TIER2), Error::<Test>::InvalidState);
		distributed();
	});
}

#[test]
fn whom_it_is_handed_to_holds_the_license() {
	ExtBuilder::build_and_execute(|| {
		accepted_on(Terms { license: Some(type_code()), ..terms() });
		let hand_over = |license| Debts::hand_over(WHOLE, BANK, false, license);
		assert_noop!(hand_over(None), Error::<Test>::NoLicense);
		assert_noop!(hand_over(Some(LicenseId(1))), DispatchError::Other("no license"));
		LicensesOf::set([(BANK, LicenseId(1))].into());
		assert_ok!(hand_over(Some(LicenseId(1))));
	});
}

#[test]
fn a_lock_can_end_while_holders_are_paid() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(Debts::lock(WHOLE, TIER1));
		ClaimTable::set([(WHOLE, vec![(BANK, 5)])].into());
		assert_ok!(pay(MAKER));
		Debts::unlock(WHOLE);
		distributed();
		assert_eq!((gained(BANK), Ended::get()), (0, vec![]));
	});
}

#[test]
fn a_part_is_seized_whatever_its_holder_does() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[5, 6, 7, AMOUNT - 18]));
		passed(TIER1, PartId(3), TIER2, true);
		// One that is offered, whose holder consents to a cancellation.
		assert_ok!(Debts::propose_cancellation(signer(MAKER), ID, DIGEST));
		assert_ok!(Debts::consent(signer(TIER1), PartId(1)));
		assert_ok!(offer(TIER1, PartId(1), TIER3, false));
		assert_ok!(Debts::seize(PartId(1)));
		assert_ok!(Debts::seize(PartId(1)));
		assert_eq!((part(1).status, OffersTo::<Test>::iter().count()), (PartStatus::Locked, 0));
		assert_eq!(Proposals::<Test>::get(ID).unwrap().consented, 0);
		assert_noop!(take(TIER3, PartId(1)), Error::<Test>::NotOffered);
		check();
		// One of what is frozen, and of what is overdue.
		assert_ok!(<Debts as Freezable>::freeze(ID));
		assert_noop!(Debts::lock(PartId(2), TIER1), Error::<Test>::InvalidState);
		assert_ok!(Debts::seize(PartId(2)));
		assert_ok!(<Debts as Freezable>::unfreeze(ID, 0));
		defaulted();
		// One for which recourse is taken.
		assert_ok!(Debts::claim_recourse(signer(TIER2), PartId(3)));
		assert_ok!(Debts::seize(PartId(3)));
		assert_noop!(Debts::pay_recourse(signer(TIER1), PartId(3)), Error::<Test>::NotClaimed);
		check();
		ClaimTable::set((1..4).map(|id| (PartId(id), vec![(TIER3, 5)])).collect());
		assert_ok!(pay(MAKER));
		// And while holders are paid, as long as nothing was paid for it.
		assert_ok!(Debts::seize(PartId(4)));
		distributed();
		assert_eq!((status(), Ended::get().len()), (Status::Paid, 4));
		assert_noop!(Debts::seize(PartId(4)), Error::<Test>::InvalidState);
		assert_noop!(Debts::seize(PartId(9)), Error::<Test>::NotFound);
		assert!(gained(TIER3) >= 15);
	});
}

#[test]
fn what_is_over_is_known() {
	ExtBuilder::build_and_execute(|| {
		assert!(Debts::is_over(ID));
		accepted();
		assert!(!Debts::is_over(ID));
		defaulted();
		assert!(!Debts::is_over(ID));
		assert_ok!(pay(MAKER));
		assert!(!Debts::is_over(ID));
		distributed();
		assert!(Debts::is_over(ID));
	});
}
