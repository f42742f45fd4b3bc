// SPDX-License-Identifier: Apache-2.0

//! Redemptions: a person has money paid outside, by the organization's finance desk, against what is
//! in its wallet.

use crate::*;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_redeem(
		person: PersonId,
		book: Book,
		amount: Amount,
		method: RedemptionMethod,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		Self::ensure_good_standing(book.organization)?;
		Self::change_wallet(person, book, |wallet| {
			ensure!(amount <= wallet.balance, Error::<T>::InsufficientBalance);
			let bound = T::MaxRedemptions::get();
			ensure!(wallet.redemptions < bound, Error::<T>::TooManyRedemptions);
			wallet.redemptions = wallet.redemptions.saturating_add(1);
			sub(&mut wallet.balance, amount)?;
			Ok(add(&mut wallet.redeeming, amount)?)
		})?;
		let redemption = NextRedemptionId::<T>::get();
		NextRedemptionId::<T>::put(redemption.increment().ok_or(ArithmeticError::Overflow)?);
		let asked_at = T::Time::now();
		let due = asked_at.saturating_add(T::RedemptionPeriod::get());
		let status = RedemptionStatus::Open;
		let record = Redemption { person, book, amount, method, asked_at, due, status };
		Redemptions::<T>::insert(redemption, record);
		RedemptionsOf::<T>::insert(person, redemption, ());
		OpenRedemptions::<T>::insert(book, redemption, ());
		T::Deadlines::schedule(due, Task::RedemptionDue(redemption))?;
		let occasion = Occasion::RedemptionAsked { redemption };
		Self::post(book, None, occasion, Account::Payable, Account::Redeeming, amount)?;
		Self::deposit_event(Event::RedemptionAsked { person, redemption, book });
		Ok(())
	}

	/// A redemption that waits for an answer.
	fn open_redemption(id: RedemptionId) -> Result<Redemption, DispatchError> {
		let record = Redemptions::<T>::get(id).ok_or(Error::<T>::RedemptionNotFound)?;
		ensure!(record.status == RedemptionStatus::Open, Error::<T>::NotOpen);
		Ok(record)
	}

	fn desk(by: &ActorOf<T>, id: RedemptionId) -> Result<Redemption, DispatchError> {
		let record = Redemptions::<T>::get(id).ok_or(Error::<T>::RedemptionNotFound)?;
		ensure!(record.book.organization == by.organization, Error::<T>::NotAuthorized);
		Self::open_redemption(id)
	}

	pub(crate) fn do_confirm_redemption(
		by: ActorOf<T>,
		id: RedemptionId,
		receipt: H256,
	) -> DispatchResult {
		let record = Self::desk(&by, id)?;
		let (person, book, amount) = (record.person, record.book, record.amount);
		Self::close_redemption(Some(by.clone()), id, record, RedemptionStatus::Confirmed(receipt))?;
		Self::let_go(book, amount)?;
		Self::change_statement(person, book, |statement| add(&mut statement.redeemed, amount))?;
		let occasion = Occasion::Redeemed { redemption: id };
		Self::post(book, Some(by), occasion, Account::Redeeming, Account::Funds, amount)
	}

	pub(crate) fn do_reject_redemption(
		by: ActorOf<T>,
		id: RedemptionId,
		reason: RejectionReason,
	) -> DispatchResult {
		let record = Self::desk(&by, id)?;
		Self::undo_redemption(Some(by), id, record, RedemptionStatus::Rejected(reason))
	}

	pub(crate) fn do_withdraw_redemption(person: PersonId, id: RedemptionId) -> DispatchResult {
		let record = Redemptions::<T>::get(id).ok_or(Error::<T>::RedemptionNotFound)?;
		ensure!(record.person == person, Error::<T>::NotAuthorized);
		let record = Self::open_redemption(id)?;
		Self::undo_redemption(None, id, record, RedemptionStatus::Withdrawn)
	}

	/// Nobody answered.
	pub(crate) fn time_out(id: RedemptionId) -> DispatchResult {
		let record = Self::open_redemption(id)?;
		Self::undo_redemption(None, id, record, RedemptionStatus::TimedOut)
	}

	/// The money is in the wallet again.
	fn undo_redemption(
		by: Option<ActorOf<T>>,
		id: RedemptionId,
		record: Redemption,
		status: RedemptionStatus,
	) -> DispatchResult {
		let (person, book, amount) = (record.person, record.book, record.amount);
		Self::close_redemption(by.clone(), id, record, status)?;
		Self::change_wallet(person, book, |wallet| Ok(add(&mut wallet.balance, amount)?))?;
		let occasion = Occasion::RedemptionEnded { redemption: id };
		Self::post(book, by, occasion, Account::Redeeming, Account::Payable, amount)
	}

	fn close_redemption(
		by: Option<ActorOf<T>>,
		id: RedemptionId,
		record: Redemption,
		status: RedemptionStatus,
	) -> DispatchResult {
		Self::change_wallet(record.person, record.book, |wallet| {
			wallet.redemptions = wallet.redemptions.saturating_sub(1);
			Ok(sub(&mut wallet.redeeming, record.amount)?)
		})?;
		OpenRedemptions::<T>::remove(record.book, id);
		// When it was this that came, nothing waits any more.
		T::Deadlines::cancel(record.due, Task::RedemptionDue(id));
		Redemptions::<T>::insert(id, Redemption { status, ..record });
		Self::deposit_event(Event::RedemptionEnded { by, redemption: id, status });
		Ok(())
	}
}
