// SPDX-License-Identifier: Apache-2.0

//! Invoices stand for receivables. While one does, its supplier stays.

use crate::*;
use covenant_primitives::Obligations;
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Gives an invoice another status, if it is bound to this receivable. Returns whether it was.
	fn unbind(id: InvoiceId, receivable: ReceivableId, status: Status) -> bool {
		let bound = |invoice: &Invoice| invoice.status == Status::Bound { receivable };
		let Some(invoice) = Invoices::<T>::get(id).filter(bound) else { return false };
		BoundCount::<T>::mutate_exists(invoice.supplier, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = (left > 0).then_some(left);
		});
		Invoices::<T>::insert(id, Invoice { status, ..invoice });
		true
	}

	/// Whether a live invoice can stand for a receivable.
	pub(crate) fn clear(id: InvoiceId, invoice: &Invoice) -> bool {
		invoice.status.is_live() && OpenFlags::<T>::get(id) == 0 && Self::is_settled(id, invoice)
	}
}

impl<T: Config> covenant_primitives::Invoices for Pallet<T> {
	fn bind(
		id: InvoiceId,
		supplier: OrganizationId,
		debtor: OrganizationId,
		named: bool,
		receivable: ReceivableId,
	) -> DispatchResult {
		let invoice = Self::invoice(id)?;
		ensure!(invoice.supplier == supplier, Error::<T>::NotAuthorized);
		let owes = invoice.debtor.map_or(!named, |it| it == debtor);
		ensure!(owes, Error::<T>::WrongDebtor);
		ensure!(invoice.is_suppliers(), Error::<T>::NotCeded);
		ensure!(invoice.status == Status::Registered, Error::<T>::InvalidState);
		ensure!(Self::is_settled(id, &invoice), Error::<T>::NotSettled);
		ensure!(OpenFlags::<T>::get(id) == 0, Error::<T>::NotClear);
		BoundCount::<T>::mutate(supplier, |count| *count = count.saturating_add(1));
		Invoices::<T>::insert(id, Invoice { status: Status::Bound { receivable }, ..invoice });
		Self::deposit_event(Event::Bound { invoice: id, receivable });
		Ok(())
	}

	fn release(id: InvoiceId, receivable: ReceivableId) {
		if Self::unbind(id, receivable, Status::Registered) {
			Self::deposit_event(Event::Unbound { invoice: id, receivable });
		}
	}

	fn close(id: InvoiceId, receivable: ReceivableId) {
		if Self::unbind(id, receivable, Status::Closed { receivable }) {
			Self::deposit_event(Event::Closed { invoice: id, receivable });
		}
	}

	fn receivable(id: InvoiceId) -> Option<ReceivableId> {
		match Self::invoice(id).ok()?.status {
			Status::Bound { receivable } | Status::Closed { receivable } => Some(receivable),
			_ => None,
		}
	}

	fn is_clear(id: InvoiceId) -> bool {
		Invoices::<T>::get(id).is_some_and(|invoice| Self::clear(id, &invoice))
	}

	fn weight() -> Weight {
		let back = <T as Config>::WeightInfo::unbind().max(<T as Config>::WeightInfo::close());
		<T as Config>::WeightInfo::bind().max(back)
	}
}

/// A supplier stays while invoices of it stand for receivables that were not paid.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		ensure!(BoundCount::<T>::get(organization) == 0, Error::<T>::BoundInvoices);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
