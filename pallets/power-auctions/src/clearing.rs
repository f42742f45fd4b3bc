// SPDX-License-Identifier: Apache-2.0

//! An auction is cleared step by step: levels are matched, what was matched is shared out, bids are
//! settled. Each step reads and writes a bounded number of records, and goes on where the last one
//! stopped, so that it does not matter into how many blocks they fall.

use crate::*;
use core::cmp::Ordering;
use covenant_primitives::{
	division::share_of,
	power::{at_stake, exposure, Award},
	ContractId,
};
use frame_support::{
	ensure,
	storage::{with_storage_layer, PrefixIterator},
	traits::Time,
	weights::Weight,
};
use sp_runtime::{ArithmeticError, DispatchError};

/// How it goes on after a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pace {
	/// With the next step.
	On,
	/// Later: contracts that could not be awarded are tried again.
	Later,
	/// Not at all.
	Over,
}

impl<T: Config> Pallet<T> {
	/// The most that so many steps may use. An award takes the place of a penalty; what it may use, whoever
	/// makes it says.
	pub(crate) fn weight_of(steps: u32) -> Weight {
		let steps = steps.max(1);
		let awards = T::Contracts::weight().saturating_mul(steps.into());
		let settle = <T as Config>::WeightInfo::settle(steps).saturating_add(awards);
		let share = <T as Config>::WeightInfo::share(steps);
		<T as Config>::WeightInfo::match_levels(steps).max(share).max(settle)
	}

	/// Goes on with at most `limit` steps, and returns how many it were. None counts as one.
	pub(crate) fn do_clear(id: AuctionId, limit: u32) -> Result<(u32, Pace), DispatchError> {
		let mut auction = Self::auction(id)?;
		let mut clearing = match auction.status {
			Status::Open => {
				let due = auction.terms.reveal_until;
				ensure!(due <= T::Time::now(), Error::<T>::TooEarly);
				auction.status = Status::Matching;
				Clearing::at(Stage::Matching, due)
			}
			_ => Clearings::<T>::get(id).ok_or(Error::<T>::InvalidState)?,
		};
		let (mut used, mut pace) = (0_u32, Pace::On);
		while pace == Pace::On && used < limit.max(1) {
			used = used.saturating_add(1);
			pace = Self::step(id, &mut auction, &mut clearing)?;
		}
		if pace == Pace::Over {
			Self::finish(id, &mut auction, clearing.due);
		} else {
			Clearings::<T>::insert(id, clearing);
		}
		Auctions::<T>::insert(id, auction);
		Ok((used, pace))
	}

	fn step(
		id: AuctionId,
		auction: &mut Auction,
		clearing: &mut Clearing,
	) -> Result<Pace, DispatchError> {
		match clearing.stage {
			Stage::Matching => Self::match_next(id, auction, clearing)?,
			Stage::Sharing { sells, last, before } => {
				clearing.stage = Self::share_next(id, clearing, sells, last, before)?;
			}
			Stage::Settling { last } => {
				let Some((party, bid)) = Self::bids_after(id, last).next() else {
					clearing.stage = Stage::Settling { last: None };
					return Ok(if auction.bids == 0 { Pace::Over } else { Pace::Later });
				};
				if Self::settle(id, auction, party, bid) {
					Bids::<T>::remove(id, party);
					Self::disengage(auction.market, party);
					auction.bids = auction.bids.saturating_sub(1);
				}
				clearing.stage = Stage::Settling { last: Some(party) };
			}
		}
		Ok(Pace::On)
	}

	fn bids_after(id: AuctionId, last: Option<Party>) -> PrefixIterator<(Party, Bid)> {
		match last {
			Some(last) => Bids::<T>::iter_prefix_from(id, Bids::<T>::hashed_key_for(id, last)),
			None => Bids::<T>::iter_prefix(id),
		}
	}

	/// The level of a side that is to be matched next, if any.
	fn front(id: AuctionId, clearing: &Clearing, sells: bool) -> Option<Margin> {
		let side = (id, sells);
		let mut levels = match clearing.margin(sells) {
			Some(margin) if margin.left() > 0 => return Some(margin),
			Some(margin) => {
				let last = Levels::<T>::hashed_key_for(side, margin.level);
				Levels::<T>::iter_prefix_from(side, last)
			}
			None => Levels::<T>::iter_prefix(side),
		};
		levels.next().map(|(level, total)| Margin { level, total, filled: 0 })
	}

	/// Matches the cheapest offers with the dearest bids, as much as there is of both. Each time at least
	/// one of the two levels is used up.
	fn match_next(
		id: AuctionId,
		auction: &mut Auction,
		clearing: &mut Clearing,
	) -> Result<(), DispatchError> {
		let fronts = Self::front(id, clearing, true).zip(Self::front(id, clearing, false));
		let meeting =
			fronts.filter(|(offer, bid)| offer.level.price(true) <= bid.level.price(false));
		if let Some((offer, bid)) = meeting {
			let quantity = offer.left().min(bid.left());
			let add = |to: Energy| to.checked_add(quantity).ok_or(ArithmeticError::Overflow);
			clearing.offers = Some(Margin { filled: add(offer.filled)?, ..offer });
			clearing.bids = Some(Margin { filled: add(bid.filled)?, ..bid });
			clearing.quantity = add(clearing.quantity)?;
			return Ok(());
		}
		let price = clearing.price(auction.terms.rule);
		let clearance = Clearance { price, quantity: clearing.quantity };
		auction.status = Status::Settling(clearance);
		clearing.stage = Stage::Sharing { sells: true, last: None, before: 0 };
		Self::deposit_event(Event::Cleared { auction: id, clearance });
		Ok(())
	}

	/// Takes the next step out of a side's book, and says what of it is accepted: all before the margin,
	/// nothing behind it, and at it a share in proportion. Shares are differences of running sums, each
	/// rounded down: they sum to what is filled, and differ from exact ones by less than 1 Wh.
	fn share_next(
		id: AuctionId,
		clearing: &Clearing,
		sells: bool,
		last: Option<Place>,
		before: Energy,
	) -> Result<Stage, DispatchError> {
		let side = (id, sells);
		let mut lots = match last {
			Some(last) => Book::<T>::iter_prefix_from(side, Book::<T>::hashed_key_for(side, last)),
			None => Book::<T>::iter_prefix(side),
		};
		let Some((place, lot)) = lots.next() else {
			return Ok(match sells {
				true => Stage::Sharing { sells: false, last: None, before: 0 },
				false => Stage::Settling { last: None },
			});
		};
		let level = place.level();
		let mut after = before;
		let accepted = match clearing.margin(sells).map(|margin| (level.cmp(&margin.level), margin))
		{
			Some((Ordering::Less, _)) => lot.quantity,
			Some((Ordering::Equal, Margin { total, filled, .. })) => {
				after = before.checked_add(lot.quantity).ok_or(ArithmeticError::Overflow)?;
				let until = |place| share_of(filled.into(), place, total);
				let share =
					until(after).zip(until(before)).and_then(|(to, from)| to.checked_sub(from));
				let share = share.and_then(|share| Energy::try_from(share).ok());
				share.ok_or(ArithmeticError::Overflow)?
			}
			_ => 0,
		};
		if accepted > 0 {
			Bids::<T>::mutate(id, lot.party, |bid| {
				if let Some(revealed) = bid.as_mut().and_then(|bid| bid.revealed.as_mut()) {
					revealed.won = revealed.won.saturating_add(accepted);
				}
			});
		}
		Book::<T>::remove(side, place);
		if last.is_none_or(|last| last.level() != level) {
			Levels::<T>::remove(side, level);
		}
		Ok(Stage::Sharing { sells, last: Some(place), before: after })
	}

	/// Gives a bid what it won and its stake back. Returns whether it is done with; it is not if its
	/// contract cannot be awarded now.
	fn settle(id: AuctionId, auction: &Auction, party: Party, bid: Bid) -> bool {
		let Auction { market, status, .. } = *auction;
		let Bid { stake, revealed, .. } = bid;
		let outcome = match (status, revealed) {
			(Status::Settling(_), None) => {
				let operator = Party::Organization(auction.operator);
				let due = auction.terms.penalty.mul_floor(stake);
				let penalty = T::Markets::draw(market, party, due, operator);
				T::Markets::free(market, party, stake);
				Outcome::Forfeited { penalty }
			}
			(Status::Settling(Clearance { price: Some(price), .. }), Some(revealed))
				if revealed.won > 0 =>
			{
				match Self::award(id, auction, party, stake, revealed, price) {
					Ok(contract) => {
						let Revealed { sells, won: quantity, .. } = revealed;
						Outcome::Awarded { sells, quantity, contract }
					}
					Err(error) => {
						Self::deposit_event(Event::AwardFailed { auction: id, party, error });
						return false;
					}
				}
			}
			(Status::Settling(_), Some(_)) => {
				T::Markets::free(market, party, stake);
				Outcome::Rejected
			}
			_ => {
				T::Markets::free(market, party, stake);
				Self::deposit_event(Event::Released { auction: id, party, stake });
				return true;
			}
		};
		Outcomes::<T>::insert(id, party, outcome);
		Self::deposit_event(Event::Settled { auction: id, party, outcome });
		true
	}

	/// All or nothing. The contract takes no more of the stake than there is: at a price better than
	/// its steps name, what the bid was good for covers it.
	fn award(
		id: AuctionId,
		auction: &Auction,
		party: Party,
		stake: Amount,
		Revealed { sells, won, .. }: Revealed,
		price: Price,
	) -> Result<ContractId, DispatchError> {
		let Auction { market, terms, floor, ceiling, .. } = *auction;
		let total = terms.total(won).ok_or(ArithmeticError::Overflow)?;
		let kept = exposure(total, at_stake((price, price), (floor, ceiling))).min(stake);
		let Window { from, until } = terms.window;
		let award = Award {
			market,
			auction: id,
			party,
			sells,
			from: terms.from,
			until: terms.until,
			profile: Profile::Window { from, until, energy: won },
			price,
			stake: kept,
		};
		with_storage_layer(|| {
			T::Markets::free(market, party, stake.saturating_sub(kept));
			T::Contracts::award(award)
		})
	}

	fn finish(id: AuctionId, auction: &mut Auction, due: Moment) {
		auction.status = match auction.status {
			Status::Settling(clearance) => Status::Cleared(clearance),
			_ => Status::Canceled,
		};
		T::Deadlines::cancel(due, Task::Clear(id));
		Clearings::<T>::remove(id);
		Self::disengage(auction.market, Party::Organization(auction.operator));
		Self::deposit_event(Event::Closed { auction: id });
	}
}
