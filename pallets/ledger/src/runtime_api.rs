// SPDX-License-Identifier: Apache-2.0

//! What clients ask about books. Each `books_*` method of the JSON-RPC is an alias of one query.

use crate::*;
use codec::{Codec, Decode, Encode};
use covenant_primitives::json;
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A book.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BookInfo {
	/// The settlement asset.
	pub asset: AssetId,
	/// How far it is.
	#[serde(flatten)]
	pub progress: Progress,
}

/// A month of a book.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PeriodInfo {
	/// The month.
	pub period: Month,
	/// All debits.
	#[serde(with = "json::decimal")]
	pub debit: Amount,
	/// All credits, which are as much.
	#[serde(with = "json::decimal")]
	pub credit: Amount,
	/// How many vouchers.
	pub vouchers: u32,
	/// Whether nothing more is posted to it.
	pub closed: bool,
}

/// An account in a month: a line of the trial balance.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountInfo<Account> {
	/// The account.
	pub account: Account,
	/// The balance before the month, on its side.
	pub opening: Totals,
	/// What was posted in the month.
	pub turnover: Totals,
	/// With how many vouchers.
	pub entries: u32,
	/// The balance after the month, on its side.
	pub closing: Totals,
}

/// A voucher.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VoucherInfo<AccountId, Account, Occasion> {
	/// Its number in the book.
	pub number: u64,
	/// What it says.
	#[serde(flatten)]
	pub voucher: Voucher<AccountId, Account, Occasion>,
}

/// A voucher as it shows in an account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryInfo<Occasion> {
	/// Its place among the account's in the month, from 0.
	pub index: u32,
	/// The number of the voucher.
	pub voucher: u64,
	/// When it was posted.
	pub at: Moment,
	/// Why.
	pub cause: Cause<Occasion>,
	/// What it posts to the account.
	#[serde(flatten)]
	pub totals: Totals,
}

sp_api::decl_runtime_apis! {
	/// Books by double entry. Pages hold at most 100.
	pub trait BooksApi<AccountId, Account, Occasion>
	where
		AccountId: Codec,
		Account: Codec,
		Occasion: Codec,
	{
		/// The books of an organization, by asset.
		fn books(organization: OrganizationId, cursor: Option<AssetId>, limit: u32) -> Page<BookInfo, AssetId>;

		/// A month of a book.
		fn period(organization: OrganizationId, asset: AssetId, period: Month) -> PeriodInfo;

		/// The trial balance of a month: every account to which anything was ever posted.
		fn trial_balance(organization: OrganizationId, asset: AssetId, period: Month, cursor: Option<Account>, limit: u32) -> Page<AccountInfo<Account>, Account>;

		/// An account in a month.
		fn account(organization: OrganizationId, asset: AssetId, account: Account, period: Month) -> AccountInfo<Account>;

		/// What was posted to an account in a month, in order. No entry has a running balance, which
		/// would take all that come before: who reads from the first one adds it up from the opening.
		fn entries(organization: OrganizationId, asset: AssetId, account: Account, period: Month, cursor: Option<u32>, limit: u32) -> Page<EntryInfo<Occasion>, u32>;

		/// A voucher.
		fn voucher(organization: OrganizationId, asset: AssetId, number: u64) -> Option<VoucherInfo<AccountId, Account, Occasion>>;

		/// The vouchers of a book, in order.
		fn vouchers(organization: OrganizationId, asset: AssetId, cursor: Option<u64>, limit: u32) -> Page<VoucherInfo<AccountId, Account, Occasion>, u64>;
	}
}
