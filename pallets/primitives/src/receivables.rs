// SPDX-License-Identifier: Apache-2.0

//! Receivables, and how the pallets around them meet: the registry of invoices, the facts that payment and
//! transfer wait for, the financing of parts, the recall of goods.

use crate::{
	stored, Amount, AssetId, InvoiceId, LicenseId, Moment, OrganizationId, PartId, ReceivableId,
	TypeCode,
};
use alloc::vec::Vec;
use frame_support::weights::Weight;
use sp_runtime::{DispatchError, DispatchResult};

/// The most organizations that a payment for a part is divided among.
pub const MAX_PAYEES: u32 = 8;

stored! {
	/// Something that payment or transfer can wait for.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Fact {
		/// A shipment was received by who is to pay.
		#[codec(index = 0)]
		Delivered(u64),
		/// A lot passed its last inspection, by who is to pay or an organization that audits.
		#[codec(index = 1)]
		Inspected(u64),
		/// The supplier holds a valid license of a type.
		#[codec(index = 2)]
		Licensed(LicenseId, TypeCode),
	}
}

/// Says whether something is so.
pub trait Facts {
	/// Whether `fact` holds now of what the supplier `by` delivers to `to`, who is to pay.
	fn holds(fact: &Fact, by: OrganizationId, to: OrganizationId) -> bool;

	/// The most that [`Self::holds`] may use.
	fn weight() -> Weight;
}

/// Nothing holds.
impl Facts for () {
	fn holds(_: &Fact, _: OrganizationId, _: OrganizationId) -> bool {
		false
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// The registry that keeps an invoice from standing for two receivables.
pub trait Invoices {
	/// Has the invoice stand for a receivable, unless it is not of `supplier` to `debtor`, others registered it
	/// and did not let it go, it stands for another or is not clear. Whoever drafts as the debtor has to be `named`
	/// by the invoice.
	fn bind(
		invoice: InvoiceId,
		supplier: OrganizationId,
		debtor: OrganizationId,
		named: bool,
		receivable: ReceivableId,
	) -> DispatchResult;

	/// Has the invoice stand for nothing again, if it stands for `receivable`.
	fn release(invoice: InvoiceId, receivable: ReceivableId);

	/// Has the invoice, if it stands for `receivable`, on which something was paid, stand for nothing any more.
	fn close(invoice: InvoiceId, receivable: ReceivableId);

	/// The receivable that the invoice stands for, or stood for when something was paid on it.
	fn receivable(invoice: InvoiceId) -> Option<ReceivableId>;

	/// Whether nothing speaks against the invoice: no earlier one, no copy that nobody has looked at.
	fn is_clear(invoice: InvoiceId) -> bool;

	/// The most that each of these may use.
	fn weight() -> Weight;
}

/// No invoice is registered.
impl Invoices for () {
	fn bind(
		_: InvoiceId,
		_: OrganizationId,
		_: OrganizationId,
		_: bool,
		_: ReceivableId,
	) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn release(_: InvoiceId, _: ReceivableId) {}

	fn close(_: InvoiceId, _: ReceivableId) {}

	fn receivable(_: InvoiceId) -> Option<ReceivableId> {
		None
	}

	fn is_clear(_: InvoiceId) -> bool {
		false
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// A part of a receivable that is neither paid, nor split, nor cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartInfo {
	/// Of which receivable.
	pub receivable: ReceivableId,
	/// Whose it is.
	pub holder: OrganizationId,
	/// How much, in minor units.
	pub amount: Amount,
	/// In what.
	pub asset: AssetId,
	/// When it is due, in UTC milliseconds.
	pub due: Moment,
	/// Who owes it.
	pub debtor: OrganizationId,
	/// Its first holder.
	pub creditor: OrganizationId,
	/// Who guarantees it.
	pub guarantor: Option<OrganizationId>,
	/// Whether it can be passed on: it is not due, nobody disputes it, it is not offered, locked or claimed.
	pub idle: bool,
}

/// The parts of receivables, for pallets that finance them. They answer themselves for who asks.
pub trait Parts {
	/// A part; `None` if there is none of this id, or it is closed.
	fn part(part: PartId) -> Option<PartInfo>;

	/// Others rely on what stands about the part of `holder` from now on: nothing else is tied to its receivable.
	fn rely_on(part: PartId, holder: OrganizationId) -> DispatchResult;

	/// Keeps `holder` from passing its idle part on, or changing it. What is paid for it goes to whom
	/// [`Claims`] says, and then it is unlocked.
	fn lock(part: PartId, holder: OrganizationId) -> DispatchResult;

	/// Locks a part whatever its holder does with it, as long as nothing was paid for it: what it offered or
	/// asked an endorser for is taken back. Nothing happens if the part is locked.
	fn seize(part: PartId) -> DispatchResult;

	/// Whether nothing is paid for any part of a receivable any more, or there is none of this id.
	fn is_over(receivable: ReceivableId) -> bool;

	/// Undoes [`Self::lock`] and [`Self::seize`]. Nothing happens if the part is not locked.
	fn unlock(part: PartId);

	/// Has a part that is idle or locked change hands, without an offer. Also after it is due. `to` has to
	/// be eligible, with a license if the receivable asks for one. A lock stays.
	fn hand_over(
		part: PartId,
		to: OrganizationId,
		recourse: bool,
		license: Option<LicenseId>,
	) -> DispatchResult;

	/// The most that each of these may use.
	fn weight() -> Weight;

	/// Makes an idle part that is due in a month. Nobody who signs benchmarks owes it.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(holder: OrganizationId, asset: AssetId, amount: Amount) -> PartId;
}

/// Says who gets what is paid for a locked part.
pub trait Claims {
	/// Divides `amount`, paid for `part` of `holder`: in order who gets what, at most [`MAX_PAYEES`], which
	/// sums to `amount`. What is beyond that is not paid, and what is missing is the holder's. Writes
	/// nothing.
	fn divide(
		part: PartId,
		holder: OrganizationId,
		amount: Amount,
	) -> Vec<(OrganizationId, Amount)>;

	/// The part was locked, and is closed now: `paid` was paid for it, as divided; nothing if it was
	/// cancelled.
	fn ended(part: PartId, paid: Amount);

	/// The most that both together may use.
	fn weight() -> Weight;
}

/// All is the holder's.
impl Claims for () {
	fn divide(_: PartId, holder: OrganizationId, amount: Amount) -> Vec<(OrganizationId, Amount)> {
		alloc::vec![(holder, amount)]
	}

	fn ended(_: PartId, _: Amount) {}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Receivables that are frozen while goods are recalled.
pub trait Freezable {
	/// Stops a receivable: it is not paid, not passed on, and its deadlines wait. Refused once it is in
	/// default, paid or cancelled. It can be frozen several times over. Returns what undoes it.
	fn freeze(receivable: ReceivableId) -> Result<u32, DispatchError>;

	/// Undoes one [`Self::freeze`], by what that returned; nothing happens if a court has ended it already.
	fn unfreeze(receivable: ReceivableId, freeze: u32) -> DispatchResult;

	/// The most that either may use.
	fn weight() -> Weight;
}

impl Freezable for () {
	fn freeze(_: ReceivableId) -> Result<u32, DispatchError> {
		Ok(0)
	}

	fn unfreeze(_: ReceivableId, _: u32) -> DispatchResult {
		Ok(())
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
