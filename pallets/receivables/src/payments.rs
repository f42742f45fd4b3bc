// SPDX-License-Identifier: Apache-2.0

//! Payment by the debtor: of all that is outstanding, or early and for less of a part.

use crate::*;
use covenant_primitives::{Outcome, Report, ReportOutcome};
use frame_support::{ensure, storage::with_storage_layer, traits::tokens::Preservation};
use sp_runtime::{traits::AccountIdConversion, ArithmeticError, DispatchResult};

/// How much it counts that something was paid when it was due.
pub const IN_TIME: u16 = 10;

/// How much it counts that it was paid a day later or more, and before it was in default.
pub const LATE: u16 = 30;

impl<T: Config> Pallet<T> {
	/// The account that money lies on.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Takes what an organization pays.
	fn receive(asset: AssetId, from: OrganizationId, amount: Amount) -> DispatchResult {
		let account = Self::account();
		if !frame_system::Pallet::<T>::account_exists(&account) {
			frame_system::Pallet::<T>::inc_providers(&account);
		}
		let from = T::Organizations::account(from);
		T::Assets::transfer(asset, &from, &account, amount, Preservation::Expendable)?;
		Ok(())
	}

	/// Has one organization pay another. If the other's account takes no money it is owed.
	pub(crate) fn transfer(
		id: ReceivableId,
		asset: AssetId,
		from: OrganizationId,
		to: OrganizationId,
		amount: Amount,
	) -> DispatchResult {
		let paid = with_storage_layer(|| {
			let accounts = (T::Organizations::account(from), T::Organizations::account(to));
			let kept = Preservation::Expendable;
			T::Assets::transfer(asset, &accounts.0, &accounts.1, amount, kept)
		});
		if let Err(error) = paid {
			Self::receive(asset, from, amount)?;
			Self::owe(id, asset, to, amount, error)?;
		}
		Ok(())
	}

	/// Reports how an organization kept what a receivable asks of it.
	pub(crate) fn report(
		organization: OrganizationId,
		id: ReceivableId,
		outcome: Outcome,
		weight: u16,
	) {
		let mut reference = H256::zero();
		reference.0[24..].copy_from_slice(&id.0.to_be_bytes());
		T::Credit::report(organization, Report { outcome, weight, source: DOMAIN, reference });
	}

	/// Reports that the debtor paid, unless it was in default.
	fn report_payment(id: ReceivableId, receivable: &Receivable) {
		// As with interest, whole days count: what could not be paid before may be due just now.
		let (outcome, weight) = if days_late(receivable.due, T::Time::now()) > 0 {
			(Outcome::Late, LATE)
		} else {
			(Outcome::Fulfilled, IN_TIME)
		};
		if receivable.status != Status::Defaulted {
			Self::report(receivable.debtor, id, outcome, weight);
		}
	}

	/// Takes from an organization all that is outstanding, with interest for delay, and has it distributed.
	pub(crate) fn collect_all(
		by: ActorOf<T>,
		id: ReceivableId,
		receivable: &mut Receivable,
	) -> Result<(Amount, Amount), sp_runtime::DispatchError> {
		let now = T::Time::now();
		let principal = receivable.outstanding;
		let interest = receivable.interest(now).ok_or(ArithmeticError::Overflow)?;
		let sum = principal.checked_add(interest).ok_or(ArithmeticError::Overflow)?;
		Self::receive(receivable.asset, by.organization, sum)?;
		Proposals::<T>::remove(id);
		receivable.status = Status::Paying { principal, interest, last: None };
		receivable.timer = Some(now);
		Self::tell(id, Event::Paid { receivable: id, principal, interest, by });
		Ok((principal, sum))
	}

	pub(crate) fn do_pay(by: ActorOf<T>, id: ReceivableId) -> DispatchResult {
		let before = Self::receivable(id)?;
		ensure!(before.debtor == by.organization, Error::<T>::NotAuthorized);
		ensure!(before.status.is_payable(), Error::<T>::InvalidState);
		let mut after = before.clone();
		Self::waive(id, &mut after);
		Self::report_payment(id, &after);
		Self::collect_all(by, id, &mut after)?;
		Self::keep(id, &before, &after)
	}

	pub(crate) fn do_offer_discount(
		by: ActorOf<T>,
		id: PartId,
		amount_off: Amount,
		until: Moment,
	) -> DispatchResult {
		let (part, receivable) = Self::own(&by, id)?;
		let some = 0 < amount_off && amount_off < part.amount;
		ensure!(some, Error::<T>::InvalidAmount);
		let in_time = T::Time::now() < until && until <= receivable.due;
		ensure!(in_time, Error::<T>::InvalidAnswerTime);
		let discount = Discount { amount_off, until };
		Discounts::<T>::insert(id, discount);
		Self::tell(part.receivable, Event::DiscountOffered { part: id, discount, by });
		Ok(())
	}

	pub(crate) fn do_withdraw_discount(by: ActorOf<T>, id: PartId) -> DispatchResult {
		let part = Self::leaf_of(&by, id)?;
		ensure!(Discounts::<T>::take(id).is_some(), Error::<T>::NoDiscount);
		Self::tell(part.receivable, Event::DiscountWithdrawn { part: id, by });
		Ok(())
	}

	pub(crate) fn do_take_discount(by: ActorOf<T>, id: PartId, at_most: Amount) -> DispatchResult {
		let part = Self::leaf(id)?;
		let of = part.receivable;
		let before = Self::receivable(of)?;
		ensure!(before.debtor == by.organization, Error::<T>::NotAuthorized);
		Self::ensure_status(&before, Status::Outstanding)?;
		Self::ensure_idle(&part)?;
		let discount = Discounts::<T>::get(id).ok_or(Error::<T>::NoDiscount)?;
		ensure!(T::Time::now() < discount.until, Error::<T>::Expired);
		let amount = part.amount.checked_sub(discount.amount_off);
		let amount = amount.ok_or(Error::<T>::InvalidAmount)?;
		ensure!(amount <= at_most, Error::<T>::NoDiscount);
		let mut after = before.clone();
		Self::transfer(of, before.asset, before.debtor, part.holder, amount)?;
		after.outstanding =
			after.outstanding.checked_sub(part.amount).ok_or(ArithmeticError::Underflow)?;
		after.paid = after.paid.checked_add(part.amount).ok_or(ArithmeticError::Overflow)?;
		Self::close(id, part, PartStatus::Paid);
		Self::tell(of, Event::DiscountTaken { part: id, amount, by });
		if after.outstanding == 0 {
			Self::report_payment(of, &after);
			Proposals::<T>::remove(of);
			after.status = Status::Paid;
			after.timer = None;
			Self::conclude_payment(of);
		}
		Self::keep(of, &before, &after)?;
		// Perhaps all others consent to cancel what is left.
		Self::cancel_if_agreed(of)
	}
}
