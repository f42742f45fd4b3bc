// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use covenant_primitives::{
	books::MAX_LINES, json, stored, Actor, Amount, Line, Moment, Month, Side,
};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

stored! {
	/// Why a voucher was posted.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Cause<Occasion> {
		/// Something happened on the chain.
		#[codec(index = 0)]
		Posted(Occasion),
		/// An accountant corrected what was posted.
		#[codec(index = 1)]
		Adjusted {
			/// A salted hash of the document that says why.
			document: H256,
		},
	}

	/// Debits and credits.
	#[derive(Copy, Default)]
	pub struct Totals {
		/// All that was posted on the left.
		#[serde(with = "json::decimal")]
		pub debit: Amount,
		/// All that was posted on the right.
		#[serde(with = "json::decimal")]
		pub credit: Amount,
	}

	/// What was posted to an account in a month.
	#[derive(Copy, Default)]
	pub struct Turnover {
		/// How much.
		#[serde(flatten)]
		pub totals: Totals,
		/// With how many vouchers.
		pub entries: u32,
	}

	/// How far a book is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Progress {
		/// How many vouchers it has, which are numbered from 1.
		pub vouchers: u64,
		/// The first month that is not closed.
		pub open_from: Month,
		/// The month of the first voucher.
		pub since: Month,
	}
}

/// The lines of a voucher.
pub type Lines<Account> = BoundedVec<Line<Account>, ConstU32<MAX_LINES>>;

/// A balanced set of lines.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Voucher<AccountId, Account, Occasion> {
	/// The month it belongs to.
	pub period: Month,
	/// When it was posted.
	pub at: Moment,
	/// Who brought it about; `None` if it happened by itself.
	pub by: Option<Actor<AccountId>>,
	/// Why.
	pub cause: Cause<Occasion>,
	/// What was posted to which accounts.
	pub lines: Lines<Account>,
}

impl Totals {
	/// Both sides, with `amount` more on one.
	pub fn with(self, side: Side, amount: Amount) -> Option<Self> {
		let Self { debit, credit } = self;
		Some(match side {
			Side::Debit => Self { debit: debit.checked_add(amount)?, credit },
			Side::Credit => Self { debit, credit: credit.checked_add(amount)? },
		})
	}

	/// Both sides, with those of `other` more.
	pub fn plus(self, other: Self) -> Option<Self> {
		self.with(Side::Debit, other.debit)?.with(Side::Credit, other.credit)
	}

	/// Both sides, with those of `other` less.
	pub fn less(self, other: Self) -> Self {
		Self {
			debit: self.debit.saturating_sub(other.debit),
			credit: self.credit.saturating_sub(other.credit),
		}
	}

	/// The balance: what one side has more than the other, on this side.
	pub fn balance(self) -> Self {
		Self {
			debit: self.debit.saturating_sub(self.credit),
			credit: self.credit.saturating_sub(self.debit),
		}
	}

	/// Whether both sides have as much.
	pub fn is_balanced(self) -> bool {
		self.debit == self.credit
	}
}

/// The lines as they are kept: none of nothing, and one for each side of an account.
pub fn merged<Account: PartialEq>(
	lines: impl IntoIterator<Item = Line<Account>>,
) -> Option<Vec<Line<Account>>> {
	let mut merged = Vec::<Line<Account>>::new();
	for line in lines.into_iter().filter(|line| line.amount > 0) {
		let same = |it: &&mut Line<Account>| (&it.account, it.side) == (&line.account, line.side);
		match merged.iter_mut().find(same) {
			Some(kept) => kept.amount = kept.amount.checked_add(line.amount)?,
			None => merged.push(line),
		}
	}
	Some(merged)
}

/// What all lines come to; `None` if they overflow.
pub fn sum<'a, Account: 'a>(lines: impl IntoIterator<Item = &'a Line<Account>>) -> Option<Totals> {
	lines.into_iter().try_fold(Totals::default(), |sum, line| sum.with(line.side, line.amount))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lines_on_the_same_side_of_an_account_are_added_up() {
		let lines = [
			Line::debit(1, 5),
			Line::credit(1, 2),
			Line::debit(2, 0),
			Line::debit(1, 7),
			Line::credit(3, 10),
		];
		let expected = vec![Line::debit(1, 12), Line::credit(1, 2), Line::credit(3, 10)];
		assert_eq!(merged(lines), Some(expected.clone()));
		assert_eq!(sum(&expected), Some(Totals { debit: 12, credit: 12 }));
		assert_eq!(merged([Line::debit(1, Amount::MAX), Line::debit(1, 1)]), None);
		assert_eq!(sum(&[Line::debit(1, Amount::MAX), Line::debit(2, 1)]), None);
	}

	#[test]
	fn a_balance_is_on_one_side() {
		let totals = Totals { debit: 7, credit: 10 };
		assert_eq!(totals.balance(), Totals { debit: 0, credit: 3 });
		assert!(!totals.is_balanced() && Totals { debit: 3, credit: 3 }.is_balanced());
		assert_eq!(totals.less(Totals { debit: 2, credit: 10 }), Totals { debit: 5, credit: 0 });
		assert_eq!(totals.plus(Totals { debit: Amount::MAX, credit: 0 }), None);
	}
}
