// SPDX-License-Identifier: Apache-2.0

//! How receivables are kept: with whatever changes in one, what is counted and indexed of it, and when it
//! goes on by itself.

use crate::*;
use codec::FullCodec;
use frame_support::{ensure, storage::StorageMap};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// A sum with something else in the place of a part of it.
fn replaced(sum: Amount, was: Amount, is: Amount) -> Result<Amount, ArithmeticError> {
	let rest = sum.checked_sub(was).ok_or(ArithmeticError::Underflow)?;
	rest.checked_add(is).ok_or(ArithmeticError::Overflow)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn receivable(id: ReceivableId) -> Result<Receivable, DispatchError> {
		Ok(Receivables::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	pub(crate) fn ensure_status(receivable: &Receivable, status: Status) -> DispatchResult {
		ensure!(receivable.status == status, Error::<T>::InvalidState);
		Ok(())
	}

	pub(crate) fn ensure_in_good_standing(organization: OrganizationId) -> DispatchResult {
		let good = T::Organizations::is_in_good_standing(organization);
		ensure!(good, Error::<T>::NotInGoodStanding);
		Ok(())
	}

	/// An answer comes within a time, and before something ends.
	pub(crate) fn ensure_answerable(answer_by: Moment, end: Moment) -> DispatchResult {
		let now = T::Time::now();
		let latest = now.saturating_add(T::MaxAnswer::get()).min(end);
		ensure!(now < answer_by && answer_by <= latest, Error::<T>::InvalidAnswerTime);
		Ok(())
	}

	/// Keeps a receivable that was `before`.
	pub(crate) fn keep(
		id: ReceivableId,
		before: &Receivable,
		after: &Receivable,
	) -> DispatchResult {
		Self::recount(before, after)?;
		let (was, is) = (before.matures(), after.matures());
		if was != is {
			if let Some(day) = was {
				Maturing::<T>::remove(day, id);
			}
			if let Some(day) = is {
				Maturing::<T>::insert(day, id, after.asset);
			}
		}
		let (was, is) = (before.task(id), after.task(id));
		if was != is {
			if let Some((at, task)) = was {
				T::Deadlines::cancel(at, task);
			}
			if let Some((at, task)) = is {
				T::Deadlines::schedule(at, task)?;
			}
		}
		Receivables::<T>::insert(id, after);
		Ok(())
	}

	/// Has the lines show what is owed now.
	fn recount(before: &Receivable, after: &Receivable) -> DispatchResult {
		let Receivable { debtor, asset, .. } = *after;
		let (was, is) = (before.exposure(), after.exposure());
		let overdue = (before.overdue(), after.overdue());
		if was != is || overdue.0 != overdue.1 {
			Lines::<T>::try_mutate_exists(debtor, asset, |line| {
				let old = line.unwrap_or_default();
				let outstanding = replaced(old.outstanding, was, is)?;
				let overdue = replaced(old.overdue, overdue.0, overdue.1)?;
				let new = Line { outstanding, overdue, ..old };
				*line = Some(new).filter(|it| *it != Line::default());
				Ok::<_, DispatchError>(())
			})?;
		}
		let (former, guarantor) = (before.guarantor, after.guarantor);
		if (former, was) != (guarantor, is) {
			if let Some(former) = former {
				Self::change_guarantee((former, debtor, asset), |sum| replaced(sum, was, 0))?;
			}
			if let Some(guarantor) = guarantor {
				Self::change_guarantee((guarantor, debtor, asset), |sum| replaced(sum, 0, is))?;
			}
		}
		let (was_open, is_open) = (was > 0, is > 0);
		if was_open != is_open {
			Self::count::<Open<T>, _>(debtor, is_open);
		}
		if (former, was_open) != (guarantor, is_open) {
			if let Some(former) = former.filter(|_| was_open) {
				Self::count::<Open<T>, _>(former, false);
			}
			if let Some(guarantor) = guarantor.filter(|_| is_open) {
				Self::count::<Open<T>, _>(guarantor, true);
			}
		}
		Ok(())
	}

	fn change_guarantee(
		key: (OrganizationId, OrganizationId, AssetId),
		change: impl FnOnce(Amount) -> Result<Amount, ArithmeticError>,
	) -> DispatchResult {
		Guarantees::<T>::try_mutate_exists(key, |guarantee| {
			let old = guarantee.unwrap_or_default();
			let new = Guarantee { outstanding: change(old.outstanding)?, ..old };
			*guarantee = Some(new).filter(|it| *it != Guarantee::default());
			Ok(())
		})
	}

	/// Counts one more or less.
	pub(crate) fn count<Map, Key>(key: Key, more: bool)
	where
		Map: StorageMap<Key, u32>,
		Key: FullCodec,
	{
		Map::mutate_exists(key, |count| {
			let now = count.unwrap_or_default();
			let after = if more { now.saturating_add(1) } else { now.saturating_sub(1) };
			*count = (after > 0).then_some(after);
		});
	}
}
