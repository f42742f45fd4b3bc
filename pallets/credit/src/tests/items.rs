// SPDX-License-Identifier: Apache-2.0

use super::*;
use crate::runtime_api::CreditItem;
use covenant_primitives::Page;

#[test]
fn items_are_explained_newest_first() {
	ExtBuilder::build_and_execute(|| {
		report(Breached, 20);
		set_day(START + 180);
		report(Late, 10);
		let items = items();
		assert_eq!(items.len(), 2);

		// Of a weight of 10 + 10 + 10.
		assert_eq!((items[0].index, items[0].age, items[0].worth), (1, 0, 500));
		assert_eq!(items[0].contribution, Contribution { weight: 10_000_000, points: 166_666_666 });
		assert_eq!((items[1].index, items[1].age, items[1].worth), (0, 180, 0));
		assert_eq!(items[1].contribution, Contribution { weight: 10_000_000, points: 0 });

		let score = Credit::credit_score(BANK).unwrap();
		assert_eq!(score.score, 366);
		assert_eq!(score.prior.points, 200_000_000);
		assert_eq!(score.opening, Contribution { weight: 0, points: 0 });
	});
}

#[test]
fn items_are_plain_json() {
	ExtBuilder::build_and_execute(|| {
		report(Late, 10);
		assert_eq!(
			serde_json::to_value(Credit::credit_items(BANK, None, 1)).unwrap(),
			serde_json::json!({
				"items": [{
					"index": 0,
					"outcome": "Late",
					"worth": 500,
					"weight": 10,
					"source": "cov/test",
					"reference": format!("0x{}", "07".repeat(32)),
					"at": 1_728_000_000_000u64,
					"age": 0,
					"contribution": { "weight": "10000000", "points": 250_000_000 },
				}],
				"next": null,
			})
		);
	});
}

fn numbers(page: Page<CreditItem, u64>) -> (Vec<u64>, Option<u64>) {
	(page.items.into_iter().map(|item| item.index).collect(), page.next)
}

#[test]
fn pages_follow_one_another() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(numbers(Credit::credit_items(BANK, None, 2)), (vec![], None));
		for _ in 0..7 {
			report(Fulfilled, 1);
		}
		// 0 to 2 are folded.
		assert_eq!(numbers(Credit::credit_items(BANK, None, 3)), (vec![6, 5, 4], Some(4)));
		assert_eq!(numbers(Credit::credit_items(BANK, Some(4), 3)), (vec![3], None));
		assert_eq!(numbers(Credit::credit_items(BANK, None, 4)), (vec![6, 5, 4, 3], None));
		assert_eq!(numbers(Credit::credit_items(BANK, Some(3), 4)), (vec![], None));
		assert_eq!(numbers(Credit::credit_items(BANK, Some(u64::MAX), 1)), (vec![6], Some(6)));
		assert_eq!(numbers(Credit::credit_items(BANK, None, 0)), (vec![6], Some(6)));
		assert_eq!(numbers(Credit::credit_items(NOBODY, None, 5)), (vec![], None));
	});
}

#[test]
fn a_page_holds_a_hundred_items() {
	ExtBuilder::build_and_execute(|| {
		MaxItems::set(1_000);
		for _ in 0..150 {
			report(Fulfilled, 1);
		}
		let page = Credit::credit_items(BANK, None, u32::MAX);
		assert_eq!((page.items.len(), page.next), (100, Some(50)));
		assert_eq!(items().len(), 150);
	});
}
