// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

mod accounts;
mod budgets;
mod envelopes;
mod wallets;

pub use accounts::*;
pub use budgets::*;
pub use envelopes::*;
pub use wallets::*;

covenant_primitives::id! {
	/// A budget. Never used again.
	BudgetId(u64)

	/// An envelope. Never used again.
	EnvelopeId(u64)

	/// A redemption. Never used again.
	RedemptionId(u64)
}

covenant_primitives::stored! {
	/// What happens by itself.
	#[derive(Copy, PartialOrd, Ord)]
	pub enum Task {
		/// An envelope expires.
		#[codec(index = 0)]
		Expire(EnvelopeId),
		/// What is available in a budget lapses.
		#[codec(index = 1)]
		Lapse(BudgetId),
		/// A redemption was not answered in time.
		#[codec(index = 2)]
		RedemptionDue(RedemptionId),
	}
}
