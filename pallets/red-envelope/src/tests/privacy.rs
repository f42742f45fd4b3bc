// SPDX-License-Identifier: Apache-2.0

//! That events, the records of shares and the occasions of vouchers do not tell what somebody got.

use super::*;
use codec::Encode;

/// Whether `amount` is written out in `bytes`.
fn tells(bytes: &[u8], amount: Amount) -> bool {
	let amount = amount.encode();
	bytes.windows(amount.len()).any(|window| window == amount)
}

/// Alice and others draw from lucky envelopes and from a list, have it paid, redeem. Returns what
/// each of them got, before tax and after, and the tax.
fn story() -> Vec<Amount> {
	let budget = funded(200_000_000);
	let list = recipients(&[(ALICE, 7_654_321), (BOB, 1_234_567), (CAROL, 3_333_333)]);
	let by_list = fill_with(budget, assigned(20_000_000, &list), taxed(2_000));
	let by_chance = fill_with(budget, lucky(90_000_011, 7), taxed(300));
	let last = fill_with(budget, lucky(30_000_007, 3), terms());
	for (index, account) in (0..).zip([ALICE, BOB, CAROL]) {
		assert_ok!(show(account, by_list, place(&list, index)));
		assert_ok!(claim(account, by_chance));
		assert_ok!(claim(account, last));
	}
	draw_all();
	pass(DAY);
	let lists = list.iter().map(|recipient| (recipient.amount, taxed(2_000)));
	let chances = expected(by_chance, 90_000_011, 7, [1; 3]);
	let lasts = expected(last, 30_000_007, 3, [1; 3]);
	let got: Vec<_> = lists
		.chain(chances.into_iter().map(|amount| (amount, taxed(300))))
		.chain(lasts.into_iter().map(|amount| (amount, terms())))
		.collect();
	for account in [ALICE, BOB, CAROL] {
		let whole = balance(account);
		let method = RedemptionMethod::Payroll;
		assert_ok!(RedEnvelope::redeem(signed(account), COMPANY, CNY, whole / 3, method));
		assert_ok!(RedEnvelope::withdraw(signed(account), COMPANY, CNY, whole / 4));
		assert_ok!(RedEnvelope::pay_out(signed(TREASURER), CNY, person(account)));
	}
	let receipt = H256::zero();
	assert_ok!(RedEnvelope::confirm_redemption(signed(TREASURER), RedemptionId(0), receipt));
	assert_ok!(RedEnvelope::withdraw_redemption(signed(BOB), RedemptionId(1)));
	let of_each = got.into_iter().flat_map(|(gross, terms)| {
		let tax = terms.tax(gross);
		[gross, gross - tax, tax]
	});
	of_each.filter(|amount| *amount > 0).collect()
}

#[test]
fn no_event_tells_what_somebody_got() {
	ExtBuilder::build_and_execute(|| {
		let amounts = story();
		let events = events();
		// 9 claims, 3 batches, 3 ends, and what followed.
		assert!(events.len() > 25);
		let encoded: Vec<_> = events.iter().map(Encode::encode).collect();
		for amount in amounts {
			for (event, bytes) in events.iter().zip(&encoded) {
				assert!(!tells(bytes, amount), "{amount} in {event:?}");
			}
		}
		// Totals are told, so that what is looked for would be found.
		assert!(encoded.iter().any(|bytes| tells(bytes, 90_000_011)));
	});
}

#[test]
fn no_event_tells_what_is_in_a_wallet() {
	ExtBuilder::build_and_execute(|| {
		story();
		let encoded: Vec<_> = events().iter().map(Encode::encode).collect();
		for account in [ALICE, BOB, CAROL] {
			let statement = statement(account);
			let amounts = [statement.paid_out, statement.net(), statement.counted];
			for amount in amounts {
				assert!(amount > 0);
				assert!(!encoded.iter().any(|bytes| tells(bytes, amount)));
			}
		}
	});
}

#[test]
fn no_share_and_no_occasion_tells_what_somebody_got() {
	ExtBuilder::build_and_execute(|| {
		let amounts = story();
		assert_eq!(Slots::<Test>::iter().count(), 9);
		for amount in amounts {
			for (_, _, slot) in Slots::<Test>::iter() {
				assert!(!tells(&slot.encode(), amount));
			}
			for (_, occasion) in Vouchers::get() {
				assert!(!tells(&occasion.encode(), amount), "{amount} in {occasion:?}");
			}
		}
	});
}

/// Before it is drawn, a list's amount waits in the share, as it was in the transaction.
#[test]
fn a_lists_amount_is_kept_no_longer_than_until_it_is_drawn() {
	ExtBuilder::build_and_execute(|| {
		let list = recipients(&[(ALICE, 7_654_321), (BOB, 1_234_567)]);
		let id = fill(funded(20_000_000), assigned(20_000_000, &list));
		assert_ok!(show(ALICE, id, place(&list, 0)));
		let told = || tells(&Slots::<Test>::get(id, 0).encode(), 7_654_321);
		assert!(told());
		next_block();
		assert!(!told());
	});
}
