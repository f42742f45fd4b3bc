// SPDX-License-Identifier: Apache-2.0

//! All that happens to a receivable is in its history, in order.

use super::*;

/// What happened to the receivable since the entry that `from` numbers.
fn history(from: u32) -> Vec<Entry> {
	Debts::query_history(ID, from.checked_sub(1), 100).items
}

/// An entry of now.
fn entry(act: Act, by: Option<OrganizationId>) -> Entry {
	let block = u32::try_from(System::block_number()).unwrap();
	Entry { at: Now::get(), block, act, by, part: None, amount: None, to: None }
}

#[test]
fn entries_say_who_did_what_when_and_to_which_part() {
	ExtBuilder::build_and_execute(|| {
		System::set_block_number(7);
		accepted();
		let drafted = Entry { amount: Some(AMOUNT), ..entry(Act::Drafted, Some(TIER1)) };
		let accepted =
			Entry { part: Some(WHOLE), amount: Some(AMOUNT), ..entry(Act::Accepted, Some(MAKER)) };
		assert_eq!(history(0), [drafted, accepted]);
		System::set_block_number(9);
		pass(HOUR);
		assert_ok!(split(TIER1, WHOLE, &[600_000, 3_000_000]));
		passed(TIER1, PartId(1), TIER2, true);
		let (one, to) = (Some(PartId(1)), Some(TIER2));
		assert_eq!(
			history(2),
			[
				Entry { part: Some(WHOLE), ..entry(Act::Split, Some(TIER1)) },
				Entry { part: one, to, ..entry(Act::Offered, Some(TIER1)) },
				Entry { part: one, to, ..entry(Act::Endorsed, Some(TIER1)) },
			]
		);
		// Late by two days, and paid by itself to both.
		pass_to(DUE + 2 * DAY);
		assert_ok!(pay(MAKER));
		let paid = entry(Act::Paid, Some(MAKER));
		distributed();
		let all = history(5);
		assert_eq!(all[0].act, Act::Overdue);
		assert_eq!(all[1], Entry { amount: Some(AMOUNT + 2 * A_DAY), ..paid });
		let payouts = [(1, TIER2, 600_600), (2, TIER1, 3_003_000)].map(|(part, to, amount)| {
			let (part, amount) = (Some(PartId(part)), Some(amount));
			Entry { part, amount, to: Some(to), ..entry(Act::PaidOut, None) }
		});
		let (given, last) = (&all[2..4], all[4]);
		assert!(payouts.iter().all(|it| given.contains(it)), "{given:?}");
		assert_eq!(last, entry(Act::Concluded, None));
		assert_eq!(all.len(), 5);
	});
}

#[test]
fn drafts_that_are_gone_have_one() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(draft(terms()));
		assert_ok!(Debts::decline(signer(MAKER), ID));
		assert_eq!(Debts::query_receivable(ID), None);
		let acts = history(0).into_iter().map(|it| (it.act, it.by)).collect::<Vec<_>>();
		assert_eq!(acts, [(Act::Drafted, Some(TIER1)), (Act::Declined, Some(MAKER))]);
		assert_eq!(Debts::query_history(ReceivableId(1), None, 9).items, []);
	});
}

#[test]
fn it_tells_of_guarantee_default_recourse_and_money_that_waits() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		passed(TIER1, WHOLE, TIER2, true);
		pass_to(DUE);
		pass(Grace::get());
		pass(CallPeriod::get());
		assert_ok!(Debts::claim_recourse(signer(TIER2), WHOLE));
		block(TIER2);
		assert_ok!(Debts::pay_recourse(signer(TIER1), WHOLE));
		let acts = history(2).into_iter().map(|it| (it.act, it.by, it.to)).collect::<Vec<_>>();
		let expected = [
			(Act::Guaranteed, Some(BANK), None),
			(Act::Offered, Some(TIER1), Some(TIER2)),
			(Act::Endorsed, Some(TIER1), Some(TIER2)),
			(Act::Overdue, None, None),
			(Act::Called, None, Some(BANK)),
			(Act::Defaulted, None, None),
			(Act::RecourseClaimed, Some(TIER2), Some(TIER1)),
			(Act::NotPaidOut, None, Some(TIER2)),
			(Act::RecoursePaid, Some(TIER1), Some(TIER2)),
		];
		assert_eq!(acts, expected);
	});
}

#[test]
fn it_comes_page_by_page() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		for _ in 0..4 {
			assert_ok!(offer(TIER1, WHOLE, TIER2, false));
			assert_ok!(Debts::recall(signer(TIER1), WHOLE));
		}
		let whole = history(0);
		assert_eq!(whole.len(), 10);
		let (mut found, mut cursor) = (Vec::new(), None);
		loop {
			let page = Debts::query_history(ID, cursor, 3);
			found.extend(page.items);
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		assert_eq!(found, whole);
	});
}

#[test]
fn entries_are_plain_json() {
	let told = Entry {
		at: 1,
		block: 2,
		act: Act::PaidOut,
		by: None,
		part: Some(PartId(3)),
		amount: Some(1 << 60),
		to: Some(TIER2),
	};
	let json = serde_json::to_value(told).unwrap();
	let expected = serde_json::json!({
		"at": 1,
		"block": 2,
		"act": "paidOut",
		"by": null,
		"part": 3,
		"amount": "1152921504606846976",
		"to": TIER2.0,
	});
	assert_eq!(json, expected);
}
