// SPDX-License-Identifier: Apache-2.0

//! Who registers what.

use super::*;

#[test]
fn a_supplier_registers_its_invoice() {
	ExtBuilder::build_and_execute(|| {
		commit(SUPPLIER, 1);
		advance(1);
		assert_ok!(open(SUPPLIER, 1, own(1)));
		let expected = Invoice {
			registrar: SUPPLIER,
			supplier: SUPPLIER,
			debtor: Some(MAKER),
			fingerprint: digest(1),
			partials: own(1),
			at: START,
			ceded: false,
			status: Status::Registered,
		};
		assert_eq!(Invoices::<Test>::get(FIRST), Some(expected));
		assert_eq!(
			events(),
			[Event::Registered {
				invoice: FIRST,
				supplier: SUPPLIER,
				debtor: Some(MAKER),
				fingerprint: digest(1),
				by: actor(SUPPLIER),
			}]
		);
		assert_eq!(NextInvoiceId::<Test>::get(), SECOND);
	});
}

#[test]
fn a_bank_registers_for_a_supplier() {
	ExtBuilder::build_and_execute(|| {
		commit(BANK, 1);
		commit(OUTSIDER, 1);
		advance(1);
		assert_noop!(open_for(OUTSIDER, SUPPLIER, None, 1, own(1)), Error::<Test>::NotAuthorized);
		assert_ok!(open_for(BANK, SUPPLIER, None, 1, own(1)));
		let invoice = Invoices::<Test>::get(FIRST).unwrap();
		assert_eq!((invoice.registrar, invoice.supplier), (BANK, SUPPLIER));
		// The supplier can use it once that leaves it to it, and nobody else.
		advance(WINDOW);
		let bind_as = |supplier| bind_to(supplier, MAKER, false, FIRST, RECEIVABLE);
		assert_noop!(bind_as(BANK), Error::<Test>::NotAuthorized);
		// It may have paid for it.
		assert_noop!(bind_as(SUPPLIER), Error::<Test>::NotCeded);
		for by in [SUPPLIER, AUDITOR, OUTSIDER] {
			assert_noop!(cede(by, FIRST), Error::<Test>::NotAuthorized);
		}
		assert_noop!(cede(BANK, SECOND), Error::<Test>::NotFound);
		assert_ok!(cede(BANK, FIRST));
		assert_eq!(events().last(), Some(&Event::Ceded { invoice: FIRST, by: actor(BANK) }));
		assert_noop!(cede(BANK, FIRST), Error::<Test>::InvalidState);
		assert_ok!(bind_as(SUPPLIER));
	});
}

#[test]
fn a_bank_may_owe_what_it_registers() {
	ExtBuilder::build_and_execute(|| {
		commit(BANK, 1);
		advance(1);
		assert_ok!(open_for(BANK, SUPPLIER, Some(BANK), 1, own(1)));
		let of = |id| InvoicesOf::<Test>::iter_key_prefix(id).collect::<Vec<_>>();
		assert_eq!((of(BANK), of(SUPPLIER)), (vec![FIRST], vec![FIRST]));
	});
}

#[test]
fn the_parties_are_on_the_chain() {
	ExtBuilder::build_and_execute(|| {
		commit(BANK, 1);
		commit(SUPPLIER, 1);
		advance(1);
		let open = |supplier, debtor| open_for(BANK, supplier, debtor, 1, own(1));
		assert_noop!(open(NOBODY, None), Error::<Test>::NotInGoodStanding);
		assert_noop!(open(SUPPLIER, Some(NOBODY)), Error::<Test>::UnknownDebtor);
		assert_noop!(open(SUPPLIER, Some(SUPPLIER)), Error::<Test>::InvalidParty);
		suspend(SUPPLIER);
		assert_noop!(open(SUPPLIER, None), Error::<Test>::NotInGoodStanding);
		assert_noop!(open_for(SUPPLIER, SUPPLIER, None, 1, own(1)), refused("suspended"));
		Suspended::set([MAKER].into());
		// A debtor that is suspended owes all the same.
		assert_ok!(open(SUPPLIER, Some(MAKER)));
	});
}

#[test]
fn operators_need_the_right() {
	ExtBuilder::build_and_execute(|| {
		commit(SUPPLIER, 1);
		advance(1);
		let all = Lacking::get();
		Lacking::mutate(|it| it.insert((SUPPLIER, covenant_primitives::Capability::Treasury)));
		assert_noop!(open(SUPPLIER, 1, own(1)), refused("capability lacking"));
		assert_noop!(release(SUPPLIER, FIRST), refused("capability lacking"));
		assert_noop!(clear(SUPPLIER, FIRST, SECOND), refused("capability lacking"));
		Lacking::set(all);
		assert_noop!(
			Registry::register(
				RuntimeOrigin::signed(50),
				digest(1),
				salt(SUPPLIER),
				SUPPLIER,
				None,
				own(1)
			),
			refused("no operator")
		);
		assert_ok!(open(SUPPLIER, 1, own(1)));
	});
}

#[test]
fn only_what_was_committed_to_is_registered() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(open(SUPPLIER, 1, own(1)), NOT_COMMITTED);
		commit(SUPPLIER, 1);
		assert_noop!(open(SUPPLIER, 1, own(1)), TOO_EARLY);
		advance(1);
		// Neither by another nor with another fingerprint.
		assert_noop!(open(RIVAL, 1, own(1)), NOT_COMMITTED);
		assert_noop!(open(SUPPLIER, 2, own(1)), NOT_COMMITTED);
		assert_ok!(open(SUPPLIER, 1, own(1)));
		assert_noop!(open(SUPPLIER, 1, own(1)), NOT_COMMITTED);
		commit(SUPPLIER, 2);
		advance(WINDOW + 1);
		assert_noop!(open(SUPPLIER, 2, own(2)), OVER);
	});
}

#[test]
fn every_kind_of_partial_fingerprint_is_given() {
	ExtBuilder::build_and_execute(|| {
		commit(SUPPLIER, 1);
		advance(1);
		let refuse = |partials: Vec<Partial>, error: Error<Test>| {
			let partials = Partials::truncate_from(partials);
			assert_noop!(open(SUPPLIER, 1, partials), error);
		};
		let all = own(1).into_inner();
		refuse(vec![], Error::<Test>::InvalidPartials);
		refuse(all[..3].to_vec(), Error::<Test>::InvalidPartials);
		refuse([&all[..], &all[3..]].concat(), Error::<Test>::InvalidPartials);
		refuse(partials([1, 2, 0, 4]).into_inner(), Error::<Test>::InvalidDigest);
		// Under the secrets of two years.
		let both = [all, own(2).into_inner()].concat();
		assert_ok!(open(SUPPLIER, 1, Partials::truncate_from(both)));
		assert_eq!(Copies::<Test>::iter().count(), 8);
	});
}

#[test]
fn ids_do_not_wrap() {
	ExtBuilder::build_and_execute(|| {
		commit(SUPPLIER, 1);
		advance(1);
		NextInvoiceId::<Test>::put(InvoiceId(u64::MAX));
		assert_noop!(open(SUPPLIER, 1, own(1)), sp_runtime::ArithmeticError::Overflow);
	});
}
