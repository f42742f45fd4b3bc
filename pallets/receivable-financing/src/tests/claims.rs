// SPDX-License-Identifier: Apache-2.0

//! Third parties have claims.

use super::*;

#[test]
fn a_claim_is_registered_and_does_not_count() {
	ExtBuilder::build_and_execute(|| {
		pass(7);
		assert_ok!(claim(THIRD, 500));
		let (claim, part, amount, digest) = (CLAIM, PART, 500, DIGEST);
		let event = Event::Claimed { claim, part, amount, digest, by: actor(THIRD) };
		assert_eq!(last_event(), event);
		let expected = Claim {
			part: PART,
			receivable: ReceivableId(0),
			claimant: THIRD,
			amount: 500,
			digest: DIGEST,
			registered: Some(START + 7),
			noticed: None,
			standing: Standing::Open,
		};
		assert_eq!(Claims::<Test>::get(CLAIM), Some(expected));
		assert_eq!(self::part(PART), paper());
		assert_eq!(Financing::query_shares(PART, AMOUNT), []);
		assert_eq!(Financing::divide(PART, HOLDER, 9), [(HOLDER, 9)]);
		assert_ok!(settled(THIRD));
	});
}

#[test]
fn claims_are_on_parts_of_others() {
	ExtBuilder::build_and_execute(|| {
		for by in [HOLDER, MAKER] {
			assert_noop!(claim(by, 1), Error::<Test>::InvalidParty);
		}
		for amount in [0, AMOUNT + 1, Amount::MAX] {
			assert_noop!(claim(THIRD, amount), Error::<Test>::InvalidAmount);
		}
		let unknown = Financing::claim(signer(THIRD), PartId(9), 1, DIGEST);
		assert_noop!(unknown, Error::<Test>::NotFound);
		assert_ok!(claim(THIRD, AMOUNT));
		assert_noop!(claim(THIRD, 1), Error::<Test>::AlreadyClaimed);
		assert_ok!(Financing::claim(signer(THIRD), OTHER, 1, DIGEST));
	});
}

#[test]
fn a_claim_is_withdrawn() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 1));
		let withdraw = |by| Financing::withdraw_claim(signer(by), CLAIM);
		for by in [HOLDER, FOURTH] {
			assert_noop!(withdraw(by), Error::<Test>::NotAuthorized);
		}
		assert_ok!(withdraw(THIRD));
		assert_eq!(last_event(), Event::ClaimWithdrawn { claim: CLAIM, by: actor(THIRD) });
		assert_noop!(withdraw(THIRD), Error::<Test>::NotFound);
		// Once the receivable is over, by anybody.
		assert_ok!(claim(FOURTH, 1));
		settle(PART, AMOUNT);
		let id = ClaimId(1);
		assert_noop!(acknowledge(1), Error::<Test>::NotFound);
		assert_noop!(rule(1, true), Error::<Test>::NotFound);
		assert_ok!(Financing::withdraw_claim(signer(THIRD), id));
		assert_eq!(Claims::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_holder_acknowledges_a_claim_and_the_part_is_locked() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		let by = |by, noticed| Financing::acknowledge(signer(by), CLAIM, noticed);
		for organization in [THIRD, SUPPLIER] {
			assert_noop!(by(organization, None), Error::<Test>::NotAuthorized);
		}
		assert_noop!(by(HOLDER, Some(START + 1)), Error::<Test>::InvalidTime);
		assert_noop!(acknowledge(9), Error::<Test>::NotFound);
		change(PART, |it| it.state = State::Offered);
		assert_noop!(acknowledge(0), DispatchError::Other("not idle"));
		change(PART, |it| it.state = State::Idle);
		let noticed = Some(START);
		assert_ok!(by(HOLDER, noticed));
		assert_eq!(last_event(), Event::Acknowledged { claim: CLAIM, noticed, by: actor(HOLDER) });
		assert_noop!(acknowledge(0), Error::<Test>::AlreadyCounted);
		assert_eq!(part(PART).state, State::Locked);
		assert_eq!(Financing::divide(PART, HOLDER, 501), [(THIRD, 500), (HOLDER, 1)]);
		assert_noop!(settled(THIRD), Error::<Test>::OpenFinancing);
		assert_ok!(Financing::withdraw_claim(signer(THIRD), CLAIM));
		assert_eq!(part(PART), paper());
		assert_ok!(settled(THIRD));
	});
}

#[test]
fn a_holder_does_not_prefer_others_to_its_bank() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		pass(1);
		pledged(AMOUNT);
		assert_ok!(claim(FOURTH, 500));
		// Before it, and beside it.
		assert_noop!(acknowledge(0), Error::<Test>::Outranks);
		assert_noop!(acknowledge(1), Error::<Test>::Outranks);
		assert_ok!(rule(0, true));
		pass(1);
		assert_ok!(claim(SUPPLIER, 500));
		assert_ok!(acknowledge(2));
		let debt = AMOUNT + A_DAY;
		let expected = [(THIRD, 500), (BANK, debt), (SUPPLIER, 400)];
		assert_eq!(Financing::divide(PART, HOLDER, 900 + debt), expected);
	});
}

#[test]
fn a_holder_does_not_prefer_one_claim_to_another() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, AMOUNT));
		pass(1);
		assert_ok!(claim(FOURTH, AMOUNT));
		assert_ok!(claim(SUPPLIER, AMOUNT));
		assert_ok!(acknowledge(1));
		// Before what counts, and beside it.
		assert_noop!(acknowledge(0), Error::<Test>::Outranks);
		assert_noop!(acknowledge(2), Error::<Test>::Outranks);
		pass(1);
		assert_ok!(claim(BANK, AMOUNT));
		assert_ok!(acknowledge(3));
		// What is registered would come before what an arbiter admitted without.
		assert_ok!(Financing::withdraw_claim(signer(FOURTH), ClaimId(1)));
		assert_ok!(Financing::withdraw_claim(signer(BANK), ClaimId(3)));
		assert_ok!(admit(admission(FOURTH, 1)));
		pass(1);
		assert_ok!(claim(OrganizationId(12), 1));
		assert_noop!(acknowledge(5), Error::<Test>::Outranks);
		assert_ok!(rule(5, true));
	});
}

#[test]
fn an_arbiter_rules_on_a_claim() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		assert_ok!(claim(FOURTH, 500));
		assert_noop!(rule(9, true), Error::<Test>::NotFound);
		let late = Some(START + 1);
		let late = Financing::rule_claim(signer(COURT), CLAIM, true, late, None);
		assert_noop!(late, Error::<Test>::InvalidTime);
		assert_ok!(rule(0, true));
		let (claim, upheld, part, amount, noticed) = (CLAIM, true, PART, 500, None);
		let event = Event::Ruled { claim, upheld, part, amount, noticed, by: actor(COURT) };
		assert_eq!(last_event(), event);
		assert_noop!(rule(0, true), Error::<Test>::AlreadyCounted);
		assert_noop!(acknowledge(0), Error::<Test>::AlreadyCounted);
		assert_eq!(Claims::<Test>::get(CLAIM).unwrap().standing, Standing::Upheld);
		// One that is not upheld is gone, and comes again only as an arbiter says.
		assert_ok!(rule(1, false));
		assert_noop!(rule(1, false), Error::<Test>::NotFound);
		assert_eq!(self::part(PART).state, State::Locked);
		assert_noop!(self::claim(FOURTH, 500), Error::<Test>::AlreadyClaimed);
		assert_ok!(admit(admission(FOURTH, 500)));
	});
}

#[test]
fn claims_do_not_come_and_go() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		assert_ok!(Financing::withdraw_claim(signer(THIRD), CLAIM));
		assert_noop!(claim(THIRD, 500), Error::<Test>::AlreadyClaimed);
		// Somebody who had a claim on it is not impartial either.
		let it = admission(FOURTH, 500);
		assert_noop!(Financing::admit(signer(THIRD), it), Error::<Test>::NotImpartial);
	});
}

#[test]
fn an_arbiter_strikes_what_was_upheld() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		assert_ok!(rule(0, true));
		assert_ok!(rule(0, false));
		assert_eq!((part(PART), Claims::<Test>::iter().count()), (paper(), 0));
		assert_ok!(settled(THIRD));
		assert_ok!(admit(admission(THIRD, 500)));
		assert_ok!(rule(1, false));
		assert_eq!(part(PART), paper());
	});
}

/// Also when the part is pledged: it is locked already then.
#[test]
fn an_arbiter_is_not_kept_out_by_what_holders_and_debtors_do() {
	let lives: [fn(&mut Paper); 4] = [
		|it| it.state = State::Offered,
		|it| it.calm = false,
		|it| it.due = START,
		|it| it.state = State::Locked,
	];
	for (n, life) in lives.into_iter().enumerate() {
		ExtBuilder::build_and_execute(|| {
			assert_ok!(claim(THIRD, 500));
			if n == 3 {
				pledged(AMOUNT);
			}
			change(PART, life);
			assert!(acknowledge(0).is_err());
			assert_ok!(rule(0, true));
			assert_eq!(part(PART).state, State::Locked);
			assert_ok!(admit(admission(FOURTH, 500)));
			assert_ok!(rule(0, false));
			assert_ok!(rule(1, false));
			// It is no longer offered.
			let expected = if n == 3 { State::Locked } else { State::Idle };
			assert_eq!(part(PART).state, expected);
			change(PART, |it| (it.calm, it.due) = (true, DUE));
			change(PART, life);
			assert_ok!(admit(admission(FOURTH, 500)));
			assert_eq!(part(PART).state, State::Locked);
		});
	}
}

#[test]
fn who_left_the_chain_counts_no_more() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		Claims::<Test>::mutate_extant(CLAIM, |it| it.claimant = NOBODY);
		ClaimBy::<Test>::remove(PART, THIRD);
		ClaimBy::<Test>::insert(PART, NOBODY, CLAIM);
		assert_noop!(acknowledge(0), Error::<Test>::InvalidParty);
		assert_noop!(rule(0, true), Error::<Test>::InvalidParty);
		assert_noop!(Financing::settle_claim(signer(HOLDER), CLAIM), Error::<Test>::InvalidParty);
		assert_ok!(rule(0, false));
	});
}

#[test]
fn nobody_rules_in_its_own_affairs() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		assert_ok!(claim(FOURTH, 500));
		assert_ok!(Financing::request(signer(HOLDER), PART, banks(&[BANK]), sale(), ANSWER_BY));
		let refused = |arbiter| {
			for upheld in [true, false] {
				let rule = Financing::rule_claim(signer(arbiter), CLAIM, upheld, None, None);
				assert_noop!(rule, Error::<Test>::NotImpartial);
			}
			let admit = Financing::admit(signer(arbiter), admission(SUPPLIER, 500));
			assert_noop!(admit, Error::<Test>::NotImpartial);
		};
		[HOLDER, MAKER, CREDITOR, GUARANTOR, THIRD, FOURTH, BANK].into_iter().for_each(refused);
		// A bank is asked no longer. Who had a claim that is gone is no more impartial than before.
		assert_ok!(Financing::withdraw_request(signer(HOLDER), ID));
		assert_ok!(Financing::rule_claim(signer(BANK), ClaimId(1), false, None, None));
		refused(FOURTH);
		assert_ok!(Financing::rule_claim(signer(SECOND), CLAIM, false, None, None));
	});
}

#[test]
fn nobody_rules_on_its_own_part_from_another_one() {
	ExtBuilder::build_and_execute(|| {
		change(OTHER, |it| (it.receivable, it.holder) = (ReceivableId(0), SUPPLIER));
		assert_ok!(claim(THIRD, 500));
		for arbiter in [HOLDER, SUPPLIER] {
			for upheld in [true, false] {
				let arbiter = signer(arbiter);
				let rule = Financing::rule_claim(arbiter, CLAIM, upheld, None, Some(OTHER));
				assert_noop!(rule, Error::<Test>::NotImpartial);
			}
		}
		assert_ok!(Financing::rule_claim(signer(SUPPLIER), CLAIM, false, None, None));
	});
}

#[test]
fn an_arbiter_rules_on_what_was_acknowledged() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(claim(THIRD, 500));
		assert_ok!(acknowledge(0));
		assert_ok!(rule(0, true));
		assert_eq!(Counted::<Test>::get(PART).len(), 1);
		pass(1);
		assert_ok!(claim(FOURTH, 500));
		assert_ok!(acknowledge(1));
		assert_ok!(rule(1, false));
		assert_eq!(Financing::divide(PART, HOLDER, 9), [(THIRD, 9)]);
	});
}

#[test]
fn the_bank_does_not_rule() {
	ExtBuilder::build_and_execute(|| {
		pledged(AMOUNT);
		assert_ok!(claim(THIRD, 500));
		let by = |by| Financing::rule_claim(signer(by), CLAIM, false, None, None);
		assert_noop!(by(BANK), Error::<Test>::NotImpartial);
		assert_ok!(by(SECOND));
		assert_eq!(part(PART).state, State::Locked);
	});
}

#[test]
fn an_arbiter_admits_claims_that_were_registered_elsewhere_or_nowhere() {
	ExtBuilder::build_and_execute(|| {
		let it = admission(THIRD, 500);
		let by = |by| Financing::admit(signer(by), it);
		assert_noop!(by(THIRD), Error::<Test>::NotImpartial);
		assert_noop!(admit(admission(NOBODY, 1)), Error::<Test>::InvalidParty);
		assert_noop!(admit(admission(HOLDER, 1)), Error::<Test>::InvalidParty);
		assert_noop!(admit(admission(THIRD, 0)), Error::<Test>::InvalidAmount);
		assert_noop!(admit(admission(THIRD, AMOUNT + 1)), Error::<Test>::InvalidAmount);
		let late = Some(START + 1);
		assert_noop!(admit(Admission { registered: late, ..it }), Error::<Test>::InvalidTime);
		assert_noop!(admit(Admission { noticed: late, ..it }), Error::<Test>::InvalidTime);
		assert_noop!(admit(Admission { part: PartId(9), ..it }), Error::<Test>::NotFound);
		assert_ok!(admit(it));
		let details = Claims::<Test>::get(CLAIM).unwrap();
		assert_eq!((details.registered, details.standing), (None, Standing::Upheld));
		assert_eq!(last_event(), Event::Admitted { claim: CLAIM, details, by: actor(COURT) });
		assert_noop!(admit(it), Error::<Test>::AlreadyClaimed);
		assert_noop!(claim(THIRD, 1), Error::<Test>::AlreadyClaimed);
		assert_eq!(part(PART).state, State::Locked);
		// Registered elsewhere before the pledge, which is possible on what is free only.
		assert_ok!(Financing::withdraw_claim(signer(THIRD), CLAIM));
		pledged(AMOUNT);
		assert_ok!(admit(Admission { registered: Some(0), ..it }));
		assert_eq!(Financing::divide(PART, HOLDER, 600), [(THIRD, 500), (BANK, 100)]);
	});
}

#[test]
fn what_is_due_is_not_locked_any_more() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(Financing::claim(signer(THIRD), OTHER, 500, DIGEST));
		assert_ok!(claim(FOURTH, 500));
		assert_ok!(acknowledge(1));
		pass(1);
		assert_ok!(claim(THIRD, 500));
		pass_to(DUE);
		// Where another claim counts, one more can.
		assert_ok!(acknowledge(2));
		assert_noop!(acknowledge(0), DispatchError::Other("not idle"));
		assert_ok!(rule(0, true));
	});
}

#[test]
fn eight_count_a_pledge_among_them() {
	ExtBuilder::build_and_execute(|| {
		pledged(9_000);
		for (id, by) in (0..).zip(12..19) {
			pass(1);
			assert_ok!(claim(OrganizationId(by), 1));
			assert_ok!(acknowledge(id));
		}
		pass(1);
		assert_ok!(claim(THIRD, 1));
		assert_noop!(acknowledge(7), Error::<Test>::TooMany);
		assert_noop!(rule(7, true), Error::<Test>::TooMany);
		assert_noop!(admit(admission(FOURTH, 1)), Error::<Test>::TooMany);
		// All are paid, and the rest is the holder's though there is no room to say so.
		let payees = Financing::divide(PART, HOLDER, AMOUNT);
		assert_eq!((payees.len(), payees[0]), (8, (BANK, 9_001)));
		assert_ok!(repay(Amount::MAX));
		assert_ok!(acknowledge(7));
		let before = gained(HOLDER);
		settle(PART, AMOUNT);
		assert_eq!(gained(HOLDER) - before, AMOUNT as i128 - 8);
	});
}
