// SPDX-License-Identifier: Apache-2.0

//! What clients read is plain JSON, from which the answers can be read again.

use super::*;
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, Value};

/// More than a double can carry.
const MUCH: Amount = 9_007_199_254_740_993;

fn reads<Answer: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(
	answer: Answer,
	expected: Value,
) {
	assert_eq!(serde_json::to_value(&answer).unwrap(), expected);
	assert_eq!(serde_json::from_value::<Answer>(expected).unwrap(), answer);
}

/// An expense and its adjustment.
fn example() {
	set_clock(1_780_000_000_000);
	assert_ok!(Ledger::post(
		BOOK,
		None,
		Occasion::Spent { order_number: 7 },
		[debit(Expense(1), MUCH), credit(Cash, MUCH)]
	));
	assert_ok!(adjust("2026-05", Expense(1), Expense(2), 3));
}

#[test]
fn a_book() {
	ExtBuilder::build_and_execute(|| {
		example();
		go_to("2026-07");
		assert_ok!(close(BOOKKEEPER, "2026-05"));
		reads(
			Ledger::query_books(COMPANY, None, 1),
			json!({
				"items": [{ "asset": 1, "vouchers": 2, "openFrom": "2026-06", "since": "2026-05" }],
				"next": null,
			}),
		);
	});
}

#[test]
fn a_month() {
	ExtBuilder::build_and_execute(|| {
		example();
		reads(
			period("2026-05"),
			json!({
				"period": "2026-05",
				"debit": "9007199254740996",
				"credit": "9007199254740996",
				"vouchers": 2,
				"closed": false,
			}),
		);
	});
}

#[test]
fn an_account() {
	ExtBuilder::build_and_execute(|| {
		example();
		let cash = json!({
			"account": "cash",
			"opening": { "debit": "0", "credit": "0" },
			"turnover": { "debit": "0", "credit": "9007199254740993" },
			"entries": 1,
			"closing": { "debit": "0", "credit": "9007199254740993" },
		});
		reads(account(Cash, "2026-05"), cash.clone());
		reads(
			account(Expense(1), "2026-06"),
			json!({
				"account": { "expense": 1 },
				"opening": { "debit": "9007199254740990", "credit": "0" },
				"turnover": { "debit": "0", "credit": "0" },
				"entries": 0,
				"closing": { "debit": "9007199254740990", "credit": "0" },
			}),
		);
		assert_ok!(post_to(OTHER_ASSET, [debit(Owed(1), MUCH), credit(Cash, MUCH)]));
		let page = Ledger::query_trial_balance(COMPANY, USD, month("2026-05"), None, 1);
		let first = page.items[0].account;
		let second = [Cash, Owed(1)].into_iter().find(|it| *it != first).unwrap();
		assert_eq!(
			serde_json::to_value(&page).unwrap()["next"],
			serde_json::to_value(first).unwrap()
		);
		// The cursor is an account as it is written.
		let cursor = serde_json::from_value(serde_json::to_value(page.next).unwrap()).unwrap();
		let page = Ledger::query_trial_balance(COMPANY, USD, month("2026-05"), cursor, 1);
		assert_eq!(page.items[0].account, second);
		assert!(serde_json::to_value(page).unwrap()["next"].is_null());
	});
}

#[test]
fn an_entry() {
	ExtBuilder::build_and_execute(|| {
		example();
		reads(
			Ledger::query_entries(COMPANY, CNY, Expense(1), month("2026-05"), None, 1),
			json!({
				"items": [{
					"index": 0,
					"voucher": 1,
					"at": 1_780_000_000_000_u64,
					"cause": { "posted": { "spent": { "orderNumber": 7 } } },
					"debit": "9007199254740993",
					"credit": "0",
				}],
				"next": 0,
			}),
		);
		reads(
			Ledger::query_entries(COMPANY, CNY, Expense(1), month("2026-05"), Some(0), 1),
			json!({
				"items": [{
					"index": 1,
					"voucher": 2,
					"at": 1_780_000_000_000_u64,
					"cause": { "adjusted": { "document": document() } },
					"debit": "0",
					"credit": "3",
				}],
				"next": null,
			}),
		);
	});
}

#[test]
fn a_voucher() {
	ExtBuilder::build_and_execute(|| {
		example();
		reads(
			Ledger::query_voucher(COMPANY, CNY, 1),
			json!({
				"number": 1,
				"period": "2026-05",
				"at": 1_780_000_000_000_u64,
				"by": null,
				"cause": { "posted": { "spent": { "orderNumber": 7 } } },
				"lines": [
					{ "account": { "expense": 1 }, "side": "debit", "amount": "9007199254740993" },
					{ "account": "cash", "side": "credit", "amount": "9007199254740993" },
				],
			}),
		);
		reads(
			Ledger::query_vouchers(COMPANY, CNY, Some(1), 1),
			json!({
				"items": [{
					"number": 2,
					"period": "2026-05",
					"at": 1_780_000_000_000_u64,
					"by": { "account": 11, "organization": 1 },
					"cause": { "adjusted": { "document": document() } },
					"lines": [
						{ "account": { "expense": 2 }, "side": "debit", "amount": "3" },
						{ "account": { "expense": 1 }, "side": "credit", "amount": "3" },
					],
				}],
				"next": null,
			}),
		);
		reads(Ledger::query_voucher(COMPANY, CNY, 3), Value::Null);
	});
}

#[test]
fn a_turnover() {
	let turnover = Turnover { totals: totals(MUCH, 1), entries: 2 };
	reads(turnover, json!({ "debit": "9007199254740993", "credit": "1", "entries": 2 }));
}
