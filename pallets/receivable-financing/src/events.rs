// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A holder asks banks.
		Requested {
			/// The request.
			request: FinancingId,
			/// For which part.
			part: PartId,
			/// How.
			kind: Kind,
			/// Whom.
			banks: Banks,
			/// Until when, in UTC milliseconds.
			answer_by: Moment,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// It asks no longer.
		RequestWithdrawn {
			/// The request.
			request: FinancingId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// The time of a request is over, or the part has another holder who asks.
		RequestLapsed {
			/// The request.
			request: FinancingId,
		},
		/// A bank quotes.
		Quoted {
			/// For which request.
			request: FinancingId,
			/// On which terms.
			terms: Terms,
			/// What is on hold for that.
			held: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// It does not any more.
		QuoteWithdrawn {
			/// For which request.
			request: FinancingId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// The time of a quote is over.
		QuoteLapsed {
			/// For which request.
			request: FinancingId,
			/// Whose.
			bank: OrganizationId,
		},
		/// A part was sold to a bank.
		Sold {
			/// By which request.
			request: FinancingId,
			/// The part.
			part: PartId,
			/// To whom.
			bank: OrganizationId,
			/// Whether with recourse.
			recourse: bool,
			/// For how much.
			price: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A part was pledged to a bank.
		Pledged {
			/// By which request.
			request: FinancingId,
			/// For which loan.
			loan: LoanId,
			/// How it is.
			details: Loan,
			/// What was paid to the holder.
			amount: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Another bank took the place of one.
		Refinanced {
			/// The loan that was repaid.
			loan: LoanId,
			/// With how much.
			repaid: Amount,
			/// The loan that took its place.
			into: LoanId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A borrower repays.
		Repaid {
			/// The loan.
			loan: LoanId,
			/// How much.
			amount: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A bank holds the part that was pledged to it. What each claim got of it is said before.
		Realized {
			/// The loan.
			loan: LoanId,
			/// What was owed.
			debt: Amount,
			/// For how much the part counts.
			worth: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A bank waives what it is owed.
		Forgiven {
			/// The loan.
			loan: LoanId,
			/// How much.
			amount: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// The part that was pledged was closed, and a bank paid from it.
		PledgeEnded {
			/// The loan.
			loan: LoanId,
			/// With how much.
			paid: Amount,
		},
		/// A pledge is gone that was not enough.
		Unsecured {
			/// The loan.
			loan: LoanId,
			/// What is owed still.
			debt: Amount,
		},
		/// Nothing is owed any more.
		Closed {
			/// The loan.
			loan: LoanId,
		},
		/// An organization has a claim on a part.
		Claimed {
			/// The claim.
			claim: ClaimId,
			/// The part.
			part: PartId,
			/// How much.
			amount: Amount,
			/// The digest of the evidence.
			digest: H256,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// A claim was taken back, or its receivable was over before it counted.
		ClaimWithdrawn {
			/// The claim.
			claim: ClaimId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A holder says that a claim counts.
		Acknowledged {
			/// The claim.
			claim: ClaimId,
			/// When the debtor had notice of it.
			noticed: Option<Moment>,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An arbiter says whether a claim counts.
		Ruled {
			/// The claim.
			claim: ClaimId,
			/// Whether it counts.
			upheld: bool,
			/// On which part.
			part: PartId,
			/// How much of what is paid for that.
			amount: Amount,
			/// When the debtor had notice of it.
			noticed: Option<Moment>,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An arbiter admits a claim that was not registered here.
		Admitted {
			/// The claim.
			claim: ClaimId,
			/// How it is.
			details: Claim,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A holder paid a claim.
		ClaimSettled {
			/// The claim.
			claim: ClaimId,
			/// With how much.
			amount: Amount,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// The part was closed, or its pledge realized, and a claim paid from it.
		ClaimEnded {
			/// The claim.
			claim: ClaimId,
			/// With how much.
			paid: Amount,
		},
		/// An account took no money, and the organization is owed it.
		NotPaidOut {
			/// The organization.
			organization: OrganizationId,
			/// In what.
			asset: AssetId,
			/// How much.
			amount: Amount,
			/// Why.
			error: DispatchError,
		},
		/// An organization was paid what it was owed.
		Collected {
			/// The organization.
			organization: OrganizationId,
			/// In what.
			asset: AssetId,
			/// How much.
			amount: Amount,
		},
	}
}
