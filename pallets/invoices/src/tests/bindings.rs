// SPDX-License-Identifier: Apache-2.0

//! Invoices stand for receivables.

use super::*;

#[test]
fn an_invoice_stands_for_one_receivable() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		events();
		assert_ok!(bind(id, RECEIVABLE));
		assert_eq!(events(), [Event::Bound { invoice: id, receivable: RECEIVABLE }]);
		assert_eq!(status(id), Status::Bound { receivable: RECEIVABLE });
		assert!(is_clear(id));
		assert_noop!(bind(id, RECEIVABLE), Error::<Test>::InvalidState);
		assert_noop!(bind(id, ReceivableId(8)), Error::<Test>::InvalidState);
	});
}

#[test]
fn only_its_suppliers() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		for other in [RIVAL, MAKER, BANK, NOBODY] {
			assert_noop!(
				bind_to(other, MAKER, false, id, RECEIVABLE),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(bind(SECOND, RECEIVABLE), Error::<Test>::NotFound);
		assert!(!is_clear(SECOND));
	});
}

#[test]
fn a_receivable_lets_go_of_its_own_only() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		unbind(id, RECEIVABLE);
		unbind(SECOND, RECEIVABLE);
		assert_ok!(bind(id, RECEIVABLE));
		events();
		unbind(id, ReceivableId(8));
		assert_eq!(status(id), Status::Bound { receivable: RECEIVABLE });
		assert_eq!(events(), []);
		unbind(id, RECEIVABLE);
		assert_eq!(events(), [Event::Unbound { invoice: id, receivable: RECEIVABLE }]);
		assert_eq!(status(id), Status::Registered);
		// And can stand for another.
		assert_ok!(bind(id, ReceivableId(8)));
		unbind(id, RECEIVABLE);
		assert_eq!(status(id), Status::Bound { receivable: ReceivableId(8) });
	});
}

#[test]
fn a_supplier_stays_while_invoices_are_bound() {
	ExtBuilder::build_and_execute(|| {
		commit(BANK, 9);
		advance(1);
		assert_ok!(open_for(BANK, SUPPLIER, Some(MAKER), 9, own(9)));
		let id = register(SUPPLIER, 1, own(1));
		let settled = <Registry as Obligations>::ensure_settled;
		assert_ok!(settled(SUPPLIER));
		assert_ok!(cede(BANK, FIRST));
		assert_ok!(bind(id, RECEIVABLE));
		assert_ok!(bind(FIRST, RECEIVABLE));
		assert_noop!(settled(SUPPLIER), Error::<Test>::BoundInvoices);
		for other in [BANK, MAKER] {
			assert_ok!(settled(other));
		}
		unbind(id, RECEIVABLE);
		assert_noop!(settled(SUPPLIER), Error::<Test>::BoundInvoices);
		unbind(FIRST, RECEIVABLE);
		assert_ok!(settled(SUPPLIER));
	});
}

#[test]
fn a_second_bank_cannot_finance_the_same_invoice() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		assert_ok!(bind(id, RECEIVABLE));
		// The same again, at another bank.
		commit(BANK, 1);
		advance(1);
		assert_noop!(open_for(BANK, SUPPLIER, Some(MAKER), 1, own(1)), TAKEN);
		// With another date: all else agrees.
		commit(BANK, 2);
		advance(1);
		assert_ok!(open_for(BANK, SUPPLIER, Some(MAKER), 2, partials([1, 2, 1, 1])));
		advance(WINDOW);
		assert_noop!(bind(SECOND, ReceivableId(8)), Error::<Test>::NotCeded);
		assert_ok!(cede(BANK, SECOND));
		assert_noop!(bind(SECOND, ReceivableId(8)), Error::<Test>::NotClear);
	});
}

#[test]
fn it_stands_for_what_its_debtor_owes() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		let to = |debtor, named| bind_to(SUPPLIER, debtor, named, id, RECEIVABLE);
		for named in [false, true] {
			assert_noop!(to(OUTSIDER, named), Error::<Test>::WrongDebtor);
		}
		assert_ok!(to(MAKER, true));
		// Who owes one that names nobody knows its supplier alone.
		commit(SUPPLIER, 2);
		advance(1);
		assert_ok!(open_for(SUPPLIER, SUPPLIER, None, 2, own(2)));
		advance(WINDOW);
		let to = |named| bind_to(SUPPLIER, MAKER, named, SECOND, RECEIVABLE);
		assert_noop!(to(true), Error::<Test>::WrongDebtor);
		assert_ok!(to(false));
	});
}
