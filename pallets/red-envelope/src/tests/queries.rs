// SPDX-License-Identifier: Apache-2.0

//! What clients are answered.

mod budgets;
mod claimable;
mod draws;
mod envelopes;
mod json;
mod redemptions;
mod taxes;
mod wallets;

use super::*;
use crate::runtime_api::*;
use core::fmt::Debug;

const NOBODY: OrganizationId = OrganizationId(3);

/// A list, sorted, which is the same in pages of every size.
fn all<Item: PartialEq + Debug, Cursor, Key: Ord>(
	query: impl Fn(Option<Cursor>, u32) -> Page<Item, Cursor>,
	key: impl Fn(&Item) -> Key,
) -> Vec<Item> {
	let in_pages_of = |limit: u32| {
		let (mut items, mut cursor) = (Vec::new(), None);
		for _ in 0..1_000 {
			let page = query(cursor, limit);
			assert!(page.items.len() <= limit.clamp(1, MAX_PAGE) as usize);
			items.extend(page.items);
			cursor = page.next;
			if cursor.is_none() {
				items.sort_by_key(&key);
				return items;
			}
		}
		panic!("pages of {limit} never end");
	};
	let whole = in_pages_of(MAX_PAGE);
	for limit in [0, 1, 2, 3, 7, u32::MAX] {
		assert_eq!(in_pages_of(limit), whole, "in pages of {limit}");
	}
	whole
}

/// Of a list of 101, a page holds 100, however many are asked for.
fn is_capped<Item, Cursor>(query: impl Fn(Option<Cursor>, u32) -> Page<Item, Cursor>) {
	for limit in [100, 101, u32::MAX] {
		let first = query(None, limit);
		assert_eq!(first.items.len(), 100);
		let last = query(first.next, limit);
		assert_eq!((last.items.len(), last.next.is_none()), (1, true));
	}
}

fn nothing<Item, Cursor>() -> Page<Item, Cursor> {
	Page { items: Vec::new(), next: None }
}

fn shown(id: EnvelopeId) -> EnvelopeInfo<AccountId> {
	RedEnvelope::query_envelope(id).unwrap()
}

/// Has so many persons claim, one after the other.
fn claim_all(count: u64, id: EnvelopeId) {
	for account in ALICE..ALICE + count {
		assert_ok!(claim(account, id));
	}
}

fn ranked(account: AccountId, share: u32, amount: Amount) -> Ranked {
	Ranked { person: person(account), share, amount }
}

fn month(text: &str) -> Month {
	text.parse().unwrap()
}

fn untaxed(purpose: Purpose, untaxed: Amount) -> IncomeInfo {
	IncomeInfo { purpose, income: Income { untaxed, ..Income::default() } }
}

fn withheld(purpose: Purpose, taxable: Amount, tax: Amount) -> IncomeInfo {
	IncomeInfo { purpose, income: Income { untaxed: 0, taxable, tax } }
}

/// Asks for a redemption of what a person has.
fn redeem(account: AccountId, amount: Amount) -> RedemptionId {
	let id = NextRedemptionId::<Test>::get();
	let method = RedemptionMethod::Payroll;
	assert_ok!(RedEnvelope::redeem(signed(account), COMPANY, CNY, amount, method));
	id
}

fn confirm(id: RedemptionId) {
	assert_ok!(RedEnvelope::confirm_redemption(signed(TREASURER), id, H256::repeat_byte(2)));
}

fn reject(id: RedemptionId) {
	let reason = RejectionReason::NotOffered;
	assert_ok!(RedEnvelope::reject_redemption(signed(TREASURER), id, reason));
}
