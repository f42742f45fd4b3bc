// SPDX-License-Identifier: Apache-2.0

//! What `try_state` notices.

use super::*;
use frame_support::traits::{fungibles::hold::Mutate, tokens::Precision};
use sp_runtime::TryRuntimeError;

/// A root, a budget below it, and one below that which has ended.
const ROOT: BudgetId = BudgetId(0);
const PART: BudgetId = BudgetId(1);
const ENDED: BudgetId = BudgetId(2);

/// Of three shares, two are claimed and drawn, one of them after the other's round; one waits.
const LUCKY: EnvelopeId = EnvelopeId(0);
/// One share is drawn, one waits.
const EVEN: EnvelopeId = EnvelopeId(1);
const BY_NAME: EnvelopeId = EnvelopeId(2);
/// It is over.
const OVER: EnvelopeId = EnvelopeId(3);

/// A state with something of everything.
fn full() {
	assert_eq!(funded(100_000), ROOT);
	assert_eq!(below(ROOT, 50_000), PART);
	assert_eq!(below(PART, 1_000), ENDED);
	assert_ok!(RedEnvelope::close_budget(signed(TREASURER), ENDED));
	let spender = Spender::Operator(CLERK);
	assert_ok!(RedEnvelope::grant_right(signed(TREASURER), PART, spender, 9, 0, Moment::MAX));
	let list = recipients(&[(ALICE, 300), (BOB, 50)]);
	assert_eq!(fill_with(PART, lucky(10_000, 9), taxed(2_000)), LUCKY);
	assert_eq!(fill(PART, equal(100, 9)), EVEN);
	assert_eq!(fill(PART, named(&[(ALICE, 70), (BOB, 20), (CAROL, 10)])), BY_NAME);
	assert_eq!(fill(PART, assigned(400, &list)), OVER);
	assert_ok!(show(ALICE, OVER, place(&list, 0)));
	assert_ok!(show(BOB, OVER, place(&list, 1)));
	for account in [ALICE, BOB] {
		assert_ok!(claim(account, LUCKY));
	}
	assert_ok!(claim(ALICE, EVEN));
	assert_ok!(claim(ALICE, BY_NAME));
	draw_all();
	assert_ok!(claim(CAROL, LUCKY));
	assert_ok!(claim(BOB, EVEN));
	assert_ok!(claim(BOB, BY_NAME));
	let method = RedemptionMethod::Payroll;
	assert_ok!(RedEnvelope::redeem(signed(ALICE), COMPANY, CNY, 100, method));
	rivals(1_000);
	check();
}

#[track_caller]
fn notices(what: &'static str, damage: impl FnOnce()) {
	ExtBuilder::build().execute_with(|| {
		full();
		damage();
		assert_eq!(RedEnvelope::do_try_state(), Err(TryRuntimeError::Other(what)));
	});
}

fn damage(id: BudgetId, change: impl FnOnce(&mut Budget)) {
	Budgets::<Test>::mutate_extant(id, change);
}

fn shift(id: EnvelopeId, change: impl FnOnce(&mut Progress)) {
	Progresses::<Test>::mutate_extant(id, change);
}

fn swap(id: EnvelopeId, share: u32, change: impl FnOnce(&mut Slot)) {
	Slots::<Test>::mutate(id, share, |slot| change(slot.as_mut().unwrap()));
}

/// Posts to one side of an account of the company's.
fn credit(account: Account) {
	Totals::mutate(BOOK, account, |(_, credits)| *credits += 1);
}

/// Adds `budget` where it belongs, without asking whether it may be there.
fn insert(budget: Budget) -> BudgetId {
	let id = NextBudgetId::<Test>::get();
	NextBudgetId::<Test>::put(BudgetId(id.0 + 1));
	match budget.parent {
		Some(parent) => {
			damage(parent, |above| above.children += 1);
			ChildrenOf::<Test>::insert(parent, id, ());
		}
		None => {
			BudgetCount::<Test>::mutate(COMPANY, |count| *count += 1);
			BudgetsOf::<Test>::insert(COMPANY, id, ());
		}
	}
	Budgets::<Test>::insert(id, budget);
	id
}

#[test]
fn a_sound_state_is_not_noticed() {
	ExtBuilder::build_and_execute(full);
}

#[test]
fn budgets_are_a_tree() {
	notices("a budget has a future id", || NextBudgetId::<Test>::put(ROOT));
	notices("a budget's parent is missing", || damage(PART, |it| it.parent = Some(NO_BUDGET)));
	notices("a budget is older than its parent", || damage(ROOT, |it| it.parent = Some(PART)));
	notices("a budget has another book than its parent", || {
		damage(ENDED, |it| it.book.asset = USD)
	});
	notices("a depth is wrong", || damage(ENDED, |it| it.depth = 1));
	notices("a depth is wrong", || damage(BudgetId(3), |it| it.depth = 1));
	notices("a child is not listed", || ChildrenOf::<Test>::remove(ROOT, PART));
	notices("a root is not listed", || BudgetsOf::<Test>::remove(COMPANY, ROOT));
	notices("a budget is too deep", || {
		let mut parent = (PART, 1);
		for depth in 2..5 {
			parent = (insert(Budget::new(BOOK, Some(parent), name("deep"), None)), depth);
		}
	});
	notices("children are miscounted", || damage(PART, |it| it.children = 1));
	notices("there are too many children", || {
		for _ in 0..9 {
			insert(Budget::new(BOOK, Some((PART, 1)), name("many"), None));
		}
	});
	notices("budgets are listed that are none", || ChildrenOf::<Test>::insert(PART, NO_BUDGET, ()));
	notices("roots are miscounted", || BudgetCount::<Test>::insert(COMPANY, 2));
	notices("roots are miscounted", || BudgetCount::<Test>::insert(OrganizationId(9), 0));
	notices("a right is to no budget", || {
		let right = SpendingRights::<Test>::get(PART, Spender::Operator(CLERK)).unwrap();
		SpendingRights::<Test>::insert(NO_BUDGET, Spender::Operator(CLERK), right);
	});
	notices("a right was never given", || damage(PART, |it| it.rights = 0));
}

#[test]
fn budgets_have_what_they_were_allotted() {
	for change in [
		|it: &mut Budget| it.allotted += 1,
		|it: &mut Budget| it.available += 1,
		|it: &mut Budget| it.passed_on += 1,
		|it: &mut Budget| it.committed += 1,
		|it: &mut Budget| it.spent += 1,
		|it: &mut Budget| it.spent = Amount::MAX,
	] {
		notices("a budget's parts are not what it was allotted", || damage(PART, change));
	}
	notices("an ended budget has money", || damage(PART, |it| it.status = BudgetStatus::Ended));
	for account in [Account::Available(PART), Account::Committed(PART), Account::Spent(ROOT)] {
		notices("a budget is not as in the books", || credit(account));
	}
	notices("children have not what was passed on", || {
		damage(ROOT, |it| {
			it.passed_on += 1;
			it.allotted += 1;
		})
	});
}

#[test]
fn shares_are_claimed_once() {
	notices("an envelope is missing", || Envelopes::<Test>::remove(EVEN));
	notices("an envelope has a future id", || NextEnvelopeId::<Test>::put(LUCKY));
	notices("shares are miscounted", || shift(EVEN, |it| it.drawn = 3));
	notices("shares are miscounted", || shift(EVEN, |it| it.claimed = 10));
	notices("a share has no claim", || Slots::<Test>::remove(EVEN, 0));
	notices("a share has no claim", || shift(EVEN, |it| it.claimed = 3));
	notices("a person claimed twice", || swap(EVEN, 1, |it| it.person = person(ALICE)));
	notices("a claim is not listed", || Claims::<Test>::remove(person(BOB), EVEN));
	notices("a claim is not listed", || Claims::<Test>::insert(person(BOB), EVEN, 0));
	notices("chance decides, or does not", || swap(EVEN, 1, |it| it.round = 1));
	notices("chance decides, or does not", || swap(LUCKY, 1, |it| it.round = 0));
	notices("an amount is kept or forgotten", || swap(BY_NAME, 0, |it| it.amount = Some(70)));
	notices("an amount is kept or forgotten", || swap(BY_NAME, 1, |it| it.amount = None));
	notices("an amount is kept or forgotten", || swap(LUCKY, 2, |it| it.amount = Some(1)));
	notices("an assignment outlives its claim", || {
		Assignments::<Test>::insert(BY_NAME, person(BOB), 20)
	});
	notices("there are slots of no claim", || {
		let slot = Slots::<Test>::get(EVEN, 0).unwrap();
		Slots::<Test>::insert(EVEN, 2, slot);
	});
	notices("there are claims of no slot", || Claims::<Test>::insert(person(CAROL), EVEN, 2));
}

#[test]
fn every_share_will_be_drawn() {
	notices("a share is forgotten", || Waiting::<Test>::remove(0, EVEN));
	notices("a share is forgotten", || {
		let round = Slots::<Test>::get(LUCKY, 2).unwrap().round;
		Waiting::<Test>::remove(round, LUCKY);
		// An earlier one is of no use.
		Waiting::<Test>::insert(round - 1, LUCKY, ());
	});
	notices("what waits is no envelope", || Waiting::<Test>::insert(0, NO_ENVELOPE, ()));
	notices("a round is forgotten", FirstRound::<Test>::kill);
	notices("a round is forgotten", || FirstRound::<Test>::put(Round::MAX));
}

#[test]
fn envelopes_are_listed() {
	notices("an envelope is not listed", || EnvelopesOf::<Test>::remove(COMPANY, OVER));
	notices("an envelope is open or is not", || OpenEnvelopes::<Test>::remove(COMPANY, EVEN));
	notices("an envelope is open or is not", || OpenEnvelopes::<Test>::insert(COMPANY, OVER, ()));
	notices("progress of no envelope", || Envelopes::<Test>::insert(NO_ENVELOPE, envelope(EVEN)));
	notices("no envelope is listed", || EnvelopesOf::<Test>::insert(COMPANY, NO_ENVELOPE, ()));
}

#[test]
fn envelopes_are_covered() {
	notices("assigned shares are not covered", || shift(OVER, |it| it.left = 1));
	notices("an ended envelope has money", || shift(OVER, |it| it.unclaimed = 1));
	notices("equal shares differ", || shift(EVEN, |it| it.left += 1));
	notices("equal shares differ", || shift(EVEN, |it| it.unclaimed -= 1));
	notices("a share will be empty", || shift(LUCKY, |it| it.left = 6));
	notices("a checkpoint is missing", || Checkpoints::<Test>::remove(LUCKY, 0));
	notices("assigned shares are not covered", || shift(BY_NAME, |it| it.unclaimed += 1));
	notices("assigned shares are not covered", || swap(BY_NAME, 1, |it| it.amount = Some(19)));
	notices("envelopes have not what is committed", || shift(LUCKY, |it| it.left -= 1));
}

#[test]
fn wallets_are_earned() {
	let wallet = |account, change: fn(&mut Wallet)| {
		Wallets::<Test>::mutate(person(account), BOOK, change);
	};
	let statement = |account, change: fn(&mut Statement)| {
		let month = MockBooks::period();
		Statements::<Test>::mutate((BOOK, month), person(account), change);
	};
	let id = RedemptionId(0);
	notices("a redemption is not listed", || RedemptionsOf::<Test>::remove(person(ALICE), id));
	notices("a redemption is lost", || OpenRedemptions::<Test>::remove(BOOK, id));
	notices("redemptions differ", || wallet(ALICE, |it| it.redemptions = 2));
	notices("redemptions differ", || wallet(ALICE, |it| it.redeeming += 1));
	notices("redemptions differ", || wallet(BOB, |it| it.redemptions = 1));
	notices("a redemption is of no wallet", || {
		Redemptions::<Test>::mutate_extant(id, |it| it.person = person(CAROL));
		RedemptionsOf::<Test>::insert(person(CAROL), id, ());
		wallet(ALICE, |it| {
			it.balance += it.redeeming;
			(it.redeeming, it.redemptions) = (0, 0);
		});
	});
	notices("a wallet is not what was earned", || wallet(BOB, |it| it.balance += 1));
	notices("a wallet is not what was earned", || statement(BOB, |it| it.paid_out += 1));
	notices("a wallet is not what was earned", || statement(BOB, |it| it.redeemed += 1));
	notices("a wallet is not what was earned", || wallet(CAROL, |it| it.balance = 1));
	notices("an empty wallet had more", || Wallets::<Test>::remove(person(BOB), BOOK));
	notices("claims are miscounted", || statement(BOB, |it| it.claims += 1));
}

#[test]
fn money_is_held() {
	notices("what is held is not what is owed", || {
		Held::<Test>::mutate(COMPANY, CNY, |held| *held += 1)
	});
	notices("what is held is not what is owed", || TaxDue::<Test>::mutate(BOOK, |due| *due += 1));
	notices("the asset holds something else", || {
		let account = MockOrganizations::account(COMPANY);
		let reason = HoldReason::RedEnvelopes.into();
		assert_ok!(AssetsHolder::release(CNY, &reason, &account, 1, Precision::Exact));
	});
	notices("the books have other funds", || credit(Account::Funds));
	for account in [Account::Payable, Account::Redeeming, Account::TaxPayable] {
		notices("the books have other debts", || credit(account));
	}
	notices("the books have other expenses", || credit(Account::Expense(Purpose::Festival)));
	notices("money is held for nothing", || Held::<Test>::insert(COMPANY, USD, 1));
	notices("money is held for nothing", || Held::<Test>::insert(OrganizationId(9), CNY, 0));
}
