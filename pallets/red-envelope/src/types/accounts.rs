// SPDX-License-Identifier: Apache-2.0

//! The accounts of the books, and what is posted to them.

use super::{BudgetId, EnvelopeId, Purpose, RedemptionId};
use covenant_primitives::{stored, BookAccount, PersonId};
use sp_core::H256;

stored! {
	/// An account of an organization's books.
	///
	/// At any time, of their balances:
	/// * `Funds` = all `Available` + all `Committed` + `Payable` + `Redeeming` + `TaxPayable`;
	/// * all `Expense` = all `Spent`.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Account {
		/// Assets: the settlement asset that is held for budgets, envelopes and wallets. Debit.
		#[codec(index = 0)]
		Funds,
		/// What a budget can still commit or allot. Credit.
		#[codec(index = 1)]
		Available(BudgetId),
		/// What a budget's envelopes have not given yet. Credit.
		#[codec(index = 2)]
		Committed(BudgetId),
		/// What a budget's envelopes have given. Credit.
		#[codec(index = 3)]
		Spent(BudgetId),
		/// Liabilities: what persons have drawn and can have paid out or redeem. Credit.
		#[codec(index = 4)]
		Payable,
		/// Liabilities: what persons asked the finance desk to pay outside. Credit.
		#[codec(index = 5)]
		Redeeming,
		/// Liabilities: tax withheld and not remitted. Credit.
		#[codec(index = 6)]
		TaxPayable,
		/// Expense by purpose. Debit.
		#[codec(index = 7)]
		Expense(Purpose),
	}

	/// Why something is posted.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Occasion {
		/// Money of the organization's was set aside for a budget.
		#[codec(index = 0)]
		Funded {
			/// A budget without parent.
			budget: BudgetId,
		},
		/// Money went back from a budget to the organization.
		#[codec(index = 1)]
		Returned {
			/// The budget that had it.
			budget: BudgetId,
		},
		/// A budget allotted money to one of its children.
		#[codec(index = 2)]
		Allotted {
			/// The child.
			budget: BudgetId,
		},
		/// A budget took money back from one of its children.
		#[codec(index = 3)]
		TakenBack {
			/// The child.
			budget: BudgetId,
		},
		/// An envelope was filled.
		#[codec(index = 4)]
		Filled {
			/// The envelope.
			envelope: EnvelopeId,
		},
		/// Shares of an envelope were drawn.
		#[codec(index = 5)]
		Drawn {
			/// The envelope.
			envelope: EnvelopeId,
			/// The first share.
			first: u32,
			/// How many.
			count: u32,
		},
		/// What was left in an envelope went back.
		#[codec(index = 6)]
		Emptied {
			/// The envelope.
			envelope: EnvelopeId,
		},
		/// A person had money paid out.
		#[codec(index = 7)]
		PaidOut {
			/// The person.
			person: PersonId,
		},
		/// A person asked the finance desk to pay outside.
		#[codec(index = 8)]
		RedemptionAsked {
			/// The redemption.
			redemption: RedemptionId,
		},
		/// The finance desk paid outside.
		#[codec(index = 9)]
		Redeemed {
			/// The redemption.
			redemption: RedemptionId,
		},
		/// A redemption was rejected, withdrawn or not answered in time.
		#[codec(index = 10)]
		RedemptionEnded {
			/// The redemption.
			redemption: RedemptionId,
		},
		/// Tax was remitted outside.
		#[codec(index = 11)]
		TaxRemitted {
			/// A hash of the receipt.
			receipt: H256,
		},
	}
}

impl BookAccount for Account {
	/// What an expense was for can be corrected; every other account has its counterpart on the chain.
	fn is_adjustable(&self) -> bool {
		matches!(self, Self::Expense(_))
	}
}
