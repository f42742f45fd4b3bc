// SPDX-License-Identifier: Apache-2.0

use super::*;

fn credit(by: OrganizationId, part: u64, amount: Amount) -> DispatchResult {
	Debts::credit_note(signer(by), PartId(part), amount, DIGEST)
}

fn propose(by: OrganizationId) -> DispatchResult {
	Debts::propose_cancellation(signer(by), ID, DIGEST)
}

fn withdraw(by: OrganizationId) -> DispatchResult {
	Debts::withdraw_cancellation(signer(by), ID)
}

fn consent(by: OrganizationId, part: u64) -> DispatchResult {
	Debts::consent(signer(by), PartId(part))
}

fn consented() -> Amount {
	Proposals::<Test>::get(ID).unwrap().consented
}

/// Three parts, of the three tiers.
fn three() {
	assert_ok!(split(TIER1, WHOLE, &[600_000, 1_000_000, 2_000_000]));
	passed(TIER1, PartId(1), TIER2, false);
	passed(TIER1, PartId(2), TIER3, false);
}

#[test]
fn a_holder_waives_some_of_its_part() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		assert_ok!(split(TIER1, WHOLE, &[100, AMOUNT - 100]));
		assert_noop!(credit(MAKER, 1, 5), Error::<Test>::NotAuthorized);
		assert_noop!(credit(TIER1, 9, 5), Error::<Test>::NotFound);
		assert_noop!(credit(TIER1, 0, 5), Error::<Test>::InvalidState);
		for amount in [0, 100, Amount::MAX] {
			assert_noop!(credit(TIER1, 1, amount), Error::<Test>::InvalidAmount);
		}
		assert_ok!(credit(TIER1, 1, 99));
		let (amount, digest, by) = (99, DIGEST, actor(TIER1));
		assert_eq!(last_event(), Event::CreditNoted { part: PartId(1), amount, digest, by });
		assert_eq!((part(1).amount, part(1).face), (1, 100));
		let it = receivable();
		assert_eq!((it.outstanding, it.waived, it.amount), (AMOUNT - 99, 99, AMOUNT));
		assert_eq!(Debts::query_exposure(MAKER, CNY).line.outstanding, AMOUNT - 99);
		assert_eq!(Debts::query_guarantees(BANK, MAKER, CNY).outstanding, AMOUNT - 99);
		assert_noop!(credit(TIER1, 1, 1), Error::<Test>::InvalidAmount);
		// What was credited can be merged.
		assert_ok!(Debts::merge(signer(TIER1), parts(&[1, 2])));
		assert_eq!(part(3).face, AMOUNT - 99);
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(balance(TIER1), MONEY + AMOUNT - 99);
	});
}

#[test]
fn a_credit_note_is_for_what_is_owed_and_idle() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(offer(TIER1, WHOLE, TIER2, false));
		assert_noop!(credit(TIER1, 0, 1), Error::<Test>::NotIdle);
		assert_ok!(Debts::recall(signer(TIER1), WHOLE));
		assert_ok!(freeze());
		assert_noop!(credit(TIER1, 0, 1), Error::<Test>::InvalidState);
		assert_ok!(unfreeze());
		defaulted();
		assert_ok!(credit(TIER1, 0, 1));
		assert_ok!(pay(MAKER));
		assert_noop!(credit(TIER1, 0, 1), Error::<Test>::InvalidState);
		distributed();
	});
}

#[test]
fn all_holders_consent_to_a_cancellation() {
	ExtBuilder::build_and_execute(|| {
		registered(&[1]);
		accepted_on(with_invoices(&[1]));
		assert_ok!(Debts::set_guarantee(signer(BANK), MAKER, CNY, AMOUNT));
		assert_ok!(Debts::guarantee(signer(BANK), ID));
		three();
		assert_noop!(consent(TIER1, 3), Error::<Test>::NotProposed);
		for other in [BANK, TIER2] {
			assert_noop!(propose(other), Error::<Test>::NotAuthorized);
		}
		assert_ok!(propose(MAKER));
		let (digest, by) = (DIGEST, actor(MAKER));
		assert_eq!(last_event(), Event::CancellationProposed { receivable: ID, digest, by });
		assert_noop!(propose(TIER1), Error::<Test>::AlreadyProposed);
		assert_noop!(consent(TIER1, 1), Error::<Test>::NotAuthorized);
		assert_noop!(consent(TIER1, 9), Error::<Test>::NotFound);
		assert_ok!(consent(TIER2, 1));
		assert_eq!(last_event(), Event::Consented { part: PartId(1), by: actor(TIER2) });
		assert_noop!(consent(TIER2, 1), Error::<Test>::AlreadyConsented);
		assert_ok!(consent(TIER1, 3));
		assert_eq!((consented(), status()), (2_600_000, Status::Outstanding));
		assert_ok!(consent(TIER3, 2));
		assert_eq!(last_event(), Event::Cancelled { receivable: ID, amount: AMOUNT });
		// Lines and invoices are free at once.
		assert_eq!(Debts::query_exposure(MAKER, CNY).line.outstanding, 0);
		assert_eq!(Debts::query_guarantees(BANK, MAKER, CNY).outstanding, 0);
		assert_eq!(Bound::iter().count(), 0);
		assert_noop!(pay(MAKER), Error::<Test>::InvalidState);
		assert_noop!(offer(TIER1, PartId(3), TIER2, false), Error::<Test>::InvalidState);
		assert_noop!(propose(MAKER), Error::<Test>::InvalidState);
		distributed();
		let it = receivable();
		assert_eq!((it.status, it.waived, it.outstanding), (Status::Cancelled, AMOUNT, 0));
		assert_eq!(part(3).status, PartStatus::Cancelled);
		for organization in [MAKER, BANK, TIER1, TIER2, TIER3] {
			assert_eq!(gained(organization), 0);
			assert_ok!(settled(organization));
		}
		pass_to(DUE + DAY);
		assert_eq!((status(), reports()), (Status::Cancelled, vec![]));
	});
}

#[test]
fn consent_is_for_a_part_as_it_is() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		three();
		assert_ok!(propose(TIER1));
		// Passed on.
		assert_ok!(consent(TIER2, 1));
		passed(TIER2, PartId(1), TIER3, false);
		assert_eq!(consented(), 0);
		// Credited.
		assert_ok!(consent(TIER3, 1));
		assert_eq!(consented(), 600_000);
		assert_ok!(credit(TIER3, 1, 5));
		assert_eq!(consented(), 0);
		// Split.
		assert_ok!(consent(TIER3, 1));
		assert_eq!(consented(), 599_995);
		assert_ok!(split(TIER3, PartId(1), &[599_994, 1]));
		assert_eq!(consented(), 0);
		// Merged.
		assert_ok!(consent(TIER3, 4));
		assert_ok!(consent(TIER3, 5));
		assert_ok!(Debts::merge(signer(TIER3), parts(&[4, 5])));
		assert_eq!(consented(), 0);
		// Locked.
		assert_ok!(consent(TIER3, 6));
		assert_ok!(Debts::lock(PartId(6), TIER3));
		assert_eq!(consented(), 0);
		assert_noop!(consent(TIER3, 6), Error::<Test>::NotIdle);
		Debts::unlock(PartId(6));
		// An offer alone changes nothing.
		assert_ok!(consent(TIER3, 6));
		assert_ok!(offer(TIER3, PartId(6), TIER2, false));
		assert_eq!(consented(), 599_995);
		assert_ok!(consent(TIER1, 3));
		assert_ok!(consent(TIER3, 2));
		distributed();
		assert_eq!((status(), receivable().waived), (Status::Cancelled, AMOUNT));
	});
}

#[test]
fn another_proposal_needs_other_consents() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		three();
		assert_noop!(withdraw(MAKER), Error::<Test>::NotProposed);
		assert_ok!(propose(MAKER));
		assert_ok!(consent(TIER1, 3));
		assert_ok!(consent(TIER2, 1));
		assert_noop!(withdraw(TIER1), Error::<Test>::NotAuthorized);
		assert_ok!(withdraw(MAKER));
		assert_eq!(last_event(), Event::CancellationWithdrawn { receivable: ID, by: actor(MAKER) });
		assert_noop!(consent(TIER3, 2), Error::<Test>::NotProposed);
		assert_ok!(propose(TIER1));
		assert_eq!(consented(), 0);
		assert_ok!(consent(TIER1, 3));
		// What was consented to before does not count any more.
		assert_ok!(split(TIER2, PartId(1), &[1, 599_999]));
		assert_eq!(consented(), 2_000_000);
		assert_ok!(consent(TIER3, 2));
		assert_ok!(consent(TIER2, 4));
		assert_eq!(status(), Status::Outstanding);
		assert_ok!(consent(TIER2, 5));
		distributed();
		assert_eq!(status(), Status::Cancelled);
	});
}

#[test]
fn who_is_paid_off_need_not_consent() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		three();
		assert_ok!(propose(MAKER));
		assert_ok!(consent(TIER1, 3));
		assert_ok!(consent(TIER2, 1));
		let until = Now::get() + DAY;
		assert_ok!(Debts::offer_discount(signer(TIER3), PartId(2), 500_000, until));
		assert_ok!(Debts::take_discount(signer(MAKER), PartId(2), AMOUNT));
		distributed();
		let it = receivable();
		assert_eq!((it.status, it.waived, it.paid), (Status::Cancelled, 2_600_000, 1_000_000));
	});
}

#[test]
fn what_is_in_default_can_be_cancelled() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, true);
		assert_ok!(propose(TIER1));
		defaulted();
		assert_ok!(Debts::claim_recourse(signer(TIER2), WHOLE));
		assert_ok!(consent(TIER2, 0));
		distributed();
		assert_eq!(status(), Status::Cancelled);
		assert_noop!(Debts::pay_recourse(signer(TIER1), WHOLE), Error::<Test>::NotClaimed);
		pass(RecoursePeriod::get());
	});
}

#[test]
fn recourse_takes_a_consent_away() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[5, AMOUNT - 5]));
		passed(TIER1, PartId(1), TIER2, true);
		assert_ok!(propose(TIER1));
		assert_ok!(consent(TIER2, 1));
		defaulted();
		assert_ok!(Debts::claim_recourse(signer(TIER2), PartId(1)));
		assert_eq!(consented(), 5);
		assert_ok!(Debts::pay_recourse(signer(TIER1), PartId(1)));
		assert_eq!(consented(), 0);
	});
}

#[test]
fn payment_ends_a_proposal() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		three();
		assert_ok!(propose(MAKER));
		assert_ok!(consent(TIER1, 3));
		assert_ok!(pay(MAKER));
		assert_noop!(consent(TIER2, 1), Error::<Test>::NotProposed);
		distributed();
		assert_eq!(status(), Status::Paid);
		assert_noop!(propose(MAKER), Error::<Test>::InvalidState);
		assert_noop!(
			Debts::propose_cancellation(signer(MAKER), ReceivableId(9), DIGEST),
			Error::<Test>::NotFound
		);
		assert_noop!(
			Debts::withdraw_cancellation(signer(MAKER), ReceivableId(9)),
			Error::<Test>::NotFound
		);
	});
}

#[test]
fn holders_give_up_what_is_lost() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, false);
		assert_noop!(propose(TIER2), Error::<Test>::NotAuthorized);
		defaulted();
		assert_noop!(propose(TIER3), Error::<Test>::NotAuthorized);
		assert_ok!(propose(TIER2));
		assert_ok!(consent(TIER2, 0));
		distributed();
		assert_eq!((status(), part(0).status), (Status::Cancelled, PartStatus::Cancelled));
		assert_ok!(settled(MAKER));
	});
}
