// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No object has this id.
		NotFound,
		/// No request has this id.
		RequestNotFound,
		/// The owner has no policy of this number.
		PolicyNotFound,
		/// The party is not the one who may do this.
		NotAuthorized,
		/// The object was retired, or gave way to an earlier commitment.
		ObjectClosed,
		/// The digest is zero, the size is zero, the media type or a location is not written as it
		/// has to be, or the object's public key is of small order or, where the object is encrypted
		/// anew, the former one.
		InvalidContent,
		/// The policy contradicts itself: no working day to answer in, or more to acknowledge in than to
		/// answer; a period of less than a minute, or no use; a threshold out of reach, an approver named
		/// twice, the owner as its own arbiter.
		InvalidPolicy,
		/// The owner cannot have so many policies: their numbers are too high.
		TooManyPolicies,
		/// An organization or person that is named is not on the chain.
		UnknownParty,
		/// The arbiter may not arbitrate.
		NotAnArbiter,
		/// The escrow is not the policy's arbiter's, or not to its present encryption key.
		InvalidEscrow,
		/// The public key is of small order: no secret can be shared with it.
		InvalidKey,
		/// The key is the party's present one.
		AlreadyPublished,
		/// The requester has published no encryption key.
		NoKey,
		/// The wrapped key is to no encryption key of the requester's, or to one that it had replaced
		/// before it asked.
		StaleKey,
		/// The owner cannot answer: it is suspended, or gone.
		OwnerCannotAct,
		/// The owner needs no grant.
		OwnObject,
		/// The period is empty or over, or the policy allows less, or fewer uses.
		InvalidTerms,
		/// Without the requester's own vote, too few are left to approve the request.
		OwnApprovalNeeded,
		/// A request of the same party for the same object is open.
		AlreadyRequested,
		/// The requester has too many open requests.
		TooManyRequests,
		/// The request is not in a state that allows this.
		InvalidState,
		/// The request was acknowledged, or that was not promised.
		NothingToAcknowledge,
		/// The party has no vote on this request.
		NotAnApprover,
		/// The party has voted on this request.
		AlreadyVoted,
		/// There is no arbiter for the request.
		NoArbiter,
		/// The time to dispute the refusal is over, or the arbiter has decided.
		RefusalFinal,
		/// The grant's period has not begun.
		NotYetInForce,
		/// The period of the request, or of its grant, is over.
		Expired,
		/// The grant was used as often as was granted.
		UsedUp,
		/// The object was encrypted anew, and the grant is for the former content.
		Superseded,
		/// The task is not due.
		NotDue,
	}
}
