// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A debtor says how much it may owe.
		LineSet {
			/// In what.
			asset: AssetId,
			/// How much.
			limit: Amount,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// A guarantor says how much it guarantees for a debtor.
		GuaranteeSet {
			/// For whom.
			debtor: OrganizationId,
			/// In what.
			asset: AssetId,
			/// How much.
			limit: Amount,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// A receivable was drafted.
		Drafted {
			/// The receivable.
			receivable: ReceivableId,
			/// Who is to owe it.
			debtor: OrganizationId,
			/// To whom.
			creditor: OrganizationId,
			/// What it says.
			terms: Terms,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A receivable was accepted: it is owed.
		Accepted {
			/// The receivable.
			receivable: ReceivableId,
			/// How much of it.
			amount: Amount,
			/// The part that is the whole.
			part: PartId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A draft was declined.
		Declined {
			/// The receivable.
			receivable: ReceivableId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A draft was taken back.
		Withdrawn {
			/// The receivable.
			receivable: ReceivableId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Nobody answered a draft.
		Lapsed {
			/// The receivable.
			receivable: ReceivableId,
		},
		/// A receivable is guaranteed.
		Guaranteed {
			/// The receivable.
			receivable: ReceivableId,
			/// Who guarantees it.
			by: ActorOf<T>,
		},
		/// A part was split.
		Split {
			/// The part.
			part: PartId,
			/// What it was split into, with the amounts in the same order.
			into: PartIds,
			/// How much each is.
			amounts: Amounts,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Parts were merged.
		Merged {
			/// Which.
			parts: PartIds,
			/// Into which.
			into: PartId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A part was offered.
		Offered {
			/// The part.
			part: PartId,
			/// To whom.
			to: OrganizationId,
			/// Whether with recourse.
			recourse: bool,
			/// Until when it can be taken.
			answer_by: Moment,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An offer was returned.
		Returned {
			/// The part.
			part: PartId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An offer was taken back.
		Recalled {
			/// The part.
			part: PartId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Nobody answered an offer.
		OfferLapsed {
			/// The part.
			part: PartId,
		},
		/// An offer was taken.
		Taken {
			/// The part.
			part: PartId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A part changed hands.
		Endorsed {
			/// The part.
			part: PartId,
			/// The endorsement's number.
			number: u32,
			/// The endorsement.
			endorsement: Endorsement,
		},
		/// A part was locked for whoever has claims on it.
		Locked {
			/// The part.
			part: PartId,
		},
		/// It was unlocked.
		Unlocked {
			/// The part.
			part: PartId,
		},
		/// A condition was shown to be met.
		ConditionMet {
			/// The receivable.
			receivable: ReceivableId,
			/// The condition's place, from 0.
			index: u32,
		},
		/// A debtor paid though a condition was not met.
		ConditionWaived {
			/// The receivable.
			receivable: ReceivableId,
			/// The condition's place, from 0.
			index: u32,
		},
		/// A receivable is to be paid once its conditions are met.
		Waits {
			/// The receivable.
			receivable: ReceivableId,
		},
		/// A receivable is due at another time.
		DueMoved {
			/// The receivable.
			receivable: ReceivableId,
			/// When.
			due: Moment,
		},
		/// A receivable was paid by its debtor, or by its guarantor. Holders get it one by one.
		Paid {
			/// The receivable.
			receivable: ReceivableId,
			/// What was outstanding.
			principal: Amount,
			/// The interest for delay.
			interest: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Somebody got its part of a payment.
		PaidOut {
			/// For which part.
			part: PartId,
			/// Who.
			organization: OrganizationId,
			/// How much.
			amount: Amount,
		},
		/// Somebody's account takes no money. It can be collected later.
		NotPaidOut {
			/// Of which receivable.
			receivable: ReceivableId,
			/// Who.
			organization: OrganizationId,
			/// In what.
			asset: AssetId,
			/// How much.
			amount: Amount,
			/// Why.
			error: DispatchError,
		},
		/// What could not be paid was.
		Collected {
			/// Who got it.
			organization: OrganizationId,
			/// In what.
			asset: AssetId,
			/// How much.
			amount: Amount,
		},
		/// The last part of a receivable was paid or closed.
		Concluded {
			/// The receivable.
			receivable: ReceivableId,
		},
		/// A holder would take less for a part.
		DiscountOffered {
			/// The part.
			part: PartId,
			/// How much less, and until when.
			discount: Discount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// It would no longer.
		DiscountWithdrawn {
			/// The part.
			part: PartId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A part was paid early, for less.
		DiscountTaken {
			/// The part.
			part: PartId,
			/// What was paid.
			amount: Amount,
			/// Who paid.
			by: ActorOf<T>,
		},
		/// A receivable was not paid when it was due.
		Overdue {
			/// The receivable.
			receivable: ReceivableId,
			/// When its guarantor is called.
			until: Moment,
		},
		/// A guarantor is to pay.
		Called {
			/// The receivable.
			receivable: ReceivableId,
			/// The guarantor.
			guarantor: OrganizationId,
			/// Until when.
			until: Moment,
		},
		/// Nobody paid in time.
		Defaulted {
			/// The receivable.
			receivable: ReceivableId,
		},
		/// A debtor paid what its guarantor had paid for it.
		Repaid {
			/// The receivable.
			receivable: ReceivableId,
			/// What the guarantor had paid.
			amount: Amount,
			/// The interest for delay since.
			interest: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A guarantor gave up what the debtor owed it.
		Forgiven {
			/// The receivable.
			receivable: ReceivableId,
			/// What it had paid.
			amount: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A holder takes recourse.
		RecourseClaimed {
			/// The part.
			part: PartId,
			/// To whom.
			on: OrganizationId,
			/// Until when it is to pay.
			until: Moment,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An endorser paid a part's holder, and is its holder again.
		RecoursePaid {
			/// The part.
			part: PartId,
			/// Who was paid.
			to: OrganizationId,
			/// How much.
			amount: Amount,
			/// Who paid.
			by: ActorOf<T>,
		},
		/// An endorser did not pay. The holder can turn to the one before.
		RecourseFailed {
			/// The part.
			part: PartId,
			/// The endorser.
			on: OrganizationId,
		},
		/// A holder waived some of a part.
		CreditNoted {
			/// The part.
			part: PartId,
			/// How much.
			amount: Amount,
			/// The digest of the credit note.
			digest: H256,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Somebody would cancel a receivable.
		CancellationProposed {
			/// The receivable.
			receivable: ReceivableId,
			/// The digest of the reasons.
			digest: H256,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// It would no longer.
		CancellationWithdrawn {
			/// The receivable.
			receivable: ReceivableId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A holder consents to the cancellation.
		Consented {
			/// The part.
			part: PartId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A receivable was cancelled. Its parts are closed one by one.
		Cancelled {
			/// The receivable.
			receivable: ReceivableId,
			/// What nobody owes any more.
			amount: Amount,
		},
		/// A receivable is disputed, and frozen.
		DisputeRaised {
			/// The receivable.
			receivable: ReceivableId,
			/// Who decides.
			arbiter: OrganizationId,
			/// The digest of the reasons.
			reason: H256,
			/// Until when.
			until: Moment,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An arbiter decided: a receivable is cancelled, or goes on.
		Ruled {
			/// The receivable.
			receivable: ReceivableId,
			/// Whether it is cancelled.
			upheld: bool,
			/// The digest of the reasons.
			reason: H256,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An arbiter did not decide in time: the dispute is rejected.
		NotRuled {
			/// The receivable.
			receivable: ReceivableId,
			/// The arbiter.
			arbiter: OrganizationId,
		},
		/// A receivable is frozen while goods are recalled.
		Frozen {
			/// The receivable.
			receivable: ReceivableId,
		},
		/// A receivable goes on.
		Thawed {
			/// The receivable.
			receivable: ReceivableId,
		},
	}
}
