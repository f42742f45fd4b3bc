// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::HandleDeadline;

fn claim(by: OrganizationId) -> DispatchResult {
	Debts::claim_recourse(signer(by), WHOLE)
}

fn pay_recourse(by: OrganizationId) -> DispatchResult {
	Debts::pay_recourse(signer(by), WHOLE)
}

/// From the first tier to the bank through three hands, each with recourse or not, and in default.
fn chain(recourse: [bool; 3]) {
	accepted();
	let hands = [TIER1, TIER2, TIER3, BANK];
	for (step, recourse) in recourse.into_iter().enumerate() {
		passed(hands[step], WHOLE, hands[step + 1], recourse);
	}
	defaulted();
	reports();
}

#[test]
fn recourse_goes_back_along_the_chain() {
	ExtBuilder::build_and_execute(|| {
		chain([true; 3]);
		assert_noop!(claim(TIER3), Error::<Test>::NotAuthorized);
		assert_noop!(pay_recourse(TIER3), Error::<Test>::NotClaimed);
		assert_ok!(claim(BANK));
		let until = Now::get() + RecoursePeriod::get();
		let expected = Event::RecourseClaimed { part: WHOLE, on: TIER3, until, by: actor(BANK) };
		assert_eq!(last_event(), expected);
		assert_noop!(claim(BANK), Error::<Test>::NotIdle);
		assert_noop!(pay_recourse(TIER2), Error::<Test>::NotAuthorized);
		assert_ok!(pay_recourse(TIER3));
		let (to, amount, by) = (BANK, AMOUNT, actor(TIER3));
		assert_eq!(last_event(), Event::RecoursePaid { part: WHOLE, to, amount, by });
		assert_noop!(pay_recourse(TIER3), Error::<Test>::NotClaimed);
		assert_eq!([gained(BANK), gained(TIER3)], [3_600_000, -3_600_000]);
		assert_eq!((part(0).holder, part(0).status), (TIER3, PartStatus::Idle));
		assert_ok!(settled(BANK));
		assert_noop!(claim(BANK), Error::<Test>::NotAuthorized);
		assert_ok!(claim(TIER3));
		assert_ok!(pay_recourse(TIER2));
		assert_ok!(claim(TIER2));
		assert_ok!(pay_recourse(TIER1));
		// The first holder has nobody before it.
		assert_noop!(claim(TIER1), Error::<Test>::NoRecourse);
		assert_eq!([gained(BANK), gained(TIER3), gained(TIER2)], [3_600_000, 0, 0]);
		// The debtor pays whoever holds it now.
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(balance(TIER1), MONEY + 5 * A_DAY);
		assert_eq!(reports(), []);
	});
}

#[test]
fn without_recourse_the_chain_ends() {
	ExtBuilder::build_and_execute(|| {
		chain([true, false, true]);
		assert_ok!(claim(BANK));
		assert_ok!(pay_recourse(TIER3));
		assert_noop!(claim(TIER3), Error::<Test>::NoRecourse);
	});
}

#[test]
fn the_last_endorsement_counts_first() {
	ExtBuilder::build_and_execute(|| {
		chain([true, true, false]);
		assert_noop!(claim(BANK), Error::<Test>::NoRecourse);
	});
}

#[test]
fn an_endorser_that_does_not_pay_is_passed_over() {
	ExtBuilder::build_and_execute(|| {
		chain([true; 3]);
		assert_ok!(claim(BANK));
		assert_noop!(settled(TIER3), Error::<Test>::OpenReceivables);
		pass(RecoursePeriod::get() - MINUTE);
		assert_eq!(reports(), []);
		pass(MINUTE);
		assert_eq!(last_event(), Event::RecourseFailed { part: WHOLE, on: TIER3 });
		assert_eq!(reports(), [(TIER3, Outcome::Breached, 50)]);
		assert_ok!(settled(TIER3));
		assert_noop!(pay_recourse(TIER3), Error::<Test>::NotClaimed);
		assert_ok!(claim(BANK));
		assert_ok!(pay_recourse(TIER2));
		assert_eq!([gained(BANK), gained(TIER2)], [3_600_000, -3_600_000]);
		assert_eq!(part(0).holder, TIER2);
		assert_ok!(claim(TIER2));
		pass(RecoursePeriod::get());
		assert_eq!(reports(), [(TIER1, Outcome::Breached, 50)]);
		assert_noop!(claim(TIER2), Error::<Test>::NoRecourse);
		// The whole path is still there.
		assert_eq!(Endorsements::<Test>::iter_key_prefix(WHOLE).count(), 3);
	});
}

#[test]
fn parts_share_the_chain_of_the_whole() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, true);
		assert_ok!(split(TIER2, WHOLE, &[600_000, AMOUNT - 600_000]));
		passed(TIER2, PartId(1), TIER3, true);
		// Deep splits cost nothing.
		let mut last = PartId(1);
		for _ in 0..10 {
			let rest = Parts::<Test>::get(last).unwrap().amount - 1;
			assert_ok!(split(TIER3, last, &[1, rest]));
			last = PartId(NextPartId::<Test>::get().0 - 1);
		}
		defaulted();
		let claim = |by| Debts::claim_recourse(signer(by), last);
		let pay_recourse = |by| Debts::pay_recourse(signer(by), last);
		assert_ok!(claim(TIER3));
		assert_ok!(pay_recourse(TIER2));
		assert_eq!([gained(TIER2), gained(TIER3)], [-599_990, 599_990]);
		assert_ok!(claim(TIER2));
		assert_ok!(pay_recourse(TIER1));
		assert_noop!(claim(TIER1), Error::<Test>::NoRecourse);
		// Each part for itself.
		assert_ok!(Debts::claim_recourse(signer(TIER3), PartId(3)));
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(status(), Status::Paid);
	});
}

#[test]
fn the_debtor_pays_while_recourse_is_claimed() {
	ExtBuilder::build_and_execute(|| {
		chain([true; 3]);
		assert_ok!(claim(BANK));
		assert_ok!(pay(MAKER));
		assert_noop!(pay_recourse(TIER3), Error::<Test>::InvalidState);
		distributed();
		assert_eq!(balance(BANK), MONEY + AMOUNT + 5 * A_DAY);
		assert_noop!(pay_recourse(TIER3), Error::<Test>::NotClaimed);
		assert_eq!(RecourseOf::<Test>::iter().count(), 0);
		pass(RecoursePeriod::get());
		assert_eq!(reports(), []);
	});
}

#[test]
fn recourse_ends_a_discount() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, true);
		assert_ok!(Debts::offer_discount(signer(TIER2), WHOLE, 1, DUE));
		defaulted();
		assert_ok!(claim(TIER2));
		assert_eq!(Discounts::<Test>::get(WHOLE), None);
	});
}

#[test]
fn nobody_takes_recourse_before_default() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, true);
		assert_noop!(claim(TIER2), Error::<Test>::InvalidState);
		pass_to(DUE);
		assert_noop!(claim(TIER2), Error::<Test>::InvalidState);
		let unknown = Debts::claim_recourse(signer(TIER2), PartId(9));
		assert_noop!(unknown, Error::<Test>::NotFound);
		let unknown = Debts::pay_recourse(signer(TIER2), PartId(9));
		assert_noop!(unknown, Error::<Test>::NotFound);
	});
}

#[test]
fn a_blocked_holder_keeps_its_endorser_from_nothing() {
	ExtBuilder::build_and_execute(|| {
		chain([true; 3]);
		assert_ok!(claim(BANK));
		block(BANK);
		assert_ok!(pay_recourse(TIER3));
		assert_eq!((part(0).holder, Owed::<Test>::get(BANK, CNY)), (TIER3, AMOUNT));
	});
}

#[test]
fn an_endorser_without_money_does_not_pay() {
	ExtBuilder::build_and_execute(|| {
		chain([true; 3]);
		assert_ok!(claim(BANK));
		block(TIER3);
		assert!(pay_recourse(TIER3).is_err());
		assert_eq!(part(0).holder, BANK);
		unblock(TIER3);
		assert_ok!(pay_recourse(TIER3));
	});
}

#[test]
fn locked_parts_take_no_recourse() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, true);
		assert_ok!(Debts::lock(WHOLE, TIER2));
		defaulted();
		assert_noop!(claim(TIER2), Error::<Test>::NotIdle);
		Debts::unlock(WHOLE);
		assert_ok!(claim(TIER2));
	});
}

#[test]
fn an_endorser_does_not_answer_for_what_was_paid_in_time() {
	ExtBuilder::build_and_execute(|| {
		chain([true; 3]);
		assert_ok!(claim(BANK));
		pass(RecoursePeriod::get() - 30_000);
		assert_ok!(pay(MAKER));
		assert_noop!(pay_recourse(TIER3), Error::<Test>::InvalidState);
		// Its time is over before holders are paid.
		assert_ok!(Debts::handle(Task::EndRecourse(WHOLE)));
		assert_eq!((part(0).status, reports()), (PartStatus::Idle, vec![]));
		Now::mutate(|now| *now += 30_000);
		distributed();
		assert!(gained(BANK) > 0 && gained(TIER3) == 0);
	});
}

#[test]
fn who_sold_what_was_never_owed_answers_for_it() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, true);
		passed(TIER2, WHOLE, BANK, true);
		assert_ok!(Debts::dispute(signer(MAKER), ID, None, COURT, DIGEST));
		assert_ok!(Debts::rule(signer(COURT), ID, true, DIGEST));
		assert_noop!(claim(BANK), Error::<Test>::InvalidState);
		distributed();
		reports();
		assert_eq!((part(0).status, part(0).holder), (PartStatus::Void, BANK));
		assert_noop!(claim(TIER2), Error::<Test>::NotAuthorized);
		assert_ok!(claim(BANK));
		assert!(matches!(part(0).status, PartStatus::VoidClaimed { on: TIER2, .. }));
		assert_noop!(settled(TIER2), Error::<Test>::OpenReceivables);
		assert_noop!(claim(BANK), Error::<Test>::NotIdle);
		assert_noop!(offer(BANK, WHOLE, TIER3, false), Error::<Test>::InvalidState);
		check();
		assert_ok!(pay_recourse(TIER2));
		assert_eq!((part(0).status, part(0).holder), (PartStatus::Void, TIER2));
		assert_ok!(settled(TIER2));
		assert_ok!(claim(TIER2));
		pass(RecoursePeriod::get());
		assert_eq!(reports(), [(TIER1, Outcome::Breached, 50)]);
		assert_eq!(part(0).status, PartStatus::Void);
		assert_noop!(claim(TIER2), Error::<Test>::NoRecourse);
		assert_eq!([gained(BANK), gained(TIER2)], [3_600_000, -3_600_000]);
	});
}

#[test]
fn who_agrees_to_a_cancellation_has_no_recourse() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, BANK, true);
		assert_ok!(Debts::propose_cancellation(signer(TIER1), ID, DIGEST));
		assert_ok!(Debts::consent(signer(BANK), WHOLE));
		distributed();
		assert_noop!(claim(BANK), Error::<Test>::InvalidState);
	});
}
