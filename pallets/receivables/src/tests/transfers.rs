// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn a_part_is_offered_and_taken() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let answer_by = Now::get() + DAY;
		assert_noop!(take(TIER2, WHOLE), Error::<Test>::NotOffered);
		assert_ok!(offer(TIER1, WHOLE, TIER2, true));
		let (part_id, by) = (WHOLE, actor(TIER1));
		let expected = Event::Offered { part: part_id, to: TIER2, recourse: true, answer_by, by };
		assert_eq!(last_event(), expected);
		assert_noop!(offer(TIER1, WHOLE, TIER2, true), Error::<Test>::NotIdle);
		assert_noop!(take(TIER3, WHOLE), Error::<Test>::NotAuthorized);
		assert_noop!(take(TIER1, WHOLE), Error::<Test>::NotAuthorized);
		assert_noop!(take(TIER2, PartId(1)), Error::<Test>::NotFound);
		assert_ok!(take(TIER2, WHOLE));
		assert_eq!(last_event(), Event::Taken { part: WHOLE, by: actor(TIER2) });
		assert_noop!(take(TIER2, WHOLE), Error::<Test>::NotOffered);
		let endorsement =
			Endorsement { from: TIER1, to: TIER2, recourse: true, at: START, before: None };
		assert_eq!(Endorsements::<Test>::get(WHOLE, 0), Some(endorsement));
		let it = part(0);
		assert_eq!((it.holder, it.status), (TIER2, PartStatus::Idle));
		assert_eq!((it.endorsements, it.last), (1, Some((WHOLE, 0))));
		// The former holder has no say any more.
		assert_noop!(offer(TIER1, WHOLE, TIER3, true), Error::<Test>::NotAuthorized);
		passed(TIER2, WHOLE, TIER1, false);
		assert_eq!(Endorsements::<Test>::get(WHOLE, 1).unwrap().before, Some((WHOLE, 0)));
	});
}

#[test]
fn an_offer_is_returned_recalled_or_lapses() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let give_back = |by| Debts::return_part(signer(by), WHOLE);
		let recall = |by| Debts::recall(signer(by), WHOLE);
		assert_noop!(give_back(TIER2), Error::<Test>::NotOffered);
		assert_noop!(recall(TIER1), Error::<Test>::NotOffered);
		assert_ok!(offer(TIER1, WHOLE, TIER2, true));
		assert_noop!(give_back(TIER1), Error::<Test>::NotAuthorized);
		assert_noop!(recall(TIER2), Error::<Test>::NotAuthorized);
		assert_ok!(give_back(TIER2));
		assert_eq!(last_event(), Event::Returned { part: WHOLE, by: actor(TIER2) });
		assert_noop!(take(TIER2, WHOLE), Error::<Test>::NotOffered);
		assert_ok!(offer(TIER1, WHOLE, TIER2, true));
		assert_ok!(recall(TIER1));
		assert_eq!(last_event(), Event::Recalled { part: WHOLE, by: actor(TIER1) });
		assert_noop!(take(TIER2, WHOLE), Error::<Test>::NotOffered);
		assert_ok!(offer(TIER1, WHOLE, TIER2, true));
		Now::mutate(|now| *now += DAY);
		assert_noop!(take(TIER2, WHOLE), Error::<Test>::Expired);
		pass(0);
		assert_eq!(last_event(), Event::OfferLapsed { part: WHOLE });
		assert_eq!((part(0).holder, part(0).status), (TIER1, PartStatus::Idle));
	});
}

#[test]
fn not_everybody_is_offered_a_part() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let refused = |to, error: Error<Test>| {
			assert_noop!(offer(TIER1, WHOLE, to, false), error);
		};
		refused(TIER1, Error::InvalidParty);
		refused(MAKER, Error::InvalidParty);
		refused(NOBODY, Error::NotInGoodStanding);
		Suspended::set([TIER2].into());
		refused(TIER2, Error::NotInGoodStanding);
		Suspended::set([].into());
		let until = |answer_by| Debts::offer(signer(TIER1), WHOLE, TIER2, false, answer_by);
		for answer_by in [START, START + 30 * DAY + 1, Moment::MAX] {
			assert_noop!(until(answer_by), Error::<Test>::InvalidAnswerTime);
		}
		assert_ok!(until(START + 30 * DAY));
		// Who was suspended since takes nothing.
		Suspended::set([TIER2].into());
		assert_noop!(take(TIER2, WHOLE), DispatchError::Other("suspended"));
	});
}

#[test]
fn some_receivables_ask_for_a_license() {
	ExtBuilder::build_and_execute(|| {
		accepted_on(Terms { license: Some(type_code()), ..terms() });
		assert_ok!(offer(TIER1, WHOLE, TIER2, false));
		let take = |license| Debts::take(signer(TIER2), WHOLE, AMOUNT, false, license);
		assert_noop!(take(None), Error::<Test>::NoLicense);
		assert_noop!(take(Some(LicenseId(7))), DispatchError::Other("no license"));
		LicensesOf::set([(TIER2, LicenseId(7))].into());
		assert_noop!(take(Some(LicenseId(8))), DispatchError::Other("no license"));
		assert_ok!(take(Some(LicenseId(7))));
	});
}

#[test]
fn what_is_due_frozen_or_paid_is_not_passed_on() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[5, AMOUNT - 5]));
		pass_to(DUE - HOUR);
		assert_ok!(offer(TIER1, PartId(1), TIER2, false));
		let refused = || {
			assert_noop!(take(TIER2, PartId(1)), Error::<Test>::InvalidState);
			assert_noop!(offer(TIER1, PartId(2), TIER3, true), Error::<Test>::InvalidState);
		};
		assert_ok!(freeze());
		refused();
		assert_ok!(unfreeze());
		pass_to(DUE);
		refused();
		assert_ok!(pay(MAKER));
		refused();
		distributed();
		// The offer is gone with the part.
		assert_noop!(take(TIER2, PartId(1)), Error::<Test>::InvalidState);
		assert_eq!(OffersTo::<Test>::iter().count(), 0);
		assert_eq!(gained(TIER1), i128::try_from(AMOUNT).unwrap());
	});
}

#[test]
fn an_offer_of_what_is_due_can_be_returned() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		pass_to(DUE - HOUR);
		assert_ok!(offer(TIER1, WHOLE, TIER2, false));
		pass_to(DUE);
		assert_ok!(Debts::return_part(signer(TIER2), WHOLE));
		assert_eq!(part(0).status, PartStatus::Idle);
	});
}

#[test]
fn a_part_goes_through_many_hands_and_splits_at_the_same_cost() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let mut last = WHOLE;
		for (depth, to) in (0..40_u128).zip([TIER2, TIER3, BANK].into_iter().cycle()) {
			let from = Parts::<Test>::get(last).unwrap().holder;
			passed(from, last, to, depth % 2 == 0);
			let rest = Parts::<Test>::get(last).unwrap().amount - 1;
			assert_ok!(split(to, last, &[1, rest]));
			last = PartId(last.0 + 2);
			let expected = PartId(last.0 - 2);
			assert_eq!(Parts::<Test>::get(last).unwrap().last, Some((expected, 0)));
		}
		assert_eq!(Parts::<Test>::get(last).unwrap().amount, AMOUNT - 40);
	});
}

#[test]
fn a_part_is_taken_as_it_was_offered() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let take = |amount, recourse| Debts::take(signer(TIER2), WHOLE, amount, recourse, None);
		assert_ok!(offer(TIER1, WHOLE, TIER2, true));
		// What was offered with recourse is offered without, and of less, before it is taken.
		assert_ok!(Debts::recall(signer(TIER1), WHOLE));
		assert_ok!(Debts::credit_note(signer(TIER1), WHOLE, AMOUNT - 1, DIGEST));
		assert_ok!(offer(TIER1, WHOLE, TIER2, false));
		for (amount, recourse) in [(AMOUNT, true), (AMOUNT, false), (1, true)] {
			assert_noop!(take(amount, recourse), Error::<Test>::NotOffered);
		}
		assert_ok!(take(1, false));
	});
}
