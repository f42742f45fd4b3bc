// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn the_debtor_pays_once_and_every_holder_gets_its_part() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[600_000, 1_000_000, 2_000_000]));
		passed(TIER1, PartId(1), TIER2, false);
		passed(TIER1, PartId(2), TIER3, true);
		assert_noop!(pay(TIER1), Error::<Test>::NotAuthorized);
		let unknown = Debts::pay(signer(MAKER), ReceivableId(1));
		assert_noop!(unknown, Error::<Test>::NotFound);
		assert_ok!(pay(MAKER));
		let (receivable, principal, interest, by) = (ID, AMOUNT, 0, actor(MAKER));
		assert_eq!(last_event(), Event::Paid { receivable, principal, interest, by });
		assert_noop!(pay(MAKER), Error::<Test>::InvalidState);
		assert_eq!(balance(MAKER), MONEY - AMOUNT);
		assert_eq!(Assets::balance(CNY, Debts::account()), AMOUNT);
		// Three at a time, and then the end.
		pass(0);
		assert!(matches!(status(), Status::Paying { .. }));
		assert_eq!(super::receivable().outstanding, 0);
		pass(MINUTE);
		assert_eq!(status(), Status::Paid);
		assert_eq!(last_event(), Event::Concluded { receivable: ID });
		assert_eq!([gained(TIER1), gained(TIER2), gained(TIER3)], [2_000_000, 600_000, 1_000_000]);
		assert_eq!((part(1).status, part(1).holder), (PartStatus::Paid, TIER2));
		assert_eq!(reports(), [(MAKER, Outcome::Fulfilled, 10)]);
		assert_noop!(pay(MAKER), Error::<Test>::InvalidState);
	});
}

#[test]
fn anybody_has_a_distribution_go_on() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let advance = |limit| Debts::advance(RuntimeOrigin::signed(77), ID, limit);
		let unknown = Debts::advance(RuntimeOrigin::signed(77), ReceivableId(1), 1);
		assert_eq!(unknown.unwrap_err().error, Error::<Test>::NotFound.into());
		assert_eq!(advance(1).unwrap_err().error, Error::<Test>::InvalidState.into());
		assert_ok!(split(TIER1, WHOLE, &[1; 16].map(|it| it * AMOUNT / 16)));
		assert_ok!(pay(MAKER));
		let leaves = || Leaves::<Test>::iter_key_prefix(ID).count();
		assert_ok!(advance(0));
		assert_eq!(leaves(), 15);
		check();
		assert_ok!(advance(4));
		assert_eq!(leaves(), 11);
		assert_eq!(receivable().timer, Some(START + MINUTE));
		check();
		assert_ok!(advance(u32::MAX));
		assert_eq!((leaves(), status(), receivable().timer), (0, Status::Paid, None));
		assert_eq!(balance(TIER1), MONEY + AMOUNT);
		assert_eq!(advance(1).unwrap_err().error, Error::<Test>::InvalidState.into());
	});
}

#[test]
fn interest_for_delay_is_shared_to_the_last_unit() {
	ExtBuilder::build_and_execute(|| {
		accepted_on(Terms { late_rate: 1_000, ..terms() });
		// At 10 % a day costs 1,000: three parts of a third have 333, 333 and 334 in some order.
		assert_ok!(split(TIER1, WHOLE, &[AMOUNT / 3; 3]));
		for (id, to) in [(1, TIER2), (2, TIER3), (3, BANK)] {
			passed(TIER1, PartId(id), to, false);
		}
		pass_to(DUE + DAY + HOUR);
		assert_eq!(Debts::query_receivable(ID).unwrap().interest, 1_000);
		assert_ok!(pay(MAKER));
		assert_eq!(balance(MAKER), MONEY - AMOUNT - 1_000);
		let mut shares = vec![];
		for _ in 0..3 {
			assert_ok!(Debts::advance(signer(TIER1), ID, 1));
			check();
			shares.push([TIER2, TIER3, BANK].map(|it| balance(it) - MONEY).iter().sum::<Amount>());
		}
		let third = AMOUNT / 3;
		assert_eq!(shares, [third + 333, 2 * third + 666, 3 * third + 1_000]);
		distributed();
		assert_eq!(reports(), [(MAKER, Outcome::Late, 30)]);
	});
}

#[test]
fn what_is_paid_when_due_is_in_time() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		Now::set(DUE);
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(reports(), [(MAKER, Outcome::Fulfilled, 10)]);
		assert_eq!(balance(TIER1), MONEY + AMOUNT);
	});
}

#[test]
fn what_is_paid_less_than_a_day_later_is_in_time() {
	for (late, outcome) in
		[(DAY - 1, (MAKER, Outcome::Fulfilled, 10)), (DAY, (MAKER, Outcome::Late, 30))]
	{
		ExtBuilder::build_and_execute(|| {
			accepted();
			pass_to(DUE + late);
			assert_ok!(pay(MAKER));
			distributed();
			assert_eq!(reports(), [outcome]);
			assert_eq!(balance(TIER1) > MONEY + AMOUNT, late == DAY);
		});
	}
}

#[test]
fn a_debtor_without_money_does_not_pay() {
	ExtBuilder::build_and_execute(|| {
		accepted_on(Terms { amount: MONEY + 1, ..terms() });
		let other = ReceivableId(1);
		assert_ok!(line(MAKER, 2 * MONEY));
		assert_ok!(draft(Terms { amount: MONEY + 1, ..terms() }));
		assert_ok!(Debts::accept(signer(MAKER), other, MONEY + 1));
		let pay_other = || Debts::pay(signer(MAKER), other);
		assert_noop!(pay_other(), DispatchError::Token(TokenError::FundsUnavailable));
		block(MAKER);
		assert!(pay(MAKER).is_err());
		unblock(MAKER);
		assert_ok!(pay(MAKER));
		distributed();
	});
}

#[test]
fn a_blocked_account_keeps_nobody_waiting() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[600_000, AMOUNT - 600_000]));
		passed(TIER1, PartId(1), TIER2, false);
		let collect = |of| Debts::collect(RuntimeOrigin::signed(77), of, CNY);
		assert_noop!(collect(TIER2), Error::<Test>::NothingOwed);
		block(TIER2);
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(status(), Status::Paid);
		assert_eq!([gained(TIER1), gained(TIER2)], [3_000_000, 0]);
		assert_eq!(Owed::<Test>::get(TIER2, CNY), 600_000);
		assert_eq!(Debts::query_owed(TIER2, CNY), 600_000);
		assert!(collect(TIER2).is_err());
		check();
		assert_noop!(settled(TIER2), Error::<Test>::OpenReceivables);
		unblock(TIER2);
		assert_noop!(collect(TIER1), Error::<Test>::NothingOwed);
		let other = Debts::collect(RuntimeOrigin::signed(77), TIER2, USD);
		assert_noop!(other, Error::<Test>::NothingOwed);
		assert_ok!(collect(TIER2));
		let expected = Event::Collected { organization: TIER2, asset: CNY, amount: 600_000 };
		assert_eq!(last_event(), expected);
		assert_eq!(gained(TIER2), 600_000);
		assert_noop!(collect(TIER2), Error::<Test>::NothingOwed);
		assert_ok!(settled(TIER2));
	});
}

#[test]
fn suspended_holders_are_paid() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, false);
		Suspended::set([TIER1, TIER2].into());
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(balance(TIER2), MONEY + AMOUNT);
	});
}

#[test]
fn claims_on_a_locked_part_are_paid_in_order() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[1_000_000, AMOUNT - 1_000_000]));
		assert_ok!(Debts::lock(PartId(1), TIER1));
		ClaimTable::set([(PartId(1), vec![(BANK, 700_000), (OTHER_BANK, 200_000)])].into());
		block(OTHER_BANK);
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!([gained(TIER1), gained(BANK), gained(OTHER_BANK)], [2_700_000, 700_000, 0]);
		assert_eq!(Owed::<Test>::get(OTHER_BANK, CNY), 200_000);
		assert_eq!(Ended::get(), [PartId(1)]);
		assert_eq!(part(1).status, PartStatus::Paid);
	});
}

#[test]
fn no_more_than_was_paid_goes_to_claims() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(Debts::lock(WHOLE, TIER1));
		// Nine and more are not looked at; the holder has what is left.
		let many = vec![(BANK, 100_000); 12];
		ClaimTable::set([(WHOLE, many)].into());
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!([gained(BANK), gained(TIER1)], [800_000, 2_800_000]);
		check();
	});
}

#[test]
fn whoever_claims_too_much_gets_what_there_is() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(draft(terms()));
		assert_ok!(Debts::accept(signer(MAKER), ReceivableId(1), AMOUNT));
		// What is paid for another receivable lies in the same place.
		assert_ok!(Debts::pay(signer(MAKER), ReceivableId(1)));
		assert_ok!(Debts::lock(WHOLE, TIER1));
		let claims = vec![(BANK, 3_000_000), (OTHER_BANK, 1_000_000), (TIER3, Amount::MAX / 2)];
		ClaimTable::set([(WHOLE, claims)].into());
		assert_ok!(pay(MAKER));
		assert_ok!(Debts::advance(signer(MAKER), ID, 2));
		let all = [BANK, OTHER_BANK, TIER3, TIER1].map(gained);
		assert_eq!(all, [3_000_000, 600_000, 0, 0]);
		assert_eq!(status(), Status::Paid);
	});
}

#[test]
fn two_receivables_do_not_touch_each_others_money() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let second = ReceivableId(1);
		assert_ok!(Debts::draft(signer(TIER2), MAKER, false, Terms { asset: CNY, ..terms() }));
		assert_ok!(Debts::accept(signer(MAKER), second, 2_000_000));
		assert_ok!(pay(MAKER));
		assert_ok!(Debts::pay(signer(MAKER), second));
		assert_eq!(Assets::balance(CNY, Debts::account()), AMOUNT + 2_000_000);
		assert_ok!(Debts::advance(signer(TIER1), second, 9));
		check();
		assert_eq!([gained(TIER1), gained(TIER2)], [0, 2_000_000]);
		distributed();
		assert_eq!(gained(TIER1), 3_600_000);
	});
}
