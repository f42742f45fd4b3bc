// SPDX-License-Identifier: Apache-2.0

//! Auctions: opened and canceled.

use crate::*;
use frame_support::{
	ensure,
	traits::{Get, Incrementable, Time},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn auction(id: AuctionId) -> Result<Auction, DispatchError> {
		Ok(Auctions::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// Counts what keeps a party from leaving a market.
	pub(crate) fn engage(market: MarketId, party: Party) {
		Engagements::<T>::mutate(party, market, |count| *count = count.saturating_add(1));
	}

	pub(crate) fn disengage(market: MarketId, party: Party) {
		Engagements::<T>::mutate_exists(party, market, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = (left > 0).then_some(left);
		});
	}

	pub(crate) fn do_open(by: ActorOf<T>, market: MarketId, terms: Terms) -> DispatchResult {
		let operator = T::Markets::operator(market).ok_or(Error::<T>::UnknownMarket)?;
		ensure!(operator == by.organization, Error::<T>::NotAuthorized);
		let timetable = T::Markets::timetable(market).ok_or(Error::<T>::UnknownMarket)?;
		let Terms { from, window, bids_until, reveal_until, .. } = terms;
		ensure!((1..=T::MaxDays::get()).contains(&terms.days()), Error::<T>::InvalidDays);
		let fits = window.from < window.until && u32::from(window.until) <= timetable.per_day();
		ensure!(fits, Error::<T>::InvalidWindow);
		ensure!(T::Time::now() < bids_until, Error::<T>::Expired);
		let length = reveal_until.checked_sub(bids_until).ok_or(Error::<T>::InvalidReveal)?;
		let lengths = T::MinReveal::get()..=T::MaxReveal::get();
		ensure!(lengths.contains(&length), Error::<T>::InvalidReveal);
		let gate = T::Markets::gate_closure(market, from);
		let traded = reveal_until.saturating_add(gate) <= timetable.start_of_day(from);
		ensure!(traded, Error::<T>::GateClosed);
		ensure!(terms.bond > 0, Error::<T>::ZeroAmount);
		let bounds = T::Markets::price_bounds(market, from);
		let (floor, ceiling) = bounds.ok_or(Error::<T>::UnknownMarket)?;

		let id = NextAuctionId::<T>::get();
		NextAuctionId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		T::Deadlines::schedule(reveal_until, Task::Clear(id))?;
		let auction = Auction {
			market,
			operator,
			terms,
			floor,
			ceiling,
			placed: 0,
			bids: 0,
			revealed: 0,
			offered: 0,
			demanded: 0,
			status: Status::Open,
		};
		Auctions::<T>::insert(id, auction);
		AuctionsOf::<T>::insert(market, id, ());
		Self::engage(market, Party::Organization(operator));
		Self::deposit_event(Event::Opened { auction: id, details: auction, by });
		Ok(())
	}

	/// Stakes go back step by step: there may be many.
	pub(crate) fn do_cancel(by: ActorOf<T>, id: AuctionId) -> DispatchResult {
		let auction = Self::auction(id)?;
		ensure!(auction.operator == by.organization, Error::<T>::NotAuthorized);
		ensure!(auction.status == Status::Open, Error::<T>::InvalidState);
		let now = T::Time::now();
		ensure!(now < auction.terms.bids_until, Error::<T>::Expired);
		T::Deadlines::cancel(auction.terms.reveal_until, Task::Clear(id));
		T::Deadlines::schedule(now, Task::Clear(id))?;
		Clearings::<T>::insert(id, Clearing::at(Stage::Settling { last: None }, now));
		Auctions::<T>::insert(id, Auction { status: Status::Canceling, ..auction });
		Self::deposit_event(Event::Canceled { auction: id, by });
		Ok(())
	}
}
