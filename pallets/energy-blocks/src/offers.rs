// SPDX-License-Identifier: Apache-2.0

//! Blocks that are offered and bought.

use crate::*;
use frame_support::{ensure, traits::tokens::Preservation};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Whose account a party's money is on. A person that was released still has its own.
	fn account_of(party: Party) -> Result<T::AccountId, DispatchError> {
		let account = party.account::<T::AccountId, T::Organizations, T::Persons>();
		account.ok_or(DispatchError::CannotLookup)
	}

	pub(crate) fn do_offer(by: SignatoryOf<T>, id: BlockId, offer: Offer) -> DispatchResult {
		let (block, _) = Self::usable_by(by.party, id)?;
		ensure!(offer.price > 0, Error::<T>::ZeroPrice);
		if let Some(to) = offer.to {
			ensure!(to != by.party, Error::<T>::OwnBlock);
			Self::ensure_participant(block.market, to)?;
		}
		OffersAt::<T>::insert((block.market, block.interval), id, ());
		Blocks::<T>::insert(id, Block { offer: Some(offer), ..block });
		Self::deposit_event(Event::Offered { block: id, offer, by });
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(by: SignatoryOf<T>, id: BlockId) -> DispatchResult {
		let block = Self::open(id)?;
		ensure!(block.owner == by.party, Error::<T>::NotAuthorized);
		ensure!(block.offer.is_some(), Error::<T>::NotOffered);
		OffersAt::<T>::remove((block.market, block.interval), id);
		Blocks::<T>::insert(id, Block { offer: None, ..block });
		Self::deposit_event(Event::OfferWithdrawn { block: id, by });
		Ok(())
	}

	pub(crate) fn do_buy(by: SignatoryOf<T>, id: BlockId, price: Amount) -> DispatchResult {
		let (block, _) = Self::usable(id)?;
		let seller = block.owner;
		ensure!(seller != by.party, Error::<T>::OwnBlock);
		T::Markets::ensure_trader(block.market, by.party)?;
		Self::ensure_participant(block.market, seller)?;
		let offer = block.offer.ok_or(Error::<T>::NotOffered)?;
		ensure!(offer.to.is_none_or(|to| to == by.party), Error::<T>::NotAuthorized);
		ensure!(offer.price == price, Error::<T>::WrongPrice);
		let asset = T::Markets::asset(block.market).ok_or(Error::<T>::UnknownMarket)?;
		let (from, to) = (Self::account_of(by.party)?, Self::account_of(seller)?);
		T::Assets::transfer(asset, &from, &to, price, Preservation::Preserve)?;
		Self::pass(id, &block, by.party, T::MaxBlocks::get())?;
		Self::deposit_event(Event::Bought { block: id, seller, asset, price, by });
		Ok(())
	}
}
