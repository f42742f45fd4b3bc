// SPDX-License-Identifier: Apache-2.0

//! Bids: sealed, withdrawn, revealed.

use crate::*;
use covenant_primitives::power::{at_stake, exposure};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use sp_runtime::{traits::Zero, ArithmeticError, DispatchResult};

/// Whether whoever does this in a market may trade on this side of it.
fn may(role: Option<Role>, sells: bool) -> bool {
	match role {
		None | Some(Role::GridCompany) => false,
		Some(Role::Consumer) => !sells,
		Some(_) => true,
	}
}

impl<T: Config> Pallet<T> {
	/// The hash of the chain's first block.
	pub(crate) fn genesis() -> H256 {
		frame_system::Pallet::<T>::block_hash(
			frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		)
	}

	pub(crate) fn do_bid(
		by: SignatoryOf<T>,
		id: AuctionId,
		commitment: H256,
		stake: Amount,
	) -> DispatchResult {
		let auction = Self::auction(id)?;
		let Auction { market, placed, bids, .. } = auction;
		let party = by.party;
		ensure!(auction.status == Status::Open, Error::<T>::InvalidState);
		ensure!(T::Time::now() < auction.terms.bids_until, Error::<T>::Expired);
		let operator = Party::Organization(auction.operator);
		ensure!(party != operator, Error::<T>::OwnMarket);
		let role = T::Markets::ensure_trader(market, party)?;
		ensure!(may(Some(role), false), Error::<T>::WrongRole);
		ensure!(stake >= auction.terms.bond, Error::<T>::StakeTooLow);

		let ordinal = match Bids::<T>::get(id, party) {
			Some(old) => {
				// `commit` refuses whoever is short, even for nothing more.
				if stake > old.stake {
					T::Markets::commit(market, party, stake.saturating_sub(old.stake))?;
				} else {
					T::Markets::free(market, party, old.stake.saturating_sub(stake));
				}
				old.ordinal
			}
			None => {
				ensure!(bids < T::MaxBidders::get(), Error::<T>::TooManyBidders);
				T::Markets::commit(market, party, stake)?;
				let bids = bids.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				let next = placed.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				Auctions::<T>::insert(id, Auction { placed: next, bids, ..auction });
				Self::engage(market, party);
				placed
			}
		};
		Bids::<T>::insert(id, party, Bid { ordinal, commitment, stake, revealed: None });
		Self::deposit_event(Event::Placed { auction: id, ordinal, commitment, stake, by });
		Ok(())
	}

	/// Also from an auction that was canceled, for whoever does not want to wait.
	pub(crate) fn do_withdraw(by: SignatoryOf<T>, id: AuctionId) -> DispatchResult {
		let auction = Self::auction(id)?;
		let party = by.party;
		match auction.status {
			Status::Open => {
				ensure!(T::Time::now() < auction.terms.bids_until, Error::<T>::Expired);
			}
			Status::Canceling => {}
			_ => return Err(Error::<T>::InvalidState.into()),
		}
		let Bid { stake, .. } = Bids::<T>::take(id, party).ok_or(Error::<T>::NoBid)?;
		T::Markets::free(auction.market, party, stake);
		let bids = auction.bids.saturating_sub(1);
		Auctions::<T>::insert(id, Auction { bids, ..auction });
		Self::disengage(auction.market, party);
		Self::deposit_event(Event::Withdrawn { auction: id, stake, by });
		Ok(())
	}

	/// A bid binds once it can no longer be withdrawn, so that it does not matter in what standing its
	/// party is then: losing it on purpose would be a way out.
	pub(crate) fn do_reveal(
		by: SignatoryOf<T>,
		id: AuctionId,
		sells: bool,
		steps: Steps,
		salt: Salt,
	) -> DispatchResult {
		let mut auction = Self::auction(id)?;
		let Auction { market, terms, .. } = auction;
		let party = by.party;
		ensure!(auction.status == Status::Open, Error::<T>::InvalidState);
		let now = T::Time::now();
		ensure!(terms.bids_until <= now, Error::<T>::TooEarly);
		ensure!(now < terms.reveal_until, Error::<T>::Expired);
		let bid = Bids::<T>::get(id, party).ok_or(Error::<T>::NoBid)?;
		ensure!(bid.revealed.is_none(), Error::<T>::AlreadyRevealed);
		let sealed = seal(Self::genesis(), id, party, sells, &steps, &salt);
		ensure!(bid.commitment == sealed, Error::<T>::WrongCommitment);
		ensure!(may(T::Markets::role(market, party), sells), Error::<T>::WrongRole);

		let mut offered: Energy = 0;
		let mut before = None;
		let (mut low, mut high) = (Price::MAX, Price::MIN);
		for Step { price, quantity } in steps.iter().copied() {
			let level = Level::of(sells, price);
			ensure!(quantity > 0, Error::<T>::ZeroAmount);
			ensure!(before.is_none_or(|before| before < level), Error::<T>::UnorderedSteps);
			let bounds = auction.floor..=auction.ceiling;
			ensure!(bounds.contains(&price), Error::<T>::PriceOutOfBounds);
			offered = offered.checked_add(quantity).ok_or(Error::<T>::TooMuchEnergy)?;
			(low, high) = (low.min(price), high.max(price));
			before = Some(level);
		}
		ensure!(before.is_some(), Error::<T>::NoSteps);
		ensure!(offered <= T::MaxQuantity::get(), Error::<T>::TooMuchEnergy);
		let total = terms.total(offered).ok_or(Error::<T>::TooMuchEnergy)?;
		ensure!(
			bid.stake >= exposure(total, at_stake((low, high), (auction.floor, auction.ceiling))),
			Error::<T>::StakeTooLow
		);

		// No sum is more than `MaxBidders` times `MaxQuantity`, which Energy holds.
		for Step { price, quantity } in steps.iter().copied() {
			let level = Level::of(sells, price);
			let place = Place::new(level, bid.ordinal);
			Book::<T>::insert((id, sells), place, Lot { party, quantity });
			Levels::<T>::mutate((id, sells), level, |sum| *sum = sum.saturating_add(quantity));
		}
		let revealed = Some(Revealed { sells, offered, won: 0 });
		Bids::<T>::insert(id, party, Bid { revealed, ..bid });
		auction.revealed = auction.revealed.saturating_add(1);
		let sum = if sells { &mut auction.offered } else { &mut auction.demanded };
		*sum = sum.saturating_add(offered);
		Auctions::<T>::insert(id, auction);
		Self::deposit_event(Event::Revealed { auction: id, sells, steps, by });
		Ok(())
	}
}
