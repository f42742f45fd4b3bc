// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No receivable or part has this id.
		NotFound,
		/// The signer's organization has no such part in it.
		NotAuthorized,
		/// Debtor, creditor and guarantor are three; a part goes to another than its holder and the debtor.
		InvalidParty,
		/// An organization is suspended, or not on the chain.
		NotInGoodStanding,
		/// The receivable is not so far, further, or frozen; or the part is closed.
		InvalidState,
		/// The time for that is over.
		Expired,
		/// An answer is due in the future, and not too late.
		InvalidAnswerTime,
		/// It is due in the future, and not too late.
		InvalidDue,
		/// The interest for delay is higher than it can be.
		InvalidRate,
		/// Nothing, more than there is, or parts that do not sum to the whole.
		InvalidAmount,
		/// There is no such settlement asset, or accounts cannot have a single unit of it.
		UnknownAsset,
		/// It is not the code of a type of licenses.
		InvalidLicense,
		/// The receivable asks for a license.
		NoLicense,
		/// A receivable rests on a document.
		NoDocuments,
		/// Each invoice among the documents is registered, and together they bill the amount.
		InvoicesMissing,
		/// Something speaks against an invoice.
		InvoiceNotClear,
		/// A line of the debtor or the guarantor has no room for it.
		LineExceeded,
		/// The organization has as many drafts as it can have.
		TooMany,
		/// A condition of transfer or payment does not hold.
		ConditionNotMet,
		/// The receivable has no such condition.
		NoCondition,
		/// The condition was shown to be met already.
		AlreadyMet,
		/// Somebody guarantees it already.
		AlreadyGuaranteed,
		/// The part is offered, locked or claimed.
		NotIdle,
		/// The part was not offered, or not like that.
		NotOffered,
		/// Only parts of one holder are merged that were split from the same and not passed on since.
		NotSiblings,
		/// The holder takes nothing less for the part, or not so little.
		NoDiscount,
		/// The debtor does not owe a guarantor anything, or nothing waits to be collected.
		NothingOwed,
		/// The holder got the part without recourse, or has taken it all.
		NoRecourse,
		/// Nobody takes recourse for the part.
		NotClaimed,
		/// A cancellation was proposed already.
		AlreadyProposed,
		/// No cancellation was proposed.
		NotProposed,
		/// The holder consents already.
		AlreadyConsented,
		/// The organization has disputed it before.
		AlreadyDisputed,
		/// Nobody disputes it: it is frozen for a recall alone.
		NotDisputed,
		/// Another is to arbitrate, or the arbiter has a part in it, or may not arbitrate.
		NotImpartial,
		/// An organization is debtor, guarantor or holder of something that is owed, or is owed money.
		OpenReceivables,
	}
}
