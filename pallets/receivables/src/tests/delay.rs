// SPDX-License-Identifier: Apache-2.0

use super::*;

fn pay_guaranteed(by: OrganizationId) -> DispatchResult {
	Debts::pay_guaranteed(signer(by), ID)
}

fn repay(by: OrganizationId) -> DispatchResult {
	Debts::repay(signer(by), ID)
}

fn overdue() -> Amount {
	Debts::query_exposure(MAKER, CNY).line.overdue
}

#[test]
fn without_a_guarantor_it_is_in_default_after_grace() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		pass_to(DUE - MINUTE);
		assert_eq!((status(), overdue()), (Status::Outstanding, 0));
		pass_to(DUE);
		let until = DUE + Grace::get();
		assert_eq!(last_event(), Event::Overdue { receivable: ID, until });
		assert_eq!((status(), overdue()), (Status::Overdue { until }, AMOUNT));
		pass_to(until - MINUTE);
		assert_eq!(status(), Status::Overdue { until });
		assert_eq!(reports(), []);
		pass_to(until);
		assert_eq!(last_event(), Event::Defaulted { receivable: ID });
		assert_eq!((status(), overdue()), (Status::Defaulted, AMOUNT));
		assert_eq!(reports(), [(MAKER, Outcome::Breached, 100)]);
		assert_noop!(pay_guaranteed(BANK), Error::<Test>::NotAuthorized);
		// The debtor can pay still, and is not reported again. Thirty days late by then.
		pass_to(DUE + 30 * DAY);
		assert_ok!(pay(MAKER));
		assert_eq!(overdue(), 0);
		distributed();
		assert_eq!(balance(TIER1), MONEY + AMOUNT + 30 * A_DAY);
		assert_eq!((status(), reports()), (Status::Paid, vec![]));
	});
}

#[test]
fn the_guarantor_is_called_and_pays() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		assert_ok!(split(TIER1, WHOLE, &[600_000, AMOUNT - 600_000]));
		passed(TIER1, PartId(1), TIER2, true);
		assert_noop!(pay_guaranteed(BANK), Error::<Test>::InvalidState);
		pass_to(DUE);
		assert_noop!(pay_guaranteed(BANK), Error::<Test>::InvalidState);
		pass(Grace::get());
		let until = Now::get() + CallPeriod::get();
		assert_eq!(last_event(), Event::Called { receivable: ID, guarantor: BANK, until });
		assert_eq!(status(), Status::Called { until });
		for other in [MAKER, TIER1, OTHER_BANK] {
			assert_noop!(pay_guaranteed(other), Error::<Test>::NotAuthorized);
		}
		assert_noop!(repay(MAKER), Error::<Test>::NothingOwed);
		// Six days late: 10,800 of interest, of which a sixth is the second tier's.
		pass(DAY);
		assert_ok!(pay_guaranteed(BANK));
		assert_eq!(gained(BANK), -3_610_800);
		let expected = [(MAKER, Outcome::Breached, 100), (BANK, Outcome::Fulfilled, 10)];
		assert_eq!(reports(), expected);
		assert_noop!(pay_guaranteed(BANK), Error::<Test>::InvalidState);
		assert_noop!(pay(MAKER), Error::<Test>::InvalidState);
		distributed();
		assert_eq!([gained(TIER1), gained(TIER2)], [3_009_000, 601_800]);
		assert_eq!(status(), Status::Subrogated);
		// Both lines are used until the debtor has repaid it, ten days later.
		assert_eq!(overdue(), AMOUNT);
		assert_eq!(Debts::query_guarantees(BANK, MAKER, CNY).outstanding, AMOUNT);
		for organization in [MAKER, BANK] {
			assert_noop!(settled(organization), Error::<Test>::OpenReceivables);
		}
		assert_noop!(pay(MAKER), Error::<Test>::InvalidState);
		assert_noop!(repay(BANK), Error::<Test>::NotAuthorized);
		pass_to(DUE + 16 * DAY);
		assert_ok!(repay(MAKER));
		// 3,610,800 · 18 % · 10 / 360 = 18,054.
		let (amount, interest, by) = (3_610_800, 18_054, actor(MAKER));
		assert_eq!(last_event(), Event::Repaid { receivable: ID, amount, interest, by });
		assert_eq!([gained(MAKER), gained(BANK)], [-3_628_854, 18_054]);
		assert_eq!((status(), overdue()), (Status::Paid, 0));
		assert_eq!(Debts::query_guarantees(BANK, MAKER, CNY).outstanding, 0);
		assert_noop!(repay(MAKER), Error::<Test>::NothingOwed);
		for organization in [MAKER, BANK, TIER1, TIER2] {
			assert_ok!(settled(organization));
		}
		assert_eq!(reports(), []);
	});
}

#[test]
fn a_guarantor_is_repaid_while_holders_are_paid() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		assert_ok!(split(TIER1, WHOLE, &[600_000, AMOUNT - 600_000]));
		pass_to(DUE);
		pass(Grace::get());
		assert_ok!(pay_guaranteed(BANK));
		assert_ok!(Debts::advance(signer(BANK), ID, 1));
		assert_ok!(repay(MAKER));
		assert!(matches!(status(), Status::Paying { .. }));
		assert_ok!(settled(MAKER));
		check();
		distributed();
		assert_eq!(status(), Status::Paid);
		assert_eq!([gained(MAKER), gained(BANK)], [-3_609_000, 0]);
	});
}

#[test]
fn the_debtor_pays_while_the_guarantor_is_called() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		pass_to(DUE);
		pass(Grace::get());
		assert_ok!(pay(MAKER));
		assert_noop!(pay_guaranteed(BANK), Error::<Test>::InvalidState);
		assert_eq!(reports(), [(MAKER, Outcome::Late, 30)]);
		distributed();
		assert_eq!((status(), gained(BANK)), (Status::Paid, 0));
	});
}

#[test]
fn a_guarantor_that_does_not_pay_has_breached() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		pass_to(DUE);
		pass(Grace::get());
		pass(CallPeriod::get());
		assert_eq!(status(), Status::Defaulted);
		let expected = [(MAKER, Outcome::Breached, 100), (BANK, Outcome::Breached, 100)];
		assert_eq!(reports(), expected);
		// It can still pay, which is reported no more: fifteen days late.
		assert_ok!(pay_guaranteed(BANK));
		distributed();
		assert_eq!(balance(TIER1), MONEY + AMOUNT + 15 * A_DAY);
		assert_eq!((status(), reports()), (Status::Subrogated, vec![]));
		assert_ok!(repay(MAKER));
		assert_eq!(status(), Status::Paid);
	});
}

#[test]
fn a_suspended_guarantor_is_called_all_the_same() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		Suspended::set([BANK].into());
		pass_to(DUE);
		pass(Grace::get());
		assert!(matches!(status(), Status::Called { .. }));
		assert_noop!(pay_guaranteed(BANK), DispatchError::Other("suspended"));
		pass(CallPeriod::get());
		assert_eq!(status(), Status::Defaulted);
	});
}

#[test]
fn a_blocked_guarantor_is_owed_what_is_repaid() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		pass_to(DUE);
		pass(Grace::get());
		assert_ok!(pay_guaranteed(BANK));
		distributed();
		block(BANK);
		assert_ok!(repay(MAKER));
		assert_eq!(Owed::<Test>::get(BANK, CNY), AMOUNT + 5 * A_DAY);
		assert_noop!(settled(BANK), Error::<Test>::OpenReceivables);
		unblock(BANK);
		assert_ok!(Debts::collect(signer(TIER3), BANK, CNY));
		assert_eq!(gained(BANK), 0);
	});
}

#[test]
fn nobody_pays_or_repays_what_is_not_there() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(pay_guaranteed(BANK), Error::<Test>::NotFound);
		assert_noop!(repay(MAKER), Error::<Test>::NotFound);
	});
}

#[test]
fn a_guarantor_gives_up_what_it_will_not_get() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		let forgive = |by| Debts::forgive(signer(by), ID);
		assert_noop!(forgive(BANK), Error::<Test>::NothingOwed);
		pass_to(DUE);
		pass(Grace::get());
		assert_ok!(pay_guaranteed(BANK));
		assert_noop!(forgive(MAKER), Error::<Test>::NotAuthorized);
		distributed();
		assert_eq!(status(), Status::Subrogated);
		assert_ok!(forgive(BANK));
		let (amount, by) = (3_609_000, actor(BANK));
		assert_eq!(last_event(), Event::Forgiven { receivable: ID, amount, by });
		assert_noop!(forgive(BANK), Error::<Test>::NothingOwed);
		assert_noop!(repay(MAKER), Error::<Test>::NothingOwed);
		assert_eq!((status(), gained(BANK)), (Status::Paid, -3_609_000));
		for organization in [MAKER, BANK] {
			assert_ok!(settled(organization));
		}
	});
}
