// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

/// Sums of a run's bills.
#[derive(Default)]
struct Sums {
	count: u32,
	totals: i128,
	due: i128,
	owed: Amount,
	collected: Amount,
	paid_out: Amount,
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut left = BTreeMap::<AssetId, Amount>::new();
		for (id, run) in Runs::<T>::iter() {
			let sums = Self::sums(id, &run)?;
			Self::bills_balance(&run, &sums)?;
			Self::nothing_is_paid_twice(&run, &sums)?;
			let in_between = left.entry(run.asset).or_default();
			*in_between = in_between.saturating_add(run.collected.saturating_sub(run.paid_out));
		}
		Self::money_is_there(left)?;
		Self::runs_are_indexed()
	}

	fn sums(id: RunId, run: &Run) -> Result<Sums, TryRuntimeError> {
		let mut sums = Sums::default();
		for (party, bill) in Bills::<T>::iter_prefix(id) {
			let lines = bill.lines.iter().map(|line| line.amount).fold(0, i128::saturating_add);
			ensure!(lines == bill.total, "lines do not sum to the bill");
			ensure!(Accounts::<T>::contains_key(id, party), "a bill of nothing that was counted");
			sums.count = sums.count.saturating_add(1);
			sums.totals = sums.totals.saturating_add(bill.total);
			sums.due = sums.due.saturating_add(bill.due);
			ensure!(bill.paid <= bill.due.unsigned_abs(), "more was paid than is due");
			let early = bill.paid > 0 && !run.status.is_final();
			ensure!(!early, "something was paid before it was final");
			if bill.due < 0 {
				sums.owed = sums.owed.saturating_add(bill.due.unsigned_abs());
				sums.collected = sums.collected.saturating_add(bill.paid);
			} else {
				sums.paid_out = sums.paid_out.saturating_add(bill.paid);
			}
		}
		Ok(sums)
	}

	fn bills_balance(run: &Run, sums: &Sums) -> Result<(), TryRuntimeError> {
		// What was withdrawn may never have got as far as bills.
		let open = matches!(
			run.status,
			Status::Counting { .. }
				| Status::Pricing { .. }
				| Status::Closing { .. }
				| Status::Withdrawn
		);
		if !open {
			ensure!(sums.count == run.accounts, "somebody has no bill");
			ensure!(sums.totals == 0 && run.sum == 0, "bills do not sum to zero");
			ensure!(sums.due == 0, "what is due does not sum to zero");
		}
		Ok(())
	}

	fn nothing_is_paid_twice(run: &Run, sums: &Sums) -> Result<(), TryRuntimeError> {
		if run.status.is_final() {
			ensure!(sums.owed == run.owed, "what is owed is wrong");
		}
		ensure!(sums.collected == run.collected, "what was collected is wrong");
		ensure!(sums.paid_out == run.paid_out, "what was paid out is wrong");
		ensure!(run.paid_out <= run.collected, "more was paid out than collected");
		ensure!(run.collected <= run.owed, "more was collected than owed");
		Ok(())
	}

	fn money_is_there(left: BTreeMap<AssetId, Amount>) -> Result<(), TryRuntimeError> {
		for (asset, amount) in left {
			// Anybody can give the account more.
			let has = T::Assets::balance(asset, &Self::account());
			ensure!(amount <= has, "money is missing");
		}
		Ok(())
	}

	fn runs_are_indexed() -> Result<(), TryRuntimeError> {
		let (mut debts, mut bills) = (BTreeMap::new(), BTreeSet::new());
		for (id, run) in Runs::<T>::iter() {
			ensure!(RunsIn::<T>::contains_key(run.market, id), "a run is not in its market");
			let latest = Latest::<T>::get(run.market, run.month).and_then(Runs::<T>::get);
			ensure!(latest.is_some_and(|it| it.version >= run.version), "a run is lost");
			for (party, bill) in Bills::<T>::iter_prefix(id).filter(|_| run.status.is_final()) {
				bills.insert((party, id));
				if bill.owes() > 0 {
					let count = debts.entry((party, run.market)).or_insert(0_u32);
					*count = count.saturating_add(1);
				}
			}
		}
		let posting =
			Runs::<T>::iter_values().any(|it| matches!(it.status, Status::Posting { .. }));
		if !posting {
			let stored = Debts::<T>::iter().map(|(party, market, count)| ((party, market), count));
			ensure!(stored.collect::<BTreeMap<_, _>>() == debts, "debts are miscounted");
			let stored = BillsOf::<T>::iter_keys().collect::<BTreeSet<_>>();
			ensure!(stored == bills, "bills are not with their parties");
		}
		Ok(())
	}
}
