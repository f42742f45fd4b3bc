// SPDX-License-Identifier: Apache-2.0

//! Loans on the pledge of parts: repaid, moved to another bank, or the pledge is realized. And what is reported of
//! their borrowers.

use crate::{priority::Rank, *};
use covenant_primitives::{Outcome, Report};
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// How much it counts that a loan was repaid in time.
pub const IN_TIME: u16 = 10;

/// How much it counts that it was repaid later.
pub const LATE: u16 = 30;

/// How much it counts that a pledge had to be realized.
pub const REALIZED: u16 = 50;

/// How much it counts that a loan without a pledge was not repaid when its time was over.
pub const UNPAID: u16 = 50;

impl<T: Config> Pallet<T> {
	pub(crate) fn loan(id: LoanId) -> Result<Loan, DispatchError> {
		Loans::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// Lends on the pledge of a part that is locked.
	#[allow(clippy::too_many_arguments, reason = "one place makes loans")]
	pub(crate) fn open_loan(
		by: ActorOf<T>,
		request_id: FinancingId,
		request: &Request,
		bank: OrganizationId,
		principal: Amount,
		rate: u32,
		amount: Amount,
	) -> Result<LoanId, DispatchError> {
		let Kind::Pledge { until, .. } = request.kind else {
			return Err(Error::<T>::WrongKind.into());
		};
		let id = NextLoanId::<T>::get();
		NextLoanId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let Request { part, holder, asset, .. } = *request;
		let details = Loan {
			part,
			secured: true,
			bank,
			borrower: holder,
			asset,
			principal,
			rate,
			interest: 0,
			counted: 0,
			taken: T::Time::now(),
			until,
			reported: false,
		};
		T::Deadlines::schedule(until, Task::Overdue(id))?;
		Exposures::<T>::try_mutate(bank, asset, |it| {
			it.principal = it.principal.checked_add(principal).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		Self::begin(bank)?;
		Self::begin(holder)?;
		LoanOn::<T>::insert(part, id);
		LoansOf::<T>::insert(bank, id, ());
		LoansBy::<T>::insert(holder, id, ());
		Loans::<T>::insert(id, details);
		let (request, loan) = (request_id, id);
		Self::deposit_event(Event::Pledged { request, loan, details, amount, by });
		Ok(id)
	}

	/// Keeps a loan of which something was paid, or forgets it if all was.
	fn keep(id: LoanId, before: &Loan, after: Loan) {
		let paid = before.principal.saturating_sub(after.principal);
		Exposures::<T>::mutate(before.bank, before.asset, |it| {
			it.principal = it.principal.saturating_sub(paid);
		});
		if before.secured && (after.is_paid() || !after.secured) {
			LoanOn::<T>::remove(before.part);
		}
		if after.is_paid() {
			Loans::<T>::remove(id);
			LoansOf::<T>::remove(before.bank, id);
			LoansBy::<T>::remove(before.borrower, id);
			Self::end(before.bank);
			Self::end(before.borrower);
			T::Deadlines::cancel(before.until, Task::Overdue(id));
			Self::deposit_event(Event::Closed { loan: id });
		} else {
			Loans::<T>::insert(id, after);
		}
	}

	/// Keeps a loan whose pledge is gone.
	fn keep_unsecured(id: LoanId, before: &Loan, after: Loan) {
		let after = Self::ensure_reported(id, Loan { secured: false, ..after });
		Self::keep(id, before, after);
		if !after.is_paid() {
			let debt = after.debt(T::Time::now());
			Self::deposit_event(Event::Unsecured { loan: id, debt });
		}
	}

	/// A loan that nobody owes anything for any more.
	fn nothing_left(loan: &Loan) -> Loan {
		Loan { principal: 0, interest: 0, ..*loan }
	}

	/// Has the holder of a part do with it what it likes, unless somebody else has a claim on it.
	pub(crate) fn unlock_if_free(part: PartId) {
		if !LoanOn::<T>::contains_key(part) && !Counted::<T>::contains_key(part) {
			T::Parts::unlock(part);
		}
	}

	/// Reports how a borrower kept a loan.
	fn report(loan: LoanId, borrower: OrganizationId, outcome: Outcome, weight: u16) {
		let mut reference = H256::zero();
		reference.0[24..].copy_from_slice(&loan.0.to_be_bytes());
		T::Credit::report(borrower, Report { outcome, weight, source: DOMAIN, reference });
	}

	/// Reports, once, that a loan is over on which something is owed still. As long as it is pledged the bank
	/// can realize, and there is nothing to report.
	fn ensure_reported(id: LoanId, loan: Loan) -> Loan {
		let over = T::Time::now() >= loan.until;
		if !over || loan.secured || loan.reported || loan.is_paid() {
			return loan;
		}
		Self::report(id, loan.borrower, Outcome::Breached, UNPAID);
		Loan { reported: true, ..loan }
	}

	/// The time of a loan is over.
	pub(crate) fn overdue(id: LoanId) -> DispatchResult {
		let loan = Self::loan(id)?;
		Loans::<T>::insert(id, Self::ensure_reported(id, loan));
		Ok(())
	}

	/// Reports that all was repaid, unless it was reported how the borrower kept the loan.
	fn report_repaid(id: LoanId, loan: &Loan) {
		if loan.reported {
			return;
		}
		let (outcome, weight) = if T::Time::now() <= loan.until {
			(Outcome::Fulfilled, IN_TIME)
		} else {
			(Outcome::Late, LATE)
		};
		Self::report(id, loan.borrower, outcome, weight);
	}

	pub(crate) fn do_repay(by: ActorOf<T>, id: LoanId, amount: Amount) -> DispatchResult {
		let loan = Self::loan(id)?;
		ensure!(loan.borrower == by.organization, Error::<T>::NotAuthorized);
		let now = T::Time::now();
		let amount = amount.min(loan.debt(now));
		ensure!(amount > 0, Error::<T>::InvalidAmount);
		Self::pay(loan.asset, loan.borrower, loan.bank, amount)?;
		Self::deposit_event(Event::Repaid { loan: id, amount, by });
		let after = loan.less(amount, now);
		Self::keep(id, &loan, after);
		if after.is_paid() {
			Self::report_repaid(id, &loan);
			if loan.secured {
				Self::unlock_if_free(loan.part);
			}
		}
		Ok(())
	}

	pub(crate) fn do_forgive(by: ActorOf<T>, id: LoanId) -> DispatchResult {
		let loan = Self::loan(id)?;
		ensure!(loan.bank == by.organization, Error::<T>::NotAuthorized);
		let amount = loan.debt(T::Time::now());
		Self::deposit_event(Event::Forgiven { loan: id, amount, by });
		Self::keep(id, &loan, Self::nothing_left(&loan));
		if loan.secured {
			Self::unlock_if_free(loan.part);
		}
		Ok(())
	}

	pub(crate) fn do_realize(
		by: ActorOf<T>,
		id: LoanId,
		license: Option<LicenseId>,
	) -> DispatchResult {
		let loan = Self::loan(id)?;
		ensure!(loan.bank == by.organization, Error::<T>::NotAuthorized);
		let now = T::Time::now();
		ensure!(now >= loan.until, Error::<T>::NotDue);
		ensure!(loan.secured, Error::<T>::NotSecured);
		// What comes before the pledge, or beside it, is divided when the part is paid.
		let pledge = Rank::Registered(loan.taken);
		let first = Self::ranks(loan.part).all(|rank| pledge < rank);
		ensure!(first, Error::<T>::OthersClaim);
		let (debt, worth) = (loan.debt(now), Self::part(loan.part)?.amount);
		T::Parts::hand_over(loan.part, loan.bank, true, license)?;
		let rest = Self::pay_claims(&loan, worth)?;
		T::Parts::unlock(loan.part);
		Self::pay(loan.asset, loan.bank, loan.borrower, rest)?;
		Self::deposit_event(Event::Realized { loan: id, debt, worth, by });
		Self::report(id, loan.borrower, Outcome::Breached, REALIZED);
		let after = Loan { reported: true, ..loan.less(worth, now) };
		Self::keep_unsecured(id, &loan, after);
		Ok(())
	}

	pub(crate) fn do_refinance(
		by: ActorOf<T>,
		id: LoanId,
		request_id: FinancingId,
		bank: OrganizationId,
		at_least: Amount,
	) -> DispatchResult {
		let loan = Self::loan(id)?;
		ensure!(loan.borrower == by.organization, Error::<T>::NotAuthorized);
		ensure!(loan.secured, Error::<T>::NotSecured);
		// The new pledge would come after claims that the bank before came ahead of.
		ensure!(!Counted::<T>::contains_key(loan.part), Error::<T>::OthersClaim);
		ensure!(bank != loan.bank, Error::<T>::InvalidParty);
		let (request, quote, amount) = Self::payable(&by, request_id, bank)?;
		let Offer::Pledge { principal } = quote.terms.offer else {
			return Err(Error::<T>::WrongKind.into());
		};
		ensure!(request.part == loan.part, Error::<T>::WrongKind);
		let debt = loan.debt(T::Time::now());
		let rest = amount.checked_sub(debt).ok_or(Error::<T>::TooLittle)?;
		ensure!(rest >= at_least, Error::<T>::TooLittle);
		// A part that could not be pledged now cannot be pledged anew.
		T::Parts::unlock(loan.part);
		T::Parts::lock(loan.part, loan.borrower)?;
		Self::keep(id, &loan, Self::nothing_left(&loan));
		Self::report_repaid(id, &loan);
		let rate = quote.terms.rate;
		let into = Self::open_loan(by.clone(), request_id, &request, bank, principal, rate, rest)?;
		Self::drop_quote(request_id, bank, &quote);
		Self::pay_held(loan.asset, bank, loan.bank, debt)?;
		Self::pay_held(loan.asset, bank, loan.borrower, rest)?;
		Self::release(loan.asset, bank, quote.held.saturating_sub(amount))?;
		Self::close_request(request_id, &request)?;
		Self::deposit_event(Event::Refinanced { loan: id, repaid: debt, into, by });
		Ok(())
	}

	/// The part that is pledged was closed, and the bank got so much for it.
	pub(crate) fn end_pledge(id: LoanId, paid: Amount) {
		let Some(loan) = Loans::<T>::get(id) else { return };
		Self::deposit_event(Event::PledgeEnded { loan: id, paid });
		let after = loan.less(paid, T::Time::now());
		Self::keep_unsecured(id, &loan, after);
		if after.is_paid() {
			Self::report_repaid(id, &loan);
		}
	}
}
