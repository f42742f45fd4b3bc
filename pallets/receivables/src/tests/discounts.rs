// SPDX-License-Identifier: Apache-2.0

use super::*;

fn offer_discount(by: OrganizationId, part: u64, off: Amount) -> DispatchResult {
	Debts::offer_discount(signer(by), PartId(part), off, Now::get() + DAY)
}

fn take_discount(by: OrganizationId, part: u64) -> DispatchResult {
	Debts::take_discount(signer(by), PartId(part), AMOUNT)
}

#[test]
fn a_part_is_paid_early_for_less() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[1_000_000, AMOUNT - 1_000_000]));
		passed(TIER1, PartId(1), TIER2, true);
		assert_noop!(offer_discount(TIER1, 1, 5), Error::<Test>::NotAuthorized);
		for off in [0, 1_000_000, Amount::MAX] {
			assert_noop!(offer_discount(TIER2, 1, off), Error::<Test>::InvalidAmount);
		}
		for until in [Now::get(), DUE + 1] {
			let result = Debts::offer_discount(signer(TIER2), PartId(1), 5, until);
			assert_noop!(result, Error::<Test>::InvalidAnswerTime);
		}
		assert_noop!(take_discount(MAKER, 1), Error::<Test>::NoDiscount);
		assert_noop!(take_discount(MAKER, 9), Error::<Test>::NotFound);
		assert_ok!(offer_discount(TIER2, 1, 20_000));
		// Another takes its place.
		assert_ok!(offer_discount(TIER2, 1, 15_000));
		let discount = Discount { amount_off: 15_000, until: Now::get() + DAY };
		let expected = Event::DiscountOffered { part: PartId(1), discount, by: actor(TIER2) };
		assert_eq!(last_event(), expected);
		assert_noop!(take_discount(TIER2, 1), Error::<Test>::NotAuthorized);
		assert_ok!(take_discount(MAKER, 1));
		let expected = Event::DiscountTaken { part: PartId(1), amount: 985_000, by: actor(MAKER) };
		assert_eq!(last_event(), expected);
		assert_eq!([gained(MAKER), gained(TIER2)], [-985_000, 985_000]);
		assert_eq!(part(1).status, PartStatus::Paid);
		let it = receivable();
		assert_eq!((it.outstanding, it.paid), (AMOUNT - 1_000_000, 1_000_000));
		assert_eq!(Debts::query_exposure(MAKER, CNY).line.outstanding, AMOUNT - 1_000_000);
		assert_noop!(take_discount(MAKER, 1), Error::<Test>::InvalidState);
		// What is left is paid when it is due.
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(gained(TIER1), 2_600_000);
	});
}

#[test]
fn with_the_last_part_it_is_paid() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(Debts::propose_cancellation(signer(MAKER), ID, DIGEST));
		assert_ok!(offer_discount(TIER1, 0, AMOUNT - 1));
		assert_ok!(take_discount(MAKER, 0));
		assert_eq!(last_event(), Event::Concluded { receivable: ID });
		assert_eq!((status(), receivable().timer), (Status::Paid, None));
		assert_eq!(Proposals::<Test>::get(ID), None);
		assert_eq!(reports(), [(MAKER, Outcome::Fulfilled, 10)]);
		assert_eq!(gained(TIER1), 1);
		pass_to(DUE + DAY);
		assert_eq!(status(), Status::Paid);
		assert_noop!(pay(MAKER), Error::<Test>::InvalidState);
	});
}

#[test]
fn a_discount_ends() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let withdraw = |by| Debts::withdraw_discount(signer(by), WHOLE);
		assert_noop!(withdraw(TIER1), Error::<Test>::NoDiscount);
		assert_ok!(offer_discount(TIER1, 0, 5));
		assert_noop!(withdraw(MAKER), Error::<Test>::NotAuthorized);
		assert_ok!(withdraw(TIER1));
		assert_eq!(last_event(), Event::DiscountWithdrawn { part: WHOLE, by: actor(TIER1) });
		assert_noop!(take_discount(MAKER, 0), Error::<Test>::NoDiscount);
		assert_ok!(offer_discount(TIER1, 0, 5));
		pass(DAY);
		assert_noop!(take_discount(MAKER, 0), Error::<Test>::Expired);
		// It is for a part as it is, of whom it is.
		assert_ok!(offer_discount(TIER1, 0, 5));
		assert_ok!(offer(TIER1, WHOLE, TIER2, false));
		assert_noop!(take_discount(MAKER, 0), Error::<Test>::NotIdle);
		assert_noop!(offer_discount(TIER1, 0, 5), Error::<Test>::NotIdle);
		assert_ok!(take(TIER2, WHOLE));
		assert_noop!(take_discount(MAKER, 0), Error::<Test>::NoDiscount);
		assert_ok!(offer_discount(TIER2, 0, 5));
		assert_ok!(Debts::credit_note(signer(TIER2), WHOLE, 1, DIGEST));
		assert_noop!(take_discount(MAKER, 0), Error::<Test>::NoDiscount);
		assert_ok!(offer_discount(TIER2, 0, 5));
		assert_ok!(Debts::lock(WHOLE, TIER2));
		assert_noop!(take_discount(MAKER, 0), Error::<Test>::NotIdle);
		Debts::unlock(WHOLE);
		assert_noop!(take_discount(MAKER, 0), Error::<Test>::NoDiscount);
		assert_ok!(offer_discount(TIER2, 0, 5));
		assert_ok!(split(TIER2, WHOLE, &[1, AMOUNT - 2]));
		assert_noop!(take_discount(MAKER, 0), Error::<Test>::InvalidState);
		assert_eq!(Discounts::<Test>::iter().count(), 0);
	});
}

#[test]
fn nothing_is_discounted_once_it_is_due() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		pass_to(DUE - HOUR);
		assert_ok!(Debts::offer_discount(signer(TIER1), WHOLE, 5, DUE));
		pass(HOUR);
		assert_noop!(take_discount(MAKER, 0), Error::<Test>::InvalidState);
		assert_noop!(offer_discount(TIER1, 0, 5), Error::<Test>::InvalidState);
		assert_ok!(Debts::withdraw_discount(signer(TIER1), WHOLE));
	});
}

#[test]
fn a_discount_is_taken_whatever_conditions_there_are() {
	ExtBuilder::build_and_execute(|| {
		let condition = Condition { fact: Fact::Delivered(1), gates: Gate::Payment };
		let conditions = Conditions::truncate_from(vec![condition]);
		accepted_on(Terms { conditions, ..terms() });
		assert_ok!(split(TIER1, WHOLE, &[6, AMOUNT - 6]));
		assert_ok!(offer_discount(TIER1, 1, 5));
		assert_ok!(take_discount(MAKER, 1));
		// The rest waits for them still.
		assert_eq!((receivable().payment_gates, gained(TIER1)), (1, 1));
		pass_to(DUE + DAY);
		assert_eq!(status(), Status::Outstanding);
	});
}

#[test]
fn a_discount_is_taken_as_it_was_seen() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(offer_discount(TIER1, 0, 500));
		let take = |at_most| Debts::take_discount(signer(MAKER), WHOLE, at_most);
		// The holder would have more for it meanwhile.
		assert_ok!(offer_discount(TIER1, 0, 400));
		assert_noop!(take(AMOUNT - 500), Error::<Test>::NoDiscount);
		assert_noop!(take(AMOUNT - 401), Error::<Test>::NoDiscount);
		assert_ok!(take(AMOUNT - 400));
	});
}

#[test]
fn a_blocked_holder_is_owed() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(offer_discount(TIER1, 0, 600_000));
		block(TIER1);
		assert_ok!(take_discount(MAKER, 0));
		assert_eq!(Owed::<Test>::get(TIER1, CNY), 3_000_000);
		check();
		unblock(TIER1);
		assert_ok!(Debts::collect(signer(MAKER), TIER1, CNY));
		assert_eq!([gained(MAKER), gained(TIER1)], [-3_000_000, 3_000_000]);
	});
}

#[test]
fn a_debtor_without_money_takes_no_discount() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(offer_discount(TIER1, 0, 600_000));
		block(MAKER);
		assert!(take_discount(MAKER, 0).is_err());
		unblock(MAKER);
		assert_eq!(Owed::<Test>::iter().count(), 0);
		assert_ok!(take_discount(MAKER, 0));
	});
}
