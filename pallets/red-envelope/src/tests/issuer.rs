// SPDX-License-Identifier: Apache-2.0

//! What an issuer does to its asset, or to an organization's account in it, and what that stops.

use super::*;
use sp_runtime::TokenError;

/// What an issuer can do, and undo.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Measure {
	/// The organization's account can send nothing.
	FreezeAccount,
	/// The organization's account can neither send nor receive.
	BlockAccount,
	/// Nobody can send.
	FreezeAsset,
}

use Measure::*;

impl Measure {
	fn take(self) {
		let account = MockOrganizations::account(COMPANY);
		assert_ok!(match self {
			FreezeAccount => Assets::freeze(signed(ISSUER), CNY, account),
			BlockAccount => Assets::block(signed(ISSUER), CNY, account),
			FreezeAsset => Assets::freeze_asset(signed(ISSUER), CNY),
		});
	}

	fn lift(self) {
		let account = MockOrganizations::account(COMPANY);
		assert_ok!(match self {
			FreezeAccount | BlockAccount => Assets::thaw(signed(ISSUER), CNY, account),
			FreezeAsset => Assets::thaw_asset(signed(ISSUER), CNY),
		});
	}
}

#[test]
fn nothing_new_is_funded() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(0);
		for measure in [FreezeAccount, BlockAccount, FreezeAsset] {
			measure.take();
			assert_noop!(
				RedEnvelope::fund(signed(TREASURER), budget, 1),
				DispatchError::Token(TokenError::FundsUnavailable)
			);
			measure.lift();
			assert_ok!(RedEnvelope::fund(signed(TREASURER), budget, 1));
		}
	});
}

/// From a budget to an envelope to a wallet nothing moves in the asset.
#[test]
fn what_is_held_goes_on_through_budgets_envelopes_and_wallets() {
	for measure in [FreezeAccount, BlockAccount, FreezeAsset] {
		ExtBuilder::build_and_execute(|| {
			let root = funded(10_000);
			let part = below(root, 5_000);
			measure.take();
			assert_ok!(RedEnvelope::take_back(signed(TREASURER), part, 1_000));
			assert_ok!(RedEnvelope::allot(signed(TREASURER), part, 500));
			let id = fill_with(part, lucky(1_000, 5), taxed(2_000));
			for account in [ALICE, BOB] {
				assert_ok!(claim(account, id));
			}
			draw_all();
			let shares = expected(id, 1_000, 5, [1; 2]);
			let net = |gross| gross - taxed(2_000).tax(gross);
			assert_eq!([ALICE, BOB].map(balance), [net(shares[0]), net(shares[1])]);
			pass(DAY);
			assert_eq!(status(id), EnvelopeStatus::Expired);
			assert_eq!(budget(part).available, 4_500 - shares[0] - shares[1]);
			let method = RedemptionMethod::Payroll;
			assert_ok!(RedEnvelope::redeem(signed(ALICE), COMPANY, CNY, 1, method));
			pass(30 * DAY);
			assert_eq!(wallet(ALICE).redeeming, 0);
			assert_ok!(RedEnvelope::close_budget(signed(TREASURER), part));
			check();
		});
	}
}

/// The holder pallet does not ask whether the account that money is held on is frozen or blocked: a
/// person is paid what it has drawn.
#[test]
fn wallets_are_paid_from_a_frozen_or_blocked_account() {
	for measure in [FreezeAccount, BlockAccount] {
		ExtBuilder::build_and_execute(|| {
			endow(BOB, 100);
			measure.take();
			assert_ok!(RedEnvelope::withdraw(signed(BOB), COMPANY, CNY, 30));
			assert_ok!(RedEnvelope::pay_out(signed(TREASURER), CNY, person(BOB)));
			assert_eq!(Assets::balance(CNY, BOB), 100);
		});
	}
}

#[test]
fn nothing_is_paid_in_a_frozen_asset_and_wallets_keep_it() {
	ExtBuilder::build_and_execute(|| {
		endow(BOB, 100);
		FreezeAsset.take();
		let not_live = pallet_assets::Error::<Test>::AssetNotLive;
		assert_noop!(RedEnvelope::withdraw(signed(BOB), COMPANY, CNY, 30), not_live);
		let not_live = pallet_assets::Error::<Test>::AssetNotLive;
		assert_noop!(RedEnvelope::pay_out(signed(TREASURER), CNY, person(BOB)), not_live);
		assert_eq!(balance(BOB), 100);
		FreezeAsset.lift();
		assert_ok!(RedEnvelope::withdraw(signed(BOB), COMPANY, CNY, 30));
	});
}

#[test]
fn a_blocked_person_is_not_paid_and_the_wallet_keeps_it() {
	ExtBuilder::build_and_execute(|| {
		endow(BOB, 100);
		assert_ok!(RedEnvelope::withdraw(signed(BOB), COMPANY, CNY, 30));
		assert_ok!(Assets::block(signed(ISSUER), CNY, BOB));
		assert_noop!(
			RedEnvelope::withdraw(signed(BOB), COMPANY, CNY, 30),
			DispatchError::Token(TokenError::CannotCreate)
		);
		assert_noop!(
			RedEnvelope::pay_out(signed(TREASURER), CNY, person(BOB)),
			DispatchError::Token(TokenError::CannotCreate)
		);
		assert_eq!(balance(BOB), 70);
		assert_ok!(Assets::thaw(signed(ISSUER), CNY, BOB));
		assert_ok!(RedEnvelope::withdraw(signed(BOB), COMPANY, CNY, 70));
	});
}

/// A state with something to give back to the organization, by every way.
fn calls_that_give_back() -> Vec<Call<Test>> {
	let id = fill_with(funded(1_000), equal(1_000, 1), taxed(2_000));
	assert_ok!(claim(ALICE, id));
	endow(BOB, 100);
	let method = RedemptionMethod::Payroll;
	assert_ok!(RedEnvelope::redeem(signed(BOB), COMPANY, CNY, 40, method));
	let root = funded(500);
	let receipt = H256::zero();
	vec![
		Call::return_funds { budget: root, amount: 1 },
		Call::close_budget { budget: root },
		Call::confirm_redemption { redemption: RedemptionId(0), receipt },
		Call::remit_tax { asset: CNY, amount: 1, receipt },
	]
}

#[test]
fn money_is_given_back_to_a_frozen_account() {
	ExtBuilder::build_and_execute(|| {
		let calls = calls_that_give_back();
		FreezeAccount.take();
		for call in calls {
			would_do(call, TREASURER);
		}
	});
}

#[test]
fn no_money_is_given_back_to_a_blocked_account_or_in_a_frozen_asset() {
	for (measure, error) in [
		(BlockAccount, DispatchError::Token(TokenError::CannotCreate)),
		(FreezeAsset, pallet_assets::Error::<Test>::AssetNotLive.into()),
	] {
		ExtBuilder::build_and_execute(|| {
			let calls = calls_that_give_back();
			measure.take();
			for call in calls.clone() {
				assert_noop!(dispatch(call, signed(TREASURER)), error);
			}
			measure.lift();
			for call in calls {
				would_do(call, TREASURER);
			}
		});
	}
}

/// An envelope of a budget that has ended, some of it claimed, expires while the organization cannot
/// be given money.
#[test]
fn what_expires_while_nothing_can_be_given_back_is_not_lost() {
	for measure in [BlockAccount, FreezeAsset] {
		ExtBuilder::build_and_execute(|| {
			let budget = funded(1_000);
			let id = fill(budget, equal(100, 10));
			assert_ok!(claim(ALICE, id));
			next_block();
			assert_ok!(RedEnvelope::close_budget(signed(TREASURER), budget));
			measure.take();
			Now::mutate(|now| *now += DAY);
			carry_out_due();
			draw_all();
			measure.lift();
			pass(30 * DAY);
			draw_all();
			assert_eq!(status(id), EnvelopeStatus::Expired);
			assert_eq!((held(), balance(ALICE)), (100, 100));
		});
	}
}

/// The same of what is claimed but not drawn: it is drawn, and the rest goes back later.
#[test]
fn what_is_drawn_while_nothing_can_be_given_back_is_not_lost() {
	for measure in [BlockAccount, FreezeAsset] {
		ExtBuilder::build_and_execute(|| {
			let budget = funded(1_000);
			let id = fill(budget, lucky(1_000, 10));
			assert_ok!(claim(ALICE, id));
			assert_ok!(RedEnvelope::close_budget(signed(TREASURER), budget));
			measure.take();
			pass(DAY);
			draw_all();
			assert_eq!((status(id), progress(id).drawn), (EnvelopeStatus::Expired, 1));
			let share = expected(id, 1_000, 10, [1])[0];
			assert_eq!((held(), balance(ALICE)), (1_000, share));
			measure.lift();
			pass(HOUR);
			assert_eq!((held(), balance(ALICE)), (share, share));
		});
	}
}

/// The same of a budget that lapses.
#[test]
fn what_lapses_while_nothing_can_be_given_back_ends() {
	for measure in [BlockAccount, FreezeAsset] {
		ExtBuilder::build_and_execute(|| {
			let root = NextBudgetId::<Test>::get();
			let at = Some(START + DAY);
			assert_ok!(RedEnvelope::open_budget(signed(TREASURER), CNY, name("annual"), at));
			assert_ok!(RedEnvelope::fund(signed(TREASURER), root, 1_000));
			measure.take();
			Now::set(START + DAY);
			carry_out_due();
			measure.lift();
			pass(DAY);
			assert_eq!((budget(root).status, held()), (BudgetStatus::Ended, 0));
		});
	}
}
