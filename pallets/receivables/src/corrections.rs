// SPDX-License-Identifier: Apache-2.0

//! Corrections: holders waive some of their parts, or all agree that nothing is owed.

use crate::*;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_credit_note(
		by: ActorOf<T>,
		id: PartId,
		amount: Amount,
		digest: H256,
	) -> DispatchResult {
		let mut part = Self::leaf_of(&by, id)?;
		let of = part.receivable;
		let before = Self::receivable(of)?;
		ensure!(before.status.is_payable(), Error::<T>::InvalidState);
		Self::ensure_idle(&part)?;
		ensure!(0 < amount && amount < part.amount, Error::<T>::InvalidAmount);
		Self::loosen(id, &mut part);
		let less = |sum: Amount| sum.checked_sub(amount).ok_or(ArithmeticError::Underflow);
		let after = Receivable {
			outstanding: less(before.outstanding)?,
			waived: before.waived.checked_add(amount).ok_or(ArithmeticError::Overflow)?,
			..before.clone()
		};
		part.amount = less(part.amount)?;
		Parts::<T>::insert(id, part);
		Self::tell(of, Event::CreditNoted { part: id, amount, digest, by });
		Self::keep(of, &before, &after)
	}

	pub(crate) fn do_propose_cancellation(
		by: ActorOf<T>,
		id: ReceivableId,
		digest: H256,
	) -> DispatchResult {
		let receivable = Self::receivable(id)?;
		let organization = by.organization;
		let side = [receivable.debtor, receivable.creditor].contains(&organization);
		// Who lost a debt gives it up, though the sides be gone.
		let holds = || PartsOf::<T>::iter_key_prefix((organization, id)).next().is_some();
		let may = side || (receivable.status == Status::Defaulted && holds());
		ensure!(may, Error::<T>::NotAuthorized);
		ensure!(receivable.status.is_live(), Error::<T>::InvalidState);
		ensure!(!Proposals::<T>::contains_key(id), Error::<T>::AlreadyProposed);
		let number = receivable.proposals;
		let proposals = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Receivables::<T>::insert(id, Receivable { proposals, ..receivable });
		let proposal = Proposal { number, by: by.organization, digest, consented: 0 };
		Proposals::<T>::insert(id, proposal);
		Self::tell(id, Event::CancellationProposed { receivable: id, digest, by });
		Ok(())
	}

	pub(crate) fn do_withdraw_cancellation(by: ActorOf<T>, id: ReceivableId) -> DispatchResult {
		Self::receivable(id)?;
		let proposal = Proposals::<T>::get(id).ok_or(Error::<T>::NotProposed)?;
		ensure!(proposal.by == by.organization, Error::<T>::NotAuthorized);
		Proposals::<T>::remove(id);
		Self::tell(id, Event::CancellationWithdrawn { receivable: id, by });
		Ok(())
	}

	pub(crate) fn do_consent(by: ActorOf<T>, id: PartId) -> DispatchResult {
		let part = Self::leaf_of(&by, id)?;
		let of = part.receivable;
		let mut proposal = Proposals::<T>::get(of).ok_or(Error::<T>::NotProposed)?;
		// What others have claims on is not the holder's alone.
		ensure!(part.status != PartStatus::Locked, Error::<T>::NotIdle);
		let consent = Some(proposal.number);
		ensure!(part.consent != consent, Error::<T>::AlreadyConsented);
		let sum = proposal.consented.checked_add(part.amount);
		proposal.consented = sum.ok_or(ArithmeticError::Overflow)?;
		Proposals::<T>::insert(of, proposal);
		Parts::<T>::insert(id, Part { consent, ..part });
		Self::tell(of, Event::Consented { part: id, by });
		Self::cancel_if_agreed(of)
	}

	/// Cancels a receivable if all who hold a part of it consent.
	pub(crate) fn cancel_if_agreed(id: ReceivableId) -> DispatchResult {
		let receivable = Self::receivable(id)?;
		match Proposals::<T>::get(id) {
			Some(proposal) if proposal.consented == receivable.outstanding => {
				Self::cancel(id, &receivable, false)
			}
			_ => Ok(()),
		}
	}

	/// Nobody owes anything any more. Lines are free at once, and so are invoices unless some was paid on them
	/// already; parts are closed in steps. It is `void` if an arbiter says so: holders with recourse have it then.
	pub(crate) fn cancel(id: ReceivableId, before: &Receivable, void: bool) -> DispatchResult {
		Proposals::<T>::remove(id);
		Disputes::<T>::remove(id);
		if before.paid > 0 {
			Self::close_invoices(id);
		} else {
			Self::release_invoices(id);
		}
		let (status, timer) = (Status::Cancelling { void, last: None }, Some(T::Time::now()));
		let after = Receivable { status, timer, ..before.clone() };
		Self::tell(id, Event::Cancelled { receivable: id, amount: before.outstanding });
		Self::keep(id, before, &after)
	}
}
