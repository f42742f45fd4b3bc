// SPDX-License-Identifier: Apache-2.0

//! Quotes: banks say what they would give, with the money on hold, and the holder takes one.

use crate::*;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn quote_by_id(
		id: FinancingId,
		bank: OrganizationId,
	) -> Result<Quote, DispatchError> {
		Quotes::<T>::get(id, bank).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// What a quote offers is what was asked for.
	fn ensure_fits(kind: Kind, part: &PartInfo, offer: Offer) -> DispatchResult {
		match (kind, offer) {
			(Kind::Sale { recourse: given }, Offer::Sale { recourse, .. }) => {
				ensure!(given || !recourse, Error::<T>::WrongKind);
			}
			(Kind::Pledge { wanted, .. }, Offer::Pledge { principal }) => {
				// The part may be less than it was when that was asked for.
				let most = wanted.unwrap_or(part.amount).min(part.amount);
				ensure!(principal <= most, Error::<T>::InvalidAmount);
			}
			_ => return Err(Error::<T>::WrongKind.into()),
		}
		Ok(())
	}

	pub(crate) fn do_quote(by: ActorOf<T>, id: FinancingId, terms: Terms) -> DispatchResult {
		let request = Self::request_by_id(id)?;
		let bank = by.organization;
		ensure!(request.banks.contains(&bank), Error::<T>::NotAuthorized);
		let now = T::Time::now();
		ensure!(now < request.answer_by, Error::<T>::Expired);
		ensure!(!Quotes::<T>::contains_key(id, bank), Error::<T>::AlreadyQuoted);
		let part = Self::part(request.part)?;
		ensure!(part.holder == request.holder, Error::<T>::NotIdle);
		Self::ensure_fits(request.kind, &part, terms.offer)?;
		ensure!(terms.rate <= T::MaxRate::get(), Error::<T>::InvalidRate);
		let in_time = now < terms.valid_until && terms.valid_until <= request.answer_by;
		ensure!(in_time, Error::<T>::InvalidTime);
		// A price grows until it is taken.
		let held = terms.payout(part.amount, part.due, terms.valid_until);
		let some = terms.payout(part.amount, part.due, now) > 0;
		ensure!(some, Error::<T>::InvalidAmount);
		T::Deadlines::schedule(terms.valid_until, Task::LapseQuote(id, bank))?;
		Self::hold(request.asset, bank, held)?;
		Self::begin(bank)?;
		let (amount, next_claim) = (part.amount, NextClaimId::<T>::get());
		Quotes::<T>::insert(id, bank, Quote { terms, held, amount, next_claim });
		Self::deposit_event(Event::Quoted { request: id, terms, held, by });
		Ok(())
	}

	/// Forgets a quote. What is on hold is for the caller.
	pub(crate) fn drop_quote(id: FinancingId, bank: OrganizationId, quote: &Quote) {
		T::Deadlines::cancel(quote.terms.valid_until, Task::LapseQuote(id, bank));
		Quotes::<T>::remove(id, bank);
		Self::end(bank);
	}

	/// Ends a quote: the bank has its money back.
	fn close_quote(id: FinancingId, bank: OrganizationId) -> DispatchResult {
		let quote = Self::quote_by_id(id, bank)?;
		let request = Self::request_by_id(id)?;
		Self::drop_quote(id, bank, &quote);
		Self::release(request.asset, bank, quote.held)
	}

	pub(crate) fn do_withdraw_quote(by: ActorOf<T>, id: FinancingId) -> DispatchResult {
		Self::close_quote(id, by.organization)?;
		Self::deposit_event(Event::QuoteWithdrawn { request: id, by });
		Ok(())
	}

	pub(crate) fn lapse_quote(id: FinancingId, bank: OrganizationId) -> DispatchResult {
		Self::close_quote(id, bank)?;
		Self::deposit_event(Event::QuoteLapsed { request: id, bank });
		Ok(())
	}

	/// What a quote pays now, to the holder who asked.
	pub(crate) fn payable(
		by: &ActorOf<T>,
		id: FinancingId,
		bank: OrganizationId,
	) -> Result<(Request, Quote, Amount), DispatchError> {
		let request = Self::request_by_id(id)?;
		ensure!(request.holder == by.organization, Error::<T>::NotAuthorized);
		let quote = Self::quote_by_id(id, bank)?;
		let now = T::Time::now();
		ensure!(now < quote.terms.valid_until, Error::<T>::Expired);
		Self::ensure_in_good_standing(bank)?;
		let part = Self::part(request.part)?;
		ensure!(part.holder == request.holder, Error::<T>::NotIdle);
		ensure!(quote.stands(part.amount, request.claimed), Error::<T>::Changed);
		// What is on hold is enough: no part is due earlier than it was.
		let amount = quote.terms.payout(part.amount, part.due, now);
		ensure!(0 < amount && amount <= quote.held, Error::<T>::InvalidAmount);
		Ok((request, quote, amount))
	}

	pub(crate) fn do_take_quote(
		by: ActorOf<T>,
		id: FinancingId,
		bank: OrganizationId,
		at_least: Amount,
	) -> DispatchResult {
		let (request, quote, amount) = Self::payable(&by, id, bank)?;
		ensure!(amount >= at_least, Error::<T>::TooLittle);
		let part = request.part;
		ensure!(Self::part(part)?.idle, Error::<T>::NotIdle);
		match quote.terms.offer {
			Offer::Sale { recourse, license } => {
				T::Parts::hand_over(part, bank, recourse, license)?;
				let (request, price) = (id, amount);
				Self::deposit_event(Event::Sold { request, part, bank, recourse, price, by });
			}
			Offer::Pledge { principal } => {
				T::Parts::lock(part, request.holder)?;
				Self::open_loan(by, id, &request, bank, principal, quote.terms.rate, amount)?;
			}
		}
		Self::drop_quote(id, bank, &quote);
		Self::pay_held(request.asset, bank, request.holder, amount)?;
		Self::release(request.asset, bank, quote.held.saturating_sub(amount))?;
		Self::close_request(id, &request)
	}
}
