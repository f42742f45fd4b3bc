// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No order has this id.
		NotFound,
		/// No resource of this id is offered.
		NotOffered,
		/// The signer acts for an organization whose part it is not.
		NotAuthorized,
		/// The order is not so far, or further.
		WrongState,
		/// It is too late for that.
		TooLate,
		/// It is too early for that.
		TooEarly,
		/// Windows, notice or fee are out of range.
		InvalidTerms,
		/// Resources of this kind are not delivered like that.
		WrongMethod,
		/// With this method each order is approved.
		NeedsApproval,
		/// The arbiter may not arbitrate, or is a side.
		WrongArbiter,
		/// Who may ask is out of range.
		InvalidEligibility,
		/// Nothing would change.
		Unchanged,
		/// The owner does not take orders.
		NotOpen,
		/// The owner, or the buyer, is suspended.
		Suspended,
		/// It is the organization's own.
		OwnResource,
		/// The resource was changed since.
		OtherVersion,
		/// The terms were changed since.
		OtherTerms,
		/// It costs another amount.
		OtherPrice,
		/// The terms keep organizations of this kind out.
		WrongKind,
		/// The terms keep organizations registered elsewhere out.
		WrongRegion,
		/// The organization's credit score is too low.
		CreditTooLow,
		/// The terms ask for a license.
		NoLicense,
		/// The terms ask for a capability.
		NoCapability,
		/// Nobody decides disputes.
		NoArbiter,
		/// What is asked for is not what the method needs.
		WrongAsk,
		/// The price is for a period, and the terms do not say how long one is.
		NoPeriod,
		/// The resource cannot be booked.
		NotBookable,
		/// The request is not the buyer's, not for this object, not open, or for more than is paid for.
		WrongRequest,
		/// The buyer has no encryption key, or did not use this one since the order was made.
		WrongKey,
		/// The request was not granted.
		NotGranted,
		/// This is not what shows that it was delivered.
		WrongEvidence,
		/// A part is less than the whole, and a decision not more than it.
		InvalidAmount,
		/// Marks are from 1 to 5.
		InvalidMarks,
		/// This side rated the other already.
		AlreadyRated,
		/// Nobody looks for this resource under this demand.
		NotDemanded,
		/// No quote has this id.
		NoQuote,
		/// The quote's time is over, or it is not yet.
		QuoteTime,
		/// The owner has as many quotes as it can have.
		TooManyQuotes,
		/// Nothing is unpaid.
		NothingUnpaid,
		/// The organization has open orders.
		OpenOrders,
		/// Money of the organization is held.
		MoneyHeld,
	}
}
