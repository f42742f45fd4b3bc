// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps of the history of receivables.

use covenant_primitives::{json, stored, Amount, Moment, OrganizationId, PartId};

stored! {
	/// An entry of the history of a receivable. The events of its block say more.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Entry {
		/// When, in UTC milliseconds.
		pub at: Moment,
		/// In which block.
		pub block: u32,
		/// What happened.
		pub act: Act,
		/// Who did it; `None` if it happened by itself, or another pallet has done it.
		pub by: Option<OrganizationId>,
		/// To which part; `None` if to the whole.
		pub part: Option<PartId>,
		/// How much it is about, in minor units.
		#[serde(with = "json::decimal_option")]
		pub amount: Option<Amount>,
		/// Who else it is about: who was offered or got something, or is to act.
		pub to: Option<OrganizationId>,
	}

	/// What happened to a receivable, or to a part of it.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Act {
		/// It was drafted, for so much.
		#[codec(index = 0)]
		Drafted,
		/// It was accepted, so much of it, as this part.
		#[codec(index = 1)]
		Accepted,
		/// The draft was declined.
		#[codec(index = 2)]
		Declined,
		/// The draft was taken back.
		#[codec(index = 3)]
		Withdrawn,
		/// Nobody answered the draft.
		#[codec(index = 4)]
		Lapsed,
		/// It is guaranteed.
		#[codec(index = 5)]
		Guaranteed,
		/// The part was split.
		#[codec(index = 6)]
		Split,
		/// Others were merged into the part.
		#[codec(index = 7)]
		Merged,
		/// The part was offered.
		#[codec(index = 8)]
		Offered,
		/// The offer was returned.
		#[codec(index = 9)]
		Returned,
		/// The offer was taken back.
		#[codec(index = 10)]
		Recalled,
		/// Nobody answered the offer.
		#[codec(index = 11)]
		OfferLapsed,
		/// The part changed hands.
		#[codec(index = 12)]
		Endorsed,
		/// The part was locked for whoever has claims on it.
		#[codec(index = 13)]
		Locked,
		/// It was unlocked.
		#[codec(index = 14)]
		Unlocked,
		/// A condition was shown to be met.
		#[codec(index = 15)]
		ConditionMet,
		/// It is to be paid once its conditions are met.
		#[codec(index = 16)]
		Waits,
		/// It is due at another time.
		#[codec(index = 17)]
		DueMoved,
		/// It was paid, so much with interest for delay. Holders get it one by one.
		#[codec(index = 18)]
		Paid,
		/// Somebody got so much of a payment, for the part.
		#[codec(index = 19)]
		PaidOut,
		/// Somebody's account takes no money. So much can be collected later.
		#[codec(index = 20)]
		NotPaidOut,
		/// The last part was paid or closed.
		#[codec(index = 21)]
		Concluded,
		/// The holder would take so much less for the part now.
		#[codec(index = 22)]
		DiscountOffered,
		/// It would no longer.
		#[codec(index = 23)]
		DiscountWithdrawn,
		/// The part was paid early, with so much.
		#[codec(index = 24)]
		DiscountTaken,
		/// It was not paid when it was due.
		#[codec(index = 25)]
		Overdue,
		/// The guarantor is to pay.
		#[codec(index = 26)]
		Called,
		/// Nobody paid in time.
		#[codec(index = 27)]
		Defaulted,
		/// The debtor paid its guarantor, so much with interest for delay.
		#[codec(index = 28)]
		Repaid,
		/// The holder takes recourse.
		#[codec(index = 29)]
		RecourseClaimed,
		/// The endorser paid the part's holder, and is its holder again.
		#[codec(index = 30)]
		RecoursePaid,
		/// The endorser did not pay.
		#[codec(index = 31)]
		RecourseFailed,
		/// The holder waived so much of the part.
		#[codec(index = 32)]
		CreditNoted,
		/// Somebody would cancel it.
		#[codec(index = 33)]
		CancellationProposed,
		/// It would no longer.
		#[codec(index = 34)]
		CancellationWithdrawn,
		/// The part's holder consents to the cancellation.
		#[codec(index = 35)]
		Consented,
		/// It was cancelled: nobody owes so much any more.
		#[codec(index = 36)]
		Cancelled,
		/// It is disputed, and frozen until an arbiter decides.
		#[codec(index = 37)]
		DisputeRaised,
		/// The arbiter has it cancelled.
		#[codec(index = 38)]
		Upheld,
		/// The arbiter has it go on.
		#[codec(index = 39)]
		Rejected,
		/// The arbiter did not decide in time.
		#[codec(index = 40)]
		NotRuled,
		/// It is frozen while goods are recalled.
		#[codec(index = 41)]
		Frozen,
		/// It goes on.
		#[codec(index = 42)]
		Thawed,
		/// The debtor paid though a condition was not met.
		#[codec(index = 43)]
		ConditionWaived,
		/// The guarantor gave up what the debtor owed it.
		#[codec(index = 44)]
		Forgiven,
	}
}
