// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps.

use covenant_primitives::{
	id, interest::simple_interest, json, receivables::MAX_PAYEES, stored, time::DAY, Amount,
	AssetId, LicenseId, Moment, OrganizationId, PartId, ReceivableId,
};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;

/// The most banks that are asked at a time.
pub const MAX_BANKS: u32 = 8;

/// The most claims on a part that count, a pledge among them: as many as are paid.
pub const MAX_CLAIMS: u32 = MAX_PAYEES;

/// The banks that are asked.
pub type Banks = BoundedVec<OrganizationId, ConstU32<MAX_BANKS>>;

/// The claims that count, in no order.
pub type ClaimIds = BoundedVec<ClaimId, ConstU32<MAX_CLAIMS>>;

id! {
	/// A request for financing.
	FinancingId(u64)

	/// A loan on the pledge of a part.
	LoanId(u64)

	/// A claim on a part.
	ClaimId(u64)
}

stored! {
	/// How a holder wants to finance a part.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Kind {
		/// It sells the part.
		#[codec(index = 0)]
		Sale {
			/// Whether the bank can have recourse to it.
			recourse: bool,
		},
		/// It pledges the part.
		#[codec(index = 1)]
		Pledge {
			/// Until when it is to repay, in UTC milliseconds.
			until: Moment,
			/// The most that it wants to owe, in minor units; the part's amount if nothing is said.
			#[serde(with = "json::decimal_option")]
			wanted: Option<Amount>,
		},
	}

	/// That a holder asks banks for quotes.
	#[serde(rename_all = "camelCase")]
	pub struct Request {
		/// For which part.
		pub part: PartId,
		/// Who asks.
		pub holder: OrganizationId,
		/// In what the part is paid.
		pub asset: AssetId,
		/// How.
		pub kind: Kind,
		/// Whom.
		pub banks: Banks,
		/// Until when, in UTC milliseconds.
		pub answer_by: Moment,
		/// The last claim that was made on the part since.
		pub claimed: Option<ClaimId>,
	}

	/// What a bank would do.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Offer {
		/// Buy the part.
		#[codec(index = 0)]
		Sale {
			/// Whether it asks for recourse to the holder.
			recourse: bool,
			/// The license of the bank, if the receivable asks for one.
			license: Option<LicenseId>,
		},
		/// Lend on its pledge.
		#[codec(index = 1)]
		Pledge {
			/// How much, in minor units.
			#[serde(with = "json::decimal")]
			principal: Amount,
		},
	}

	/// On which terms.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// What it would do.
		pub offer: Offer,
		/// The discount or the interest, in basis points a year of 360 days.
		pub rate: u32,
		/// What it keeps of the price or the principal besides, in minor units.
		#[serde(with = "json::decimal")]
		pub fee: Amount,
		/// Until when, in UTC milliseconds.
		pub valid_until: Moment,
	}

	/// What a bank quotes.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Quote {
		/// The terms.
		#[serde(flatten)]
		pub terms: Terms,
		/// What is on hold for it: the most that the bank would pay, in minor units.
		#[serde(with = "json::decimal")]
		pub held: Amount,
		/// How much the part was, in minor units.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// The next claim that anybody would make on any part then.
		pub next_claim: ClaimId,
	}

	/// What a bank lent on the pledge of a part.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Loan {
		/// The part.
		pub part: PartId,
		/// Whether the part is pledged still: it was not closed, and is not the bank's.
		pub secured: bool,
		/// Who lent.
		pub bank: OrganizationId,
		/// Who owes it.
		pub borrower: OrganizationId,
		/// In what.
		pub asset: AssetId,
		/// What is owed without interest, in minor units.
		#[serde(with = "json::decimal")]
		pub principal: Amount,
		/// The interest, in basis points a year of 360 days.
		pub rate: u32,
		/// What is owed as interest for the days that were counted, in minor units.
		#[serde(with = "json::decimal")]
		pub interest: Amount,
		/// How many started days were counted.
		pub counted: u64,
		/// When it was taken, in UTC milliseconds.
		pub taken: Moment,
		/// When the bank can realize the pledge, in UTC milliseconds.
		pub until: Moment,
		/// Whether it was reported how the borrower kept it.
		pub reported: bool,
	}

	/// What an organization says that it has in a part by an assignment or a pledge off the chain.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Claim {
		/// The part, which may be closed.
		pub part: PartId,
		/// Of which receivable.
		pub receivable: ReceivableId,
		/// Who says so.
		pub claimant: OrganizationId,
		/// How much of what is paid for the part, in minor units.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// The digest of the evidence.
		pub digest: H256,
		/// When it was registered, in UTC milliseconds; never if there is nothing.
		pub registered: Option<Moment>,
		/// When the debtor had notice of it, in UTC milliseconds; never if there is nothing.
		pub noticed: Option<Moment>,
		/// Whether it counts.
		pub standing: Standing,
	}

	/// Whether a claim counts.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Standing {
		/// Nobody said so yet.
		#[codec(index = 0)]
		Open,
		/// The holder said so.
		#[codec(index = 1)]
		Acknowledged,
		/// An arbiter said so.
		#[codec(index = 2)]
		Upheld,
	}

	/// A claim that an arbiter admits.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Admission {
		/// On which part.
		pub part: PartId,
		/// Whose.
		pub claimant: OrganizationId,
		/// How much, in minor units.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// The digest of the evidence.
		pub digest: H256,
		/// When it was registered elsewhere, in UTC milliseconds; never if there is nothing.
		pub registered: Option<Moment>,
		/// When the debtor had notice of it, in UTC milliseconds; never if there is nothing.
		pub noticed: Option<Moment>,
	}

	/// What a bank has at stake in an asset by loans and quotes. Parts that it holds are not in it: the
	/// receivables list them by holder.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Exposure {
		/// What it is owed on loans, without interest, in minor units.
		#[serde(with = "json::decimal")]
		pub principal: Amount,
		/// What is on hold for its quotes, in minor units.
		#[serde(with = "json::decimal")]
		pub quoted: Amount,
	}

	/// For what somebody is paid.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Source {
		/// For a loan.
		#[codec(index = 0)]
		Pledge(LoanId),
		/// For a claim.
		#[codec(index = 1)]
		Claim(ClaimId),
	}

	/// What somebody gets of what is paid for a part.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Share {
		/// For what.
		pub source: Source,
		/// Who.
		pub to: OrganizationId,
		/// What it can ask for, in minor units.
		#[serde(with = "json::decimal")]
		pub claimed: Amount,
		/// What it gets, in minor units.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// A request was not answered in time, or no quote taken.
		#[codec(index = 0)]
		LapseRequest(FinancingId),
		/// A quote was not taken in time.
		#[codec(index = 1)]
		LapseQuote(FinancingId, OrganizationId),
		/// The time of a loan is over.
		#[codec(index = 2)]
		Overdue(LoanId),
	}
}

/// Started days of 24 hours between two times.
pub fn started_days(from: Moment, to: Moment) -> u64 {
	to.saturating_sub(from).div_ceil(DAY)
}

/// Simple interest, and the discount; what no amount holds is the largest one.
fn interest(amount: Amount, rate: u32, days: u64) -> Amount {
	simple_interest(amount, rate, days).unwrap_or(Amount::MAX)
}

impl Terms {
	/// What the bank pays out at `now`, in minor units; nothing if that is not more than nothing. For a part
	/// of `amount` that is due at `due` it is what is left of it, or of the principal, once the discount and
	/// the fee are taken off.
	pub fn payout(&self, amount: Amount, due: Moment, now: Moment) -> Amount {
		let before_fee = match self.offer {
			Offer::Sale { .. } => {
				let discount = interest(amount, self.rate, started_days(now, due));
				amount.saturating_sub(discount)
			}
			Offer::Pledge { principal } => principal,
		};
		before_fee.saturating_sub(self.fee)
	}
}

impl Quote {
	/// Whether it is still what the bank quoted for: a part of that amount, on which nobody made a claim
	/// since. `claimed` is the last claim that was made on it.
	pub fn stands(&self, amount: Amount, claimed: Option<ClaimId>) -> bool {
		self.amount == amount && claimed.is_none_or(|last| last < self.next_claim)
	}
}

impl Loan {
	/// The interest that is owed at `now`, in minor units. Each started day counts once.
	pub fn interest_at(&self, now: Moment) -> Amount {
		let days = started_days(self.taken, now).saturating_sub(self.counted);
		self.interest.saturating_add(interest(self.principal, self.rate, days))
	}

	/// All that is owed at `now`, in minor units.
	pub fn debt(&self, now: Moment) -> Amount {
		self.principal.saturating_add(self.interest_at(now))
	}

	/// What is left once `amount` is paid at `now`, interest first.
	pub fn less(self, amount: Amount, now: Moment) -> Self {
		let interest = self.interest_at(now);
		let on_interest = amount.min(interest);
		let rest = amount.saturating_sub(on_interest);
		Self {
			interest: interest.saturating_sub(on_interest),
			principal: self.principal.saturating_sub(rest),
			counted: started_days(self.taken, now),
			..self
		}
	}

	/// Whether nothing is owed.
	pub fn is_paid(&self) -> bool {
		self.principal == 0 && self.interest == 0
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn loan() -> Loan {
		Loan {
			part: PartId(0),
			secured: true,
			bank: OrganizationId(5),
			borrower: OrganizationId(2),
			asset: 1,
			principal: 3_600_000,
			rate: 500,
			interest: 0,
			counted: 0,
			taken: 7,
			until: 100 * DAY,
			reported: false,
		}
	}

	#[test]
	fn days_are_counted_once_they_started() {
		assert_eq!(started_days(7, 7), 0);
		assert_eq!(started_days(7, 8), 1);
		assert_eq!(started_days(7, 7 + DAY), 1);
		assert_eq!(started_days(7, 8 + DAY), 2);
		assert_eq!(started_days(8, 7), 0);
		assert_eq!(started_days(0, Moment::MAX), Moment::MAX / DAY + 1);
	}

	#[test]
	fn interest_that_no_amount_holds_is_the_largest() {
		assert_eq!(interest(3_600_000, 500, 1), 500);
		assert_eq!(interest(Amount::MAX, 10_000, 360), Amount::MAX);
		assert_eq!(interest(Amount::MAX, u32::MAX, u64::MAX), Amount::MAX);
	}

	#[test]
	fn a_price_is_less_by_the_discount_and_the_fee() {
		let sale = Offer::Sale { recourse: false, license: None };
		let terms = Terms { offer: sale, rate: 500, fee: 1_000, valid_until: 0 };
		let due = 90 * DAY;
		assert_eq!(terms.payout(3_600_000, due, 0), 3_554_000);
		assert_eq!(terms.payout(3_600_000, due, 1), 3_554_000);
		assert_eq!(terms.payout(3_600_000, due, DAY), 3_554_500);
		assert_eq!(terms.payout(3_600_000, due, due), 3_599_000);
		assert_eq!(terms.payout(1_000, due, due), 0);
		assert_eq!(terms.payout(0, due, 0), 0);
		let dear = Terms { rate: u32::MAX, ..terms };
		assert_eq!(dear.payout(3_600_000, due, 0), 0);
		let pledge = Terms { offer: Offer::Pledge { principal: 5_000 }, ..terms };
		assert_eq!(pledge.payout(3_600_000, due, 0), 4_000);
	}

	#[test]
	fn a_quote_stands_while_the_part_is_as_it_was() {
		let terms =
			Terms { offer: Offer::Pledge { principal: 5 }, rate: 0, fee: 0, valid_until: 0 };
		let quote = Quote { terms, held: 5, amount: 9, next_claim: ClaimId(3) };
		assert!(quote.stands(9, None));
		assert!(quote.stands(9, Some(ClaimId(2))));
		assert!(!quote.stands(9, Some(ClaimId(3))));
		assert!(!quote.stands(8, None));
		assert!(!quote.stands(10, None));
	}

	#[test]
	fn interest_is_paid_first_and_no_day_twice() {
		let loan = loan();
		assert_eq!(loan.debt(7), 3_600_000);
		assert_eq!(loan.debt(8), 3_600_500);
		assert_eq!(loan.debt(7 + 10 * DAY), 3_605_000);
		let at = 7 + 9 * DAY + 1;
		let less = loan.less(2_000, at);
		assert_eq!((less.principal, less.interest, less.counted), (3_600_000, 3_000, 10));
		// Nothing more for the rest of the tenth day.
		assert_eq!(less.debt(at + 1), 3_603_000);
		assert_eq!(less.debt(at + DAY), 3_603_500);
		let half = less.less(1_803_000, 7 + 10 * DAY);
		assert_eq!((half.principal, half.interest), (1_800_000, 0));
		assert_eq!(half.debt(7 + 20 * DAY), 1_802_500);
		assert!(half.less(1_802_500, 7 + 20 * DAY).is_paid());
		assert!(!half.less(1_802_499, 7 + 20 * DAY).is_paid());
		assert!(!loan.less(0, at).is_paid());
	}

	#[test]
	fn amounts_are_texts_in_json() {
		let terms = Terms {
			offer: Offer::Pledge { principal: 1 << 60 },
			rate: 435,
			fee: 0,
			valid_until: 9,
		};
		let quote = Quote { terms, held: 7, amount: 9, next_claim: ClaimId(3) };
		let json = serde_json::to_value(quote).unwrap();
		let expected = serde_json::json!({
			"offer": {"pledge": {"principal": "1152921504606846976"}},
			"rate": 435,
			"fee": "0",
			"validUntil": 9,
			"held": "7",
			"amount": "9",
			"nextClaim": 3,
		});
		assert_eq!(json, expected);
		assert_eq!(serde_json::from_value::<Quote>(json).unwrap(), quote);
		let kind = Kind::Pledge { until: 5, wanted: None };
		let json = serde_json::to_value(kind).unwrap();
		assert_eq!(json, serde_json::json!({"pledge": {"until": 5, "wanted": null}}));
		let json = serde_json::to_value(loan()).unwrap();
		assert_eq!(json["principal"], "3600000");
		assert_eq!(serde_json::from_value::<Loan>(json).unwrap(), loan());
	}
}
