// SPDX-License-Identifier: Apache-2.0

//! Vouchers, and how they show in accounts: in order, page by page.

use super::*;

#[test]
fn entries_say_what_was_posted_to_the_account() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(Ledger::post(
			BOOK,
			None,
			Occasion::Received,
			[debit(Cash, 100), credit(Owed(1), 100)]
		));
		let received = Now::get();
		set_clock(received + 1);
		spend(1, 30);
		assert_ok!(adjust(START, Expense(1), Expense(2), 10));

		let entry =
			|index, voucher, at, cause, totals| EntryInfo { index, voucher, at, cause, totals };
		let of = |account| Ledger::query_entries(COMPANY, CNY, account, month(START), None, 10);
		assert_eq!(
			of(Cash).items,
			[
				entry(0, 1, received, Cause::Posted(Occasion::Received), totals(100, 0)),
				entry(1, 2, received + 1, Cause::Posted(SPENT), totals(0, 30)),
			]
		);
		let adjusted = Cause::Adjusted { document: document() };
		assert_eq!(
			of(Expense(1)).items,
			[
				entry(0, 2, received + 1, Cause::Posted(SPENT), totals(30, 0)),
				entry(1, 3, received + 1, adjusted, totals(0, 10)),
			]
		);
		assert_eq!(of(Expense(2)).items, [entry(0, 3, received + 1, adjusted, totals(10, 0))]);
	});
}

#[test]
fn entries_are_paged_in_order() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..7 {
			spend(1, 1);
			assert_ok!(post([debit(Cash, 1), credit(Owed(1), 1)]));
		}
		go_to("2026-07");
		spend(1, 1);
		let page = |cursor, limit| {
			let page = Ledger::query_entries(COMPANY, CNY, Expense(1), month(START), cursor, limit);
			let numbers: Vec<_> = page.items.iter().map(|it| (it.index, it.voucher)).collect();
			(numbers, page.next)
		};
		assert_eq!(page(None, 3), (vec![(0, 1), (1, 3), (2, 5)], Some(2)));
		assert_eq!(page(Some(2), 3), (vec![(3, 7), (4, 9), (5, 11)], Some(5)));
		assert_eq!(page(Some(5), 3), (vec![(6, 13)], None));
		assert_eq!(page(None, 7).1, None);
		assert_eq!(page(None, 0), (vec![(0, 1)], Some(0)));
		for beyond in [6, 7, u32::MAX] {
			assert_eq!(page(Some(beyond), 3), (vec![], None));
		}
		assert_eq!(entries(Expense(1), "2026-07"), [15]);
		assert!(entries(Expense(1), "2026-08").is_empty());
	});
}

#[test]
fn vouchers_are_paged_in_order() {
	ExtBuilder::build_and_execute(|| {
		for number in 1..=7 {
			spend(number, Amount::from(number));
		}
		assert_ok!(post_to(OTHER_ASSET, [debit(Cash, 1), credit(Owed(1), 1)]));
		let page = |cursor, limit| {
			let page = Ledger::query_vouchers(COMPANY, CNY, cursor, limit);
			for info in &page.items {
				assert_eq!(Ledger::query_voucher(COMPANY, CNY, info.number), Some(info.clone()));
				assert_eq!(info.voucher.lines[0].amount, info.number.into());
			}
			(page.items.iter().map(|it| it.number).collect::<Vec<_>>(), page.next)
		};
		assert_eq!(page(None, 3), (vec![1, 2, 3], Some(3)));
		assert_eq!(page(Some(3), 3), (vec![4, 5, 6], Some(6)));
		assert_eq!(page(Some(6), 3), (vec![7], None));
		assert_eq!(page(None, 0), (vec![1], Some(1)));
		for beyond in [7, 8, u64::MAX] {
			assert_eq!(page(Some(beyond), 3), (vec![], None));
		}
		for none in [0, 8, u64::MAX] {
			assert_eq!(Ledger::query_voucher(COMPANY, CNY, none), None);
		}
	});
}

#[test]
fn a_page_holds_at_most_a_hundred() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..101 {
			spend(1, 1);
		}
		let page = Ledger::query_entries(COMPANY, CNY, Cash, month(START), None, u32::MAX);
		assert_eq!((page.items.len(), page.next), (100, Some(99)));
		let page = Ledger::query_vouchers(COMPANY, CNY, None, u32::MAX);
		assert_eq!((page.items.len(), page.next), (100, Some(100)));
	});
}

#[test]
fn an_adjustment_comes_last_in_the_month_it_belongs_to() {
	ExtBuilder::build_and_execute(|| {
		spend(1, 5);
		go_to("2026-07");
		spend(1, 7);
		assert_ok!(adjust(START, Expense(1), Expense(2), 2));
		spend(1, 1);
		assert_eq!(entries(Expense(1), START), [1, 3]);
		assert_eq!(entries(Expense(1), "2026-07"), [2, 4]);
		assert_eq!(entries(Expense(2), START), [3]);
		let page = Ledger::query_entries(COMPANY, CNY, Expense(2), month(START), None, 10);
		// It was posted in July nonetheless.
		assert_eq!(page.items[0].at, Now::get());
	});
}
