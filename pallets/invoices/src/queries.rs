// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use crate::{runtime_api::*, *};

impl<T: Config> Pallet<T> {
	/// See [`InvoicesApi::invoice`].
	pub fn query_invoice(id: InvoiceId) -> Option<InvoiceInfo> {
		let invoice = Invoices::<T>::get(id)?;
		let settled = invoice.status.is_live() && Self::is_settled(id, &invoice);
		let clear = Self::clear(id, &invoice);
		Some(InvoiceInfo { id, invoice, open_flags: OpenFlags::<T>::get(id), settled, clear })
	}

	/// See [`InvoicesApi::invoice_of`].
	pub fn query_invoice_of(fingerprint: H256) -> Option<InvoiceInfo> {
		let registration = T::FirstCome::registration(DOMAIN, fingerprint)?;
		Self::query_invoice(InvoiceId(registration.reference))
	}

	/// See [`InvoicesApi::invoices_of`].
	pub fn query_invoices_of(
		organization: OrganizationId,
		cursor: Option<InvoiceId>,
		limit: u32,
	) -> Page<InvoiceInfo, InvoiceId> {
		let show = |id: &InvoiceId| Self::query_invoice(*id);
		Page::under::<InvoicesOf<T>, _, _>(organization, cursor, limit, show)
	}

	/// See [`InvoicesApi::flags`].
	pub fn query_flags(
		invoice: InvoiceId,
		cursor: Option<InvoiceId>,
		limit: u32,
	) -> Page<FlagInfo, InvoiceId> {
		let show = |other: &InvoiceId| {
			Flags::<T>::get(invoice, other).map(|flag| FlagInfo { other: *other, flag })
		};
		Page::under::<Flags<T>, _, _>(invoice, cursor, limit, show)
	}

	/// See [`InvoicesApi::flagged_of`].
	pub fn query_flagged_of(
		debtor: OrganizationId,
		cursor: Option<InvoiceId>,
		limit: u32,
	) -> Page<InvoiceInfo, InvoiceId> {
		let show = |id: &InvoiceId| Self::query_invoice(*id);
		Page::under::<FlaggedOf<T>, _, _>(debtor, cursor, limit, show)
	}
}
