// SPDX-License-Identifier: Apache-2.0

//! Tax that is withheld of shares, what persons got by purpose, and remitting it.

use super::*;
use proptest::prelude::*;
use sp_core::U256;

fn remit(amount: Amount) -> DispatchResult {
	RedEnvelope::remit_tax(signed(TREASURER), CNY, amount, H256::repeat_byte(3))
}

fn income(account: AccountId, purpose: Purpose) -> Option<Income> {
	statement(account).incomes.get(&purpose).copied()
}

#[test]
fn withholding_is_rounded_half_up() {
	for (part, gross, tax) in [
		(2_000, 100, 20),
		(2_000, 2, 0),
		(2_000, 3, 1),
		(5_000, 1, 1),
		(4_999, 1, 0),
		(5_000, 3, 2),
		(1, 4_999, 0),
		(1, 5_000, 1),
		(300, 12_345, 370),
		(300, 12_350, 371),
		(10_000, 7, 7),
		(0, 1_000_000, 0),
		(9_999, Amount::MAX, Amount::MAX - Amount::MAX / 10_000),
		(10_000, Amount::MAX, Amount::MAX),
	] {
		assert_eq!(taxed(part).tax(gross), tax, "{part} basis points of {gross}");
	}
	assert_eq!(terms().tax(1_000_000), 0);
}

proptest! {
	#[test]
	fn withholding_is_off_by_half_a_unit_at_most(
		part in 0..=10_000_u16, gross in prop_oneof![any::<u128>(), 0..100_000_u128],
	) {
		let tax = taxed(part).tax(gross);
		prop_assert!(tax <= gross);
		let exact = U256::from(gross) * U256::from(part);
		let withheld = U256::from(tax) * U256::from(10_000);
		let off = exact.abs_diff(withheld);
		prop_assert!(off <= U256::from(5_000));
		// Half a unit is rounded up.
		prop_assert!(off < U256::from(5_000) || withheld > exact);
	}
}

#[test]
fn each_share_is_taxed_by_itself() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		// 20% of 12 is 2.4, of all three 7.2.
		let id = fill_with(budget, equal(12, 3), taxed(2_000));
		for account in [ALICE, BOB, CAROL] {
			assert_ok!(claim(account, id));
		}
		next_block();
		for account in [ALICE, BOB, CAROL] {
			assert_eq!(balance(account), 10);
			let income = income(account, Purpose::Festival);
			assert_eq!(income, Some(Income { untaxed: 0, taxable: 12, tax: 2 }));
			assert_eq!(statement(account).net(), 10);
		}
		assert_eq!(TaxDue::<Test>::get(BOOK), 6);
		assert_eq!(Totals::get(BOOK, Account::TaxPayable), (0, 6));
		assert_eq!(Totals::get(BOOK, Account::Payable), (0, 30));
		assert_eq!(Totals::get(BOOK, Account::Expense(Purpose::Festival)), (36, 0));
	});
}

#[test]
fn incomes_are_kept_by_purpose_taxed_or_not() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100_000);
		let terms_of = |purpose, withholding| Terms { purpose, withholding, ..terms() };
		for (form, terms) in [
			(equal(1_000, 1), terms_of(Purpose::Bonus, Some(300))),
			(equal(500, 1), terms_of(Purpose::Bonus, None)),
			// Taxable, where tax is withheld elsewhere.
			(equal(77, 1), terms_of(Purpose::Bonus, Some(0))),
			(equal(33, 1), terms_of(Purpose::Relief, None)),
			(equal(9, 1), terms_of(Purpose::Award, Some(10_000))),
		] {
			assert_ok!(claim(ALICE, fill_with(budget, form, terms)));
			next_block();
		}
		for (purpose, untaxed, taxable, tax) in [
			(Purpose::Bonus, 500, 1_077, 30),
			(Purpose::Relief, 33, 0, 0),
			(Purpose::Award, 0, 9, 9),
		] {
			assert_eq!(income(ALICE, purpose), Some(Income { untaxed, taxable, tax }));
		}
		assert_eq!(statement(ALICE).incomes.len(), 3);
		assert_eq!((balance(ALICE), TaxDue::<Test>::get(BOOK)), (1_580, 39));
		assert_eq!(statement(ALICE).net(), 1_580);
	});
}

#[test]
fn every_purpose_has_room_in_a_statement() {
	ExtBuilder::build_and_execute(|| {
		let purposes = [
			Purpose::Bonus,
			Purpose::Benefit,
			Purpose::Festival,
			Purpose::ExpenseRefund,
			Purpose::Award,
			Purpose::Allowance,
			Purpose::Relief,
			Purpose::Promotion,
			Purpose::Other,
		];
		let budget = funded(100);
		for purpose in purposes {
			let id = fill_with(budget, equal(1, 1), Terms { purpose, ..terms() });
			assert_ok!(claim(ALICE, id));
		}
		next_block();
		assert_eq!((balance(ALICE), statement(ALICE).incomes.len()), (9, 9));
	});
}

#[test]
fn no_more_is_remitted_than_was_withheld() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(remit(1), Error::<Test>::TooMuchTax);
		let id = fill_with(funded(1_000), equal(1_000, 1), taxed(2_000));
		assert_ok!(claim(ALICE, id));
		assert_noop!(remit(1), Error::<Test>::TooMuchTax);
		next_block();
		assert_noop!(remit(0), Error::<Test>::ZeroAmount);
		for amount in [201, Amount::MAX] {
			assert_noop!(remit(amount), Error::<Test>::TooMuchTax);
		}
		for (account, asset) in [(TREASURER, USD), (RIVAL_TREASURER, CNY)] {
			assert_noop!(
				RedEnvelope::remit_tax(signed(account), asset, 1, H256::zero()),
				Error::<Test>::TooMuchTax
			);
		}
		events();
		posted();
		assert_ok!(remit(150));
		let receipt = H256::repeat_byte(3);
		let by = treasurer();
		assert_eq!(events(), [Event::TaxRemitted { by, asset: CNY, amount: 150, receipt }]);
		assert_eq!(posted(), [Occasion::TaxRemitted { receipt }]);
		assert_eq!((TaxDue::<Test>::get(BOOK), held()), (50, 850));
		// It was paid outside; the money is the organization's again.
		assert_eq!(free(), FUNDS - 850);
		assert_noop!(remit(51), Error::<Test>::TooMuchTax);
		assert_ok!(remit(50));
		assert!(!TaxDue::<Test>::contains_key(BOOK));
		assert_eq!(Totals::get(BOOK, Account::TaxPayable), (200, 200));
	});
}

/// An empty wallet is forgotten, or not made.
#[test]
fn a_share_that_is_withheld_whole_makes_no_wallet() {
	ExtBuilder::build_and_execute(|| {
		let id = fill_with(funded(1_000), equal(1_000, 1), taxed(10_000));
		assert_ok!(claim(ALICE, id));
		next_block();
		assert_eq!((TaxDue::<Test>::get(BOOK), balance(ALICE)), (1_000, 0));
		assert!(!Wallets::<Test>::contains_key(person(ALICE), BOOK));
	});
}
