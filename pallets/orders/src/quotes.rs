// SPDX-License-Identifier: Apache-2.0

//! What owners offer for what others look for. A quote that is accepted is an order, confirmed at once:
//! the seller agreed to it when it made the quote, and nobody has to be eligible for it.

use crate::{requests::Deal, *};
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_quote(
		by: ActorOf<T>,
		demand: DemandId,
		resource: ResourceId,
		bid: Bid,
	) -> DispatchResult {
		let offer = T::Catalog::offer(resource).ok_or(Error::<T>::NotOffered)?;
		ensure!(offer.owner == by.organization, Error::<T>::NotAuthorized);
		let buyer = T::Catalog::looks_for(demand, resource).ok_or(Error::<T>::NotDemanded)?;
		let conditions = TermsOf::<T>::get(resource).ok_or(Error::<T>::NotOpen)?.conditions;
		ensure!(conditions.arbiter != Some(buyer), Error::<T>::WrongArbiter);
		ensure!(bid.asset.is_none() || conditions.arbiter.is_some(), Error::<T>::NoArbiter);
		let now = T::Time::now();
		let in_time = now < bid.until && bid.until <= now.saturating_add(MAX_WINDOW);
		ensure!(in_time, Error::<T>::QuoteTime);
		let is_project = conditions.method == Method::Milestones;
		let stages = bid.stages.len() == 1 || is_project && !bid.stages.is_empty();
		ensure!(stages && bid.quantity > 0, Error::<T>::WrongAsk);
		Self::ensure_costs(bid.asset.is_some(), &bid.stages)?;
		let total = bid.stages.iter().try_fold(0, |sum: Amount, it| sum.checked_add(*it));
		ensure!(total.is_some(), ArithmeticError::Overflow);
		let quote = Quote {
			demand,
			resource,
			version: offer.version,
			seller: offer.owner,
			conditions,
			per: offer.price.map(|price| price.per),
			bid,
		};
		Self::ensure_can_be_delivered(&Self::deal(&quote)?)?;

		OpenQuotes::<T>::try_mutate(quote.seller, |count| {
			ensure!(*count < T::MaxQuotes::get(), Error::<T>::TooManyQuotes);
			*count = count.saturating_add(1);
			Ok::<_, DispatchError>(())
		})?;
		let id = NextQuoteId::<T>::get();
		NextQuoteId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		Quotes::<T>::insert(id, &quote);
		QuotesFor::<T>::insert(demand, id, ());
		Self::deposit_event(Event::Quoted { id, quote, by });
		Ok(())
	}

	/// What the sides agree on by a quote, if the resource is still what it was.
	fn deal(quote: &Quote) -> Result<Deal, DispatchError> {
		let Quote { resource, version, seller, conditions, per, bid, .. } = quote;
		let offer = T::Catalog::offer(*resource).ok_or(Error::<T>::NotOffered)?;
		ensure!(offer.owner == *seller, Error::<T>::NotOffered);
		ensure!(offer.version == *version, Error::<T>::OtherVersion);
		let places =
			bid.slots.map(|slots| u32::from(slots.count).saturating_mul(slots.units.into()));
		Ok(Deal {
			resource: *resource,
			offer,
			conditions: *conditions,
			asset: bid.asset,
			per: *per,
			quantity: places.unwrap_or(bid.quantity),
			stages: bid.stages.clone(),
			slots: bid.slots,
		})
	}

	fn found_quote(id: QuoteId) -> Result<Quote, DispatchError> {
		Ok(Quotes::<T>::get(id).ok_or(Error::<T>::NoQuote)?)
	}

	fn end_quote(id: QuoteId, quote: &Quote, order: Option<OrderId>) {
		Quotes::<T>::remove(id);
		QuotesFor::<T>::remove(quote.demand, id);
		OpenQuotes::<T>::mutate_exists(quote.seller, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = (left > 0).then_some(left);
		});
		Self::deposit_event(Event::QuoteEnded { id, order });
	}

	/// By the seller; and by whoever was asked, to decline it.
	pub(crate) fn do_withdraw_quote(by: ActorOf<T>, id: QuoteId) -> DispatchResult {
		let quote = Self::found_quote(id)?;
		let buyer = T::Catalog::looks_for(quote.demand, quote.resource);
		let over = quote.bid.until <= T::Time::now() || buyer.is_none();
		let is_a_side = [Some(quote.seller), buyer].contains(&Some(by.organization));
		ensure!(over || is_a_side, Error::<T>::NotAuthorized);
		Self::end_quote(id, &quote, None);
		Ok(())
	}

	pub(crate) fn do_accept_quote(by: ActorOf<T>, id: QuoteId, own: Own) -> DispatchResult {
		let quote = Self::found_quote(id)?;
		ensure!(T::Time::now() < quote.bid.until, Error::<T>::QuoteTime);
		let buyer = T::Catalog::looks_for(quote.demand, quote.resource);
		let buyer = buyer.ok_or(Error::<T>::NotDemanded)?;
		ensure!(buyer == by.organization, Error::<T>::NotAuthorized);
		let deal = Self::deal(&quote)?;
		let order = Self::place(by.clone(), deal, own)?;
		Self::confirm(order, Some(by))?;
		T::Catalog::meet(quote.demand, order);
		Self::end_quote(id, &quote, Some(order));
		Ok(())
	}
}
