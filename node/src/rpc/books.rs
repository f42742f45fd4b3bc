// SPDX-License-Identifier: Apache-2.0

//! `books_*`: books by double entry.

#![allow(
	clippy::too_many_arguments,
	reason = "so many tell which account, which month and which page"
)]

use super::query::{Limit, Query};
use covenant_primitives::{AssetId, Month, OrganizationId, Page};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_ledger::runtime_api::{
	AccountInfo, BookInfo, BooksApi, EntryInfo, PeriodInfo, VoucherInfo,
};
use pallet_red_envelope::{Account, Occasion};

/// `at` is a block's hash; without it the answer is that of the last finalized block. Amounts are
/// decimal strings in minor units, a month is written `"2026-10"`, an account as in `"funds"` or
/// `{"available": 3}`, and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait BooksRpc {
	/// The books of an organization, by asset.
	#[method(name = "books_listBooks")]
	fn books(
		&self,
		organization: OrganizationId,
		cursor: Option<AssetId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BookInfo, AssetId>>;

	/// A month of a book.
	#[method(name = "books_getPeriod")]
	fn period(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		period: Month,
		at: Option<Hash>,
	) -> RpcResult<PeriodInfo>;

	/// The trial balance of a month: every account to which anything was ever posted.
	#[method(name = "books_listTrialBalance")]
	fn trial_balance(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		period: Month,
		cursor: Option<Account>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<AccountInfo<Account>, Account>>;

	/// An account in a month.
	#[method(name = "books_getAccount")]
	fn account(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		account: Account,
		period: Month,
		at: Option<Hash>,
	) -> RpcResult<AccountInfo<Account>>;

	/// What was posted to an account in a month, in order.
	#[method(name = "books_listEntries")]
	fn entries(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		account: Account,
		period: Month,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EntryInfo<Occasion>, u32>>;

	/// A voucher.
	#[method(name = "books_getVoucher")]
	fn voucher(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		number: u64,
		at: Option<Hash>,
	) -> RpcResult<Option<VoucherInfo<AccountId, Account, Occasion>>>;

	/// The vouchers of a book, in order.
	#[method(name = "books_listVouchers")]
	fn vouchers(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<VoucherInfo<AccountId, Account, Occasion>, u64>>;
}

impl BooksRpcServer for Query {
	fn books(
		&self,
		organization: OrganizationId,
		cursor: Option<AssetId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BookInfo, AssetId>> {
		self.ask(at, |api, at| api.books(at, organization, cursor, limit.0))
	}

	fn period(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		period: Month,
		at: Option<Hash>,
	) -> RpcResult<PeriodInfo> {
		self.ask(at, |api, at| api.period(at, organization, asset, period))
	}

	fn trial_balance(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		period: Month,
		cursor: Option<Account>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<AccountInfo<Account>, Account>> {
		self.ask(at, |api, at| api.trial_balance(at, organization, asset, period, cursor, limit.0))
	}

	fn account(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		account: Account,
		period: Month,
		at: Option<Hash>,
	) -> RpcResult<AccountInfo<Account>> {
		self.ask(at, |api, at| api.account(at, organization, asset, account, period))
	}

	fn entries(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		account: Account,
		period: Month,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EntryInfo<Occasion>, u32>> {
		self.ask(at, |api, at| {
			api.entries(at, organization, asset, account, period, cursor, limit.0)
		})
	}

	fn voucher(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		number: u64,
		at: Option<Hash>,
	) -> RpcResult<Option<VoucherInfo<AccountId, Account, Occasion>>> {
		self.ask(at, |api, at| api.voucher(at, organization, asset, number))
	}

	fn vouchers(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<VoucherInfo<AccountId, Account, Occasion>, u64>> {
		self.ask(at, |api, at| api.vouchers(at, organization, asset, cursor, limit.0))
	}
}
