// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::Party;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::fingerprints_are_theirs()?;
		Self::partials_are_indexed()?;
		Self::copies_are_flagged()?;
		Self::open_flags_are_counted()?;
		Self::bound_invoices_are_counted()?;
		Self::invoices_are_indexed()
	}

	fn live() -> impl Iterator<Item = (InvoiceId, Invoice)> {
		Invoices::<T>::iter().filter(|(_, invoice)| invoice.status.is_live())
	}

	fn fingerprints_are_theirs() -> Result<(), TryRuntimeError> {
		let mut seen = BTreeSet::new();
		for (id, invoice) in Invoices::<T>::iter() {
			ensure!(id < NextInvoiceId::<T>::get(), "an invoice has an id to come");
			let registration = Self::registration(id, &invoice);
			if !invoice.status.is_live() {
				ensure!(registration.is_none(), "an invoice that is over has a fingerprint");
				continue;
			}
			ensure!(seen.insert(invoice.fingerprint), "two invoices have a fingerprint");
			let registration = registration.ok_or("an invoice has no fingerprint")?;
			let party = Party::Organization(invoice.registrar);
			ensure!(registration.party == party, "a fingerprint is another's");
			let free = invoice.status == Status::Registered;
			let settled = T::FirstCome::is_settled(&registration);
			ensure!(free || settled, "what is bound may give way");
		}
		Ok(())
	}

	fn partials_are_indexed() -> Result<(), TryRuntimeError> {
		let mut expected = BTreeSet::new();
		for (id, invoice) in Self::live() {
			let kinds = invoice.partials.iter().map(|it| it.kind).collect::<BTreeSet<_>>();
			ensure!(kinds.len() == PartialKind::ALL.len(), "an invoice is not seen as a copy");
			expected.extend(invoice.partials.into_iter().map(|partial| (partial, id)));
		}
		let found = Copies::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == expected, "partial fingerprints are not indexed");
		Ok(())
	}

	fn copies_are_flagged() -> Result<(), TryRuntimeError> {
		let mut having = BTreeMap::<Partial, BTreeSet<InvoiceId>>::new();
		for (id, invoice) in Self::live() {
			for partial in invoice.partials {
				having.entry(partial).or_default().insert(id);
			}
		}
		let mut expected = BTreeMap::<(InvoiceId, InvoiceId), BTreeSet<PartialKind>>::new();
		for (partial, ids) in &having {
			for id in ids {
				for other in ids.iter().filter(|other| *other != id) {
					expected.entry((*id, *other)).or_default().insert(partial.kind);
				}
			}
		}
		let mut found = BTreeMap::new();
		for (id, other, flag) in Flags::<T>::iter() {
			ensure!(Flags::<T>::get(other, id).as_ref() == Some(&flag), "a flag has one side");
			found.insert((id, other), flag.kinds.into_inner());
		}
		ensure!(found == expected, "copies are not flagged");
		Ok(())
	}

	fn open_flags_are_counted() -> Result<(), TryRuntimeError> {
		let (mut counts, mut listed) = (BTreeMap::<InvoiceId, u32>::new(), BTreeSet::new());
		for (id, _, flag) in Flags::<T>::iter() {
			if flag.cleared.is_none() {
				let count = counts.entry(id).or_default();
				*count = count.saturating_add(1);
				let invoice = Invoices::<T>::get(id).ok_or("a flag of no invoice")?;
				listed.extend(invoice.debtor.map(|debtor| (debtor, id)));
			}
		}
		let found = OpenFlags::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(found == counts, "open flags are miscounted");
		let found = FlaggedOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == listed, "flagged invoices are not listed");
		Ok(())
	}

	fn bound_invoices_are_counted() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<OrganizationId, u32>::new();
		for invoice in Invoices::<T>::iter_values() {
			if matches!(invoice.status, Status::Bound { .. }) {
				let count = counts.entry(invoice.supplier).or_default();
				*count = count.saturating_add(1);
			}
		}
		let found = BoundCount::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(found == counts, "bound invoices are miscounted");
		Ok(())
	}

	fn invoices_are_indexed() -> Result<(), TryRuntimeError> {
		let mut expected = BTreeSet::new();
		for (id, it) in Invoices::<T>::iter() {
			let organizations = [it.registrar, it.supplier].into_iter().chain(it.debtor);
			expected.extend(organizations.map(|organization| (organization, id)));
		}
		let found = InvoicesOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == expected, "invoices are not indexed");
		Ok(())
	}
}
