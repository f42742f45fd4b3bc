// SPDX-License-Identifier: Apache-2.0

//! Claims follow the paper when a part is split.

use super::*;
use crate::runtime_api::{ClaimInfo, Page};

/// A claim on the first part, which is split into 1,000.00 and the rest then.
fn split_after_claim(amount: Amount) -> [PartId; 2] {
	assert_ok!(claim(THIRD, amount));
	pass(1);
	split(PART, 100_000)
}

fn ids(claims: Page<ClaimInfo, ClaimId>) -> Vec<ClaimId> {
	claims.items.into_iter().map(|it| it.id).collect()
}

fn claims_in(receivable: u64) -> Vec<ClaimId> {
	ids(Financing::query_claims_in(ReceivableId(receivable), None, 9))
}

fn claims_on(part: PartId) -> Vec<ClaimId> {
	ids(Financing::query_claims_on(part, None, 9))
}

#[test]
fn nobody_gets_rid_of_a_claim_by_a_split() {
	ExtBuilder::build_and_execute(|| {
		let [one, two] = split_after_claim(500);
		assert_eq!((claims_in(0), claims_on(PART)), (vec![CLAIM], vec![CLAIM]));
		let withdraw = |by| Financing::withdraw_claim(signer(by), CLAIM);
		for by in [HOLDER, FOURTH, COURT] {
			assert_noop!(withdraw(by), Error::<Test>::NotAuthorized);
		}
		// The holder does not have it count: there is no such part any more.
		assert_noop!(acknowledge(0), Error::<Test>::NotFound);
		settle(one, 100_000);
		assert_noop!(withdraw(FOURTH), Error::<Test>::NotAuthorized);
		// Once nothing is paid for any part.
		settle(two, 3_500_000);
		assert_ok!(withdraw(FOURTH));
		assert_eq!(claims_in(0), []);
	});
}

#[test]
fn a_claim_on_a_part_that_is_open_is_not_over() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		assert_ok!(acknowledge(0));
		let withdraw = Financing::withdraw_claim(signer(FOURTH), CLAIM);
		assert_noop!(withdraw, Error::<Test>::NotAuthorized);
	});
}

#[test]
fn its_claimant_withdraws_it() {
	ExtBuilder::build_and_execute(|| {
		split_after_claim(500);
		assert_ok!(Financing::withdraw_claim(signer(THIRD), CLAIM));
		assert_eq!(claims_in(0), []);
	});
}

#[test]
fn an_arbiter_has_it_count_on_another_part() {
	ExtBuilder::build_and_execute(|| {
		let [one, two] = split_after_claim(500_000);
		// The part that it is on is closed.
		for upheld in [true, false] {
			assert_noop!(rule(0, upheld), Error::<Test>::NotFound);
			assert_noop!(rule_on(0, upheld, Some(PartId(9))), Error::<Test>::NotFound);
			assert_noop!(rule_on(0, upheld, Some(OTHER)), Error::<Test>::OtherReceivable);
		}
		assert_ok!(rule_on(0, true, Some(one)));
		// For no more than the part.
		let (claim, upheld, part, amount, noticed) = (CLAIM, true, one, 100_000, None);
		let event = Event::Ruled { claim, upheld, part, amount, noticed, by: actor(COURT) };
		assert_eq!(last_event(), event);
		let expected = Claim {
			part: one,
			receivable: ReceivableId(0),
			claimant: THIRD,
			amount,
			digest: DIGEST,
			registered: Some(START),
			noticed,
			standing: Standing::Upheld,
		};
		assert_eq!(Claims::<Test>::get(CLAIM), Some(expected));
		assert_eq!(
			(claims_in(0), claims_on(PART), claims_on(one)),
			(vec![CLAIM], vec![], vec![CLAIM])
		);
		assert_eq!((self::part(one).state, self::part(two).state), (State::Locked, State::Idle));
		assert_noop!(rule_on(0, true, Some(two)), Error::<Test>::AlreadyCounted);
		// What is left an arbiter admits on the other, as registered then.
		let rest = Admission { part: two, registered: Some(START), ..admission(THIRD, 400_000) };
		assert_ok!(admit(rest));
		assert_eq!(claims_in(0).len(), 2);
		settle(one, 100_000);
		settle(two, 3_500_000);
		assert_eq!((gained(THIRD), claims_in(0)), (500_000, vec![]));
	});
}

#[test]
fn an_arbiter_rejects_it() {
	ExtBuilder::build_and_execute(|| {
		let [one, _] = split_after_claim(500);
		assert_ok!(rule_on(0, false, Some(one)));
		let (claim, upheld, part, amount, noticed) = (CLAIM, false, PART, 500, None);
		let event = Event::Ruled { claim, upheld, part, amount, noticed, by: actor(COURT) };
		assert_eq!(last_event(), event);
		assert_eq!((claims_in(0), claims_on(PART)), (vec![], vec![]));
		assert_eq!(self::part(one).state, State::Idle);
	});
}

#[test]
fn it_moves_to_parts_of_others_without_a_claim_of_the_same_one() {
	ExtBuilder::build_and_execute(|| {
		let [one, two] = split_after_claim(500);
		assert_ok!(Financing::claim(signer(THIRD), one, 5, DIGEST));
		assert_noop!(rule_on(0, true, Some(one)), Error::<Test>::AlreadyClaimed);
		change(two, |it| it.holder = THIRD);
		assert_noop!(rule_on(0, true, Some(two)), Error::<Test>::InvalidParty);
		change(two, |it| (it.holder, it.state) = (SUPPLIER, State::Offered));
		assert_ok!(rule_on(0, true, Some(two)));
		assert_eq!(Financing::divide(two, SUPPLIER, 501), [(THIRD, 500), (SUPPLIER, 1)]);
	});
}

#[test]
fn what_was_acknowledged_moves_and_leaves_its_part_free() {
	ExtBuilder::build_and_execute(|| {
		let [one, two] = split(PART, 100_000);
		assert_ok!(Financing::claim(signer(THIRD), one, 5, DIGEST));
		assert_ok!(acknowledge(0));
		assert_ok!(rule_on(0, true, Some(two)));
		assert_eq!((part(one).state, part(two).state), (State::Idle, State::Locked));
		assert_eq!((Counted::<Test>::get(one).len(), Counted::<Test>::get(two).len()), (0, 1));
		assert_ok!(Financing::withdraw_claim(signer(THIRD), CLAIM));
		assert_eq!(part(two).state, State::Idle);
		assert_ok!(settled(THIRD));
	});
}

#[test]
fn as_many_count_there_as_can() {
	ExtBuilder::build_and_execute(|| {
		let [one, _] = split_after_claim(5);
		for by in 10..18 {
			assert_ok!(admit(Admission { part: one, ..admission(OrganizationId(by), 1) }));
		}
		assert_noop!(rule_on(0, true, Some(one)), Error::<Test>::TooMany);
	});
}
