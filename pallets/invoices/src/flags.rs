// SPDX-License-Identifier: Apache-2.0

//! Invoices that agree in something, until somebody has looked at them.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The most flags that an invoice can have: as many as a newcomer for each of its partial fingerprints.
	pub(crate) fn most_flags() -> u32 {
		T::MaxFlags::get().saturating_mul(MAX_PARTIALS)
	}

	/// The live invoices that have one of the partial fingerprints, and which kinds.
	pub(crate) fn copies(partials: &Partials) -> Result<BTreeMap<InvoiceId, Kinds>, DispatchError> {
		let most = usize::try_from(T::MaxFlags::get()).unwrap_or(usize::MAX);
		let mut copies = BTreeMap::<InvoiceId, Kinds>::new();
		for partial in partials {
			for other in Copies::<T>::iter_key_prefix(partial).take(most.saturating_add(1)) {
				// There are no more kinds than it holds.
				let inserted = copies.entry(other).or_default().try_insert(partial.kind);
				ensure!(inserted.is_ok(), Error::<T>::InvalidPartials);
			}
			ensure!(copies.len() <= most, Error::<T>::TooManyCopies);
		}
		Ok(copies)
	}

	/// Flags two invoices for review.
	pub(crate) fn flag(id: InvoiceId, other: InvoiceId, kinds: Kinds) {
		let flag = Flag { kinds, cleared: None };
		Flags::<T>::insert(id, other, &flag);
		Flags::<T>::insert(other, id, &flag);
		Self::open(id);
		Self::open(other);
		let kinds = flag.kinds;
		Self::deposit_event(Event::Flagged { invoice: id, other, kinds });
	}

	/// An invoice has an open flag more.
	fn open(id: InvoiceId) {
		let count = OpenFlags::<T>::get(id);
		OpenFlags::<T>::insert(id, count.saturating_add(1));
		if count == 0 {
			if let Some(debtor) = Invoices::<T>::get(id).and_then(|it| it.debtor) {
				FlaggedOf::<T>::insert(debtor, id, ());
			}
		}
	}

	/// An invoice has an open flag less.
	fn shut(id: InvoiceId) {
		let left = OpenFlags::<T>::get(id).saturating_sub(1);
		if left > 0 {
			OpenFlags::<T>::insert(id, left);
			return;
		}
		OpenFlags::<T>::remove(id);
		if let Some(debtor) = Invoices::<T>::get(id).and_then(|it| it.debtor) {
			FlaggedOf::<T>::remove(debtor, id);
		}
	}

	/// Removes what flags an invoice. Returns how many flags there were.
	pub(crate) fn remove_flags(id: InvoiceId, invoice: &Invoice) -> u32 {
		let mut removed = 0_u32;
		for (other, flag) in Flags::<T>::drain_prefix(id) {
			Flags::<T>::remove(other, id);
			if flag.cleared.is_none() {
				Self::shut(other);
			}
			removed = removed.saturating_add(1);
		}
		OpenFlags::<T>::remove(id);
		if let Some(debtor) = invoice.debtor {
			FlaggedOf::<T>::remove(debtor, id);
		}
		removed
	}

	pub(crate) fn do_clear_flag(
		by: ActorOf<T>,
		audits: bool,
		id: InvoiceId,
		other: InvoiceId,
		reasons: H256,
	) -> DispatchResult {
		let flag = Flags::<T>::get(id, other).ok_or(Error::<T>::NotFound)?;
		let invoices = [Self::invoice(id)?, Self::invoice(other)?];
		let organization = by.organization;
		let debtor = invoices.iter().all(|it| it.debtor == Some(organization));
		let benefits = invoices.iter().any(|it| it.benefits(organization));
		ensure!((debtor || audits) && !benefits, Error::<T>::NotAuthorized);
		ensure!(flag.cleared.is_none(), Error::<T>::AlreadyCleared);
		ensure!(!reasons.is_zero(), Error::<T>::InvalidDigest);
		let cleared = Some(Clearance { by: organization, reasons });
		let flag = Flag { cleared, ..flag };
		Flags::<T>::insert(id, other, &flag);
		Flags::<T>::insert(other, id, &flag);
		Self::shut(id);
		Self::shut(other);
		Self::deposit_event(Event::FlagCleared { invoice: id, other, reasons, by });
		Ok(())
	}
}
