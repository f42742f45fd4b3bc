// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such part, request, quote, loan or claim, or no more.
		NotFound,
		/// The signer's organization has no such part in it.
		NotAuthorized,
		/// Holder, debtor, bank and claimant are different ones, on the chain; a bank is asked once.
		InvalidParty,
		/// One of those that are asked is no bank.
		NotABank,
		/// An organization is suspended, or not on the chain.
		NotInGoodStanding,
		/// A time is over, too far ahead, or before another that it has to follow.
		InvalidTime,
		/// Nothing, or more than there is.
		InvalidAmount,
		/// The rate is higher than it can be.
		InvalidRate,
		/// The quote is of another kind than the request, or wants a recourse that is not given.
		WrongKind,
		/// The holder has asked for the part already.
		AlreadyRequested,
		/// The bank has quoted already.
		AlreadyQuoted,
		/// The time for that is over.
		Expired,
		/// The part is due, disputed, offered, pledged, claimed, or has another holder.
		NotIdle,
		/// The part's amount is not what the bank quoted for, or somebody made a claim on it since: the
		/// bank withdraws, and quotes again.
		Changed,
		/// The holder gets less than it said.
		TooLittle,
		/// The pledge cannot be realized yet.
		NotDue,
		/// Claims count on the part: any if it is refinanced, such that come before the pledge or beside it
		/// if it is realized.
		OthersClaim,
		/// Nothing is pledged for the loan any more.
		NotSecured,
		/// The organization has a claim on the part already, or had one: an arbiter can admit it again.
		AlreadyClaimed,
		/// The claim counts already, by that say.
		AlreadyCounted,
		/// The claim would come before one that counts already, or the pledge, or beside it: that is for an
		/// arbiter.
		Outranks,
		/// The part that an arbiter names is of another receivable than the claim.
		OtherReceivable,
		/// As many claims on the part count as can.
		TooMany,
		/// The arbiter has a part in it.
		NotImpartial,
		/// Nothing waits to be collected.
		NothingOwed,
		/// An organization has requests, quotes, loans or claims, or is owed money.
		OpenFinancing,
	}
}
