// SPDX-License-Identifier: Apache-2.0

//! Payment by netting: for a run each party pays one amount or gets one. What debtors pay lies on the
//! pallet's account until it is paid out.

use crate::{stages::Pace, *};
use covenant_primitives::{division::share_of, power::Collateral, Outcome, Report, ReportOutcome};
use frame_support::{ensure, storage::with_storage_layer, traits::tokens::Preservation};
use sp_runtime::{
	traits::{AccountIdConversion, BlakeTwo256, Hash},
	ArithmeticError, DispatchError, DispatchResult,
};

/// How much it counts that collateral had to be drawn.
pub const LATE: u16 = 20;

/// How much it counts that it did not suffice.
pub const MISSING: u16 = 50;

impl<T: Config> Pallet<T> {
	/// The account that money lies on.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	fn account_of(party: Party) -> Result<T::AccountId, DispatchError> {
		let account = party.account::<T::AccountId, T::Organizations, T::Persons>();
		Ok(account.ok_or(Error::<T>::NoBill)?)
	}

	/// Posts the bill of the party that comes next.
	pub(crate) fn post_next(
		id: RunId,
		run: &mut Run,
		last: Option<Party>,
	) -> Result<Status, DispatchError> {
		if let Some((party, bill)) = Self::after::<Bills<T>, _>(id, last).next() {
			BillsOf::<T>::insert(party, id, ());
			let owes = bill.owes();
			if owes > 0 {
				run.owed = run.owed.checked_add(owes).ok_or(ArithmeticError::Overflow)?;
				Debts::<T>::mutate(party, run.market, |count| *count = count.saturating_add(1));
			}
			return Ok(Status::Posting { last: Some(party) });
		}
		let settled = Finals::<T>::get(run.market, run.month).is_some_and(|last| last.settled);
		Finals::<T>::insert(run.market, run.month, Final { run: id, settled });
		let until = T::Time::now().saturating_add(T::PaymentPeriod::get());
		Self::deposit_event(Event::Finalized { run: id, owed: run.owed, until });
		Ok(if run.owed > 0 {
			Status::Payable { until }
		} else {
			Status::Distributing { last: None }
		})
	}

	/// Has so much of a debt be paid from an account.
	fn receive(
		id: RunId,
		run: &mut Run,
		party: Party,
		mut bill: Bill,
		from: &T::AccountId,
		amount: Amount,
	) -> DispatchResult {
		let account = Self::account();
		if !frame_system::Pallet::<T>::account_exists(&account) {
			frame_system::Pallet::<T>::inc_providers(&account);
		}
		T::Assets::transfer(run.asset, from, &account, amount, Preservation::Expendable)?;
		bill.paid = bill.paid.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		run.collected = run.collected.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		if bill.owes() == 0 {
			Debts::<T>::mutate_exists(party, run.market, |count| {
				let left = count.unwrap_or_default().saturating_sub(1);
				*count = (left > 0).then_some(left);
			});
		}
		Bills::<T>::insert(id, party, bill);
		Ok(())
	}

	pub(crate) fn do_pay(by: SignatoryOf<T>, id: RunId) -> DispatchResult {
		let mut run = Self::run(id)?;
		let payable = matches!(run.status, Status::Payable { .. } | Status::Short);
		ensure!(payable, Error::<T>::InvalidState);
		let bill = Bills::<T>::get(id, by.party).ok_or(Error::<T>::NoBill)?;
		let amount = bill.owes();
		ensure!(amount > 0, Error::<T>::NothingDue);
		let from = Self::account_of(by.party)?;
		Self::receive(id, &mut run, by.party, bill, &from, amount)?;
		Self::keep_collected(id, run)?;
		Self::deposit_event(Event::Paid { run: id, amount, by });
		Ok(())
	}

	/// Once everything was collected creditors need not wait any longer.
	fn keep_collected(id: RunId, mut run: Run) -> DispatchResult {
		if run.collected == run.owed {
			run.status = Status::Distributing { last: None };
			Self::reschedule(id, &mut run, Some(T::Time::now()))?;
		}
		Runs::<T>::insert(id, run);
		Ok(())
	}

	/// Draws what the party that comes next did not pay.
	pub(crate) fn enforce_next(
		id: RunId,
		run: &mut Run,
		last: Option<Party>,
	) -> Result<Status, DispatchError> {
		let Some((party, bill)) = Self::after::<Bills<T>, _>(id, last).next() else {
			return Ok(Status::Distributing { last: None });
		};
		let owes = bill.owes();
		if owes > 0 {
			let drawn = with_storage_layer(|| Self::draw(id, run, party, bill, owes));
			let drawn = drawn.unwrap_or_default();
			let missing = owes.saturating_sub(drawn);
			Self::report(id, party, missing);
			Self::deposit_event(Event::Enforced { run: id, party, drawn, missing });
		}
		Ok(Status::Enforcing { last: Some(party) })
	}

	/// Takes up to `owes` of a party's collateral, all or nothing, and returns how much it was.
	fn draw(
		id: RunId,
		run: &mut Run,
		party: Party,
		bill: Bill,
		owes: Amount,
	) -> Result<Amount, DispatchError> {
		let account = Self::account_of(party)?;
		let drawn = T::Markets::draw(run.market, party, owes, party);
		if drawn > 0 {
			let mut changed = run.clone();
			Self::receive(id, &mut changed, party, bill, &account, drawn)?;
			*run = changed;
		}
		Ok(drawn)
	}

	fn report(id: RunId, party: Party, missing: Amount) {
		let Some(organization) = party.organization() else { return };
		let (outcome, weight) = match missing {
			0 => (Outcome::Late, LATE),
			_ => (Outcome::Breached, MISSING),
		};
		let reference = BlakeTwo256::hash_of(&(id, party));
		let report = Report { outcome, weight, source: *b"cov/pset", reference };
		T::Credit::report(organization, report);
	}

	/// Pays the creditor that comes next.
	pub(crate) fn distribute_next(
		id: RunId,
		run: &mut Run,
		last: Option<Party>,
	) -> Result<Pace, DispatchError> {
		if let Some((party, bill)) = Self::after::<Bills<T>, _>(id, last).next() {
			run.status = Status::Distributing { last: Some(party) };
			if Self::entitled(run, &bill) > 0 {
				let mut changed = run.clone();
				match with_storage_layer(|| Self::pay_out(id, &mut changed, party, bill)) {
					Ok(_) => *run = changed,
					Err(error) => {
						Self::deposit_event(Event::NotPaidOut { run: id, party, error });
					}
				}
			}
			return Ok(Pace::On);
		}
		Finals::<T>::mutate(run.market, run.month, |last| {
			if let Some(last) = last {
				last.settled = true;
			}
		});
		Self::end(id, run);
		Ok(Pace::Over)
	}

	fn end(id: RunId, run: &mut Run) {
		let all = run.paid_out == run.owed;
		run.status = if all { Status::Settled } else { Status::Short };
		let missing = run.owed.saturating_sub(run.collected);
		Self::deposit_event(Event::Settled { run: id, missing });
	}

	/// What a creditor is to get now: its part of what was collected, less what it got.
	pub(crate) fn entitled(run: &Run, bill: &Bill) -> Amount {
		let due = u128::try_from(bill.due).unwrap_or_default();
		let part = share_of(due, run.collected, run.owed).unwrap_or_default();
		part.saturating_sub(bill.paid)
	}

	fn pay_out(
		id: RunId,
		run: &mut Run,
		party: Party,
		mut bill: Bill,
	) -> Result<Amount, DispatchError> {
		let amount = Self::entitled(run, &bill);
		ensure!(bill.due > 0 && amount > 0, Error::<T>::NothingDue);
		let to = Self::account_of(party)?;
		let from = Self::account();
		T::Assets::transfer(run.asset, &from, &to, amount, Preservation::Expendable)?;
		bill.paid = bill.paid.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		run.paid_out = run.paid_out.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		Bills::<T>::insert(id, party, bill);
		Self::deposit_event(Event::PaidOut { run: id, party, amount });
		Ok(amount)
	}

	pub(crate) fn do_collect(id: RunId, party: Party) -> DispatchResult {
		let mut run = Self::run(id)?;
		ensure!(run.status == Status::Short, Error::<T>::InvalidState);
		let bill = Bills::<T>::get(id, party).ok_or(Error::<T>::NoBill)?;
		Self::pay_out(id, &mut run, party, bill)?;
		if run.paid_out == run.owed {
			Self::end(id, &mut run);
		}
		Runs::<T>::insert(id, run);
		Ok(())
	}

	/// Draws the rest of a debt from collateral that has come in since.
	pub(crate) fn do_enforce(id: RunId, party: Party) -> DispatchResult {
		let mut run = Self::run(id)?;
		ensure!(run.status == Status::Short, Error::<T>::InvalidState);
		let bill = Bills::<T>::get(id, party).ok_or(Error::<T>::NoBill)?;
		let owes = bill.owes();
		ensure!(owes > 0, Error::<T>::NothingDue);
		let drawn = Self::draw(id, &mut run, party, bill, owes)?;
		ensure!(drawn > 0, Error::<T>::NoCollateral);
		Self::keep_collected(id, run)?;
		let missing = owes.saturating_sub(drawn);
		Self::deposit_event(Event::Enforced { run: id, party, drawn, missing });
		Ok(())
	}
}
