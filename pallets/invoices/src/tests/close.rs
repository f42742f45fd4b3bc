// SPDX-License-Identifier: Apache-2.0

//! The receivable was paid.

use super::*;

fn close(id: InvoiceId) -> DispatchResult {
	Registry::close(RuntimeOrigin::signed(50), id)
}

#[test]
fn anybody_closes_what_was_paid() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		assert_noop!(close(SECOND), Error::<Test>::NotFound);
		assert_noop!(close(id), Error::<Test>::InvalidState);
		assert_ok!(bind(id, RECEIVABLE));
		assert_noop!(close(id), Error::<Test>::NotPaid);
		pay(RECEIVABLE);
		events();
		assert_ok!(close(id));
		assert_eq!(events(), [Event::Closed { invoice: id, receivable: RECEIVABLE }]);
		assert_noop!(close(id), Error::<Test>::InvalidState);
		// The supplier is free to leave, and the invoice is not.
		assert_ok!(<Registry as Obligations>::ensure_settled(SUPPLIER));
		assert_noop!(release(SUPPLIER, id), Error::<Test>::InvalidState);
		assert_noop!(bind(id, ReceivableId(8)), Error::<Test>::InvalidState);
		unbind(id, RECEIVABLE);
		assert_eq!(status(id), Status::Closed { receivable: RECEIVABLE });
	});
}

#[test]
fn what_was_paid_is_not_financed_again() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		assert_ok!(bind(id, RECEIVABLE));
		pay(RECEIVABLE);
		assert_ok!(close(id));
		commit(RIVAL, 1);
		advance(1);
		assert_noop!(open(RIVAL, 1, own(2)), TAKEN);
		// Nor a copy of it, unless somebody has looked at it.
		let copy = register(RIVAL, 2, own(1));
		assert_noop!(bind(copy, ReceivableId(8)), Error::<Test>::NotClear);
	});
}
