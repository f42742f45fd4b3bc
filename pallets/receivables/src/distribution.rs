// SPDX-License-Identifier: Apache-2.0

//! What was paid goes to holders part by part, and cancelled parts are closed, in steps of bounded cost: it
//! does not matter into how many blocks they fall.

use crate::*;
use covenant_primitives::{
	division::share_of, paging::keys_after, receivables::MAX_PAYEES, time::MINUTE,
};
use frame_support::{
	ensure, storage::with_storage_layer, traits::tokens::Preservation, weights::Weight,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// What steps did.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Used {
	/// How many parts were closed that were their holders' alone; and the last step, if it was done.
	pub plain: u32,
	/// How many parts were closed with claims on them.
	pub locked: u32,
	/// How many invoices were closed.
	pub invoices: u32,
}

impl<T: Config> Pallet<T> {
	/// The part after another, or the first. No part is added meanwhile.
	fn next_leaf(id: ReceivableId, last: Option<PartId>) -> Option<PartId> {
		keys_after::<Leaves<T>, _, _, _>(id, last).next()
	}

	/// What a step may use if the part is its holder's alone, and if others have claims on it.
	fn step_weights() -> (Weight, Weight) {
		let plain = <T as Config>::WeightInfo::distribute();
		let others = <T as Config>::WeightInfo::pay_out().saturating_mul(MAX_PAYEES.into());
		(plain, plain.saturating_add(others).saturating_add(T::Claims::weight()))
	}

	/// The most that so many steps may use. One of them may be the last.
	pub(crate) fn weight_of(steps: u32) -> Weight {
		let most = Self::step_weights().1.saturating_mul(steps.max(1).into());
		Self::invoices_weight(<T as Config>::WeightInfo::advance()).saturating_add(most)
	}

	/// What steps used.
	pub(crate) fn weight_used(used: Used) -> Weight {
		let (plain, locked) = Self::step_weights();
		<T as Config>::WeightInfo::advance()
			.saturating_add(plain.saturating_mul(used.plain.into()))
			.saturating_add(locked.saturating_mul(used.locked.into()))
			.saturating_add(T::Invoices::weight().saturating_mul(used.invoices.into()))
	}

	/// Goes on with at most `limit` steps, and no longer than `most` allows for the heaviest one, but with
	/// one at least. Returns how many it were.
	pub(crate) fn do_advance(
		id: ReceivableId,
		limit: u32,
		most: Weight,
	) -> Result<Used, DispatchError> {
		let before = Self::receivable(id)?;
		let mut after = before.clone();
		let mut used = Used::default();
		let (plain, locked) = Self::step_weights();
		let heaviest = locked.max(Self::invoices_weight(plain));
		for step in 0..limit.max(1) {
			let next = Self::weight_used(used).saturating_add(heaviest);
			if step > 0 && next.any_gt(most) {
				break;
			}
			match after.status {
				Status::Paying { .. } | Status::Cancelling { .. } => {
					Self::step(id, &mut after, &mut used)?;
				}
				_ => break,
			}
		}
		ensure!(used != Used::default(), Error::<T>::InvalidState);
		let going = matches!(after.status, Status::Paying { .. } | Status::Cancelling { .. });
		after.timer = going.then(|| T::Time::now().saturating_add(MINUTE));
		Self::keep(id, &before, &after)?;
		Ok(used)
	}

	/// Closes the next part, or ends.
	pub(crate) fn step(
		id: ReceivableId,
		receivable: &mut Receivable,
		used: &mut Used,
	) -> DispatchResult {
		let locked = match receivable.status {
			Status::Paying { principal, interest, last } => {
				let Some(next) = Self::next_leaf(id, last) else {
					let owed = receivable.subrogation.is_some();
					receivable.status = if owed { Status::Subrogated } else { Status::Paid };
					used.plain = used.plain.saturating_add(1);
					used.invoices = Self::conclude_payment(id);
					return Ok(());
				};
				receivable.status = Status::Paying { principal, interest, last: Some(next) };
				Self::pay_part(next, receivable, principal, interest)?
			}
			Status::Cancelling { void, last } => {
				let Some(next) = Self::next_leaf(id, last) else {
					receivable.status = Status::Cancelled;
					used.plain = used.plain.saturating_add(1);
					Self::tell(id, Event::Concluded { receivable: id });
					return Ok(());
				};
				receivable.status = Status::Cancelling { void, last: Some(next) };
				let status = if void { PartStatus::Void } else { PartStatus::Cancelled };
				Self::cancel_part(next, receivable, status)?
			}
			_ => return Err(Error::<T>::InvalidState.into()),
		};
		let count = if locked { &mut used.locked } else { &mut used.plain };
		*count = count.saturating_add(1);
		Ok(())
	}

	/// All holders were paid: nothing is financed on the invoices any more. Returns how many there are.
	pub(crate) fn conclude_payment(id: ReceivableId) -> u32 {
		Self::tell(id, Event::Concluded { receivable: id });
		Self::close_invoices(id)
	}

	/// What of the interest belongs to the parts that sum to `done`, the first ones to be paid.
	pub(crate) fn interest_until(done: Amount, principal: Amount, interest: Amount) -> Amount {
		share_of(interest, done, principal).unwrap_or_default()
	}

	/// Pays a part with its share of the interest: what belongs to all parts up to it less what belongs to
	/// those before it, each rounded down, so that the shares sum to the interest. Returns whether others had
	/// claims on it.
	fn pay_part(
		id: PartId,
		receivable: &mut Receivable,
		principal: Amount,
		interest: Amount,
	) -> Result<bool, DispatchError> {
		let part = Self::leaf(id)?;
		let before = principal.saturating_sub(receivable.outstanding);
		let after = before.saturating_add(part.amount);
		let share = Self::interest_until(after, principal, interest)
			.saturating_sub(Self::interest_until(before, principal, interest));
		let sum = part.amount.checked_add(share).ok_or(ArithmeticError::Overflow)?;
		receivable.outstanding =
			receivable.outstanding.checked_sub(part.amount).ok_or(ArithmeticError::Underflow)?;
		receivable.paid = receivable.paid.saturating_add(part.amount);
		let (asset, holder, of) = (receivable.asset, part.holder, (part.receivable, id));
		let locked = part.status == PartStatus::Locked;
		if locked {
			let payees = T::Claims::divide(id, holder, sum);
			Self::close(id, part, PartStatus::Paid);
			Self::pay_claims(of, asset, holder, sum, payees)?;
			T::Claims::ended(id, sum);
		} else {
			Self::close(id, part, PartStatus::Paid);
			Self::pay_out(of, asset, holder, sum)?;
		}
		Ok(locked)
	}

	/// Pays each its claim as far as there is money, and the rest to the holder.
	fn pay_claims(
		of: (ReceivableId, PartId),
		asset: AssetId,
		holder: OrganizationId,
		sum: Amount,
		payees: alloc::vec::Vec<(OrganizationId, Amount)>,
	) -> DispatchResult {
		let mut left = sum;
		// No more than there is weight for.
		let most = usize::try_from(MAX_PAYEES).unwrap_or(usize::MAX);
		for (organization, amount) in payees.into_iter().take(most) {
			let amount = amount.min(left);
			left = left.saturating_sub(amount);
			Self::pay_out(of, asset, organization, amount)?;
		}
		Self::pay_out(of, asset, holder, left)
	}

	/// Closes a part for which nothing is owed any more. Returns whether others had claims on it.
	fn cancel_part(
		id: PartId,
		receivable: &mut Receivable,
		status: PartStatus,
	) -> Result<bool, DispatchError> {
		let part = Self::leaf(id)?;
		let locked = part.status == PartStatus::Locked;
		receivable.outstanding =
			receivable.outstanding.checked_sub(part.amount).ok_or(ArithmeticError::Underflow)?;
		receivable.waived = receivable.waived.saturating_add(part.amount);
		Self::close(id, part, status);
		if locked {
			T::Claims::ended(id, 0);
		}
		Ok(locked)
	}

	/// Pays an organization from the pallet's account. If its account takes no money, it is owed.
	pub(crate) fn pay_out(
		(receivable, part): (ReceivableId, PartId),
		asset: AssetId,
		organization: OrganizationId,
		amount: Amount,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		match with_storage_layer(|| Self::send(asset, organization, amount)) {
			Ok(()) => {
				Self::tell(receivable, Event::PaidOut { part, organization, amount });
				Ok(())
			}
			Err(error) => Self::owe(receivable, asset, organization, amount, error),
		}
	}

	fn send(asset: AssetId, organization: OrganizationId, amount: Amount) -> DispatchResult {
		let (from, to) = (Self::account(), T::Organizations::account(organization));
		T::Assets::transfer(asset, &from, &to, amount, Preservation::Expendable)?;
		Ok(())
	}

	/// Keeps for an organization what could not be paid to it.
	pub(crate) fn owe(
		receivable: ReceivableId,
		asset: AssetId,
		organization: OrganizationId,
		amount: Amount,
		error: DispatchError,
	) -> DispatchResult {
		Owed::<T>::try_mutate(organization, asset, |sum| {
			*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		let event = Event::NotPaidOut { receivable, organization, asset, amount, error };
		Self::tell(receivable, event);
		Ok(())
	}

	pub(crate) fn do_collect(organization: OrganizationId, asset: AssetId) -> DispatchResult {
		let amount = Owed::<T>::take(organization, asset);
		ensure!(amount > 0, Error::<T>::NothingOwed);
		Self::send(asset, organization, amount)?;
		Self::deposit_event(Event::Collected { organization, asset, amount });
		Ok(())
	}
}
