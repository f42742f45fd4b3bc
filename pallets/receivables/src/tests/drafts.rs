// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn a_supplier_drafts_and_its_debtor_accepts() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(line(MAKER, AMOUNT));
		assert_ok!(draft(terms()));
		assert_eq!(
			last_event(),
			Event::Drafted {
				receivable: ID,
				debtor: MAKER,
				creditor: TIER1,
				terms: terms(),
				by: actor(TIER1)
			}
		);
		assert_eq!(receivable().outstanding, 0);
		assert_noop!(accept(TIER1, AMOUNT), Error::<Test>::NotAuthorized);
		assert_noop!(accept(TIER2, AMOUNT), Error::<Test>::NotAuthorized);
		assert_noop!(pay(MAKER), Error::<Test>::InvalidState);
		assert_ok!(accept(MAKER, AMOUNT));
		let expected =
			Event::Accepted { receivable: ID, amount: AMOUNT, part: WHOLE, by: actor(MAKER) };
		assert_eq!(last_event(), expected);
		assert_noop!(accept(MAKER, AMOUNT), Error::<Test>::InvalidState);
		let it = receivable();
		assert_eq!((it.debtor, it.creditor, it.guarantor), (MAKER, TIER1, None));
		assert_eq!((it.amount, it.outstanding, it.status), (AMOUNT, AMOUNT, Status::Outstanding));
		assert_eq!((it.due, it.timer), (DUE, Some(DUE)));
		assert_eq!((part(0).holder, part(0).amount, part(0).parent), (TIER1, AMOUNT, None));
		assert_eq!(DocumentsOf::<Test>::get(ID).as_slice(), [document()]);
	});
}

#[test]
fn a_debtor_accepts_less_and_a_supplier_does_not() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(line(MAKER, 2 * AMOUNT));
		assert_ok!(draft(terms()));
		for amount in [0, AMOUNT + 1, Amount::MAX] {
			assert_noop!(accept(MAKER, amount), Error::<Test>::InvalidAmount);
		}
		assert_ok!(accept(MAKER, 1));
		assert_eq!((receivable().amount, part(0).face), (1, 1));
		// And now the debtor drafts.
		assert_ok!(Debts::draft(signer(MAKER), TIER1, true, terms()));
		let accept = |by, amount| Debts::accept(signer(by), ReceivableId(1), amount);
		assert_noop!(accept(MAKER, AMOUNT), Error::<Test>::NotAuthorized);
		for amount in [0, AMOUNT - 1, AMOUNT + 1] {
			assert_noop!(accept(TIER1, amount), Error::<Test>::InvalidAmount);
		}
		assert_ok!(accept(TIER1, AMOUNT));
		assert_eq!(part(1).holder, TIER1);
	});
}

#[test]
fn terms_are_within_bounds() {
	ExtBuilder::build_and_execute(|| {
		let now = Now::get();
		let type_code: covenant_primitives::TypeCode =
			codec::Decode::decode(&mut &[b'!'; 21][..]).unwrap();
		for (terms, error) in [
			(Terms { asset: 9, ..terms() }, Error::<Test>::UnknownAsset),
			(Terms { amount: 0, ..terms() }, Error::InvalidAmount),
			(Terms { due: now, ..terms() }, Error::InvalidDue),
			(Terms { due: now + 365 * DAY + 1, ..terms() }, Error::InvalidDue),
			(Terms { late_rate: 2_401, ..terms() }, Error::InvalidRate),
			(Terms { license: Some(type_code), ..terms() }, Error::InvalidLicense),
			(Terms { guarantor: Some(MAKER), ..terms() }, Error::InvalidParty),
			(Terms { guarantor: Some(TIER1), ..terms() }, Error::InvalidParty),
			(Terms { documents: Documents::default(), ..terms() }, Error::NoDocuments),
			(Terms { answer_by: now, ..terms() }, Error::InvalidAnswerTime),
			(Terms { answer_by: DUE + 1, ..terms() }, Error::InvalidAnswerTime),
			(Terms { answer_by: now + 30 * DAY + 1, ..terms() }, Error::InvalidAnswerTime),
		] {
			assert_noop!(draft(terms), error);
		}
		let draft = |to, terms| Debts::draft(signer(TIER1), to, false, terms);
		assert_noop!(draft(TIER1, terms()), Error::<Test>::InvalidParty);
		assert_noop!(draft(NOBODY, terms()), Error::<Test>::NotInGoodStanding);
		Suspended::set([MAKER].into());
		assert_noop!(draft(MAKER, terms()), Error::<Test>::NotInGoodStanding);
		Suspended::set([].into());
		let most = Terms {
			amount: Amount::MAX,
			due: now + 365 * DAY,
			late_rate: 2_400,
			answer_by: now + 30 * DAY,
			..terms()
		};
		assert_ok!(draft(MAKER, most));
		assert_ok!(line(MAKER, Amount::MAX));
		assert_ok!(accept(MAKER, Amount::MAX));
		// Twice as much is more than can be counted.
		let most = Terms { amount: Amount::MAX, ..terms() };
		assert_ok!(draft(MAKER, most));
		let again = Debts::accept(signer(MAKER), ReceivableId(1), 1);
		assert_eq!(again, Err(sp_runtime::ArithmeticError::Overflow.into()));
	});
}

#[test]
fn drafts_are_declined_withdrawn_or_lapse() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(line(MAKER, AMOUNT));
		assert_ok!(draft(terms()));
		assert_noop!(Debts::decline(signer(TIER1), ID), Error::<Test>::NotAuthorized);
		assert_noop!(Debts::withdraw(signer(MAKER), ID), Error::<Test>::NotAuthorized);
		assert_ok!(Debts::decline(signer(MAKER), ID));
		assert_eq!(last_event(), Event::Declined { receivable: ID, by: actor(MAKER) });
		assert_noop!(Debts::decline(signer(MAKER), ID), Error::<Test>::NotFound);
		assert_noop!(accept(MAKER, AMOUNT), Error::<Test>::NotFound);
		assert_ok!(draft(terms()));
		let second = ReceivableId(1);
		assert_ok!(Debts::withdraw(signer(TIER1), second));
		assert_eq!(last_event(), Event::Withdrawn { receivable: second, by: actor(TIER1) });
		assert_noop!(Debts::withdraw(signer(TIER1), second), Error::<Test>::NotFound);
		assert_ok!(draft(terms()));
		let third = ReceivableId(2);
		Now::mutate(|now| *now += DAY);
		let late = || Debts::accept(signer(MAKER), third, AMOUNT);
		assert_noop!(late(), Error::<Test>::Expired);
		pass(0);
		assert_eq!(last_event(), Event::Lapsed { receivable: third });
		assert_noop!(late(), Error::<Test>::NotFound);
		assert_eq!(Receivables::<Test>::iter().count(), 0);
		assert_eq!(DocumentsOf::<Test>::iter().count(), 0);
	});
}

#[test]
fn what_is_accepted_is_not_declined() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_noop!(Debts::decline(signer(MAKER), ID), Error::<Test>::InvalidState);
		assert_noop!(Debts::withdraw(signer(TIER1), ID), Error::<Test>::InvalidState);
	});
}

#[test]
fn so_many_drafts_wait_and_no_more() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(line(MAKER, 10 * AMOUNT));
		for _ in 0..3 {
			assert_ok!(draft(terms()));
		}
		assert_noop!(draft(terms()), Error::<Test>::TooMany);
		// Others can, and who is answered can again.
		assert_ok!(Debts::draft(signer(TIER2), MAKER, false, terms()));
		assert_ok!(accept(MAKER, AMOUNT));
		assert_ok!(draft(terms()));
		assert_noop!(draft(terms()), Error::<Test>::TooMany);
	});
}

#[test]
fn who_drafted_is_still_in_good_standing() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(line(MAKER, AMOUNT));
		assert_ok!(draft(terms()));
		Suspended::set([TIER1].into());
		assert_noop!(accept(MAKER, AMOUNT), Error::<Test>::NotInGoodStanding);
		Suspended::set([MAKER].into());
		assert_noop!(accept(MAKER, AMOUNT), DispatchError::Other("suspended"));
		Suspended::set([].into());
		assert_ok!(accept(MAKER, AMOUNT));
	});
}

#[test]
fn an_invoice_stands_for_one_receivable() {
	ExtBuilder::build_and_execute(|| {
		let refused = DispatchError::Other("invoice");
		registered(&[1, 2]);
		InvoiceTable::mutate(|all| all.insert(InvoiceId(3), (TIER2, Some(MAKER))));
		assert_ok!(line(MAKER, 10 * AMOUNT));
		assert_ok!(draft(with_invoices(&[1, 2])));
		assert_eq!(Bound::get(InvoiceId(1)), Some(ID));
		// Not twice, not twice in one, not another's, not an unknown one.
		for ids in [&[1][..], &[2], &[3], &[4]] {
			assert_noop!(draft(with_invoices(ids)), refused);
		}
		assert_ok!(Debts::decline(signer(MAKER), ID));
		assert_eq!(Bound::iter().count(), 0);
		assert_noop!(draft(with_invoices(&[1, 1])), refused);
		// The debtor names its supplier's.
		let drafted = |ids| Debts::draft(signer(MAKER), TIER1, true, with_invoices(ids));
		assert_noop!(drafted(&[3]), refused);
		assert_ok!(drafted(&[1]));
		assert_ok!(Debts::withdraw(signer(MAKER), ReceivableId(1)));
		assert_ok!(draft(with_invoices(&[1])));
		pass(DAY);
		assert_eq!(Bound::iter().count(), 0);
		assert_ok!(draft(with_invoices(&[1])));
		let accept = || Debts::accept(signer(MAKER), ReceivableId(3), AMOUNT);
		Unclear::set([InvoiceId(1)].into());
		assert_noop!(accept(), Error::<Test>::InvoiceNotClear);
		Unclear::set([].into());
		assert_ok!(accept());
		assert_eq!(InvoicesOf::<Test>::get(ReceivableId(3)).as_slice(), [InvoiceId(1)]);
	});
}

#[test]
fn invoices_are_used_up_once_holders_are_paid() {
	ExtBuilder::build_and_execute(|| {
		registered(&[1, 2]);
		accepted_on(with_invoices(&[1, 2]));
		assert_ok!(pay(MAKER));
		let advance = |limit| {
			let done = Debts::advance(RuntimeOrigin::signed(50), ID, limit);
			done.unwrap().actual_weight.unwrap()
		};
		let part = advance(1);
		assert_eq!((Bound::iter().count(), Closed::iter().count()), (2, 0));
		// The last step costs as much as that of a part of its holder's, and what it takes to close them.
		let last = advance(1);
		assert_eq!(last, part + <Others as Invoices>::weight() * 2);
		assert!(last.all_lte(Debts::weight_of(1)));
		assert_eq!(status(), Status::Paid);
		assert_eq!((Bound::iter().count(), Closed::get(InvoiceId(2))), (0, Some(ID)));
	});
}

#[test]
fn invoices_on_which_some_was_paid_are_used_up_though_the_rest_is_cancelled() {
	ExtBuilder::build_and_execute(|| {
		registered(&[1]);
		accepted_on(with_invoices(&[1]));
		assert_ok!(split(TIER1, WHOLE, &[600_000, 3_000_000]));
		assert_ok!(Debts::offer_discount(signer(TIER1), PartId(1), 1, Now::get() + DAY));
		assert_ok!(Debts::take_discount(signer(MAKER), PartId(1), AMOUNT));
		assert_eq!(Bound::get(InvoiceId(1)), Some(ID));
		assert_ok!(Debts::propose_cancellation(signer(MAKER), ID, DIGEST));
		assert_ok!(Debts::consent(signer(TIER1), PartId(2)));
		assert_eq!((Bound::get(InvoiceId(1)), Closed::get(InvoiceId(1))), (None, Some(ID)));
		distributed();
		assert_eq!(status(), Status::Cancelled);
		assert_noop!(draft(with_invoices(&[1])), DispatchError::Other("invoice"));
	});
}

#[test]
fn invoices_are_used_up_by_a_discount_and_by_the_guarantor() {
	ExtBuilder::build_and_execute(|| {
		registered(&[1, 2]);
		accepted_on(with_invoices(&[1]));
		assert_ok!(Debts::offer_discount(signer(TIER1), WHOLE, 1, Now::get() + DAY));
		assert_ok!(Debts::take_discount(signer(MAKER), WHOLE, AMOUNT));
		assert_eq!(Closed::get(InvoiceId(1)), Some(ID));
		let second = ReceivableId(1);
		assert_ok!(draft(with_invoices(&[2])));
		assert_ok!(Debts::accept(signer(MAKER), second, AMOUNT));
		assert_ok!(Debts::set_guarantee(signer(BANK), MAKER, CNY, AMOUNT));
		assert_ok!(Debts::guarantee(signer(BANK), second));
		pass_to(DUE);
		pass(Grace::get());
		assert_ok!(Debts::pay_guaranteed(signer(BANK), second));
		assert_eq!(Bound::get(InvoiceId(2)), Some(second));
		(0..3).for_each(|_| pass(MINUTE));
		assert_eq!(Receivables::<Test>::get(second).unwrap().status, Status::Subrogated);
		assert_eq!(Closed::get(InvoiceId(2)), Some(second));
		assert_ok!(Debts::repay(signer(MAKER), second));
	});
}

#[test]
fn an_invoice_is_between_the_same_two() {
	ExtBuilder::build_and_execute(|| {
		let refused = DispatchError::Other("invoice");
		let table = [(1, Some(TIER2)), (2, None)].map(|(id, to)| (InvoiceId(id), (TIER1, to)));
		InvoiceTable::set(table.into());
		// It bills another.
		assert_noop!(draft(with_invoices(&[1])), refused);
		// It does not say whom: its supplier knows, and nobody else binds it.
		let drafted = Debts::draft(signer(MAKER), TIER1, true, with_invoices(&[2]));
		assert_noop!(drafted, refused);
		assert_ok!(draft(with_invoices(&[2])));
	});
}

#[test]
fn what_rests_on_invoices_names_them_and_is_no_more() {
	ExtBuilder::build_and_execute(|| {
		registered(&[1, 2]);
		let refused = |terms| {
			assert_noop!(draft(terms), Error::<Test>::InvoicesMissing);
		};
		refused(Terms { invoices: InvoiceIds::default(), ..with_invoices(&[1]) });
		refused(Terms { documents: terms().documents, ..with_invoices(&[1]) });
		refused(Terms { documents: with_invoices(&[1, 2]).documents, ..with_invoices(&[1]) });
		refused(Terms { amount: AMOUNT + 1, ..with_invoices(&[1]) });
		assert_ok!(draft(Terms { amount: 2 * AMOUNT, ..with_invoices(&[1, 2]) }));
	});
}

#[test]
fn accounts_hold_single_units_of_the_asset() {
	ExtBuilder::build_and_execute(|| {
		const COARSE: AssetId = 9;
		let create = Assets::force_create(RuntimeOrigin::root(), COARSE, ISSUER, true, 100);
		assert_ok!(create);
		let coarse = Terms { asset: COARSE, ..terms() };
		assert_noop!(draft(coarse), Error::<Test>::UnknownAsset);
		assert_noop!(Debts::set_line(signer(MAKER), COARSE, 1), Error::<Test>::UnknownAsset);
	});
}
