// SPDX-License-Identifier: Apache-2.0

//! What transfer and payment wait for.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// How many conditions gate one of both.
	pub(crate) fn gated(terms: &Terms, gate: Gate) -> u8 {
		let count = terms.conditions.iter().filter(|it| it.gates == gate).count();
		// At most MAX_CONDITIONS.
		u8::try_from(count).unwrap_or(u8::MAX)
	}

	/// Keeps the conditions of a draft.
	pub(crate) fn require(id: ReceivableId, conditions: &Conditions) {
		if !conditions.is_empty() {
			let all = conditions.iter().map(|it| Requirement { condition: *it, met: false });
			ConditionsOf::<T>::insert(id, Requirements::truncate_from(all.collect()));
		}
	}

	fn holds(receivable: &Receivable, requirement: &Requirement) -> bool {
		let Receivable { creditor, debtor, .. } = *receivable;
		requirement.met || T::Facts::holds(&requirement.condition.fact, creditor, debtor)
	}

	/// Refuses to have a part change hands while a condition of that does not hold.
	pub(crate) fn ensure_transferable(id: ReceivableId, receivable: &Receivable) -> DispatchResult {
		if receivable.transfer_gates > 0 {
			let all = ConditionsOf::<T>::get(id);
			let mut gates = all.iter().filter(|it| it.condition.gates == Gate::Transfer);
			let hold = gates.all(|it| Self::holds(receivable, it));
			ensure!(hold, Error::<T>::ConditionNotMet);
		}
		Ok(())
	}

	/// Marks the conditions of payment that hold now as met, and returns whether all are.
	pub(crate) fn show_payable(id: ReceivableId, receivable: &mut Receivable) -> bool {
		if receivable.payment_gates == 0 {
			return true;
		}
		let mut all = ConditionsOf::<T>::get(id);
		for (index, requirement) in (0..).zip(all.iter_mut()) {
			let open = !requirement.met && requirement.condition.gates == Gate::Payment;
			if open && Self::holds(receivable, requirement) {
				Self::meet(id, receivable, index, requirement);
			}
		}
		ConditionsOf::<T>::insert(id, all);
		receivable.payment_gates == 0
	}

	/// Has the debtor pay in spite of conditions that do not hold: they are there for it.
	pub(crate) fn waive(id: ReceivableId, receivable: &mut Receivable) {
		if Self::show_payable(id, receivable) {
			return;
		}
		let mut all = ConditionsOf::<T>::get(id);
		for (index, requirement) in (0..).zip(all.iter_mut()) {
			if !requirement.met && requirement.condition.gates == Gate::Payment {
				Self::tell(id, Event::ConditionWaived { receivable: id, index });
				Self::count_met(id, receivable, requirement);
			}
		}
		ConditionsOf::<T>::insert(id, all);
	}

	/// Marks a condition as met.
	pub(crate) fn meet(
		id: ReceivableId,
		receivable: &mut Receivable,
		index: u32,
		requirement: &mut Requirement,
	) {
		Self::tell(id, Event::ConditionMet { receivable: id, index });
		Self::count_met(id, receivable, requirement);
	}

	/// Nobody waits for a condition any more. With the last one of payment a receivable is due, if it was before.
	fn count_met(id: ReceivableId, receivable: &mut Receivable, requirement: &mut Requirement) {
		requirement.met = true;
		match requirement.condition.gates {
			Gate::Transfer => {
				receivable.transfer_gates = receivable.transfer_gates.saturating_sub(1);
			}
			Gate::Payment => {
				receivable.payment_gates = receivable.payment_gates.saturating_sub(1);
				let now = T::Time::now();
				if receivable.payment_gates == 0 && receivable.due < now {
					receivable.due = now;
					Self::tell(id, Event::DueMoved { receivable: id, due: now });
				}
			}
		}
	}

	pub(crate) fn do_settle_condition(id: ReceivableId, index: u32) -> DispatchResult {
		let before = Self::receivable(id)?;
		ensure!(before.status.is_payable(), Error::<T>::InvalidState);
		let mut all = ConditionsOf::<T>::get(id);
		let place = usize::try_from(index).map_err(|_| Error::<T>::NoCondition)?;
		let requirement = all.get_mut(place).ok_or(Error::<T>::NoCondition)?;
		ensure!(!requirement.met, Error::<T>::AlreadyMet);
		ensure!(Self::holds(&before, requirement), Error::<T>::ConditionNotMet);
		let mut after = before.clone();
		Self::meet(id, &mut after, index, requirement);
		// It had waited for that only.
		if after.status == Status::Outstanding && after.payment_gates == 0 {
			after.timer = Some(after.due);
		}
		ConditionsOf::<T>::insert(id, all);
		Self::keep(id, &before, &after)
	}
}
