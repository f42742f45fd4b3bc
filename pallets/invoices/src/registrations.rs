// SPDX-License-Identifier: Apache-2.0

//! Invoices come and go.

use crate::*;
use alloc::collections::BTreeSet;
use covenant_primitives::{Capability, Opening, Party, Registration};
use frame_support::{ensure, traits::Incrementable, weights::Weight};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// How many flags were made, and how many removed.
pub(crate) type Work = (u32, u32);

impl<T: Config> Pallet<T> {
	/// What registering weighs. Benchmarks register for the signer's own organization: for another, its
	/// standing is read as well, and the invoice is listed under it.
	pub(crate) fn weight_of((made, removed): Work) -> Weight {
		let weight = <T as Config>::WeightInfo::register(made, removed);
		weight.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	pub(crate) fn invoice(id: InvoiceId) -> Result<Invoice, DispatchError> {
		Ok(Invoices::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// The registration of a live invoice's fingerprint.
	pub(crate) fn registration(id: InvoiceId, invoice: &Invoice) -> Option<Registration> {
		T::FirstCome::registration(DOMAIN, invoice.fingerprint).filter(|it| it.reference == id.0)
	}

	/// Whether no earlier commitment can take the fingerprint away any more.
	pub(crate) fn is_settled(id: InvoiceId, invoice: &Invoice) -> bool {
		Self::registration(id, invoice).is_some_and(|it| T::FirstCome::is_settled(&it))
	}

	/// Each kind at least once, none zero, none twice.
	fn ensure_partials(partials: &Partials) -> DispatchResult {
		ensure!(partials.iter().all(|it| !it.digest.is_zero()), Error::<T>::InvalidDigest);
		let kinds = partials.iter().map(|it| it.kind).collect::<BTreeSet<_>>();
		let different = partials.iter().collect::<BTreeSet<_>>().len() == partials.len();
		let whole = kinds.len() == PartialKind::ALL.len();
		ensure!(whole && different, Error::<T>::InvalidPartials);
		Ok(())
	}

	pub(crate) fn do_register(
		by: ActorOf<T>,
		fingerprint: H256,
		salt: Salt,
		supplier: OrganizationId,
		debtor: Option<OrganizationId>,
		partials: Partials,
	) -> Result<Work, DispatchError> {
		let may = by.organization == supplier
			|| T::Organizations::has_capability(by.organization, Capability::IssueMoney);
		ensure!(may, Error::<T>::NotAuthorized);
		ensure!(T::Organizations::is_in_good_standing(supplier), Error::<T>::NotInGoodStanding);
		ensure!(debtor != Some(supplier), Error::<T>::InvalidParty);
		ensure!(debtor.is_none_or(T::Organizations::exists), Error::<T>::UnknownDebtor);
		Self::ensure_partials(&partials)?;
		Self::enter(by, fingerprint, salt, supplier, debtor, partials)
	}

	/// Opens the commitment to an invoice that may be registered.
	pub(crate) fn enter(
		by: ActorOf<T>,
		fingerprint: H256,
		salt: Salt,
		supplier: OrganizationId,
		debtor: Option<OrganizationId>,
		partials: Partials,
	) -> Result<Work, DispatchError> {
		let id = NextInvoiceId::<T>::get();
		NextInvoiceId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let registrar = by.organization;
		let party = Party::Organization(registrar);
		let opening = Opening { domain: DOMAIN, digest: fingerprint, salt, party };
		let removed = match T::FirstCome::register(&opening, id.0)? {
			Some(displaced) => Self::give_way(InvoiceId(displaced.reference), id)?,
			None => 0,
		};
		let (at, status) = (T::Time::now(), Status::Registered);
		let ceded = false;
		let invoice =
			Invoice { registrar, supplier, debtor, fingerprint, partials, at, ceded, status };
		let copies = Self::copies(&invoice.partials)?;
		Invoices::<T>::insert(id, &invoice);
		for organization in [registrar, supplier].into_iter().chain(debtor) {
			InvoicesOf::<T>::insert(organization, id, ());
		}
		for partial in &invoice.partials {
			Copies::<T>::insert(partial, id, ());
		}
		Self::deposit_event(Event::Registered { invoice: id, supplier, debtor, fingerprint, by });
		let mut made = 0_u32;
		for (other, kinds) in copies {
			Self::flag(id, other, kinds);
			made = made.saturating_add(1);
		}
		Ok((made, removed))
	}

	/// An invoice whose fingerprint `to` had been committed to earlier. What is bound was settled, and
	/// does not give way.
	fn give_way(id: InvoiceId, to: InvoiceId) -> Result<u32, DispatchError> {
		let invoice = Self::invoice(id)?;
		ensure!(invoice.status == Status::Registered, Error::<T>::InvalidState);
		let removed = Self::retire(id, invoice, Status::GaveWay { to });
		Self::deposit_event(Event::GaveWay { invoice: id, to });
		Ok(removed)
	}

	/// Takes an invoice's partial fingerprints and flags away. Returns how many flags.
	fn retire(id: InvoiceId, invoice: Invoice, status: Status) -> u32 {
		for partial in &invoice.partials {
			Copies::<T>::remove(partial, id);
		}
		let removed = Self::remove_flags(id, &invoice);
		Invoices::<T>::insert(id, Invoice { status, ..invoice });
		removed
	}

	/// A bank leaves an invoice to its supplier.
	pub(crate) fn do_cede(by: ActorOf<T>, id: InvoiceId) -> DispatchResult {
		let invoice = Self::invoice(id)?;
		ensure!(invoice.registrar == by.organization, Error::<T>::NotAuthorized);
		let open = invoice.status == Status::Registered && !invoice.is_suppliers();
		ensure!(open, Error::<T>::InvalidState);
		Invoices::<T>::insert(id, Invoice { ceded: true, ..invoice });
		Self::deposit_event(Event::Ceded { invoice: id, by });
		Ok(())
	}

	pub(crate) fn do_release(by: ActorOf<T>, id: InvoiceId) -> Result<u32, DispatchError> {
		let invoice = Self::invoice(id)?;
		ensure!(invoice.registrar == by.organization, Error::<T>::NotAuthorized);
		let removed = Self::cancel(id, invoice)?;
		Self::deposit_event(Event::Released { invoice: id, by });
		Ok(removed)
	}

	/// An auditor cancels what somebody had no right to register, or has left behind.
	pub(crate) fn do_strike(
		by: ActorOf<T>,
		id: InvoiceId,
		reasons: H256,
	) -> Result<u32, DispatchError> {
		let invoice = Self::invoice(id)?;
		let side = invoice.benefits(by.organization) || invoice.debtor == Some(by.organization);
		ensure!(!side, Error::<T>::NotAuthorized);
		ensure!(!reasons.is_zero(), Error::<T>::InvalidDigest);
		let removed = Self::cancel(id, invoice)?;
		Self::deposit_event(Event::Struck { invoice: id, reasons, by });
		Ok(removed)
	}

	/// Frees the fingerprints of an invoice that is not bound. Returns how many flags it had.
	fn cancel(id: InvoiceId, invoice: Invoice) -> Result<u32, DispatchError> {
		ensure!(invoice.status == Status::Registered, Error::<T>::InvalidState);
		T::FirstCome::release(DOMAIN, invoice.fingerprint, id.0);
		Ok(Self::retire(id, invoice, Status::Released))
	}
}
