// SPDX-License-Identifier: Apache-2.0

use super::*;
use crate::runtime_api::{PartDetails, ReceivableInfo, Step, MAX_WINDOW};
use alloc::collections::BTreeSet;
use covenant_primitives::Page;
use serde_json::json;

fn ids<Cursor: Clone>(page: &Page<PartDetails, Cursor>) -> BTreeSet<u64> {
	page.items.iter().map(|it| it.id.0).collect()
}

fn of<Cursor: Clone>(page: &Page<ReceivableInfo, Cursor>) -> BTreeSet<u64> {
	page.items.iter().map(|it| it.id.0).collect()
}

/// A receivable that is due so many days from now.
fn another(days: Moment, asset: AssetId) {
	let id = NextReceivableId::<Test>::get();
	assert_ok!(Debts::set_line(signer(MAKER), asset, 100 * AMOUNT));
	assert_ok!(draft(Terms { asset, due: Now::get() + days * DAY, ..terms() }));
	assert_ok!(Debts::accept(signer(MAKER), id, AMOUNT));
}

#[test]
fn a_receivable_and_its_parts_are_shown() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Debts::query_receivable(ID), None);
		assert_eq!(Debts::query_part(WHOLE), None);
		guaranteed();
		assert_ok!(Debts::propose_cancellation(signer(MAKER), ID, DIGEST));
		assert_ok!(Debts::offer_discount(signer(TIER1), WHOLE, 7, START + DAY));
		let json = serde_json::to_value(Debts::query_receivable(ID)).unwrap();
		assert_eq!((&json["id"], &json["amount"]), (&json!(0), &json!("3600000")));
		assert_eq!((&json["status"], &json["interest"]), (&json!("outstanding"), &json!("0")));
		assert_eq!((&json["debtor"], &json["guarantor"]), (&json!(1), &json!(5)));
		assert_eq!(json["documents"][0]["kind"], "contract");
		assert_eq!(json["proposal"]["consented"], "0");
		assert_eq!(json["lateRate"], 1_800);
		let json = serde_json::to_value(Debts::query_part(WHOLE)).unwrap();
		assert_eq!((&json["amount"], &json["status"]), (&json!("3600000"), &json!("idle")));
		assert_eq!(json["discount"]["amountOff"], "7");
		pass_to(DUE + 2 * DAY);
		assert_eq!(Debts::query_receivable(ID).unwrap().interest, 2 * A_DAY);
		assert_ok!(Debts::dispute(signer(MAKER), ID, None, COURT, DIGEST));
		let info = Debts::query_receivable(ID).unwrap();
		assert_eq!(info.dispute.unwrap().arbiter, COURT);
		let back: ReceivableInfo =
			serde_json::from_str(&serde_json::to_string(&info).unwrap()).unwrap();
		assert_eq!(back, info);
		let exposure = serde_json::to_value(Debts::query_exposure(MAKER, CNY)).unwrap();
		let expected = json!({
			"limit": "36000000",
			"outstanding": "3600000",
			"overdue": "3600000",
			"available": "32400000",
		});
		assert_eq!(exposure, expected);
		let none = Debts::query_exposure(TIER1, CNY);
		assert_eq!((none.line, none.available), (Line::default(), 0));
		assert_eq!(Debts::query_guarantees(BANK, TIER1, CNY), Guarantee::default());
	});
}

#[test]
fn parts_are_listed_by_holder_page_by_page() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		another(60, CNY);
		assert_ok!(split(TIER1, PartId(0), &[AMOUNT / 16; 16]));
		assert_ok!(split(TIER1, PartId(1), &[1, 2, AMOUNT - 3]));
		passed(TIER1, PartId(2), TIER2, false);
		let (mut all, mut cursor) = (BTreeSet::new(), None);
		loop {
			let page = Debts::query_parts_of(TIER1, cursor, 4);
			assert!(page.items.len() <= 4);
			all.extend(ids(&page));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		assert_eq!(all, (3..=20).collect());
		assert_eq!(ids(&Debts::query_parts_of(TIER2, None, 9)), [2].into());
		assert_eq!(ids(&Debts::query_parts_of(BANK, None, 9)), [].into());
		assert_eq!(ids(&Debts::query_leaves(ID, None, 99)), (2..=17).collect());
		assert_eq!(ids(&Debts::query_leaves(ReceivableId(1), None, 99)), [18, 19, 20].into());
		assert_eq!(ids(&Debts::query_tree(ReceivableId(1), None, 99)), [1, 18, 19, 20].into());
		let first = Debts::query_tree(ID, None, 10);
		let second = Debts::query_tree(ID, first.next, 10);
		assert_eq!(ids(&first).len() + ids(&second).len(), 17);
	});
}

#[test]
fn receivables_are_listed_by_organization_and_role() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		another(60, CNY);
		// And one that the first tier owes.
		assert_ok!(line(TIER1, AMOUNT));
		assert_ok!(Debts::draft(signer(TIER2), TIER1, false, terms()));
		assert_ok!(Debts::accept(signer(TIER1), ReceivableId(2), AMOUNT));
		let list = |of_whom, role| of(&Debts::query_receivables_of(of_whom, role, None, 9));
		assert_eq!(list(MAKER, None), [0, 1].into());
		assert_eq!(list(MAKER, Some(Role::Creditor)), [].into());
		assert_eq!(list(TIER1, None), [0, 1, 2].into());
		assert_eq!(list(TIER1, Some(Role::Debtor)), [2].into());
		assert_eq!(list(TIER1, Some(Role::Creditor)), [0, 1].into());
		assert_eq!(list(BANK, Some(Role::Guarantor)), [0].into());
		let page = Debts::query_receivables_of(TIER1, None, None, 2);
		let rest = Debts::query_receivables_of(TIER1, None, page.next, 2);
		assert_eq!((of(&page).len(), of(&rest).len(), rest.next), (2, 1, None));
	});
}

#[test]
fn what_waits_is_listed() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(draft(terms()));
		assert_ok!(Debts::draft(signer(MAKER), TIER2, true, terms()));
		assert_eq!(of(&Debts::query_awaited(MAKER, None, 9)), [0].into());
		assert_eq!(of(&Debts::query_awaited(TIER2, None, 9)), [1].into());
		assert_eq!(of(&Debts::query_drafted(MAKER, None, 9)), [1].into());
		assert_eq!(of(&Debts::query_drafted(TIER1, None, 9)), [0].into());
		let json = serde_json::to_value(Debts::query_receivable(ID)).unwrap();
		let expected = json!({"draft": {"byDebtor": false, "answerBy": START + DAY}});
		assert_eq!(json["status"], expected);
		assert_eq!(json["interest"], "0");
		assert_ok!(line(MAKER, AMOUNT));
		assert_ok!(accept(MAKER, AMOUNT));
		assert_eq!(of(&Debts::query_awaited(MAKER, None, 9)), [].into());
		assert_ok!(offer(TIER1, WHOLE, TIER2, true));
		assert_eq!(ids(&Debts::query_offers_to(TIER2, None, 9)), [0].into());
		assert_ok!(take(TIER2, WHOLE));
		assert_eq!(ids(&Debts::query_offers_to(TIER2, None, 9)), [].into());
		defaulted();
		assert_ok!(Debts::claim_recourse(signer(TIER2), WHOLE));
		let page = Debts::query_recourse_of(TIER1, None, 9);
		assert_eq!(ids(&page), [0].into());
		assert!(matches!(page.items[0].part.status, PartStatus::Claimed { on: TIER1, .. }));
		assert_eq!(Debts::query_owed(TIER1, CNY), 0);
	});
}

#[test]
fn what_matures_is_listed_by_day() {
	ExtBuilder::build_and_execute(|| {
		let today = covenant_primitives::time::day(START);
		for (days, asset) in [(10, CNY), (20, CNY), (20, USD), (30, CNY), (300, CNY)] {
			another(days, asset);
		}
		let page = |asset, from, until| {
			let page = Debts::query_maturing(asset, today + from, today + until, None, 99);
			assert_eq!(page.next, None);
			page.items.iter().map(|it| it.id.0).collect::<Vec<_>>()
		};
		assert!(page(None, 0, 10).is_empty());
		assert_eq!(page(None, 10, 11), [0]);
		assert_eq!(page(Some(CNY), 0, 31), [0, 1, 3]);
		assert_eq!(page(Some(USD), 0, 400), [2]);
		let days = page(None, 0, 400);
		assert_eq!((days.len(), days[0], days[4]), (5, 0, 4));
		assert!(page(None, 25, 20).is_empty());
		// No window is longer than a year and a day.
		assert_eq!(Debts::query_maturing(None, 0, Day::MAX, None, 9).items, []);
		assert_eq!(Debts::query_maturing(None, today, Day::MAX, None, 9).items.len(), 5);
		assert_eq!(
			Debts::query_maturing(None, today + 301 - MAX_WINDOW, Day::MAX, None, 9).items.len(),
			5
		);
		// Page by page, two at a time.
		let (mut all, mut cursor) = (vec![], None);
		loop {
			let page = Debts::query_maturing(None, today, today + 366, cursor, 2);
			all.extend(page.items.iter().map(|it| it.id.0));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		assert_eq!(all, days);
		// What is paid matures no longer; what is overdue is still listed.
		assert_ok!(pay(MAKER));
		distributed();
		assert!(page(None, 10, 11).is_empty());
		pass(20 * DAY);
		assert_eq!(page(Some(CNY), 20, 21), [1]);
	});
}

#[test]
fn the_path_of_a_part_leads_back_to_the_whole() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, true);
		passed(TIER2, WHOLE, TIER3, false);
		assert_ok!(split(TIER3, WHOLE, &[100, AMOUNT - 100]));
		assert_ok!(split(TIER3, PartId(1), &[10, 90]));
		assert_ok!(Debts::merge(signer(TIER3), parts(&[3, 4])));
		passed(TIER3, PartId(5), BANK, true);
		let hand = |part: u64, number| {
			let endorsement = Endorsements::<Test>::get(PartId(part), number).unwrap();
			Step::Endorsed { part: PartId(part), number, endorsement }
		};
		let made = |part: u64, face, parent: Option<u64>, merged| {
			let parent = parent.map(PartId);
			Step::Made { part: PartId(part), face, parent, merged }
		};
		let expected = [
			hand(5, 0),
			made(5, 100, Some(1), true),
			made(1, 100, Some(0), false),
			hand(0, 1),
			hand(0, 0),
			made(0, AMOUNT, None, false),
		];
		let page = Debts::query_path(PartId(5), None, 99);
		assert_eq!((page.items.as_slice(), page.next), (&expected[..], None));
		let (mut all, mut cursor) = (vec![], None);
		loop {
			let page = Debts::query_path(PartId(5), cursor, 1);
			all.extend(page.items);
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		assert_eq!(all, expected);
		assert_eq!(Debts::query_path(PartId(9), None, 9).items, []);
		let json = serde_json::to_value(expected[0]).unwrap();
		assert_eq!((&json["endorsed"]["from"], &json["endorsed"]["to"]), (&json!(4), &json!(5)));
		let json = serde_json::to_value(expected[5]).unwrap();
		assert_eq!(json["made"]["face"], "3600000");
	});
}
