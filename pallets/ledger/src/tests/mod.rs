// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod adjust;
mod close;
mod costs;
mod entries;
mod invariants;
mod json;
mod months;
mod post;
mod properties;
mod roles;
mod statements;

use crate::{mock::*, runtime_api::*, *};
use covenant_primitives::{Books as _, Line, Side};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::DispatchError;
use Account::{Cash, Expense, Owed};

const BOOK: Book = Book { organization: COMPANY, asset: CNY };
const OTHER_ASSET: Book = Book { organization: COMPANY, asset: USD };
const OTHER_ORGANIZATION: Book = Book { organization: BANK, asset: CNY };

const SPENT: Occasion = Occasion::Spent { order_number: 7 };

const NOTHING: Totals = Totals { debit: 0, credit: 0 };

fn debit(account: Account, amount: Amount) -> Line<Account> {
	Line::debit(account, amount)
}

fn credit(account: Account, amount: Amount) -> Line<Account> {
	Line::credit(account, amount)
}

fn totals(debit: Amount, credit: Amount) -> Totals {
	Totals { debit, credit }
}

fn post_to(book: Book, lines: impl IntoIterator<Item = Line<Account>>) -> DispatchResult {
	Ledger::post(book, None, SPENT, lines)
}

/// Posts to the company's book.
fn post(lines: impl IntoIterator<Item = Line<Account>>) -> DispatchResult {
	post_to(BOOK, lines)
}

/// Posts an expense, paid in cash, to the company's book.
fn spend(expense: u8, amount: Amount) {
	assert_ok!(post([debit(Expense(expense), amount), credit(Cash, amount)]));
}

fn close(signer: AccountId, period: &str) -> DispatchResult {
	Ledger::close(signed(signer), CNY, month(period))
}

fn document() -> H256 {
	H256::repeat_byte(0xd0)
}

/// Has the bookkeeper move an amount from one account to another.
fn adjust(period: &str, from: Account, to: Account, amount: Amount) -> DispatchResult {
	Ledger::adjust(signed(BOOKKEEPER), CNY, month(period), to, from, amount, document())
}

/// What the company's book says of an account in a month.
fn account(account: Account, period: &str) -> AccountInfo<Account> {
	Ledger::query_account(COMPANY, CNY, account, month(period))
}

/// The balance of an account after a month.
fn closing(of: Account, period: &str) -> Totals {
	account(of, period).closing
}

fn period(period: &str) -> PeriodInfo {
	Ledger::query_period(COMPANY, CNY, month(period))
}

/// Everything that `page` answers, page by page.
fn all<Item, Cursor>(mut page: impl FnMut(Option<Cursor>) -> Page<Item, Cursor>) -> Vec<Item> {
	let mut items = Vec::new();
	let mut cursor = None;
	loop {
		let Page { items: more, next } = page(cursor);
		items.extend(more);
		cursor = next;
		if cursor.is_none() {
			return items;
		}
	}
}

fn trial_balance(of: Book, period: Month) -> Vec<AccountInfo<Account>> {
	let Book { organization, asset } = of;
	all(|cursor| Ledger::query_trial_balance(organization, asset, period, cursor, 3))
}

/// The numbers of the vouchers that show in an account of the company in a month, in order.
fn entries(of: Account, period: &str) -> Vec<u64> {
	let page = |cursor| Ledger::query_entries(COMPANY, CNY, of, month(period), cursor, 100);
	all(page).into_iter().map(|entry| entry.voucher).collect()
}

fn voucher(number: u64) -> VoucherOf<Test> {
	Ledger::query_voucher(COMPANY, CNY, number).unwrap().voucher
}
