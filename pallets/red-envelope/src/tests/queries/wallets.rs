// SPDX-License-Identifier: Apache-2.0

//! Wallets and statements.

use super::*;

#[test]
fn a_wallet_is_what_a_person_has_from_an_organization() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		redeem(ALICE, 60);
		let has = Wallet { balance: 40, redeeming: 60, redemptions: 1 };
		let wallet = |account, organization, asset| {
			let shown = RedEnvelope::query_wallet(person(account), organization, asset);
			assert_eq!(shown.book, Book { organization, asset });
			shown.wallet
		};
		assert_eq!(wallet(ALICE, COMPANY, CNY), has);
		for (account, organization, asset) in
			[(BOB, COMPANY, CNY), (ALICE, COMPANY, USD), (ALICE, RIVAL, CNY)]
		{
			assert_eq!(wallet(account, organization, asset), Wallet::default());
		}
	});
}

#[test]
fn wallets_from_all_organizations_are_listed_until_they_are_empty() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		let dollars = NextBudgetId::<Test>::get();
		assert_ok!(RedEnvelope::open_budget(signed(TREASURER), USD, name("dollars"), None));
		assert_ok!(RedEnvelope::fund(signed(TREASURER), dollars, 20));
		assert_ok!(claim(ALICE, fill(dollars, named(&[(ALICE, 20)]))));
		let of_rival = fill_as(RIVAL_TREASURER, rivals(3), named(&[(ALICE, 3)]), terms());
		assert_ok!(claim(ALICE, of_rival));
		next_block();
		let wallets = |account| {
			let query = |c, limit| RedEnvelope::query_wallets(person(account), c, limit);
			all(query, |it| it.book)
		};
		let shown = |book, balance| {
			let wallet = Wallet { balance, ..Wallet::default() };
			WalletInfo { book, wallet }
		};
		let in_dollars = Book { asset: USD, ..BOOK };
		let (first, second) = (shown(BOOK, 100), shown(in_dollars, 20));
		assert_eq!(wallets(ALICE), [first.clone(), second.clone(), shown(RIVAL_BOOK, 3)]);
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), RIVAL, CNY, 3));
		assert_eq!(wallets(ALICE), [first, second]);
		assert_eq!(wallets(BOB), []);
	});
}

/// Alice's statement of a month.
fn statement_of(text: &str) -> StatementInfo {
	RedEnvelope::query_statement(person(ALICE), COMPANY, CNY, month(text))
}

/// Her statement of a month in which nothing happens.
fn quiet(text: &str, sum: Amount) -> StatementInfo {
	StatementInfo {
		person: person(ALICE),
		month: month(text),
		opening: sum,
		claims: 0,
		incomes: Vec::new(),
		paid_out: 0,
		redeemed: 0,
		closing: sum,
	}
}

#[test]
fn a_statement_opens_with_what_the_one_before_closed_with() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let bonus = Terms { purpose: Purpose::Bonus, ..terms() };
		assert_ok!(claim(ALICE, fill_with(budget, equal(100, 2), taxed(2_000))));
		assert_ok!(claim(ALICE, fill_with(budget, equal(15, 2), bonus)));
		next_block();
		let october = StatementInfo {
			opening: 0,
			claims: 2,
			incomes: vec![untaxed(Purpose::Bonus, 15), withheld(Purpose::Festival, 100, 20)],
			..quiet("2026-10", 95)
		};
		assert_eq!(statement_of("2026-10"), october);
		pass(31 * DAY);
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), COMPANY, CNY, 30));
		pass(30 * DAY);
		assert_eq!(MockBooks::period(), month("2026-12"));
		for expected in [
			quiet("2026-09", 0),
			october,
			StatementInfo { paid_out: 30, closing: 65, ..quiet("2026-11", 95) },
			quiet("2026-12", 65),
			// The next month, as far as it is known.
			quiet("2027-01", 65),
		] {
			assert_eq!(statement_of(&expected.month.to_string()), expected);
		}
	});
}

#[test]
fn a_statement_is_of_one_person_organization_and_asset() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		endow(BOB, 70);
		let of_rival = fill_as(RIVAL_TREASURER, rivals(3), named(&[(ALICE, 3)]), terms());
		assert_ok!(claim(ALICE, of_rival));
		next_block();
		let closing = |account, organization, asset| {
			let october = month("2026-10");
			RedEnvelope::query_statement(person(account), organization, asset, october).closing
		};
		assert_eq!(closing(ALICE, COMPANY, CNY), 100);
		assert_eq!(closing(BOB, COMPANY, CNY), 70);
		assert_eq!(closing(ALICE, RIVAL, CNY), 3);
		assert_eq!(closing(ALICE, COMPANY, USD), 0);
		assert_eq!(closing(CAROL, COMPANY, CNY), 0);
	});
}

#[test]
fn a_claim_is_of_its_month_and_its_income_of_that_of_the_draw() {
	ExtBuilder::build_and_execute(|| {
		let expires_at = START + 60 * DAY;
		let terms = Terms { expires_at, ..terms() };
		let id = fill_with(funded(1_000), lucky(1_000, 1), terms);
		assert_ok!(claim(ALICE, id));
		Now::set(START + 31 * DAY);
		draw_all();
		assert_eq!(statement_of("2026-10"), StatementInfo { claims: 1, ..quiet("2026-10", 0) });
		let incomes = vec![untaxed(Purpose::Festival, 1_000)];
		let november = StatementInfo { opening: 0, incomes, ..quiet("2026-11", 1_000) };
		assert_eq!(statement_of("2026-11"), november);
	});
}

#[test]
fn an_open_redemption_counts_until_it_is_paid() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		let incomes = vec![untaxed(Purpose::Festival, 100)];
		let october = StatementInfo { opening: 0, claims: 1, incomes, ..quiet("2026-10", 100) };
		let (paid, refused) = (redeem(ALICE, 60), redeem(ALICE, 10));
		assert_eq!(statement_of("2026-10"), october);
		pass(20 * DAY);
		assert_eq!(statement_of("2026-11"), quiet("2026-11", 100));
		confirm(paid);
		let november = StatementInfo { redeemed: 60, closing: 40, ..quiet("2026-11", 100) };
		assert_eq!(statement_of("2026-11"), november);
		reject(refused);
		assert_eq!(statement_of("2026-11"), november);
		assert_eq!(statement_of("2026-10"), october);
		pass(30 * DAY);
		assert_eq!(statement_of("2026-11"), november);
		assert_eq!(statement_of("2026-12"), quiet("2026-12", 40));
	});
}
