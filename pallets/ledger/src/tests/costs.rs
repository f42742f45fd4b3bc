// SPDX-License-Identifier: Apache-2.0

//! How many storage items are written, and what answers read, however long the books are.

use super::*;
use covenant_primitives::books::MAX_LINES;
use std::collections::{BTreeMap, BTreeSet};

type Items = BTreeMap<Vec<u8>, Vec<u8>>;

fn items() -> Items {
	let prefix = sp_io::hashing::twox_128(b"Ledger");
	let mut items = Items::new();
	let mut key = prefix.to_vec();
	while let Some(next) = sp_io::storage::next_key(&key) {
		if !next.starts_with(&prefix) {
			break;
		}
		items.insert(next.clone(), sp_io::storage::get(&next).unwrap().to_vec());
		key = next;
	}
	items
}

/// How many of the pallet's items have another value, or none, after `act`.
fn written(act: impl FnOnce() -> DispatchResult) -> u32 {
	let before = items();
	assert_ok!(act());
	let after = items();
	let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
	let changed = keys.into_iter().filter(|key| before.get(*key) != after.get(*key));
	changed.count().try_into().unwrap()
}

/// A credit of cash, and debits of as many expenses as there are other lines.
fn lines(count: u32) -> Vec<Line<Account>> {
	let expenses = (1..count).map(|number| debit(Expense(number.try_into().unwrap()), 10));
	expenses.chain([credit(Cash, Amount::from(count - 1) * 10)]).collect()
}

/// Each a debit of the next of 100 expenses.
fn spend_often(times: u32) {
	for number in 0..times {
		spend((number % 100).try_into().unwrap(), 10);
	}
	System::reset_events();
}

fn posting_writes_what_is_documented() {
	for count in 2..=MAX_LINES {
		assert_eq!(written(|| post(lines(count))), 3 * count + 3);
	}
	// What counts is accounts: of both sides of one, and of lines added up, there is one entry.
	let both = [debit(Cash, 5), debit(Expense(1), 3), credit(Cash, 8), debit(Expense(1), 0)];
	assert_eq!(written(|| post(both)), 3 * 2 + 3);
	let added_up = [debit(Expense(1), 3), debit(Expense(1), 3), credit(Cash, 6)];
	assert_eq!(written(|| post(added_up)), 3 * 2 + 3);
	assert_eq!(written(|| post([debit(Cash, 0), credit(Cash, 0)])), 0);
}

#[test]
fn posting_writes_three_items_an_account_and_three() {
	ExtBuilder::build_and_execute(|| {
		posting_writes_what_is_documented();
		// Whatever was posted before, in this month and in others.
		spend_often(2_000);
		posting_writes_what_is_documented();
		go_to("2026-07");
		posting_writes_what_is_documented();
	});
}

#[test]
fn the_calls_write_a_constant_number() {
	ExtBuilder::build_and_execute(|| {
		let adjusted = |period| written(|| adjust(period, Expense(1), Expense(2), 1));
		spend(1, 100);
		// The two accounts, as of any voucher.
		assert_eq!(adjusted(START), 9);
		spend_often(2_000);
		assert_eq!(adjusted(START), 9);
		go_to("2027-05");
		assert_eq!(adjusted(START), 9);
		// Also of eleven months.
		assert_eq!(written(|| close(BOOKKEEPER, "2027-04")), 1);
	});
}

/// How many nodes of the state's trie are read.
fn nodes_read(ext: &mut sp_io::TestExternalities, query: impl FnOnce()) -> usize {
	ext.execute_and_prove(query).1.iter_nodes().count()
}

fn read_trial_balance(limit: u32) {
	let page = Ledger::query_trial_balance(COMPANY, CNY, month(START), None, limit);
	assert_eq!(page.items.len(), usize::try_from(limit).unwrap());
}

fn read_entries(limit: u32) {
	let page = Ledger::query_entries(COMPANY, CNY, Cash, month(START), Some(50), limit);
	assert_eq!(page.items.len(), usize::try_from(limit).unwrap());
}

fn read_vouchers(limit: u32) {
	let page = Ledger::query_vouchers(COMPANY, CNY, Some(50), limit);
	assert_eq!(page.items.len(), usize::try_from(limit).unwrap());
}

/// Every query: a page of 20, or one item.
const QUERIES: [(&str, fn()); 7] = [
	("books", || assert_eq!(Ledger::query_books(COMPANY, None, 20).items.len(), 1)),
	("period", || assert!(Ledger::query_period(COMPANY, CNY, month(START)).vouchers > 0)),
	("trial_balance", || read_trial_balance(20)),
	("account", || assert!(account(Cash, START).entries > 0)),
	("entries", || read_entries(20)),
	("voucher", || assert_eq!(voucher(50).lines.len(), 2)),
	("vouchers", || read_vouchers(20)),
];

#[test]
fn what_is_answered_costs_the_same_however_long_the_books_are() {
	let mut ext = ExtBuilder::build();
	let mut costs_after = |vouchers| {
		ext.execute_with(|| spend_often(vouchers));
		ext.commit_all().unwrap();
		QUERIES.map(|(_, query)| nodes_read(&mut ext, query))
	};
	let (few, many) = (costs_after(200), costs_after(3_000));
	for (((name, _), few), many) in QUERIES.iter().zip(few).zip(many) {
		println!("{name}: {few} nodes with 200 vouchers, {many} with 3,200");
		// Paths to 16 times as many keys are one node longer.
		assert!(many <= few + few / 2 + 4, "{name}: {few} nodes, then {many}");
	}
}

#[test]
fn a_page_costs_what_it_holds() {
	let mut ext = ExtBuilder::build();
	ext.execute_with(|| spend_often(2_000));
	ext.commit_all().unwrap();
	for (name, query) in [
		("trial_balance", read_trial_balance as fn(u32)),
		("entries", read_entries),
		("vouchers", read_vouchers),
	] {
		let [few, many] = [10, 80].map(|limit| nodes_read(&mut ext, || query(limit)));
		println!("{name}: {few} nodes for 10 items, {many} for 80");
		assert!(many <= 8 * few, "{name}: {few} nodes, then {many}");
	}
}

/// Of each month since, an item is read for each account.
#[test]
fn a_statement_costs_as_much_as_it_is_old() {
	let mut ext = ExtBuilder::build();
	ext.execute_with(|| {
		let first = month(START);
		for later in 0..24 {
			set_clock(start_of(Month(first.0 + later)));
			spend_often(20);
		}
	});
	ext.commit_all().unwrap();
	let mut cost = |of: &str| nodes_read(&mut ext, || assert!(account(Cash, of).entries > 0));
	let (now, year, two) = (cost("2028-05"), cost("2027-05"), cost("2026-06"));
	println!("an account: {now} nodes, {year} for 12 months ago, {two} for 23");
	// A month adds the path to its item, no more.
	assert!(year <= now + 12 * 5, "{now} nodes, {year} for 12 months ago");
	assert!(two <= now + 23 * 5, "{now} nodes, {two} for 23 months ago");
}

/// However long ago: where an account has nothing left, nothing is looked for.
#[test]
fn months_before_the_account_cost_no_more() {
	let mut ext = ExtBuilder::build();
	ext.execute_with(|| {
		spend(1, 5);
		// Among few items, the paths to those that are missing would be the same nodes.
		for asset in 100..400 {
			let book = Book { organization: COMPANY, asset };
			assert_ok!(post_to(book, [debit(Expense(1), 1), credit(Cash, 1)]));
		}
		go_to("2026-08");
	});
	ext.commit_all().unwrap();
	let mut cost = |of: Month| {
		nodes_read(&mut ext, || {
			let info = Ledger::query_account(COMPANY, CNY, Cash, of);
			assert_eq!((info.opening, info.closing), (NOTHING, NOTHING));
		})
	};
	let (before, first) = (cost(month("2026-05")), cost(Month(0)));
	println!("an account: {before} nodes for the month before it, {first} for January 1970");
	assert!(first <= before + 4, "{before} nodes, then {first}");
}
