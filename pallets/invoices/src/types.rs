// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps.

use covenant_primitives::{stored, InvoiceId, Moment, OrganizationId, ReceivableId};
use frame_support::{traits::ConstU32, BoundedBTreeSet, BoundedVec};
use sp_core::H256;

/// The kind of digest by which exact fingerprints are registered.
pub const DOMAIN: [u8; 8] = *b"cov/invc";

/// The most partial fingerprints of an invoice: each kind under the secrets of two years.
pub const MAX_PARTIALS: u32 = 8;

/// The partial fingerprints of an invoice.
pub type Partials = BoundedVec<Partial, ConstU32<MAX_PARTIALS>>;

/// In what two invoices agree.
pub type Kinds = BoundedBTreeSet<PartialKind, ConstU32<4>>;

stored! {
	/// Of which fields of an invoice a partial fingerprint is.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum PartialKind {
		/// Seller and number.
		#[codec(index = 0)]
		NumberAndSeller,
		/// Seller, buyer, date and amount.
		#[codec(index = 1)]
		DateAmountParties,
		/// Number and amount.
		#[codec(index = 2)]
		NumberAndAmount,
		/// Seller, buyer and amount.
		#[codec(index = 3)]
		AmountAndParties,
	}

	/// A partial fingerprint.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub struct Partial {
		/// Of what it is.
		pub kind: PartialKind,
		/// The fingerprint.
		pub digest: H256,
	}

	/// An invoice.
	#[serde(rename_all = "camelCase")]
	pub struct Invoice {
		/// Who registered it: the supplier, or a bank for it.
		pub registrar: OrganizationId,
		/// Who is to be paid.
		pub supplier: OrganizationId,
		/// Who is to pay, if that was said.
		pub debtor: Option<OrganizationId>,
		/// The exact fingerprint.
		pub fingerprint: H256,
		/// The partial fingerprints.
		pub partials: Partials,
		/// When it was registered, in UTC milliseconds.
		pub at: Moment,
		/// Whether a bank that registered it leaves it to the supplier.
		pub ceded: bool,
		/// How it is.
		pub status: Status,
	}

	/// How an invoice is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Status {
		/// It stands for no receivable.
		#[codec(index = 0)]
		Registered,
		/// It stands for a receivable, or the draft of one.
		#[codec(index = 1)]
		Bound {
			/// Which.
			receivable: ReceivableId,
		},
		/// It stood for a receivable on which something was paid, and nothing is owed any more.
		#[codec(index = 2)]
		Closed {
			/// Which.
			receivable: ReceivableId,
		},
		/// Another had committed to the same fingerprint earlier.
		#[codec(index = 3)]
		GaveWay {
			/// Which.
			to: InvoiceId,
		},
		/// It was cancelled, and its fingerprints are free.
		#[codec(index = 4)]
		Released,
	}

	/// That two invoices agree in something.
	#[serde(rename_all = "camelCase")]
	pub struct Flag {
		/// In what.
		pub kinds: Kinds,
		/// Who said that they are two all the same; nobody yet if `None`.
		pub cleared: Option<Clearance>,
	}

	/// That somebody looked at a flag.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Clearance {
		/// Who.
		pub by: OrganizationId,
		/// The digest of its reasons.
		pub reasons: H256,
	}
}

impl PartialKind {
	/// Every kind, in the order of their codec indices.
	pub const ALL: [Self; 4] = [
		Self::NumberAndSeller,
		Self::DateAmountParties,
		Self::NumberAndAmount,
		Self::AmountAndParties,
	];
}

impl Status {
	/// Whether the invoice has its fingerprints.
	pub fn is_live(self) -> bool {
		matches!(self, Self::Registered | Self::Bound { .. } | Self::Closed { .. })
	}
}

impl Invoice {
	/// Whether the supplier can have it stand for a receivable: a bank may have paid for what it registered.
	pub fn is_suppliers(&self) -> bool {
		self.ceded || self.registrar == self.supplier
	}

	/// Whether an organization has an interest in that the invoice is financed.
	pub fn benefits(&self, organization: OrganizationId) -> bool {
		[self.registrar, self.supplier].contains(&organization)
	}
}
