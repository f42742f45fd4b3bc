// SPDX-License-Identifier: Apache-2.0

//! What clients learn.

use super::*;
use crate::runtime_api::{InvoiceInfo, Page};

fn ids(page: Page<InvoiceInfo, InvoiceId>) -> Vec<u64> {
	let mut ids = page.items.into_iter().map(|it| it.id.0).collect::<Vec<_>>();
	ids.sort_unstable();
	ids
}

#[test]
fn an_invoice_is_found_by_id_and_by_fingerprint() {
	ExtBuilder::build_and_execute(|| {
		commit(SUPPLIER, 1);
		advance(1);
		assert_ok!(open(SUPPLIER, 1, own(1)));
		let info = Registry::query_invoice(FIRST).unwrap();
		assert_eq!((info.settled, info.clear, info.open_flags), (false, false, 0));
		advance(WINDOW);
		let info = Registry::query_invoice_of(digest(1)).unwrap();
		assert_eq!((info.id, info.settled, info.clear), (FIRST, true, true));
		assert_eq!(Registry::query_invoice(SECOND), None);
		assert_eq!(Registry::query_invoice_of(digest(2)), None);
		assert_ok!(release(SUPPLIER, FIRST));
		assert_eq!(Registry::query_invoice_of(digest(1)), None);
		let info = Registry::query_invoice(FIRST).unwrap();
		assert_eq!((info.settled, info.clear), (false, false));
	});
}

#[test]
fn invoices_are_listed_under_whom_they_concern() {
	ExtBuilder::build_and_execute(|| {
		register(SUPPLIER, 1, own(1));
		commit(BANK, 2);
		advance(1);
		assert_ok!(open_for(BANK, SUPPLIER, Some(DEALER), 2, own(2)));
		let of = |id| ids(Registry::query_invoices_of(id, None, 5));
		assert_eq!(of(SUPPLIER), [0, 1]);
		assert_eq!(of(BANK), [1]);
		assert_eq!(of(MAKER), [0]);
		assert_eq!(of(DEALER), [1]);
		assert_eq!(of(OUTSIDER), [0_u64; 0]);
		let page = Registry::query_invoices_of(SUPPLIER, None, 1);
		let next = Registry::query_invoices_of(SUPPLIER, page.next, 1);
		assert_eq!((page.items.len(), next.items.len(), next.next), (1, 1, None));
		assert_ne!(page.items[0].id, next.items[0].id);
	});
}

#[test]
fn debtors_learn_what_they_have_to_look_at() {
	ExtBuilder::build_and_execute(|| {
		for byte in 1..4 {
			register(SUPPLIER, byte, own(1));
		}
		assert_eq!(ids(Registry::query_flagged_of(MAKER, None, 5)), [0, 1, 2]);
		let flags = Registry::query_flags(FIRST, None, 1);
		assert_eq!(flags.items.len(), 1);
		let more = Registry::query_flags(FIRST, flags.next, 5);
		assert_eq!((more.items.len(), more.next), (1, None));
		assert_ok!(clear(MAKER, FIRST, SECOND));
		assert_ok!(clear(MAKER, FIRST, THIRD));
		assert_eq!(ids(Registry::query_flagged_of(MAKER, None, 5)), [1, 2]);
		assert_eq!(Registry::query_flags(FIRST, None, 5).items.len(), 2);
		assert_eq!(ids(Registry::query_flagged_of(DEALER, None, 5)), [0_u64; 0]);
	});
}

#[test]
fn json_is_plain() {
	ExtBuilder::build_and_execute(|| {
		register(SUPPLIER, 1, own(1));
		register(SUPPLIER, 2, partials([1, 2, 2, 2]));
		assert_ok!(clear(MAKER, FIRST, SECOND));
		assert_ok!(bind(FIRST, RECEIVABLE));
		let json = serde_json::to_value(Registry::query_invoice(FIRST)).unwrap();
		assert_eq!(json["status"], serde_json::json!({"bound": {"receivable": 7}}));
		assert_eq!(json["partials"][0]["kind"], "numberAndSeller");
		assert_eq!(json["fingerprint"], format!("0x{}", "01".repeat(32)));
		assert_eq!((&json["openFlags"], &json["clear"]), (&0.into(), &true.into()));
		assert_eq!(json["debtor"], 3);
		let flags = serde_json::to_value(Registry::query_flags(FIRST, None, 5)).unwrap();
		let flag = &flags["items"][0];
		assert_eq!(flag["kinds"], serde_json::json!(["numberAndSeller"]));
		assert_eq!((&flag["other"], &flag["cleared"]["by"]), (&1.into(), &3.into()));
	});
}
