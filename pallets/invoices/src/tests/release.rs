// SPDX-License-Identifier: Apache-2.0

//! An invoice is cancelled.

use super::*;

#[test]
fn the_registrar_cancels_an_invoice() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		events();
		assert_ok!(release(SUPPLIER, id));
		assert_eq!(events(), [Event::Released { invoice: id, by: actor(SUPPLIER) }]);
		assert_eq!(status(id), Status::Released);
		assert!(!is_clear(id));
		assert_eq!(Copies::<Test>::iter().count(), 0);
		assert_noop!(release(SUPPLIER, id), Error::<Test>::InvalidState);
		assert_noop!(bind(id, RECEIVABLE), Error::<Test>::InvalidState);
		assert_noop!(release(SUPPLIER, SECOND), Error::<Test>::NotFound);
	});
}

#[test]
fn its_fingerprints_are_free() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		assert_ok!(release(SUPPLIER, id));
		let again = register(RIVAL, 1, own(1));
		assert_eq!(again, SECOND);
		assert!(is_clear(again));
	});
}

#[test]
fn nobody_else_cancels_it() {
	ExtBuilder::build_and_execute(|| {
		commit(BANK, 1);
		advance(1);
		assert_ok!(open_for(BANK, SUPPLIER, Some(MAKER), 1, own(1)));
		for by in [SUPPLIER, MAKER, AUDITOR, OUTSIDER] {
			assert_noop!(release(by, FIRST), Error::<Test>::NotAuthorized);
		}
		suspend(BANK);
		assert_noop!(release(BANK, FIRST), refused("suspended"));
		// That the registrar is gone frees nothing: it may have paid for the invoice.
		assert_noop!(release(SUPPLIER, FIRST), Error::<Test>::NotAuthorized);
		advance(WINDOW);
		assert_noop!(bind(FIRST, RECEIVABLE), Error::<Test>::NotCeded);
	});
}

#[test]
fn what_is_bound_is_not_cancelled() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		assert_ok!(bind(id, RECEIVABLE));
		assert_noop!(release(SUPPLIER, id), Error::<Test>::InvalidState);
		unbind(id, RECEIVABLE);
		assert_ok!(release(SUPPLIER, id));
	});
}

#[test]
fn it_can_be_cancelled_before_it_is_settled() {
	ExtBuilder::build_and_execute(|| {
		commit(RIVAL, 1);
		commit(SUPPLIER, 1);
		advance(1);
		assert_ok!(open(SUPPLIER, 1, own(1)));
		assert_ok!(release(SUPPLIER, FIRST));
		// Another that had committed finds the fingerprint free.
		assert_ok!(open(RIVAL, 1, own(1)));
		assert_eq!(status(FIRST), Status::Released);
	});
}

#[test]
fn its_flags_are_gone() {
	ExtBuilder::build_and_execute(|| {
		let ids = [1, 2, 3].map(|byte| register(SUPPLIER, byte, own(1)));
		assert_ok!(clear(MAKER, ids[0], ids[1]));
		assert_eq!(ids.map(OpenFlags::<Test>::get), [1, 1, 2]);
		// One flag of it was cleared, the other is open.
		assert_ok!(release(SUPPLIER, ids[1]));
		assert_eq!(ids.map(OpenFlags::<Test>::get), [1, 0, 1]);
		assert_noop!(clear(MAKER, ids[0], ids[1]), Error::<Test>::NotFound);
		assert_ok!(release(SUPPLIER, ids[2]));
		assert_eq!(ids.map(OpenFlags::<Test>::get), [0, 0, 0]);
		assert!(is_clear(ids[0]));
		assert_eq!(FlaggedOf::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_auditor_strikes_what_is_in_anothers_way() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		// A fake with the same partial fingerprints, by somebody who can clear and release it as often as it likes.
		let fake = register(RIVAL, 2, own(1));
		assert_noop!(bind(id, RECEIVABLE), Error::<Test>::NotClear);
		for by in [SUPPLIER, RIVAL, MAKER, OUTSIDER] {
			assert!(strike(by, fake).is_err());
		}
		Lacking::mutate(|it| it.insert((AUDITOR, covenant_primitives::Capability::Treasury)));
		let unreasoned = Registry::strike(signer(AUDITOR), fake, H256::zero());
		assert_noop!(unreasoned.map_err(|it| it.error), Error::<Test>::InvalidDigest);
		assert_ok!(strike(AUDITOR, fake));
		let (invoice, reasons) = (fake, digest(98));
		assert_eq!(events().last(), Some(&Event::Struck { invoice, reasons, by: actor(AUDITOR) }));
		assert_eq!(status(fake), Status::Released);
		assert_noop!(strike(AUDITOR, fake), Error::<Test>::InvalidState);
		assert_noop!(strike(AUDITOR, InvoiceId(9)), Error::<Test>::NotFound);
		// What is bound stands for a debt that its debtor accepted.
		assert_ok!(bind(id, RECEIVABLE));
		assert_noop!(strike(AUDITOR, id), Error::<Test>::InvalidState);
	});
}

#[test]
fn no_side_strikes_even_if_it_audits() {
	ExtBuilder::build_and_execute(|| {
		commit(BANK, 1);
		advance(1);
		assert_ok!(open_for(BANK, SUPPLIER, Some(MAKER), 1, own(1)));
		for by in [BANK, SUPPLIER, MAKER] {
			Lacking::mutate(|it| it.remove(&(by, covenant_primitives::Capability::Audit)));
			assert_noop!(strike(by, FIRST), Error::<Test>::NotAuthorized);
		}
		// Of a bank that is gone, too, in whose place nobody cedes.
		suspend(BANK);
		assert_ok!(strike(AUDITOR, FIRST));
	});
}
