// SPDX-License-Identifier: Apache-2.0

//! `invoices_*`: the registry of invoices.

use super::query::{Limit, Query};
use covenant_primitives::{InvoiceId, OrganizationId, Page};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_invoices::runtime_api::{FlagInfo, InvoiceInfo, InvoicesApi};
use sp_core::H256;

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts are decimal strings, and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait InvoicesRpc {
	/// An invoice, whatever has become of it.
	#[method(name = "invoices_get")]
	fn invoice(&self, id: InvoiceId, at: Option<Hash>) -> RpcResult<Option<InvoiceInfo>>;

	/// The invoice that has an exact fingerprint.
	#[method(name = "invoices_getByFingerprint")]
	fn invoice_of(&self, fingerprint: H256, at: Option<Hash>) -> RpcResult<Option<InvoiceInfo>>;

	/// The invoices that an organization registered, is to be paid or is to pay, whatever has become
	/// of them.
	#[method(name = "invoices_list")]
	fn invoices_of(
		&self,
		organization: OrganizationId,
		cursor: Option<InvoiceId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<InvoiceInfo, InvoiceId>>;

	/// The flags of an invoice.
	#[method(name = "invoices_listFlags")]
	fn flags(
		&self,
		invoice: InvoiceId,
		cursor: Option<InvoiceId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<FlagInfo, InvoiceId>>;

	/// The invoices of a debtor with flags that nobody has looked at.
	#[method(name = "invoices_listFlagged")]
	fn flagged_of(
		&self,
		debtor: OrganizationId,
		cursor: Option<InvoiceId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<InvoiceInfo, InvoiceId>>;
}

impl InvoicesRpcServer for Query {
	fn invoice(&self, id: InvoiceId, at: Option<Hash>) -> RpcResult<Option<InvoiceInfo>> {
		self.ask(at, |api, at| api.invoice(at, id))
	}

	fn invoice_of(&self, fingerprint: H256, at: Option<Hash>) -> RpcResult<Option<InvoiceInfo>> {
		self.ask(at, |api, at| api.invoice_of(at, fingerprint))
	}

	fn invoices_of(
		&self,
		organization: OrganizationId,
		cursor: Option<InvoiceId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<InvoiceInfo, InvoiceId>> {
		self.ask(at, |api, at| api.invoices_of(at, organization, cursor, limit.0))
	}

	fn flags(
		&self,
		invoice: InvoiceId,
		cursor: Option<InvoiceId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<FlagInfo, InvoiceId>> {
		self.ask(at, |api, at| api.flags(at, invoice, cursor, limit.0))
	}

	fn flagged_of(
		&self,
		debtor: OrganizationId,
		cursor: Option<InvoiceId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<InvoiceInfo, InvoiceId>> {
		self.ask(at, |api, at| api.flagged_of(at, debtor, cursor, limit.0))
	}
}
