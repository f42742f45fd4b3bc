// SPDX-License-Identifier: Apache-2.0

//! What persons drew, and the tax on it.

use super::*;

fn tax_summary(text: &str) -> Vec<TaxInfo> {
	let month = month(text);
	let query = |c, limit| RedEnvelope::query_tax_summary(COMPANY, CNY, month, c, limit);
	all(query, |it| it.person)
}

#[test]
fn a_tax_summary_is_what_persons_drew_by_purpose() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(2_000);
		let bonus = Terms { purpose: Purpose::Bonus, ..taxed(300) };
		assert_ok!(claim(ALICE, fill_with(budget, equal(1_000, 1), bonus)));
		let festival = fill(budget, equal(50, 2));
		assert_ok!(claim(ALICE, festival));
		assert_ok!(claim(BOB, festival));
		next_block();
		let shown = |account, incomes| TaxInfo { person: person(account), incomes };
		let gift = || untaxed(Purpose::Festival, 50);
		let alice = shown(ALICE, vec![withheld(Purpose::Bonus, 1_000, 30), gift()]);
		assert_eq!(tax_summary("2026-10"), [alice, shown(BOB, vec![gift()])]);
		for (organization, asset, text) in
			[(COMPANY, CNY, "2026-11"), (COMPANY, USD, "2026-10"), (RIVAL, CNY, "2026-10")]
		{
			let page = RedEnvelope::query_tax_summary(organization, asset, month(text), None, 9);
			assert_eq!(page, nothing());
		}
	});
}

#[test]
fn who_drew_nothing_is_not_in_the_tax_summary() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		let undrawn = fill(funded(100), lucky(100, 5));
		assert_ok!(claim(BOB, undrawn));
		assert_eq!(statement(BOB).claims, 1);
		let gift = vec![untaxed(Purpose::Festival, 100)];
		let summary = [TaxInfo { person: person(ALICE), incomes: gift }];
		assert_eq!(tax_summary("2026-10"), summary);
		Now::set(START + 31 * DAY);
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), COMPANY, CNY, 30));
		assert_eq!(statement(ALICE).paid_out, 30);
		assert_eq!(tax_summary("2026-11"), []);
		assert_eq!(tax_summary("2026-10"), summary);
	});
}

#[test]
fn a_page_of_the_tax_summary_of_which_all_is_passed_over_goes_on() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		claim_all(4, fill(budget, lucky(100, 5)));
		let october = month("2026-10");
		let order: Vec<_> = Statements::<Test>::iter_key_prefix((BOOK, october)).collect();
		let accounts = [order[2], order[3]].map(|person| ALICE + person.0);
		let id = fill(budget, named(&accounts.map(|account| (account, 5))));
		for account in accounts {
			assert_ok!(claim(account, id));
		}
		block(Weight::MAX, Weight::MAX);
		let page = |cursor, limit| {
			let page = RedEnvelope::query_tax_summary(COMPANY, CNY, october, cursor, limit);
			(page.items.iter().map(|it| it.person).collect::<Vec<_>>(), page.next)
		};
		assert_eq!(page(None, 2), (Vec::new(), Some(order[1])));
		assert_eq!(page(Some(order[1]), 2), (order[2..].to_vec(), None));
		assert_eq!(page(None, 3), (vec![order[2]], Some(order[2])));
	});
}

#[test]
fn a_page_of_the_tax_summary_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		claim_all(101, fill(funded(101), equal(1, 101)));
		next_block();
		let october = month("2026-10");
		is_capped(|c, limit| RedEnvelope::query_tax_summary(COMPANY, CNY, october, c, limit));
	});
}
