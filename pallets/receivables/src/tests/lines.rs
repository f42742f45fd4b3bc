// SPDX-License-Identifier: Apache-2.0

use super::*;

fn limits(debtor: OrganizationId) -> (Amount, Amount, Amount) {
	let it = Debts::query_exposure(debtor, CNY).line;
	(it.limit, it.outstanding, it.overdue)
}

fn guarantee(by: OrganizationId) -> DispatchResult {
	Debts::guarantee(signer(by), ID)
}

fn set_guarantee(by: OrganizationId, limit: Amount) -> DispatchResult {
	Debts::set_guarantee(signer(by), MAKER, CNY, limit)
}

fn guarantees(by: OrganizationId) -> (Amount, Amount) {
	let it = Debts::query_guarantees(by, MAKER, CNY);
	(it.limit, it.outstanding)
}

#[test]
fn nothing_is_accepted_beyond_the_line() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(draft(terms()));
		assert_noop!(accept(MAKER, 1), Error::<Test>::LineExceeded);
		// A line in another asset is none, nor is the supplier's.
		assert_ok!(Debts::set_line(signer(MAKER), USD, AMOUNT));
		assert_ok!(line(TIER1, AMOUNT));
		assert_noop!(accept(MAKER, 1), Error::<Test>::LineExceeded);
		assert_ok!(line(MAKER, AMOUNT - 1));
		let expected = Event::LineSet { asset: CNY, limit: AMOUNT - 1, by: actor(MAKER) };
		assert_eq!(last_event(), expected);
		assert_noop!(accept(MAKER, AMOUNT), Error::<Test>::LineExceeded);
		assert_ok!(accept(MAKER, AMOUNT - 1));
		assert_eq!(limits(MAKER), (AMOUNT - 1, AMOUNT - 1, 0));
		assert_ok!(draft(terms()));
		let second = |amount| Debts::accept(signer(MAKER), ReceivableId(1), amount);
		assert_noop!(second(1), Error::<Test>::LineExceeded);
		// Less than what is owed is fine, and nothing new.
		assert_ok!(line(MAKER, 5));
		assert_eq!(limits(MAKER), (5, AMOUNT - 1, 0));
		assert_noop!(second(1), Error::<Test>::LineExceeded);
		assert_eq!(Debts::query_exposure(MAKER, CNY).available, 0);
		assert_ok!(line(MAKER, AMOUNT));
		assert_eq!(Debts::query_exposure(MAKER, CNY).available, 1);
		assert_ok!(second(1));
	});
}

#[test]
fn a_line_is_free_again_when_it_is_paid() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(line(MAKER, 0));
		assert_ok!(pay(MAKER));
		assert_eq!(limits(MAKER), (0, 0, 0));
		assert_eq!(Lines::<Test>::iter().count(), 0);
		distributed();
	});
}

#[test]
fn lines_are_in_assets_that_exist() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(Debts::set_line(signer(MAKER), 9, 1), Error::<Test>::UnknownAsset);
		let set = |debtor, asset| Debts::set_guarantee(signer(BANK), debtor, asset, 1);
		assert_noop!(set(MAKER, 9), Error::<Test>::UnknownAsset);
		assert_noop!(set(BANK, CNY), Error::<Test>::InvalidParty);
		assert_noop!(set(NOBODY, CNY), Error::<Test>::NotInGoodStanding);
		// One that says nothing is not kept.
		assert_ok!(line(MAKER, 0));
		assert_ok!(set_guarantee(BANK, 0));
		assert_eq!(Lines::<Test>::iter().count() + Guarantees::<Test>::iter().count(), 0);
	});
}

#[test]
fn who_has_a_line_for_the_debtor_guarantees() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(guarantee(BANK), Error::<Test>::NotFound);
		assert_ok!(line(MAKER, 10 * AMOUNT));
		assert_ok!(draft(terms()));
		assert_ok!(set_guarantee(BANK, AMOUNT - 1));
		assert_noop!(guarantee(BANK), Error::<Test>::InvalidState);
		assert_ok!(accept(MAKER, AMOUNT));
		for side in [MAKER, TIER1] {
			assert_noop!(guarantee(side), Error::<Test>::InvalidParty);
		}
		assert_noop!(guarantee(OTHER_BANK), Error::<Test>::LineExceeded);
		assert_noop!(guarantee(BANK), Error::<Test>::LineExceeded);
		assert_ok!(set_guarantee(BANK, AMOUNT));
		assert_ok!(guarantee(BANK));
		assert_eq!(last_event(), Event::Guaranteed { receivable: ID, by: actor(BANK) });
		assert_eq!(guarantees(BANK), (AMOUNT, AMOUNT));
		assert_eq!(receivable().guarantor, Some(BANK));
		assert_noop!(guarantee(BANK), Error::<Test>::AlreadyGuaranteed);
		assert_ok!(set_guarantee(OTHER_BANK, AMOUNT));
		assert_noop!(guarantee(OTHER_BANK), Error::<Test>::AlreadyGuaranteed);
		assert_ok!(set_guarantee(BANK, 3));
		assert_eq!(guarantees(BANK), (3, AMOUNT));
		assert_ok!(pay(MAKER));
		assert_eq!(guarantees(BANK), (3, 0));
		distributed();
	});
}

#[test]
fn a_line_of_a_guarantor_is_for_all_it_guarantees() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		assert_ok!(set_guarantee(BANK, 2 * AMOUNT - 1));
		assert_ok!(draft(terms()));
		let second = ReceivableId(1);
		assert_ok!(Debts::accept(signer(MAKER), second, AMOUNT));
		let guarantee = || Debts::guarantee(signer(BANK), second);
		assert_noop!(guarantee(), Error::<Test>::LineExceeded);
		assert_ok!(set_guarantee(BANK, 2 * AMOUNT));
		assert_ok!(guarantee());
		assert_eq!(guarantees(BANK), (2 * AMOUNT, 2 * AMOUNT));
	});
}

#[test]
fn only_who_is_named_guarantees() {
	ExtBuilder::build_and_execute(|| {
		accepted_on(Terms { guarantor: Some(BANK), ..terms() });
		assert_ok!(set_guarantee(BANK, AMOUNT));
		assert_ok!(set_guarantee(OTHER_BANK, AMOUNT));
		assert_noop!(guarantee(OTHER_BANK), Error::<Test>::NotAuthorized);
		assert_ok!(guarantee(BANK));
	});
}

#[test]
fn nothing_is_guaranteed_once_it_is_due() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(set_guarantee(BANK, AMOUNT));
		Now::set(DUE);
		assert_noop!(guarantee(BANK), Error::<Test>::Expired);
		pass(0);
		assert_noop!(guarantee(BANK), Error::<Test>::InvalidState);
		assert_eq!(limits(MAKER), (10 * AMOUNT, AMOUNT, AMOUNT));
	});
}
