// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::{draws::CHECKPOINT, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, traits::fungibles::hold::Inspect as _};
use sp_runtime::TryRuntimeError;

/// The kinds of accounts that every book has, beside those of its budgets.
const PURPOSES: [Purpose; 9] = [
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

/// What a book's money is in.
#[derive(Default)]
struct Money {
	available: Amount,
	committed: Amount,
	spent: Amount,
	balances: Amount,
	redeeming: Amount,
	tax: Amount,
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut money = BTreeMap::<Book, Money>::new();
		Self::budgets_are_a_tree(&mut money)?;
		Self::shares_are_claimed_once()?;
		Self::envelopes_are_covered()?;
		Self::wallets_are_earned(&mut money)?;
		Self::money_is_held(&money)
	}

	/// A debit balance.
	fn debits(book: Book, account: Account) -> Amount {
		let (debits, credits) = T::Books::totals(book, &account);
		debits.saturating_sub(credits)
	}

	/// A credit balance.
	fn credits(book: Book, account: Account) -> Amount {
		let (debits, credits) = T::Books::totals(book, &account);
		credits.saturating_sub(debits)
	}

	fn budgets_are_a_tree(money: &mut BTreeMap<Book, Money>) -> Result<(), TryRuntimeError> {
		let mut passed_on = BTreeMap::<BudgetId, Amount>::new();
		let mut children = BTreeMap::<BudgetId, u32>::new();
		let mut roots = BTreeMap::<OrganizationId, u32>::new();
		let mut indexed = 0_usize;
		for (id, budget) in Budgets::<T>::iter() {
			ensure!(id < NextBudgetId::<T>::get(), "a budget has a future id");
			let Budget { available, passed_on: passed, committed, spent, .. } = budget;
			let parts = [available, passed, committed, spent];
			let sum = parts.into_iter().try_fold(0, Amount::checked_add);
			ensure!(sum == Some(budget.allotted), "a budget's parts are not what it was allotted");
			let ended = budget.status == BudgetStatus::Ended;
			ensure!(!ended || available == 0, "an ended budget has money");
			match budget.parent {
				Some(parent) => {
					let above = Budgets::<T>::get(parent).ok_or("a budget's parent is missing")?;
					ensure!(parent < id, "a budget is older than its parent");
					ensure!(above.book == budget.book, "a budget has another book than its parent");
					ensure!(above.depth.checked_add(1) == Some(budget.depth), "a depth is wrong");
					ensure!(ChildrenOf::<T>::contains_key(parent, id), "a child is not listed");
					*passed_on.entry(parent).or_default() += budget.allotted;
					*children.entry(parent).or_default() += u32::from(!ended);
				}
				None => {
					let organization = budget.book.organization;
					ensure!(budget.depth == 0, "a depth is wrong");
					ensure!(BudgetsOf::<T>::contains_key(organization, id), "a root is not listed");
					*roots.entry(organization).or_default() += u32::from(!ended);
				}
			}
			ensure!(budget.depth <= T::MaxDepth::get(), "a budget is too deep");
			let book = budget.book;
			for (account, amount) in [
				(Account::Available(id), available),
				(Account::Committed(id), committed),
				(Account::Spent(id), spent),
			] {
				ensure!(Self::credits(book, account) == amount, "a budget is not as in the books");
			}
			let money = money.entry(book).or_default();
			money.available += available;
			money.committed += committed;
			money.spent += spent;
			indexed += 1;
		}
		for (id, budget) in Budgets::<T>::iter() {
			let passed = passed_on.get(&id).copied().unwrap_or_default();
			ensure!(budget.passed_on == passed, "children have not what was passed on");
			let count = children.get(&id).copied().unwrap_or_default();
			ensure!(budget.children == count, "children are miscounted");
			ensure!(count <= T::MaxChildren::get(), "there are too many children");
		}
		let listed = BudgetsOf::<T>::iter_keys().count() + ChildrenOf::<T>::iter_keys().count();
		ensure!(listed == indexed, "budgets are listed that are none");
		roots.retain(|_, count| *count > 0);
		ensure!(
			BudgetCount::<T>::iter().collect::<BTreeMap<_, _>>() == roots,
			"roots are miscounted"
		);
		for (id, _, right) in SpendingRights::<T>::iter() {
			let budget = Budgets::<T>::get(id).ok_or("a right is to no budget")?;
			ensure!(right.number < budget.rights, "a right was never given");
		}
		Ok(())
	}

	fn shares_are_claimed_once() -> Result<(), TryRuntimeError> {
		let mut slots = 0_usize;
		let first_round = FirstRound::<T>::get();
		for (id, progress) in Progresses::<T>::iter() {
			let envelope = Envelopes::<T>::get(id).ok_or("an envelope is missing")?;
			ensure!(id < NextEnvelopeId::<T>::get(), "an envelope has a future id");
			let Progress { claimed, drawn, .. } = progress;
			ensure!(drawn <= claimed && claimed <= envelope.shares, "shares are miscounted");
			let mut rounds = Vec::new();
			let mut persons = BTreeSet::new();
			for share in 0..claimed {
				let slot = Slots::<T>::get(id, share).ok_or("a share has no claim")?;
				ensure!(persons.insert(slot.person), "a person claimed twice");
				ensure!(Claims::<T>::get(slot.person, id) == Some(share), "a claim is not listed");
				ensure!(envelope.is_lucky() == (slot.round > 0), "chance decides, or does not");
				let assigned =
					matches!(envelope.division, Division::Assigned { .. } | Division::Named);
				let known = assigned && share >= drawn;
				ensure!(slot.amount.is_some() == known, "an amount is kept or forgotten");
				if share >= drawn {
					rounds.push(slot.round);
				}
				ensure!(
					!Assignments::<T>::contains_key(id, slot.person),
					"an assignment outlives its claim"
				);
				slots += 1;
			}
			let waits: Vec<_> =
				Waiting::<T>::iter_keys().filter(|(_, of)| *of == id).map(|(of, _)| of).collect();
			for round in rounds {
				let waits = waits.iter().any(|waits| *waits >= round);
				ensure!(waits, "a share is forgotten");
			}
			let organization = envelope.book.organization;
			ensure!(EnvelopesOf::<T>::contains_key(organization, id), "an envelope is not listed");
			let open = OpenEnvelopes::<T>::contains_key(organization, id);
			ensure!(open != progress.status.has_ended(), "an envelope is open or is not");
		}
		for (round, id) in Waiting::<T>::iter_keys() {
			ensure!(Envelopes::<T>::contains_key(id), "what waits is no envelope");
			let looked_at = round == 0 || first_round.is_some_and(|first| first <= round);
			ensure!(looked_at, "a round is forgotten");
		}
		let envelopes = Envelopes::<T>::iter_keys().count();
		ensure!(Progresses::<T>::iter_keys().count() == envelopes, "progress of no envelope");
		ensure!(EnvelopesOf::<T>::iter_keys().count() == envelopes, "no envelope is listed");
		ensure!(Slots::<T>::iter_keys().count() == slots, "there are slots of no claim");
		ensure!(Claims::<T>::iter_keys().count() == slots, "there are claims of no slot");
		Ok(())
	}

	fn envelopes_are_covered() -> Result<(), TryRuntimeError> {
		let mut committed = BTreeMap::<BudgetId, Amount>::new();
		for (id, envelope) in Envelopes::<T>::iter() {
			let progress = Progresses::<T>::get(id).ok_or("an envelope has no progress")?;
			let Progress { status, claimed, drawn, unclaimed, left } = progress;
			*committed.entry(envelope.budget).or_default() += left;
			if status.has_ended() && left == 0 && progress.pending() == 0 {
				ensure!(unclaimed == 0, "an ended envelope has money");
				continue;
			}
			match envelope.division {
				Division::Equal { share, .. } => {
					let given = share.saturating_mul(drawn.into());
					ensure!(left == envelope.total.saturating_sub(given), "equal shares differ");
					let taken = share.saturating_mul(claimed.into());
					ensure!(
						unclaimed == envelope.total.saturating_sub(taken),
						"equal shares differ"
					);
				}
				Division::Lucky { .. } => {
					let shares = envelope.shares.saturating_sub(drawn);
					ensure!(left >= shares.into(), "a share will be empty");
					for share in (0..drawn).step_by(CHECKPOINT as usize) {
						let kept = Checkpoints::<T>::contains_key(id, share / CHECKPOINT);
						ensure!(kept, "a checkpoint is missing");
					}
				}
				Division::Assigned { .. } | Division::Named => {
					let pending: Amount = (drawn..claimed)
						.filter_map(|share| Slots::<T>::get(id, share)?.amount)
						.sum();
					ensure!(unclaimed + pending == left, "assigned shares are not covered");
				}
			}
		}
		for (id, budget) in Budgets::<T>::iter() {
			let sum = committed.get(&id).copied().unwrap_or_default();
			ensure!(budget.committed == sum, "envelopes have not what is committed");
		}
		Ok(())
	}

	fn wallets_are_earned(money: &mut BTreeMap<Book, Money>) -> Result<(), TryRuntimeError> {
		let mut redeeming = BTreeMap::<(PersonId, Book), (Amount, u32)>::new();
		for (id, redemption) in Redemptions::<T>::iter() {
			let Redemption { person, book, amount, status, .. } = redemption;
			ensure!(RedemptionsOf::<T>::contains_key(person, id), "a redemption is not listed");
			let open = status == RedemptionStatus::Open;
			ensure!(OpenRedemptions::<T>::contains_key(book, id) == open, "a redemption is lost");
			if open {
				let (sum, count) = redeeming.entry((person, book)).or_default();
				*sum += amount;
				*count += 1;
			}
		}
		let mut earned = BTreeMap::<(PersonId, Book), Amount>::new();
		let mut claims = BTreeMap::<Book, u64>::new();
		for ((book, _), person, statement) in Statements::<T>::iter() {
			let gone = statement.paid_out + statement.redeemed;
			// A month can see more go than come.
			let sum = earned.entry((person, book)).or_insert(Amount::MAX / 2);
			*sum = *sum + statement.net() - gone;
			*claims.entry(book).or_default() += u64::from(statement.claims);
		}
		for (person, book, wallet) in Wallets::<T>::iter() {
			let (sum, count) = redeeming.remove(&(person, book)).unwrap_or_default();
			ensure!((wallet.redeeming, wallet.redemptions) == (sum, count), "redemptions differ");
			let sum = earned.remove(&(person, book)).unwrap_or(Amount::MAX / 2);
			let has = Amount::MAX / 2 + wallet.balance + wallet.redeeming;
			ensure!(sum == has, "a wallet is not what was earned");
			let money = money.entry(book).or_default();
			money.balances += wallet.balance;
			money.redeeming += wallet.redeeming;
		}
		ensure!(redeeming.is_empty(), "a redemption is of no wallet");
		ensure!(earned.values().all(|sum| *sum == Amount::MAX / 2), "an empty wallet had more");
		let mut slots = BTreeMap::<Book, u64>::new();
		for (id, _) in Slots::<T>::iter_keys() {
			let envelope = Envelopes::<T>::get(id).ok_or("a slot of no envelope")?;
			*slots.entry(envelope.book).or_default() += 1;
		}
		claims.retain(|_, count| *count > 0);
		ensure!(claims == slots, "claims are miscounted");
		for (book, tax) in TaxDue::<T>::iter() {
			money.entry(book).or_default().tax += tax;
		}
		Ok(())
	}

	fn money_is_held(money: &BTreeMap<Book, Money>) -> Result<(), TryRuntimeError> {
		for (book, money) in money {
			let parts =
				[money.available, money.committed, money.balances, money.redeeming, money.tax];
			let owed: Amount = parts.into_iter().sum();
			let held = Held::<T>::get(book.organization, book.asset);
			ensure!(owed == held, "what is held is not what is owed");
			let account = T::Organizations::account(book.organization);
			let reason = HoldReason::RedEnvelopes.into();
			let on_hold = T::Assets::balance_on_hold(book.asset, &reason, &account);
			ensure!(on_hold == held, "the asset holds something else");
			ensure!(Self::debits(*book, Account::Funds) == held, "the books have other funds");
			for (account, amount) in [
				(Account::Payable, money.balances),
				(Account::Redeeming, money.redeeming),
				(Account::TaxPayable, money.tax),
			] {
				ensure!(Self::credits(*book, account) == amount, "the books have other debts");
			}
			let expense: Amount =
				PURPOSES.into_iter().map(|of| Self::debits(*book, Account::Expense(of))).sum();
			ensure!(expense == money.spent, "the books have other expenses");
		}
		for (organization, asset, held) in Held::<T>::iter() {
			let known = money.contains_key(&Book { organization, asset });
			ensure!(held > 0 && known, "money is held for nothing");
		}
		Ok(())
	}
}
