// SPDX-License-Identifier: Apache-2.0

//! Double entry: what other pallets post to an organization's books.

use crate::{stored, Actor, Amount, AssetId, Month, OrganizationId};
use sp_runtime::DispatchError;

/// The most lines of a voucher.
pub const MAX_LINES: u32 = 8;

stored! {
	/// An organization's books in one settlement asset.
	#[derive(Copy, PartialOrd, Ord)]
	pub struct Book {
		/// Whose books.
		pub organization: OrganizationId,
		/// In what.
		pub asset: AssetId,
	}

	/// A side of an account.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Side {
		/// Left.
		#[codec(index = 0)]
		Debit,
		/// Right.
		#[codec(index = 1)]
		Credit,
	}

	/// What a voucher posts to one account.
	#[derive(Copy)]
	pub struct Line<Account> {
		/// The account.
		pub account: Account,
		/// The side.
		pub side: Side,
		/// How much, in minor units; not zero.
		#[serde(with = "crate::json::decimal")]
		pub amount: Amount,
	}
}

impl<Account> Line<Account> {
	/// A line on the left.
	pub fn debit(account: Account, amount: Amount) -> Self {
		Self { account, side: Side::Debit, amount }
	}

	/// A line on the right.
	pub fn credit(account: Account, amount: Amount) -> Self {
		Self { account, side: Side::Credit, amount }
	}
}

/// An account of the books.
pub trait BookAccount {
	/// Whether an operator may correct what was posted to it by hand. What other records on the chain
	/// vouch for, such as money held, must not be.
	fn is_adjustable(&self) -> bool;
}

/// Keeps books by double entry. `Account` and `Occasion` are the posting pallet's own types.
pub trait Books<AccountId, Account, Occasion> {
	/// Posts a voucher, now. Lines of nothing are left out, and those on the same side of the same
	/// account added up; a voucher without a line left is not posted.
	///
	/// Refused if debits and credits differ, and with more than [`MAX_LINES`] lines.
	fn post(
		book: Book,
		by: Option<Actor<AccountId>>,
		occasion: Occasion,
		lines: impl IntoIterator<Item = Line<Account>>,
	) -> Result<(), DispatchError>;

	/// All debits and all credits of an account, ever.
	fn totals(book: Book, account: &Account) -> (Amount, Amount);

	/// The month in which what happens now is posted.
	fn period() -> Month;
}
