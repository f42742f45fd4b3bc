// SPDX-License-Identifier: Apache-2.0

//! What is paid for a part is divided among all who have claims on it.

use super::*;

#[test]
fn the_bank_is_paid_with_interest_and_the_rest_is_the_holders() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		pass(10 * DAY);
		let debt = 1_802_500;
		assert_eq!(
			Financing::divide(PART, HOLDER, AMOUNT),
			[(BANK, debt), (HOLDER, AMOUNT - debt)]
		);
		settle(PART, AMOUNT);
		assert!(said(&Event::PledgeEnded { loan: LOAN, paid: debt }));
		assert_eq!(last_event(), Event::Closed { loan: LOAN });
		assert_eq!((gained(BANK), gained(MAKER)), (3_500, -3_600_000));
		assert_eq!(gained(HOLDER), 3_600_000 - 3_500);
		assert_eq!(exposure(BANK), (0, 0));
		assert_eq!(reports(), [(HOLDER, Outcome::Fulfilled, 10)]);
		assert_noop!(repay(1), Error::<Test>::NotFound);
	});
}

#[test]
fn what_is_missing_is_owed_still() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		pass(10 * DAY);
		settle(PART, AMOUNT);
		// The interest, 50.00, was paid first.
		assert_eq!((loan().principal, loan().interest, loan().secured), (5_000, 0, false));
		assert_eq!(last_event(), Event::Unsecured { loan: LOAN, debt: 5_000 });
		assert_eq!((exposure(BANK), gained(BANK)), ((5_000, 0), 1_000));
		pass_to(UNTIL);
		assert_noop!(realize(), Error::<Test>::NotSecured);
		let refinance = Financing::refinance(signer(HOLDER), LOAN, ID, SECOND, 0);
		assert_noop!(refinance, Error::<Test>::NotSecured);
		assert_ok!(repay(Amount::MAX));
		assert_eq!(exposure(BANK), (0, 0));
	});
}

#[test]
fn a_part_that_is_cancelled_leaves_the_debt() {
	ExtBuilder::build_and_execute(|| {
		pledged(1_800_000);
		assert_ok!(claim(THIRD, 500));
		assert_ok!(rule(0, true));
		pass(DAY);
		settle(PART, 0);
		assert!(said(&Event::PledgeEnded { loan: LOAN, paid: 0 }));
		assert!(said(&Event::ClaimEnded { claim: CLAIM, paid: 0 }));
		assert_eq!((loan().principal, loan().interest, loan().secured), (1_800_000, 250, false));
		assert_eq!(reports(), []);
		assert_ok!(settled(THIRD));
		assert_noop!(settled(BANK), Error::<Test>::OpenFinancing);
		assert_ok!(Financing::forgive(signer(BANK), LOAN));
		assert_ok!(settled(BANK));
	});
}

#[test]
fn claims_are_paid_in_the_order_of_the_law() {
	ExtBuilder::build_and_execute(|| {
		let at = |it: Moment| Some(START - it);
		let by = |number| OrganizationId(number);
		// Two that were neither registered nor noticed, two that were noticed, and two that were registered.
		assert_ok!(admit(admission(by(12), 300)));
		assert_ok!(admit(admission(by(13), 600)));
		assert_ok!(admit(Admission { noticed: at(1), ..admission(by(14), 100) }));
		assert_ok!(admit(Admission { noticed: at(2), ..admission(by(15), 200) }));
		assert_ok!(claim(THIRD, 400));
		pass(1);
		assert_ok!(claim(FOURTH, 500));
		assert_ok!(rule(5, true));
		let noticed = Some(START + 1);
		assert_ok!(Financing::rule_claim(signer(COURT), ClaimId(4), true, noticed, None));
		let divide = |amount| Financing::divide(PART, HOLDER, amount);
		let all = [(THIRD, 400), (FOURTH, 500), (by(15), 200), (by(14), 100)];
		assert_eq!(divide(300), [(THIRD, 300)]);
		assert_eq!(divide(401), [(THIRD, 400), (FOURTH, 1)]);
		assert_eq!(divide(1_200), all);
		// A third and two thirds of 100: 33.3, 66.7.
		assert_eq!(divide(1_300), [&all[..], &[(by(12), 33), (by(13), 67)]].concat());
		let whole = [&all[..], &[(by(12), 300), (by(13), 600), (HOLDER, 400)]].concat();
		assert_eq!(divide(2_500), whole);
		assert_eq!(divide(0), []);
		let sources = Financing::query_shares(PART, 1_300);
		let ids = sources.iter().map(|it| it.source).collect::<Vec<_>>();
		assert_eq!(ids, [4, 5, 3, 2, 0, 1].map(|id| Source::Claim(ClaimId(id))));
		assert_eq!(
			sources[5],
			Share { source: Source::Claim(ClaimId(1)), to: by(13), claimed: 600, amount: 67 }
		);
		settle(PART, 1_300);
		assert_eq!((gained(THIRD), gained(by(13)), gained(HOLDER)), (400, 67, 0));
		assert!(said(&Event::ClaimEnded { claim: ClaimId(0), paid: 33 }));
		assert_eq!((Claims::<Test>::iter().count(), Counted::<Test>::iter().count()), (0, 0));
	});
}

#[test]
fn what_was_registered_at_the_same_time_shares() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 300));
		assert_ok!(claim(FOURTH, 100));
		assert_ok!(acknowledge(0));
		assert_ok!(rule(1, true));
		assert_eq!(Financing::divide(PART, HOLDER, 100), [(THIRD, 75), (FOURTH, 25)]);
		// 1.5 and 0.5: the first has the unit that is left.
		assert_eq!(Financing::divide(PART, HOLDER, 2), [(THIRD, 2)]);
	});
}

#[test]
fn open_claims_stay_and_get_nothing() {
	ExtBuilder::build_and_execute(|| {
		pledged(9_000);
		assert_ok!(claim(THIRD, 300));
		settle(PART, AMOUNT);
		assert_eq!(gained(THIRD), 0);
		assert_eq!(Claims::<Test>::iter().count(), 1);
		assert_ok!(Financing::withdraw_claim(signer(BANK), CLAIM));
	});
}
