// SPDX-License-Identifier: Apache-2.0

//! When an organization owes nothing any more.

use super::*;
use covenant_primitives::Obligations;

fn settled(organization: OrganizationId) -> DispatchResult {
	<RedEnvelope as Obligations>::ensure_settled(organization)
}

#[test]
fn who_never_had_a_budget_owes_nothing() {
	ExtBuilder::build_and_execute(|| {
		rivals(1);
		assert_ok!(settled(COMPANY));
		assert_noop!(settled(RIVAL), Error::<Test>::MoneyHeld);
	});
}

#[test]
fn a_budget_that_has_not_ended_remains() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(0);
		assert_noop!(settled(COMPANY), Error::<Test>::BudgetsRemain);
		assert_ok!(RedEnvelope::freeze(signed(TREASURER), root));
		assert_noop!(settled(COMPANY), Error::<Test>::BudgetsRemain);
		assert_ok!(RedEnvelope::close_budget(signed(TREASURER), root));
		assert_ok!(settled(COMPANY));
	});
}

#[test]
fn money_is_owed_until_it_is_given_back_paid_or_remitted() {
	ExtBuilder::build_and_execute(|| {
		let owes = || {
			assert_noop!(settled(COMPANY), Error::<Test>::MoneyHeld);
		};
		let root = funded(1_000);
		owes();
		// In an envelope of a budget that has ended.
		let id = fill_with(root, equal(100, 3), taxed(1_000));
		assert_ok!(RedEnvelope::close_budget(signed(TREASURER), root));
		assert_eq!(held(), 300);
		owes();
		for account in [ALICE, BOB] {
			assert_ok!(claim(account, id));
		}
		next_block();
		pass(DAY);
		// In wallets, of which something is being redeemed, and tax.
		assert_eq!(held(), 200);
		let method = RedemptionMethod::Payroll;
		assert_ok!(RedEnvelope::redeem(signed(BOB), COMPANY, CNY, 90, method));
		owes();
		assert_ok!(RedEnvelope::pay_out(signed(TREASURER), CNY, person(ALICE)));
		owes();
		let receipt = H256::zero();
		assert_ok!(RedEnvelope::confirm_redemption(signed(TREASURER), RedemptionId(0), receipt));
		owes();
		assert_ok!(RedEnvelope::remit_tax(signed(TREASURER), CNY, 20, receipt));
		assert_ok!(settled(COMPANY));
		assert_eq!(free(), FUNDS - 90);
	});
}

#[test]
fn every_asset_counts() {
	ExtBuilder::build_and_execute(|| {
		let id = NextBudgetId::<Test>::get();
		assert_ok!(RedEnvelope::open_budget(signed(TREASURER), USD, name("dollars"), None));
		assert_ok!(RedEnvelope::fund(signed(TREASURER), id, 1));
		assert_noop!(settled(COMPANY), Error::<Test>::MoneyHeld);
	});
}
