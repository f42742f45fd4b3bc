// SPDX-License-Identifier: Apache-2.0

//! What clients ask about invoices.

use crate::*;
use codec::{Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// An invoice.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceInfo {
	/// The id.
	pub id: InvoiceId,
	/// What is known of it.
	#[serde(flatten)]
	pub invoice: Invoice,
	/// How many flags nobody has looked at.
	pub open_flags: u32,
	/// Whether no earlier commitment can take the fingerprint away any more.
	pub settled: bool,
	/// Whether nothing speaks against it.
	pub clear: bool,
}

/// A flag between an invoice and another.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FlagInfo {
	/// The other.
	pub other: InvoiceId,
	/// In what they agree, and whether somebody has looked at it.
	#[serde(flatten)]
	pub flag: Flag,
}

sp_api::decl_runtime_apis! {
	/// The registry of invoices. Pages hold at most 100, in no particular order.
	pub trait InvoicesApi {
		/// An invoice, whatever has become of it.
		fn invoice(id: InvoiceId) -> Option<InvoiceInfo>;

		/// The invoice that has an exact fingerprint.
		fn invoice_of(fingerprint: H256) -> Option<InvoiceInfo>;

		/// The invoices that an organization registered, is to be paid or is to pay, whatever has become
		/// of them.
		fn invoices_of(
			organization: OrganizationId,
			cursor: Option<InvoiceId>,
			limit: u32,
		) -> Page<InvoiceInfo, InvoiceId>;

		/// The flags of an invoice.
		fn flags(invoice: InvoiceId, cursor: Option<InvoiceId>, limit: u32) -> Page<FlagInfo, InvoiceId>;

		/// The invoices of a debtor with flags that nobody has looked at.
		fn flagged_of(
			debtor: OrganizationId,
			cursor: Option<InvoiceId>,
			limit: u32,
		) -> Page<InvoiceInfo, InvoiceId>;
	}
}
