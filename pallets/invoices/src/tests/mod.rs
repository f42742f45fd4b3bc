// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod bindings;
mod close;
mod displacement;
mod fingerprints;
mod flags;
mod properties;
mod queries;
mod register;
mod release;

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	testing::{operator, START},
	Obligations,
};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use sp_runtime::{DispatchError, DispatchResult};

const FIRST: InvoiceId = InvoiceId(0);
const SECOND: InvoiceId = InvoiceId(1);
const THIRD: InvoiceId = InvoiceId(2);
const RECEIVABLE: ReceivableId = ReceivableId(7);

fn digest(byte: u8) -> H256 {
	H256::repeat_byte(byte)
}

/// Partial fingerprints of each kind, in the order of the kinds.
fn partials(bytes: [u8; 4]) -> Partials {
	let all = PartialKind::ALL.iter().zip(bytes);
	Partials::truncate_from(
		all.map(|(kind, byte)| Partial { kind: *kind, digest: digest(byte) }).collect(),
	)
}

/// Partial fingerprints that no invoice of another byte has.
fn own(byte: u8) -> Partials {
	partials([byte; 4])
}

fn kinds(of: &[PartialKind]) -> Kinds {
	Kinds::try_from(of.iter().copied().collect::<alloc::collections::BTreeSet<_>>()).unwrap()
}

fn salt(by: OrganizationId) -> Salt {
	[u8::try_from(by.0).unwrap(); 16]
}

fn commit(by: OrganizationId, byte: u8) {
	commit_as(by, digest(byte), salt(by));
}

fn open_for(
	by: OrganizationId,
	supplier: OrganizationId,
	debtor: Option<OrganizationId>,
	byte: u8,
	partials: Partials,
) -> DispatchResult {
	Registry::register(signer(by), digest(byte), salt(by), supplier, debtor, partials)
		.map(drop)
		.map_err(|it| it.error)
}

/// The supplier opens its commitment to an invoice that the maker owes.
fn open(by: OrganizationId, byte: u8, partials: Partials) -> DispatchResult {
	open_for(by, by, Some(MAKER), byte, partials)
}

/// The supplier commits, opens and waits until that is settled.
fn register(by: OrganizationId, byte: u8, partials: Partials) -> InvoiceId {
	let id = NextInvoiceId::<Test>::get();
	commit(by, byte);
	advance(1);
	assert_ok!(open(by, byte, partials));
	advance(WINDOW);
	id
}

fn release(by: OrganizationId, id: InvoiceId) -> DispatchResult {
	Registry::release(signer(by), id).map(drop).map_err(|it| it.error)
}

fn strike(by: OrganizationId, id: InvoiceId) -> DispatchResult {
	Registry::strike(signer(by), id, digest(98)).map(drop).map_err(|it| it.error)
}

fn cede(by: OrganizationId, id: InvoiceId) -> DispatchResult {
	Registry::cede(signer(by), id)
}

fn clear(by: OrganizationId, id: InvoiceId, other: InvoiceId) -> DispatchResult {
	Registry::clear_flag(signer(by), id, other, digest(99))
}

/// What the pallet of receivables does for the supplier of an invoice.
fn bind(id: InvoiceId, receivable: ReceivableId) -> DispatchResult {
	let invoice = Invoices::<Test>::get(id);
	let (supplier, debtor) = invoice.map_or((SUPPLIER, None), |it| (it.supplier, it.debtor));
	bind_to(supplier, debtor.unwrap_or(MAKER), false, id, receivable)
}

fn bind_to(
	supplier: OrganizationId,
	debtor: OrganizationId,
	named: bool,
	id: InvoiceId,
	receivable: ReceivableId,
) -> DispatchResult {
	with_storage_layer(|| {
		<Registry as covenant_primitives::Invoices>::bind(id, supplier, debtor, named, receivable)?;
		BoundTo::insert(id, receivable);
		Ok(())
	})
}

/// What it does when the receivable is cancelled.
fn unbind(id: InvoiceId, receivable: ReceivableId) {
	<Registry as covenant_primitives::Invoices>::release(id, receivable);
	if BoundTo::get(id) == Some(receivable) && status(id) == Status::Registered {
		BoundTo::remove(id);
	}
}

fn is_clear(id: InvoiceId) -> bool {
	<Registry as covenant_primitives::Invoices>::is_clear(id)
}

fn status(id: InvoiceId) -> Status {
	Invoices::<Test>::get(id).unwrap().status
}

fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

fn actor(organization: OrganizationId) -> ActorOf<Test> {
	Actor { account: operator(organization.0), organization }
}

fn refused(cause: &'static str) -> DispatchError {
	DispatchError::Other(cause)
}

fn suspend(organization: OrganizationId) {
	Suspended::mutate(|all| all.insert(organization));
}
