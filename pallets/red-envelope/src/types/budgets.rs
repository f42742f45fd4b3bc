// SPDX-License-Identifier: Apache-2.0

//! Budgets and the right to spend them.

use super::BudgetId;
use covenant_primitives::{json, stored, Amount, Book, Moment, PersonId};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_runtime::ArithmeticError;

/// What a budget is called, as UTF-8 text or as a code.
pub type Name = BoundedVec<u8, ConstU32<64>>;

stored! {
	/// Whether a budget can be used.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum BudgetStatus {
		/// It can, unless one above it is frozen.
		#[codec(index = 0)]
		Open,
		/// Nothing is filled or allotted from it, or from those below it, until it is released.
		#[codec(index = 1)]
		Frozen,
		/// It was closed or has lapsed. What comes back to it goes on to the budget above.
		#[codec(index = 2)]
		Ended,
	}

	/// A budget. `allotted = available + passed_on + committed + spent`.
	#[serde(rename_all = "camelCase")]
	pub struct Budget {
		/// Whose money, and which.
		pub book: Book,
		/// The budget above.
		pub parent: Option<BudgetId>,
		/// How many budgets are above it.
		pub depth: u8,
		/// What it is called.
		#[serde(with = "json::text")]
		pub name: Name,
		/// When what is available lapses; `None` for never.
		pub lapses_at: Option<Moment>,
		/// Whether it can be used.
		pub status: BudgetStatus,
		/// How many of its children have not ended.
		pub children: u32,
		/// How many rights to spend it were ever given.
		pub rights: u32,
		/// What it got from above and has not given back.
		#[serde(with = "json::decimal")]
		pub allotted: Amount,
		/// What it can still commit or allot.
		#[serde(with = "json::decimal")]
		pub available: Amount,
		/// What it allotted to its children and has not taken back.
		#[serde(with = "json::decimal")]
		pub passed_on: Amount,
		/// What its envelopes have not given yet.
		#[serde(with = "json::decimal")]
		pub committed: Amount,
		/// What its envelopes have given.
		#[serde(with = "json::decimal")]
		pub spent: Amount,
	}

	/// Who may spend a budget beside whoever may move all of the organization's money.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Spender<AccountId> {
		/// An operator of the organization.
		#[codec(index = 0)]
		Operator(AccountId),
		/// A member of the organization.
		#[codec(index = 1)]
		Person(PersonId),
	}

	/// A right to fill envelopes from a budget.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct SpendingRight {
		/// Its place among all the rights ever given to spend the budget.
		pub number: u32,
		/// How much can be filled with it.
		#[serde(with = "json::decimal")]
		pub ceiling: Amount,
		/// How much was filled with it and has not come back.
		#[serde(with = "json::decimal")]
		pub used: Amount,
		/// From when on it can be used.
		pub from: Moment,
		/// Until when, itself excluded.
		pub until: Moment,
	}
}

impl Budget {
	/// A budget with nothing in it.
	pub fn new(
		book: Book,
		parent: Option<(BudgetId, u8)>,
		name: Name,
		lapses_at: Option<Moment>,
	) -> Self {
		Self {
			book,
			parent: parent.map(|(id, _)| id),
			depth: parent.map_or(0, |(_, depth)| depth.saturating_add(1)),
			name,
			lapses_at,
			status: BudgetStatus::Open,
			children: 0,
			rights: 0,
			allotted: 0,
			available: 0,
			passed_on: 0,
			committed: 0,
			spent: 0,
		}
	}

	/// Gets `amount` from above.
	pub fn receive(&mut self, amount: Amount) -> Result<(), ArithmeticError> {
		add(&mut self.allotted, amount)?;
		add(&mut self.available, amount)
	}

	/// Gives `amount` of what is available back to where it came from.
	pub fn give_back(&mut self, amount: Amount) -> Result<(), ArithmeticError> {
		sub(&mut self.allotted, amount)?;
		sub(&mut self.available, amount)
	}

	/// Allots `amount` of what is available to a child.
	pub fn pass_on(&mut self, amount: Amount) -> Result<(), ArithmeticError> {
		sub(&mut self.available, amount)?;
		add(&mut self.passed_on, amount)
	}

	/// Gets `amount` back from a child.
	pub fn get_back(&mut self, amount: Amount) -> Result<(), ArithmeticError> {
		sub(&mut self.passed_on, amount)?;
		add(&mut self.available, amount)
	}

	/// Commits `amount` of what is available to an envelope.
	pub fn commit(&mut self, amount: Amount) -> Result<(), ArithmeticError> {
		sub(&mut self.available, amount)?;
		add(&mut self.committed, amount)
	}

	/// Gets `amount` back from an envelope.
	pub fn uncommit(&mut self, amount: Amount) -> Result<(), ArithmeticError> {
		sub(&mut self.committed, amount)?;
		add(&mut self.available, amount)
	}

	/// An envelope gave `amount`.
	pub fn spend(&mut self, amount: Amount) -> Result<(), ArithmeticError> {
		sub(&mut self.committed, amount)?;
		add(&mut self.spent, amount)
	}
}

impl SpendingRight {
	/// Whether it can be used at `now`.
	pub fn is_in_force(&self, now: Moment) -> bool {
		self.from <= now && now < self.until
	}

	/// How much can still be filled with it.
	pub fn left(&self) -> Amount {
		self.ceiling.saturating_sub(self.used)
	}
}

/// Adds to a sum.
pub(crate) fn add(sum: &mut Amount, amount: Amount) -> Result<(), ArithmeticError> {
	*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
	Ok(())
}

/// Takes from a sum.
pub(crate) fn sub(sum: &mut Amount, amount: Amount) -> Result<(), ArithmeticError> {
	*sum = sum.checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
	Ok(())
}
