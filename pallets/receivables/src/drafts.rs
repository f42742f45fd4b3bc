// SPDX-License-Identifier: Apache-2.0

//! Drafts: made by either side, accepted or declined by the other.

use crate::*;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	fn ensure_terms(
		debtor: OrganizationId,
		creditor: OrganizationId,
		terms: &Terms,
	) -> DispatchResult {
		Self::ensure_asset(terms.asset)?;
		ensure!(terms.amount > 0, Error::<T>::InvalidAmount);
		let now = T::Time::now();
		let latest = now.saturating_add(T::MaxTenor::get());
		ensure!(now < terms.due && terms.due <= latest, Error::<T>::InvalidDue);
		ensure!(terms.late_rate <= T::MaxLateRate::get(), Error::<T>::InvalidRate);
		let valid = terms.license.is_none_or(|license| license.is_valid());
		ensure!(valid, Error::<T>::InvalidLicense);
		let sides = [Some(debtor), Some(creditor)];
		let third = terms.guarantor.is_none() || !sides.contains(&terms.guarantor);
		ensure!(third, Error::<T>::InvalidParty);
		let all = [sides[0], sides[1], terms.guarantor];
		let impartial = terms.arbiter.is_none() || !all.contains(&terms.arbiter);
		ensure!(impartial, Error::<T>::NotImpartial);
		ensure!(!terms.documents.is_empty(), Error::<T>::NoDocuments);
		Self::ensure_invoices(terms)?;
		Self::ensure_answerable(terms.answer_by, terms.due)
	}

	/// What rests on invoices names them in the registry: else they could be financed twice.
	fn ensure_invoices(terms: &Terms) -> DispatchResult {
		let mut bills = terms.documents.iter().filter(|it| it.kind == DocumentKind::Invoice);
		let count = bills.clone().count();
		let sum = bills.try_fold(0, |sum: Amount, it| sum.checked_add(it.amount));
		let billed = count == 0 || sum.is_none_or(|sum| terms.amount <= sum);
		ensure!(count == terms.invoices.len() && billed, Error::<T>::InvoicesMissing);
		Ok(())
	}

	pub(crate) fn do_draft(
		by: ActorOf<T>,
		counterparty: OrganizationId,
		as_debtor: bool,
		terms: Terms,
	) -> DispatchResult {
		ensure!(counterparty != by.organization, Error::<T>::InvalidParty);
		Self::ensure_in_good_standing(counterparty)?;
		let (debtor, creditor) = if as_debtor {
			(by.organization, counterparty)
		} else {
			(counterparty, by.organization)
		};
		Self::ensure_terms(debtor, creditor, &terms)?;
		let room = DraftCount::<T>::get(by.organization) < T::MaxDrafts::get();
		ensure!(room, Error::<T>::TooMany);
		let id = NextReceivableId::<T>::get();
		NextReceivableId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		for invoice in &terms.invoices {
			T::Invoices::bind(*invoice, creditor, debtor, as_debtor, id)?;
		}
		let draft = Receivable {
			debtor,
			creditor,
			asset: terms.asset,
			amount: terms.amount,
			outstanding: 0,
			waived: 0,
			paid: 0,
			due: terms.due,
			late_rate: terms.late_rate,
			license: terms.license,
			named: terms.guarantor,
			guarantor: None,
			arbiter: terms.arbiter,
			relied_on: false,
			subrogation: None,
			status: Status::Draft { by_debtor: as_debtor, answer_by: terms.answer_by },
			timer: None,
			transfer_gates: Self::gated(&terms, Gate::Transfer),
			payment_gates: Self::gated(&terms, Gate::Payment),
			proposals: 0,
			overruled: 0,
		};
		let waiting = Receivable { timer: Some(terms.answer_by), ..draft.clone() };
		Self::keep(id, &draft, &waiting)?;
		DocumentsOf::<T>::insert(id, &terms.documents);
		Self::require(id, &terms.conditions);
		if !terms.invoices.is_empty() {
			InvoicesOf::<T>::insert(id, &terms.invoices);
		}
		Self::count::<DraftCount<T>, _>(by.organization, true);
		Drafted::<T>::insert(by.organization, id, ());
		Awaited::<T>::insert(counterparty, id, ());
		Self::tell(id, Event::Drafted { receivable: id, debtor, creditor, terms, by });
		Ok(())
	}

	/// A draft, who made it and who is to answer, and until when.
	fn draft_of(
		id: ReceivableId,
	) -> Result<(Receivable, OrganizationId, OrganizationId, Moment), DispatchError> {
		let draft = Self::receivable(id)?;
		let Status::Draft { by_debtor, answer_by } = draft.status else {
			return Err(Error::<T>::InvalidState.into());
		};
		let Receivable { debtor, creditor, .. } = draft;
		let (from, to) = if by_debtor { (debtor, creditor) } else { (creditor, debtor) };
		Ok((draft, from, to, answer_by))
	}

	/// A draft waits no longer.
	fn answered(id: ReceivableId, from: OrganizationId, to: OrganizationId) {
		Self::count::<DraftCount<T>, _>(from, false);
		Drafted::<T>::remove(from, id);
		Awaited::<T>::remove(to, id);
	}

	pub(crate) fn do_accept(by: ActorOf<T>, id: ReceivableId, amount: Amount) -> DispatchResult {
		let (draft, from, to, answer_by) = Self::draft_of(id)?;
		ensure!(by.organization == to, Error::<T>::NotAuthorized);
		ensure!(T::Time::now() < answer_by, Error::<T>::Expired);
		// Who owes may owe less than it was asked; who is owed takes what it was promised.
		let least = if to == draft.debtor { 1 } else { draft.amount };
		ensure!(least <= amount && amount <= draft.amount, Error::<T>::InvalidAmount);
		Self::ensure_in_good_standing(from)?;
		let clear = InvoicesOf::<T>::get(id).into_iter().all(T::Invoices::is_clear);
		ensure!(clear, Error::<T>::InvoiceNotClear);
		Self::ensure_room(draft.debtor, draft.asset, amount)?;
		Self::answered(id, from, to);
		let part = Self::make_part(id, draft.creditor, amount, None)?;
		let accepted = Receivable {
			amount,
			outstanding: amount,
			status: Status::Outstanding,
			timer: Some(draft.due),
			..draft.clone()
		};
		Self::keep(id, &draft, &accepted)?;
		ReceivablesOf::<T>::insert(draft.debtor, id, Role::Debtor);
		ReceivablesOf::<T>::insert(draft.creditor, id, Role::Creditor);
		Self::tell(id, Event::Accepted { receivable: id, amount, part, by });
		Ok(())
	}

	pub(crate) fn do_decline(by: ActorOf<T>, id: ReceivableId) -> DispatchResult {
		let (_, _, to, _) = Self::draft_of(id)?;
		ensure!(by.organization == to, Error::<T>::NotAuthorized);
		Self::drop_draft(id)?;
		Self::tell(id, Event::Declined { receivable: id, by });
		Ok(())
	}

	pub(crate) fn do_withdraw(by: ActorOf<T>, id: ReceivableId) -> DispatchResult {
		let (_, from, _, _) = Self::draft_of(id)?;
		ensure!(by.organization == from, Error::<T>::NotAuthorized);
		Self::drop_draft(id)?;
		Self::tell(id, Event::Withdrawn { receivable: id, by });
		Ok(())
	}

	/// Forgets a draft.
	pub(crate) fn drop_draft(id: ReceivableId) -> DispatchResult {
		let (draft, from, to, _) = Self::draft_of(id)?;
		Self::answered(id, from, to);
		if let Some((at, task)) = draft.task(id) {
			T::Deadlines::cancel(at, task);
		}
		Self::release_invoices(id);
		DocumentsOf::<T>::remove(id);
		ConditionsOf::<T>::remove(id);
		Receivables::<T>::remove(id);
		Ok(())
	}

	/// Something was paid on the invoices: they stand for nothing any more. Returns how many there are.
	pub(crate) fn close_invoices(id: ReceivableId) -> u32 {
		let mut closed = 0_u32;
		for invoice in InvoicesOf::<T>::get(id) {
			T::Invoices::close(invoice, id);
			closed = closed.saturating_add(1);
		}
		closed
	}

	/// The invoices can stand for another receivable.
	pub(crate) fn release_invoices(id: ReceivableId) {
		for invoice in InvoicesOf::<T>::take(id) {
			T::Invoices::release(invoice, id);
		}
	}
}
