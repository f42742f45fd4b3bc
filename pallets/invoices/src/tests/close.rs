// SPDX-License-Identifier: Apache-2.0

//! The receivable was paid.

use super::*;

fn close(id: InvoiceId) {
	<Registry as covenant_primitives::Invoices>::close(id, RECEIVABLE);
}

#[test]
fn what_was_paid_stands_for_nothing_any_more() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		assert_ok!(bind(id, RECEIVABLE));
		events();
		close(id);
		assert_eq!(events(), [Event::Closed { invoice: id, receivable: RECEIVABLE }]);
		// The supplier is free to leave, and the invoice is not.
		assert_ok!(<Registry as Obligations>::ensure_settled(SUPPLIER));
		assert_noop!(release(SUPPLIER, id), Error::<Test>::InvalidState);
		assert_noop!(bind(id, ReceivableId(8)), Error::<Test>::InvalidState);
		unbind(id, RECEIVABLE);
		assert_eq!(status(id), Status::Closed { receivable: RECEIVABLE });
	});
}

#[test]
fn only_what_stands_for_the_receivable_is_closed() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		close(id);
		assert_eq!(status(id), Status::Registered);
		assert_ok!(bind(id, ReceivableId(8)));
		events();
		close(id);
		close(SECOND);
		assert_eq!(status(id), Status::Bound { receivable: ReceivableId(8) });
		assert_eq!(events(), []);
	});
}

#[test]
fn what_was_paid_is_not_financed_again() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		assert_ok!(bind(id, RECEIVABLE));
		close(id);
		commit(RIVAL, 1);
		advance(1);
		assert_noop!(open(RIVAL, 1, own(2)), TAKEN);
		// Nor a copy of it, unless somebody has looked at it.
		let copy = register(RIVAL, 2, own(1));
		assert_noop!(bind(copy, ReceivableId(8)), Error::<Test>::NotClear);
	});
}
