// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn a_lucky_envelope_is_claimed_drawn_and_paid_out() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(100_000);
		let sales = below(root, 30_000);
		let envelope = fill(sales, lucky(10_000, 10));
		for account in ALICE..ALICE + 10 {
			assert_ok!(claim(account, envelope));
			assert_eq!(balance(account), 0, "drawn in the transaction that claims");
		}
		assert_noop!(claim(ALICE + 10, envelope), Error::<Test>::NoShareLeft);
		draw_all();
		let sum: Amount = (ALICE..ALICE + 10).map(balance).sum();
		assert_eq!(sum, 10_000);
		assert_eq!(progress(envelope).left, 0);
		assert_eq!((budget(sales).spent, budget(sales).available), (10_000, 20_000));
		let alice = balance(ALICE);
		assert!(alice >= 1);
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), COMPANY, CNY, alice));
		assert_eq!(Assets::balance(CNY, ALICE), alice);
		let bob = balance(BOB);
		let method = RedemptionMethod::Payroll;
		assert_ok!(RedEnvelope::redeem(signed(BOB), COMPANY, CNY, bob, method));
		let receipt = H256::repeat_byte(2);
		assert_ok!(RedEnvelope::confirm_redemption(signed(TREASURER), RedemptionId(0), receipt));
		assert_eq!(Held::<Test>::get(COMPANY, CNY), 100_000 - alice - bob);
	});
}

#[test]
fn what_is_left_goes_back() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(100_000);
		let sales = below(root, 30_000);
		let envelope = fill(sales, equal(1_000, 10));
		assert_ok!(claim(ALICE, envelope));
		draw_all();
		assert_ok!(RedEnvelope::close_budget(signed(TREASURER), sales));
		assert_eq!(budget(root).available, 90_000);
		pass(2 * DAY);
		assert_eq!(budget(root).available, 99_000);
		assert_eq!(progress(envelope).status, EnvelopeStatus::Expired);
		assert_eq!(balance(ALICE), 1_000);
	});
}
