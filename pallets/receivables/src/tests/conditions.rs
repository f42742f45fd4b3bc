// SPDX-License-Identifier: Apache-2.0

use super::*;

const SHIPMENT: Fact = Fact::Delivered(3);
const LOT: Fact = Fact::Inspected(4);

fn on(conditions: &[(Fact, Gate)]) {
	let all = conditions.iter().map(|(fact, gates)| Condition { fact: *fact, gates: *gates });
	let conditions = Conditions::truncate_from(all.collect());
	accepted_on(Terms { conditions, ..terms() });
}

/// Something holds of the supplier.
fn holds(fact: Fact) {
	FactTable::mutate(|all| all.push((fact, TIER1, MAKER)));
}

fn settle(index: u32) -> DispatchResult {
	Debts::settle_condition(RuntimeOrigin::signed(77), ID, index)
}

#[test]
fn a_transfer_waits_for_its_conditions() {
	ExtBuilder::build_and_execute(|| {
		on(&[(SHIPMENT, Gate::Transfer), (LOT, Gate::Transfer)]);
		assert_ok!(offer(TIER1, WHOLE, TIER2, false));
		assert_noop!(take(TIER2, WHOLE), Error::<Test>::ConditionNotMet);
		holds(SHIPMENT);
		assert_noop!(take(TIER2, WHOLE), Error::<Test>::ConditionNotMet);
		// Of another supplier it does not count.
		FactTable::mutate(|all| all.extend([(LOT, TIER2, MAKER), (LOT, TIER1, TIER2)]));
		assert_noop!(take(TIER2, WHOLE), Error::<Test>::ConditionNotMet);
		holds(LOT);
		assert_ok!(take(TIER2, WHOLE));
		// It held then, and does no longer.
		FactTable::set(vec![]);
		assert_ok!(offer(TIER2, WHOLE, TIER3, false));
		assert_noop!(take(TIER3, WHOLE), Error::<Test>::ConditionNotMet);
		let hand_over = || Debts::hand_over(WHOLE, TIER3, false, None);
		assert_noop!(hand_over(), Error::<Test>::NotIdle);
		assert_ok!(Debts::recall(signer(TIER2), WHOLE));
		assert_noop!(hand_over(), Error::<Test>::ConditionNotMet);
		// Payment does not wait for it.
		assert_ok!(pay(MAKER));
		distributed();
	});
}

#[test]
fn what_was_shown_counts_for_good() {
	ExtBuilder::build_and_execute(|| {
		on(&[(SHIPMENT, Gate::Transfer)]);
		assert_noop!(settle(0), Error::<Test>::ConditionNotMet);
		assert_noop!(settle(1), Error::<Test>::NoCondition);
		let unknown = Debts::settle_condition(signer(MAKER), ReceivableId(1), 0);
		assert_noop!(unknown, Error::<Test>::NotFound);
		holds(SHIPMENT);
		assert_ok!(settle(0));
		assert_eq!(last_event(), Event::ConditionMet { receivable: ID, index: 0 });
		assert_noop!(settle(0), Error::<Test>::AlreadyMet);
		FactTable::set(vec![]);
		passed(TIER1, WHOLE, TIER2, false);
		assert_eq!(receivable().due, DUE);
	});
}

#[test]
fn nothing_is_due_before_its_conditions_are_met() {
	ExtBuilder::build_and_execute(|| {
		on(&[(SHIPMENT, Gate::Payment), (LOT, Gate::Payment), (SHIPMENT, Gate::Transfer)]);
		holds(SHIPMENT);
		pass_to(DUE);
		assert_eq!(last_event(), Event::Waits { receivable: ID });
		assert_eq!((status(), receivable().timer), (Status::Outstanding, None));
		// The first condition was met by itself, and nothing else.
		assert_noop!(settle(0), Error::<Test>::AlreadyMet);
		assert_eq!((receivable().payment_gates, receivable().transfer_gates), (1, 1));
		pass(20 * DAY);
		assert_eq!(status(), Status::Outstanding);
		holds(LOT);
		assert_ok!(settle(1));
		let due = DUE + 20 * DAY;
		assert_eq!(last_event(), Event::DueMoved { receivable: ID, due });
		assert_eq!(receivable().due, due);
		pass(0);
		assert_eq!(status(), Status::Overdue { until: due + Grace::get() });
		// Three days late: not twenty-three.
		pass(3 * DAY);
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(balance(TIER1), MONEY + AMOUNT + 3 * A_DAY);
		assert_eq!(reports(), [(MAKER, Outcome::Late, 30)]);
	});
}

#[test]
fn a_condition_that_holds_in_time_moves_nothing() {
	ExtBuilder::build_and_execute(|| {
		on(&[(SHIPMENT, Gate::Payment), (LOT, Gate::Transfer)]);
		holds(SHIPMENT);
		pass(DAY);
		assert_ok!(settle(0));
		assert_eq!((receivable().due, receivable().timer), (DUE, Some(DUE)));
		pass_to(DUE);
		assert!(matches!(status(), Status::Overdue { .. }));
		assert_eq!(receivable().due, DUE);
	});
}

#[test]
fn what_holds_when_it_is_due_need_not_be_shown() {
	ExtBuilder::build_and_execute(|| {
		on(&[(SHIPMENT, Gate::Payment)]);
		holds(SHIPMENT);
		pass_to(DUE);
		assert_eq!(status(), Status::Overdue { until: DUE + Grace::get() });
		assert_eq!((receivable().due, receivable().payment_gates), (DUE, 0));
	});
}

#[test]
fn whoever_pays_as_soon_as_it_holds_is_not_late() {
	ExtBuilder::build_and_execute(|| {
		on(&[(SHIPMENT, Gate::Payment)]);
		pass_to(DUE + 20 * DAY);
		holds(SHIPMENT);
		assert_ok!(pay(MAKER));
		distributed();
		assert_eq!(balance(TIER1), MONEY + AMOUNT);
		assert_eq!(reports(), [(MAKER, Outcome::Fulfilled, 10)]);
	});
}

#[test]
fn a_license_can_be_a_condition() {
	ExtBuilder::build_and_execute(|| {
		let fact = Fact::Licensed(LicenseId(7), type_code());
		on(&[(fact, Gate::Payment); 8]);
		holds(fact);
		assert_ok!(settle(7));
		assert_eq!(receivable().payment_gates, 7);
		assert_ok!(pay(MAKER));
		assert_eq!(receivable().payment_gates, 0);
		distributed();
	});
}

#[test]
fn conditions_of_what_is_over_or_frozen_are_not_settled() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(line(MAKER, AMOUNT));
		let condition = Condition { fact: SHIPMENT, gates: Gate::Transfer };
		let conditions = Conditions::truncate_from(vec![condition]);
		assert_ok!(draft(Terms { conditions, ..terms() }));
		holds(SHIPMENT);
		assert_noop!(settle(0), Error::<Test>::InvalidState);
		assert_ok!(accept(MAKER, AMOUNT));
		assert_ok!(freeze());
		assert_noop!(settle(0), Error::<Test>::InvalidState);
		assert_ok!(unfreeze());
		assert_ok!(pay(MAKER));
		assert_noop!(settle(0), Error::<Test>::InvalidState);
		distributed();
	});
}

#[test]
fn a_frozen_receivable_goes_on_to_wait() {
	ExtBuilder::build_and_execute(|| {
		on(&[(SHIPMENT, Gate::Payment)]);
		pass_to(DUE + DAY);
		assert_ok!(freeze());
		pass(DAY);
		assert_ok!(unfreeze());
		pass(MINUTE);
		assert_eq!((status(), receivable().timer), (Status::Outstanding, None));
		holds(SHIPMENT);
		assert_ok!(settle(0));
		pass(0);
		assert!(matches!(status(), Status::Overdue { .. }));
	});
}

#[test]
fn a_debtor_waives_conditions_by_paying() {
	ExtBuilder::build_and_execute(|| {
		on(&[(SHIPMENT, Gate::Payment), (LOT, Gate::Payment), (SHIPMENT, Gate::Transfer)]);
		holds(SHIPMENT);
		// The lot will never pass: nothing is due, however late it is.
		pass_to(DUE + 50 * DAY);
		assert_eq!((status(), reports()), (Status::Outstanding, vec![]));
		assert_ok!(pay(MAKER));
		let told = Debts::query_history(ID, None, 20).items;
		let acts = told.iter().rev().take(4).map(|it| it.act).collect::<Vec<_>>();
		let expected = [Act::Paid, Act::DueMoved, Act::ConditionWaived, Act::Waits];
		assert_eq!(acts, expected);
		assert_eq!((receivable().payment_gates, receivable().transfer_gates), (0, 1));
		distributed();
		assert_eq!(gained(TIER1), i128::try_from(AMOUNT).unwrap());
		assert_eq!(reports(), [(MAKER, Outcome::Fulfilled, 10)]);
	});
}
