// SPDX-License-Identifier: Apache-2.0

//! Redemptions, and how they end.

use super::*;

const FIRST: RedemptionId = RedemptionId(0);

fn redeem(account: AccountId, amount: Amount) -> DispatchResult {
	RedEnvelope::redeem(signed(account), COMPANY, CNY, amount, RedemptionMethod::Payroll)
}

fn confirm(id: RedemptionId) -> DispatchResult {
	RedEnvelope::confirm_redemption(signed(TREASURER), id, H256::repeat_byte(2))
}

fn reject(id: RedemptionId) -> DispatchResult {
	RedEnvelope::reject_redemption(signed(TREASURER), id, RejectionReason::NotOffered)
}

fn withdraw(account: AccountId, id: RedemptionId) -> DispatchResult {
	RedEnvelope::withdraw_redemption(signed(account), id)
}

fn status_of(id: RedemptionId) -> RedemptionStatus {
	Redemptions::<Test>::get(id).unwrap().status
}

/// Alice has 100, 60 of which she asks to have redeemed.
fn asked() {
	endow(ALICE, 100);
	assert_ok!(redeem(ALICE, 60));
}

#[test]
fn asking_sets_money_apart() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		events();
		posted();
		Now::mutate(|now| *now += 5);
		assert_ok!(redeem(ALICE, 60));
		assert_eq!(wallet(ALICE), Wallet { balance: 40, redeeming: 60, redemptions: 1 });
		let asked_at = Now::get();
		let record = Redemption {
			person: person(ALICE),
			book: BOOK,
			amount: 60,
			method: RedemptionMethod::Payroll,
			asked_at,
			due: asked_at + 30 * DAY,
			status: RedemptionStatus::Open,
		};
		assert_eq!(Redemptions::<Test>::get(FIRST), Some(record));
		assert!(RedemptionsOf::<Test>::contains_key(person(ALICE), FIRST));
		assert!(OpenRedemptions::<Test>::contains_key(BOOK, FIRST));
		let person = person(ALICE);
		assert_eq!(events(), [Event::RedemptionAsked { person, redemption: FIRST, book: BOOK }]);
		assert_eq!(posted(), [Occasion::RedemptionAsked { redemption: FIRST }]);
		assert_eq!(Totals::get(BOOK, Account::Redeeming), (0, 60));
		assert_eq!((held(), statement(ALICE).redeemed), (100, 0));
	});
}

#[test]
fn no_more_is_redeemed_than_is_in_a_wallet() {
	ExtBuilder::build_and_execute(|| {
		asked();
		assert_noop!(redeem(ALICE, 0), Error::<Test>::ZeroAmount);
		for amount in [41, Amount::MAX] {
			assert_noop!(redeem(ALICE, amount), Error::<Test>::InsufficientBalance);
		}
		assert_noop!(redeem(BOB, 1), Error::<Test>::InsufficientBalance);
		for (organization, asset) in [(COMPANY, USD), (RIVAL, CNY)] {
			let method = RedemptionMethod::MallVoucher;
			assert_noop!(
				RedEnvelope::redeem(signed(ALICE), organization, asset, 1, method),
				Error::<Test>::InsufficientBalance
			);
		}
		assert_ok!(redeem(ALICE, 40));
		assert_eq!(wallet(ALICE), Wallet { balance: 0, redeeming: 100, redemptions: 2 });
	});
}

#[test]
fn nothing_is_asked_of_a_suspended_organization() {
	ExtBuilder::build_and_execute(|| {
		asked();
		suspend(COMPANY, true);
		assert_noop!(redeem(ALICE, 1), Error::<Test>::OrganizationSuspended);
		assert_noop!(confirm(FIRST), DispatchError::Other("suspended"));
		// The person can have it back.
		assert_ok!(withdraw(ALICE, FIRST));
	});
}

#[test]
fn a_person_has_so_many_open_redemptions() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		for _ in 0..4 {
			assert_ok!(redeem(ALICE, 1));
		}
		assert_noop!(redeem(ALICE, 1), Error::<Test>::TooManyRedemptions);
		// Everybody for themselves.
		endow(BOB, 10);
		assert_ok!(redeem(BOB, 1));
		let ends: [fn(RedemptionId) -> DispatchResult; 3] =
			[confirm, reject, |id| withdraw(ALICE, id)];
		for (id, end) in (0..).map(RedemptionId).zip(ends) {
			assert_ok!(end(id));
			assert_ok!(redeem(ALICE, 1));
			assert_noop!(redeem(ALICE, 1), Error::<Test>::TooManyRedemptions);
		}
		pass(30 * DAY);
		assert_eq!(wallet(ALICE), Wallet { balance: 99, redeeming: 0, redemptions: 0 });
	});
}

#[test]
fn what_was_paid_outside_is_the_organizations_again() {
	ExtBuilder::build_and_execute(|| {
		asked();
		events();
		posted();
		assert_ok!(confirm(FIRST));
		let status = RedemptionStatus::Confirmed(H256::repeat_byte(2));
		assert_eq!(status_of(FIRST), status);
		assert_eq!(wallet(ALICE), Wallet { balance: 40, redeeming: 0, redemptions: 0 });
		assert_eq!((held(), free()), (40, FUNDS - 40));
		assert_eq!(Assets::balance(CNY, ALICE), 0);
		assert_eq!((statement(ALICE).redeemed, statement(ALICE).paid_out), (60, 0));
		let by = Some(treasurer());
		assert_eq!(events(), [Event::RedemptionEnded { by, redemption: FIRST, status }]);
		assert_eq!(posted(), [Occasion::Redeemed { redemption: FIRST }]);
		assert_eq!(Totals::get(BOOK, Account::Redeeming), (60, 60));
		assert_eq!(Agenda::get(), []);
		// A wallet with nothing left is forgotten.
		assert_ok!(redeem(ALICE, 40));
		assert_ok!(confirm(RedemptionId(1)));
		assert!(!Wallets::<Test>::contains_key(person(ALICE), BOOK));
		assert_eq!(held(), 0);
	});
}

#[test]
fn what_is_not_paid_outside_is_in_the_wallet_again() {
	let rejected = RedemptionStatus::Rejected(RejectionReason::NotOffered);
	let ends: [(fn() -> DispatchResult, _, _); 3] = [
		(|| reject(FIRST), rejected, Some(treasurer())),
		(|| withdraw(ALICE, FIRST), RedemptionStatus::Withdrawn, None),
		(
			|| {
				pass(30 * DAY);
				Ok(())
			},
			RedemptionStatus::TimedOut,
			None,
		),
	];
	for (end, status, by) in ends {
		ExtBuilder::build_and_execute(|| {
			asked();
			events();
			posted();
			assert_ok!(end());
			assert_eq!(status_of(FIRST), status);
			assert_eq!(wallet(ALICE), Wallet { balance: 100, redeeming: 0, redemptions: 0 });
			assert_eq!(held(), 100);
			assert_eq!(statement(ALICE).redeemed, 0);
			assert_eq!(events(), [Event::RedemptionEnded { by, redemption: FIRST, status }]);
			assert_eq!(posted(), [Occasion::RedemptionEnded { redemption: FIRST }]);
			assert!(!OpenRedemptions::<Test>::contains_key(BOOK, FIRST));
			assert!(RedemptionsOf::<Test>::contains_key(person(ALICE), FIRST));
			assert_eq!(Agenda::get(), []);
			assert_ok!(redeem(ALICE, 100));
		});
	}
}

#[test]
fn a_redemption_times_out_after_its_period() {
	ExtBuilder::build_and_execute(|| {
		asked();
		pass(30 * DAY - 1);
		assert_eq!(status_of(FIRST), RedemptionStatus::Open);
		undone(|| {
			assert_ok!(confirm(FIRST));
		});
		pass(1);
		assert_eq!(status_of(FIRST), RedemptionStatus::TimedOut);
		for id in [FIRST, NO_REDEMPTION] {
			assert_storage_noop!(assert_ok!(RedEnvelope::handle(Task::RedemptionDue(id))));
		}
	});
}

#[test]
fn a_redemption_ends_once() {
	let ends: [fn() -> DispatchResult; 4] = [
		|| confirm(FIRST),
		|| reject(FIRST),
		|| withdraw(ALICE, FIRST),
		|| {
			pass(30 * DAY);
			Ok(())
		},
	];
	for end in ends {
		ExtBuilder::build_and_execute(|| {
			asked();
			assert_ok!(end());
			assert_noop!(confirm(FIRST), Error::<Test>::NotOpen);
			assert_noop!(reject(FIRST), Error::<Test>::NotOpen);
			assert_noop!(withdraw(ALICE, FIRST), Error::<Test>::NotOpen);
		});
	}
}

#[test]
fn a_redemption_is_there() {
	ExtBuilder::build_and_execute(|| {
		for end in [confirm, reject] {
			assert_noop!(end(NO_REDEMPTION), Error::<Test>::RedemptionNotFound);
		}
		assert_noop!(withdraw(ALICE, NO_REDEMPTION), Error::<Test>::RedemptionNotFound);
	});
}

#[test]
fn another_organizations_desk_does_not_answer() {
	ExtBuilder::build_and_execute(|| {
		asked();
		let rival = || signed(RIVAL_TREASURER);
		// Nor does anybody else learn whether it has ended.
		for ended in [false, true] {
			if ended {
				assert_ok!(confirm(FIRST));
			}
			assert_noop!(
				RedEnvelope::confirm_redemption(rival(), FIRST, H256::zero()),
				Error::<Test>::NotAuthorized
			);
			assert_noop!(
				RedEnvelope::reject_redemption(rival(), FIRST, RejectionReason::Other),
				Error::<Test>::NotAuthorized
			);
			assert_noop!(withdraw(BOB, FIRST), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn who_was_released_has_redemptions_answered() {
	ExtBuilder::build_and_execute(|| {
		asked();
		Released::mutate(|released| released.insert(person(ALICE)));
		assert_noop!(withdraw(ALICE, FIRST), DispatchError::Other("no person"));
		assert_ok!(reject(FIRST));
		assert_ok!(RedEnvelope::pay_out(signed(TREASURER), CNY, person(ALICE)));
		assert_eq!(Assets::balance(CNY, ALICE), 100);
	});
}
